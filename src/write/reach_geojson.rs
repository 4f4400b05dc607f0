//! What can be reached, as a map.

use super::collection::{Collection, rounded};
use super::run::VERSION;
use crate::travel::roads::Reached;
use serde_json::{Map, Value, json};

/// `reach.geojson`: for each site, then for all together, the area (`kind` = `area`) and the roads (`kind` = `roads`)
/// from which it is reached. `how` says in words by which roads, by whom and how far.
pub fn reach_geojson(sites: &[(String, Reached)], all: &Reached, how: &str) -> Vec<u8> {
    let mut collection = Collection::new();
    let named = sites
        .iter()
        .map(|(id, reached)| (Some(id.as_str()), reached));
    for (id, reached) in named.chain([(None, all)]) {
        for (kind, feature) in [("area", &reached.area), ("roads", &reached.lines)] {
            let mut ours: Map<String, Value> = Map::new();
            ours.insert("kind".into(), json!(kind));
            ours.insert("site".into(), json!(id));
            ours.insert("how".into(), json!(how));
            ours.insert(
                "road_km".into(),
                rounded(reached.length.metres() / 1000.0, 3),
            );
            let own = match id {
                Some(id) => format!("{id}-{kind}"),
                None => format!("all-{kind}"),
            };
            collection.add(&own, feature, ours);
        }
    }
    let about = json!({
        "version": VERSION,
        "layer": "reach",
        "about": how,
        "modelled": "the areas are what lies beside the roads reached",
    });
    collection.finish_about("reach", &about)
}
