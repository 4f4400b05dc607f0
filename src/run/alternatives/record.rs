//! `alternatives.json`.

use crate::domain::{Choice, Layout, Problem, Stage};
use crate::inquiry::{Alternatives, AlternativesRequest, Difference};
use crate::run::asked::AskedJson;
use crate::run::plan::{StageJson, stages};
use crate::run::record::Format;
use crate::scenario::AimFigures;
use crate::solve::{AuditedLayout, ChoiceFate, FlexibleSites};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The whole of `alternatives.json`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct AlternativesJson {
    /// What was asked about.
    #[serde(flatten)]
    pub asked: AskedJson,
    /// The verdict on the best plan, as of a plan.
    pub status: String,
    /// What any two plans differ in: `sites`, `works`, `money`.
    pub differ_by: String,
    /// At least so much of it: a number of sites, or yuan.
    pub differ_at_least: f64,
    /// What may be lost of each stage's value, 0–1, by stage.
    pub lose: BTreeMap<String, f64>,
    /// Only plans near to a layout; none: all.
    pub near: Option<NearJson>,
    /// The best plan first, then the others, each the best of those that are left.
    pub plans: Vec<AlternativeJson>,
    /// Why there are no more: `enough`, `no-more` (proved), `time-limit`, `stopped`, `undecided`; none without a plan.
    pub ended: Option<String>,
    /// Whether the best plan is the only one with its values: proved either way, or not known.
    pub unique: Option<bool>,
    /// Every site with several choices, and in how many plans what is decided.
    pub sites: Vec<CommonJson>,
}

/// A layout to which plans are near.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct NearJson {
    /// Its file; none: today's network.
    pub layout: Option<String>,
    /// At most so many sites are decided otherwise.
    pub moves: u32,
}

/// A plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct AlternativeJson {
    /// 0 is the best plan.
    pub plan: usize,
    /// Whether it is proved to be the best of those that are left, as of a plan.
    pub status: String,
    /// The stages, with bounds for the plans that are left.
    pub stages: Vec<StageJson>,
    /// What its works cost.
    pub cost_yuan: i64,
    /// The works, `site:work`, in the order of sites.
    pub works: Vec<String>,
    /// Sites at which a facility stands in it or in the best plan alone, or serves as another tier.
    pub differing_sites: usize,
    /// Sites at which another work is done than in the best plan, or none.
    pub differing_works: usize,
    /// Yuan of the works that it or the best plan alone does.
    pub differing_yuan: i64,
    /// Where it differs from the best plan.
    pub differences: Vec<DifferenceJson>,
}

/// A site at which a plan differs from the best one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct DifferenceJson {
    /// The site's id.
    pub site: String,
    /// Its name.
    pub name: String,
    /// Its town's name.
    pub town_name: String,
    /// The best plan's work there, by its id; `stay` without one.
    pub best: String,
    /// What kind of work it is; without one `stay` where a facility stands, `unused` where none does.
    pub best_work: String,
    /// This plan's work there.
    pub here: String,
    /// What kind of work it is; without one `stay` where a facility stands, `unused` where none does.
    pub here_work: String,
}

/// A site, and in how many of the plans within what may be lost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct CommonJson {
    /// The site's id.
    pub site: String,
    /// Its name.
    pub name: String,
    /// Its town's name.
    pub town_name: String,
    /// In how many a work is done there: `core`: in every one; `optional`; `never`.
    pub chosen: String,
    /// Whether that is proved.
    pub chosen_proved: bool,
    /// In how many a facility stands there.
    pub stands: String,
    /// Whether that is proved.
    pub stands_proved: bool,
    /// The best plan's work there, by its id; `stay` without one.
    pub best: String,
    /// What kind of work it is; without one `stay` where a facility stands, `unused` where none does.
    pub best_work: String,
    /// What some plans decide there, as far as they were found.
    pub possible: Vec<String>,
    /// What kinds of works these are.
    pub possible_works: Vec<String>,
    /// Of them, what plans decide that lose nothing.
    pub as_good: Vec<String>,
    /// What kinds of works these are.
    pub as_good_works: Vec<String>,
}

/// What `alternatives.json` is made from.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct AlternativesReport<'a> {
    /// The plan.
    pub problem: &'a Problem,
    /// What was asked for.
    pub request: &'a AlternativesRequest,
    /// The file of the layout to which plans are near.
    pub near_file: Option<String>,
    /// What was found.
    pub found: &'a Alternatives,
    /// What was asked about.
    pub asked: AskedJson,
}

