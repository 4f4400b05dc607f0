//! Robust plans: one layout for all scenarios, and its value compared with others.
//!
//! Let v\[s\](x) be the coverage of layout x in scenario s, v*\[s\] the most that any layout for s alone covers, X the
//! layouts that are feasible in every scenario, and E the mean over the probabilities of scenarios (Birge & Louveaux
//! 2011, ch. 4):
//!
//! ```text
//! WS  = E v*[s]                          wait and see: the future is known before building
//! HN  = max_{x ∈ X} E v[s](x)            here and now: the expected-value layout
//! EEV = E v[s](x̄)                        x̄ the best layout for the mean-value plan, held in every scenario
//! EVPI = WS − HN ≥ 0                     the expected value of perfect information
//! VSS  = HN − EEV ≥ 0                    the value of the stochastic solution; none where x̄ ∉ X
//! price of robustness = HN − E v[s](x)   what layout x gives up on average (after Bertsimas & Sim 2004)
//! ```
//!
//! WS uses each scenario's own choices, also those that other scenarios forbid. A figure that is not proved is given as
//! the interval that the bounds allow.

mod answer;
mod mean;
mod request;
mod solve;
mod worth;

pub use answer::{Conflict, RobustPlan, ScenarioResult};
pub use mean::{MeanLayoutResult, MeanPlan};
pub use request::{RobustError, RobustRequest};
pub use solve::robust;
pub use worth::Interval;
