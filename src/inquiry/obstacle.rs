//! What may stand in the way of something: a thing that the plan demands, or several that go together.

use super::requirement::{Requirement, binding, is_limited_reach, lift, requirements};
use super::wording::{named, site_name};
use crate::domain::{
    Aim, Direction, Language, Measure, MeasureValue, Name, Problem, ProblemParts, Setting, SiteIdx,
    SitedAim, TargetKind, TierIdx,
};

/// What of a plan is lifted to see whether it stands in the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Obstacle {
    /// A thing that the plan demands, but for what sites state of themselves.
    One(Requirement),
    /// What a rule, by its position, demands of one of its sites: without it the rule is about its others, and demands one
    /// less where it demands so many at least.
    RuleAt(usize, SiteIdx),
    /// The money of all sources together.
    AllMoney,
    /// All that a site states of itself: that it must stand, must not, must not stay as it is, or which work must be done.
    Site(SiteIdx),
    /// All that sites state of themselves.
    AllSites,
}

impl Obstacle {
    /// What may stand in the way of anything in a plan. Reaches are not among it: what of them stands in the way of a village or a
    /// target is told by itself.
    pub fn of_plan(problem: &Problem) -> Vec<Self> {
        let demanded = requirements(problem);
        let of_sites = demanded.iter().copied().any(is_of_site);
        let all_money = (problem.funding.len() > 1).then_some(Self::AllMoney);
        let is_one =
            |own: &Requirement| own.site().is_none() && !matches!(own, Requirement::Reach(..));
        let ones = demanded.into_iter().filter(is_one).map(Self::One);
        ones.chain(all_money).chain(of_sites.then_some(Self::AllSites)).collect()
    }

    /// The same, what a site states of itself, and what rules demand of it.
    pub fn at(problem: &Problem, site: SiteIdx) -> Vec<Self> {
        let states = requirements(problem)
            .into_iter()
            .any(|own| is_of_site(own) && own.site() == Some(site));
        let of_site = states.then_some(Self::Site(site));
        let rules = binding(problem).filter(|(position, _)| {
            let sites = problem.targets[*position].ruled_sites();
            sites.is_some_and(|sites| sites.len() > 1 && sites.contains(&site))
        });
        let rules = rules.map(|(position, _)| Self::RuleAt(position, site));
        of_site.into_iter().chain(rules).chain(Self::of_plan(problem)).collect()
    }

    /// The reaches that limit what a measure counts, where a longer one can only make it greater.
    pub fn reaches_of(problem: &Problem, aim: &SitedAim) -> Vec<Self> {
        let Measure::Coverage { tiers, .. } = &aim.measure else { return Vec::new() };
        if aim.direction == Direction::AtMost {
            return Vec::new();
        }
        let counts = |tier: &TierIdx| tiers.is_empty() || tiers.contains(tier);
        let counted = problem.tiers.keys().filter(counts);
        let pairs = counted.flat_map(|tier| Setting::ALL.map(|setting| (tier, setting)));
        let limited = pairs.filter(|&(tier, setting)| is_limited_reach(problem, tier, setting));
        limited.map(|(tier, setting)| Self::One(Requirement::Reach(tier, setting))).collect()
    }

    /// The demands that are lifted with it.
    fn lifts(self, problem: &Problem) -> Vec<Requirement> {
        let holds = |own: &Requirement| match self {
            Self::One(_) | Self::RuleAt(..) => false,
            Self::AllMoney => matches!(own, Requirement::Money(_)),
            Self::Site(site) => is_of_site(*own) && own.site() == Some(site),
            Self::AllSites => is_of_site(*own),
        };
        match self {
            Self::One(own) => vec![own],
            _ => requirements(problem).into_iter().filter(holds).collect(),
        }
    }

    /// Whether which sites are in reach, or could be, changes when it is lifted.
    pub(super) fn changes_arcs(self) -> bool {
        match self {
            Self::One(own) => own.is_about_ways(),
            Self::RuleAt(..) | Self::AllMoney => false,
            Self::Site(_) | Self::AllSites => true,
        }
    }

    /// The plan without it. A target stays at its position, but does not count.
    pub fn lifted(self, problem: &Problem) -> Option<Problem> {
        let mut parts = problem.clone().into_parts();
        if let Self::RuleAt(position, site) = self {
            rule_others(&mut parts, position, site);
        }
        for own in self.lifts(problem) {
            match own {
                Requirement::Target(position) => lift_target(&mut parts, position),
                own => lift(&mut parts, own),
            }
        }
        Problem::new(parts).ok()
    }

    /// What people call it.
    pub fn name(self, problem: &Problem) -> Name {
        match self {
            Self::One(own) => own.name(problem),
            Self::RuleAt(position, site) => Language::both(|language| {
                let rule = &problem.targets[position];
                let rule = named(language, rule.called(language), language.short(&rule.name));
                let site = site_name(problem, site, language);
                match language {
                    Language::English => format!("what {rule} demands of {site}"),
                    Language::Chinese => format!("{rule}对{site}的要求"),
                }
            }),
            Self::AllMoney => Name::both("the money of all sources together", "各来源资金总额"),
            Self::Site(site) => Language::both(|language| {
                let name = &problem.sites[site].name;
                match language {
                    Language::English => format!("what “{name}” states of itself"),
                    Language::Chinese => format!("点位“{name}”自身的规定"),
                }
            }),
            Self::AllSites => {
                Name::both("what sites state of themselves, all together", "各点位自身规定的总和")
            }
        }
    }

    /// The word used in files.
    pub fn word(self, problem: &Problem) -> &'static str {
        match self {
            Self::One(own) => own.kind(problem).word(),
            Self::RuleAt(..) => "rule-at",
            Self::AllMoney => "all-money",
            Self::Site(_) => "site",
            Self::AllSites => "all-sites",
        }
    }

    /// What `--lift` calls it by, or the path by which `--set` does; none of several together, or of a part.
    pub fn called(self, problem: &Problem) -> Option<String> {
        match self {
            Self::One(own) => Some(own.called(problem)),
            Self::Site(site) => Some(format!("site:{}", problem.sites[site].id)),
            Self::RuleAt(..) | Self::AllMoney | Self::AllSites => None,
        }
    }
}

/// Whether a site states it of what becomes of it.
fn is_of_site(own: Requirement) -> bool {
    own.site().is_some() && !matches!(own, Requirement::Residents(_))
}

/// A target that is neither binding nor counts.
pub(super) fn lift_target(parts: &mut ProblemParts, position: usize) {
    let target = &mut parts.targets[position];
    (target.kind, target.weight) = (TargetKind::Expected, 0.0);
}

/// A rule about its other sites: one less of them where it demands so many at least.
fn rule_others(parts: &mut ProblemParts, position: usize, site: SiteIdx) {
    let Aim::Sited(aim) = &mut parts.targets[position].aim else { return };
    let Measure::Sites { sites, .. } = &mut aim.measure else { return };
    sites.retain(|own| *own != site);
    if aim.direction == Direction::AtLeast {
        aim.limit = MeasureValue::Number((aim.limit.number() - 1.0).max(0.0));
    }
}
