use super::declared::Declared;
use crate::domain::{Members, Phrase, text};
use crate::read::catalogue::Code;
use crate::read::issue::{Place, Usual};
use crate::read::sink::Sink;

/// What takes the features of a layer one at a time: a large layer is never in memory as GeoJSON.
pub(in crate::read) trait Receiver {
    /// Takes what the file says of its coordinate system, before the first feature; none, with issues, where its positions
    /// cannot be read.
    fn declare(&mut self, declared: &Declared) -> Option<()>;

    /// Takes a GeoJSON feature in the file's own coordinates; none, with issues, where no more are read.
    fn take(&mut self, feature: serde_json::Value) -> Option<()>;
}

/// A GeoJSON feature.
pub(super) fn feature(properties: Members, geometry: serde_json::Value) -> serde_json::Value {
    let mut feature = serde_json::Map::new();
    feature.insert("type".into(), "Feature".into());
    feature.insert("properties".into(), serde_json::Value::Object(properties));
    feature.insert("geometry".into(), geometry);
    serde_json::Value::Object(feature)
}

/// Reports how many geometries had arcs, which are straight lines now.
pub(super) fn straightened(sink: &Sink, name: &str, curved: usize) {
    if curved > 0 {
        let cause = text!(
            "{curved} geometries have arcs, which are read as straight lines of 4 degrees each",
            "{curved} 个几何图形含圆弧，按每 4 度一段的折线读取"
        );
        sink.push(Code::GEOMETRY_STRAIGHTENED, Place::file(name).at("geometry"), cause, Usual);
    }
}

/// Reports a column that a property cannot hold.
pub(super) fn left_out(sink: &Sink, name: &str, column: &str, what: Phrase) {
    let cause = text!(
        "the column `{column}` holds {what} and is left out",
        "列 `{column}` 的内容是{what}，已略去";
        what
    );
    sink.push(Code::COLUMN_LEFT_OUT, Place::file(name).at(column), cause, Usual);
}
