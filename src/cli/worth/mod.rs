//! `yike worth`: read, solve step by step, write, show.

mod levers;

use super::ended::{
    MORE_TIME, PLAN, Sought, say_conflicts, say_not_proved, say_status, say_unanswered,
};
use super::exit::Exit;
use super::failure::Failure;
use super::page::Page;
use super::progress::Drawn;
use super::question::QuestionArgs;
use super::terminal::Terminal;
use crate::domain::phrase;
use crate::inquiry::worth;
use crate::run::RunKind;
use crate::run::worth::{
    WorthJson, money_heading, steps_heading, unlimited_lines, worth_notes, worth_sections,
};
use crate::solve::Status;
use crate::travel::Arcs;
use crate::write::answers::answer_outputs;
use clap::Args;

/// Of `yike worth`.
#[derive(Debug, Args)]
#[command(mut_arg("time_limit", |arg| arg.help(
    "Stop a solve after this time with the best so far; steps then depend on the machine [default: no limit]"
)))]
pub(crate) struct WorthArgs {
    /// So many steps to either side
    #[arg(long, value_name = "N", default_value = "2")]
    steps: String,
    /// A lever, by the path by which --set changes it, and its step, for instance "funding.lottery.amount=2 million yuan",
    /// "scale.funding=2 million yuan" of all sources, "tier.station.reach.urban=5 min", "target.indicator-5.at_least=100",
    /// "tier.hall.places=1"; may be repeated
    /// [default: a tenth of money, 5 min or a tenth of a distance, 5 percentage points, one facility or place]
    #[arg(long, value_name = "LEVER=STEP")]
    step: Vec<String>,
    /// Only this lever; may be repeated [default: all of the plan]
    #[arg(long, value_name = "LEVER")]
    only: Vec<String>,
    #[command(flatten)]
    question: QuestionArgs,
}

pub(crate) fn run(typed: WorthArgs, terminal: &mut Terminal<'_>) -> Result<Exit, Failure> {
    let steps = levers::steps(&typed.steps)?;
    let question =
        typed.question.read(phrase("these steps are of one", "增减只能就其中一期计算"))?;
    let (problem, limits) = (&question.problem, &question.limits);
    let request = levers::request(problem, steps, &typed.step, &typed.only)?;
    typed.question.begin(&question, RunKind::Worth, terminal)?;
    let arcs = Arcs::build_on(problem, limits.threads);
    let progress = Drawn::new(terminal.style, phrase("solving step by step", "正在逐档求解"));
    let found = worth(problem, &arcs, limits, &request, &progress);
    progress.finish();
    let found = found?;
    let made = WorthJson::new(problem, &found, typed.question.asked::<WorthJson>(&question));
    let outputs = (RunKind::Worth, answer_outputs(&made));
    typed.question.tell(&made, outputs, terminal, |page| tell(&made, page))?;
    let steps = || {
        let cells = found.rows.iter().flat_map(|row| &row.cells).map(|cell| cell.plan.status);
        cells.chain(found.unlimited.iter().map(|own| own.plan.status))
    };
    let unanswered = steps().find_map(|status| match status {
        Status::StoppedWithoutPlan(stop) => Some(stop),
        _ => None,
    });
    if let Some(stop) = unanswered.filter(|_| found.base.has_plan()) {
        return say_unanswered(phrase("every step was", "各档取值"), Some(stop), terminal);
    }
    let unproved = steps().find_map(|status| match status {
        Status::StoppedWithPlan(stop) => Some(stop),
        _ => None,
    });
    if let (Some(stop), true) = (unproved, found.base.is_proved()) {
        return say_not_proved(phrase("plan of some steps", "部分档次的方案"), stop, terminal);
    }
    let sought = Sought {
        what: PLAN,
        impossible: phrase(
            "no layout meets all that is binding in the plan as it is",
            "按现有规划，没有布局能满足全部约束性要求",
        ),
        help: MORE_TIME,
    };
    let exit = say_status(found.base.status, &sought, terminal)?;
    say_conflicts(exit, terminal)
}

/// Lever by lever: a table of all aims is too wide.
fn tell(made: &WorthJson, page: &mut Page) {
    let language = page.language;
    page.heading(steps_heading(language));
    for (lever, lines) in worth_sections(made, language) {
        page.line(&lever);
        lines.iter().for_each(|line| page.item(line));
    }
    for note in worth_notes(made, language) {
        page.line(&note);
    }
    let money = unlimited_lines(made, language);
    if !money.is_empty() {
        page.heading(money_heading(language));
        money.iter().for_each(|line| page.item(line));
    }
}
