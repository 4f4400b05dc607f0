//! People: villages and communities, or towns as a whole.

use super::asked::{Asked, Part};
use super::cells;
use super::findings::Findings;
use super::groups::{GROUPS, Group};
use super::ids::Ids;
use super::placing::{place, say_middle};
use super::table::Table;
use super::town_figures::tell_again;
use super::towns::Towns;
use crate::domain::{Feature, Members, Setting, Text, phrase, text};
use crate::read::Code;
use geo::{Geometry, InteriorPoint, Point};
use std::collections::BTreeMap;

/// A village or community.
#[derive(Debug)]
pub(super) struct Unit {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) town: usize,
    pub(super) setting: Setting,
    pub(super) persons: f64,
    pub(super) groups: [Option<f64>; 3],
    pub(super) geometry: Geometry<f64>,
    pub(super) at: Point<f64>,
    /// How figures were made that no table gives.
    method: Option<String>,
    rest: Members,
}

/// All of them.
#[derive(Debug, Default)]
pub(super) struct People {
    pub(super) units: Vec<Unit>,
    /// Where villages and communities are, by their town and name, in layers that do not count people.
    places: BTreeMap<(usize, String), Geometry<f64>>,
    /// Which table counts each of them.
    counted_in: BTreeMap<(usize, String), String>,
}

impl People {
    /// Whether a table says where villages are and not how many people they have.
    pub(super) fn are_places(table: &Table) -> bool {
        table.column("persons").is_none()
            && table.column("aged_60").is_none()
            && table.column("name").is_some()
            && table.given.rows.iter().any(|row| row.geometry.is_some())
    }

    /// Takes the places of villages for tables that have none.
    pub(super) fn take_places(&mut self, table: &Table, towns: &Towns, findings: &mut Findings) {
        for row in &table.given.rows {
            let at = row.geometry.as_ref().and_then(InteriorPoint::interior_point);
            let town = at.and_then(|at| towns.place(at));
            if let (Some(town), Some(name), Some(shape)) =
                (town, table.text(row, "name"), &row.geometry)
            {
                self.places.insert((town, cells::stem(&name).into()), shape.clone());
            }
        }
        findings.guess(
            table.name(),
            text!(
                "it counts no people: it says where villages and communities are, for tables that have their names",
                "没有人口数：仅为其他表格中同名的村（社区）提供位置"
            ),
        );
    }

    /// Adds the units of a table.
    pub(super) fn add(
        &mut self,
        table: &Table,
        towns: &Towns,
        asked: &Asked,
        findings: &mut Findings,
    ) {
        let counted = if table.part == Part::Towns { "population" } else { "persons" };
        let persons = table.figures(counted, findings);
        let groups = GROUPS.map(|group| Group::read(table, group, findings));
        let rates = table.shares("ageing_rate", findings);
        if persons.iter().all(Option::is_none) {
            table.lacks(counted, findings);
            return;
        }
        let has_aged = table.column("aged_60").is_some();
        let has_rates = rates.iter().flatten().next().is_some();
        let known_rates = towns.list.iter().any(|town| town.ageing_rate.is_some());
        if !has_aged && !has_rates && !known_rates {
            table.lacks("aged_60", findings);
            return;
        }
        let file = table.name();
        findings.guess_if(
            !has_aged && has_rates,
            file,
            text!(
                "people of 60 and over are persons times the ageing rate: modelled",
                "60岁及以上人口按人口乘老龄化率推算"
            ),
        );
        findings.guess_if(
            !has_aged && !has_rates,
            file,
            text!(
                "people of 60 and over are persons times the ageing rate of the town: modelled",
                "60岁及以上人口按人口乘所属镇街的老龄化率推算"
            ),
        );
        for column in
            GROUPS.iter().filter(|own| table.is_share(own)).filter_map(|own| table.column(own))
        {
            findings.guess(
                file,
                text!(
                    "`{column}` is a share: people times it, modelled",
                    "“{column}”为占比：按人口乘占比推算"
                ),
            );
        }
        let spots = place(table, towns, table.part, asked.leave_out, findings);
        let mut ids = Ids::after(self.units.iter().map(|unit| unit.id.as_str()));
        for (at, (row, spot)) in table.given.rows.iter().zip(spots).enumerate() {
            let Some(spot) = spot else { continue };
            let town = &towns.list[spot.town];
            let name = table.text(row, "name").unwrap_or_else(|| town.name.clone());
            let make = || match name == town.name {
                true => town.id.clone(),
                false => format!("{}-{name}", town.id),
            };
            let place = (spot.town, cells::stem(&name).to_owned());
            match self.counted_in.get(&place) {
                Some(other) if other != table.name() => {
                    let town = &town.name;
                    let cause = text!(
                        "`{name}` of {town} is counted in {other} already",
                        "{town}“{name}”的人口已计入 {other}"
                    );
                    tell_again(table, other, row, cause, findings);
                    continue;
                }
                _ => self.counted_in.insert(place.clone(), table.name().into()),
            };
            let Some(id) = ids.take(table, row, make, findings) else { continue };
            let mut lacks = |cause: Text| {
                let action = text!(
                    "write how many people live there, 0 where nobody does",
                    "请填写人口数，无人居住填 0"
                );
                let at = (file, table.column(counted));
                findings.row(Code::FIELD_MISSING, at, row, cause, action);
            };
            let Some(own) = persons[at] else {
                // One that is no figure is told already.
                if table.text(row, counted).is_none() {
                    lacks(text!("`{name}` has no people", "“{name}”未填人口"));
                }
                continue;
            };
            let persons = own.number.round();
            let rate = rates[at].or(town.ageing_rate);
            let modelled = || rate.map(|rate| (persons * rate).round());
            let shared = groups.iter().map(|group| group.is_modelled(at)).zip(GROUPS);
            let shared = shared.filter(|(is_modelled, _)| *is_modelled);
            let shared: Vec<&str> = shared.filter_map(|(_, own)| table.column(own)).collect();
            let mut groups = [0, 1, 2].map(|group| groups[group].people(at, persons));
            let is_blank = groups[0].is_none();
            let by_rate = is_blank.then(|| {
                phrase("60 and over: persons times the ageing rate", "60岁及以上：人口乘老龄化率")
                    .into()
            });
            let by_share =
                shared.iter().map(|column| text!("persons times `{column}`", "人口乘“{column}”"));
            let methods: Vec<Text> = by_rate.into_iter().chain(by_share).collect();
            let methods = Text::join(&methods, ("; ", "；"));
            let method = Some(methods.say(asked.language).to_owned()).filter(|own| !own.is_empty());
            groups[0] = groups[0].or_else(modelled);
            if groups[0].is_none() {
                lacks(text!("`{name}` has no people of 60 and over", "“{name}”未填60岁及以上人口"));
            } else if is_blank && has_aged {
                let line = row.line.unwrap_or(row.number);
                findings.name(
                    file,
                    phrase(
                        "where the cell of 60 and over is blank, they are persons times the ageing rate",
                        "60岁及以上人口留空的行，按人口乘老龄化率推算",
                    ),
                    text!("{name} ({line})", "{name}（{line}）"),
                );
            }
            let most = groups.iter().flatten().copied().fold(0.0, f64::max);
            table.check_old(row, (&name, most, persons), findings);
            let stated = table.text(row, "setting").and_then(|own| cells::setting(&own));
            let setting = stated.unwrap_or_else(|| {
                findings.count(
                    file,
                    phrase(
                        "rows urban or rural by the name (社区 urban, 村 rural), else as the town",
                        "按名称判断城乡的行（社区为城镇，村为农村，其余随所属镇街）",
                    ),
                );
                cells::setting_of_unit(&name).unwrap_or(town.setting)
            });
            let geometry = spot.geometry.or_else(|| {
                let own = self.places.get(&place)?;
                findings.count(
                    file,
                    phrase(
                        "rows at the village or community of their name in another layer",
                        "按名称取另一图层中村（社区）位置的行",
                    ),
                );
                Some(own.clone())
            });
            let is_placed = geometry.is_some();
            let geometry = geometry.unwrap_or_else(|| {
                say_middle(file, findings);
                Geometry::Point(town.middle)
            });
            let Some(at) = geometry.interior_point() else { continue };
            let geometry = match geometry {
                own @ (Geometry::Polygon(_) | Geometry::MultiPolygon(_)) => own,
                _ => Geometry::Point(at),
            };
            let rest = table.rest(row, is_placed);
            self.units.push(Unit {
                id,
                name,
                town: spot.town,
                setting,
                persons,
                groups,
                geometry,
                at,
                method,
                rest,
            });
        }
    }

