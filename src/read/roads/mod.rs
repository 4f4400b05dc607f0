//! Road networks: extracts of OpenStreetMap, binary or XML, or lines of a layer in any format.

mod blocks;
mod builder;
mod lines;
mod osm;
mod passes;
mod pbf;
mod places;
mod sights;
mod stream;
mod tags;
mod xml;

use super::catalogue::Code;
use super::issue::{Issue, Place, Problems, Usual};
use super::layers::Source;
use super::raster::{HeightFile, fill_heights};
use super::sink::{Sink, settle};
use super::source::InputFile;
use crate::domain::roads::{Profile, RoadNetwork};
use crate::domain::{LonLat, Phrase, Text, phrase, text};
pub(super) use builder::sound_height;
pub(crate) use osm::is_extract;
pub use places::read_places;
pub use sights::{OsmPlace, Tags};

use builder::{Gaps, tally};
use osm::Kind;
use std::collections::BTreeMap;
use std::path::Path;

/// A road network that was read.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct RoadFile {
    /// The network, its invariants proved.
    pub network: RoadNetwork,
    /// What the reader should look at, in a stable order.
    pub warnings: Vec<Issue>,
    /// For the record of the run: the network, then the raster of heights.
    pub inputs: Vec<InputFile>,
}

/// Reads a road network: an extract of OpenStreetMap (`.osm.pbf`, its blocks packed with zlib, lz4, zstd or not at all;
/// or XML: `.osm`, `.osm.gz`, `.osm.bz2`; told apart by their content), or roads as lines in a layer of any format that
/// layers have (`roads.gpkg#layer` names one of several). Positions of nodes may be in the ways (`LocationsOnWays`).
///
/// Memory: in proportion to the roads, and 32 blocks of a PBF (16 to 64 MB) while they are decoded. Bytes are counted as
/// they are unpacked: a file that unpacks to 64 MB and 50 times its size, or to 4 GB of XML, is refused. Uses rayon's
/// threads; the network is the same at any number of them.
///
/// ```
/// use std::path::Path;
///
/// let roads = yike::read::roads::read_roads(Path::new("data/isle-of-man/roads.osm.pbf"))?;
/// assert!(!roads.network.ways().is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// All problems found in the file; see [`super::Code`].
pub fn read_roads(path: &Path) -> Result<RoadFile, Problems> {
    read(path, None, |_, _, _| {})
}

/// [`read_roads`] with checks that `profile` may use some of the roads, and that they are in the area of `points`,
/// which come from the file `of`. `heights` is a raster (GeoTIFF, in metres) for nodes without a height in the network.
///
/// # Errors
///
/// As [`read_roads`].
pub fn read_roads_for(
    path: &Path,
    heights: Option<&Path>,
    profile: &Profile,
    points: &[LonLat],
    of: &str,
) -> Result<RoadFile, Problems> {
    read(path, heights, |sink, name, network| {
        check_elsewhere(sink, name, network, points, of);
        check_heights(sink, name, network, &[profile]);
        if let Some(cause) = unusable(network, profile) {
            sink.push(Code::NO_ROADS, Place::file(name), cause, UNUSABLE);
        }
    })
}

fn read(
    path: &Path,
    heights: Option<&Path>,
    check: impl FnOnce(&Sink, &str, &RoadNetwork),
) -> Result<RoadFile, Problems> {
    let sink = Sink::default();
    let name = path.display().to_string();
    let of_heights = heights.map(|path| path.display().to_string());
    let heights = heights.zip(of_heights.as_deref());
    let heights = heights.map(|(path, name)| HeightFile { path, name });
    let file = read_network(&sink, path, &name, heights);
    if let Some((network, _)) = &file {
        check(&sink, &name, network);
    }
    let ((network, inputs), warnings) = settle(file, sink)?;
    Ok(RoadFile { network, warnings, inputs })
}

/// The repair where a profile may use no road.
pub(super) const UNUSABLE: Phrase = phrase(
    "check the tags of the network, or take another profile",
    "核对路网的标签，或改用其他出行方式",
);

/// What is wrong where `profile` may use no road.
pub(super) fn unusable(network: &RoadNetwork, profile: &Profile) -> Option<Text> {
    let usable = |way| profile.speeds_km_h_on(way) != [None; 2];
    if network.ways().iter().any(usable) {
        return None;
    }
    let mut classes: BTreeMap<String, usize> = BTreeMap::new();
    for way in network.ways() {
        *classes.entry(format!("`{}`", way.class)).or_default() += 1;
    }
    let (mode, classes) = (profile.mode(), tally(&classes));
    Some(text!(
        "no road of the network may be used by the profile `{mode}`: they are {classes}, or closed by tags",
        "出行方式 `{mode}` 不能使用路网中的任何道路：道路为 {classes}，或按标签封闭";
        classes
    ))
}

