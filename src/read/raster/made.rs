//! Makes demand layers from rasters or from outlines of towns.

use super::compared::{check_bare, check_cover, check_population};
use super::fence::Fence;
use super::geotiff::Raster;
use super::refused::refuse;
use super::source::DemandSource;
use super::top::Top;
use super::town::{Town, around, boxes, window};
use super::units::{PeopleBySquare, Unit};
use crate::domain::crs::Projector;
use crate::domain::{Feature, Members, phrase, text};
use crate::read::catalogue::Code;
use crate::read::collection::{Layer, read_layer_by};
use crate::read::geometry::Shape;
use crate::read::issue::{Issue, Place, Problems};
use crate::read::layers::Source;
use crate::read::names::settle_names;
use crate::read::sink::{Sink, settle};
use crate::read::source::{InputFile, Role};
use crate::units::{METRES_PER_DEGREE, Metres};
use geo::{Area, BoundingRect, Coord, Geometry, InteriorPoint, Point};
use serde_json::Value;

/// The number of sample points along the side of a square where people are spread by area.
const SAMPLES: f64 = 8.0;
/// More people than there are.
const MOST_PEOPLE: f64 = 1e10;
/// The largest number of sample points in a town.
const MOST_SAMPLES: f64 = 4_000_000.0;

/// The properties that every unit may have; no group can have their names.
const OWN: [&str; 8] =
    ["id", "name", "town", "setting", "persons", "origin", "position_origin", "method"];

/// A demand layer that was made.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct DemandLayer {
    /// The units, with their ids: `id`, `name`, `town`, `setting` where the town has one, `persons`, the groups, and
    /// `origin` and `position_origin`, which are `modelled`.
    pub features: Vec<(Option<String>, Feature)>,
    /// All people in the units.
    pub people: f64,
    /// People of the raster near the towns but outside them, who are left out.
    pub outside: f64,
    /// What the reader should look at, in a stable order.
    pub warnings: Vec<Issue>,
    /// Towns, then raster.
    pub inputs: Vec<InputFile>,
}

/// Makes a demand layer.
///
/// People are conserved: the people of units sum to those of the raster's cells with centres in a town or, where they
/// are fitted or spread, to the towns' own, up to rounding of floating-point sums.
///
/// ```
/// use yike::read::{DemandSource, make_demand};
///
/// let made = make_demand(&DemandSource::new("data/qianjiang/towns.geojson"))?;
/// assert_eq!(made.features.len(), 30);
/// assert_eq!(made.people, 487_281.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// All problems found in the files; see [`Code`].
pub fn make_demand(source: &DemandSource) -> Result<DemandLayer, Problems> {
    let sink = Sink::default();
    let made = make(&sink, source);
    let (made, warnings) = settle(made, sink)?;
    Ok(DemandLayer { warnings, ..made })
}

fn make(sink: &Sink, source: &DemandSource) -> Option<DemandLayer> {
    check_groups(sink, source);
    let own = Source::asked(&source.towns, source.towns_crs, Some("--towns-crs"));
    let towns = own.with_layer(source.layer.as_deref());
    let mut layer = read_layer_by(sink, &towns, Role::Towns, Shape::Polygons, "id")?;
    settle_names(sink, &mut layer, Role::Towns, &[], &[]);
    let towns: Vec<Town> = layer
        .features
        .iter()
        .map(|raw| Town::new(sink, &layer, raw.as_ref()?, source))
        // All are checked before the first fault ends the reading.
        .collect::<Vec<_>>()
        .into_iter()
        .collect::<Option<_>>()?;
    let fence = Fence::new(towns.iter().map(|town| &town.outline));
    let area = around(&towns)?;
    let cell_m = source.cell.map(Metres::metres);
    check_count(sink, source, &layer, &towns)?;
    let mut gathered = PeopleBySquare::new(area, cell_m);
    let mut inputs = vec![layer.record.clone()];
    let wanted: Vec<Option<f64>> = match &source.raster {
        Some(path) => {
            let name = path.display().to_string();
            let mut raster =
                Raster::open(sink, path, &name, (source.raster_crs, Some("--raster-crs")))?;
            check_counts(sink, &name, &raster)?;
            let projector = Projector::new(raster.crs?).ok()?;
            let window = window(&towns, &projector);
            let mut top = Top::default();
            let read = raster.cells(sink, window, |at, people| {
                if let Some(at) = projector.to_wgs84(at) {
                    top.add(people);
                    gathered.add(fence.town_at(at), at, people);
                }
            });
            if !read {
                return None;
            }
            check_people(sink, &name, &gathered, towns.len())?;
            top.check(sink, &name);
            let sums = gathered.by_town(towns.len());
            check_cover(sink, &name, &raster, &projector, &towns);
            check_bare(sink, &name, &sums, &towns, source.fit);
            check_population(sink, &name, &sums, &towns, source.fit);
            inputs.push(raster.record);
            towns.iter().map(|town| town.population.filter(|_| source.fit)).collect()
        }
        None => {
            for (position, town) in towns.iter().enumerate() {
                spread(&fence, position, town, cell_m, &mut gathered);
            }
            towns.iter().map(|town| Some(town.population.unwrap_or(0.0))).collect()
        }
    };
    let sums = gathered.by_town(towns.len());
    let factor = |(sum, wanted): (&f64, &Option<f64>)| match wanted {
        Some(wanted) if *sum > 0.0 => wanted / sum,
        Some(_) => 0.0,
        None => 1.0,
    };
    let factors: Vec<f64> = sums.iter().zip(&wanted).map(factor).collect();
    let mut units = gathered.units(&fence, &factors);
    // A town without the centre of any cell keeps its people, at a point inside it.
    for (position, town) in towns.iter().enumerate() {
        if let (Some(people), true, Some(at)) = (
            wanted[position].filter(|people| *people > 0.0),
            sums[position] <= 0.0,
            town.outline.interior_point(),
        ) {
            units.push(Unit { town: position, row: 0, column: 0, people, at: at.0 });
        }
    }
    units.sort_by_key(|unit| (unit.town, unit.row, unit.column));
    let people = units.iter().map(|unit| unit.people).sum();
    let method = method(source);
    let features =
        units.iter().map(|unit| feature(unit, &towns[unit.town], source, &method)).collect();
    Some(DemandLayer { features, people, outside: gathered.outside, warnings: Vec::new(), inputs })
}

