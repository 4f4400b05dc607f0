//! A line of the journal of a sweep: a scenario that ended.

use crate::domain::{Name, Stage};
use crate::run::plan::NameJson;
use crate::scenario::{
    AimFigures, DoneWork, FinishedScenario, LayoutFigures, Row, RowStatus, TierFigures,
};
use crate::write::journal::JournalLine;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// A scenario as the journal holds it.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept {
    /// The row.
    pub row: Row,
    /// How long it took, in seconds.
    pub seconds: f64,
}

#[derive(Serialize, Deserialize)]
struct Line {
    number: u64,
    seconds: f64,
    status: String,
    reason: Option<NameJson>,
    aims: Vec<Option<[Option<f64>; 3]>>,
    layout: Option<LayoutLine>,
}

#[derive(Serialize, Deserialize)]
struct LayoutLine {
    cost: i64,
    running: i64,
    sources: Vec<i64>,
    tiers: Vec<(f64, f64, u32, u32)>,
    works: Vec<(u32, String, bool)>,
}

impl From<FinishedScenario> for Kept {
    fn from(ended: FinishedScenario) -> Self {
        Self { row: ended.row, seconds: ended.time.as_secs_f64() }
    }
}

impl JournalLine for Kept {
    fn number(&self) -> u64 {
        self.row.number
    }

    fn to_text(&self) -> String {
        let row = &self.row;
        let line = Line {
            number: row.number,
            seconds: self.seconds,
            status: row.status.word().into(),
            reason: row.reason.as_ref().map(NameJson::from),
            aims: row
                .aims
                .iter()
                .map(|aim| aim.map(|aim| [aim.value, aim.bound, aim.gap]))
                .collect(),
            layout: row.layout.as_ref().map(|layout| LayoutLine {
                cost: layout.cost_yuan,
                running: layout.running_cost_yuan,
                sources: layout.sources_yuan.clone(),
                tiers: layout
                    .tiers
                    .iter()
                    .map(|tier| (tier.people, tier.covered, tier.standing, tier.new))
                    .collect(),
                works: layout
                    .works
                    .iter()
                    .map(|done| (done.site, done.work.clone(), done.stands))
                    .collect(),
            }),
        };
        serde_json::to_string(&line).expect("plain figures and text")
    }

    fn from_text(text: &[u8]) -> Option<Self> {
        let line: Line = serde_json::from_slice(text).ok()?;
        let mut aims = [None; Stage::ALL.len()];
        for (own, aim) in aims.iter_mut().zip(line.aims) {
            *own = aim.map(|[value, bound, gap]| AimFigures { value, bound, gap });
        }
        let layout = line.layout.map(|layout| LayoutFigures {
            cost_yuan: layout.cost,
            running_cost_yuan: layout.running,
            sources_yuan: layout.sources,
            tiers: layout
                .tiers
                .into_iter()
                .map(|(people, covered, standing, new)| TierFigures {
                    people,
                    covered,
                    standing,
                    new,
                })
                .collect(),
            works: layout
                .works
                .into_iter()
                .map(|(site, work, stands)| DoneWork { site, work, stands })
                .collect(),
        });
        let row = Row {
            number: line.number,
            status: RowStatus::from_word(&line.status)?,
            reason: line.reason.as_ref().map(Name::from),
            aims,
            layout,
        };
        let seconds = Duration::try_from_secs_f64(line.seconds).ok()?.as_secs_f64();
        Some(Kept { row, seconds })
    }
}
