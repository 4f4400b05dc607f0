//! `yike locate`: read an instance, solve it or audit a placement, write, show.

mod args;
mod distance;
mod further;
mod question;
mod roads;
mod settings;
mod source;
mod table;

pub(crate) use args::LocateArgs;

use super::ended::{MORE_TIME, say_impossible, say_none_found, say_not_proved};
use super::engine::{input, inputs};
use super::exit::Exit;
use super::failure::{Failure, refuse};
use super::issues::issues;
use super::outputs;
use super::paths;
use super::progress::Drawn;
use super::roads::places;
use super::terminal::{Style, Terminal};
use crate::domain::location::{Capacity, Instance, Placement, Question};
use crate::domain::{Phrase, phrase, text};
use crate::plan::location::{LocationAudit, audit, screen};
use crate::read::location::{Format, InstanceFiles, read_assignment, read_instance, read_start};
use crate::run::RunKind;
use crate::run::numbers::count;
use crate::run::placement::{
    PlacementReport, PlacementRun, PlacementTiming, Proof, SourceRecord, Subject, assignment_table,
    demand_layer, further_tables, links_layer, placement_json, sites_table,
};
use crate::run::plan::to_bytes;
use crate::run::{VERSION, write_one};
use crate::solve::{LocateOutcome, LocateStatus, locate};
use crate::travel::roads::Limit;
use crate::write::layers::check_places;
use crate::write::placement::placement_outputs;
use distance::Measured;
use further::{Further, further};
use settings::{Model, Settings};
use std::path::{Path, PathBuf};
use std::time::Instant;

pub(crate) fn run(typed: LocateArgs, terminal: &mut Terminal<'_>) -> Result<Exit, Failure> {
    typed.run.limits.note(terminal)?;
    let settings = Settings::resolve(typed)?;
    refuse_to_overwrite_inputs(&settings)?;
    let begun = Instant::now();
    let mut files = read_instance(&settings.source)?;
    let mut warnings = issues(&files.warnings);
    let mut inputs = inputs(&files.inputs);
    let mut convention = files.format.convention().english;
    if let Some(asked) = settings.network.clone() {
        let (file, _) = source::measured_by(&settings.source);
        // Without a reach, it is measured as the limit is.
        let by_length = match settings.asked.is_unmeasured() {
            true => matches!(asked.limit, Limit::Distance(_)),
            false => settings.asked.is_by_length(),
        };
        let over = roads::over_roads(asked, files.instance, &file, by_length, terminal)?;
        files.instance = over.instance;
        inputs.extend(over.inputs);
        warnings.extend(over.warnings);
        convention = over.convention;
    }
    if files.format == Format::Plane {
        let convention = files.format.convention();
        terminal.note(text!("note: {convention}", "说明：{convention}"; convention))?;
    }
    let question = ask(&settings, &files)?;
    let instance = &files.instance;
    let (demand, sites) = places(instance);
    check_places(demand.iter().chain(sites).copied(), settings.crs)?;
    let mut given = None;
    if let Some(path) = settings.start.as_ref().or(settings.audit.as_ref()) {
        let start = read_start(path, instance)?;
        warnings.extend(issues(&start.warnings));
        inputs.push(input(start.input));
        given = Some(start.placement);
    }
    if let (Some(path), Some(given)) = (&settings.assignment, &mut given) {
        if question.capacity == Capacity::Ignored {
            return refuse(
                phrase(
                    "--assignment: no capacities hold, so that everyone goes to the nearest open site",
                    "--assignment：未要求满足容量，需求点均归最近的启用点位",
                ),
                phrase("leave it out, or ask for capacities", "请去掉此选项，或要求满足容量"),
            );
        }
        let read = read_assignment(path, instance)?;
        warnings.extend(issues(&read.warnings));
        inputs.push(input(read.input));
        given.served = Some(read.served);
    }
    terminal.issues(&warnings)?;
    if settings.is_usual_loss {
        terminal.note(text!(
            "note: --common is of placements as good as the best (--lose \"0 %\")",
            "说明：--common 只比较与最优同样好的布点（--lose \"0 %\"）"
        ))?;
    }
    let read_s = begun.elapsed().as_secs_f64();
    write_models(&settings, instance, &question, terminal)?;
    let begun = Instant::now();
    let start = given.as_ref().filter(|_| settings.start.is_some());
    let start = start.map(|placement| audit(instance, &question, placement));
    let answer = answer(&settings, instance, &question, given, terminal.style)?;
    let further = match &answer.located {
        Some(located) => further(&settings, instance, &question, located, begun, terminal.style)?,
        None => Further::default(),
    };
    let run = PlacementRun {
        version: VERSION.into(),
        command: "locate".into(),
        source: SourceRecord {
            format: files.format.word().into(),
            recognised: files.recognised,
            convention: convention.into(),
            weight_field: files.weight_field.clone(),
        },
        inputs,
        warnings,
        settings: settings.record(),
        timing: PlacementTiming {
            read_s,
            solve_s: begun.elapsed().as_secs_f64(),
            threads: settings.limits.threads,
        },
    };
    let infeasible = matches!(answer.subject, Subject::Solved(proof) if proof.status == LocateStatus::Infeasible);
    let hindrances = if infeasible { screen(instance, &question) } else { Vec::new() };
    let report = PlacementReport {
        instance,
        question: &question,
        subject: answer.subject,
        placement: answer.placement(),
        audit: answer.audit(),
        hindrances: &hindrances,
        ranking: further.ranking.as_ref(),
        common: further.common.as_deref(),
        worth: further.worth.as_deref(),
        infeasibility: further.infeasibility.as_ref(),
        demand_features: files.demand_features.as_deref(),
        site_features: files.site_features.as_deref(),
        run: &run,
    };
    if let Some(out) = &settings.out {
        let made = settings.csv.of(placement_outputs(&report, settings.crs)?);
        outputs::put(out, RunKind::Placement, &made, terminal)?;
    }
    terminal.tables(|put| {
        if let Some(audit) = report.audit {
            put(&sites_table(report, audit));
            put(&assignment_table(report, audit));
            if report.has_demand_places() {
                put(&demand_layer(report, audit));
                if report.has_site_places() {
                    put(&links_layer(report, audit));
                }
            }
        }
        further_tables(&report).iter().for_each(put);
    });
    let exit = say_status(&report, terminal)?;
    terminal.answer(
        || to_bytes(&placement_json(&report)),
        |width| table::report(&report, start.as_ref(), width),
    )?;
    Ok(exit)
}

