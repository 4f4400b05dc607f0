//! The whole of `why.json`.

use crate::run::asked::AskedJson;
use crate::run::plan::{NameJson, ReachJson};
use crate::run::record::Format;
use serde::{Deserialize, Serialize};

/// A plan with answers to questions about it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct WhyJson {
    /// What was asked about.
    #[serde(flatten)]
    pub asked: AskedJson,
    /// The verdict on the best plan: `proved`, `proved-to-gap`, `stopped-with-plan`, `infeasible`, `stopped-without-plan`.
    pub status: String,
    /// The aims of the best plan; `before` is left out.
    pub aims: Vec<AimChangeJson>,
    /// What its works cost; none where there is none.
    pub cost_yuan: Option<i64>,
    /// The answers, in the order of the questions; empty where there is no best plan.
    pub answers: Vec<AnswerJson>,
}

impl Format for WhyJson {
    const FILE: &'static str = "why.json";
    const FORMAT: &'static str = "yike-why-1";
    const PROSE: &'static [&'static str] = &[
        "answers[].target.bound_by[].name",
        "answers[].plans[].lifted.name",
        "answers[].plans[].blocked_by[].name",
        "travel",
    ];
}

/// The answer to a question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct AnswerJson {
    /// What is asked about: `site`, `village`, `target` or `rule`.
    pub about: String,
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: NameJson,
    /// The id of the town where it is; none of targets and rules.
    pub town: Option<String>,
    /// Of a site: what the best plan decides about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided: Option<DecidedJson>,
    /// Of a village: how the best plan serves its people at each tier.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tiers: Vec<TierAnswerJson>,
    /// Of a target or rule: what it can reach.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<TargetJson>,
    /// The best plans on other terms.
    pub plans: Vec<OtherPlanJson>,
}

/// What is decided about a site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct DecidedJson {
    /// `build`, `upgrade`, `merge`, `close`, `stay`, or `unused` where nothing stands and nothing is built.
    pub done: String,
    /// The work's id; none where none is done.
    pub work: Option<String>,
    /// Whether a facility stands at the end.
    pub stands: bool,
}

/// How people of a village are served at a tier.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct TierAnswerJson {
    /// The tier's id.
    pub tier: String,
    /// Its name.
    pub name: NameJson,
    /// The people whom it is for.
    pub people: f64,
    /// The share of them that is covered, 0 to 1.
    pub covered_share: f64,
    /// How far they go.
    pub reach: ReachJson,
    /// The nearest site that serves the tier in the best plan.
    pub standing: Option<NearJson>,
    /// The nearest site that could serve it by some decision.
    pub possible: Option<NearJson>,
}

/// A site near a village.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct NearJson {
    /// The site's id.
    pub site: String,
    /// Its name.
    pub name: String,
    /// The travelled distance.
    pub distance_m: f64,
    /// The travel time.
    pub time_s: f64,
    /// By how much it is too far; none where it is within reach.
    pub beyond_m: Option<f64>,
    /// The time of that; where the reach is a distance at the way's mean speed.
    pub beyond_s: Option<f64>,
}

/// What a target or rule can reach.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct TargetJson {
    /// `binding` or `expected`; none where siting does not decide it.
    pub kind: Option<String>,
    /// What its values are: `share`, `number`, `yuan`, …
    pub unit: Option<String>,
    /// `at_least` or `at_most`.
    pub direction: Option<String>,
    /// The limit.
    pub limit: Option<f64>,
    /// The value in the best plan.
    pub reached: Option<f64>,
    /// By how much that is better than the limit; negative where it misses it.
    pub slack: Option<f64>,
    /// The best value that it can have under all else.
    pub best: Option<f64>,
    /// No plan has a better one.
    pub best_bound: Option<f64>,
    /// Whether that value is proved to be the best.
    pub best_proved: bool,
    /// What keeps it from being better: each, lifted alone, allows a better value.
    pub bound_by: Vec<ObstacleJson>,
    /// Whether all that could were tried.
    pub all_tried: bool,
}

