//! What may stand in the way of something: a thing that the plan demands, or several that go together.

use super::requirement::{Requirement, lift, requirements};
use crate::domain::{Language, Name, Problem, ProblemParts, SiteIdx, TargetKind};

/// What of a plan is lifted to see whether it stands in the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Obstacle {
    /// A thing that the plan demands, but for what sites state of themselves.
    One(Requirement),
    /// The money of all sources together.
    AllMoney,
    /// All that a site states of itself: that it must stand, must not, must not stay as it is, or which work must be done.
    Site(SiteIdx),
    /// All that sites state of themselves.
    AllSites,
}

impl Obstacle {
    /// What may stand in the way of anything in a plan. Reaches are not among it: what is out of reach is told by itself.
    pub fn of_plan(problem: &Problem) -> Vec<Self> {
        let demanded = requirements(problem);
        let of_sites = demanded.iter().copied().any(is_of_site);
        let all_money = (problem.funding.len() > 1).then_some(Self::AllMoney);
        let is_one =
            |own: &Requirement| own.site().is_none() && !matches!(own, Requirement::Reach(..));
        let ones = demanded.into_iter().filter(is_one).map(Self::One);
        ones.chain(all_money).chain(of_sites.then_some(Self::AllSites)).collect()
    }

    /// The same, and what a site states of itself.
    pub fn at(problem: &Problem, site: SiteIdx) -> Vec<Self> {
        let states = requirements(problem)
            .into_iter()
            .any(|own| is_of_site(own) && own.site() == Some(site));
        states.then_some(Self::Site(site)).into_iter().chain(Self::of_plan(problem)).collect()
    }

    fn holds(self, own: Requirement) -> bool {
        match self {
            Self::One(one) => own == one,
            Self::AllMoney => matches!(own, Requirement::Money(_)),
            Self::Site(site) => is_of_site(own) && own.site() == Some(site),
            Self::AllSites => is_of_site(own),
        }
    }

    /// Whether which sites are in reach, or could be, changes when it is lifted.
    pub(super) fn changes_arcs(self) -> bool {
        match self {
            Self::One(own) => own.is_about_ways(),
            Self::AllMoney => false,
            Self::Site(_) | Self::AllSites => true,
        }
    }

    /// The plan without it. A target stays at its position, but does not count.
    pub fn lifted(self, problem: &Problem) -> Option<Problem> {
        let mut parts = problem.clone().into_parts();
        for own in requirements(problem).into_iter().filter(|own| self.holds(*own)) {
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
            Self::AllMoney => "all-money",
            Self::Site(_) => "site",
            Self::AllSites => "all-sites",
        }
    }

    /// What `--lift` calls it by, or the path by which `--set` does; none of several together.
    pub fn called(self, problem: &Problem) -> Option<String> {
        match self {
            Self::One(own) => Some(own.called(problem)),
            Self::Site(site) => Some(format!("site:{}", problem.sites[site].id)),
            Self::AllMoney | Self::AllSites => None,
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
