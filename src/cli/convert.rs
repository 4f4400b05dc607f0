//! `yike convert`: a layer from one format and coordinate system to another, with other names and a table joined.

use super::args::ConvertArgs;
use super::crs::crs;
use super::csv::CsvArgs;
use super::exit::Exit;
use super::failure::{Failure, refuse};
use super::issues::issues;
use super::outputs::say_written;
use super::paths::{file_of, refuse_to_overwrite_with};
use super::terminal::Terminal;
use crate::domain::crs::Crs;
use crate::domain::{Feature, Text, phrase, text};
use crate::read::{FeatureSource, JoinSpec, LAYER_LIMIT_BYTES, layer_names, read_features_of};
use crate::run::write_together;
use crate::write::layers::{LayerError, LayerFormat, LayerOut, layer_files, layer_losses};
use crate::write::tables::mark;
use std::io::{Read, Write};
use std::path::Path;
use tempfile::NamedTempFile;

/// What stands for standard input and output.
const STREAM: &str = "-";

pub(crate) fn run(typed: ConvertArgs, terminal: &mut Terminal<'_>) -> Result<Exit, Failure> {
    let to_stream = typed.output == Path::new(STREAM);
    let format = match (to_stream, &typed.to) {
        (true, Some(word)) if word == "csv" => LayerFormat::Csv,
        (true, _) => LayerFormat::GeoJson,
        (false, None) => format_of("OUT", &typed.output)?,
        (false, Some(_)) => {
            return refuse(
                phrase("--to: OUT is a file", "--to：OUT 是文件"),
                phrase(
                    "leave it out; the ending says the format",
                    "请去掉此选项；格式由扩展名决定",
                ),
            );
        }
    };
    if to_stream && terminal.style.json {
        return refuse(
            phrase("--json: standard output is the layer's", "--json：标准输出用于写图层"),
            phrase("leave it out, or name a file", "请去掉此选项，或给出文件名"),
        );
    }
    let asked = crs("--crs", typed.crs.as_deref())?;
    let given = (typed.input == Path::new(STREAM)).then(standard_input).transpose()?;
    let join = typed.join.as_deref().zip(typed.join_by.as_deref());
    let source = FeatureSource {
        path: given.as_ref().map_or(typed.input.clone(), |file| file.path().to_owned()),
        name: given.is_some().then(|| terminal.language().say("standard input", "标准输入").into()),
        layer: typed.layer,
        crs: crs("--from-crs", typed.from_crs.as_deref())?,
        crs_option: Some("--from-crs"),
        fields: typed.fields.iter().map(|text| field(text)).collect::<Result<_, _>>()?,
        join: join.map(|(file, by)| join_spec(file, by)),
        positions: None,
        tolerant: true,
    };
    let mut inputs = vec![typed.input];
    inputs.extend(typed.join);
    if !to_stream {
        let help =
            phrase("name another file, so that the input stays", "请另取文件名，以免覆盖输入");
        refuse_to_overwrite_with("OUT", &typed.output, &inputs, help)?;
    }
    let read = read_features_of(&source)?;
    let warnings = issues(&read.warnings);
    terminal.issues(&warnings)?;
    let own = match format {
        LayerFormat::GeoJson => Crs::Wgs84,
        LayerFormat::Csv => read.crs,
        _ => read.crs.epsg().map_or(Crs::Wgs84, |_| read.crs),
    };
    if asked.is_none() && format != LayerFormat::GeoJson && own != read.crs {
        let (ending, system) = (format.ending(), read.crs);
        terminal.warning(text!(
            "the layer is in {system}, which has no code of EPSG, by which .{ending} says its system: it is written in {own}",
            "图层坐标系为 {system}，没有 EPSG 代码，而 .{ending} 须以该代码注明坐标系：改按 {own} 写出"
        ))?;
    }
    let crs = asked.unwrap_or(own);
    let out = match to_stream {
        true => None,
        false => Some(typed.output.as_path()),
    };
    write_layer(out, format, &read.features, crs, typed.csv, terminal)?;
    let count = read.features.len();
    let shown = match to_stream {
        true => phrase("standard output", "标准输出").into(),
        false => Text::same(typed.output.display().to_string()),
    };
    terminal.note(text!(
        "wrote {count} features in {crs} to {shown}",
        "已向 {shown} 写入 {count} 个要素，坐标系 {crs}";
        shown
    ))?;
    let counts = [("features", count)];
    say_written("convert", &typed.output, counts, warnings, terminal)?;
    Ok(Exit::Done)
}

