//! Charts of a run and of a frontier.

use super::svg::{Anchor, Svg, breadth};
use super::{Drawing, NothingDrawn, plan_name, tier_name};
use crate::domain::{Language, Name, Phrase, phrase};
use crate::run::frontier::FrontierJson;
use crate::run::looks::{self, hex};
use crate::run::numbers::{decimals, share};
use crate::run::plan::{PlanJson, SourceJson};
use crate::run::words::MONEY;

const SIZE: f64 = 14.0;
/// Room above a chart for its title, and around it, pixels.
const TOP: f64 = 60.0;
const EDGE: f64 = 24.0;
/// Why a chart of what a layout does is not drawn.
const NO_LAYOUT: Phrase = phrase("the run has no layout", "该运行没有布局");

fn title(svg: &mut Svg, plan: &str, what: &str) {
    svg.styled(EDGE, 30.0, 20.0, Anchor::Start, " font-weight=\"600\"", what);
    svg.text(EDGE, 50.0, SIZE, Anchor::Start, plan);
}

/// A bar with its shares of the whole and words behind it.
struct Bar {
    /// From and to, of 0–1.
    parts: Vec<(looks::Colour, f64)>,
    words: String,
}

/// Rows of bars with a heading each; returns how low they go.
fn bars(svg: &mut Svg, rows: &[(String, Vec<Bar>)], width: f64) -> f64 {
    let headings = rows.iter().map(|(heading, _)| breadth(heading, SIZE));
    let left = EDGE + headings.fold(60.0, f64::max).min(width * 0.4) + 12.0;
    let words = rows.iter().flat_map(|(_, bars)| bars).map(|bar| breadth(&bar.words, 12.0));
    let room = (width - left - words.fold(40.0, f64::max) - EDGE - 8.0).max(40.0);
    let mut y = TOP + 40.0;
    for (heading, bars) in rows {
        let middle = y + 11.0 * bars.len() as f64;
        svg.text(left - 10.0, middle + 4.0, SIZE, Anchor::End, heading);
        for bar in bars {
            let mut x = left;
            for &(colour, part) in &bar.parts {
                let wide = part.clamp(0.0, 1.0) * room;
                svg.bar(x, y + 2.0, wide, 17.0, colour);
                x += wide;
            }
            svg.text(x + 6.0, y + 15.0, 12.0, Anchor::Start, &bar.words);
            y += 22.0;
        }
        y += 12.0;
    }
    svg.put(&format!(
        "<path d=\"M{left:.1} {:.1}V{y:.1}\" stroke=\"{}\" fill=\"none\"/>",
        TOP + 34.0,
        hex(looks::INK)
    ));
    y
}

fn key(svg: &mut Svg, rows: &[(looks::Colour, &str)]) {
    let mut x = EDGE;
    for (colour, words) in rows {
        svg.bar(x, TOP + 8.0, 13.0, 13.0, *colour);
        svg.text(x + 19.0, TOP + 19.0, SIZE, Anchor::Start, words);
        x += breadth(words, SIZE) + 44.0;
    }
}

/// Rows of bars of a plan, with what their colours mean.
fn bar_chart(
    plan: &PlanJson,
    what: &str,
    keys: &[(looks::Colour, &str)],
    rows: &[(String, Vec<Bar>)],
    drawing: &Drawing,
) -> String {
    let width = f64::from(drawing.width_px);
    let mut svg = Svg::default();
    title(&mut svg, &plan_name(plan, drawing.language), what);
    key(&mut svg, keys);
    let low = bars(&mut svg, rows, width);
    svg.finish(width, low + 10.0)
}

/// Coverage by tier, today and by the plan, each of the tier's own group.
///
/// # Errors
///
/// When the plan has no tier that people travel to, or no layout.
pub fn coverage_chart(plan: &PlanJson, drawing: &Drawing) -> Result<String, NothingDrawn> {
    let language = drawing.language;
    if !plan.has_layout() {
        return Err(NothingDrawn(NO_LAYOUT));
    }
    let mut rows = Vec::new();
    for tier in plan.tiers.iter().filter(|tier| tier.is_travelled_to()) {
        let own = plan
            .coverage
            .iter()
            .find(|row| row.tier == tier.id && row.slice == "all" && row.group == tier.group);
        let Some(row) = own else { continue };
        let people = row.people.max(1e-9);
        let bar = |colour, covered: f64| Bar {
            parts: vec![(colour, covered / people)],
            words: share(covered / people),
        };
        let bars = vec![bar(looks::GREY, row.covered_today), bar(looks::BLUE, row.covered)];
        rows.push((format!("{} ({})", tier_name(tier, language), tier.group), bars));
    }
    if rows.is_empty() {
        return Err(NothingDrawn(phrase(
            "the plan has no tier that people travel to",
            "规划中没有供人前往的层级",
        )));
    }
    let what = language.say("Coverage by tier", "各层级覆盖率");
    let keys =
        [(looks::GREY, language.say("today", "现状")), (looks::BLUE, language.say("plan", "规划"))];
    Ok(bar_chart(plan, what, &keys, &rows, drawing))
}

