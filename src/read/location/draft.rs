//! Drafts: instances before their checks.

use super::format::Format;
use crate::domain::location::{Ids, Instance, InstanceParts, Metric, Rounding};
use crate::domain::{Feature, text};
use crate::read::catalogue::Code;
use crate::read::issue::{Issue, Place};
use crate::read::sink::Sink;
use crate::read::source::InputFile;
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
    /// Whether published results for the format cover only points nearer than the radius.
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

/// An instance before its checks.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) parts: InstanceParts,
    pub(super) inputs: Vec<InputFile>,
    pub(super) format: Format,
    pub(super) recognised: bool,
    pub(super) given_count: Option<usize>,
    pub(super) weight_field: Option<String>,
    pub(super) demand_features: Option<Vec<Feature>>,
    pub(super) site_features: Option<Vec<Feature>>,
}

impl Draft {
    /// A draft of parts, without other information.
    pub(super) fn new(format: Format, parts: InstanceParts, inputs: Vec<InputFile>) -> Self {
        Self {
            parts,
            inputs,
            format,
            recognised: false,
            given_count: None,
            weight_field: None,
            demand_features: None,
            site_features: None,
        }
    }

    /// The instance, unless errors were found.
    pub(super) fn check(self, sink: &Sink, file: &str) -> Option<InstanceFiles> {
        if sink.has_errors() {
            return None;
        }
        if self.parts.weights.iter().all(|&weight| weight == 0.0) {
            let cause = text!(
                "every weight of the demand is 0: every placement is as good as any other",
                "各需求点的权重均为 0：所有布点都一样好"
            );
            let action = text!(
                "name the property of the people, or fill it in",
                "请写明人口属性，或补填人口"
            );
            sink.push(Code::WEIGHTS_ZERO, Place::file(file), cause, action);
        }
        let has_fixed_costs = !self.parts.fixed_costs.is_empty();
        match Instance::new(self.parts) {
            Ok(instance) => Some(InstanceFiles {
                instance,
                warnings: Vec::new(),
                inputs: self.inputs,
                format: self.format,
                recognised: self.recognised,
                strict: self.format == Format::Grid,
                given_count: self.given_count,
                weight_field: self.weight_field,
                has_fixed_costs,
                demand_features: self.demand_features,
                site_features: self.site_features,
            }),
            Err(error) => {
                let action = text!("correct what the message names", "请更正所指之处");
                sink.push(Code::CONTRADICTION, Place::file(file), error.text(), action);
                None
            }
        }
    }
}

/// Points that are demand and sites at once, of weight 1.
pub(super) fn same_points(path: &Path, ids: Ids, metric: Metric) -> InstanceParts {
    InstanceParts {
        demand_ids: ids.clone(),
        site_ids: ids,
        same_points: true,
        ..InstanceParts::new(stem(path), metric)
    }
}

/// Points of a plane that are demand and sites at once.
pub(super) fn on_plane(points: Vec<[f64; 2]>, rounding: Option<Rounding>) -> Metric {
    Metric::Plane {
        sites: points.clone(),
        demand: points,
        rounding: rounding.unwrap_or(Rounding::Exact),
    }
}

/// The file's name without its ending.
pub(super) fn stem(path: &Path) -> String {
    let stem = path.file_stem().unwrap_or(path.as_os_str());
    stem.to_string_lossy().into_owned()
}
