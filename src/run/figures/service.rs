use crate::domain::{Choice, SiteIdx, TierIdx, UnitIdx};
use crate::run::report::{Decided, reached_tiers, tier_is_for};
use crate::travel::Arc;
use typed_index_collections::TiVec;

/// Whom each site serves.
#[derive(Debug, Clone)]
pub struct Served {
    persons: TiVec<SiteIdx, TiVec<TierIdx, f64>>,
    newly: TiVec<SiteIdx, TiVec<TierIdx, f64>>,
    only: TiVec<SiteIdx, TiVec<TierIdx, f64>>,
}

impl Served {
    /// Counts the people of each tier's group whom each site serves.
    pub fn count(decided: &Decided<'_>) -> Self {
        let problem = decided.problem;
        let none = || -> TiVec<SiteIdx, TiVec<TierIdx, f64>> {
            vec![vec![0.0; problem.tiers.len()].into(); problem.sites.len()].into()
        };
        let (mut persons, mut newly, mut only) = (none(), none(), none());
        for (tier, units) in decided.audit.assignment.iter_enumerated() {
            for (unit, services) in units.iter_enumerated() {
                if services.is_empty() {
                    continue;
                }
                let people = problem.units[unit].people_of(problem.tiers[tier].group);
                let new = within_reach(decided, tier, unit, |_| Choice::Stay) == 0;
                let alone =
                    within_reach(decided, tier, unit, |site| decided.layout.choices[site]) == 1;
                for service in services {
                    persons[service.site][tier] += service.share * people;
                    if new {
                        newly[service.site][tier] += service.share * people;
                    }
                    if alone {
                        only[service.site][tier] += service.share * people;
                    }
                }
            }
        }
        Self { persons, newly, only }
    }

    /// People of the tier's group whom `site` serves at `tier`.
    pub fn persons(&self, site: SiteIdx, tier: TierIdx) -> f64 {
        self.persons[site][tier]
    }

    /// Of them, those who have no facility of the tier within reach today.
    pub fn newly(&self, site: SiteIdx, tier: TierIdx) -> f64 {
        self.newly[site][tier]
    }

    /// Of them, those who have no other facility of the tier within reach in this layout: without the site
    /// they would not be covered.
    pub fn only(&self, site: SiteIdx, tier: TierIdx) -> f64 {
        self.only[site][tier]
    }
}

/// How many facilities serving the tier are within reach of the unit, when sites are as `choice` says.
fn within_reach(
    decided: &Decided<'_>,
    tier: TierIdx,
    unit: UnitIdx,
    choice: impl Fn(SiteIdx) -> Choice,
) -> usize {
    let problem = decided.problem;
    let serves = |arc: &&Arc| problem.serves(&problem.sites[arc.site], choice(arc.site), tier);
    let arcs = decided.arcs.within_reach(tier, unit);
    arcs.iter().filter(serves).count()
}

/// Why people are not covered.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum WhyUncovered {
    /// No way leads from the unit, and none of its own sites may serve the tier.
    NoWay,
    /// No site that may serve the tier is within its reach, whatever is built.
    OutOfReach,
    /// A site could serve them, but the layout has no facility of the tier there; the nearest such site.
    NotBuilt(Arc),
    /// A facility is within reach but its places are taken; the nearest such one.
    Full(Arc),
}

impl WhyUncovered {
    /// The word used in files.
    pub fn word(self) -> &'static str {
        match self {
            WhyUncovered::NoWay => "no-way",
            WhyUncovered::OutOfReach => "out-of-reach",
            WhyUncovered::NotBuilt(_) => "not-built",
            WhyUncovered::Full(_) => "full",
        }
    }

    /// The way to the nearest such site; none where all are out of reach.
    pub fn nearest(self) -> Option<Arc> {
        match self {
            WhyUncovered::NoWay | WhyUncovered::OutOfReach => None,
            WhyUncovered::NotBuilt(arc) | WhyUncovered::Full(arc) => Some(arc),
        }
    }
}

/// People of a unit who are not covered at a tier.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Uncovered {
    /// The tier.
    pub tier: TierIdx,
    /// The unit.
    pub unit: UnitIdx,
    /// How many people of the tier's group.
    pub people: f64,
    /// Why.
    pub why: WhyUncovered,
}

/// Everybody who is not covered though the tier is for them: by tier, then most people first.
pub fn uncovered(decided: &Decided<'_>) -> Vec<Uncovered> {
    let problem = decided.problem;
    let mut all = Vec::new();
    for tier in reached_tiers(problem) {
        let first = all.len();
        for (unit, demand) in problem.units.iter_enumerated() {
            let share: f64 =
                decided.audit.assignment[tier][unit].iter().map(|service| service.share).sum();
            let people = demand.people_of(problem.tiers[tier].group) * (1.0 - share).max(0.0);
            // Shares are sums of fractions: a millionth of a person is rounding, not a person.
            if tier_is_for(problem, tier, unit) && people > 1e-6 {
                let why = why_uncovered(decided, tier, unit);
                all.push(Uncovered { tier, unit, people, why });
            }
        }
        all[first..].sort_by(|a, b| b.people.total_cmp(&a.people).then(a.unit.cmp(&b.unit)));
    }
    all
}

fn why_uncovered(decided: &Decided<'_>, tier: TierIdx, unit: UnitIdx) -> WhyUncovered {
    let problem = decided.problem;
    let arcs = decided.arcs.within_reach(tier, unit);
    // A home without beds of the service's class takes nobody.
    let has_places = |site: SiteIdx, choice: Choice| {
        let data = &problem.sites[site];
        let places = problem.places_at(data, choice, tier);
        problem.serves(data, choice, tier) && places.is_none_or(|places| places > 0.0)
    };
    let stands = |arc: &&Arc| has_places(arc.site, decided.layout.choices[arc.site]);
    // A site that may only merge or close serves nobody.
    let may_serve =
        |arc: &&Arc| problem.sites[arc.site].choices().any(|choice| has_places(arc.site, choice));
    let is_moved_into = problem.tiers[tier].is_moved_into(problem.units[unit].setting);
    match (arcs.iter().find(stands), arcs.iter().find(may_serve)) {
        (Some(arc), _) => WhyUncovered::Full(*arc),
        (None, Some(arc)) => WhyUncovered::NotBuilt(*arc),
        (None, None) if !is_moved_into && problem.has_no_way(unit) => WhyUncovered::NoWay,
        (None, None) => WhyUncovered::OutOfReach,
    }
}
