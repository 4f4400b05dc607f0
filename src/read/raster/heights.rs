//! Heights of a road network's nodes from a raster.

use super::geotiff::Raster;
use crate::domain::crs::Projector;
use crate::domain::roads::RoadNode;
use crate::domain::{Text, text};
use crate::read::catalogue::Code;
use crate::read::issue::Place;
use crate::read::roads::sound_height;
use crate::read::sink::Sink;
use crate::read::source::{InputFile, Role};
use geo::Coord;
use std::path::Path;

/// A raster of heights in metres.
#[derive(Debug, Clone, Copy)]
pub(in crate::read) struct HeightFile<'a> {
    pub(in crate::read) path: &'a Path,
    /// The file as the plan names it, for messages.
    pub(in crate::read) name: &'a str,
}

/// Sets the heights of `nodes` without one from the raster, and reports how many still have none.
pub(in crate::read) fn fill_heights(
    sink: &Sink,
    file: HeightFile<'_>,
    nodes: &mut [RoadNode],
) -> Option<InputFile> {
    let HeightFile { path, name } = file;
    let mut raster = Raster::open(sink, path, name, (None, None))?;
    if let Some(unit) = raster.meaning.unlike_metres() {
        let cause = text!(
            "its unit is `{unit}`, and heights are in metres",
            "其单位为 `{unit}`，而高程应以米计"
        );
        refuse_elsewhere(sink, Place::file(name), cause);
        return None;
    }
    let projector = Projector::new(raster.crs?).ok()?;
    let bare: Vec<usize> =
        (0..nodes.len()).filter(|&node| nodes[node].height_m.is_none()).collect();
    // A place that cannot be converted to the raster's system lies outside the raster.
    const NOWHERE: Coord<f64> = Coord { x: f64::INFINITY, y: f64::INFINITY };
    let places: Vec<Coord<f64>> = bare
        .iter()
        .map(|&node| {
            let at = nodes[node].at;
            let at = Coord { x: at.lon_deg(), y: at.lat_deg() };
            projector.project(at).unwrap_or(NOWHERE)
        })
        .collect();
    let mut left = 0_usize;
    for (&node, height_m) in bare.iter().zip(raster.at(sink, &places)?) {
        nodes[node].height_m = height_m.and_then(|height_m| sound_height(height_m as f32));
        left += usize::from(nodes[node].height_m.is_none());
    }
    let place = Place::file(name);
    if !bare.is_empty() && left == bare.len() {
        let cause = text!("no node of the roads has a height there", "道路的节点在其中都没有高程");
        refuse_elsewhere(sink, place, cause);
        return None;
    }
    if left > 0 {
        let count = nodes.len();
        let cause = text!(
            "{left} of {count} nodes of roads have no height there; slopes beside them do not count",
            "{count} 个道路节点中有 {left} 个在其中没有高程；其旁的坡度不计"
        );
        let action = text!(
            "take a raster of the whole area; where only sea or lakes have no heights, nothing needs doing",
            "改用覆盖全域的栅格；若只是海面或湖面没有高程，无需处理"
        );
        sink.push(Code::HEIGHTS_MISSING, place, cause, action);
    }
    Some(InputFile { role: Role::Heights, ..raster.record })
}

fn refuse_elsewhere(sink: &Sink, place: Place, cause: Text) {
    let action = text!(
        "name the raster of the same area, in metres, in the coordinate system that it names",
        "指定同一区域、以米计、坐标系与其所写相符的栅格"
    );
    sink.push(Code::RASTER_REFUSED, place, cause, action);
}
