//! `yike diff`: two runs side by side.

use super::args::DiffArgs;
use super::exit::Exit;
use super::failure::Failure;
use super::page::{LANGUAGE, Page, Paper, without_unit};
use super::terminal::Terminal;
use super::{issues, outputs};
use crate::read::{Code, Issue, Place, Problems};
use crate::run::folder::LayoutRun;
use crate::run::numbers::{DASH, count, money};
use crate::run::plan::to_bytes;
use crate::run::words::{SITE_CHANGES, WORKS};
use crate::run::{RunFolder, RunKind, TextTable};
use crate::units::{Metres, Yuan};
use crate::write::diff::{
    Diff, RecordDiff, RunSide, SiteChange, SiteChangeKind, SiteSide, aims_table, coverage_table,
    diff, diff_outputs, diff_records, leader, opening, record_diff_outputs, sources_table,
    targets_table, text, tier,
};
use std::collections::BTreeSet;
use std::path::Path;

/// So many sites or changes are listed.
const SHOWN: usize = 30;
/// Where all are.
const MORE: &str = " (see --out or --json)";

pub(crate) fn run(typed: DiffArgs, terminal: &mut Terminal<'_>) -> Result<Exit, Failure> {
    let moved_within = Metres::parse(&typed.moved_within)
        .map_err(|error| Failure::option("--moved-within", &error))?;
    let (a, b) = both(RunFolder::open(&typed.a), RunFolder::open(&typed.b))?;
    match (a.kind(), b.kind()) {
        (RunKind::Plan, RunKind::Plan) => {
            layouts((&typed.a, &typed.b), typed.out.as_deref(), moved_within, terminal)
        }
        (kind, other) if kind == other && kind != RunKind::Comparison => {
            records((&a, &b), &typed, terminal)
        }
        (kind, other) => Err(of_two_kinds(&typed, kind, other)),
    }
}

/// Two layouts: those of the runs in `a` and `b`.
pub(crate) fn layouts(
    (a, b): (&Path, &Path),
    out: Option<&Path>,
    moved_within: Metres,
    terminal: &mut Terminal<'_>,
) -> Result<Exit, Failure> {
    let (a, b) = both(LayoutRun::open(a), LayoutRun::open(b))?;
    let diff = diff(&a, &b, moved_within);
    if let Some(out) = out {
        outputs::put(out, RunKind::Comparison, &diff_outputs(&diff, &a)?, terminal)?;
    }
    terminal.answer(|| to_bytes(&diff), |width| page(&diff, width))?;
    Ok(Exit::Done)
}

/// Two runs of another kind, by what their records say.
fn records(
    (a, b): (&RunFolder, &RunFolder),
    typed: &DiffArgs,
    terminal: &mut Terminal<'_>,
) -> Result<Exit, Failure> {
    for folder in [a, b] {
        folder.parts().into_iter().try_for_each(|part| folder.part(part).map(drop))?;
    }
    let (of_a, of_b) = both(a.answer(), b.answer())?;
    let [name_a, name_b] = [&typed.a, &typed.b].map(|path| path.display().to_string());
    let diff = diff_records(a.kind(), (&name_a, &of_a), (&name_b, &of_b));
    if let Some(out) = &typed.out {
        let made = record_diff_outputs(&diff);
        outputs::put(out, RunKind::Comparison, &made, terminal)?;
    }
    terminal.answer(|| to_bytes(&diff), |width| records_page(&diff, width))?;
    Ok(Exit::Done)
}

fn records_page(diff: &RecordDiff, paper: Paper) -> String {
    let mut page = Page::new(paper.width);
    page.line(&format!("A  {}: {}", diff.a, diff.kind.word()));
    page.line(&format!("B  {}: {}", diff.b, diff.kind.word()));
    page.heading(&format!("What differs ({})", count(diff.changes.len())));
    let shown = diff.changes.iter().take(SHOWN);
    let rows = shown.map(|own| [own.place.clone(), text(&own.a), text(&own.b)]);
    if !diff.changes.is_empty() {
        page.rows(&TextTable::new(["~Place", "~A", "~B"]).with(rows));
    }
    page.more(diff.changes.len(), SHOWN, MORE);
    if diff.kind == RunKind::Schedule {
        page.line("The layouts of a period: name its folders, for instance A/2025 and B/2025.");
    }
    page.text
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
    issue.into()
}

