//! Every demand unit and who serves its people: `coverage.geojson`.

use super::{Dimensions, names};
use crate::domain::{DemandUnit, Problem, TierIdx, UnitIdx};
use crate::plan::{Assignment, Service, assigned_today};
use crate::run::report::{Decided, Report, tier_is_for};
use crate::run::table::Unit::{Flag, Kilometres, Minutes, People, Share, Text};
use crate::run::table::{Columns, Kind, Place, Table};
use crate::run::words::{ORIGINS, SETTINGS};
use std::rc::Rc;
use typed_index_collections::TiVec;

pub(super) const KIND: Kind = Kind::new(
    "demand",
    "Demand",
    "村（社区）",
    "every village and community, and who serves its people at each tier",
)
.in_file("coverage")
.behind_properties();

/// Shares this near to 1 are whole: they are sums of fractions.
const WHOLE: f64 = 1.0 - 1e-6;

pub(super) struct Row<'a> {
    decided: Decided<'a>,
    index: UnitIdx,
    unreachable: Vec<TierIdx>,
    today: Rc<Assignment>,
}

impl<'a> Row<'a> {
    fn problem(&self) -> &'a Problem {
        self.decided.problem
    }

    fn unit(&self) -> &'a DemandUnit {
        &self.problem().units[self.index]
    }

    fn services(&self, tier: TierIdx) -> &'a [Service] {
        &self.decided.audit.assignment[tier][self.index]
    }

    /// The share served; none where the tier is not for the unit's setting.
    fn share(&self, tier: TierIdx) -> Option<f64> {
        self.share_of(tier, self.services(tier))
    }

    fn share_of(&self, tier: TierIdx, services: &[Service]) -> Option<f64> {
        let share = services.iter().map(|service| service.share).sum();
        tier_is_for(self.problem(), tier, self.index).then_some(share)
    }

    /// The service that the most people have.
    fn main(&self, tier: TierIdx) -> Option<&'a Service> {
        let services = self.services(tier).iter();
        services.reduce(|most, next| if next.share > most.share { next } else { most })
    }
}

/// The columns. The caller's own id, geometry and properties stand before them in the layer.
pub(super) fn columns<'a>(dimensions: &Dimensions) -> Columns<'a, Row<'a>> {
    Columns::<Row<'a>>::new()
        .input(names::NAME, "Village or community", "村（社区）", Text, |row| &row.unit().name)
        .input(names::TOWN, "Town id", "镇街编号", Text, |row| {
            &row.problem().towns[row.unit().town].id
        })
        .input(names::SETTING, "Setting", "城乡", &SETTINGS, |row| row.unit().setting.word())
        .input("figures_origin", "Figures are", "数据来源", &ORIGINS, |row| {
            row.unit().provenance.figures.word()
        })
        .input("position_origin", "Position is", "位置来源", &ORIGINS, |row| {
            row.unit().provenance.position.word()
        })
        .input("residents", "Residents", "常住人口", People, |row| {
            row.unit().residents.number()
        })
        .input(
            names::PEOPLE,
            "People of the group that is served",
            "服务人群人数",
            People,
            |row| row.unit().people_of(row.problem().served),
        )
        .about("of the group that the plan serves")
        .for_each(dimensions.groups.iter().enumerate(), |columns, (position, group)| {
            let (name, en, zh) = names::people_of(group);
            columns.input(name, en, zh, People, move |row| row.unit().people_of(position.into()))
        })
        .for_each(dimensions.reached(), |columns, (position, tier)| {
            let own = tier_columns(position.into()).renamed(|head| tier.before(head));
            columns.and(own)
        })
}

/// Who serves a unit at a tier.
fn tier_columns<'a>(tier: TierIdx) -> Columns<'a, Row<'a>> {
    Columns::<Row<'a>>::new()
        .computed(names::COVERED, "covered", "是否覆盖", Flag, move |row| {
            row.share(tier).map(|share| share >= WHOLE)
        })
        .about("null where the tier is not for the unit's setting")
        .computed(names::SHARE, "share covered", "覆盖率", Share, move |row| row.share(tier))
        .computed(names::SHARE_TODAY, "share covered today", "现状覆盖率", Share, move |row| {
            row.share_of(tier, &row.today[tier][row.index])
        })
        .computed(names::SITE, "served by", "服务点位", Text, move |row| {
            row.main(tier).map(|service| &row.problem().sites[service.site].id)
        })
        .about("the site that serves most of them")
        .computed(names::KM, "distance, km", "距离（公里）", Kilometres, move |row| {
            row.main(tier).map(|service| service.distance.metres() / 1000.0)
        })
        .computed("min", "time, min", "时间（分钟）", Minutes, move |row| {
            row.main(tier).map(|service| service.time.minutes())
        })
        .computed("reachable", "may be served", "可被服务", Flag, move |row| {
            row.share(tier).map(|_| !row.unreachable.contains(&tier))
        })
        .about("false where no allowed choice at a site within reach serves its people")
}

/// The layer: every unit in the plan's order.
pub fn demand_layer<'a>(report: &Report<'a>, decided: Decided<'a>) -> Table<'a> {
    let problem = decided.problem;
    let mut unreachable: TiVec<UnitIdx, Vec<TierIdx>> =
        vec![Vec::new(); problem.units.len()].into();
    for row in &report.screening().unreachable {
        unreachable[row.unit].push(row.tier);
    }
    let today = Rc::new(assigned_today(problem, decided.arcs));
    let rows = unreachable.into_iter_enumerated().map(|(index, unreachable)| Row {
        decided,
        index,
        unreachable,
        today: Rc::clone(&today),
    });
    Table::new(KIND, columns(&Dimensions::of(problem)), rows).placed(move |row| {
        let unit = &problem.units[UnitIdx::from(row)];
        Place::of(&unit.id, &unit.feature)
    })
}
