//! p-median (Hakimi 1964): exactly p sites besides existing ones, least weighted distance.

use super::service::{Charge, Limit, Terms};
use crate::domain::location::Instance;

/// The p-median of `count` sites.
pub(super) fn terms(instance: &Instance, count: usize, pairs: usize) -> Terms<'_> {
    Terms {
        instance,
        charge: Charge::Distance,
        limit: Limit::Exactly(count),
        fixed: false,
        total: 0.0,
        pairs,
    }
}
