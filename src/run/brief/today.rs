//! Key figures, today and by the plan.

use super::Telling;
use crate::domain::Language::{Chinese, English};
use crate::domain::{Aim, TargetKind};
use crate::plan::{Slice, TargetResult};
use crate::run::figures::{Facilities, coverage_of, facilities};
use crate::run::numbers::{self, DASH, money, whole};
use crate::run::phrases::signed;
use crate::run::report::reached_tiers;
use crate::run::section::Section;
use crate::run::target_text::shortfall_text;
use crate::run::text_table::TextTable;
use crate::units::Yuan;

/// So many targets are named in a sentence; the table has them all.
const NAMED: usize = 3;

impl Telling<'_> {
    pub(super) fn today(&self) -> Section {
        let heads = match self.language {
            English => ["Figure", ">Today", ">Plan", ">Change"],
            Chinese => ["主要指标", ">现状", ">规划", ">增减"],
        };
        let mut table = TextTable::new(heads);
        self.coverage_rows(&mut table);
        self.target_row(&mut table);
        self.facility_rows(&mut table);
        Section {
            heading: self.language.say("Today and by the plan", "现状与规划").into(),
            table: Some(table),
            notes: self.targets().into_iter().collect(),
            ..Section::default()
        }
    }

    fn coverage_rows(&self, table: &mut TextTable) {
        let (problem, language) = (self.decided.problem, self.language);
        for index in reached_tiers(problem) {
            let tier = &problem.tiers[index];
            let Some(row) = coverage_of(self.decided.audit, index, Slice::All, tier.group) else {
                continue;
            };
            let people = row.people.number();
            let [today, then] = [row.covered_today, row.covered].map(|own| own.number());
            let (name, group) = (language.short(&tier.name), &problem.groups[tier.group].id);
            let more = then - today;
            let change = match more.abs() < 0.5 {
                true => DASH.into(),
                false => language
                    .say("{} people", "{} 人")
                    .replace("{}", &signed(more, &whole(more.abs()))),
            };
            table.push([
                match language {
                    English => format!("Covered: {name} ({group})"),
                    Chinese => format!("{name}覆盖率（{group}）"),
                },
                numbers::part(today, people),
                numbers::part(then, people),
                change,
            ]);
        }
    }

    /// How many of the targets that siting decides are met; today only those that have a value then.
    fn target_row(&self, table: &mut TextTable) {
        let results = &self.decided.audit.targets;
        let sited = || results.iter().filter(|result| result.met.is_some());
        let all = sited().count();
        if all == 0 {
            return;
        }
        let met = sited().filter(|result| result.met == Some(true)).count();
        let today = sited().filter(|result| self.is_met_today(result)).count();
        table.push([
            self.language
                .say("Targets met, of those that siting decides", "由布局决定的指标达标数")
                .into(),
            format!("{today} / {all}"),
            format!("{met} / {all}"),
            change(today as f64, met as f64),
        ]);
    }

    fn is_met_today(&self, result: &TargetResult) -> bool {
        let Aim::Sited(aim) = &self.decided.problem.targets[result.target].aim else {
            return false;
        };
        let miss = |now: f64| aim.direction.shortfall(now, aim.limit.number());
        result.now.is_some_and(|now| miss(now) <= 1e-9 * aim.limit.number().abs().max(1.0))
    }

    fn facility_rows(&self, table: &mut TextTable) {
        let (problem, language) = (self.decided.problem, self.language);
        let rows = facilities(problem, self.decided.layout);
        for row in &rows {
            let name = language.tier(problem, row.tier);
            let [today, then] = [row.today, row.after].map(|own| own as f64);
            let name = match language {
                English => format!("Facilities: {name}"),
                Chinese => format!("{name}（处）"),
            };
            table.push([name, whole(today), whole(then), change(today, then)]);
        }
        let sum = |of: fn(&Facilities) -> f64| rows.iter().map(of).sum::<f64>();
        let beds = [sum(|row| row.beds_today as f64), sum(|row| row.beds_after as f64)];
        if beds != [0.0; 2] {
            let [today, then] = beds;
            let name = language.say("Beds", "养老床位（张）");
            table.push([name.into(), whole(today), whole(then), change(today, then)]);
        }
        let floor = [sum(|row| row.floor_area_today), sum(|row| row.floor_area_after)];
        if floor != [0.0; 2] {
            // No facility has no floor: nothing states it.
            let [today, then] = floor.map(|own| if own > 0.0 { whole(own) } else { DASH.into() });
            let name = language.say("Floor area, m²", "建筑面积（平方米）");
            table.push([name.into(), today, then, DASH.into()]);
        }
        let running = self.decided.audit.running_cost;
        if running != Yuan::ZERO {
            let name = language.say("Running cost a year", "年运营费用");
            table.push([name.into(), DASH.into(), money(running), DASH.into()]);
        }
    }

    /// Which targets are missed and by how much; none where the plan has no targets.
    fn targets(&self) -> Option<String> {
        let targets = &self.decided.problem.targets;
        let results = &self.decided.audit.targets;
        let mut short: Vec<String> = Vec::new();
        let (mut binding, mut binding_met, mut sited) = (0, 0, 0);
        for result in results.iter().filter(|result| result.met.is_some()) {
            let target = &targets[result.target];
            let is_met = result.met == Some(true);
            sited += 1;
            if target.kind == TargetKind::Binding {
                binding += 1;
                binding_met += usize::from(is_met);
            }
            if !is_met {
                let amount = shortfall_text(self.language, target, result);
                short.push(match self.language {
                    English => format!("{} by {amount}", target.name.english()),
                    Chinese => format!("{}差 {amount}", target.name.chinese()),
                });
            }
        }
        let more = short.len().saturating_sub(NAMED);
        short.truncate(NAMED);
        let rest = match (self.language, more) {
            (_, 0) => String::new(),
            (English, more) => format!(" and {more} more"),
            (Chinese, more) => format!("，另有 {more} 项"),
        };
        let missing = match (self.language, short.is_empty()) {
            (_, true) => String::new(),
            (English, false) => format!("; missed: {}{rest}", short.join(", ")),
            (Chinese, false) => format!("；未达标：{}{rest}", short.join("，")),
        };
        let listed = targets.len();
        let bound = match (self.language, binding) {
            (_, 0) => String::new(),
            (English, _) => format!("; {binding_met} of the {binding} binding ones are met"),
            (Chinese, _) => format!("；约束性指标 {binding} 项，达标 {binding_met} 项"),
        };
        (sited > 0).then(|| match self.language {
            English => {
                format!("Siting decides {sited} of the plan's {listed} indicators{bound}{missing}.")
            }
            Chinese => {
                format!("规划共 {listed} 项指标，其中 {sited} 项由布局决定{bound}{missing}。")
            }
        })
    }
}

/// The change of a count, with its sign; a dash where there is none.
fn change(today: f64, then: f64) -> String {
    match then - today {
        0.0 => DASH.into(),
        more => signed(more, &whole(more.abs())),
    }
}
