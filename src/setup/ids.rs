//! Ids of rows, each its own.

use super::findings::{Findings, RowFinding};
use super::table::Table;
use crate::domain::Name;
use crate::read::{Code, GivenRow};
use std::collections::BTreeMap;

/// The ids of a table's rows, and the rows that have one that is taken.
#[derive(Default)]
pub(super) struct Ids {
    seen: BTreeMap<String, usize>,
    twice: Vec<RowFinding>,
    /// Whether a row had none.
    is_made: bool,
}

impl Ids {
    /// Those that another table has are taken.
    pub(super) fn after<'a>(known: impl Iterator<Item = &'a str>) -> Self {
        Self { seen: known.map(|id| (id.to_owned(), 0)).collect(), ..Self::default() }
    }

    /// The row's id, made by `make` where it has none; none where another row has it.
    pub(super) fn take(
        &mut self,
        table: &Table,
        row: &GivenRow,
        make: impl FnOnce() -> String,
    ) -> Option<String> {
        let own = table.text(row, "id").or_else(|| row.id.clone());
        self.is_made |= own.is_none();
        let id = own.unwrap_or_else(make);
        let Some(first) = self.seen.insert(id.clone(), row.line.unwrap_or(row.number)) else {
            return Some(id);
        };
        let cause = match first {
            0 => Name::both(
                format!("another table has `{id}` already"),
                format!("另一张表中已有“{id}”"),
            ),
            _ => Name::both(
                format!("row {first} is `{id}` already"),
                format!("第 {first} 行已是“{id}”"),
            ),
        };
        self.twice.push(RowFinding::new(row, cause));
        None
    }

    /// Tells rows that share an id, and that ids were made.
    pub(super) fn tell(self, table: &Table, findings: &mut Findings) {
        let column = table.column("id").unwrap_or("id");
        findings.rows(Code::DUPLICATE_ID, table.name(), Some(column), &self.twice, |own| {
            own.say(
                "leave one of the rows, or give each its own code",
                "请保留其中一行，或为每行填写唯一编码",
            )
            .into()
        });
        if self.is_made {
            findings.guess(table.name(), |own| {
                own.say(
                    "rows have no codes: ids are made of names, so that they stay the same",
                    "没有编码：以名称作为编码，再次运行时保持不变",
                )
                .into()
            });
        }
    }
}
