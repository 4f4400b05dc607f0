//! Files of a plan: made by the commands that make them, so that they are theirs to the byte.

use crate::cli::caller::{Caller, Level, Watcher};
use crate::cli::failure::{Failure, refuse};
use crate::cli::in_process::{Run, called};
use crate::domain::{Text, phrase, text};
use crate::run::folder::RunFolder;
use crate::run::outputs::LAYOUT;
use crate::run::table::Table;
use crate::run::{InputRecord, IssueRecord, Output, WriteError};
use crate::serve::{Export, Handout};
use crate::solve::Progress;
use crate::write::archive::zipped;
use std::ffi::OsString;
use std::fs;
use std::path::Path;

/// A file of the plan at `path` with these words, where its files are still the `inputs`.
pub(super) fn export(
    run: Run,
    (path, words): (&Path, &[String]),
    what: Export,
    inputs: &[InputRecord],
    progress: &dyn Progress,
) -> Result<Handout, Failure> {
    let place = tempfile::tempdir()?;
    let out = place.path().join("run");
    let mut solve = vec![OsString::from("solve"), path.into()];
    solve.extend(words.iter().map(OsString::from));
    solve.extend(["--out".into(), out.clone().into()]);
    ran(run, solve, progress)?;
    let folder = RunFolder::open(&out)?;
    if folder.inputs()? != inputs {
        return refuse(
            text!(
                "the plan's files have changed since the workbench began",
                "工作台启动后，规划文件已被修改"
            ),
            phrase("start `yike serve` again", "请重新运行 `yike serve`"),
        );
    }
    match what {
        Export::Run => {
            let mut files = Vec::new();
            let mut names: Vec<String> = folder.names().map(String::from).collect();
            names.push(crate::run::folder::RECORD.into());
            for name in names {
                let file = out.join(&name);
                let bytes =
                    fs::read(&file).map_err(|source| WriteError::File { path: file, source })?;
                files.push(Output::new(name, bytes));
            }
            Ok(Handout { name: "run.zip", media: "application/zip", bytes: zipped(&files)? })
        }
        Export::Report => {
            let page = place.path().join("report.html");
            let words = ["report".into(), out.into(), "--out".into(), page.clone().into()];
            ran(run, words.to_vec(), progress)?;
            Ok(Handout {
                name: "report.html",
                media: "text/html; charset=utf-8",
                bytes: fs::read(page)?,
            })
        }
        Export::Layout if folder.has(LAYOUT) => {
            let bytes = folder.bytes(LAYOUT)?;
            Ok(Handout { name: LAYOUT, media: "application/geo+json", bytes })
        }
        Export::Layout => refuse(
            phrase("there is no layout", "没有布局"),
            phrase("apply a repair first", "请先采用一种放宽办法"),
        ),
    }
}

/// The codes by which a command ends that wrote what it was to write.
const WRITTEN: [u8; 2] = [0, 3];

/// Runs a command. Errors with what it said.
fn ran(run: Run, words: Vec<OsString>, progress: &dyn Progress) -> Result<(), Failure> {
    let mut said = Said::default();
    let code = called(run, words, &mut said, &Watching(progress)).code;
    if WRITTEN.contains(&code) {
        return Ok(());
    }
    match said.issues.is_empty() {
        false => Err(Failure::Input(said.issues)),
        true => refuse(Text::same(said.errors.join("\n")), Text::default()),
    }
}

/// What a command says.
#[derive(Default)]
struct Said {
    errors: Vec<String>,
    issues: Vec<IssueRecord>,
}

impl Caller for Said {
    fn message(&mut self, level: Level, text: &str, _: Option<&str>) {
        if level == Level::Error {
            self.errors.push(text.into());
        }
    }

    fn issues(&mut self, issues: &[IssueRecord]) {
        self.issues.extend(issues.iter().filter(|own| own.severity == "error").cloned());
    }

    fn table(&mut self, _: Option<&str>, _: &Table<'_>) {}
}

/// Stops a command when the question is to stop.
struct Watching<'a>(&'a dyn Progress);

impl Watcher for Watching<'_> {
    fn event(&self, _: &str, _: Option<(u64, u64)>) {}

    fn is_stopped(&self) -> bool {
        self.0.is_stopped()
    }
}
