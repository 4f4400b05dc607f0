//! A run as a package for GIS teams and planners: `plan.gpkg`, `plan.xlsx`, and its layers in other formats.

mod qml;
mod styles;

use super::layers::geopackage::GeoPackage;
use super::layers::{
    LayerFormat, LayerOut, geometry_word, layer_features, layer_files, layer_losses,
};
use super::tables::{
    Table, coverage_table, guarded, money_table, run_table, sites_table, table_csv, targets_table,
    workbook, works_table,
};
use crate::domain::crs::Crs;
use crate::domain::{Feature, Problem};
use crate::run::files::Output;
use crate::run::package::{GEOPACKAGE, Package, PackageFormat, WORKBOOK};
use crate::run::plan::PlanJson;
use crate::run::report::Report;
use serde_json::Value as JsonValue;
use styles::{Shape, Styled, layer_styles};

/// Whether a run may write a file of this name in some package.
pub fn is_name(name: &str) -> bool {
    let Some((stem, ending)) = name.rsplit_once('.') else {
        return false;
    };
    let tables = ["targets", "works", "money", "coverage_by_place", "run"];
    let is_layer = LAYERS.iter().any(|(file, _)| *file == stem);
    [GEOPACKAGE, WORKBOOK].contains(&name)
        || is_layer
            && ["fgb", "parquet", "shp", "shx", "dbf", "prj", "cpg", "csv"].contains(&ending)
        || tables.contains(&stem) && ending == "csv"
}

/// The names of layers: in files of their own, and in the GeoPackage.
const LAYERS: [(&str, &str); 7] = [
    ("towns", "towns"),
    ("reach", "reach"),
    ("network", "network"),
    ("coverage", "demand"),
    ("uncovered", "uncovered"),
    ("links", "links"),
    ("layout", "sites"),
];

struct Layer {
    file: &'static str,
    name: &'static str,
    features: Vec<(Option<String>, Feature)>,
}

/// What [`package`] made.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Packed {
    /// The files.
    pub outputs: Vec<Output>,
    /// What a format could not hold, a sentence each: layers that are left out, names and text that are cut.
    pub losses: Vec<String>,
}

/// The package of a run whose maps, in GeoJSON and WGS84, are among `outputs`: they are the layers, so that every format
/// has the same features. Nothing without a layout. A layer that a format cannot hold (GCJ-02 in a GeoPackage, points
/// and areas in one Shapefile) is named in `losses`; all else is there.
pub fn package(report: &Report<'_>, outputs: &[Output], package: &Package) -> Packed {
    let mut packed = Packed::default();
    let Some(decided) = report.decided() else {
        return packed;
    };
    let wanted = |format: PackageFormat| package.formats.contains(&format);
    if package
        .formats
        .iter()
        .all(|&format| format == PackageFormat::GeoJson)
    {
        return packed;
    }
    let plan = PlanJson::new(report);
    let language = package.language;
    let tables = [
        targets_table(report, &plan, language),
        works_table(report.problem, &plan, language),
        money_table(&plan, language),
        coverage_table(report.problem, &plan, language),
        run_table(report.problem, &plan, language),
    ];
    let mut file = wanted(PackageFormat::GeoPackage).then(GeoPackage::new);
    for (stem, name) in LAYERS {
        let own = format!("{stem}.geojson");
        let Some(output) = outputs.iter().find(|output| output.name == own) else {
            continue;
        };
        let layer = Layer {
            file: stem,
            name,
            features: layer_features(&output.bytes),
        };
        file = file.map(|file| {
            let mut file = file?;
            let styles = layer_styles(&decided, &styled(&layer, report.problem), language);
            let out = LayerOut {
                name,
                features: &layer.features,
                crs: package.crs,
            };
            file.add_layer(&out, &styles)?;
            Ok(file)
        });
        for format in package
            .formats
            .iter()
            .filter_map(|&format| layer_format(format))
        {
            packed.take_layer(&layer, format, package.crs);
        }
    }
    if let Some(file) = file {
        let made = file.and_then(|mut file| {
            tables.iter().try_for_each(|table| file.add_table(table))?;
            file.finish()
        });
        packed.take(GEOPACKAGE, made.map_err(|error| error.to_string()));
    }
    if wanted(PackageFormat::Workbook) {
        let [targets, works, money, coverage, run] = tables.clone();
        let sites = sites_table(&decided, language);
        let made = workbook(&[targets, works, sites, coverage, money, run]);
        packed.take(WORKBOOK, made.map_err(|error| error.to_string()));
    }
    if wanted(PackageFormat::Csv) {
        packed.take_tables(&tables);
    }
    packed
}

