//! The check of every rule that a layout can break.

use super::assignment::idle_allocations;
use super::leading::{leads_at_most, may_lead, needs_leader};
use super::results::{SourceUse, TargetResult};
use super::service::Assignment;
use super::violation::{Violation, ViolationKind};
use crate::domain::{Aim, Layout, Problem, SiteIdx, TargetKind};
use crate::travel::Arcs;
use crate::units::Yuan;
use std::collections::BTreeMap;
use typed_index_collections::TiVec;

/// Every rule that `layout` breaks, in the order of sites, then sources, then targets.
pub(super) fn violations(
    problem: &Problem,
    arcs: &Arcs,
    layout: &Layout,
    assignment: &Assignment,
    money: &[SourceUse],
    targets: &[TargetResult],
) -> Vec<Violation> {
    let mut found = Vec::new();
    check_choices(problem, layout, &mut found);
    check_leaders(problem, arcs, layout, &mut found);
    check_payments(problem, layout, &mut found);
    check_sources(problem, money, &mut found);
    check_services(problem, arcs, layout, assignment, &mut found);
    check_targets(problem, targets, &mut found);
    found
}

fn check_choices(problem: &Problem, layout: &Layout, found: &mut Vec<Violation>) {
    for (index, site) in problem.sites.iter_enumerated() {
        let choice = layout.choices[index];
        if !site.choices().any(|allowed| allowed == choice) {
            let decided = site.work(choice).map_or("stay as it is", |work| &work.id);
            found.push(Violation {
                kind: ViolationKind::ChoiceNotAllowed,
                site: Some(index),
                amount: 1.0,
                unit: "site",
                text: format!("site {} ({}) may not {decided}", site.id, site.name),
            });
        }
        if let Some(into) = site.work(choice).and_then(|work| work.into)
            && !standing(problem, layout, into)
        {
            found.push(Violation {
                kind: ViolationKind::MergedIntoNothing,
                site: Some(index),
                amount: 1.0,
                unit: "site",
                text: format!(
                    "site {} ({}) is merged into {}, which does not stand",
                    site.id, site.name, problem.sites[into].id
                ),
            });
        }
    }
}

fn standing(problem: &Problem, layout: &Layout, site: SiteIdx) -> bool {
    problem.sites[site].state_after(layout.choices[site]).standing
}

fn check_leaders(problem: &Problem, arcs: &Arcs, layout: &Layout, found: &mut Vec<Violation>) {
    let mut led_by: TiVec<SiteIdx, u32> = vec![0; problem.sites.len()].into();
    for (index, site) in problem.sites.iter_enumerated() {
        let choice = layout.choices[index];
        let needs_leader = needs_leader(problem, index, choice);
        match layout.leaders[index] {
            None if needs_leader => found.push(Violation {
                kind: ViolationKind::NotLed,
                site: Some(index),
                amount: 1.0,
                unit: "facility",
                text: format!("{} ({}) has no leading facility", site.id, site.name),
            }),
            None => {}
            Some(leader) => {
                let fits = needs_leader
                    && arcs.all_leaders(index).any(|(leading, arc)| {
                        let way = (leading, arc);
                        arc.site == leader
                            && may_lead(problem, index, choice, way, layout.choices[leader])
                    });
                if fits {
                    led_by[leader] += 1;
                } else {
                    found.push(Violation {
                        kind: ViolationKind::WrongLeader,
                        site: Some(index),
                        amount: 1.0,
                        unit: "facility",
                        text: format!(
                            "{} ({}) may not be led by {}",
                            site.id, site.name, problem.sites[leader].id
                        ),
                    });
                }
            }
        }
    }
    for (leader, site) in problem.sites.iter_enumerated() {
        let leads = led_by[leader];
        let most = leads_at_most(problem, leader, layout.choices[leader]);
        if let Some(most) = most.filter(|&most| leads > most) {
            found.push(Violation {
                kind: ViolationKind::LeadsTooMany,
                site: Some(leader),
                amount: f64::from(leads - most),
                unit: "facilities",
                text: format!(
                    "{} ({}) leads {leads} facilities, but may lead at most {most}",
                    site.id, site.name
                ),
            });
        }
    }
}

