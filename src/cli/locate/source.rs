//! Which files make the instance.

use super::super::crs::crs;
use super::super::failure::{Failure, refuse};
use super::args::SourceArgs;
use crate::read::location::{
    DemandFile, Format, InstanceFile, InstanceSource, MatrixFile, PointLayers, SiteFile,
};
use std::path::PathBuf;

/// Resolves the arguments. Errors with an option that does not go with the files given.
pub(crate) fn resolve(typed: SourceArgs) -> Result<InstanceSource, Failure> {
    let kind = Kind::of(&typed)?;
    refuse_strangers(kind, &typed)?;
    let format = typed.format.as_deref().map(format).transpose()?;
    let demand_crs = crs("--demand-crs", typed.demand_crs.as_deref())?;
    let sites_crs = crs("--sites-crs", typed.sites_crs.as_deref())?;
    let demand = typed.demand.map(|path| DemandFile {
        path,
        crs: demand_crs,
        crs_option: Some("--demand-crs"),
        id: typed.demand_id_field,
        id_option: Some("--demand-id-field"),
        weight: typed.weight_field,
        weight_option: Some("--weight-field"),
    });
    let sites = typed.sites.map(|path| SiteFile {
        path,
        crs: sites_crs,
        crs_option: Some("--sites-crs"),
        id: typed.site_id_field,
        id_option: Some("--site-id-field"),
        fixed_cost: typed.cost_field,
        capacity: typed.capacity_field,
        rule: typed.rule_field,
    });
    Ok(match (typed.instance, typed.matrix, demand) {
        (Some(path), ..) => InstanceSource::File(InstanceFile {
            path,
            format,
            capacity: typed.capacity,
            rounding: typed.rounding,
        }),
        (None, Some(path), demand) => InstanceSource::Matrix(MatrixFile {
            path,
            unit: typed.matrix_unit,
            value: typed.value_field,
            whole_demand: typed.whole_demand,
            demand,
            sites,
        }),
        (None, None, Some(demand)) => {
            InstanceSource::Layers(PointLayers { demand, sites, detour: detour(typed.detour)? })
        }
        (None, None, None) => return Err(nothing()),
    })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    File,
    Matrix,
    Layers,
}

impl Kind {
    fn of(typed: &SourceArgs) -> Result<Self, Failure> {
        match (&typed.instance, &typed.matrix, &typed.demand) {
            (Some(_), Some(_), _) => refuse(
                "--matrix: --instance is given too",
                "name either a file of the field's formats or a matrix",
            ),
            (Some(_), None, _) => Ok(Kind::File),
            (None, Some(_), _) => Ok(Kind::Matrix),
            (None, None, Some(_)) => Ok(Kind::Layers),
            (None, None, None) => Err(nothing()),
        }
    }

    fn text(self) -> &'static str {
        match self {
            Kind::File => "--instance",
            Kind::Matrix => "--matrix",
            Kind::Layers => "layers without a matrix",
        }
    }
}

fn nothing() -> Failure {
    Failure::usage(
        "no instance is given",
        "name layers (--demand FILE --sites FILE), a travel matrix (--matrix FILE) or a file of the field's formats (--instance FILE)",
    )
}

