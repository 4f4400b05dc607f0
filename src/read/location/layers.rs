//! Demand and sites with positions on the earth.

use super::attributes::{of_sites, weights};
use super::draft::{Draft, stem};
use super::format::Format;
use super::layer::Layer;
use super::options::{DemandFile, PointLayers, SiteFile};
use crate::domain::location::{Ids, InstanceParts, Metric};
use crate::domain::{LonLat, beside, phrase, text};
use crate::read::catalogue::Code;
use crate::read::issue::Place;
use crate::read::sink::{Member, Sink};
use crate::read::source::Role;
use std::path::Path;

/// The largest detour.
const MOST_DETOUR: f64 = 20.0;

/// Reads both layers. Where the sites are left out, or are the same file, every demand point is a site.
pub(super) fn read(sink: &Sink, layers: &PointLayers) -> Option<Draft> {
    let PointLayers { demand: demand_file, sites, detour, .. } = layers;
    check_detour(sink, demand_file, *detour);
    let id = demand_file.id_named();
    let demand = Layer::read_placed(sink, &demand_file.source(), Role::Demand, id);
    let own = sites.clone().unwrap_or_else(|| SiteFile {
        path: demand_file.path.clone(),
        id: demand_file.id.clone(),
        id_option: demand_file.id_option,
        crs: demand_file.crs,
        crs_option: demand_file.crs_option,
        ..SiteFile::default()
    });
    let same_points = same_file(&demand_file.path, &own.path);
    let sites = match same_points && own.id == demand_file.id {
        true => demand.clone(),
        false => Layer::read_placed(sink, &own.source(), Role::Sites, own.id_named()),
    };
    let demand_side = demand.as_ref().map(|layer| weights(sink, layer, demand_file));
    let site_side = sites.as_ref().map(|layer| of_sites(sink, layer, &own));
    let (mut demand, mut sites) = (demand?, sites?);
    let (weights, weight_field) = demand_side?;
    let attributes = site_side?;
    let demand_points = positions(sink, &mut demand);
    let site_points = positions(sink, &mut sites);
    let (demand_features, demand_at) = demand_points?;
    let (site_features, site_at) = site_points?;
    // A layer whose features all lack ids has none left, which is already reported.
    warn_far(sink, &demand, &demand_at);
    if !same_points && !demand_at.is_empty() && !site_at.is_empty() {
        warn_far(sink, &sites, &site_at);
        check_together(sink, &demand, &demand_at, &sites, &site_at);
    }
    let metric = Metric::Geodesic { demand: demand_at, sites: site_at, detour: *detour };
    let parts = InstanceParts {
        demand_ids: Ids::Given(demand.items.into_iter().map(|item| item.id).collect()),
        weights,
        site_ids: Ids::Given(sites.items.into_iter().map(|item| item.id).collect()),
        fixed_costs: attributes.fixed_costs,
        capacities: attributes.capacities,
        rules: attributes.rules,
        same_points,
        ..InstanceParts::new(stem(&demand_file.path), metric)
    };
    let mut inputs = vec![demand.record];
    inputs.extend(layers.sites.is_some().then_some(sites.record));
    if let [_, sites] = &mut inputs[..] {
        sites.role = Role::Sites;
    }
    Some(Draft {
        weight_field,
        demand_features: Some(demand_features),
        site_features: Some(site_features),
        ..Draft::new(Format::Layers, parts, inputs)
    })
}

fn check_detour(sink: &Sink, demand: &DemandFile, detour: f64) {
    let place = Place::file(&demand.path.display().to_string()).at("detour");
    let action = text!(
        "give a factor from 1 to 20, usually 1.2 to 1.5",
        "请给出 1 至 20 的系数，通常为 1.2 至 1.5"
    );
    if !(detour.is_finite() && detour >= 1.0) {
        let cause = text!(
            "the detour is {detour}; no route is shorter than the straight line",
            "绕行系数为 {detour}；路程不会短于直线距离"
        );
        sink.push(Code::DETOUR_BELOW_ONE, place, cause, action);
    } else if detour > MOST_DETOUR {
        let cause = text!(
            "the detour is {detour}, above {MOST_DETOUR}",
            "绕行系数为 {detour}，超过 {MOST_DETOUR}"
        );
        sink.push(Code::QUANTITY_OUT_OF_RANGE, place, cause, action);
    }
}

