//! A sweep on several machines: `--shard` solves a part of it, `--merge` takes over what others have solved.

use crate::cli::exit::Exit;
use crate::cli::failure::{Failure, refuse};
use crate::cli::journal::journal_failed;
use crate::cli::terminal::Terminal;
use crate::domain::{Problem, Text, phrase, text};
use crate::run::numbers::count;
use crate::run::plan::to_bytes;
use crate::scenario::{Part, PartError};
use crate::write::sweep::{JOURNAL, Journal, JournalError};
use serde::Serialize;
use std::path::PathBuf;

/// So many parts that are missing are named; of more the range in which they lie.
const NAMED: usize = 24;

/// What `--shard` says.
pub(super) fn shard(typed: Option<&str>) -> Result<Option<Part>, Failure> {
    typed.map(str::parse).transpose().map_err(|error| no_part(&error))
}

/// What is to be solved of so many scenarios, and what it is called: the sweep or a shard.
pub(super) fn part(shard: Option<Part>, scenarios: u64) -> Result<(Part, Text), Failure> {
    let Some(part) = shard else {
        return Ok((Part::ALL, phrase("the sweep", "情景组").into()));
    };
    let part = part.within(scenarios).map_err(|error| no_part(&error))?;
    let named = part.to_string().replace('/', " of ");
    Ok((part, text!("shard {named}", "分片 {part}")))
}

fn no_part(error: &PartError) -> Failure {
    let error = error.text();
    Failure::usage(
        text!("--shard: {error}", "--shard：{error}"; error),
        phrase(
            "give K/N, K from 1 to N, or FROM..TO, numbers of scenarios from 0, TO left out",
            "请给出 K/N（K 为 1 至 N），或 FROM..TO（情景序号从 0 起，不含 TO）",
        ),
    )
}

/// A shard that is over.
#[derive(Debug, Serialize)]
struct ShardJson<'a> {
    plan: &'a str,
    shard: String,
    /// Of the shard.
    scenarios: u64,
    /// Of the whole sweep.
    of: u64,
    /// What of the whole sweep the folder has not yet: ranges of numbers from 0, their ends left out.
    missing: Vec<[u64; 2]>,
}

/// Says that a shard is over.
pub(super) fn end_shard(
    problem: &Problem,
    (said, part): (&Text, Part),
    (scenarios, of): (u64, u64),
    journal: &Journal,
    terminal: &mut Terminal<'_>,
) -> Result<Exit, Failure> {
    let plan = problem.name.english();
    let mut missing: Vec<[u64; 2]> = Vec::new();
    for number in journal.missing(Part::ALL) {
        match missing.last_mut() {
            Some([_, end]) if *end == number => *end += 1,
            _ => missing.push([number, number + 1]),
        }
    }
    let made = ShardJson { plan, shard: part.to_string(), scenarios, of, missing };
    let all = count(scenarios as usize);
    let text = text!(
        "{said}: {all} of {all} scenarios are over; merge them with --merge\n",
        "{said}：{all} 个情景全部完成；请用 --merge 合并\n";
        said
    );
    terminal.answer(|| to_bytes(&made), |paper| text.say(paper.language).to_owned())?;
    Ok(Exit::Done)
}

/// Takes over what the journals in these folders have. Errors with every folder that has none of this sweep.
pub(super) fn merge(
    folders: &[PathBuf],
    journal: &mut Journal,
    terminal: &mut Terminal<'_>,
) -> Result<(), Failure> {
    let mut refused = Vec::new();
    for folder in folders {
        match journal.absorb(&folder.join(JOURNAL)) {
            Ok(came) => {
                let (came, folder) = (count(came as usize), folder.display());
                terminal.note(text!(
                    "scenarios taken over from {folder}: {came}",
                    "从 {folder} 取得 {came} 个情景"
                ))?;
            }
            Err(error @ JournalError::File { .. }) => return Err(journal_failed(error)),
            Err(error) => refused.push(error.text()),
        }
    }
    match refused.is_empty() {
        true => Ok(()),
        false => {
            let refused = Text::join(&refused, ("; ", "；"));
            refuse(
                text!("--merge: {refused}", "--merge：{refused}"; refused),
                phrase(
                    "name folders that the same version of Yike wrote with the same plan, sweep and settings; folders may lie anywhere",
                    "请给出同一版本 Yike 以相同规划、情景和设置写出的文件夹；位置不限",
                ),
            )
        }
    }
}

/// Says which scenarios no journal has; whether there are any.
pub(super) fn tell_missing(
    journal: &Journal,
    scenarios: u64,
    terminal: &mut Terminal<'_>,
) -> Result<bool, Failure> {
    let missing: Vec<u64> = journal.missing(Part::ALL).collect();
    let (Some(first), Some(last)) = (missing.first(), missing.last()) else {
        return Ok(false);
    };
    let parts = Part::of_numbers(&missing, scenarios);
    let parts: Vec<String> = parts.iter().map(Part::to_string).collect();
    let named = match parts.len() {
        ..=NAMED => {
            let parts = parts.join(", ");
            text!(": --shard {parts}", "：--shard {parts}")
        }
        _ => {
            let end = last + 1;
            text!(", all of them in --shard {first}..{end}", "，均在 --shard {first}..{end} 之内")
        }
    };
    let (over, all) = (count(journal.over() as usize), count(scenarios as usize));
    let missing = count(missing.len());
    let cause = text!(
        "{over} of {all} scenarios are over, and kept; missing ({missing}){named}",
        "{all} 个情景中已完成并保存 {over} 个；尚缺 {missing} 个{named}";
        named
    );
    let help = text!(
        "run these shards and merge again, or run the same words without --merge, which solves the rest here",
        "请运行这些分片后再次合并；或去掉 --merge 重新运行同一命令，其余情景即在本机求解"
    );
    terminal.error(&cause, Some(&help))?;
    Ok(true)
}
