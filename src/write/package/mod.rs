//! A run as a package for GIS teams and planners: `plan.gpkg`, `plan.xlsx`, and its layers in other formats.

mod fields;
mod project;
mod qml;
mod styles;

use super::layers::geopackage::GeoPackage;
use super::layers::{Features, LayerError, LayerFormat, LayerOut, layer_files, layer_losses};
use super::tables::{guarded, table_csv, workbook};
use crate::domain::crs::Crs;
use crate::domain::{Members, Text, field_name, text};
use crate::run::folder::Output;
use crate::run::package::{GEOPACKAGE, Package, PackageFormat, WORKBOOK};
use crate::run::report::Decided;
use crate::run::table::{Stored, Table};
use crate::run::tables::{names, permitted};
use fields::fields;
use geo::Geometry;
use project::{Project, ProjectLayer};
use serde_json::Value;
use std::borrow::Cow;
use styles::{LanguageStyle, geometry, layer_styles};

/// The layers of a GeoPackage by their files, in the order in which they are drawn: the last is on top.
const DRAWN: [&str; 8] =
    ["towns", "reach", "network", "coverage", "uncovered", "allocations", "links", "layout"];

/// Hands the files of a run's package to `put`. A layer that a format cannot hold (GCJ-02 in a GeoPackage, points and areas
/// in one Shapefile) is named among what is returned; all else is there.
///
/// # Errors
///
/// When `put` fails.
pub(super) fn package<'a, E>(
    decided: &Decided<'_>,
    layers: &[&Table<'a>],
    tables: &[Table<'a>],
    package: &Package,
    put: &mut dyn FnMut(Output) -> Result<(), E>,
) -> Result<Vec<Text>, E> {
    let mut losses = Vec::new();
    let wanted = |format: PackageFormat| package.formats.contains(&format);
    let drawn =
        DRAWN.iter().filter_map(|file| layers.iter().find(|layer| layer.kind.file == *file));
    let drawn: Vec<&Table<'a>> = drawn.copied().collect();
    let mut take = |name: &'static str, made: Result<Vec<u8>, Text>| match made {
        Ok(bytes) => put(Output::new(name, bytes)),
        Err(why) => {
            losses.push(left_out(name, &why));
            Ok(())
        }
    };
    if wanted(PackageFormat::GeoPackage) {
        let made = all_in_one(decided, &drawn, tables, package);
        take(GEOPACKAGE, made.map_err(|error| error.text()))?;
    }
    if wanted(PackageFormat::Workbook) {
        let of_people = tables.iter().filter(|table| table.kind.name != permitted::KIND.name);
        let mut sheets: Vec<&Table<'a>> = of_people.collect();
        let sites = layers.iter().filter(|layer| layer.kind.name == "sites").copied();
        sheets.splice(2..2, sites);
        // Coverage before money, as the summary has them.
        sheets.swap(3, 4);
        sheets.splice(2..2, layers.iter().filter(|layer| layer.kind.name == "towns").copied());
        let made = workbook(&sheets, package.language);
        take(WORKBOOK, made.map_err(|error| Text::same(error.to_string())))?;
    }
    for layer in &drawn {
        let formats = package.formats.iter().filter_map(|&format| layer_format(format));
        // `network.csv` is a table that such runs write anyhow.
        let formats =
            formats.filter(|&format| format != LayerFormat::Csv || layer.kind.file != "network");
        for format in formats {
            put_layer(layer, format, package.crs, &mut losses, put)?;
        }
    }
    if wanted(PackageFormat::Csv) {
        for table in tables {
            let name = format!("{}.csv", table.kind.file);
            put(Output::new(name, table_csv(table, package.language)))?;
        }
    }
    Ok(losses)
}