/// Reports groups whose properties would replace others of a unit.
fn check_groups(sink: &Sink, source: &DemandSource) {
    for (at, (name, _)) in source.groups.iter().enumerate() {
        let twice = source.groups[..at].iter().any(|(other, _)| other == name);
        if twice || OWN.contains(&name.as_str()) {
            let place = Place::file(&source.towns.display().to_string()).at(name);
            let whose = match twice {
                true => phrase("another group", "另一人群"),
                false => phrase("each unit", "各需求点"),
            };
            let cause = text!(
                "a group is called `{name}`, as a property of {whose} is",
                "有人群名为 `{name}`，与{whose}的字段同名";
                whose
            );
            let action = text!("give the group a name of its own", "为该人群换用不同的名称");
            sink.push(Code::DUPLICATE_KEY, place, cause, action);
        }
    }
}

/// Refuses a raster of densities: its cells would be summed as if each held so many people.
fn check_counts(sink: &Sink, name: &str, raster: &Raster) -> Option<()> {
    let Some(words) = raster.meaning.density() else {
        return Some(());
    };
    let cause = text!(
        "it says of its cells `{words}`: people by area, and not people a cell",
        "其像元写明为 `{words}`：是单位面积的人数，而非每个像元的人数"
    );
    let action = text!(
        "take the raster of counts, or multiply each cell by its area and leave the unit out",
        "改用人数栅格，或将各像元乘以其面积并去掉单位"
    );
    refuse(sink, name, cause, action);
    None
}

fn check_people(sink: &Sink, name: &str, gathered: &PeopleBySquare, towns: usize) -> Option<()> {
    let inside: f64 = gathered.by_town(towns).iter().sum();
    if inside <= 0.0 {
        let cause = text!(
            "none of its people live in the towns; it is likely of another area or coordinate system",
            "其人口都不在镇街内；很可能属于其他区域或坐标系"
        );
        let action = text!(
            "check that the raster and the towns are of the same area",
            "核对栅格与镇街是否为同一区域"
        );
        sink.push(Code::RASTER_REFUSED, Place::file(name), cause, action);
        return None;
    }
    if inside > MOST_PEOPLE {
        let cause = text!(
            "its cells have {inside:.1e} people in the towns, more than live on the earth",
            "其像元在镇街内共有 {inside:.1e} 人，多于全球人口"
        );
        let action = text!(
            "check that its cells hold people, and that those without are marked as nodata, for instance with gdal_translate -a_nodata",
            "核对像元是否为人数，无人口的像元是否标为无数据，例如用 `gdal_translate -a_nodata`"
        );
        refuse(sink, name, cause, action);
        return None;
    }
    // The bounding box is larger than the towns, so only a notable share matters.
    if gathered.outside > 0.001 * inside {
        let outside = gathered.outside;
        let cause = text!(
            "{outside:.0} people live near the towns but in none of them, and {inside:.0} in them",
            "{outside:.0} 人在镇街附近但不在任何镇街内，{inside:.0} 人在镇街内"
        );
        let action = text!(
            "check that the towns cover the whole area; otherwise nothing needs doing",
            "核对镇街是否覆盖全域；若已覆盖，无需处理"
        );
        sink.push(Code::PEOPLE_OUTSIDE, Place::file(name), cause, action);
    }
    Some(())
}

