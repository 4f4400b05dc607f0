//! The roads that a run travelled on and the water between them, if their file still is as it was.

use super::sha256;
use crate::domain::LonLat;
use crate::domain::roads::RoadNetwork;
use crate::read::roads::{read_places, read_roads};
use crate::run::record::InputRecord;
use std::fs;
use std::path::Path;

/// Larger files of roads are not read for a picture's sake.
const MOST_BYTES: u64 = 64_000_000;

/// What is water of OpenStreetMap, by tags; and which of it are areas by their outlines. A coast may be closed and is none.
const WATER: [(&str, &[&str]); 3] = [
    ("waterway", &["river", "canal"]),
    ("natural", &["coastline", "water"]),
    ("landuse", &["reservoir"]),
];
const AREAS: [&str; 2] = ["water", "reservoir"];

/// The roads that a plan travels on, with the water of the same file.
#[derive(Debug, Clone)]
pub struct Roads {
    /// The network.
    pub network: RoadNetwork,
    /// Rivers, canals and coasts; none from a layer, which has roads alone.
    pub lines_of_water: Vec<Vec<LonLat>>,
    /// Lakes and wide rivers by their outlines, but for those of several ways (relations), which are not read.
    pub areas_of_water: Vec<Vec<LonLat>>,
}

/// The roads among the `inputs` of a run, when their bytes are those of the record; none of a plan that travels otherwise.
pub fn read_map_of_roads(inputs: &[InputRecord]) -> Option<Roads> {
    let input = |role: &str| inputs.iter().find(|input| input.role == role);
    let (plan, roads) = (input("plan")?, input("network")?);
    if roads.bytes > MOST_BYTES {
        return None;
    }
    let path = Path::new(&plan.path).parent()?.join(&roads.path);
    // `roads.gpkg#layer` names one of several layers.
    let file = path.to_str()?.split('#').next()?;
    (sha256(&fs::read(file).ok()?) == roads.sha256).then_some(())?;
    let network = read_roads(&path).ok()?.network;
    let mut roads = Roads { network, lines_of_water: Vec::new(), areas_of_water: Vec::new() };
    for own in read_places(&path, &WATER).unwrap_or_default() {
        match AREAS.contains(&own.kind.as_str()) {
            true => roads.areas_of_water.push(own.line),
            false => roads.lines_of_water.push(own.line),
        }
    }
    Some(roads)
}
