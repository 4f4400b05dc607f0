//! KML: all placemarks, whatever folder they are in. (KMZ is an archive of it.)

use super::cells::distinct;
use super::csv::properties;
use super::declared::Declared;
use super::features::{Receiver, feature};
use super::rows::Rows;
use super::source::Source;
use super::{damage, encoding};
use crate::domain::said;
use crate::domain::{Phrase, Text, phrase, text};
use crate::read::caught::caught;
use crate::read::sink::Sink;
use crate::read::source::{FileBytes, InputFile, Role, check_not_utf16, open_bytes};
use kml::types::{Coord, Element, Geometry, LinearRing, Placemark, Polygon};
use kml::{Kml, KmlReader};
use quick_xml::events::Event;
use serde_json::{Value, json};
use std::collections::BTreeMap;

const WHAT: Phrase = phrase("KML", "KML");
/// The deepest nesting that is read: the crate takes a part of the stack for each.
const DEEPEST: usize = 64;

/// Reads all placemarks in the order of the file.
pub(super) fn read(
    sink: &Sink,
    source: &Source,
    role: Role,
    features: &mut dyn Receiver,
) -> Option<InputFile> {
    let name = &source.name;
    let FileBytes { bytes, record } = open_bytes(sink, &source.path, name, role)?;
    let text =
        check_not_utf16(sink, name, &bytes).then(|| encoding::of_xml(sink, name, bytes))??;
    let text = tight(&text);
    let damaged = |why: Text| damage::push(sink, name, WHAT, why);
    match deepest(&text) {
        Ok(deep) if deep <= DEEPEST => {}
        Ok(_) => {
            damaged(text!(
                "its elements are nested too deeply, or do not end",
                "元素嵌套过深，或没有结束标记"
            ));
            return None;
        }
        Err(error) => {
            damaged(said(error));
            return None;
        }
    }
    let parsed = caught(|| KmlReader::<_, f64>::from_string(&text).read());
    let root = match parsed {
        Some(Ok(root)) => root,
        Some(Err(error)) => {
            damaged(said(error));
            return None;
        }
        None => {
            damaged(text!("its elements do not fit one another", "各元素互不相符"));
            return None;
        }
    };
    let mut table = Table::default();
    table.add(root, None);
    table.settle();
    let mut rows = Rows::default();
    for (line, cells) in (1..).zip(table.rows) {
        rows.push_any(line, cells.iter().map(String::as_str));
    }
    let header = names(sink, name, &table.header);
    let rows = properties(&header, rows, &|_| false);
    features.declare(&Declared::Wgs84)?;
    for (number, (row, shape)) in (1..).zip(rows.zip(table.shapes)) {
        let geometry = match shape {
            None => Some(Value::Null),
            Some(shape) => geometry(&shape),
        };
        if geometry.is_none() {
            let why =
                text!("it is a model or a track, which is not read", "这是模型或轨迹，不予读取");
            damage::push_geometry(sink, name, number, why);
        }
        features.take(feature(row, geometry.unwrap_or(Value::Null)))?;
    }
    Some(record)
}

/// The placemarks as rows, in the columns that they have in all.
#[derive(Default)]
struct Table {
    header: Vec<String>,
    /// By name, and whether it is of `ExtendedData`.
    columns: BTreeMap<(String, bool), usize>,
    rows: Vec<Vec<String>>,
    shapes: Vec<Option<Geometry<f64>>>,
}

impl Table {
    fn add(&mut self, part: Kml<f64>, folder: Option<&str>) {
        match part {
            Kml::KmlDocument(document) => self.add_all(document.elements, folder),
            Kml::Document { elements, .. } => self.add_all(elements, folder),
            Kml::Folder(inner) => self.add_all(inner.elements, inner.name.as_deref().or(folder)),
            Kml::Placemark(placemark) => self.add_placemark(placemark, folder),
            _ => {}
        }
    }

    fn add_all(&mut self, parts: Vec<Kml<f64>>, folder: Option<&str>) {
        parts.into_iter().for_each(|part| self.add(part, folder));
    }

    fn add_placemark(&mut self, placemark: Placemark<f64>, folder: Option<&str>) {
        self.rows.push(Vec::new());
        let id = placemark.attrs.get("id").map(String::as_str);
        let own = [("id", id), ("name", placemark.name.as_deref()), ("folder", folder)];
        let description = ("description", placemark.description.as_deref());
        for (column, text) in own.into_iter().chain([description]) {
            self.set(column, false, text.unwrap_or_default());
        }
        placemark.children.iter().for_each(|child| self.add_data(child));
        self.shapes.push(placemark.geometry);
    }

    /// Adds the values of `ExtendedData`.
    fn add_data(&mut self, element: &Element) {
        let value = match element.name.as_str() {
            "SimpleData" => element.content.as_deref(),
            "Data" => element
                .children
                .iter()
                .find(|child| child.name == "value")
                .and_then(|value| value.content.as_deref()),
            "ExtendedData" | "SchemaData" => {
                return element.children.iter().for_each(|child| self.add_data(child));
            }
            _ => return,
        };
        if let Some(name) = element.attrs.get("name") {
            self.set(name, true, value.unwrap_or_default());
        }
    }

