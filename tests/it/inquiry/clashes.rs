//! Conflicts are those that trying all sets of demands gives.

use super::without::{can_be_met, size, without};
use crate::common::answers::limits;
use crate::common::draws::draws;
use crate::common::{TinyPlan, layouts};
use crate::stopping::StopAt;
use proptest::prelude::*;
use std::collections::BTreeSet;
use yike::domain::*;
use yike::inquiry::{
    Conflict, Conflicts, ConflictsRequest, Reason, Requirement, conflicts, requirements,
};
use yike::solve::{Silent, Stop};
use yike::travel::Arcs;
use yike::units::{Metres, Persons, Seconds, Yuan};

type Demands = BTreeSet<Requirement>;

/// Which sets of demands can be met together, by number: each is tried.
fn tried(problem: &Problem, demanded: &[Requirement]) -> Vec<bool> {
    let meets = |kept: usize| {
        let lifted = (0..demanded.len()).filter(|at| kept >> at & 1 == 0);
        can_be_met(&without(problem, &lifted.map(|at| demanded[at]).collect()))
    };
    (0..1 << demanded.len()).map(meets).collect()
}

/// The sets that cannot be met, while without any one of their members they can.
fn minimal(demanded: &[Requirement], tried: &[bool]) -> BTreeSet<Demands> {
    let named = |set: usize| -> Demands {
        (0..demanded.len()).filter(|at| set >> at & 1 == 1).map(|at| demanded[at]).collect()
    };
    let is_minimal = |&set: &usize| {
        let mut members = (0..demanded.len()).filter(|at| set >> at & 1 == 1);
        !tried[set] && members.all(|at| tried[set & !(1 << at)])
    };
    (0..tried.len()).filter(is_minimal).map(named).collect()
}

/// The least sets whose complements can be met.
fn lifts(demanded: &[Requirement], tried: &[bool]) -> BTreeSet<Demands> {
    let all = tried.len() - 1;
    let gives = |&set: &usize| {
        let mut members = (0..demanded.len()).filter(|at| set >> at & 1 == 1);
        tried[all & !set] && members.all(|at| !tried[all & !(set & !(1 << at))])
    };
    let named = |set: usize| -> Demands {
        (0..demanded.len()).filter(|at| set >> at & 1 == 1).map(|at| demanded[at]).collect()
    };
    (0..tried.len()).filter(gives).map(named).collect()
}

fn sets<'a>(found: impl Iterator<Item = &'a Vec<Requirement>>) -> BTreeSet<Demands> {
    found.map(|own| own.iter().copied().collect()).collect()
}

/// A plan with works that are required, too.
pub(super) fn with_required_works(problem: Problem) -> Problem {
    let mut parts = problem.into_parts();
    for site in &mut parts.sites {
        if site.required
            && let Some(work) = site.works.first_mut()
        {
            site.required = false;
            work.required = true;
        }
    }
    Problem::new(parts).expect("a sound plan")
}

pub(super) fn found(problem: &Problem, count: usize) -> Conflicts {
    let request = ConflictsRequest::new(count);
    conflicts(problem, &limits(), &request, &Silent).expect("solved")
}

