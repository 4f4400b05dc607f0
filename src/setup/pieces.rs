//! Areas in several pieces, of which a layer has a row each: islands of one town, and the villages of a town whose own outline
//! no layer has.

use super::cells;
use super::findings::Findings;
use super::groups::GROUPS;
use super::table::Table;
use crate::domain::{Members, phrase, text};
use crate::read::{Code, Given, GivenRow};
use geo::{Geometry, MultiPolygon, unary_union};
use std::collections::{BTreeMap, BTreeSet};

/// The polygons of a geometry; none where it is something else.
pub(super) fn polygons(geometry: &Geometry<f64>) -> Option<Vec<geo::Polygon<f64>>> {
    match geometry {
        Geometry::Polygon(own) => Some(vec![own.clone()]),
        Geometry::MultiPolygon(own) => Some(own.0.clone()),
        _ => None,
    }
}

fn joined<'a>(pieces: impl Iterator<Item = &'a GivenRow>) -> Geometry<f64> {
    let all: Vec<geo::Polygon<f64>> =
        pieces.filter_map(|row| polygons(row.geometry.as_ref()?)).flatten().collect();
    let mut made: MultiPolygon<f64> = unary_union(&all);
    match (made.0.len(), made.0.pop()) {
        (1, Some(one)) => Geometry::Polygon(one),
        (_, last) => {
            made.0.extend(last);
            Geometry::MultiPolygon(made)
        }
    }
}

/// Makes one row of the polygons of one code and name. Their figures, which are those of the whole, count once; pieces whose
/// figures differ are refused.
pub(super) fn join(table: &mut Table, findings: &mut Findings) {
    const FIGURES: [&str; 4] = ["population", "persons", "ageing_rate", "urban_share"];
    let file = table.name().to_owned();
    // Without a code or a town villages of one name are others.
    let has_key = table.column("id").is_some() || table.column("town").is_some();
    if table.column("name").is_none() || !has_key && table.part == super::asked::Part::People {
        return;
    }
    let mut groups: BTreeMap<[Option<String>; 3], Vec<usize>> = BTreeMap::new();
    for (at, row) in table.given.rows.iter().enumerate() {
        let key = ["name", "id", "town"].map(|own| table.text(row, own));
        if key[0].is_some() && row.geometry.as_ref().is_some_and(|own| polygons(own).is_some()) {
            groups.entry(key).or_default().push(at);
        }
    }
    let figures: Vec<&str> =
        FIGURES.iter().chain(&GROUPS).filter_map(|own| table.column(own)).collect();
    let mut left_out = BTreeSet::new();
    let mut made = Vec::new();
    for (key, rows) in groups.into_iter().filter(|(_, rows)| rows.len() > 1) {
        let name = key[0].clone().unwrap_or_default();
        let first = &table.given.rows[rows[0]];
        let said = |row: &GivenRow| -> Vec<Option<String>> {
            let own = figures.iter().map(|column| cells::text(row.properties.get(*column)?));
            own.map(|own| own.filter(|text| text != "0")).collect()
        };
        let mut own = said(first);
        let mut is_one = true;
        for row in rows[1..].iter().map(|at| &table.given.rows[*at]) {
            let other = said(row);
            if own.iter().zip(&other).any(|(a, b)| a.is_some() && b.is_some() && a != b) {
                is_one = false;
                let first = first.line.unwrap_or(first.number);
                findings.row(
                    Code::DUPLICATE_ID,
                    (&file, table.column("id").or(table.column("name"))),
                    row,
                    text!(
                        "row {first} is `{name}` too, with other figures",
                        "第 {first} 行也是“{name}”，但数字不同"
                    ),
                    text!(
                        "write the figures of the whole on each of its polygons, or on one of them",
                        "请在各图斑上填写整体的数字，或只填写其中一个"
                    ),
                );
            }
            own = own.into_iter().zip(other).map(|(a, b)| a.or(b)).collect();
        }
        left_out.extend(rows[1..].iter().copied());
        if is_one {
            let count = rows.len();
            findings.name(
                &file,
                phrase(
                    "polygons of one code and name are pieces of one area (islands), and are joined; their figures count once",
                    "编码和名称相同的多个面为同一区域（如岛屿、飞地），已合并，数字只计一次",
                ),
                text!("{name} ({count})", "{name}（{count}）"),
            );
            let properties = rows.iter().rev().fold(Members::new(), |mut all, at| {
                let own = table.given.rows[*at].properties.iter();
                let said = own.filter(|(_, value)| !value.is_null() && **value != 0);
                all.extend(said.map(|(key, value)| (key.clone(), value.clone())));
                all
            });
            made.push((rows[0], joined(rows.iter().map(|at| &table.given.rows[*at])), properties));
        }
    }
    for (at, geometry, properties) in made {
        let row = &mut table.given.rows[at];
        row.geometry = Some(geometry);
        row.properties.extend(properties);
    }
    let mut number = 0..;
    table.given.rows.retain(|_| number.next().is_some_and(|at| !left_out.contains(&at)));
}

