//! `yike serve`: reads a plan once, and answers the workbench's page about it.

mod answers;
mod bench;
mod controls;
mod export;
mod opened;
mod questions;
mod repairs;
mod words;

use super::edits::EditArgs;
use super::exit::Exit;
use super::failure::{Failure, refuse};
use super::in_process::Run;
use super::issues::issues;
use super::limits::LimitArgs;
use super::terminal::Terminal;
use crate::domain::{Text, phrase, text};
use crate::read::sweep::PlanTemplate;
use crate::run::folder::RECORD;
use crate::run::plan::{PlanJson, to_bytes};
use crate::run::{EditsRecord, RunFolder, RunKind};
use crate::serve::{Server, Word};
use bench::PlanBench;
use clap::Args;
use serde_json::json;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Of `yike serve`.
#[derive(Debug, Args)]
pub(crate) struct ServeArgs {
    /// The plan file (TOML), of one year; a folder that has a plan.toml; or the folder of a run, with whose changes the page begins
    plan: PathBuf,
    /// The port on 127.0.0.1 [default: a free one]
    #[arg(long, value_name = "PORT", default_value_t = 0, hide_default_value = true)]
    port: u16,
    /// Print the address, and open no browser
    #[arg(long)]
    no_open: bool,
    #[command(flatten)]
    edits: EditArgs,
    #[command(flatten)]
    limits: LimitArgs,
}

/// `run` runs the commands that make files.
pub(crate) fn run(
    typed: ServeArgs,
    run: Run,
    terminal: &mut Terminal<'_>,
) -> Result<Exit, Failure> {
    if terminal.is_called() {
        return refuse(
            phrase("the workbench is of the command line", "工作台只能从命令行启动"),
            phrase("run `yike serve` in a terminal", "请在终端中运行 `yike serve`"),
        );
    }
    let limits = typed.limits.limits()?;
    typed.limits.note(terminal)?;
    let (path, mut words) = plan_in(&typed.plan)?;
    let edits = EditsRecord::of(&typed.edits.edits());
    words.extend(edits.iter().flat_map(words_of));
    let template = PlanTemplate::open(&path)?;
    terminal.issues(&issues(&template.files().warnings))?;
    let at_once = limits.threads;
    let bench = PlanBench::new(
        (path, &words),
        template,
        (limits, typed.limits),
        (terminal.style.language, run),
    )?;
    let server = Server::new(Arc::new(bench), typed.port, at_once);
    let server = server.map_err(|error| {
        let help = phrase("name another with --port, or none", "请用 --port 另指定端口，或不指定");
        Failure::usage(&error, help)
    })?;
    let url = server.address().url();
    match terminal.style.json {
        true => terminal.data(&to_bytes(&json!({ "address": url })))?,
        false => terminal.data(format!("{url}\n").as_bytes())?,
    }
    terminal.note(phrase(
        "the workbench is at this address until Ctrl-C; whoever has the address may use it",
        "工作台地址如上，按 Ctrl-C 结束；持有该地址者均可使用",
    ))?;
    // Kept until the end: the browser may be slow to read it.
    let opened = if typed.no_open { None } else { opened::open(&url) };
    if !typed.no_open && opened.is_none() {
        terminal.note(text!(
            "no browser could be started: open the address in one",
            "无法启动浏览器：请自行打开上述地址"
        ))?;
    }
    server.run();
    Ok(Exit::Done)
}

/// The plan file of what is named, and the changes to begin with: a run's plan with the run's own, else a folder's `plan.toml`.
fn plan_in(named: &Path) -> Result<(PathBuf, Vec<Word>), Failure> {
    if !named.is_dir() {
        return Ok((named.to_owned(), Vec::new()));
    }
    if !named.join(RECORD).is_file() {
        return Ok((named.join("plan.toml"), Vec::new()));
    }
    let folder = RunFolder::open_of(named, &[RunKind::Plan])?;
    let PlanJson { run, .. } = folder.record()?;
    let Some(plan) = run.inputs.iter().find(|input| input.role == "plan") else {
        return refuse(
            phrase("the run does not say which plan it read", "运行结果未说明所读的规划文件"),
            phrase("name the plan file", "请指定规划文件"),
        );
    };
    Ok((PathBuf::from(&plan.path), run.edits.iter().flat_map(words_of).collect()))
}

fn words_of(edits: &EditsRecord) -> impl Iterator<Item = Word> {
    edits.each().map(|(option, value)| Word(option.into(), value.into_owned()))
}

impl From<&crate::serve::ServeError> for Failure {
    fn from(error: &crate::serve::ServeError) -> Self {
        Self::usage(Text::from(error), Text::default())
    }
}
