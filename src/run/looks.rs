//! What colours, shapes and fillings mean, on maps, in charts and in the report's page: once for all of them.
//!
//! A tier has a shape and a colour, what is done at a site a filling. Colours are Okabe and Ito's set, which people with
//! any colour vision tell apart (*Color Universal Design*, 2008, jfly.uni-koeln.de/color).

use crate::domain::{TierIdx, WorkKind};

/// Red, green, blue.
pub(crate) type Colour = [u8; 3];

pub(crate) const ORANGE: Colour = [0xE6, 0x9F, 0x00];
pub(crate) const SKY: Colour = [0x56, 0xB4, 0xE9];
pub(crate) const GREEN: Colour = [0x00, 0x9E, 0x73];
pub(crate) const YELLOW: Colour = [0xF0, 0xE4, 0x42];
pub(crate) const BLUE: Colour = [0x00, 0x72, 0xB2];
pub(crate) const VERMILION: Colour = [0xD5, 0x5E, 0x00];
pub(crate) const PURPLE: Colour = [0xCC, 0x79, 0xA7];
/// Not of the set: for a sixth tier, since vermilion means that nobody is covered.
pub(crate) const BROWN: Colour = [0x8A, 0x6D, 0x00];
pub(crate) const INK: Colour = [0x1A, 0x21, 0x29];
pub(crate) const GREY: Colour = [0x7C, 0x87, 0x90];
pub(crate) const PAPER: Colour = [0xFF, 0xFF, 0xFF];
pub(crate) const LAND: Colour = [0xEE, 0xF2, 0xF5];
/// Of rivers and lakes: pale, since blue marks a tier.
pub(crate) const WATER: Colour = [0x9F, 0xC9, 0xE0];
/// Of lines between rows, of grids and of frames.
pub(crate) const LINE: Colour = [0xD5, 0xDB, 0xE1];

/// The colours by name, as styles and scripts of pages ask for them.
pub(crate) const NAMED: [(&str, Colour); 8] = [
    ("orange", ORANGE),
    ("blue", BLUE),
    ("ink", INK),
    ("grey", GREY),
    ("paper", PAPER),
    ("land", LAND),
    ("line", LINE),
    ("water", WATER),
];

/// The named colours as variables of a style.
pub(crate) fn variables() -> String {
    let variables = NAMED.map(|(name, colour)| format!("--{name}: {};", hex(colour)));
    format!(":root {{ {} }}", variables.join(" "))
}

/// A colour as HTML, CSS and SVG write it.
pub(crate) fn hex([red, green, blue]: Colour) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

/// The shape of a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    Square,
    Triangle,
    Circle,
    Cross,
    Diamond,
    Pentagon,
    Star,
    Hexagon,
    Saltire,
}

impl Shape {
    pub(crate) const ALL: [Shape; 9] = [
        Shape::Square,
        Shape::Triangle,
        Shape::Circle,
        Shape::Cross,
        Shape::Diamond,
        Shape::Pentagon,
        Shape::Star,
        Shape::Hexagon,
        Shape::Saltire,
    ];

    /// Its name.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Shape::Square => "square",
            Shape::Triangle => "triangle",
            Shape::Circle => "circle",
            Shape::Cross => "cross",
            Shape::Diamond => "diamond",
            Shape::Pentagon => "pentagon",
            Shape::Star => "star",
            Shape::Hexagon => "hexagon",
            Shape::Saltire => "saltire",
        }
    }

    /// Its corners about a middle, with y down, for a radius of 1; none of a circle. All shapes look alike large.
    pub(crate) fn corners(self) -> Vec<[f64; 2]> {
        const UP: f64 = -std::f64::consts::FRAC_PI_2;
        let turn = |count: usize, start: f64, reach: &dyn Fn(usize) -> f64| {
            let corner = |at: usize| {
                let angle = start + std::f64::consts::TAU * at as f64 / count as f64;
                // To a thousandth of a radius, which no eye sees.
                [angle.cos(), angle.sin()].map(|part| (part * reach(at) * 1e3).round() / 1e3)
            };
            (0..count).map(corner).collect()
        };
        match self {
            Shape::Square => turn(4, UP / 2.0, &|_| 1.22),
            Shape::Triangle => turn(3, UP, &|_| 1.25),
            Shape::Circle => Vec::new(),
            Shape::Cross => {
                let (near, far) = (0.4, 1.2);
                let quarter = [[-near, -far], [near, -far], [near, -near]];
                let turned = (0..4).flat_map(|turns| {
                    quarter.map(|[x, y]| match turns {
                        0 => [x, y],
                        1 => [-y, x],
                        2 => [-x, -y],
                        _ => [y, -x],
                    })
                });
                turned.collect()
            }
            Shape::Diamond => turn(4, UP, &|_| 1.25),
            Shape::Pentagon => turn(5, UP, &|_| 1.1),
            Shape::Hexagon => turn(6, UP, &|_| 1.1),
            Shape::Saltire => {
                let half = std::f64::consts::FRAC_1_SQRT_2;
                let turned = |[x, y]: [f64; 2]| [(x - y) * half, (x + y) * half];
                Shape::Cross.corners().into_iter().map(turned).collect()
            }
            Shape::Star => turn(10, UP, &|at| if at % 2 == 1 { 0.55 } else { 1.35 }),
        }
    }
}

/// What tells a tier from others.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct TierLook {
    pub(crate) shape: Shape,
    pub(crate) colour: Colour,
    /// Of the size of the largest.
    pub(crate) size: f64,
}

