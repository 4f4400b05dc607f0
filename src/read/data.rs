//! `[data]`: the layers that a plan names, each a file name or an object.

use super::catalogue::Code;
use super::fields::Fields;
use super::issue::Usual;
use super::layers::{CrsBy, Source, asked_crs};
use super::node::Value;
use crate::domain::text;
use std::path::Path;

/// A layer as the plan names it.
#[derive(Debug)]
pub(super) struct LayerSpec {
    /// Its path relative to the plan file, with `#layer` where the plan appends it.
    pub(super) file: String,
    pub(super) layer: Option<String>,
    pub(super) crs: Option<crate::domain::crs::Crs>,
    /// Pairs of a property of the format and its name in the file.
    pub(super) fields: Vec<(String, String)>,
    pub(super) join: Option<JoinSpec>,
}

/// A table that is joined to a layer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JoinSpec {
    /// The table: CSV, a workbook or Parquet; of a plan relative to its file.
    pub file: String,
    /// The sheet of a workbook, where it is not the first.
    pub sheet: Option<String>,
    /// The table's column.
    pub key: String,
    /// The layer's property.
    pub to: String,
}

impl LayerSpec {
    /// Its source, with paths relative to `base`.
    pub(super) fn source(&self, base: &Path) -> Source {
        let source = Source::new(&base.join(&self.file), &self.file);
        let source = source.with_layer(self.layer.as_deref());
        Source { crs: self.crs, crs_by: CrsBy::Plan, ..source }
    }

    /// Its name in messages.
    pub(super) fn name(&self) -> String {
        self.source(Path::new("")).name
    }
}

/// The layers that the plan names.
#[derive(Debug)]
pub(super) struct Data {
    pub(super) towns: Option<LayerSpec>,
    pub(super) demand: Option<LayerSpec>,
    pub(super) sites: Option<LayerSpec>,
    pub(super) medical: Option<LayerSpec>,
    /// Whether the plan does not mention a medical layer.
    pub(super) no_medical: bool,
}

/// `[data]`.
pub(super) fn read_data(root: &Fields<'_>) -> Data {
    let keys = ["towns", "demand", "sites", "medical"];
    let data = root.required("data", |root, field| root.table(field, &keys));
    let layer = |field: &str| data.as_ref().and_then(|data| data.required(field, read_layer_spec));
    let medical = data.as_ref().filter(|data| data.has("medical"));
    let read = Data {
        towns: layer("towns"),
        demand: layer("demand"),
        sites: layer("sites"),
        medical: medical.and_then(|data| read_layer_spec(data, "medical")),
        no_medical: data.as_ref().is_some_and(|data| !data.has("medical")),
    };
    if let Some(data) = data {
        check_p1033_files(&data, &read);
        data.refuse_unknown();
    }
    read
}

/// A file's name, or `{ file, layer, crs, fields, join }`.
pub(super) fn read_layer_spec(data: &Fields<'_>, field: &str) -> Option<LayerSpec> {
    if !matches!(data.node(field)?.value, Value::Table(_)) {
        return Some(LayerSpec {
            file: data.text(field)?,
            layer: None,
            crs: None,
            fields: Vec::new(),
            join: None,
        });
    }
    let table = data.table(field, &["file", "layer", "crs", "fields", "join"])?;
    let file = table.required("file", Fields::text);
    let crs = table.text("crs").map(|text| {
        asked_crs(&text).map_err(|why| {
            let action = text!(
                "write for instance \"EPSG:4547\", \"CGCS2000\" or \"GCJ-02\"",
                "例如写 `EPSG:4547`、`CGCS2000` 或 `GCJ-02`"
            );
            table.push(Code::CRS_REFUSED, "crs", why, action);
        })
    });
    let named = table.table_by("fields").map(|(names, keys)| {
        let pair = |key: String| names.required(&key, Fields::text).map(|theirs| (key, theirs));
        keys.into_iter().filter_map(pair).collect()
    });
    let join = table.table("join", &["file", "sheet", "key", "to"]).and_then(|join| {
        let (file, key) = (join.required("file", Fields::text), join.required("key", Fields::text));
        let (sheet, to) = (join.text("sheet"), join.text("to"));
        join.refuse_unknown();
        Some(JoinSpec { file: file?, sheet, key: key?, to: to.unwrap_or_else(|| "id".into()) })
    });
    table.refuse_unknown();
    let crs = crs.transpose().ok()?;
    Some(LayerSpec {
        file: file?,
        layer: table.text("layer"),
        crs,
        fields: named.unwrap_or_default(),
        join,
    })
}

/// Each layer has its own file, or its own layer within a file.
fn check_p1033_files(data: &Fields<'_>, read: &Data) {
    let layers = [
        ("towns", &read.towns),
        ("demand", &read.demand),
        ("sites", &read.sites),
        ("medical", &read.medical),
    ];
    let file = |spec: &Option<LayerSpec>| {
        let spec = spec.as_ref()?;
        let file = spec.file.trim_start_matches("./").to_owned();
        Some((file, spec.layer.clone()))
    };
    for (position, (field, spec)) in layers.iter().enumerate() {
        let Some(own) = file(spec) else { continue };
        let earlier = layers[..position].iter().find(|(_, spec)| file(spec).as_ref() == Some(&own));
        if let Some((other, _)) = earlier {
            let file = own.0;
            let cause = text!(
                "`{field}` and `{other}` are both read from `{file}`",
                "`{field}` 和 `{other}` 都读自 `{file}`"
            );
            data.push(Code::LAYER_TWICE, field, cause, Usual);
        }
    }
}
