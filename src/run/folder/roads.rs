//! The roads that a run travelled on, if their file still is as it was.

use super::sha256;
use crate::domain::roads::RoadNetwork;
use crate::read::roads::read_roads;
use crate::run::record::InputRecord;
use std::fs;
use std::path::Path;

/// Larger files of roads are not read for a picture's sake.
const MOST_BYTES: u64 = 64_000_000;

/// The network among the `inputs` of a run, when its bytes are those of the record; none of a plan that travels otherwise.
pub fn read_network(inputs: &[InputRecord]) -> Option<RoadNetwork> {
    let input = |role: &str| inputs.iter().find(|input| input.role == role);
    let (plan, roads) = (input("plan")?, input("network")?);
    if roads.bytes > MOST_BYTES {
        return None;
    }
    let path = Path::new(&plan.path).parent()?.join(&roads.path);
    // `roads.gpkg#layer` names one of several layers.
    let file = path.to_str()?.split('#').next()?;
    (sha256(&fs::read(file).ok()?) == roads.sha256).then_some(())?;
    Some(read_roads(&path).ok()?.network)
}
