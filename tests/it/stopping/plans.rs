//! Plans and schedules.

use super::{StopAt, at_most, is_told, parts_are_in_order};
use crate::common::answers::{answer, limits};
use crate::common::draws::draws;
use proptest::prelude::*;
use yike::domain::Stage;
use yike::solve::{Outcome, StageReport, Status, Termination, solve};
use yike::travel::Arcs;

/// The first stage's best value lies between its bound and its value.
pub(crate) fn holds_the_best(stopped: &StageReport, best: &StageReport) -> bool {
    let cost = |value: f64| match best.stage {
        Stage::Coverage => -value,
        _ => value,
    };
    let best = cost(best.value.expect("proved"));
    let above = stopped.value.is_none_or(|value| at_most(best, cost(value)));
    above && stopped.bound.is_none_or(|bound| at_most(cost(bound), best))
}

fn terminations(stages: &[StageReport]) -> Vec<Termination> {
    stages.iter().map(|stage| stage.termination).collect()
}

/// Without what depends on the clock.
fn timeless(mut outcome: Outcome) -> Outcome {
    for stage in &mut outcome.stages {
        stage.time = Default::default();
    }
    outcome
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn a_plan_can_be_stopped_at_any_moment(draw in draws(), at in 0..60u64) {
        let problem = draw.plan().problem();
        let arcs = Arcs::build(&problem);
        let whole = answer(&problem);
        let progress = StopAt::new(at);
        let found = solve(&problem, &arcs, &limits(), &progress).expect("the audit agrees");
        match found.status {
            Status::StoppedWithPlan(stop) => {
                prop_assert!(is_told(stop, &progress));
                prop_assert!(found.audit.expect("audited").violations.is_empty());
                prop_assert!(parts_are_in_order(&terminations(&found.stages)));
                prop_assert!(holds_the_best(&found.stages[0], &whole.stages[0]));
            }
            Status::StoppedWithoutPlan(stop) => {
                prop_assert!(is_told(stop, &progress) && found.layout.is_none());
                prop_assert_eq!(terminations(&found.stages), [Termination::Stopped]);
                if whole.status != Status::Infeasible {
                    prop_assert!(holds_the_best(&found.stages[0], &whole.stages[0]));
                }
            }
            Status::Infeasible if progress.has_stopped() => {
                prop_assert_eq!(whole.status, Status::Infeasible);
            }
            _ => prop_assert_eq!(timeless(found), timeless(whole)),
        }
    }
}
