//! One row: a question about an instance, and what came of it.

use crate::Result;
use std::fs;
use std::path::Path;
use std::time::Instant;
use yike::domain::location::{Goal, Instance, Question, Rounding};
use yike::read::location::{Format, InstanceFile, InstanceSource, read_instance};
use yike::solve::{LocateLimits, LocateStatus, Silent, locate};
use yike::units::{Seconds, Share};

/// How a value is known that was published with two decimals.
pub const ROUNDED: &str = "best known, 2 decimals";

/// What is measured.
pub struct Case<'a> {
    pub section: &'static str,
    pub instance: String,
    pub problem: String,
    pub question: Question,
    pub on: &'a Instance,
    /// The published value, and how it is said to be known.
    pub known: Option<(f64, &'static str)>,
    /// Published seconds.
    pub published_s: Option<f64>,
    pub peer_s: Option<f64>,
    pub limit_s: f64,
    pub gap: f64,
}

impl<'a> Case<'a> {
    /// A case without published figures.
    pub fn new(section: &'static str, on: &'a Instance, problem: String, goal: Goal) -> Self {
        Self {
            section,
            instance: on.name().to_owned(),
            problem,
            question: Question::from(goal),
            on,
            known: None,
            published_s: None,
            peer_s: None,
            limit_s: f64::INFINITY,
            gap: 0.0,
        }
    }
}

/// What came of it.
pub struct Row {
    pub section: &'static str,
    pub instance: String,
    pub problem: String,
    pub status: LocateStatus,
    pub objective: Option<f64>,
    pub bound: Option<f64>,
    pub gap: Option<f64>,
    pub seconds: f64,
    pub nodes: u64,
    pub known: Option<(f64, &'static str)>,
    pub published_s: Option<f64>,
    pub peer_s: Option<f64>,
    pub memory_mb: Option<f64>,
}

impl Row {
    /// How the value stands to the published one, in the question's own sense.
    pub fn verdict(&self) -> &'static str {
        let (Some(objective), Some((known, _))) = (self.objective, self.known) else {
            return "";
        };
        let room = match self.known {
            Some((_, ROUNDED)) => 0.005 + 1e-9,
            _ => 1e-6 * known.abs().max(1.0),
        };
        if (objective - known).abs() <= room { "equal" } else { "different" }
    }

    pub fn is_proved(&self) -> bool {
        self.status == LocateStatus::Optimal
    }
}

/// Solves a case.
pub fn run(case: Case<'_>, threads: usize) -> Result<Row> {
    let mut limits = LocateLimits::default().with_gap(Share::new(case.gap)?).with_threads(threads);
    if case.limit_s.is_finite() {
        limits = limits.with_time(Seconds::new(case.limit_s)?);
    }
    forget_peak();
    let begun = Instant::now();
    let located = locate(case.on, &case.question, &limits, None, &Silent)?;
    Ok(Row {
        section: case.section,
        instance: case.instance,
        problem: case.problem,
        status: located.status,
        objective: located.objective,
        bound: located.bound,
        gap: located.gap,
        seconds: begun.elapsed().as_secs_f64(),
        nodes: located.effort.nodes,
        known: case.known,
        published_s: case.published_s,
        peer_s: case.peer_s,
        memory_mb: peak_mb(),
    })
}

/// Reads an instance of the field's formats.
pub fn read(path: &Path, format: Format, options: &InstanceFile) -> Result<Instance> {
    let source = InstanceSource::File(InstanceFile {
        path: path.to_owned(),
        format: Some(format),
        ..options.clone()
    });
    read_instance(&source)
        .map(|files| files.instance)
        .map_err(|problems| problems.to_string().into())
}

/// How TSPLIB points are read.
pub fn rounded(rounding: Rounding) -> InstanceFile {
    InstanceFile { rounding: Some(rounding), ..InstanceFile::default() }
}

/// Begins to measure the process's greatest memory anew; only Linux can.
fn forget_peak() {
    let _ = fs::write("/proc/self/clear_refs", "5");
}

fn peak_mb() -> Option<f64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kilobytes: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes / 1000.0)
}