impl AlternativesJson {
    /// What the report says.
    pub fn new(report: &AlternativesReport<'_>) -> Self {
        let AlternativesReport { problem, request, found, .. } = report;
        let best = found.best.decided.as_ref();
        let others = found.found.iter().map(|own| (own.status, &own.stages, &own.decided));
        let first = best.map(|own| (found.best.status, &found.best.stages, own));
        let plans = first.into_iter().chain(others).enumerate();
        let stages_of_plan = problem.objective.order.iter();
        Self {
            asked: report.asked.clone(),
            status: found.best.status.word().into(),
            differ_by: request.differing.by.word().into(),
            differ_at_least: request.differing.at_least,
            lose: stages_of_plan
                .map(|&stage| (stage.word().into(), request.losses.share(stage).fraction()))
                .collect(),
            near: request
                .near
                .as_ref()
                .map(|near| NearJson { layout: report.near_file.clone(), moves: near.moves }),
            plans: plans
                .map(|(plan, (status, own, decided))| AlternativeJson {
                    plan,
                    status: status.word().into(),
                    stages: stages(own),
                    ..of_layout(problem, decided, best.unwrap_or(decided))
                })
                .collect(),
            ended: found.ended.map(|ended| ended.word().into()),
            unique: found.ties.as_ref().zip(best).and_then(|(ties, best)| is_unique(ties, best)),
            sites: sites(problem, found),
        }
    }
}

/// Whether no other choice was seen; not known where that is not proved.
fn is_unique(ties: &FlexibleSites, best: &AuditedLayout) -> Option<bool> {
    match ties.seen.len() > best.layout.choices.len() {
        true => Some(false),
        false => ties.proved.then_some(true),
    }
}

fn of_layout(problem: &Problem, own: &AuditedLayout, best: &AuditedLayout) -> AlternativeJson {
    let (layout, best) = (&own.layout, &best.layout);
    let chosen = || problem.sites.iter_enumerated().map(|(at, site)| (site, layout.choices[at]));
    let works = chosen().filter(|(site, choice)| site.work(*choice).is_some());
    let differing = chosen().zip(&best.choices).filter(|((_, here), best)| here != *best);
    let differences = differing.map(|((site, here), &best)| DifferenceJson {
        site: site.id.clone(),
        name: site.name.clone(),
        town_name: problem.towns[site.town].name.clone(),
        best: site.decision(best).into(),
        best_work: site.done(best).into(),
        here: site.decision(here).into(),
        here_work: site.done(here).into(),
    });
    let differs = |by: Difference| by.of(problem, layout, best);
    AlternativeJson {
        plan: 0,
        status: String::new(),
        stages: Vec::new(),
        cost_yuan: own.audit.cost.yuan(),
        works: works.map(|(site, own)| format!("{}:{}", site.id, site.decision(own))).collect(),
        differing_sites: differs(Difference::Sites) as usize,
        differing_works: differs(Difference::Works) as usize,
        differing_yuan: differs(Difference::Money) as i64,
        differences: differences.collect(),
    }
}

fn sites(problem: &Problem, found: &Alternatives) -> Vec<CommonJson> {
    let common = found.within.as_ref().zip(found.ties.as_ref()).zip(found.best.decided.as_ref());
    let Some(((within, ties), best)) = common else {
        return Vec::new();
    };
    let layout: &Layout = &best.layout;
    let flexible = problem.sites.iter_enumerated().filter(|(_, site)| site.choices().count() > 1);
    let rows = flexible.map(|(index, site)| {
        let fate = |counts: &dyn Fn(Choice) -> bool| within.fate(problem, index, counts);
        let ChoiceFate { often: chosen, proved: chosen_proved, .. } =
            fate(&|choice| site.work(choice).is_some());
        let ChoiceFate { often: stands, proved: stands_proved, .. } =
            fate(&|choice| site.state_after(choice).standing);
        let seen = |of: &FlexibleSites| -> (Vec<String>, Vec<String>) {
            let own = site.choices().filter(|&own| of.seen.contains(&(index, own)));
            own.map(|own| (site.decision(own).to_owned(), site.done(own).to_owned())).unzip()
        };
        let ((possible, possible_works), (as_good, as_good_works)) = (seen(within), seen(ties));
        CommonJson {
            site: site.id.clone(),
            name: site.name.clone(),
            town_name: problem.towns[site.town].name.clone(),
            chosen: chosen.word().into(),
            chosen_proved,
            stands: stands.word().into(),
            stands_proved,
            best: site.decision(layout.choices[index]).into(),
            best_work: site.done(layout.choices[index]).into(),
            possible,
            possible_works,
            as_good,
            as_good_works,
        }
    });
    rows.collect()
}

impl AlternativeJson {
    /// The figures of a stage of the plan.
    pub(super) fn figures(&self, stage: Stage) -> Option<AimFigures> {
        let own = self.stages.iter().find(|own| own.stage == stage.word())?;
        Some(AimFigures { value: own.value, bound: own.bound, gap: own.gap })
    }
}

impl Format for AlternativesJson {
    const FILE: &'static str = "alternatives.json";
    const FORMAT: &'static str = "yike-alternatives-1";
    const PROSE: &'static [&'static str] = &["period.notes", "travel"];
}
