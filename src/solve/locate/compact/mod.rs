//! The compact model: a whole problem as one mixed-integer linear model for a solver.
//!
//! It is the textbook formulation without reductions: the reference that tests compare the searches with, the fallback
//! for builds without HiGHS, and the content of LP and MPS files. Sets and data: see [`crate::domain::location`]; I⁺ =
//! {i : w\[i\] > 0}, as demand of weight 0 needs no service. Variables common to all:
//!
//! ```text
//! y[j] ∈ {0,1} site j is open; = 1 where existing or required; forbidden sites have no column
//! ```
//!
//! | problem | file |
//! |---|---|
//! | LSCP, PSCLP, backup cover | `cover` |
//! | MCLP, gradual cover, attendance | `gradual` |
//! | p-median, UFLP | `nearest` |
//! | p-center | `center` |
//! | p-dispersion | `dispersion` |
//! | CFLP, capacitated p-median, MCLP and LSCP, split or single-source | `capacity` |

mod capacity;
mod center;
mod cover;
mod dispersion;
mod gradual;
mod levels;
mod model;
mod nearest;
mod sites;
mod solve;
mod state;

pub(super) use solve::solve;
pub(super) use state::Apart;

use super::super::clock::Clock;
use super::super::lp_file::lp_text;
use super::super::mps_file::mps_text;
use crate::domain::location::{Capacity, Instance, Question, Sense};
use state::state;

/// The compact model of `question` about `instance` as a CPLEX LP file, as a minimisation. Cost: that of stating the
/// model.
///
/// ```
/// use yike::domain::location::{Goal, Instance, InstanceParts, Metric, Table};
/// use yike::solve::compact_lp;
///
/// let table = Table::from_rows([vec![(0, 1.0), (1, 3.0)], vec![(1, 2.0)]]);
/// let instance = Instance::new(InstanceParts::new("two", Metric::Table(table)))?;
/// let text = compact_lp(&instance, &Goal::Median { count: 1 }.into());
/// assert!(text.contains("Minimize") && text.ends_with("End\n"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn compact_lp(instance: &Instance, question: &Question) -> String {
    let model = state(instance, question, &[], Clock::default());
    lp_text(&model.milp, &model.objective, &remarks(instance, question))
}

/// The compact model of `question` about `instance` as a free-format MPS file, as a minimisation.
///
/// ```
/// use yike::domain::location::{Goal, Instance, InstanceParts, Metric, Table};
/// use yike::solve::compact_mps;
///
/// let table = Table::from_rows([vec![(0, 1.0), (1, 3.0)], vec![(1, 2.0)]]);
/// let instance = Instance::new(InstanceParts::new("two", Metric::Table(table)))?;
/// let text = compact_mps(&instance, &Goal::Median { count: 1 }.into());
/// assert!(text.ends_with("ENDATA\n"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn compact_mps(instance: &Instance, question: &Question) -> String {
    let model = state(instance, question, &[], Clock::default());
    mps_text(&model.milp, &model.objective, &remarks(instance, question))
}

fn remarks(instance: &Instance, question: &Question) -> Vec<String> {
    let mut remarks = vec![
        format!("Yike: {}, {}", question.word(), instance.name()),
        "y_j_0: site j is open, sites and demand counted from 0".into(),
    ];
    if question.capacity != Capacity::Ignored {
        remarks.push("x_i_j: the share of demand i that is served at site j".into());
    }
    if question.sense() == Sense::Maximise {
        let remark = "the question maximises its objective; this file minimises the negative";
        remarks.push(remark.into());
    }
    remarks
}
