//! What of the demand and the sites is on the roads: `network.geojson`, `network.csv`, and a few sentences.

use crate::domain::Language;
use crate::domain::{Problem, TravelMethod};
use crate::run::numbers::{count, decimals, share};
use crate::run::table::Unit::{Count, Degrees, Metres, Number, Text};
use crate::run::table::{Columns, Kind, Place, Shape, Table};
use crate::run::words::FATES;
use crate::travel::Arcs;
use crate::travel::roads::{Fate, NetworkReport, PointReport};
use crate::units;

pub(super) const KIND: Kind = Kind::new(
    "network",
    "Road network",
    "道路网络",
    "demand and sites as they were joined to the roads; component 1 is the largest",
);

/// Who the points of a report are.
#[derive(Debug, Clone, PartialEq)]
pub struct NetworkPoints {
    /// Ids of the demand points.
    pub demand: Vec<String>,
    /// How many people (or what else) each stands for.
    pub weights: Vec<f64>,
    /// Ids of the sites.
    pub sites: Vec<String>,
    /// How far from a road a point may be.
    pub snap: units::Metres,
}

#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    role: &'static str,
    id: &'a str,
    weight: Option<f64>,
    point: &'a PointReport,
}

/// The columns.
pub(super) fn columns<'a>() -> Columns<'a, Row<'a>> {
    Columns::<Row<'a>>::new()
        .computed("role", "Role", "类别", Text, |row| row.role)
        .about("`demand` or `site`")
        .computed("id", "Id", "编号", Text, |row| row.id)
        .computed("weight", "Weight", "权重", Number, |row| row.weight)
        .about("of demand: the people that it stands for")
        .computed("lon", "Longitude (WGS84)", "经度（WGS84）", Degrees, |row| row.point.at.lon_deg())
        .in_tables_alone()
        .computed("lat", "Latitude (WGS84)", "纬度（WGS84）", Degrees, |row| row.point.at.lat_deg())
        .in_tables_alone()
        .computed("road_m", "Nearest usable road, m", "距可通行道路（米）", Metres, |row| {
            row.point.nearest.map(|far| far.metres())
        })
        .computed("component", "Component", "连通分量", Count, |row| row.point.component)
        .about("of the roads, the largest being 1")
        .computed("fate", "On the roads", "接入情况", &FATES, |row| row.point.fate.word())
        .about("`joined`; `stranded`: no site can be reached however long it takes; `off-road`: no road is near enough")
}

/// The layer: every demand point, then every site.
pub fn network_layer<'a>(report: &'a NetworkReport, points: &'a NetworkPoints) -> Table<'a> {
    let demand = points.demand.iter().zip(&points.weights).zip(&report.demand);
    let demand = demand.map(|((id, &weight), point)| Row {
        role: "demand",
        id,
        weight: Some(weight),
        point,
    });
    let sites = points.sites.iter().zip(&report.sites);
    let sites = sites.map(|(id, point)| Row { role: "site", id, weight: None, point });
    let rows: Vec<Row<'a>> = demand.chain(sites).collect();
    let places = rows.clone();
    Table::new(KIND, columns(), rows).placed(move |row| Place {
        id: Some(places[row].id.into()),
        shape: Shape::Point(places[row].point.at),
    })
}

/// The report of a plan that travels over roads, with the people of the served group.
pub fn network_of<'a>(
    problem: &Problem,
    arcs: &'a Arcs,
) -> Option<(&'a NetworkReport, NetworkPoints)> {
    let TravelMethod::Roads(roads) = &problem.travel else {
        return None;
    };
    let units = &problem.units;
    let points = NetworkPoints {
        demand: units.iter().map(|unit| unit.id.clone()).collect(),
        weights: units.iter().map(|unit| unit.people_of(problem.served)).collect(),
        sites: problem.sites.iter().map(|site| site.id.clone()).collect(),
        snap: roads.snap,
    };
    Some((arcs.network()?, points))
}

/// What is not on the roads, a sentence each; none where all is well.
pub fn network_text(
    report: &NetworkReport,
    points: &NetworkPoints,
    language: Language,
) -> Vec<String> {
    let all: f64 = points.weights.iter().sum();
    let mut lines = Vec::new();
    for fate in [Fate::OffRoad, Fate::Stranded] {
        let (places, weight) = report.demand_of(fate, &points.weights);
        if places == 0 {
            continue;
        }
        let part = if all > 0.0 { weight / all } else { 0.0 };
        let who = first_ids(report.demand_at(fate).map(|point| &points.demand[point]));
        let (places, of, weight, part) =
            (count(places), count(points.demand.len()), decimals(weight, 0), share(part));
        let snap = points.snap;
        lines.push(match (language, fate) {
            (Language::English, Fate::OffRoad) => format!(
                "{places} of {of} demand points, with {weight} people ({part}), are more than {snap} from any road that may be used ({who}): out of reach, but counted"
            ),
            (Language::English, _) => format!(
                "{places} of {of} demand points, with {weight} people ({part}), are on roads from which no site can be reached ({who}): out of reach, but counted"
            ),
            (Language::Chinese, Fate::OffRoad) => format!(
                "{of} 个需求点中 {places} 个（{weight} 人，{part}）距可通行道路超过 {snap}（{who}）：视为不可达，仍计入总数"
            ),
            (Language::Chinese, _) => format!(
                "{of} 个需求点中 {places} 个（{weight} 人，{part}）所在道路无法通往任何点位（{who}）：视为不可达，仍计入总数"
            ),
        });
    }
    let off = report.sites_off_road();
    if off > 0 {
        let (off, of, snap) = (count(off), count(points.sites.len()), points.snap);
        lines.push(match language {
            Language::English => format!("{off} of {of} sites are more than {snap} from any road that may be used: nobody reaches them"),
            Language::Chinese => format!("{of} 个点位中 {off} 个距可通行道路超过 {snap}：无人可达"),
        });
    }
    lines
}

/// The first ids, as many as a line takes.
fn first_ids<'a>(ids: impl Iterator<Item = &'a String>) -> String {
    const MOST: usize = 3;
    let ids: Vec<&str> = ids.take(MOST + 1).map(String::as_str).collect();
    match ids.len() > MOST {
        true => format!("{}, …", ids[..MOST].join(", ")),
        false => ids.join(", "),
    }
}
