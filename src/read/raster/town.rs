//! Towns in which people are counted or spread.

use super::source::DemandSource;
use crate::domain::crs::Projector;
use crate::domain::{PropertyValue, Text, text};
use crate::read::catalogue::Code;
use crate::read::collection::{Layer, RawFeature};
use crate::read::sink::Sink;
use geo::{BoundingRect, Coord, CoordsIter, Geometry, Polygon, Rect};
use serde_json::Value;

/// The relevant properties of a town.
pub(super) struct Town {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) outline: Geometry<f64>,
    pub(super) population: Option<f64>,
    pub(super) ageing_rate: Option<f64>,
    pub(super) setting: Option<Value>,
}

impl Town {
    pub(super) fn new(
        sink: &Sink,
        layer: &Layer,
        raw: &RawFeature,
        source: &DemandSource,
    ) -> Option<Self> {
        let value = |field: &str| {
            let theirs = raw
                .names
                .iter()
                .find(|(known, _)| known == field)
                .map_or(field, |(_, theirs)| theirs);
            raw.properties.get(theirs).filter(|value| !value.is_null())
        };
        let missing = |field: &str, cause: Text| {
            let place = raw.place(&layer.file).at(field);
            let action = text!("add `{field}`", "补上 `{field}`");
            sink.push(Code::FIELD_MISSING, place, cause, action);
        };
        let figure = |field: &str| {
            value(field).and_then(PropertyValue::as_f64).filter(|figure| *figure >= 0.0)
        };
        let population = figure("population");
        let needed = source.raster.is_none() || source.fit;
        if needed && population.is_none() {
            let cause = text!(
                "`population` is missing or not a number of at least 0, but is needed to spread the town's people",
                "`population` 缺失或不是不小于 0 的数，而分布镇街人口需要它"
            );
            missing("population", cause);
        }
        if raw.id.is_none() {
            missing("id", text!("`id` is missing", "缺少 `id`"));
        }
        let ageing_rate = figure("ageing_rate");
        let is_rate = ageing_rate.is_none_or(|rate| rate <= 1.0);
        if let (Some(rate), false) = (ageing_rate, is_rate) {
            let cause = text!(
                "`ageing_rate` is {rate}; it is a number from 0 to 1",
                "`ageing_rate` 为 {rate}；应为 0 至 1 之间的数"
            );
            let action = text!("write 25 % as 0.25", "25 % 写作 0.25");
            let place = raw.place(&layer.file).at("ageing_rate");
            sink.push(Code::RATE_NOT_A_SHARE, place, cause, action);
        }
        let id = raw.id.clone()?;
        let name = value("name").and_then(PropertyValue::as_str).unwrap_or(&id).to_owned();
        Some(Self {
            name,
            id,
            outline: raw.geometry.clone()?,
            population,
            ageing_rate,
            setting: value("setting").map(PropertyValue::to_json),
        })
        .filter(|town| is_rate && (!needed || town.population.is_some()))
    }
}

pub(super) fn around(towns: &[Town]) -> Option<Rect<f64>> {
    hull(towns.iter().filter_map(|town| town.outline.bounding_rect()))
}

fn hull(boxes: impl IntoIterator<Item = Rect<f64>>) -> Option<Rect<f64>> {
    boxes.into_iter().reduce(|a, b| {
        Rect::new(
            (a.min().x.min(b.min().x), a.min().y.min(b.min().y)),
            (a.max().x.max(b.max().x), a.max().y.max(b.max().y)),
        )
    })
}

/// The box around an outline; two where the meridian of 180° cuts it.
pub(super) fn boxes(outline: &Geometry<f64>) -> Vec<Rect<f64>> {
    let all = outline.bounding_rect();
    match (outline, all) {
        (Geometry::MultiPolygon(parts), Some(all)) if all.width() > 180.0 => {
            let parts = parts.iter().filter_map(|part| part.bounding_rect());
            let (west, east): (Vec<_>, Vec<_>) = parts.partition(|part| part.max().x < 0.0);
            [west, east].into_iter().filter_map(hull).collect()
        }
        _ => all.into_iter().collect(),
    }
}

/// The bounding box of the towns in the raster's own system; none where part of them cannot be converted to it.
pub(super) fn window(towns: &[Town], projector: &Projector) -> Option<Rect<f64>> {
    let mut corners: Option<(Coord<f64>, Coord<f64>)> = None;
    for at in towns.iter().flat_map(|town| along(&town.outline)) {
        let at = projector.project(at)?;
        let (low, high) = corners.get_or_insert((at, at));
        *low = Coord { x: low.x.min(at.x), y: low.y.min(at.y) };
        *high = Coord { x: high.x.max(at.x), y: high.y.max(at.y) };
    }
    corners.map(|(low, high)| Rect::new(low, high))
}

/// Positions along an outline, at most about a kilometre apart, because straight lines may be curved in the raster's
/// system.
fn along(outline: &Geometry<f64>) -> Vec<Coord<f64>> {
    const STEP_DEG: f64 = 0.01;
    const MOST_STEPS: f64 = 1_000.0;
    let polygons: Vec<&Polygon<f64>> = match outline {
        Geometry::Polygon(one) => vec![one],
        Geometry::MultiPolygon(many) => many.0.iter().collect(),
        _ => return outline.coords_iter().collect(),
    };
    let mut found = Vec::new();
    for line in polygons.iter().flat_map(|polygon| polygon.exterior().lines()) {
        let long = line.dx().abs().max(line.dy().abs());
        let steps = (long / STEP_DEG).ceil().clamp(1.0, MOST_STEPS);
        let at = |step: usize| line.start + line.delta() * (step as f64 / steps);
        found.extend((0..steps as usize).map(at));
    }
    found
}
