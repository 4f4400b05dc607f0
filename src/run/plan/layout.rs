//! What the layout does.

use super::NameJson;
use crate::domain::Problem;
use crate::plan::Slice;
use crate::run::figures::{Served, facilities, works};
use crate::run::report::Decided;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Money by source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct MoneyJson {
    /// Whether the plan names any source; without one, money is not limited.
    pub limited: bool,
    /// Cost of all works; none without a layout.
    pub cost_yuan: Option<i64>,
    /// Running cost a year of what stands; none without a layout.
    pub running_cost_yuan: Option<i64>,
    /// Every source, in the plan's order.
    pub sources: Vec<SourceJson>,
}

/// A source of money.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct SourceJson {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: NameJson,
    /// What it has.
    pub has_yuan: i64,
    /// Where that figure comes from.
    pub amount_origin: String,
    /// What commitments take; none without a layout.
    pub committed_yuan: Option<i64>,
    /// What works take; none without a layout.
    pub works_yuan: Option<i64>,
    /// What is left, negative when overspent; none without a layout.
    pub left_yuan: Option<i64>,
}

pub(crate) fn money(problem: &Problem, decided: Option<&Decided<'_>>) -> MoneyJson {
    let sources = problem
        .funding
        .iter_enumerated()
        .map(|(index, source)| {
            let row = decided.and_then(|decided| {
                let money = &decided.audit.money;
                money.iter().find(|row| row.funding == index)
            });
            SourceJson {
                id: source.id.clone(),
                name: (&source.name).into(),
                has_yuan: source.amount.yuan(),
                amount_origin: source.amount_origin.word().into(),
                committed_yuan: row.map(|row| row.committed.yuan()),
                works_yuan: row.map(|row| row.works.yuan()),
                left_yuan: row.map(|row| row.left().yuan()),
            }
        })
        .collect();
    MoneyJson {
        limited: !problem.funding.is_empty(),
        cost_yuan: decided.map(|decided| decided.audit.cost.yuan()),
        running_cost_yuan: decided.map(|decided| decided.audit.running_cost.yuan()),
        sources,
    }
}

/// A work of the layout.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct WorkJson {
    /// The site's id.
    pub site: String,
    /// Its name.
    pub site_name: String,
    /// Its town's id.
    pub town: String,
    /// The work's id.
    pub id: String,
    /// Its name, where given.
    pub name: Option<String>,
    /// `build`, `upgrade`, `merge`, `close`.
    pub work: String,
    /// The tier that the site becomes; for a site that goes: that it was.
    pub tier: Option<String>,
    /// Beds that the site then has.
    pub beds: u32,
    /// Nursing beds among them.
    pub nursing_beds: u32,
    /// Who then runs it.
    pub operator: Option<String>,
    /// Merge: the site that takes over.
    pub into: Option<String>,
    /// Cost.
    pub cost_yuan: i64,
    /// Where the cost comes from.
    pub cost_origin: String,
    /// Yuan by source.
    pub funding_yuan: BTreeMap<String, i64>,
    /// People served, by tier.
    pub persons_served: BTreeMap<String, f64>,
    /// Of them, those who have no facility of the tier within reach today.
    pub newly_within_reach: BTreeMap<String, f64>,
    /// Of them, those who have no other facility of the tier within reach in this layout.
    pub only_within_reach: BTreeMap<String, f64>,
    /// Who leads it.
    pub leader: Option<String>,
}

pub(crate) fn work_list(decided: &Decided<'_>) -> Vec<WorkJson> {
    let problem = decided.problem;
    let served = Served::count(decided);
    works(problem, decided.layout)
        .into_iter()
        .map(|row| {
            let site = &problem.sites[row.site];
            let after = site.state_after(decided.layout.choices[row.site]);
            let by_tier = |count: &dyn Fn(crate::domain::TierIdx) -> f64| {
                problem
                    .tiers
                    .iter_enumerated()
                    .map(|(index, tier)| (tier.id.clone(), count(index)))
                    .filter(|&(_, persons)| persons > 0.0)
                    .collect()
            };
            WorkJson {
                site: site.id.clone(),
                site_name: site.name.clone(),
                town: problem.towns[site.town].id.clone(),
                id: row.work.id.clone(),
                name: row.work.name.clone(),
                work: row.work.kind.word().into(),
                tier: row.tier.map(|tier| problem.tiers[tier].id.clone()),
                beds: after.beds,
                nursing_beds: after.nursing_beds,
                operator: after.operator.clone(),
                into: row.work.into.map(|into| problem.sites[into].id.clone()),
                cost_yuan: row.work.cost.yuan(),
                cost_origin: row.work.cost_origin.word().into(),
                funding_yuan: row
                    .payments
                    .iter()
                    .map(|&(source, amount)| (problem.funding[source].id.clone(), amount.yuan()))
                    .collect(),
                persons_served: by_tier(&|tier| served.persons(row.site, tier)),
                newly_within_reach: by_tier(&|tier| served.newly(row.site, tier)),
                only_within_reach: by_tier(&|tier| served.only(row.site, tier)),
                leader: decided.layout.leaders[row.site]
                    .map(|leader| problem.sites[leader].id.clone()),
            }
        })
        .collect()
}

