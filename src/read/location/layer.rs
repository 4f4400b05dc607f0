//! Layers of demand or sites, from GeoJSON or CSV: items with id, properties and, where given, a position.

use super::csv::{Csv, peek_header};
use super::position::position;
use super::words::number;
use crate::domain::location::MOST_AMOUNT;
use crate::domain::{
    Feature, LonLat, Members, Phrase, Properties, PropertyValue, SharedNames, Text, text,
};
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
use geo::Geometry;
use serde_json::Value;
use std::collections::{BTreeSet, HashMap};
use std::path::Path;

/// A property that the caller may name, and what it calls that: an option of a command.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Named<'a> {
    pub(super) field: Option<&'a str>,
    pub(super) option: Option<&'static str>,
}

impl Named<'_> {
    /// ` with` the option, to follow what is to be named; in Chinese it goes before `写明`.
    pub(super) fn with_option(self) -> Text {
        let with = |option| text!(" with `{option}`", "用 `{option}` ");
        self.option.map(with).unwrap_or_default()
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

    /// The property `asked` for, else the one of `known` that items have, if any: in any case of letters, where not as it is.
    pub(super) fn field(
        &self,
        sink: &Sink,
        what: Phrase,
        asked: Named<'_>,
        known: &[&str],
    ) -> Option<String> {
        let has = |field: &str| self.items.iter().any(|item| item.properties.contains_key(field));
        if let Some(asked) = asked.field {
            if !has(asked) && !self.items.is_empty() {
                let keys: BTreeSet<&str> =
                    self.items.iter().flat_map(|item| item.properties.keys()).collect();
                let keys: Vec<&str> = keys.into_iter().collect();
                let cause = text!(
                    "no feature has the property `{asked}`, which is named for {what}",
                    "没有要素含属性 `{asked}`，而它被指定为{what}";
                    what
                );
                let place = Place::file(&self.file).at(asked);
                sink.push(Code::COLUMN_MISSING, place, cause, instead(asked, &keys));
            }
            return Some(asked.to_owned());
        }
        let mut found: Vec<String> =
            known.iter().filter(|field| has(field)).map(|&field| field.to_owned()).collect();
        if found.is_empty() {
            found.extend(known.iter().filter_map(|field| self.in_any_case(field)));
        }
        if let [first, second, ..] = &found[..] {
            let cause = text!(
                "`{first}` and `{second}` can both be {what}",
                "`{first}` 和 `{second}` 都可能是{what}";
                what
            );
            let option = asked.with_option();
            let action = text!("name the right one{option}", "请{option}写明正确的属性"; option);
            sink.push(Code::COLUMN_UNCLEAR, Place::file(&self.file), cause, action);
        }
        found.into_iter().next()
    }

    /// The property that has this name in any case of letters.
    pub(super) fn in_any_case(&self, name: &str) -> Option<String> {
        let mut keys = self.items.iter().flat_map(|item| item.properties.keys());
        keys.find(|key| key.eq_ignore_ascii_case(name)).map(str::to_owned)
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
        let refuse = |code, cause: Text, action: Text| {
            sink.push(code, self.place(item).at(field), cause, action);
            None
        };
        let figure = match item.properties.get(field) {
            None | Some(PropertyValue::Null) => {
                let near = nearest(field, item.properties.keys());
                let action = match near {
                    Some(near) => {
                        text!("rename `{near}` to `{field}`", "请将 `{near}` 改名为 `{field}`")
                    }
                    None => text!("add `{field}`", "请补上 `{field}`"),
                };
                let cause = text!("`{field}` is missing", "缺少 `{field}`");
                return refuse(Code::FIELD_MISSING, cause, action);
            }
            Some(PropertyValue::Text(text)) if self.of_text => number(text.as_bytes()),
            Some(value) => value.as_f64(),
        };
        let shown =
            || item.properties.get(field).map(|value| value.to_string()).unwrap_or_default();
        match figure {
            None => {
                let text = item.properties.get(field).and_then(PropertyValue::as_str);
                let comma = comma_for_point(text.unwrap_or_default());
                let shown = shown();
                let cause = text!(
                    "`{field}` is {shown}, but must be a number{comma}",
                    "`{field}` 为 {shown}，应为数字{comma}";
                    comma
                );
                let action = text!(
                    "write a number, without quotation marks or unit",
                    "请填写数字，不带引号和单位"
                );
                refuse(Code::FIELD_WRONG_TYPE, cause, action)
            }
            Some(figure) if !figure.is_finite() => {
                let shown = shown();
                let cause = text!(
                    "`{field}` is {shown}, not a finite number",
                    "`{field}` 为 {shown}，不是有限数"
                );
                refuse(Code::FIGURE_NOT_FINITE, cause, text!("write the figure", "请填写数值"))
            }
            Some(figure) if figure < 0.0 => {
                let cause = text!(
                    "`{field}` is {figure}; it cannot be below 0",
                    "`{field}` 为 {figure}，不得小于 0"
                );
                refuse(Code::FIGURE_NEGATIVE, cause, text!("correct the figure", "请更正数值"))
            }
            Some(figure) if figure > MOST_AMOUNT => {
                let shown = shown();
                let cause = text!(
                    "`{field}` is {shown}; more than 10^15 cannot be calculated with",
                    "`{field}` 为 {shown}；超过 10^15 无法计算"
                );
                let action = text!(
                    "correct the figure; for no limit write one that is enough for all",
                    "请更正数值；如不设上限，请填写足够大的数"
                );
                refuse(Code::QUANTITY_OUT_OF_RANGE, cause, action)
            }
            Some(figure) => Some(figure + 0.0),
        }
    }

    /// A word of each item; empty where it has none.
    pub(super) fn words(&self, field: &str) -> Vec<(&Item, &str)> {
        let items = self.items.iter();
        let words = items.map(|item| {
            let word = item.properties.get(field).and_then(PropertyValue::as_str);
            (item, word.unwrap_or_default().trim())
        });
        words.collect()
    }

    /// Takes properties and geometry out of the items, there may be a million of them: as features, and their positions;
    /// none where an item has no position.
    pub(super) fn take_features(&mut self) -> Option<(Vec<Feature>, Vec<LonLat>)> {
        let mut features = Vec::with_capacity(self.items.len());
        let mut positions = Vec::with_capacity(self.items.len());
        for item in &mut self.items {
            let (feature, at) = as_given(RawFeature {
                number: 0,
                id: None,
                names: Aliases::default(),
                line: None,
                properties: std::mem::take(&mut item.properties),
                geometry: item.geometry.take(),
                heights_m: Vec::new(),
            })?;
            features.push(feature);
            positions.push(at);
        }
        Some((features, positions))
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
    keys: impl Iterator<Item = &'a str>,
) {
    let option = asked.with_option();
    let other = text!(
        "name the property that is the id{option}",
        "{option}写明作为编号的属性";
        option
    );
    let cause = text!("`{field}` is missing", "缺少 `{field}`");
    let action = match nearest(field, keys) {
        Some(near) => text!(
            "rename `{near}` to `{field}`, or {other}",
            "请将 `{near}` 改名为 `{field}`，或{other}";
            other
        ),
        None => text!("add `{field}`, or {other}", "请补上 `{field}`，或{other}"; other),
    };
    sink.push(Code::FIELD_MISSING, place.clone().at(field), cause, action);
}

fn of_table(sink: &Sink, path: &Path, name: &str, role: Role, asked: Named<'_>) -> Option<Layer> {
    let mut table = Csv::open(sink, path, name)?;
    for (column, field) in table.header.iter().enumerate() {
        if table.header[..column].contains(field) {
            let cause = text!("two columns have the name `{field}`", "两列同名：`{field}`");
            let place = Place { line: Some(1), ..Place::file(name) };
            let action = text!("leave one of the two", "请只保留其中一列");
            sink.push(Code::DUPLICATE_KEY, place.at(field), cause, action);
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
        let cause = text!(
            "the table has no column `{id_field}`, which is named for the id",
            "表格没有列 `{id_field}`，而它被指定为编号"
        );
        let place = Place { line: Some(1), ..Place::file(name) };
        let action = instead(id_field, &known);
        let action = match asked.option {
            Some(option) => text!(
                "{action}; `{option}` names the column",
                "{action}；列名由 `{option}` 指定";
                action
            ),
            None => action,
        };
        sink.push(Code::COLUMN_MISSING, place, cause, action);
        return None;
    };
    let at = match Columns::find(&table.header) {
        Some(Columns::Degrees(lon, lat)) => Some((lon, lat)),
        _ => None,
    };
    let mut names = SharedNames::default();
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
            push_no_id(sink, &place, (id_field, asked), [].into_iter());
        }
        let geometry =
            at.and_then(|(lon, lat)| position(&mut table.faults, &place, &cells[lon], &cells[lat]));
        let filled = table.header.iter().zip(cells).filter(|(_, cell)| !cell.is_empty());
        let properties: Members =
            filled.map(|(field, cell)| (field.clone(), Value::String(cell))).collect();
        let properties = names.properties(&properties);
        items.push(Item { number, line: place.line, id, properties, geometry });
    }
    if items.is_empty() {
        let cause = text!("the table has no rows below its header", "表头之下没有数据行");
        let action = text!("export the table again, with its rows", "请连同数据行重新导出表格");
        sink.push(Code::LAYER_EMPTY, Place::file(name), cause, action);
        return None;
    }
    let rows = items.len();
    let layer = Layer {
        file: name.into(),
        items,
        id_field: id_field.into(),
        of_text: true,
        record: table.finish(role, rows),
    };
    check_ids_once(sink, &layer);
    Some(layer)
}

