//! Town by town: works, money, coverage today and by the plan.

use super::Telling;
use crate::domain::Language::{Chinese, English};
use crate::plan::{CoverageRow, Slice};
use crate::run::figures::{TownFigures, coverage_of, town_figures};
use crate::run::numbers::{DASH, count, decimals, or_dash, part, whole};
use crate::run::report::reached_tiers;
use crate::run::section::Section;
use crate::run::text_table::TextTable;
use crate::units::Yuan;

/// So many towns fit on the page.
const TOWNS: usize = 32;

impl Telling<'_> {
    pub(super) fn towns(&self) -> Section {
        let (problem, language) = (self.decided.problem, self.language);
        let group = &problem.groups[problem.served].id;
        let mut heads: Vec<String> = match language {
            English => [
                "Town".into(),
                format!(">People ({group})"),
                ">Works".into(),
                ">Money, 万元".into(),
            ],
            Chinese => {
                ["镇街".into(), format!(">{group} 人口"), ">任务".into(), ">投入（万元）".into()]
            }
        }
        .into();
        let tiers: Vec<_> = reached_tiers(problem).collect();
        heads.extend(tiers.iter().map(|&tier| {
            let name = language.short(&problem.tiers[tier].name);
            match language {
                English => format!(">{name}, today → plan"),
                Chinese => format!(">{name}（现状→规划）"),
            }
        }));
        let mut towns: Vec<TownFigures<'_>> = town_figures(self.decided).into_iter().collect();
        let more = towns.len().saturating_sub(TOWNS);
        if more > 0 {
            towns.sort_by_key(|own| (std::cmp::Reverse(own.cost), own.town));
            towns.truncate(TOWNS);
            towns.sort_by_key(|own| own.town);
        }
        let mut table = TextTable::new(heads);
        for own in &towns {
            let works: usize = own.works.iter().sum();
            let mut row = vec![
                problem.towns[own.town].name.clone(),
                whole(own.people[problem.served]),
                if works > 0 { count(works) } else { DASH.into() },
                wan(own.cost),
            ];
            row.extend(tiers.iter().map(|&tier| or_dash(own.coverage[tier], change)));
            table.push(row);
        }
        let audit = self.decided.audit;
        let works = crate::run::figures::works(problem, self.decided.layout).len();
        let people = problem.units.iter().map(|own| own.people_of(problem.served)).sum();
        let all = language.say("all", "合计").into();
        let mut row = vec![all, whole(people), count(works), wan(audit.cost)];
        row.extend(tiers.iter().map(|&tier| {
            let group = problem.tiers[tier].group;
            or_dash(coverage_of(audit, tier, Slice::All, group), change)
        }));
        table.push(row);
        let note = match (language, more) {
            (_, 0) => None,
            (English, more) => Some(format!(
                "The {TOWNS} towns with the most money; all others ({more}): the workbook's sheet by town, and towns.geojson."
            )),
            (Chinese, more) => Some(format!(
                "列出投入最多的 {TOWNS} 个镇街；另有 {more} 个见工作簿“镇街”表和 towns.geojson。"
            )),
        };
        Section {
            heading: language.say("By town", "各镇街情况").into(),
            table: Some(table),
            notes: note.into_iter().collect(),
            ..Section::default()
        }
    }
}

/// Ten thousands of yuan; a dash for nothing.
fn wan(amount: Yuan) -> String {
    if amount == Yuan::ZERO { DASH.into() } else { decimals(amount.wan(), 2) }
}

/// The share covered today and by the plan; once where they are the same.
fn change(row: &CoverageRow) -> String {
    let people = row.people.number();
    let [today, then] = [row.covered_today, row.covered].map(|own| part(own.number(), people));
    if today == then { then } else { format!("{} → {then}", today.trim_end_matches(" %")) }
}
