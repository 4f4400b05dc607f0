//! Who has a bed or one of a limited number of places where, by the layout's decision and not by distance:
//! `allocations.geojson`.

use super::names;
use crate::domain::{Allocation, LonLat, Move, Problem, SiteIdx, TierIdx};
use crate::run::report::Decided;
use crate::run::table::Unit::{People, Share, Text};
use crate::run::table::{Columns, Kind, Place, Shape, Table};
use crate::run::words::LINKS;

pub(super) const KIND: Kind = Kind::new(
    "allocations",
    "Allocations",
    "定向分配",
    "who has a bed or a limited place where; written where the layout decides that",
);

#[derive(Clone, Copy)]
enum Allotted<'a> {
    /// Residents of an institution that goes or has too few beds.
    Residents(&'a Move),
    /// People of a unit, where places are limited.
    People(&'a Allocation),
}

#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    problem: &'a Problem,
    allotted: Allotted<'a>,
}

/// Id, name and position of an end.
type End<'a> = (&'a str, &'a str, LonLat);

impl<'a> Row<'a> {
    fn tier(&self) -> TierIdx {
        match self.allotted {
            Allotted::Residents(own) => own.tier,
            Allotted::People(own) => own.tier,
        }
    }

    fn ends(&self) -> (End<'a>, End<'a>) {
        let site = |index: SiteIdx| {
            let site = &self.problem.sites[index];
            (&*site.id, &*site.name, site.at)
        };
        match self.allotted {
            Allotted::Residents(own) => (site(own.from), site(own.to)),
            Allotted::People(own) => {
                let unit = &self.problem.units[own.unit];
                ((&*unit.id, &*unit.name, unit.at), site(own.site))
            }
        }
    }

    fn persons(&self) -> f64 {
        match self.allotted {
            Allotted::Residents(own) => own.persons,
            Allotted::People(own) => {
                let group = self.problem.tiers[own.tier].group;
                own.share * self.problem.units[own.unit].people_of(group)
            }
        }
    }
}

/// The columns.
pub(super) fn columns<'a>() -> Columns<'a, Row<'a>> {
    Columns::<Row<'a>>::new()
        .computed(names::KIND, "Kind", "类型", &LINKS, |row| match row.allotted {
            Allotted::Residents(_) => "moves",
            Allotted::People(_) => "places",
        })
        .about("`moves`: residents, from one site to another; `places`: people of a unit, at a site whose places are limited")
        .computed(names::TIER, "Tier id", "层级编号", Text, |row| {
            &row.problem.tiers[row.tier()].id
        })
        .computed(names::FROM_ID, "From, id", "起点编号", Text, |row| row.ends().0.0)
        .computed("from_name", "From", "起点", Text, |row| row.ends().0.1)
        .computed(names::TO_ID, "To, id", "终点编号", Text, |row| row.ends().1.0)
        .computed("to_name", "To", "终点", Text, |row| row.ends().1.1)
        .computed(names::PERSONS, "People", "人数", People, Row::persons)
        .exact()
        .computed(names::SHARE, "Share of the unit", "占本村（社区）比例", Share, |row| {
            match row.allotted {
                Allotted::Residents(_) => None,
                Allotted::People(own) => Some(own.share),
            }
        })
        .about("null for residents")
        .exact()
}

/// The layer: residents, then places, as the layout has them; none where it has neither.
pub fn allocations_layer(decided: Decided<'_>) -> Option<Table<'_>> {
    let Decided { problem, layout, .. } = decided;
    let residents = layout.moves.iter().map(Allotted::Residents);
    let allotted = residents.chain(layout.allocations.iter().map(Allotted::People));
    let rows: Vec<Row<'_>> = allotted.map(|allotted| Row { problem, allotted }).collect();
    if rows.is_empty() {
        return None;
    }
    let places = rows.clone();
    Some(Table::new(KIND, columns(), rows).placed(move |row| {
        let (from, to) = places[row].ends();
        Place { id: None, shape: Shape::Line(from.2, to.2) }
    }))
}
