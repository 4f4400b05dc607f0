//! Who is served where and who leads whom, as lines on a map: `links.geojson`.

use super::names;
use crate::domain::{LonLat, SiteIdx, TierIdx, UnitIdx};
use crate::plan::Service;
use crate::run::report::Decided;
use crate::run::table::Unit::{Kilometres, Minutes, People, Share, Text};
use crate::run::table::{Columns, Kind, Place, Shape, Table};
use crate::run::words::LINKS;
use crate::units::{Metres, Seconds};

pub(super) const KIND: Kind = Kind::new(
    "links",
    "Links",
    "服务关系",
    "straight lines between places; distances and times are travelled ones",
);

#[derive(Clone, Copy)]
enum Link<'a> {
    /// A unit is served by a site.
    Serves(TierIdx, UnitIdx, &'a Service),
    /// A site is led by another.
    Leads(SiteIdx, SiteIdx),
}

#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    decided: Decided<'a>,
    link: Link<'a>,
}

impl<'a> Row<'a> {
    fn site(&self, site: SiteIdx) -> (&'a str, &'a str, LonLat) {
        let site = &self.decided.problem.sites[site];
        (&site.id, &site.name, site.at)
    }

    /// Id, name and position of where the line begins.
    fn from(&self) -> (&'a str, &'a str, LonLat) {
        match self.link {
            Link::Serves(_, unit, _) => {
                let unit = &self.decided.problem.units[unit];
                (&unit.id, &unit.name, unit.at)
            }
            Link::Leads(led, _) => self.site(led),
        }
    }

    /// Id, name and position of where it ends.
    fn to(&self) -> (&'a str, &'a str, LonLat) {
        match self.link {
            Link::Serves(_, _, service) => self.site(service.site),
            Link::Leads(_, leader) => self.site(leader),
        }
    }

    fn tier(&self) -> Option<TierIdx> {
        match self.link {
            Link::Serves(tier, ..) => Some(tier),
            Link::Leads(led, _) => {
                let choice = self.decided.layout.choices[led];
                self.decided.problem.sites[led].state_after(choice).tier
            }
        }
    }

    fn way(&self) -> Option<(Metres, Seconds)> {
        match self.link {
            Link::Serves(_, _, service) => Some((service.distance, service.time)),
            Link::Leads(led, leader) => {
                let choice = self.decided.layout.choices[leader];
                let leading = self.decided.problem.sites[leader].state_after(choice).tier?;
                let mut arcs = self.decided.arcs.leaders(leading, led).iter();
                let arc = arcs.find(|arc| arc.site == leader)?;
                Some((arc.distance, arc.time))
            }
        }
    }

    fn share(&self) -> Option<f64> {
        match self.link {
            Link::Serves(_, _, service) => Some(service.share),
            Link::Leads(..) => None,
        }
    }

    fn persons(&self) -> Option<f64> {
        let problem = self.decided.problem;
        match self.link {
            Link::Serves(tier, unit, service) => {
                Some(service.share * problem.units[unit].people_of(problem.tiers[tier].group))
            }
            Link::Leads(..) => None,
        }
    }
}

/// The columns.
pub(super) fn columns<'a>() -> Columns<'a, Row<'a>> {
    Columns::<Row<'a>>::new()
        .computed(names::KIND, "Kind", "类型", &LINKS, |row| match row.link {
            Link::Serves(..) => "serves",
            Link::Leads(..) => "leads",
        })
        .about("`serves`: from a unit to a site; `leads`: from a site to its leader")
        .computed(names::TIER, "Tier id", "层级编号", Text, |row| {
            row.tier().map(|tier| &row.decided.problem.tiers[tier].id)
        })
        .computed(names::FROM_ID, "From, id", "起点编号", Text, |row| row.from().0)
        .computed("from_name", "From", "起点", Text, |row| row.from().1)
        .computed(names::TO_ID, "To, id", "终点编号", Text, |row| row.to().0)
        .computed("to_name", "To", "终点", Text, |row| row.to().1)
        .computed(names::PERSONS, "People", "人数", People, Row::persons)
        .about("of the tier's group; null for who leads whom")
        .computed(names::SHARE, "Share of the unit", "占本村（社区）比例", Share, Row::share)
        .computed(names::KM, "Distance, km", "距离（公里）", Kilometres, |row| {
            row.way().map(|(distance, _)| distance.metres() / 1000.0)
        })
        .computed(names::MINUTES, "Time, min", "时间（分钟）", Minutes, |row| {
            row.way().map(|(_, time)| time.minutes())
        })
}

/// The layer: services by tier and unit, then leaders.
pub fn links_layer(decided: Decided<'_>) -> Table<'_> {
    let mut rows = Vec::new();
    for (tier, units) in decided.audit.assignment.iter_enumerated() {
        for (unit, services) in units.iter_enumerated() {
            let links = services.iter().map(|service| Link::Serves(tier, unit, service));
            rows.extend(links.map(|link| Row { decided, link }));
        }
    }
    for (led, leader) in decided.layout.leaders.iter_enumerated() {
        let link = leader.map(|leader| Link::Leads(led, leader));
        rows.extend(link.map(|link| Row { decided, link }));
    }
    let ends: Vec<(LonLat, LonLat)> = rows.iter().map(|row| (row.from().2, row.to().2)).collect();
    Table::new(KIND, columns(), rows)
        .placed(move |row| Place { id: None, shape: Shape::Line(ends[row].0, ends[row].1) })
}