/// Why a demand alone cannot be met is said of such alone, and the best of a target is that of all layouts without the others.
fn reason_is_right(
    problem: &Problem,
    demanded: &[Requirement],
    conflict: &Conflict,
) -> Result<(), TestCaseError> {
    let [member] = conflict.members[..] else {
        prop_assert_eq!(&conflict.reason, &None);
        return Ok(());
    };
    match (&conflict.reason, member) {
        (Some(Reason::Reaches { target, best, proved: true }), Requirement::Target(own)) => {
            prop_assert_eq!(*target, own);
            let Aim::Sited(aim) = &problem.targets[own].aim else { panic!("sited") };
            let alone = without(problem, &demanded.iter().copied().collect());
            let arcs = Arcs::build(&alone);
            let reached = layouts::allowed(&alone, &arcs).into_iter().filter_map(|layout| {
                layout.audit.targets.iter().find(|result| result.target == own)?.reached
            });
            let reached = match aim.direction {
                Direction::AtLeast => reached.reduce(f64::max),
                Direction::AtMost => reached.reduce(f64::min),
            };
            let reached = reached.expect("reached somewhere");
            let apart = match aim.direction {
                Direction::AtLeast => best - reached,
                Direction::AtMost => reached - best,
            };
            // What sources pay is not settled by the choices alone: it may be better than as each layout pays.
            let is_paid = matches!(aim.measure, Measure::FundingShare { .. });
            let nearly = 1e-6 * reached.abs().max(1.0);
            prop_assert!(apart.abs() < nearly || is_paid && apart > 0.0, "{best} {reached}");
        }
        (Some(Reason::NoWork(site)), _) => prop_assert_eq!(Some(*site), member.site()),
        (reason, Requirement::Money(_)) => {
            let is_committed = matches!(reason, Some(Reason::Committed { .. }));
            prop_assert!(is_committed, "{:?}", reason);
        }
        (reason, Requirement::Target(_)) => prop_assert!(false, "{reason:?}"),
        _ => {}
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(200), ..ProptestConfig::default() })]

    #[test]
    fn conflicts_are_those_found_by_trying_all_sets(draw in draws(), works in any::<bool>()) {
        let problem = draw.plan().problem();
        let problem = if works { with_required_works(problem) } else { problem };
        let demanded = requirements(&problem);
        prop_assume!(demanded.len() <= 9 && size(&problem) <= 200 && draw.capacity.is_none());
        let own = found(&problem, 100);
        let possible = can_be_met(&problem);
        prop_assert_eq!(own.possible, Some(possible));
        if possible {
            prop_assert!(own.found.is_empty() && own.lifts.is_empty() && own.all);
            return Ok(());
        }
        prop_assert!(own.all && own.stopped.is_none());
        let tried = tried(&problem, &demanded);
        let members = own.found.iter().map(|own| &own.members);
        prop_assert_eq!(sets(members), minimal(&demanded, &tried));
        prop_assert!(own.found.iter().all(|own| own.minimal));
        for conflict in &own.found {
            reason_is_right(&problem, &demanded, conflict)?;
        }
        if tried[0] {
            prop_assert_eq!(sets(own.lifts.iter()), lifts(&demanded, &tried));
        }
        // Fewer are some of them, and it is said that there are more.
        let few = found(&problem, 1);
        prop_assert_eq!(few.found.len(), 1);
        prop_assert_eq!(few.all, own.found.len() == 1);
        prop_assert!(minimal(&demanded, &tried).contains(&few.found[0].members.iter().copied().collect::<Demands>()));
    }

    #[test]
    fn a_search_can_be_stopped_at_any_moment(draw in draws(), at in 0..400u64) {
        let problem = draw.plan().problem();
        let demanded = requirements(&problem);
        prop_assume!(size(&problem) <= 200 && draw.capacity.is_none());
        let whole = found(&problem, 5);
        let (request, progress) = (ConflictsRequest::default(), StopAt::new(at));
        let own = conflicts(&problem, &limits(), &request, &progress).expect("not an error");
        if own.stopped.is_none() {
            // All is known but perhaps why a demand alone cannot be met.
            let bare = |mut own: Conflicts| {
                own.found.iter_mut().filter(|_| progress.has_stopped()).for_each(|own| own.reason = None);
                own
            };
            prop_assert_eq!(bare(own), bare(whole));
            return Ok(());
        }
        prop_assert_eq!(own.stopped, Some(Stop::Interrupted));
        prop_assert!(!own.all && (own.possible.is_none() || own.possible == whole.possible));
        // What is known holds.
        let meets = |kept: &dyn Fn(&Requirement) -> bool| {
            let lifted = demanded.iter().copied().filter(|own| !kept(own));
            can_be_met(&without(&problem, &lifted.collect()))
        };
        for conflict in &own.found {
            let members = &conflict.members;
            prop_assert!(!meets(&|own| members.contains(own)), "{conflict:?}");
            let each_is_needed =
                members.iter().all(|member| meets(&|own| own != member && members.contains(own)));
            prop_assert!(!conflict.minimal || each_is_needed, "{conflict:?}");
        }
        prop_assert!(own.lifts.iter().all(|lift| meets(&|own| !lift.contains(own))));
    }

    #[test]
    fn conflicts_do_not_depend_on_threads(draw in draws()) {
        let problem = draw.plan().problem();
        let request = ConflictsRequest::default();
        let on = |threads| {
            conflicts(&problem, &limits().with_threads(threads), &request, &Silent).expect("solved")
        };
        prop_assert_eq!(on(1), on(3));
    }
}

fn coverage(tier: TierIdx) -> Measure {
    Measure::Coverage { tiers: vec![tier], group: GroupIdx::from(0) }
}

