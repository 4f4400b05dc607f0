//! `timing.json`: what depends on the machine can only be asked whether it could be so.

use super::finding::{Finding, Sort};
use crate::domain::{Text, phrase, text};
use crate::run::folder::{RunFolder, TIMING};
use crate::run::record::Timing;

/// Seconds are taken one after another; this much may lie between.
const SLACK_S: f64 = 0.001;

/// What the file says; a file that is not there, or says something else, is found by the comparison.
pub(super) fn timing(folder: &RunFolder) -> Option<Timing> {
    serde_json::from_slice(&folder.bytes_as_found(TIMING)?).ok()
}

fn backward(seconds: f64) -> Text {
    text!("{seconds} s: time goes forward", "{seconds} 秒：时间不能为负")
}

/// What cannot be so. `stages`: how many the solver was given; none: nothing was solved.
pub(super) fn inconsistencies(timing: &Timing, stages: Option<usize>) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut doubt = |place: &str, cause: Text| {
        found.push(Finding::at(Sort::Implausible, TIMING, Text::same(place), cause));
    };
    for (place, seconds) in [("read_s", timing.read_s), ("solve_s", timing.solve_s)] {
        if seconds < 0.0 {
            doubt(place, backward(seconds));
        }
    }
    for (at, seconds) in timing.stages_s.iter().enumerate() {
        if *seconds < 0.0 {
            doubt(&format!("stages_s[{at}]"), backward(*seconds));
        }
    }
    let Some(stages) = stages else {
        if timing.threads > 0 || timing.solve_s != 0.0 || !timing.stages_s.is_empty() {
            let cause = phrase(
                "nothing was solved, but the time of solving is given",
                "未作求解，却给出了求解时间",
            );
            doubt("", cause.into());
        }
        return found;
    };
    if timing.threads == 0 {
        doubt("threads", phrase("at least one thread is needed", "至少需要一个线程").into());
    }
    if timing.stages_s.len() != stages {
        let has = timing.stages_s.len();
        let cause =
            text!("{has} times for {stages} stages", "{stages} 个求解阶段给出了 {has} 个时间");
        doubt("stages_s", cause);
    }
    let sum: f64 = timing.stages_s.iter().sum();
    if sum > timing.solve_s + SLACK_S {
        let all = timing.solve_s;
        let cause = text!(
            "the stages take {sum} s, all of the solving {all} s",
            "各阶段合计 {sum} 秒，而求解共 {all} 秒"
        );
        doubt("solve_s", cause);
    }
    found
}
