//! Instances of the classical location problems: the field's file formats, travel matrices, layers with positions;
//! and placements to start from or to audit.
//!
//! [`read_instance`] takes an [`InstanceSource`] and gives [`InstanceFiles`]; [`read_start`] reads which sites are open.

mod attributes;
mod axis;
mod columns;
mod csv;
mod draft;
mod faults;
mod format;
mod grid;
mod header;
mod labels;
mod layer;
mod layers;
mod matrix;
mod numbers;
mod options;
mod pmed;
mod points;
mod recognise;
mod start;
mod warehouses;
mod words;

pub use format::Format;
pub use options::{
    DemandFile, InstanceFile, InstanceSource, MatrixFile, PointLayers, SiteFile, WEIGHT_NAMES,
};

use super::catalogue::Code;
use super::issue::{Issue, Place, Problems};
use super::sink::{Sink, settle};
use super::source::InputFile;
use crate::domain::Feature;
use crate::domain::location::{Instance, Placement};
use draft::Draft;
use numbers::Numbers;
use std::path::Path;

/// An instance that was read.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct InstanceFiles {
    /// The instance, its invariants proved.
    pub instance: Instance,
    /// What the reader should look at, in a stable order.
    pub warnings: Vec<Issue>,
    /// The files, for the record of the run: the matrix or instance, then demand, then sites.
    pub inputs: Vec<InputFile>,
    /// The format that was asked for or recognised; [`Format::convention`] says how it was read.
    pub format: Format,
    /// Whether the format was recognised rather than asked for.
    pub recognised: bool,
    /// Whether published results of the format cover only who is nearer than the radius.
    pub strict: bool,
    /// The number of sites that the file asks for (pmed).
    pub given_count: Option<usize>,
    /// The property that the weights come from; none where the format itself has weights, or all are 1.
    pub weight_field: Option<String>,
    /// Whether the files say what opening a site costs; otherwise every fixed cost is 1.
    pub has_fixed_costs: bool,
    /// The demand as given, where it came from GeoJSON or from CSV with positions.
    pub demand_features: Option<Vec<Feature>>,
    /// The sites as given, where they came from GeoJSON or from CSV with positions.
    pub site_features: Option<Vec<Feature>>,
}

/// A placement that was read.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct StartFile {
    /// The open sites; existing ones are among them whether or not the file lists them. Who is served where is not read.
    pub placement: Placement,
    /// What the reader should look at, in a stable order.
    pub warnings: Vec<Issue>,
    /// For the record of the run.
    pub input: InputFile,
}

/// Reads an instance.
///
/// ```
/// use yike::read::location::{DemandFile, InstanceSource, PointLayers, SiteFile, read_instance};
///
/// let mut layers = PointLayers::new(DemandFile {
///     weight: Some("aged_60".into()),
///     ..DemandFile::new("data/qianjiang/villages.geojson")
/// });
/// layers.sites = Some(SiteFile::new("data/qianjiang/sites.geojson"));
/// let files = read_instance(&InstanceSource::Layers(layers))?;
/// let aged: f64 = files.instance.weights().iter().sum();
/// assert_eq!(aged, 90_020.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// All problems found in all files, warnings among them; see [`super::Code`].
pub fn read_instance(source: &InstanceSource) -> Result<InstanceFiles, Problems> {
    let sink = Sink::default();
    let (path, draft) = match source {
        InstanceSource::File(file) => (&file.path, read_file(&sink, file)),
        InstanceSource::Matrix(file) => (&file.path, matrix::read(&sink, file)),
        InstanceSource::Layers(layers) => (&layers.demand.path, layers::read(&sink, layers)),
    };
    let name = path.display().to_string();
    let files = draft.and_then(|draft| draft.check(&sink, &name));
    let (files, warnings) = settle(files, sink)?;
    Ok(InstanceFiles { warnings, ..files })
}

/// Reads a file of the format that is asked for, else of the one that it is recognised as.
fn read_file(sink: &Sink, file: &InstanceFile) -> Option<Draft> {
    let InstanceFile {
        path,
        capacity,
        rounding,
        ..
    } = file;
    let name = path.display().to_string();
    sink.name_file(&name);
    let format = match file.format {
        Some(format) => format,
        None => recognise::recognise(sink, path, &name)?,
    };
    check_options(sink, &name, file, format);
    let numbers = Numbers::open(sink, path, &name)?;
    let draft = match format {
        Format::Pmed => pmed::read(numbers, path),
        Format::Cap => warehouses::read_cap(numbers, path, *capacity),
        Format::Holmberg => warehouses::read_holmberg(numbers, path),
        Format::Tsplib => points::read_tsplib(numbers, path, *rounding),
        Format::Sjc => points::read_sjc(numbers, path, *rounding),
        Format::Cities => points::read_cities(numbers, path),
        Format::Grid => grid::read(numbers, path),
        Format::LongMatrix | Format::WideMatrix | Format::Layers => {
            let cause = format!("`{format}` is no format of a single instance file");
            let action = "give it as a travel matrix, or as demand and sites";
            sink.push(Code::FORMAT_UNCLEAR, Place::file(&name), cause, action);
            None
        }
    };
    draft.map(|draft| Draft {
        recognised: file.format.is_none(),
        ..draft
    })
}

/// That each option has a use in the format.
fn check_options(sink: &Sink, name: &str, file: &InstanceFile, format: Format) {
    let rounds = matches!(format, Format::Tsplib | Format::Sjc);
    let push = |code, field, cause: String, action| {
        sink.push(code, Place::file(name).at(field), cause, action);
    };
    if file.rounding.is_some() && !rounds {
        let cause =
            format!("a rounding is given, but distances of the format {format} are not rounded");
        push(Code::OPTION_WITHOUT_USE, "rounding", cause, "leave it out");
    }
    match file.capacity {
        Some(capacity) if !(capacity.is_finite() && capacity >= 0.0) => {
            let cause = format!("the capacity is {capacity}; it is a finite number of at least 0");
            push(
                Code::CAPACITY_MISSING,
                "capacity",
                cause,
                "correct the number",
            );
        }
        Some(_) if format != Format::Cap => {
            let cause = format!(
                "a capacity is given, but files of the format {format} have their own or none"
            );
            push(Code::OPTION_WITHOUT_USE, "capacity", cause, "leave it out");
        }
        _ => {}
    }
}

/// Reads which sites of `instance` are open, from GeoJSON (`id`, and `open` or `plan_open` true or false; without `open` all listed
/// sites are open), CSV (column `id` or `site`, and `open` likewise) or a plain list with one id a line.
///
/// That a site is forbidden or a required one missing is left to the audit.
///
/// ```
/// use yike::domain::LonLat;
/// use yike::domain::location::{Instance, InstanceParts, Metric};
///
/// let place = LonLat::new(106.6, 29.5)?;
/// let metric = Metric::geodesic(vec![place], vec![place; 3]);
/// let instance = Instance::new(InstanceParts::new("one", metric))?;
/// let folder = tempfile::tempdir()?;
/// let path = folder.path().join("open.txt");
/// std::fs::write(&path, "3\n1\n")?;
/// let start = yike::read::location::read_start(&path, &instance)?;
/// assert_eq!(start.placement.open, [0, 2]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// All problems found in the file, such as ids that no site has; see [`super::Code`].
pub fn read_start(path: &Path, instance: &Instance) -> Result<StartFile, Problems> {
    let sink = Sink::default();
    let file = start::read(&sink, path, instance);
    let (file, warnings) = settle(file, sink)?;
    Ok(StartFile { warnings, ..file })
}
