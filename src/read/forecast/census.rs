//! Reads census tables: people by area, sex and age, with a row for each area and age, or a row for each area and a
//! column for each sex and age.

use super::ages::{Ages, ages, column, sex};
use super::cells::{area as area_of, count, find, name_of};
use super::groups::{Piece, five_year};
use crate::domain::forecast::{AgeTable, Sex};
use crate::domain::{Text, text};
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
            let cause = text!(
                "no column `age`, and no columns by sex and age",
                "没有 `age` 列，也没有按性别和年龄分的列"
            );
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
            let sex = sex.phrase();
            let cause = text!(
                "an age group has {most} people ({sex}); no other has more than {others}",
                "某年龄组有 {most} 人（{sex}）；其他年龄组均不超过 {others} 人";
                sex
            );
            sink.push(Code::CENSUS_ODD, place.clone(), cause, Usual);
        }
    }
}

fn refuse_columns<T>(sink: &Sink, name: &str, cause: Text) -> Option<T> {
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
            let cause = text!(
                "no columns `male` and `female`, nor `sex` and `persons`",
                "没有 `male` 和 `female` 列，也没有 `sex` 和 `persons` 列"
            );
            return refuse_columns(sink, name, cause);
        }
        (None, [(_, male), _]) => {
            let missing = if male.is_none() { "male" } else { "female" };
            let cause = text!("no column `{missing}`", "没有 `{missing}` 列");
            push_sex(sink, Place::file(name).at(missing), cause);
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
            let cell = row.cell(age).trim();
            let cause = text!("`{cell}` is not an age group", "`{cell}` 不是年龄组");
            let action = text!(
                "write for instance `15-19` or `85+`; leave out rows of totals",
                "请写成 `15-19`、`85+` 等；请删去合计行"
            );
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
                    let cell = row.cell(which).trim();
                    let cause = text!("`{cell}` is not a sex", "`{cell}` 不是性别");
                    let action = text!(
                        "write `male` or `female`; leave out rows of totals",
                        "请写 `male` 或 `female`；请删去合计行"
                    );
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
        let cause = text!("no column has the areas' codes", "没有区域代码列");
        return refuse_columns(sink, name, cause);
    };
    for wanted in Sex::ALL {
        if !columns.iter().flatten().any(|(sex, _)| *sex == wanted) {
            let sex = wanted.phrase();
            let cause =
                text!("no column counts {sex} people by age", "没有按年龄统计{sex}人口的列"; sex);
            push_sex(sink, Place::file(name).at(wanted.word()), cause);
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
            let line = earlier.line;
            let cause =
                text!("line {line} has the area `{id}` already", "第 {line} 行已有区域 `{id}`");
            let action = text!("leave one of the two rows", "请只保留其中一行");
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

fn push_sex(sink: &Sink, place: Place, cause: Text) {
    let action = text!(
        "give both sexes: children are counted to women, and the sexes age apart",
        "请分男女给出：出生按女性推算，男女分别推算年龄增长"
    );
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
            let cause = text!(
                "`{field}` is {stated}, but the ages add up to {sum}",
                "`{field}` 为 {stated}，而各年龄合计为 {sum}"
            );
            let action = text!(
                "correct the one that is wrong; the ages are used",
                "请更正有误的一方；以各年龄的数据为准"
            );
            sink.push(Code::CENSUS_SUMS, place.clone().at(field), cause, action);
        }
    }
}
