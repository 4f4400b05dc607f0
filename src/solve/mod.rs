//! The plan model, solved: formulation, backend, stages.

mod outcome;

pub use outcome::{
    Backend, Limits, ModelSize, Outcome, Relaxation, SolverRecord, StageReport, Status, Termination,
};
