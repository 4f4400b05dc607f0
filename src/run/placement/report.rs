//! What the outputs of a location problem are made from.

use crate::domain::location::{Instance, Metric, Placement, Question, SiteRule};
use crate::domain::{Feature, Frequency, LonLat};
use crate::plan::location::{Hindrance, Ledger, LocationAudit, Spread, spread};
use crate::run::record::{InputRecord, IssueRecord};
use crate::solve::{
    Effort, Infeasibility, LocateOutcome, LocateStatus, LocateWorth, Method, Ranking,
};
use serde::{Deserialize, Serialize};

/// Where an answer comes from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Subject {
    /// It was solved for.
    Solved(Proof),
    /// It was given, to be audited.
    Audited,
}

/// How good an answer is proved to be, and how.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Proof {
    /// The verdict.
    pub status: LocateStatus,
    /// No placement is better than this.
    pub bound: Option<f64>,
    /// How much better than the objective the bound is, over max(|objective|, 1); 0 below a millionth.
    pub gap: Option<f64>,
    /// Where memory holds only the nearest sites of each demand point, so that the bound may be far from the best: how many.
    pub listed: Option<usize>,
    /// How it was found.
    pub method: Method,
    /// Work done.
    pub effort: Effort,
}

impl From<&LocateOutcome> for Proof {
    fn from(located: &LocateOutcome) -> Self {
        Self {
            status: located.status,
            bound: located.bound,
            gap: located.gap,
            listed: located.listed,
            method: located.method,
            effort: located.effort,
        }
    }
}

/// How the instance was read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SourceRecord {
    /// The format's word.
    pub format: String,
    /// Whether the format was recognised rather than asked for.
    pub recognised: bool,
    /// By which conventions it was read.
    pub convention: String,
    /// The property that the weights come from.
    pub weight_field: Option<String>,
}

/// What the run was asked to do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LocateSettings {
    /// The gap asked for, relative.
    pub gap: f64,
    /// The time allowed, in seconds; none: no limit. With a limit, results depend on the machine.
    pub time_limit_s: Option<f64>,
    /// Whether the compact model was asked for.
    pub compact: bool,
    /// Whether a placement was given to start from.
    pub start: bool,
    /// How many placements were asked for beside the best.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alternatives: Option<usize>,
    /// In how many sites each is to differ from those before it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub differ: Option<usize>,
    /// How much worse than the best each may be, relative.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lose: Option<f64>,
    /// Of how many steps the worth was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub worth: Option<usize>,
}

/// `timing.json`: what depends on the machine.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PlacementTiming {
    /// Seconds for reading and checking.
    pub read_s: f64,
    /// Seconds for solving, the audit with it.
    pub solve_s: f64,
    /// Threads that were allowed.
    pub threads: usize,
}

/// How a result came to be.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PlacementRun {
    /// The version of Yike.
    pub version: String,
    /// `locate`.
    pub command: String,
    /// How the instance was read.
    pub source: SourceRecord,
    /// The files read.
    pub inputs: Vec<InputRecord>,
    /// What reading warned about.
    pub warnings: Vec<IssueRecord>,
    /// What was asked for; none when nothing was solved.
    pub settings: Option<LocateSettings>,
    /// What depends on the machine; in a file of its own.
    #[serde(skip)]
    pub timing: PlacementTiming,
}

/// An instance, a question and what came of it.
#[derive(Debug, Clone, Copy)]
pub struct PlacementReport<'a> {
    /// The instance.
    pub instance: &'a Instance,
    /// The question.
    pub question: &'a Question,
    /// Where the answer comes from.
    pub subject: Subject,
    /// The answer.
    pub placement: Option<&'a Placement>,
    /// Its audit.
    pub audit: Option<&'a LocationAudit>,
    /// Why there is none.
    pub hindrances: &'a [Hindrance],
    /// The best placements, ranked, where they were asked for.
    pub ranking: Option<&'a Ranking>,
    /// In how many of the placements within the loss each site is open, where that was asked for.
    pub common: Option<&'a [Option<Frequency>]>,
    /// What steps more and less are worth, where that was asked for.
    pub worth: Option<&'a [LocateWorth]>,
    /// What clashes where there is no answer.
    pub infeasibility: Option<&'a Infeasibility>,
    /// The demand as the caller gave it.
    pub demand_features: Option<&'a [Feature]>,
    /// The sites as the caller gave them.
    pub site_features: Option<&'a [Feature]>,
    /// The run's record.
    pub run: &'a PlacementRun,
}