/// Two villages, of which the far one has a hall that is forbidden.
fn forbidden() -> Problem {
    let plan = TinyPlan::new()
        .tier("station", 1000.0)
        .town("龙河镇")
        .unit("上村", 0.0, 100.0)
        .candidate("上村 hall", 500.0, "station", 300_000)
        .unit("下村", 10_000.0, 40.0)
        .candidate("下村 hall", 10_000.0, "station", 200_000)
        .edit_site(|site| site.forbidden = true);
    let station = plan.tier_idx("station");
    plan.target(coverage(station), Scope::All, Direction::AtLeast, 1.0).problem()
}

#[test]
fn a_forbidden_site_clashes_with_the_target_and_the_reach_and_says_where() {
    let problem = forbidden();
    let own = found(&problem, 5);
    let station = TierIdx::from(0);
    let members = [
        Requirement::Target(0),
        Requirement::Reach(station, Setting::Urban),
        Requirement::Forbidden(SiteIdx::from(1)),
    ];
    assert_eq!(own.found.len(), 1);
    assert_eq!(own.found[0].members, members);
    assert!(own.all);
    let names: Vec<String> = members.iter().map(|own| own.name(&problem).to_string()).collect();
    assert_eq!(
        names,
        [
            "target “target 1”: ≥ 100 %",
            "urban people go to a station within 1 km",
            "下村 hall (龙河镇) must not stand",
        ]
    );
    let places: Vec<String> =
        own.found[0].told(&problem).iter().map(|own| own.english().to_owned()).collect();
    assert_eq!(places, ["1 place in 龙河镇 (40 people) has no station within 1 km: 下村"]);
    let places: Vec<String> =
        own.found[0].told(&problem).iter().map(|own| own.chinese().to_owned()).collect();
    assert_eq!(places, ["龙河镇 1 个村（社区）共 40 人在 1 公里内无station点位：下村"]);
}

fn told(own: &Conflict, problem: &Problem) -> Vec<String> {
    own.told(problem).iter().map(|own| own.english().to_owned()).collect()
}

#[test]
fn places_are_told_with_the_reach_of_their_setting() {
    let plan = TinyPlan::new()
        .tier("station", 1000.0)
        .edit_tier(|tier| {
            tier.reach_rural = Some(Reach::Distance(Metres::new(2000.0).expect("a length")));
        })
        .town("龙河镇")
        .unit("社区", 0.0, 100.0)
        .rural()
        .unit("村", 10_000.0, 40.0)
        .candidate("hall", 50_000.0, "station", 300_000);
    let station = plan.tier_idx("station");
    let problem = plan.target(coverage(station), Scope::All, Direction::AtLeast, 0.2).problem();
    let own = found(&problem, 5);
    assert_eq!(own.found.len(), 1);
    assert_eq!(
        told(&own.found[0], &problem),
        [
            "1 place in 龙河镇 (100 people) has no station within 1 km: 社区",
            "1 place in 龙河镇 (40 people) has no station within 2 km: 村",
        ]
    );
}

#[test]
fn people_of_several_groups_are_counted_once() {
    // Money pays for one hall: the upper village has the people of one target, the lower one those of the other. The far
    // village has some of both.
    let older = |people| {
        move |unit: &mut DemandUnit| {
            unit.people[1] = Persons::new(people).expect("people");
        }
    };
    let plan = TinyPlan::new()
        .group("80+")
        .tier("station", 1000.0)
        .unit("upper", 0.0, 100.0)
        .candidate("upper hall", 0.0, "station", 300_000)
        .unit("lower", 10_000.0, 20.0)
        .edit_unit(older(20.0))
        .candidate("lower hall", 10_000.0, "station", 300_000)
        .unit("far", 50_000.0, 8.0)
        .edit_unit(older(2.0))
        .funding("public", 300_000);
    let station = plan.tier_idx("station");
    let of =
        |group: usize| Measure::Coverage { tiers: vec![station], group: GroupIdx::from(group) };
    let problem = plan
        .target(of(0), Scope::All, Direction::AtLeast, 0.7)
        .target(of(1), Scope::All, Direction::AtLeast, 0.7)
        .problem();
    let own = found(&problem, 5);
    let both = [Requirement::Target(0), Requirement::Target(1)];
    let both = own.found.iter().find(|own| both.iter().all(|member| own.members.contains(member)));
    let both = both.expect("a clash of both targets");
    assert_eq!(told(both, &problem), ["1 place in T1 (8 people) has no station within 1 km: far"]);
}

