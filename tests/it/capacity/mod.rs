//! Problems with capacities against enumeration of all open sets: with split customers each set is a flow, with
//! whole ones each assignment is tried.
#![cfg(feature = "highs")]

mod brute;
mod cases;

use brute::best;
use cases::{Random, question, random};
use yike::domain::location::*;
use yike::solve::{LocateLimits, LocateOutcome, Silent, locate};
use yike::units::Seconds;

fn limits() -> LocateLimits {
    LocateLimits::default().with_threads(1)
}

/// The objective of a placement, after a look at every rule.
fn audited(instance: &Instance, question: &Question, placement: &Placement, what: &str) -> f64 {
    let open = &placement.open;
    assert!(open.windows(2).all(|pair| pair[0] < pair[1]), "{what}");
    let mut count = 0;
    let (mut charges, mut total) = (0.0, 0.0);
    for (j, rule) in instance.rules().iter().enumerate() {
        let is_open = open.contains(&(j as u32));
        match rule {
            SiteRule::Existing => assert!(is_open, "{what}"),
            SiteRule::Required => assert!(is_open, "{what}"),
            SiteRule::Forbidden => assert!(!is_open, "{what}"),
            SiteRule::Free => {}
        }
        if is_open && *rule != SiteRule::Existing {
            count += 1;
            charges += instance.fixed_costs()[j];
        }
    }
    let limit = question.count();
    match &question.goal {
        Goal::Median { count: p } => assert_eq!(count, *p, "{what}"),
        Goal::FixedCharge { .. } => {
            total = charges;
            assert!(limit.is_none_or(|most| count <= most), "{what}");
        }
        Goal::MaximalCover { opening: Opening::Budget(budget), .. } => {
            assert!(charges <= budget * (1.0 + 1e-9), "{what}");
        }
        _ => assert!(count <= limit.expect("a count"), "{what}"),
    }
    let served = placement.served.as_ref().expect("capacities decide");
    assert!(
        served.windows(2).all(|p| (p[0].demand, p[0].site) < (p[1].demand, p[1].site)),
        "{what}"
    );
    let mut sums = vec![0.0; instance.points()];
    let mut load = vec![0.0; instance.sites()];
    for served in served {
        let (i, j) = (served.demand as usize, served.site as usize);
        assert!(
            open.contains(&served.site) && served.share > 1e-12 && served.share <= 1.0,
            "{what}"
        );
        if question.capacity == Capacity::SingleSource {
            assert_eq!(served.share, 1.0, "{what}");
        }
        sums[i] += served.share;
        load[j] += served.share * instance.weights()[i];
        total += served.share * brute::worth(instance, question, i, j).expect("within reach");
    }
    for (i, sum) in sums.into_iter().enumerate() {
        let all =
            !matches!(question.goal, Goal::MaximalCover { .. }) && instance.weights()[i] > 0.0;
        assert!(sum <= 1.0 + 1e-9 && (!all || sum >= 1.0 - 1e-9), "{what}: {i} has {sum}");
        assert!(sum == 0.0 || instance.weights()[i] > 0.0, "{what}");
    }
    for (load, capacity) in load.iter().zip(instance.capacities().expect("capacities")) {
        assert!(*load <= capacity * (1.0 + 1e-9), "{what}: {load} in {capacity}");
    }
    total
}

fn answer(instance: &Instance, question: &Question, start: Option<&Placement>) -> LocateOutcome {
    locate(instance, question, &limits(), start, &Silent).expect("an answer")
}

fn check(instance: &Instance, question: &Question, what: &str) -> bool {
    let found = answer(instance, question, None);
    let Some(best) = best(instance, question) else {
        assert!(found.placement.is_none(), "{what}: {found:?}");
        assert_eq!(found.status.word(), "infeasible", "{what}");
        return false;
    };
    let placement = found.placement.unwrap_or_else(|| panic!("{what}: a placement, {best}"));
    let value = audited(instance, question, &placement, what);
    let bound = found.bound.expect("a bound");
    let near = |a: f64, b: f64| (a - b).abs() <= 1e-9 * b.abs().max(1.0);
    assert!(near(value, best), "{what}: {value}, not {best}");
    assert!(near(bound, best), "{what}: bound {bound}, not {best}");
    if found.objective.is_some() {
        assert_eq!(found.status.word(), "optimal", "{what}");
    }
    true
}

fn compare(capacity: Capacity, seeds: std::ops::Range<u64>) {
    let (mut solved, mut impossible) = (0, 0);
    for seed in seeds {
        let mut random_numbers = Random(seed);
        let instance = random(&mut random_numbers, capacity);
        let question = question(&mut random_numbers, &instance, capacity);
        if question.check(&instance).is_err() {
            continue;
        }
        if check(&instance, &question, &format!("seed {seed}, {question:?}")) {
            solved += 1;
        } else {
            impossible += 1;
        }
    }
    assert!(solved > 200 && impossible > 30, "{solved} solved, {impossible} impossible");
}

#[test]
fn split_customers_agree_with_enumeration() {
    compare(Capacity::Split, 0..seeds());
}

#[test]
fn whole_customers_agree_with_enumeration() {
    compare(Capacity::SingleSource, 0..seeds());
}

/// How many random cases; more where `YIKE_SEEDS` asks for them.
fn seeds() -> u64 {
    let asked = std::env::var("YIKE_SEEDS").ok();
    asked.and_then(|seeds| seeds.parse().ok()).unwrap_or(1500)
}

#[test]
fn a_given_layout_and_a_spent_deadline_are_honoured() {
    let mut numbers = Random(7);
    let instance = loop {
        let instance = random(&mut numbers, Capacity::Split);
        if instance.sites() == 6 && instance.rules().iter().all(|rule| *rule == SiteRule::Free) {
            break instance;
        }
    };
    let mut parts = instance.into_parts();
    parts.capacities = Some(vec![100.0; 6]);
    parts.metric = Metric::Table(Table::from_rows(
        (0..parts.weights.len()).map(|i| (0..6).map(|j| (j, f64::from(j) + i as f64)).collect()),
    ));
    let instance = Instance::new(parts).expect("an instance");
    let question = Question::new(Goal::FixedCharge { count: None }, Capacity::Split);
    let start = Placement { open: vec![2, 4], served: None };
    let stopped = limits().with_time(Seconds::default());
    let found = locate(&instance, &question, &stopped, Some(&start), &Silent).expect("an answer");
    assert_eq!(found.placement.expect("the start").open, [2, 4]);
    assert_ne!(found.status.word(), "optimal");
    let best = best(&instance, &question).expect("a layout");
    assert!(found.bound.is_none_or(|bound| bound <= best));
    let nothing = locate(&instance, &question, &stopped, None, &Silent).expect("an answer");
    assert!(nothing.placement.is_none() && nothing.status.word() != "infeasible");
}
