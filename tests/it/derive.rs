//! Who is served where, who leads whom and who pays what: against brute force on small cases.

use crate::common::{TinyPlan, site_idx};
use proptest::prelude::*;
use typed_index_collections::TiVec;
use yike::domain::*;
use yike::plan::{
    Payment, assign, idle_allocations, lead, may_lead, needs_leader, pay, payers, share,
    uncommitted,
};
use yike::travel::Arcs;
use yike::units::Yuan;

/// Every candidate built, everything else as it stands.
fn all_built(problem: &Problem) -> TiVec<SiteIdx, Choice> {
    let built = |site: &Site| site.choices().last().expect("a choice");
    problem.sites.iter().map(built).collect()
}

// Who is served where.

#[test]
fn people_go_to_the_nearest_site_that_serves_their_tier() {
    let problem = TinyPlan::new()
        .tier("station", 1000.0)
        .tier_serving("centre", 2000.0, &["station"])
        .unit("u", 0.0, 10.0)
        .unit("nobody", 0.0, 0.0)
        .unit("far", 9000.0, 10.0)
        .candidate("near", 100.0, "station", 1)
        .candidate("centre", 200.0, "centre", 1)
        .problem();
    let arcs = Arcs::build(&problem);
    let served = |choices: &TiVec<SiteIdx, Choice>| {
        let assignment = assign(&problem, &arcs, &Layout::of(choices.clone()));
        let ids = |tier: usize| -> Vec<String> {
            let services = assignment[TierIdx::from(tier)].iter().map(|services| {
                let sites = services.iter().map(|s| problem.sites[s.site].id.as_str());
                sites.collect()
            });
            services.collect()
        };
        (ids(0), ids(1))
    };
    let all = all_built(&problem);
    let row = |text: &str| vec![text.to_string(), text.to_string(), String::new()];
    assert_eq!(served(&all), (row("near"), row("centre")));
    let mut one = all.clone();
    one[site_idx(&problem, "near")] = Choice::Stay;
    assert_eq!(served(&one), (row("centre"), row("centre")));
    one[site_idx(&problem, "centre")] = Choice::Stay;
    assert_eq!(served(&one), (row(""), row("")));
}

/// Units at 0, 10, 20 … with people; sites at given metres with places (none: no limit).
fn crowded(units: &[u8], sites: &[(u8, Option<u8>)], reach_m: f64) -> Problem {
    let mut plan = TinyPlan::new().tier("station", reach_m);
    for (n, &people) in units.iter().enumerate() {
        plan = plan.unit(&format!("u{n}"), n as f64 * 10.0, f64::from(people));
    }
    for (n, &(at, places)) in sites.iter().enumerate() {
        plan = plan.candidate(&format!("s{n}"), f64::from(at), "station", 1);
        if let Some(places) = places {
            plan = plan.capacity(f64::from(places));
        }
    }
    plan.problem()
}

/// The best by trying where each single person could go: served, then metres in all.
fn best_by_trying(problem: &Problem, arcs: &Arcs) -> (u32, i64) {
    let people: Vec<UnitIdx> = problem
        .units
        .iter_enumerated()
        .flat_map(|(i, unit)| vec![i; unit.people_of(GroupIdx::from(0)) as usize])
        .collect();
    let built = all_built(problem);
    let places = |(j, site): (SiteIdx, &Site)| {
        let capacity = site.state_after(built[j]).capacity;
        capacity.map_or(u32::MAX, |capacity| capacity.number() as u32)
    };
    let mut left: TiVec<SiteIdx, u32> = problem.sites.iter_enumerated().map(places).collect();
    fn go(people: &[UnitIdx], left: &mut TiVec<SiteIdx, u32>, arcs: &Arcs) -> (u32, i64) {
        let Some((&first, rest)) = people.split_first() else {
            return (0, 0);
        };
        let mut best = go(rest, left, arcs);
        for arc in arcs.within_reach(TierIdx::from(0), first) {
            if left[arc.site] > 0 {
                left[arc.site] -= 1;
                let (served, metres) = go(rest, left, arcs);
                left[arc.site] += 1;
                let with = (served + 1, metres - arc.distance.metres().round() as i64);
                best = best.max(with);
            }
        }
        best
    }
    let (served, metres) = go(&people, &mut left, arcs);
    (served, -metres)
}

