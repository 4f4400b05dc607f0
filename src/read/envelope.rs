//! What a GeoJSON file says of itself: that it is a collection of features, and its coordinate system.

use super::catalogue::Code;
use super::issue::Place;
use super::json::{Envelope, crs_of};
use super::layers::Declared;
use super::sink::Sink;
use crate::domain::crs::Crs;
use crate::domain::text;
use serde_json::Value;

/// Whether the file is a collection of features; else an issue.
pub(super) fn check_kind(sink: &Sink, file: &str, envelope: &Envelope) -> bool {
    let cause = match envelope.kind.as_deref() {
        Some("FeatureCollection") if envelope.has_features => return true,
        Some("FeatureCollection") => {
            text!("the collection has no list `features`", "集合没有 `features` 列表")
        }
        Some(kind) => text!(
            "the file is a {kind}, not a FeatureCollection",
            "文件是 `{kind}`，不是 `FeatureCollection`"
        ),
        None => text!(
            "the object has no `type`; a layer is a FeatureCollection",
            "对象没有 `type`；图层应为 `FeatureCollection`"
        ),
    };
    let action = text!(
        "export the whole layer as a GeoJSON FeatureCollection",
        "将整个图层导出为 GeoJSON 的 `FeatureCollection`"
    );
    sink.push(Code::NOT_A_COLLECTION, Place::file(file), cause, action);
    false
}

/// GeoJSON is WGS84; a `crs` member of older files may name it or another system. None, with an issue, when it
/// cannot be used.
pub(super) fn declared(sink: &Sink, file: &str, text: &str) -> Option<Declared> {
    // Malformed text is reported when it is read.
    let Some(crs) = crs_of(text) else {
        return Some(Declared::Wgs84);
    };
    let place = || Place::file(file).at("crs");
    let action = text!(
        "reproject the layer to EPSG:4326, or remove `crs`",
        "将图层转换到 EPSG:4326，或删去 `crs`"
    );
    let name = crs.pointer("/properties/name").and_then(Value::as_str);
    let Some(name) = name else {
        let cause =
            text!("`crs` does not name a coordinate reference system", "`crs` 没有写明坐标系");
        sink.push(Code::CRS_REFUSED, place(), cause, action);
        return None;
    };
    match Crs::parse(name) {
        Ok(crs) => Some(Declared::Named(crs)),
        Err(error) => {
            sink.push(Code::CRS_REFUSED, place(), &error, action);
            None
        }
    }
}
