//! The row of a table that names its columns: the first, or one below a title, or several of them with units between.

use super::cells::is_figure;
use super::rows::{Row, Rows};
use crate::domain::Text;
use crate::read::catalogue::Code;
use crate::read::headings::{counts, counts_in, is_known};
use crate::read::issue::{Place, Usual};
use crate::read::sink::Sink;

/// The rows among which the header is looked for.
pub(super) const MOST_ROWS: usize = 20;

/// The header of a table.
pub(super) struct Header {
    pub(super) line: usize,
    pub(super) names: Vec<String>,
    /// The rows up to its end.
    pub(super) rows: usize,
}

/// The header of `rows`, which are not blank; none where there are none. A row may be it where `key` gives its column of
/// keys. Rows above that fill its gaps, and rows below without a key that do (merged cells), belong to it; rows of units and
/// notes between them name no columns.
pub(super) fn find(
    sink: &Sink,
    name: &str,
    rows: &Rows,
    key: impl Fn(&[String]) -> Option<usize>,
) -> Option<Header> {
    let trimmed =
        |row: Row<'_>| -> Vec<String> { row.cells().map(|cell| cell.trim().to_owned()).collect() };
    let looked: Vec<Vec<String>> = rows.iter().take(MOST_ROWS).map(trimmed).collect();
    let found = looked.iter().enumerate().find_map(|(at, cells)| Some((at, key(cells)?)));
    let (at, key) = found.map_or((0, None), |(at, key)| (at, Some(key)));
    let line = rows.iter().nth(at)?.line;
    let mut names = looked[at].clone();
    let mut units: Vec<&[String]> = Vec::new();
    let Some(key) = key else { return Some(Header { line, names, rows: 1 }) };
    // The keys may stand in the last of several rows.
    let mut is_below_others = false;
    for above in looked[..at].iter().rev() {
        if is_remark(above) {
            units.push(above);
        } else if tops(above, &names) {
            names = joined(above, &names);
            is_below_others = true;
        } else {
            break;
        }
    }
    units.extend(looked[..at].iter().filter(|row| stated_unit(row).is_some()).map(Vec::as_slice));
    let mut end = at + 1;
    for below in &looked[at + 1..] {
        if is_remark(below) {
            units.push(below);
        } else if !is_below_others && fills(&names, below, key) {
            names = joined(&names, below);
        } else {
            break;
        }
        end += 1;
    }
    for row in units {
        add_units(&mut names, row);
    }
    if end > 1 {
        let known: Vec<&str> =
            names.iter().map(String::as_str).filter(|name| !name.is_empty()).collect();
        let cause = Text::new(
            format!("the names of the columns are taken to be: {}", known.join(", ")),
            format!("取下列各项为列名：{}", known.join("、")),
        );
        let place = Place { line: Some(line), ..Place::file(name) };
        sink.push(Code::HEADER_BELOW, place, cause, Usual);
    }
    Some(Header { line, names, rows: end })
}

/// The cells of a row that say something.
fn filled(row: &[String]) -> impl Iterator<Item = (usize, &str)> {
    row.iter().map(String::as_str).enumerate().filter(|(_, cell)| !cell.is_empty())
}

/// Whether `above` is a row of the header above `below`, whose gaps it fills; a title is a single cell.
fn tops(above: &[String], below: &[String]) -> bool {
    let gap = |(column, _): (usize, &str)| below.get(column).is_none_or(String::is_empty);
    filled(above).count() > 1 && above.iter().all(|cell| !is_figure(cell)) && filled(above).any(gap)
}

/// Whether `below` is the next row of the header `above`: it has no key, or again that of a merged cell.
fn fills(above: &[String], below: &[String], key: usize) -> bool {
    let own = below.get(key).filter(|own| !own.is_empty());
    let gap = |(column, _): (usize, &str)| above.get(column).is_none_or(String::is_empty);
    let is_again = own.is_some() && own == above.get(key);
    (own.is_none() || is_again)
        && below.iter().all(|cell| !is_figure(cell))
        && (is_again || filled(below).any(gap))
}

