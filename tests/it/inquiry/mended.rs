//! Repairs: the plan that each makes can be met, and with a step less it cannot.

use super::clashes::{found, with_required_works};
use super::without::{can_be_met, mended, size, without};
use crate::common::answers::limits;
use crate::common::draws::{Draw, draws};
use crate::common::{TinyPlan, layouts};
use proptest::prelude::*;
use std::collections::BTreeSet;
use yike::domain::*;
use yike::inquiry::{Concession, Repair, Repairs, Requirement, repairs, requirements};
use yike::plan;
use yike::solve::{Freed, LeastConcession, Silent, least_concession};
use yike::travel::Arcs;
use yike::units::{Metres, Yuan};

pub(super) fn repaired(problem: &Problem) -> Repairs {
    repairs(problem, &limits(), &found(problem, 100), &Silent).expect("solved")
}

/// The layouts that break no rule of the plan without one demand, each with its audit.
fn allowed_without(problem: &Problem, lifted: Requirement) -> Vec<layouts::Allowed> {
    let problem = without(problem, &BTreeSet::from([lifted]));
    layouts::allowed(&problem, &Arcs::build(&problem))
}

/// The limit of a target that can be reached when it is not binding.
fn reachable(problem: &Problem, target: usize) -> Option<f64> {
    let Aim::Sited(aim) = &problem.targets[target].aim else { return None };
    let allowed = allowed_without(problem, Requirement::Target(target));
    let reached = allowed.into_iter().filter_map(|own| {
        let result = own.audit.targets.into_iter().find(|own| own.target == target);
        result?.reached
    });
    match aim.direction {
        Direction::AtLeast => reached.reduce(f64::max),
        Direction::AtMost => reached.reduce(f64::min),
    }
}

/// The least money that is missing in all when every source may have more.
fn missing(problem: &Problem) -> Option<i64> {
    let sources: BTreeSet<Requirement> = problem.funding.keys().map(Requirement::Money).collect();
    let rich = without(problem, &sources);
    let arcs = Arcs::build(&rich);
    let own = layouts::allowed(&rich, &arcs).into_iter().map(|own| {
        let unpaid = plan::pay(problem, &own.layout.choices).unpaid;
        let over = plan::uncommitted(problem).into_iter().map(|left| (-left.yuan()).max(0));
        unpaid.iter().map(|(_, amount)| amount.yuan()).sum::<i64>() + over.sum::<i64>()
    });
    own.min()
}

/// The sites whose required works wait: the fewest, and of these what costs least.
fn waiting(problem: &Problem) -> Option<(usize, i64)> {
    let required: Vec<SiteIdx> = problem
        .sites
        .iter_enumerated()
        .filter(|(_, site)| {
            site.works.iter().any(|work| work.required)
                || site.required && !site.state_today().standing
        })
        .map(|(index, _)| index)
        .collect();
    let cost = |site: SiteIdx| {
        let works = &problem.sites[site].works;
        let named = works.iter().any(|work| work.required);
        let works = works.iter().filter(|work| work.required || !named);
        works.map(|work| work.cost).min().unwrap_or_default()
    };
    let sets = (0..1usize << required.len()).filter_map(|set| {
        let sites = (0..required.len()).filter(|at| set >> at & 1 == 1).map(|at| required[at]);
        let waits: Vec<Concession> =
            sites.map(|site| Concession::PutOff { site, rule: None, cost: cost(site) }).collect();
        let costs: i64 = waits
            .iter()
            .map(|own| match own {
                Concession::PutOff { cost, .. } => cost.yuan(),
                _ => 0,
            })
            .sum();
        can_be_met(&mended(problem, &waits)).then_some((waits.len(), costs))
    });
    sets.min()
}

fn of_kind(found: &Repairs, is_meant: impl Fn(&Concession) -> bool) -> Vec<&Repair> {
    found.found.iter().filter(|own| own.concessions.iter().all(&is_meant)).collect()
}

