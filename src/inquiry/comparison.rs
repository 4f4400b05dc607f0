//! A plan beside the best one: what changes at each aim, for whom, and at which sites. Who pays what and who leads whom does
//! not count.

use crate::domain::words::words;
use crate::domain::{Choice, Layout, Problem, SiteIdx, Stage, TierIdx, UnitIdx};
use crate::plan::{self, Assignment, Audit, Slice};
use crate::solve::{AuditedLayout, StageReport, Status};
use crate::travel::Arcs;
use crate::units::{Metres, Seconds, Yuan};

/// What changes at an aim.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct AimChange {
    /// The aim.
    pub stage: Stage,
    /// Its value in the best plan: who is served as it serves them, measured as in the other one.
    pub before: f64,
    /// Its value in the other plan, with its bound.
    pub after: StageReport,
}

impl AimChange {
    /// By how much the value is greater; none without a value.
    pub fn difference(&self) -> Option<f64> {
        Some(self.after.value? - self.before)
    }
}

/// How many people of a tier's group are covered, each once.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct CoverChange {
    /// The tier.
    pub tier: TierIdx,
    /// In the best plan.
    pub before: f64,
    /// In the other plan.
    pub after: f64,
}

/// A site about which another thing is decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct SiteChange {
    /// The site.
    pub site: SiteIdx,
    /// In the best plan.
    pub before: Choice,
    /// In the other plan.
    pub after: Choice,
}

/// How people of a unit are served at a tier.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[non_exhaustive]
pub struct Cover {
    /// The share of them that is covered.
    pub share: f64,
    /// The site that serves most of them.
    pub site: Option<SiteIdx>,
    /// How far those who are covered go, on average.
    pub distance: Metres,
    /// The time that it takes them.
    pub time: Seconds,
}

impl Cover {
    /// That of a unit at a tier.
    pub fn of(assignment: &Assignment, unit: UnitIdx, tier: TierIdx) -> Self {
        let services = &assignment[tier][unit];
        let share = plan::covered_share(assignment, unit, tier);
        let most = services.iter().reduce(|a, b| if b.share > a.share { b } else { a });
        let mean = |of: fn(&plan::Service) -> f64| {
            let sum: f64 = services.iter().map(|own| own.share * of(own)).sum();
            if share > 0.0 { sum / share } else { 0.0 }
        };
        Self {
            share,
            site: most.map(|own| own.site),
            distance: Metres::new(mean(|own| own.distance.metres())).unwrap_or_default(),
            time: Seconds::new(mean(|own| own.time.seconds())).unwrap_or_default(),
        }
    }
}

words! {
    /// What becomes of people.
    pub enum Turn {
        /// More of them are covered.
        Gain = "gain",
        /// Fewer of them are covered.
        Lose = "lose",
        /// They go farther.
        Farther = "farther",
        /// They go less far.
        Nearer = "nearer",
    }
}

/// People of a unit for whom something changes at a tier.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct PeopleChange {
    /// The tier.
    pub tier: TierIdx,
    /// The unit.
    pub unit: UnitIdx,
    /// What becomes of them.
    pub turn: Turn,
    /// Whom it befalls: those whose cover changes, else those who are covered.
    pub people: f64,
    /// In the best plan.
    pub before: Cover,
    /// In the other plan.
    pub after: Cover,
}

/// Another plan beside the best one.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Comparison {
    /// Whether the other plan is proved to be the best of its kind.
    pub status: Status,
    /// The aims, in the plan's order.
    pub aims: Vec<AimChange>,
    /// What works cost in the best plan and in the other one.
    pub cost: [Yuan; 2],
    /// People covered, by tier.
    pub covered: Vec<CoverChange>,
    /// Sites decided otherwise.
    pub sites: Vec<SiteChange>,
    /// People for whom something changes: by tier, most people first.
    pub people: Vec<PeopleChange>,
    /// The other plan.
    pub other: AuditedLayout,
}

