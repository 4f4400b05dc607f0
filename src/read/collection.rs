//! Reads a layer into features with number, id, properties and a valid geometry in WGS84. `layers` turns other formats
//! into GeoJSON features.

use super::antimeridian;
use super::catalogue::Code;
use super::envelope::{check_kind, declared};
use super::geometry::{RawGeometry, Shape, on_earth, read_geometry};
use super::issue::{Place, Usual};
use super::json::read_collection;
use super::layers::{self, Declared, Kind, Receiver, Source, has_layers, settle_crs};
use super::out_of_range::{OutOfRange, geometry_to_wgs84, looks_like_degrees, report_out_of_range};
use super::outline;
use super::sequence::of_sequence;
use super::sink::Sink;
use super::source::{InputFile, LAYER_LIMIT_FEATURES, Role, check_count, open};
use crate::domain::crs::{Crs, CrsError, Projector};
use crate::domain::{Members, Properties, PropertyValue, SharedNames, Text, phrase, text};
use geo::{Coord, Geometry};
use serde_json::Value;
use std::path::Path;
use std::sync::Arc;

/// The largest number up to which a float holds all whole ones.
const MOST_EXACT: f64 = (1_u64 << f64::MANTISSA_DIGITS) as f64;

/// A layer that was read.
#[derive(Debug, Clone)]
pub(super) struct Layer {
    /// The file, as the plan names it.
    pub(super) file: String,
    /// The system that its positions were in; they are WGS84 now.
    pub(super) crs: Crs,
    /// The features; none for an item that is not a feature.
    pub(super) features: Vec<Option<RawFeature>>,
    /// For the record of the run.
    pub(super) record: InputFile,
}

/// A feature that was read, its properties not yet looked at.
#[derive(Debug, Clone)]
pub(super) struct RawFeature {
    /// Its position in the layer, from 1.
    pub(super) number: usize,
    /// Its id: the property `id`, else the member `id`; numbers become text.
    pub(super) id: Option<String>,
    /// All properties.
    pub(super) properties: Properties,
    /// The geometry; none when it has a problem, which is in the sink.
    pub(super) geometry: Option<Geometry<f64>>,
    /// Of lines: the height of each position in metres, where given.
    pub(super) heights_m: Vec<Option<f32>>,
    /// The properties that have other names in the file.
    pub(super) names: Aliases,
    /// Its line, in a table whose rows may have no place.
    pub(super) line: Option<usize>,
}

/// Pairs of a property of the format and its name in the file.
pub(super) type Aliases = Arc<Vec<(String, String)>>;

impl RawFeature {
    /// Its name, where it states one.
    pub(super) fn name(&self) -> Option<&str> {
        self.given("name")?.as_str()
    }

    /// The value of a property of the format, by its own name or that in the file; null counts.
    pub(super) fn given(&self, field: &str) -> Option<PropertyValue<'_>> {
        let theirs = || self.names.iter().find(|(own, _)| own == field);
        self.properties.get(field).or_else(|| self.properties.get(&theirs()?.1))
    }

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
    read_layer_by(sink, &Source::new(path, name), role, shape, "id")
}

/// Reads the layer of `source`, of any format, with ids from the property `id_field` and positions in WGS84.
pub(super) fn read_layer_by(
    sink: &Sink,
    source: &Source,
    role: Role,
    shape: Shape,
    id_field: &str,
) -> Option<Layer> {
    if let (Some(layer), false) = (&source.layer, has_layers(&source.path)) {
        let cause = text!(
            "the file holds one layer, but `{layer}` of it is asked for",
            "文件只有一个图层，但要求的是其中的 `{layer}`"
        );
        let action = text!(
            "leave the layer out; only GeoPackages (.gpkg), workbooks (.xlsx) and archives (.zip) have layers by name",
            "不写图层名；只有 GeoPackage（.gpkg）、工作簿（.xlsx）和压缩文件（.zip）有按名称区分的图层"
        );
        let place = Place::file(&source.name).at("layer");
        sink.push(Code::LAYER_NOT_FOUND, place, cause, action);
        return None;
    }
    if Kind::of(&source.path) == Kind::Archive {
        let unpacked = layers::unpack(sink, source, role)?;
        let layer = read_layer_by(sink, &unpacked.source, role, shape, id_field)?;
        let record = InputFile { features: layer.features.len(), ..unpacked.record };
        return Some(Layer { record, ..layer });
    }
    let mut gather = Gather {
        sink,
        source,
        shape,
        id_field,
        crs: Crs::Wgs84,
        way: Projector::new(Crs::Wgs84).ok()?,
        is_placed: false,
        names: SharedNames::default(),
        features: Vec::new(),
        strange: 0,
        out_of_range: Vec::new(),
    };
    let record = match Kind::of(&source.path) {
        Kind::GeoJson => gather.geojson(role)?,
        _ => layers::read(sink, source, role, &mut gather)?,
    };
    let Gather { features, out_of_range, crs, .. } = gather;
    let name = &source.name;
    report_out_of_range(sink, source, &out_of_range);
    if features.is_empty() && role != Role::Medical {
        let cause = text!("the layer has no features", "图层没有要素");
        let action = text!("export the layer again, with its features", "连同要素重新导出图层");
        sink.push(Code::LAYER_EMPTY, Place::file(name), cause, action);
        return None;
    }
    check_duplicate_ids(sink, name, id_field, &features);
    let record = InputFile { features: features.len(), ..record };
    Some(Layer { file: name.into(), crs, features, record })
}

