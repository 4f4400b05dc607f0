//! `yike explain`: what the codes in messages mean.

use super::args::ExplainArgs;
use super::exit::Exit;
use super::failure::{Failure, refuse};
use super::issues::severity;
use super::page::{Page, Paper};
use super::terminal::Terminal;
use crate::plan::{CONTRADICTIONS, ViolationKind};
use crate::read::Code;
use crate::run::TextTable;
use crate::run::plan::to_bytes;
use serde::Serialize;
use std::fmt::Display;

/// What a code means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Explained {
    code: String,
    severity: &'static str,
    title: String,
    meaning: String,
    repair: String,
}

pub(crate) fn run(typed: ExplainArgs, terminal: &mut Terminal<'_>) -> Result<Exit, Failure> {
    let all = all();
    let Some(code) = typed.code else {
        terminal.answer(|| to_bytes(&all), |width| list(&all, width))?;
        return Ok(Exit::Done);
    };
    let Some(entry) = all.iter().find(|entry| entry.code.eq_ignore_ascii_case(code.trim())) else {
        return refuse(
            format!("`{code}` is not a code of this version"),
            "`yike explain` lists all codes",
        );
    };
    terminal.answer(|| to_bytes(entry), |width| one(entry, width))?;
    Ok(Exit::Done)
}

/// Whether there is such a code.
pub(crate) fn knows(code: &str) -> bool {
    all().iter().any(|entry| entry.code.eq_ignore_ascii_case(code.trim()))
}

/// All codes, a line each.
fn list(all: &[Explained], paper: Paper) -> String {
    let mut page = Page::new(paper.width);
    let rows =
        all.iter().map(|entry| [entry.code.clone(), entry.severity.into(), entry.title.clone()]);
    page.whole_rows(&TextTable::new(["Code", "", "~What"]).with(rows));
    page.text
}

/// One code in full.
fn one(entry: &Explained, paper: Paper) -> String {
    let mut page = Page::new(paper.width);
    page.line(&format!("{} ({}): {}", entry.code, entry.severity, entry.title));
    page.line("");
    page.line(&entry.meaning);
    page.line("");
    page.line(&format!("To do: {}", entry.repair));
    page.text
}

/// The reader's codes, then what contradicts in a plan, then the rules that a layout can break.
fn all() -> Vec<Explained> {
    let entry = |code: &dyn Display, severity, [title, meaning, repair]: [&str; 3]| Explained {
        code: code.to_string(),
        severity,
        title: title.into(),
        meaning: meaning.into(),
        repair: repair.into(),
    };
    let reading = Code::catalogue()
        .map(|own| entry(&own.code, severity(own.severity), [own.title, own.meaning, own.repair]));
    let contradictions = CONTRADICTIONS
        .iter()
        .map(|own| entry(&own.code, "contradiction", [own.title, own.meaning, own.repair]));
    let rules = ViolationKind::ALL.iter().map(|kind| entry(&kind.code(), "violation", rule(*kind)));
    reading.chain(contradictions).chain(rules).collect()
}

fn rule(kind: ViolationKind) -> [&'static str; 3] {
    match kind {
        ViolationKind::ChoiceNotAllowed => [
            "choice not allowed",
            "What the layout does at the site is ruled out by the site itself: it may not stay, must stand, must not stand, or another work is required.",
            "Choose a work that the site allows, or change the site's rules in the sites layer.",
        ],
        ViolationKind::MergedIntoNothing => [
            "merged into nothing",
            "The site is merged into another one that does not stand at the end.",
            "Let the other site stand, or do not merge.",
        ],
        ViolationKind::NotLed => [
            "no leader",
            "The facility is of a tier that a centre leads, and none leads it.",
            "Name a leader within the limits, put a centre near it, or relax `leads` of the tier.",
        ],
        ViolationKind::WrongLeader => [
            "leader not allowed",
            "The leader does not stand, is of the wrong tier, is too far, or stands in another town.",
            "Name another leader.",
        ],
        ViolationKind::LeadsTooMany => [
            "leads too many",
            "The facility leads more than `leads.at_most` allows.",
            "Spread them over other leaders.",
        ],
        ViolationKind::NotPaid => [
            "not paid",
            "What the sources pay does not add up to the work's cost.",
            "Correct the payments, or leave them all out: the audit then works them out.",
        ],
        ViolationKind::WrongPayer => [
            "payer not allowed",
            "A source pays for what `pays_for` rules out, or the work's own fixed mix is not kept.",
            "Let another source pay.",
        ],
        ViolationKind::Overspent => [
            "overspent",
            "Commitments and works take more from the source than it has.",
            "Do less, or let another source pay.",
        ],
        ViolationKind::OverCapacity => [
            "over capacity",
            "More people are given places at the site than it has.",
            "Give places elsewhere, or choose a larger size.",
        ],
        ViolationKind::WrongService => [
            "wrong service",
            "People are given places at a site that does not serve their tier or is out of reach, or more than there are.",
            "Correct `plan_rations`, or leave them all out: the audit then works them out.",
        ],
        ViolationKind::BindingTargetMissed => [
            "binding target missed",
            "A target that the plan binds itself to is not met.",
            "Change the layout; if none can meet it, `yike solve` says so and what would mend it.",
        ],
        ViolationKind::WorkUndone => [
            "work undone",
            "A work that was done in one period of a schedule is done no more, or done otherwise, in the next.",
            "Keep what was done in all later periods.",
        ],
        ViolationKind::NotAsBegun => [
            "not as begun",
            "A site of a schedule is not in the state that follows from what was begun there, when, and how long it takes.",
            "Begin the work early enough, or let it stand later.",
        ],
        ViolationKind::OverspentInPeriod => [
            "overspent in a period",
            "A source pays more in a period of a schedule than it has by then.",
            "Begin works later, let other sources pay, or raise the source's money of that period.",
        ],
        _ => ["rule broken", "The layout breaks a rule of the plan.", "See the message."],
    }
}
