//! `yike matrix`: travel times or lengths between two layers over roads.

use super::super::crs::{crs, of_maps};
use super::super::exit::Exit;
use super::super::failure::{Failure, refuse};
use super::super::issues::issues;
use super::super::outputs::say_written;
use super::super::paths::refuse_to_overwrite_with;
use super::super::terminal::Terminal;
use super::args::MatrixArgs;
use super::points::{NetworkOptions, Roads, places};
use crate::domain::{Text, phrase, text};
use crate::read::location::{DemandFile, InstanceSource, PointLayers, SiteFile, read_instance};
use crate::read::{Code, Issue};
use crate::run::numbers::count;
use crate::run::write_one;
use crate::travel::roads::{Fate, Limit};
use crate::write::layers::check_places;
use crate::write::tables::mark;
use crate::write::{MatrixValue, long_matrix, parquet_matrix, wide_matrix};
use std::path::Path;

/// The warnings but the one that points weigh nothing, which matters in no matrix.
pub(super) fn weightless(warnings: &[Issue]) -> impl Iterator<Item = &Issue> {
    warnings.iter().filter(|warning| warning.code != Code::WEIGHTS_ABSENT)
}

pub(crate) fn run(typed: MatrixArgs, terminal: &mut Terminal<'_>) -> Result<Exit, Failure> {
    let asked = NetworkOptions::required(&typed.network)?;
    let maps = of_maps(typed.crs.as_deref())?;
    let mut inputs = asked.files();
    inputs.extend([typed.origins.clone(), typed.sites.clone()]);
    let help = phrase("give the matrix another name", "请给矩阵文件另取名称");
    refuse_to_overwrite_with("--out", &typed.out, &inputs, help)?;
    let ending = typed.out.extension().unwrap_or_default();
    let in_parquet = ending.eq_ignore_ascii_case("parquet");
    let to_stream = typed.out == Path::new("-");
    if to_stream && terminal.style.json {
        return refuse(
            phrase("--json: standard output is the matrix's", "--json：标准输出用于写矩阵"),
            phrase("leave it out, or name a file", "请去掉此选项，或给出文件名"),
        );
    }
    if in_parquet && typed.csv.csv_bom {
        return refuse(
            phrase("--csv-bom: the matrix is not written as CSV", "--csv-bom：矩阵不以 CSV 写出"),
            phrase("leave it out", "请去掉此选项"),
        );
    }
    if !to_stream && !in_parquet && !ending.eq_ignore_ascii_case("csv") {
        let out = typed.out.display();
        return refuse(
            text!("--out: {out} is no matrix file", "--out：{out} 不是矩阵文件"),
            phrase("end the file's name in .csv or .parquet", "文件扩展名请用 .csv 或 .parquet"),
        );
    }
    if in_parquet && typed.wide {
        return refuse(
            phrase(
                "--wide: a matrix in Parquet has a pair a row",
                "--wide：Parquet 矩阵每行一对起终点",
            ),
            phrase(
                "leave it out, or end the file's name in .csv",
                "请去掉此选项，或将文件扩展名改为 .csv",
            ),
        );
    }
    let mut layers = PointLayers::new(DemandFile {
        id: typed.origin_id_field,
        id_option: Some("--origin-id-field"),
        crs: crs("--origins-crs", typed.origins_crs.as_deref())?,
        crs_option: Some("--origins-crs"),
        weight: typed.weight_field,
        weight_option: Some("--weight-field"),
        ..DemandFile::new(&typed.origins)
    });
    layers.sites = Some(SiteFile {
        id: typed.site_id_field,
        id_option: Some("--site-id-field"),
        crs: crs("--sites-crs", typed.sites_crs.as_deref())?,
        crs_option: Some("--sites-crs"),
        ..SiteFile::new(typed.sites)
    });
    let source = InstanceSource::Layers(layers);
    let files = read_instance(&source)?;
    let mut warnings = issues(weightless(&files.warnings));
    let instance = &files.instance;
    let origins = typed.origins.display().to_string();
    let roads = Roads::read(asked, places(instance).0, &origins)?;
    warnings.extend(roads.warnings.iter().cloned());
    check_places(places(instance).0.iter().chain(places(instance).1).copied(), maps)?;
    terminal.issues(&warnings)?;
    let joined = roads.join(instance, terminal)?;
    let limit = roads.asked.limit;
    let ways = roads.graph.routes(&joined.demand, &joined.sites, limit);
    let value = match typed.metres || matches!(limit, Limit::Distance(_)) {
        true => MatrixValue::Metres,
        false => MatrixValue::Minutes,
    };
    let (demand, sites) = (instance.demand_ids(), instance.site_ids());
    let mut bytes = match (in_parquet, typed.wide) {
        (true, _) => parquet_matrix(&ways, demand, sites, value),
        (false, true) => wide_matrix(&ways, demand, sites, value),
        (false, false) => long_matrix(&ways, demand, sites, value),
    };
    if typed.csv.csv_bom {
        mark(&mut bytes);
    }
    match to_stream {
        true => terminal.data(&bytes)?,
        false => write_one(&typed.out, &bytes)?,
    }
    let [pairs, points, sites] = [ways.pairs(), instance.points(), instance.sites()].map(count);
    let (word, over) = (value.word(), roads.asked.text());
    let unit = match value {
        MatrixValue::Metres => "米",
        MatrixValue::Minutes => "分钟",
    };
    let out = match to_stream {
        true => phrase("standard output", "标准输出").into(),
        false => Text::same(typed.out.display().to_string()),
    };
    terminal.note(text!(
        "wrote {pairs} pairs of {points} origins and {sites} sites in {word} to {out}, {over}",
        "已向 {out} 写入 {points} 个起点与 {sites} 个点位之间的 {pairs} 对出行（{unit}），{over}";
        out, over
    ))?;
    if let Some(report) = &typed.report {
        joined.write(report, maps, terminal)?;
    }
    let counts = [
        ("pairs", ways.pairs()),
        ("origins", instance.points()),
        ("sites", instance.sites()),
        ("origins_off_road", joined.count(Fate::OffRoad)),
        ("origins_stranded", joined.count(Fate::Stranded)),
    ];
    say_written("matrix", &typed.out, counts, warnings, terminal)?;
    Ok(Exit::Done)
}
