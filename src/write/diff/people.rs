//! Who gains cover and who loses it.

use crate::run::folder::{LayoutRun, UnitRow};
use crate::run::plan::CoverageJson;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Shares nearer than this are the same.
const SAME_SHARE: f64 = 1e-6;

/// Coverage of a slice of the people in both runs; none where a run has no such slice.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CoverageChange {
    /// The tier's id.
    pub tier: String,
    /// `all`, `urban`, `rural` or `town:ID`.
    pub slice: String,
    /// The group of people.
    pub group: String,
    /// How many they are in A.
    pub people_a: Option<f64>,
    /// In B.
    pub people_b: Option<f64>,
    /// Covered in A.
    pub covered_a: Option<f64>,
    /// In B.
    pub covered_b: Option<f64>,
    /// People who gain cover; none where the runs have other units, or other people in them.
    pub gain: Option<f64>,
    /// People who lose it.
    pub lose: Option<f64>,
}

/// A unit of which more or fewer are covered.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct UnitChange {
    /// The unit's id.
    pub unit: String,
    /// Its name.
    pub name: String,
    /// Its town's id.
    pub town: String,
    /// `urban` or `rural`.
    pub setting: String,
    /// The tier's id.
    pub tier: String,
    /// The share covered in A.
    pub share_a: f64,
    /// In B.
    pub share_b: f64,
    /// Who serves most of them in A.
    pub site_a: Option<String>,
    /// In B.
    pub site_b: Option<String>,
    /// How far that is in A, in kilometres.
    pub km_a: Option<f64>,
    /// In B.
    pub km_b: Option<f64>,
    /// People who gain cover (or, below 0, lose it), by group; only groups of whom both runs have the same people in every unit.
    pub people: BTreeMap<String, f64>,
}

/// The units that gain or lose cover, in the order of A's map, then by tier. Both runs have the unit and the tier.
pub(super) fn units(a: &LayoutRun, b: &LayoutRun) -> Vec<UnitChange> {
    let groups = shared_groups(a, b);
    let mut rows = Vec::new();
    for (of_a, of_b) in both(a, b) {
        for tier in a.plan.tiers.iter().map(|tier| &tier.id) {
            let (Some(in_a), Some(in_b)) = (of_a.served.get(tier), of_b.served.get(tier)) else {
                continue;
            };
            let change = in_b.share - in_a.share;
            if change.abs() <= SAME_SHARE {
                continue;
            }
            let people = groups.iter().filter_map(|group| {
                let people = of_a.people_by_group.get(group)?;
                Some((group.clone(), people * change))
            });
            rows.push(UnitChange {
                unit: of_a.id.clone(),
                name: of_a.name.clone(),
                town: of_a.town.clone(),
                setting: of_a.setting.clone(),
                tier: tier.clone(),
                share_a: in_a.share,
                share_b: in_b.share,
                site_a: in_a.site.clone(),
                site_b: in_b.site.clone(),
                km_a: in_a.km,
                km_b: in_b.km,
                people: people.collect(),
            });
        }
    }
    rows
}

/// Coverage of every slice, A's first.
pub(super) fn coverage(a: &LayoutRun, b: &LayoutRun) -> Vec<CoverageChange> {
    let key = |row: &CoverageJson| (row.tier.clone(), row.slice.clone(), row.group.clone());
    let index = |run: &LayoutRun| -> BTreeMap<(String, String, String), CoverageJson> {
        let rows = run.plan.coverage.iter().rev();
        rows.map(|row| (key(row), row.clone())).collect()
    };
    let (in_a, in_b) = (index(a), index(b));
    let moved = by_slice(&units(a, b));
    let told = shared_groups(a, b);
    // Someone of whom only one run knows may gain or lose too.
    let same_units = a.units.len() == b.units.len() && both(a, b).count() == a.units.len();
    let mut keys: Vec<_> = a.plan.coverage.iter().map(key).collect();
    keys.extend(b.plan.coverage.iter().map(key).filter(|key| !in_a.contains_key(key)));
    keys.into_iter()
        .map(|key| {
            let (of_a, of_b) = (in_a.get(&key), in_b.get(&key));
            let (tier, slice, group) = key;
            let is_told = same_units && told.contains(&group) && of_a.is_some() && of_b.is_some();
            let key = (tier.clone(), slice.clone(), group.clone());
            let (gain, lose) = moved.get(&key).copied().unwrap_or_default();
            CoverageChange {
                people_a: of_a.map(|row| row.people),
                people_b: of_b.map(|row| row.people),
                covered_a: of_a.map(|row| row.covered),
                covered_b: of_b.map(|row| row.covered),
                gain: is_told.then_some(gain),
                lose: is_told.then_some(lose),
                tier,
                slice,
                group,
            }
        })
        .collect()
}

/// People who gain and who lose, by tier, slice and group.
fn by_slice(rows: &[UnitChange]) -> BTreeMap<(String, String, String), (f64, f64)> {
    let mut sums: BTreeMap<(String, String, String), (f64, f64)> = BTreeMap::new();
    for row in rows {
        for slice in slices(&row.town, &row.setting) {
            for (group, people) in &row.people {
                let key = (row.tier.clone(), slice.clone(), group.clone());
                let (gain, lose) = sums.entry(key).or_default();
                *gain += people.max(0.0);
                *lose += (-people).max(0.0);
            }
        }
    }
    sums
}

/// The slices that a unit's people are in.
fn slices(town: &str, setting: &str) -> [String; 3] {
    ["all".into(), setting.into(), format!("town:{town}")]
}

/// The units that both runs have.
fn both<'a>(
    a: &'a LayoutRun,
    b: &'a LayoutRun,
) -> impl Iterator<Item = (&'a UnitRow, &'a UnitRow)> {
    let of_b: BTreeMap<&str, &UnitRow> =
        b.units.iter().map(|unit| (unit.id.as_str(), unit)).collect();
    a.units.iter().filter_map(move |unit| Some((unit, *of_b.get(unit.id.as_str())?)))
}

/// The groups of whom both runs have the same people in every unit that both have.
fn shared_groups(a: &LayoutRun, b: &LayoutRun) -> BTreeSet<String> {
    let mut groups: BTreeSet<String> = a.plan.groups().into_iter().collect();
    groups.retain(|group| {
        both(a, b).all(|(a, b)| {
            let people = a.people_by_group.get(group);
            people.is_some() && people == b.people_by_group.get(group)
        })
    });
    groups
}
