//! Plans that are read with changes: `--set` and `--lift`.

use super::file::read_options;
use super::template::PlanTemplate;
use crate::domain::{Change, Variation};
use crate::read::build::{PlanFiles, read_plan};
use crate::read::catalogue::Code;
use crate::read::issue::{Issue, Place, Problems};
use std::path::Path;

/// What a plan is read with beside its file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct PlanEdits {
    /// Parameters with other values, each `PATH=VALUE`.
    pub set: Vec<String>,
    /// Rules that do not count: the ids of rules and targets, and the words of the table in
    #[doc = "[the format of sweeps](crate::read::sweep)."]
    pub lift: Vec<String>,
    /// Sites where a facility must stand, by id or name; `SITE=WORK`: where this work must be done.
    pub require: Vec<String>,
    /// Sites where none may stand.
    pub forbid: Vec<String>,
    /// Sites where no work may be done; `all`: those where a facility stands today.
    pub keep_today: Vec<String>,
    /// Towns that become a part of others, `TOWN=TOWN`, by id or name.
    pub merge_town: Vec<String>,
}

impl PlanEdits {
    /// The parameters `set`, each `PATH=VALUE`, and the rules `lift`.
    pub fn new(set: impl Into<Vec<String>>, lift: impl Into<Vec<String>>) -> Self {
        Self { set: set.into(), lift: lift.into(), ..Self::default() }
    }

    /// With what is asked of single sites: see the fields.
    #[must_use]
    pub fn with_sites(
        self,
        require: impl Into<Vec<String>>,
        forbid: impl Into<Vec<String>>,
        keep_today: impl Into<Vec<String>>,
    ) -> Self {
        let (require, forbid) = (require.into(), forbid.into());
        Self { require, forbid, keep_today: keep_today.into(), ..self }
    }

    /// With towns that become a part of others, each `TOWN=TOWN`.
    #[must_use]
    pub fn with_towns(self, merge_town: impl Into<Vec<String>>) -> Self {
        Self { merge_town: merge_town.into(), ..self }
    }

    /// Whether nothing is changed.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

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
    let template = PlanTemplate::open_any(path)?;
    let changes = changes(&edits.set, &template)?;
    template.edited(&changes, edits)
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
                let cause = format!("`{}` is given several values", paths.join(", "));
                let action = "give one value; `yike sweep` takes several";
                let issue =
                    Issue::new(Code::VARIATION_UNCLEAR, Place::file("--set"), cause, action);
                return Err(Problems { issues: vec![issue] });
            }
        }
    }
    Ok(changes)
}
