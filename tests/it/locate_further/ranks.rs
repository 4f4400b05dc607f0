//! The best placements, ranked.

use super::{cases, every, limits, solved};
use crate::common::location::brute::close;
use crate::common::location::{Case, Draw, Kind, draws};
use proptest::prelude::*;
use yike::domain::Frequency;
use yike::domain::location::*;
use yike::solve::{LocateStatus, Ranking, Ranks, Silent, Stop, locate_common, rank};
use yike::units::{Seconds, Share};

fn ranked(case: &Case, ranks: &Ranks) -> Ranking {
    let best = solved(case);
    let ranking = rank(&case.instance, &case.question, ranks, &limits(), &best, &Silent);
    let ranking = ranking.unwrap_or_else(|fault| panic!("{fault}\n{ranks:?}\n{case:#?}"));
    let open = |own: Option<&Placement>| own.map(|own| own.open.clone());
    let first = ranking.placements.first().map(|own| &own.placement);
    assert_eq!(open(first), open(best.placement.as_ref()), "the placement shown is the first");
    ranking
}

/// How much worse than the best a value is, relative to that.
fn loss(value: f64, best: f64) -> f64 {
    if close(value, best) { 0.0 } else { (value - best).abs() / best.abs() }
}

/// In how many sites two sets differ.
fn apart(a: &[u32], b: &[u32]) -> usize {
    let only = |a: &[u32], b: &[u32]| a.iter().filter(|site| !b.contains(site)).count();
    only(a, b) + only(b, a)
}

/// Each placement is what it says: its sites keep the rules, it is worth its value, and it is nowhere twice.
fn judge_each(case: &Case, ranking: &Ranking) -> Result<(), String> {
    for (at, own) in ranking.placements.iter().enumerate() {
        let worth = case.worth_as_served(&own.placement)?;
        if !close(worth, own.objective) {
            return Err(format!("{at}: worth {worth}, said {}", own.objective));
        }
        let before = &ranking.placements[..at];
        if before.iter().any(|other| other.placement.open == own.placement.open) {
            return Err(format!("{at} is there twice"));
        }
        let expected = loss(own.objective, ranking.placements[0].objective);
        if !(own.loss == expected || close(own.loss, expected)) {
            return Err(format!("{at}: loss {}, not {expected}", own.loss));
        }
        let bound = own.bound.ok_or("no bound")?;
        if own.status != LocateStatus::Optimal || !close(bound, own.objective) {
            return Err(format!("{at}: {:?}, bound {bound}", own.status));
        }
    }
    Ok(())
}

/// The values are the first ones of all, and what is said of them together is so.
fn judge(case: &Case, ranks: &Ranks, ranking: &Ranking) -> Result<(), String> {
    judge_each(case, ranking)?;
    let all = every(case);
    let within = all.iter().filter(|(value, _)| {
        let lose = ranks.lose.map_or(f64::INFINITY, Share::fraction);
        loss(*value, all[0].0) <= lose + 1e-9
    });
    let within = within.count();
    let found = ranking.placements.len();
    if found != within.min(ranks.count) {
        return Err(format!("{found} of {within}"));
    }
    for (own, (value, _)) in ranking.placements.iter().zip(&all) {
        if !close(own.objective, *value) {
            return Err(format!("{} in the place of {value}", own.objective));
        }
    }
    if ranking.complete && found < within || !ranking.complete && found < ranks.count {
        return Err(format!("complete {} with {found} of {within}", ranking.complete));
    }
    let sharing = all.iter().filter(|(value, _)| close(*value, all[0].0)).count();
    let (said, is_all) = ranking.sharing();
    if said != sharing.min(found) || (is_all && said < sharing) {
        return Err(format!("{said} share the best, {is_all}; {sharing} do"));
    }
    let unique = if found == 0 { None } else { Some(sharing == 1) };
    if ranking.is_unique() != unique {
        return Err(format!("unique {:?}, {sharing} share the best", ranking.is_unique()));
    }
    if let Some(rest) = ranking.rest
        && let Some((next, _)) = all.get(found)
    {
        let is_bound = match case.question.sense() {
            Sense::Minimise => rest <= *next || close(rest, *next),
            Sense::Maximise => rest >= *next || close(rest, *next),
        };
        if !is_bound {
            return Err(format!("the rest is bounded by {rest}, the next is worth {next}"));
        }
    }
    Ok(())
}

