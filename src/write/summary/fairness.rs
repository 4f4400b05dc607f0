//! Who gains and who loses against today, and how unequally the ways are spread.

use super::Writer;
use super::page::Page;
use crate::domain::Language::{Chinese, English};
use crate::domain::TierIdx;
use crate::plan::Slice;
use crate::plan::fairness::{AccessRow, Fairness, Inequality, fairness};
use crate::run::numbers::{decimals, or_dash, whole};
use crate::run::report::Decided;
use crate::run::text_table::TextTable;

/// So many towns are named in which people lose, those with the most first.
const TOWNS: usize = 10;

impl Writer<'_> {
    pub(super) fn fairness(&self, decided: &Decided<'_>, page: &mut Page) {
        let language = self.language;
        let problem = decided.problem;
        let found = fairness(problem, decided.arcs, decided.layout, &decided.audit.assignment);
        let own = |row: &&AccessRow| row.group == problem.tiers[row.tier].group;
        let rows: Vec<&AccessRow> = found.access.iter().filter(own).collect();
        if rows.is_empty() {
            return;
        }
        page.heading(language.say("Who gains and who loses", "公平性与受益受损情况"));
        let heads = match language {
            English => [
                "Tier",
                ">People",
                ">Mean time today",
                ">Plan",
                ">Worst-off tenth today",
                ">Plan",
                ">Gain",
                ">Lose",
            ],
            Chinese => [
                "层级",
                ">人数",
                ">现状平均用时",
                ">方案",
                ">现状最差一成用时",
                ">方案",
                ">受益人数",
                ">受损人数",
            ],
        };
        let minutes = |value: f64| match language {
            English => format!("{} min", decimals(value, 1)),
            Chinese => format!("{} 分钟", decimals(value, 1)),
        };
        let of_all = rows.iter().filter(|row| row.slice == Slice::All).map(|row| {
            let ways = row.ways.as_ref();
            vec![
                language.name(&problem.tiers[row.tier].name),
                whole(row.people),
                or_dash(ways, |ways| minutes(ways[0].minutes)),
                or_dash(ways, |ways| minutes(ways[1].minutes)),
                or_dash(ways, |ways| minutes(ways[0].worst_minutes)),
                or_dash(ways, |ways| minutes(ways[1].worst_minutes)),
                whole(row.gains.gain),
                whole(row.gains.lose),
            ]
        });
        page.table(&TextTable::new(heads).with(of_all));
        page.paragraph(language.say(
            "Those not served count with the end of their reach; their true ways are longer.",
            "未获服务的人按服务半径边界计，实际路程更长。",
        ));
        self.losing_towns(decided, &rows, page);
        self.inequality(&found, page);
    }

    fn losing_towns(&self, decided: &Decided<'_>, rows: &[&AccessRow], page: &mut Page) {
        let problem = decided.problem;
        let mut losing: Vec<(f64, TierIdx, &str)> = Vec::new();
        for row in rows {
            if let Slice::Town(town) = row.slice
                && row.gains.lose > 0.5
            {
                losing.push((row.gains.lose, row.tier, &problem.towns[town].name));
            }
        }
        if losing.is_empty() {
            return;
        }
        losing.sort_by(|a, b| b.0.total_cmp(&a.0));
        let items = losing.iter().take(TOWNS).map(|&(people, tier, town)| {
            let tier = self.language.short(&problem.tiers[tier].name);
            match self.language {
                English => format!("{town}, {tier}: {}", whole(people)),
                Chinese => format!("{town}，{tier}：{} 人", whole(people)),
            }
        });
        let items: Vec<String> = items.collect();
        page.paragraph(self.language.say(
            "People who are no longer served or have a longer way than today, most first:",
            "较现状失去服务或路程变长的人数，多者在前：",
        ));
        page.items("-", &items);
    }

    /// The ways of all tiers together.
    fn inequality(&self, found: &Fairness, page: &mut Page) {
        let Some(row) = found.inequality.first().filter(|row| row.tier.is_none()) else {
            return;
        };
        let number = |value: Option<f64>| or_dash(value, |value| decimals(value, 3));
        let cells = |name: &str, figure: &dyn Fn(&Inequality) -> Option<f64>| {
            [name.to_owned(), number(figure(&row.today)), number(figure(&row.then))]
        };
        let say = |en, zh| self.language.say(en, zh);
        let heads = match self.language {
            English => ["~Ways of all tiers", ">Today", ">Plan"],
            Chinese => ["~各层级路程", ">现状", ">方案"],
        };
        let rows = [
            cells(say("mean, km", "均值（公里）"), &|own| Some(own.mean)),
            cells(say("worst-off tenth, km", "最远一成均值（公里）"), &|own| {
                Some(own.worst)
            }),
            cells(
                say("Kolm-Pollak equivalent, km", "Kolm-Pollak 均等分布等价值（公里）"),
                &|own| Some(own.equivalent),
            ),
            cells(say("Gini", "基尼系数"), &|own| own.gini),
            cells(say("Theil", "泰尔指数"), &|own| own.towns.map(|own| own.index)),
            cells(say("Theil between towns", "泰尔指数：镇街间"), &|own| {
                own.towns.map(|own| own.between)
            }),
        ];
        page.table(&TextTable::new(heads).with(rows));
        if row.then.gini > row.today.gini && row.then.mean < row.today.mean {
            page.paragraph(say(
                "Gini and Theil are relative: they rise here though the ways get shorter, since short ones shorten more.",
                "基尼系数和泰尔指数为相对指标：路程总体缩短，但短者缩短更多，故指数上升。",
            ));
        }
    }
}