/// Facilities of a tier.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct FacilitiesJson {
    /// The tier's id; none: standing without a tier of the plan.
    pub tier: Option<String>,
    /// Standing today.
    pub today: usize,
    /// Standing in the layout.
    pub after: usize,
    /// Beds today.
    pub beds_today: u64,
    /// Beds in the layout.
    pub beds_after: u64,
    /// Square metres of floor today; none where there are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub floor_area_today_m2: Option<f64>,
    /// Square metres of floor in the layout; none where there are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub floor_area_after_m2: Option<f64>,
    /// Running cost a year in the layout; none where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub running_cost_yuan: Option<i64>,
}

pub(crate) fn facility_list(decided: &Decided<'_>) -> Vec<FacilitiesJson> {
    facilities(decided.problem, decided.layout)
        .into_iter()
        .map(|row| FacilitiesJson {
            tier: row.tier.map(|tier| decided.problem.tiers[tier].id.clone()),
            today: row.today,
            after: row.after,
            beds_today: row.beds_today,
            beds_after: row.beds_after,
            floor_area_today_m2: Some(row.floor_area_today).filter(|&area| area > 0.0),
            floor_area_after_m2: Some(row.floor_area_after).filter(|&area| area > 0.0),
            running_cost_yuan: Some(row.running_cost.yuan()).filter(|&cost| cost != 0),
        })
        .collect()
}

/// Coverage of a slice of the people.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct CoverageJson {
    /// The tier's id.
    pub tier: String,
    /// `all`, `urban`, `rural` or `town:ID`.
    pub slice: String,
    /// The group of people.
    pub group: String,
    /// How many they are.
    pub people: f64,
    /// Covered today.
    pub covered_today: f64,
    /// Covered by the layout.
    pub covered: f64,
}

pub(crate) fn coverage(decided: &Decided<'_>) -> Vec<CoverageJson> {
    let problem = decided.problem;
    decided
        .audit
        .coverage
        .iter()
        .map(|row| CoverageJson {
            tier: problem.tiers[row.tier].id.clone(),
            slice: slice_code(problem, row.slice),
            group: problem.groups[row.group].id.clone(),
            people: row.people.number(),
            covered_today: row.covered_today.number(),
            covered: row.covered.number(),
        })
        .collect()
}

/// `all`, `urban`, `rural` or `town:ID`.
pub(super) fn slice_code(problem: &Problem, slice: Slice) -> String {
    match slice {
        Slice::All => "all".into(),
        Slice::Setting(setting) => setting.word().into(),
        Slice::Town(town) => format!("town:{}", problem.towns[town].id),
    }
}

/// A rule that the layout breaks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ViolationJson {
    /// Stable code.
    pub code: String,
    /// The site concerned, by id.
    pub site: Option<String>,
    /// By how much.
    pub amount: f64,
    /// What the amount counts; empty when there is none.
    pub unit: String,
    /// In words.
    pub text: String,
    /// In Chinese.
    #[serde(default)]
    pub text_zh: String,
}

pub(crate) fn violations(decided: &Decided<'_>) -> Vec<ViolationJson> {
    decided
        .audit
        .violations
        .iter()
        .map(|row| ViolationJson {
            code: row.kind.code().into(),
            site: row.site.map(|site| decided.problem.sites[site].id.clone()),
            amount: row.amount,
            unit: row.unit.into(),
            text: row.text.english().into(),
            text_zh: row.text.chinese().into(),
        })
        .collect()
}