fn check(draw: &Draw, kind: Kind, count: usize, lose: u8) {
    let case = draw.case(kind);
    let mut ranks = Ranks::best(count);
    if lose < 6 {
        ranks = ranks.with_lose(Share::new(f64::from(lose) / 10.0).expect("a share"));
    }
    let ranking = ranked(&case, &ranks);
    if let Err(fault) = judge(&case, &ranks, &ranking) {
        panic!("{fault}\n{ranking:#?}\n{:#?}\n{case:#?}", every(&case));
    }
}

macro_rules! first_of_all {
    ($($name:ident: $kind:ident,)*) => {
        proptest! {
            #![proptest_config(ProptestConfig { cases: cases(150), ..ProptestConfig::default() })]
            $(
                #[test]
                fn $name(draw in draws(), count in 2..12usize, lose in 0..12u8) {
                    check(&draw, Kind::$kind, count, lose);
                }
            )*
        }
    };
}

first_of_all! {
    set_covers_are_the_cheapest_of_all: SetCover,
    maximal_covers_are_the_most_of_all: MaximalCover,
    gradual_covers_are_the_most_of_all: Gradual,
    partial_covers_are_the_cheapest_of_all: PartialCover,
    medians_are_the_nearest_of_all: Median,
    fixed_charges_are_the_cheapest_of_all: FixedCharge,
    centers_are_the_least_of_all: Center,
    dispersions_are_the_farthest_of_all: Dispersion,
    split_covers_are_the_most_of_all: SplitCover,
    split_medians_are_the_nearest_of_all: SplitMedian,
    split_charges_are_the_cheapest_of_all: SplitCharge,
    single_covers_are_the_most_of_all: SingleCover,
    single_medians_are_the_nearest_of_all: SingleMedian,
    single_charges_are_the_cheapest_of_all: SingleCharge,
}

