//! The whole of `worth.json`.

use crate::domain::{Language, Name, Problem, TierIdx, UnitIdx};
use crate::inquiry::{LeftOut, Lever, LeverUnit, Unlimited, Worth, WorthPlan, WorthRow};
use crate::run::asked::AskedJson;
use crate::run::plan::NameJson;
use crate::run::record::Format;
use serde::{Deserialize, Serialize};

/// What steps of a plan's figures are worth.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct WorthJson {
    /// What was asked about.
    #[serde(flatten)]
    pub asked: AskedJson,
    /// The verdict on the plan as it is: `proved`, `proved-to-gap`, `stopped-with-plan`, `infeasible`, `stopped-without-plan`.
    pub status: String,
    /// The plan as it is.
    pub base: WorthPlanJson,
    /// The levers with their steps.
    pub levers: Vec<WorthRowJson>,
    /// The plan with as much of its money as all works could take.
    pub unlimited: Vec<UnlimitedJson>,
}

impl Format for WorthJson {
    const FILE: &'static str = "worth.json";
    const FORMAT: &'static str = "yike-worth-1";
    const PROSE: &'static [&'static str] =
        &["levers[].lever.name", "unlimited[].lever.name", "period.notes", "travel"];
}

/// A figure of the plan that may be changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct LeverJson {
    /// `funding`, `reach`, `target`, `rule`, `leads` or `places`.
    pub kind: String,
    /// The path by which `--set` changes it, and by which `--only` and `--step` call it: `funding.ID.amount`, `scale.funding` of all
    /// sources, `tier.ID.reach.urban`, `target.ID.at_least`, `tier.ID.leads.at_most`; of places `tier.ID.places`, which `--set` does
    /// not change so.
    pub path: String,
    /// Its name.
    pub name: NameJson,
    /// What its value and step are counted in: `yuan`, `s`, `m`, `share`, …
    pub unit: String,
}

/// A lever with its steps.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct WorthRowJson {
    /// The lever.
    pub lever: LeverJson,
    /// Its value in the plan; of places: 0 more at each facility.
    pub value: f64,
    /// A step.
    pub step: f64,
    /// The steps, ascending; those that make no sense are left out.
    pub cells: Vec<WorthCellJson>,
}

/// A step of a lever.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct WorthCellJson {
    /// How many steps more; below 0: less.
    pub step: i32,
    /// The value of the lever then.
    pub value: f64,
    /// The best plan then.
    pub plan: WorthPlanJson,
}

/// The best plan at a value of a lever.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct WorthPlanJson {
    /// The verdict: `proved`, `proved-to-gap`, `stopped-with-plan`, `infeasible`, `stopped-without-plan`.
    pub status: String,
    /// The aims, in the plan's order; empty where there is no plan.
    pub aims: Vec<WorthAimJson>,
    /// What works cost; none where there is no plan.
    pub cost_yuan: Option<i64>,
    /// How many works are done.
    pub works: Option<usize>,
    /// People that each tier covers, each person once a tier.
    pub covered: Vec<WorthCoveredJson>,
}

/// An aim.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct WorthAimJson {
    /// `shortfall`, `coverage`, `money` or `travel`.
    pub stage: String,
    /// Its value.
    pub value: Option<f64>,
    /// How much more that is than in the plan as it is; none of that plan itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub difference: Option<f64>,
    /// No plan is better.
    pub bound: Option<f64>,
    /// How much better than the value the bound is, over max(|value|, 1); 0 below a millionth.
    pub gap: Option<f64>,
}

/// People covered at a tier.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct WorthCoveredJson {
    /// The tier's id.
    pub tier: String,
    /// Its name.
    pub name: NameJson,
    /// People of its group.
    pub people: f64,
    /// How many more that are than in the plan as it is; none of that plan itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub difference: Option<f64>,
}

/// The best plan with as much of its money as all works could take.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct UnlimitedJson {
    /// Of what: a source, or all of them.
    pub lever: LeverJson,
    /// Whether the plan is better then: the money binds.
    pub binds: bool,
    /// What the plan takes of this money, commitments included; another as good may take less.
    pub taken_yuan: i64,
    /// The plan then.
    pub plan: WorthPlanJson,
    /// Who is left uncovered then.
    pub left_out: Vec<LeftOutJson>,
}

/// People whom a plan leaves uncovered at a tier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct LeftOutJson {
    /// The tier's id.
    pub tier: String,
    /// Its name.
    pub name: NameJson,
    /// Villages with no site within reach that could serve them, by id; most people first.
    pub out_of_reach: Vec<String>,
    /// Their names.
    pub out_of_reach_names: Vec<String>,
    /// Villages with such a site, by id: places, rules or targets bind.
    pub others: Vec<String>,
    /// Their names.
    pub other_names: Vec<String>,
}

