//! What a plan demands, one named thing at a time, and the plan without some of it.
//!
//! Without a demand there are at least as many layouts, so that a conflict can be cut down to its members one by one. Where
//! that would not hold the demand is none: what limits places and who keeps a bed count in the use of beds, and a wider reach
//! counts more people as covered, where a binding target limits that.

use crate::domain::words::words;
use crate::domain::{
    Aim, Direction, FundingIdx, Measure, PaysFor, Problem, ProblemParts, Reach, Residents, Setting,
    Site, SiteIdx, SitedAim, State, TargetKind, Tier, TierIdx,
};
use crate::units::{Metres, Seconds, Yuan};
use std::collections::BTreeSet;

words! {
    /// What sort of thing a plan demands.
    pub enum RequirementKind {
        /// A binding target.
        Target = "target",
        /// A binding rule of named sites.
        Rule = "rule",
        /// A source has so much money.
        Money = "money",
        /// A source may pay for some works only.
        PaysFor = "pays-for",
        /// Every facility of a tier is led.
        Leads = "leads",
        /// Only within a distance.
        LeadsWithin = "leads-within",
        /// At most so many.
        LeadsAtMost = "leads-at-most",
        /// Only in its own town.
        LeadsSameTown = "leads-same-town",
        /// How far people go to a tier.
        Reach = "reach",
        /// Places of a tier are limited.
        Places = "places",
        /// Who lives there keeps a bed.
        Residents = "residents",
        /// A work must be done at a site.
        Works = "works",
        /// A site must stand.
        Required = "required",
        /// A site must not stand.
        Forbidden = "forbidden",
        /// A site must not stay as it is.
        MayStay = "may-stay",
    }
}

/// A thing that a plan demands. The order is that in which it is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Requirement {
    /// A binding target or rule, by position.
    Target(usize),
    /// The money of a source.
    Money(FundingIdx),
    /// That a source pays for some works only.
    PaysFor(FundingIdx),
    /// That every facility of the led tier has a leader of this tier.
    Leads(TierIdx),
    /// That it leads within a distance only.
    LeadsWithin(TierIdx),
    /// That it leads so many at most.
    LeadsAtMost(TierIdx),
    /// That it leads in its own town only.
    LeadsSameTown(TierIdx),
    /// How far people of a setting go to a tier.
    Reach(TierIdx, Setting),
    /// The places of a tier: its beds, or what facilities of it hold.
    Places(TierIdx),
    /// That those who live at a site keep a bed.
    Residents(SiteIdx),
    /// A required work at a site, or one of several.
    Works(SiteIdx),
    /// That the site stands.
    Required(SiteIdx),
    /// That the site does not stand.
    Forbidden(SiteIdx),
    /// That the site does not stay as it is.
    MayStay(SiteIdx),
}

/// Wider reaches are sought among at most so many pairs of units and sites.
const MOST_PAIRS: usize = 4_000_000;

/// Whether a site states a demand, and which.
type OfSites = (fn(&Site) -> bool, fn(SiteIdx) -> Requirement);

/// What the plan demands, in order.
///
/// ```
/// use std::path::Path;
/// use yike::inquiry::{RequirementKind, requirements};
///
/// let problem = yike::read::read_plan(Path::new("data/changshou/plan.toml"))?.problem;
/// let demanded = requirements(&problem);
/// let sources = demanded.iter().filter(|own| own.kind(&problem) == RequirementKind::Money);
/// assert_eq!(sources.count(), 4);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn requirements(problem: &Problem) -> Vec<Requirement> {
    let mut found: Vec<Requirement> =
        binding(problem).map(|(position, _)| Requirement::Target(position)).collect();
    found.extend(problem.funding.keys().map(Requirement::Money));
    let limited = |source: &FundingIdx| problem.funding[*source].pays_for != PaysFor::default();
    found.extend(problem.funding.keys().filter(limited).map(Requirement::PaysFor));
    for (tier, data) in problem.tiers.iter_enumerated() {
        let Some(leads) = &data.leads else { continue };
        let stated = [
            (leads.kind == TargetKind::Binding, Requirement::Leads(tier)),
            (leads.within.is_some(), Requirement::LeadsWithin(tier)),
            (leads.at_most.is_some(), Requirement::LeadsAtMost(tier)),
            (leads.same_town, Requirement::LeadsSameTown(tier)),
        ];
        found.extend(stated.into_iter().filter(|(is_stated, _)| *is_stated).map(|(_, own)| own));
    }
    let tiers = || problem.tiers.keys();
    let reaches = tiers().flat_map(|tier| Setting::ALL.map(|setting| (tier, setting)));
    let needed = reaches.filter(|&(tier, setting)| is_reach_needed(problem, tier, setting));
    found.extend(needed.map(|(tier, setting)| Requirement::Reach(tier, setting)));
    if !binding(problem).any(|(_, aim)| matches!(aim.measure, Measure::BedUse { .. })) {
        // Without a limit all within reach count as covered.
        let is_ceiling = |aim: &SitedAim| {
            matches!(aim.measure, Measure::Coverage { .. }) && aim.direction == Direction::AtMost
        };
        if !binding(problem).any(|(_, aim)| is_ceiling(aim)) {
            let limited = tiers().filter(|&tier| has_places(problem, tier));
            found.extend(limited.map(Requirement::Places));
        }
        let homes = problem.sites.keys().filter(|&site| has_residents(problem, site));
        found.extend(homes.map(Requirement::Residents));
    }
    let of_sites: [OfSites; 4] = [
        (|site| site.works.iter().any(|work| work.required), Requirement::Works),
        (|site| site.required, Requirement::Required),
        (|site| site.forbidden, Requirement::Forbidden),
        (|site| !site.may_stay, Requirement::MayStay),
    ];
    for (states, requirement) in of_sites {
        let stating = problem.sites.iter_enumerated().filter(|(_, site)| states(site));
        found.extend(stating.map(|(site, _)| requirement(site)));
    }
    found
}

