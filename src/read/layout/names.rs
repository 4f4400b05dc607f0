//! The properties of a layout by the names that come back: in any case of letters, as Esri's programs take them, or cut to
//! the ten bytes of a Shapefile.

use crate::domain::field_name;
use crate::read::collection::{Aliases, Layer};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The most bytes of a field's name in a Shapefile.
const CUT: usize = 10;

/// For each property of `known` that the layer does not have as it is, the one property that stands for it.
pub(super) fn aliases(layer: &Layer, known: &[String]) -> Aliases {
    let features = layer.features.iter().flatten();
    let there: BTreeSet<&str> = features.flat_map(|raw| raw.properties.keys()).collect();
    let is_own = |name: &str| known.iter().any(|own| own == name);
    let others: Vec<&str> = there.iter().copied().filter(|name| !is_own(name)).collect();
    let absent = known.iter().filter(|field| !there.contains(field.as_str()));
    let found = absent.filter_map(|field| {
        let short = cut(field).filter(|short| {
            let alike = known.iter().filter(|own| cut(own) == Some(short));
            alike.count() == 1 && !is_own(short)
        });
        let fit = field_name(field);
        let stands = |name: &&str| {
            name.eq_ignore_ascii_case(field)
                || name.eq_ignore_ascii_case(&fit)
                || short.is_some_and(|short| name.eq_ignore_ascii_case(short))
        };
        let mut standing = others.iter().copied().filter(stands);
        let only = standing.next().filter(|_| standing.next().is_none())?;
        Some((field.clone(), only.to_owned()))
    });
    Arc::new(found.collect())
}

/// What a Shapefile keeps of a name that is too long for it.
fn cut(name: &str) -> Option<&str> {
    name.get(..CUT).filter(|_| name.len() > CUT)
}
