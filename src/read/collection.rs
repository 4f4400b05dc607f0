//! A GeoJSON layer → features with number, id, properties and a good geometry.

use super::catalogue::Code;
use super::geometry::{Read, Shape, on_earth, read_geometry};
use super::issue::Place;
use super::json::{Envelope, read_collection};
use super::outline;
use super::sink::{Member, Sink};
use super::source::{InputFile, Role, open};
use crate::domain::Properties;
use geo::{Coord, Geometry};
use serde_json::Value;
use std::path::Path;

/// A layer that was read.
#[derive(Debug)]
pub(super) struct Layer {
    /// The file, as the plan names it.
    pub(super) file: String,
    /// The features; one that is none at all leaves its place empty.
    pub(super) features: Vec<Option<RawFeature>>,
    /// For the record of the run.
    pub(super) record: InputFile,
}

/// A feature that was read, its properties not yet looked at.
#[derive(Debug)]
pub(super) struct RawFeature {
    /// Its position in the layer, from 1.
    pub(super) number: usize,
    /// Its id: the property `id`, else the member `id`; numbers become text.
    pub(super) id: Option<String>,
    /// All properties.
    pub(super) properties: Properties,
    /// The geometry; none when it has a problem (which is in the sink).
    pub(super) geometry: Option<Geometry<f64>>,
    /// Of lines: the height of each position in metres, where given.
    pub(super) heights_m: Vec<Option<f32>>,
}

impl RawFeature {
    /// Where the feature is.
    pub(super) fn place(&self, file: &str) -> Place {
        Place::feature(file, self.number, self.id.as_deref())
    }
}

/// Reads the layer `name` at `path`; none when the file gives no features to look at.
pub(super) fn read_layer(
    sink: &Sink,
    path: &Path,
    name: &str,
    role: Role,
    shape: Shape,
) -> Option<Layer> {
    read_layer_by(sink, path, name, role, shape, "id")
}

/// The same, its ids in the property `id_field`.
pub(super) fn read_layer_by(
    sink: &Sink,
    path: &Path,
    name: &str,
    role: Role,
    shape: Shape,
    id_field: &str,
) -> Option<Layer> {
    let source = open(sink, path, name, role)?;
    let mut features = Vec::new();
    let mut strays = Vec::new();
    let envelope = read_collection(sink, name, &source.text, |number, item| {
        let read = read_feature(sink, name, number, item, (shape, id_field), &mut strays);
        features.push(read);
    })?;
    let crs_stands = check_crs(sink, name, &envelope);
    if !check_kind(sink, name, &envelope) {
        return None;
    }
    if crs_stands {
        report_strays(sink, name, &strays);
    }
    if features.is_empty() && role != Role::Medical {
        let cause = "the layer has no features";
        sink.push(
            Code::LAYER_EMPTY,
            Place::file(name),
            cause,
            "export the layer again, with its features",
        );
        return None;
    }
    check_duplicate_ids(sink, name, id_field, &features);
    let record = InputFile {
        features: features.len(),
        ..source.record
    };
    Some(Layer {
        file: name.into(),
        features,
        record,
    })
}

fn check_kind(sink: &Sink, file: &str, envelope: &Envelope) -> bool {
    let cause = match envelope.kind.as_deref() {
        Some("FeatureCollection") if envelope.has_features => return true,
        Some("FeatureCollection") => "the collection has no list `features`".into(),
        Some(kind) => format!("the file is a {kind}, not a FeatureCollection"),
        None => "the object has no `type`; a layer is a FeatureCollection".into(),
    };
    let action = "export the whole layer as a GeoJSON FeatureCollection";
    sink.push(Code::NOT_A_COLLECTION, Place::file(file), cause, action);
    false
}

/// GeoJSON is WGS84; a `crs` member of older files may name it, or CGCS2000, which is the same within a metre.
/// False when it names another one.
fn check_crs(sink: &Sink, file: &str, envelope: &Envelope) -> bool {
    let Some(crs) = &envelope.crs else {
        return true;
    };
    let place = || Place::file(file).at("crs");
    let name = crs.pointer("/properties/name").and_then(Value::as_str);
    let Some(name) = name else {
        let cause = "`crs` does not name a coordinate reference system";
        sink.push(
            Code::CRS_REFUSED,
            place(),
            cause,
            "reproject the layer to EPSG:4326, or remove `crs`",
        );
        return false;
    };
    let plain = name.to_ascii_uppercase();
    let last = plain.rsplit([':', '/', '#']).next().unwrap_or_default();
    match last {
        "CRS84" | "CRS84H" | "4326" | "WGS84" | "WGS 84" => true,
        "4490" | "CGCS2000" => {
            let cause = format!(
                "`{name}` is CGCS2000; it is taken as WGS84, from which it differs by less than a metre"
            );
            sink.push(
                Code::CRS_TAKEN_AS_WGS84,
                place(),
                cause,
                "nothing needs doing",
            );
            true
        }
        _ => {
            let cause = format!("the layer's coordinate system is `{name}`, not WGS84");
            sink.push(
                Code::CRS_REFUSED,
                place(),
                cause,
                "reproject the layer to EPSG:4326 and export it again",
            );
            false
        }
    }
}

