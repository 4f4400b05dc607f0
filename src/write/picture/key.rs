//! What shapes and colours mean, the scale, and where the data come from.

use super::Drawing;
use super::svg::{Anchor, Svg, breadth};
use crate::domain::Language;
use crate::domain::WorkKind;
use crate::run::looks::{self, Filling, Inside, Shape, hex};
use crate::run::plan::PlanJson;
use crate::run::words::{COVERED, DONE, SORTS};
use crate::write::frame::Frame;
use std::collections::BTreeSet;

/// Pixels of a row, and of its letters.
const ROW: f64 = 22.0;
const SIZE: f64 = 13.0;

/// What is on the maps.
#[derive(Debug, Clone, Default)]
pub(super) struct Seen {
    /// Tiers by their places in the plan, with their names.
    pub(super) tiers: BTreeSet<(usize, String)>,
    /// What is done; none: what stays.
    pub(super) works: BTreeSet<Option<WorkKind>>,
    pub(super) covered: [bool; 3],
    pub(super) discs: bool,
}

/// The radius of the largest symbol, pixels.
const LARGEST: f64 = 5.0;

/// The symbol of the tier at this place in the plan, filled by what is done there; none: of a facility without a tier.
pub(super) fn symbol(rank: Option<usize>, x: f64, y: f64, filling: Filling) -> String {
    let tier = looks::tier(rank);
    let radius = LARGEST * tier.size;
    let corners = tier.shape.corners().into_iter().enumerate();
    let path: String = match tier.shape {
        Shape::Circle => circle(radius),
        _ => corners
            .map(|(at, [across, down])| {
                let begin = if at == 0 { "M" } else { "L" };
                let [right, low] = [x + across * radius, y + down * radius];
                format!("{begin}{right:.1} {low:.1}")
            })
            .collect(),
    };
    let start = match tier.shape {
        Shape::Circle => format!("M{x:.1} {y:.1}"),
        _ => String::new(),
    };
    let [fill, line] = [filling.fill, filling.line].map(|paint| hex(paint.colour(tier.colour)));
    let inside = match filling.inside {
        Inside::Nothing => String::new(),
        Inside::Dot => format!(
            "<path d=\"M{x:.1} {y:.1}{}\" fill=\"{}\"/>",
            circle(radius * 0.42),
            hex(looks::PAPER)
        ),
        Inside::Cross => {
            let arm = radius * 0.62;
            let wide = arm * 2.0;
            format!(
                "<path d=\"M{x:.1} {y:.1}m{0:.1} {0:.1}l{wide:.1} {wide:.1}m0 {1:.1}l{1:.1} {wide:.1}\" stroke=\"{line}\" stroke-width=\"1.4\" fill=\"none\"/>",
                -arm, -wide
            )
        }
    };
    format!(
        "<path d=\"{start}{path}z\" fill=\"{fill}\" stroke=\"{line}\" stroke-width=\"{:.1}\"/>{inside}",
        filling.width * 0.75
    )
}

/// A circle about where the path stands.
fn circle(radius: f64) -> String {
    let across = radius * 2.0;
    format!(
        "m{:.2} 0a{radius:.2} {radius:.2} 0 1 0 {across:.2} 0a{radius:.2} {radius:.2} 0 1 0 {:.2} 0",
        -radius, -across
    )
}

/// A row of the key: its mark at a place, and its words.
type Entry = (Box<dyn Fn(f64, f64) -> String>, String);

/// Draws the key from `top` down, in columns as the width has room; returns the height of the whole picture.
pub(super) fn draw(
    svg: &mut Svg,
    seen: &Seen,
    frame: &Frame,
    top: f64,
    plan: Option<&PlanJson>,
    drawing: &Drawing,
) -> f64 {
    let width = f64::from(drawing.width_px);
    let mut x = 24.0;
    let mut y = top;
    let (mut lowest, mut right) = (top, 0.0_f64);
    for column in columns(seen, drawing.language) {
        let across =
            column.iter().map(|(_, words)| breadth(words, SIZE)).fold(0.0, f64::max) + 52.0;
        if x + across > width && x > 24.0 {
            (x, y) = (24.0, lowest);
        }
        for (line, (mark, words)) in column.iter().enumerate() {
            let middle = y + ROW * line as f64;
            svg.put(&mark(x, middle));
            svg.text(x + 16.0, middle + 4.5, SIZE, Anchor::Start, words);
        }
        lowest = lowest.max(y + ROW * column.len() as f64);
        x += across;
        right = right.max(x);
    }
    // The scale stands beside the words where there is room for it, else below them.
    let mut beside = top;
    if right > width - width / 5.0 - 80.0 {
        beside = lowest + 12.0;
        lowest = beside + 16.0;
    }
    let scale = scale(svg, frame, width, beside - 16.0);
    north(svg, width - 30.0 - scale - 26.0, beside - 12.0);
    let mut y = lowest + 8.0;
    let remarks = [modelled(plan, drawing.language), drawing.attribution.clone()];
    for remark in remarks.into_iter().flatten() {
        for line in broken(&remark, width - 32.0) {
            svg.text(16.0, y, 11.0, Anchor::Start, &line);
            y += 15.0;
        }
    }
    y + 4.0
}