proptest! {
    #[test]
    fn rations_serve_the_most_people_with_the_least_travel(
        units in prop::collection::vec(0_u8..3, 1..5),
        sites in prop::collection::vec((0_u8..60, prop::option::weighted(0.8, 0_u8..4)), 1..4),
        reach_m in 5.0..40.0,
    ) {
        let problem = crowded(&units, &sites, reach_m);
        prop_assume!(problem.has_limited_places(TierIdx::from(0)));
        let arcs = Arcs::build(&problem);
        let choices = all_built(&problem);
        let layout = Layout { allocations: share(&problem, &arcs, &choices).allocations, ..Layout::of(choices.clone()) };
        let (mut served, mut metres) = (0.0, 0.0);
        let mut at: TiVec<SiteIdx, f64> = problem.sites.iter().map(|_| 0.0).collect();
        for (unit, services) in assign(&problem, &arcs, &layout)[TierIdx::from(0)].iter_enumerated() {
            for service in services {
                let people = problem.units[unit].people_of(GroupIdx::from(0)) * service.share;
                served += people;
                metres += people * service.distance.metres();
                at[service.site] += people;
            }
        }
        let (most, least) = best_by_trying(&problem, &arcs);
        prop_assert!((served - f64::from(most)).abs() < 1e-6, "{} {}", served, most);
        prop_assert!((metres - least as f64).abs() < 1e-3, "{} {}", metres, least);
        for (site, people) in at.iter_enumerated() {
            let capacity = problem.sites[site].state_after(choices[site]).capacity;
            prop_assert!(capacity.is_none_or(|places| *people <= places.number() + 1e-9));
        }
        prop_assert!(idle_allocations(&problem, &arcs, &layout).is_empty());
    }
}

#[test]
fn stated_rations_are_kept_and_those_that_serve_nobody_are_named() {
    let problem = crowded(&[10, 10], &[(0, Some(5)), (10, Some(5)), (200, Some(5))], 50.0);
    let arcs = Arcs::build(&problem);
    let mut choices = all_built(&problem);
    choices[SiteIdx::from(1)] = Choice::Stay;
    let allocation = |unit: usize, site: usize, share| Allocation {
        tier: TierIdx::from(0),
        unit: unit.into(),
        site: site.into(),
        share,
    };
    let stated = [
        allocation(0, 0, 0.75),
        allocation(0, 0, 0.75),
        allocation(1, 1, 0.5),
        allocation(1, 2, 0.5),
    ];
    let layout = Layout { allocations: stated.to_vec(), ..Layout::of(choices) };
    let served = &assign(&problem, &arcs, &layout)[TierIdx::from(0)];
    let shares: Vec<f64> = served[UnitIdx::from(0)].iter().map(|s| s.share).collect();
    assert_eq!(shares, [0.75, 0.25]);
    assert!(served[UnitIdx::from(1)].is_empty());
    let idle = idle_allocations(&problem, &arcs, &layout);
    assert_eq!(idle, [allocation(0, 0, 0.5), allocation(1, 1, 0.5), allocation(1, 2, 0.5)]);
}

#[test]
fn today_is_rationed_by_the_places_of_today() {
    let problem = TinyPlan::new()
        .tier("station", 100.0)
        .unit("u", 0.0, 10.0)
        .standing("s", 0.0, "station")
        .capacity(4.0)
        .work(WorkKind::Upgrade, "station", 1)
        .edit_site(|site| site.may_stay = false)
        .problem();
    let arcs = Arcs::build(&problem);
    let today = Layout::today(&problem).choices;
    let served = assign(&problem, &arcs, &Layout::of(today));
    let share = served[TierIdx::from(0)][UnitIdx::from(0)][0].share;
    assert!((share - 0.4).abs() < 1e-9);
    let after = assign(&problem, &arcs, &Layout::of(all_built(&problem)));
    assert_eq!(after[TierIdx::from(0)][UnitIdx::from(0)][0].share, 1.0);
}

#[test]
fn a_full_site_keeps_who_has_nowhere_else_to_go() {
    // Both units are nearest to the middle, but only the first has another site.
    let problem = TinyPlan::new()
        .tier("station", 100.0)
        .unit("a", 0.0, 2.5)
        .unit("b", 50.0, 2.5)
        .candidate("left", -90.0, "station", 1)
        .capacity(2.5)
        .candidate("middle", 20.0, "station", 1)
        .capacity(2.5)
        .problem();
    let arcs = Arcs::build(&problem);
    let allocations = share(&problem, &arcs, &all_built(&problem)).allocations;
    let got: Vec<(usize, usize, f64)> =
        allocations.iter().map(|r| (r.unit.into(), r.site.into(), r.share)).collect();
    assert_eq!(got, [(0, 0, 1.0), (1, 1, 1.0)]);
}

