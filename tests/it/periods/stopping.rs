//! A schedule can be stopped at any moment.

use super::brute::solved;
use super::draw::small_horizons;
use crate::common::answers::limits;
use crate::stopping::plans::holds_the_best;
use crate::stopping::{StopAt, is_told, parts_are_in_order};
use proptest::prelude::*;
use yike::plan::schedule::audit_schedule;
use yike::solve::{Status, Termination, solve_schedule};
use yike::travel::Arcs;

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

    #[test]
    fn a_schedule_can_be_stopped_at_any_moment(small in small_horizons(1..6), at in 0..80u64, beside in any::<bool>()) {
        let horizon = small.horizon();
        let arcs = Arcs::build(horizon.plan());
        let whole = solved(&horizon, beside);
        let progress = StopAt::new(at);
        let found = solve_schedule(&horizon, &arcs, &limits(), beside, &progress).expect("the audit agrees");
        let parts: Vec<Termination> = found.stages.iter().map(|stage| stage.termination).collect();
        match found.status {
            Status::StoppedWithPlan(stop) => {
                prop_assert!(is_told(stop, &progress) && parts_are_in_order(&parts));
                let schedule = found.schedule.expect("there is one");
                prop_assert!(audit_schedule(&horizon, &arcs, &schedule).violations.is_empty());
                prop_assert!(holds_the_best(&found.stages[0], &whole.stages[0]));
            }
            Status::StoppedWithoutPlan(stop) => {
                prop_assert!(is_told(stop, &progress) && found.schedule.is_none());
                prop_assert_eq!(parts, [Termination::Stopped]);
            }
            status => {
                prop_assert_eq!(status, whole.status);
                prop_assert_eq!(&found.schedule, &whole.schedule);
                // What comes beside it may be cut short.
                prop_assert!(progress.has_stopped() || found.compared == whole.compared);
            }
        }
    }
}
