//! The check of every rule that a layout can break.

use super::assignment::idle_allocations;
use super::leading::{leads_at_most, may_lead, must_be_led, needs_leader};
use super::moving::{idle_moves, without_bed};
use super::results::{SourceUse, TargetResult};
use super::service::{Assignment, served_at_sites};
use super::violation::{Violation, ViolationKind};
use crate::domain::numbers::{self, money, whole};
use crate::domain::{Aim, Funding, Language, Layout, Name, Problem, Site, SiteIdx, TargetKind};
use crate::travel::Arcs;
use crate::units::Yuan;
use Language::{Chinese, English};
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
    check_residents(problem, arcs, layout, &mut found);
    check_targets(problem, targets, &mut found);
    found
}

fn check_choices(problem: &Problem, layout: &Layout, found: &mut Vec<Violation>) {
    for (index, site) in problem.sites.iter_enumerated() {
        let choice = layout.choices[index];
        if !site.choices().any(|allowed| allowed == choice) {
            found.push(Violation {
                kind: ViolationKind::ChoiceNotAllowed,
                site: Some(index),
                amount: 1.0,
                unit: "site",
                text: Language::both(|language| {
                    let (named, work) = (named(site, language), site.work(choice));
                    let decided =
                        work.map_or(language.say("stay as it is", "维持现状"), |work| &work.id);
                    match language {
                        English => format!("site {named} may not {decided}"),
                        Chinese => format!("点位 {named} 不得“{decided}”"),
                    }
                }),
            });
        }
        let merge = site.work(choice).and_then(|work| Some((work.into?, work.into_work.as_ref())));
        if let Some((into, named_work)) = merge
            && !takes_over(problem, layout, into, named_work)
        {
            found.push(Violation {
                kind: ViolationKind::MergedIntoNothing,
                site: Some(index),
                amount: 1.0,
                unit: "site",
                text: Language::both(|language| {
                    let (named, into) = (named(site, language), &problem.sites[into].id);
                    match (language, named_work) {
                        (English, None) => {
                            format!("site {named} is merged into {into}, which does not stand")
                        }
                        (Chinese, None) => format!("点位 {named} 并入 {into}，而后者不存在"),
                        (English, Some(work)) => format!(
                            "site {named} is merged into {into}, where the work {work} is not done"
                        ),
                        (Chinese, Some(work)) => {
                            format!("点位 {named} 并入 {into}，而后者未实施“{work}”")
                        }
                    }
                }),
            });
        }
    }
}

/// A site by its id and name.
fn named(site: &Site, language: Language) -> String {
    site.id.clone() + &language.bracketed(&site.name)
}

/// Whether `into` takes over a site merged into it: by the work that the merge names, else by standing.
fn takes_over(problem: &Problem, layout: &Layout, into: SiteIdx, work: Option<&String>) -> bool {
    let (site, choice) = (&problem.sites[into], layout.choices[into]);
    match work {
        Some(named) => site.work(choice).is_some_and(|own| own.id == *named),
        None => site.state_after(choice).standing,
    }
}

