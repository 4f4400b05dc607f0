//! `yike why`: read, solve, answer, write, show.

mod asked;

pub(super) use asked::questions;

use super::ended::{MORE_TIME, PLAN, Sought, say_conflicts, say_status, say_unanswered};
use super::exit::Exit;
use super::failure::Failure;
use super::page::Page;
use super::progress::Drawn;
use super::question::QuestionArgs;
use super::terminal::Terminal;
use crate::domain::phrase;
use crate::inquiry::why;
use crate::run::RunKind;
use crate::run::asked::Answered;
use crate::run::text_table::{certainty_table, stage_row};
use crate::run::why::{OtherPlanJson, WhyJson};
use crate::solve::StageReport;
use crate::travel::Arcs;
use crate::write::answers::answer_outputs;
use clap::Args;

/// Of `yike why`.
#[derive(Debug, Args)]
#[command(mut_arg("time_limit", |arg| arg.help(
    "Stop a solve after this time with the best so far; answers then depend on the machine [default: no limit]"
)))]
pub(crate) struct WhyArgs {
    /// A site by its id or name: why it is in the plan, or why not; may be repeated
    #[arg(long, value_name = "SITE")]
    site: Vec<String>,
    /// A village or community by its id or name: how its people can be reached; may be repeated
    #[arg(long, value_name = "VILLAGE")]
    village: Vec<String>,
    /// A target or rule by its id, name or number: what binds it, and what it costs; may be repeated
    #[arg(long, value_name = "TARGET")]
    target: Vec<String>,
    #[command(flatten)]
    question: QuestionArgs,
}

pub(crate) fn run(typed: WhyArgs, terminal: &mut Terminal<'_>) -> Result<Exit, Failure> {
    let question =
        typed.question.read(phrase("these answers are of one", "此类问题只能就其中一期提出"))?;
    let (problem, limits) = (&question.problem, &question.limits);
    let questions = questions(problem, [&typed.site, &typed.village, &typed.target])?;
    typed.question.begin(&question, RunKind::Why, terminal)?;
    let arcs = Arcs::build_on(problem, limits.threads);
    let progress = Drawn::new(terminal.style, phrase("answering", "正在解答"));
    let found = why(problem, &arcs, limits, &questions, &progress);
    progress.finish();
    let found = found?;
    let made = WhyJson::new(problem, &found, typed.question.asked::<WhyJson>(&question));
    let outputs = (RunKind::Why, answer_outputs(&made));
    typed.question.tell(&made, outputs, terminal, |page| tell(&made, &found.best.stages, page))?;
    let mut plans = made.answers.iter().flat_map(|answer| &answer.plans);
    let is_missing = |plan: &OtherPlanJson| plan.cost_yuan.is_none() && plan.status != "infeasible";
    if plans.any(|plan| is_missing(plan) || !plan.all_tried) {
        return say_unanswered(phrase("every question was", "所提问题"), None, terminal);
    }
    let sought = Sought {
        what: PLAN,
        impossible: phrase(
            "no layout meets all that is binding, so that there is no plan to ask about",
            "没有布局能满足全部约束性要求，因此没有可供追问的方案",
        ),
        help: MORE_TIME,
    };
    let exit = say_status(found.best.status, &sought, terminal)?;
    say_conflicts(exit, terminal)
}

fn tell(made: &WhyJson, stages: &[StageReport], page: &mut Page) {
    if stages.is_empty() {
        return;
    }
    let language = page.language;
    page.heading(language.say("The best plan", "最优方案"));
    let rows = stages.iter().map(|stage| stage_row(stage, language));
    page.rows(&certainty_table(rows, language));
    made.sections(language).iter().for_each(|own| page.section(own));
}
