//! What clashes in a plan that cannot be met, and what would make it possible: in `conflicts.json`, and in the record of every
//! plan that cannot be met.

use crate::domain::Problem;
use crate::inquiry::{Clashes, Concession, Conflict, PlaceOfConflict, Repair, Requirement};
use crate::run::plan::NameJson;
use serde::{Deserialize, Serialize};

/// What clashes in a plan that cannot be met, and what would make it possible.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ClashesJson {
    /// The sets of demands that no layout meets together, the most telling first.
    pub conflicts: Vec<ConflictJson>,
    /// Whether there are no others: proved.
    pub all: bool,
    /// Why the search ended before it was complete: `time-limit`, `stopped` or `undecided`; left out where it was not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stopped: Option<String>,
    /// What would make the plan possible, what gives up least first.
    pub repairs: Vec<RepairJson>,
    /// Whether all that are sought were tried.
    pub repairs_complete: bool,
}

/// Demands that no layout meets together, while without any one of them one does.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ConflictJson {
    /// Whether it is proved that each is needed.
    pub minimal: bool,
    /// The demands; none where what is no demand leaves no layout.
    pub members: Vec<MemberJson>,
    /// Where, in sentences.
    pub sentences: Vec<NameJson>,
    /// The places concerned, those of most people first.
    pub places: Vec<PlaceJson>,
}

/// A demand.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct MemberJson {
    /// Its sort: `target`, `rule`, `money`, …
    pub kind: String,
    /// What `--lift` calls it by, or the path by which `--set` does.
    pub called: String,
    /// In words.
    pub text: NameJson,
    /// The town of the site that states it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub town: Option<String>,
}

/// A place that a conflict is about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct PlaceJson {
    /// `unit` or `site`.
    pub kind: String,
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its town's name.
    pub town: String,
    /// Of a unit: the tier whose sites are all too far, by id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tier: Option<String>,
    /// Of a unit: how many people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub people: Option<f64>,
}

/// What makes the plan possible: all of it together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct RepairJson {
    /// From 1: what gives up least comes first.
    pub rank: usize,
    /// Whether it is proved that less of it does not suffice.
    pub proved: bool,
    /// The sum over its parts of the share of the demand that goes.
    pub given_up: f64,
    /// What is changed.
    pub concessions: Vec<ConcessionJson>,
}

/// A thing that a repair changes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ConcessionJson {
    /// Its sort: `money`, `limit`, `lift`, `reach`, `places`, `new-site`, `put-off`.
    pub kind: String,
    /// What `--lift` calls it by, or the path by which `--set` does; of villages and sites `unit:ID`, `site:ID`.
    pub called: String,
    /// In words.
    pub text: NameJson,
    /// By how much; of a target or a reach: to what. None where it does not count at all.
    pub amount: Option<f64>,
    /// What that counts: `yuan`, `min`, `m`, `places`, or the unit of the target.
    pub unit: Option<String>,
}

impl ClashesJson {
    /// The conflicts and repairs of `problem`.
    pub fn new(problem: &Problem, Clashes { conflicts, repairs }: &Clashes) -> Self {
        let repaired = repairs.found.iter().enumerate();
        Self {
            conflicts: conflicts.found.iter().map(|own| conflict(problem, own)).collect(),
            all: conflicts.all,
            stopped: conflicts.stopped.map(|stop| stop.word().into()),
            repairs: repaired.map(|(at, own)| repair(problem, at + 1, own)).collect(),
            repairs_complete: repairs.complete,
        }
    }
}

fn conflict(problem: &Problem, own: &Conflict) -> ConflictJson {
    ConflictJson {
        minimal: own.minimal,
        members: own.members.iter().map(|&own| member(problem, own)).collect(),
        sentences: own.told(problem).iter().map(Into::into).collect(),
        places: own.places.iter().map(|own| place(problem, own)).collect(),
    }
}

/// What is said of a demand.
pub(crate) fn member(problem: &Problem, own: Requirement) -> MemberJson {
    let town = own.site().map(|site| problem.towns[problem.sites[site].town].name.clone());
    MemberJson {
        kind: own.kind(problem).word().into(),
        called: own.called(problem),
        text: (&own.name(problem)).into(),
        town,
    }
}

fn place(problem: &Problem, own: &PlaceOfConflict) -> PlaceJson {
    match *own {
        PlaceOfConflict::Unreached { tier, unit, people, .. } => {
            let unit = &problem.units[unit];
            PlaceJson {
                kind: "unit".into(),
                id: unit.id.clone(),
                name: unit.name.clone(),
                town: problem.towns[unit.town].name.clone(),
                tier: Some(problem.tiers[tier].id.clone()),
                people: Some(people.number()),
            }
        }
        PlaceOfConflict::Site(site) => {
            let site = &problem.sites[site];
            PlaceJson {
                kind: "site".into(),
                id: site.id.clone(),
                name: site.name.clone(),
                town: problem.towns[site.town].name.clone(),
                tier: None,
                people: None,
            }
        }
    }
}

fn repair(problem: &Problem, rank: usize, own: &Repair) -> RepairJson {
    let concession = |own: &Concession| {
        let (amount, unit) = own.amount(problem).unzip();
        ConcessionJson {
            kind: own.kind().word().into(),
            called: own.called(problem),
            text: (&own.name(problem)).into(),
            amount,
            unit: unit.map(Into::into),
        }
    };
    let concessions = own.concessions.iter().map(concession).collect();
    RepairJson { rank, proved: own.proved, given_up: own.given_up, concessions }
}