/// Checks that the towns have no more squares than a plan can handle.
fn check_count(sink: &Sink, source: &DemandSource, layer: &Layer, towns: &[Town]) -> Option<()> {
    const MOST_UNITS: f64 = 1_000_000.0;
    let Some(cell) = source.cell else {
        return Some(());
    };
    let area = |town: &Town| {
        let middle = town.outline.bounding_rect().map_or(0.0, |area| area.center().y);
        town.outline.unsigned_area() * METRES_PER_DEGREE.powi(2) * middle.to_radians().cos()
    };
    let units = towns.iter().map(area).sum::<f64>() / cell.metres().powi(2);
    if units <= MOST_UNITS {
        return Some(());
    }
    let (thousands, most) = (units / 1000.0, MOST_UNITS / 1000.0);
    let (wan, most_wan) = (units / 1e4, MOST_UNITS / 1e4);
    let cause = text!(
        "squares of {cell} cut the towns into about {thousands:.0} thousand units, more than {most:.0} thousand",
        "边长 {cell} 的方格将镇街分为约 {wan:.0} 万个需求点，超过 {most_wan:.0} 万个"
    );
    let metres = (cell.metres() * (units / MOST_UNITS).sqrt() / 10.0).ceil() * 10.0;
    let action =
        text!("take squares of {metres:.0} m or larger", "改用边长 {metres:.0} 米或更大的方格");
    let place = Place::file(&layer.file).at("cell");
    sink.push(Code::QUANTITY_OUT_OF_RANGE, place, cause, action);
    None
}

/// Sample points over a town, each with the area that it represents.
fn spread(
    fence: &Fence,
    position: usize,
    town: &Town,
    cell_m: Option<f64>,
    gathered: &mut PeopleBySquare,
) {
    if town.population.unwrap_or(0.0) <= 0.0 {
        return;
    }
    let boxes = boxes(&town.outline);
    let long = boxes.iter().map(|area| area.width().max(area.height())).fold(0.0, f64::max);
    let wanted = cell_m.map_or(long / 64.0, |metres| metres / METRES_PER_DEGREE) / SAMPLES;
    let step = wanted.max(long / MOST_SAMPLES.sqrt());
    if step <= 0.0 {
        return;
    }
    for area in boxes {
        let (rows, columns) =
            ((area.height() / step).ceil() as usize, (area.width() / step).ceil() as usize);
        for row in 0..rows {
            for column in 0..columns {
                let at = Coord {
                    x: area.min().x + (column as f64 + 0.5) * step,
                    y: area.min().y + (row as f64 + 0.5) * step,
                };
                if fence.holds(position, at) {
                    gathered.add(Some(position), at, at.y.to_radians().cos());
                }
            }
        }
    }
}

fn method(source: &DemandSource) -> String {
    let squares = match source.cell {
        Some(cell) => format!("squares of {cell}"),
        None => "towns".into(),
    };
    let raster =
        source.raster.as_ref().and_then(|path| path.file_name()).map(|name| name.to_string_lossy());
    match raster {
        Some(raster) if source.fit => {
            format!("people of {raster} summed over {squares}, scaled to the town's population")
        }
        Some(raster) => format!("people of {raster} summed over {squares}"),
        None => format!("the town's population spread evenly over its area, in {squares}"),
    }
}

fn feature(
    unit: &Unit,
    town: &Town,
    source: &DemandSource,
    method: &str,
) -> (Option<String>, Feature) {
    let tail = match (unit.row, unit.column) {
        (0, 0) => String::new(),
        (row, column) => format!("-{row}-{column}"),
    };
    let id = format!("{}{tail}", town.id);
    let mut properties = Members::new();
    let mut put = |field: &str, value: Value| properties.insert(field.to_owned(), value);
    put("id", id.as_str().into());
    put("name", format!("{}{tail}", town.name).into());
    put("town", town.id.as_str().into());
    if let Some(setting) = &town.setting {
        put("setting", setting.clone());
    }
    put("persons", unit.people.into());
    for (field, share) in &source.groups {
        put(field, (unit.people * share.fraction()).into());
    }
    if let (true, Some(rate)) = (source.groups.is_empty(), town.ageing_rate) {
        put("aged_60", (unit.people * rate).into());
    }
    put("origin", "modelled".into());
    put("position_origin", "modelled".into());
    put("method", method.into());
    (Some(id), Feature::new(Geometry::Point(Point(unit.at)), properties))
}
