//! Aims, targets, money and facilities of both runs beside each other.

use crate::domain::{Name, StatedAim, StatedRun, StatedTarget};
use serde::Serialize;

/// An aim in both runs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AimRow {
    /// Its word.
    pub aim: String,
    /// In A; none where A has no such aim.
    pub a: Option<AimSide>,
    /// In B.
    pub b: Option<AimSide>,
}

/// An aim in a run.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AimSide {
    /// The layout's value.
    pub value: Option<f64>,
    /// What no layout is better than.
    pub bound: Option<f64>,
    /// How far they are apart, relative.
    pub gap: Option<f64>,
    /// Why it ended.
    pub termination: String,
}

/// A target in both runs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TargetRow {
    /// Its number in the published plan.
    pub indicator: Option<u32>,
    /// Its name in English, or what there is.
    pub name: String,
    /// In Chinese, or what there is.
    pub name_zh: String,
    /// What it counts.
    pub unit: Option<String>,
    /// `at_least` or `at_most`.
    pub direction: Option<String>,
    /// In A.
    pub a: Option<TargetSide>,
    /// In B.
    pub b: Option<TargetSide>,
}

/// A target in a run.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TargetSide {
    /// `binding` or `expected`.
    pub kind: String,
    /// The limit.
    pub limit: Option<f64>,
    /// What the layout reaches.
    pub reached: Option<f64>,
    /// Whether it is met.
    pub met: Option<bool>,
}

/// A source of money in both runs; none where a run does not have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SourceRow {
    /// Its id.
    pub source: String,
    /// Its name in English, or what there is.
    pub name: String,
    /// In Chinese, or what there is.
    pub name_zh: String,
    /// What it has, in A.
    pub has_a_yuan: Option<i64>,
    /// In B.
    pub has_b_yuan: Option<i64>,
    /// What works take, in A.
    pub works_a_yuan: Option<i64>,
    /// In B.
    pub works_b_yuan: Option<i64>,
}

/// Facilities of a tier that stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FacilityRow {
    /// The tier's id.
    pub tier: String,
    /// Its name, in Chinese or what there is, as the maps have it where a facility of it stands.
    pub name_zh: Option<String>,
    /// In A.
    pub a: usize,
    /// In B.
    pub b: usize,
    /// Beds in A.
    pub beds_a: u64,
    /// In B.
    pub beds_b: u64,
}

/// The items of both lists by key, those of A in their order, then those of B alone. Of the same key the
/// first.
fn paired<'a, T, K: PartialEq>(
    a: &'a [T],
    b: &'a [T],
    key: impl Fn(&T) -> K,
) -> Vec<(Option<&'a T>, Option<&'a T>)> {
    let of = |list: &'a [T], item: &T| list.iter().find(|other| key(other) == key(item));
    let first = a.iter().map(|item| (Some(item), of(b, item)));
    let rest = b.iter().filter(|item| of(a, item).is_none());
    first.chain(rest.map(|item| (None, Some(item)))).collect()
}

pub(super) fn aims(a: &StatedRun, b: &StatedRun) -> Vec<AimRow> {
    let side = |aim: &StatedAim| AimSide {
        value: aim.value,
        bound: aim.bound,
        gap: aim.gap,
        termination: aim.termination.clone(),
    };
    let rows = paired(&a.aims, &b.aims, |aim| aim.stage.clone()).into_iter();
    rows.filter_map(|(a, b)| {
        Some(AimRow {
            aim: a.or(b)?.stage.clone(),
            a: a.map(side),
            b: b.map(side),
        })
    })
    .collect()
}

pub(super) fn targets(a: &StatedRun, b: &StatedRun) -> Vec<TargetRow> {
    let side = |target: &StatedTarget| TargetSide {
        kind: target.kind.clone(),
        limit: target.limit,
        reached: target.reached,
        met: target.met,
    };
    let key = |target: &StatedTarget| {
        (
            target.indicator,
            target.name.clone(),
            target.measure.clone(),
            target.scope.clone(),
        )
    };
    let rows = paired(&a.targets, &b.targets, key).into_iter();
    rows.filter_map(|(a, b)| {
        let own = a.or(b)?;
        Some(TargetRow {
            indicator: own.indicator,
            name: own.name.english().into(),
            name_zh: own.name.chinese().into(),
            unit: own.unit.clone(),
            direction: own.direction.clone(),
            a: a.map(side),
            b: b.map(side),
        })
    })
    .collect()
}

pub(super) fn sources(a: &StatedRun, b: &StatedRun) -> Vec<SourceRow> {
    let rows = paired(&a.sources, &b.sources, |source| source.id.clone()).into_iter();
    rows.filter_map(|(a, b)| {
        let own = a.or(b)?;
        let name: &Name = &own.name;
        Some(SourceRow {
            source: own.id.clone(),
            name: name.english().into(),
            name_zh: name.chinese().into(),
            has_a_yuan: a.map(|source| source.has_yuan),
            has_b_yuan: b.map(|source| source.has_yuan),
            works_a_yuan: a.map(|source| source.works_yuan),
            works_b_yuan: b.map(|source| source.works_yuan),
        })
    })
    .collect()
}

pub(super) fn facilities(a: &StatedRun, b: &StatedRun) -> Vec<FacilityRow> {
    let count = |run: &StatedRun, tier: &str| {
        let standing = run
            .sites
            .iter()
            .filter(|site| site.standing && site.is.tier.as_deref() == Some(tier));
        standing.fold((0, 0), |(count, beds), site| {
            (count + 1, beds + site.is.beds)
        })
    };
    let name = |tier: &str| {
        let mut sites = a.sites.iter().chain(&b.sites);
        let own = sites.find(|site| site.is.tier.as_deref() == Some(tier))?;
        let name = own.feature.properties.get("plan_tier_name")?;
        name.as_str().map(str::to_owned)
    };
    let tiers = paired(&a.tiers, &b.tiers, String::clone).into_iter();
    tiers
        .filter_map(|(of_a, of_b)| {
            let tier = of_a.or(of_b)?;
            let ((in_a, beds_a), (in_b, beds_b)) = (count(a, tier), count(b, tier));
            Some(FacilityRow {
                tier: tier.clone(),
                name_zh: name(tier),
                a: in_a,
                b: in_b,
                beds_a,
                beds_b,
            })
        })
        .collect()
}
