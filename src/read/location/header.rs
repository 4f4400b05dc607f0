//! Headers in the manner of TSPLIB: lines `KEY : VALUE`, then a section.

use super::numbers::{Numbers, shown};
use super::words::whole;
use crate::domain::{phrase, text};
use crate::read::catalogue::Code;

/// What a header says, up to its first section.
#[derive(Debug, Default)]
pub(super) struct Header {
    pub(super) name: Option<String>,
    pub(super) dimension: Option<usize>,
    pub(super) weight_type: Option<String>,
    /// The line of the weight type.
    pub(super) weight_line: usize,
    /// The section that follows, such as `NODE_COORD_SECTION`.
    pub(super) section: String,
}

/// Reads a header; none when the file ends before a section. A first line that is a bare number is the dimension, and
/// coordinates follow (Waterloo's files).
pub(super) fn read(numbers: &mut Numbers<'_>) -> Option<Header> {
    let mut header = Header::default();
    loop {
        let Some(text) = numbers.words.rest_of_line() else {
            return numbers.cut_off(phrase("NODE_COORD_SECTION", "NODE_COORD_SECTION"));
        };
        if let (None, Some(dimension)) = (&header.name, whole(text)) {
            header.dimension = Some(dimension);
            return Some(header);
        }
        let text = String::from_utf8_lossy(text).into_owned();
        let (key, value) = text.split_once(':').unwrap_or((&text, ""));
        let (key, value) = (key.trim(), value.trim());
        match key {
            "NAME" => header.name = Some(value.to_owned()),
            "DIMENSION" => {
                header.dimension = whole(value.as_bytes());
                if header.dimension.is_none() {
                    let line = numbers.words.line();
                    let shown = shown(value.as_bytes());
                    let what = phrase("DIMENSION", "DIMENSION ");
                    numbers.faults.not_a_number(line, what, &shown);
                }
            }
            "EDGE_WEIGHT_TYPE" => {
                header.weight_type = Some(value.to_owned());
                header.weight_line = numbers.words.line();
            }
            _ if key.ends_with("_SECTION") => {
                header.section = key.to_owned();
                return Some(header);
            }
            _ => {}
        }
    }
}

impl Header {
    /// How many points follow; that this is not said, or 0, is an issue.
    pub(super) fn points(&self, numbers: &mut Numbers<'_>) -> Option<usize> {
        let (code, cause) = match self.dimension {
            None => {
                (Code::FIELD_MISSING, text!("the header has no DIMENSION", "文件头没有 DIMENSION"))
            }
            Some(0) => (Code::NOTHING_TO_LOCATE, text!("the DIMENSION is 0", "DIMENSION 为 0")),
            Some(points) => return Some(points),
        };
        let action =
            text!("write `DIMENSION : n` with the number of points", "请写明点数：`DIMENSION : n`");
        numbers.faults.push(code, None, Some("DIMENSION".into()), cause, action);
        None
    }

    /// That the section of coordinates follows.
    pub(super) fn has_coordinates(&self, numbers: &mut Numbers<'_>) -> Option<()> {
        if matches!(self.section.as_str(), "" | "NODE_COORD_SECTION") {
            return Some(());
        }
        let section = &self.section;
        let cause = text!(
            "{section} follows the header; coordinates are read alone",
            "文件头之后是 {section}；只读取坐标"
        );
        let line = Some(numbers.words.line());
        let action = text!(
            "give a file with NODE_COORD_SECTION, or the distances as a travel matrix",
            "请给出含 NODE_COORD_SECTION 的文件，或以出行矩阵给出距离"
        );
        numbers.faults.push(Code::METRIC_REFUSED, line, None, cause, action);
        None
    }
}
