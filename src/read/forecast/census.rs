//! Reads census tables: people by area, sex and age, with a row for each area and age, or a row for each area and a
//! column for each sex and age.

use super::ages::{Ages, ages, column, sex};
use super::cells::{area as area_of, count, find, name_of};
use super::groups::{Piece, five_year};
use crate::domain::forecast::{AgeTable, Sex};
use crate::read::catalogue::Code;
use crate::read::issue::{Place, Usual};
use crate::read::layers::rows::Row;
use crate::read::layers::sheet::{Sheet, read_sheet};
use crate::read::sink::Sink;
use crate::read::source::{InputFile, Role};
use std::collections::BTreeMap;
use std::path::Path;

pub(super) const AREAS: &[&str] =
    &["area", "id", "code", "区划代码", "行政区划代码", "代码", "编码"];
pub(super) const NAMES: &[&str] = &["name", "名称", "区县", "地区"];
const AGES: &[&str] = &["age", "年龄", "年龄组", "年龄段"];
const SEX: &[&str] = &["sex", "性别"];
pub(super) const PERSONS: &[&str] = &["persons", "population", "人口", "人口数", "人数"];
const TOTALS: [(&[&str], Option<Sex>); 3] = [
    (&["total", "合计", "人口数_合计"], None),
    (&["人口数_男", "男"], Some(Sex::Male)),
    (&["人口数_女", "女"], Some(Sex::Female)),
];

/// An area of a census.
#[derive(Debug)]
pub(super) struct AreaCount {
    pub(super) name: String,
    pub(super) ages: AgeTable,
}

/// A census that was read; areas with problems are left out.
#[derive(Debug)]
pub(super) struct CensusFile {
    pub(super) areas: BTreeMap<String, AreaCount>,
    pub(super) record: InputFile,
}

/// The counts of an area before its ages are combined.
#[derive(Debug, Default)]
struct AreaDraft {
    name: String,
    line: usize,
    pieces: Vec<Piece>,
    damaged: bool,
}

/// Reads a census table.
pub(super) fn read_census(sink: &Sink, path: &Path) -> Option<CensusFile> {
    let name = path.display().to_string();
    // A title may stand above the names of the columns.
    let head = |row: &[String]| {
        let by_age = || row.iter().position(|head| column(head).is_some());
        find(row, AGES).or_else(by_age)
    };
    let sheet = read_sheet(sink, path, &name, Role::Census, None, head)?;
    let headers: Vec<Option<(Sex, Ages)>> = sheet.header.iter().map(|head| column(head)).collect();
    let gathered = match find(&sheet.header, AGES) {
        Some(age) => by_rows(sink, &name, &sheet, age)?,
        None if headers.iter().any(Option::is_some) => by_columns(sink, &name, &sheet, &headers)?,
        None => {
            let cause = "no column `age`, and no columns by sex and age";
            return refuse_columns(sink, &name, cause);
        }
    };
    let areas = gathered.into_iter().filter_map(|(id, area)| {
        if area.damaged {
            return None;
        }
        let place = Place { id: Some(id.clone()), ..Place::line(&name, area.line) };
        let ages = five_year(sink, &place, area.pieces)?;
        check_plausible(sink, &place, &ages);
        let count = AreaCount { name: area.name, ages };
        Some((id, count))
    });
    Some(CensusFile { areas: areas.collect(), record: sheet.record })
}

/// Warns of an age group that has far more people of a sex than all others.
fn check_plausible(sink: &Sink, place: &Place, ages: &AgeTable) {
    const TIMES: f64 = 20.0;
    for sex in Sex::ALL {
        let counts = ages.of(sex);
        let most = counts.iter().copied().fold(0.0, f64::max);
        let others = counts.iter().copied().filter(|&count| count < most).fold(0.0, f64::max);
        if most > TIMES * others && most > 1_000.0 {
            let cause = format!(
                "an age group has {most} people ({}); no other has more than {others}",
                sex.word()
            );
            sink.push(Code::CENSUS_ODD, place.clone(), cause, Usual);
        }
    }
}

fn refuse_columns<T>(sink: &Sink, name: &str, cause: &str) -> Option<T> {
    sink.refuse(Code::CENSUS_COLUMNS, Place::line(name, 1), cause, Usual)
}