impl Packed {
    fn take(&mut self, name: &'static str, made: Result<Vec<u8>, String>) {
        match made {
            Ok(bytes) => self.outputs.push(Output::new(name, bytes)),
            Err(why) => self.losses.push(format!("{name} is left out: {why}")),
        }
    }

    fn take_layer(&mut self, layer: &Layer, format: LayerFormat, crs: Crs) {
        // `network.csv` is a table that such runs write anyhow.
        if format == LayerFormat::Csv && layer.file == "network" {
            return;
        }
        let safe: Vec<(Option<String>, Feature)>;
        let features = match format {
            LayerFormat::Csv => {
                safe = layer.features.iter().map(guard).collect();
                &safe
            }
            _ => &layer.features,
        };
        let out = LayerOut {
            name: layer.file,
            features,
            crs,
        };
        let ending = ending(format);
        match layer_files(&out, format) {
            Ok(files) => {
                let lost = layer_losses(&out, format).unwrap_or_default();
                let told = |loss| format!("{}.{ending}: {loss}", layer.file);
                self.losses.extend(lost.into_iter().map(told));
                self.outputs.extend(files.into_iter().map(|file| {
                    let ending = match file.ending {
                        "" => ending,
                        own => own,
                    };
                    Output::new(format!("{}.{ending}", layer.file), file.bytes)
                }));
            }
            Err(error) => {
                let left_out = format!("{}.{ending} is left out: {error}", layer.file);
                self.losses.push(left_out);
            }
        }
    }

    fn take_tables(&mut self, tables: &[Table]) {
        for table in tables {
            let name = format!("{}.csv", table.name);
            self.outputs.push(Output::new(name, table_csv(table)));
        }
    }
}

/// The format of layers that a package's format is; none where it is one file for all.
fn layer_format(format: PackageFormat) -> Option<LayerFormat> {
    match format {
        PackageFormat::FlatGeobuf => Some(LayerFormat::FlatGeobuf),
        PackageFormat::GeoParquet => Some(LayerFormat::GeoParquet),
        PackageFormat::Shapefile => Some(LayerFormat::Shapefile),
        PackageFormat::Csv => Some(LayerFormat::Csv),
        PackageFormat::GeoJson | PackageFormat::GeoPackage | PackageFormat::Workbook => None,
    }
}

fn ending(format: LayerFormat) -> &'static str {
    match format {
        LayerFormat::GeoJson => "geojson",
        LayerFormat::GeoPackage => "gpkg",
        LayerFormat::FlatGeobuf => "fgb",
        LayerFormat::Shapefile => "shp",
        LayerFormat::Csv => "csv",
        LayerFormat::GeoParquet => "parquet",
    }
}

/// The feature with text that no spreadsheet takes for a formula.
fn guard((id, feature): &(Option<String>, Feature)) -> (Option<String>, Feature) {
    let properties = feature.properties.iter().map(|(name, value)| {
        let value = match value {
            JsonValue::String(text) => guarded(text).into(),
            other => other.clone(),
        };
        (guarded(name), value)
    });
    let feature = Feature {
        geometry: feature.geometry.clone(),
        properties: properties.collect(),
    };
    (id.as_deref().map(guarded), feature)
}

fn styled<'a>(layer: &'a Layer, problem: &Problem) -> Styled<'a> {
    let mut shapes = layer
        .features
        .iter()
        .map(|(_, feature)| match geometry_word(feature) {
            "Point" | "MultiPoint" => Some(Shape::Points),
            "LineString" | "MultiLineString" => Some(Shape::Lines),
            "Polygon" | "MultiPolygon" => Some(Shape::Areas),
            _ => None,
        });
    let first = shapes.next().flatten();
    let alike = shapes.all(|shape| shape == first);
    // The caller's property that holds the name, whatever it is called.
    let named = |name: &str| {
        let (_, feature) = layer.features.first()?;
        let mut own = feature.properties.iter();
        own.find(|(_, value)| value.as_str() == Some(name))
            .map(|(key, _)| key.as_str())
    };
    let towns = problem.towns.iter().map(|town| town.name.as_str());
    let units = problem.units.iter().map(|unit| unit.name.as_str());
    let name_field = match layer.name {
        "towns" => towns.into_iter().next().and_then(named),
        "uncovered" => units.into_iter().find_map(named),
        _ => None,
    };
    Styled {
        layer: layer.name,
        shape: first.filter(|_| alike),
        name_field,
    }
}
