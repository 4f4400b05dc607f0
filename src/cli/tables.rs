//! Tables for the terminal, in 80 columns or what there is.

use super::explain::Explained;
use super::page::{LANGUAGE, Page, left, right, row};
use yike::domain::{Name, Problem, Setting};
use yike::plan::{Screening, Slice};
use yike::run::figures::{WorkRow, coverage_of, untouched, work_totals, works};
use yike::run::numbers::{self, count, money, part, whole};
use yike::run::relaxation::{relaxation_text, relaxations_heading, relaxations_note};
use yike::run::{Decided, Report, ResultText, target_texts};
use yike::write::verdict_text;

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
    if let Some(decided) = report.decided() {
        violations(&decided, &mut page);
        targets(report, &mut page);
        works_and_money(&decided, &mut page);
        coverage(&decided, &mut page);
    } else {
        screening(report.problem, report.screening(), &mut page);
        relaxations(report, &mut page);
        targets(report, &mut page);
    }
    stages(report, &mut page);
    page.text
}

/// What `yike check` shows.
pub(crate) fn check(problem: &Problem, found: &Screening, width: usize) -> String {
    let mut page = Page::new(width);
    page.line(&names(&problem.name));
    let urban = problem
        .units
        .iter()
        .filter(|unit| unit.setting == Setting::Urban)
        .count();
    let rural = problem.units.len() - urban;
    let standing = problem
        .sites
        .iter()
        .filter(|site| site.state_today().standing)
        .count();
    page.line(&format!(
        "towns {}, communities {}, villages {}, sites {} ({} standing), targets {}, sources of money {}",
        count(problem.towns.len()),
        count(urban),
        count(rural),
        count(problem.sites.len()),
        count(standing),
        count(problem.targets.len()),
        count(problem.funding.len()),
    ));
    screening(problem, found, &mut page);
    page.text
}

/// All codes, a line each.
pub(crate) fn codes(all: &[Explained], width: usize) -> String {
    let mut page = Page::new(width);
    let mut table = page.table(&["Code", "", "What"], &[0, 1]);
    for entry in all {
        table.add_row(vec![&entry.code, entry.severity, &entry.title]);
    }
    page.put(&table);
    page.text
}

/// One code in full.
pub(crate) fn code(entry: &Explained, width: usize) -> String {
    let mut page = Page::new(width);
    page.line(&format!(
        "{} ({}): {}",
        entry.code, entry.severity, entry.title
    ));
    page.line("");
    page.line(&entry.meaning);
    page.line("");
    page.line(&format!("To do: {}", entry.repair));
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
    if violations.len() > LISTED {
        let more = count(violations.len() - LISTED);
        page.line(&format!("and {more} more (use --json for all)"));
    }
}

fn screening(problem: &Problem, found: &Screening, page: &mut Page) {
    if !found.contradictions.is_empty() {
        page.heading("Why no layout can do it");
        for row in &found.contradictions {
            page.item(&format!("{} {}", row.code, row.text));
        }
    }
    if found.unreachable.is_empty() {
        return;
    }
    page.heading("Out of reach of every site, standing or possible");
    let mut table = page.table(&["Tier", ">Places", ">People", "For instance"], &[1, 2]);
    for (index, tier) in problem.tiers.iter_enumerated() {
        let rows: Vec<_> = found
            .unreachable
            .iter()
            .filter(|row| row.tier == index)
            .collect();
        let Some(most) = rows.iter().max_by(|a, b| {
            a.people
                .number()
                .total_cmp(&b.people.number())
                .then(b.unit.cmp(&a.unit))
        }) else {
            continue;
        };
        let unit = &problem.units[most.unit];
        let people: f64 = rows.iter().map(|row| row.people.number()).sum();
        table.add_row(row([
            left(&names(&tier.name)),
            right(&count(rows.len())),
            right(&whole(people)),
            left(&format!(
                "{} ({}, {} people)",
                unit.name,
                unit.id,
                whole(most.people.number())
            )),
        ]));
    }
    page.put(&table);
}

fn relaxations(report: &Report<'_>, page: &mut Page) {
    let Some(outcome) = report.outcome() else {
        return;
    };
    if !outcome.relaxations.is_empty() {
        page.heading(relaxations_heading(outcome, LANGUAGE));
        for row in &outcome.relaxations {
            page.item(&relaxation_text(report.problem, row, LANGUAGE));
        }
    }
    if let Some(note) = relaxations_note(outcome, LANGUAGE) {
        page.line(note);
    }
}