/// Money by source: what is committed, what works take, what is left.
///
/// # Errors
///
/// When the plan names no source of money, or has no layout.
pub fn money_chart(plan: &PlanJson, drawing: &Drawing) -> Result<String, NothingDrawn> {
    let language = drawing.language;
    let sources = &plan.money.sources;
    let most = sources.iter().map(|source| source.has_yuan as f64);
    let most = most.fold(0.0, f64::max);
    if most <= 0.0 {
        return Err(NothingDrawn(phrase(
            "the plan names no source of money that has any",
            "规划所列资金来源均无资金",
        )));
    }
    let colours = [looks::GREY, looks::BLUE, looks::YELLOW];
    let wan = |yuan: f64| decimals(yuan / 1e4, 4);
    let row = |source: &SourceJson| {
        let amounts = [source.committed_yuan?, source.works_yuan?, source.left_yuan?];
        let amounts = amounts.map(|yuan| yuan as f64);
        let [committed, works, left] = amounts.map(wan);
        let bar = Bar {
            parts: colours.into_iter().zip(amounts.map(|yuan| yuan / most)).collect(),
            words: match language {
                Language::English => format!("{committed} + {works}, left {left} 万元"),
                Language::Chinese => format!("{committed} + {works}，结余 {left} 万元"),
            },
        };
        let name = language.short(&Name::from(&source.name)).to_owned();
        Some((name, vec![bar]))
    };
    let rows: Option<Vec<(String, Vec<Bar>)>> = sources.iter().map(row).collect();
    let rows = rows.ok_or(NothingDrawn(NO_LAYOUT))?;
    let what = language.say("Money by source, 万元", "各渠道资金（万元）");
    let words = ["committed", "works", "left"].map(|word| MONEY.say(language, word));
    let keys: Vec<_> = colours.into_iter().zip(words).collect();
    Ok(bar_chart(plan, what, &keys, &rows, drawing))
}

/// The points of a frontier: coverage upwards, what it is weighed against to the right; the knee is marked.
///
/// # Errors
///
/// When it has no points.
pub fn frontier_chart(frontier: &FrontierJson, drawing: &Drawing) -> Result<String, NothingDrawn> {
    let language = drawing.language;
    let points = frontier.points.iter();
    let points: Vec<(f64, f64, bool)> =
        points.map(|point| (point.against, point.coverage_weighted_people, point.knee)).collect();
    let (factor, across) = match &*frontier.against {
        "money" => (1e-4, language.say("money, 万元", "投入（万元）")),
        "travel" => (1.0, language.say("travel, person-km", "出行（人·公里）")),
        _ => (100.0, language.say("worst-served town, %", "最低镇街覆盖率（%）")),
    };
    let ends = |of: fn(&(f64, f64, bool)) -> f64| {
        let low = points.iter().map(of).fold(f64::MAX, f64::min);
        let high = points.iter().map(of).fold(f64::MIN, f64::max);
        let pad = ((high - low) * 0.06).max(high.abs() * 1e-3).max(1e-9);
        (low - pad, high + pad)
    };
    if points.is_empty() {
        return Err(NothingDrawn(phrase("the frontier has no points", "前沿上没有点")));
    }
    let (xs, ys) = (ends(|point| point.0), ends(|point| point.1));
    let width = f64::from(drawing.width_px);
    let (left, right, top) = (EDGE + 86.0, width - EDGE, TOP + 30.0);
    let bottom = top + (width * 0.5).clamp(160.0, 900.0);
    let place = |x: f64, y: f64| {
        (
            left + (x - xs.0) / (xs.1 - xs.0) * (right - left),
            bottom - (y - ys.0) / (ys.1 - ys.0) * (bottom - top),
        )
    };
    let mut svg = Svg::default();
    let what = language.say("Coverage against ", "覆盖与权衡：");
    let name = frontier.name.as_ref().map_or_else(|| Name::plain(&frontier.plan), Name::from);
    title(&mut svg, language.short(&name), &format!("{what}{across}"));
    let up = language.say("people covered, weighted", "覆盖人数（加权）");
    svg.text(EDGE, top - 8.0, 12.0, Anchor::Start, up);
    let [ink, grid, paper] = [looks::INK, looks::LINE, looks::PAPER].map(hex);
    svg.put(&format!(
        "<path d=\"M{left:.1} {top:.1}V{bottom:.1}H{right:.1}\" fill=\"none\" stroke=\"{ink}\"/>"
    ));
    for step in 0..=4 {
        let part = f64::from(step) / 4.0;
        let (x, y) = (xs.0 + part * (xs.1 - xs.0), ys.0 + part * (ys.1 - ys.0));
        let (px, py) = place(x, y);
        svg.put(&format!(
            "<path d=\"M{left:.1} {py:.1}H{right:.1}\" stroke=\"{grid}\" fill=\"none\"/>"
        ));
        svg.text(left - 6.0, py + 4.0, 12.0, Anchor::End, &decimals(y, 0));
        svg.text(px, bottom + 18.0, 12.0, Anchor::Middle, &decimals(x * factor, 1));
    }
    svg.text((left + right) / 2.0, bottom + 40.0, SIZE, Anchor::Middle, across);
    let spots: Vec<String> = points
        .iter()
        .map(|&(x, y, _)| place(x, y))
        .map(|(x, y)| format!("{x:.1} {y:.1}"))
        .collect();
    let line = hex(looks::BLUE);
    svg.put(&format!(
        "<path d=\"M{}\" fill=\"none\" stroke=\"{line}\" stroke-width=\"1\" stroke-dasharray=\"3 4\"/>",
        spots.join("L")
    ));
    for &(x, y, knee) in &points {
        let (px, py) = place(x, y);
        let (radius, colour) = if knee { (7.0, looks::VERMILION) } else { (4.5, looks::BLUE) };
        svg.put(&format!(
            "<circle cx=\"{px:.1}\" cy=\"{py:.1}\" r=\"{radius}\" fill=\"{}\" stroke=\"{paper}\"/>",
            hex(colour)
        ));
        if knee {
            svg.text(px + 10.0, py + 16.0, 12.0, Anchor::Start, language.say("knee", "拐点"));
        }
    }
    Ok(svg.finish(width, bottom + 56.0))
}
