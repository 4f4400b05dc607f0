//! Every demand unit and who serves its people: `coverage.geojson`.

use super::{Dimensions, names};
use crate::domain::{DemandUnit, TierIdx, UnitIdx};
use crate::plan::Service;
use crate::run::report::{Decided, Report, tier_is_for};
use crate::run::table::{Cell, Column, Kind, Place, Shape, Source, Table, Unit, heading};
use crate::run::words::{ORIGINS, SETTINGS};
use serde_json::json;
use typed_index_collections::TiVec;

pub(super) const KIND: Kind = Kind {
    name: "demand",
    file: "coverage",
    en: "Demand",
    zh: "村（社区）",
    about: "every village and community, and who serves its people at each tier",
    prefix: names::PREFIX,
};

/// Shares this near to 1 are whole: they are sums of fractions.
const WHOLE: f64 = 1.0 - 1e-6;

pub(super) struct Row<'a> {
    decided: Decided<'a>,
    index: UnitIdx,
    unreachable: Vec<TierIdx>,
}

impl<'a> Row<'a> {
    fn unit(&self) -> &'a DemandUnit {
        &self.decided.problem.units[self.index]
    }

    fn services(&self, tier: TierIdx) -> &'a [Service] {
        &self.decided.audit.assignment[tier][self.index]
    }

    /// The share served; none where the tier is not for the unit's setting.
    fn share(&self, tier: TierIdx) -> Option<f64> {
        let share = self.services(tier).iter().map(|service| service.share).sum();
        tier_is_for(self.decided.problem, tier, self.index).then_some(share)
    }

    /// The service that the most people have.
    fn main(&self, tier: TierIdx) -> Option<&'a Service> {
        let services = self.services(tier).iter();
        services.reduce(|most, next| if next.share > most.share { next } else { most })
    }
}

/// The columns. The caller's own id, geometry and properties stand before them in the layer.
pub(super) fn columns<'a>(dimensions: &Dimensions) -> Vec<Column<'a, Row<'a>>> {
    let column = |name: &str, en: &str, zh: &str, unit, get: fn(&Row<'a>) -> Cell| {
        Column::new(name, heading(en, zh), unit, get)
    };
    let mut columns = vec![
        column(names::NAME, "Village or community", "村（社区）", Unit::Text, |row| {
            Cell::text(&row.unit().name)
        })
        .from(Source::Input),
        column(names::TOWN, "Town id", "镇街编号", Unit::Text, |row| {
            Cell::text(&row.decided.problem.towns[row.unit().town].id)
        })
        .from(Source::Input),
        column(names::SETTING, "Setting", "城乡", Unit::Text, |row| {
            Cell::Code(&SETTINGS, row.unit().setting.word().into())
        })
        .coded(&SETTINGS)
        .from(Source::Input),
        column("figures_origin", "Figures are", "数据来源", Unit::Text, |row| {
            Cell::Code(&ORIGINS, row.unit().provenance.figures.word().into())
        })
        .coded(&ORIGINS)
        .from(Source::Input),
        column("position_origin", "Position is", "位置来源", Unit::Text, |row| {
            Cell::Code(&ORIGINS, row.unit().provenance.position.word().into())
        })
        .coded(&ORIGINS)
        .from(Source::Input),
        column("residents", "Residents", "常住人口", Unit::People, |row| {
            Cell::Number(row.unit().residents.number())
        })
        .from(Source::Input),
        column(
            names::PEOPLE,
            "People of the group that is served",
            "服务人群人数",
            Unit::People,
            |row| Cell::Number(row.unit().people_of(row.decided.problem.served)),
        )
        .from(Source::Input)
        .about("of the group that the plan serves"),
    ];
    for (position, group) in dimensions.groups.iter().enumerate() {
        columns.push(
            Column::new(
                names::people_of(group),
                heading(format!("People, {group}"), format!("人数，{group}")),
                Unit::People,
                move |row: &Row<'_>| Cell::Number(row.unit().people_of(position.into())),
            )
            .from(Source::Input),
        );
    }
    for (position, tier) in dimensions.reached() {
        let index = TierIdx::from(position);
        let (en, zh) = (tier.name.english(), tier.name.chinese());
        let mut put =
            |name: &str, head: [&str; 2], unit, about, get: fn(&Row<'a>, TierIdx) -> Cell| {
                let heading = heading(format!("{en}: {}", head[0]), format!("{zh}：{}", head[1]));
                let name = names::at_tier(&tier.id, name);
                columns.push(
                    Column::new(name, heading, unit, move |row: &Row<'a>| get(row, index))
                        .about(about),
                );
            };
        put(
            "covered",
            ["covered", "是否覆盖"],
            Unit::Flag,
            "null where the tier is not for the unit's setting",
            |row, tier| Cell::flag(row.share(tier).map(|share| share >= WHOLE)),
        );
        put(names::SHARE, ["share covered", "覆盖率"], Unit::Share, "", |row, tier| {
            Cell::number(row.share(tier))
        });
        put(
            names::SITE,
            ["served by", "服务点位"],
            Unit::Text,
            "the site that serves most of them",
            |row, tier| {
                Cell::maybe(row.main(tier), |service| {
                    Cell::text(&row.decided.problem.sites[service.site].id)
                })
            },
        );
        put(
            names::KM,
            ["distance, km", "距离（公里）"],
            Unit::Kilometres,
            "",
            |row, tier| {
                Cell::maybe(row.main(tier), |service| {
                    Cell::Number(service.distance.metres() / 1000.0)
                })
            },
        );
        put("min", ["time, min", "时间（分钟）"], Unit::Minutes, "", |row, tier| {
            Cell::maybe(row.main(tier), |service| Cell::Number(service.time.minutes()))
        });
    }
    columns.push(
        column("unreachable", "Tiers out of reach", "不可及层级", Unit::List, |row| {
            let tiers = &row.decided.problem.tiers;
            Cell::Json(json!(
                row.unreachable.iter().map(|&tier| &tiers[tier].id).collect::<Vec<_>>()
            ))
        })
        .about("tiers for which no site, built or not, is within reach"),
    );
    columns
}

/// The layer: every unit in the plan's order.
pub fn demand_layer<'a>(report: &Report<'a>, decided: Decided<'a>) -> Table<'a> {
    let problem = decided.problem;
    let mut unreachable: TiVec<UnitIdx, Vec<TierIdx>> =
        vec![Vec::new(); problem.units.len()].into();
    for row in &report.screening().unreachable {
        unreachable[row.unit].push(row.tier);
    }
    let rows = unreachable.into_iter_enumerated().map(|(index, unreachable)| Row {
        decided,
        index,
        unreachable,
    });
    Table::new(KIND, columns(&Dimensions::of(problem)), rows.collect()).placed(move |row| {
        let unit = &problem.units[UnitIdx::from(row)];
        Place {
            id: Some((&*unit.id).into()),
            shape: Shape::Feature(&unit.feature, (&*unit.id).into()),
        }
    })
}
