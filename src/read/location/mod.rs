//! Instances of the classical location problems: the field's file formats, travel matrices, layers with positions;
//! and placements to start from or to audit.
//!
//! [`read_instance`] takes an [`InstanceSource`] and gives [`InstanceFiles`]; [`read_start`] reads which sites are open.

mod assignment;
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
mod placeholder;
mod plane;
mod pmed;
mod points;
mod position;
mod recognise;
mod start;
mod warehouses;
mod words;

pub use assignment::{AssignmentFile, read_assignment};
pub use draft::InstanceFiles;
pub use format::Format;
pub use options::{
    DemandFile, InstanceFile, InstanceSource, MatrixFile, MatrixUnit, PointLayers, SiteFile,
    WEIGHT_NAMES,
};
pub use start::{StartFile, read_start};

use super::catalogue::Code;
use super::issue::{Place, Problems};
use super::sink::{Sink, settle};
use crate::domain::{Text, text};
use draft::Draft;
use numbers::Numbers;

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
        InstanceSource::Layers(layers) if layers.plane => {
            (&layers.demand.path, plane::read(&sink, layers))
        }
        InstanceSource::Layers(layers) => (&layers.demand.path, layers::read(&sink, layers)),
    };
    let name = path.display().to_string();
    let files = draft.and_then(|draft| draft.check(&sink, &name));
    let (files, warnings) = settle(files, sink)?;
    Ok(InstanceFiles { warnings, ..files })
}

/// Reads a file in the format that is asked for, or else in the one that is recognised.
fn read_file(sink: &Sink, file: &InstanceFile) -> Option<Draft> {
    let InstanceFile { path, capacity, rounding, .. } = file;
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
        Format::LongMatrix | Format::WideMatrix | Format::Layers | Format::Plane => {
            let cause = text!(
                "`{format}` is not a format of a single instance file",
                "`{format}` 不是单个实例文件的格式"
            );
            let action = text!(
                "give it as a travel matrix, or as demand and sites",
                "请作为出行矩阵，或作为需求与点位给出"
            );
            sink.push(Code::FORMAT_UNCLEAR, Place::file(&name), cause, action);
            None
        }
    };
    draft.map(|draft| Draft { recognised: file.format.is_none(), ..draft })
}

/// Checks that each option has an effect in the format.
fn check_options(sink: &Sink, name: &str, file: &InstanceFile, format: Format) {
    let rounds = matches!(format, Format::Tsplib | Format::Sjc);
    let push = |code, field, cause: Text, action: Text| {
        sink.push(code, Place::file(name).at(field), cause, action);
    };
    if file.rounding.is_some() && !rounds {
        let cause = text!(
            "a rounding is given, but distances of the format {format} are not rounded",
            "给出了取整方式，但 {format} 格式的距离不取整"
        );
        push(Code::OPTION_WITHOUT_USE, "rounding", cause, text!("leave it out", "请删去"));
    }
    match file.capacity {
        Some(capacity) if !(capacity.is_finite() && capacity >= 0.0) => {
            let cause = text!(
                "the capacity is {capacity}; it is a finite number of at least 0",
                "容量为 {capacity}；应为不小于 0 的有限数"
            );
            let action = text!("correct the number", "请更正数值");
            push(Code::CAPACITY_MISSING, "capacity", cause, action);
        }
        Some(_) if format != Format::Cap => {
            let cause = text!(
                "a capacity is given, but files of the format {format} have their own or none",
                "给出了容量，但 {format} 格式的文件自带容量或没有容量"
            );
            push(Code::OPTION_WITHOUT_USE, "capacity", cause, text!("leave it out", "请删去"));
        }
        _ => {}
    }
}
