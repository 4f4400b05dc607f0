//! To which town each row of a table belongs: by its place, or where it has none by the name of the town.

use super::asked::Part;
use super::cells::{is_note, is_total, text};
use super::findings::Findings;
use super::table::Table;
use super::town_names::unknown;
use super::towns::Towns;
use crate::domain::{Text, phrase, text};
use crate::read::{Code, GivenRow};
use geo::{Geometry, InteriorPoint, Point};
use std::collections::BTreeSet;

/// Where a row belongs.
#[derive(Debug, Clone)]
pub(super) struct Spot {
    pub(super) town: usize,
    /// Its place; none where only the town is known.
    pub(super) geometry: Option<Geometry<f64>>,
}

/// A row this near to a town belongs to it, because outlines are simplified and positions rounded.
const NEAR_M: f64 = 1_000.0;

/// Rows that are nowhere, each with why.
#[derive(Default)]
struct Lost<'a> {
    swapped: Vec<(&'a GivenRow, Text)>,
    outside: Vec<(&'a GivenRow, Text)>,
    unknown: Vec<(&'a GivenRow, Text)>,
}

/// The spot of each row; none for rows that add up others and for those that belong nowhere, which are told.
pub(super) fn place(
    table: &Table,
    towns: &Towns,
    part: Part,
    leave_out: bool,
    findings: &mut Findings,
) -> Vec<Option<Spot>> {
    let file = table.name();
    let town_column = table.town_column(|word| towns.named(word).is_ok(), findings);
    let placeless = table.given.rows.iter().all(|row| row.geometry.is_none());
    let (mut lost, mut inside) = (Lost::default(), 0);
    // Rows that may be the figures of their whole town, and the towns that have rows of villages.
    let (mut whole, mut divided) = (Vec::new(), BTreeSet::new());
    let mut above: Option<String> = None;
    let mut spots = Vec::new();
    for (at, row) in table.given.rows.iter().enumerate() {
        let name = table.text(row, "name");
        let mut town = town_column.and_then(|own| text(row.properties.get(own)?));
        // A note may stand in whatever column is first.
        let first = || row.properties.values().find_map(text);
        let is_other = |text: &String| is_total(text) || is_note(text);
        if [&name, &town].into_iter().flatten().any(is_other)
            || name.is_none() && first().is_some_and(|text| is_note(&text))
        {
            findings.count(
                file,
                phrase(
                    "rows that add up others (合计, 小计) and notes are left out",
                    "合计、小计和注释各行不计入",
                ),
            );
            spots.push(None);
            continue;
        }
        // People without a name are those of their town; a facility without one is none.
        if name.is_none() && matches!(part, Part::Facilities | Part::Medical) {
            findings.count(file, phrase("rows without a name are left out", "没有名称的行不计入"));
            spots.push(None);
            continue;
        }
        // Merged cells: the town stands in the first of its rows.
        match &town {
            Some(_) => above.clone_from(&town),
            None if placeless && above.is_some() && town_column.is_some() => {
                town.clone_from(&above);
                findings.count(
                    file,
                    phrase(
                        "rows without a town are of the town above them, as in merged cells",
                        "未填所属镇街的行，按合并单元格取上一行的镇街",
                    ),
                );
            }
            None => {}
        }
        let said = town.as_deref().or(name.as_deref());
        let named = said.map(|word| towns.named(word));
        spots.push(match &row.geometry {
            Some(geometry) => {
                let said = named.and_then(Result::ok).filter(|_| town.is_some());
                let found = by_place((file, row, geometry), said, towns, &mut lost, findings);
                inside += usize::from(found.is_some());
                if let (Some(spot), Some(Ok(other)), true) = (&found, named, town.is_some())
                    && other != spot.town
                {
                    let (own, other) = (&towns.list[spot.town].name, &towns.list[other].name);
                    let name = name.clone().unwrap_or_default();
                    findings.name(
                        file,
                        phrase(
                            "the place counts where another town is named",
                            "所填镇街与坐标所在镇街不同，以坐标为准",
                        ),
                        text!("{name} ({other} → {own})", "{name}（{other} → {own}）"),
                    );
                }
                found
            }
            None => match (named, said) {
                (Some(Ok(town)), _) => Some(Spot { town, geometry: None }),
                (Some(Err(near)), Some(said)) => {
                    lost.unknown.push((row, unknown(said, near)));
                    None
                }
                _ => {
                    let cause = text!(
                        "it has no position, and names no town",
                        "既没有坐标，也没有所属镇街"
                    );
                    lost.unknown.push((row, cause));
                    None
                }
            },
        });
        if let Some(Some(spot)) = spots.last() {
            let is_whole = match &name {
                Some(name) => *name == towns.list[spot.town].name || Some(name) == town.as_ref(),
                None => spot.geometry.is_none(),
            };
            match is_whole {
                true => whole.push(at),
                false => {
                    divided.insert(spot.town);
                }
            }
        }
    }
    if matches!(part, Part::People | Part::Towns) {
        for at in whole {
            if spots[at].take_if(|spot| divided.contains(&spot.town)).is_some() {
                findings.count(
                    file,
                    phrase(
                        "rows without a village, or named as their town, are the sums of towns whose villages have rows, and are left out",
                        "未填村（社区）或名称即为镇街、而该镇街另有村（社区）各行的，视为镇街合计，不计入",
                    ),
                );
            }
        }
    }
    tell(lost, inside, table, part, leave_out, findings);
    spots
}

/// Says of a row without a position that it is in the middle of its town.
pub(super) fn say_middle(file: &str, findings: &mut Findings) {
    findings.count(
        file,
        phrase(
            "rows without a position are placed in the middle of the town that they name; called modelled",
            "没有坐标的行放在所填镇街的中部，标为模拟",
        ),
    );
}

fn by_place<'a>(
    (file, row, geometry): (&str, &'a GivenRow, &Geometry<f64>),
    said: Option<usize>,
    towns: &Towns,
    lost: &mut Lost<'a>,
    findings: &mut Findings,
) -> Option<Spot> {
    let at = geometry.interior_point()?;
    let spot = |town| Some(Spot { town, geometry: Some(geometry.clone()) });
    // A point on a border lies in both towns.
    let said = said.filter(|town| towns.holds(*town, at));
    if let Some(town) = said.or_else(|| towns.place(at)) {
        return spot(town);
    }
    let [x, y] = [at.x(), at.y()];
    if towns.place(Point::new(y, x)).is_some() {
        let cause = text!(
            "[{x}, {y}] lies among the towns only with latitude and longitude exchanged",
            "[{x}, {y}] 只有互换经纬度才落在镇街范围内"
        );
        lost.swapped.push((row, cause));
        return None;
    }
    let (town, metres) = towns.near(at)?;
    if metres <= NEAR_M {
        findings.count(
            file,
            phrase(
                "rows up to 1 km outside all towns belong to the nearest",
                "镇街范围外 1 千米以内的行归入最近的镇街",
            ),
        );
        return spot(town);
    }
    let (name, km) = (&towns.list[town].name, metres / 1000.0);
    let cause = text!(
        "[{x:.5}, {y:.5}] lies in no town; the nearest, {name}, is {km:.1} km away",
        "[{x:.5}, {y:.5}] 不在任何镇街内；最近的{name}距此 {km:.1} 千米"
    );
    lost.outside.push((row, cause));
    None
}

fn tell(
    lost: Lost,
    inside: usize,
    table: &Table,
    part: Part,
    leave_out: bool,
    findings: &mut Findings,
) {
    let file = table.name();
    let place = Some("geometry");
    for (row, cause) in &lost.swapped {
        let action =
            text!("exchange the columns of longitude and latitude", "请互换经度列与纬度列");
        findings.row(Code::POSITIONS_SWAPPED, (file, place), row, cause.clone(), action);
    }
    // All of it elsewhere is one problem, not many.
    if inside == 0 && lost.outside.len() > 1 && lost.swapped.is_empty() {
        let (count, first) = (lost.outside.len(), &lost.outside[0].1);
        let word = part.word();
        findings.push(
            Code::LAYER_ELSEWHERE,
            file,
            place,
            text!(
                "none of its {count} positions lies in a town; the first: {first}",
                "{count} 个位置均不在任何镇街内；第一个：{first}"; first
            ),
            text!(
                "check that towns and {part} are of the same district; name the system of one of them with --crs, for instance --crs {word}=EPSG:4547",
                "请核对镇街与{part}是否为同一区县；坐标系可用 --crs 指明，例如 --crs {word}=EPSG:4547"; part
            ),
        );
        return;
    }
    let code = if leave_out { Code::ROW_LEFT_OUT } else { Code::ROW_WITHOUT_TOWN };
    let or_go_on = |action: Text| match leave_out {
        true => text!("nothing, if it is not of the district", "如不属于本区县，无须处理"),
        false => text!(
            "{action}; --leave-out goes on without such rows",
            "{action}；加 --leave-out 可略去这些行"; action
        ),
    };
    let action = or_go_on(text!("correct the position", "请更正坐标"));
    for (row, cause) in lost.outside {
        findings.row(code, (file, place), row, cause, action.clone());
    }
    let action = or_go_on(text!(
        "write the name as the towns have it, or say which column names the town: --column {part}.town=…",
        "请按镇街图层的名称填写，或用 --column {part}.town=… 指明所属镇街的列"
    ));
    let town = table.column("town");
    for (row, cause) in lost.unknown {
        match town {
            Some(_) => findings.row(code, (file, town), row, cause, action.clone()),
            // Where no column is known to name the town, that is one problem.
            None => {
                let at = (file, table.column("name"));
                findings.row_of_all(code, at, row, cause, action.clone());
            }
        }
    }
}
