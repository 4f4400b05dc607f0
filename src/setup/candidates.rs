//! Places where something could be built, where the planner names none: all of them modelled.

use super::asked::{Asked, Candidates};
use super::facilities::{Facilities, Site};
use super::findings::{Findings, PLAN};
use super::people::{People, Unit};
use super::towns::Towns;
use crate::domain::{Members, Phrase, Text, phrase, text};
use crate::read::Code;
use crate::read::roads::read_places;
use crate::units::{METRES_PER_DEGREE, Metres};
use geo::{Distance, Haversine, Point};
use std::collections::BTreeSet;
use std::path::Path;

/// Adds them, as asked for.
pub(super) fn add(
    facilities: &mut Facilities,
    towns: &Towns,
    people: &People,
    asked: &Asked,
    extract: Option<&Path>,
    findings: &mut Findings,
) {
    let given = facilities.offered;
    let kind = match asked.candidates {
        Some(kind) => kind,
        None if given > 0 => {
            return findings.guess(
                PLAN,
                text!(
                    "places to build are the {given} that the tables give; --candidates units adds one in each village and community",
                    "新建备选点取表中所列 {given} 处；加 --candidates units 可在每个村（社区）各设一处"
                ),
            );
        }
        None => Candidates::Units,
    };
    let before = facilities.sites.len();
    let how = match kind {
        Candidates::Units => {
            in_units(facilities, people, asked);
            text!("one in each village and community", "每个村（社区）各设一处")
        }
        Candidates::Grid(side) => {
            on_grid(facilities, towns, people, asked, side);
            text!(
                "one in each square of {side} in which or beside which people live",
                "按 {side} 格网在有人居住的格及其相邻格各设一处"
            )
        }
        Candidates::Osm => return of_extract(facilities, towns, people, asked, extract, findings),
        Candidates::None => return,
    };
    let count = facilities.sites.len() - before;
    findings.guess_if(
        count > 0,
        PLAN,
        text!(
            "{count} places to build are made, {how}: modelled, no site was looked at",
            "新建备选点共 {count} 处，{how}：均为模拟，未经实地踏勘"; how
        ),
    );
}

fn in_units(facilities: &mut Facilities, people: &People, asked: &Asked) {
    // What stands in a unit already.
    let pairs = facilities.sites.iter().flat_map(|site| {
        let unit = site.unit.as_deref();
        unit.into_iter().flat_map(|unit| site.tiers.iter().map(move |tier| (unit, tier.as_str())))
    });
    let had: BTreeSet<(&str, &str)> = pairs.collect();
    let mut taken = ids(facilities);
    let mut made = Vec::new();
    for unit in &people.units {
        let tiers = asked.template.candidate_tiers(unit.setting);
        let free = |tier: &&String| !had.contains(&(&*unit.id, tier.as_str()));
        let tiers: Vec<String> = tiers.iter().filter(free).cloned().collect();
        if !tiers.is_empty() {
            let id = free_id(&mut taken, format!("{}-new", unit.id));
            made.push(site(asked, id, &unit.name, unit, unit.at, tiers));
        }
    }
    facilities.sites.extend(made);
}

/// The ids of the planner's tables.
fn ids(facilities: &Facilities) -> BTreeSet<String> {
    facilities.sites.iter().map(|site| site.id.clone()).collect()
}

/// The id, with a number behind it where it is taken; from now on it is.
fn free_id(taken: &mut BTreeSet<String>, id: String) -> String {
    let others = (2..).map(|number| format!("{id}-{number}"));
    let mut all = std::iter::once(id.clone()).chain(others);
    let free = all.find(|id| !taken.contains(id)).unwrap_or(id);
    taken.insert(free.clone());
    free
}

fn site(
    asked: &Asked,
    id: String,
    name: &str,
    unit: &Unit,
    at: Point<f64>,
    tiers: Vec<String>,
) -> Site {
    let suffix = asked.language.say(" (place to build)", "备选点");
    Site {
        id,
        name: format!("{name}{suffix}"),
        kind: asked.language.say("candidate", "备选点").into(),
        town: unit.town,
        unit: Some(unit.id.clone()),
        standing: false,
        tier: None,
        tiers,
        works: Vec::new(),
        figures: Members::new(),
        at,
        method: Some(
            asked.language.say("a place offered by yike init", "yike init 生成的备选点").into(),
        ),
        rest: Members::from_iter([("position_origin".into(), "modelled".into())]),
    }
}