// Who leads whom.

proptest! {
    #[test]
    fn as_many_as_possible_are_led_and_nearest_in_all(
        stations in prop::collection::vec(0_u8..100, 1..6),
        centres in prop::collection::vec(0_u8..100, 1..4),
        at_most in prop::option::of(0_u32..3),
        within in prop::option::of(1.0..80.0),
    ) {
        let mut plan = TinyPlan::new()
            .tier("station", 1000.0)
            .tier_serving("centre", 1000.0, &["station"])
            .leads("station", within, at_most);
        for (n, &at) in stations.iter().enumerate() {
            plan = plan.standing(&format!("s{n}"), f64::from(at), "station");
        }
        for (n, &at) in centres.iter().enumerate() {
            plan = plan.standing(&format!("c{n}"), f64::from(at), "centre");
        }
        let problem = plan.problem();
        let arcs = Arcs::build(&problem);
        let choices = Layout::today(&problem).choices;
        let leaders = lead(&problem, &arcs, &choices);
        let (mut led, mut metres) = (0, 0);
        for (site, leader) in leaders.iter_enumerated() {
            prop_assert!(leader.is_none() || needs_leader(&problem, site, Choice::Stay));
            if let Some(leader) = leader {
                let arc = arcs.all_leaders(site).find(|(_, arc)| arc.site == *leader);
                let (leading, arc) = arc.expect("an arc to the leader");
                prop_assert!(may_lead(&problem, site, Choice::Stay, (leading, arc), Choice::Stay));
                led += 1;
                metres += arc.distance.metres().round() as i64;
                let of_leader = leaders.iter().filter(|&l| *l == Some(*leader)).count();
                prop_assert!(at_most.is_none_or(|most| of_leader <= most as usize));
            }
        }
        fn best(at: &[i64], left: &mut [(i64, u32)], within: f64) -> (u32, i64) {
            let Some((first, rest)) = at.split_first() else {
                return (0, 0);
            };
            let mut found = best(rest, left, within);
            for c in 0..left.len() {
                let distance = (left[c].0 - first).abs();
                if left[c].1 > 0 && distance as f64 <= within {
                    left[c].1 -= 1;
                    let (led, metres) = best(rest, left, within);
                    left[c].1 += 1;
                    found = found.max((led + 1, metres - distance));
                }
            }
            found
        }
        let at: Vec<i64> = stations.iter().map(|&at| at.into()).collect();
        let mut left: Vec<(i64, u32)> =
            centres.iter().map(|&at| (at.into(), at_most.unwrap_or(9))).collect();
        let (most, least) = best(&at, &mut left, within.unwrap_or(f64::INFINITY));
        prop_assert_eq!((led, metres), (most, -least));
    }
}

#[test]
fn a_leader_leads_only_in_the_state_that_leads() {
    let problem = TinyPlan::new()
        .tier("station", 1000.0)
        .tier("centre", 1000.0)
        .leads("station", None, None)
        .standing("station", 0.0, "station")
        .standing("rises", 10.0, "station")
        .work(WorkKind::Upgrade, "centre", 1)
        .problem();
    let arcs = Arcs::build(&problem);
    let today = Layout::today(&problem).choices;
    assert_eq!(lead(&problem, &arcs, &today).raw, [None, None]);
    let upgraded = lead(&problem, &arcs, &all_built(&problem));
    assert_eq!(upgraded.raw, [Some(SiteIdx::from(1)), None]);
}

// Who pays what.

/// Each source pays for some kinds of sites; each site is of one kind.
fn bills(sources: &[(i64, u8)], works: &[(i64, u8)]) -> Problem {
    let mut plan = TinyPlan::new().tier("station", 1000.0);
    for (n, &(amount, kinds)) in sources.iter().enumerate() {
        plan = plan.funding(&format!("f{n}"), amount).edit(|parts| {
            let kinds = (0..3).filter(|kind| kinds >> kind & 1 == 1);
            parts.funding[FundingIdx::from(n)].pays_for.kinds =
                kinds.map(|kind: u8| format!("kind{kind}")).collect();
        });
    }
    for (n, &(cost, kind)) in works.iter().enumerate() {
        plan = plan
            .candidate(&format!("s{n}"), 0.0, "station", cost)
            .edit_site(|site| site.kind = format!("kind{kind}"));
    }
    plan.problem()
}

