//! A plan without some demands and with other figures, in the words of the tests, and whether any of its layouts will do.

use crate::common::layouts;
use std::collections::BTreeSet;
use yike::domain::*;
use yike::inquiry::{Concession, Requirement};
use yike::plan;
use yike::travel::Arcs;
use yike::units::{Metres, Yuan};

/// The plan without these demands. Money and reach are made so large that they are no limit.
pub(super) fn without(problem: &Problem, lifted: &BTreeSet<Requirement>) -> Problem {
    let mut parts = problem.clone().into_parts();
    for own in lifted {
        match *own {
            Requirement::Target(position) => {
                parts.targets[position].kind = TargetKind::Expected;
            }
            Requirement::Money(source) => {
                let amount = parts.funding[source].amount;
                for target in &mut parts.targets {
                    if let Aim::Sited(aim) = &mut target.aim
                        && let Measure::FundingShare { funding, whole: whole @ None } =
                            &mut aim.measure
                        && *funding == source
                    {
                        *whole = Some(amount);
                    }
                }
                parts.funding[source].amount = Yuan::new(1_000_000_000);
            }
            Requirement::PaysFor(source) => parts.funding[source].pays_for = PaysFor::default(),
            Requirement::Leads(tier) => {
                leads(&mut parts, tier).kind = TargetKind::Expected;
            }
            Requirement::LeadsWithin(tier) => leads(&mut parts, tier).within = None,
            Requirement::LeadsAtMost(tier) => leads(&mut parts, tier).at_most = None,
            Requirement::LeadsSameTown(tier) => leads(&mut parts, tier).same_town = false,
            Requirement::Reach(tier, setting) => {
                let all = Reach::Distance(Metres::new(1e6).expect("a length"));
                set_reach(&mut parts, tier, setting, all);
            }
            Requirement::Places(tier) => {
                for state in parts.sites.iter_mut().flat_map(|site| &mut site.states) {
                    if state.tier == Some(tier) {
                        state.capacity = None;
                    }
                }
            }
            Requirement::Residents(site) => parts.sites[site].residents = Residents::default(),
            Requirement::Works(site) => {
                parts.sites[site].works.iter_mut().for_each(|work| work.required = false);
            }
            Requirement::Required(site) => parts.sites[site].required = false,
            Requirement::Forbidden(site) => parts.sites[site].forbidden = false,
            Requirement::MayStay(site) => parts.sites[site].may_stay = true,
        }
    }
    Problem::new(parts).expect("a sound plan")
}

fn leads(parts: &mut ProblemParts, tier: TierIdx) -> &mut Leads {
    parts.tiers[tier].leads.as_mut().expect("a tier that leads")
}

fn set_reach(parts: &mut ProblemParts, tier: TierIdx, setting: Setting, reach: Reach) {
    match setting {
        Setting::Urban => parts.tiers[tier].reach_urban = Some(reach),
        Setting::Rural => parts.tiers[tier].reach_rural = Some(reach),
    }
}

/// The plan as a repair says that it is to be.
pub(super) fn mended(problem: &Problem, concessions: &[Concession]) -> Problem {
    let lifted = concessions.iter().filter_map(|own| match own {
        Concession::Lift(requirement) | Concession::Later { requirement, .. } => Some(*requirement),
        _ => None,
    });
    let mut parts = without(problem, &lifted.collect()).into_parts();
    for own in concessions {
        match *own {
            Concession::Money { source, more } => {
                parts.funding[source].amount += more;
            }
            Concession::Limit { target, limit } => {
                let Aim::Sited(aim) = &mut parts.targets[target].aim else { continue };
                aim.limit = match aim.limit {
                    MeasureValue::Share(_) => {
                        MeasureValue::Share(yike::units::Share::new(limit).expect("a share"))
                    }
                    MeasureValue::Money(_) => MeasureValue::Money(Yuan::new(limit.round() as i64)),
                    MeasureValue::Area(_) => {
                        MeasureValue::Area(yike::units::SquareMetres::new(limit).expect("an area"))
                    }
                    MeasureValue::Number(_) => MeasureValue::Number(limit),
                };
            }
            Concession::Lift(_) | Concession::Later { .. } => {}
            Concession::Reach { tier, setting, reach } => {
                set_reach(&mut parts, tier, setting, reach);
            }
            Concession::Places { site, tier, more } => {
                for state in &mut parts.sites[site].states {
                    if let (Some(own), Some(held)) = (state.tier, state.capacity)
                        && own == tier
                    {
                        let wider = held.number() + f64::from(more);
                        state.capacity = Some(crate::common::persons(wider));
                    }
                }
            }
            Concession::NewSite { tier, unit, cost } => {
                let data = &parts.units[unit];
                let id = format!("another in {}", data.id);
                let mut site = Site::new(id, data.town, data.setting, data.at);
                site.unit = Some(unit);
                parts.add_site(site.with_work(WorkKind::Build, State::standing(tier), cost));
            }
            Concession::PutOff { site, rule: None, .. } => {
                let site = &mut parts.sites[site];
                site.works.iter_mut().for_each(|work| work.required = false);
                site.may_stay = true;
                if !site.state_today().standing {
                    site.required = false;
                }
            }
            Concession::PutOff { site, rule: Some(rule), .. } => {
                let target = &mut parts.targets[rule];
                let Aim::Sited(aim) = &mut target.aim else { continue };
                let Measure::Sites { sites, .. } = &mut aim.measure else { continue };
                sites.retain(|own| *own != site);
                aim.limit = MeasureValue::Number(sites.len() as f64);
            }
        }
    }
    Problem::new(parts).expect("a sound plan")
}

/// Whether some layout of the plan breaks no rule: tried one after another.
pub(super) fn can_be_met(problem: &Problem) -> bool {
    let arcs = Arcs::build(problem);
    layouts::all(problem).into_iter().any(|choices| {
        let layout = plan::complete(problem, &arcs, StatedLayout::new(choices));
        plan::audit(problem, &arcs, &layout).violations.is_empty()
    })
}

/// How many layouts a plan has at most.
pub(super) fn size(problem: &Problem) -> usize {
    problem.sites.iter().map(|site| site.works.len() + 1).product()
}
