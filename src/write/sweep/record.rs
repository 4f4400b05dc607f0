//! What a sweep was made from, and the fingerprint that ties a journal to it.

use crate::domain::Sweep;
use crate::run::record::{InputRecord, SettingsRecord};
use serde::Serialize;
use sha2::{Digest, Sha256};

/// How a sweep came to be.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SweepRecord {
    /// The version of Yike.
    pub version: &'static str,
    /// The plan's name.
    pub plan: String,
    /// The plan's files and the sweep's, where there is one.
    pub inputs: Vec<InputRecord>,
    /// Of each scenario.
    pub settings: SettingsRecord,
    /// What the draws follow from.
    pub seed: u64,
    /// Draws of the random parameters; 0 where there are none.
    pub draws: u64,
    /// How many scenarios there are.
    pub scenarios: u64,
}

/// The fingerprint of everything that rows depend on: version, the plan's files, what varies, settings. Where the files
/// lie and how the sweep file is laid out do not count.
pub fn key(record: &SweepRecord, sweep: &Sweep) -> String {
    let mut digest = Sha256::new();
    let mut part = |text: &str| {
        digest.update((text.len() as u64).to_le_bytes());
        digest.update(text.as_bytes());
    };
    part(record.version);
    for input in record.inputs.iter().filter(|input| input.role != "sweep") {
        part(&input.role);
        part(&input.sha256);
    }
    part(&format!("{:?}", record.settings));
    part(&format!("{sweep:?}"));
    let bytes = digest.finalize();
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