/// A feature with a position that is not on the earth.
struct Stray {
    number: usize,
    id: Option<String>,
    at: Coord<f64>,
}

fn report_strays(sink: &Sink, file: &str, strays: &[Stray]) {
    let swapped = |stray: &&Stray| {
        on_earth(Coord {
            x: stray.at.y,
            y: stray.at.x,
        })
    };
    let member = |stray: &Stray, why: &str| Member {
        number: stray.number,
        id: stray.id.clone(),
        cause: format!("[{}, {}] {why}", stray.at.x, stray.at.y),
    };
    let (turned, far): (Vec<_>, Vec<_>) = strays.iter().partition(swapped);
    let turned: Vec<Member> = turned
        .into_iter()
        .map(|stray| {
            member(
                stray,
                "is a position only with latitude and longitude exchanged",
            )
        })
        .collect();
    let far: Vec<Member> = far
        .into_iter()
        .map(|stray| {
            let metres = stray.at.x.abs().max(stray.at.y.abs()) > 1000.0;
            let why = "is beyond ±180 degrees of longitude or ±90 degrees of latitude";
            let metres = if metres {
                "; it looks like metres of a projection"
            } else {
                ""
            };
            member(stray, &format!("{why}{metres}"))
        })
        .collect();
    let action = "write longitude first, then latitude";
    sink.push_group(Code::POSITIONS_SWAPPED, file, "geometry", &turned, action);
    let action = "reproject the layer to EPSG:4326, or correct the position";
    sink.push_group(Code::POSITION_OUT_OF_RANGE, file, "geometry", &far, action);
}

fn read_feature(
    sink: &Sink,
    file: &str,
    number: usize,
    item: Value,
    (shape, id_field): (Shape, &str),
    strays: &mut Vec<Stray>,
) -> Option<RawFeature> {
    let refuse = |cause: &str| {
        let place = Place::feature(file, number, None);
        sink.push(Code::NOT_A_FEATURE, place, cause, "repair or remove it");
        None
    };
    let Value::Object(mut feature) = item else {
        return refuse("this item of `features` is not an object");
    };
    if feature.get("type").and_then(Value::as_str) != Some("Feature") {
        return refuse("this item of `features` does not have the type Feature");
    }
    let Some(Value::Object(properties)) = feature.remove("properties") else {
        return refuse("the feature has no object `properties`");
    };
    let member = feature.get("id").filter(|_| id_field == "id");
    let id = [properties.get(id_field), member]
        .into_iter()
        .flatten()
        .find_map(id_text);
    let mut heights_m = Vec::new();
    let geometry = match shape {
        Shape::Ignored => None,
        _ => {
            let value = feature.get("geometry").unwrap_or(&Value::Null);
            let place = Place::feature(file, number, id.as_deref()).at("geometry");
            let read = sound_geometry(sink, &place, value, shape, |at| {
                let id = id.clone();
                strays.push(Stray { number, id, at });
            });
            read.map(|read| {
                heights_m = read.heights_m;
                read.geometry
            })
        }
    };
    Some(RawFeature {
        number,
        id,
        properties,
        geometry,
        heights_m,
    })
}

fn sound_geometry(
    sink: &Sink,
    place: &Place,
    value: &Value,
    shape: Shape,
    stray: impl FnOnce(Coord<f64>),
) -> Option<Read> {
    match read_geometry(value, shape) {
        Err(flaws) => {
            for flaw in flaws {
                sink.push(flaw.code, place.clone(), flaw.cause, flaw.action);
            }
            None
        }
        Ok(read) => {
            if let Some(at) = read.astray {
                stray(at);
                return None;
            }
            if let Some(flaw) = outline::flaw(&read.geometry) {
                let action = "repair the outline, for instance with `fix geometries` in QGIS";
                sink.push(Code::RING_CROSSES, place.clone(), flaw, action);
                return None;
            }
            Some(read)
        }
    }
}

/// An id as text: text as it is, a number without a needless `.0`.
pub(super) fn id_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Number(number) => {
            let text = number.to_string();
            Some(text.strip_suffix(".0").unwrap_or(&text).to_owned())
        }
        _ => None,
    }
}

fn check_duplicate_ids(sink: &Sink, file: &str, id_field: &str, features: &[Option<RawFeature>]) {
    let mut first = std::collections::HashMap::new();
    for feature in features.iter().flatten() {
        let Some(id) = &feature.id else { continue };
        match first.entry(id) {
            std::collections::hash_map::Entry::Vacant(place) => {
                place.insert(feature.number);
            }
            std::collections::hash_map::Entry::Occupied(earlier) => {
                let cause = format!("feature {} has the id `{id}` already", earlier.get());
                sink.push(
                    Code::DUPLICATE_ID,
                    feature.place(file).at(id_field),
                    cause,
                    "give each feature its own id",
                );
            }
        }
    }
}
