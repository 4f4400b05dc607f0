//! OpenStreetMap's XML (`.osm`), element by element: its nodes and ways, the positions that ways may have with their nodes,
//! and tags. Relations and what editors add are skipped, and so are objects that are deleted.

use super::passes::{Fault, Found, Nodes, node_of};
use super::stream::Stream;
use crate::domain::said;
use crate::domain::{Text, phrase, text};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::io::{BufReader, Read};

/// The most bytes of a single tag or text.
const EVENT_LIMIT: u64 = 1 << 20;
/// The deepest nesting; `osm`, `way` and `nd` are three.
const DEPTH_LIMIT: usize = 16;

/// The name of the first element of a text that starts with `bytes`; none where it does not start like XML.
pub(super) fn root(bytes: &[u8]) -> Option<String> {
    let mut reader = Reader::from_reader(bytes);
    let mut buffer = Vec::new();
    loop {
        match reader.read_event_into(&mut buffer).ok()? {
            Event::Start(start) | Event::Empty(start) => {
                return Some(start.name().into_inner().to_owned());
            }
            Event::Text(text) if !text.trim_start_matches('\u{feff}').trim().is_empty() => {
                return None;
            }
            Event::Eof => return None,
            _ => buffer.clear(),
        }
    }
}

/// The first pass: roads.
pub(super) fn ways(stream: &mut Stream) -> Result<Found, Fault> {
    let mut found = Found::default();
    let mut last = None;
    each(
        stream,
        "way",
        |_| true,
        |way| {
            // Versions of an object follow each other.
            if last.replace(way.id) == Some(way.id) {
                let id = way.id;
                return Err(Fault::Unknown {
                    cause: text!(
                        "way {id} is in the file more than once; the history of objects is not read",
                        "道路 {id} 在文件中不止一次出现；不读取对象的历史"
                    ),
                    action: phrase(
                        "write the state at one time, for instance with `osmium time-filter -o roads.osm.pbf`",
                        "写出某一时点的状态，例如用 `osmium time-filter -o roads.osm.pbf`",
                    ),
                });
            }
            let tag = |key: &str| {
                way.tags.iter().find(|(own, _)| own == key).map(|(_, value)| value.as_str())
            };
            let (ids, places): (Vec<i64>, Vec<(f64, f64)>) = way.nodes.iter().copied().unzip();
            found.see(way.id, tag, ids.into_iter(), places.into_iter());
            Ok(())
        },
    )?;
    Ok(found)
}

/// The second pass: the nodes that are needed.
pub(super) fn nodes(stream: &mut Stream, nodes: &mut Nodes) -> Result<(), Fault> {
    let mut found = Vec::new();
    let needed = &*nodes;
    each(
        stream,
        "node",
        |id| needed.position(id).is_some(),
        |node| {
            if let Some(position) = needed.position(node.id)
                && let Some(node) = node_of(node.at.0, node.at.1, node.tags())
            {
                found.push((position, node));
            }
            Ok(())
        },
    )?;
    for (position, node) in found {
        nodes.keep(position, node);
    }
    Ok(())
}

/// A node or a way.
#[derive(Debug, Default)]
pub(super) struct Element {
    pub(super) id: i64,
    /// A node's longitude and latitude; not numbers where they are not stated.
    pub(super) at: (f64, f64),
    tags: Vec<(String, String)>,
    /// A way's nodes, with their longitudes and latitudes; not numbers where they are not stated.
    pub(super) nodes: Vec<(i64, (f64, f64))>,
}

impl Element {
    pub(super) fn tags(&self) -> impl Iterator<Item = (&str, &str)> {
        self.tags.iter().map(|(key, value)| (key.as_str(), value.as_str()))
    }
}

