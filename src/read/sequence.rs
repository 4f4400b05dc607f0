//! GeoJSON text sequences.

use std::path::Path;

/// What text sequences end in.
const ENDINGS: [&str; 6] = ["geojsonl", "geojsons", "geojsonseq", "ndgeojson", "ndjson", "jsonl"];

/// Whether a file is a text sequence, by its ending.
pub(super) fn is_sequence(path: &Path) -> bool {
    let ending = path.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    ENDINGS.contains(&ending.as_str())
}

/// The collection of a GeoJSON text sequence: a feature a line (`.geojsonl`, `.ndjson`), or a feature after each mark of
/// RFC 8142 (`.geojsons`). Lines stay where they are. None for other texts.
pub(super) fn of_sequence(path: &Path, text: &str) -> Option<String> {
    const MARK: char = '\u{1e}';
    let marked = text.trim_start().starts_with(MARK);
    if !marked && !is_sequence(path) {
        return None;
    }
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    out += r#"{"type":"FeatureCollection","features":["#;
    let mut first = true;
    for item in text.split_inclusive(if marked { MARK } else { '\n' }) {
        let item = item.trim_end_matches(MARK);
        let blank = item.trim().is_empty();
        out += if first || blank { "" } else { "," };
        out += item;
        first &= blank;
    }
    Some(out + "]}")
}
