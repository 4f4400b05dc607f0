//! Coordinate systems in options.

use super::failure::Failure;
use crate::domain::crs::Crs;
use crate::domain::{Text, phrase, text};
use crate::write::layers::LayerError;

/// The coordinate system that an option names.
pub(crate) fn crs(option: &str, text: Option<&str>) -> Result<Option<Crs>, Failure> {
    let parse = |text| {
        Crs::parse(text).map_err(|error| {
            let error = Text::from(&error);
            let help = phrase(
                "write for instance EPSG:4547, CGCS2000 or GCJ-02",
                "例如写 EPSG:4547、CGCS2000 或 GCJ-02",
            );
            Failure::usage(text!("{option}: {error}", "{option}：{error}"; error), help)
        })
    };
    text.map(parse).transpose()
}

/// The system that `--crs` asks maps to be written in; WGS84 without it.
pub(crate) fn of_maps(typed: Option<&str>) -> Result<Crs, Failure> {
    Ok(crs("--crs", typed)?.unwrap_or_default())
}

impl From<LayerError> for Failure {
    fn from(error: LayerError) -> Self {
        let error = error.text();
        let help = phrase(
            "choose a coordinate system of the area, or leave --crs out for WGS84",
            "请选用适用于该区域的坐标系，或去掉 --crs 以使用 WGS84",
        );
        Self::usage(text!("--crs: {error}", "--crs：{error}"; error), help)
    }
}
