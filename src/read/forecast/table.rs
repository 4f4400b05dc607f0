//! Reads a table of figures given as the forecast: a row for each area, year, variant and group.

use super::areas::{CountedArea, lies_in};
use super::cells::{area as area_of, count, find, name_of};
use super::census::{AREAS, NAMES, PERSONS};
use super::settings::GROUP_ACTION;
use super::source::ForecastSource;
use crate::domain::forecast::{AreaMethod, AreaOutlook, PeopleGroup, Variant};
use crate::domain::{Phrase, Text, phrase, text};
use crate::read::catalogue::Code;
use crate::read::issue::{Place, Usual};
use crate::read::layers::sheet::read_sheet;
use crate::read::sink::Sink;
use crate::read::source::{InputFile, Role};
use std::collections::BTreeMap;

const YEARS: &[&str] = &["year", "年份", "年"];
const GROUPS: &[&str] = &["group", "人群", "年龄组"];
const VARIANTS: &[&str] = &["variant", "方案"];

/// The key of a row.
type Key = (String, i32, Variant, PeopleGroup);

/// The areas of the table with their figures, in the order of their codes.
pub(super) fn areas(
    sink: &Sink,
    source: &ForecastSource,
    groups: &[PeopleGroup],
    inputs: &mut Vec<InputFile>,
) -> Option<Vec<CountedArea>> {
    let Some(path) = &source.table else {
        let cause = text!(
            "the method takes figures from a table, but none is named",
            "该方法取自表格数据，但未写明表格"
        );
        let action = text!("name it: --table figures.csv", "请写明：--table figures.csv");
        return sink.refuse(Code::FORECAST_INCOMPLETE, Place::file("--table"), cause, action);
    };
    let file = path.display().to_string();
    let head = |row: &[String]| find(row, GROUPS);
    let sheet = read_sheet(sink, path, &file, Role::Table, None, head)?;
    inputs.push(sheet.record.clone());
    let header = &sheet.header;
    let column = |names: &[&str]| {
        let found = find(header, names);
        if found.is_none() {
            let name = names[0];
            let cause = text!("no column `{name}`", "没有 `{name}` 列");
            let action = text!(
                "give the columns `area`, `year`, `group` and `persons`",
                "请给出 `area`、`year`、`group` 和 `persons` 列"
            );
            sink.push(Code::FIELD_MISSING, Place::file(&file).at(names[0]), cause, action);
        }
        found
    };
    let needed = [YEARS, GROUPS, PERSONS].map(column);
    let [Some(year), Some(group), Some(persons)] = needed else {
        return None;
    };
    let (area, name, variant) = (find(header, AREAS), find(header, NAMES), find(header, VARIANTS));
    let mut figures: BTreeMap<Key, f64> = BTreeMap::new();
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    let mut sound = true;
    for row in sheet.rows.iter() {
        let place = Place::line(&file, row.line);
        let refuse = |code, column: usize, what: Phrase, action: Text| {
            let cell = row.cell(column).trim();
            let cause = text!("`{cell}` is not a {what}", "`{cell}` 不是{what}"; what);
            sink.push(code, place.clone().at(&header[column]), cause, action);
        };
        let of_variant = match variant.map(|column| (column, row.cell(column).trim())) {
            None | Some((_, "")) => Some(Variant::Medium),
            Some((_, word)) if word.starts_with("draw-") => continue,
            Some((column, word)) => Variant::from_word(word).or_else(|| {
                let action =
                    text!("write `low`, `medium` or `high`", "请写 `low`、`medium` 或 `high`");
                refuse(Code::UNKNOWN_WORD, column, phrase("variant", "方案"), action);
                None
            }),
        };
        let of_year = row.cell(year).trim().parse::<i32>().ok().or_else(|| {
            let action = text!("write for instance 2025", "请写成 2025 等形式");
            refuse(Code::FIELD_WRONG_TYPE, year, phrase("year", "年份"), action);
            None
        });
        let of_group = PeopleGroup::parse(row.cell(group)).or_else(|| {
            refuse(Code::GROUP_UNKNOWN, group, phrase("group", "人群"), GROUP_ACTION.into());
            None
        });
        let people = count(sink, place.clone().at(&header[persons]), row.cell(persons));
        let (Some(of_variant), Some(of_year), Some(of_group), Some(people)) =
            (of_variant, of_year, of_group, people)
        else {
            sound = false;
            continue;
        };
        let Some(id) = area_of(sink, &place, area.map_or("all", |area| row.cell(area))) else {
            sound = false;
            continue;
        };
        names.entry(id.to_owned()).or_insert_with(|| name_of(row, name, id));
        if figures.insert((id.to_owned(), of_year, of_variant, of_group), people).is_some() {
            let cause = text!(
                "another row is of the same area, year, variant and group",
                "另有一行的区域、年份、方案和人群与此相同"
            );
            let action = text!("leave one of the two rows", "请只保留其中一行");
            sink.push(Code::KEY_TWICE, place, cause, action);
            sound = false;
        }
    }
    if !sound {
        return None;
    }
    if names.is_empty() {
        let cause = text!("every row is of a draw", "所有行都是抽样结果");
        let action =
            text!("give rows of low, medium or high", "请给出 low、medium 或 high 方案的行");
        return sink.refuse(Code::FORECAST_INCOMPLETE, Place::file(&file), cause, action);
    }
    check_sums(sink, &file, &figures, &names);
    let found = names.into_iter().map(|(id, name)| {
        let mut table = BTreeMap::new();
        for &year in &source.years {
            for &variant in &source.variants {
                let people = groups
                    .iter()
                    .map(|group| figures.get(&(id.clone(), year, variant, *group)).copied());
                let people: Option<Vec<f64>> = people.collect();
                match people {
                    Some(people) => {
                        check_order(sink, &file, (&id, year, variant), groups, &people);
                        table.insert((year, variant), people);
                    }
                    None => push_missing(sink, &file, (&id, year, variant), groups),
                }
            }
        }
        let method = AreaMethod::Given(table);
        (AreaOutlook { id, name, method }, Vec::new())
    });
    let found: Vec<CountedArea> = found.collect();
    if source.draws > 0 {
        let cause = text!("a given table cannot be drawn from", "给定的表格不能抽样");
        let action = text!("leave --draws out", "请删去 --draws");
        sink.push(Code::FORECAST_INCOMPLETE, Place::file("--draws"), cause, action);
    }
    Some(found)
}