fn has_shares(problem: &Problem) -> bool {
    problem.targets.iter().any(|target| match &target.aim {
        Aim::Sited(aim) => matches!(aim.measure, Measure::FundingShare { .. }),
        Aim::NotSited { .. } => false,
    })
}

fn each_is_least(problem: &Problem, found: &Repairs) -> Result<(), TestCaseError> {
    for own in &found.found {
        // Of several demands places are lifted wholly, and fewer of them are not sought.
        let is_whole = own
            .concessions
            .iter()
            .any(|own| matches!(own, Concession::Lift(Requirement::Places(_))));
        prop_assert_eq!(own.proved, !is_whole, "{:?}", own);
        holds_and_no_less(problem, own)?;
    }
    Ok(())
}

/// The plan that a repair makes can be met. Where it is proved to be the least, it cannot with a step less of any of its
/// concessions, whatever it leaves of the others.
pub(super) fn holds_and_no_less(problem: &Problem, own: &Repair) -> Result<(), TestCaseError> {
    let changed = mended(problem, &own.concessions);
    prop_assert!(can_be_met(&changed), "{own:?}");
    if let [Concession::Limit { target, limit }] = own.concessions[..]
        && own.proved
    {
        let best = reachable(problem, target).expect("reached somewhere");
        prop_assert!((best - limit).abs() < 1e-9 * best.abs().max(1.0), "{best} {own:?}");
    }
    for position in (0..own.concessions.len()).filter(|_| own.proved) {
        let less = match own.concessions[position] {
            Concession::Money { source, more } => {
                Some(Concession::Money { source, more: more - Yuan::new(1) })
            }
            Concession::Limit { target, limit } => {
                let Aim::Sited(aim) = &problem.targets[target].aim else { continue };
                // Beyond the tolerance of an audit, which is relative to what is measured.
                let step = 1e-3 * limit.abs().max(aim.limit.number().abs());
                let limit = match aim.direction {
                    Direction::AtLeast => (limit + step).min(aim.limit.number()),
                    Direction::AtMost => (limit - step).max(aim.limit.number()),
                };
                Some(Concession::Limit { target, limit })
            }
            Concession::Reach { tier, setting, reach: Reach::Distance(metres) } => {
                let less = Metres::new(metres.metres() - 0.002).expect("a length");
                Some(Concession::Reach { tier, setting, reach: Reach::Distance(less) })
            }
            Concession::Places { site, tier, more } => {
                Some(Concession::Places { site, tier, more: more - 1 })
            }
            // What does not count, waits or is built counts, is done and is not built.
            _ => None,
        };
        let mut fewer = own.concessions.clone();
        match less {
            Some(less) => fewer[position] = less,
            None => {
                fewer.remove(position);
            }
        }
        prop_assert!(!can_be_met(&mended(problem, &fewer)), "{fewer:?} of {own:?}");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(200), ..ProptestConfig::default() })]

    #[test]
    fn repairs_do_what_they_say_and_no_less_would(draw in draws(), works in any::<bool>()) {
        let problem = draw.plan().problem();
        let problem = if works { with_required_works(problem) } else { problem };
        let demanded = requirements(&problem);
        prop_assume!(demanded.len() <= 11 && size(&problem) <= 200 && draw.capacity.is_none());
        if can_be_met(&problem) {
            return Ok(());
        }
        let clashes = found(&problem, 100);
        let own = repairs(&problem, &limits(), &clashes, &Silent).expect("solved");
        // Where there are many sets to give up some are left out, and that is said.
        prop_assert!(own.complete || clashes.lifts.len() > 2);
        let is_money = |own: &Requirement| matches!(own, Requirement::Money(_));
        let several = clashes.lifts.iter().filter(|own| own.len() > 1 && !own.iter().all(is_money));
        prop_assert!(several.count() <= 6 || !own.complete);
        each_is_least(&problem, &own)?;
        let abolishes = |own: &Concession| matches!(own, Concession::Lift(Requirement::Reach(..)));
        prop_assert!(!own.found.iter().flat_map(|own| &own.concessions).any(abolishes), "{:?}", own);
        // Where something can be given up, something is found.
        prop_assert!(clashes.lifts.is_empty() || !own.found.is_empty());
        each_is_told_once(&problem, &own)?;
        // Those that give up least stand first.
        prop_assert!(own.found.is_sorted_by(|a, b| a.given_up <= b.given_up));
        let is_money = |own: &Concession| matches!(own, Concession::Money { .. });
        let of_money = of_kind(&own, is_money);
        if !has_shares(&problem) && !problem.funding.is_empty() {
            let least = missing(&problem);
            let sums = of_money.iter().map(|own| own.concessions.iter().map(|own| match own {
                Concession::Money { more, .. } => more.yuan(),
                _ => 0,
            }).sum::<i64>());
            let sums: Vec<i64> = sums.collect();
            prop_assert_eq!(sums.is_empty(), least.is_none(), "{:?} {:?}", sums, least);
            prop_assert!(sums.iter().all(|sum| *sum >= least.unwrap_or_default()));
            if of_money.iter().any(|own| own.concessions.len() > 1) {
                prop_assert_eq!(sums.iter().min().copied(), least);
            }
        }
        let waits = of_kind(&own, |own| matches!(own, Concession::PutOff { .. }));
        let told = waits.first().map(|own| (own.concessions.len(), own.concessions.iter().map(|own| match own {
            Concession::PutOff { cost, .. } => cost.yuan(),
            _ => 0,
        }).sum::<i64>()));
        prop_assert_eq!(told, waiting(&problem));
    }

    #[test]
    fn several_demands_are_given_up_together_by_no_more_than_it_takes(draw in draws()) {
        // Without money the plan has too little of it and, of sites that are candidates alone, needs works.
        let problem = Draw { budget: Some((0, 0)), ..draw.clone() }.plan().problem();
        let demanded = requirements(&problem);
        prop_assume!(demanded.len() <= 11 && size(&problem) <= 200 && draw.capacity.is_none());
        if can_be_met(&problem) {
            return Ok(());
        }
        each_is_least(&problem, &repaired(&problem))?;
    }
}

