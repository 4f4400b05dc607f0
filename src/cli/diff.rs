//! `yike diff`: two runs side by side.

use super::args::DiffArgs;
use super::engine;
use super::exit::Exit;
use super::failure::Failure;
use super::page::{LANGUAGE, Page, left, right, row};
use super::terminal::Terminal;
use super::{outputs, settings};
use yike::domain::{Stage, StatedRun};
use yike::read::read_stated;
use yike::run::RunKind;
use yike::run::numbers::{self, count, money, part, whole};
use yike::run::plan::to_bytes;
use yike::units::{Metres, Yuan};
use yike::write::diff::{
    Diff, RunSide, SiteChange, SiteChangeKind, TargetSide, diff, diff_outputs, measure_unit,
    slice_words,
};

/// So many sites are listed.
const SITES: usize = 30;

pub(crate) fn run(
    typed: DiffArgs,
    json: bool,
    terminal: &mut Terminal<'_>,
) -> Result<Exit, Failure> {
    let moved_within = Metres::parse(&typed.moved_within)
        .map_err(|error| Failure::option("--moved-within", &error))?;
    if let Some(out) = &typed.out {
        settings::folder(out)?;
    }
    let (a, b) = both(&typed)?;
    let diff = diff(&a, &b, moved_within);
    if let Some(out) = &typed.out {
        outputs::put(out, RunKind::Comparison, &diff_outputs(&diff, &a), terminal)?;
    }
    if json {
        terminal.data(&to_bytes(&diff))?;
    } else {
        terminal.data(page(&diff, terminal.style.width).as_bytes())?;
    }
    Ok(Exit::Done)
}

/// Both runs, or everything that is wrong with either.
fn both(typed: &DiffArgs) -> Result<(StatedRun, StatedRun), Failure> {
    match (read_stated(&typed.a), read_stated(&typed.b)) {
        (Ok(a), Ok(b)) => Ok((a, b)),
        (a, b) => {
            let found = [a.err(), b.err()].into_iter().flatten();
            let issues = found.flat_map(|problems| problems.issues);
            Err(Failure::Input(
                issues.map(|issue| engine::issue(&issue)).collect(),
            ))
        }
    }
}

fn page(diff: &Diff, width: usize) -> String {
    let mut page = Page::new(width);
    page.line(&side("A", &diff.a));
    page.line(&side("B", &diff.b));
    sites(diff, &mut page);
    coverage(diff, &mut page);
    amounts(diff, &mut page);
    targets(diff, &mut page);
    aims(diff, &mut page);
    not_compared(diff, &mut page);
    page.text
}

fn side(letter: &str, side: &RunSide) -> String {
    format!(
        "{letter}  {}: {}, {}, {}",
        side.folder,
        side.name,
        side.status,
        money(Yuan::new(side.cost_yuan))
    )
}

fn sites(diff: &Diff, page: &mut Page) {
    page.heading(&format!("Sites that change ({})", count(diff.sites.len())));
    let counted: Vec<String> = SiteChangeKind::ALL
        .into_iter()
        .map(|kind| (kind, diff.changed(kind)))
        .filter(|(_, number)| *number > 0)
        .map(|(kind, number)| format!("{} {}", kind.word(), count(number)))
        .collect();
    if counted.is_empty() {
        page.line("none");
        return;
    }
    page.line(&counted.join(", "));
    page.line("Opened: stands in B and not in A; closed: in A and not in B, built there or standing today.");
    let mut table = page.table(&["Change", "Site", "In A", "In B", ">A", ">B"], &[0, 4, 5]);
    for own in diff.sites.iter().take(SITES) {
        let SiteChange { a, b, .. } = own;
        let stands = |side: &yike::write::diff::SiteSide| match (side.standing, &side.tier) {
            (true, Some(tier)) => format!("{tier} ({})", side.work),
            (true, None) => format!("stands ({})", side.work),
            (false, _) => "–".into(),
        };
        table.add_row(row([
            left(own.change.word()),
            left(&own.name),
            left(&stands(a)),
            left(&stands(b)),
            right(&money(Yuan::new(a.cost_yuan))),
            right(&money(Yuan::new(b.cost_yuan))),
        ]));
    }
    page.put(&table);
    if diff.sites.len() > SITES {
        let more = count(diff.sites.len() - SITES);
        page.line(&format!("and {more} more (see --out or --json)"));
    }
}

fn coverage(diff: &Diff, page: &mut Page) {
    page.heading("People covered");
    let heads = [
        "Tier", "Where", "Group", ">A", ">Share", ">B", ">Share", ">Gain", ">Lose",
    ];
    let mut table = page.table(&heads, &[1, 2, 3, 4, 5, 6, 7, 8]);
    let number = |value: Option<f64>| value.map_or_else(|| "–".into(), whole);
    let share = |covered: Option<f64>, people: Option<f64>| {
        let share = covered
            .zip(people)
            .map(|(covered, people)| part(covered, people));
        share.unwrap_or_else(|| "–".into())
    };
    let whole_slices = diff
        .coverage
        .iter()
        .filter(|row| !row.slice.starts_with("town:"));
    for own in whole_slices {
        table.add_row(row([
            left(&own.tier),
            left(&slice_words(&own.slice).0),
            left(&own.group),
            right(&number(own.covered_a)),
            right(&share(own.covered_a, own.people_a)),
            right(&number(own.covered_b)),
            right(&share(own.covered_b, own.people_b)),
            right(&number(own.gain)),
            right(&number(own.lose)),
        ]));
    }
    page.put(&table);
    page.line(&format!(
        "{} villages and communities gain or lose cover at some tier; by town see --out or --json.",
        count(changed_units(diff))
    ));
}

