//! Plans that are read with changes: `--set` and `--lift`.

use super::asked::PlanEdits;
use super::file::read_options;
use super::template::PlanTemplate;
use crate::domain::{Change, Variation, text};
use crate::read::build::{PlanFiles, read_plan};
use crate::read::catalogue::Code;
use crate::read::issue::{Issue, Place, Problems};
use std::path::Path;

/// Reads the plan file at `path` and its layers, with other values of parameters and without the rules that are lifted.
///
/// ```
/// use std::path::Path;
/// use yike::read::sweep::{PlanEdits, read_plan_with};
/// use yike::domain::{Reach, TierIdx};
///
/// let edits = PlanEdits::new(["tier.station.reach.urban=20 min".to_owned()], []);
/// let problem = read_plan_with(Path::new("data/qianjiang/plan.toml"), &edits)?.problem;
/// let reach = problem.tiers[TierIdx::from(1)].reach_urban;
/// assert!(matches!(reach, Some(Reach::Time(time)) if time.minutes() == 20.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// All problems of the files as they are; then all that the changes bring about.
pub fn read_plan_with(path: &Path, edits: &PlanEdits) -> Result<PlanFiles, Problems> {
    if edits.is_empty() {
        return read_plan(path);
    }
    edited(&PlanTemplate::open_any(path)?, edits)
}

/// The same of a plan that was read before: nothing is opened again.
///
/// # Errors
///
/// All that the changes bring about.
pub fn edited(plan: &PlanTemplate, edits: &PlanEdits) -> Result<PlanFiles, Problems> {
    if edits.is_empty() {
        return Ok(plan.files().clone());
    }
    plan.edited(edits, &changes(&edits.set, plan)?)
}

impl PlanTemplate {
    /// Reads as [`PlanTemplate::open`] does, with `edits`: they hold in all that is made of the template, but for parameters that
    /// are changed there.
    ///
    /// # Errors
    ///
    /// All problems of the files as they are; then all that the edits bring about.
    pub fn open_with(path: &Path, edits: &PlanEdits) -> Result<Self, Problems> {
        let template = Self::open(path)?;
        if edits.is_empty() {
            return Ok(template);
        }
        let set = changes(&edits.set, &template)?;
        let files = template.edited(edits, &set)?;
        Ok(template.holding(edits.clone(), set, files))
    }
}

/// Options `PATH=VALUE` as changes of the plan, with the canonical paths.
///
/// # Errors
///
/// All problems found, among them a parameter with several values.
pub fn changes(set: &[String], plan: &PlanTemplate) -> Result<Vec<Change>, Problems> {
    if set.is_empty() {
        return Ok(Vec::new());
    }
    let sweep = read_options("--set", set, plan)?.sweep;
    let mut changes = Vec::new();
    for varied in sweep.varied {
        match (varied.paths.as_slice(), varied.variation) {
            ([path], Variation::Values(values)) if values.len() == 1 => {
                changes.extend(values.into_iter().map(|value| (path.clone(), value)));
            }
            (paths, _) => {
                let (english, chinese) = (paths.join(", "), paths.join("、"));
                let cause = text!("`{english}` is given several values", "`{chinese}` 给了多个值");
                let action = text!(
                    "give one value; `yike sweep` takes several",
                    "只给一个值；`yike sweep` 可取多个"
                );
                let issue =
                    Issue::new(Code::VARIATION_UNCLEAR, Place::file("--set"), cause, action);
                return Err(Problems { issues: vec![issue] });
            }
        }
    }
    Ok(changes)
}