/// A layer that is being read.
struct Gather<'a> {
    sink: &'a Sink,
    source: &'a Source,
    shape: Shape,
    id_field: &'a str,
    /// The system of its positions, and the way from there to WGS84.
    crs: Crs,
    way: Projector,
    /// Of layouts: whether the system is known.
    is_placed: bool,
    names: SharedNames,
    features: Vec<Option<RawFeature>>,
    /// The items that are no features.
    strange: usize,
    out_of_range: Vec<OutOfRange>,
}

/// The items that may be no features before reading ends.
const MOST_STRANGE: usize = 1_000;

impl Gather<'_> {
    /// The conversion from `crs` to WGS84.
    fn projector(&self, crs: Crs) -> Option<Projector> {
        let refuse = |error: CrsError| {
            let action = text!(
                "reproject the layer to EPSG:4326 and export it again",
                "将图层转换到 EPSG:4326 后重新导出"
            );
            let place = Place::file(&self.source.name).at("crs");
            self.sink.push(Code::CRS_REFUSED, place, &error, action);
        };
        Projector::new(crs).map_err(refuse).ok()
    }

    fn geojson(&mut self, role: Role) -> Option<InputFile> {
        let (sink, source) = (self.sink, self.source);
        let name = &source.name;
        let mut text = open(sink, &source.path, name, role)?;
        if let Some(collection) = of_sequence(&source.path, &text.text) {
            text.text = collection;
        }
        // The coordinate system is needed before the positions, but may come after them in the file.
        let declared = match text.text.contains("\"crs\"") {
            true => declared(sink, name, &text.text),
            false => Some(Declared::Wgs84),
        };
        let known = declared.is_some_and(|declared| self.declare(&declared).is_some());
        let envelope =
            read_collection(sink, name, &text.text, |_, item| self.take(item).is_some())?;
        if !check_kind(sink, name, &envelope) {
            return None;
        }
        if !known {
            // Without a known system positions cannot be checked.
            self.out_of_range.clear();
        }
        Some(text.record)
    }
}

impl Receiver for Gather<'_> {
    fn declare(&mut self, declared: &Declared) -> Option<()> {
        if self.shape == Shape::Ignored {
            // Where no system is known, no position is.
            let crs = settle_crs(&Sink::default(), self.source, declared);
            let way = crs.and_then(|crs| Projector::new(crs).ok());
            self.is_placed = way.is_some();
            if let Some(way) = way {
                self.way = way;
            }
        } else {
            let crs = settle_crs(self.sink, self.source, declared)?;
            self.way = self.projector(crs)?;
            self.crs = crs;
        }
        Some(())
    }

    fn take(&mut self, item: Value) -> Option<()> {
        let Self { sink, source, .. } = *self;
        let file = &source.name;
        let number = self.features.len() + 1;
        let read = self.read_feature(number, item);
        self.strange += usize::from(read.is_none());
        self.features.push(read);
        if self.strange > MOST_STRANGE {
            let cause = text!(
                "more than {MOST_STRANGE} items are no features; the others are not read",
                "超过 {MOST_STRANGE} 项不是要素；其余不再读取"
            );
            return sink.refuse(Code::NOT_A_FEATURE, Place::file(file), cause, Usual);
        }
        let what = phrase("features", "要素");
        check_count(sink, file, what, number, LAYER_LIMIT_FEATURES).then_some(())
    }
}

/// The geometry that is a point on the earth; none where it is another, or not sound.
fn point(geometry: Option<Value>, way: &Projector) -> Option<Geometry<f64>> {
    let mut value = geometry?;
    if !way.is_plain() {
        geometry_to_wgs84(&mut value, way).ok()?;
    }
    let read = read_geometry(&value, Shape::Points).ok()?;
    read.astray.is_none().then_some(read.geometry)
}

