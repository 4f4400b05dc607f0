//! Towns with their figures: `towns.geojson`.

use super::{Dimensions, names};
use crate::domain::{TierIdx, TownIdx, WorkKind};
use crate::plan::CoverageRow;
use crate::run::figures::{TownFigures, town_figures};
use crate::run::language::Language;
use crate::run::report::Decided;
use crate::run::table::{Cell, Column, Kind, Place, Shape, Source, Table, Unit, heading};
use crate::run::words::WORKS;

pub(super) const KIND: Kind = Kind {
    name: "towns",
    file: "towns",
    en: "Towns",
    zh: "镇街",
    about: "every town: how its people are covered today and by the plan, its works and their money",
    prefix: names::PREFIX,
};

pub(super) struct Row<'a> {
    decided: Decided<'a>,
    figures: TownFigures<'a>,
}

impl Row<'_> {
    /// What `value` makes of the tier's row; nothing where the tier is for nobody here.
    fn of_tier(&self, tier: TierIdx, value: fn(&CoverageRow) -> f64) -> Cell {
        let row = self.figures.coverage[tier];
        let row = row.filter(|row| row.people.number() > 0.0);
        Cell::number(row.map(value))
    }
}

/// The columns. The caller's own id, border and properties stand before them.
pub(super) fn columns<'a>(dimensions: &Dimensions) -> Vec<Column<'a, Row<'a>>> {
    let column = |name: &str, en: &str, zh: &str, unit, get: fn(&Row<'a>) -> Cell| {
        Column::new(name, heading(en, zh), unit, get)
    };
    let count = Unit::Count;
    let mut columns = vec![
        column(names::NAME, "Town", "镇街", Unit::Text, |row| {
            Cell::text(&row.decided.problem.towns[row.figures.town].name)
        })
        .from(Source::Input),
        column("residents", "Residents", "常住人口", Unit::People, |row| {
            Cell::Number(row.figures.residents)
        })
        .from(Source::Input)
        .about("of its villages and communities"),
    ];
    for (position, group) in dimensions.groups.iter().enumerate() {
        columns.push(
            Column::new(
                names::people_of(group),
                heading(format!("People, {group}"), format!("人数，{group}")),
                Unit::People,
                move |row: &Row<'_>| {
                    Cell::Number(row.figures.people[crate::domain::GroupIdx::from(position)])
                },
            )
            .from(Source::Input),
        );
    }
    columns.push(
        column("share_today", "Covered today", "现状覆盖率", Unit::Share, |row| {
            Cell::number(row.figures.pooled().map(|shares| shares[0]))
        })
        .about("covered over people, all tiers together; null where no tier is for anybody"),
    );
    columns.push(column("share", "Covered by the plan", "规划覆盖率", Unit::Share, |row| {
        Cell::number(row.figures.pooled().map(|shares| shares[1]))
    }));
    for (position, tier) in dimensions.tiers.iter().enumerate() {
        let index = TierIdx::from(position);
        let (en, zh) = (tier.name.english(), tier.name.chinese());
        let mut put =
            |name: &str, head: [&str; 2], unit, about, get: fn(&Row<'a>, TierIdx) -> Cell| {
                let heading = heading(format!("{en}: {}", head[0]), format!("{zh}：{}", head[1]));
                let name = format!("{}_{name}", tier.id);
                columns.push(
                    Column::new(name, heading, unit, move |row: &Row<'a>| get(row, index))
                        .about(about),
                );
            };
        if tier.reached {
            put(
                "people",
                ["people", "人数"],
                Unit::People,
                "for how many the tier is; null for nobody",
                |row, tier| row.of_tier(tier, |row| row.people.number()),
            );
            put(
                "share_today",
                ["covered today", "现状覆盖率"],
                Unit::Share,
                "",
                |row, tier| {
                    row.of_tier(tier, |row| row.covered_today.number() / row.people.number())
                },
            );
            put(
                "share",
                ["covered by the plan", "规划覆盖率"],
                Unit::Share,
                "",
                |row, tier| row.of_tier(tier, |row| row.covered.number() / row.people.number()),
            );
            put("uncovered", ["not covered", "未覆盖人数"], Unit::People, "", |row, tier| {
                row.of_tier(tier, |row| (row.people.number() - row.covered.number()).max(0.0))
            });
        }
        put("facilities_today", ["facilities today", "现状设施"], count, "", |row, tier| {
            Cell::count(row.figures.facilities[tier][0])
        });
        put("facilities", ["facilities then", "规划设施"], count, "", |row, tier| {
            Cell::count(row.figures.facilities[tier][1])
        });
    }
    columns.push(
        column("beds_today", "Beds today", "现状床位", count, |row| {
            Cell::count(row.figures.beds[0])
        })
        .about("of all facilities"),
    );
    columns.push(column("beds", "Beds then", "规划床位", count, |row| {
        Cell::count(row.figures.beds[1])
    }));
    for (at, kind) in WorkKind::ALL.into_iter().enumerate() {
        columns.push(Column::new(
            format!("works_{}", kind.word()),
            heading(
                format!("Works: {}", WORKS.say(Language::English, kind.word())),
                format!("{}任务数", WORKS.say(Language::Chinese, kind.word())),
            ),
            count,
            move |row: &Row<'_>| Cell::count(row.figures.works[at]),
        ));
    }
    columns.push(column("cost_yuan", "Cost, yuan", "投入（元）", Unit::Yuan, |row| {
        Cell::Whole(row.figures.cost.yuan())
    }));
    for (at, (source, name)) in dimensions.sources.iter().enumerate() {
        columns.push(Column::new(
            format!("paid_{source}_yuan"),
            heading(format!("{}, yuan", name.english()), format!("{}（元）", name.chinese())),
            Unit::Yuan,
            move |row: &Row<'_>| Cell::Whole(row.figures.paid[at].yuan()),
        ));
    }
    columns
}

/// The layer: every town in the plan's order.
pub fn towns_layer(decided: Decided<'_>) -> Table<'_> {
    let problem = decided.problem;
    let rows = town_figures(&decided).into_iter();
    let rows = rows.map(|figures| Row { decided, figures }).collect();
    Table::new(KIND, columns(&Dimensions::of(problem)), rows).placed(move |row| {
        let town = &problem.towns[TownIdx::from(row)];
        Place {
            id: Some((&*town.id).into()),
            shape: Shape::Feature(&town.feature, (&*town.id).into()),
        }
    })
}
