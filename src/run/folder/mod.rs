//! The folder that a run is written to: which files it has, how they are put in their place, how they are read again.
//!
//! Every folder has a [`RECORD`]: the kind of the run, the version that made it, and each of its files with its SHA-256. It is
//! written last. Who reads a run reads the record first and takes no file that is not as it says, so that files of two runs
//! are never taken for one. `timing.json` alone has no hash, since it depends on the machine.
//!
//! **Versions.** A folder of another [`FORMAT`], or without a record, is refused: it is made again from its inputs. Within a
//! format a later release may add fields and files; it reads those of an earlier one, in which they are absent.
//! So a run of another version stays verifiable: what it has is computed again and compared, while members of records,
//! properties of layers, columns of tables and files that it nowhere has, and this release writes, are no differences;
//! `verify` says how many these are. Lists and objects in the properties of its layers, which this release does not write,
//! are not compared. Words for people, and files that are compared by their bytes alone (summaries,
//! pictures, workbooks, formats of other programs), are held against their SHA-256 in the record.

mod borders;
mod files;
mod held;
mod layout;
mod names;
mod reader;
mod roads;
mod writer;

pub use borders::read_borders;
pub use files::{Output, WriteError, try_file, try_folder, write_one, write_together};
pub use held::{HeldLayers, LayerFeatures, LayerSource};
pub use layout::{
    FacilityRow, LayoutRun, LinkRow, MoveRow, PlacedRow, ServiceRow, SiteRow, UnitRow, own_value,
    read_towns,
};
pub use reader::{Altered, RunFolder};
pub use roads::{Roads, read_map_of_roads};
pub use writer::{FolderWriter, Written, write_folder};

/// What the system says of a folder's files, for those that write some beside [`FolderWriter`].
pub(crate) use crate::read::system_text;

use super::record::Format;
use crate::domain::words::words;
use crate::domain::{Phrase, phrase};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

/// The name of the record.
pub const RECORD: &str = "record.json";
/// The name of what depends on the machine.
pub const TIMING: &str = "timing.json";
/// The version of the record; it changes when a field changes its meaning or goes.
pub const FORMAT: &str = "yike-folder-1";

words! {
    /// What a folder holds.
    #[derive(Serialize, Deserialize)]
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
    #[serde(rename_all = "lowercase")]
    pub enum RunKind {
        /// A plan of one year, solved or audited; a period of a schedule.
        Plan = "plan",
        /// A plan over several periods, each in a folder of its own.
        Schedule = "schedule",
        /// Scenarios.
        Sweep = "sweep",
        /// A frontier.
        Frontier = "frontier",
        /// Plans as good as the best one, or nearly.
        Alternatives = "alternatives",
        /// A plan for many scenarios.
        Robust = "robust",
        /// Which demands of a plan clash, and what would make it possible.
        Conflicts = "conflicts",
        /// Why, and why not: answers to questions about a plan.
        Why = "why",
        /// What steps of a plan's figures are worth.
        Worth = "worth",
        /// The answer to a location problem.
        Placement = "placement",
        /// People in years to come.
        Forecast = "forecast",
        /// Two runs side by side.
        Comparison = "comparison",
    }
}

impl RunKind {
    /// What people read for it; in English its word.
    pub fn called(self) -> Phrase {
        let chinese = match self {
            RunKind::Plan => "规划方案",
            RunKind::Schedule => "分期方案",
            RunKind::Sweep => "情景组",
            RunKind::Frontier => "帕累托前沿",
            RunKind::Alternatives => "备选方案",
            RunKind::Robust => "稳健方案",
            RunKind::Conflicts => "冲突查找",
            RunKind::Why => "问题解答",
            RunKind::Worth => "增减价值",
            RunKind::Placement => "布点",
            RunKind::Forecast => "人口预测",
            RunKind::Comparison => "方案比较",
        };
        phrase(self.word(), chinese)
    }

    /// Whether its folder has a journal, from which a run that was cut off goes on.
    pub(crate) fn has_journal(self) -> bool {
        matches!(self, RunKind::Sweep | RunKind::Frontier)
    }

    /// The file that says everything, for programs.
    pub fn answer(self) -> &'static str {
        match self {
            RunKind::Plan => "plan.json",
            RunKind::Schedule => "schedule.json",
            RunKind::Sweep => "scenarios.json",
            RunKind::Frontier => "frontier.json",
            RunKind::Alternatives => "alternatives.json",
            RunKind::Robust => "robust.json",
            RunKind::Conflicts => "conflicts.json",
            RunKind::Why => "why.json",
            RunKind::Worth => "worth.json",
            RunKind::Placement => "placement.json",
            RunKind::Forecast => "forecast.json",
            RunKind::Comparison => "diff.json",
        }
    }
}

/// The whole of `record.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct FolderRecord {
    /// The word of the format: see [`FORMAT`].
    pub format: String,
    /// What the folder holds.
    pub kind: RunKind,
    /// The version of Yike that wrote it.
    pub version: String,
    /// Whether all files are in their place. False while a run writes, and after one that was broken off there.
    pub whole: bool,
    /// The files, in the order in which they were written.
    pub files: Vec<FileRecord>,
}

impl Format for FolderRecord {
    const FILE: &'static str = RECORD;
    const FORMAT: &'static str = FORMAT;
}

/// A file of a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct FileRecord {
    /// Its name; of a period's folder with the year before it.
    pub name: String,
    /// SHA-256 of its content, in hexadecimal; none where that depends on the machine.
    pub sha256: Option<String>,
}

/// SHA-256 in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    digits(&Sha256::digest(bytes))
}

/// The same of a file, without holding it.
fn sha256_of_file(path: &Path) -> io::Result<String> {
    let mut digest = Sha256::new();
    let mut file = BufReader::with_capacity(1 << 20, File::open(path)?);
    loop {
        let read = file.fill_buf()?;
        if read.is_empty() {
            break;
        }
        digest.update(read);
        let length = read.len();
        file.consume(length);
    }
    Ok(digits(&digest.finalize()))
}

fn digits(digest: &[u8]) -> String {
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