/// No two repairs read alike.
fn each_is_told_once(problem: &Problem, found: &Repairs) -> Result<(), TestCaseError> {
    let told = found.found.iter().map(|own| {
        let parts = own.concessions.iter().map(|own| own.name(problem).english().to_owned());
        parts.collect::<BTreeSet<String>>()
    });
    let told: Vec<BTreeSet<String>> = told.collect();
    let once: BTreeSet<&BTreeSet<String>> = told.iter().collect();
    prop_assert_eq!(once.len(), told.len(), "{:?}", told);
    Ok(())
}

pub(super) fn coverage(tier: TierIdx) -> Measure {
    Measure::Coverage { tiers: vec![tier], group: GroupIdx::from(0) }
}

#[test]
fn the_least_reach_is_that_of_the_way_itself() {
    let plan = TinyPlan::new()
        .tier("station", 1000.0)
        .unit("near", 0.0, 100.0)
        .unit("far", 2345.678, 40.0)
        .candidate("hall", 500.0, "station", 300_000)
        .candidate("hut", 5000.0, "station", 300_000);
    let station = plan.tier_idx("station");
    let problem = plan.target(coverage(station), Scope::All, Direction::AtLeast, 1.0).problem();
    let own = repaired(&problem);
    let texts: Vec<String> = own
        .found
        .iter()
        .map(|own| own.concessions.iter().map(|own| own.name(&problem).to_string()).collect())
        .collect();
    assert_eq!(
        texts,
        [
            "target “target 1”: ask for at least 71.42 % instead of 100 %",
            "one more station: in far (T1), 30 万元",
            "reach of a station, urban: 1.85 km instead of 1 km",
        ]
    );
    let reach = own.found[2].concessions[0];
    let Concession::Reach { reach: Reach::Distance(least), .. } = reach else {
        panic!("{reach:?}")
    };
    assert_eq!(least.metres(), 1845.678);
    each_is_least(&problem, &own).expect("no less would do");
}