fn targets(report: &Report<'_>, page: &mut Page) {
    let targets = &report.problem.targets;
    if targets.is_empty() {
        return;
    }
    page.heading("Targets");
    let heads = [
        "No.",
        "Indicator",
        ">Now",
        ">Target",
        ">Reached",
        "Kind",
        "Result",
    ];
    let mut table = page.table(&heads, &[0, 2, 3, 4, 5, 6]);
    let mut published = false;
    for (text, target) in target_texts(report, LANGUAGE).into_iter().zip(targets) {
        let missed = matches!(text.result, ResultText::Short(_));
        let result = match text.result {
            ResultText::Met => "met".into(),
            ResultText::Short(amount) => format!("short {}", amount.replace("points", "pt")),
            ResultText::NoValue => "no value".into(),
            ResultText::NotSited => "not sited".into(),
            ResultText::NoLayout => "–".into(),
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
        table.add_row(row([
            right(&text.number),
            left(&name),
            right(&now),
            right(&text.asked),
            right(&text.reached),
            left(text.kind),
            left(&result),
        ]));
    }
    page.put(&table);
    if published {
        page.line("* as published; from the data there is no value");
    }
}

fn works_and_money(decided: &Decided<'_>, page: &mut Page) {
    let problem = decided.problem;
    let rows = works(problem, decided.layout);
    page.heading("Works");
    if rows.is_empty() {
        page.line("none");
    } else {
        let mut table = page.table(&["Work", "Tier", ">Sites", ">Money"], &[0, 2, 3]);
        for total in work_totals(problem, &rows) {
            let tier = match total.tier {
                Some(tier) => names(&problem.tiers[tier].name),
                None => LANGUAGE.tier(problem, None).into(),
            };
            table.add_row(row([
                left(LANGUAGE.work(total.kind)),
                left(&tier),
                right(&count(total.count)),
                right(&money(total.cost)),
            ]));
        }
        table.add_row(row([
            left("all"),
            left(""),
            right(&count(rows.len())),
            right(&money(decided.audit.cost)),
        ]));
        page.put(&table);
    }
    merges(decided, &rows, page);
    let (standing, possible) = untouched(problem, decided.layout);
    page.line(&LANGUAGE.untouched(standing, possible));
    if decided.audit.money.is_empty() {
        return;
    }
    page.heading("Money by source");
    let heads = ["Source", ">Has", ">Committed", ">Works", ">Left"];
    let mut table = page.table(&heads, &[1, 2, 3, 4]);
    for source in &decided.audit.money {
        table.add_row(row([
            left(&page.name(&problem.funding[source.funding].name)),
            right(&money(source.has)),
            right(&money(source.committed)),
            right(&money(source.works)),
            right(&money(source.left())),
        ]));
    }
    page.put(&table);
}

/// What is merged into what.
fn merges(decided: &Decided<'_>, rows: &[WorkRow<'_>], page: &mut Page) {
    let sites = &decided.problem.sites;
    let merged: Vec<_> = rows
        .iter()
        .filter_map(|row| Some((&sites[row.site], &sites[row.work.into?])))
        .collect();
    for (site, into) in merged.iter().take(MERGES) {
        page.item(&format!(
            "{} ({}) merged into {} ({})",
            site.name, site.id, into.name, into.id
        ));
    }
    if merged.len() > MERGES {
        let more = count(merged.len() - MERGES);
        page.line(&format!("and {more} more merged (see the summary)"));
    }
}

fn coverage(decided: &Decided<'_>, page: &mut Page) {
    let problem = decided.problem;
    let slices = [
        Slice::All,
        Slice::Setting(Setting::Urban),
        Slice::Setting(Setting::Rural),
    ];
    page.heading("Coverage");
    let heads = [
        "Tier", "Where", "Group", ">People", ">Today", ">Plan", "Plan",
    ];
    let mut table = page.table(&heads, &[1, 2, 3, 4, 5, 6]);
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
            table.add_row(row([
                left(&name),
                left(place),
                left(&problem.groups[tier.group].id),
                right(&whole(people)),
                right(&part(covered.covered_today.number(), people)),
                right(&part(covered.covered.number(), people)),
                left(&bar(covered.covered.number() / people)),
            ]));
        }
    }
    page.put(&table);
}

fn stages(report: &Report<'_>, page: &mut Page) {
    let stages = report.outcome().map_or(&[][..], |outcome| &outcome.stages);
    if stages.is_empty() {
        return;
    }
    page.heading("How sure");
    let heads = ["Aim", ">Value", ">Bound", ">Gap", "Verdict"];
    let mut table = page.table(&heads, &[1, 2, 3, 4]);
    for stage in stages {
        let value = |value: Option<f64>| {
            value.map_or_else(
                || "–".into(),
                |value| LANGUAGE.stage_value(stage.stage, value),
            )
        };
        table.add_row(row([
            left(&LANGUAGE.stage_counting(stage.stage)),
            right(&value(stage.value)),
            right(&value(stage.bound)),
            right(&stage.gap.map_or_else(|| "–".into(), numbers::gap)),
            left(LANGUAGE.stage_verdict(stage)),
        ]));
    }
    page.put(&table);
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