/// What standard input holds, in a file whose ending says which of the two formats of text it is.
fn standard_input() -> Result<NamedTempFile, Failure> {
    let mut bytes = Vec::new();
    std::io::stdin().lock().take(LAYER_LIMIT_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.iter().take(1024).any(|byte| *byte == 0)
        && !bytes.starts_with(b"\xff\xfe")
        && !bytes.starts_with(b"\xfe\xff")
    {
        return refuse(
            phrase(
                "standard input holds no text: GeoJSON and CSV are read from it",
                "标准输入不是文本：从中只读 GeoJSON 和 CSV",
            ),
            phrase("name the file of a layer in another format", "其他格式的图层请给出文件名"),
        );
    }
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let first = text.iter().find(|byte| !byte.is_ascii_whitespace());
    let ending = if first == Some(&b'{') { ".geojson" } else { ".csv" };
    let mut file = tempfile::Builder::new().prefix("yike-").suffix(ending).tempfile()?;
    file.write_all(&bytes)?;
    Ok(file)
}

/// Reads `NEW=OLD`.
fn field(text: &str) -> Result<(String, String), Failure> {
    match text.split_once('=').map(|(new, old)| (new.trim(), old.trim())) {
        Some((new, old)) if !new.is_empty() && !old.is_empty() => Ok((new.into(), old.into())),
        _ => refuse(
            text!("--field: `{text}` is not understood", "--field：无法理解 `{text}`"),
            phrase(
                "write the new name, then the name in the file, for instance --field id=编码",
                "先写新名称，再写文件中的名称，例如 --field id=编码",
            ),
        ),
    }
}

/// The table `file`, with `#sheet` of a workbook, joined by `ID` or `ID=KEY`.
fn join_spec(file: &Path, by: &str) -> JoinSpec {
    let (to, key) = by.split_once('=').unwrap_or((by, by));
    let table = file_of(file);
    let text = file.display().to_string();
    let sheet = (table != file).then(|| text.rsplit_once('#').map(|(_, sheet)| sheet.into()));
    JoinSpec {
        file: table.display().to_string(),
        sheet: sheet.flatten(),
        key: key.trim().into(),
        to: to.trim().into(),
    }
}

/// The format that the ending of the file says that `option` names.
pub(crate) fn format_of(option: &str, path: &Path) -> Result<LayerFormat, Failure> {
    let ending = path.extension().unwrap_or_default().to_string_lossy();
    LayerFormat::from_ending(&ending).ok_or_else(|| {
        let path = path.display();
        let help = phrase(
            "end the file's name in .geojson, .shp, .gpkg, .fgb, .parquet or .csv",
            "文件扩展名请用 .geojson、.shp、.gpkg、.fgb、.parquet 或 .csv",
        );
        let cause = text!(
            "{option}: the ending of {path} is no format of layers",
            "{option}：{path} 的扩展名不是图层格式"
        );
        Failure::usage(cause, help)
    })
}

/// Writes a layer to a file, of a Shapefile to all its files, or to standard output.
pub(crate) fn write_layer(
    path: Option<&Path>,
    format: LayerFormat,
    features: &Vec<(Option<String>, Feature)>,
    crs: Crs,
    csv: CsvArgs,
    terminal: &mut Terminal<'_>,
) -> Result<(), Failure> {
    if csv.csv_bom && format != LayerFormat::Csv {
        return refuse(
            phrase("--csv-bom: the layer is not written as CSV", "--csv-bom：图层不以 CSV 写出"),
            phrase("leave it out", "请去掉此选项"),
        );
    }
    let to_stream = path.is_none();
    let path = path.unwrap_or(Path::new("layer"));
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let layer = LayerOut { name: &stem, features, crs };
    let refused = |error: LayerError| {
        let (path, error) = (path.display(), error.text());
        let help = phrase(
            "choose another coordinate system with --crs, or another format",
            "请用 --crs 另选坐标系，或改用其他格式",
        );
        Failure::usage(text!("{path}: {error}", "{path}：{error}"; error), help)
    };
    let mut files = layer_files(&layer, format).map_err(refused)?;
    if csv.csv_bom {
        files.iter_mut().for_each(|file| mark(&mut file.bytes));
    }
    let losses = layer_losses(&layer, format).map_err(refused)?;
    for loss in losses {
        terminal.warning(loss)?;
    }
    if to_stream {
        return files.iter().try_for_each(|file| Ok(terminal.data(&file.bytes)?));
    }
    let target = |ending: &str| match ending {
        "" => path.to_owned(),
        ending => path.with_extension(ending),
    };
    // A Shapefile is written over as a whole; parts without one belong to something else.
    let parts = || files.iter().map(|file| target(file.ending));
    let other = parts().find(|part| !path.exists() && part.exists());
    let kept = other.map(|other| Text::same(other.display().to_string()));
    if let Some(taken) = kept.or_else(|| other_layers(path, &stem)) {
        return refuse(
            text!("{taken} would be written over", "将覆盖{taken}"; taken),
            phrase("give the layer another file", "请给图层另取文件名"),
        );
    }
    Ok(write_together(files.iter().map(|file| (target(file.ending), &*file.bytes)))?)
}

/// The GeoPackage at `path` with its layers that are not called `own`; none where there are none.
fn other_layers(path: &Path, own: &str) -> Option<Text> {
    let mut names = layer_names(path);
    names.retain(|name| name != own);
    let (path, layers) = (path.display(), if names.len() == 1 { "layer" } else { "layers" });
    let listed = Text::names(&names);
    (!names.is_empty())
        .then(|| text!("{path} with its {layers} {listed}", " {path} 及其中图层 {listed}"; listed))
}
