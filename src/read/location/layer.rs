//! Layers of demand or sites, from GeoJSON or CSV: items with id, properties and, where given, a position.

use super::csv::{Csv, peek_header};
use super::faults::Faults;
use super::words::number;
use crate::domain::Feature;
use crate::domain::location::MOST_AMOUNT;
use crate::domain::{LonLat, Properties};
use crate::read::catalogue::Code;
use crate::read::collection::{Aliases, RawFeature, read_layer_by};
use crate::read::geometry::Shape;
use crate::read::headings::aliases;
use crate::read::issue::Place;
use crate::read::layers::cells::comma_for_point;
use crate::read::layers::{Columns, Source, is_lent_table};
use crate::read::near::{instead, nearest};
use crate::read::places::as_given;
use crate::read::sink::Sink;
use crate::read::source::{InputFile, Role};
use geo::{Geometry, Point};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A property that the caller may name, and what it calls that: an option of a command.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Named<'a> {
    pub(super) field: Option<&'a str>,
    pub(super) option: Option<&'static str>,
}

impl Named<'_> {
    /// ` with` the option, to follow what is to be named.
    pub(super) fn with_option(self) -> String {
        self.option.map(|option| format!(" with `{option}`")).unwrap_or_default()
    }
}

/// A layer that was read.
#[derive(Debug, Clone)]
pub(super) struct Layer {
    pub(super) file: String,
    pub(super) items: Vec<Item>,
    pub(super) record: InputFile,
    id_field: String,
    /// Whether numbers are written as text, as in CSV.
    of_text: bool,
}

/// An item of a layer.
#[derive(Debug, Clone)]
pub(super) struct Item {
    /// Its position in the layer, from 1.
    number: usize,
    /// Its line, of a table.
    line: Option<usize>,
    pub(super) id: String,
    pub(super) properties: Properties,
    pub(super) geometry: Option<Geometry<f64>>,
}

/// Whether the file is a table rather than GeoJSON, by its ending.
pub(super) fn is_table(path: &Path) -> bool {
    let ending = path.extension().unwrap_or_default().to_ascii_lowercase();
    ["csv", "tsv", "txt"].into_iter().any(|known| ending == known)
}

impl Layer {
    /// Reads a layer; an item without an id is an issue.
    pub(super) fn read(sink: &Sink, path: &Path, role: Role, id: Named<'_>) -> Option<Self> {
        let name = path.display().to_string();
        match is_table(path) || is_lent_table(path) {
            true => of_table(sink, path, &name, role, id),
            false => of_file(sink, &Source::new(path, &name), role, id),
        }
    }

    /// Reads a layer with positions, which tables may also have as x and y or well-known text.
    pub(super) fn read_placed(
        sink: &Sink,
        source: &Source,
        role: Role,
        id: Named<'_>,
    ) -> Option<Self> {
        let (path, name) = (&source.path, &source.name);
        let plain = || {
            let Some(header) = peek_header(path, name) else { return true };
            let columns = Columns::find(&header);
            matches!(columns, None | Some(Columns::Degrees(..)))
                && columns.is_none_or(|own| own.shifted(&header).is_none())
        };
        match is_table(path) && source.crs.is_none() && plain() {
            true => of_table(sink, path, name, role, id),
            false => of_file(sink, source, role, id),
        }
    }

    /// Where an item is.
    pub(super) fn place(&self, item: &Item) -> Place {
        let id = Some(item.id.as_str()).filter(|id| !id.is_empty());
        Place { line: item.line, ..Place::feature(&self.file, item.number, id) }
    }

    /// The ids, in order.
    pub(super) fn ids(&self) -> impl Iterator<Item = &str> {
        self.items.iter().map(|item| item.id.as_str())
    }

    /// The property `asked` for, else the one of `known` that items have, if any.
    pub(super) fn field(
        &self,
        sink: &Sink,
        what: &str,
        asked: Named<'_>,
        known: &[&str],
    ) -> Option<String> {
        let has = |field: &str| self.items.iter().any(|item| item.properties.contains_key(field));
        if let Some(asked) = asked.field {
            if !has(asked) && !self.items.is_empty() {
                let keys: BTreeSet<&str> = self
                    .items
                    .iter()
                    .flat_map(|item| item.properties.keys().map(String::as_str))
                    .collect();
                let keys: Vec<&str> = keys.into_iter().collect();
                let cause =
                    format!("no feature has the property `{asked}`, which is named for {what}");
                let place = Place::file(&self.file).at(asked);
                sink.push(Code::COLUMN_MISSING, place, cause, instead(asked, &keys));
            }
            return Some(asked.to_owned());
        }
        let found: Vec<&str> = known.iter().copied().filter(|field| has(field)).collect();
        if let [first, second, ..] = found[..] {
            let cause = format!("`{first}` and `{second}` can both be {what}");
            let action = format!("name the right one{}", asked.with_option());
            sink.push(Code::COLUMN_UNCLEAR, Place::file(&self.file), cause, &action);
        }
        found.first().map(|&field| field.to_owned())
    }