#[test]
fn money_that_alone_may_pay_is_named_with_what_needs_it() {
    let plan = TinyPlan::new()
        .tier("station", 1000.0)
        .unit("village", 0.0, 100.0)
        .candidate("hall", 500.0, "station", 300_000)
        .funding("public", 900_000)
        .funding("private", 100_000)
        .edit(|parts| {
            let public = &mut parts.funding[FundingIdx::from(0)];
            public.pays_for.kinds = vec!["school".into()];
        });
    let station = plan.tier_idx("station");
    let problem = plan.target(coverage(station), Scope::All, Direction::AtLeast, 1.0).problem();
    let own = found(&problem, 5);
    let [public, private] = [0, 1].map(FundingIdx::from);
    let members =
        vec![Requirement::Target(0), Requirement::Money(private), Requirement::PaysFor(public)];
    assert_eq!(own.found.iter().map(|own| own.members.clone()).collect::<Vec<_>>(), [members]);
    // With 20 万元 more of the private money it can be built.
    let mended = yike::inquiry::repairs(&problem, &limits(), &own, &Silent).expect("solved");
    let more = yike::inquiry::Concession::Money { source: private, more: Yuan::new(200_000) };
    assert!(mended.found.iter().any(|own| own.concessions == [more] && own.proved));
}

#[test]
fn a_site_that_may_neither_stay_nor_change_is_a_conflict_of_its_own() {
    // It has no works, and what stands there may not stay.
    let problem = TinyPlan::new()
        .tier("station", 1000.0)
        .unit("village", 0.0, 100.0)
        .candidate("hall", 500.0, "station", 300_000)
        .edit_site(|site| {
            site.works.clear();
            site.may_stay = false;
            site.today = StateIdx::from(0);
        })
        .problem();
    let own = found(&problem, 5);
    assert_eq!(own.possible, Some(false));
    assert_eq!(own.found[0].members, [Requirement::MayStay(SiteIdx::from(0))]);
    assert_eq!(told(&own.found[0], &problem), ["No work of hall (T1) leads there."]);
}

#[test]
fn what_cannot_be_met_alone_says_why() {
    let plan = TinyPlan::new()
        .tier("station", 1000.0)
        .unit("near", 0.0, 60.0)
        .candidate("hall", 500.0, "station", 300_000);
    let station = plan.tier_idx("station");
    let beds = Measure::Beds { tiers: vec![], operators: vec![] };
    let problem = plan
        .clone()
        .target(beds, Scope::All, Direction::AtLeast, 40.0)
        .funding("public", 300_000)
        .problem();
    let own = found(&problem, 5);
    assert_eq!(own.found[0].members, [Requirement::Target(0)]);
    assert_eq!(told(&own.found[0], &problem), ["Whatever else is given up, at most 0 is reached."]);
    let name = own.found[0].told(&problem)[0].clone();
    assert_eq!(name.chinese(), "即使放弃其他全部要求，至多达到 0。");
    // More is committed than there is.
    let problem = plan
        .clone()
        .funding("public", 300_000)
        .edit(|parts| {
            let elsewhere = [(FundingIdx::from(0), Yuan::new(500_000))];
            parts.commitments.push(Commitment::new("elsewhere", elsewhere));
        })
        .problem();
    let own = found(&problem, 5);
    assert_eq!(own.found[0].members, [Requirement::Money(FundingIdx::from(0))]);
    assert_eq!(
        told(&own.found[0], &problem),
        ["What is committed takes 50 万元; there is 30 万元."]
    );
    // A station stands, must stay, and nothing could lead it.
    let problem = plan
        .standing("old", 900.0, "station")
        .tier_serving("centre", 2000.0, &["station"])
        .leads("station", None, None)
        .edit(|parts| {
            let leads = parts.tiers[TierIdx::from(1)].leads.as_mut().expect("it leads");
            leads.kind = TargetKind::Binding;
        })
        .problem();
    let own = found(&problem, 5);
    assert_eq!(own.found[0].members, [Requirement::Leads(TierIdx::from(1))]);
    assert_eq!(told(&own.found[0], &problem), ["No site could be a centre that leads old (T1)."]);
    assert_eq!(station, TierIdx::from(0));
}

#[test]
fn without_time_nothing_is_known_and_that_is_said() {
    let none = limits().with_time(Seconds::new(0.0).expect("no time"));
    let request = ConflictsRequest::default();
    let own = conflicts(&forbidden(), &none, &request, &Silent).expect("not an error");
    assert_eq!((own.possible, own.stopped), (None, Some(Stop::TimeLimit)));
    assert!(own.found.is_empty() && !own.all);
}
