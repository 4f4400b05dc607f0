//! The files of a run's folder beside those that the inputs give.

use super::finding::{Finding, Sort};
use super::lines::{line_differences, line_place};
use super::maps::map_differences;
use super::newer::{leave_out_nested, leave_out_newer_columns, leave_out_newer_members};
use super::spelling::same_meaning;
use super::trees::{Difference, differences};
use crate::domain::{Text, phrase, said, text};
use crate::run::folder::{Altered, Output, RECORD, RunFolder, RunKind, TIMING, sha256};
use crate::run::plan::PlanJson;
use crate::run::record::{Format, VERSION};
use crate::run::schedule::ScheduleJson;
use crate::run::table::Source;
use crate::run::tables::TableSpec;
use crate::write::layers::{CellDifference, geopackage_differences};
use serde_json::Value;
use std::collections::BTreeSet;

/// So many differences of one file are kept.
const MOST: usize = 1000;

/// The files of a run, held against those that the inputs give.
///
/// Words for people are not compared, so that a run of an earlier release stays verifiable when sentences change; what
/// somebody has changed in them is found by the record's hashes. Only in a folder that was altered, and that this very
/// version wrote, everything is compared: to say where. Of what another version wrote, what it has is compared.
pub(super) struct Comparison<'a> {
    folder: &'a RunFolder,
    /// The version that made the run.
    version: &'a str,
    altered: Vec<Altered>,
    /// The run was made by this very version: files of other programs' formats have the same bytes.
    of_this_version: bool,
    tables: Vec<TableSpec>,
    /// The files that were compared.
    pub(super) files: Vec<String>,
    /// What was not compared.
    pub(super) not_checked: Vec<Text>,
    computed: Vec<String>,
    /// Members and columns that the version that made the run did not write, with the file before each.
    newer: BTreeSet<String>,
    found: Vec<Finding>,
}

impl<'a> Comparison<'a> {
    /// Of a run that says that `version` made it; `tables` are its layers' columns.
    pub(super) fn new(folder: &'a RunFolder, version: &'a str, tables: Vec<TableSpec>) -> Self {
        Self {
            folder,
            version,
            altered: folder.altered(),
            of_this_version: version == VERSION,
            tables,
            files: Vec::new(),
            not_checked: Vec::new(),
            computed: Vec::new(),
            newer: BTreeSet::new(),
            found: Vec::new(),
        }
    }

    fn with_prose(&self) -> bool {
        self.of_this_version && !self.altered.is_empty()
    }

    /// Compares a file with what was computed.
    pub(super) fn file(&mut self, output: &Output) {
        let name = &*output.name;
        self.computed.push(name.into());
        // As it was written, and so again: then no second copy of it is read.
        let is_as_written = self.altered.iter().all(|own| own.name() != name);
        if is_as_written
            && self.folder.hash_of(name).is_some_and(|own| own == sha256(&output.bytes))
        {
            self.files.push(name.into());
            return;
        }
        match self.folder.bytes_as_found(name) {
            Some(there) => {
                self.files.push(name.into());
                self.compare(name, &there, &output.bytes);
            }
            None if !self.of_this_version && !self.folder.has(name) => {
                let version = self.version;
                self.not_checked.push(text!(
                    "{name}: not written by {version}",
                    "{name}：{version} 版不写此文件"
                ));
            }
            None => self.found.push(Finding::missing(name)),
        }
    }

