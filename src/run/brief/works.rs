//! What is built, where, for how much and for whom.

use super::Telling;
use crate::domain::Language::{Chinese, English};
use crate::domain::{TierIdx, WorkKind};
use crate::run::figures::{Served, WorkRow, untouched, works};
use crate::run::numbers::{DASH, count, decimals, money, whole};
use crate::run::section::Section;
use crate::run::text_table::TextTable;
use crate::units::Yuan;
use std::collections::BTreeMap;

/// So many sites of a row are named, or else so many of its towns.
const NAMED: usize = 3;

/// Works of one kind and tier, or all.
#[derive(Default)]
struct Together<'a> {
    rows: Vec<WorkRow<'a>>,
    cost: Yuan,
    /// People served at the works' own tier who have no facility of it within reach today.
    newly: f64,
    /// Beds that the sites have more than today; less than 0 where they have fewer.
    beds: i64,
    /// Beds of those works that add some.
    beds_added: i64,
    /// What these cost.
    bed_cost: Yuan,
    /// What the works cost that cover people.
    cover_cost: Yuan,
}

impl Telling<'_> {
    pub(super) fn works(&self) -> Section {
        let (problem, language) = (self.decided.problem, self.language);
        let served = Served::count(self.decided);
        let mut groups: BTreeMap<(WorkKind, usize), Together<'_>> = BTreeMap::new();
        let mut all = Together::default();
        for row in works(problem, self.decided.layout) {
            // What belongs to no tier comes last.
            let rank = row.tier.map_or(usize::MAX, usize::from);
            let own = groups.entry((row.work.kind, rank)).or_default();
            for sum in [own, &mut all] {
                self.add(sum, row, &served);
            }
        }
        let (standing, possible) = untouched(problem, self.decided.layout);
        let mut stay = language.untouched(standing, possible);
        stay = language.say("{}.", "{}。").replace("{}", &stay);
        let heading =
            language.say("What is built, for how much and for whom", "建设任务、投入与受益人群");
        let section = Section { heading: heading.into(), ..Section::default() };
        if all.rows.is_empty() {
            let none = language.say("No works: ", "无建设任务：").to_owned() + &stay;
            return Section { notes: vec![none], ..section };
        }
        let heads = match language {
            English => [
                "Work",
                "Tier",
                ">Sites",
                "~Where",
                ">Money",
                ">Newly covered",
                ">Yuan a person",
                ">Beds",
                ">万元 a bed",
            ],
            Chinese => [
                "任务",
                "层级",
                ">处数",
                "~地点",
                ">投入",
                ">新增覆盖（人）",
                ">人均（元）",
                ">床位增减",
                ">床均（万元）",
            ],
        };
        let mut table = TextTable::new(heads);
        for ((kind, _), own) in &groups {
            let tier = own.rows.first().and_then(|row| row.tier);
            let [work, tier] = [language.work(*kind), language.tier(problem, tier)];
            table.push(self.row(work, tier, own, self.places(&own.rows)));
        }
        table.push(self.row(language.say("all", "合计"), "", &all, String::new()));
        let costs = match language {
            English => {
                "Who is newly covered is counted at the work's own tier, and somebody may be at several; costs a person are those of the works that cover them, costs a bed those of the works that add beds."
            }
            Chinese => {
                "新增覆盖按任务所属层级计算，同一人可计入多个层级；人均投入只计新增覆盖的任务，床均投入只计增加床位的任务。"
            }
        };
        Section {
            table: Some(table),
            notes: vec![format!("{stay}{}{costs}", language.say(" ", ""))],
            ..section
        }
    }

    fn add<'a>(&self, sum: &mut Together<'a>, row: WorkRow<'a>, served: &Served) {
        let site = &self.decided.problem.sites[row.site];
        let after = site.state_after(self.decided.layout.choices[row.site]);
        let newly = after.tier.map_or(0.0, |tier: TierIdx| served.newly(row.site, tier));
        let [then, today] = [after, site.state_today()]
            .map(|own| if own.standing { i64::from(own.beds) } else { 0 });
        sum.cost += row.work.cost;
        sum.newly += newly;
        sum.beds += then - today;
        if newly >= 0.5 {
            sum.cover_cost += row.work.cost;
        }
        if then > today {
            sum.beds_added += then - today;
            sum.bed_cost += row.work.cost;
        }
        sum.rows.push(row);
    }

    fn row(&self, work: &str, tier: &str, own: &Together<'_>, places: String) -> [String; 9] {
        let or_dash = |is: bool, text: &dyn Fn() -> String| if is { text() } else { DASH.into() };
        [
            work.into(),
            tier.into(),
            count(own.rows.len()),
            places,
            money(own.cost),
            or_dash(own.newly >= 0.5, &|| whole(own.newly)),
            or_dash(own.newly >= 0.5, &|| whole(own.cover_cost.yuan() as f64 / own.newly)),
            or_dash(own.beds != 0, &|| {
                let sign = if own.beds < 0 { "−" } else { "+" };
                sign.to_owned() + &whole(own.beds.unsigned_abs() as f64)
            }),
            or_dash(own.beds_added > 0, &|| {
                decimals(own.bed_cost.wan() / own.beds_added as f64, 2)
            }),
        ]
    }

    /// The sites where there are few; otherwise the towns with most of them, and how many more there are.
    fn places(&self, rows: &[WorkRow<'_>]) -> String {
        let (problem, language) = (self.decided.problem, self.language);
        if rows.len() <= NAMED {
            let names = rows.iter().map(|row| problem.sites[row.site].name.clone());
            return language.list(&names.collect::<Vec<_>>());
        }
        let mut towns = BTreeMap::new();
        for row in rows {
            *towns.entry(problem.sites[row.site].town).or_insert(0) += 1;
        }
        let mut towns: Vec<_> = towns.into_iter().collect();
        towns.sort_by_key(|&(town, number)| (std::cmp::Reverse(number), town));
        let named = towns.iter().take(NAMED);
        let named = named.map(|&(town, number)| match (&problem.towns[town].name, number) {
            (name, 1) => name.clone(),
            (name, number) => format!("{name} {number}"),
        });
        let named = language.list(&named.collect::<Vec<_>>());
        match (language, towns.len().saturating_sub(NAMED)) {
            (_, 0) => named,
            (English, 1) => format!("{named}; 1 more town"),
            (English, more) => format!("{named}; {more} more towns"),
            (Chinese, more) => format!("{named}，另 {more} 个镇街"),
        }
    }
}
