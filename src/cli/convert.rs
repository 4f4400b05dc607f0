//! `yike convert`: a layer from one format and coordinate system to another.

use super::args::ConvertArgs;
use super::crs::crs;
use super::engine::{bad_input, issue};
use super::exit::Exit;
use super::failure::Failure;
use super::outputs::spare_input;
use super::terminal::Terminal;
use std::path::{Path, PathBuf};
use yike::domain::Feature;
use yike::domain::crs::Crs;
use yike::read::read_features;
use yike::write::layers::{LayerError, LayerFormat, LayerOut, layer_files, layer_losses};
use yike::write::{IssueRecord, write_one};

pub(crate) fn run(typed: ConvertArgs, terminal: &mut Terminal<'_>) -> Result<Exit, Failure> {
    let format = format_of(&typed.output)?;
    let asked = crs("--crs", typed.crs.as_deref())?;
    let from = crs("--from-crs", typed.from_crs.as_deref())?;
    let inputs = [file_of(&typed.input)];
    spare_input(
        "OUT",
        &typed.output,
        &inputs,
        "name another file, so that the input stays",
    )?;
    let read = read_features(&typed.input, typed.layer.as_deref(), from).map_err(bad_input)?;
    let warnings: Vec<IssueRecord> = read.warnings.iter().map(issue).collect();
    terminal.issues(&warnings)?;
    let own = read.crs.epsg().map_or(Crs::Wgs84, |_| read.crs);
    let crs = asked.unwrap_or(if format == LayerFormat::GeoJson {
        Crs::Wgs84
    } else {
        own
    });
    write_layer(&typed.output, format, &read.features, crs, terminal)?;
    let count = read.features.len();
    terminal.note(&format!(
        "wrote {count} features in {crs} to {}",
        typed.output.display()
    ))?;
    Ok(Exit::Done)
}

/// The file of `FILE.gpkg#LAYER`.
pub(crate) fn file_of(path: &Path) -> PathBuf {
    let text = path.to_str().unwrap_or_default();
    match text.rsplit_once('#') {
        Some((file, _)) if !path.exists() => file.into(),
        _ => path.to_owned(),
    }
}

/// The format that a file's ending says.
pub(crate) fn format_of(path: &Path) -> Result<LayerFormat, Failure> {
    let ending = path.extension().unwrap_or_default().to_string_lossy();
    LayerFormat::from_ending(&ending).ok_or_else(|| {
        let help = "end the file's name in .geojson, .shp, .gpkg, .fgb, .parquet or .csv";
        Failure::usage(
            format!(
                "OUT: the ending of {} is no format of layers",
                path.display()
            ),
            help,
        )
    })
}

/// Writes a layer; of a Shapefile all its files.
pub(crate) fn write_layer(
    path: &Path,
    format: LayerFormat,
    features: &[(Option<String>, Feature)],
    crs: Crs,
    terminal: &mut Terminal<'_>,
) -> Result<(), Failure> {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let layer = LayerOut {
        name: &stem,
        features,
        crs,
    };
    let refused = |error: LayerError| {
        let help = "choose another coordinate system with --crs, or another format";
        Failure::usage(format!("{}: {error}", path.display()), help)
    };
    let files = layer_files(&layer, format).map_err(refused)?;
    let losses = layer_losses(&layer, format).map_err(refused)?;
    for file in files {
        let target = match file.ending {
            "" => path.to_owned(),
            ending => path.with_extension(ending),
        };
        write_one(&target, &file.bytes).map_err(Failure::Write)?;
    }
    for loss in losses {
        terminal.warning(&loss)?;
    }
    Ok(())
}