fn columns(seen: &Seen, language: Language) -> Vec<Vec<Entry>> {
    let mut tiers: Vec<Entry> = Vec::new();
    for &(rank, ref name) in &seen.tiers {
        let mark = move |x: f64, y: f64| {
            symbol(Some(rank), x, y, looks::work(Some(WorkKind::Build), true))
        };
        tiers.push((Box::new(mark), name.clone()));
    }
    let mut works: Vec<Entry> = Vec::new();
    for &work in &seen.works {
        let mark = move |x: f64, y: f64| symbol(Some(0), x, y, looks::work(work, true));
        let words = match work {
            None => language.say("stands, as today", "维持现状"),
            Some(WorkKind::Build) => language.say("new", "新建"),
            Some(kind) => DONE.say(language, kind.word()),
        };
        works.push((Box::new(mark), words.into()));
    }
    let words = ["all", "some", "none"].map(|code| COVERED.say(language, code));
    let mut covered: Vec<Entry> = Vec::new();
    for class in (0..3).filter(|&class| seen.covered[class]) {
        let colour = looks::COVERED[class];
        let mark = move |x: f64, y: f64| {
            format!("<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"7\" fill=\"{}\"/>", hex(colour))
        };
        let place = language.say("village or community covered: ", "村（社区）：");
        covered.push((Box::new(mark), format!("{place}{}", words[class])));
    }
    if seen.discs {
        let words = language.say("area of a disc: its people", "圆面积：服务对象人数");
        covered.push((Box::new(|_, _| String::new()), words.into()));
    }
    [tiers, works, covered].into_iter().filter(|column| !column.is_empty()).collect()
}

/// A length that is round and at most a fifth of the width; returns its pixels.
pub(super) fn scale(svg: &mut Svg, frame: &Frame, width: f64, y: f64) -> f64 {
    let most = width / 5.0 / frame.pixels_per_km();
    let power = 10f64.powf(most.log10().floor());
    let km = [5.0, 2.0, 1.0].map(|step| step * power).into_iter().find(|&km| km <= most);
    let km = km.unwrap_or(power);
    let pixels = km * frame.pixels_per_km();
    let from = width - 30.0 - pixels;
    let ink = hex(looks::INK);
    svg.put(&format!(
        "<path d=\"M{from:.1} {y:.1}v6h{pixels:.1}v-6\" fill=\"none\" stroke=\"{ink}\" stroke-width=\"1.4\"/>"
    ));
    let words = match km < 1.0 {
        true => format!("{:.0} m", km * 1000.0),
        false => format!("{km:.0} km"),
    };
    svg.text(from + pixels / 2.0, y + 21.0, SIZE, Anchor::Middle, &words);
    pixels
}

fn north(svg: &mut Svg, x: f64, y: f64) {
    svg.put(&format!("<path d=\"M{x:.1} {y:.1}m0-12l5 14l-5-4l-5 4z\"/>"));
    svg.text(x, y + 17.0, SIZE, Anchor::Middle, "N");
}

/// What of the data is modelled, said once; none where nothing is.
fn modelled(plan: Option<&PlanJson>, language: Language) -> Option<String> {
    let origins = &plan?.modelled.features;
    let parts: Vec<String> = origins
        .iter()
        .filter_map(|row| {
            let (all, figures, positions) = (row.all, row.figures, row.positions);
            let sort = SORTS.say(language, &row.sort);
            (figures + positions > 0).then(|| match language {
                Language::English => {
                    format!("{sort}: figures of {figures}, positions of {positions} of {all}")
                }
                Language::Chinese => {
                    format!("{sort} {all} 个中数据 {figures} 个、位置 {positions} 个")
                }
            })
        })
        .collect();
    (!parts.is_empty()).then(|| match language {
        Language::English => {
            format!("Modelled, not for decisions about real places: {}.", parts.join("; "))
        }
        Language::Chinese => format!("含模拟数据，不可用于实际决策：{}。", parts.join("；")),
    })
}

/// A remark in lines that fit.
fn broken(text: &str, width: f64) -> Vec<String> {
    const LETTERS: f64 = 11.0;
    let mut lines = vec![String::new()];
    // Words by spaces; Chinese may break anywhere.
    let mut words: Vec<String> = Vec::new();
    for letter in text.chars().take(1_000) {
        match words.last_mut() {
            Some(word) if letter.is_ascii() && !word.ends_with(' ') => word.push(letter),
            _ => words.push(letter.into()),
        }
    }
    for word in words {
        let line = lines.last().map_or("", String::as_str);
        // A text of a picture shows 80 letters at most.
        let long = line.chars().count() + word.chars().count() > 78;
        if !line.is_empty() && (long || breadth(&format!("{line}{word}"), LETTERS) > width) {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            line.push_str(&word);
        }
    }
    lines.retain(|line| !line.trim().is_empty());
    lines
}
