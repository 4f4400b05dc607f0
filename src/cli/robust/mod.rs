//! `yike robust`: read, make every scenario's plan, find one layout for all, write, show.

mod args;
mod table;

pub(crate) use args::RobustArgs;

use super::crs::of_maps;
use super::ended::{Sought, say_status};
use super::engine;
use super::exit::Exit;
use super::failure::{Failure, refuse};
use super::issues::issues;
use super::limits::settings_record;
use super::outputs;
use super::paths;
use super::progress::Drawn;
use super::sweep::read_what_varies;
use super::terminal::Terminal;
use crate::domain::{Change, Criterion, Problem, phrase, text};
use crate::plan::{ScenarioLayout, ScenarioProblem, screen};
use crate::read::sweep::{PlanEdits, PlanTemplate, SweepFile};
use crate::run::RunKind;
use crate::run::robust::{RobustJson, RobustReport, scenarios_table};
use crate::run::tables::layers;
use crate::run::{EditsRecord, IssueRecord, Report, RunRecord, Subject, Timing, VERSION};
use crate::scenario::{RobustPlan, RobustRequest, Scenario, Scenarios, mean_changes, robust};
use crate::solve::Status;
use crate::travel::Arcs;
use crate::units::Share;
use crate::write::layers::check_places;
use crate::write::robust::{robust_json, robust_outputs};
use args::By;
use std::time::Instant;

/// From so many scenarios on a robust plan is made only when it is confirmed.
const MANY: u64 = 500;