const fn look(shape: Shape, colour: Colour, size: f64) -> TierLook {
    TierLook { shape, colour, size }
}

/// The tiers' looks, in the plan's order.
pub(crate) const TIERS: [TierLook; 6] = [
    look(Shape::Square, BLUE, 1.0),
    look(Shape::Triangle, ORANGE, 0.85),
    look(Shape::Circle, GREEN, 0.65),
    look(Shape::Cross, PURPLE, 0.85),
    look(Shape::Diamond, SKY, 0.8),
    look(Shape::Pentagon, BROWN, 0.8),
];

/// Of what stands without a tier of the plan.
pub(crate) const TIERLESS: TierLook = look(Shape::Circle, GREY, 0.5);

/// The look of the tier at `rank` in the plan's order; none: of what has no tier of the plan.
pub(crate) fn tier(rank: Option<usize>) -> TierLook {
    rank.map_or(TIERLESS, |rank| TIERS[rank % TIERS.len()])
}

/// The look of a tier.
pub(crate) fn of_tier(tier: Option<TierIdx>) -> TierLook {
    self::tier(tier.map(usize::from))
}

/// A colour that may be that of the tier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Paint {
    Tier,
    Ink,
    Grey,
    Paper,
}

impl Paint {
    /// In the page's data.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Paint::Tier => "tier",
            Paint::Ink => "ink",
            Paint::Grey => "grey",
            Paint::Paper => "paper",
        }
    }

    /// The colour, of a tier of colour `tier`.
    pub(crate) fn colour(self, tier: Colour) -> Colour {
        match self {
            Paint::Tier => tier,
            Paint::Ink => INK,
            Paint::Grey => GREY,
            Paint::Paper => PAPER,
        }
    }
}

/// What stands inside a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Inside {
    Nothing,
    Dot,
    Cross,
}

impl Inside {
    /// In the page's data; none for nothing.
    pub(crate) fn word(self) -> Option<&'static str> {
        match self {
            Inside::Nothing => None,
            Inside::Dot => Some("dot"),
            Inside::Cross => Some("cross"),
        }
    }
}

/// How a site is filled.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Filling {
    pub(crate) fill: Paint,
    pub(crate) line: Paint,
    /// Pixels.
    pub(crate) width: f64,
    pub(crate) inside: Inside,
}

const fn filling(fill: Paint, line: Paint, width: f64, inside: Inside) -> Filling {
    Filling { fill, line, width, inside }
}

/// What becomes of a site, by the words of [`super::words::WORKS`]: what is built is full, what stays is hollow.
pub(crate) const WORKS: [(&str, Filling); 6] = [
    ("build", filling(Paint::Tier, Paint::Ink, 1.8, Inside::Nothing)),
    ("upgrade", filling(Paint::Tier, Paint::Tier, 1.5, Inside::Dot)),
    ("merge", GONE),
    ("close", GONE),
    ("stay", filling(Paint::Paper, Paint::Tier, 2.2, Inside::Nothing)),
    ("unused", filling(Paint::Paper, Paint::Grey, 1.0, Inside::Nothing)),
];

const GONE: Filling = filling(Paint::Paper, Paint::Ink, 1.5, Inside::Cross);

/// How a site is filled at which `work` is done; none: it stays, if it is `standing`.
pub(crate) fn work(work: Option<WorkKind>, standing: bool) -> Filling {
    let [build, upgrade, merge, close, stay, unused] = WORKS;
    let (_, filling) = match work {
        Some(WorkKind::Build) => build,
        Some(WorkKind::Upgrade) => upgrade,
        Some(WorkKind::Merge) => merge,
        Some(WorkKind::Close) => close,
        None if standing => stay,
        None => unused,
    };
    filling
}

/// How a place is covered: at all tiers meant for it, at some, at none. Places are circles without an outline of their own.
pub(crate) const COVERED: [Colour; 3] = [SKY, YELLOW, VERMILION];

/// People who are not covered, by the words of [`super::words::WHYS`]. No other mark is a saltire, no other area hatched.
pub(crate) const UNCOVERED: [(&str, Colour); 4] =
    [("no-way", INK), ("out-of-reach", VERMILION), ("not-built", ORANGE), ("full", PURPLE)];
/// Their shape.
pub(crate) const UNCOVERED_SHAPE: Shape = Shape::Saltire;

/// Places on a road network, by the words of [`super::words::FATES`]. No other mark is a hexagon.
pub(crate) const ON_ROADS: [(&str, Colour); 3] =
    [("joined", GREY), ("stranded", PURPLE), ("off-road", VERMILION)];
/// Their shape.
pub(crate) const ON_ROADS_SHAPE: Shape = Shape::Hexagon;

/// Lines between places, by the words of [`super::words::LINKS`]: their colour, and whether they are dashed.
pub(crate) const LINES: [(&str, Colour, bool); 4] = [
    ("serves", GREY, false),
    ("leads", INK, true),
    ("moves", PURPLE, true),
    ("places", SKY, false),
];

/// Shares from low to high: one hue that gets lighter (ColorBrewer's Oranges), so that the eye falls on the worst.
pub(crate) const SHARES: [Colour; 4] =
    [[0xA6, 0x36, 0x03], [0xE6, 0x55, 0x0D], [0xFD, 0xBE, 0x85], [0xFE, 0xF3, 0xE7]];
/// Where the steps begin.
pub(crate) const STEPS: [f64; 3] = [0.6, 0.8, 0.95];
