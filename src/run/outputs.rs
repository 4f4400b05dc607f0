//! Every file of every kind of run, in the order in which they are written: what the writers take their names from and
//! `docs/outputs.md` is made from.

use super::alternatives::{self, AlternativesJson};
use super::conflicts::{self, ConflictsJson};
use super::folder::{RECORD, RunKind, TIMING};
use super::forecast::{self, ForecastJson};
use super::frontier::{self, FrontierJson};
use super::package::{GEOPACKAGE, WORKBOOK};
use super::placement::{self, PlacementJson};
use super::plan::PlanJson;
use super::record::Format;
use super::robust::{self, RobustJson};
use super::schedule::{self, ScheduleJson};
use super::sweep::{self, SweepJson};
use super::tables;
use super::tables::{Dimensions, TableSpec};
use super::why::{self, WhyJson};
use super::worth::{self, WorthJson};
use crate::domain::words::words;

words! {
    /// Whom a file is for.
    pub enum Audience {
        /// Planners, who read text and spreadsheets.
        Planners = "planners",
        /// GIS teams.
        Gis = "GIS",
        /// Programs.
        Programs = "programs",
        /// Yike itself.
        Yike = "Yike",
    }
}

/// A file of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileSpec {
    /// Its name; parts in capitals vary.
    pub name: &'static str,
    /// Whom it is for.
    pub audience: Audience,
    /// What it holds, in one sentence.
    pub about: &'static str,
}

const fn file(name: &'static str, audience: Audience, about: &'static str) -> FileSpec {
    FileSpec { name, audience, about }
}

/// Files: a row each, with its name, whom it is for and what it holds; or one that several kinds of runs have.
macro_rules! files {
    ($($file:tt $(, $audience:ident: $about:literal)?;)*) => {
        [$(files!(@ $file $($audience $about)?)),*]
    };
    (@ $file:ident) => {
        $file
    };
    (@ $name:tt $audience:ident $about:literal) => {
        file($name, Audience::$audience, $about)
    };
}

/// The layer that decisions are read from.
pub const LAYOUT: &str = "layout.geojson";
/// The layer that allocations and moves are read from.
pub const ALLOCATIONS: &str = "allocations.geojson";
/// The table of what is on the roads.
pub(crate) const NETWORK: &str = "network.csv";

pub(crate) const SUMMARY: FileSpec =
    file("summary.md", Audience::Planners, "what was decided and how sure it is, in English");
pub(crate) const SUMMARY_ZH: FileSpec =
    file("summary.zh.md", Audience::Planners, "the same in Chinese");
const MACHINE: FileSpec = file(
    TIMING,
    Audience::Programs,
    "what depends on the machine, apart from all else: seconds, threads",
);
const FOLDER: FileSpec = file(
    RECORD,
    Audience::Yike,
    "the kind of the run, the version that made it, and each of its files with its SHA-256",
);

const PLAN: [FileSpec; 18] = files! {
    LAYOUT, Gis: "every site and what is decided about it; `yike audit` reads it";
    "coverage.geojson", Gis: "every demand unit, covered or not at each tier";
    "links.geojson", Gis: "who is served where, who leads whom";
    "towns.geojson", Gis: "every town: people, coverage today and by the plan, works, money";
    "uncovered.geojson", Gis: "who is not covered, at which tier, and why";
    ALLOCATIONS, Gis:
        "who has a bed or a limited place where; only where the layout decides that";
    "reach.geojson", Gis:
        "the circles from which facilities are reached, where travel is the straight line";
    GEOPACKAGE, Gis:
        "all layers and tables, with a project and styles for QGIS (`--formats gpkg`, by default); `yike audit` reads it";
    WORKBOOK, Planners:
        "targets, works, towns, sites, coverage, access, fairness, money and the run as sheets for people: words for codes, money in 万元 (`--formats xlsx`, by default)";
    "LAYER.fgb, LAYER.parquet, LAYER.shp", Gis: "each layer in the formats that `--formats` names";
    "TABLE.csv, LAYER.csv", Planners: "each table and each layer in CSV (`--formats csv`)";
    "network.geojson", Gis: "where the plan travels over roads: what is on them, what is not";
    NETWORK, Planners: "the same as a table";
    SUMMARY;
    SUMMARY_ZH;
    MACHINE;
    (PlanJson::FILE), Programs: "everything, with the run's record; the same bytes on every machine";
    FOLDER;
};