/// Calls `see` with each element called `kind` that is `wanted` by its identifier.
pub(super) fn each(
    stream: &mut Stream,
    kind: &str,
    wanted: impl Fn(i64) -> bool,
    mut see: impl FnMut(&Element) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let mut reader =
        Reader::from_reader(BufReader::with_capacity(1 << 16, stream.take(EVENT_LIMIT)));
    let mut buffer = Vec::new();
    let mut depth = 0;
    let mut open: Option<Element> = None;
    loop {
        buffer.clear();
        reader.get_mut().get_mut().set_limit(EVENT_LIMIT);
        let position = reader.buffer_position();
        let corrupt = |why: Text| Fault::Corrupt {
            what: text!("the XML after byte {position}", "第 {position} 字节之后的 XML"),
            why,
        };
        let event = reader.read_event_into(&mut buffer);
        let is_cut = reader.get_ref().get_ref().limit() == 0;
        match event.map_err(|error| match is_cut {
            true => corrupt(text!(
                "a part of it has more than {EVENT_LIMIT} bytes",
                "其中一部分超过 {EVENT_LIMIT} 字节"
            )),
            false => corrupt(said(error)),
        })? {
            Event::Start(start) => {
                depth += 1;
                if depth > DEPTH_LIMIT {
                    return Err(corrupt(text!(
                        "its elements are more than {DEPTH_LIMIT} deep",
                        "其元素嵌套超过 {DEPTH_LIMIT} 层"
                    )));
                }
                enter(&start, kind, &wanted, &mut open).map_err(corrupt)?;
            }
            Event::Empty(start) => {
                enter(&start, kind, &wanted, &mut open).map_err(corrupt)?;
                if let Some(element) = open.take_if(|_| start.name().into_inner() == kind) {
                    see(&element)?;
                }
            }
            Event::End(end) => {
                depth = depth.saturating_sub(1);
                if let Some(element) = open.take_if(|_| end.name().into_inner() == kind) {
                    see(&element)?;
                }
            }
            Event::Eof if depth > 0 => {
                return Err(corrupt(text!("the file ends within it", "文件在其中结束")));
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// Takes in the start of an element.
fn enter(
    start: &BytesStart<'_>,
    kind: &str,
    wanted: impl Fn(i64) -> bool,
    open: &mut Option<Element>,
) -> Result<(), Text> {
    let name = start.name();
    match (name.into_inner(), open.as_mut()) {
        (own, _) if own == kind => {
            let [id, lon, lat, visible, action] =
                attributes(start, ["id", "lon", "lat", "visible", "action"])?;
            let deleted =
                visible.as_deref() == Some("false") || action.as_deref() == Some("delete");
            let id = number(kind, "id", id.as_deref())?;
            *open = (!deleted && wanted(id)).then(|| Element {
                id,
                at: (degrees(lon.as_deref()), degrees(lat.as_deref())),
                ..Element::default()
            });
        }
        ("tag", Some(element)) => {
            if let [Some(key), Some(value)] = attributes(start, ["k", "v"])? {
                element.tags.push((key, value));
            }
        }
        ("nd", Some(element)) => {
            let [id, lon, lat] = attributes(start, ["ref", "lon", "lat"])?;
            let at = (degrees(lon.as_deref()), degrees(lat.as_deref()));
            element.nodes.push((number("nd", "ref", id.as_deref())?, at));
        }
        _ => {}
    }
    Ok(())
}

/// The values of attributes by their names.
fn attributes<const N: usize>(
    start: &BytesStart<'_>,
    names: [&str; N],
) -> Result<[Option<String>; N], Text> {
    let mut values = [const { None }; N];
    let mut attributes = start.attributes();
    // Names that are there twice do not matter here, and looking for them takes time.
    for attribute in attributes.with_checks(false) {
        let attribute = attribute.map_err(said)?;
        if let Some(at) = names.iter().position(|name| *name == attribute.key.into_inner()) {
            let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0);
            values[at] = Some(value.map_err(said)?.into_owned());
        }
    }
    Ok(values)
}

fn number(element: &str, name: &str, text: Option<&str>) -> Result<i64, Text> {
    let number = text.and_then(|text| text.trim().parse().ok());
    number.ok_or_else(|| match text {
        Some(text) => {
            let found = text.escape_debug();
            text!(
                "`{name}` of an element `{element}` is `{found}`, not a whole number",
                "元素 `{element}` 的 `{name}` 为 `{found}`，不是整数"
            )
        }
        None => text!("an element `{element}` has no `{name}`", "有元素 `{element}` 没有 `{name}`"),
    })
}

/// Degrees; not a number, which no position is, where none are stated.
fn degrees(text: Option<&str>) -> f64 {
    text.and_then(|text| text.trim().parse().ok()).unwrap_or(f64::NAN)
}