/// The targets and rules that must be met.
pub(super) fn binding(problem: &Problem) -> impl Iterator<Item = (usize, &SitedAim)> {
    problem.targets.iter().enumerate().filter_map(|(position, target)| {
        match (&target.aim, target.kind) {
            (Aim::Sited(aim), TargetKind::Binding) => Some((position, aim)),
            _ => None,
        }
    })
}

/// Whether people of the setting go only so far to the tier, and may be asked to go anywhere.
pub(super) fn is_limited_reach(problem: &Problem, tier: TierIdx, setting: Setting) -> bool {
    matches!(problem.tiers[tier].reach(setting), Some(Reach::Time(_) | Reach::Distance(_)))
        && problem.units.iter().any(|unit| unit.setting == setting)
        && problem.units.len() * problem.sites.len() <= MOST_PAIRS
}

fn is_reach_needed(problem: &Problem, tier: TierIdx, setting: Setting) -> bool {
    let mut needed = false;
    for (_, aim) in binding(problem) {
        let counts = |tiers: &[TierIdx]| tiers.is_empty() || tiers.contains(&tier);
        match &aim.measure {
            Measure::Coverage { tiers, .. } if counts(tiers) => {
                if aim.direction == Direction::AtMost {
                    return false;
                }
                needed = true;
            }
            Measure::BedUse { tiers } if counts(tiers) => return false,
            _ => {}
        }
    }
    needed && is_limited_reach(problem, tier, setting)
}

/// Whether places of the tier are limited, so that they can be lifted for this tier alone.
fn has_places(problem: &Problem, tier: TierIdx) -> bool {
    let states = || problem.sites.iter().flat_map(|site| &site.states);
    let holds = |state: &State| state.capacity.is_some();
    match problem.tiers[tier].places {
        Some(_) => {
            let serves = |state: &State| {
                state.tier.is_some_and(|own| problem.tiers[own].serves.contains(&tier))
            };
            problem.has_limited_places(tier) && !states().any(|state| serves(state) && holds(state))
        }
        None => states().any(|state| state.tier == Some(tier) && holds(state)),
    }
}

fn has_residents(problem: &Problem, site: SiteIdx) -> bool {
    let site = &problem.sites[site];
    problem.tiers.keys().any(|tier| problem.residents(site, tier) > 0.0)
}

/// The plan without some of what it demands, for the question whether it can be met: what is only expected is left out too.
pub(super) fn without(problem: &Problem, lifted: &BTreeSet<Requirement>) -> Problem {
    let mut parts = problem.clone().into_parts();
    for &requirement in lifted {
        lift(&mut parts, requirement);
    }
    let mut position = 0;
    parts.targets.retain(|target| {
        position += 1;
        let is_lifted = lifted.contains(&Requirement::Target(position - 1));
        target.kind == TargetKind::Binding && !is_lifted
    });
    Problem::new(parts).expect("a plan without a demand is one")
}