/// The towns of a layer of villages that name theirs, each joined of its villages; none where it is no such layer.
pub(super) fn towns_of(
    given: &Given,
    columns: &[&String],
    findings: &mut Findings,
) -> Option<Given> {
    let areas = given.rows.iter().filter(|row| row.geometry.as_ref().and_then(polygons).is_some());
    if areas.count() * 10 < given.rows.len() * 9 {
        return None;
    }
    let is_town = |own: &String| cells::setting_of_town(own).is_some();
    let named = |row: &GivenRow, column: &str| cells::text(row.properties.get(column)?);
    let column = columns.iter().find(|column| {
        let all: Vec<String> = given.rows.iter().filter_map(|row| named(row, column)).collect();
        !all.is_empty() && all.iter().filter(|own| is_town(own)).count() * 10 >= all.len() * 6
    })?;
    let mut towns: Vec<(String, Vec<&GivenRow>)> = Vec::new();
    for row in &given.rows {
        let (Some(name), Some(_)) = (named(row, column), row.geometry.as_ref().and_then(polygons))
        else {
            continue;
        };
        match towns.iter_mut().find(|(own, _)| *own == name) {
            Some((_, rows)) => rows.push(row),
            None => towns.push((name, vec![row])),
        }
    }
    // Their codes, where another column has one for each.
    let code_of = |rows: &[&GivenRow], column: &str| {
        let first = named(rows[0], column);
        first.filter(|own| rows.iter().all(|row| named(row, column).as_ref() == Some(own)))
    };
    let codes = columns.iter().filter(|other| *other != column).find_map(|column| {
        let all: Vec<String> =
            towns.iter().map(|(_, rows)| code_of(rows, column)).collect::<Option<_>>()?;
        (all.iter().collect::<BTreeSet<_>>().len() == towns.len()).then_some(all)
    });
    let count = towns.len();
    findings.guess(
        &given.name,
        text!(
            "no layer has the outlines of towns: those of {count} towns are joined of the polygons that `{column}` names",
            "没有镇街边界图层：按“{column}”列合并村（社区）面，得到 {count} 个镇街的边界"
        ),
    );
    let row = |(at, (name, rows)): (usize, (String, Vec<&GivenRow>))| GivenRow {
        number: at + 1,
        line: None,
        id: None,
        properties: Members::from_iter(
            codes
                .iter()
                .map(|all| ("id".to_owned(), all[at].as_str().into()))
                .chain([("name".to_owned(), name.into())]),
        ),
        geometry: Some(joined(rows.iter().copied())),
    };
    let rows = towns.into_iter().enumerate().map(row).collect();
    let columns = vec!["id".into(), "name".into()];
    Some(Given { columns, rows, warnings: Vec::new(), ..given.clone() })
}
