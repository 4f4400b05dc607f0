//! What differs between two layouts.

use super::columns::{self, ColumnChange};
use super::fairness::{self, InequalityChange};
use super::people::{self, CoverageChange, UnitChange};
use super::rows::{self, AimRow, FacilityRow, SourceRow, TargetRow};
use super::sites::{self, SiteChange, SiteChangeKind};
use crate::domain::Language;
use crate::domain::Name;
use crate::run::folder::LayoutRun;
use crate::run::plan::ModelledFeatures;
use crate::run::record::VERSION;
use crate::units::Metres;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Two runs side by side.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Diff {
    /// The version of this format.
    pub format: &'static str,
    /// The version of Yike that compared.
    pub version: &'static str,
    /// One run.
    pub a: RunSide,
    /// The other.
    pub b: RunSide,
    /// Aims by their words, those of A first.
    pub aims: Vec<AimRow>,
    /// Targets, those of A first.
    pub targets: Vec<TargetRow>,
    /// What works take, by source.
    pub sources: Vec<SourceRow>,
    /// Facilities that stand, by tier.
    pub facilities: Vec<FacilityRow>,
    /// How far apart a facility closed and one opened may be to be one that moved.
    pub moved_within_m: f64,
    /// The sites that change.
    pub sites: Vec<SiteChange>,
    /// Every value that is decided or computed for a site and differs.
    pub columns: Vec<ColumnChange>,
    /// Names of towns, by id; those of A where both runs name one.
    pub towns: BTreeMap<String, String>,
    /// Names of the sites that move, and of those that lead a site that changes, by id.
    pub sites_named: BTreeMap<String, String>,
    /// Coverage by tier, slice and group.
    pub coverage: Vec<CoverageChange>,
    /// The units that gain or lose cover, by tier.
    pub units: Vec<UnitChange>,
    /// How unequally ways and supply are spread.
    pub inequality: Vec<InequalityChange>,
    /// What only one of the runs has.
    pub not_compared: NotCompared,
}

impl Diff {
    /// The towns' rows of the coverage, and those of larger slices.
    pub fn coverage_of_towns(&self, towns: bool) -> impl Iterator<Item = &CoverageChange> {
        self.coverage.iter().filter(move |row| row.slice.starts_with("town:") == towns)
    }

    /// How many sites change in this way; a facility that moved has two rows and counts once.
    pub fn changed(&self, kind: SiteChangeKind) -> usize {
        let is_first = |row: &&SiteChange| row.to.as_ref().is_none_or(|to| *to == row.site);
        let rows = self.sites.iter().filter(|row| row.change == kind);
        rows.filter(is_first).count()
    }

    /// A site that moves, or that leads one that changes, by its name.
    pub(super) fn site<'a>(&'a self, id: &'a str) -> &'a str {
        self.sites_named.get(id).map_or(id, String::as_str)
    }

    /// A town by its name and id.
    pub(super) fn town(&self, id: &str) -> String {
        match self.towns.get(id).filter(|name| *name != id) {
            Some(name) => format!("{name} ({id})"),
            None => id.into(),
        }
    }
}

/// What a run is.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RunSide {
    /// Its folder, as given.
    pub folder: String,
    /// The plan's name in English, or what there is.
    pub name: String,
    /// In Chinese, or what there is.
    pub name_zh: String,
    /// The year that it plans for.
    pub period: Option<i32>,
    /// `solve` or `audit`.
    pub command: String,
    /// The verdict.
    pub status: String,
    /// The version of Yike that made it.
    pub version: String,
    /// Cost of all works.
    pub cost_yuan: i64,
    /// Running cost a year.
    pub running_cost_yuan: i64,
    /// How many features are modelled.
    pub modelled: Vec<ModelledFeatures>,
}

impl RunSide {
    fn new(run: &LayoutRun) -> Self {
        let plan = &run.plan;
        let name = Name::from(&plan.name);
        Self {
            folder: run.folder.clone(),
            name: name.english().into(),
            name_zh: name.chinese().into(),
            period: plan.period,
            command: plan.run.command.clone(),
            status: plan.status.clone(),
            version: plan.run.version.clone(),
            cost_yuan: plan.money.cost_yuan.unwrap_or_default(),
            running_cost_yuan: plan.money.running_cost_yuan.unwrap_or_default(),
            modelled: plan.modelled.features.clone(),
        }
    }
}

