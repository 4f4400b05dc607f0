//! What a table is: by the geometry of its rows, its columns, its names and the name of its file.

use super::asked::Part;
use super::categories::{category, is_medical};
use super::cells::{setting_of_town, setting_of_unit, text};
use super::table::known_columns;
use crate::domain::{Text, text};
use crate::read::Given;
use geo::Geometry;
use std::collections::BTreeSet;

/// How well a table fits a part, and why.
#[derive(Debug)]
pub(super) struct Evidence {
    pub(super) part: Part,
    pub(super) score: u32,
    pub(super) reasons: Vec<Text>,
}

/// From this score on a table is taken to be of a part.
pub(super) const ENOUGH: u32 = 3;

/// Words in the names of files and sheets.
const HINTS: [(Part, &[&str]); 5] = [
    (
        Part::Towns,
        &["镇街", "乡镇", "街镇", "边界", "行政区", "区划", "town", "boundar", "district"],
    ),
    (
        Part::People,
        &["人口", "村", "社区", "居民", "people", "population", "villages", "demand", "census"],
    ),
    (
        Part::Facilities,
        &["养老", "设施", "机构", "站点", "敬老", "facilit", "sites", "care", "homes"],
    ),
    (Part::Medical, &["医", "卫生", "medical", "hospital", "clinic", "health"]),
    (Part::Roads, &["道路", "公路", "路网", "road", "highway", "network", "street"]),
];

/// Columns that say what sort of road a line is.
const ROAD_CLASSES: [&str; 7] =
    ["highway", "fclass", "road_class", "道路等级", "道路类型", "技术等级", "公路等级"];

/// How the table fits each part that it can be, the best first.
pub(super) fn evidence(given: &Given) -> Vec<Evidence> {
    let mut all: Vec<Evidence> = Part::ALL.into_iter().filter_map(|part| of(given, part)).collect();
    all.sort_by_key(|own| std::cmp::Reverse(own.score));
    all
}

/// Whether the polygons are of villages and not of towns: another column than that of the towns' names has those of villages, or
/// most towns have several, each with its own code.
fn are_units(given: &Given, name: Option<&str>, id: Option<&str>) -> bool {
    let said = |column: &str| -> Vec<String> {
        given.rows.iter().filter_map(|row| text(row.properties.get(column)?)).collect()
    };
    let has_villages = given.columns.iter().filter(|own| Some(own.as_str()) != name).any(|own| {
        let all = said(own);
        all.iter().filter(|name| setting_of_unit(name).is_some()).count() * 10 >= all.len() * 6
            && !all.is_empty()
    });
    let distinct = |column: &str| said(column).into_iter().collect::<BTreeSet<_>>().len();
    let each_a_code = || match (name, id) {
        (Some(name), Some(id)) => {
            distinct(name) * 2 < given.rows.len() && distinct(id) == given.rows.len()
        }
        _ => false,
    };
    has_villages || each_a_code()
}

fn of(given: &Given, part: Part) -> Option<Evidence> {
    let shapes = |is_it: fn(&Geometry<f64>) -> bool| {
        given.rows.iter().filter(|row| row.geometry.as_ref().is_some_and(is_it)).count()
    };
    let lines = shapes(|own| matches!(own, Geometry::LineString(_) | Geometry::MultiLineString(_)));
    let polygons = shapes(|own| matches!(own, Geometry::Polygon(_) | Geometry::MultiPolygon(_)));
    let all = given.rows.len();
    let mut found = Evidence { part, score: 0, reasons: Vec::new() };
    let mut add = |score: u32, reason: Text| {
        found.score += score;
        found.reasons.push(reason);
    };
    if (lines * 2 > all) != (part == Part::Roads) {
        return None;
    }
    if part == Part::Roads {
        add(2, text!("lines", "线状要素"));
        // Rivers and boundaries are lines too.
        let is_class = |column: &&String| ROAD_CLASSES.contains(&column.to_lowercase().as_str());
        if let Some(column) = given.columns.iter().find(is_class) {
            add(3, text!("column `{column}`", "有“{column}”列"));
        }
    }
    let columns = known_columns(given, part.role(), &[]);
    let column = |property: &str| {
        let named = columns.iter().find(|own| own.property == property);
        named.map(|own| own.column.as_str())
    };
    let said = |column: &str| -> Vec<String> {
        given.rows.iter().filter_map(|row| text(row.properties.get(column)?)).collect()
    };
    let names: Vec<String> = column("name").map(said).unwrap_or_default();
    let share = |is_it: &dyn Fn(&str) -> bool| {
        let count = names.iter().filter(|name| is_it(name)).count();
        (count * 10 >= names.len() * 6 && count > 0).then_some(count)
    };
    let by_column = |property: &str, score: u32, add: &mut dyn FnMut(u32, Text)| {
        if let Some(column) = column(property) {
            add(score, text!("column `{column}`", "有“{column}”列"));
        }
    };
    let named = names.len();
    match part {
        Part::Towns if polygons * 10 < all * 9 => return None,
        // Polygons of villages, which name their towns too: by a column of villages, or by a code of its own for each.
        Part::Towns if are_units(given, column("name"), column("id")) => return None,
        Part::Towns => {
            add(1, text!("polygons", "面状要素"));
            if let Some(count) = share(&|name| setting_of_town(name).is_some()) {
                let reason = text!(
                    "{count} of {named} names end in 街道, 镇 or 乡",
                    "{named} 个名称中 {count} 个以街道、镇、乡结尾"
                );
                add(3, reason);
            }
            by_column("population", 1, &mut add);
            by_column("ageing_rate", 1, &mut add);
        }
        Part::People => {
            by_column("persons", 2, &mut add);
            by_column("aged_60", 2, &mut add);
            if let Some(count) = share(&|name| setting_of_unit(name).is_some()) {
                let reason = text!(
                    "{count} of {named} names end in 村 or 社区",
                    "{named} 个名称中 {count} 个以村或社区结尾"
                );
                add(2, reason);
                if polygons * 10 >= all * 9 {
                    add(1, text!("polygons", "面状要素"));
                }
            }
        }
        Part::Facilities => {
            by_column("beds", 3, &mut add);
            by_column("kind", 1, &mut add);
            by_column("standing", 1, &mut add);
            if let Some(count) = share(&|name| category(name).is_some()) {
                let reason = text!(
                    "{count} of {named} names are of care facilities",
                    "{named} 个名称中 {count} 个为养老设施名称"
                );
                add(3, reason);
            }
        }
        Part::Medical => {
            if let Some(count) = share(&is_medical) {
                let reason = text!(
                    "{count} of {named} names are of hospitals or clinics",
                    "{named} 个名称中 {count} 个为医疗机构名称"
                );
                add(4, reason);
            }
        }
        Part::Roads => {}
    }
    let name = given.name.rsplit(['/', '\\']).next().unwrap_or_default().to_lowercase();
    let hints = HINTS.iter().find(|(own, _)| *own == part).map_or(&[][..], |(_, words)| words);
    // The name of a sheet says more than that of its workbook.
    let own = name.rsplit('#').next().unwrap_or_default();
    if let Some(hint) = hints.iter().find(|hint| own.contains(**hint)) {
        // Hospitals have no columns of their own.
        let score = if part == Part::Medical { 3 } else { 2 };
        add(score, text!("`{hint}` in its name", "文件或工作表名称含“{hint}”"));
    }
    Some(found)
}