pub(crate) fn run(typed: RobustArgs, terminal: &mut Terminal<'_>) -> Result<Exit, Failure> {
    let limits = typed.limits.limits()?;
    let criterion = criterion(&typed)?;
    let crs = of_maps(typed.crs.as_deref())?;
    typed.limits.note(terminal)?;
    let begun = Instant::now();
    // What is set is a parameter of every scenario, beside those that vary.
    let edits = typed.edits.edits();
    let others = PlanEdits { set: Vec::new(), ..edits.clone() };
    let plan = PlanTemplate::open_with(&typed.plan, &others)?;
    let (file, fixed) = read_scenarios(&typed, &plan)?;
    let inputs = plan.files().inputs.iter().chain(&file.input);
    let inputs = engine::inputs(inputs);
    let read = engine::input_paths(&typed.plan, &inputs);
    paths::refuse_to_overwrite(Some(&typed.out), |name| RunKind::Robust.writes(name), &read)?;
    check_places(plan.files().problem.places(), crs)?;
    let warnings = plan.files().warnings.iter().chain(&file.warnings);
    let warnings = issues(warnings);
    terminal.issues(&warnings)?;
    let scenarios = Scenarios::new(&file.sweep)
        .filter(|scenarios| typed.yes || scenarios.count() <= MANY)
        .ok_or_else(|| {
            let count = file.sweep.scenarios().map_or_else(
                || phrase("too many", "过多").into(),
                |count| {
                    let count =
                        crate::run::numbers::count(usize::try_from(count).unwrap_or(usize::MAX));
                    text!("{count}", " {count} 个")
                },
            );
            Failure::usage(
                text!(
                    "the sweep has {count} scenarios, and the model holds all of them at once",
                    "情景有{count}，而模型须同时容纳全部情景";
                    count
                ),
                phrase(
                    "take fewer values or draws, or give --yes; memory and time grow with them",
                    "请减少取值或抽取次数，或加 --yes；内存和时间随情景数增长",
                ),
            )
        })?;
    let weights = weights(typed.weights.as_deref(), scenarios.count())?;
    let base = plan.with(&fixed)?;
    let made = plans(&plan, scenarios)?;
    let mean = (!typed.no_comparison).then(|| {
        let sum: f64 = weights.iter().sum();
        let probabilities: Vec<f64> = weights.iter().map(|weight| weight / sum).collect();
        let scenarios: Vec<Scenario> = made.iter().map(|(scenario, _)| scenario.clone()).collect();
        let (changes, _) = mean_changes(&scenarios, &probabilities);
        let problem = plan.with(&changes);
        (changes, problem.map_err(|problems| problems.first_error()))
    });
    let read_s = begun.elapsed().as_secs_f64();
    let progress = Drawn::new(terminal.style, phrase("reading", "正在读取"));
    let begun = Instant::now();
    let answer = robust(&RobustRequest {
        scenarios: &made,
        weights: &weights,
        criterion,
        unit: typed.counted,
        mean,
        limits,
        progress: &progress,
    });
    progress.finish();
    let answer = answer.map_err(|error| match error {
        crate::scenario::RobustError::Solve(error) => Failure::Solve(error),
        other => {
            Failure::usage(other.text(), phrase("vary figures of the plan", "请变动规划中的数值"))
        }
    })?;
    let run = RunRecord {
        version: VERSION.into(),
        command: "robust".into(),
        inputs,
        warnings,
        edits: EditsRecord::of(&edits),
        settings: Some(settings_record(&limits)),
        package: None,
        timing: Timing {
            read_s,
            solve_s: begun.elapsed().as_secs_f64(),
            threads: limits.threads,
            stages_s: Vec::new(),
        },
    };
    let arcs = Arcs::build_on(&base, limits.threads);
    let screening = screen(&base, &arcs);
    // With the figures of the plan as written; none where that has not all of the layout's works.
    let case = ScenarioProblem { problem: &base, arcs: &arcs, weight: 1.0 };
    let choices = answer.outcome.layout.as_ref().and_then(|layout| layout.choices(&base));
    let held = choices.map(|choices| ScenarioLayout::of_choices(&case, choices));
    let drawn = held.as_ref().map(|held| Report {
        problem: &base,
        arcs: &arcs,
        clashes: None,
        subject: Subject::Audited {
            layout: &held.layout,
            audit: &held.audit,
            screening: &screening,
        },
        run: &run,
    });
    let report =
        RobustReport { problem: &base, fixed: &fixed, robust: &answer, layout: drawn, run: &run };
    let made = typed.csv.of(robust_outputs(&report, crs)?);
    outputs::put(&typed.out, RunKind::Robust, &made, terminal)?;
    terminal.tables(|put| {
        if let Some(own) = &report.layout
            && let Some(decided) = own.decided()
        {
            layers(own, decided).iter().for_each(&mut *put);
        }
        put(&scenarios_table(RobustJson::new(&report).scenarios));
    });
    terminal.answer(|| robust_json(&report), |width| table::text(&report, width))?;
    let sought = Sought {
        what: phrase("layout", "布局"),
        impossible: phrase(
            "no layout meets what is binding in every scenario",
            "没有布局能在全部情景下满足约束性要求",
        ),
        help: phrase(
            "allow more time with --time-limit, or take fewer scenarios",
            "请用 --time-limit 放宽时间，或减少情景数",
        ),
    };
    let exit = say_status(answer.outcome.status, &sought, terminal)?;
    warn_of_regret(&answer, terminal)?;
    Ok(exit)
}

fn criterion(typed: &RobustArgs) -> Result<Criterion, Failure> {
    if typed.alpha.is_some() && typed.by != By::Cvar {
        return refuse(
            phrase("--alpha: only CVaR has one", "--alpha：仅用于 CVaR"),
            phrase("leave it out, or give --by cvar", "请去掉此选项，或改用 --by cvar"),
        );
    }
    Ok(match typed.by {
        By::Worst => Criterion::Worst,
        By::Regret => Criterion::Regret,
        By::Expected => Criterion::Expected,
        By::Cvar => Criterion::Cvar { alpha: alpha(typed.alpha.as_deref().unwrap_or("0.9"))? },
    })
}

fn alpha(text: &str) -> Result<Share, Failure> {
    let number = text.trim().parse::<f64>().ok();
    let alpha = number.and_then(|number| Share::new(number).ok());
    alpha
        .filter(|alpha| alpha.fraction() < 1.0)
        .ok_or_else(|| {
            Failure::usage(
                text!(
                    "--alpha: `{text}` is not a number from 0 to below 1",
                    "--alpha：`{text}` 不是 0 至 1（不含）的数"
                ),
                phrase(
                    "give for instance 0.9: the mean over the worst tenth of all probability; --by worst is its end",
                    "例如 0.9：取概率最差一成的均值；--by worst 为其极限",
                ),
            )
        })
}

