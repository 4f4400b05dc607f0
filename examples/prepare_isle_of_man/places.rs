//! Named places, after which settlements and unnamed sites are called.

use crate::extract::Extract;
use crate::ground::{Degrees, apart};

const KINDS: [&str; 5] = ["town", "village", "suburb", "hamlet", "locality"];

/// A named place.
#[derive(Debug)]
pub struct Place {
    pub name: String,
    pub at: Degrees,
}

/// Towns, villages, suburbs, hamlets and localities that are nodes, by id.
pub fn find(extract: &Extract) -> Vec<Place> {
    let nodes = extract.nodes.iter().filter_map(|(id, tags)| {
        let kind = tags.get("place")?;
        let name = tags.get("name")?.clone();
        let at = *extract.places.get(id)?;
        KINDS.contains(&kind.as_str()).then_some(Place { name, at })
    });
    nodes.collect()
}

/// The name of the place nearest to `at`.
pub fn nearest(places: &[Place], at: Degrees) -> &str {
    let nearest = places.iter().min_by(|a, b| apart(a.at, at).total_cmp(&apart(b.at, at)));
    nearest.map_or("", |place| place.name.as_str())
}