/// A part of the plan that binds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ObstacleJson {
    /// Its sort: `target`, `rule`, `money`, …; `site` and `all-sites` for what sites state of themselves; `all-money`.
    pub kind: String,
    /// What `--lift` calls it by, or the path by which `--set` does; none of several together.
    pub called: Option<String>,
    /// In words.
    pub name: NameJson,
}

/// The best plan on other terms.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct OtherPlanJson {
    /// The terms: `gone`, `standing`, `without-work`, `worked` of a site; `within-plan`, `longer-reach`, `new-site` of a village;
    /// `without-target` of a target.
    pub terms: String,
    /// Of a village: the tier's id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tier: Option<String>,
    /// Its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tier_name: Option<NameJson>,
    /// The reach that it takes, of `longer-reach`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reach: Option<ReachJson>,
    /// What the new site costs, of `new-site`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site_yuan: Option<i64>,
    /// What of the plan is lifted, since the terms are impossible with it.
    pub lifted: Option<ObstacleJson>,
    /// The verdict: `proved`, `proved-to-gap`, `stopped-with-plan`, `infeasible`, `stopped-without-plan`.
    pub status: String,
    /// Of `infeasible`: what makes it so, each alone.
    pub blocked_by: Vec<ObstacleJson>,
    /// Whether all that could block were tried.
    pub all_tried: bool,
    /// Of `infeasible`: the site has no work that leads there, whatever is lifted.
    pub no_work: bool,
    /// What works cost; none without a plan.
    pub cost_yuan: Option<i64>,
    /// How much more that is than in the best plan.
    pub price_yuan: Option<i64>,
    /// What changes at each aim.
    pub aims: Vec<AimChangeJson>,
    /// How many people each tier covers, each once.
    pub covered: Vec<CoveredJson>,
    /// Sites decided otherwise.
    pub sites: Vec<SiteChangeJson>,
    /// People for whom something changes.
    pub people: Vec<PeopleChangeJson>,
}

/// An aim in two plans.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct AimChangeJson {
    /// `shortfall`, `coverage`, `money` or `travel`.
    pub stage: String,
    /// Its value in the best plan, measured as in the other one.
    pub before: Option<f64>,
    /// Its value.
    pub value: Option<f64>,
    /// No plan of this kind is better.
    pub bound: Option<f64>,
    /// How much better than the value the bound is, over max(|value|, 1); 0 below a millionth.
    pub gap: Option<f64>,
}

/// People covered at a tier in two plans.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct CoveredJson {
    /// The tier's id.
    pub tier: String,
    /// Its name.
    pub name: NameJson,
    /// In the best plan.
    pub before: f64,
    /// In this one.
    pub after: f64,
}

/// A site decided otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct SiteChangeJson {
    /// The site's id.
    pub site: String,
    /// Its name.
    pub name: String,
    /// What the best plan decides.
    pub before: DecidedJson,
    /// What this one decides.
    pub after: DecidedJson,
}

/// People of a village for whom something changes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct PeopleChangeJson {
    /// The tier's id.
    pub tier: String,
    /// Its name.
    pub tier_name: NameJson,
    /// The unit's id.
    pub unit: String,
    /// Its name.
    pub name: String,
    /// `gain`, `lose`, `farther` or `nearer`.
    pub turn: String,
    /// Whom it befalls.
    pub people: f64,
    /// How far those covered go in the best plan; none where nobody is covered.
    pub before_m: Option<f64>,
    /// How far they go in this one.
    pub after_m: Option<f64>,
    /// The site that serves most of them in the best plan.
    pub before_site: Option<String>,
    /// Its name.
    pub before_site_name: Option<String>,
    /// The site that serves most of them in this one.
    pub after_site: Option<String>,
    /// Its name.
    pub after_site_name: Option<String>,
}
