//! What may stand in the way of something: the parts of a plan that bind, each of which can be lifted.

use crate::domain::{
    Aim, BedClass, FundingIdx, Language, Name, Problem, ProblemParts, Site, SiteIdx, TargetKind,
    TierIdx,
};
use crate::units::Yuan;

/// A part of a plan that binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Obstacle {
    /// A binding target or rule, by its position.
    Target(usize),
    /// The money of a source.
    Funding(FundingIdx),
    /// The money of all sources together.
    AllFunding,
    /// That facilities led by this tier need a leader.
    Leading(TierIdx),
    /// The limited places of a tier.
    Places(TierIdx),
    /// What a site states of itself: that it must stand, must not stand, must not stay as it is, or which work must be done.
    SiteRules(SiteIdx),
    /// What all sites state of themselves.
    AllSiteRules,
}

impl Obstacle {
    /// The parts of the plan that bind, except for what sites state of themselves one by one.
    pub fn of_plan(problem: &Problem) -> Vec<Self> {
        let binds = |own: &usize| {
            let target = &problem.targets[*own];
            target.kind == TargetKind::Binding && matches!(target.aim, Aim::Sited(_))
        };
        let targets = (0..problem.targets.len()).filter(binds).map(Self::Target);
        let sources = problem.funding.keys().map(Self::Funding);
        let all_sources = (problem.funding.len() > 1).then_some(Self::AllFunding);
        let leads = |tier: &TierIdx| {
            let leads = problem.tiers[*tier].leads.as_ref();
            leads.is_some_and(|leads| leads.kind == TargetKind::Binding)
        };
        let leading = problem.tiers.keys().filter(leads).map(Self::Leading);
        let limited = |tier: &TierIdx| problem.has_limited_places(*tier);
        let places = problem.tiers.keys().filter(limited).map(Self::Places);
        let state_something = problem.sites.iter().any(states_something);
        let sites = state_something.then_some(Self::AllSiteRules);
        targets
            .chain(sources)
            .chain(all_sources)
            .chain(leading)
            .chain(places)
            .chain(sites)
            .collect()
    }

    /// What may stand in the way of something at a site: what it states of itself, and the parts of the plan that bind.
    pub fn at(problem: &Problem, site: SiteIdx) -> Vec<Self> {
        let own = states_something(&problem.sites[site]).then_some(Self::SiteRules(site));
        own.into_iter().chain(Self::of_plan(problem)).collect()
    }

    /// Whether which sites are in reach, or could be, changes when it is lifted.
    pub(super) fn changes_arcs(self) -> bool {
        matches!(self, Self::SiteRules(_) | Self::AllSiteRules)
    }

    /// The plan without it; none where the plan makes no sense then.
    pub fn lifted(self, problem: &Problem) -> Option<Problem> {
        let mut parts = problem.clone().into_parts();
        let unlimited: Yuan =
            parts.sites.iter().flat_map(|site| &site.works).map(|work| work.cost).sum();
        match self {
            Self::Target(position) => lift_target(&mut parts, position),
            Self::Funding(source) => parts.funding[source].amount += unlimited,
            Self::AllFunding => parts.funding.iter_mut().for_each(|own| own.amount += unlimited),
            Self::Leading(tier) => {
                parts.tiers[tier].leads.iter_mut().for_each(|own| own.kind = TargetKind::Expected);
            }
            Self::Places(tier) => lift_places(&mut parts, tier),
            Self::SiteRules(site) => lift_site(&mut parts.sites[site]),
            Self::AllSiteRules => parts.sites.iter_mut().for_each(lift_site),
        }
        Problem::new(parts).ok()
    }

