//! Aims, targets, money and facilities of both runs beside each other.

use crate::domain::Name;
use crate::run::folder::LayoutRun;
use crate::run::plan::{SourceJson, StageJson, TargetJson};
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
    /// Its name in English, or what there is.
    pub name: String,
    /// In Chinese, or what there is.
    pub name_zh: String,
    /// In A.
    pub a: usize,
    /// In B.
    pub b: usize,
    /// Beds in A.
    pub beds_a: u64,
    /// In B.
    pub beds_b: u64,
}

/// The items of both lists by key, those of A in their order, then those of B alone: what there is, in A, in B. Of the same
/// key the first.
fn paired<'a, T, K: PartialEq>(
    a: &'a [T],
    b: &'a [T],
    key: impl Fn(&T) -> K,
) -> Vec<(&'a T, Option<&'a T>, Option<&'a T>)> {
    let of = |list: &'a [T], item: &T| list.iter().find(|other| key(other) == key(item));
    let first = a.iter().map(|item| (item, Some(item), of(b, item)));
    let rest = b.iter().filter(|item| of(a, item).is_none());
    first.chain(rest.map(|item| (item, None, Some(item)))).collect()
}

pub(super) fn aims(a: &LayoutRun, b: &LayoutRun) -> Vec<AimRow> {
    let side = |aim: &StageJson| AimSide {
        value: aim.value,
        bound: aim.bound,
        gap: aim.gap,
        termination: aim.termination.clone(),
    };
    let rows = paired(&a.plan.stages, &b.plan.stages, |aim| aim.stage.clone()).into_iter();
    let row = |(own, a, b): (&StageJson, Option<&_>, Option<&_>)| AimRow {
        aim: own.stage.clone(),
        a: a.map(side),
        b: b.map(side),
    };
    rows.map(row).collect()
}

pub(super) fn targets(a: &LayoutRun, b: &LayoutRun) -> Vec<TargetRow> {
    let side = |target: &TargetJson| TargetSide {
        kind: target.kind.clone(),
        limit: target.limit,
        reached: target.reached,
        met: target.met,
    };
    let key = |target: &TargetJson| {
        let ruled = (target.sites.clone(), target.must.clone());
        (target.indicator, target.name.clone(), target.measure.clone(), target.scope.clone(), ruled)
    };
    let rows = paired(&a.plan.targets, &b.plan.targets, key).into_iter();
    rows.map(|(own, a, b)| {
        let name = Name::from(&own.name);
        TargetRow {
            indicator: own.indicator,
            name: name.english().into(),
            name_zh: name.chinese().into(),
            unit: own.unit.clone(),
            direction: own.direction.clone(),
            a: a.map(side),
            b: b.map(side),
        }
    })
    .collect()
}

pub(super) fn sources(a: &LayoutRun, b: &LayoutRun) -> Vec<SourceRow> {
    let rows = paired(&a.plan.money.sources, &b.plan.money.sources, |source| source.id.clone());
    let row = |(own, a, b): (&SourceJson, Option<&SourceJson>, Option<&SourceJson>)| {
        let name = Name::from(&own.name);
        SourceRow {
            source: own.id.clone(),
            name: name.english().into(),
            name_zh: name.chinese().into(),
            has_a_yuan: a.map(|source| source.has_yuan),
            has_b_yuan: b.map(|source| source.has_yuan),
            works_a_yuan: a.map(|source| source.works_yuan.unwrap_or_default()),
            works_b_yuan: b.map(|source| source.works_yuan.unwrap_or_default()),
        }
    };
    rows.into_iter().map(row).collect()
}

pub(super) fn facilities(a: &LayoutRun, b: &LayoutRun) -> Vec<FacilityRow> {
    let count = |run: &LayoutRun, tier: &str| {
        let standing =
            run.sites.iter().filter(|site| site.standing && site.is.tier.as_deref() == Some(tier));
        standing.fold((0, 0), |(count, beds), site| (count + 1, beds + site.is.beds))
    };
    let tiers = paired(&a.plan.tiers, &b.plan.tiers, |tier| tier.id.clone()).into_iter();
    tiers
        .map(|(tier, ..)| {
            let ((in_a, beds_a), (in_b, beds_b)) = (count(a, &tier.id), count(b, &tier.id));
            let name = Name::from(&tier.name);
            FacilityRow {
                tier: tier.id.clone(),
                name: name.english().into(),
                name_zh: name.chinese().into(),
                a: in_a,
                b: in_b,
                beds_a,
                beds_b,
            }
        })
        .collect()
}