fn check_payments(problem: &Problem, layout: &Layout, found: &mut Vec<Violation>) {
    if problem.funding.is_empty() {
        return;
    }
    for (index, site) in problem.sites.iter_enumerated() {
        let choice = layout.choices[index];
        let payments = &layout.payments[index];
        let paid: Yuan = payments.iter().map(|&(_, amount)| amount).sum();
        let cost = site.cost(choice);
        if paid != cost {
            let text = format!("{} ({}) costs {cost}, but {paid} is paid", site.id, site.name);
            let amount = (cost - paid).yuan().abs() as f64;
            found.push(money_violation(ViolationKind::NotPaid, index, amount, text));
        }
        let fixed = site.work(choice).and_then(|work| work.funding.as_ref());
        for &(funding, amount) in payments {
            let source = &problem.funding[funding];
            let allowed = match fixed {
                Some(mix) => mix.contains(&(funding, amount)),
                None => source.may_pay(site, choice),
            };
            if !allowed {
                let text =
                    format!("{} may not pay {amount} for {} ({})", source.id, site.id, site.name);
                let amount = amount.yuan() as f64;
                found.push(money_violation(ViolationKind::WrongPayer, index, amount, text));
            }
        }
    }
}

fn money_violation(kind: ViolationKind, site: SiteIdx, amount: f64, text: String) -> Violation {
    Violation { kind, site: Some(site), amount, unit: "yuan", text }
}

fn check_sources(problem: &Problem, money: &[SourceUse], found: &mut Vec<Violation>) {
    for source in money {
        let left = source.left();
        if left < Yuan::ZERO {
            let over = Yuan::ZERO - left;
            found.push(Violation {
                kind: ViolationKind::Overspent,
                site: None,
                amount: over.yuan() as f64,
                unit: "yuan",
                text: format!(
                    "source {} has {}, but must pay {}: {over} too much",
                    problem.funding[source.funding].id,
                    source.has,
                    source.committed + source.works
                ),
            });
        }
    }
}

/// Sites serve only people who can use them, and no more than they have places.
fn check_services(
    problem: &Problem,
    arcs: &Arcs,
    layout: &Layout,
    assignment: &Assignment,
    found: &mut Vec<Violation>,
) {
    for idle in idle_allocations(problem, arcs, &layout.choices, &layout.allocations) {
        let (unit, site) = (&problem.units[idle.unit], &problem.sites[idle.site]);
        let tier = &problem.tiers[idle.tier];
        let people = idle.share * unit.people_of(tier.group);
        found.push(Violation {
            kind: ViolationKind::WrongService,
            site: Some(idle.site),
            amount: people,
            unit: "persons",
            text: format!(
                "{} ({}) has places as {} for {people:.0} people of {} ({}) whom it cannot serve, or who already have places",
                site.id, site.name, tier.id, unit.id, unit.name
            ),
        });
    }
    for (tier_index, units) in assignment.iter_enumerated() {
        let tier = &problem.tiers[tier_index];
        let mut served: BTreeMap<SiteIdx, f64> = BTreeMap::new();
        for (unit, services) in units.iter_enumerated() {
            for service in services {
                *served.entry(service.site).or_default() +=
                    service.share * problem.units[unit].people_of(tier.group);
            }
        }
        for (index, people) in served {
            let site = &problem.sites[index];
            let Some(places) = site.state_after(layout.choices[index]).capacity else {
                continue;
            };
            let over = people - places.number();
            if over > RELATIVE_TOLERANCE * places.number().max(1.0) {
                found.push(Violation {
                    kind: ViolationKind::OverCapacity,
                    site: Some(index),
                    amount: over,
                    unit: "persons",
                    text: format!(
                        "{} ({}) serves {people:.0} people as {}, but has places for {places}",
                        site.id, site.name, tier.id
                    ),
                });
            }
        }
    }
}

/// The relative tolerance of linear constraints: a millionth, as in solvers.
pub(super) const RELATIVE_TOLERANCE: f64 = 1e-6;

fn check_targets(problem: &Problem, targets: &[TargetResult], found: &mut Vec<Violation>) {
    for result in targets {
        let target = &problem.targets[result.target];
        let Aim::Sited(aim) = &target.aim else {
            continue;
        };
        if target.kind != TargetKind::Binding || result.met != Some(false) {
            continue;
        }
        // The text states shares in percent; `amount` stays in the measure's own unit.
        let (factor, unit) = if aim.measure.is_share() {
            (100.0, "%")
        } else if aim.measure.is_money() {
            (1.0, "yuan")
        } else if aim.measure.unit().is_area() {
            (1.0, "m²")
        } else {
            (1.0, "")
        };
        let place = result
            .worst
            .map(|part| format!(", worst in {}", part.name(problem)))
            .unwrap_or_default();
        let reached = result.reached.unwrap_or_default() * factor;
        let text = format!(
            "binding target `{}` requires {} {:.2} {unit}, but the layout reaches {reached:.2} {unit}{place}",
            target.name,
            aim.direction.symbol(),
            aim.limit.number() * factor
        );
        found.push(Violation {
            kind: ViolationKind::BindingTargetMissed,
            site: None,
            amount: result.shortfall * factor,
            unit,
            text: text.replace("  ", " "),
        });
    }
}
