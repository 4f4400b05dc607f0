//! Which band of a GeoTIFF is read, and whether its cells can be.

use super::meaning::Meaning;
use super::refused::refuse;
use super::stored::Stored;
use crate::read::sink::Sink;
use std::path::{Path, PathBuf};
use tiff::tags::Tag;

/// GDAL's tag of what it says of bands, in XML.
pub(super) const METADATA: Tag = Tag::Unknown(42_112);
/// Splits `FILE.tif#2` into the file and the band.
pub(super) fn split_band(path: &Path) -> (PathBuf, Option<u32>) {
    let text = path.to_str().unwrap_or_default();
    match text.rsplit_once('#').map(|(file, band)| (file, band.parse())) {
        Some((file, Ok(band))) if band > 0 && !path.exists() => (file.into(), Some(band)),
        _ => (path.to_owned(), None),
    }
}

/// Refuses cells that are compressed in a way that is not read.
pub(super) fn check_compression(sink: &Sink, name: &str, code: &[u16]) -> Option<()> {
    let word = match code {
        // None, LZW, deflate, PackBits, Zstandard.
        [] | [1 | 5 | 8 | 32_946 | 32_773 | 50_000, ..] => return Some(()),
        [6 | 7, ..] => "JPEG".into(),
        [34_712, ..] => "JPEG 2000".into(),
        [34_887, ..] => "LERC".into(),
        [34_925, ..] => "LZMA".into(),
        [50_001, ..] => "WebP".into(),
        [50_002 | 52_546, ..] => "JPEG XL".into(),
        [other, ..] => format!("number {other} of TIFF"),
    };
    let cause = format!("its cells are compressed as {word}, which is not read");
    let action = "compress them otherwise, for instance with gdal_translate -co COMPRESS=DEFLATE; LZW, PackBits and \
                  Zstandard are read too";
    refuse(sink, name, cause, action);
    None
}

/// The band to read and the one of transparency, from 0; none, with an issue, where it is not clear which to read.
pub(super) fn bands(
    sink: &Sink,
    name: &str,
    stored: &mut Stored,
    asked: Option<u32>,
) -> Option<(u32, Option<u32>)> {
    let extra = stored.shorts(Tag::ExtraSamples);
    // Alpha, multiplied into the others (1) or not (2), comes last.
    let alpha = matches!(extra.last(), Some(1 | 2)) && stored.samples > 1;
    let data = stored.samples - u32::from(alpha);
    let alpha = alpha.then_some(data);
    match asked {
        Some(band) if band <= data => Some((band - 1, alpha)),
        None if data == 1 => Some((0, alpha)),
        _ => {
            let metadata = stored.text(METADATA);
            let named = (0..data.min(12)).map(|band| {
                let meaning = Meaning::of_file(metadata.as_deref(), band, None);
                let words = meaning.description().map(|words| format!(" ({words})"));
                format!("{}{}", band + 1, words.unwrap_or_default())
            });
            let named: Vec<String> = named.collect();
            let more = if data > 12 { ", …" } else { "" };
            let cause = match asked {
                Some(band) => format!("it has no band {band}; it has {}{more}", named.join(", ")),
                None => format!(
                    "it has {data} bands, and it is not clear which one to read: {}{more}",
                    named.join(", ")
                ),
            };
            let file =
                name.rsplit_once('#').filter(|_| asked.is_some()).map_or(name, |(file, _)| file);
            refuse(sink, name, cause, &format!("name the band behind the file: `{file}#1`"));
            None
        }
    }
}