/// What only one of the runs has, by id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NotCompared {
    /// Sites of A alone.
    pub sites_a: Vec<String>,
    /// Of B alone.
    pub sites_b: Vec<String>,
    /// Units of A alone.
    pub units_a: Vec<String>,
    /// Of B alone.
    pub units_b: Vec<String>,
    /// Tiers of A alone.
    pub tiers_a: Vec<String>,
    /// Of B alone.
    pub tiers_b: Vec<String>,
}

impl NotCompared {
    /// The ids that were not compared, with what they are of; nothing where everything was compared.
    pub fn rows(&self, language: Language) -> Vec<(&'static str, &[String])> {
        let all = [
            ("sites of A", "A 的点位", &self.sites_a),
            ("sites of B", "B 的点位", &self.sites_b),
            ("villages and communities of A", "A 的村（社区）", &self.units_a),
            ("villages and communities of B", "B 的村（社区）", &self.units_b),
            ("tiers of A", "A 的层级", &self.tiers_a),
            ("tiers of B", "B 的层级", &self.tiers_b),
        ];
        let some = all.into_iter().filter(|(.., ids)| !ids.is_empty());
        some.map(|(english, chinese, ids)| (language.say(english, chinese), &**ids)).collect()
    }
}

/// What changes from `a` to `b`. A facility closed and one opened at most `moved_within` apart are one that moved.
pub fn diff(a: &LayoutRun, b: &LayoutRun, moved_within: Metres) -> Diff {
    let ids = |of: &dyn Fn(&LayoutRun) -> Vec<String>| {
        let (of_a, of_b) = (of(a), of(b));
        (only(&of_a, &of_b), only(&of_b, &of_a))
    };
    let (sites_a, sites_b) = ids(&|run| run.sites.iter().map(|site| site.id.clone()).collect());
    let (units_a, units_b) = ids(&|run| run.units.iter().map(|unit| unit.id.clone()).collect());
    let (tiers_a, tiers_b) =
        ids(&|run| run.plan.tiers.iter().map(|tier| tier.id.clone()).collect());
    let changes = sites::changes(a, b, moved_within);
    Diff {
        format: "yike-diff-1",
        version: VERSION,
        a: RunSide::new(a),
        b: RunSide::new(b),
        aims: rows::aims(a, b),
        targets: rows::targets(a, b),
        sources: rows::sources(a, b),
        facilities: rows::facilities(a, b),
        moved_within_m: moved_within.metres(),
        sites_named: named(a, b, &changes),
        sites: changes,
        columns: columns::columns(a, b),
        towns: [b, a]
            .iter()
            .flat_map(|run| &run.plan.towns)
            .map(|town| (town.id.clone(), town.name.clone()))
            .collect(),
        coverage: people::coverage(a, b),
        units: people::units(a, b),
        inequality: fairness::inequality(a, b),
        not_compared: NotCompared { sites_a, sites_b, units_a, units_b, tiers_a, tiers_b },
    }
}

/// Names of the sites to which the changes refer.
fn named(a: &LayoutRun, b: &LayoutRun, changes: &[SiteChange]) -> BTreeMap<String, String> {
    let referred =
        |row: &SiteChange| [&row.from, &row.to, &row.a.leader, &row.b.leader].map(Clone::clone);
    let referred: BTreeSet<String> = changes.iter().flat_map(referred).flatten().collect();
    let sites = b.sites.iter().chain(&a.sites).filter(|site| referred.contains(&site.id));
    sites.map(|site| (site.id.clone(), site.name.clone())).collect()
}

fn only(these: &[String], others: &[String]) -> Vec<String> {
    let others: BTreeSet<&String> = others.iter().collect();
    let only = these.iter().filter(|id| !others.contains(id));
    only.cloned().collect()
}
