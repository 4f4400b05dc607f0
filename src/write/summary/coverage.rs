//! Who is covered, where worst, and who is not and why.

use super::Writer;
use super::page::Page;
use crate::domain::Language::{Chinese, English};
use crate::domain::Setting;
use crate::plan::{CoverageRow, Slice};
use crate::run::figures::{Uncovered, coverage_of, uncovered};
use crate::run::numbers::{self, count, or_dash, part, whole};
use crate::run::report::{Decided, reached_tiers};
use crate::run::text_table::TextTable;
use crate::run::words::WHYS;

/// So many units are named for each tier, by why they are not covered.
const NAMED: [(&str, usize); 4] =
    [("no-way", 20), ("out-of-reach", 20), ("not-built", 5), ("full", 5)];

impl Writer<'_> {
    pub(super) fn coverage(&self, decided: &Decided<'_>, page: &mut Page) {
        let language = self.language;
        let problem = decided.problem;
        page.heading(language.say("Coverage", "覆盖情况"));
        let heads = match language {
            English => ["Tier", "Group", ">People", ">Today", ">Plan", ">Urban", ">Rural"],
            Chinese => ["层级", "人群", ">人数", ">现状", ">方案", ">城镇", ">农村"],
        };
        let mut rows = Vec::new();
        for tier in reached_tiers(problem) {
            for (group, about) in problem.groups.iter_enumerated() {
                let row = |slice| coverage_of(decided.audit, tier, slice, group);
                let Some(all) = row(Slice::All) else { continue };
                let people = all.people.number();
                rows.push(vec![
                    language.name(&problem.tiers[tier].name),
                    about.id.clone(),
                    whole(people),
                    part(all.covered_today.number(), people),
                    part(all.covered.number(), people),
                    covered(row(Slice::Setting(Setting::Urban))),
                    covered(row(Slice::Setting(Setting::Rural))),
                ]);
            }
        }
        page.table(&TextTable::new(heads).with(rows));
    }

    pub(super) fn uncovered(&self, decided: &Decided<'_>, page: &mut Page) {
        let language = self.language;
        let problem = decided.problem;
        let rows = uncovered(decided);
        page.heading(language.say("Who stays uncovered, and why", "未覆盖人群及原因"));
        if rows.is_empty() {
            page.paragraph(language.say("Nobody whom a tier is for.", "各层级服务对象均已覆盖。"));
        }
        for tier in reached_tiers(problem) {
            let name = language.short(&problem.tiers[tier].name);
            let mut items = Vec::new();
            for (why, named) in NAMED {
                let of_tier = rows.iter().filter(|row| row.tier == tier && row.why.word() == why);
                let units: Vec<&Uncovered> = of_tier.collect();
                if !units.is_empty() {
                    items.push(self.group_line(WHYS.say(language, why), &units, named, decided));
                }
            }
            if !items.is_empty() {
                page.paragraph(&format!("**{name}**"));
                page.items("-", &items);
            }
        }
    }

    fn group_line(
        &self,
        why: &str,
        rows: &[&Uncovered],
        named: usize,
        decided: &Decided<'_>,
    ) -> String {
        let people: f64 = rows.iter().map(|row| row.people).sum();
        let mut units: Vec<String> =
            rows.iter().take(named).map(|row| self.unit_text(row, decided)).collect();
        if rows.len() > named {
            let place = self.language.say("see coverage.geojson", "见 coverage.geojson");
            units.push(self.language.rest(rows.len() - named, place));
        }
        let units = self.language.list(&units);
        match self.language {
            English => {
                let plural = if rows.len() == 1 { "" } else { "s" };
                format!(
                    "{} people in {} place{plural}: {why}: {units}.",
                    whole(people),
                    count(rows.len())
                )
            }
            Chinese => {
                format!("{} 处共 {} 人：{why}：{units}。", count(rows.len()), whole(people))
            }
        }
    }

    fn unit_text(&self, row: &Uncovered, decided: &Decided<'_>) -> String {
        let problem = decided.problem;
        let unit = &problem.units[row.unit];
        let people = numbers::whole(row.people);
        let head = format!("{} `{}`", unit.name, unit.id);
        match (self.language, row.why.nearest()) {
            (English, None) => format!("{head} ({people})"),
            (Chinese, None) => format!("{head}（{people} 人）"),
            (English, Some(arc)) => format!(
                "{head} ({people}; nearest {}, {}, {})",
                problem.sites[arc.site].name,
                self.language.length(arc.distance),
                self.language.time(arc.time)
            ),
            (Chinese, Some(arc)) => format!(
                "{head}（{people} 人；最近 {}，{}，{}）",
                problem.sites[arc.site].name,
                self.language.length(arc.distance),
                self.language.time(arc.time)
            ),
        }
    }
}

fn covered(row: Option<&CoverageRow>) -> String {
    or_dash(row, |row| part(row.covered.number(), row.people.number()))
}
