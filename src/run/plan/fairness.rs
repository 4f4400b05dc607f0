//! Who has what of the layout, beside today, and how unequally it is spread.

use super::layout::slice_code;
use crate::domain::numbers::rounded;
use crate::domain::{Problem, TierIdx};
use crate::plan::fairness::{
    AccessRow, Fairness, Inequality, InequalityRow, Subject, WayFigures, fairness, supplied,
};
use crate::run::report::Decided;
use serde::{Deserialize, Serialize};
use typed_index_collections::TiVec;

/// What a slice of the people has of a tier, today and by the layout. Those not served count with the end of their reach as
/// their way.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct AccessJson {
    /// `all`, `urban`, `rural` or `town:ID`.
    pub slice: String,
    /// The tier.
    pub tier: String,
    /// The group of people.
    pub group: String,
    /// How many they are.
    pub people: f64,
    /// Mean way today; none where people move in.
    pub km_today: Option<f64>,
    /// By the layout.
    pub km: Option<f64>,
    /// Mean time today.
    pub minutes_today: Option<f64>,
    /// By the layout.
    pub minutes: Option<f64>,
    /// Mean way of the tenth with the longest, today.
    pub worst_km_today: Option<f64>,
    /// By the layout.
    pub worst_km: Option<f64>,
    /// Mean time of the tenth with the longest, today.
    pub worst_minutes_today: Option<f64>,
    /// By the layout.
    pub worst_minutes: Option<f64>,
    /// What is supplied: `places`, `beds` or `facilities`.
    pub supplied: String,
    /// Supply for 1,000 people of the tier's group today, all within reach alike (2SFCA).
    pub supply_today: f64,
    /// By the layout.
    pub supply: f64,
    /// The same today, the farther the less (E2SFCA).
    pub decayed_supply_today: f64,
    /// By the layout.
    pub decayed_supply: f64,
    /// Better off than today: newly served, or with a shorter way.
    pub gain: f64,
    /// Of them newly served.
    pub newly_served: f64,
    /// Worse off than today: no longer served, or with a longer way.
    pub lose: f64,
    /// Of them no longer served.
    pub no_longer_served: f64,
}

/// How unequally something is spread over people, today and by the layout; none where nobody has anything of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct InequalityJson {
    /// What: `way` in kilometres, or `supply` for 1,000 people (E2SFCA).
    pub subject: String,
    /// The tier, whose own group counts; none: all to which people travel.
    pub tier: Option<String>,
    /// The mean today.
    pub mean_today: f64,
    /// By the layout.
    pub mean: f64,
    /// The equally-distributed equivalent of Kolm and Pollak today.
    pub equivalent_today: f64,
    /// By the layout.
    pub equivalent: f64,
    /// The mean of the worst-off tenth today.
    pub worst_today: f64,
    /// By the layout.
    pub worst: f64,
    /// The Gini coefficient today.
    pub gini_today: Option<f64>,
    /// By the layout.
    pub gini: Option<f64>,
    /// Theil's index today.
    pub theil_today: Option<f64>,
    /// By the layout.
    pub theil: Option<f64>,
    /// Of it between towns today; the rest is within them.
    pub between_towns_today: Option<f64>,
    /// By the layout.
    pub between_towns: Option<f64>,
    /// Of it between urban and rural people today; the rest is within each.
    pub between_settings_today: Option<f64>,
    /// By the layout.
    pub between_settings: Option<f64>,
}

pub(crate) fn fairness_of(decided: &Decided<'_>) -> (Vec<AccessJson>, Vec<InequalityJson>) {
    let problem = decided.problem;
    let Fairness { access, inequality, .. } =
        fairness(problem, decided.arcs, decided.layout, &decided.audit.assignment);
    // Once for each tier: it looks at all sites, and there are rows for every town.
    let words: TiVec<TierIdx, &str> =
        problem.tiers.keys().map(|tier| supplied(problem, tier).word()).collect();
    let access = access.iter().map(|row| access_json(problem, row, words[row.tier]));
    let inequality = inequality.iter().map(|row| inequality_json(problem, row));
    (access.collect(), inequality.collect())
}

/// To the ninth decimal: logarithms and powers differ beyond from machine to machine.
fn kept(value: f64) -> f64 {
    rounded(value, 9)
}

fn access_json(problem: &Problem, row: &AccessRow, supplied: &str) -> AccessJson {
    let way =
        |at: usize, figure: fn(&WayFigures) -> f64| row.ways.map(|ways| kept(figure(&ways[at])));
    AccessJson {
        slice: slice_code(problem, row.slice),
        tier: problem.tiers[row.tier].id.clone(),
        group: problem.groups[row.group].id.clone(),
        people: row.people,
        km_today: way(0, |own| own.km),
        km: way(1, |own| own.km),
        minutes_today: way(0, |own| own.minutes),
        minutes: way(1, |own| own.minutes),
        worst_km_today: way(0, |own| own.worst_km),
        worst_km: way(1, |own| own.worst_km),
        worst_minutes_today: way(0, |own| own.worst_minutes),
        worst_minutes: way(1, |own| own.worst_minutes),
        supplied: supplied.into(),
        supply_today: kept(row.supply[0]),
        supply: kept(row.supply[1]),
        decayed_supply_today: kept(row.decayed_supply[0]),
        decayed_supply: kept(row.decayed_supply[1]),
        gain: kept(row.gains.gain),
        newly_served: kept(row.gains.newly_served),
        lose: kept(row.gains.lose),
        no_longer_served: kept(row.gains.no_longer_served),
    }
}

fn inequality_json(problem: &Problem, row: &InequalityRow) -> InequalityJson {
    let InequalityRow { subject, tier, today, then, .. } = row;
    let theil = |own: &Inequality| own.towns.map(|theil| kept(theil.index));
    let towns = |own: &Inequality| own.towns.map(|theil| kept(theil.between));
    let settings = |own: &Inequality| own.settings.map(|theil| kept(theil.between));
    InequalityJson {
        subject: Subject::word(*subject).into(),
        tier: tier.map(|tier: TierIdx| problem.tiers[tier].id.clone()),
        mean_today: kept(today.mean),
        mean: kept(then.mean),
        equivalent_today: kept(today.equivalent),
        equivalent: kept(then.equivalent),
        worst_today: kept(today.worst),
        worst: kept(then.worst),
        gini_today: today.gini.map(kept),
        gini: then.gini.map(kept),
        theil_today: theil(today),
        theil: theil(then),
        between_towns_today: towns(today),
        between_towns: towns(then),
        between_settings_today: settings(today),
        between_settings: settings(then),
    }
}
