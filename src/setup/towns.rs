//! The towns: their outlines, names and figures.

use super::cells::{self, Figure};
use super::findings::Findings;
use super::ids::Ids;
use super::table::Table;
use crate::domain::{Feature, Language, Members, Setting, Text, phrase, text};
use crate::read::{Code, GivenRow, closest, nearest};
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
    urban_share: Option<f64>,
    outline: Geometry<f64>,
    rect: Rect<f64>,
    /// A point inside it.
    pub(super) middle: Point<f64>,
    rest: Members,
    /// How its figures were made, where the table does not give them.
    pub(super) method: Option<String>,
    /// The table of towns beside the layer that gives its figures.
    figures_of: Option<String>,
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
        let (mut rates, aged) = rates_and_aged(table, findings);
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
                check_old(table, row, (&name, aged.number, people), findings);
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

    /// The town of this id or name, whose last letters (街道, 镇, 乡) may be left out; else the name that is likely meant.
    pub(super) fn named(&self, word: &str) -> Result<usize, Unnamed<'_>> {
        let squeezed: String = word.split_whitespace().collect();
        if let Some(at) = self.list.iter().position(|town| town.id == word) {
            return Ok(at);
        }
        let mut exact = self.list.iter().enumerate().filter(|(_, town)| town.name == squeezed);
        match (exact.next(), exact.next()) {
            (Some((at, _)), None) => return Ok(at),
            (Some(_), Some(_)) => return Err(Unnamed::Several),
            (None, _) => {}
        }
        let own = stem(&squeezed);
        let mut alike = self.list.iter().enumerate().filter(|(_, town)| stem(&town.name) == own);
        match (alike.next(), alike.next()) {
            (Some((at, _)), None) => Ok(at),
            _ => {
                let names = || self.list.iter().map(|town| town.name.as_str());
                let most = closest(&squeezed, names(), 1).first().copied();
                let shares = |name: &&str| name.chars().next() == squeezed.chars().next();
                Err(Unnamed::Unknown(nearest(&squeezed, names()).or(most.filter(shares))))
            }
        }
    }

    /// Whether the rows of a table are towns: they have no places, and most names are those of towns.
    pub(super) fn are_rows_of(&self, table: &Table) -> bool {
        let rows = &table.given.rows;
        let is_town = |name: String| self.named(&name).is_ok();
        let named = rows
            .iter()
            .filter_map(|row| table.text(row, "name").or_else(|| table.text(row, "town")));
        let count = named.filter(|name| is_town(name.clone())).count();
        rows.iter().all(|row| row.geometry.is_none())
            && count * 10 >= rows.len() * 8
            && (table.column("name").is_none() || table.column("town").is_none())
    }

    /// Takes the towns' figures of a table of their own, where their layer has none.
    pub(super) fn take_figures(&mut self, table: &Table, findings: &mut Findings) {
        let persons = table.figures("persons", findings);
        let (rates, aged) = rates_and_aged(table, findings);
        for (at, row) in table.given.rows.iter().enumerate() {
            let name = table.text(row, "name").or_else(|| table.text(row, "town"));
            let Some(name) = name.filter(|name| !cells::is_total(name) && !cells::is_note(name))
            else {
                continue;
            };
            let town = match self.named(&name) {
                Ok(town) => town,
                Err(near) => {
                    let action = text!(
                        "write the name as the towns have it, if it is one",
                        "如为镇街，请按镇街图层的名称填写"
                    );
                    let (at, cause) = ((table.name(), None), unknown(&name, near));
                    findings.row(Code::ROW_LEFT_OUT, at, row, cause, action);
                    continue;
                }
            };
            let town = &mut self.list[town];
            let before = town.figures_of.replace(table.name().into());
            if let Some(other) = before.filter(|other| other != table.name()) {
                let cause = text!(
                    "`{name}` has its figures from {other} already",
                    "“{name}”已取 {other} 中的数字"
                );
                tell_again(table, &other, row, cause, findings);
            }
            town.population = town.population.or(persons[at].map(|own| own.number));
            let rate = match (aged[at], persons[at]) {
                (Some(aged), Some(all)) if all.number > 0.0 => {
                    check_old(table, row, (&name, aged.number, all.number), findings);
                    Some(aged.number / all.number)
                }
                _ => None,
            };
            town.ageing_rate = town.ageing_rate.or(rates[at]).or(rate.map(|rate| rate.min(1.0)));
        }
        findings.guess(
            table.name(),
            text!(
                "its rows are whole towns, and another table has their villages: it gives the towns' figures",
                "各行为整个镇街，另有村（社区）表：仅用作镇街的数字"
            ),
        );
    }

    /// Takes what people's table adds up to where the towns' own does not say it.
    pub(super) fn add_up(
        &mut self,
        people: &[(f64, f64)],
        (file, language): (&str, Language),
        findings: &mut Findings,
    ) {
        let (mut counted, mut rated) = (0, 0);
        let method = language.say("the sum of its villages and communities", "所辖村（社区）汇总");
        for (town, (persons, aged)) in self.list.iter_mut().zip(people) {
            if town.population.is_none() {
                town.population = Some(*persons);
                town.method = Some(method.into());
                counted += 1;
            }
            if town.ageing_rate.is_none() {
                let rate = if *persons > 0.0 { aged / persons } else { 0.0 };
                town.ageing_rate = Some(rate);
                town.method = Some(method.into());
                rated += 1;
            }
        }
        let what = [
            (counted, text!("people ({counted} towns)", "人口（{counted} 个镇街）")),
            (rated, text!("the ageing rate ({rated} towns)", "老龄化率（{rated} 个镇街）")),
        ];
        let what = what.into_iter().filter(|(count, _)| *count > 0).map(|(_, what)| what);
        let what = Text::list(&what.collect::<Vec<_>>());
        findings.guess_if(
            counted + rated > 0,
            file,
            text!(
                "no figure: added up of villages and communities: {what}",
                "无现成数字，由所辖村（社区）汇总得出：{what}"; what
            ),
        );
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

/// The ageing rate and the people of 60 and over of each row; where those are shares they are rates too.
fn rates_and_aged(
    table: &Table,
    findings: &mut Findings,
) -> (Vec<Option<f64>>, Vec<Option<Figure>>) {
    let mut rates = table.shares("ageing_rate", findings);
    if !table.is_share("aged_60") {
        return (rates, table.figures("aged_60", findings));
    }
    let shares = table.shares("aged_60", findings);
    rates.iter_mut().zip(shares).for_each(|(rate, share)| *rate = rate.or(share));
    let none = vec![None; rates.len()];
    (rates, none)
}

/// There are at most as many older people as people.
pub(super) fn check_old(
    table: &Table,
    row: &GivenRow,
    (name, aged, people): (&str, f64, f64),
    findings: &mut Findings,
) {
    if aged > people {
        findings.row(
            Code::GROUP_EXCEEDS_RESIDENTS,
            (table.name(), table.column("aged_60")),
            row,
            text!(
                "`{name}` has {aged} older people among {people}",
                "“{name}”老年人口 {aged} 多于总人口 {people}"
            ),
            text!(
                "correct the figures, or the columns with --column",
                "请更正数字，或用 --column 指明正确的列"
            ),
        );
    }
}

/// Tells a row that another table counts already. Of two years the later one counts.
pub(super) fn tell_again(
    table: &Table,
    other: &str,
    row: &GivenRow,
    cause: Text,
    findings: &mut Findings,
) {
    let year = |name: &&str| -> Option<u32> {
        let sheet = name.rsplit('#').next()?;
        let years = sheet.split(|own: char| !own.is_ascii_digit());
        years.filter(|own| own.len() == 4).filter_map(|own| own.parse().ok()).max()
    };
    let file = table.name();
    let latest = [other, file].into_iter().max_by_key(year).unwrap_or(file);
    findings.row_of_all(
        Code::DUPLICATE_ID,
        (file, table.column("name")),
        row,
        cause,
        text!(
            "leave one of the tables, or name the one that counts, for instance --people {latest}; a layer without its column of people only says where villages are",
            "请只保留一张表，或指明以哪张为准，例如 --people {latest}；图层去掉人口列后仅提供村（社区）位置"
        ),
    );
}

/// Why a word names no town.
#[derive(Debug, Clone, Copy)]
pub(super) enum Unnamed<'a> {
    /// There is none, with the name that is likely meant.
    Unknown(Option<&'a str>),
    /// There are several of this name.
    Several,
}

/// There is no such town, or there are several.
pub(super) fn unknown(said: &str, why: Unnamed<'_>) -> Text {
    match why {
        Unnamed::Several => text!(
            "several towns are called `{said}`: name it by its code",
            "有多个名为“{said}”的镇街：请改填编码"
        ),
        Unnamed::Unknown(Some(near)) => text!(
            "there is no town `{said}`; did you mean `{near}`?",
            "没有名为“{said}”的镇街；是否为“{near}”？"
        ),
        Unnamed::Unknown(None) => text!("there is no town `{said}`", "没有名为“{said}”的镇街"),
    }
}

/// A town's name without what it ends in.
fn stem(name: &str) -> &str {
    let name = name.trim_end_matches("人民政府").trim_end_matches("办事处");
    let short = ["街道", "镇", "乡"].iter().find_map(|end| name.strip_suffix(end));
    short.filter(|short| short.chars().count() > 1).unwrap_or(name)
}
