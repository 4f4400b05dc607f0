//! Why plans are not solved part by part.
#![cfg(feature = "highs")]

use crate::common::TinyPlan;
use std::sync::atomic::{AtomicU64, Ordering};
use yike::domain::*;
use yike::run::words::WHOLE;
use yike::solve::{Event, Limits, Parts, Progress, WhyWhole, solve};
use yike::travel::Arcs;
use yike::units::Share;

/// Stops the first stage when it is known how it is to be solved: at the second question of it.
struct StopEarly(AtomicU64);

impl Progress for StopEarly {
    fn event(&self, event: &Event) {
        if let Event::StageStarted { .. } = event {
            self.0.store(1, Ordering::Relaxed);
        }
    }

    fn is_stopped(&self) -> bool {
        let asked = self.0.load(Ordering::Relaxed);
        self.0.store(asked + u64::from(asked > 0), Ordering::Relaxed);
        asked > 1
    }
}

/// So many towns, each this far from the one before, with a village and two sites for `tier`.
fn towns(mut plan: TinyPlan, count: usize, tier: &str, apart_m: impl Fn(usize) -> f64) -> TinyPlan {
    let mut at = 0.0;
    for number in 0..count {
        at += apart_m(number);
        let name = |word: &str| format!("{word}{number}");
        plan = plan.town(&name("T")).unit(&name("U"), at, 100.0);
        for (word, yuan) in [("A", 300_000), ("B", 200_000)] {
            plan = plan.candidate(&name(word), at + 200.0, tier, yuan);
        }
    }
    // Both sites of a town serve it, and not all can be paid for.
    plan.funding("district", 150_000 * i64::try_from(count).expect("few"))
}

fn why(plan: TinyPlan, order: &[Stage], gap: &str) -> Option<WhyWhole> {
    let problem = plan.edit(|parts| parts.objective.order = order.to_vec()).problem();
    let mut limits = Limits::default().with_threads(1);
    limits.gap = Share::parse(gap).expect("a share");
    let stop = StopEarly(AtomicU64::new(0));
    let arcs = Arcs::build(&problem);
    let outcome = solve(&problem, &arcs, &limits, &stop).expect("no failure");
    outcome.stages[0].size.whole
}

#[test]
fn what_hinders_is_told() {
    let many = |plan: TinyPlan| towns(plan, 1500, "point", |_| 5_000.0);
    let near = || TinyPlan::new().tier("point", 1000.0);
    let coverage = [Stage::Coverage, Stage::Money];
    assert_eq!(why(many(near()), &coverage, "0.1 %"), None);
    assert_eq!(why(many(near()), &coverage, "0.01 %"), Some(WhyWhole::SmallGap));
    let few = towns(near(), 30, "point", |_| 5_000.0);
    assert_eq!(why(few, &coverage, "0.1 %"), Some(WhyWhole::FewParts));
    let crowded = towns(near(), 2000, "point", |number| if number < 200 { 500.0 } else { 5_000.0 });
    assert_eq!(why(crowded, &coverage, "0.1 %"), Some(WhyWhole::LargePart));
    assert_eq!(why(many(near()), &[Stage::WorstTown], "0.1 %"), Some(WhyWhole::FairAim));
    let led = many(near().tier("centre", 1000.0).leads("point", Some(6_000.0), Some(1)));
    let led = (0..1500).fold(led, |plan, number| {
        plan.candidate(&format!("C{number}"), 5_000.0 * (number + 1) as f64, "centre", 900_000)
    });
    assert_eq!(why(led, &coverage, "0.1 %"), Some(WhyWhole::Leading));
    let home = near().tier("home", 6_000.0);
    let homes = (0..1500).fold(many(home), |plan, number| {
        let at = 5_000.0 * (number + 1) as f64;
        plan.candidate(&format!("H{number}"), at, "home", 900_000).capacity(120.0)
    });
    assert_eq!(why(homes, &coverage, "0.1 %"), Some(WhyWhole::LimitedPlaces));
}

#[test]
fn every_reason_has_words_in_both_languages() {
    for why in WhyWhole::ALL {
        let [english, chinese] =
            [Language::English, Language::Chinese].map(|language| WHOLE.say(language, why.word()));
        assert!(english != chinese && english != why.word(), "{why}");
        assert_eq!(WhyWhole::from_word(why.word()), Some(why));
    }
}

#[test]
fn parts_that_nobody_asked_for_are_no_question() {
    let problem = towns(TinyPlan::new().tier("point", 1000.0), 3, "point", |_| 9_000.0).problem();
    let limits = Limits::default().with_parts(Parts::Never);
    let arcs = Arcs::build(&problem);
    let outcome = solve(&problem, &arcs, &limits, &yike::solve::Silent).expect("no failure");
    assert!(outcome.stages.iter().all(|own| own.size.whole.is_none()));
}
