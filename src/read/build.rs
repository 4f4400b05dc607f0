//! Puts the parts of a plan together, after checks across files.

use super::catalogue::Code;
use super::drafts::{Drafts, read_drafts};
use super::fields::Fields;
use super::issue::{Issue, Place, Problems};
use super::roads::check_elsewhere;
use super::rules::{
    Cloud, Ground, Pairs, Placed, PositionCodes, check_p1044_shift, check_p2007_overlap,
    check_p2008_population, check_p2009_ageing, check_p2010_nobody, check_p3006_places,
    check_p3011_merges, check_p3021_residents, check_p3022_named_towns, check_p4016_words,
    check_p4017_limited_places, check_p4053_units, check_p4054_stated, check_p5008_ways,
    check_positions,
};
use super::sink::{Sink, settle};
use super::source::InputFile;
use super::targets::ReadTarget;
use crate::domain::{
    Aim, DemandUnit, Funding, Horizon, LonLat, Measure, Problem, ProblemError, ProblemParts, Site,
    TownIdx, TravelMethod, said, text,
};
use std::path::Path;

/// A plan that was read.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct PlanFiles {
    /// The problem; of a plan over several periods that of the plan's own year.
    pub problem: Problem,
    /// The periods, where the plan has several.
    pub horizon: Option<Horizon>,
    /// What the planner should look at, in a stable order.
    pub warnings: Vec<Issue>,
    /// The plan file, then its layers in the order towns, demand, sites, medical.
    pub inputs: Vec<InputFile>,
}

/// Reads the plan file at `path` and the layers that it names.
///
/// ```
/// use std::path::Path;
/// use yike::read::read_plan;
///
/// let files = read_plan(Path::new("data/qianjiang/plan.toml"))?;
/// assert_eq!(files.problem.name.english(), "Qianjiang elderly-care facilities 2025");
/// assert_eq!(files.problem.sites.len(), 287);
///
/// // All problems are reported at once, each with its code, place and remedy.
/// let problems = read_plan(Path::new("data/qianjiang/none.toml")).expect_err("no such file");
/// assert_eq!(problems.issues[0].code.to_string(), "P1001");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// All problems found in all files, warnings among them; see [`Code`].
pub fn read_plan(path: &Path) -> Result<PlanFiles, Problems> {
    let sink = Sink::default();
    let files = read(&sink, path);
    let (files, warnings) = settle(files, sink)?;
    Ok(PlanFiles { warnings, ..files })
}

/// Reads everything and builds the problem; none when there is an error.
fn read(sink: &Sink, path: &Path) -> Option<PlanFiles> {
    let drafts = read_drafts(sink, path)?;
    check_ground(sink, &drafts);
    check_people(sink, &drafts);
    check_sites(sink, &drafts);
    if sink.has_errors() {
        return None;
    }
    built(sink, path, drafts, |_| {})
}

/// The plan made of its parts after `change`; none when there is an error.
pub(super) fn built(
    sink: &Sink,
    path: &Path,
    mut drafts: Drafts<'_>,
    change: impl FnOnce(&mut ProblemParts),
) -> Option<PlanFiles> {
    let inputs = drafts.records.clone();
    let periods = drafts.periods.take();
    let mut parts = drafts.into_parts()?.in_order_of_ids();
    change(&mut parts);
    if sink.has_errors() {
        return None;
    }
    let (problem, horizon) = match periods {
        None => (proved(sink, path, Problem::new(parts))?, None),
        Some((periods, when)) => {
            let parts = periods.into_parts(parts, when);
            let horizon = proved(sink, path, Horizon::new(parts))?;
            let own = &horizon.periods()[horizon.rules_from()];
            (own.problem.clone(), Some(horizon))
        }
    };
    Some(PlanFiles { problem, horizon, warnings: Vec::new(), inputs })
}

/// What the domain refuses is an issue (P1032).
fn proved<T>(sink: &Sink, path: &Path, made: Result<T, ProblemError>) -> Option<T> {
    made.map_err(|error| {
        let place = Place::file(&path.display().to_string());
        let action = text!("correct what the message names", "更正上述内容");
        sink.push(Code::CONTRADICTION, place, said(&error), action);
    })
    .ok()
}

/// Checks the people of towns against those of their units.
pub(super) fn check_people(sink: &Sink, read: &Drafts<'_>) {
    let units: Option<Vec<&DemandUnit>> = read.units.iter().map(Option::as_ref).collect();
    let Some(units) = units.filter(|units| !units.is_empty()) else {
        return;
    };
    let tiers: Vec<_> = read.tiers.list.iter().flatten().collect();
    let groups = &read.groups.list;
    check_p2008_population(sink, &read.files.towns, &read.towns, &units);
    check_p2009_ageing(sink, &read.files.towns, &read.towns, &units, groups);
    check_p2010_nobody(sink, &read.files.units, &units, groups, &tiers);
}