    /// Whether a group is counted everywhere.
    pub(super) fn counts(&self, group: usize) -> bool {
        !self.units.is_empty() && self.units.iter().all(|own| own.groups[group].is_some())
    }

    /// Persons and those of 60 and over of each town.
    pub(super) fn by_town(&self, towns: usize) -> Vec<(f64, f64)> {
        let mut sums = vec![(0.0, 0.0); towns];
        for unit in &self.units {
            sums[unit.town].0 += unit.persons;
            sums[unit.town].1 += unit.groups[0].unwrap_or(0.0);
        }
        sums
    }

    /// The unit whose name is part of `text`, in this town.
    pub(super) fn named_in(&self, text: &str, town: usize) -> Option<&Unit> {
        let own = self.units.iter().filter(|unit| unit.town == town);
        let is_named = |unit: &&Unit| {
            let stem = cells::stem(&unit.name);
            stem.chars().count() > 1 && text.contains(stem)
        };
        let named = own.filter(is_named);
        named.max_by_key(|unit| unit.name.len())
    }

    /// The unit in whose polygon a point lies; where units are points, none.
    pub(super) fn around(&self, at: Point<f64>) -> Option<&Unit> {
        use geo::Intersects;
        let is_area = |own: &&Unit| !matches!(own.geometry, Geometry::Point(_));
        self.units.iter().filter(is_area).find(|own| own.geometry.intersects(&at))
    }

    /// The layer.
    pub(super) fn features(&self, towns: &Towns) -> Vec<(Option<String>, Feature)> {
        let feature = |unit: &Unit| {
            let mut own = Members::new();
            own.insert("id".into(), unit.id.as_str().into());
            own.insert("name".into(), unit.name.as_str().into());
            own.insert("town".into(), towns.list[unit.town].id.as_str().into());
            own.insert("setting".into(), unit.setting.word().into());
            own.insert("persons".into(), (unit.persons as u64).into());
            for (group, people) in GROUPS.iter().zip(unit.groups) {
                if let Some(people) = people {
                    own.insert((*group).into(), (people as u64).into());
                }
            }
            if let Some(method) = &unit.method {
                own.insert("origin".into(), "modelled".into());
                own.insert("method".into(), method.as_str().into());
            }
            own.extend(unit.rest.clone());
            (None, Feature::new(unit.geometry.clone(), own))
        };
        self.units.iter().map(feature).collect()
    }
}
