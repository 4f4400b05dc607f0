//! The words of a state of the workbench: the options of every command that reads a plan.

use crate::cli::failure::{Failure, refuse};
use crate::domain::{phrase, text};
use crate::read::sweep::PlanEdits;
use crate::serve::Word;

/// With what the plan is read.
pub(super) fn edits(words: &[Word]) -> Result<PlanEdits, Failure> {
    let mut edits = PlanEdits::default();
    for Word(option, value) in words {
        let list = match option.as_str() {
            "set" => &mut edits.set,
            "lift" => &mut edits.lift,
            "require" => &mut edits.require,
            "forbid" => &mut edits.forbid,
            "keep-today" => &mut edits.keep_today,
            "merge-town" => &mut edits.merge_town,
            "people" => {
                let year = value.trim().parse();
                let year = year.or_else(|_| {
                    let cause =
                        text!("--people: `{value}` is no year", "--people：`{value}` 不是年份");
                    refuse(cause, phrase("write for instance 2035", "例如写 2035"))
                })?;
                edits.people = Some(year);
                continue;
            }
            other => {
                let cause = text!("the workbench has no `{other}`", "工作台没有 `{other}`");
                return refuse(cause, phrase("leave it out", "请去掉"));
            }
        };
        list.push(value.clone());
    }
    Ok(edits)
}

/// The same as words of the command line.
pub(super) fn typed(words: &[Word]) -> Vec<String> {
    words.iter().map(|Word(option, value)| format!("--{option}={value}")).collect()
}