pub(super) fn same_file(a: &Path, b: &Path) -> bool {
    a == b || matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b)
}

/// The features and their positions; an issue where a table has none.
fn positions(sink: &Sink, layer: &mut Layer) -> Option<(Vec<crate::domain::Feature>, Vec<LonLat>)> {
    if layer.items.iter().all(|item| item.geometry.is_none()) && !sink.has_errors() {
        let cause = text!("the table has no columns `lon` and `lat`", "表格没有列 `lon` 和 `lat`");
        let action = text!(
            "add them, in degrees of WGS84, or give a travel matrix as well",
            "请补上这两列（WGS84 经纬度，以度计），或另给出行矩阵"
        );
        sink.push(Code::COLUMN_MISSING, Place::file(&layer.file), cause, action);
        return None;
    }
    layer.take_features()
}

/// Least and greatest longitude and latitude.
#[derive(Debug, Clone, Copy)]
struct Bounds {
    least: [f64; 2],
    most: [f64; 2],
    /// Longitudes are those beside this one.
    middle_deg: f64,
}

impl Bounds {
    /// The bounding box of `points`, extended on each side by its own size and at least by two degrees, some 200 km.
    fn wide(points: &[LonLat]) -> Self {
        let middle_deg = middle_deg(points);
        let lon_deg = |at: &LonLat| beside(at.lon_deg(), middle_deg);
        let of = |start: f64, pick: fn(f64, f64) -> f64| {
            let start = [start; 2];
            points.iter().fold(start, |[x, y], at| [pick(x, lon_deg(at)), pick(y, at.lat_deg())])
        };
        let (least, most) = (of(f64::INFINITY, f64::min), of(f64::NEG_INFINITY, f64::max));
        let margin = (most[0] - least[0]).max(most[1] - least[1]).max(2.0);
        let (least, most) = (least.map(|side| side - margin), most.map(|side| side + margin));
        Self { least, most, middle_deg }
    }

    fn has(&self, x: f64, y: f64) -> bool {
        let x = beside(x, self.middle_deg);
        (self.least[0]..=self.most[0]).contains(&x) && (self.least[1]..=self.most[1]).contains(&y)
    }
}

/// The longitude in the middle of `points`, which may lie on both sides of the meridian of 180°.
fn middle_deg(points: &[LonLat]) -> f64 {
    let way = |at: &LonLat| at.lon_deg().to_radians().sin_cos();
    let (y, x) = points.iter().map(way).fold((0.0, 0.0), |(y, x), (sin, cos)| (y + sin, x + cos));
    y.atan2(x).to_degrees()
}

