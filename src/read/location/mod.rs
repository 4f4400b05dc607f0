//! Instances of the classical location problems: the field's file formats, travel matrices, layers with positions;
//! and placements to start from or to audit.
//!
//! [`read_instance`] takes an [`InstanceSource`] and gives [`InstanceFiles`]; [`read_start`] reads which sites are open.

mod format;
mod options;

pub use format::Format;
pub use options::{
    DemandFile, InstanceFile, InstanceSource, MatrixFile, PointLayers, SiteFile, WEIGHT_NAMES,
};

use super::issue::{Issue, Problems};
use super::sink::{Sink, settle};
use super::source::InputFile;
use crate::domain::Feature;
use crate::domain::location::{Instance, Placement};
use std::path::Path;

/// An instance that was read.
#[derive(Debug, Clone)]
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
    /// The demand as given, where it came from GeoJSON or from CSV with positions.
    pub demand_features: Option<Vec<Feature>>,
    /// The sites as given, where they came from GeoJSON or from CSV with positions.
    pub site_features: Option<Vec<Feature>>,
}

/// A placement that was read.
#[derive(Debug, Clone, PartialEq)]
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
/// # Errors
///
/// All problems found in all files, warnings among them; see [`super::Code`].
pub fn read_instance(source: &InstanceSource) -> Result<InstanceFiles, Problems> {
    let sink = Sink::default();
    let _ = source;
    let (files, warnings) = settle(None::<InstanceFiles>, sink)?;
    Ok(InstanceFiles { warnings, ..files })
}

/// Reads which sites of `instance` are open, from GeoJSON (`id`, and `open` true or false; without `open` all listed
/// sites are open), CSV (column `id` or `site`, and `open` likewise) or a plain list with one id a line.
///
/// That a site is forbidden or a required one missing is left to the audit.
///
/// # Errors
///
/// All problems found in the file, such as ids that no site has; see [`super::Code`].
pub fn read_start(path: &Path, instance: &Instance) -> Result<StartFile, Problems> {
    let sink = Sink::default();
    let _ = (path, instance);
    let (file, warnings) = settle(None::<StartFile>, sink)?;
    Ok(StartFile { warnings, ..file })
}