fn on_grid(
    facilities: &mut Facilities,
    towns: &Towns,
    people: &People,
    asked: &Asked,
    side: Metres,
) {
    let points = || people.units.iter().map(|unit| unit.at);
    let low = points().fold((f64::MAX, f64::MAX), |low, at| (low.0.min(at.x()), low.1.min(at.y())));
    let high =
        points().fold((f64::MIN, f64::MIN), |high, at| (high.0.max(at.x()), high.1.max(at.y())));
    if people.units.is_empty() {
        return;
    }
    let north = side.metres() / METRES_PER_DEGREE;
    let east = north / ((low.1 + high.1) / 2.0).to_radians().cos();
    let steps = |from: f64, to: f64, step: f64| ((to - from) / step).floor() as usize + 1;
    let (columns, rows) = (steps(low.0, high.0, east), steps(low.1, high.1, north));
    let mut squares = BTreeSet::new();
    for at in points() {
        let column = ((at.x() - low.0) / east) as usize;
        let row = ((at.y() - low.1) / north) as usize;
        // Where people live, and beside it.
        for (dx, dy) in [(0, 0), (0, 1), (1, 0), (1, 1), (2, 1), (1, 2), (2, 0), (0, 2), (2, 2)] {
            let (column, row) = ((column + dx).checked_sub(1), (row + dy).checked_sub(1));
            if let (Some(column), Some(row)) = (column, row)
                && column < columns
                && row < rows
            {
                squares.insert((row, column));
            }
        }
    }
    let mut taken = ids(facilities);
    for (row, column) in squares {
        let at =
            Point::new(low.0 + (column as f64 + 0.5) * east, low.1 + (row as f64 + 0.5) * north);
        let Some(unit) = unit_at(towns, people, at) else { continue };
        let tiers = asked.template.candidate_tiers(unit.setting).to_vec();
        let name = format!("{} {row}-{column} ", unit.name);
        let id = free_id(&mut taken, format!("grid-{row}-{column}"));
        facilities.sites.push(site(asked, id, &name, unit, at, tiers));
    }
}

/// The village or community of a place: the one around it, else the nearest of its town.
fn unit_at<'a>(towns: &Towns, people: &'a People, at: Point<f64>) -> Option<&'a Unit> {
    let town = towns.place(at)?;
    let away = |unit: &&Unit| Haversine.distance(unit.at, at);
    let nearest = || people.units.iter().filter(|unit| unit.town == town);
    people.around(at).or_else(|| nearest().min_by(|a, b| away(a).total_cmp(&away(b))))
}

/// The tags of buildings in which services could be put.
const PUBLIC: [(&str, &[&str]); 4] = [
    (
        "amenity",
        &["community_centre", "social_centre", "social_facility", "townhall", "clinic", "library"],
    ),
    ("building", &["public", "civic", "government", "community_centre"]),
    ("office", &["government"]),
    ("healthcare", &["clinic"]),
];

/// What they are called.
const KINDS: [Phrase; 9] = [
    phrase("community_centre", "社区活动中心"),
    phrase("social_centre", "社会活动中心"),
    phrase("social_facility", "社会福利设施"),
    phrase("townhall", "镇街或村（社区）办公场所"),
    phrase("clinic", "诊所"),
    phrase("library", "图书馆"),
    phrase("public", "公共建筑"),
    phrase("civic", "公共建筑"),
    phrase("government", "政府办公场所"),
];

/// Public buildings of an extract of OpenStreetMap.
fn of_extract(
    facilities: &mut Facilities,
    towns: &Towns,
    people: &People,
    asked: &Asked,
    extract: Option<&Path>,
    findings: &mut Findings,
) {
    let Some(extract) = extract else {
        return findings.push(
            Code::TABLE_ABSENT,
            "--candidates",
            None,
            text!(
                "osm takes places to build from an extract of OpenStreetMap, and none is among the files",
                "osm 从 OpenStreetMap 数据中取备选点，而文件中没有该数据"
            ),
            text!(
                "add the extract (.osm.pbf, .osm), or name it with --roads FILE",
                "请加入该数据（.osm.pbf、.osm），或用 --roads 文件 指明"
            ),
        );
    };
    let places = match read_places(extract, &PUBLIC) {
        Ok(places) => places,
        Err(problems) => return findings.extend(problems.issues),
    };
    let file = extract.display().to_string();
    let mut taken = ids(facilities);
    for place in places {
        let at = Point::new(place.at.lon_deg(), place.at.lat_deg());
        let Some(unit) = unit_at(towns, people, at) else { continue };
        let called = KINDS.iter().find(|own| own.english == place.kind);
        let kind = called.map_or(Text::same(&place.kind), |own| (*own).into());
        let kind = kind.say(asked.language).replace('_', " ");
        let name = place.name.unwrap_or_else(|| format!("{} {kind}", unit.name));
        let id = free_id(&mut taken, format!("osm-{}", place.id));
        let tiers = asked.template.candidate_tiers(unit.setting).to_vec();
        let rest = Members::from_iter([("source".into(), "OpenStreetMap".into())]);
        let own = site(asked, id, &name, unit, at, tiers);
        facilities.sites.push(Site { name, kind, method: None, rest, ..own });
        findings.word(
            &file,
            phrase(
                "places to build are its public buildings in the towns (whether there is room in them was not asked); relations are not read",
                "新建备选点取其中位于各镇街的公共建筑（是否有可用房屋未核实；不读取关系）",
            ),
            called.map_or(Text::same(&place.kind), |own| (*own).into()),
        );
    }
}
