//! The changes as a map layer.

use super::{Diff, SiteSide};
use crate::domain::Feature;
use crate::domain::crs::Crs;
use crate::domain::{LonLat, Members};
use crate::run::folder::{LayoutRun, SiteRow};
use crate::run::table::PREFIX;
use crate::write::layers::{LayerError, LayerOut, geojson};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// `diff.geojson`, in WGS84: the sites and the units that change with the caller's geometry and properties, and ours, which
/// begin with `diff_`; `diff_what` is `site`, `unit` or `move`, a line from what closes to what opens.
///
/// # Errors
///
/// When the layer cannot be written.
pub(super) fn diff_geojson(diff: &Diff, a: &LayoutRun) -> Result<Vec<u8>, LayerError> {
    let sites: BTreeMap<&str, &SiteRow> =
        a.sites.iter().map(|site| (site.id.as_str(), site)).collect();
    let mut features: Vec<(Option<String>, Feature)> = Vec::new();
    for row in &diff.sites {
        let Some(site) = sites.get(row.site.as_str()) else {
            continue;
        };
        let mut ours = Members::new();
        ours.insert("diff_what".into(), "site".into());
        ours.insert("diff_change".into(), row.change.word().into());
        ours.insert("diff_from".into(), json!(row.from));
        ours.insert("diff_to".into(), json!(row.to));
        ours.insert("diff_moved_m".into(), json!(row.moved_m));
        for (side, own) in [("a", &row.a), ("b", &row.b)] {
            for (name, value) in of_site(own) {
                ours.insert(format!("diff_{name}_{side}"), value);
            }
        }
        features.push(changed(&row.site, &site.feature, ours));
    }
    let mut by_unit: BTreeMap<&str, Members> = BTreeMap::new();
    for row in &diff.units {
        let ours = by_unit.entry(&row.unit).or_default();
        let word = if row.share_b > row.share_a { "gains" } else { "loses" };
        ours.insert("diff_what".into(), "unit".into());
        let mut put = |name: &str, value: Value| {
            ours.insert(format!("diff_{}_{name}", row.tier), value);
        };
        put("change", word.into());
        put("share_a", json!(row.share_a));
        put("share_b", json!(row.share_b));
        put("site_a", json!(row.site_a));
        put("site_b", json!(row.site_b));
    }
    for unit in &a.units {
        if let Some(ours) = by_unit.remove(unit.id.as_str()) {
            features.push(changed(&unit.id, &unit.feature, ours));
        }
    }
    for row in diff.sites.iter().filter(|row| row.to.as_ref() == Some(&row.site)) {
        let place = |id: Option<&String>| -> Option<LonLat> { Some(sites.get(id?.as_str())?.at) };
        if let (Some(from), Some(to)) = (place(row.from.as_ref()), place(row.to.as_ref())) {
            let mut ours = Members::new();
            ours.insert("diff_what".into(), "move".into());
            ours.insert("diff_from".into(), json!(row.from));
            ours.insert("diff_to".into(), json!(row.to));
            ours.insert("diff_moved_m".into(), json!(row.moved_m));
            let ends = [from, to].map(|at| (at.lon_deg(), at.lat_deg()));
            features.push((None, Feature::new(geo::LineString::from(ends.to_vec()).into(), ours)));
        }
    }
    let about = json!({
        "version": diff.version,
        "layer": "diff",
        "about": "sites and units that change from one run to another",
        "a": diff.a.folder,
        "b": diff.b.folder,
    });
    let layer = LayerOut {
        name: &format!("{}: changes", diff.a.name),
        features: &features,
        crs: Crs::Wgs84,
    };
    geojson(&layer, &Map::from_iter([("yike".into(), about)]))
}

/// A feature of the caller's with what has changed behind its own properties.
fn changed(id: &str, feature: &Feature, ours: Members) -> (Option<String>, Feature) {
    let own = feature.properties.iter().filter(|(name, _)| !name.starts_with(PREFIX));
    let own = own.map(|(name, value)| (name.to_owned(), value.to_json()));
    let properties: Members = own.chain(ours).collect();
    (Some(id.into()), Feature::new(feature.geometry.clone(), properties))
}

fn of_site(side: &SiteSide) -> [(&'static str, Value); 5] {
    [
        ("standing", json!(side.standing)),
        ("tier", json!(side.tier)),
        ("beds", json!(side.beds)),
        ("work", json!(side.work_id)),
        ("cost_yuan", json!(side.cost_yuan)),
    ]
}
