//! Joins a table of figures to a layer by code or name.

use super::catalogue::Code;
use super::collection::{Layer, RawFeature, id_text};
use super::data::JoinSpec;
use super::issue::{Place, Usual};
use super::layers::cells::Cells;
use super::layers::sheet::read_sheet;
use super::near::instead;
use super::sink::Sink;
use super::source::{InputFile, Role};
use crate::domain::{Phrase, SharedNames, Text, phrase, text};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;

/// The number of keys that a message names; the others are counted.
const NAMED: usize = 10;

/// Adds the table's columns to the features with the same key; a value of the table replaces that of the layer. Returns
/// the record of the table, or none, with issues, when it cannot be joined. `id` is the property used as id where no
/// feature has `id`.
pub(super) fn join(
    sink: &Sink,
    base: &Path,
    layer: &mut Layer,
    spec: &JoinSpec,
    id: Option<&str>,
) -> Option<InputFile> {
    let name = &spec.file;
    let key = |row: &[String]| row.iter().position(|column| *column == spec.key);
    let asked = spec.sheet.as_deref();
    let sheet = read_sheet(sink, &base.join(name), name, Role::Table, asked, key)?;
    let Some(key) = key(&sheet.header) else {
        let known: Vec<&str> = sheet.header.iter().map(String::as_str).collect();
        let own = &spec.key;
        let cause = text!(
            "the table has no column `{own}`, which is named as its key",
            "表中没有指定为关联键的列 `{own}`"
        );
        let action = instead(&spec.key, &known);
        return sink.refuse(Code::FIELD_MISSING, Place::file(name).at(&spec.key), cause, action);
    };
    let mut rows: BTreeMap<Cow<'_, str>, usize> = BTreeMap::new();
    for (position, row) in sheet.rows.iter().enumerate() {
        let word = plain(row.cell(key));
        if word.is_empty() {
            continue;
        }
        if let Some(&earlier) = rows.get(&word) {
            let earlier = sheet.rows.row(earlier).line;
            let cause = text!(
                "line {earlier} has the key `{word}` already",
                "第 {earlier} 行已使用键 `{word}`"
            );
            let action = text!("leave one of the two rows", "两行只留其一");
            let place = Place::line(name, row.line);
            sink.push(Code::KEY_TWICE, place.at(&spec.key), cause, action);
            continue;
        }
        rows.insert(word, position);
    }
    let columns: Vec<(usize, &String)> = sheet
        .header
        .iter()
        .enumerate()
        .filter(|&(column, field)| column != key && !field.is_empty())
        .collect();
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    let mut lonely = Vec::new();
    // The row of each feature.
    let mut matched: Vec<Option<usize>> = Vec::new();
    let file = layer.file.clone();
    for feature in layer.features.iter_mut().flatten() {
        let own = match spec.to.as_str() {
            "id" => feature.id.clone().or_else(|| own_id(feature, id)),
            field => feature.properties.get(field).and_then(id_text),
        };
        let word = plain(own.as_deref().unwrap_or_default());
        let Some(&row) = rows.get(&word) else {
            lonely.push(feature.place(&file).feature_label());
            matched.push(None);
            continue;
        };
        if let Some(earlier) = taken.insert(word.clone().into_owned(), feature.number) {
            let cause = text!(
                "feature {earlier} has the key `{word}` already, and one row belongs to both",
                "第 {earlier} 个要素已使用键 `{word}`，一行同属两者"
            );
            let action = text!("join by a code that is unique", "改用不重复的代码关联");
            sink.push(Code::KEY_TWICE, feature.place(&file).at(&spec.to), cause, action);
        }
        matched.push(Some(row));
    }
    let column = |(column, field): (usize, &'_ String)| {
        (column, field.clone(), Cells::of(sheet.rows.iter().map(|row| row.cell(column))))
    };
    let columns: Vec<(usize, String, Cells)> = columns.into_iter().map(column).collect();
    let mut names = SharedNames::default();
    let pairs = layer.features.iter_mut().flatten().zip(&matched);
    for (feature, row) in pairs.filter_map(|(feature, row)| Some((feature, (*row)?))) {
        let mut properties = feature.properties.to_json();
        for (column, field, cells) in &columns {
            let value = cells.value(sheet.rows.row(row).cell(*column));
            if !value.is_null() {
                properties.insert(field.clone(), value);
            }
        }
        feature.properties = names.properties(&properties);
    }
    let strangers = rows.keys().filter(|word| !taken.contains_key(&***word));
    let named: Vec<Text> =
        strangers.clone().take(NAMED).map(|word| Text::same(format!("`{word}`"))).collect();
    let unmatched = |file: &str, field: &str, what: Phrase, names: &[Text], count: usize| {
        if count > 0 {
            let place = Place::file(file).at(field);
            let names = Text::and_more(names, count);
            let cause = text!("{count} {what}: {names}", "{count} {what}：{names}"; what, names);
            sink.push(Code::ROWS_UNMATCHED, place, cause, Usual);
        }
    };
    let what = phrase("rows belong to no feature", "行不属于任何要素");
    unmatched(name, &spec.key, what, &named, strangers.count());
    let named = &lonely[..lonely.len().min(NAMED)];
    let what = phrase("features have no row in the table", "个要素在表中没有对应的行");
    unmatched(&file, &spec.to, what, named, lonely.len());
    Some(sheet.record)
}

fn own_id(feature: &RawFeature, field: Option<&str>) -> Option<String> {
    feature.properties.get(field?).and_then(id_text)
}

/// A key without whitespace.
fn plain(word: &str) -> Cow<'_, str> {
    match word.contains(char::is_whitespace) {
        true => word.split_whitespace().collect(),
        false => word.into(),
    }
}
