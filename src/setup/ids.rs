//! Ids of rows, each its own.

use super::findings::Findings;
use super::table::Table;
use crate::domain::text;
use crate::read::{Code, GivenRow};
use std::collections::BTreeMap;

/// The ids of a table's rows, and where each is; 0 in another table.
#[derive(Default)]
pub(super) struct Ids(BTreeMap<String, usize>);

impl Ids {
    /// Those that another table has are taken.
    pub(super) fn after<'a>(known: impl Iterator<Item = &'a str>) -> Self {
        Self(known.map(|id| (id.to_owned(), 0)).collect())
    }

    /// The row's id, made by `make` where it has none; none, which is told, where another row has it.
    pub(super) fn take(
        &mut self,
        table: &Table,
        row: &GivenRow,
        make: impl FnOnce() -> String,
        findings: &mut Findings,
    ) -> Option<String> {
        let (part, file) = (table.part, table.name());
        let own = table.text(row, "id").or_else(|| row.id.clone());
        findings.guess_if(
            own.is_none(),
            file,
            text!(
                "rows have no codes: ids are made of names, so that they stay the same",
                "没有编码：以名称作为编码，再次运行时保持不变"
            ),
        );
        let id = own.unwrap_or_else(make);
        let Some(first) = self.0.insert(id.clone(), row.line.unwrap_or(row.number)) else {
            return Some(id);
        };
        let (cause, action) = match first {
            0 => (
                text!("another table has `{id}` already", "另一张表中已有“{id}”"),
                text!(
                    "leave one of the rows, give each its own code, or name the table that counts: --{part} {file}",
                    "请保留其中一行，或为每行填写唯一编码，或指明以哪张表为准：--{part} {file}"
                ),
            ),
            _ => (
                text!("row {first} is `{id}` already", "第 {first} 行已是“{id}”"),
                text!(
                    "leave one of the rows, or give each its own code",
                    "请保留其中一行，或为每行填写唯一编码"
                ),
            ),
        };
        let at = (file, Some(table.column("id").unwrap_or("id")));
        findings.row(Code::DUPLICATE_ID, at, row, cause, action);
        None
    }
}