/// Errors with an option that does not go with the kind of files, naming what it goes with.
fn refuse_strangers(kind: Kind, typed: &SourceArgs) -> Result<(), Failure> {
    use Kind::{File, Layers, Matrix};
    let has_demand = typed.demand.is_some();
    let has_sites = typed.sites.is_some();
    let rows: [(&str, bool, &[Kind], &str); 17] = [
        ("--demand", has_demand, &[Matrix, Layers], "--matrix or alone"),
        ("--sites", has_sites, &[Matrix, Layers], "--demand or --matrix"),
        ("--format", typed.format.is_some(), &[File], "--instance"),
        ("--rounding", typed.rounding.is_some(), &[File], "--instance"),
        ("--capacity", typed.capacity.is_some(), &[File], "--instance"),
        ("--detour", typed.detour.is_some(), &[Layers], "--demand without --matrix"),
        ("--matrix-unit", typed.matrix_unit.is_some(), &[Matrix], "--matrix"),
        ("--whole-demand", typed.whole_demand, &[Matrix], "--matrix"),
        ("--value-field", typed.value_field.is_some(), &[Matrix], "--matrix"),
        ("--demand-crs", typed.demand_crs.is_some(), &[Layers], "--demand"),
        ("--sites-crs", typed.sites_crs.is_some(), &[Layers], "--sites"),
        ("--demand-id-field", typed.demand_id_field.is_some(), &[Matrix, Layers], "--demand"),
        ("--weight-field", typed.weight_field.is_some(), &[Matrix, Layers], "--demand"),
        ("--site-id-field", typed.site_id_field.is_some(), &[Matrix, Layers], "--sites"),
        ("--cost-field", typed.cost_field.is_some(), &[Matrix, Layers], "--sites"),
        ("--capacity-field", typed.capacity_field.is_some(), &[Matrix, Layers], "--sites"),
        ("--rule-field", typed.rule_field.is_some(), &[Matrix, Layers], "--sites"),
    ];
    for (option, given, kinds, with) in rows {
        let layer_missing =
            (with == "--demand" && !has_demand) || (with == "--sites" && !has_sites);
        if given && !kinds.contains(&kind) {
            return refuse(
                format!("{option}: it does not go with {}", kind.text()),
                format!("leave it out; it goes with {with}"),
            );
        }
        if given && layer_missing {
            return refuse(
                format!("{option}: {with} is not given"),
                format!("leave it out, or give {with} FILE"),
            );
        }
    }
    Ok(())
}

fn format(word: &str) -> Result<Format, Failure> {
    Format::from_word(word.trim()).ok_or_else(|| {
        let words: Vec<&str> = Format::OF_FILES.iter().map(|format| format.word()).collect();
        Failure::usage(
            format!("--format: `{word}` is not known"),
            format!("one of {}", words.join(", ")),
        )
    })
}

fn detour(factor: Option<f64>) -> Result<f64, Failure> {
    match factor {
        None => Ok(1.0),
        Some(factor) if (1.0..=20.0).contains(&factor) => Ok(factor),
        Some(factor) => refuse(
            format!("--detour: {factor} is not possible"),
            "travelled over straight distance lies between 1 and 20",
        ),
    }
}

/// That `needing` asks for what opening a site costs, and that `source`, of the format `format`, does not say it.
pub(crate) fn no_fixed_costs(source: &InstanceSource, format: Format, needing: &str) -> Failure {
    const OWN: &str = "give the sites in a layer of their own (--sites FILE) with the property `fixed_cost`, or name the property with --cost-field";
    let sites = match source {
        InstanceSource::File(file) => {
            let file = file.path.display();
            return Failure::usage(
                format!(
                    "{needing}: it needs fixed costs, and files of the format {format} have none ({file})"
                ),
                "give a file of the format cap, holmberg or grid, or layers or a matrix with --sites and --cost-field",
            );
        }
        InstanceSource::Matrix(file) => &file.sites,
        InstanceSource::Layers(layers) => &layers.sites,
    };
    match sites {
        Some(sites) => Failure::usage(
            format!(
                "{needing}: it needs fixed costs, and no site of {} has the property `fixed_cost`",
                sites.path.display()
            ),
            "name the property that is the cost of opening a site with --cost-field, or add `fixed_cost`",
        ),
        None => Failure::usage(
            format!("{needing}: it needs fixed costs, and no layer says what sites cost"),
            OWN,
        ),
    }
}

/// The files that `source` names.
pub(crate) fn paths(source: &InstanceSource) -> Vec<PathBuf> {
    let demand = |file: &Option<DemandFile>| file.as_ref().map(|file| file.path.clone());
    let sites = |file: &Option<SiteFile>| file.as_ref().map(|file| file.path.clone());
    match source {
        InstanceSource::File(file) => vec![file.path.clone()],
        InstanceSource::Matrix(file) => std::iter::once(file.path.clone())
            .chain(demand(&file.demand))
            .chain(sites(&file.sites))
            .collect(),
        InstanceSource::Layers(layers) => {
            std::iter::once(layers.demand.path.clone()).chain(sites(&layers.sites)).collect()
        }
    }
}

/// The file that says what distances are measured in, and whether it has positions in degrees.
pub(crate) fn measured_by(source: &InstanceSource) -> (String, bool) {
    match source {
        InstanceSource::File(InstanceFile { path, .. })
        | InstanceSource::Matrix(MatrixFile { path, .. }) => (path.display().to_string(), false),
        InstanceSource::Layers(layers) => (layers.demand.path.display().to_string(), true),
    }
}