/// Checks sites against each other, and the plan against them.
pub(super) fn check_sites(sink: &Sink, read: &Drafts<'_>) {
    check_p3006_places(sink, &read.files.sites, &read.sites);
    check_p3011_merges(sink, &read.files.sites, &read.sites);
    let sites: Option<Vec<&Site>> = read.sites.iter().map(Option::as_ref).collect();
    let Some(sites) = sites.filter(|_| read.complete) else {
        return;
    };
    let tiers: Vec<_> = read.tiers.list.iter().flatten().collect();
    let sources = read.sources.list.iter().zip(&read.sources.tables);
    let sources: Vec<_> =
        sources.filter_map(|(source, table)| Some((source.as_ref()?, table))).collect();
    if tiers.len() == read.tiers.list.len() {
        check_p3021_residents(sink, &read.files.sites, &sites, &tiers);
        check_p3022_named_towns(sink, &read.files.sites, &sites, &tiers);
    }
    check_p5007_whole(&read.targets, &sources);
    check_p4016_words(&sites, &tiers, &sources, &read.targets);
    check_p4053_units(&sites, &read.targets);
    check_p4054_stated(&sites, &tiers, &read.targets);
    if let Some(objective) = &read.objective
        && tiers.len() == read.tiers.list.len()
    {
        check_p4017_limited_places(&objective.table, &objective.value, &tiers, &sites);
    }
}

/// The fund of which a source is a part is no less than the source.
fn check_p5007_whole(targets: &[ReadTarget<'_>], sources: &[(&Funding, &Fields<'_>)]) {
    for read in targets {
        let Some(Aim::Sited(aim)) = read.target.as_ref().map(|target| &target.aim) else {
            continue;
        };
        let Measure::FundingShare { funding, whole: Some(whole) } = aim.measure else {
            continue;
        };
        let source = sources.get(usize::from(funding)).map(|(source, _)| source);
        if let Some(source) = source.filter(|source| source.amount > whole) {
            let has = source.amount;
            let cause = text!(
                "the whole fund is {whole}, but its source has {has}",
                "资金总额为 {whole}，而其来源有 {has}"
            );
            let action = text!(
                "state the fund of which the source's amount is a part",
                "写明包含该来源金额的资金总额"
            );
            read.table.push(Code::UNLIKELY_FIGURE, "whole", cause, action);
        }
    }
}

/// Checks positions.
pub(super) fn check_ground(sink: &Sink, read: &Drafts<'_>) {
    let files = &read.files;
    let Some(ground) = Ground::new(&read.towns) else {
        return;
    };
    check_p2007_overlap(sink, &files.towns, &ground, &read.towns);
    let of_units =
        PositionCodes { beside: Code::UNIT_OUTSIDE_TOWN, outside: Code::UNIT_OUTSIDE_TOWNS };
    let of_sites =
        PositionCodes { beside: Code::SITE_OUTSIDE_TOWN, outside: Code::SITE_OUTSIDE_TOWNS };
    if let Some(travel) = &read.travel {
        check_p5008_ways(sink, &files.units, travel, &read.units);
    }
    if let Some(TravelMethod::Roads(roads)) = &read.travel {
        let at: Vec<LonLat> = read.units.iter().flatten().map(|unit| unit.at).collect();
        check_elsewhere(sink, &roads.file, &roads.network, &at, &files.units);
    }
    let units = placed(&read.units, |unit| (&unit.id, unit.at, Some(unit.town)));
    let sites = placed(&read.sites, |site| (&site.id, site.at, Some(site.town)));
    let medical = placed(&read.medical, |medical| (&medical.id, medical.at, None));
    let check = |file: &str, points: &[Placed<'_>], codes| {
        check_positions(sink, file, points, &ground, &read.towns, codes);
    };
    check(&files.units, &units, Some(of_units));
    check(&files.sites, &sites, Some(of_sites));
    check(&files.medical, &medical, None);
    let cloud = |file, points| Cloud { file, points };
    let clouds = [
        cloud(&files.units, &units[..]),
        cloud(&files.sites, &sites[..]),
        cloud(&files.medical, &medical[..]),
    ];
    let unit_at = |site: &Site| read.units[usize::from(site.unit?)].as_ref().map(|unit| unit.at);
    let pairs = Pairs {
        units: &files.units,
        sites: &files.sites,
        places: read
            .sites
            .iter()
            .flatten()
            .filter_map(|site| Some([unit_at(site)?, site.at]))
            .collect(),
    };
    check_p1044_shift(sink, &files.towns, &ground, &clouds, &pairs);
}

/// The items without problems, with their feature numbers; `facts` gives id, position and town.
fn placed<'a, T>(
    items: &'a [Option<T>],
    facts: impl Fn(&'a T) -> (&'a String, LonLat, Option<TownIdx>),
) -> Vec<Placed<'a>> {
    let place = |(position, item): (usize, &'a Option<T>)| {
        let (id, at, town) = facts(item.as_ref()?);
        Some(Placed { number: position + 1, id, at, town })
    };
    items.iter().enumerate().filter_map(place).collect()
}
