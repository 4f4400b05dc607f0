//! Tables for the terminal, in 80 columns or what there is.

use super::page::{LANGUAGE, Page};
use crate::domain::{Name, Problem, Setting};
use crate::plan::{Screening, Slice};
use crate::run::conflicts::clash_sections;
use crate::run::figures::{WorkRow, coverage_of, untouched, works};
use crate::run::numbers::{count, part, whole};
use crate::run::opening::ties_sentence;
use crate::run::text_table::{certainty_table, money_by_source, stage_row, works_by_tier};
use crate::run::{Decided, Report, ResultText, TextTable, target_texts};
use crate::write::verdict_text;

/// So many broken rules are listed.
const LISTED: usize = 50;
/// So many merges are listed.
const MERGES: usize = 10;
/// A bar for 100 % takes so many columns.
const BAR: usize = 12;

/// A whole report.
pub(crate) fn report(report: &Report<'_>, width: usize) -> String {
    let mut page = Page::new(width);
    page.line(&names(&report.problem.name));
    page.line(verdict_text(report, LANGUAGE));
    if let Some(ties) = ties_sentence(report, LANGUAGE) {
        page.line(&ties);
    }
    if let Some(decided) = report.decided() {
        violations(&decided, &mut page);
        targets(report, &mut page);
        works_and_money(&decided, &mut page);
        coverage(&decided, &mut page);
    } else {
        screening(report.problem, report.screening(), &mut page);
        let clashes = report.clashes.map(|own| clash_sections(own, LANGUAGE));
        clashes.iter().flatten().for_each(|own| page.section(own));
        targets(report, &mut page);
    }
    stages(report, &mut page);
    page.text
}

fn names(name: &Name) -> String {
    LANGUAGE.name(name)
}

fn violations(decided: &Decided<'_>, page: &mut Page) {
    let violations = &decided.audit.violations;
    if violations.is_empty() {
        return;
    }
    page.heading(&format!("Rules broken ({})", count(violations.len())));
    for row in violations.iter().take(LISTED) {
        page.item(&format!("{} {}", row.kind.code(), row.text));
    }
    page.more(violations.len(), LISTED, " (use --json for all)");
}

/// What is known before any solver runs.
pub(super) fn screening(problem: &Problem, found: &Screening, page: &mut Page) {
    if !found.contradictions.is_empty() {
        page.heading("Why no layout can do it");
        for row in &found.contradictions {
            page.item(&format!("{} {}", row.code, row.text));
        }
    }
    if found.unreachable.is_empty() {
        return;
    }
    page.heading("Out of reach of every site that may serve them, standing or possible");
    let mut table = TextTable::new(["~Tier", ">Places", ">People", "~For instance"]);
    for (index, tier) in problem.tiers.iter_enumerated() {
        let rows: Vec<_> = found.unreachable.iter().filter(|row| row.tier == index).collect();
        let Some(most) = rows.iter().max_by(|a, b| {
            a.people.number().total_cmp(&b.people.number()).then(b.unit.cmp(&a.unit))
        }) else {
            continue;
        };
        let unit = &problem.units[most.unit];
        let people: f64 = rows.iter().map(|row| row.people.number()).sum();
        table.push([
            names(&tier.name),
            count(rows.len()),
            whole(people),
            format!("{} ({}, {} people)", unit.name, unit.id, whole(most.people.number())),
        ]);
    }
    page.rows(&table);
}

