//! A line of the journal: a scenario that ended, with its checksum.

use crate::domain::{Name, Stage};
use crate::run::plan::NameJson;
use crate::scenario::{
    AimFigures, DoneWork, FinishedScenario, LayoutFigures, Row, RowStatus, TierFigures,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
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

fn checksum(text: &[u8]) -> String {
    let digest = Sha256::digest(text);
    let digits: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    digits[..16].to_owned()
}

pub(super) fn encode(ended: &FinishedScenario) -> String {
    let row = &ended.row;
    let line = Line {
        number: row.number,
        seconds: ended.time.as_secs_f64(),
        status: row.status.word().into(),
        reason: row.reason.as_ref().map(NameJson::from),
        aims: row.aims.iter().map(|aim| aim.map(|aim| [aim.value, aim.bound, aim.gap])).collect(),
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
    let text = serde_json::to_string(&line).expect("plain figures and text");
    format!("{} {text}\n", checksum(text.as_bytes()))
}

/// None for a line that is not whole.
pub(super) fn decode(line: &[u8]) -> Option<Kept> {
    let (sum, text) = line.strip_suffix(b"\n")?.split_at_checked(16)?;
    let text = text.strip_prefix(b" ")?;
    if checksum(text).as_bytes() != sum {
        return None;
    }
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
            .map(|(people, covered, standing, new)| TierFigures { people, covered, standing, new })
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
