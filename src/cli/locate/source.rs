//! Which files make the instance.

use super::super::crs::crs;
use super::super::failure::{Failure, refuse};
use super::args::SourceArgs;
use crate::domain::{Phrase, Text, phrase, text};
use crate::read::location::{
    DemandFile, Format, InstanceFile, InstanceSource, MatrixFile, PointLayers, SiteFile,
};
use std::path::PathBuf;

/// Resolves the arguments. Errors with an option that does not go with the files given.
pub(crate) fn resolve(typed: SourceArgs) -> Result<InstanceSource, Failure> {
    let kind = Kind::of(&typed)?;
    refuse_strangers(kind, &typed)?;
    let format = typed.format.as_deref().map(format).transpose()?;
    let plane = is_plane(&typed)?;
    let layer_crs = |option, text: Option<&str>| match plane {
        true => Ok(None),
        false => crs(option, text),
    };
    let demand_crs = layer_crs("--demand-crs", typed.demand_crs.as_deref())?;
    let sites_crs = layer_crs("--sites-crs", typed.sites_crs.as_deref())?;
    let demand = typed.demand.map(|path| DemandFile {
        path,
        crs: demand_crs,
        crs_option: Some("--demand-crs"),
        id: typed.demand_id_field,
        id_option: Some("--demand-id-field"),
        weight: typed.weight_field,
        weight_option: Some("--weight-field"),
    });
    let rule_field = typed.rule_field;
    let sites = typed.sites.map(|path| SiteFile {
        path,
        crs: sites_crs,
        crs_option: Some("--sites-crs"),
        id: typed.site_id_field,
        id_option: Some("--site-id-field"),
        fixed_cost: typed.cost_field,
        capacity: typed.capacity_field,
        ..SiteFile::default()
    });
    let sites = match rule_field {
        Some(text) => sites.map(|sites| sites.with_rule(&text)),
        None => sites,
    };
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
            demand_column: typed.matrix_demand_field,
            site_column: typed.matrix_site_field,
            value: typed.value_field,
            whole_demand: typed.whole_demand,
            demand,
            sites,
        }),
        (None, None, Some(demand)) => {
            let detour = detour(typed.detour)?;
            InstanceSource::Layers(PointLayers { demand, sites, detour, plane })
        }
        (None, None, None) => return Err(nothing()),
    })
}

/// The word for positions of a plane without a coordinate system.
const NO_SYSTEM: &str = "none";

/// Whether positions are of a plane without a coordinate system: then those of both layers are.
fn is_plane(typed: &SourceArgs) -> Result<bool, Failure> {
    let is_none = |text: &String| text.trim().eq_ignore_ascii_case(NO_SYSTEM);
    let demand = typed.demand_crs.as_ref().is_some_and(is_none);
    match &typed.sites_crs {
        Some(sites) if is_none(sites) != demand => refuse(
            phrase(
                "--sites-crs: positions of one layer have a coordinate system, those of the other none",
                "--sites-crs：一个图层有坐标系，另一个没有",
            ),
            phrase(
                "write --demand-crs none, which is of both layers, or name the system of both",
                "请写 --demand-crs none（对两个图层均有效），或写明两个图层的坐标系",
            ),
        ),
        _ if demand && typed.detour.is_some() => refuse(
            phrase(
                "--detour: distances in a plane without a coordinate system are straight",
                "--detour：无坐标系平面中的距离为直线距离",
            ),
            phrase("leave it out", "请去掉此选项"),
        ),
        _ => Ok(demand),
    }
}

const DEMAND: &str = "--demand";
const SITES: &str = "--sites";

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
                phrase("--matrix: --instance is given too", "--matrix：已给出 --instance"),
                phrase(
                    "name either a file of the field's formats or a matrix",
                    "请只给出选址学科格式的实例文件或矩阵之一",
                ),
            ),
            (Some(_), None, _) => Ok(Kind::File),
            (None, Some(_), _) => Ok(Kind::Matrix),
            (None, None, Some(_)) => Ok(Kind::Layers),
            (None, None, None) => Err(nothing()),
        }
    }

    fn text(self) -> Phrase {
        match self {
            Kind::File => phrase("--instance", " --instance "),
            Kind::Matrix => phrase("--matrix", " --matrix "),
            Kind::Layers => phrase("layers without a matrix", "不带矩阵的图层"),
        }
    }
}

fn nothing() -> Failure {
    Failure::usage(
        phrase("no instance is given", "未给出实例"),
        phrase(
            "name layers (--demand FILE --sites FILE), a travel matrix (--matrix FILE) or a file of the field's formats (--instance FILE)",
            "请给出图层（--demand FILE --sites FILE）、出行矩阵（--matrix FILE）或选址学科格式的实例文件（--instance FILE）",
        ),
    )
}

