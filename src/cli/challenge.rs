//! `yike challenge`: a published layout beside the best for the same money.

use super::args::{AuditArgs, ChallengeArgs, SolveArgs};
use super::edits::EditArgs;
use super::engine;
use super::exit::Exit;
use super::failure::{Failure, refuse};
use super::settings::SolveSettings;
use super::terminal::Terminal;
use super::{audit, diff, solve, tables};
use crate::domain::{phrase, spelled, text};
use crate::run::numbers::money;
use crate::run::plan::plan_json;
use crate::units::Metres;
use std::time::Instant;

/// What is lifted where nothing is named.
const PUBLISHED: &str = "published";
/// How far apart a facility closed and one opened may be to be one that moved.
const MOVED_WITHIN: &str = "1 km";

pub(crate) fn run(typed: ChallengeArgs, terminal: &mut Terminal<'_>) -> Result<Exit, Failure> {
    typed.limits.note(terminal)?;
    let begun = Instant::now();
    let [published, best, difference] =
        [PUBLISHED, "best", "difference"].map(|name| typed.out.join(name));
    let kept = EditArgs { lift: Vec::new(), ..typed.edits.clone() };
    let only = phrase("a challenge takes a plan of one year", "对照只适用于单一年份的规划");
    let loaded = engine::read_one_year(&typed.plan, &kept.edits(), only)?;
    if loaded.problem.funding.is_empty() {
        let plan = typed.plan.display();
        return refuse(
            text!("{plan}: the plan names no source of money", "{plan}：规划未列资金来源"),
            phrase(
                "add a [[funding]] for each source, so that \"the same money\" has a meaning",
                "请为每个资金来源添加 [[funding]]，否则“同样的投入”无从谈起",
            ),
        );
    }
    let mut lift = typed.edits.lift;
    let says_so = loaded.problem.targets.iter().any(|target| target.because_published);
    if lift.is_empty() && says_so {
        lift.push(PUBLISHED.into());
    }
    if !lift.is_empty() {
        // What cannot be lifted is told before anything is written.
        engine::read_plan(&typed.plan, &EditArgs { lift: lift.clone(), ..kept.clone() }.edits())?;
    }
    let as_published = AuditArgs {
        plan: typed.plan.clone(),
        layout: typed.layout,
        out: Some(published.clone()),
        edits: kept.clone(),
        package: typed.package.clone(),
    };
    let mut amounts = Vec::new();
    terminal.within(Some("published"));
    audit::score(&as_published, terminal, |report, terminal| {
        let Some(decided) = report.decided() else {
            return Ok(());
        };
        let problem = report.problem;
        for source in &decided.audit.money {
            let spent = source.committed + source.works;
            let path = spelled(&["funding", &problem.funding[source.funding].id, "amount"]);
            amounts.push((path, format!("{} yuan", spent.yuan())));
        }
        let broken = decided.audit.violations.len();
        let cost = money(decided.audit.cost);
        terminal.note(match broken {
            0 => text!(
                "the published layout breaks no rule; its works cost {cost}",
                "公布的布局未违反规则；建设投入 {cost}"
            ),
            1 => text!(
                "the published layout breaks a rule of the plan; its works cost {cost}",
                "公布的布局违反 1 条规则；建设投入 {cost}"
            ),
            many => text!(
                "the published layout breaks {many} rules; its works cost {cost}",
                "公布的布局违反 {many} 条规则；建设投入 {cost}"
            ),
        })?;
        Ok(())
    })?;
    if lift.is_empty() {
        terminal.warning(text!(
            "no rule of the plan says because = \"published\", and --lift names none: all rules hold",
            "规划中没有规则注明 `because = \"published\"`，--lift 也未指定：全部规则照常适用"
        ))?;
    }
    // The money is the published layout's, whatever else is set.
    let is_amount = |own: &String| {
        own.split_once('=')
            .is_some_and(|(path, _)| amounts.iter().any(|(own, _)| own == path.trim()))
    };
    let others = kept.set.clone().into_iter().filter(|own| !is_amount(own));
    let set =
        others.chain(amounts.iter().map(|(path, amount)| format!("{path}={amount}"))).collect();
    let asked = SolveArgs {
        plan: typed.plan,
        out: best.clone(),
        edits: EditArgs { set, lift, ..kept },
        limits: typed.limits,
        package: typed.package,
        lp_file: None,
        no_comparison: true,
        strict_network: false,
    };
    let settings = SolveSettings::resolve(asked, terminal)?;
    let loaded = engine::read_plan(&settings.plan, &settings.edits.edits())?;
    let mut found = false;
    terminal.within(Some("best"));
    let exit = solve::find(&settings, loaded, begun, terminal, |report, terminal| {
        found = report.decided().is_some();
        if !found {
            // Why there is none.
            terminal.answer(|| plan_json(report), |width| tables::report(report, width))?;
        }
        Ok(())
    })?;
    if !found {
        return Ok(exit);
    }
    let moved = Metres::parse(MOVED_WITHIN).map_err(|error| Failure::option("moved", &error))?;
    diff::layouts((&published, &best), Some(&difference), moved, terminal)?;
    Ok(exit)
}