fn push_missing(sink: &Sink, file: &str, of: (&str, i32, Variant), groups: &[PeopleGroup]) {
    let (area, year, variant) = of;
    let words: Vec<String> = groups.iter().map(|group| group.field()).collect();
    let (variant, words) = (variant.text(), Text::names(&words));
    let cause = text!(
        "area `{area}` has no rows of {year}, {variant}, for all of {words}",
        "区域 `{area}` 缺少 {year} 年{variant}的数据行，所需人群：{words}";
        variant, words
    );
    let action = text!(
        "add the rows, or ask for fewer years, variants or groups",
        "请补上数据行，或减少年份、方案或人群"
    );
    sink.push(Code::FORECAST_INCOMPLETE, Place::file(file), cause, action);
}

/// No group is larger than one that it is part of.
fn check_order(
    sink: &Sink,
    file: &str,
    of: (&str, i32, Variant),
    groups: &[PeopleGroup],
    people: &[f64],
) {
    for position in 1..people.len() {
        if people[position] > people[position - 1] {
            let (area, year, variant) = of;
            let variant = variant.text();
            let (inner, inner_people) = (groups[position].text(), people[position]);
            let (outer, outer_people) = (groups[position - 1].text(), people[position - 1]);
            let cause = text!(
                "area `{area}`, {year}, {variant}: {inner} is {inner_people}, more than {outer}, which is {outer_people} and includes them",
                "区域 `{area}`，{year} 年，{variant}：{inner} {inner_people} 人，多于包含它的{outer} {outer_people} 人";
                variant, inner, outer
            );
            sink.push(Code::FORECAST_CONTRADICTS, Place::file(file), cause, Usual);
        }
    }
}

/// Checks that areas within another add up to it, up to half a person each.
fn check_sums(
    sink: &Sink,
    file: &str,
    figures: &BTreeMap<Key, f64>,
    names: &BTreeMap<String, String>,
) {
    let mut parts: BTreeMap<Key, (f64, usize)> = BTreeMap::new();
    for ((id, year, variant, group), people) in figures {
        let around = names.keys().filter(|outer| lies_in(id, outer));
        let Some(outer) = around.max_by_key(|outer| outer.len()) else {
            continue;
        };
        let sum = parts.entry((outer.clone(), *year, *variant, *group)).or_default();
        *sum = (sum.0 + people, sum.1 + 1);
    }
    for (key, (sum, count)) in parts {
        let Some(whole) = figures.get(&key) else {
            continue;
        };
        if (whole - sum).abs() > 0.5 * count as f64 + 1e-6 * whole {
            let (id, year, variant, group) = key;
            let (group, variant) = (group.text(), variant.text());
            let cause = text!(
                "{group} of `{id}` in {year}, {variant}, is {whole}, but its {count} parts add up to {sum}",
                "`{id}` {year} 年{variant}的{group}为 {whole} 人，而其 {count} 个下级区域合计 {sum} 人";
                group, variant
            );
            sink.push(Code::FORECAST_SUMS, Place::file(file), cause, Usual);
        }
    }
}