/// Reports rows whose id another has already.
fn check_ids_once(sink: &Sink, layer: &Layer) {
    let mut lines = HashMap::with_capacity(layer.items.len());
    for item in layer.items.iter().filter(|item| !item.id.is_empty()) {
        let (id, line) = (&item.id, item.line.unwrap_or_default());
        if let Some(earlier) = lines.insert(id, line) {
            let cause =
                text!("line {earlier} has the id `{id}` already", "第 {earlier} 行已用编号 `{id}`");
            let action = text!("give each row its own id", "请使每行的编号各不相同");
            let place = layer.place(item).at(&layer.id_field);
            sink.push(Code::DUPLICATE_ID, place, cause, action);
        }
    }
}

/// The column that stands for `id` in planners' tables, reported.
fn taken_for_id(
    sink: &Sink,
    name: &str,
    (role, asked): (Role, Named<'_>),
    table: &Csv<'_>,
) -> Option<&'static str> {
    let theirs = aliases(role, "id").find(|theirs| table.column(theirs).is_some())?;
    let cause = text!(
        "the table has no column `id`; `{theirs}` is used instead",
        "表格没有列 `id`；改用 `{theirs}`"
    );
    let other = asked.with_option();
    let action = text!(
        "nothing, if that is right; otherwise name the right one{other}",
        "如无误则无需处理；否则请{other}写明正确的列";
        other
    );
    sink.push(Code::FIELD_TAKEN_FOR, Place::file(name).at(theirs), cause, action);
    Some(theirs)
}