pub(crate) const SCHEDULE: [FileSpec; 7] = files! {
    "YEAR/", Planners: "the layout of a period: a folder with the files of a plan's run";
    "schedule.csv", Planners: "the works with their dates";
    SUMMARY;
    SUMMARY_ZH;
    MACHINE;
    (ScheduleJson::FILE), Programs: "everything that is not of one period alone, with the run's record";
    FOLDER;
};

/// What is kept of a sweep or a frontier while it runs.
pub const JOURNAL: &str = "journal.txt";

pub(crate) const SWEEP: [FileSpec; 7] = files! {
    JOURNAL, Yike:
        "a line for each scenario that ended, in the order of ending: a sweep that was cut off goes on from it, and `--merge` takes it over";
    "scenarios.csv", Planners: "a row a scenario, in the order of scenarios";
    "scenarios.parquet", Programs: "the same for data frames";
    (SweepJson::FILE), Programs: "the same, with what the sweep was made from";
    "sites.geojson", Gis: "how often each site is chosen: core, optional, never";
    "timing.csv", Programs: "how long each scenario took: what depends on the machine";
    FOLDER;
};

pub(crate) const FRONTIER: [FileSpec; 4] = files! {
    JOURNAL, Yike:
        "a line for each solve that ended, until all have: a frontier that was cut off goes on from it";
    "frontier.csv", Planners: "the points of the frontier";
    (FrontierJson::FILE), Programs: "the same with the works of each point, and what it was made from";
    FOLDER;
};

pub(crate) const ALTERNATIVES: [FileSpec; 8] = files! {
    "alternatives.csv", Planners: "the best plan and the others, the best first";
    "alternatives_sites.csv", Planners:
        "every site: in all plans that lose no more than may be lost, listed or not, in some, in none";
    "alternatives_changes.csv", Planners: "where each plan differs from the best one";
    "plan-N.geojson", Gis:
        "every site and what plan N decides about it (0: the best one); `yike audit` reads it";
    SUMMARY;
    SUMMARY_ZH;
    (AlternativesJson::FILE), Programs: "everything, and what it was made from";
    FOLDER;
};

pub(crate) const CONFLICTS: [FileSpec; 6] = files! {
    "conflicts.csv", Planners: "the demands that no layout meets together, a row a demand";
    "repairs.csv", Planners: "what would make the plan possible, a row a thing that is changed";
    SUMMARY;
    SUMMARY_ZH;
    (ConflictsJson::FILE), Programs: "the same with the places concerned, and what it was made from";
    FOLDER;
};

pub(crate) const WHY: [FileSpec; 9] = files! {
    "why_plans.csv", Planners: "the best plan on each other terms, or that there is none and why";
    "why_aims.csv", Planners: "each aim in the best plan and in the other plans, with bounds";
    "why_sites.csv", Planners: "the sites about which the other plans decide otherwise";
    "why_people.csv", Planners: "whose people gain or lose cover, or go another way";
    "why_near.csv", Planners: "the sites nearest to the villages asked about, and by how much they are too far";
    "summary.md", Planners: "the answers, sentence by sentence, and what is modelled, in English";
    SUMMARY_ZH;
    (WhyJson::FILE), Programs: "everything, with what it was made from";
    FOLDER;
};

pub(crate) const WORTH: [FileSpec; 6] = files! {
    "worth.csv", Planners: "each lever at each step: what changes at each aim, with bounds";
    "worth_covered.csv", Planners: "the people whom each tier covers then";
    "summary.md", Planners: "the steps that change anything, where money stops binding, and what is modelled, in English";
    SUMMARY_ZH;
    (WorthJson::FILE), Programs: "the same, and where money stops binding, with what it was made from";
    FOLDER;
};

