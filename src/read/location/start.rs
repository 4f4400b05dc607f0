//! Reads placements: open sites to start from or to audit.

use super::csv::Csv;
use super::layer::is_table;
use crate::domain::location::{Instance, Placement, SiteRule};
use crate::domain::{PropertyValue, Text, phrase, text};
use crate::read::catalogue::Code;
use crate::read::collection::{id_text, read_layer};
use crate::read::geometry::Shape;
use crate::read::issue::{Issue, Place, Problems};
use crate::read::layers::is_lent;
use crate::read::near::instead;
use crate::read::register::Register;
use crate::read::sink::{self, Sink};
use crate::read::source::{InputFile, Role, open_text};
use std::io::Read;
use std::path::Path;

/// A placement that was read.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct StartFile {
    /// The open sites; existing ones are among them whether or not the file lists them. Who is served where is not read.
    pub placement: Placement,
    /// What the reader should look at, in a stable order.
    pub warnings: Vec<Issue>,
    /// For the record of the run.
    pub input: InputFile,
}

/// Reads which sites of `instance` are open, from GeoJSON (`id`, and `open` or `plan_open` true or false; without `open` all listed
/// sites are open), CSV (column `id` or `site`, and `open` likewise) or a plain list with one id a line.
///
/// The audit, not this function, reports forbidden sites that are open and required ones that are not.
///
/// ```
/// use yike::domain::LonLat;
/// use yike::domain::location::{Instance, InstanceParts, Metric};
///
/// let place = LonLat::new(106.6, 29.5)?;
/// let metric = Metric::geodesic(vec![place], vec![place; 3]);
/// let instance = Instance::new(InstanceParts::new("one", metric))?;
/// let folder = tempfile::tempdir()?;
/// let path = folder.path().join("open.txt");
/// std::fs::write(&path, "3\n1\n")?;
/// let start = yike::read::location::read_start(&path, &instance)?;
/// assert_eq!(start.placement.open, [0, 2]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// All problems found in the file, such as ids that no site has; see [`crate::read::Code`].
pub fn read_start(path: &Path, instance: &Instance) -> Result<StartFile, Problems> {
    let sink = Sink::default();
    let file = read(&sink, path, instance);
    let (file, warnings) = sink::settle(file, sink)?;
    Ok(StartFile { warnings, ..file })
}

/// A site in the file, and whether the file states it as open, if it does.
struct ListedSite {
    place: Place,
    id: String,
    open: Option<bool>,
}

/// Reads the file in any of the three forms.
fn read(sink: &Sink, path: &Path, instance: &Instance) -> Option<StartFile> {
    let name = path.display().to_string();
    let (listed, input) = if is_lent(path) || starts_with_brace(path) {
        of_layer(sink, path, &name)?
    } else if is_table(path) && !is_plain_list(path, instance) {
        of_table(sink, path, &name)?
    } else {
        of_lines(sink, path, &name, instance)?
    };
    let open = settle(sink, &name, &listed, instance);
    Some(StartFile { placement: Placement { open, served: None }, warnings: Vec::new(), input })
}

/// The first bytes of a file; none where it cannot be read, which is reported when it is read as a whole.
fn head(path: &Path) -> Option<Vec<u8>> {
    let mut head = Vec::new();
    if !std::fs::metadata(path).ok()?.is_file() {
        return None;
    }
    let file = std::fs::File::open(path).ok()?;
    file.take(4096).read_to_end(&mut head).ok()?;
    Some(head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&head).to_vec())
}

fn starts_with_brace(path: &Path) -> bool {
    head(path).is_some_and(|head| head.trim_ascii_start().first() == Some(&b'{'))
}

/// Whether a file that is named like a table has no header: its first line is an id.
fn is_plain_list(path: &Path, instance: &Instance) -> bool {
    let head = head(path).unwrap_or_default();
    let first = head.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let first = String::from_utf8_lossy(first).trim().to_owned();
    let header = ID_COLUMNS.into_iter().any(|name| first.eq_ignore_ascii_case(name));
    let mut ids = (0..instance.sites()).map(|site| instance.site_ids().label(site));
    !header && ids.any(|id| id == first)
}

fn of_layer(sink: &Sink, path: &Path, name: &str) -> Option<(Vec<ListedSite>, InputFile)> {
    let layer = read_layer(sink, path, name, Role::Start, Shape::Ignored)?;
    let mut listed = Vec::new();
    for raw in layer.features.iter().flatten() {
        let place = raw.place(name);
        let Some(id) = raw.id.clone() else {
            let cause = text!("`id` is missing", "缺少 `id`");
            let action = text!("add `id`, that of the site", "请补上点位的 `id`");
            sink.push(Code::FIELD_MISSING, place.at("id"), cause, action);
            continue;
        };
        // As Yike writes it on maps, or as planners write it.
        let said = |name| raw.properties.get(name).filter(|value| !value.is_null());
        let open = said("plan_open").or_else(|| said("open"));
        let open = open.and_then(|value| match value {
            PropertyValue::Flag(open) => Some(open),
            other => flag(sink, &place, &id_text(other).unwrap_or_default()),
        });
        listed.push(ListedSite { place, id, open });
    }
    Some((listed, layer.record))
}

const ID_COLUMNS: [&str; 3] = ["id", "site", "site_id"];

