//! `yike verify`: a run's folder, computed again from the files that the run read where that can be done without a solver.

mod inputs;
mod periods;
mod plan;
mod record;

use super::args::VerifyArgs;
use super::exit::Exit;
use super::failure::Failure;
use super::page::{Page, Paper};
use super::terminal::Terminal;
use crate::run::numbers::count;
use crate::run::plan::to_bytes;
use crate::run::{RunFolder, RunKind};
use crate::write::verify::{Finding, Verification};
use std::path::Path;

/// So many findings are shown; the rest are counted.
const SHOWN: usize = 20;

pub(crate) fn run(typed: VerifyArgs, terminal: &mut Terminal<'_>) -> Result<Exit, Failure> {
    let folder = RunFolder::open(&typed.run)?;
    let verification = match folder.kind() {
        RunKind::Plan => plan::verification(&typed, &folder)?,
        RunKind::Schedule => periods::verification(&typed, &folder)?,
        _ => record::verification(&typed, &folder)?,
    };
    terminal.answer(|| to_bytes(&verification), |width| page(&typed.run, &verification, width))?;
    Ok(match verification.is_good() {
        true => Exit::Done,
        false => Exit::Differs,
    })
}

/// The answer for the terminal.
fn page(run: &Path, verification: &Verification, paper: Paper) -> String {
    let mut page = Page::new(paper.width);
    let (mismatches, notes): (Vec<&Finding>, Vec<&Finding>) =
        verification.findings.iter().partition(|found| found.is_mismatch());
    let run = run.display();
    // A run of another version says so first.
    for note in notes.iter().filter(|note| note.place == "run.version") {
        page.line(&format!("note: {}", note.text()));
    }
    let files = count(verification.files.len());
    let inputs = count(verification.inputs);
    if verification.status == "as-written" {
        page.line(&format!(
            "{run}: as it was written. {files} files are those of the {} run, and the {inputs} input files are as they were; nothing was computed again.",
            verification.kind.word()
        ));
    } else if mismatches.is_empty() {
        page.line(&format!(
            "{run}: verified. {files} files say what {inputs} input files give, computed again without a solver."
        ));
        if verification.bounds_claimed > 0 {
            page.line(&format!(
                "{} bounds are the solver's word: nothing that is computed here refutes them.",
                count(verification.bounds_claimed)
            ));
        }
    } else {
        page.line(&format!(
            "{run}: not what its inputs give, in {} {}:",
            count(mismatches.len()),
            if mismatches.len() == 1 { "place" } else { "places" }
        ));
        for found in mismatches.iter().take(SHOWN) {
            page.item(&found.text());
        }
        page.more(mismatches.len(), SHOWN, " (use --json for all)");
    }
    for what in &verification.not_checked {
        page.line(&format!("not checked: {what}"));
    }
    let others: Vec<&&Finding> = notes.iter().filter(|note| note.place != "run.version").collect();
    for note in others.iter().take(SHOWN) {
        page.line(&format!("note: {}", note.text()));
    }
    page.more(others.len(), SHOWN, " notes (use --json for all)");
    page.text
}
