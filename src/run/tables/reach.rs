//! From where the facilities of a layout are reached: `reach.geojson`.

use super::names;
use crate::domain::{LonLat, Problem, Reach, Setting, Site, SiteIdx, Tier, TierIdx, TravelMethod};
use crate::run::figures::straight_reach;
use crate::run::numbers::rounded;
use crate::run::report::Decided;
use crate::run::table::Unit::{self, Text};
use crate::run::table::{Columns, Kind, Place, Shape, Table};
use crate::run::words::{SETTINGS, WORKS};
use crate::travel::ring_around_deg;
use crate::units::Metres;

pub(super) const KIND: Kind = Kind::new(
    "reach",
    "Reach",
    "可及范围",
    "from where each facility is reached: a circle of the reach over the detour, a model of travel",
);

/// Corners of the rings that stand for circles: their sides are at most 0.3 % of the radius inside it.
const CORNERS: u16 = 48;
/// A reach as the crow flies of more than this many metres holds any plan's people: it is not drawn.
const MOST_M: f64 = 500_000.0;

#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    decided: Decided<'a>,
    site: SiteIdx,
    tier: TierIdx,
    setting: Setting,
    reach: Reach,
    radius: Metres,
}

impl<'a> Row<'a> {
    fn site(&self) -> &'a Site {
        &self.decided.problem.sites[self.site]
    }

    fn tier(&self) -> &'a Tier {
        &self.decided.problem.tiers[self.tier]
    }
}

/// The columns.
pub(super) fn columns<'a>() -> Columns<'a, Row<'a>> {
    Columns::<Row<'a>>::new()
        .computed("site", "Site id", "点位编号", Text, |row| &row.site().id)
        .computed(names::NAME, "Site", "点位", Text, |row| &row.site().name)
        .computed(names::TIER, "Tier id", "层级编号", Text, |row| &row.tier().id)
        .computed("tier_name", "Tier", "层级", Text, |row| &row.tier().name)
        .computed(names::SETTING, "Setting", "城乡", &SETTINGS, |row| row.setting.word())
        .computed("reach", "Reach", "可及标准", Text, |row| row.reach.to_string())
        .computed("radius_m", "Radius, m", "半径（米）", Unit::Metres, |row| {
            row.radius.metres()
        })
        .about("as the crow flies")
        .computed(names::WORK, "Work", "任务", &WORKS, |row| {
            let work = row.site().work(row.decided.layout.choices[row.site]);
            work.map_or("stay", |work| work.kind.word())
        })
}

/// The layer: for each facility that stands in the layout, each tier that it serves and each setting for which that tier
/// has a reach and the plan has people, the circle from which it is reached, as a ring of 48 corners. None where the plan
/// travels over roads: `yike reach` makes those areas.
pub fn reach_layer(decided: Decided<'_>) -> Option<Table<'_>> {
    let TravelMethod::StraightLine { .. } = decided.problem.travel else {
        return None;
    };
    let (rows, left_out): (Vec<Row<'_>>, Vec<Row<'_>>) =
        areas(decided).partition(|area| area.radius.metres() <= MOST_M);
    let places = rows.clone();
    let mut table = Table::new(KIND, columns(), rows).placed(move |row| {
        let row = &places[row];
        let ring = ring_around_deg(row.site().at, row.radius, CORNERS);
        Place {
            id: Some(format!("{}-{}-{}", row.site().id, row.tier().id, row.setting).into()),
            // To a tenth of a metre.
            shape: Shape::Ring(ring.into_iter().map(|at| at.map(|deg| rounded(deg, 6))).collect()),
        }
    });
    if !left_out.is_empty() {
        table.about = format!(
            "{}; {} of more than {} km are left out",
            KIND.about,
            left_out.len(),
            MOST_M / 1000.0
        )
        .into();
    }
    if decided.problem.units.iter().any(|unit| !unit.travel.is_usual()) {
        table.about = format!("{}; people with ways of their own go otherwise", table.about).into();
    }
    Some(table)
}

fn areas<'a>(decided: Decided<'a>) -> impl Iterator<Item = Row<'a>> {
    let (problem, layout) = (decided.problem, decided.layout);
    let lives = |setting: &Setting| problem.units.iter().any(|unit| unit.setting == *setting);
    let peopled: Vec<Setting> = Setting::ALL.into_iter().filter(lives).collect();
    let sites = problem.sites.iter_enumerated();
    sites.flat_map(move |(site, own)| {
        let stands = own.state_after(layout.choices[site]).tier;
        let served = stands.map_or(&[][..], |own| &problem.tiers[own].serves);
        let peopled = peopled.clone();
        served.iter().flat_map(move |&tier| {
            let area = move |setting| {
                let reach = problem.tiers[tier].reach(setting)?;
                Some(Row {
                    decided,
                    site,
                    tier,
                    setting,
                    reach,
                    radius: straight_reach(problem.travel_to(tier), setting, reach)?,
                })
            };
            peopled.clone().into_iter().filter_map(area)
        })
    })
}

/// The positions beyond a plan's own that areas of reach can have: east, north, west and south of each site by the
/// longest reach that is drawn.
pub fn outermost(problem: &Problem) -> impl Iterator<Item = LonLat> {
    let reaches = problem.tiers.iter_enumerated().flat_map(|(index, tier)| {
        let travel = problem.travel_to(index);
        let of = |setting| straight_reach(travel, setting, tier.reach(setting)?);
        Setting::ALL.into_iter().filter_map(of)
    });
    let longest =
        reaches.filter(|radius| radius.metres() <= MOST_M).reduce(|a, b| if b > a { b } else { a });
    let corners = |(at, radius)| ring_around_deg(at, radius, 4);
    let sites = problem.sites.iter();
    sites
        .filter_map(move |site| Some((site.at, longest?)))
        .flat_map(corners)
        .filter_map(|[lon, lat]| LonLat::new(lon, lat).ok())
}
