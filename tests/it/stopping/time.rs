//! A limit of time is shared by the aims: one that runs out keeps what there is, and the next ones still begin. The clock is the
//! test's own, so that nothing depends on how fast the machine is.

use super::plans::holds_the_best;
use crate::common::TinyPlan;
use crate::common::answers::{answer, limits};
use crate::common::draws::{Draw, draws};
use proptest::prelude::*;
use std::cell::Cell;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use yike::domain::{Problem, Stage};
use yike::solve::{Event, Outcome, Progress, Status, Stop, Termination, gap, solve};
use yike::travel::Arcs;
use yike::units::Seconds;

/// A clock on which a second passes each time that it is asked, but only within some stages.
struct Ticking {
    begun: Instant,
    ticks_in: fn(usize) -> bool,
    /// Whether it ticks now.
    ticks: Mutex<bool>,
    seconds: AtomicU64,
    /// The seconds when stages began, and when they ended.
    stages: Mutex<Vec<(u64, u64)>>,
}

impl Ticking {
    fn new(ticks_in: fn(usize) -> bool) -> Self {
        let (ticks, seconds, stages) = (Mutex::new(false), AtomicU64::new(0), Mutex::default());
        Self { begun: Instant::now(), ticks_in, ticks, seconds, stages }
    }

    fn stages(&self) -> Vec<(u64, u64)> {
        self.stages.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Progress for Ticking {
    fn event(&self, event: &Event) {
        let now = self.seconds.load(Ordering::Relaxed);
        let mut stages = self.stages.lock().unwrap_or_else(PoisonError::into_inner);
        let mut ticks = self.ticks.lock().unwrap_or_else(PoisonError::into_inner);
        match event {
            Event::StageStarted { position, .. } => {
                *ticks = (self.ticks_in)(*position);
                stages.push((now, now));
            }
            Event::StageEnded(_) => {
                *ticks = false;
                stages.last_mut().expect("it began").1 = now;
            }
            _ => {}
        }
    }

    fn now(&self) -> Instant {
        let ticks = *self.ticks.lock().unwrap_or_else(PoisonError::into_inner);
        let seconds = self.seconds.fetch_add(u64::from(ticks), Ordering::Relaxed);
        self.begun + Duration::from_secs(seconds)
    }
}

/// What the plan of a run that ended for want of time must say.
fn is_told_in_full(found: &Outcome) -> bool {
    found.stages.iter().all(|own| {
        let (Some(value), Some(bound), Some(told)) = (own.value, own.bound, own.gap) else {
            return false;
        };
        own.termination != Termination::NotStarted
            && told == gap(own.stage.sense(), value, bound)
            && (own.termination != Termination::Optimal || told == 0.0)
    })
}

fn solved(draw: &Draw, seconds: u64, ticking: &Ticking) -> Outcome {
    let problem = draw.plan().problem();
    let time = Seconds::new(seconds as f64).expect("not negative");
    let limits = limits().with_time(time);
    solve(&problem, &Arcs::build(&problem), &limits, ticking).expect("the audit agrees")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn a_plan_that_runs_out_of_time_has_all_aims_with_values_bounds_and_gaps(
        draw in draws(), seconds in 0..200u64
    ) {
        let whole = answer(&draw.plan().problem());
        let found = solved(&draw, seconds, &Ticking::new(|_| true));
        match found.status {
            Status::StoppedWithPlan(stop) => {
                prop_assert_eq!(stop, Stop::TimeLimit);
                prop_assert!(is_told_in_full(&found), "{:?}", found.stages);
                prop_assert!(found.audit.expect("audited").violations.is_empty());
                prop_assert!(holds_the_best(&found.stages[0], &whole.stages[0]));
            }
            Status::StoppedWithoutPlan(stop) => {
                prop_assert!(stop == Stop::TimeLimit && found.layout.is_none());
            }
            status => {
                let values = |of: &Outcome| of.stages.iter().map(|own| own.value).collect::<Vec<_>>();
                prop_assert_eq!(status, whole.status);
                prop_assert_eq!(values(&found), values(&whole));
            }
        }
    }
}

/// Villages, each with a hall of its own that costs what it covers and a little more, and money for half of them: knapsacks that are
/// hard for their size (Pisinger 2005, "strongly correlated").
fn tangled(seed: u64) -> Problem {
    let mut state = seed;
    let mut draw = |most: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (state >> 33) % most
    };
    let mut plan = TinyPlan::new().tier("hall", 1500.0).town("T1").urban();
    let mut all = 0;
    for number in 0..40 {
        let (at, cost) = (5000.0 * number as f64, 1000 + draw(1000) as i64);
        plan = plan.unit(&format!("U{number}"), at, (cost + 100) as f64);
        plan = plan.candidate(&format!("S{number}"), at + draw(1000) as f64, "hall", 100 * cost);
        all += 100 * cost;
    }
    let plan = plan.funding("central", all / 2);
    let order = vec![Stage::Coverage, Stage::Travel, Stage::Money];
    plan.edit(|parts| parts.objective.order = order).problem()
}

/// Solves tangled plans within many limits.
fn each_tangled(ticks_in: fn(usize) -> bool, look: impl Fn(&Outcome, &[(u64, u64)], u64)) {
    for seed in 1..4 {
        let problem = tangled(seed);
        let arcs = Arcs::build(&problem);
        for seconds in (4..60).step_by(5) {
            let ticking = Ticking::new(ticks_in);
            let limits = limits().with_time(Seconds::new(seconds as f64).expect("not negative"));
            let found = solve(&problem, &arcs, &limits, &ticking).expect("the audit agrees");
            look(&found, &ticking.stages(), seconds);
        }
    }
}

#[test]
fn what_the_first_aim_leaves_proves_the_others() {
    let ran_out = Cell::new(0);
    each_tangled(
        |position| position == 0,
        |found, stages, seconds| {
            let (first, used) = (&found.stages[0], stages[0].1);
            if first.termination == Termination::TimeLimit && used < seconds {
                ran_out.set(ran_out.get() + 1);
                assert!(2 * used >= seconds, "{used} of {seconds}");
                assert!(is_told_in_full(found), "{:?}", found.stages);
                let others = &found.stages[1..];
                assert!(others.iter().all(|own| own.termination.is_proved()), "{others:?}");
                assert_eq!(found.status, Status::StoppedWithPlan(Stop::TimeLimit));
            }
        },
    );
    assert!(ran_out.get() > 10, "only {} first aims ran out", ran_out.get());
}

#[test]
fn an_aim_uses_half_of_what_is_left_and_the_last_all() {
    let shared = Cell::new([0; 3]);
    each_tangled(
        |position| position > 0,
        |found, stages, seconds| {
            for (at, (own, (began, ended))) in found.stages.iter().zip(stages).enumerate().skip(1) {
                let (left, used) = (seconds.saturating_sub(*began), ended - began);
                if own.termination == Termination::TimeLimit && left > 0 {
                    let mut counts = shared.get();
                    counts[at] += 1;
                    shared.set(counts);
                    let all = if at == 2 { left } else { left / 2 };
                    assert!(used >= all, "aim {at}: {used} of {left}");
                    assert!(used <= all + OVERRUN, "aim {at}: {used} of {left}");
                }
            }
        },
    );
    assert!(shared.get()[1..].iter().all(|&count| count > 3), "{:?} aims ran out", shared.get());
}

/// How often the clock is asked after its time is over, before HiGHS ends.
const OVERRUN: u64 = 8;
