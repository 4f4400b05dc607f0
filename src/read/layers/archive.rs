//! Layers in a ZIP file: unpacked into a folder of their own, counted while they unpack.

use super::source::{Kind, Source, is_workbook};
use super::{damage, encoding};
use crate::domain::said;
use crate::domain::{Phrase, Text, phrase, text};
use crate::read::catalogue::Code;
use crate::read::issue::Place;
use crate::read::near::{instead, list};
use crate::read::sink::Sink;
use crate::read::source::{FileBytes, InputFile, LAYER_LIMIT_BYTES, Role, SMALLER, open_bytes};
use crate::read::system_text;
use std::fs::File;
use std::io::{Cursor, Read, copy};
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use zip::ZipArchive;

const WHAT: Phrase = phrase("a ZIP file", "ZIP 文件");
/// The parts of a Shapefile that are read.
const PARTS: [&str; 5] = ["shp", "shx", "dbf", "prj", "cpg"];
/// The names that a message lists.
const NAMED: usize = 20;

/// A layer that was unpacked.
pub(in crate::read) struct Unpacked {
    pub(in crate::read) source: Source,
    /// Of the archive.
    pub(in crate::read) record: InputFile,
    /// Is removed with it.
    _folder: TempDir,
}

/// A file of the archive.
struct Entry {
    index: usize,
    path: PathBuf,
    /// Its bytes, unpacked.
    size: u64,
}

/// Unpacks the layer asked for, or the only one.
pub(in crate::read) fn unpack(sink: &Sink, source: &Source, role: Role) -> Option<Unpacked> {
    let name = &source.name;
    let FileBytes { bytes, record } = open_bytes(sink, &source.path, name, role)?;
    let damaged = |why: Text| damage::push(sink, name, WHAT, why);
    let broken = |error: zip::result::ZipError| said(error);
    let system = |error: std::io::Error| system_text(&error);
    let mut archive =
        ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(broken(error))).ok()?;
    let entries = entries(&mut archive);
    let main = choose(sink, source, &entries)?;
    let folder = TempDir::new().map_err(|error| damaged(system(error))).ok()?;
    let of_layer = |entry: &&Entry| {
        let shapes = Kind::of(&main.path) == Kind::Shapefile;
        let ending = ending(&entry.path);
        let part = shapes && PARTS.contains(&ending.as_str());
        entry.index == main.index
            || part && entry.path.with_extension("") == main.path.with_extension("")
    };
    for entry in entries.iter().filter(of_layer) {
        let to = folder.path().join("layer").with_extension(ending(&entry.path));
        let copied = (|| -> Result<u64, Text> {
            let packed = archive.by_index(entry.index).map_err(broken)?;
            let mut to = File::create(to).map_err(system)?;
            copy(&mut packed.take(LAYER_LIMIT_BYTES + 1), &mut to).map_err(system)
        })();
        if copied.map_err(damaged).ok()? > LAYER_LIMIT_BYTES {
            let (file, most) = (entry.path.display(), LAYER_LIMIT_BYTES / 1_000_000);
            let cause = text!(
                "{file} of it unpacks to more than {most} MB",
                "其中的 {file} 解压后超过 {most} MB"
            );
            sink.push(Code::FILE_TOO_LARGE, Place::file(name), cause, SMALLER);
            return None;
        }
    }
    let path = folder.path().join("layer").with_extension(ending(&main.path));
    let inside = format!("{}/{}", name.trim_end_matches(&suffix(source)), main.path.display());
    let source = Source { path, name: inside, layer: None, ..source.clone() };
    Some(Unpacked { source, record, _folder: folder })
}

fn suffix(source: &Source) -> String {
    source.layer.as_ref().map(|layer| format!("#{layer}")).unwrap_or_default()
}

fn ending(path: &Path) -> String {
    path.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase()
}

/// The files of the archive, without what macOS adds. Programs on Chinese Windows write their names in GBK.
fn entries(archive: &mut ZipArchive<Cursor<Vec<u8>>>) -> Vec<Entry> {
    let mut entries = Vec::new();
    for index in 0..archive.len() {
        let Ok(file) = archive.by_index_raw(index) else { continue };
        let name = file.name_raw();
        let found = encoding::guess(&[name], encoding::fits);
        let encoding = found.map_or(encoding_rs::UTF_8, |found| found.encoding);
        let path = PathBuf::from(encoding.decode_without_bom_handling(name).0.into_owned());
        let hidden = path.iter().any(|part| {
            let part = part.to_string_lossy();
            part.starts_with('.') || part == "__MACOSX"
        });
        if file.is_file() && !hidden {
            entries.push(Entry { index, path, size: file.size() });
        }
    }
    entries
}

/// The file that a layer is read from: the only one, or the one asked for by its path, its name or its name without the
/// ending.
fn choose<'a>(sink: &Sink, source: &Source, entries: &'a [Entry]) -> Option<&'a Entry> {
    let known = |entry: &&Entry| match Kind::of(&entry.path) {
        Kind::GeoJson => ["geojson", "json"].contains(&ending(&entry.path).as_str()),
        Kind::Archive => false,
        // Tables beside a Shapefile are often a list of its fields.
        Kind::Table => {
            !entries.iter().any(|other| Kind::of(&other.path) == Kind::Shapefile)
                || is_workbook(&entry.path)
        }
        _ => true,
    };
    let layers: Vec<&Entry> = entries.iter().filter(known).collect();
    let names: Vec<String> = layers.iter().map(|entry| entry.path.display().to_string()).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).take(NAMED).collect();
    let refuse = |cause: Text, action: Text| {
        sink.refuse(Code::LAYER_NOT_FOUND, Place::file(&source.name).at("layer"), cause, action)
    };
    let is_asked = |entry: &&&Entry, asked: &str| {
        let path = Path::new(asked);
        entry.path == path
            || entry.path.file_name() == Some(path.as_os_str())
            || entry.path.file_stem() == Some(path.as_os_str())
    };
    match (&source.layer, &layers[..]) {
        (None, [one]) => Some(one),
        (None, []) => refuse(
            text!("the archive holds no layer that is read", "压缩包中没有可读取的图层"),
            text!(
                "put a Shapefile (.shp, .shx, .dbf, .prj, .cpg) or another layer into it",
                "请放入 Shapefile（.shp、.shx、.dbf、.prj、.cpg）或其他图层"
            ),
        ),
        (None, [first, ..]) => {
            // The first of them may be a list of the others.
            let largest = layers.iter().max_by_key(|entry| entry.size).unwrap_or(first);
            let stem = largest.path.file_stem().unwrap_or_default().to_string_lossy();
            let (count, listed) = (layers.len(), list(&names));
            let cause = text!(
                "the archive holds {count} layers: {listed}",
                "压缩包中有 {count} 个图层：{listed}";
                listed
            );
            refuse(cause, source.naming(&stem))
        }
        (Some(asked), layers) => match layers.iter().find(|entry| is_asked(entry, asked)) {
            Some(found) => Some(found),
            None => refuse(
                text!("the archive holds no layer `{asked}`", "压缩包中没有图层 `{asked}`"),
                instead(asked, &names),
            ),
        },
    }
}