    /// What was compared, what was not, and everything found in a run of this kind: the file that says most first, then files
    /// that are not the ones that the run wrote, and what else is there.
    pub(super) fn finish(mut self, kind: RunKind) -> (Vec<String>, Vec<Text>, Vec<Finding>) {
        if !self.newer.is_empty() {
            let (answer, version, newer) = (kind.answer(), self.version, self.newer.len());
            self.not_checked.push(text!(
                "{answer}: written by {version}: {newer} members and columns are newer and were not compared",
                "{answer}：由 {version} 版写出：有 {newer} 个字段和列为后来新增，未作比较"
            ));
        }
        self.found.sort_by_key(|found| found.file != kind.answer());
        for altered in &self.altered {
            let name = altered.name();
            let said = self.found.iter().any(|found| found.file == name);
            match altered {
                Altered::Missing(_) if !said => self.found.push(Finding::missing(name)),
                // Everything in the file was compared: that says more.
                Altered::Changed(_) if !(said && self.of_this_version) => {
                    self.found.push(Finding::altered(name));
                }
                _ => {}
            }
        }
        let is_computed = |name: &str| self.computed.iter().any(|own| own == name);
        let part = format!("/{RECORD}");
        let of_run = self.folder.names().map(String::from);
        let of_run = of_run.filter(|name| !name.ends_with(&part) && name != TIMING);
        let others = self.folder.others().into_iter();
        for name in of_run.chain(others).filter(|name| !is_computed(name)) {
            if self.found.iter().any(|found| found.file == name) {
                continue;
            }
            self.found.push(match self.folder.has(&name) || kind.writes(&name) {
                true => Finding::of_file(
                    Sort::NotOfThisRun,
                    &name,
                    phrase(
                        "this run does not write it: it is of another one",
                        "本次运行不写此文件：属于另一次运行",
                    ),
                ),
                false => Finding::stranger(&name),
            });
        }
        (self.files, self.not_checked, self.found)
    }

    fn compare(&mut self, name: &str, there: &[u8], computed: &[u8]) {
        if there == computed {
            return;
        }
        let ending = name.rsplit('.').next();
        let mut left = BTreeSet::new();
        let newer = (!self.of_this_version).then_some(&mut left);
        let own = match (std::str::from_utf8(there), std::str::from_utf8(computed)) {
            (_, Err(_)) if self.of_this_version => bytes_differ(name, there, computed),
            (_, Err(_)) => {
                self.by_hash(name);
                return;
            }
            (Err(error), Ok(_)) => {
                let good = &there[..error.valid_up_to()];
                let place = line_place(good.iter().filter(|&&byte| byte == b'\n').count());
                let cause = phrase("not UTF-8", "不是 UTF-8 编码");
                vec![Finding::at(Sort::Unreadable, name, place, cause)]
            }
            (Ok(there), Ok(computed)) => match (ending, self.with_prose()) {
                (Some("json" | "geojson"), true) => of_json(name, there, computed, None, newer),
                (_, true) => of_text(name, there, computed),
                (Some("json" | "geojson"), false) => {
                    of_json(name, there, computed, Some(&self.prose(name)), newer)
                }
                (Some("csv"), false) => of_figures_in_csv(name, there, computed, newer),
                (_, false) => {
                    self.by_hash(name);
                    return;
                }
            },
        };
        self.newer.extend(left.into_iter().map(|place| format!("{name}, {place}")));
        let more = own.len().saturating_sub(MOST);
        self.found.extend(own.into_iter().take(MOST));
        if more > 0 {
            let cause = text!("{more} more differences, not listed", "另有 {more} 处不同，未列出");
            self.found.push(Finding::of_file(Sort::Differs, name, cause));
        }
    }

    /// A file that was not computed again byte by byte.
    fn by_hash(&mut self, name: &str) {
        self.not_checked.push(text!(
            "{name}: not compared, since another version may say it otherwise; by its SHA-256 it is the file that the run wrote",
            "{name}：其他版本的表述可能不同，未作比较；按 SHA-256 确为运行时写出的文件"
        ));
    }

    /// The paths of words for people in a file, and of what this release does not write.
    fn prose(&self, name: &str) -> Vec<String> {
        let own: [&[&str]; 2] = match name {
            PlanJson::FILE => [PlanJson::PROSE, PlanJson::GONE],
            ScheduleJson::FILE => [ScheduleJson::PROSE, ScheduleJson::GONE],
            _ => [&["yike.about", "yike.version"], &[]],
        };
        let stem = name.split('.').next();
        let columns = self.tables.iter().filter(|table| Some(table.kind.file) == stem);
        let columns = columns.flat_map(|table| {
            let prose = table.heads.iter().filter(|head| head.source == Source::Prose);
            prose.map(|head| format!("features[].properties.{}{}", table.kind.prefix, head.name))
        });
        own.concat().into_iter().map(Into::into).chain(columns).collect()
    }
}

