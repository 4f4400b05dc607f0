//! What of the demand and the sites is on the roads: a table, a map and a few sentences.

use super::collection::{Collection, rounded};
use super::tables::guarded;
use crate::domain::{Problem, TravelMethod};
use crate::run::language::Language;
use crate::run::numbers::{count, decimals, share};
use crate::run::record::VERSION;
use crate::travel::Arcs;
use crate::travel::roads::{Fate, NetworkReport, PointReport};
use crate::units::Metres;
use serde_json::{Map, Value, json};

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
    pub snap: Metres,
}

impl NetworkPoints {
    fn rows<'a>(
        &'a self,
        report: &'a NetworkReport,
    ) -> impl Iterator<Item = (&'static str, &'a str, Option<f64>, &'a PointReport)> {
        let demand = self.demand.iter().zip(&self.weights).zip(&report.demand);
        let demand =
            demand.map(|((id, &weight), point)| ("demand", id.as_str(), Some(weight), point));
        let sites = self.sites.iter().zip(&report.sites);
        demand.chain(sites.map(|(id, point)| ("site", id.as_str(), None, point)))
    }
}

/// `network.csv`: a row for every demand point, then for every site: `role`, `id`, `weight` (of demand), `lon`, `lat`,
/// `road_m` (how far the nearest usable road is), `component` (of the roads, the largest being 1) and `fate`: `joined`,
/// `stranded` (no site can be reached however long it takes) or `off-road` (no road is near enough).
pub fn network_csv(report: &NetworkReport, points: &NetworkPoints) -> Vec<u8> {
    let mut table = csv::Writer::from_writer(Vec::new());
    let mut put = |row: [&str; 8]| {
        table
            .write_record(row)
            .expect("memory takes rows of one length")
    };
    put([
        "role",
        "id",
        "weight",
        "lon",
        "lat",
        "road_m",
        "component",
        "fate",
    ]);
    for (role, id, weight, point) in points.rows(report) {
        put([
            role,
            &guarded(id),
            &weight.map(|weight| weight.to_string()).unwrap_or_default(),
            &point.at.lon_deg().to_string(),
            &point.at.lat_deg().to_string(),
            &point
                .nearest
                .map(|far| format!("{:.1}", far.metres()))
                .unwrap_or_default(),
            &point
                .component
                .map(|number| number.to_string())
                .unwrap_or_default(),
            point.fate.word(),
        ]);
    }
    table.into_inner().expect("memory")
}

/// `network.geojson`: the same as points.
pub fn network_geojson(report: &NetworkReport, points: &NetworkPoints) -> Vec<u8> {
    let mut collection = Collection::new();
    for (role, id, weight, point) in points.rows(report) {
        let mut ours = Map::new();
        ours.insert("role".into(), json!(role));
        ours.insert("weight".into(), json!(weight));
        let far = point
            .nearest
            .map_or(Value::Null, |far| rounded(far.metres(), 1));
        ours.insert("road_m".into(), far);
        ours.insert("component".into(), json!(point.component));
        ours.insert("fate".into(), json!(point.fate.word()));
        collection.add_point(id, [point.at.lon_deg(), point.at.lat_deg()], ours);
    }
    let first = |sizes: &[u32]| sizes.iter().take(10).copied().collect::<Vec<u32>>();
    let mut about = json!({
        "version": VERSION,
        "layer": "network",
        "about": "demand and sites as they were joined to the roads; component 1 is the largest",
        "snap_m": points.snap.metres(),
        "component_junctions": first(&report.components),
        "components": report.components.len(),
    });
    if let Some(rural) = &report.rural_components {
        about["rural_component_junctions"] = first(rural).into();
        about["rural_components"] = rural.len().into();
    }
    collection.finish_about("network", &about)
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
        let (places, of, weight, part) = (
            count(places),
            count(points.demand.len()),
            decimals(weight, 0),
            share(part),
        );
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

/// The report of a plan that travels over roads, with the people of the served group.
pub fn of_plan<'a>(
    problem: &Problem,
    arcs: &'a Arcs,
) -> Option<(&'a NetworkReport, NetworkPoints)> {
    let TravelMethod::Roads(roads) = &problem.travel else {
        return None;
    };
    let units = &problem.units;
    let points = NetworkPoints {
        demand: units.iter().map(|unit| unit.id.clone()).collect(),
        weights: units
            .iter()
            .map(|unit| unit.people_of(problem.served))
            .collect(),
        sites: problem.sites.iter().map(|site| site.id.clone()).collect(),
        snap: roads.snap,
    };
    Some((arcs.network()?, points))
}
