//! Why a demand cannot be met whatever else is given up.

use super::requirement::{Requirement, without};
use super::trial::Trials;
use super::wording::site_name;
use crate::domain::numbers::{money, rounded_by, whole};
use crate::domain::{
    Aim, Choice, Direction, FundingIdx, Language, Name, Problem, SiteIdx, TierIdx,
};
use crate::solve::{Freed, LeastConcession, SolveError, least_concession};
use crate::units::Yuan;
use Language::{Chinese, English};
use std::collections::BTreeSet;

/// Why a demand cannot be met alone.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Reason {
    /// A target or rule reaches no more, or falls no lower.
    Reaches {
        /// Its position.
        target: usize,
        /// The best that it reaches, in the unit of its measure.
        best: f64,
        /// Whether it is proved that nothing is better.
        proved: bool,
    },
    /// Commitments take more than the source has.
    Committed {
        /// The source.
        source: FundingIdx,
        /// What they take.
        taken: Yuan,
    },
    /// No work of the site does what is demanded.
    NoWork(SiteIdx),
    /// Facilities that stand whatever is decided, and that no site could lead.
    Unled {
        /// The tier that is to lead them.
        tier: TierIdx,
        /// Where they are.
        sites: Vec<SiteIdx>,
    },
    /// The site never has a bed for each of its residents.
    Beds {
        /// The site.
        site: SiteIdx,
        /// How many beds it has at most.
        most: u32,
    },
}

/// Why a conflict of one member is one, where that can be told; `others` are the other demands of the plan.
pub(super) fn reason(
    trials: &Trials<'_>,
    member: Requirement,
    others: &BTreeSet<Requirement>,
) -> Result<Option<Reason>, SolveError> {
    let problem = trials.problem;
    Ok(match member {
        Requirement::Target(target) => best_of(trials, target, others)?,
        Requirement::Money(source) => {
            let committed = problem.commitments.iter().flat_map(|own| &own.funding);
            let own = committed.filter(|(payer, _)| *payer == source);
            let taken: Yuan = own.map(|&(_, amount)| amount).sum();
            (taken > problem.funding[source].amount).then_some(Reason::Committed { source, taken })
        }
        Requirement::Works(site)
        | Requirement::Required(site)
        | Requirement::Forbidden(site)
        | Requirement::MayStay(site) => Some(Reason::NoWork(site)),
        Requirement::Leads(tier) => {
            let sites = unled(trials, tier, others);
            (!sites.is_empty()).then_some(Reason::Unled { tier, sites })
        }
        Requirement::Residents(site) => {
            let data = &problem.sites[site];
            let beds = data.choices().map(|choice| data.state_after(choice).beds).max();
            let most = beds.unwrap_or_default();
            (most < data.residents.all).then_some(Reason::Beds { site, most })
        }
        _ => None,
    })
}

/// The best value of a target when it is all that is demanded.
fn best_of(
    trials: &Trials<'_>,
    target: usize,
    others: &BTreeSet<Requirement>,
) -> Result<Option<Reason>, SolveError> {
    if trials.clock.is_over() {
        return Ok(None);
    }
    // Of what is binding the target alone is left.
    let (alone, arcs) = (without(trials.problem, others), trials.arcs(others));
    let freed = Freed::new([0], []);
    let least = least_concession(&alone, &arcs, &trials.limits(), &freed, trials.progress)?;
    Ok(match least {
        LeastConcession::Found { targets, proved, .. } => {
            let best = targets.first().map(|&(_, best)| best);
            best.map(|best| Reason::Reaches { target, best, proved })
        }
        _ => None,
    })
}

/// The facilities that stand whatever is decided and have no leader.
fn unled(trials: &Trials<'_>, tier: TierIdx, others: &BTreeSet<Requirement>) -> Vec<SiteIdx> {
    let (alone, arcs) = (without(trials.problem, others), trials.arcs(others));
    let Some(leads) = &alone.tiers[tier].leads else { return Vec::new() };
    let is_led = |choice: Choice, site: SiteIdx| {
        let state = alone.sites[site].state_after(choice);
        state.standing && state.tier == Some(leads.tier)
    };
    let stays = |site: &SiteIdx| alone.sites[*site].choices().all(|choice| is_led(choice, *site));
    let alone_there = |site: &SiteIdx| arcs.leaders(tier, *site).is_empty();
    alone.sites.keys().filter(stays).filter(alone_there).collect()
}

impl Reason {
    /// In words.
    pub fn name(&self, problem: &Problem) -> Name {
        Language::both(|language| self.told(problem, language))
    }

    fn told(&self, problem: &Problem, language: Language) -> String {
        match *self {
            Reason::Reaches { target, best, proved } => {
                let Aim::Sited(aim) = &problem.targets[target].aim else { return String::new() };
                let side = match aim.direction {
                    Direction::AtLeast => f64::floor,
                    Direction::AtMost => f64::ceil,
                };
                let best = rounded_by(aim.measure.unit(), best, side);
                let so_far = match proved {
                    true => String::new(),
                    false => language.bracketed(language.say("not proved", "未证明")),
                };
                let said = match (language, aim.direction) {
                    (English, Direction::AtLeast) => {
                        format!("Whatever else is given up, at most {best} is reached")
                    }
                    (English, Direction::AtMost) => {
                        format!("Whatever else is given up, it is at least {best}")
                    }
                    (Chinese, Direction::AtLeast) => {
                        format!("即使放弃其他全部要求，至多达到 {best}")
                    }
                    (Chinese, Direction::AtMost) => format!("即使放弃其他全部要求，至少为 {best}"),
                };
                format!("{said}{so_far}{}", language.say(".", "。"))
            }
            Reason::Committed { source, taken } => {
                let (taken, has) = (money(taken), money(problem.funding[source].amount));
                match language {
                    English => format!("What is committed takes {taken}; there is {has}."),
                    Chinese => format!("已承诺支出 {taken}，而该来源只有 {has}。"),
                }
            }
            Reason::NoWork(site) => {
                let site = site_name(problem, site, language);
                match language {
                    English => format!("No work of {site} leads there."),
                    Chinese => format!("{site}没有可满足该要求的任务。"),
                }
            }
            Reason::Unled { tier, ref sites } => {
                let leader = language.short(&problem.tiers[tier].name);
                let names: Vec<String> =
                    sites.iter().map(|&site| site_name(problem, site, language)).collect();
                let names = language.list(&names);
                match language {
                    English => format!("No site could be a {leader} that leads {names}."),
                    Chinese => format!("没有点位可作为带动{names}的{leader}。"),
                }
            }
            Reason::Beds { site, most } => {
                let home = site_name(problem, site, language);
                let residents = problem.sites[site].residents.all;
                let (residents, most) = (whole(f64::from(residents)), whole(f64::from(most)));
                match language {
                    English => format!(
                        "{home} has {residents} residents and never more than {most} beds; no other home takes the rest."
                    ),
                    Chinese => format!(
                        "{home}有入住老人 {residents} 名，至多 {most} 张床位，其余老人无其他机构可入住。"
                    ),
                }
            }
        }
    }
}
