//! What in an extract of OpenStreetMap has tags that are asked for.

use super::passes::Nodes;
use crate::domain::LonLat;
use std::collections::BTreeMap;

/// A place of an extract.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct OsmPlace {
    /// `n` or `w`, for a node or a way, and its identifier.
    pub id: String,
    /// Its name, where it has one.
    pub name: Option<String>,
    /// The value of the tag for which it is one: `townhall`.
    pub kind: String,
    /// Where it is; of a way the middle of its bounding box.
    pub at: LonLat,
    /// Of a way its nodes, one after the other; of an area the last is the first.
    pub line: Vec<LonLat>,
}

/// A way before its nodes are known.
struct Outline {
    id: i64,
    name: Option<String>,
    kind: String,
    nodes: Vec<i64>,
    /// The longitudes and latitudes of its nodes, in files that keep them in the ways.
    located: Vec<(f64, f64)>,
}

/// What a pass finds.
#[derive(Default)]
pub(super) struct Sights {
    places: Vec<OsmPlace>,
    outlines: Vec<Outline>,
}

/// The tags that are asked for: keys with the values that count.
pub type Tags<'a> = [(&'a str, &'a [&'a str])];

/// The kind and the name of what has these tags; none where it is not asked for.
fn wanted<'a>(
    tags: &Tags<'_>,
    own: impl Iterator<Item = (&'a str, &'a str)>,
) -> Option<(String, Option<String>)> {
    let (mut found, mut name, mut chinese) = (None, None, None);
    for (key, value) in own {
        match key {
            "name" => name = Some(value.to_owned()),
            "name:zh" => chinese = Some(value.to_owned()),
            // What is no more.
            "disused" | "abandoned" if value == "yes" => return None,
            _ if tags.iter().any(|(tag, values)| *tag == key && values.contains(&value)) => {
                found = found.or(Some(value.to_owned()));
            }
            _ => {}
        }
    }
    Some((found?, chinese.or(name)))
}

impl Sights {
    pub(super) fn node<'a>(
        &mut self,
        tags: &Tags<'_>,
        id: i64,
        (lon_deg, lat_deg): (f64, f64),
        own: impl Iterator<Item = (&'a str, &'a str)>,
    ) {
        if let Some((kind, name)) = wanted(tags, own)
            && let Ok(at) = LonLat::new(lon_deg, lat_deg)
        {
            let (id, line) = (format!("n{id}"), Vec::new());
            self.places.push(OsmPlace { id, name, kind, at, line });
        }
    }

    pub(super) fn way<'a>(
        &mut self,
        tags: &Tags<'_>,
        id: i64,
        own: impl Iterator<Item = (&'a str, &'a str)>,
        nodes: impl Iterator<Item = (i64, Option<(f64, f64)>)>,
    ) {
        if let Some((kind, name)) = wanted(tags, own) {
            let (mut keys, mut located) = (Vec::new(), Vec::new());
            for (key, at) in nodes {
                keys.push(key);
                located.extend(at.filter(|at| at.0.is_finite() && at.1.is_finite()));
            }
            self.outlines.push(Outline { id, name, kind, nodes: keys, located });
        }
    }

    /// The nodes of its ways.
    pub(super) fn nodes(&self) -> Nodes {
        let mut keys: Vec<i64> = self.outlines.iter().flat_map(|own| own.nodes.clone()).collect();
        keys.sort_unstable();
        keys.dedup();
        Nodes { found: vec![None; keys.len()], keys }
    }

    pub(super) fn append(&mut self, other: Self) {
        self.places.extend(other.places);
        self.outlines.extend(other.outlines);
    }

    /// The places, ways where their nodes are.
    pub(super) fn into_places(self, nodes: &Nodes) -> Vec<OsmPlace> {
        let mut places = self.places;
        for own in self.outlines {
            let mut located = own.located;
            if located.is_empty() {
                let found = |key: &i64| Some(nodes.found[nodes.position(*key)?]?.at);
                let found = own.nodes.iter().filter_map(found);
                located = found.map(|at| (at.lon_deg(), at.lat_deg())).collect();
            }
            let line: Vec<LonLat> = located.into_iter().filter_map(rounded).collect();
            let middle = |axis: fn(LonLat) -> f64| {
                let along = || line.iter().map(|at| axis(*at));
                let low = along().fold(f64::INFINITY, f64::min);
                (low + along().fold(f64::NEG_INFINITY, f64::max)) / 2.0
            };
            if let Some(at) = rounded((middle(LonLat::lon_deg), middle(LonLat::lat_deg))) {
                let id = format!("w{}", own.id);
                places.push(OsmPlace { id, name: own.name, kind: own.kind, at, line });
            }
        }
        // Blocks of a file may come in any order.
        let sorted: BTreeMap<String, OsmPlace> =
            places.into_iter().map(|place| (place.id.clone(), place)).collect();
        sorted.into_values().collect()
    }
}

/// A position in degrees, as fine as those of the file itself.
fn rounded((lon_deg, lat_deg): (f64, f64)) -> Option<LonLat> {
    let [lon_deg, lat_deg] = [lon_deg, lat_deg].map(|degrees| (degrees * 1e7).round() / 1e7);
    LonLat::new(lon_deg, lat_deg).ok()
}