    /// A number of each item, at least 0; a missing or wrong number is an issue, and 0 here.
    pub(super) fn figures(&self, sink: &Sink, field: &str) -> Vec<f64> {
        // That no item has the field has already been reported.
        if !self.items.iter().any(|item| item.properties.contains_key(field)) {
            return vec![0.0; self.items.len()];
        }
        let figure = |item| self.figure(sink, item, field).unwrap_or(0.0);
        self.items.iter().map(figure).collect()
    }

    fn figure(&self, sink: &Sink, item: &Item, field: &str) -> Option<f64> {
        let refuse = |code, cause: String, action: &str| {
            sink.push(code, self.place(item).at(field), cause, action);
            None
        };
        let figure = match item.properties.get(field) {
            None | Some(Value::Null) => {
                let near = nearest(field, item.properties.keys().map(String::as_str));
                let action = match near {
                    Some(near) => format!("rename `{near}` to `{field}`"),
                    None => format!("add `{field}`"),
                };
                return refuse(Code::FIELD_MISSING, format!("`{field}` is missing"), &action);
            }
            Some(Value::Number(figure)) => figure.as_f64(),
            Some(Value::String(text)) if self.of_text => number(text.as_bytes()),
            Some(_) => None,
        };
        let shown = || item.properties.get(field).map(Value::to_string).unwrap_or_default();
        match figure {
            None => {
                let text = item.properties.get(field).and_then(Value::as_str);
                let comma = comma_for_point(text.unwrap_or_default());
                let cause = format!("`{field}` is {}, but must be a number{comma}", shown());
                refuse(
                    Code::FIELD_WRONG_TYPE,
                    cause,
                    "write a number, without quotation marks or unit",
                )
            }
            Some(figure) if !figure.is_finite() => {
                let cause = format!("`{field}` is {}, not a finite number", shown());
                refuse(Code::FIGURE_NOT_FINITE, cause, "write the figure")
            }
            Some(figure) if figure < 0.0 => {
                let cause = format!("`{field}` is {figure}; it cannot be below 0");
                refuse(Code::FIGURE_NEGATIVE, cause, "correct the figure")
            }
            Some(figure) if figure > MOST_AMOUNT => {
                let cause =
                    format!("`{field}` is {}; more than 10^15 cannot be calculated with", shown());
                let action = "correct the figure; for no limit write one that is enough for all";
                refuse(Code::QUANTITY_OUT_OF_RANGE, cause, action)
            }
            Some(figure) => Some(figure + 0.0),
        }
    }

    /// A word of each item; empty where it has none.
    pub(super) fn words(&self, field: &str) -> Vec<(&Item, &str)> {
        let items = self.items.iter();
        let words = items.map(|item| {
            let word = item.properties.get(field).and_then(Value::as_str);
            (item, word.unwrap_or_default().trim())
        });
        words.collect()
    }

    /// Takes properties and geometry out of the items, there may be a million of them: as features, and their positions;
    /// none where an item has no position.
    pub(super) fn take_features(&mut self) -> Option<(Vec<Feature>, Vec<LonLat>)> {
        let given = self.items.iter_mut().map(|item| {
            as_given(RawFeature {
                number: 0,
                id: None,
                names: Aliases::default(),
                line: None,
                properties: std::mem::take(&mut item.properties),
                geometry: item.geometry.take(),
                heights_m: Vec::new(),
            })
        });
        given.collect::<Option<Vec<_>>>().map(|given| given.into_iter().unzip())
    }

    /// The property of the ids.
    pub(super) fn id_field(&self) -> &str {
        &self.id_field
    }
}

fn of_file(sink: &Sink, source: &Source, role: Role, asked: Named<'_>) -> Option<Layer> {
    let id_field = asked.field.unwrap_or("id");
    let layer = read_layer_by(sink, source, role, Shape::PointsOrPolygons, id_field)?;
    let name = &source.name;
    let mut items = Vec::with_capacity(layer.features.len());
    for raw in layer.features.into_iter().flatten() {
        let place = raw.place(name);
        let RawFeature { number, id, properties, geometry, .. } = raw;
        let Some(id) = id else {
            push_no_id(sink, &place, (id_field, asked), properties.keys());
            continue;
        };
        items.push(Item { number, line: None, id, properties, geometry });
    }
    Some(Layer {
        file: layer.file,
        items,
        record: layer.record,
        id_field: id_field.into(),
        of_text: false,
    })
}

fn push_no_id<'a>(
    sink: &Sink,
    place: &Place,
    (field, asked): (&str, Named<'_>),
    keys: impl Iterator<Item = &'a String>,
) {
    let other = format!("name the property that is the id{}", asked.with_option());
    let cause = format!("`{field}` is missing");
    let action = match nearest(field, keys.map(String::as_str)) {
        Some(near) => format!("rename `{near}` to `{field}`, or {other}"),
        None => format!("add `{field}`, or {other}"),
    };
    sink.push(Code::FIELD_MISSING, place.clone().at(field), cause, action);
}

