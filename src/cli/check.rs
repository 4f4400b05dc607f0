//! `yike check`: everything wrong in the files, and what is plain before any solver runs.

use super::args::CheckArgs;
use super::engine::{self, Loaded};
use super::exit::Exit;
use super::failure::Failure;
use super::page::{Page, Paper};
use super::tables;
use super::terminal::Terminal;
use crate::domain::{Problem, Setting, text};
use crate::plan::{Screening, screen};
use crate::run::census::{CensusRow, census, census_table, extent_table};
use crate::run::numbers::count;
use crate::run::plan::{NameJson, ScreeningJson, screening_json, to_bytes};
use crate::run::{InputRecord, IssueRecord, VERSION};
use crate::travel::Arcs;
use serde::Serialize;

/// What `yike check --json` writes, also when another command finds its input wrong.
#[derive(Debug, Serialize)]
pub(crate) struct CheckJson {
    format: &'static str,
    version: &'static str,
    /// `clean`, `bad-input` or `infeasible`.
    status: &'static str,
    name: Option<NameJson>,
    counts: Option<Counts>,
    /// What was read of each layer; empty where the files are wrong.
    layers: Vec<CensusRow>,
    screening: Option<ScreeningJson>,
    issues: Vec<IssueRecord>,
    inputs: Vec<InputRecord>,
}

#[derive(Debug, Serialize)]
struct Counts {
    towns: usize,
    urban_units: usize,
    rural_units: usize,
    sites: usize,
    standing: usize,
    medical: usize,
    tiers: usize,
    sources: usize,
    targets: usize,
}

impl Counts {
    fn of(problem: &Problem) -> Self {
        let urban = problem.units.iter().filter(|unit| unit.setting == Setting::Urban).count();
        Self {
            towns: problem.towns.len(),
            urban_units: urban,
            rural_units: problem.units.len() - urban,
            sites: problem.sites.len(),
            standing: problem.sites.iter().filter(|site| site.state_today().standing).count(),
            medical: problem.medical.len(),
            tiers: problem.tiers.len(),
            sources: problem.funding.len(),
            targets: problem.targets.len(),
        }
    }
}

impl CheckJson {
    /// The files are wrong.
    pub(crate) fn bad_input(issues: Vec<IssueRecord>) -> Self {
        Self {
            format: FORMAT,
            version: VERSION,
            status: "bad-input",
            name: None,
            counts: None,
            layers: Vec::new(),
            screening: None,
            issues,
            inputs: Vec::new(),
        }
    }

    fn read(loaded: &Loaded, screening: &Screening) -> Self {
        let Loaded { problem, warnings, inputs, .. } = loaded;
        Self {
            format: FORMAT,
            version: VERSION,
            status: if screening.contradictions.is_empty() { "clean" } else { "infeasible" },
            name: Some((&problem.name).into()),
            counts: Some(Counts::of(problem)),
            layers: census(problem),
            screening: Some(screening_json(problem, screening)),
            issues: warnings.clone(),
            inputs: inputs.clone(),
        }
    }
}

fn text(problem: &Problem, found: &Screening, paper: Paper) -> String {
    let mut page = Page::new(paper);
    let language = page.language;
    page.line(&language.name(&problem.name));
    let own = Counts::of(problem);
    let [towns, urban, rural] = [own.towns, own.urban_units, own.rural_units].map(count);
    let [sites, standing] = [own.sites, own.standing].map(count);
    let [targets, sources] = [own.targets, own.sources].map(count);
    let counts = text!(
        "towns {towns}, communities {urban}, villages {rural}, sites {sites} ({standing} standing), targets {targets}, sources of money {sources}",
        "镇街 {towns} 个，社区 {urban} 个，村 {rural} 个，点位 {sites} 个（现有设施 {standing} 处），指标 {targets} 项，资金来源 {sources} 项"
    );
    page.line(counts.say(language));
    page.heading(language.say("What was read", "读入数据"));
    let rows = census(problem);
    page.rows(&census_table(&rows, language));
    page.text.push('\n');
    page.rows(&extent_table(&rows, language));
    if problem.people_today.is_some() {
        page.text.push('\n');
        page.line(language.say(
            "People are those of the demand layer; the plan's year has them times `scale`.",
            "人数为需求图层中的人数；规划年份的人数按 `scale` 折算。",
        ));
    }
    tables::screening(problem, found, &mut page);
    page.text
}

const FORMAT: &str = "yike-check-1";

pub(crate) fn run(typed: CheckArgs, terminal: &mut Terminal<'_>) -> Result<Exit, Failure> {
    let loaded = engine::read_plan(&typed.plan, &typed.edits.edits())?;
    let arcs = Arcs::build(&loaded.problem);
    let screening = screen(&loaded.problem, &arcs);
    let exit = if screening.contradictions.is_empty() { Exit::Done } else { Exit::Infeasible };
    terminal.issues(&loaded.warnings)?;
    engine::tell_network(&loaded.problem, &arcs, typed.strict_network, terminal)?;
    terminal.answer(
        || to_bytes(&CheckJson::read(&loaded, &screening)),
        |width| text(&loaded.problem, &screening, width),
    )?;
    Ok(exit)
}
