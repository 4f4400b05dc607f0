//! `yike diff`: two runs side by side.

use super::args::DiffArgs;
use super::engine;
use super::exit::Exit;
use super::failure::Failure;
use super::page::{LANGUAGE, Page, left, right, row};
use super::terminal::Terminal;
use super::{outputs, settings};
use yike::domain::Stage;
use yike::read::{Code, Issue, Place, Problems};
use yike::run::folder::LayoutRun;
use yike::run::numbers::{self, count, money, part, whole};
use yike::run::plan::to_bytes;
use yike::run::{RunFolder, RunKind};
use yike::units::{Metres, Yuan};
use yike::write::diff::{
    Diff, RunSide, SiteChange, SiteChangeKind, TargetSide, diff, diff_outputs, diff_records,
    measure_unit, record_diff_outputs, slice_words, text,
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
    let (a, b) = both(RunFolder::open(&typed.a), RunFolder::open(&typed.b))?;
    match (a.kind(), b.kind()) {
        (RunKind::Plan, RunKind::Plan) => layouts(&typed, moved_within, json, terminal),
        (kind, other) if kind == other && kind != RunKind::Comparison => {
            records((&a, &b), &typed, json, terminal)
        }
        (kind, other) => Err(of_two_kinds(&typed, kind, other)),
    }
}

/// Two layouts.
fn layouts(
    typed: &DiffArgs,
    moved_within: Metres,
    json: bool,
    terminal: &mut Terminal<'_>,
) -> Result<Exit, Failure> {
    let (a, b) = both(LayoutRun::open(&typed.a), LayoutRun::open(&typed.b))?;
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

/// Two runs of another kind, by what their records say.
fn records(
    (a, b): (&RunFolder, &RunFolder),
    typed: &DiffArgs,
    json: bool,
    terminal: &mut Terminal<'_>,
) -> Result<Exit, Failure> {
    let (of_a, of_b) = both(a.answer(), b.answer())?;
    let [name_a, name_b] = [&typed.a, &typed.b].map(|path| path.display().to_string());
    let diff = diff_records(a.kind(), (&name_a, &of_a), (&name_b, &of_b));
    if let Some(out) = &typed.out {
        let made = record_diff_outputs(&diff);
        outputs::put(out, RunKind::Comparison, &made, terminal)?;
    }
    if json {
        terminal.data(&to_bytes(&diff))?;
        return Ok(Exit::Done);
    }
    let mut page = Page::new(terminal.style.width);
    page.line(&format!("A  {name_a}: {}", diff.kind.word()));
    page.line(&format!("B  {name_b}: {}", diff.kind.word()));
    page.heading(&format!("What differs ({})", count(diff.changes.len())));
    let mut table = page.table(&["Place", ">A", ">B"], &[]);
    for own in diff.changes.iter().take(SITES) {
        table.add_row(row([left(&own.place), right(&text(&own.a)), right(&text(&own.b))]));
    }
    if !diff.changes.is_empty() {
        page.put(&table);
    }
    if diff.changes.len() > SITES {
        let more = count(diff.changes.len() - SITES);
        page.line(&format!("and {more} more (see --out or --json)"));
    }
    if diff.kind == RunKind::Schedule {
        page.line("The layouts of a period: name its folders, for instance A/2025 and B/2025.");
    }
    terminal.data(page.text.as_bytes())?;
    Ok(Exit::Done)
}

/// Runs that are not of one kind, or comparisons.
fn of_two_kinds(typed: &DiffArgs, kind: RunKind, other: RunKind) -> Failure {
    let (a, b) = (typed.a.display(), typed.b.display());
    let action = match [kind, other].contains(&RunKind::Schedule) {
        true => {
            "name two runs of one kind; of a plan over several periods, the folder of one of them"
        }
        false => "name two runs of one kind",
    };
    let issue = Issue::new(
        Code::RUN_OF_OTHER_KIND,
        Place { file: format!("{a}, {b}"), ..Place::default() },
        format!(
            "one is a {}, the other a {}: there is nothing to compare",
            kind.word(),
            other.word()
        ),
        action,
    );
    Failure::Input(vec![engine::issue(&issue)])
}

/// Both, or everything that is wrong with either.
fn both<T>(a: Result<T, Problems>, b: Result<T, Problems>) -> Result<(T, T), Failure> {
    match (a, b) {
        (Ok(a), Ok(b)) => Ok((a, b)),
        (a, b) => {
            let found = [a.err(), b.err()].into_iter().flatten();
            let issues = found.flat_map(|problems| problems.issues);
            Err(Failure::Input(issues.map(|issue| engine::issue(&issue)).collect()))
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
    let heads = ["Tier", "Where", "Group", ">A", ">Share", ">B", ">Share", ">Gain", ">Lose"];
    let mut table = page.table(&heads, &[1, 2, 3, 4, 5, 6, 7, 8]);
    let number = |value: Option<f64>| value.map_or_else(|| "–".into(), whole);
    let share = |covered: Option<f64>, people: Option<f64>| {
        let share = covered.zip(people).map(|(covered, people)| part(covered, people));
        share.unwrap_or_else(|| "–".into())
    };
    let whole_slices = diff.coverage.iter().filter(|row| !row.slice.starts_with("town:"));
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
            format!("{}{word}", value(side.as_ref().and_then(|side| side.reached)))
        };
        let number = own.indicator.map_or_else(|| "–".into(), |number| number.to_string());
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
                of.and_then(|side| side.gap).map_or_else(|| "–".into(), numbers::gap),
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
        page.item(&format!("{} {what}: {}{more}", count(ids.len()), shown.join(", ")));
    }
}