/// Reads the network `name` at `path`, and the heights of its nodes.
pub(super) fn read_network(
    sink: &Sink,
    path: &Path,
    name: &str,
    heights: Option<HeightFile<'_>>,
) -> Option<(RoadNetwork, Vec<InputFile>)> {
    let source = Source::new(path, name);
    let (mut parts, gaps, mut record) = match osm::kind(sink, &source.path, name)? {
        Kind::Extract(form) => {
            let osm = osm::read(sink, &source.path, name, form)?;
            (osm.parts, osm.gaps, osm.record)
        }
        Kind::Layer => lines::read(sink, &source)?,
    };
    check_gaps(sink, name, &gaps);
    if parts.ways.is_empty() {
        let cause = text!("the file has no road to travel on", "文件中没有可通行的道路");
        return sink.refuse(Code::NO_ROADS, Place::file(name), cause, Usual);
    }
    record.features = parts.ways.len();
    let mut records = vec![record];
    if let Some(heights) = heights {
        records.push(fill_heights(sink, heights, &mut parts.nodes)?);
    }
    match RoadNetwork::new(parts) {
        Ok(network) => {
            check_span(sink, name, &network);
            Some((network, records))
        }
        Err(error) => {
            let action = text!("cut the network to the area", "将路网裁剪到本区域");
            sink.refuse(Code::CONTRADICTION, Place::file(name), &error, action)
        }
    }
}

fn check_gaps(sink: &Sink, name: &str, gaps: &Gaps) {
    if gaps.nodes > 0 {
        let Gaps { nodes, ways, .. } = gaps;
        let cause = text!(
            "{nodes} nodes of {ways} roads are not in the file; the roads are cut there",
            "{ways} 条道路的 {nodes} 个节点不在文件中；道路在该处断开"
        );
        sink.push(Code::NODES_MISSING, Place::file(name), cause, Usual);
    }
    let mut keys: Vec<&str> = gaps.unread.keys().map(|(key, _)| *key).collect();
    keys.dedup();
    for key in keys {
        let own = gaps.unread.iter().filter(|((own, _), _)| *own == key);
        let values: BTreeMap<String, usize> =
            own.map(|((_, value), &ways)| (format!("`{value}`"), ways)).collect();
        let (count, values) = (values.values().sum::<usize>(), tally(&values));
        let cause = text!(
            "`{key}` of {count} roads is not understood, and does not count: {values}",
            "{count} 条道路的 `{key}` 无法识别，不起作用：{values}";
            values
        );
        sink.push(Code::ROAD_TAG_UNREAD, Place::file(name).at(key), cause, Usual);
    }
}

/// Checks that some node has a height where slopes count for a profile.
pub(super) fn check_heights(sink: &Sink, name: &str, network: &RoadNetwork, profiles: &[&Profile]) {
    let minds = profiles.iter().any(|profile| profile.minds_slopes());
    if !minds || network.nodes().iter().any(|node| node.height_m.is_some()) {
        return;
    }
    let cause = text!(
        "slopes should count, but no node of the roads has a height; they do not count",
        "要求计入坡度，但道路节点都没有高程；坡度不计"
    );
    let action = text!(
        "name a raster of heights, or a network that has them",
        "指定高程栅格，或带高程的路网"
    );
    sink.push(Code::HEIGHTS_MISSING, Place::file(name), cause, action);
}

/// The largest width of a plan's area.
const MOST_DEG: f64 = 20.0;

fn check_span(sink: &Sink, name: &str, network: &RoadNetwork) {
    let Some([west, south, east, north]) = network.bounds_deg() else {
        return;
    };
    if east - west <= MOST_DEG && north - south <= MOST_DEG {
        return;
    }
    let (wide, tall) = (east - west, north - south);
    let cause = text!(
        "the roads span {wide:.0} degrees of longitude ({west:.2} to {east:.2}) and {tall:.0} of latitude ({south:.2} to {north:.2})",
        "路网横跨经度 {wide:.0} 度（{west:.2} 至 {east:.2}）、纬度 {tall:.0} 度（{south:.2} 至 {north:.2}）"
    );
    let action = text!(
        "cut the network to the area, or correct positions that lie elsewhere",
        "将路网裁剪到本区域，或更正位于别处的位置"
    );
    sink.push(Code::NETWORK_SPANS_FAR, Place::file(name), cause, action);
}

/// The margin around the network's bounding box in which points may lie, in degrees: about 10 km.
const MARGIN_DEG: f64 = 0.1;

/// Checks that some of `points` lie in the network's bounding box or near it.
pub(super) fn check_elsewhere(
    sink: &Sink,
    name: &str,
    network: &RoadNetwork,
    points: &[LonLat],
    of: &str,
) {
    let (Some([west, south, east, north]), Some(first)) = (network.bounds_deg(), points.first())
    else {
        return;
    };
    let near = |at: &LonLat| {
        // East of the 180th meridian `east` is above 180.
        [at.lon_deg(), at.lon_deg() + 360.0]
            .iter()
            .any(|lon_deg| (west - MARGIN_DEG..=east + MARGIN_DEG).contains(lon_deg))
            && (south - MARGIN_DEG..=north + MARGIN_DEG).contains(&at.lat_deg())
    };
    if points.iter().any(near) {
        return;
    }
    let (x, y) = (first.lon_deg(), first.lat_deg());
    let cause = text!(
        "the roads lie between [{west:.3}, {south:.3}] and [{east:.3}, {north:.3}], and no point of {of} lies there; the first is at [{x}, {y}]",
        "路网在 [{west:.3}, {south:.3}] 与 [{east:.3}, {north:.3}] 之间，`{of}` 没有点位于其中；第一个点位于 [{x}, {y}]"
    );
    sink.push(Code::NETWORK_ELSEWHERE, Place::file(name), cause, Usual);
}
