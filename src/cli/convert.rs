//! `yike convert`: a layer from one format and coordinate system to another.

use super::args::ConvertArgs;
use super::crs::crs;
use super::exit::Exit;
use super::failure::{Failure, refuse};
use super::issues::issues;
use super::outputs::say_written;
use super::paths::refuse_to_overwrite_with;
use super::terminal::Terminal;
use std::path::Path;
use yike::domain::Feature;
use yike::domain::crs::Crs;
use yike::read::{layer_names, read_features};
use yike::run::write_one;
use yike::write::layers::{LayerError, LayerFormat, LayerOut, layer_files, layer_losses};

pub(crate) fn run(typed: ConvertArgs, terminal: &mut Terminal<'_>) -> Result<Exit, Failure> {
    let format = format_of(&typed.output)?;
    let asked = crs("--crs", typed.crs.as_deref())?;
    let from = crs("--from-crs", typed.from_crs.as_deref())?;
    let inputs = [typed.input.clone()];
    refuse_to_overwrite_with(
        "OUT",
        &typed.output,
        &inputs,
        "name another file, so that the input stays",
    )?;
    let read = read_features(&typed.input, typed.layer.as_deref(), from)?;
    let warnings = issues(&read.warnings);
    terminal.issues(&warnings)?;
    let own = read.crs.epsg().map_or(Crs::Wgs84, |_| read.crs);
    let crs = asked.unwrap_or(if format == LayerFormat::GeoJson { Crs::Wgs84 } else { own });
    write_layer(&typed.output, format, &read.features, crs, terminal)?;
    let count = read.features.len();
    terminal.note(&format!("wrote {count} features in {crs} to {}", typed.output.display()))?;
    let counts = [("features", count)];
    say_written("convert", &typed.output, counts, warnings, terminal)?;
    Ok(Exit::Done)
}

/// The format that a file's ending says.
pub(crate) fn format_of(path: &Path) -> Result<LayerFormat, Failure> {
    let ending = path.extension().unwrap_or_default().to_string_lossy();
    LayerFormat::from_ending(&ending).ok_or_else(|| {
        let help = "end the file's name in .geojson, .shp, .gpkg, .fgb, .parquet or .csv";
        Failure::usage(
            format!("OUT: the ending of {} is no format of layers", path.display()),
            help,
        )
    })
}

/// Writes a layer; of a Shapefile all its files.
pub(crate) fn write_layer(
    path: &Path,
    format: LayerFormat,
    features: &Vec<(Option<String>, Feature)>,
    crs: Crs,
    terminal: &mut Terminal<'_>,
) -> Result<(), Failure> {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let layer = LayerOut { name: &stem, features, crs };
    let refused = |error: LayerError| {
        let help = "choose another coordinate system with --crs, or another format";
        Failure::usage(format!("{}: {error}", path.display()), help)
    };
    let files = layer_files(&layer, format).map_err(refused)?;
    let losses = layer_losses(&layer, format).map_err(refused)?;
    let target = |ending: &str| match ending {
        "" => path.to_owned(),
        ending => path.with_extension(ending),
    };
    // A Shapefile is written over as a whole; parts without one belong to something else.
    let parts = || files.iter().map(|file| target(file.ending));
    let other = parts().find(|part| !path.exists() && part.exists());
    let kept = other.map(|other| other.display().to_string());
    let held = || other_layers(path, &stem).map(|names| format!("{} with {names}", path.display()));
    if let Some(taken) = kept.or_else(held) {
        return refuse(format!("{taken} would be written over"), "give the layer another file");
    }
    for file in &files {
        let target = target(file.ending);
        write_one(&target, &file.bytes)?;
    }
    for loss in losses {
        terminal.warning(&loss)?;
    }
    Ok(())
}

/// The layers of a GeoPackage at `path` that are not called `own`; none where there are none.
fn other_layers(path: &Path, own: &str) -> Option<String> {
    let mut names = layer_names(path);
    names.retain(|name| name != own);
    (!names.is_empty()).then(|| match names.len() {
        1 => format!("its layer {}", names[0]),
        _ => format!("its layers {}", names.join(", ")),
    })
}