impl<'a> PlacementReport<'a> {
    /// The status' word: as of [`LocateStatus`], or `no-faults` or `faults` of a placement that was given.
    pub fn status(&self) -> &'static str {
        match self.subject {
            Subject::Solved(proof) => proof.status.word(),
            Subject::Audited if self.audit.is_some_and(|audit| audit.faults.is_empty()) => {
                "no-faults"
            }
            Subject::Audited => "faults",
        }
    }

    /// Whether sites can be shown on a map.
    pub fn has_site_places(&self) -> bool {
        self.site_features.is_some() || self.globe().is_some()
    }

    /// Whether demand can be shown on a map.
    pub fn has_demand_places(&self) -> bool {
        self.demand_features.is_some() || self.globe().is_some()
    }

    fn globe(&self) -> Option<(&'a [LonLat], &'a [LonLat])> {
        match self.instance.metric() {
            Metric::Sphere { demand, sites, .. } | Metric::Geodesic { demand, sites, .. } => {
                Some((demand, sites))
            }
            Metric::Plane { .. } | Metric::Table(_) => None,
        }
    }

    /// Where a demand point lies; none for a polygon of which only the outline is known.
    pub(super) fn demand_place(&self, demand: usize) -> Option<LonLat> {
        match self.globe() {
            Some((places, _)) => Some(places[demand]),
            None => point(&self.demand_features?[demand]),
        }
    }

    /// Where a site lies; none for a polygon of which only the outline is known.
    pub(super) fn site_place(&self, site: usize) -> Option<LonLat> {
        match self.globe() {
            Some((_, places)) => Some(places[site]),
            None => point(&self.site_features?[site]),
        }
    }

    /// The id of a site.
    pub(super) fn site_id(&self, site: u32) -> String {
        self.instance.site_ids().label(site as usize).into_owned()
    }

    /// The ids of demand points.
    pub(crate) fn demand_ids(&self, points: &[u32]) -> Vec<String> {
        let ids = self.instance.demand_ids();
        points.iter().map(|&point| ids.label(point as usize).into_owned()).collect()
    }

    /// The weight of demand points.
    pub(super) fn weight(&self, points: &[u32]) -> f64 {
        points.iter().map(|&point| self.instance.weights()[point as usize]).sum::<f64>() + 0.0
    }

    /// Which sites are open, by position.
    pub(super) fn is_open(&self) -> Vec<bool> {
        let mut open = vec![false; self.instance.sites()];
        for &site in self.placement.map_or(&[][..], |placement| &placement.open) {
            if let Some(open) = open.get_mut(site as usize) {
                *open = true;
            }
        }
        open
    }

    /// How the distances are spread over the demand; none where that is not known.
    pub fn spread(&self) -> Option<Spread> {
        spread(self.instance, self.question, &self.audit?.assignment)
    }

    /// What each site serves.
    pub(super) fn loads(&self, audit: &LocationAudit) -> Vec<Load> {
        let ledger = Ledger::new(self.instance, self.question, &audit.assignment);
        let mut loads = vec![Load::default(); self.instance.sites()];
        for (demand, &weight) in self.instance.weights().iter().enumerate() {
            for part in ledger.parts(demand).filter(|part| part.cover > 0.0) {
                let load = &mut loads[part.site as usize];
                load.points += usize::from(weight > 0.0);
                load.weight += weight * part.share;
            }
        }
        loads
    }

    /// What a site serves of what it can; none where capacities are not known.
    pub(super) fn utilisation(&self, site: usize, load: Load) -> Option<f64> {
        let capacity = self.instance.capacities()?[site];
        (capacity > 0.0).then(|| load.weight / capacity)
    }
}

/// What a site serves.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Load {
    /// Demand points with weight.
    pub(super) points: usize,
    /// Their weight, by share.
    pub(super) weight: f64,
}

/// The word for what is known of a site.
pub(super) fn rule_word(rule: SiteRule) -> &'static str {
    match rule {
        SiteRule::Free => "free",
        SiteRule::Existing => "existing",
        SiteRule::Required => "required",
        SiteRule::Forbidden => "forbidden",
    }
}

fn point(feature: &Feature) -> Option<LonLat> {
    match &feature.geometry {
        geo::Geometry::Point(at) => LonLat::new(at.x(), at.y()).ok(),
        _ => None,
    }
}
