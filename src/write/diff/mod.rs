//! Two runs side by side, from what their folders say: nothing is computed again but differences.
//!
//! Sites are compared by id, in what stands there in the two layouts. With A and B the runs:
//!
//! | change | when |
//! |---|---|
//! | `opened` | a facility stands in B and not in A |
//! | `closed` | a facility stands in A and not in B |
//! | `moved` | one is closed and one opened, of the same tier and town, at most so far apart as `moved_within_m` says (geodesic): the nearest pairs first |
//! | `upgraded` | it stands in both, is another thing (tier, size, beds, who runs it), and only B upgrades it |
//! | `upgrade-dropped` | the same with only A upgrading it |
//! | `changed` | it stands in both and is another thing in another way |
//! | `works` | what stands is the same, but the work, its cost or who pays is not |
//! | `led` | only who leads it is another |
//!
//! People are compared by tier, slice and group as `plan.json` has them. Where both runs have the same units with the same
//! people of a group, who gains and who loses is counted unit by unit: Σ people·max(0, share in B − share in A), and the other
//! way round.
//!
//! What one run has and the other has not (sites, units, tiers) is counted and named, and not compared. `diff(B, A)` is
//! `diff(A, B)` with sides changed.

mod columns;
mod drawing;
mod figures;
mod html;
mod map;
mod page;
mod people;
mod records;
mod rows;
mod sites;
mod tables;
mod words;

pub use words::{measure_unit, slice_words};

pub use columns::ColumnChange;
pub use people::{CoverageChange, UnitChange};
pub use records::{
    RECORD_DIFF_NAMES, RecordChange, RecordDiff, diff_records, record_diff_outputs, text,
};
pub use rows::{AimRow, AimSide, FacilityRow, SourceRow, TargetRow, TargetSide};
pub use sites::{SiteChange, SiteChangeKind, SiteSide};

use crate::domain::Name;
use crate::run::folder::{LayoutRun, Output};
use crate::run::plan::to_bytes;
use crate::run::record::VERSION;
use crate::units::Metres;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// The names of all outputs, in the order in which they are written.
pub const DIFF_NAMES: [&str; 8] = [
    "diff.geojson",
    "diff_sites.csv",
    "diff_columns.csv",
    "diff_coverage.csv",
    "diff_units.csv",
    "diff_money.csv",
    "diff.html",
    "diff.json",
];

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
    /// Coverage by tier, slice and group.
    pub coverage: Vec<CoverageChange>,
    /// The units that gain or lose cover, by tier.
    pub units: Vec<UnitChange>,
    /// What only one of the runs has.
    pub not_compared: NotCompared,
}

impl Diff {
    /// How many sites change in this way; a facility that moved has two rows and counts once.
    pub fn changed(&self, kind: SiteChangeKind) -> usize {
        let is_first = |row: &&SiteChange| row.to.as_ref().is_none_or(|to| *to == row.site);
        let rows = self.sites.iter().filter(|row| row.change == kind);
        rows.filter(is_first).count()
    }

    /// A town by its name and id.
    fn town(&self, id: &str) -> String {
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
    /// Whether everything was compared.
    pub fn is_empty(&self) -> bool {
        let Self { sites_a, sites_b, units_a, units_b, tiers_a, tiers_b } = self;
        [sites_a, sites_b, units_a, units_b, tiers_a, tiers_b].iter().all(|ids| ids.is_empty())
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
        sites: sites::changes(a, b, moved_within),
        columns: columns::columns(a, b),
        towns: [b, a]
            .iter()
            .flat_map(|run| &run.plan.towns)
            .map(|town| (town.id.clone(), town.name.clone()))
            .collect(),
        coverage: people::coverage(a, b),
        units: people::units(a, b),
        not_compared: NotCompared { sites_a, sites_b, units_a, units_b, tiers_a, tiers_b },
    }
}

/// All outputs, in the order in which they are to be written. `a`: the run that `diff` starts from, for its places.
pub fn diff_outputs(diff: &Diff, a: &LayoutRun) -> Vec<Output> {
    let [map, sites, columns, coverage, units, money, page, json] = DIFF_NAMES;
    vec![
        Output::new(map, map::diff_geojson(diff, a)),
        Output::new(sites, tables::sites(diff)),
        Output::new(columns, tables::columns(diff)),
        Output::new(coverage, tables::coverage(diff)),
        Output::new(units, tables::units(diff)),
        Output::new(money, tables::money(diff)),
        Output::new(page, page::html(diff, a)),
        Output::new(json, to_bytes(diff)),
    ]
}

fn only(these: &[String], others: &[String]) -> Vec<String> {
    let others: BTreeSet<&String> = others.iter().collect();
    let only = these.iter().filter(|id| !others.contains(id));
    only.cloned().collect()
}
