//! Scenarios in parallel.

use super::arcs_cache::ArcsCache;
use super::expand::{Scenario, Scenarios};
use super::row::{Row, RowStatus};
use crate::domain::{Name, Problem};
use crate::solve::{Limits, Muted, Progress, Status, Stop, solve};
use crate::travel::pool;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::sync_channel;
use std::time::{Duration, Instant};

/// Makes the problem of a scenario, or says why there is none.
pub type Maker<'a> = dyn Fn(&Scenario) -> Result<Problem, String> + Sync + 'a;

/// A scenario that ended.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct FinishedScenario {
    /// Its row, which depends on the scenario alone.
    pub row: Row,
    /// How long it took, which depends on the machine.
    pub time: Duration,
}

/// What [`run`] needs to know.
pub struct Running<'a> {
    /// All scenarios.
    pub scenarios: Scenarios<'a>,
    /// Whether a scenario, by its number, is over already, or of no [`super::Part`] that is to be solved here.
    pub is_over: &'a (dyn Fn(u64) -> bool + Sync),
    /// Makes problems.
    pub maker: &'a Maker<'a>,
    /// Of each scenario; its time limit too.
    pub limits: Limits,
    /// Scenarios solved at a time, at least 1.
    pub threads: usize,
    /// Can stop the run; receives no events.
    pub progress: &'a dyn Progress,
}

/// Rows that may wait to be kept.
const WAITING: usize = 64;

/// Solves the scenarios that are not over, `threads` at a time, and hands each row to `keep` on the calling thread as
/// it ends, in no certain order. Stops soon after `keep` returns `Break`, and returns its value. Also stops when
/// `progress` requests it; the scenarios being solved then have no row, because their results would differ from run to
/// run.
///
/// A scenario that fails or panics gives a row with the reason. Memory: that of `threads` scenarios, 16 sets of arcs
/// and 64 rows, however many scenarios there are.
///
/// ```
/// # #[cfg(feature = "highs")] {
/// use std::ops::ControlFlow;
/// use std::path::Path;
/// use yike::read::sweep::{PlanTemplate, read_variations};
/// use yike::scenario::{Running, Scenarios, run};
/// use yike::solve::{Limits, Silent};
///
/// let plan = PlanTemplate::open(Path::new("data/qianjiang/plan.toml"))?;
/// let file = read_variations(&["travel.detour=1.2,1.6".into()], &plan)?;
/// let scenarios = Scenarios::new(&file.sweep).ok_or("too many")?;
/// let maker = |scenario: &yike::scenario::Scenario| plan.of_scenario(&scenario.changes);
/// let running = Running {
///     scenarios,
///     is_over: &|_| false,
///     maker: &maker,
///     limits: Limits::default(),
///     threads: 2,
///     progress: &Silent,
/// };
/// let mut rows = Vec::new();
/// let _ = run(&running, &mut |ended| -> ControlFlow<()> {
///     rows.push(ended.row);
///     ControlFlow::Continue(())
/// });
/// assert_eq!(rows.len(), 2);
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn run<B>(
    running: &Running<'_>,
    keep: &mut dyn FnMut(FinishedScenario) -> ControlFlow<B>,
) -> ControlFlow<B> {
    let (sender, receiver) = sync_channel::<FinishedScenario>(WAITING);
    let (next, stopped) = (AtomicU64::new(0), AtomicBool::new(false));
    let cache = ArcsCache::default();
    let work = |sender: std::sync::mpsc::SyncSender<FinishedScenario>| {
        while !stopped.load(Ordering::Relaxed) && !running.progress.is_stopped() {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= running.scenarios.count() {
                return;
            }
            if (running.is_over)(number) {
                continue;
            }
            let begun = Instant::now();
            let row = one(running, &cache, number);
            if is_interrupted(&row) {
                return;
            }
            let ended = FinishedScenario { row, time: begun.elapsed() };
            if sender.send(ended).is_err() {
                return;
            }
        }
    };
    std::thread::scope(|scope| {
        let (work, stopped) = (&work, &stopped);
        scope.spawn(move || {
            match pool(running.threads) {
                // One loop a thread, which no other thread can steal while it waits for travel.
                Some(pool) => drop(pool.broadcast(|_| work(sender.clone()))),
                None => work(sender),
            }
        });
        for ended in receiver {
            let kept = keep(ended);
            if kept.is_break() {
                stopped.store(true, Ordering::Relaxed);
                return kept;
            }
        }
        ControlFlow::Continue(())
    })
}

/// Whether a scenario might have gone on, had the run not been stopped.
fn is_interrupted(row: &Row) -> bool {
    matches!(
        row.status,
        RowStatus::Solved(
            Status::StoppedWithPlan(Stop::Interrupted)
                | Status::StoppedWithoutPlan(Stop::Interrupted)
        )
    )
}

fn one(running: &Running<'_>, cache: &ArcsCache, number: u64) -> Row {
    let scenario = running.scenarios.get(number);
    let solved = catch_unwind(AssertUnwindSafe(|| {
        let problem = match (running.maker)(&scenario) {
            Ok(problem) => problem,
            Err(why) => return Row::failed(number, RowStatus::BadInput, Name::plain(why)),
        };
        let arcs = cache.of(&problem);
        let answer = solve(&problem, &arcs, &running.limits, &Muted(running.progress));
        Row::of(number, &problem, answer)
    }));
    solved.unwrap_or_else(|_| {
        let why = Name::both(
            "a fault of Yike: report it with the plan and the sweep",
            "一刻程序出错，请连同规划和情景设置一并反馈",
        );
        Row::failed(number, RowStatus::Fault, why)
    })
}