impl WorthJson {
    /// What was found about `problem`.
    pub fn new(problem: &Problem, worth: &Worth, asked: AskedJson) -> Self {
        let base = &worth.base;
        // Without a plan as it is, nothing is better or worse than it.
        let has_plan = base.stages.iter().any(|own| own.value.is_some());
        let unlimited_of = worth.unlimited.iter().filter(|_| has_plan);
        Self {
            asked,
            status: base.status.word().into(),
            base: plan(problem, base, None),
            levers: worth.rows.iter().map(|own| row(problem, base, own)).collect(),
            unlimited: unlimited_of.map(|own| unlimited(problem, base, own)).collect(),
        }
    }
}

fn row(problem: &Problem, base: &WorthPlan, own: &WorthRow) -> WorthRowJson {
    let cells = own.cells.iter().map(|cell| WorthCellJson {
        step: cell.step,
        value: cell.value,
        plan: plan(problem, &cell.plan, Some(base)),
    });
    WorthRowJson {
        lever: LeverJson::of(problem, own.lever),
        value: own.lever.value(problem).unwrap_or_default(),
        step: own.step,
        cells: cells.collect(),
    }
}

fn plan(problem: &Problem, own: &WorthPlan, base: Option<&WorthPlan>) -> WorthPlanJson {
    let aims = own.stages.iter().map(|stage| {
        let as_it_is = base
            .and_then(|base| base.stages.iter().find(|other| other.stage == stage.stage)?.value);
        WorthAimJson {
            stage: stage.stage.word().into(),
            value: stage.value,
            difference: as_it_is.and_then(|before| Some(stage.value? - before)),
            bound: stage.bound,
            gap: stage.gap,
        }
    });
    let covered = own.covered.iter().map(|&(tier, people)| {
        let as_it_is = base.and_then(|base| base.covered.iter().find(|other| other.0 == tier));
        WorthCoveredJson {
            tier: problem.tiers[tier].id.clone(),
            name: (&problem.tiers[tier].name).into(),
            people,
            difference: as_it_is.map(|&(_, before)| people - before),
        }
    });
    WorthPlanJson {
        status: own.status.word().into(),
        aims: aims.collect(),
        cost_yuan: own.has_plan().then(|| own.cost.yuan()),
        works: own.has_plan().then_some(own.works),
        covered: covered.collect(),
    }
}

fn unlimited(problem: &Problem, base: &WorthPlan, own: &Unlimited) -> UnlimitedJson {
    let left_out = |own: &LeftOut| {
        let tier = &problem.tiers[own.tier];
        let ids =
            |units: &[UnitIdx]| units.iter().map(|&unit| problem.units[unit].id.clone()).collect();
        let names = |units: &[UnitIdx]| {
            units.iter().map(|&unit| problem.units[unit].name.clone()).collect()
        };
        LeftOutJson {
            tier: tier.id.clone(),
            name: (&tier.name).into(),
            out_of_reach: ids(&own.out_of_reach),
            out_of_reach_names: names(&own.out_of_reach),
            others: ids(&own.others),
            other_names: names(&own.others),
        }
    };
    UnlimitedJson {
        lever: LeverJson::of(problem, own.lever),
        binds: own.binds,
        taken_yuan: own.taken.yuan(),
        plan: plan(problem, &own.plan, Some(base)),
        left_out: own.left_out.iter().map(left_out).collect(),
    }
}

impl LeverJson {
    /// What is said of a lever of `problem`.
    pub fn of(problem: &Problem, lever: Lever) -> Self {
        let tier_name = |tier: TierIdx| &problem.tiers[tier].name;
        let (kind, name) = match lever {
            Lever::Funding(source) => ("funding", problem.funding[source].name.clone()),
            Lever::AllFunding => ("funding", Name::both("all sources", "各来源合计")),
            Lever::Reach(tier, setting) => {
                let both = |language: Language| {
                    format!(
                        "{}{}",
                        language.short(tier_name(tier)),
                        language.bracketed(language.setting(setting))
                    )
                };
                ("reach", Language::both(both))
            }
            Lever::Target(position) => {
                let target = &problem.targets[position];
                (if target.rule().is_some() { "rule" } else { "target" }, target.name.clone())
            }
            Lever::Leads(tier) => ("leads", tier_name(tier).clone()),
            Lever::Places(tier) => ("places", tier_name(tier).clone()),
        };
        let unit = match lever.unit(problem) {
            Some(LeverUnit::Yuan) => "yuan",
            Some(LeverUnit::Seconds) => "s",
            Some(LeverUnit::Metres) => "m",
            Some(LeverUnit::Measure(unit)) => unit.word(),
            Some(LeverUnit::Facilities) => "facilities",
            Some(LeverUnit::Places) | None => "places",
        };
        Self {
            kind: kind.into(),
            path: lever.called(problem),
            name: (&name).into(),
            unit: unit.into(),
        }
    }
}
