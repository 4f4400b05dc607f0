//! All steps, in order.

use super::asked::{Asked, Part};
use super::facilities::Facilities;
use super::findings::{Findings, Guess, few_names};
use super::people::People;
use super::plan_text::{self, Facts};
use super::sorting::{Sorted, check_columns, sort, sources};
use super::sources::{left_aside, save_as};
use super::table::Table;
use super::towns::Towns;
use super::{candidates, medical, pieces};
use crate::domain::{Feature, text};
use crate::read::roads::is_extract;
use crate::read::{Code, Given, InputFile, Issue, Problems, columns_for};
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

fn steps(asked: &Asked, findings: &mut Findings) -> Option<Made> {
    let sorted = sort(asked, findings);
    check_columns(asked, &sorted, findings);
    let made = of_tables(asked, &sorted, findings);
    // What may be what is missing is told with it.
    if !findings.has(Code::TABLE_ABSENT) {
        sorted.unread.iter().for_each(|path| left_aside(path, save_as(), findings));
    }
    made
}

fn of_tables(asked: &Asked, sorted: &Sorted, findings: &mut Findings) -> Option<Made> {
    let inputs = sorted.tables.iter().map(|(_, given)| given.input.clone()).collect();
    let of = |part: Part| sorted.tables.iter().filter(move |(own, _)| *own == part);
    let table = |part: Part, given: &Given, findings: &mut Findings| {
        let mut own = Table::new(part, given.clone(), &asked.columns, findings);
        if matches!(part, Part::Towns | Part::People) {
            pieces::join(&mut own, findings);
        }
        own
    };
    let unread = &sorted.unread[..];
    if of(Part::Towns).count() > 1 {
        several(Part::Towns, of(Part::Towns).map(|(_, given)| given.name.clone()), findings);
    }
    let [first, second] = [Part::Towns, Part::People].map(|part| of(part).next());
    // Villages with outlines that name their towns give the towns'.
    let made = first.is_none().then(|| {
        of(Part::People).find_map(|(_, given)| {
            let columns = columns_for(Part::People.role(), "town", &given.columns);
            pieces::towns_of(given, &columns.collect::<Vec<_>>(), findings)
        })
    });
    let given = first.map(|(_, given)| given).or(made.as_ref().and_then(Option::as_ref));
    if given.is_none() && !sorted.is_partial {
        absent(Part::Towns, asked, unread, findings);
    }
    let own = table(Part::Towns, given?, findings);
    let mut towns = Towns::new(&own, findings);
    if towns.list.is_empty() {
        // All else would be in no town, which is one problem and told.
        if findings.errors() == 0 {
            absent(Part::Towns, asked, unread, findings);
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
            absent(Part::People, asked, unread, findings);
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
    let extract = sorted.networks.iter().find(|path| is_extract(path)).map(PathBuf::as_path);
    candidates::add(&mut facilities, &towns, &people, asked, extract, findings);
    if facilities.sites.is_empty() {
        if findings.errors() == 0 {
            absent(Part::Facilities, asked, unread, findings);
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

fn absent(part: Part, asked: &Asked, unread: &[PathBuf], findings: &mut Findings) {
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
    let names: Vec<String> = unread.iter().map(|path| path.display().to_string()).collect();
    let (cause, action) = match &names[..] {
        [] => (cause, action),
        names => {
            let names = few_names(names);
            let cause = text!(
                "{cause}; {names} may have it, in a format that is not read",
                "{cause}；{names} 中可能有，但其格式不能读取"; cause, names
            );
            (cause, save_as())
        }
    };
    findings.push(Code::TABLE_ABSENT, &sources(asked), None, cause, action);
}