fn kinds() -> impl Strategy<Value = Kind> {
    proptest::sample::select(Kind::ALL.to_vec())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(400), ..ProptestConfig::default() })]

    /// Each is the best of all that differ so much from those before it, and where there are fewer than asked for, none
    /// is left.
    #[test]
    fn alternatives_differ_in_as_many_sites_as_asked(draw in draws(), kind in kinds(), differ in 2..6usize, lose in 0..12u8) {
        let case = draw.case(kind);
        let mut ranks = Ranks::best(4).with_differ(differ);
        if lose < 6 {
            ranks = ranks.with_lose(Share::new(f64::from(lose) / 10.0).expect("a share"));
        }
        let ranking = ranked(&case, &ranks);
        if let Err(fault) = judge_each(&case, &ranking) {
            panic!("{fault}\n{ranking:#?}\n{case:#?}");
        }
        let all = every(&case);
        let best = all.first().map_or(0.0, |best| best.0);
        let mut before: Vec<&[u32]> = Vec::new();
        let within = |value: f64| loss(value, best) <= ranks.lose.map_or(f64::INFINITY, Share::fraction) + 1e-9;
        let next = |before: &[&[u32]]| {
            let mut others = all.iter().filter(|(_, open)| before.iter().all(|own| apart(own, open) >= differ));
            others.next().map(|(value, _)| *value).filter(|value| within(*value))
        };
        for own in &ranking.placements {
            prop_assert!(before.iter().all(|other| apart(other, &own.placement.open) >= differ), "{ranking:#?}");
            let expected = next(&before);
            prop_assert!(expected.is_some_and(|value| close(value, own.objective)), "{expected:?}\n{ranking:#?}\n{case:#?}");
            before.push(&own.placement.open);
        }
        let left = next(&before);
        prop_assert_eq!(ranking.placements.len() < 4, left.is_none() && before.len() < 4, "{:?}\n{:#?}\n{:#?}", left, ranking, case);
        prop_assert!(!ranking.complete || left.is_none(), "{left:?}\n{ranking:#?}");
    }

    /// Each site is open in all, some or none of the sets within the loss, as is said.
    #[test]
    fn sites_are_core_optional_or_never_among_all_within_the_loss(draw in draws(), kind in kinds(), count in 1..4usize, lose in 0..6u8) {
        let case = draw.case(kind);
        let ranks = Ranks::best(count).with_lose(Share::new(f64::from(lose) / 10.0).expect("a share"));
        let best = solved(&case);
        let ranking = ranked(&case, &ranks);
        let common = locate_common(&case.instance, &case.question, &limits(), &best, &ranking, &Silent).expect("the solver works");
        let all = every(&case);
        let Some(first) = all.first().map(|best| best.0) else { return Ok(()) };
        let within = all.iter().filter(|(value, _)| loss(*value, first) <= f64::from(lose) / 10.0 + 1e-9);
        let within: Vec<&Vec<u32>> = within.map(|(_, open)| open).collect();
        let expected: Vec<_> = (0..case.instance.sites() as u32).map(|site| {
            match within.iter().filter(|open| open.contains(&site)).count() {
                0 => Some(Frequency::Never),
                open if open == within.len() => Some(Frequency::Core),
                _ => Some(Frequency::Optional),
            }
        }).collect();
        prop_assert_eq!(common, expected, "{:#?}\n{:#?}", ranking, case);
    }

    #[test]
    fn the_number_of_threads_changes_no_rank(draw in draws(), kind in kinds()) {
        let case = draw.case(kind);
        let best = solved(&case);
        let seen = |threads| {
            let limits = limits().with_threads(threads);
            let mut ranking = rank(&case.instance, &case.question, &Ranks::best(6), &limits, &best, &Silent).expect("the solver works");
            ranking.time = Seconds::default();
            format!("{ranking:?}")
        };
        prop_assert_eq!(seen(1), seen(4));
    }

    /// With no time at all the best is kept, and nothing is called proved that is not.
    #[test]
    fn a_stopped_ranking_keeps_the_best(draw in draws(), kind in kinds()) {
        let case = draw.case(kind);
        let best = solved(&case);
        let hurried = limits().with_time(Seconds::default());
        let ranking = rank(&case.instance, &case.question, &Ranks::best(5), &hurried, &best, &Silent).expect("the solver works");
        let all = every(&case);
        prop_assert_eq!(ranking.placements.len(), all.len().min(1));
        prop_assert!(!ranking.complete || all.len() <= 1, "{ranking:#?}");
        if all.len() > 1 && !ranking.complete {
            prop_assert_eq!(ranking.stop, Some(Stop::TimeLimit));
            prop_assert_eq!(ranking.is_unique(), None);
        }
    }
}

/// More sites than the drawn problems have: every set of 4 of 14 tried.
#[test]
fn the_best_of_a_thousand_sets_are_ranked() {
    let place = |at: u64| {
        // A fixed scatter of points.
        let mixed = at.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 20;
        [(mixed % 100) as f64, (mixed / 100 % 100) as f64]
    };
    let demand: Vec<[f64; 2]> = (0..30).map(|at| place(at + 100)).collect();
    let sites: Vec<[f64; 2]> = (0..14).map(place).collect();
    let distance = |a: [f64; 2], b: [f64; 2]| (a[0] - b[0]).hypot(a[1] - b[1]).floor();
    let metric =
        Metric::Plane { demand: demand.clone(), sites: sites.clone(), rounding: Rounding::Floor };
    let instance = Instance::new(InstanceParts::new("scatter", metric)).expect("good points");
    let matrix = |from: &[[f64; 2]]| -> Vec<Vec<f64>> {
        from.iter().map(|&a| sites.iter().map(|&b| distance(a, b)).collect()).collect()
    };
    let goals = [
        Goal::Median { count: 4 },
        Goal::Center { count: 4 },
        Goal::Dispersion { count: 4 },
        Goal::MaximalCover {
            decay: Decay::Step(Radius::within(25.0)),
            times: 1,
            opening: Opening::Count(4),
        },
    ];
    for goal in goals {
        let case = Case {
            instance: instance.clone(),
            question: goal.into(),
            distances: matrix(&demand),
            between_sites: matrix(&sites),
        };
        let ranks = Ranks::best(25);
        let ranking = ranked(&case, &ranks);
        if let Err(fault) = judge(&case, &ranks, &ranking) {
            panic!("{fault}\n{ranking:#?}");
        }
    }
}
