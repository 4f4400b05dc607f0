//! Tables for the terminal, in 80 columns or what there is.

use super::page::{Page, Paper};
use crate::domain::Language::{Chinese, English};
use crate::domain::{Problem, Setting, Site};
use crate::plan::{Screening, Slice};
use crate::run::brief::certainty::{modelled_sentence, ties_sentence};
use crate::run::conflicts::clash_sections;
use crate::run::figures::{WorkRow, coverage_of, untouched, works};
use crate::run::numbers::{count, part, whole};
use crate::run::plan::ModelledFeatures;
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
pub(crate) fn report(report: &Report<'_>, paper: Paper) -> String {
    let mut page = Page::new(paper);
    let language = page.language;
    page.line(&language.name(&report.problem.name));
    page.line(verdict_text(report, language));
    if let Some(ties) = ties_sentence(report, language) {
        page.line(&ties);
    }
    if let Some(modelled) = modelled_sentence(&ModelledFeatures::of(report.problem), language) {
        page.line(&modelled);
    }
    if let Some(decided) = report.decided() {
        violations(&decided, &mut page);
        targets(report, &mut page);
        works_and_money(&decided, &mut page);
        coverage(&decided, &mut page);
    } else {
        screening(report.problem, report.screening(), &mut page);
        let clashes = report.clashes.map(|own| clash_sections(own, language));
        clashes.iter().flatten().for_each(|own| page.section(own));
        targets(report, &mut page);
    }
    stages(report, &mut page);
    page.text
}

fn violations(decided: &Decided<'_>, page: &mut Page) {
    let violations = &decided.audit.violations;
    if violations.is_empty() {
        return;
    }
    let language = page.language;
    let heading = language.say("Rules broken", "违反的规则").to_owned();
    page.heading(&(heading + &language.bracketed(&count(violations.len()))));
    for row in violations.iter().take(LISTED) {
        page.item(&format!("{} {}", row.kind.code(), language.short(&row.text)));
    }
    let place = language.say("use --json for all", "全部见 --json");
    page.more(violations.len(), LISTED, place);
}

/// What is known before any solver runs.
pub(super) fn screening(problem: &Problem, found: &Screening, page: &mut Page) {
    if !found.contradictions.is_empty() {
        page.heading(page.say("Why no layout can do it", "为何没有布局能做到"));
        for row in &found.contradictions {
            page.item(&format!("{} {}", row.code, page.language.short(&row.text)));
        }
    }
    if found.unreachable.is_empty() {
        return;
    }
    let language = page.language;
    page.heading(language.say(
        "Out of reach of every site that may serve them, standing or possible",
        "所有现有和备选点位的服务半径均不能覆盖",
    ));
    let heads = match language {
        English => ["~Tier", ">Places", ">People", "~For instance"],
        Chinese => ["~层级", ">村（社区）", ">人数", "~例如"],
    };
    let mut table = TextTable::new(heads);
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
            language.name(&tier.name),
            count(rows.len()),
            whole(people),
            match (language, whole(most.people.number())) {
                (English, people) => format!("{} ({}, {people} people)", unit.name, unit.id),
                (Chinese, people) => format!("{}（{}，{people} 人）", unit.name, unit.id),
            },
        ]);
    }
    page.rows(&table);
}

fn targets(report: &Report<'_>, page: &mut Page) {
    let targets = &report.problem.targets;
    if targets.is_empty() {
        return;
    }
    let language = page.language;
    page.heading(language.say("Targets", "指标"));
    let heads = match language {
        English => [">No.", "~Indicator", ">Now", ">Target", ">Reached", "Kind", "Result"],
        Chinese => [">序号", "~指标", ">现状", ">目标", ">方案", "属性", "结果"],
    };
    let mut table = TextTable::new(heads);
    let mut published = false;
    for (text, target) in target_texts(report, page.language).into_iter().zip(targets) {
        let missed = matches!(text.result, ResultText::Short(_));
        let result = match text.result {
            // Short enough for 80 columns.
            ResultText::Short(amount) if language == English => {
                format!("short {}", amount.replace("points", "pt"))
            }
            ResultText::NoLayout => "–".into(),
            other => other.text(page.language),
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
        let scope = text.scope.trim_start_matches([',', ' ', '，', '（']).trim_end_matches('）');
        if !scope.is_empty() {
            name += &match (text.worst_town, language) {
                (Some(town), English) if missed => format!(" [{scope}; worst {town}]"),
                (Some(town), Chinese) if missed => format!("［{scope}，最低为{town}］"),
                (_, English) => format!(" [{scope}]"),
                (_, Chinese) => format!("［{scope}］"),
            };
        }
        table.push([text.number, name, now, text.asked, text.reached, text.kind.into(), result]);
    }
    page.rows(&table);
    if published {
        page.line(page.say(
            "* as published; from the data there is no value",
            "* 为规划公布值，数据中无此值",
        ));
    }
}

fn works_and_money(decided: &Decided<'_>, page: &mut Page) {
    let problem = decided.problem;
    let rows = works(problem, decided.layout);
    let language = page.language;
    page.heading(language.say("Works", "建设任务"));
    match works_by_tier(decided, language, |name| language.name(name)) {
        Some(table) => page.rows(&table),
        None => page.line(language.say("none", "无")),
    }
    merges(decided, &rows, page);
    let (standing, possible) = untouched(problem, decided.layout);
    page.line(&language.untouched(standing, possible));
    if let Some(table) = money_by_source(decided, language, |name| page.name(name)) {
        page.heading(language.say("Money by source", "资金来源"));
        page.rows(&table);
    }
}

/// What is merged into what.
fn merges(decided: &Decided<'_>, rows: &[WorkRow<'_>], page: &mut Page) {
    let sites = &decided.problem.sites;
    let merged: Vec<_> =
        rows.iter().filter_map(|row| Some((&sites[row.site], &sites[row.work.into?]))).collect();
    for (site, into) in merged.iter().take(MERGES) {
        let called = |site: &Site| site.name.clone() + &page.language.bracketed(&site.id);
        let (site, into) = (called(site), called(into));
        page.item(&match page.language {
            English => format!("{site} merged into {into}"),
            Chinese => format!("{site}并入{into}"),
        });
    }
    let place = page.say("see the summary", "见摘要");
    page.more(merged.len(), MERGES, place);
}

fn coverage(decided: &Decided<'_>, page: &mut Page) {
    let problem = decided.problem;
    let slices = [Slice::All, Slice::Setting(Setting::Urban), Slice::Setting(Setting::Rural)];
    let language = page.language;
    page.heading(language.say("Coverage", "覆盖率"));
    let heads = match language {
        English => ["~Tier", "Where", "Group", ">People", ">Today", ">Plan", "Plan"],
        Chinese => ["~层级", "范围", "人群", ">人数", ">现状", ">方案", "方案"],
    };
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
                Slice::Setting(setting) => (String::new(), language.setting(setting)),
                _ => (page.name(&tier.name), language.say("all", "全部")),
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
    let language = page.language;
    page.heading(language.say("How sure", "把握程度"));
    let rows = stages.iter().map(|stage| stage_row(stage, language));
    page.rows(&certainty_table(rows, language));
    if let Some(reproved) = language.reproved(stages) {
        page.line(&reproved);
    }
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