    /// What people call it.
    pub fn name(self, problem: &Problem) -> Name {
        Language::both(|language| {
            let quoted = |name: &str| match language {
                Language::English => format!("\u{201c}{name}\u{201d}"),
                Language::Chinese => format!("\u{201c}{name}\u{201d}"),
            };
            let tier = |tier: TierIdx| language.short(&problem.tiers[tier].name).to_owned();
            match (self, language) {
                (Self::Target(position), Language::English) => {
                    let target = &problem.targets[position];
                    format!(
                        "the {} {}",
                        target.called(language),
                        quoted(language.short(&target.name))
                    )
                }
                (Self::Target(position), Language::Chinese) => {
                    let target = &problem.targets[position];
                    format!("{}{}", target.called(language), quoted(language.short(&target.name)))
                }
                (Self::Funding(source), Language::English) => {
                    format!(
                        "the money of {}",
                        quoted(language.short(&problem.funding[source].name))
                    )
                }
                (Self::Funding(source), Language::Chinese) => {
                    format!("{}的资金", quoted(language.short(&problem.funding[source].name)))
                }
                (Self::AllFunding, _) => {
                    language.say("the money of all sources together", "各来源资金总额").into()
                }
                (Self::Leading(own), Language::English) => {
                    format!("that facilities need a {} that leads them", tier(own))
                }
                (Self::Leading(own), Language::Chinese) => format!("须由{}带动的要求", tier(own)),
                (Self::Places(own), Language::English) => {
                    format!("the places of {}", quoted(&tier(own)))
                }
                (Self::Places(own), Language::Chinese) => format!("{}的容量", quoted(&tier(own))),
                (Self::SiteRules(site), Language::English) => {
                    format!("what the site {} states of itself", quoted(&problem.sites[site].name))
                }
                (Self::SiteRules(site), Language::Chinese) => {
                    format!("点位{}自身的规定", quoted(&problem.sites[site].name))
                }
                (Self::AllSiteRules, _) => language
                    .say("what sites state of themselves, all together", "各点位自身规定的总和")
                    .into(),
            }
        })
    }

    /// The word used in files, and what it is called there: a target's or rule's, source's, tier's or site's id.
    pub fn id(self, problem: &Problem) -> (&'static str, Option<&str>) {
        match self {
            Self::Target(position) => {
                let target = &problem.targets[position];
                let word = if target.rule().is_some() { "rule" } else { "target" };
                (word, Some(&target.id))
            }
            Self::Funding(source) => ("money", Some(&problem.funding[source].id)),
            Self::AllFunding => ("all-money", None),
            Self::Leading(tier) => ("leading", Some(&problem.tiers[tier].id)),
            Self::Places(tier) => ("places", Some(&problem.tiers[tier].id)),
            Self::SiteRules(site) => ("site-rules", Some(&problem.sites[site].id)),
            Self::AllSiteRules => ("all-site-rules", None),
        }
    }
}

/// Whether a site must or must not be something.
fn states_something(site: &Site) -> bool {
    let must_work = site.works.iter().any(|work| work.required);
    site.required || site.forbidden || !site.may_stay || must_work
}

/// A target that is neither binding nor counts.
pub(super) fn lift_target(parts: &mut ProblemParts, position: usize) {
    let target = &mut parts.targets[position];
    (target.kind, target.weight) = (TargetKind::Expected, 0.0);
}

fn lift_site(site: &mut Site) {
    (site.required, site.forbidden, site.may_stay) = (false, false, true);
    site.works.iter_mut().for_each(|work| work.required = false);
}

/// Everybody has a place at the tier. Where places are beds, beds are no places any more.
fn lift_places(parts: &mut ProblemParts, tier: TierIdx) {
    let class: Option<BedClass> = parts.tiers[tier].places.take();
    if class.is_none() {
        let serves: Vec<bool> = parts.tiers.iter().map(|own| own.serves.contains(&tier)).collect();
        for state in parts.sites.iter_mut().flat_map(|site| &mut site.states) {
            if state.tier.is_some_and(|own| serves[usize::from(own)]) {
                state.capacity = None;
            }
        }
    }
}
