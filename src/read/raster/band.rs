//! Which band of a GeoTIFF is read, and whether its cells can be.

use super::meaning::Meaning;
use super::refused::refuse;
use super::stored::Stored;
use crate::domain::{Text, text};
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
        [6 | 7, ..] => Text::same("JPEG"),
        [34_712, ..] => Text::same("JPEG 2000"),
        [34_887, ..] => Text::same("LERC"),
        [34_925, ..] => Text::same("LZMA"),
        [50_001, ..] => Text::same("WebP"),
        [50_002 | 52_546, ..] => Text::same("JPEG XL"),
        [other, ..] => text!("number {other} of TIFF", "TIFF 的第 {other} 号方法"),
    };
    let cause = text!(
        "its cells are compressed as {word}, which is not read",
        "像元以 {word} 压缩，不能读取";
        word
    );
    let action = text!(
        "compress them otherwise, for instance with gdal_translate -co COMPRESS=DEFLATE; LZW, PackBits and Zstandard are read too",
        "改用其他压缩方式，例如 `gdal_translate -co COMPRESS=DEFLATE`；也可读取 LZW、PackBits 和 Zstandard"
    );
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
                let number = (band + 1).to_string();
                Text::both(|language| {
                    let words = meaning.description().map(|words| language.bracketed(words));
                    number.clone() + &words.unwrap_or_default()
                })
            });
            let more = (data > 12).then(|| Text::same("…"));
            let named: Vec<Text> = named.chain(more).collect();
            let named = Text::list(&named);
            let cause = match asked {
                Some(band) => text!(
                    "it has no band {band}; it has {named}",
                    "没有波段 {band}；有波段 {named}";
                    named
                ),
                None => text!(
                    "it has {data} bands, and it is not clear which one to read: {named}",
                    "有 {data} 个波段，不清楚应读取哪个：{named}";
                    named
                ),
            };
            let file =
                name.rsplit_once('#').filter(|_| asked.is_some()).map_or(name, |(file, _)| file);
            let action = text!(
                "name the band behind the file: `{file}#1`",
                "在文件名后写明波段：`{file}#1`"
            );
            refuse(sink, name, cause, action);
            None
        }
    }
}
