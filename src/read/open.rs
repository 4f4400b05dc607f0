//! Opens a layer as the plan names it.

use super::collection::{Layer, read_layer_by};
use super::data::LayerSpec;
use super::geometry::Shape;
use super::join::join;
use super::names::{alias_of_id, settle_names};
use super::sink::Sink;
use super::source::{InputFile, Role};
use std::path::Path;

/// Opens a layer and the table joined to it, whose record goes to `tables`.
pub(super) fn open_layer(
    sink: &Sink,
    base: &Path,
    spec: &LayerSpec,
    (role, shape): (Role, Shape),
    groups: &[String],
    tables: &mut Vec<InputFile>,
) -> Option<Layer> {
    let stated = spec.fields.iter().find(|(field, _)| field == "id");
    let id_field = stated.map_or("id", |(_, theirs)| theirs.as_str());
    let mut layer = read_layer_by(sink, &spec.source(base), role, shape, id_field)?;
    let alias = alias_of_id(&layer, role, &spec.fields);
    let joined = spec.join.as_ref().map(|table| join(sink, base, &mut layer, table, alias));
    if let Some(record) = joined {
        tables.push(record?);
    }
    settle_names(sink, &mut layer, role, &spec.fields, groups);
    Some(layer)
}