/// What came of it.
struct Answer {
    subject: Subject,
    /// What was solved for.
    located: Option<LocateOutcome>,
    /// What was given, and its audit.
    given: Option<(Placement, LocationAudit)>,
}

impl Answer {
    fn placement(&self) -> Option<&Placement> {
        let given = self.given.as_ref().map(|(placement, _)| placement);
        given.or_else(|| self.located.as_ref()?.placement.as_ref())
    }

    fn audit(&self) -> Option<&LocationAudit> {
        let given = self.given.as_ref().map(|(_, audit)| audit);
        given.or_else(|| self.located.as_ref()?.audit.as_ref())
    }
}

fn answer(
    settings: &Settings,
    instance: &Instance,
    question: &Question,
    given: Option<Placement>,
    style: Style<'_>,
) -> Result<Answer, Failure> {
    if settings.audit.is_some() {
        let placement = given.unwrap_or_default();
        let audit = audit(instance, question, &placement);
        let given = Some((placement, audit));
        return Ok(Answer { subject: Subject::Audited, located: None, given });
    }
    let [points, sites] = [instance.points(), instance.sites()].map(count);
    let problem = question.word();
    let work = text!(
        "{problem}: {points} demand points, {sites} sites",
        "{problem}：{points} 个需求点，{sites} 个点位"
    );
    let progress = Drawn::new(style, work);
    let located = locate(instance, question, &settings.limits, given.as_ref(), &progress);
    progress.finish();
    let located = located?;
    let subject = Subject::Solved(Proof::from(&located));
    Ok(Answer { subject, located: Some(located), given: None })
}

fn ask(settings: &Settings, files: &InstanceFiles) -> Result<Question, Failure> {
    if let Some(needing) = settings.asked.needs_fixed_costs()
        && !files.has_fixed_costs
    {
        return Err(source::no_fixed_costs(&settings.source, files.format, &needing));
    }
    let (file, degrees) = source::measured_by(&settings.source);
    let measured = Measured {
        unit: files.instance.unit(),
        file: &file,
        degrees: degrees && settings.network.is_none(),
    };
    let (count, strict) = (files.given_count, files.strict);
    settings.asked.question(&files.instance, measured, count, strict)
}

/// Errors when an output would be written over an input.
fn refuse_to_overwrite_inputs(settings: &Settings) -> Result<(), Failure> {
    let given = settings.start.iter().chain(&settings.audit).chain(&settings.assignment).cloned();
    let read: Vec<PathBuf> = source::paths(&settings.source)
        .into_iter()
        .chain(given)
        .chain(settings.network.iter().flat_map(super::roads::NetworkOptions::files))
        .collect();
    let writes = |name: &str| RunKind::Placement.writes(name);
    paths::refuse_to_overwrite(settings.out.as_deref(), writes, &read)?;
    for (model, file) in &settings.models {
        paths::refuse_to_overwrite_with(model.option(), file, &read, paths::OTHER_MODEL)?;
    }
    Ok(())
}

fn write_models(
    settings: &Settings,
    instance: &Instance,
    question: &Question,
    terminal: &mut Terminal<'_>,
) -> Result<(), Failure> {
    for (model, file) in &settings.models {
        let text = match model {
            Model::Lp => crate::solve::compact_lp(instance, question),
            Model::Mps => crate::solve::compact_mps(instance, question),
        };
        write_one(Path::new(file), text.as_bytes())?;
        terminal.note(outputs::wrote_model(file))?;
    }
    Ok(())
}

const PLACEMENT: Phrase = phrase("placement", "布点");
const NO_PLACEMENT: Phrase = phrase("no placement answers the question", "没有布点能满足所提问题");

fn say_status(report: &PlacementReport<'_>, terminal: &mut Terminal<'_>) -> Result<Exit, Failure> {
    let has_faults = report.audit.is_some_and(|audit| !audit.faults.is_empty());
    let Subject::Solved(proof) = report.subject else {
        return Ok(match has_faults {
            true => Exit::Violations,
            false => Exit::Done,
        });
    };
    let exit = match proof.status {
        LocateStatus::Optimal | LocateStatus::GapReached => Exit::Done,
        LocateStatus::Stopped(stop) => say_not_proved(PLACEMENT, stop, terminal)?,
        LocateStatus::Infeasible => say_impossible(NO_PLACEMENT, terminal)?,
        LocateStatus::StoppedWithout(stop) => say_none_found(PLACEMENT, stop, MORE_TIME, terminal)?,
    };
    if has_faults {
        let cause = text!(
            "the audit disagrees with the solver: this is a fault of Yike",
            "审核与求解器的结果不一致：这是 Yike 的缺陷"
        );
        let help =
            text!("do not use the placement; please report it", "请勿使用该布点，并请报告此问题");
        terminal.error(&cause, Some(&help))?;
        return Ok(Exit::Fault);
    }
    Ok(exit)
}