impl Gather<'_> {
    fn read_feature(&mut self, number: usize, item: Value) -> Option<RawFeature> {
        let is_placed = self.is_placed;
        let Self { sink, source, shape, id_field, way, names, out_of_range, .. } = self;
        let (sink, file, shape, id_field) = (*sink, &source.name, *shape, *id_field);
        let refuse = |cause: Text| {
            let place = Place::feature(file, number, None);
            sink.push(
                Code::NOT_A_FEATURE,
                place,
                cause,
                text!("repair or remove it", "修正或删去它"),
            );
            None
        };
        let Value::Object(mut feature) = item else {
            return refuse(text!(
                "this item of `features` is not an object",
                "`features` 的这一项不是对象"
            ));
        };
        if feature.get("type").and_then(Value::as_str) != Some("Feature") {
            return refuse(text!(
                "this item of `features` does not have the type Feature",
                "`features` 的这一项的类型不是 `Feature`"
            ));
        }
        let properties = match feature.remove("properties") {
            Some(Value::Object(properties)) => properties,
            // RFC 7946: one without properties.
            Some(Value::Null) => Members::new(),
            _ => {
                return refuse(text!(
                    "the feature has no `properties`, an object or null",
                    "要素没有 `properties`，它应为对象或空值"
                ));
            }
        };
        let properties = names.properties(&properties);
        let member = feature.get("id").filter(|_| id_field == "id").and_then(PropertyValue::plain);
        let ids = || [properties.get(id_field), member].into_iter().flatten();
        let id = ids().find_map(id_text);
        // Those beyond 64 bits are told with the others of the file.
        let rounded = MOST_EXACT..u64::MAX as f64;
        let is_rounded =
            |id| matches!(id, PropertyValue::Figure(id) if rounded.contains(&id.abs()));
        if ids().any(is_rounded) {
            let place = Place::feature(file, number, id.as_deref()).at(id_field);
            let cause = text!(
                "the id is a number of more digits than a number keeps",
                "编号是数字，位数超出数字所能保留的位数"
            );
            sink.push(Code::NUMBER_ROUNDED, place, cause, Usual);
        }
        let line = feature.get(layers::LINE).and_then(Value::as_u64).map(|line| line as usize);
        let mut heights_m = Vec::new();
        let geometry = match shape {
            Shape::Ignored if is_placed => point(feature.remove("geometry"), way),
            Shape::Ignored => None,
            _ => {
                let mut value = feature.remove("geometry").unwrap_or(Value::Null);
                let place = Place::feature(file, number, id.as_deref()).at("geometry");
                let mut stray = |at: Coord<f64>| {
                    let other = Coord { x: at.y, y: at.x };
                    let turned = !looks_like_degrees(at, way.crs())
                        && way.to_wgs84(other).is_some_and(on_earth);
                    let crs = (!way.is_plain()).then(|| way.crs());
                    let id = id.clone();
                    out_of_range.push(OutOfRange { number, id, at, turned, crs });
                };
                let moved = match way.is_plain() {
                    true => Ok(()),
                    false => geometry_to_wgs84(&mut value, way),
                };
                match moved {
                    Ok(()) => {
                        let read = sound_geometry(sink, &place, &value, shape, stray);
                        read.map(|read| {
                            heights_m = read.heights_m;
                            read.geometry
                        })
                    }
                    Err(at) => {
                        stray(at);
                        None
                    }
                }
            }
        };
        Some(RawFeature {
            number,
            id,
            properties,
            geometry,
            heights_m,
            names: Aliases::default(),
            line,
        })
    }
}

fn sound_geometry(
    sink: &Sink,
    place: &Place,
    value: &Value,
    shape: Shape,
    stray: impl FnOnce(Coord<f64>),
) -> Option<RawGeometry> {
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
            let run_on = antimeridian::run_on(&read.geometry);
            if let Some(flaw) = outline::flaw(run_on.as_ref().unwrap_or(&read.geometry)) {
                let action = text!(
                    "repair the outline, for instance with `fix geometries` in QGIS",
                    "修正轮廓，例如用 QGIS 的“修正几何图形”"
                );
                sink.push(Code::RING_CROSSES, place.clone(), flaw, action);
                return None;
            }
            Some(match run_on {
                // A layer on its own stays as it is drawn.
                Some(run_on) if shape != Shape::Any => {
                    let cause = text!(
                        "the outline crosses the meridian of 180° in one piece; it is cut there",
                        "轮廓整块跨越 180° 经线；在该处切开"
                    );
                    sink.push(Code::OUTLINE_CUT, place.clone(), cause, Usual);
                    RawGeometry { geometry: antimeridian::cut(&run_on), ..read }
                }
                _ => read,
            })
        }
    }
}

/// An id as text; numbers without a trailing `.0`.
pub(super) fn id_text(value: PropertyValue<'_>) -> Option<String> {
    match value {
        PropertyValue::Text(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        number if number.as_f64().is_some() => {
            let text = number.to_string();
            Some(text.strip_suffix(".0").unwrap_or(&text).to_owned())
        }
        _ => None,
    }
}

pub(super) fn check_duplicate_ids(
    sink: &Sink,
    file: &str,
    id_field: &str,
    features: &[Option<RawFeature>],
) {
    let mut first = std::collections::HashMap::new();
    for feature in features.iter().flatten() {
        let Some(id) = &feature.id else { continue };
        match first.entry(id) {
            std::collections::hash_map::Entry::Vacant(place) => {
                place.insert(feature.number);
            }
            std::collections::hash_map::Entry::Occupied(earlier) => {
                let earlier = earlier.get();
                let cause = text!(
                    "feature {earlier} has the id `{id}` already",
                    "第 {earlier} 个要素已使用编号 `{id}`"
                );
                let action = text!("give each feature its own id", "为每个要素设置不同的编号");
                let place = feature.place(file).at(id_field);
                sink.push(Code::DUPLICATE_ID, place, cause, action);
            }
        }
    }
}
