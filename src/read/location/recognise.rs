//! Recognises the format of a file by its content.

use super::Format;
use super::words::{Words, number, whole};
use crate::domain::{Text, text};
use crate::read::catalogue::Code;
use crate::read::issue::Place;
use crate::read::near::list;
use crate::read::sink::Sink;
use crate::read::source::{INSTANCE_LIMIT_BYTES, check_not_utf16, find, push_unreadable};
use std::io::Read;
use std::path::Path;

/// The number of bytes that are examined first.
const HEAD_BYTES: u64 = 1 << 16;

/// The format of the file; an issue where none or several fit.
pub(super) fn recognise(sink: &Sink, path: &Path, name: &str) -> Option<Format> {
    let mut head = Vec::new();
    let read =
        find(sink, path, name, INSTANCE_LIMIT_BYTES)?.take(HEAD_BYTES).read_to_end(&mut head);
    if let Err(error) = read {
        push_unreadable(sink, name, &error);
        return None;
    }
    if !check_not_utf16(sink, name, &head) {
        return None;
    }
    let fits = match binary_or_other(&head) {
        Some(other) => Err(other),
        None => by_lines(sink, path, name, &head)?,
    };
    match fits {
        Ok(fits) if fits.len() == 1 => fits.first().copied(),
        Ok(fits) => {
            let words: Vec<&str> = fits.iter().map(|format| format.word()).collect();
            let listed = list(&words);
            let cause =
                text!("the file can be read as {listed}", "文件可按以下格式读取：{listed}"; listed);
            let action = text!("name the right format", "请写明正确的格式");
            sink.push(Code::FORMAT_UNCLEAR, Place::file(name), cause, action);
            None
        }
        Err((cause, action)) => {
            let action = action.unwrap_or_else(all_formats);
            sink.push(Code::FORMAT_UNCLEAR, Place::file(name), cause, action);
            None
        }
    }
}

/// Why a file has none of the formats, and the repair where it is known.
type Refusal = (Text, Option<Text>);

fn all_formats() -> Text {
    let listed = list(&Format::OF_FILES.map(Format::word));
    text!(
        "give a file of one of the formats {listed}",
        "请给出下列格式之一的文件：{listed}";
        listed
    )
}

fn fits_none() -> Text {
    text!("the file fits none of the formats", "文件不符合任何一种格式")
}

fn binary_or_other(head: &[u8]) -> Option<Refusal> {
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    match text {
        [] => Some((text!("the file is empty", "文件为空"), None)),
        [b'{' | b'[', ..] => {
            let action = text!(
                "give GeoJSON layers as demand and sites, not as an instance",
                "请将 GeoJSON 图层作为需求和点位给出，而不是作为实例"
            );
            Some((text!("the file is JSON", "文件是 JSON"), Some(action)))
        }
        _ if head.contains(&0) => Some((text!("the file is not text", "文件不是文本"), None)),
        _ => None,
    }
}

/// The formats that the lines fit; none when the file could not be read.
fn by_lines(
    sink: &Sink,
    path: &Path,
    name: &str,
    head: &[u8],
) -> Option<Result<Vec<Format>, Refusal>> {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let mut lines: Vec<Vec<&[u8]>> = head
        .split(|&byte| byte == b'\n')
        .map(|line| {
            let words = line.split(u8::is_ascii_whitespace);
            words.filter(|word| !word.is_empty()).collect()
        })
        .filter(|words: &Vec<&[u8]>| !words.is_empty())
        .collect();
    if head.len() as u64 == HEAD_BYTES && lines.len() > 1 {
        lines.pop();
    }
    let first = &lines[0];
    if first.iter().any(|word| number(word).is_none()) {
        return Some(by_keywords(&lines));
    }
    let fits = match first.len() {
        1 => by_points(&lines[1..]),
        2 if lines.get(1).is_some_and(|line| matches!(line[0], b"F" | b"C")) => {
            vec![Format::Grid]
        }
        2 => warehouses(sink, path, name)?,
        3 if lines[1..].iter().all(|line| line.len() == 3) => vec![Format::Pmed],
        _ => Vec::new(),
    };
    Some(match fits.is_empty() {
        true => Err((fits_none(), None)),
        false => Ok(fits),
    })
}