#[test]
fn beside_money_a_reach_is_only_as_long_as_it_must_be() {
    // The hall that would do is too dear, and the one that money pays for is too far for one of two villages.
    let plan = TinyPlan::new()
        .tier("station", 1000.0)
        .unit("near", 0.0, 100.0)
        .unit("far", 2345.678, 40.0)
        .candidate("hall", 500.0, "station", 300_000)
        .candidate("hut", 9000.0, "station", 300_000)
        .funding("public", 200_000);
    let station = plan.tier_idx("station");
    let problem = plan.target(coverage(station), Scope::All, Direction::AtLeast, 1.0).problem();
    let own = repaired(&problem);
    let public = FundingIdx::from(0);
    let both = own.found.iter().find(|own| {
        own.concessions.iter().any(|own| matches!(own, Concession::Money { .. }))
            && own.concessions.iter().any(|own| matches!(own, Concession::Reach { .. }))
    });
    let both = both.expect("money and reach together");
    let reach = Reach::Distance(Metres::new(1845.678).expect("a length"));
    let setting = Setting::Urban;
    assert!(both.concessions.contains(&Concession::Reach { tier: station, setting, reach }));
    let more = Yuan::new(100_000);
    assert!(both.concessions.contains(&Concession::Money { source: public, more }));
    assert!(both.proved && both.concessions.len() == 2);
    each_is_least(&problem, &own).expect("no less would do");
}

#[test]
fn a_work_that_a_site_requires_is_put_off_once() {
    let plan = TinyPlan::new()
        .tier("station", 1000.0)
        .unit("village", 0.0, 100.0)
        .candidate("hall", 500.0, "station", 300_000)
        .edit_site(|site| site.works[0].required = true)
        .candidate("hut", 700.0, "station", 300_000)
        .required()
        .funding("public", 0);
    let problem = plan.problem();
    let own = repaired(&problem);
    // Both works must go, each by one of two words: one repair says so, and another gives the money.
    let of_works = own
        .found
        .iter()
        .filter(|own| own.concessions.iter().all(|own| !matches!(own, Concession::Money { .. })));
    assert_eq!(of_works.count(), 1, "{own:?}");
    each_is_told_once(&problem, &own).expect("no two read alike");
}

#[test]
fn no_money_is_too_much_for_a_target() {
    // Two villages of 50 among 100,000 people: one can be served for 2,000 or 2,500 万元, the other not at all.
    let plan = TinyPlan::new()
        .tier("station", 1000.0)
        .unit("large", 0.0, 99_900.0)
        .candidate("hall", 500.0, "station", 300_000)
        .unit("small", 10_000.0, 50.0)
        .candidate("dear", 10_000.0, "station", 20_000_000)
        .candidate("dearer", 10_000.0, "station", 25_000_000)
        .unit("far", 50_000.0, 50.0)
        .funding("public", 400_000);
    let station = plan.tier_idx("station");
    let problem = plan.target(coverage(station), Scope::All, Direction::AtLeast, 1.0).problem();
    let (arcs, public) = (Arcs::build(&problem), FundingIdx::from(0));
    let freed = Freed::new([0], [public]);
    let least = least_concession(&problem, &arcs, &limits(), &freed, &Silent).expect("solved");
    let LeastConcession::Found { targets, sources, proved } = least else { panic!("{least:?}") };
    // By every layout: the least shortfall, and of the layouts that have it the least money.
    let given_up = BTreeSet::from([Requirement::Target(0), Requirement::Money(public)]);
    let rich = without(&problem, &given_up);
    let tried = layouts::allowed(&rich, &arcs).into_iter().map(|own| {
        let unpaid = plan::pay(&problem, &own.layout.choices).unpaid;
        let missing: i64 = unpaid.iter().map(|(_, amount)| amount.yuan()).sum();
        (own.audit.targets[0].reached.expect("people"), missing)
    });
    let order = |a: &(f64, i64), b: &(f64, i64)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
    let (reached, missing) = tried.min_by(order).expect("a layout");
    assert_eq!((reached, missing), (0.9995, 19_900_000));
    assert_eq!((targets, sources), (vec![(0, reached)], vec![(public, Yuan::new(missing))]));
    assert!(proved);
}