fn targets(report: &Report<'_>, page: &mut Page) {
    let targets = &report.problem.targets;
    if targets.is_empty() {
        return;
    }
    page.heading("Targets");
    let heads = [">No.", "~Indicator", ">Now", ">Target", ">Reached", "Kind", "Result"];
    let mut table = TextTable::new(heads);
    let mut published = false;
    for (text, target) in target_texts(report, LANGUAGE).into_iter().zip(targets) {
        let missed = matches!(text.result, ResultText::Short(_));
        let result = match text.result {
            // Short enough for 80 columns.
            ResultText::Short(amount) => format!("short {}", amount.replace("points", "pt")),
            ResultText::NoLayout => "–".into(),
            other => other.text(LANGUAGE),
        };
        let now = match (text.now.as_str(), text.published.as_str()) {
            ("–", "–") => text.now,
            ("–", _) => {
                published = true;
                format!("{}*", text.published)
            }
            _ => text.now,
        };
        let mut name = page.name(&target.name);
        let scope = text.scope.trim_start_matches(", ");
        if !scope.is_empty() {
            name += &match text.worst_town {
                Some(town) if missed => format!(" [{scope}; worst {town}]"),
                _ => format!(" [{scope}]"),
            };
        }
        table.push([text.number, name, now, text.asked, text.reached, text.kind.into(), result]);
    }
    page.rows(&table);
    if published {
        page.line("* as published; from the data there is no value");
    }
}

fn works_and_money(decided: &Decided<'_>, page: &mut Page) {
    let problem = decided.problem;
    let rows = works(problem, decided.layout);
    page.heading("Works");
    match works_by_tier(decided, LANGUAGE, names) {
        Some(table) => page.rows(&table),
        None => page.line("none"),
    }
    merges(decided, &rows, page);
    let (standing, possible) = untouched(problem, decided.layout);
    page.line(&LANGUAGE.untouched(standing, possible));
    if let Some(table) = money_by_source(decided, LANGUAGE, |name| page.name(name)) {
        page.heading("Money by source");
        page.rows(&table);
    }
}

/// What is merged into what.
fn merges(decided: &Decided<'_>, rows: &[WorkRow<'_>], page: &mut Page) {
    let sites = &decided.problem.sites;
    let merged: Vec<_> =
        rows.iter().filter_map(|row| Some((&sites[row.site], &sites[row.work.into?]))).collect();
    for (site, into) in merged.iter().take(MERGES) {
        page.item(&format!("{} ({}) merged into {} ({})", site.name, site.id, into.name, into.id));
    }
    page.more(merged.len(), MERGES, " merged (see the summary)");
}

fn coverage(decided: &Decided<'_>, page: &mut Page) {
    let problem = decided.problem;
    let slices = [Slice::All, Slice::Setting(Setting::Urban), Slice::Setting(Setting::Rural)];
    page.heading("Coverage");
    let heads = ["~Tier", "Where", "Group", ">People", ">Today", ">Plan", "Plan"];
    let mut table = TextTable::new(heads);
    for (index, tier) in problem.tiers.iter_enumerated() {
        if !tier.has_reach() {
            continue;
        }
        for slice in slices {
            let Some(covered) = coverage_of(decided.audit, index, slice, tier.group) else {
                continue;
            };
            let (name, place) = match slice {
                Slice::Setting(setting) => (String::new(), setting.word()),
                _ => (page.name(&tier.name), "all"),
            };
            let people = covered.people.number();
            table.push([
                name,
                place.into(),
                problem.groups[tier.group].id.clone(),
                whole(people),
                part(covered.covered_today.number(), people),
                part(covered.covered.number(), people),
                bar(covered.covered.number() / people),
            ]);
        }
    }
    page.rows(&table);
}

fn stages(report: &Report<'_>, page: &mut Page) {
    let stages = report.outcome().map_or(&[][..], |outcome| &outcome.stages);
    if stages.is_empty() {
        return;
    }
    page.heading("How sure");
    let rows = stages.iter().map(|stage| stage_row(stage, LANGUAGE));
    page.rows(&certainty_table(rows, LANGUAGE));
}

/// A bar of blocks, full at 1; an eighth of a block is the least that is drawn.
fn bar(share: f64) -> String {
    const EIGHTHS: [char; 8] = ['·', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];
    let eighths = (share.clamp(0.0, 1.0) * (BAR * 8) as f64).floor() as usize;
    let mut text = "█".repeat(eighths / 8);
    if eighths / 8 < BAR {
        text.push(EIGHTHS[eighths % 8]);
        text.push_str(&"·".repeat(BAR - eighths / 8 - 1));
    }
    text
}