/// The names of two rows. Of a lower one that is not known by itself (合计, 占比, 常住) the upper one says of what; several that
/// have the same are told apart by theirs.
fn joined(above: &[String], below: &[String]) -> Vec<String> {
    let cell = |row: &[String], column: usize| row.get(column).cloned().unwrap_or_default();
    let (mut group, mut made) = (String::new(), Vec::<String>::new());
    for column in 0..above.len().max(below.len()) {
        let (upper, lower) = (cell(above, column), cell(below, column));
        if !upper.is_empty() {
            group.clone_from(&upper);
        }
        let ways = [format!("{group}{lower}"), format!("{lower}{group}")];
        made.push(match () {
            () if lower.is_empty() => upper,
            () if group.is_empty() || lower == group => lower,
            () if is_sum(&lower) && counts(&group) && !made.contains(&group) => group.clone(),
            () if below.iter().filter(|other| **other == lower).count() > 1 => {
                format!("{group} {lower}")
            }
            () if is_known(&lower) => lower,
            () => ways.into_iter().find(|way| is_known(way)).unwrap_or(lower),
        });
    }
    made
}

/// Whether a heading below another only says that it counts.
fn is_sum(lower: &str) -> bool {
    ["合计", "小计", "总计", "总数", "总量", "计", "人数", "人", "数量", "数"].contains(&lower)
}

/// What a cell of a row of units says: the unit, without brackets and 单位：.
fn unit(cell: &str) -> &str {
    let bare = cell.trim_matches(['(', ')', '（', '）', '[', ']']);
    let bare = ["单位", "计量单位"].iter().find_map(|own| bare.strip_prefix(own)).unwrap_or(bare);
    bare.trim_start_matches(['：', ':']).trim()
}

fn is_unit(text: &str) -> bool {
    const UNITS: &str = "人 万人 千人 户 万户 个 家 所 处 名 张 床 % ％ ‰ 岁 年 度 元 千元 万元 亿元 平方米 ㎡ m² m2 平米 \
        万平方米 万㎡ 亩 公顷 平方公里 km² km2 人/平方公里";
    UNITS.split_whitespace().any(|own| own == text)
}

/// The unit that a row above a table states for all of it: 单位：万人, also behind its title.
fn stated_unit(row: &[String]) -> Option<&str> {
    filled(row).find_map(|(_, cell)| {
        let own = cell.split_once("单位")?.1.strip_prefix(['：', ':'])?.trim();
        let own = own.trim_end_matches([')', '）', ']', '】']);
        own.split(UNIT_MARKS).all(is_unit).then_some(own)
    })
}

/// What stands between units.
const UNIT_MARKS: [char; 5] = ['、', ',', '，', '/', ' '];

/// Whether a row at a header names no columns: units, one for all or a column each, a note, or the columns' numbers (甲 乙 1 2).
fn is_remark(row: &[String]) -> bool {
    let is_blank = |cell: &str| ["", "-", "—", "/"].contains(&unit(cell));
    let cells = || filled(row).map(|(_, cell)| cell);
    let count = cells().count();
    // 填报单位：, 统计时间：, 注：
    let is_note = || {
        const MARKS: [&str; 7] = ["单位", "注", "说明", "时间", "日期", "人", "来源"];
        let before = cells().filter_map(|cell| Some(cell.split_once(['：', ':'])?.0));
        before.into_iter().any(|own| MARKS.iter().any(|mark| own.ends_with(mark)))
    };
    let are_units = || {
        cells().any(|cell| is_unit(unit(cell)))
            && cells().all(|cell| is_blank(cell) || is_unit(unit(cell)))
    };
    let are_numbers = || {
        let figures = cells().filter_map(|cell| cell.parse::<usize>().ok());
        let letters = cells().filter(|cell| "甲乙丙丁戊己栏次".contains(cell));
        let (figures, letters) = (figures.collect::<Vec<_>>(), letters.count());
        letters > 0
            && figures.len() + letters == count
            && figures.first().is_some_and(|own| *own <= 2)
            && figures.windows(2).all(|own| own[1] == own[0] + 1)
    };
    is_note() || are_units() || are_numbers()
}

/// Puts the units of a row that change what figures say behind the names that state none: those of its columns, or one that
/// is stated for all behind the names of what it counts.
fn add_units(names: &mut [String], row: &[String]) {
    let matters = |unit: &str| unit.contains(['万', '千', '亿', '%', '％', '亩', '顷', '里']);
    let add = |name: &mut String, unit: &str| {
        if is_unit(unit)
            && matters(unit)
            && !name.is_empty()
            && !name.contains(['(', '（', '[', '【'])
        {
            *name += &format!("（{unit}）");
        }
    };
    match stated_unit(row) {
        Some(stated) => {
            for own in stated.split(UNIT_MARKS) {
                names
                    .iter_mut()
                    .filter(|name| counts_in(name, own))
                    .for_each(|name| add(name, own));
            }
        }
        None => {
            for (column, cell) in filled(row) {
                if let Some(name) = names.get_mut(column) {
                    add(name, unit(cell));
                }
            }
        }
    }
}
