//! What all connections share.

use super::Bench;
use super::address::Address;
use super::sessions::Sessions;
use std::sync::Arc;

pub(super) struct Shared {
    pub(super) address: Address,
    pub(super) bench: Arc<dyn Bench>,
    pub(super) sessions: Sessions,
}
