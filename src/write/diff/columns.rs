//! What is decided about each site, column by column of the sites' table: a column that the table gets is compared without a
//! word here.

use crate::domain::PropertyValue;
use crate::run::folder::{LayoutRun, SiteRow, own_value};
use crate::run::table::{Source, Within};
use crate::run::tables::{Dimensions, sites_heads};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// A value of a site that differs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ColumnChange {
    /// The site's id.
    pub site: String,
    /// The column, as `docs/outputs.md` names it.
    pub column: String,
    /// Its value in A; null: none.
    pub a: Value,
    /// In B.
    pub b: Value,
}

/// Every computed column that differs, of the sites that both runs have, in the order of A's map.
pub(super) fn columns(a: &LayoutRun, b: &LayoutRun) -> Vec<ColumnChange> {
    let mut names: Vec<String> = Vec::new();
    for run in [a, b] {
        let heads = sites_heads(&Dimensions::of_plan(&run.plan)).into_iter();
        let compared = heads
            .filter(|head| head.source == Source::Computed && head.within != Within::Tables)
            .map(|head| head.name);
        for name in compared {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    let of_b: BTreeMap<&str, &SiteRow> = b.sites.iter().map(|site| (&*site.id, site)).collect();
    let both = a.sites.iter().filter_map(|site| Some((site, *of_b.get(&*site.id)?)));
    both.flat_map(|(site, other)| {
        names.iter().filter_map(move |name| {
            let value = |site: &SiteRow| {
                let own = own_value(&site.feature.properties, name);
                own.map(PropertyValue::to_json).unwrap_or_default()
            };
            let (a, b) = (value(site), value(other));
            (a != b).then(|| ColumnChange { site: site.id.clone(), column: name.clone(), a, b })
        })
    })
    .collect()
}
