//! Who gains cover and who loses it.

use crate::domain::{StatedCoverage, StatedRun, StatedUnit};
use serde::Serialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Shares nearer than this are the same.
const SAME_SHARE: f64 = 1e-6;
/// Sums nearer than this, relatively, are the same.
const SAME_SUM: f64 = 1e-6;

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
    /// People who gain cover; none where the group cannot be told unit by unit.
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
    /// Its town, where it is known.
    pub town: Option<String>,
    /// `urban` or `rural`, where it is known.
    pub setting: Option<String>,
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
    /// People who gain cover (or, below 0, lose it), by group; only groups that can be told unit by unit.
    pub people: BTreeMap<String, f64>,
}

/// The units that gain or lose cover, in the order of A's map, then by tier. Both runs have the unit and the tier.
pub(super) fn units(a: &StatedRun, b: &StatedRun) -> Vec<UnitChange> {
    let properties = shared_properties(a, b);
    let mut rows = Vec::new();
    for (of_a, of_b) in both(a, b) {
        for tier in &a.tiers {
            let (Some(in_a), Some(in_b)) = (of_a.served.get(tier), of_b.served.get(tier)) else {
                continue;
            };
            let change = in_b.share - in_a.share;
            if change.abs() <= SAME_SHARE {
                continue;
            }
            let people = properties.iter().filter_map(|(group, property)| {
                let people = number(of_a, property)?;
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
pub(super) fn coverage(a: &StatedRun, b: &StatedRun) -> Vec<CoverageChange> {
    let key = |row: &StatedCoverage| (row.tier.clone(), row.slice.clone(), row.group.clone());
    let index = |run: &StatedRun| -> BTreeMap<(String, String, String), StatedCoverage> {
        let rows = run.coverage.iter().rev();
        rows.map(|row| (key(row), row.clone())).collect()
    };
    let (in_a, in_b) = (index(a), index(b));
    let moved = by_slice(&units(a, b));
    let told: BTreeSet<String> = shared_properties(a, b).into_keys().collect();
    // Someone of whom only one run knows may gain or lose too.
    let same_units = a.units.len() == b.units.len() && both(a, b).count() == a.units.len();
    let mut keys: Vec<_> = a.coverage.iter().map(key).collect();
    keys.extend(
        b.coverage
            .iter()
            .map(key)
            .filter(|key| !in_a.contains_key(key)),
    );
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
        for slice in slices(row.town.as_deref(), row.setting.as_deref()) {
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
fn slices(town: Option<&str>, setting: Option<&str>) -> Vec<String> {
    let town = town.map(|town| format!("town:{town}"));
    let setting = setting.map(str::to_owned);
    [Some("all".to_owned()), setting, town]
        .into_iter()
        .flatten()
        .collect()
}

/// The units that both runs have.
fn both<'a>(
    a: &'a StatedRun,
    b: &'a StatedRun,
) -> impl Iterator<Item = (&'a StatedUnit, &'a StatedUnit)> {
    let of_b: BTreeMap<&str, &StatedUnit> = b
        .units
        .iter()
        .map(|unit| (unit.id.as_str(), unit))
        .collect();
    a.units
        .iter()
        .filter_map(move |unit| Some((unit, *of_b.get(unit.id.as_str())?)))
}

/// By group: the property of the units that is the group in both runs.
fn shared_properties(a: &StatedRun, b: &StatedRun) -> BTreeMap<String, String> {
    let in_b = group_properties(b);
    let mut shared = group_properties(a);
    shared.retain(|group, property| in_b.get(group) == Some(property));
    let same =
        |property: &String| both(a, b).all(|(a, b)| number(a, property) == number(b, property));
    shared.retain(|_, property| same(property));
    shared
}

/// By group: the first property whose sums are the group's people in every slice of every tier.
fn group_properties(run: &StatedRun) -> BTreeMap<String, String> {
    let groups: BTreeSet<&String> = run.coverage.iter().map(|row| &row.group).collect();
    let mut candidates: Vec<&String> = Vec::new();
    for (name, value) in run.units.iter().flat_map(|unit| &unit.feature.properties) {
        // Our own figures are no people of the caller's.
        if value.is_number() && !name.starts_with("plan_") && !candidates.contains(&name) {
            candidates.push(name);
        }
    }
    let candidates: Vec<(&String, Sums<'_>)> = candidates
        .into_iter()
        .map(|property| (property, sums(run, property)))
        .collect();
    let mut found = BTreeMap::new();
    for group in groups {
        let is_it = |sums: &Sums<'_>| {
            let mut rows = run.coverage.iter().filter(|row| row.group == *group);
            rows.all(|row| {
                let sum = sums.get(&(row.tier.as_str(), row.slice.clone()));
                let apart = (sum.copied().unwrap_or_default() - row.people).abs();
                apart <= SAME_SUM * row.people.abs().max(1.0)
            })
        };
        if let Some((property, _)) = candidates.iter().find(|(_, sums)| is_it(sums)) {
            found.insert(group.clone(), (*property).clone());
        }
    }
    found
}

/// Sums by tier and slice.
type Sums<'a> = BTreeMap<(&'a str, String), f64>;

/// A property summed by tier and slice.
fn sums<'a>(run: &'a StatedRun, property: &str) -> Sums<'a> {
    let mut sums = BTreeMap::new();
    for unit in &run.units {
        let Some(people) = number(unit, property) else {
            continue;
        };
        for slice in slices(unit.town.as_deref(), unit.setting.as_deref()) {
            for tier in unit.served.keys() {
                *sums.entry((tier.as_str(), slice.clone())).or_default() += people;
            }
        }
    }
    sums
}

fn number(unit: &StatedUnit, property: &str) -> Option<f64> {
    unit.feature
        .properties
        .get(property)
        .and_then(Value::as_f64)
}