/// What differs in a file of another program's format: of a GeoPackage where, of others that they do.
fn bytes_differ(name: &str, there: &[u8], computed: &[u8]) -> Vec<Finding> {
    let cells = match name.ends_with(".gpkg") {
        true => geopackage_differences(there, computed).unwrap_or_default(),
        false => Vec::new(),
    };
    if cells.is_empty() {
        let (there, computed) = (there.len(), computed.len());
        let cause = text!(
            "the file was changed: its {there} bytes are not the {computed} that its inputs give",
            "文件被改动过：现为 {there} 字节，按输入应为 {computed} 字节"
        );
        return vec![Finding::of_file(Sort::Differs, name, cause)];
    }
    let told = |cell: CellDifference| {
        let [there, computed] = [cell.there, cell.computed].map(|own| own.map(Text::same));
        Finding::differs(name, Text::same(cell.place), there, computed)
    };
    cells.into_iter().map(told).collect()
}

/// JSON without the members at the paths of `prose`; with none, equal values in other bytes are told too. With `newer`,
/// members that are not there are put into it and not compared.
fn of_json(
    name: &str,
    there: &str,
    computed: &str,
    prose: Option<&[String]>,
    newer: Option<&mut BTreeSet<String>>,
) -> Vec<Finding> {
    match json_differences(name, there, computed, prose.unwrap_or_default(), newer) {
        Ok(found) if found.is_empty() && prose.is_none() => {
            vec![same_meaning(name, there, computed)]
        }
        Ok(found) => all(name, found),
        Err(unreadable) => vec![*unreadable],
    }
}

fn json_differences(
    name: &str,
    there: &str,
    computed: &str,
    prose: &[String],
    newer: Option<&mut BTreeSet<String>>,
) -> Result<Vec<Difference>, Box<Finding>> {
    let mut value: Value = json(name, there.as_bytes())?;
    let mut own: Value = json(name, computed.as_bytes())?;
    for path in prose {
        let parts: Vec<&str> = path.split('.').collect();
        leave_out(&mut value, &parts);
        leave_out(&mut own, &parts);
    }
    if let Some(newer) = newer {
        leave_out_nested(&mut value);
        newer.extend(leave_out_newer_members(&value, &mut own));
    }
    Ok(match name.ends_with(".geojson") {
        true => map_differences(&value, &own),
        false => differences("", &value, &own),
    })
}

/// A JSON file, or where it is none.
pub(super) fn json(name: &str, bytes: &[u8]) -> Result<Value, Box<Finding>> {
    serde_json::from_slice(bytes).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        let place = text!("line {line}, column {column}", "第 {line} 行第 {column} 列");
        let says = error.to_string();
        let says = said(says.split(" at line ").next().unwrap_or_default());
        let cause = text!("not JSON: {says}", "不是 JSON：{says}"; says);
        Box::new(Finding::at(Sort::Unreadable, name, place, cause))
    })
}

/// Takes out the members at a path; `[]` stands for each item of a list.
fn leave_out(value: &mut Value, path: &[&str]) {
    let Some((&name, rest)) = path.split_first() else {
        return;
    };
    let Value::Object(members) = value else {
        return;
    };
    match name.strip_suffix("[]") {
        None if rest.is_empty() => drop(members.remove(name)),
        None => {
            if let Some(member) = members.get_mut(name) {
                leave_out(member, rest);
            }
        }
        Some(name) => {
            let items = members.get_mut(name).and_then(Value::as_array_mut);
            for item in items.into_iter().flatten() {
                leave_out(item, rest);
            }
        }
    }
}

