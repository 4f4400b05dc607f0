//! To which town each row of a table belongs: by its place, or where it has none by the name of the town.

use super::asked::Part;
use super::cells::{is_note, is_total};
use super::findings::{Findings, RowFinding, few};
use super::table::Table;
use super::towns::Towns;
use crate::domain::{Language, Name};
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

/// A row in a table, and why it is nowhere.
#[derive(Default)]
struct Lost {
    swapped: Vec<RowFinding>,
    outside: Vec<RowFinding>,
    unknown: Vec<RowFinding>,
    /// How many lie outside all towns, and so near to one that they are not lost.
    near: usize,
}

/// The spot of each row; none for rows that add up others and for those that belong nowhere, which are told.
pub(super) fn place(
    table: &Table,
    towns: &Towns,
    part: Part,
    leave_out: bool,
    findings: &mut Findings,
) -> Vec<Option<Spot>> {
    let placeless = table.given.rows.iter().all(|row| row.geometry.is_none());
    let (mut lost, mut inside) = (Lost::default(), 0);
    let (mut totals, mut nameless, mut filled, mut by_name) = (0, 0, 0, 0);
    let mut others = Vec::new();
    // Rows that may be the figures of their whole town, and the towns that have rows of villages.
    let (mut whole, mut divided) = (Vec::new(), BTreeSet::new());
    let mut above: Option<String> = None;
    let mut spots = Vec::new();
    for (at, row) in table.given.rows.iter().enumerate() {
        let name = table.text(row, "name");
        let mut town = table.text(row, "town");
        if [&name, &town].into_iter().flatten().any(|text| is_total(text) || is_note(text)) {
            totals += 1;
            spots.push(None);
            continue;
        }
        // People without a name are those of their town; a facility without one is none.
        if name.is_none() && matches!(part, Part::Facilities | Part::Medical) {
            nameless += 1;
            spots.push(None);
            continue;
        }
        // Merged cells: the town stands in the first of its rows.
        match &town {
            Some(_) => above.clone_from(&town),
            None if placeless && above.is_some() && table.column("town").is_some() => {
                town.clone_from(&above);
                filled += 1;
            }
            None => {}
        }
        let said = town.as_deref().or(name.as_deref());
        let named = said.map(|word| towns.named(word));
        spots.push(match &row.geometry {
            Some(geometry) => {
                let said = named.and_then(Result::ok).filter(|_| town.is_some());
                let found = by_place(row, geometry, said, towns, &mut lost);
                inside += usize::from(found.is_some());
                if let (Some(spot), Some(Ok(other)), true) = (&found, named, town.is_some())
                    && other != spot.town
                {
                    let own = &towns.list[spot.town].name;
                    others.push(format!(
                        "{} ({} → {own})",
                        name.clone().unwrap_or_default(),
                        towns.list[other].name
                    ));
                }
                found
            }
            None => match (named, said) {
                (Some(Ok(town)), _) => {
                    by_name += 1;
                    Some(Spot { town, geometry: None })
                }
                (Some(Err(near)), Some(said)) => {
                    lost.unknown.push(RowFinding::new(row, unknown(said, near)));
                    None
                }
                _ => {
                    let cause = Name::both(
                        "it has no position, and names no town",
                        "既没有坐标，也没有所属镇街",
                    );
                    lost.unknown.push(RowFinding::new(row, cause));
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
    let mut sums = 0;
    if matches!(part, Part::People | Part::Towns) {
        for at in whole {
            if let Some(spot) = spots[at].take_if(|spot| divided.contains(&spot.town)) {
                sums += 1;
                by_name -= usize::from(spot.geometry.is_none());
            }
        }
    }
    let file = table.name();
    if totals > 0 {
        findings.guess(file, |own| match own {
            Language::English => {
                format!("rows that add up others (合计, 小计) and notes are left out: {totals}")
            }
            Language::Chinese => format!("{totals} 行为合计、小计或注释，不计入"),
        });
    }
    if sums > 0 {
        findings.guess(file, |own| match own {
            Language::English => {
                format!("rows without a village, or named as their town, are the sums of towns whose villages have rows, and are left out: {sums}")
            }
            Language::Chinese => {
                format!("{sums} 行未填村（社区）或名称即为镇街，而该镇街另有村（社区）各行：视为镇街合计，不计入")
            }
        });
    }
    if nameless > 0 {
        findings.guess(file, |own| match own {
            Language::English => format!("rows without a name are left out: {nameless}"),
            Language::Chinese => format!("{nameless} 行没有名称，不计入"),
        });
    }
    if filled > 0 {
        findings.guess(file, |own| match own {
            Language::English => format!(
                "rows without a town are of the town above them, as in merged cells: {filled}"
            ),
            Language::Chinese => format!("{filled} 行未填所属镇街，按合并单元格取上一行的镇街"),
        });
    }
    if !others.is_empty() {
        findings.guess(file, |own| match own {
            Language::English => {
                format!("the place counts where another town is named: {}", few(own, &others))
            }
            Language::Chinese => {
                format!("所填镇街与坐标所在镇街不同，以坐标为准：{}", few(own, &others))
            }
        });
    }
    if by_name > 0 {
        findings.guess(file, |own| match own {
            Language::English => format!(
                "rows without a position belong to the town that they name, and are placed in its middle or at their village; called modelled: {by_name}"
            ),
            Language::Chinese => format!("{by_name} 行没有坐标：按所填镇街归属，放在镇街中部或所在村（社区），标为推算"),
        });
    }
    tell(lost, inside, table, part, leave_out, findings);
    spots
}

fn by_place(
    row: &GivenRow,
    geometry: &Geometry<f64>,
    said: Option<usize>,
    towns: &Towns,
    lost: &mut Lost,
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
        let cause = Name::both(
            format!("[{x}, {y}] lies among the towns only with latitude and longitude exchanged"),
            format!("[{x}, {y}] 只有互换经纬度才落在镇街范围内"),
        );
        lost.swapped.push(RowFinding::new(row, cause));
        return None;
    }
    let (town, metres) = towns.near(at)?;
    if metres <= NEAR_M {
        lost.near += 1;
        return spot(town);
    }
    let (name, km) = (&towns.list[town].name, metres / 1000.0);
    let cause = Name::both(
        format!("[{x:.5}, {y:.5}] lies in no town; the nearest, {name}, is {km:.1} km away"),
        format!("[{x:.5}, {y:.5}] 不在任何镇街内；最近的{name}距此 {km:.1} 千米"),
    );
    lost.outside.push(RowFinding::new(row, cause));
    None
}

fn unknown(said: &str, near: Option<&str>) -> Name {
    let (en, zh) = match near {
        Some(near) => (format!("; did you mean `{near}`?"), format!("；是否为“{near}”？")),
        None => Default::default(),
    };
    Name::both(format!("there is no town `{said}`{en}"), format!("没有名为“{said}”的镇街{zh}"))
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
    if lost.near > 0 {
        findings.guess(file, |own| match own {
            Language::English => {
                format!("rows up to 1 km outside all towns belong to the nearest: {}", lost.near)
            }
            Language::Chinese => {
                format!("{} 行位于镇街范围外 1 千米以内，归入最近的镇街", lost.near)
            }
        });
    }
    findings.rows(Code::POSITIONS_SWAPPED, file, place, &lost.swapped, |own| {
        own.say("exchange the columns of longitude and latitude", "请互换经度列与纬度列").into()
    });
    // All of it elsewhere is one problem, not many.
    if inside == 0 && lost.outside.len() > 1 && lost.swapped.is_empty() {
        let (count, first) = (lost.outside.len(), &lost.outside[0].cause);
        findings.push(Code::LAYER_ELSEWHERE, file, place, |own| match own {
            Language::English => (
                format!("none of its {count} positions lies in a town; the first: {}", first.english()),
                format!("check that towns and {part} are of the same district; name the system of one of them with --crs, for instance --crs {part}=EPSG:4547"),
            ),
            Language::Chinese => (
                format!("{count} 个位置均不在任何镇街内；第一个：{}", first.chinese()),
                format!("请核对镇街与{}是否为同一区县；坐标系可用 --crs 指明，例如 --crs {part}=EPSG:4547", part.say(own)),
            ),
        });
        return;
    }
    let code = if leave_out { Code::ROW_LEFT_OUT } else { Code::ROW_WITHOUT_TOWN };
    let go_on = |own: Language, en: &str, zh: &str| match (leave_out, own) {
        (true, _) => {
            own.say("nothing, if it is not of the district", "如不属于本区县，无须处理").to_owned()
        }
        (false, Language::English) => format!("{en}; --leave-out goes on without such rows"),
        (false, Language::Chinese) => format!("{zh}；加 --leave-out 可略去这些行"),
    };
    findings.rows(code, file, place, &lost.outside, |own| {
        go_on(own, "correct the position", "请更正坐标")
    });
    let column = table.column("town").or(table.column("name")).map(str::to_owned);
    findings.rows(code, file, column.as_deref(), &lost.unknown, |own| {
        go_on(
            own,
            &format!("write the name as the towns have it, or say which column names the town: --column {part}.town=…"),
            &format!("请按镇街图层的名称填写，或用 --column {part}.town=… 指明所属镇街的列"),
        )
    });
}
