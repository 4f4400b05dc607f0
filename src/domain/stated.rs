//! What the folder of a run says of its plan, as it is written there: nothing is computed again.

use super::feature::Feature;
use super::name::Name;
use super::position::LonLat;
use std::collections::BTreeMap;

/// A run as its folder states it.
#[derive(Debug, Clone, PartialEq)]
pub struct StatedRun {
    /// The folder, as given.
    pub folder: String,
    /// The plan's name.
    pub name: Name,
    /// The year that it plans for.
    pub period: Option<i32>,
    /// The verdict's word.
    pub status: String,
    /// The command that made it.
    pub command: String,
    /// The version of Yike that made it.
    pub version: String,
    /// The aims in the plan's order; none of an audit.
    pub aims: Vec<StatedAim>,
    /// The targets in the plan's order.
    pub targets: Vec<StatedTarget>,
    /// Cost of all works, in yuan.
    pub cost_yuan: i64,
    /// Running cost a year of what stands, in yuan.
    pub running_cost_yuan: i64,
    /// Every source of money.
    pub sources: Vec<StatedSource>,
    /// Tiers by id, in the plan's order.
    pub tiers: Vec<String>,
    /// Names of towns, by id.
    pub towns: BTreeMap<String, String>,
    /// Coverage by tier, slice and group.
    pub coverage: Vec<StatedCoverage>,
    /// Every site, in the order of the map.
    pub sites: Vec<StatedSite>,
    /// Every demand unit, in the order of the map.
    pub units: Vec<StatedUnit>,
}

/// An aim and what became of it.
#[derive(Debug, Clone, PartialEq)]
pub struct StatedAim {
    /// Its word: `shortfall`, `coverage`, `money`, `travel`.
    pub stage: String,
    /// Why it ended.
    pub termination: String,
    /// The layout's value.
    pub value: Option<f64>,
    /// What no layout is better than.
    pub bound: Option<f64>,
    /// How far they are apart, relative.
    pub gap: Option<f64>,
}

/// A target and what became of it.
#[derive(Debug, Clone, PartialEq)]
pub struct StatedTarget {
    /// Its number in the published plan.
    pub indicator: Option<u32>,
    /// Its name.
    pub name: Name,
    /// `binding` or `expected`.
    pub kind: String,
    /// What is measured.
    pub measure: String,
    /// Over what.
    pub scope: Option<String>,
    /// `at_least` or `at_most`.
    pub direction: Option<String>,
    /// The limit, in `unit`.
    pub limit: Option<f64>,
    /// What it counts.
    pub unit: Option<String>,
    /// Its value in the layout.
    pub reached: Option<f64>,
    /// Whether it is met.
    pub met: Option<bool>,
}

/// A source of money.
#[derive(Debug, Clone, PartialEq)]
pub struct StatedSource {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Name,
    /// What it has, in yuan.
    pub has_yuan: i64,
    /// What works take, in yuan.
    pub works_yuan: i64,
}

/// Coverage of a slice of the people.
#[derive(Debug, Clone, PartialEq)]
pub struct StatedCoverage {
    /// The tier's id.
    pub tier: String,
    /// `all`, `urban`, `rural` or `town:ID`.
    pub slice: String,
    /// The group of people.
    pub group: String,
    /// How many they are.
    pub people: f64,
    /// How many of them are covered.
    pub covered: f64,
}

/// A site and what is decided about it.
#[derive(Debug, Clone, PartialEq)]
pub struct StatedSite {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its town, where its own properties say it.
    pub town: Option<String>,
    /// Its position, where it is a point.
    pub at: Option<LonLat>,
    /// The caller's geometry and properties, and ours.
    pub feature: Feature,
    /// Whether a facility stands in the layout.
    pub standing: bool,
    /// What stands: tier, size, beds, nursing beds and who runs it.
    pub is: StatedState,
    /// The work's id; `stay` without one.
    pub work_id: String,
    /// The kind of work; `stay` without one.
    pub work: String,
    /// What the work costs, in yuan.
    pub cost_yuan: i64,
    /// Who pays, as the map writes it.
    pub funding: Option<String>,
    /// Who leads it.
    pub leader: Option<String>,
}

/// What a facility is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StatedState {
    /// Its tier's id.
    pub tier: Option<String>,
    /// Its size's id.
    pub size: Option<String>,
    /// Its beds.
    pub beds: u64,
    /// Nursing beds among them.
    pub nursing_beds: u64,
    /// Who runs it.
    pub operator: Option<String>,
}

/// A demand unit and who serves it.
#[derive(Debug, Clone, PartialEq)]
pub struct StatedUnit {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its town, where its own properties say it.
    pub town: Option<String>,
    /// `urban` or `rural`, where its own properties say it.
    pub setting: Option<String>,
    /// Its position, where it is a point.
    pub at: Option<LonLat>,
    /// The caller's geometry and properties, and ours.
    pub feature: Feature,
    /// By tier that is for it: the share covered, and who serves most of it.
    pub served: BTreeMap<String, StatedService>,
}

/// How a unit is served at a tier.
#[derive(Debug, Clone, PartialEq)]
pub struct StatedService {
    /// The share of its people, 0 to 1.
    pub share: f64,
    /// The site that serves most of them.
    pub site: Option<String>,
    /// How far that is, in kilometres.
    pub km: Option<f64>,
}