/// The GeoPackage: every layer with its styles, every table, and a project of QGIS with all of them.
fn all_in_one(
    decided: &Decided<'_>,
    layers: &[&Table<'_>],
    tables: &[Table<'_>],
    package: &Package,
) -> Result<Vec<u8>, LayerError> {
    let mut file = GeoPackage::new()?;
    let (language, choices) = (package.language, project::id(permitted::KIND.name));
    let mut shown = Vec::new();
    for &layer in layers {
        let features = Fitting(layer);
        let name = layer.kind.name;
        file.add_layer(&LayerOut { name, features: &features, crs: package.crs })?;
        let columns = file.columns(name)?;
        let styles = layer_styles(decided, layer, language);
        for style in &styles {
            file.add_style(&style.stored(name, &fields(layer, &columns, style.language, None)))?;
        }
        let own = styles.iter().find(|style| style.language == language);
        let choices = (name == names::SITES).then_some(&*choices);
        shown.push(ProjectLayer {
            name,
            title: layer.title(language).into(),
            geometry: geometry(layer),
            has_labels: own.is_some_and(LanguageStyle::has_labels),
            drawn: own.map(LanguageStyle::drawn).unwrap_or_default(),
            fields: fields(layer, &columns, language, choices),
            is_editable: choices.is_some(),
        });
    }
    for table in tables {
        let name = table.kind.name;
        file.add_table(table, language)?;
        shown.push(ProjectLayer {
            name,
            title: table.title(language).into(),
            geometry: "No geometry",
            drawn: String::new(),
            has_labels: false,
            fields: fields(table, &file.columns(name)?, language, None),
            is_editable: false,
        });
    }
    let project = Project {
        title: language.name(&decided.problem.name),
        file: GEOPACKAGE,
        crs: package.crs,
        language,
        extent: file.extent()?.unwrap_or_default(),
    };
    file.add_project(project::NAME, &project::project(&project, &shown)?)?;
    file.finish()
}

/// That a file is not written, and why.
fn left_out(name: &str, why: &Text) -> Text {
    text!("{name} is left out: {why}", "未写出 {name}：{why}"; why)
}

fn put_layer<E>(
    layer: &Table<'_>,
    format: LayerFormat,
    crs: Crs,
    losses: &mut Vec<Text>,
    put: &mut dyn FnMut(Output) -> Result<(), E>,
) -> Result<(), E> {
    let (guarded, fitting) = (Guarded(layer), Fitting(layer));
    let out = LayerOut {
        name: layer.kind.file,
        features: match format {
            LayerFormat::Csv => &guarded,
            LayerFormat::Shapefile => &fitting,
            _ => layer,
        },
        crs,
    };
    let file = layer.kind.file;
    let ending = format.ending();
    let made = layer_files(&out, format).and_then(|files| Ok((files, layer_losses(&out, format)?)));
    match made {
        Ok((files, lost)) => {
            let named =
                |loss: Text| text!("{file}.{ending}: {loss}", "{file}.{ending}：{loss}"; loss);
            losses.extend(lost.into_iter().map(named));
            for made in files {
                let ending = if made.ending.is_empty() { ending } else { made.ending };
                put(Output::new(format!("{file}.{ending}"), made.bytes))?;
            }
        }
        Err(error) => losses.push(left_out(&format!("{file}.{ending}"), &error.text())),
    }
    Ok(())
}

/// A layer whose fields are called as Esri's programs take it.
struct Fitting<'a, 'b>(&'b Table<'a>);

impl Features for Fitting<'_, '_> {
    fn count(&self) -> usize {
        self.0.count()
    }

    fn id(&self, row: usize) -> Option<Cow<'_, str>> {
        Features::id(self.0, row)
    }

    fn geometry(&self, row: usize) -> Cow<'_, Geometry<f64>> {
        Features::geometry(self.0, row)
    }

    fn properties(&self, row: usize) -> Members {
        let mut fit = Members::new();
        for (name, value) in self.0.properties(row) {
            let mut own = field_name(&name).into_owned();
            while fit.contains_key(&own) {
                own.push('_');
            }
            fit.insert(own, value);
        }
        fit
    }

    fn stored(&self, name: &str) -> Option<Stored> {
        let head = self.0.heads.iter().find(|head| fields::column(self.0, head) == name)?;
        Some(head.unit.stored())
    }
}

/// A layer with text that no spreadsheet takes for a formula.
struct Guarded<'a, 'b>(&'b Table<'a>);

impl Features for Guarded<'_, '_> {
    fn count(&self) -> usize {
        self.0.count()
    }

    fn id(&self, row: usize) -> Option<Cow<'_, str>> {
        self.0.id(row)
    }

    fn geometry(&self, row: usize) -> Cow<'_, Geometry<f64>> {
        self.0.geometry(row)
    }

    fn properties(&self, row: usize) -> Members {
        let own = self.0.properties(row).into_iter();
        let safe = own.map(|(name, value)| {
            let value = match value {
                Value::String(text) => guarded(&text).into(),
                other => other,
            };
            (guarded(&name), value)
        });
        safe.collect()
    }
}

/// The format of layers that a package's format is; none where it is one file for all.
fn layer_format(format: PackageFormat) -> Option<LayerFormat> {
    use PackageFormat::{GeoJson, GeoPackage};
    LayerFormat::from_ending(format.word()).filter(|_| ![GeoJson, GeoPackage].contains(&format))
}
