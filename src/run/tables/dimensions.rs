//! What columns are made for.

use super::names;
use crate::domain::{Name, Problem, Stage};
use crate::run::plan::PlanJson;
use crate::run::table::Head;
use crate::units::{SquareMetres, Yuan};

/// The tiers, groups and sources that a plan's columns are made for, each in the plan's order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dimensions {
    /// Tiers.
    pub tiers: Vec<TierDimension>,
    /// Groups of people, by id.
    pub groups: Vec<String>,
    /// Sources of money, by id and name.
    pub sources: Vec<(String, Name)>,
    /// Whether facilities have floor areas.
    pub floors: bool,
    /// Whether facilities have running costs.
    pub running: bool,
    /// Whether beds serve people, or institutions have residents.
    pub beds: bool,
    /// Whether there are rules, or targets say where they are published.
    pub rules: bool,
    /// The aims beside the usual ones.
    pub other_aims: Vec<Stage>,
}

/// A tier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TierDimension {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Name,
    /// Whether people travel to it.
    pub reached: bool,
}

impl TierDimension {
    /// Calls a column by the tier, then by what it says of it: `T_share`, `T: share`.
    pub(crate) fn before(&self, head: &mut Head) {
        let (en, zh) = (head.heading.english(), head.heading.chinese());
        let (own_en, own_zh) = (self.name.english(), self.name.chinese());
        head.heading = Name::both(format!("{own_en}: {en}"), format!("{own_zh}：{zh}"));
        head.name = names::at_tier(&self.id, &head.name);
    }

    /// Calls a column by what it says, then by the tier: `served_T`, `Served, T`.
    pub(crate) fn behind(&self, head: &mut Head) {
        let (en, zh) = (head.heading.english(), head.heading.chinese());
        let (own_en, own_zh) = (self.name.english(), self.name.chinese());
        head.heading = Name::both(format!("{en}, {own_en}"), format!("{zh}，{own_zh}"));
        head.name = format!("{}_{}", head.name, self.id);
    }
}

impl Dimensions {
    /// Those of `problem`.
    pub fn of(problem: &Problem) -> Self {
        let tiers = problem.tiers.iter().map(|tier| TierDimension {
            id: tier.id.clone(),
            name: tier.name.clone(),
            reached: tier.has_reach(),
        });
        let sources = problem.funding.iter();
        let states = || problem.sites.iter().flat_map(|site| &site.states);
        Self {
            tiers: tiers.collect(),
            groups: problem.groups.iter().map(|group| group.id.clone()).collect(),
            sources: sources.map(|source| (source.id.clone(), source.name.clone())).collect(),
            floors: states().any(|state| state.floor_area > SquareMetres::ZERO),
            running: states().any(|state| state.running_cost > Yuan::ZERO),
            beds: problem.tiers.iter().any(|tier| tier.places.is_some())
                || problem.sites.iter().any(|site| site.residents.all > 0)
                || states().any(|state| state.guarantee_beds > 0),
            rules: problem
                .targets
                .iter()
                .any(|own| own.source.is_some() || own.ruled_sites().is_some()),
            other_aims: other_aims(&problem.objective.order),
        }
    }

    /// Those of a plan read back, with all columns that runs may have.
    pub fn of_plan(plan: &PlanJson) -> Self {
        let tiers = plan.tiers.iter().map(|tier| TierDimension {
            id: tier.id.clone(),
            name: (&tier.name).into(),
            reached: tier.is_travelled_to(),
        });
        let sources = plan.money.sources.iter();
        Self {
            tiers: tiers.collect(),
            groups: plan.groups(),
            sources: sources.map(|source| (source.id.clone(), (&source.name).into())).collect(),
            floors: true,
            running: true,
            beds: true,
            rules: true,
            other_aims: other_aims(&Stage::ALL),
        }
    }

    /// None: columns that every plan has are left.
    pub fn none() -> Self {
        Self {
            tiers: Vec::new(),
            groups: Vec::new(),
            sources: Vec::new(),
            floors: false,
            running: false,
            beds: false,
            rules: false,
            other_aims: Vec::new(),
        }
    }

    /// One of each, named by the letter that documents use for it: `T`, `G`, `F`.
    pub fn documented() -> Self {
        Self {
            tiers: vec![TierDimension { id: "T".into(), name: Name::plain("T"), reached: true }],
            groups: vec!["G".into()],
            sources: vec![("F".into(), Name::plain("F"))],
            floors: true,
            running: true,
            beds: true,
            rules: true,
            other_aims: other_aims(&Stage::ALL),
        }
    }

    /// The aims for which sweeps have columns, with their places in [`Stage::ALL`].
    pub(crate) fn stages(&self) -> impl Iterator<Item = (usize, Stage)> {
        let has = |stage: &Stage| Stage::USUAL.contains(stage) || self.other_aims.contains(stage);
        Stage::ALL.into_iter().enumerate().filter(move |(_, stage)| has(stage))
    }

    /// The tiers that people travel to, with their positions.
    pub fn reached(&self) -> impl Iterator<Item = (usize, &TierDimension)> {
        self.tiers.iter().enumerate().filter(|(_, tier)| tier.reached)
    }
}

fn other_aims(stages: &[Stage]) -> Vec<Stage> {
    stages.iter().copied().filter(|stage| !Stage::USUAL.contains(stage)).collect()
}