impl Comparison {
    /// `other`, a layout of `problem`, beside the best plan: `layout` is that plan's as one of `problem`, `best` its audit in its
    /// own plan, so that people whom only a longer reach takes in are not covered before. Sites from `sites` on and their people's
    /// way there are left out: they are none of the plan's.
    pub(super) fn new(
        (problem, arcs): (&Problem, &Arcs),
        sites: usize,
        (layout, best): (&Layout, &Audit),
        (status, stages, other): (Status, Vec<StageReport>, AuditedLayout),
    ) -> Self {
        let before = |stage| plan::stage_value(problem, arcs, layout, &best.assignment, stage);
        let aims = stages.into_iter();
        let aims =
            aims.map(|after| AimChange { stage: after.stage, before: before(after.stage), after });
        let chosen = layout.choices.iter_enumerated().zip(&other.layout.choices);
        let changed =
            chosen.filter(|((site, before), after)| usize::from(*site) < sites && before != after);
        let changed = changed.map(|((site, &before), &after)| SiteChange { site, before, after });
        Self {
            status,
            aims: aims.collect(),
            cost: [best.cost, other.audit.cost],
            covered: covered(problem, [best, &other.audit]),
            sites: changed.collect(),
            people: people(problem, sites, [best, &other.audit]),
            other,
        }
    }

    /// Yuan more that works cost.
    pub fn price(&self) -> Yuan {
        self.cost[1] - self.cost[0]
    }

    /// Whether the other plan is as good at every aim, but for rounding.
    pub fn is_as_good(&self) -> bool {
        self.aims.iter().all(|own| {
            let value = own.after.value;
            value
                .is_some_and(|value| crate::solve::gap(own.stage.sense(), value, own.before) == 0.0)
        })
    }
}

/// People of its group whom a layout covers at a tier; none where the tier is for nobody.
pub(super) fn covered_at(problem: &Problem, audit: &Audit, tier: TierIdx) -> Option<f64> {
    let group = problem.tiers[tier].group;
    let row = audit
        .coverage
        .iter()
        .find(|row| row.tier == tier && row.slice == Slice::All && row.group == group);
    row.map(|row| row.covered.number())
}

fn covered(problem: &Problem, [best, other]: [&Audit; 2]) -> Vec<CoverChange> {
    let change = |tier| {
        let before = covered_at(problem, best, tier)?;
        Some(CoverChange { tier, before, after: covered_at(problem, other, tier)? })
    };
    problem
        .tiers
        .keys()
        .filter(|&tier| problem.tiers[tier].has_reach())
        .filter_map(change)
        .collect()
}

/// Smaller differences of shares are rounding.
const SAME_SHARE: f64 = 1e-9;
/// Shorter differences of ways are rounding: means of whole millimetres.
const SAME_WAY_M: f64 = 1e-3;

fn people(problem: &Problem, sites: usize, [best, other]: [&Audit; 2]) -> Vec<PeopleChange> {
    let mut all = Vec::new();
    for (tier, own) in problem.tiers.iter_enumerated() {
        let first = all.len();
        for (unit, demand) in problem.units.iter_enumerated() {
            let people = demand.people_of(own.group);
            if own.reach(demand.setting).is_none() || people <= 0.0 {
                continue;
            }
            let [before, mut after] =
                [best, other].map(|audit| Cover::of(&audit.assignment, unit, tier));
            let more = after.share - before.share;
            let farther = match own.is_moved_into(demand.setting) || after.share == 0.0 {
                true => 0.0,
                false => after.distance.metres() - before.distance.metres(),
            };
            let (turn, share) = match () {
                () if more > SAME_SHARE => (Turn::Gain, more),
                () if more < -SAME_SHARE => (Turn::Lose, -more),
                () if farther > SAME_WAY_M => (Turn::Farther, after.share),
                () if farther < -SAME_WAY_M => (Turn::Nearer, after.share),
                () => continue,
            };
            after.site = after.site.filter(|&site| usize::from(site) < sites);
            all.push(PeopleChange { tier, unit, turn, people: people * share, before, after });
        }
        all[first..].sort_by(|a: &PeopleChange, b| {
            (a.turn.cmp(&b.turn)).then(b.people.total_cmp(&a.people)).then(a.unit.cmp(&b.unit))
        });
    }
    all
}