/// Warns of points at [0, 0], and of points far from the box in which the middle half lies, in longitude and in latitude,
/// where they are at most a tenth of all.
fn warn_far(sink: &Sink, layer: &Layer, points: &[LonLat]) {
    let middle_deg = middle_deg(points);
    let lon_deg = |at: &LonLat| beside(at.lon_deg(), middle_deg);
    let middle = |of: &dyn Fn(&LonLat) -> f64| {
        let mut sorted: Vec<f64> = points.iter().map(of).collect();
        sorted.sort_by(f64::total_cmp);
        let cut = sorted.len() / 4;
        sorted.get(cut).copied().zip(sorted.len().checked_sub(1 + cut).map(|last| sorted[last]))
    };
    let (Some(lon), Some(lat)) = (middle(&lon_deg), middle(&|at| at.lat_deg())) else {
        return;
    };
    // Forty times as wide, and at least 5 degrees, some 500 km.
    let wide = |(least, most): (f64, f64)| {
        let margin = ((most - least) * 20.0).max(5.0);
        least - margin..=most + margin
    };
    let (wide_lon, wide_lat) = (wide(lon), wide(lat));
    let around_zero = |(least, most): (f64, f64)| least > -5.0 && most < 5.0;
    let of_zero = !(around_zero(lon) && around_zero(lat));
    let is_far =
        |at: &LonLat| !wide_lon.contains(&lon_deg(at)) || !wide_lat.contains(&at.lat_deg());
    let few = points.iter().filter(|at| is_far(at)).count() * 10 <= points.len();
    let members: Vec<Member> = points
        .iter()
        .enumerate()
        .filter_map(|(number, at)| {
            let (x, y) = (at.lon_deg(), at.lat_deg());
            let why = match (x, y) {
                (0.0, 0.0) if of_zero => phrase(
                    "is where programs put what has no position",
                    "是软件给无坐标要素的默认位置",
                ),
                _ if few && is_far(at) => phrase(
                    "is far from nearly all others of the layer",
                    "远离图层中几乎所有其他要素",
                ),
                _ => return None,
            };
            let id = Some(layer.items[number].id.clone());
            let cause = text!("[{x}, {y}] {why}", "[{x}, {y}] {why}"; why);
            Some(Member { number: number + 1, id, cause })
        })
        .collect();
    let action = text!(
        "correct the position, or leave the row out if it is of another area",
        "请更正坐标；如属其他地区，请删去该行"
    );
    sink.push_group(Code::POINT_FAR, &layer.file, "geometry", &members, action);
}

/// Checks that the sites lie around the demand, and reports swapped coordinates if they would when exchanged.
fn check_together(
    sink: &Sink,
    demand: &Layer,
    demand_at: &[LonLat],
    sites: &Layer,
    site_at: &[LonLat],
) {
    let around = Bounds::wide(demand_at);
    let (near, far): (Vec<usize>, Vec<usize>) = (0..site_at.len())
        .partition(|&site| around.has(site_at[site].lon_deg(), site_at[site].lat_deg()));
    let swapped: Vec<Member> = far
        .iter()
        .filter(|&&site| around.has(site_at[site].lat_deg(), site_at[site].lon_deg()))
        .map(|&site| {
            let (x, y) = (site_at[site].lon_deg(), site_at[site].lat_deg());
            let cause = text!(
                "[{x}, {y}] lies near the demand only with latitude and longitude exchanged",
                "[{x}, {y}] 只有对调经纬度才在需求点附近"
            );
            Member { number: site + 1, id: Some(sites.items[site].id.clone()), cause }
        })
        .collect();
    if !swapped.is_empty() {
        let action = text!(
            "write longitude first, then latitude, here or in the demand layer",
            "请在此处或需求图层中先写经度、后写纬度"
        );
        sink.push_group(Code::POSITIONS_SWAPPED, &sites.file, "geometry", &swapped, action);
    } else if near.is_empty() {
        let (count, id, file) = (site_at.len(), &sites.items[0].id, &demand.file);
        let (lon, lat) = (site_at[0].lon_deg(), site_at[0].lat_deg());
        let (from_lon, from_lat) = (demand_at[0].lon_deg(), demand_at[0].lat_deg());
        let cause = text!(
            "none of the {count} sites lies near the demand; `{id}` is at [{lon}, {lat}], the demand around [{from_lon}, {from_lat}] ({file})",
            "{count} 个点位都不在需求点附近；`{id}` 位于 [{lon}, {lat}]，需求点在 [{from_lon}, {from_lat}] 一带（{file}）"
        );
        let action = text!(
            "check that both layers are of the same area and in WGS84",
            "请核对两个图层是否属同一地区，且均为 WGS84"
        );
        sink.push(Code::LAYER_ELSEWHERE, Place::file(&sites.file).at("geometry"), cause, action);
    }
}
