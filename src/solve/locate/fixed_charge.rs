//! Facility location without capacities (UFLP; Balinski 1965): least fixed costs plus weighted distance.

use super::service::{Charge, Limit, Terms};
use crate::domain::location::Instance;

/// The UFLP, with at most `count` sites besides existing ones where given.
pub(super) fn terms(instance: &Instance, count: Option<usize>, pairs: usize) -> Terms<'_> {
    Terms {
        instance,
        charge: Charge::Distance,
        limit: count.map_or(Limit::Free, Limit::AtMost),
        fixed: true,
        total: 0.0,
        pairs,
    }
}
