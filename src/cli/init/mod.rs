//! `yike init`: a plan of a planner's own tables, and the plan read again, so that it is known to be one.

mod args;
mod choices;
mod folder;

pub(crate) use args::InitArgs;

use super::engine;
use super::exit::Exit;
use super::failure::Failure;
use super::issues::issues;
use super::page::{Page, Paper};
use super::paths::refuse_to_overwrite;
use super::terminal::Terminal;
use crate::domain::{Text, text};
use crate::plan::screen;
use crate::read::sweep::PlanEdits;
use crate::run::plan::to_bytes;
use crate::run::{IssueRecord, Language, VERSION, write_together};
use crate::setup::{Guess, PLAN, make, outputs};
use crate::travel::Arcs;
use folder::{Folder, plan_text};
use serde::Serialize;

/// What `yike init --json` writes.
#[derive(Debug, Serialize)]
struct InitJson {
    format: &'static str,
    version: &'static str,
    plan: String,
    files: Vec<String>,
    guesses: Vec<GuessJson>,
    /// Keys of the plan file that have other values than before.
    updated: Vec<String>,
    /// Keys that were edited and stay.
    kept: Vec<String>,
    warnings: Vec<IssueRecord>,
}

#[derive(Debug, Serialize)]
struct GuessJson {
    about: String,
    text: String,
    text_zh: String,
}

pub(crate) fn run(mut typed: InitArgs, terminal: &mut Terminal<'_>) -> Result<Exit, Failure> {
    let own = typed.lang.unwrap_or(terminal.language());
    terminal.style.language = Some(own);
    let folder = Folder::open(&typed.out)?;
    refuse_to_overwrite(Some(&typed.out), folder::is_written, &typed.files())?;
    let taken = typed.take_before(folder.choices());
    let asked = typed.asked(own)?;
    if !taken.is_empty() {
        let taken = taken.join(" ");
        terminal.note(text!(
            "as the last time: {taken}; name an option again to change it",
            "沿用上次的选择：{taken}；如需更改，请重新指明该选项"
        ))?;
    }
    let made = match make(&asked) {
        Ok(made) => made,
        Err(refused) => {
            let guessed = guessed(&refused.guesses, terminal.style.paper());
            terminal.note(Text::same(guessed.trim_end()))?;
            return Err(refused.problems.into());
        }
    };
    let merged = plan_text(&folder, &made.plan)?;
    let files = outputs(&made, &merged.text, typed.choices())?;
    folder.save_edited(&files, terminal)?;
    write_together(files.iter().map(|own| (typed.out.join(&*own.name), &*own.bytes)))?;
    folder.remove_left(&files, terminal)?;
    let names: Vec<String> = files.iter().map(|output| output.name.to_string()).collect();
    let mut warnings = issues(&made.warnings);
    let plan = typed.out.join(PLAN);
    let loaded = engine::read_plan(&plan, &PlanEdits::default());
    warnings.extend(loaded.iter().flat_map(|loaded| loaded.warnings.clone()));
    terminal.issues(&warnings)?;
    let (shown, list) = (typed.out.display(), Text::names(&names));
    terminal.note(text!("wrote {list} to {shown}", "已写入 {shown}：{list}"; list))?;
    let json = || {
        to_bytes(&InitJson {
            format: FORMAT,
            version: VERSION,
            plan: plan.display().to_string(),
            files: names.clone(),
            guesses: made.guesses.iter().map(guess_json).collect(),
            updated: merged.updated.clone(),
            kept: merged.kept.clone(),
            warnings: warnings.clone(),
        })
    };
    let text = |paper: Paper| {
        let mut text = guessed(&made.guesses, paper);
        let mut page = Page::new(paper);
        let mut list = |keys: &[String], en: &str, zh: &str| {
            if !keys.is_empty() {
                page.heading(own.say(en, zh));
                keys.iter().for_each(|key| page.item(key));
            }
        };
        list(&merged.updated, "Updated in plan.toml", "plan.toml 中已更新");
        list(&merged.kept, "Edited in plan.toml, and kept", "plan.toml 中已改动、予以保留");
        text += &page.text;
        text
    };
    terminal.answer(json, text)?;
    let (file, result) = (plan.display(), typed.out.join("result"));
    let loaded = match loaded {
        Ok(loaded) => loaded,
        Err(failure) => {
            terminal.note(text!(
                "the plan is written and is not sound; what follows says what to mend in {file} or in the tables",
                "规划已写入，但未通过检查；以下各项请在 {file} 或原表中更正"
            ))?;
            return Err(failure);
        }
    };
    let arcs = Arcs::build(&loaded.problem);
    if !screen(&loaded.problem, &arcs).contradictions.is_empty() {
        let cause = text!("the plan demands what cannot be", "规划的要求互相矛盾");
        let help = text!(
            "yike conflicts {file} says what clashes",
            "yike conflicts {file} 可列出矛盾之处"
        );
        terminal.error(&cause, Some(&help))?;
        return Ok(Exit::Infeasible);
    }
    let result = result.display();
    terminal.note(text!(
        "the plan is sound; next: yike solve {file} --out {result}",
        "规划检查通过；下一步：`yike solve {file} --out {result} --lang zh`"
    ))?;
    Ok(Exit::Done)
}

const FORMAT: &str = "yike-init-1";

fn guess_json(guess: &Guess) -> GuessJson {
    GuessJson {
        about: guess.about.clone(),
        text: guess.text.say(Language::English).into(),
        text_zh: guess.text.say(Language::Chinese).into(),
    }
}

/// What was taken for what, file by file.
fn guessed(guesses: &[Guess], paper: Paper) -> String {
    let (own, mut page) = (paper.language, Page::new(paper));
    page.line(own.say("What was taken for what, and why", "识别与假定及其依据"));
    let mut about = "";
    for guess in guesses {
        if guess.about != about {
            about = &guess.about;
            page.heading(about);
        }
        page.item(guess.text.say(own));
    }
    page.text
}
