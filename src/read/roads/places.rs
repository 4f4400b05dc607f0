//! Reads the places of an extract of OpenStreetMap: its nodes and ways with one of the tags asked for.

use super::osm::{Form, Kind, kind, settle};
use super::passes::Fault;
use super::sights::{OsmPlace, Sights, Tags};
use super::stream::Stream;
use super::{pbf, xml};
use crate::domain::text;
use crate::read::catalogue::Code;
use crate::read::issue::{Place, Problems};
use crate::read::sink::Sink;
use std::path::Path;

/// The places of an extract of OpenStreetMap (`.osm.pbf`, `.osm`, …, as [`super::read_roads`] reads it) that have one of
/// `tags`, by their identifiers. Relations are not read.
///
/// # Errors
///
/// What is wrong with the file, also where it is no extract.
pub fn read_places(path: &Path, tags: &Tags<'_>) -> Result<Vec<OsmPlace>, Problems> {
    let sink = Sink::default();
    let name = path.display().to_string();
    let places = read(&sink, path, &name, tags);
    let issues = sink.sorted();
    places.ok_or(Problems { issues })
}

fn read(sink: &Sink, path: &Path, name: &str, tags: &Tags<'_>) -> Option<Vec<OsmPlace>> {
    let Kind::Extract(form) = kind(sink, path, name)? else {
        let cause = text!(
            "the file is no extract of OpenStreetMap, so that it has no places",
            "该文件不是 OpenStreetMap 数据，无从读取场所"
        );
        let action = text!("name an extract: .osm.pbf or .osm", "请指明该类数据：.osm.pbf 或 .osm");
        return sink.refuse(Code::OSM_FEATURE, Place::file(name), cause, action);
    };
    let open = || Some(Stream::open(sink, path, name)?.0);
    let mut stream = open()?;
    let found = match form {
        Form::Pbf => pbf::sights(&mut stream, tags),
        Form::Xml => xml_sights(&mut stream, &mut open()?, tags).map(|own| (own, Vec::new())),
    };
    let (found, with_nodes) = settle(found, &stream, sink, name)?;
    let mut nodes = found.nodes();
    let mut stream = open()?;
    let seen = match form {
        Form::Pbf => pbf::nodes(&mut stream, &with_nodes, &mut nodes),
        Form::Xml => xml::nodes(&mut stream, &mut nodes),
    };
    settle(seen, &stream, sink, name)?;
    Some(found.into_places(&nodes))
}

fn xml_sights(nodes: &mut Stream, ways: &mut Stream, tags: &Tags<'_>) -> Result<Sights, Fault> {
    let mut all = Sights::default();
    xml::each(
        nodes,
        "node",
        |_| true,
        |own| {
            all.node(tags, own.id, own.at, own.tags());
            Ok(())
        },
    )?;
    xml::each(
        ways,
        "way",
        |_| true,
        |own| {
            let nodes = own.nodes.iter().map(|(key, at)| (*key, Some(*at)));
            all.way(tags, own.id, own.tags(), nodes);
            Ok(())
        },
    )?;
    Ok(all)
}