/// The scenarios, and what is the same in all of them though the plan has it otherwise.
fn read_scenarios(
    typed: &RobustArgs,
    plan: &PlanTemplate,
) -> Result<(SweepFile, Vec<Change>), Failure> {
    let own = typed.variations.iter().chain(&typed.edits.set);
    let options: Vec<String> = own.cloned().collect();
    // What is only set does not vary.
    let varies = typed.sweep.is_some() || !typed.variations.is_empty();
    let file = read_what_varies(typed.sweep.as_deref(), &options, varies, plan)?;
    let several = || {
        Failure::usage(
            phrase("--set: a parameter is given several values", "--set：一个参数给出了多个值"),
            phrase("give one value; --vary takes several", "请只给一个值；多个值用 --vary"),
        )
    };
    let all = &file.sweep.varied;
    let set = all.len().saturating_sub(typed.edits.set.len());
    let alone = crate::domain::Sweep { varied: all[set..].to_vec(), ..Default::default() };
    let fixed = match Scenarios::new(&alone).filter(|scenarios| scenarios.count() == 1) {
        Some(one) => one.get(0).changes,
        None => return Err(several()),
    };
    Ok((file, fixed))
}

fn weights(text: Option<&str>, scenarios: u64) -> Result<Vec<f64>, Failure> {
    let Some(text) = text else {
        return Ok(vec![1.0; scenarios as usize]);
    };
    let numbers = text.split(',').map(|word| word.trim().parse::<f64>());
    let numbers: Option<Vec<f64>> =
        numbers.map(|number| number.ok().filter(|&number| number > 0.0 && number < 1e12)).collect();
    let help = phrase(
        "give a number above 0 for each scenario, in their order: the first parameter varied changes slowest",
        "请按顺序为每个情景给出大于 0 的数：先列的参数变动最慢",
    );
    match numbers {
        None => {
            let cause = text!(
                "--weights: `{text}` are not numbers above 0 with commas between",
                "--weights：`{text}` 不是以逗号分隔的大于 0 的数"
            );
            refuse(cause, help)
        }
        Some(numbers) if numbers.len() as u64 != scenarios => {
            let given = numbers.len();
            let cause = text!(
                "--weights: {given} weights for {scenarios} scenarios",
                "--weights：{scenarios} 个情景给出了 {given} 个权重"
            );
            refuse(cause, help)
        }
        Some(numbers) => Ok(numbers),
    }
}

/// The plan of every scenario. Errors with everything that makes some impossible, each problem once.
fn plans(
    plan: &PlanTemplate,
    scenarios: Scenarios<'_>,
) -> Result<Vec<(Scenario, Problem)>, Failure> {
    let mut made = Vec::new();
    let mut found: Vec<IssueRecord> = Vec::new();
    for number in 0..scenarios.count() {
        let scenario = scenarios.get(number);
        match plan.with(&scenario.changes) {
            Ok(problem) => made.push((scenario, problem)),
            Err(problems) => {
                for issue in issues(&problems.issues) {
                    if !found.contains(&issue) {
                        found.push(issue);
                    }
                }
            }
        }
    }
    match found.is_empty() {
        true => Ok(made),
        false => Err(Failure::Input(found)),
    }
}

/// Says that regret may be less than shown, where the solve ended before what each scenario alone reaches was proved.
fn warn_of_regret(answer: &RobustPlan, terminal: &mut Terminal<'_>) -> Result<(), Failure> {
    let all = answer.own_bests_not_proved();
    let was_stopped = matches!(answer.outcome.status, Status::StoppedWithPlan(_));
    if was_stopped && answer.criterion == Criterion::Regret && all > 0 {
        terminal.warning(text!(
            "what each scenario alone reaches was not proved before that, in {all} of them: regret is measured \
             against the most that is possible there, and may be less than shown",
            "此前有 {all} 个情景单独所能达到的结果尚未证明：后悔值按其可能的最大值计算，实际可能更小"
        ))?;
    }
    Ok(())
}