fn changed_units(diff: &Diff) -> usize {
    let ids: std::collections::BTreeSet<&String> = diff.units.iter().map(|row| &row.unit).collect();
    ids.len()
}

fn amounts(diff: &Diff, page: &mut Page) {
    page.heading("Money that works take, by source");
    let mut table = page.table(&["Source", ">A", ">B", ">Change"], &[1, 2, 3]);
    let yuan =
        |amount: Option<i64>| amount.map_or_else(|| "–".into(), |yuan| money(Yuan::new(yuan)));
    let change = |a: i64, b: i64| money(Yuan::new(b) - Yuan::new(a));
    for own in &diff.sources {
        let (a, b) = (own.works_a_yuan, own.works_b_yuan);
        table.add_row(row([
            left(&own.name),
            right(&yuan(a)),
            right(&yuan(b)),
            right(&change(a.unwrap_or_default(), b.unwrap_or_default())),
        ]));
    }
    let (a, b) = (diff.a.cost_yuan, diff.b.cost_yuan);
    table.add_row(row([
        left("all works"),
        right(&yuan(Some(a))),
        right(&yuan(Some(b))),
        right(&change(a, b)),
    ]));
    page.put(&table);
}

fn targets(diff: &Diff, page: &mut Page) {
    page.heading("Targets");
    let mut table = page.table(&[">No.", "Indicator", ">Target", ">A", ">B"], &[0, 2, 3, 4]);
    for own in &diff.targets {
        let unit = measure_unit(own.unit.as_deref());
        let value = |value: Option<f64>| match (unit, value) {
            (Some(unit), Some(value)) => numbers::value(unit, value),
            _ => "–".into(),
        };
        let limit = |side: &Option<TargetSide>| side.as_ref().and_then(|side| side.limit);
        let sign = match own.direction.as_deref() {
            Some("at_most") => "≤",
            _ => "≥",
        };
        let limits = match (limit(&own.a), limit(&own.b)) {
            (None, None) => "–".into(),
            (a, b) if a == b => format!("{sign} {}", value(a)),
            (a, b) => format!("{sign} {} | {}", value(a), value(b)),
        };
        let reached = |side: &Option<TargetSide>| {
            let word = match side.as_ref().and_then(|side| side.met) {
                Some(true) => " met",
                Some(false) => " missed",
                None => "",
            };
            format!(
                "{}{word}",
                value(side.as_ref().and_then(|side| side.reached))
            )
        };
        let number = own
            .indicator
            .map_or_else(|| "–".into(), |number| number.to_string());
        table.add_row(row([
            right(&number),
            left(&own.name),
            right(&limits),
            right(&reached(&own.a)),
            right(&reached(&own.b)),
        ]));
    }
    page.put(&table);
}

fn aims(diff: &Diff, page: &mut Page) {
    if diff.aims.is_empty() {
        return;
    }
    page.heading("How sure");
    let heads = ["Aim", ">A", ">Bound", ">Gap", ">B", ">Bound", ">Gap"];
    let mut table = page.table(&heads, &[1, 2, 3, 4, 5, 6]);
    for own in &diff.aims {
        let stage = Stage::from_word(&own.aim);
        let value = |value: Option<f64>| match (stage, value) {
            (Some(stage), Some(value)) => LANGUAGE.stage_value(stage, value).replace(" 万元", ""),
            _ => "–".into(),
        };
        let cells = |side: &Option<yike::write::diff::AimSide>| {
            let of = side.as_ref();
            [
                value(of.and_then(|side| side.value)),
                value(of.and_then(|side| side.bound)),
                of.and_then(|side| side.gap)
                    .map_or_else(|| "–".into(), numbers::gap),
            ]
        };
        let [a, a_bound, a_gap] = cells(&own.a);
        let [b, b_bound, b_gap] = cells(&own.b);
        table.add_row(row([
            left(&stage.map_or_else(|| own.aim.clone(), |stage| LANGUAGE.stage(stage).into())),
            right(&a),
            right(&a_bound),
            right(&a_gap),
            right(&b),
            right(&b_bound),
            right(&b_gap),
        ]));
    }
    page.put(&table);
    page.line("Money in 万元 (10,000 yuan).");
}

fn not_compared(diff: &Diff, page: &mut Page) {
    let own = &diff.not_compared;
    if own.is_empty() {
        return;
    }
    page.heading("Not compared: in one plan alone");
    let rows = [
        ("sites of A", &own.sites_a),
        ("sites of B", &own.sites_b),
        ("villages and communities of A", &own.units_a),
        ("villages and communities of B", &own.units_b),
        ("tiers of A", &own.tiers_a),
        ("tiers of B", &own.tiers_b),
    ];
    for (what, ids) in rows.into_iter().filter(|(_, ids)| !ids.is_empty()) {
        let shown: Vec<&str> = ids.iter().take(5).map(String::as_str).collect();
        let more = if ids.len() > shown.len() { ", …" } else { "" };
        page.item(&format!(
            "{} {what}: {}{more}",
            count(ids.len()),
            shown.join(", ")
        ));
    }
}
