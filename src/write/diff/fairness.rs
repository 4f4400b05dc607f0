//! How unequally ways and supply are spread in both runs.

use crate::run::folder::LayoutRun;
use crate::run::plan::InequalityJson;
use serde::Serialize;

/// How unequally something is spread in both runs; none where a run says nothing of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct InequalityChange {
    /// `way` or `supply`.
    pub subject: String,
    /// The tier's id; none: all to which people travel.
    pub tier: Option<String>,
    /// The mean in A.
    pub mean_a: Option<f64>,
    /// In B.
    pub mean_b: Option<f64>,
    /// The mean of the worst-off tenth in A.
    pub worst_a: Option<f64>,
    /// In B.
    pub worst_b: Option<f64>,
    /// The Kolm-Pollak equivalent in A; none where today is another in B, so that κ is, too.
    pub equivalent_a: Option<f64>,
    /// In B.
    pub equivalent_b: Option<f64>,
    /// The Gini coefficient in A.
    pub gini_a: Option<f64>,
    /// In B.
    pub gini_b: Option<f64>,
    /// Theil's index in A.
    pub theil_a: Option<f64>,
    /// In B.
    pub theil_b: Option<f64>,
}

/// The rows of A, then those that B alone has.
pub(super) fn inequality(a: &LayoutRun, b: &LayoutRun) -> Vec<InequalityChange> {
    let (of_a, of_b) = (&a.plan.inequality, &b.plan.inequality);
    let same = |own: &InequalityJson, other: &InequalityJson| {
        (&own.subject, &own.tier) == (&other.subject, &other.tier)
    };
    let both = of_a.iter().map(|own| (Some(own), of_b.iter().find(|other| same(own, other))));
    let alone = of_b.iter().filter(|own| !of_a.iter().any(|other| same(own, other)));
    both.chain(alone.map(|own| (None, Some(own)))).filter_map(|(a, b)| row(a, b)).collect()
}

fn row(a: Option<&InequalityJson>, b: Option<&InequalityJson>) -> Option<InequalityChange> {
    let named = a.or(b)?;
    let one_today = a.zip(b).is_some_and(|(a, b)| {
        (a.mean_today, a.equivalent_today) == (b.mean_today, b.equivalent_today)
    });
    let equivalent =
        |own: Option<&InequalityJson>| own.filter(|_| one_today).map(|own| own.equivalent);
    Some(InequalityChange {
        subject: named.subject.clone(),
        tier: named.tier.clone(),
        mean_a: a.map(|own| own.mean),
        mean_b: b.map(|own| own.mean),
        worst_a: a.map(|own| own.worst),
        worst_b: b.map(|own| own.worst),
        equivalent_a: equivalent(a),
        equivalent_b: equivalent(b),
        gini_a: a.and_then(|own| own.gini),
        gini_b: b.and_then(|own| own.gini),
        theil_a: a.and_then(|own| own.theil),
        theil_b: b.and_then(|own| own.theil),
    })
}