/// Lifts a demand that is no target.
pub(super) fn lift(parts: &mut ProblemParts, requirement: Requirement) {
    match requirement {
        Requirement::Target(_) => {}
        Requirement::Money(source) => {
            let dearest = |site: &Site| site.works.iter().map(|work| work.cost).max();
            let works: Yuan = parts.sites.iter().filter_map(dearest).sum();
            let committed = parts.commitments.iter().flat_map(|own| &own.funding);
            let committed: Yuan = committed.map(|&(_, amount)| amount).sum();
            let amount = parts.funding[source].amount;
            // Shares of the source stay those of the money that it has.
            for target in &mut parts.targets {
                if let Aim::Sited(SitedAim {
                    measure: Measure::FundingShare { funding, whole },
                    ..
                }) = &mut target.aim
                    && *funding == source
                {
                    whole.get_or_insert(amount);
                }
            }
            parts.funding[source].amount = amount.max(Yuan::ZERO) + works + committed;
        }
        Requirement::PaysFor(source) => parts.funding[source].pays_for = PaysFor::default(),
        Requirement::Leads(tier)
        | Requirement::LeadsWithin(tier)
        | Requirement::LeadsAtMost(tier)
        | Requirement::LeadsSameTown(tier) => {
            let Some(leads) = &mut parts.tiers[tier].leads else { return };
            match requirement {
                Requirement::Leads(_) => leads.kind = TargetKind::Expected,
                Requirement::LeadsWithin(_) => leads.within = None,
                Requirement::LeadsAtMost(_) => leads.at_most = None,
                _ => leads.same_town = false,
            }
        }
        Requirement::Reach(tier, setting) => {
            let reach = parts.tiers[tier].reach(setting).map(farthest);
            set_reach(&mut parts.tiers[tier], setting, reach);
        }
        Requirement::Places(tier) => match parts.tiers[tier].places {
            Some(_) => parts.tiers[tier].places = None,
            None => {
                let states = parts.sites.iter_mut().flat_map(|site| &mut site.states);
                let own = states.filter(|state| state.tier == Some(tier));
                own.for_each(|state| state.capacity = None);
            }
        },
        Requirement::Residents(site) => parts.sites[site].residents = Residents::default(),
        Requirement::Works(site) => {
            parts.sites[site].works.iter_mut().for_each(|work| work.required = false);
        }
        Requirement::Required(site) => parts.sites[site].required = false,
        Requirement::Forbidden(site) => parts.sites[site].forbidden = false,
        Requirement::MayStay(site) => parts.sites[site].may_stay = true,
    }
}

/// As far as the roads, or straight lines, lead; of the same sort, so that ways are chosen alike.
fn farthest(reach: Reach) -> Reach {
    match reach {
        Reach::Time(_) => Reach::Time(Seconds::new(1e9).expect("not negative")),
        Reach::Distance(_) => Reach::Distance(Metres::new(1e9).expect("not negative")),
        Reach::Anywhere => Reach::Anywhere,
    }
}

pub(super) fn set_reach(tier: &mut Tier, setting: Setting, reach: Option<Reach>) {
    match setting {
        Setting::Urban => tier.reach_urban = reach,
        Setting::Rural => tier.reach_rural = reach,
    }
}

impl Requirement {
    /// What sort of thing it is.
    pub fn kind(self, problem: &Problem) -> RequirementKind {
        match self {
            Requirement::Target(position) => match problem.targets[position].ruled_sites() {
                Some(_) => RequirementKind::Rule,
                None => RequirementKind::Target,
            },
            Requirement::Money(_) => RequirementKind::Money,
            Requirement::PaysFor(_) => RequirementKind::PaysFor,
            Requirement::Leads(_) => RequirementKind::Leads,
            Requirement::LeadsWithin(_) => RequirementKind::LeadsWithin,
            Requirement::LeadsAtMost(_) => RequirementKind::LeadsAtMost,
            Requirement::LeadsSameTown(_) => RequirementKind::LeadsSameTown,
            Requirement::Reach(..) => RequirementKind::Reach,
            Requirement::Places(_) => RequirementKind::Places,
            Requirement::Residents(_) => RequirementKind::Residents,
            Requirement::Works(_) => RequirementKind::Works,
            Requirement::Required(_) => RequirementKind::Required,
            Requirement::Forbidden(_) => RequirementKind::Forbidden,
            Requirement::MayStay(_) => RequirementKind::MayStay,
        }
    }

    /// Whether it changes who reaches what.
    pub(super) fn is_about_ways(self) -> bool {
        matches!(
            self,
            Requirement::Reach(..) | Requirement::LeadsWithin(_) | Requirement::LeadsSameTown(_)
        )
    }

    /// The site that states it, where it is a site's.
    pub fn site(self) -> Option<SiteIdx> {
        match self {
            Requirement::Residents(site)
            | Requirement::Works(site)
            | Requirement::Required(site)
            | Requirement::Forbidden(site)
            | Requirement::MayStay(site) => Some(site),
            _ => None,
        }
    }
}
