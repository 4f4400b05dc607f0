//! All steps, in order.

use super::asked::{Asked, Part};
use super::facilities::Facilities;
use super::findings::{Findings, Guess};
use super::people::People;
use super::plan_text::{self, Facts};
use super::recognise::{ENOUGH, Evidence, evidence};
use super::sources::{Found, find, is_network, open, read};
use super::table::Table;
use super::towns::Towns;
use super::{candidates, medical};
use crate::domain::{Feature, Text, text};
use crate::read::{Code, Given, InputFile, Issue, Problems};
use std::path::PathBuf;

/// A layer: the name of its file without ending, and its features.
pub type MadeLayer = (&'static str, Vec<(Option<String>, Feature)>);

/// The names of all layers that may be made.
pub const LAYERS: [&str; 4] = ["towns", "people", "sites", "medical"];

/// A plan that was made.
#[derive(Debug)]
#[non_exhaustive]
pub struct Made {
    /// The text of the plan file.
    pub plan: String,
    /// Its layers, by the names of their files.
    pub layers: Vec<MadeLayer>,
    /// What is taken to be so, with its reason.
    pub guesses: Vec<Guess>,
    /// What the planner should look at.
    pub warnings: Vec<Issue>,
    /// The tables that were read.
    pub inputs: Vec<InputFile>,
}

/// Why no plan was made.
#[derive(Debug)]
#[non_exhaustive]
pub struct Refused {
    /// Everything that is wrong with the tables.
    pub problems: Problems,
    /// What was taken to be so before.
    pub guesses: Vec<Guess>,
}

/// Makes a plan of tables.
///
/// # Errors
///
/// Everything that is wrong with them.
pub fn make(asked: &Asked) -> Result<Made, Refused> {
    let mut findings = Findings::default();
    let made = steps(asked, &mut findings);
    let (failed, guesses) = (findings.errors() > 0, findings.told());
    match made {
        Some(made) if !failed => Ok(Made { guesses, warnings: findings.issues(), ..made }),
        _ => Err(Refused { problems: Problems { issues: findings.issues() }, guesses }),
    }
}

/// The tables by what they are.
#[derive(Default)]
struct Sorted {
    tables: Vec<(Part, Given)>,
    networks: Vec<PathBuf>,
    /// Whether a file could not be read, which may be what is missing.
    is_partial: bool,
}

fn steps(asked: &Asked, findings: &mut Findings) -> Option<Made> {
    let sorted = sort(asked, findings);
    check_columns(asked, &sorted, findings);
    let inputs = sorted.tables.iter().map(|(_, given)| given.input.clone()).collect();
    let of = |part: Part| sorted.tables.iter().filter(move |(own, _)| *own == part);
    let table = |part: Part, given: &Given, findings: &mut Findings| {
        Table::new(part, given.clone(), &asked.columns, findings)
    };
    if of(Part::Towns).count() > 1 {
        several(Part::Towns, of(Part::Towns).map(|(_, given)| given.name.clone()), findings);
    }
    let [first, second] = [Part::Towns, Part::People].map(|part| of(part).next());
    if first.is_none() && !sorted.is_partial {
        absent(Part::Towns, asked, findings);
    }
    let (_, given) = first?;
    let own = table(Part::Towns, given, findings);
    let mut towns = Towns::new(&own, findings);
    if towns.list.is_empty() {
        // All else would be in no town, which is one problem and told.
        if findings.errors() == 0 {
            absent(Part::Towns, asked, findings);
        }
        return None;
    }
    let mut people = People::default();
    let tables: Vec<Table> =
        of(Part::People).map(|(_, given)| table(Part::People, given, findings)).collect();
    // Figures of whole towns beside those of their villages.
    let (of_towns, of_units): (Vec<&Table>, Vec<&Table>) = match tables.len() {
        1 => (Vec::new(), tables.iter().collect()),
        _ => tables.iter().partition(|own| towns.are_rows_of(own)),
    };
    // Where there are no others, they are the people.
    let (of_towns, of_units) = match of_units.is_empty() {
        true => (of_units, of_towns),
        false => (of_towns, of_units),
    };
    for own in of_towns {
        towns.take_figures(own, findings);
    }
    // A layer of places alone serves tables without any.
    let (places, of_units): (Vec<&Table>, Vec<&Table>) = match of_units.len() {
        1 => (Vec::new(), of_units),
        _ => of_units.into_iter().partition(|own| People::are_places(own)),
    };
    for own in places {
        people.take_places(own, &towns, findings);
    }
    for own in of_units {
        people.add(own, &towns, asked, findings);
    }
    if second.is_none() {
        if sorted.is_partial {
            return None;
        }
        if !own.has("population") {
            absent(Part::People, asked, findings);
            return None;
        }
        findings.guess(
            own.name(),
            text!(
                "no table has people of villages and communities: those of each town count in its middle",
                "没有村（社区）人口表：每个镇街的人口计在镇街内一点"
            ),
        );
        people.add(&own, &towns, asked, findings);
    }
    let by_town = people.by_town(towns.list.len());
    towns.add_up(&by_town, (own.name(), asked.language), findings);
    let mut facilities = Facilities::default();
    for (_, given) in of(Part::Facilities) {
        let own = table(Part::Facilities, given, findings);
        facilities.add(&own, &towns, &people, asked, findings);
    }
    let mut hospitals = Vec::new();
    for (_, given) in of(Part::Medical) {
        let own = table(Part::Medical, given, findings);
        let made = medical::features(&hospitals, &own, &towns, asked, findings);
        hospitals.extend(made);
    }
    let extract = sorted.networks.iter().find(|path| is_network(path)).map(PathBuf::as_path);
    candidates::add(&mut facilities, &towns, &people, asked, extract, findings);
    if facilities.sites.is_empty() {
        if findings.errors() == 0 {
            absent(Part::Facilities, asked, findings);
        }
        return None;
    }
    if sorted.networks.len() > 1 {
        let names = sorted.networks.iter().map(|path| path.display().to_string());
        several(Part::Roads, names, findings);
    }
    let facts = Facts {
        people: &people,
        facilities: &facilities,
        has_medical: !hospitals.is_empty(),
        network: sorted.networks.first().map(PathBuf::as_path),
    };
    let plan = plan_text::text(asked, &facts, findings)?;
    let [of_towns, of_people, of_sites, of_medical] = LAYERS;
    let mut layers = vec![
        (of_towns, towns.features()),
        (of_people, people.features(&towns)),
        (of_sites, facilities.features(&towns)),
    ];
    if !hospitals.is_empty() {
        layers.push((of_medical, hospitals));
    }
    Some(Made { plan, layers, guesses: Vec::new(), warnings: Vec::new(), inputs })
}

/// Reads all tables and says what each is.
fn sort(asked: &Asked, findings: &mut Findings) -> Sorted {
    let mut sorted = Sorted::default();
    for found in find(asked, findings) {
        if is_network(&found.path) {
            findings.guess(
                &found.path.display().to_string(),
                text!(
                    "roads: an extract of OpenStreetMap, by its name",
                    "道路：按文件名为 OpenStreetMap 数据"
                ),
            );
            sorted.networks.push(found.path);
            continue;
        }
        let before = findings.errors();
        let Some((given, crs)) = open(&found, asked, findings) else {
            sorted.is_partial |= findings.errors() > before;
            continue;
        };
        let Some(part) = part_of(&found, &given, asked, findings) else {
            sorted.is_partial |= findings.errors() > before;
            continue;
        };
        if part == Part::Roads {
            sorted.networks.push(found.named());
            continue;
        }
        // Now that it is known what it is, the system and the columns of positions that are named for it count.
        let stated = asked.crs.iter().find(|(own, _)| *own == part).map(|(_, crs)| *crs);
        let positions = asked.column(part, "longitude").zip(asked.column(part, "latitude"));
        let given = match stated.is_some() && stated != crs || positions.is_some() {
            false => given,
            true => {
                let positions = positions.map(|(lon, lat)| (lon.to_owned(), lat.to_owned()));
                match read(&Found { positions, ..found }, stated.or(crs), findings) {
                    Ok(again) => Given { columns: given.columns, ..again },
                    Err(problems) => {
                        findings.extend(problems.issues);
                        continue;
                    }
                }
            }
        };
        findings.extend(given.warnings.clone());
        sorted.tables.push((part, given));
    }
    sorted
}

fn part_of(found: &Found, given: &Given, asked: &Asked, findings: &mut Findings) -> Option<Part> {
    let name = &given.name;
    if let Some(part) = found.part {
        findings.guess(name, text!("{part}, as asked for", "{part}（按要求）"; part));
        return Some(part);
    }
    let all = evidence(given);
    let likely: Vec<&Evidence> = all.iter().filter(|own| own.score >= ENOUGH).collect();
    match likely[..] {
        [] => {
            let columns = given.columns.join(", ");
            findings.push(
                Code::TABLE_LEFT_ASIDE,
                name,
                None,
                text!(
                    "it looks like no towns, people, facilities, medical facilities or roads; its columns are {columns}",
                    "看不出是镇街、人口、养老设施、医疗机构还是道路；各列为：{columns}"
                ),
                text!(
                    "name what it is, if it is needed: --towns, --people, --facilities, --medical or --roads FILE",
                    "如需使用，请指明：--towns、--people、--facilities、--medical 或 --roads 文件"
                ),
            );
            None
        }
        [first, second, ..] if first.score == second.score => {
            let (a, b, first, second) = (first.part, second.part, first.part, second.part);
            findings.push(
                Code::TABLE_UNCLEAR,
                name,
                None,
                text!("it could be {a} or {b}", "可能是{a}，也可能是{b}"; a, b),
                text!(
                    "say what it is: --{first} or --{second} {name}",
                    "请指明：--{first} 或 --{second} {name}"
                ),
            );
            None
        }
        [first, ..] if asked.named.iter().any(|(part, _)| *part == first.part) => {
            let part = first.part;
            findings.guess(
                name,
                text!("left aside: --{part} names another file", "略去：--{part} 已指明其他文件"),
            );
            None
        }
        [first, ..] => {
            let (part, count) = (first.part, given.rows.len());
            let reasons = Text::join(&first.reasons, ("; ", "；"));
            findings.guess(
                name,
                text!("{part}, {count} rows: {reasons}", "{part}，{count} 行：{reasons}"; part, reasons),
            );
            Some(first.part)
        }
    }
}

/// A column that is asked for stands in some table of its part.
fn check_columns(asked: &Asked, sorted: &Sorted, findings: &mut Findings) {
    for (part, property, column) in &asked.columns {
        let mut of = sorted.tables.iter().filter(|(own, _)| own == part).peekable();
        let Some((_, first)) = of.peek().copied() else {
            if !sorted.is_partial {
                let name = *part;
                findings.push(
                    Code::FIELD_MISSING,
                    &sources(asked),
                    Some(property),
                    text!(
                        "--column names `{column}` for {part}.{property}, and no table has {name}",
                        "--column 为 {part}.{property} 指明“{column}”列，但没有{name}表"; name
                    ),
                    text!(
                        "name the table with --{part} FILE, or the column for the part that has it",
                        "请用 --{part} 文件 指明该表，或改为该列所在的部分"
                    ),
                );
            }
            continue;
        };
        // Columns of positions that were found as such are none of the others.
        let is_placed = |given: &Given| {
            ["longitude", "latitude"].contains(&property.as_str())
                && given.rows.iter().any(|row| row.geometry.is_some())
        };
        if !of.any(|(_, given)| given.columns.contains(column) || is_placed(given)) {
            let columns = first.columns.join(", ");
            findings.push(
                Code::FIELD_MISSING,
                &first.name,
                Some(property),
                text!(
                    "there is no column `{column}`, which --column names for {part}.{property}",
                    "没有“{column}”列（--column 为 {part}.{property} 所指）"
                ),
                text!("name one of {columns}", "请改为其中一列：{columns}"),
            );
        }
    }
}

/// What is given, as messages about all of it name it.
fn sources(asked: &Asked) -> String {
    let given = asked.sources.iter().chain(asked.named.iter().map(|(_, path)| path));
    given.map(|path| path.display().to_string()).collect::<Vec<_>>().join(", ")
}

fn several(part: Part, names: impl Iterator<Item = String>, findings: &mut Findings) {
    let names: Vec<String> = names.collect();
    let (list, first, word) = (names.join(", "), &names[0], part.word());
    findings.push(
        Code::TABLE_UNCLEAR,
        first,
        None,
        text!("several could be the {part}: {list}", "有多个文件可作为{part}：{list}"; part),
        text!("say which one: --{word} {first}", "请指明其中一个：--{word} {first}"),
    );
}

fn absent(part: Part, asked: &Asked, findings: &mut Findings) {
    let (cause, action) = match part {
        Part::Towns => (
            text!(
                "no file has the towns: polygons with names that end in 街道, 镇 or 乡, or a column of people",
                "没有镇街文件：应为面状要素，名称以街道、镇、乡结尾，或有人口列"
            ),
            text!(
                "add the layer of boundaries, or name it with --towns FILE",
                "请加入镇街边界图层，或用 --towns 文件 指明"
            ),
        ),
        Part::Facilities => (
            text!(
                "nothing stands and nothing could be built: no table has facilities, and --candidates none offers no places",
                "既无现状设施，也无备选点：没有设施表，且 --candidates none 不提供备选点"
            ),
            text!(
                "name the table with --facilities FILE, or leave --candidates none out",
                "请用 --facilities 文件 指明设施表，或去掉 --candidates none"
            ),
        ),
        _ => (
            text!(
                "no file has people, and the towns have no column of people either",
                "没有人口文件，镇街图层也没有人口列"
            ),
            text!(
                "add a table with people and those of 60 and over of each village or community, or name it with --people FILE",
                "请加入各村（社区）人口及60岁及以上人口表，或用 --people 文件 指明"
            ),
        ),
    };
    findings.push(Code::TABLE_ABSENT, &sources(asked), None, cause, action);
}
