//! Towns with their figures: `towns.geojson`.

use super::{Dimensions, names};
use crate::domain::Language;
use crate::domain::{GroupIdx, TierIdx, TownIdx, WorkKind};
use crate::plan::CoverageRow;
use crate::run::figures::{TownFigures, TownSupply, supply_of_towns, town_figures};
use crate::run::report::Decided;
use crate::run::table::Unit::{Count, Number, People, Share, SquareMetres, Text, Yuan};
use crate::run::table::{Columns, Kind, Place, Table};
use typed_index_collections::TiVec;

pub(super) const KIND: Kind = Kind::new(
    "towns",
    "Towns",
    "镇街",
    "every town: how its people are covered today and by the plan, its works and their money",
)
.behind_properties();

pub(super) struct Row<'a> {
    decided: Decided<'a>,
    figures: TownFigures<'a>,
    /// Of each tier to which people travel; none of others.
    supply: TiVec<TierIdx, Option<[f64; 2]>>,
}

impl Row<'_> {
    /// What `value` makes of the tier's row; nothing where the tier is for nobody here.
    fn of_tier(&self, tier: TierIdx, value: fn(&CoverageRow) -> f64) -> Option<f64> {
        let row = self.figures.coverage[tier];
        row.filter(|row| row.people.number() > 0.0).map(value)
    }
}

/// The columns. The caller's own id, border and properties stand before them.
pub(super) fn columns<'a>(dimensions: &Dimensions) -> Columns<'a, Row<'a>> {
    Columns::<Row<'a>>::new()
        .input(names::NAME, "Town", "镇街", Text, |row| {
            &row.decided.problem.towns[row.figures.town].name
        })
        .input("residents", "Residents", "常住人口", People, |row| row.figures.residents)
        .about("of its villages and communities")
        .for_each(dimensions.groups.iter().enumerate(), |columns, (position, group)| {
            let (name, en, zh) = names::people_of(group);
            let group = GroupIdx::from(position);
            columns.input(name, en, zh, People, move |row| row.figures.people[group])
        })
        .computed("share_today", "Covered today", "现状覆盖率", Share, |row| {
            row.figures.pooled().map(|shares| shares[0])
        })
        .about("covered over people, all tiers together; null where no tier is for anybody")
        .computed("share", "Covered by the plan", "规划覆盖率", Share, |row| {
            row.figures.pooled().map(|shares| shares[1])
        })
        .for_each(dimensions.tiers.iter().enumerate(), |columns, (position, tier)| {
            let tier_columns = tier_columns(position.into(), tier.reached);
            columns.and(tier_columns.renamed(|head| tier.before(head)))
        })
        .computed("beds_today", "Beds today", "现状床位", Count, |row| row.figures.beds[0])
        .about("of all facilities")
        .computed("beds", "Beds then", "规划床位", Count, |row| row.figures.beds[1])
        .for_each(dimensions.floors.then_some(()), |columns, ()| {
            let columns_of = [names::FLOOR_AREA_TODAY, names::FLOOR_AREA].into_iter().enumerate();
            columns.for_each(columns_of, |columns, (at, [name, en, zh])| {
                columns.computed(name, en, zh, SquareMetres, move |row| {
                    Some(row.figures.floor_area[at]).filter(|&area| area > 0.0)
                })
            })
        })
        .for_each(WorkKind::ALL.into_iter().enumerate(), |columns, (at, kind)| {
            let name = format!("works_{}", kind.word());
            let en = format!("Works: {}", Language::English.work(kind));
            let zh = format!("{}任务数", Language::Chinese.work(kind));
            columns.computed(name, en, zh, Count, move |row| row.figures.works[at])
        })
        .computed("cost_yuan", "Cost, yuan", "投入（元）", Yuan, |row| row.figures.cost)
        .for_each(dimensions.running.then_some(()), |columns, ()| {
            let [name, en, zh] = names::RUNNING_COST;
            columns.computed(name, en, zh, Yuan, |row| row.figures.running_cost)
        })
        .for_each(dimensions.sources.iter().enumerate(), |columns, (at, (source, name))| {
            let (en, zh) = names::paid_by(name);
            let name = names::paid(source);
            columns.computed(name, en, zh, Yuan, move |row| row.figures.paid[at])
        })
}

/// What there is for its people.
const SUPPLY: [(&str, &str, &str); 2] = [
    ("supply_today", "for 1,000 people today", "现状每千人可及供给"),
    ("supply", "for 1,000 people by the plan", "规划每千人可及供给"),
];

/// What a tier has in a town; who is covered, where people travel to it.
fn tier_columns<'a>(tier: TierIdx, is_reached: bool) -> Columns<'a, Row<'a>> {
    let mut columns = Columns::<Row<'a>>::new();
    if is_reached {
        columns = columns
            .computed("people", "people", "人数", People, move |row| {
                row.of_tier(tier, |row| row.people.number())
            })
            .about("for how many the tier is; null for nobody")
            .computed("share_today", "covered today", "现状覆盖率", Share, move |row| {
                row.of_tier(tier, |row| row.covered_today.number() / row.people.number())
            })
            .computed("share", "covered by the plan", "规划覆盖率", Share, move |row| {
                row.of_tier(tier, |row| row.covered.number() / row.people.number())
            })
            .computed("uncovered", "not covered", "未覆盖人数", People, move |row| {
                row.of_tier(tier, |row| (row.people.number() - row.covered.number()).max(0.0))
            });
        for (at, (name, en, zh)) in SUPPLY.into_iter().enumerate() {
            columns = columns
                .computed(name, en, zh, Number, move |row| row.supply[tier].map(|own| own[at]))
                .about(
                    "places, beds or facilities, the farther the less (E2SFCA); null for nobody",
                );
        }
    }
    columns
        .computed("facilities_today", "facilities today", "现状设施", Count, move |row| {
            row.figures.facilities[tier][0]
        })
        .computed("facilities", "facilities then", "规划设施", Count, move |row| {
            row.figures.facilities[tier][1]
        })
}

/// The layer: every town in the plan's order.
pub fn towns_layer(decided: Decided<'_>) -> Table<'_> {
    let problem = decided.problem;
    let reached = |tier: TierIdx| problem.tiers[tier].has_reach();
    let supply: TiVec<TierIdx, Option<TownSupply>> = problem
        .tiers
        .keys()
        .map(|tier| reached(tier).then(|| supply_of_towns(&decided, tier)))
        .collect();
    let rows = town_figures(&decided).into_iter().map(|figures| {
        let of_tier = supply.iter().map(|own| own.as_ref().and_then(|own| own[figures.town]));
        Row { decided, supply: of_tier.collect(), figures }
    });
    let rows: Vec<Row<'_>> = rows.collect();
    Table::new(KIND, columns(&Dimensions::of(problem)), rows).placed(move |row| {
        let town = &problem.towns[TownIdx::from(row)];
        Place::of(&town.id, &town.feature)
    })
}