fn check_leaders(problem: &Problem, arcs: &Arcs, layout: &Layout, found: &mut Vec<Violation>) {
    let mut led_by: TiVec<SiteIdx, u32> = vec![0; problem.sites.len()].into();
    for (index, site) in problem.sites.iter_enumerated() {
        let choice = layout.choices[index];
        let needs_leader = needs_leader(problem, index, choice);
        match layout.leaders[index] {
            None if must_be_led(problem, index, choice) => found.push(Violation {
                kind: ViolationKind::NotLed,
                site: Some(index),
                amount: 1.0,
                unit: "facility",
                text: Language::both(|language| {
                    named(site, language) + language.say(" has no leading facility", " 无带点中心")
                }),
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
                        text: Language::both(|language| {
                            let (named, leader) =
                                (named(site, language), &problem.sites[leader].id);
                            match language {
                                English => format!("{named} may not be led by {leader}"),
                                Chinese => format!("{named} 不得由 {leader} 带点"),
                            }
                        }),
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
                text: Language::both(|language| {
                    let named = named(site, language);
                    match language {
                        English => {
                            format!("{named} leads {leads} facilities, but may lead at most {most}")
                        }
                        Chinese => format!("{named} 带点 {leads} 处，最多可带 {most} 处"),
                    }
                }),
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
            let text = Language::both(|language| {
                let (named, cost, paid) = (named(site, language), money(cost), money(paid));
                match language {
                    English => format!("{named} costs {cost}, but {paid} is paid"),
                    Chinese => format!("{named} 需投入 {cost}，实付 {paid}"),
                }
            });
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
                let text = Language::both(|language| {
                    let (named, amount) = (named(site, language), money(amount));
                    match language {
                        English => format!("{} may not pay {amount} for {named}", source.id),
                        Chinese => format!("资金来源 {} 不得为 {named} 出资 {amount}", source.id),
                    }
                });
                let amount = amount.yuan() as f64;
                found.push(money_violation(ViolationKind::WrongPayer, index, amount, text));
            }
        }
    }
}

fn money_violation(kind: ViolationKind, site: SiteIdx, amount: f64, text: Name) -> Violation {
    Violation { kind, site: Some(site), amount, unit: "yuan", text }
}

fn check_sources(problem: &Problem, sources: &[SourceUse], found: &mut Vec<Violation>) {
    for source in sources {
        let left = source.left();
        if left < Yuan::ZERO {
            let over = Yuan::ZERO - left;
            found.push(Violation {
                kind: ViolationKind::Overspent,
                site: None,
                amount: over.yuan() as f64,
                unit: "yuan",
                text: too_much(
                    &problem.funding[source.funding],
                    [source.has, source.committed + source.works, over],
                ),
            });
        }
    }
}

/// That a source must pay more than it has: what it has, what it must pay, and by how much it is too much.
pub(super) fn too_much(source: &Funding, amounts: [Yuan; 3]) -> Name {
    let (id, [has, pays, over]) = (&source.id, amounts.map(money));
    Language::both(|language| match language {
        English => format!("source {id} has {has}, but must pay {pays}: {over} too much"),
        Chinese => format!("资金来源 {id} 有 {has}，须支付 {pays}，超出 {over}"),
    })
}

/// Sites serve only people who can use them, and no more than they have places.
fn check_services(
    problem: &Problem,
    arcs: &Arcs,
    layout: &Layout,
    assignment: &Assignment,
    found: &mut Vec<Violation>,
) {
    for idle in idle_allocations(problem, arcs, layout) {
        let (unit, site) = (&problem.units[idle.unit], &problem.sites[idle.site]);
        let tier = &problem.tiers[idle.tier];
        let people = idle.share * unit.people_of(tier.group);
        found.push(Violation {
            kind: ViolationKind::WrongService,
            site: Some(idle.site),
            amount: people,
            unit: "persons",
            text: Language::both(|language| {
                let (named, people) = (named(site, language), whole(people));
                let tier = language.short(&tier.name);
                let unit = unit.id.clone() + &language.bracketed(&unit.name);
                match language {
                    English => format!("{named} has places as {tier} for {people} people of {unit} whom it cannot serve, or who already have places"),
                    Chinese => format!("{named} 作为{tier}为 {unit} 的 {people} 人安排了名额，但不能为其服务，或其已有名额"),
                }
            }),
        });
    }
    for (tier_index, tier) in problem.tiers.iter_enumerated() {
        for (index, people) in
            served_at_sites(problem, layout, assignment, tier_index).into_iter_enumerated()
        {
            let site = &problem.sites[index];
            let choice = layout.choices[index];
            let Some(places) = problem.places_at(site, choice, tier_index) else {
                continue;
            };
            let over = people - places;
            if over > RELATIVE_TOLERANCE * places.max(1.0) {
                found.push(Violation {
                    kind: ViolationKind::OverCapacity,
                    site: Some(index),
                    amount: over,
                    unit: "persons",
                    text: Language::both(|language| {
                        let (named, people) = (named(site, language), whole(people));
                        let (tier, places) = (language.short(&tier.name), whole(places));
                        match language {
                            English => format!("{named} serves {people} people as {tier}, but has places for {places}"),
                            Chinese => format!("{named} 作为{tier}服务 {people} 人，名额仅 {places} 人"),
                        }
                    }),
                });
            }
        }
    }
}

/// Residents who lose their bed get another, and nobody else moves.
fn check_residents(problem: &Problem, arcs: &Arcs, layout: &Layout, found: &mut Vec<Violation>) {
    for own in idle_moves(problem, arcs, layout) {
        let (from, to) = (&problem.sites[own.from], &problem.sites[own.to]);
        found.push(Violation {
            kind: ViolationKind::WrongService,
            site: Some(own.from),
            amount: own.persons,
            unit: "persons",
            text: Language::both(|language| {
                let [from, to] = [from, to].map(|site| named(site, language));
                let people = whole(own.persons);
                match language {
                    English => format!("{people} residents of {from} are said to move to {to}, which may not take them, or they do not have to move"),
                    Chinese => format!("{from} 的 {people} 名入住老人被安排转往 {to}，但后者不能接收，或其无须转院"),
                }
            }),
        });
    }
    for (tier, index, residents) in without_bed(problem, arcs, layout) {
        let (site, tier) = (&problem.sites[index], &problem.tiers[tier]);
        found.push(Violation {
            kind: ViolationKind::WithoutBed,
            site: Some(index),
            amount: residents,
            unit: "persons",
            text: Language::both(|language| {
                let (named, people) = (named(site, language), whole(residents));
                let tier = language.short(&tier.name);
                match language {
                    English => format!("{people} residents of {named} have no bed then: no other site that may take them has {tier} left"),
                    Chinese => format!("{named} 的 {people} 名入住老人无处安置：可接收的机构没有空余{tier}"),
                }
            }),
        });
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
        // Shares are in percent.
        let (factor, unit) = if aim.measure.is_share() {
            (100.0, "%")
        } else if aim.measure.is_money() {
            (1.0, "yuan")
        } else if aim.measure.unit().is_area() {
            (1.0, "m²")
        } else {
            (1.0, "")
        };
        let worst = result.worst.map(|part| problem.name_of(part));
        let reached = numbers::value(aim.measure.unit(), result.reached.unwrap_or_default());
        let text = Language::both(|language| {
            let (name, asked) = (language.short(&target.name), numbers::limit(aim));
            let short = numbers::difference(
                aim.measure.unit(),
                result.shortfall,
                language.say("points", "个百分点"),
            );
            match (language, worst.as_ref().map(|name| language.short(name))) {
                (English, None) => format!(
                    "binding target `{name}` requires {asked}, but the layout reaches {reached}, short by {short}"
                ),
                (English, Some(town)) => format!(
                    "binding target `{name}` requires {asked}, but the layout reaches {reached}, worst in {town}, short by {short}"
                ),
                (Chinese, None) => {
                    format!("约束性指标“{name}”要求 {asked}，该布局为 {reached}，差 {short}")
                }
                (Chinese, Some(town)) => format!(
                    "约束性指标“{name}”要求 {asked}，该布局中最低的{town}为 {reached}，差 {short}"
                ),
            }
        });
        found.push(Violation {
            kind: ViolationKind::BindingTargetMissed,
            site: None,
            amount: result.shortfall * factor,
            unit,
            text,
        });
    }
}