fn of_table(sink: &Sink, path: &Path, name: &str) -> Option<(Vec<ListedSite>, InputFile)> {
    let mut table = Csv::open(sink, path, name)?;
    let Some(id) = ID_COLUMNS.into_iter().find_map(|name| table.column(name)) else {
        let cause = text!("the table has no column `id` or `site`", "表格没有列 `id` 或 `site`");
        let action = text!(
            "name the column with the ids of sites `id`, or write one id a line",
            "请将点位编号列命名为 `id`，或每行写一个编号"
        );
        table.faults.push(Code::COLUMN_MISSING, Some(1), None, cause, action);
        return None;
    };
    let flags = table.column("open");
    let mut listed = Vec::new();
    while table.next_row() {
        let Some(text) = table.text(id) else { continue };
        let place = Place {
            line: Some(table.line()),
            ..Place::feature(name, listed.len() + 1, Some(&text))
        };
        let word = flags.and_then(|column| table.text(column)).filter(|word| !word.is_empty());
        let open = word.and_then(|word| flag(sink, &place, &word));
        listed.push(ListedSite { place, id: text, open });
    }
    let count = listed.len();
    Some((listed, table.finish(Role::Start, count)))
}

/// Reads one id a line. A line that is not an id is split into words that are.
fn of_lines(
    sink: &Sink,
    path: &Path,
    name: &str,
    instance: &Instance,
) -> Option<(Vec<ListedSite>, InputFile)> {
    let source = open_text(sink, path, name, Role::Start)?;
    let sites = register(instance);
    let mut listed = Vec::new();
    for (line, text) in (1..).zip(source.text.lines()) {
        let text = text.trim();
        let words: Vec<&str> =
            text.split([' ', '\t', ',', ';']).filter(|word| !word.is_empty()).collect();
        let split = sites.find(text).is_none() && words.len() > 1;
        let ids = if split { words } else { vec![text] };
        for id in ids.into_iter().filter(|id| !id.is_empty()) {
            let place = Place { line: Some(line), id: Some(id.into()), ..Place::file(name) };
            listed.push(ListedSite { place, id: id.into(), open: None });
        }
    }
    let record = InputFile { features: listed.len(), ..source.record };
    Some((listed, record))
}

/// `true` or `false`, in the words of tables.
fn flag(sink: &Sink, place: &Place, word: &str) -> Option<bool> {
    match word.to_ascii_lowercase().as_str() {
        "true" | "yes" | "1" => Some(true),
        "false" | "no" | "0" => Some(false),
        _ => {
            let cause = text!(
                "`open` is `{word}`; it is true or false",
                "`open` 为 `{word}`；应为 true 或 false"
            );
            let action = instead(word, &["true", "false"]);
            sink.push(Code::UNKNOWN_WORD, place.clone().at("open"), cause, action);
            Some(false)
        }
    }
}

fn register(instance: &Instance) -> Register {
    let ids = (0..instance.sites()).map(|site| Some(instance.site_ids().label(site).into_owned()));
    Register::new(phrase("site", "点位"), Code::UNKNOWN_SITE, ids)
}

/// The positions of the open sites. If no item states `open`, all listed sites are open.
fn settle(sink: &Sink, name: &str, listed: &[ListedSite], instance: &Instance) -> Vec<u32> {
    let sites = register(instance);
    let says = listed.iter().any(|site| site.open.is_some());
    let mut first: Vec<Option<&ListedSite>> = vec![None; instance.sites()];
    let existing = |site: usize| instance.rules()[site] == SiteRule::Existing;
    let mut open: Vec<bool> = (0..instance.sites()).map(existing).collect();
    for site in listed {
        let push = |code, field: &str, cause: Text, action: Text| {
            sink.push(code, site.place.clone().at(field), cause, action);
        };
        let id = &site.id;
        let Some(position) = sites.find(id) else {
            let cause = text!(
                "no site of the instance has the id `{id}`",
                "实例中没有编号为 `{id}` 的点位"
            );
            push(Code::UNKNOWN_SITE, "id", cause, sites.instead(id));
            continue;
        };
        if first[position].replace(site).is_some() {
            let cause = text!("the site `{id}` is listed twice", "点位 `{id}` 列了两次");
            push(Code::DUPLICATE_ID, "id", cause, text!("list it once", "请只列一次"));
        }
        match site.open {
            None if says => {
                let cause = text!(
                    "`open` is missing, and other sites have it",
                    "缺少 `open`，而其他点位有"
                );
                let action = text!("write true or false", "请填写 true 或 false");
                push(Code::FIELD_MISSING, "open", cause, action);
            }
            Some(false) if existing(position) => {
                let cause = text!(
                    "the site `{id}` is an existing one, which stays open, but is stated as closed",
                    "点位 `{id}` 为现有点位，保持启用，但写为不启用"
                );
                let action = text!("state it open, or change its rule", "请写为启用，或修改其规则");
                push(Code::CONTRADICTION, "open", cause, action);
            }
            Some(false) => {}
            Some(true) | None => open[position] = true,
        }
    }
    if listed.is_empty() {
        let cause = text!("no site is listed", "没有列出点位");
        let action = text!("list the sites that are open", "请列出启用的点位");
        sink.push(Code::LAYER_EMPTY, Place::file(name), cause, action);
    }
    (0..).zip(open).filter(|(_, open)| *open).map(|(site, _)| site).collect()
}