/// Both, or everything that is wrong with either.
fn both<T>(a: Result<T, Problems>, b: Result<T, Problems>) -> Result<(T, T), Failure> {
    match (a, b) {
        (Ok(a), Ok(b)) => Ok((a, b)),
        (a, b) => {
            let found = [a.err(), b.err()].into_iter().flatten();
            let issues: Vec<Issue> = found.flat_map(|problems| problems.issues).collect();
            Err(Failure::Input(issues::issues(&issues)))
        }
    }
}

fn page(diff: &Diff, paper: Paper) -> String {
    let mut page = Page::new(paper.width);
    page.line(&side("A", &diff.a));
    page.line(&side("B", &diff.b));
    for sentence in opening(diff, LANGUAGE) {
        page.item(&sentence);
    }
    sites(diff, &mut page);
    page.heading("People covered");
    page.rows(&coverage_table(diff, diff.coverage_of_towns(false), LANGUAGE));
    let changed: BTreeSet<&String> = diff.units.iter().map(|row| &row.unit).collect();
    page.line(&format!(
        "{} villages and communities gain or lose cover at some tier; by town see --out or --json.",
        count(changed.len())
    ));
    page.heading("Money that works take, by source");
    page.rows(&sources_table(diff, false, LANGUAGE));
    page.heading("Targets");
    page.rows(&targets_table(diff, LANGUAGE));
    if !diff.aims.is_empty() {
        page.heading("How sure");
        page.rows(&without_unit(aims_table(diff, LANGUAGE)));
        page.line("Money in 万元 (10,000 yuan).");
    }
    not_compared(diff, &mut page);
    page.text
}

fn side(letter: &str, side: &RunSide) -> String {
    let cost = money(Yuan::new(side.cost_yuan));
    format!("{letter}  {}: {}, {}, {cost}", side.folder, side.name, side.status)
}

fn said(change: SiteChangeKind) -> &'static str {
    SITE_CHANGES.say(LANGUAGE, change.word())
}

fn sites(diff: &Diff, page: &mut Page) {
    page.heading(&format!("Sites that change ({})", count(diff.sites.len())));
    let counted = SiteChangeKind::ALL.map(|kind| (kind, diff.changed(kind)));
    let counted = counted.into_iter().filter(|(_, number)| *number > 0);
    let counted = counted.map(|(kind, number)| format!("{} {}", said(kind), count(number)));
    let counted: Vec<String> = counted.collect();
    if counted.is_empty() {
        page.line("none");
        return;
    }
    page.line(&counted.join(", "));
    page.line("Opened: stands in B and not in A; closed: in A and not in B, built there or standing today.");
    let stands = |change: SiteChangeKind, side: &SiteSide| {
        let work = LANGUAGE.bracketed(WORKS.say(LANGUAGE, &side.work));
        match (side.standing, &side.tier) {
            (true, Some(own)) => {
                tier(diff, own, LANGUAGE).to_owned() + &leader(diff, change, side, LANGUAGE) + &work
            }
            (true, None) => format!("stands{work}"),
            (false, _) => DASH.into(),
        }
    };
    // Choices that differ in the operator alone are counted above, and told in the opening.
    let listed: Vec<&SiteChange> =
        diff.sites.iter().filter(|row| row.change != SiteChangeKind::Operator).collect();
    let rows = listed.iter().take(SHOWN).map(|SiteChange { change, name, a, b, .. }| {
        let [cost_a, cost_b] = [a, b].map(|side| money(Yuan::new(side.cost_yuan)));
        [said(*change).into(), name.clone(), stands(*change, a), stands(*change, b), cost_a, cost_b]
    });
    page.rows(&TextTable::new(["Change", "~Site", "~In A", "~In B", ">A", ">B"]).with(rows));
    page.more(listed.len(), SHOWN, MORE);
}

fn not_compared(diff: &Diff, page: &mut Page) {
    let rows = diff.not_compared.rows(LANGUAGE);
    if rows.is_empty() {
        return;
    }
    page.heading("Not compared: in one plan alone");
    for (what, ids) in rows {
        let shown = &ids[..ids.len().min(5)];
        let more = if ids.len() > shown.len() { ", …" } else { "" };
        page.item(&format!("{} {what}: {}{more}", count(ids.len()), shown.join(", ")));
    }
}
