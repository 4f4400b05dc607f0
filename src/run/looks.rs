//! What colours mean on maps and charts: Okabe and Ito's set, which people with any colour vision tell apart
//! (*Color Universal Design*, 2008, jfly.uni-koeln.de/color).

use crate::domain::WorkKind;

/// Red, green, blue.
pub(crate) type Colour = [u8; 3];

pub(crate) const ORANGE: Colour = [0xE6, 0x9F, 0x00];
pub(crate) const SKY: Colour = [0x56, 0xB4, 0xE9];
pub(crate) const GREEN: Colour = [0x00, 0x9E, 0x73];
pub(crate) const YELLOW: Colour = [0xF0, 0xE4, 0x42];
pub(crate) const BLUE: Colour = [0x00, 0x72, 0xB2];
pub(crate) const VERMILION: Colour = [0xD5, 0x5E, 0x00];
pub(crate) const PURPLE: Colour = [0xCC, 0x79, 0xA7];
pub(crate) const DARK: Colour = [0x33, 0x33, 0x33];
pub(crate) const GREY: Colour = [0x9A, 0x9A, 0x9A];

/// What is done at a site; none: it stays.
pub(crate) fn work(kind: Option<WorkKind>) -> Colour {
    match kind {
        None => DARK,
        Some(WorkKind::Build) => BLUE,
        Some(WorkKind::Upgrade) => ORANGE,
        Some(WorkKind::Merge) => PURPLE,
        Some(WorkKind::Close) => VERMILION,
    }
}

/// How a place is covered: at all tiers meant for it, at some, at none.
pub(crate) const COVERED: [Colour; 3] = [SKY, YELLOW, VERMILION];

/// Tiers where they need colours of their own, in the plan's order.
pub(crate) const TIERS: [Colour; 6] = [BLUE, GREEN, ORANGE, PURPLE, SKY, VERMILION];

/// Shares from low to high: one hue that gets lighter (ColorBrewer's Oranges), so that the eye falls on the worst.
pub(crate) const SHARES: [Colour; 4] = [
    [0xA6, 0x36, 0x03],
    [0xE6, 0x55, 0x0D],
    [0xFD, 0xBE, 0x85],
    [0xFE, 0xF3, 0xE7],
];
/// Where the steps begin.
pub(crate) const STEPS: [f64; 3] = [0.6, 0.8, 0.95];
