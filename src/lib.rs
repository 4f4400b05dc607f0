//! Yike (一刻): where to put elderly-care facilities so that most older people live within a quarter of an
//! hour of care, targets are met and money is spent well.
//!
//! Layers, each knowing only those before it:
//! [`units`] → [`domain`] → [`travel`] → [`plan`] → [`solve`] → `scenario` → `write`; `read` beside them knows
//! `units` and `domain`. The command line is in the binary alone.

pub mod domain;
pub mod plan;
pub mod read;
pub mod solve;
pub mod travel;
pub mod units;
pub mod write;
