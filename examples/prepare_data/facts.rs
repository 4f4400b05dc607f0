//! The plans' facts: `data/raw/plans/*.toml`, where each entry has its source.

use crate::Result;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

/// All facts of one district.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Facts {
    pub district: District,
    pub model: Model,
    /// Seats that GeoNames lacks.
    #[serde(default, rename = "seat")]
    pub seats: Vec<Seat>,
    /// 2010 figures that several towns share.
    #[serde(default, rename = "joint")]
    pub joints: Vec<Joint>,
    /// Published amounts; left out: none are published.
    pub money: Option<Published>,
    #[serde(rename = "bed_group")]
    pub bed_groups: Vec<BedGroup>,
    #[serde(rename = "institution")]
    pub institutions: Vec<Institution>,
    pub centres: Centres,
    pub stations: Stations,
    pub points: Points,
    /// Facilities that serve no tier.
    #[serde(default, rename = "other")]
    pub others: Vec<Other>,
    /// Works on standing institutions.
    #[serde(rename = "programme")]
    pub programmes: Vec<Programme>,
    /// What may or must be built.
    #[serde(rename = "project")]
    pub projects: Vec<Project>,
    pub candidates: Candidates,
    #[serde(default, rename = "hospital")]
    pub hospitals: Vec<Hospital>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct District {
    pub code: String,
    pub name: String,
    pub area_km2: f64,
}

/// The assumptions of the population and position models.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Model {
    pub community_weight: f64,
    pub rural_ageing_ratio: f64,
    pub dense_spacing_km: f64,
    pub loose_spacing_km: f64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seat {
    pub town: String,
    pub between: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Joint {
    pub figure_of: String,
    pub towns: Vec<String>,
}

/// Money by source, in 万元.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Published {
    pub total_wan: BTreeMap<String, f64>,
    /// What siting does not decide.
    pub committed_wan: BTreeMap<String, f64>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BedGroup {
    pub id: String,
    pub beds: u64,
    pub nursing_beds: u64,
    /// Whether they are guarantee beds.
    #[serde(default)]
    pub guarantee: bool,
    /// The share of its beds in which somebody lives; left out: not assumed.
    pub occupancy: Option<f64>,
    pub source: String,
}

/// Institutions of one kind, one in each town (a town named twice has two).
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Institution {
    /// `{town}` and `{n}` (number in the town) are filled in.
    pub name: String,
    pub kind: String,
    pub towns: Vec<String>,
    pub operator: String,
    pub beds_from: String,
    /// Share of the group's beds, against the others'.
    #[serde(default = "one")]
    pub weight: f64,
    /// The plan names it.
    #[serde(default)]
    pub named: bool,
    pub source: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Centres {
    /// Towns without a standing centre.
    pub missing: Vec<String>,
    pub operator_run: Vec<String>,
    /// Cost of handing one over to an operator; left out: not offered.
    pub handover_cost_wan: Option<f64>,
    pub source: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stations {
    /// How many communities of a town have none.
    pub without: BTreeMap<String, usize>,
    /// How many of the largest communities have two.
    pub second: usize,
    pub operator: String,
    pub source: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Points {
    pub points: u64,
    pub happiness_homes: u64,
    pub operator: String,
    pub source: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Other {
    pub name: String,
    pub kind: String,
    pub town: String,
    pub source: String,
}

/// A work offered at several standing institutions.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Programme {
    pub name: String,
    pub work: String,
    /// Names of the institutions; for a merger `into` says them.
    #[serde(default)]
    pub homes: Vec<String>,
    /// Merger: institution → the one that takes over.
    #[serde(default)]
    pub into: BTreeMap<String, String>,
    pub cost_wan: f64,
    #[serde(default = "modelled")]
    pub cost_origin: String,
    #[serde(default)]
    pub funding_wan: BTreeMap<String, f64>,
    #[serde(default)]
    pub add_beds: u64,
    /// Upgrade: more beds, as many as these institutions have.
    #[serde(default)]
    pub add_beds_of: BTreeMap<String, String>,
    /// Yuan in 万元 for each bed that `add_beds_of` adds, beside `cost_wan`.
    #[serde(default)]
    pub cost_wan_a_bed: f64,
    /// The id of the works; left out: by kind and operator.
    pub id: Option<String>,
    /// Merger: the work that the institution that takes over must have done.
    pub into_work: Option<String>,
    /// Least share of nursing beds afterwards.
    pub nursing_share: Option<f64>,
    /// One work for each; left out: the operator stays.
    #[serde(default)]
    pub operators: Vec<String>,
    /// The plan does it; a plan file's rule requires it.
    #[serde(default)]
    pub published: bool,
    pub source: String,
}

/// A new facility, one in each town.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Project {
    pub name: String,
    pub kind: String,
    pub towns: Vec<String>,
    /// The village that it stands in; left out: it stands near the seat.
    pub village: Option<String>,
    /// The medical facility or institution that it stands beside.
    pub beside: Option<String>,
    pub tier: String,
    #[serde(default)]
    pub beds: u64,
    #[serde(default)]
    pub nursing_beds: u64,
    #[serde(default)]
    pub guarantee_beds: u64,
    /// Square metres.
    #[serde(default)]
    pub floor_m2: u64,
    pub cost_wan: f64,
    #[serde(default = "modelled")]
    pub cost_origin: String,
    #[serde(default)]
    pub funding_wan: BTreeMap<String, f64>,
    pub operators: Vec<String>,
    /// Who runs it in the published layout, where several may; left out: the first.
    pub published_operator: Option<String>,
    /// The plan builds it; a plan file's rule requires it.
    #[serde(default)]
    pub published: bool,
    #[serde(default)]
    pub named: bool,
    /// Towns that the plan says it serves; "全区" for all.
    #[serde(default)]
    pub serves: Vec<String>,
    pub source: String,
}

/// What else is offered to the model.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Candidates {
    pub estate_within_km: f64,
    pub estate_cost_wan: f64,
    pub large_community: u64,
    pub shop_within_km: f64,
    pub shop_cost_wan: f64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hospital {
    pub name: String,
    pub town: String,
    pub source: String,
}

fn one() -> f64 {
    1.0
}

fn modelled() -> String {
    "modelled".into()
}

/// Reads a facts file.
pub fn read(path: &Path) -> Result<Facts> {
    let text =
        std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(toml::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))?)
}
