//! The towns: their outlines, names and figures.

use super::cells;
use super::findings::Findings;
use super::ids::Ids;
use super::table::Table;
use crate::domain::{Feature, Members, Setting, Text, phrase, text};
use crate::read::{Code, GivenRow};
use crate::units::METRES_PER_DEGREE;
use geo::{
    BoundingRect, Coord, Distance, Euclidean, Geometry, InteriorPoint, Intersects, MapCoords,
    Point, Rect,
};

/// A town.
#[derive(Debug)]
pub(super) struct Town {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) setting: Setting,
    pub(super) population: Option<f64>,
    pub(super) ageing_rate: Option<f64>,
    pub(super) urban_share: Option<f64>,
    outline: Geometry<f64>,
    rect: Rect<f64>,
    /// A point inside it.
    pub(super) middle: Point<f64>,
    rest: Members,
    /// How its figures were made, where the table does not give them.
    pub(super) method: Option<String>,
    /// The table of towns beside the layer that gives its figures.
    pub(super) figures_of: Option<String>,
}

/// All towns.
#[derive(Debug)]
pub(super) struct Towns {
    pub(super) list: Vec<Town>,
}

impl Towns {
    /// The towns of a table.
    pub(super) fn new(table: &Table, findings: &mut Findings) -> Self {
        if table.column("name").is_none() {
            table.lacks("name", findings);
            return Self { list: Vec::new() };
        }
        let population = table.figures("population", findings);
        let (mut rates, aged) = table.rates_and_aged(findings);
        let urban = table.shares("urban_share", findings);
        let (file, mut list, mut ids) = (table.name(), Vec::new(), Ids::default());
        let leave_out = |row: &GivenRow, cause: Text, findings: &mut Findings| {
            let action = text!("nothing, if it is no town", "如非镇街，无须处理");
            findings.row(Code::ROW_LEFT_OUT, (file, None), row, cause, action);
        };
        for (at, row) in table.given.rows.iter().enumerate() {
            let Some(name) = table.text(row, "name") else {
                leave_out(row, text!("it has no name", "没有名称"), findings);
                continue;
            };
            let Some(id) = ids.take(table, row, || name.clone(), findings) else { continue };
            let stated = table.text(row, "setting").and_then(|own| cells::setting(&own));
            let of_share = |share: f64| if share >= 0.5 { Setting::Urban } else { Setting::Rural };
            let named = cells::setting_of_town(&name);
            let setting = stated.or(named).or(urban[at].map(of_share));
            match (stated, named, setting) {
                (Some(_), ..) => {}
                (_, Some(_), _) => findings.name(
                    file,
                    phrase(
                        "urban or rural by the name (街道 urban, 镇 and 乡 rural), which no column says",
                        "没有城乡类型列，按名称判断（街道为城镇，镇、乡为农村）",
                    ),
                    Text::same(&name),
                ),
                (.., Some(_)) => findings.count(
                    file,
                    phrase(
                        "towns urban where the urban share is at least half, else rural",
                        "按城镇化率判断城乡的镇街（不低于一半为城镇）",
                    ),
                ),
                _ => findings.row(
                    Code::FIELD_MISSING,
                    (file, Some("setting")),
                    row,
                    text!(
                        "`{name}` does not say whether it is urban or rural",
                        "“{name}”未说明属于城镇还是农村"
                    ),
                    text!(
                        "add a column `setting` with urban or rural",
                        "请增加“城乡类型”列，填写城镇或农村"
                    ),
                ),
            }
            let Some(outline) = row.geometry.clone() else {
                leave_out(row, text!("`{name}` has no outline", "“{name}”没有边界"), findings);
                continue;
            };
            let (Some(rect), Some(middle)) = (outline.bounding_rect(), outline.interior_point())
            else {
                continue;
            };
            let population = population[at].map(|own| own.number);
            if let (None, Some(aged), Some(people)) = (rates[at], aged[at], population)
                && people > 0.0
            {
                table.check_old(row, (&name, aged.number, people), findings);
                rates[at] = Some((aged.number / people).min(1.0));
            }
            let tidy = |degrees: f64| (degrees * 1e6).round() / 1e6;
            let middle = Point::new(tidy(middle.x()), tidy(middle.y()));
            list.push(Town {
                id,
                name,
                setting: setting.unwrap_or(Setting::Rural),
                population,
                ageing_rate: rates[at],
                urban_share: urban[at],
                outline,
                rect,
                middle,
                rest: table.rest(row, true),
                method: None,
                figures_of: None,
            });
        }
        Self { list }
    }

    /// Whether `at` lies in a town or on its border.
    pub(super) fn holds(&self, town: usize, at: Point<f64>) -> bool {
        self.list[town].outline.intersects(&at)
    }

    /// The town in which `at` lies.
    pub(super) fn place(&self, at: Point<f64>) -> Option<usize> {
        let inside = |town: &Town| town.rect.intersects(&at) && town.outline.intersects(&at);
        self.list.iter().position(inside)
    }

    /// The town that is nearest to `at`, and how far it is in metres.
    pub(super) fn near(&self, at: Point<f64>) -> Option<(usize, f64)> {
        let east = at.y().to_radians().cos() * METRES_PER_DEGREE;
        let away = |town: &Town| {
            let flat = town.outline.map_coords(|c| Coord {
                x: (c.x - at.x()) * east,
                y: (c.y - at.y()) * METRES_PER_DEGREE,
            });
            Euclidean.distance(&Point::new(0.0, 0.0), &flat)
        };
        let all = self.list.iter().map(away).enumerate();
        all.min_by(|(_, a), (_, b)| a.total_cmp(b))
    }

    /// The layer.
    pub(super) fn features(&self) -> Vec<(Option<String>, Feature)> {
        let feature = |town: &Town| {
            let mut properties = Members::new();
            properties.insert("id".into(), town.id.as_str().into());
            properties.insert("name".into(), town.name.as_str().into());
            properties.insert("population".into(), town.population.unwrap_or(0.0).round().into());
            let rate = town.ageing_rate.unwrap_or(0.0);
            properties.insert("ageing_rate".into(), ((rate * 1e6).round() / 1e6).into());
            if let Some(share) = town.urban_share {
                properties.insert("urban_share".into(), share.into());
            }
            properties.insert("setting".into(), town.setting.word().into());
            if let Some(method) = &town.method {
                properties.insert("method".into(), method.as_str().into());
            }
            properties.extend(town.rest.clone());
            (None, Feature::new(town.outline.clone(), properties))
        };
        self.list.iter().map(feature).collect()
    }
}
