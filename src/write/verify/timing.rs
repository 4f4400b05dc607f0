//! `timing.json`: what depends on the machine can only be asked whether it could be so.

use super::finding::{Finding, Sort};
use crate::run::folder::{RunFolder, TIMING};
use crate::run::record::Timing;

/// Seconds are taken one after another; this much may lie between.
const SLACK_S: f64 = 0.001;

/// What the file says; a file that is not there, or says something else, is found by the comparison.
pub(super) fn timing(folder: &RunFolder) -> Option<Timing> {
    serde_json::from_slice(&folder.bytes_as_found(TIMING)?).ok()
}

/// What cannot be so. `stages`: how many the solver was given; none: nothing was solved.
pub(super) fn inconsistencies(timing: &Timing, stages: Option<usize>) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut doubt = |place: &str, cause: String| {
        found.push(Finding::at(Sort::Implausible, TIMING, place, cause));
    };
    for (place, seconds) in [("read_s", timing.read_s), ("solve_s", timing.solve_s)] {
        if seconds < 0.0 {
            doubt(place, format!("{seconds} s: time goes forward"));
        }
    }
    for (at, seconds) in timing.stages_s.iter().enumerate() {
        if *seconds < 0.0 {
            doubt(&format!("stages_s[{at}]"), format!("{seconds} s: time goes forward"));
        }
    }
    let Some(stages) = stages else {
        if timing.threads > 0 || timing.solve_s != 0.0 || !timing.stages_s.is_empty() {
            doubt("", "nothing was solved, but the time of solving is given".into());
        }
        return found;
    };
    if timing.threads == 0 {
        doubt("threads", "at least one thread is needed".into());
    }
    if timing.stages_s.len() != stages {
        let has = timing.stages_s.len();
        doubt("stages_s", format!("{has} times for {stages} stages"));
    }
    let sum: f64 = timing.stages_s.iter().sum();
    if sum > timing.solve_s + SLACK_S {
        let cause = format!("the stages take {sum} s, all of the solving {} s", timing.solve_s);
        doubt("solve_s", cause);
    }
    found
}