    /// Puts data called as a part of the placemark in its place, unless some placemark has both and they differ.
    fn settle(&mut self) {
        let pairs: Vec<(usize, usize)> = self
            .columns
            .iter()
            .filter(|((_, of_data), _)| *of_data)
            .filter_map(|((name, _), &data)| {
                Some((*self.columns.get(&(name.clone(), false))?, data))
            })
            .collect();
        let cell = |row: &[String], at: usize| row.get(at).cloned().unwrap_or_default();
        for (own, data) in pairs {
            let differ = |row: &Vec<String>| {
                let (own, data) = (cell(row, own), cell(row, data));
                !own.is_empty() && !data.is_empty() && own != data
            };
            if self.rows.iter().any(differ) {
                continue;
            }
            self.header[data].clear();
            for row in self.rows.iter_mut().filter(|row| row.len() > data) {
                let text = std::mem::take(&mut row[data]);
                if !text.is_empty() {
                    row[own] = text;
                }
            }
        }
    }

    fn set(&mut self, column: &str, of_data: bool, text: &str) {
        if text.is_empty() {
            return;
        }
        let header = &mut self.header;
        let at = *self.columns.entry((column.to_owned(), of_data)).or_insert_with(|| {
            header.push(column.to_owned());
            header.len() - 1
        });
        if let Some(row) = self.rows.last_mut() {
            row.resize(row.len().max(at + 1), String::new());
            text.clone_into(&mut row[at]);
        }
    }
}

/// The names of the columns, each its own; those without one stay so.
fn names(sink: &Sink, file: &str, header: &[String]) -> Vec<String> {
    let own = header.iter().filter(|name| !name.is_empty()).cloned();
    let mut own = distinct(sink, file, own).into_iter();
    let name = |name: &String| if name.is_empty() { None } else { own.next() };
    header.iter().map(name).map(Option::unwrap_or_default).collect()
}

/// The text without the blanks beside the commas of coordinates, which the crate does not take.
fn tight(text: &str) -> String {
    const END: &str = "coordinates>";
    let mut made = String::with_capacity(text.len());
    for part in text.split_inclusive(END) {
        match part.split_once('<') {
            // What stands between the two tags.
            Some((list, tag)) if tag.starts_with('/') && !tag.contains('<') => {
                let numbers: Vec<&str> = list.split(',').map(str::trim).collect();
                made += &format!("{}<{tag}", numbers.join(","));
            }
            _ => made += part,
        }
    }
    made
}

fn position(at: &Coord<f64>) -> Value {
    at.z.map_or_else(|| json!([at.x, at.y]), |z| json!([at.x, at.y, z]))
}

fn positions(list: &[Coord<f64>]) -> Value {
    list.iter().map(position).collect()
}

/// A geometry as GeoJSON; none for those that have no positions of their own.
fn geometry(shape: &Geometry<f64>) -> Option<Value> {
    let ring = |ring: &LinearRing<f64>| positions(&ring.coords);
    let polygon = |area: &Polygon<f64>| -> Value {
        std::iter::once(&area.outer).chain(&area.inner).map(ring).collect()
    };
    let made = |kind: &str, coordinates: Value| json!({"type": kind, "coordinates": coordinates});
    Some(match shape {
        Geometry::Point(at) => made("Point", position(&at.coord)),
        Geometry::LineString(line) => made("LineString", positions(&line.coords)),
        Geometry::LinearRing(line) => made("LineString", positions(&line.coords)),
        Geometry::Polygon(area) => made("Polygon", polygon(area)),
        Geometry::MultiGeometry(list) => {
            let mut parts = list.geometries.iter().map(geometry).collect::<Option<Vec<_>>>()?;
            let kind = parts.first().and_then(|part| part["type"].as_str().map(str::to_owned));
            match kind {
                Some(_) if parts.len() == 1 => parts.remove(0),
                Some(kind)
                    if ["Point", "LineString", "Polygon"].contains(&kind.as_str())
                        && parts.iter().all(|part| part["type"] == *kind) =>
                {
                    let parts = parts.iter_mut().map(|part| part["coordinates"].take());
                    made(&format!("Multi{kind}"), parts.collect())
                }
                Some(_) => json!({"type": "GeometryCollection", "geometries": parts}),
                None => Value::Null,
            }
        }
        _ => return None,
    })
}

/// How deep elements are nested in XML whose elements end each where it should; `usize::MAX` where one does not end.
///
/// The crate for KML looks for such an end for ever.
fn deepest(text: &str) -> Result<usize, quick_xml::Error> {
    let mut reader = quick_xml::Reader::from_str(text);
    let (mut depth, mut most) = (0, 0);
    loop {
        match reader.read_event()? {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            Event::Eof if depth > 0 => return Ok(usize::MAX),
            Event::Eof => return Ok(most),
            _ => {}
        }
        most = most.max(depth);
    }
}