/// Tables with a row for each area and age: `male` and `female`, or `sex` and `persons`.
fn by_rows(
    sink: &Sink,
    name: &str,
    sheet: &Sheet,
    age: usize,
) -> Option<BTreeMap<String, AreaDraft>> {
    let header = &sheet.header;
    let (area, label) = (find(header, AREAS), find(header, NAMES));
    let one_sex = |wanted: Sex| header.iter().position(|head| sex(head) == Some(wanted));
    let counts = [(Sex::Male, one_sex(Sex::Male)), (Sex::Female, one_sex(Sex::Female))];
    let listed = find(header, SEX).zip(find(header, PERSONS));
    match (listed, counts) {
        (Some(_), _) | (None, [(_, Some(_)), (_, Some(_))]) => {}
        (None, [(_, None), (_, None)]) => {
            let cause = "no columns `male` and `female`, nor `sex` and `persons`";
            return refuse_columns(sink, name, cause);
        }
        (None, [(_, male), _]) => {
            let missing = if male.is_none() { "male" } else { "female" };
            push_sex(sink, Place::file(name).at(missing), &format!("no column `{missing}`"));
            return None;
        }
    }
    let mut areas: BTreeMap<String, AreaDraft> = BTreeMap::new();
    for row in sheet.rows.iter() {
        let place = Place::line(name, row.line);
        let Some(id) = area_of(sink, &place, area.map_or("all", |area| row.cell(area))) else {
            continue;
        };
        let gathered = areas.entry(id.to_owned()).or_insert_with(|| AreaDraft {
            name: name_of(row, label, id),
            line: row.line,
            ..AreaDraft::default()
        });
        let Some(years) = ages(row.cell(age)) else {
            let cause = format!("`{}` is not an age group", row.cell(age).trim());
            let action = "write for instance `15-19` or `85+`; leave out rows of totals";
            sink.push(Code::CENSUS_AGES, place.at(&header[age]), cause, action);
            gathered.damaged = true;
            continue;
        };
        let mut take = |sex: Sex, column: usize| match count(
            sink,
            place.clone().at(&header[column]),
            row.cell(column),
        ) {
            Some(people) => gathered.pieces.push(Piece { sex, years, people }),
            None => gathered.damaged = true,
        };
        match listed {
            Some((which, persons)) => match sex(row.cell(which)) {
                Some(sex) => take(sex, persons),
                None => {
                    let cause = format!("`{}` is not a sex", row.cell(which).trim());
                    let action = "write `male` or `female`; leave out rows of totals";
                    sink.push(Code::UNKNOWN_WORD, place.at(&header[which]), cause, action);
                    gathered.damaged = true;
                }
            },
            None => {
                for (sex, column) in counts {
                    if let Some(column) = column {
                        take(sex, column);
                    }
                }
            }
        }
    }
    Some(areas)
}

/// Tables with a row for each area and a column for each sex and age.
fn by_columns(
    sink: &Sink,
    name: &str,
    sheet: &Sheet,
    columns: &[Option<(Sex, Ages)>],
) -> Option<BTreeMap<String, AreaDraft>> {
    let header = &sheet.header;
    let Some(area) = find(header, AREAS) else {
        return refuse_columns(sink, name, "no column has the areas' codes");
    };
    for wanted in Sex::ALL {
        if !columns.iter().flatten().any(|(sex, _)| *sex == wanted) {
            let cause = format!("no column counts {} people by age", wanted.word());
            push_sex(sink, Place::file(name).at(wanted.word()), &cause);
            return None;
        }
    }
    let label = find(header, NAMES);
    let mut areas: BTreeMap<String, AreaDraft> = BTreeMap::new();
    for row in sheet.rows.iter() {
        let place = Place::line(name, row.line);
        let Some(id) = area_of(sink, &place, row.cell(area)) else {
            continue;
        };
        if let Some(earlier) = areas.get(id) {
            let cause = format!("line {} has the area `{id}` already", earlier.line);
            let action = "leave one of the two rows";
            sink.push(Code::KEY_TWICE, place.at(&header[area]), cause, action);
            continue;
        }
        let mut gathered =
            AreaDraft { name: name_of(row, label, id), line: row.line, ..AreaDraft::default() };
        for (position, column) in columns.iter().enumerate() {
            let Some((sex, years)) = *column else {
                continue;
            };
            match count(sink, place.clone().at(&header[position]), row.cell(position)) {
                Some(people) => gathered.pieces.push(Piece { sex, years, people }),
                None => gathered.damaged = true,
            }
        }
        if !gathered.damaged {
            check_sums(sink, &place, sheet, row, &gathered.pieces);
        }
        areas.insert(id.to_owned(), gathered);
    }
    Some(areas)
}

fn push_sex(sink: &Sink, place: Place, cause: &str) {
    let action = "give both sexes: children are counted to women, and the sexes age apart";
    sink.push(Code::CENSUS_SEX_MISSING, place, cause, action);
}

/// Checks totals that the table states against the sums of its ages.
fn check_sums(sink: &Sink, place: &Place, sheet: &Sheet, row: Row<'_>, pieces: &[Piece]) {
    for (names, wanted) in TOTALS {
        let Some(column) = find(&sheet.header, names) else {
            continue;
        };
        let Ok(stated) = row.cell(column).trim().replace(',', "").parse::<f64>() else {
            continue;
        };
        let of_sex = |piece: &&Piece| wanted.is_none_or(|sex| piece.sex == sex);
        let sum: f64 = pieces.iter().filter(of_sex).map(|piece| piece.people).sum();
        if (sum - stated).abs() > 0.5 {
            let field = &sheet.header[column];
            let cause = format!("`{field}` is {stated}, but the ages add up to {sum}");
            let action = "correct the one that is wrong; the ages are used";
            sink.push(Code::CENSUS_SUMS, place.clone().at(field), cause, action);
        }
    }
}
