//! Location problems, each way through each family.

use super::{StopAt, at_most, is_told};
use crate::common::location::{Kind, draws};
use proptest::prelude::*;
use yike::domain::location::Sense;
use yike::solve::{LocateLimits, LocateStatus, Silent, locate};

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

    #[test]
    fn a_placement_can_be_stopped_at_any_moment(draw in draws(), at in 0..120u64, compact in any::<bool>()) {
        for kind in Kind::ALL {
            let case = draw.case(kind);
            let limits = LocateLimits::default().with_threads(1).with_compact(compact);
            let ask = |progress| {
                let located = locate(&case.instance, &case.question, &limits, None, progress);
                located.unwrap_or_else(|fault| panic!("{fault}: {kind:?}, {case:#?}"))
            };
            let whole = ask(&Silent);
            let progress = StopAt::new(at);
            let found = ask(&progress);
            let told = match found.status {
                LocateStatus::Stopped(stop) => is_told(stop, &progress) && found.objective.is_some(),
                LocateStatus::StoppedWithout(stop) => is_told(stop, &progress) && found.placement.is_none(),
                status => status == whole.status && found.objective == whole.objective,
            };
            prop_assert!(told, "{:?}: {:?} of {:?}", kind, found, whole);
            let sign = match case.question.sense() {
                Sense::Minimise => 1.0,
                Sense::Maximise => -1.0,
            };
            if let Some(best) = whole.objective {
                let best = sign * best;
                let objective = found.objective.is_none_or(|own| at_most(best, sign * own));
                let bound = found.bound.is_none_or(|own| at_most(sign * own, best));
                prop_assert!(objective && bound, "{:?}: {:?} of {:?}", kind, found, whole);
            }
        }
    }
}