fn check_payment(problem: &Problem, choices: &TiVec<SiteIdx, Choice>, payment: &Payment) {
    let mut left = uncommitted(problem);
    for (site, data) in problem.sites.iter_enumerated() {
        let may = payers(problem, site, choices[site]);
        let mut open = data.cost(choices[site]);
        for &(source, amount) in &payment.payments[site] {
            assert!(may.contains(&source) && amount > Yuan::ZERO);
            left[source] = left[source] - amount;
            open = open - amount;
        }
        let unpaid = payment.unpaid.iter().filter(|(of, _)| *of == site);
        assert_eq!(open, unpaid.map(|&(_, amount)| amount).sum());
    }
    assert!(left.iter().all(|&left| left >= Yuan::ZERO));
}

proptest! {
    #[test]
    fn all_is_paid_if_it_can_be_and_else_as_much_as_can(
        sources in prop::collection::vec((0_i64..50, 1_u8..8), 1..4),
        works in prop::collection::vec((0_i64..30, 0_u8..3), 1..6),
    ) {
        let problem = bills(&sources, &works);
        let choices = all_built(&problem);
        let payment = pay(&problem, &choices);
        check_payment(&problem, &choices, &payment);
        // Max flow = min cut over the sets of works.
        let sites: Vec<SiteIdx> = problem.sites.keys().collect();
        let most = (0..1_u32 << sites.len()).map(|set| {
            let inside = |site: &SiteIdx| set >> usize::from(*site) & 1 == 1;
            let outside: i64 = sites.iter().filter(|s| !inside(s))
                .map(|&s| problem.sites[s].cost(choices[s]).yuan()).sum();
            let money: i64 = problem.funding.iter_enumerated()
                .filter(|(f, _)| sites.iter().any(|s| inside(s) && payers(&problem, *s, choices[*s]).contains(f)))
                .map(|(_, source)| source.amount.yuan()).sum();
            outside + money
        }).min();
        let paid: i64 = payment.payments.iter().flatten().map(|(_, amount)| amount.yuan()).sum();
        prop_assert_eq!(Some(paid), most);
    }
}

#[test]
fn fixed_mixes_and_commitments_come_first_and_a_work_has_one_payer_where_it_can() {
    let funding = |n: usize| FundingIdx::from(n);
    let problem = TinyPlan::new()
        .tier("station", 1000.0)
        .funding("central", 100)
        .funding("lottery", 100)
        .edit(|parts| {
            let ramps = Commitment::new("ramps", [(funding(0), Yuan::new(40))]);
            parts.commitments.push(ramps);
        })
        .candidate("fixed", 0.0, "station", 30)
        .edit_site(|site| site.works[0].funding = Some(vec![(funding(1), Yuan::new(30))]))
        .candidate("a", 0.0, "station", 50)
        .candidate("b", 0.0, "station", 40)
        .candidate("c", 0.0, "station", 30)
        .problem();
    let payment = pay(&problem, &all_built(&problem));
    let amounts = |of: &[(usize, i64)]| -> Vec<(FundingIdx, Yuan)> {
        let amounts = of.iter().map(|&(f, amount)| (funding(f), Yuan::new(amount)));
        amounts.collect()
    };
    // 60 and 70 are left for 120: central is spent first, c is split only if it must be.
    assert_eq!(
        payment.payments.raw,
        [
            amounts(&[(1, 30)]),
            amounts(&[(0, 50)]),
            amounts(&[(1, 40)]),
            amounts(&[(0, 10), (1, 20)]),
        ]
    );
    assert!(payment.unpaid.is_empty());
}

#[test]
fn money_is_not_limited_without_sources_and_short_works_are_named() {
    let free = bills(&[], &[(10, 0)]);
    let payment = pay(&free, &all_built(&free));
    assert!(payment.unpaid.is_empty() && payment.payments[SiteIdx::from(0)].is_empty());
    let short = bills(&[(5, 1)], &[(10, 0), (3, 1)]);
    let payment = pay(&short, &all_built(&short));
    let unpaid: Vec<(usize, i64)> =
        payment.unpaid.iter().map(|&(site, amount)| (site.into(), amount.yuan())).collect();
    assert_eq!(unpaid, [(0, 5), (1, 3)]);
}