/// The numbers of a table: its words may be said otherwise. With `newer`, columns that are not there are put into it and
/// not compared.
fn of_figures_in_csv(
    name: &str,
    there: &str,
    computed: &str,
    newer: Option<&mut BTreeSet<String>>,
) -> Vec<Finding> {
    let rows = |text: &str| -> Vec<csv::StringRecord> {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        reader.records().map_while(Result::ok).collect()
    };
    let (there, mut computed) = (rows(there), rows(computed));
    if let Some(newer) = newer {
        newer.extend(leave_out_newer_columns(&there, &mut computed));
    }
    let most = there.len().max(computed.len());
    let mut found = Vec::new();
    for row in 0..most {
        let cells = |rows: &[csv::StringRecord]| rows.get(row).cloned();
        let (own, other) = (cells(&there), cells(&computed));
        let differ = match (&own, &other) {
            (Some(own), Some(other)) => {
                let is_number = |cell: &str| cell.parse::<f64>().is_ok();
                let pairs = own.iter().zip(other.iter());
                let mut pairs = pairs.filter(|(a, b)| is_number(a) || is_number(b));
                own.len() != other.len() || pairs.any(|(a, b)| a != b)
            }
            _ => true,
        };
        if differ {
            let line = |cells: Option<csv::StringRecord>| {
                cells.map(|cells| Text::same(cells.iter().collect::<Vec<_>>().join(",")))
            };
            found.push(Difference {
                path: line_place(row),
                there: line(own),
                computed: line(other),
            });
        }
    }
    all(name, found)
}

fn of_text(name: &str, there: &str, computed: &str) -> Vec<Finding> {
    if there.replace("\r\n", "\n") == computed {
        let says =
            phrase("the lines end in another way; they are the same", "换行符不同，内容相同");
        return vec![Finding::of_file(Sort::Note, name, says)];
    }
    let found = line_differences(there, computed);
    if found.is_empty() {
        return bytes_differ(name, there.as_bytes(), computed.as_bytes());
    }
    all(name, found)
}

fn all(name: &str, found: Vec<Difference>) -> Vec<Finding> {
    let finding =
        |found: Difference| Finding::differs(name, found.path, found.there, found.computed);
    found.into_iter().map(finding).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(name: &str, there: &str, computed: &str) -> Vec<(Sort, String)> {
        let found = match name.ends_with("json") {
            true => of_json(name, there, computed, None, None),
            false => of_text(name, there, computed),
        };
        found.into_iter().map(|own| (own.sort, own.place.to_string())).collect()
    }

    #[test]
    fn white_space_is_a_note_and_notation_is_not() {
        let computed = "{\n  \"a b\": [1, 2.0]\n}\n";
        assert_eq!(found("a.json", "{\"a b\":[1,2.0]}", computed)[0].0, Sort::Note);
        for there in
            ["{\"a b\":[1,2.00]}", "{\"a b\":0,\"a b\":[1,2.0]}", "{\"a\\u0020b\":[1,2.0]}"]
        {
            let found = found("a.json", there, computed);
            assert_eq!(found[0].0, Sort::Differs, "{there}");
        }
        assert_eq!(found("a.json", "{\"ab\":[1,2.0]}", computed).len(), 2);
        assert_eq!(found("a.csv", "a\r\nb\r\n", "a\nb\n")[0].0, Sort::Note);
        assert_eq!(found("a.csv", "a\nb", "a\nb\n")[0].0, Sort::Differs);
    }

    #[test]
    fn words_for_people_are_left_out() {
        let prose = ["rows[].text".to_owned(), "about.says".to_owned()];
        let of = |text: &str, number: u32| {
            format!(
                "{{\"rows\":[{{\"text\":\"{text}\",\"n\":{number}}}],\"about\":{{\"says\":\"{text}\"}}}}"
            )
        };
        let found = |there: &str, computed: &str| -> Vec<String> {
            let found = of_json("a.json", there, computed, Some(&prose), None);
            found.into_iter().map(|found| found.place.to_string()).collect()
        };
        assert_eq!(found(&of("one", 1), &of("two", 1)), [""; 0]);
        assert_eq!(found(&of("one", 1), &of("two", 2)), ["rows[0].n"]);
        let found = of_figures_in_csv("a.csv", "id,work\nx,new,1\n", "id,task\nx,built,2\n", None);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].place.to_string(), "line 2");
    }
}