/// Formats with headers `KEY : VALUE`: cities have `lat lon` in a line, TSPLIB `id x y`.
fn by_keywords(lines: &[Vec<&[u8]>]) -> Result<Vec<Format>, Refusal> {
    let is_key =
        |line: &Vec<&[u8]>, key: &[u8]| line[0].split(|&byte| byte == b':').next() == Some(key);
    let section = lines.iter().position(|line| is_key(line, b"NODE_COORD_SECTION"));
    let row = section.and_then(|at| lines.get(at + 1)).map(Vec::len);
    let types = |line: &&Vec<&[u8]>| is_key(line, b"EDGE_WEIGHT_TYPE");
    let kind = lines.iter().find(types).and_then(|line| line.last().copied());
    match (kind, row) {
        (Some(b"COORD"), _) | (None, Some(2)) => Ok(vec![Format::Cities]),
        (Some(_), _) | (None, Some(3)) => Ok(vec![Format::Tsplib]),
        _ if lines[0].iter().any(|word| word.contains(&b',')) => {
            let action = text!(
                "give a CSV table as a travel matrix, or as demand and sites",
                "请将 CSV 表格作为出行矩阵，或作为需求和点位给出"
            );
            let cause = text!("the file looks like a CSV table", "文件看来是 CSV 表格");
            Err((cause, Some(action)))
        }
        _ => Err((fits_none(), None)),
    }
}

/// Formats with rows of three numbers after n: Waterloo's `id x y` has ids 1 to n. If all numbers are whole, the rows
/// may also be `x y demand`.
fn by_points(rows: &[Vec<&[u8]>]) -> Vec<Format> {
    if rows.is_empty()
        || rows.iter().any(|row| row.len() != 3 || row.iter().any(|word| number(word).is_none()))
    {
        return Vec::new();
    }
    let mut numbers = rows.iter().zip(1..);
    let numbered = numbers.all(|(row, number)| whole(row[0]) == Some(number));
    let all_whole =
        rows.iter().flatten().all(|word| number(word).is_some_and(|number| number.fract() == 0.0));
    match (numbered, all_whole) {
        (false, _) => vec![Format::Sjc],
        (true, false) => vec![Format::Tsplib],
        (true, true) => vec![Format::Tsplib, Format::Sjc],
    }
}

/// cap and Holmberg's files have the same first lines and equally many numbers. They differ in their blocks, each of
/// which begins on a new line: cap has one for each customer, after the sites; Holmberg's have the demands and one for
/// each site.
fn warehouses(sink: &Sink, path: &Path, name: &str) -> Option<Vec<Format>> {
    let mut words = Words::new(find(sink, path, name, INSTANCE_LIMIT_BYTES)?);
    let mut size = || words.word().and_then(whole);
    let (Some(sites), Some(customers)) = (size(), size()) else {
        return Some(Vec::new());
    };
    let blocks = [
        (Format::Cap, 0, customers, sites.saturating_add(1)),
        (Format::Holmberg, customers, sites, customers),
    ];
    let mut fits = blocks.map(|_| true);
    let (mut at, mut line) = (0_usize, words.line());
    let before = sites.saturating_mul(2);
    let mut capacity = false;
    let (mut demand_alone, mut each_alone) = (true, true);
    while let Some(word) = words.word() {
        capacity |= word == b"capacity";
        let starts = words.line() != line;
        line = words.line();
        if let Some(at) = at.checked_sub(before) {
            for (fit, &(_, offset, count, length)) in fits.iter_mut().zip(&blocks) {
                let from = at.checked_sub(offset);
                let begins = from
                    .is_some_and(|from| from % length.max(1) == 0 && from / length.max(1) < count);
                *fit &= starts || !begins;
            }
            demand_alone &= starts || at % (sites + 1) != 1;
            each_alone &= starts;
        }
        at += 1;
    }
    if let Err(error) = words.finish() {
        push_unreadable(sink, name, &error);
        return None;
    }
    let wanted = sites.saturating_mul(customers).saturating_add(customers).saturating_add(before);
    // OR-Library writes each demand on a line of its own.
    if capacity || fits == [true, true] && at == wanted && demand_alone && !each_alone {
        return Some(vec![Format::Cap]);
    }
    if at != wanted {
        // The file is truncated or too long, so that the format is not known.
        fits = [true, true];
    }
    let fitting = blocks.iter().zip(fits).filter(|(_, fit)| *fit);
    let fitting: Vec<Format> = fitting.map(|(block, _)| block.0).collect();
    Some(match fitting.is_empty() {
        true => blocks.map(|block| block.0).to_vec(),
        false => fitting,
    })
}
