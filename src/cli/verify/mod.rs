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
use crate::domain::{Language, Text, text};
use crate::run::numbers::{count, gap};
use crate::run::plan::to_bytes;
use crate::run::{RunFolder, RunKind};
use crate::write::verify::{Finding, MADE_BY, Reproved, Verification};
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

/// How far a bound is proved again.
fn reproved(own: &Reproved) -> Text {
    Text::both(|language| {
        let aim = language.stage(own.stage);
        let value = |value| language.stage_value(own.stage, value);
        let (bound, proved) = (value(own.bound), value(own.proved));
        let on_word = gap(own.on_word);
        match language {
            Language::English => format!(
                "{aim}: bound {bound}, of which {proved} is proved again without a solver; {on_word} beyond that is the solver's word."
            ),
            Language::Chinese => format!(
                "{aim}：界限 {bound}，其中 {proved} 已不经求解器重新证明；超出的 {on_word} 仅凭求解器。"
            ),
        }
    })
}

/// The answer for the terminal.
fn page(run: &Path, verification: &Verification, paper: Paper) -> String {
    let mut page = Page::new(paper);
    let language = page.language;
    let (mismatches, notes): (Vec<&Finding>, Vec<&Finding>) =
        verification.findings.iter().partition(|found| found.is_mismatch());
    let run = run.display();
    // A run of another version says so first.
    let is_of_version = |note: &&Finding| note.place.say(language) == MADE_BY;
    let noted = |note: &Finding| {
        let note = note.text();
        text!("note: {note}", "说明：{note}"; note)
    };
    for note in notes.iter().copied().filter(is_of_version) {
        page.line(noted(note).say(language));
    }
    let files = count(verification.files.len());
    let inputs = count(verification.inputs);
    if verification.status == "as-written" {
        let kind = verification.kind.called();
        let text = text!(
            "{run}: as it was written. {files} files are those of the {kind} run, and the {inputs} input files are as they were; nothing was computed again.",
            "{run}：与写出时一致。{files} 个文件均为“{kind}”运行所写，{inputs} 个输入文件未变；未重新核算。";
            kind
        );
        page.line(text.say(language));
    } else if mismatches.is_empty() {
        let text = text!(
            "{run}: verified. {files} files say what {inputs} input files give, computed again without a solver.",
            "{run}：核验通过。{files} 个文件与由 {inputs} 个输入文件不经求解器重新核算的结果一致。"
        );
        page.line(text.say(language));
        for own in &verification.reproved {
            page.line(reproved(own).say(language));
        }
        if verification.bounds_claimed > 0 {
            let bounds = count(verification.bounds_claimed);
            let text = text!(
                "{bounds} bounds are the solver's word: nothing that is computed here refutes them.",
                "{bounds} 个理论界限出自求解器：此处核算的内容均不与之矛盾。"
            );
            page.line(text.say(language));
        }
    } else {
        let number = count(mismatches.len());
        let places = if mismatches.len() == 1 { "place" } else { "places" };
        let text = text!(
            "{run}: not what its inputs give, in {number} {places}:",
            "{run}：有 {number} 处与按输入核算的结果不符："
        );
        page.line(text.say(language));
        for found in mismatches.iter().take(SHOWN) {
            page.item(found.text().say(language));
        }
        page.more(mismatches.len(), SHOWN, page.say("use --json for all", "全部见 --json"));
    }
    for what in &verification.not_checked {
        page.line(text!("not checked: {what}", "未核对：{what}"; what).say(language));
    }
    let others: Vec<&Finding> = notes.into_iter().filter(|note| !is_of_version(note)).collect();
    for note in others.iter().take(SHOWN) {
        page.line(noted(note).say(language));
    }
    let place = page.say("use --json for all", "全部见 --json");
    page.more(others.len(), SHOWN, place);
    page.text
}
