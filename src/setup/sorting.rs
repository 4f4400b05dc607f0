//! Which file, sheet or layer is what.

use super::asked::{Asked, Part};
use super::findings::Findings;
use super::recognise::{ENOUGH, Evidence, evidence};
use super::sources::{Found, find, open, read};
use crate::domain::{Text, text};
use crate::read::roads::is_extract;
use crate::read::{Code, Given};
use std::path::PathBuf;

/// The tables by what they are.
#[derive(Default)]
pub(super) struct Sorted {
    pub(super) tables: Vec<(Part, Given)>,
    pub(super) networks: Vec<PathBuf>,
    /// Whether a file could not be read, which may be what is missing.
    pub(super) is_partial: bool,
    /// Files of other programs in a folder, likewise.
    pub(super) unread: Vec<PathBuf>,
}

/// Reads all tables and says what each is.
pub(super) fn sort(asked: &Asked, findings: &mut Findings) -> Sorted {
    let mut sorted = Sorted::default();
    for found in find(asked, &mut sorted.unread, findings) {
        if is_extract(&found.path) {
            findings.guess(
                &found.path.display().to_string(),
                text!(
                    "roads: an extract of OpenStreetMap, by its name",
                    "道路：按文件名为 OpenStreetMap 数据"
                ),
            );
            sorted.networks.push(found.path);
            continue;
        }
        let before = findings.errors();
        let Some((given, crs)) = open(&found, asked, findings) else {
            sorted.is_partial |= findings.errors() > before;
            continue;
        };
        let Some(part) = part_of(&found, &given, asked, findings) else {
            sorted.is_partial |= findings.errors() > before;
            continue;
        };
        if part == Part::Roads {
            sorted.networks.push(found.named());
            continue;
        }
        // Now that it is known what it is, the system and the columns of positions that are named for it count.
        let stated = asked.crs.iter().find(|(own, _)| *own == part).map(|(_, crs)| *crs);
        let positions = asked.column(part, "longitude").zip(asked.column(part, "latitude"));
        let given = match stated.is_some() && stated != crs || positions.is_some() {
            false => given,
            true => {
                let positions = positions.map(|(lon, lat)| (lon.to_owned(), lat.to_owned()));
                match read(&Found { positions, ..found }, stated.or(crs), findings) {
                    Ok(again) => Given { columns: given.columns, ..again },
                    Err(problems) => {
                        findings.extend(problems.issues);
                        continue;
                    }
                }
            }
        };
        findings.extend(given.warnings.clone());
        sorted.tables.push((part, given));
    }
    sorted
}

fn part_of(found: &Found, given: &Given, asked: &Asked, findings: &mut Findings) -> Option<Part> {
    let name = &given.name;
    if let Some(part) = found.part {
        findings.guess(name, text!("{part}, as asked for", "{part}（按要求）"; part));
        return Some(part);
    }
    let all = evidence(given);
    let likely: Vec<&Evidence> = all.iter().filter(|own| own.score >= ENOUGH).collect();
    match likely[..] {
        [] => {
            let columns = given.columns.join(", ");
            findings.push(
                Code::TABLE_LEFT_ASIDE,
                name,
                None,
                text!(
                    "it looks like no towns, people, facilities, medical facilities or roads; its columns are {columns}",
                    "看不出是镇街、人口、养老设施、医疗机构还是道路；各列为：{columns}"
                ),
                text!(
                    "name what it is, if it is needed: --towns, --people, --facilities, --medical or --roads FILE",
                    "如需使用，请指明：--towns、--people、--facilities、--medical 或 --roads 文件"
                ),
            );
            None
        }
        [first, second, ..] if first.score == second.score => {
            let (a, b, first, second) = (first.part, second.part, first.part, second.part);
            findings.push(
                Code::TABLE_UNCLEAR,
                name,
                None,
                text!("it could be {a} or {b}", "可能是{a}，也可能是{b}"; a, b),
                text!(
                    "say what it is: --{first} or --{second} {name}",
                    "请指明：--{first} 或 --{second} {name}"
                ),
            );
            None
        }
        [first, ..] if asked.named.iter().any(|(part, _)| *part == first.part) => {
            let part = first.part;
            findings.guess(
                name,
                text!("left aside: --{part} names another file", "略去：--{part} 已指明其他文件"),
            );
            None
        }
        [first, ..] => {
            let (part, count) = (first.part, given.rows.len());
            let reasons = Text::join(&first.reasons, ("; ", "；"));
            findings.guess(
                name,
                text!("{part}, {count} rows: {reasons}", "{part}，{count} 行：{reasons}"; part, reasons),
            );
            Some(first.part)
        }
    }
}

/// A column that is asked for stands in some table of its part.
pub(super) fn check_columns(asked: &Asked, sorted: &Sorted, findings: &mut Findings) {
    for (part, property, column) in &asked.columns {
        let mut of = sorted.tables.iter().filter(|(own, _)| own == part).peekable();
        let Some((_, first)) = of.peek().copied() else {
            if !sorted.is_partial {
                let name = *part;
                findings.push(
                    Code::FIELD_MISSING,
                    &sources(asked),
                    Some(property),
                    text!(
                        "--column names `{column}` for {part}.{property}, and no table has {name}",
                        "--column 为 {part}.{property} 指明“{column}”列，但没有{name}表"; name
                    ),
                    text!(
                        "name the table with --{part} FILE, or the column for the part that has it",
                        "请用 --{part} 文件 指明该表，或改为该列所在的部分"
                    ),
                );
            }
            continue;
        };
        // Columns of positions that were found as such are none of the others.
        let is_placed = |given: &Given| {
            ["longitude", "latitude"].contains(&property.as_str())
                && given.rows.iter().any(|row| row.geometry.is_some())
        };
        if !of.any(|(_, given)| given.columns.contains(column) || is_placed(given)) {
            let columns = first.columns.join(", ");
            findings.push(
                Code::FIELD_MISSING,
                &first.name,
                Some(property),
                text!(
                    "there is no column `{column}`, which --column names for {part}.{property}",
                    "没有“{column}”列（--column 为 {part}.{property} 所指）"
                ),
                text!("name one of {columns}", "请改为其中一列：{columns}"),
            );
        }
    }
}

/// What is given, as messages about all of it name it.
pub(super) fn sources(asked: &Asked) -> String {
    let given = asked.sources.iter().chain(asked.named.iter().map(|(_, path)| path));
    given.map(|path| path.display().to_string()).collect::<Vec<_>>().join(", ")
}