#[test]
fn places_at_a_site_are_counted_one_by_one() {
    let plan = TinyPlan::new()
        .tier("station", 1000.0)
        .unit("village", 0.0, 100.0)
        .candidate("hall", 500.0, "station", 300_000)
        .capacity(63.0);
    let station = plan.tier_idx("station");
    let problem = plan.target(coverage(station), Scope::All, Direction::AtLeast, 1.0).problem();
    let own = repaired(&problem);
    let hall = SiteIdx::from(0);
    let more = Concession::Places { site: hall, tier: station, more: 37 };
    assert!(own.found.iter().any(|own| own.concessions == [more] && own.proved), "{own:?}");
    assert_eq!(more.name(&problem).to_string(), "hall (T1): 37 places more");
    each_is_least(&problem, &own).expect("no less would do");
}

#[test]
fn of_required_works_the_cheapest_wait() {
    // Of four works that are required money pays for two, and any two that cost enough could wait.
    let mut plan = TinyPlan::new().tier("station", 1000.0).unit("village", 0.0, 100.0);
    for (number, cost) in [400_000, 300_000, 250_000, 200_000].into_iter().enumerate() {
        plan = plan
            .candidate(&format!("hall {number}"), 500.0, "station", cost)
            .edit_site(|site| site.works[0].required = true);
    }
    let problem = plan.funding("public", 650_000).problem();
    let own = repaired(&problem);
    let wait = |site: usize, cost| Concession::PutOff {
        site: SiteIdx::from(site),
        rule: None,
        cost: Yuan::new(cost),
    };
    // 1,150,000 − 650,000 = 500,000: 300,000 and 200,000 are no less than that and no two cost less.
    let waits = of_kind(&own, |own| matches!(own, Concession::PutOff { .. }));
    assert_eq!(waits.len(), 1);
    assert_eq!(waits[0].concessions, [wait(1, 300_000), wait(3, 200_000)]);
    assert!(waits[0].proved);
    assert_eq!(waiting(&problem), Some((2, 500_000)));
}

#[test]
fn works_of_a_rule_wait_one_by_one() {
    let mut plan = TinyPlan::new().tier("station", 1000.0).unit("village", 0.0, 100.0);
    for (number, cost) in [400_000, 300_000, 200_000].into_iter().enumerate() {
        plan = plan.candidate(&format!("hall {number}"), 500.0, "station", cost);
    }
    let sites = [0, 1, 2].map(SiteIdx::from).to_vec();
    let halls = Measure::Sites { sites, decided: Decided::Kind(WorkKind::Build) };
    let problem = plan
        .target(halls, Scope::All, Direction::AtLeast, 3.0)
        .funding("public", 600_000)
        .problem();
    let own = repaired(&problem);
    let texts: Vec<(String, String)> = own
        .found
        .iter()
        .map(|own| (own.concessions[0].name(&problem), own.proved))
        .map(|(name, proved)| {
            assert!(proved);
            (name.english().to_owned(), name.chinese().to_owned())
        })
        .collect();
    let both = |english: &str, chinese: &str| (english.to_owned(), chinese.to_owned());
    assert_eq!(
        texts,
        [
            both(
                "rule “target 1”: ask for at least 2 instead of 3",
                "规则“target 1”：由不低于 3 改为不低于 2",
            ),
            both("put off: hall 1 (T1) (built, 30 万元)", "暂缓：hall 1（T1）（新建，30 万元）"),
            both(
                "source “public”: 30 万元 more than its 60 万元",
                "资金来源“public”：在现有 60 万元之外再增加 30 万元",
            ),
        ]
    );
    each_is_least(&problem, &own).expect("no less would do");
}