/// Errors with an option that does not go with the kind of files, naming what it goes with.
fn refuse_strangers(kind: Kind, typed: &SourceArgs) -> Result<(), Failure> {
    use Kind::{File, Layers, Matrix};
    let has_demand = typed.demand.is_some();
    let has_sites = typed.sites.is_some();
    let alone = phrase("--matrix or alone", " --matrix 同用，或单独使用");
    let beside = phrase("--demand or --matrix", " --demand 或 --matrix 同用");
    let without = phrase("--demand without --matrix", " --demand 同用，且不带 --matrix");
    let [instance, matrix, demand, sites] = [
        phrase("--instance", " --instance 同用"),
        phrase("--matrix", " --matrix 同用"),
        phrase(DEMAND, " --demand 同用"),
        phrase(SITES, " --sites 同用"),
    ];
    let rows: [(&str, bool, &[Kind], Phrase); 19] = [
        ("--demand", has_demand, &[Matrix, Layers], alone),
        ("--sites", has_sites, &[Matrix, Layers], beside),
        ("--format", typed.format.is_some(), &[File], instance),
        ("--rounding", typed.rounding.is_some(), &[File], instance),
        ("--capacity", typed.capacity.is_some(), &[File], instance),
        ("--detour", typed.detour.is_some(), &[Layers], without),
        ("--matrix-unit", typed.matrix_unit.is_some(), &[Matrix], matrix),
        ("--matrix-demand-field", typed.matrix_demand_field.is_some(), &[Matrix], matrix),
        ("--matrix-site-field", typed.matrix_site_field.is_some(), &[Matrix], matrix),
        ("--whole-demand", typed.whole_demand, &[Matrix], matrix),
        ("--value-field", typed.value_field.is_some(), &[Matrix], matrix),
        ("--demand-crs", typed.demand_crs.is_some(), &[Layers], demand),
        ("--sites-crs", typed.sites_crs.is_some(), &[Layers], sites),
        ("--demand-id-field", typed.demand_id_field.is_some(), &[Matrix, Layers], demand),
        ("--weight-field", typed.weight_field.is_some(), &[Matrix, Layers], demand),
        ("--site-id-field", typed.site_id_field.is_some(), &[Matrix, Layers], sites),
        ("--cost-field", typed.cost_field.is_some(), &[Matrix, Layers], sites),
        ("--capacity-field", typed.capacity_field.is_some(), &[Matrix, Layers], sites),
        ("--rule-field", typed.rule_field.is_some(), &[Matrix, Layers], sites),
    ];
    for (option, given, kinds, with) in rows {
        let layer = [(DEMAND, has_demand), (SITES, has_sites)];
        let missing = layer.into_iter().find(|(own, is_there)| *own == with.english && !is_there);
        if given && !kinds.contains(&kind) {
            let kind = kind.text();
            return refuse(
                text!(
                    "{option}: it does not go with {kind}",
                    "{option}：不能与{kind}同用";
                    kind
                ),
                text!("leave it out; it goes with {with}", "请去掉此选项；它与{with}"; with),
            );
        }
        if let (true, Some((layer, _))) = (given, missing) {
            return refuse(
                text!("{option}: {layer} is not given", "{option}：未给出 {layer}"),
                text!("leave it out, or give {layer} FILE", "请去掉此选项，或给出 {layer} FILE"),
            );
        }
    }
    Ok(())
}

fn format(word: &str) -> Result<Format, Failure> {
    Format::from_word(word.trim()).ok_or_else(|| {
        let words = Format::OF_FILES.map(|format| format.word().to_owned());
        let words = Text::names(&words);
        Failure::usage(
            text!("--format: `{word}` is not known", "--format：没有 `{word}` 这种格式"),
            text!("one of {words}", "可选：{words}"; words),
        )
    })
}

fn detour(factor: Option<f64>) -> Result<f64, Failure> {
    match factor {
        None => Ok(1.0),
        Some(factor) if (1.0..=20.0).contains(&factor) => Ok(factor),
        Some(factor) => refuse(
            text!("--detour: {factor} is not possible", "--detour：{factor} 不合理"),
            phrase(
                "travelled over straight distance lies between 1 and 20",
                "绕行系数（实际路程与直线距离之比）在 1 与 20 之间",
            ),
        ),
    }
}

/// That `needing` asks for what opening a site costs, and that `source`, of the format `format`, does not say it.
pub(crate) fn no_fixed_costs(source: &InstanceSource, format: Format, needing: &str) -> Failure {
    let own = phrase(
        "give the sites in a layer of their own (--sites FILE) with the property `fixed_cost`, or name the property with --cost-field",
        "请以单独图层给出点位（--sites FILE）并带字段 `fixed_cost`，或用 --cost-field 指明字段",
    );
    let sites = match source {
        InstanceSource::File(file) => {
            let file = file.path.display();
            return Failure::usage(
                text!(
                    "{needing}: it needs fixed costs, and files of the format {format} have none ({file})",
                    "{needing}：需要固定成本，而 {format} 格式的文件没有（{file}）"
                ),
                phrase(
                    "give a file of the format cap, holmberg or grid, or layers or a matrix with --sites and --cost-field",
                    "请给出 cap、holmberg 或 grid 格式的文件，或图层、矩阵并带 --sites 和 --cost-field",
                ),
            );
        }
        InstanceSource::Matrix(file) => &file.sites,
        InstanceSource::Layers(layers) => &layers.sites,
    };
    match sites {
        Some(sites) => {
            let file = sites.path.display();
            Failure::usage(
                text!(
                    "{needing}: it needs fixed costs, and no site of {file} has the property `fixed_cost`",
                    "{needing}：需要固定成本，而 {file} 中没有点位带字段 `fixed_cost`"
                ),
                phrase(
                    "name the property that is the cost of opening a site with --cost-field, or add `fixed_cost`",
                    "请用 --cost-field 指明启用点位成本的字段，或添加 `fixed_cost`",
                ),
            )
        }
        None => Failure::usage(
            text!(
                "{needing}: it needs fixed costs, and no layer says what sites cost",
                "{needing}：需要固定成本，而没有图层给出点位成本"
            ),
            own,
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
        InstanceSource::Layers(layers) => (layers.demand.path.display().to_string(), !layers.plane),
    }
}