fn of_table(sink: &Sink, path: &Path, name: &str, role: Role, asked: Named<'_>) -> Option<Layer> {
    let mut table = Csv::open(sink, path, name)?;
    for (column, field) in table.header.iter().enumerate() {
        if table.header[..column].contains(field) {
            let cause = format!("two columns have the name `{field}`");
            let place = Place { line: Some(1), ..Place::file(name) };
            sink.push(Code::DUPLICATE_KEY, place.at(field), cause, "leave one of the two");
        }
    }
    let id_field = match asked.field.unwrap_or("id") {
        "id" if table.column("id").is_none() => {
            taken_for_id(sink, name, (role, asked), &table).unwrap_or("id")
        }
        named => named,
    };
    let Some(id_column) = table.column(id_field) else {
        let known: Vec<&str> = table.header.iter().map(String::as_str).collect();
        let cause = format!("the table has no column `{id_field}`, which is named for the id");
        let place = Place { line: Some(1), ..Place::file(name) };
        let action = instead(id_field, &known);
        let action = match asked.option {
            Some(option) => format!("{action}; `{option}` names the column"),
            None => action,
        };
        sink.push(Code::COLUMN_MISSING, place, cause, action);
        return None;
    };
    let at = match Columns::find(&table.header) {
        Some(Columns::Degrees(lon, lat)) => Some((lon, lat)),
        _ => None,
    };
    let mut lines = BTreeMap::new();
    let mut items: Vec<Item> = Vec::new();
    while table.next_row() {
        let cells: Option<Vec<String>> =
            (0..table.header.len()).map(|column| table.text(column)).collect();
        let Some(cells) = cells else { continue };
        let id = cells[id_column].clone();
        let number = items.len() + 1;
        let mut place = Place::feature(name, number, Some(id.as_str()).filter(|id| !id.is_empty()));
        place.line = Some(table.line());
        if id.is_empty() {
            push_no_id(sink, &place, (id_field, asked), [].iter());
        } else if let Some(earlier) = lines.insert(id.clone(), table.line()) {
            let cause = format!("line {earlier} has the id `{id}` already");
            sink.push(
                Code::DUPLICATE_ID,
                place.clone().at(id_field),
                cause,
                "give each row its own id",
            );
        }
        let geometry =
            at.and_then(|(lon, lat)| position(&mut table.faults, &place, &cells[lon], &cells[lat]));
        let mut properties = Properties::with_capacity(cells.len());
        let filled = table.header.iter().zip(cells).filter(|(_, cell)| !cell.is_empty());
        properties.extend(filled.map(|(field, cell)| (field.clone(), Value::String(cell))));
        items.push(Item { number, line: place.line, id, properties, geometry });
    }
    if items.is_empty() {
        let cause = "the table has no rows below its header";
        sink.push(
            Code::LAYER_EMPTY,
            Place::file(name),
            cause,
            "export the table again, with its rows",
        );
        return None;
    }
    let rows = items.len();
    Some(Layer {
        file: name.into(),
        items,
        record: table.finish(role, rows),
        id_field: id_field.into(),
        of_text: true,
    })
}

/// The column that stands for `id` in planners' tables, reported.
fn taken_for_id(
    sink: &Sink,
    name: &str,
    (role, asked): (Role, Named<'_>),
    table: &Csv<'_>,
) -> Option<&'static str> {
    let theirs = aliases(role, "id").find(|theirs| table.column(theirs).is_some())?;
    let cause = format!("the table has no column `id`; `{theirs}` is used instead");
    let other = asked.with_option();
    let action = format!("nothing, if that is right; otherwise name the right one{other}");
    sink.push(Code::FIELD_TAKEN_FOR, Place::file(name).at(theirs), cause, action);
    Some(theirs)
}

/// A position from two cells; a wrong one is an issue.
fn position(faults: &mut Faults<'_>, place: &Place, lon: &str, lat: &str) -> Option<Geometry<f64>> {
    let line = place.line;
    let mut read = |what, cell: &str| {
        let figure = number(cell.as_bytes()).filter(|figure| figure.is_finite());
        if figure.is_none() {
            faults.not_a_number(line.unwrap_or(1), what, cell);
        }
        figure
    };
    let (x, y) = (read("lon", lon), read("lat", lat));
    let (x, y) = (x?, y?);
    if LonLat::new(x, y).is_ok() {
        return Some(Geometry::Point(Point::new(x, y)));
    }
    let (code, why) = match LonLat::new(y, x) {
        Ok(_) => {
            (Code::POSITIONS_SWAPPED, "is a position only with latitude and longitude exchanged")
        }
        Err(_) => (
            Code::POSITION_OUT_OF_RANGE,
            "is beyond ±180 degrees of longitude or ±90 degrees of latitude",
        ),
    };
    let cause = format!("[{x}, {y}] {why}");
    let action = "write degrees of WGS84 in `lon` and `lat`; reproject metres to EPSG:4326";
    faults.push(code, line, "lon", cause, action);
    None
}