pub(crate) const ROBUST: [FileSpec; 7] = files! {
    LAYOUT, Gis: "every site and what is decided about it, as in a plan's run";
    "robust.csv", Planners: "the layout in every scenario";
    SUMMARY;
    SUMMARY_ZH;
    MACHINE;
    (RobustJson::FILE), Programs: "everything, with the run's record";
    FOLDER;
};

pub(crate) const PLACEMENT: [FileSpec; 12] = files! {
    "placement.geojson", Gis: "the sites on the map, the caller's properties kept";
    "demand.geojson", Gis: "the demand on the map; up to 1,000,000 points";
    "links.geojson", Gis:
        "lines from demand to the sites that serve it; up to 100,000 demand points";
    "sites.csv", Planners:
        "every site: whether it is open, whom it serves; `yike locate --start` reads it";
    "assignment.csv", Planners: "where every demand point goes, by share";
    "alternatives.csv", Planners: "the best placements, ranked (`--alternatives`)";
    "worth.csv", Planners: "what steps more and less are worth (`--worth`)";
    "conflicts.csv", Planners: "where there is no placement: what cannot hold together";
    "repairs.csv", Planners: "where there is no placement: what would let there be one";
    MACHINE;
    (PlacementJson::FILE), Programs: "everything, with the run's record";
    FOLDER;
};

const FORECAST: [FileSpec; 4] = files! {
    "demand-YEAR-VARIANT.geojson", Gis:
        "the demand layer with that year's people, and `year`, `variant`, `origin` and `method`; `yike solve` reads it";
    "forecast.csv", Planners: "the figures by area and town";
    (ForecastJson::FILE), Programs: "the same with method, inputs, settings, back-test";
    FOLDER;
};

pub(crate) const COMPARISON: [FileSpec; 10] = files! {
    "diff.geojson", Gis: "the sites that differ";
    "diff_sites.csv", Planners: "the same as a table";
    "diff_columns.csv", Planners:
        "every value that is decided or computed for a site and differs, column by column";
    "diff_coverage.csv", Planners: "coverage in both runs, by tier, slice and group";
    "diff_units.csv", Planners: "who gains and who loses";
    "diff_money.csv", Planners: "money by source in both runs";
    "diff.html", Planners: "all of it as one page";
    "diff_records.csv", Planners:
        "of runs that are no single layouts: every place at which their records differ";
    "diff.json", Programs: "all of it";
    FOLDER;
};

/// The names of some files.
pub(crate) fn names<const N: usize>(files: [FileSpec; N]) -> [&'static str; N] {
    files.map(|file| file.name)
}

/// The files of a kind of run, in the order in which they are written.
pub fn files(kind: RunKind) -> &'static [FileSpec] {
    match kind {
        RunKind::Plan => &PLAN,
        RunKind::Schedule => &SCHEDULE,
        RunKind::Sweep => &SWEEP,
        RunKind::Frontier => &FRONTIER,
        RunKind::Alternatives => &ALTERNATIVES,
        RunKind::Robust => &ROBUST,
        RunKind::Conflicts => &CONFLICTS,
        RunKind::Why => &WHY,
        RunKind::Worth => &WORTH,
        RunKind::Placement => &PLACEMENT,
        RunKind::Forecast => &FORECAST,
        RunKind::Comparison => &COMPARISON,
    }
}

/// The tables and layers of a kind of run, their columns named by the letters of [`Dimensions::documented`].
pub fn specs(kind: RunKind) -> Vec<TableSpec> {
    let dimensions = Dimensions::documented();
    match kind {
        RunKind::Plan => tables::specs(&dimensions),
        RunKind::Schedule => schedule::specs(&dimensions),
        RunKind::Sweep => sweep::specs(&dimensions),
        RunKind::Frontier => frontier::specs(),
        RunKind::Alternatives => alternatives::specs(),
        RunKind::Robust => robust::specs(),
        RunKind::Conflicts => conflicts::specs(),
        RunKind::Why => why::specs(),
        RunKind::Worth => worth::specs(),
        RunKind::Placement => placement::specs(),
        RunKind::Forecast => forecast::specs(),
        RunKind::Comparison => Vec::new(),
    }
}
