//! The demand layer of today, over which a forecast is distributed.

use super::areas::{CountedArea, lies_in};
use super::source::ForecastSource;
use crate::domain::forecast::PeopleGroup;
use crate::domain::{Feature, LonLat, text};
use crate::read::catalogue::Code;
use crate::read::collection::{Layer, read_layer_by};
use crate::read::fields::Fields;
use crate::read::geometry::Shape;
use crate::read::issue::{Place, Usual};
use crate::read::layers::Source;
use crate::read::names::settle_names;
use crate::read::places::{as_given, feature_fields, feature_id, persons};
use crate::read::sink::{Member, Sink};
use crate::read::source::{InputFile, Role};
use std::path::Path;

/// The relative difference between layer and census from which a warning is given.
const TOLERANCE: f64 = 0.01;

/// A demand layer and the areas of its units.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct UnitLayer {
    /// The file, as given.
    pub file: String,
    /// The features, in WGS84, in the layer's order.
    pub features: Vec<(Option<String>, Feature)>,
    /// The id of each unit.
    pub ids: Vec<String>,
    /// The town of each unit.
    pub towns: Vec<String>,
    /// People today, with a row of groups of the request for each unit.
    pub today: Vec<Vec<f64>>,
    /// The areas of the request that each unit lies in, from the innermost to the outermost; at least one.
    pub homes: Vec<Vec<usize>>,
    /// The property of each group in the file.
    pub fields: Vec<String>,
}

/// Reads the layer; its units have no areas yet.
pub(super) fn read(
    sink: &Sink,
    source: &ForecastSource,
    path: &Path,
    groups: &[PeopleGroup],
    inputs: &mut Vec<InputFile>,
) -> Option<UnitLayer> {
    let own = Source::asked(path, source.demand_crs, Some("--demand-crs"));
    let own = own.with_layer(source.layer.as_deref());
    sink.name_file(&own.name);
    let mut layer = read_layer_by(sink, &own, Role::Demand, Shape::PointsOrPolygons, "id")?;
    inputs.push(layer.record.clone());
    let words: Vec<String> = groups.iter().skip(1).map(|group| group.field()).collect();
    settle_names(sink, &mut layer, Role::Demand, &[], &words);
    let Layer { features, .. } = layer;
    let names = features.iter().flatten().next().map(|raw| raw.names.clone()).unwrap_or_default();
    let own_name = |field: &str| {
        let named = names.iter().find(|(known, _)| known == field);
        named.map_or_else(|| field.to_owned(), |(_, theirs)| theirs.clone())
    };
    let fields: Vec<String> = groups.iter().map(|group| own_name(&group.field())).collect();
    // A group that no feature has follows from the groups around it.
    let known: Vec<bool> = groups
        .iter()
        .zip(&fields)
        .map(|(group, field)| {
            let mut all = features.iter().flatten();
            *group == PeopleGroup::Residents || all.any(|raw| raw.properties.contains_key(field))
        })
        .collect();
    for (group, _) in groups.iter().zip(&known).filter(|(_, known)| !**known) {
        let (told, field) = (group.text(), group.field());
        let cause = text!(
            "no feature has `{field}`; {told} are distributed like the people of the ages around them",
            "没有要素含 `{field}`；{told}按相邻年龄人口的分布推算";
            told
        );
        let place = Place::file(&own.name).at(&field);
        sink.push(Code::FORECAST_GROUP_ABSENT, place, cause, Usual);
    }
    let rows = features.into_iter().map(|raw| {
        let raw = raw?;
        let keys = ["id", "name", "town", "setting", "persons"];
        let table = feature_fields(sink, &own.name, &raw, &keys).also_known(words.clone());
        let id = feature_id(&table, &raw);
        let town = table.required("town", Fields::id);
        let people: Vec<Option<f64>> = groups
            .iter()
            .zip(&known)
            .map(|(group, known)| match known {
                true => table.required(&group.field(), persons).map(|people| people.number()),
                false => Some(f64::NAN),
            })
            .collect();
        let own_id = raw.id.clone();
        let (feature, _): (Feature, LonLat) = as_given(raw)?;
        let people: Vec<f64> = people.into_iter().collect::<Option<_>>()?;
        Some((own_id, feature, id?, town?, filled(people)))
    });
    let rows: Vec<Option<_>> = rows.collect();
    let mut units = UnitLayer {
        file: own.name.clone(),
        features: Vec::new(),
        ids: Vec::new(),
        towns: Vec::new(),
        today: Vec::new(),
        homes: Vec::new(),
        fields,
    };
    for row in rows {
        let (own_id, feature, id, town, people) = row?;
        units.features.push((own_id, feature));
        units.ids.push(id);
        units.towns.push(town);
        units.today.push(people);
    }
    Some(units)
}

/// Sets groups that are not counted to the mean of their neighbours.
fn filled(mut people: Vec<f64>) -> Vec<f64> {
    for group in 1..people.len() {
        if people[group].is_nan() {
            let inner = people[group..].iter().copied().find(|people| !people.is_nan());
            people[group] = f64::midpoint(people[group - 1], inner.unwrap_or_default());
        }
    }
    people
}

impl UnitLayer {
    /// Finds each unit's areas among `found` and removes areas without units; none, with issues, when a unit has no
    /// area.
    pub(super) fn settle(
        &mut self,
        sink: &Sink,
        found: &mut Vec<CountedArea>,
        groups: &[PeopleGroup],
    ) -> Option<()> {
        let mut strays = Vec::new();
        let homes: Vec<Vec<usize>> = self
            .towns
            .iter()
            .enumerate()
            .map(|(unit, town)| {
                let around = |area: &str| town == area || lies_in(town, area);
                let mut homes: Vec<usize> =
                    (0..found.len()).filter(|area| around(&found[*area].0.id)).collect();
                homes.sort_by_key(|area| std::cmp::Reverse(found[*area].0.id.len()));
                if homes.is_empty() && found.len() == 1 {
                    homes.push(0);
                }
                if homes.is_empty() {
                    strays.push(Member {
                        number: unit + 1,
                        id: Some(self.ids[unit].clone()),
                        cause: text!(
                            "its town `{town}` lies in no area of the forecast",
                            "其镇街 `{town}` 不在任何预测区域之内"
                        ),
                    });
                }
                homes
            })
            .collect();
        if !strays.is_empty() {
            let action = text!(
                "give the town the code of an area, or one that begins with it (six digits and more)",
                "请为镇街填写区域代码，或以区域代码（六位及以上）开头的代码"
            );
            sink.push_group(Code::UNIT_WITHOUT_AREA, &self.file, "town", &strays, action);
            return None;
        }
        let used: Vec<bool> =
            (0..found.len()).map(|area| homes.iter().any(|own| own.contains(&area))).collect();
        let place = |area: &usize| used[..*area].iter().filter(|used| **used).count();
        self.homes = homes.iter().map(|own| own.iter().map(place).collect()).collect();
        let mut position = 0;
        found.retain(|_| {
            position += 1;
            used[position - 1]
        });
        self.check_today(sink, found, groups);
        Some(())
    }

    /// Checks that the people of the layer agree with the last census.
    fn check_today(&self, sink: &Sink, found: &[CountedArea], groups: &[PeopleGroup]) {
        for (area, (outlook, counted)) in found.iter().enumerate() {
            let Some(last) = counted.last() else { continue };
            let units: Vec<usize> = (0..self.homes.len())
                .filter(|unit| self.homes[*unit].last() == Some(&area))
                .collect();
            if units.is_empty() {
                continue;
            }
            for (position, group) in groups.iter().enumerate() {
                let sum: f64 = units.iter().map(|unit| self.today[*unit][position]).sum();
                let census = last.ages.from_age(group.age());
                if (sum - census).abs() > TOLERANCE * census && !self.is_filled(position, &units) {
                    let (group, year, id) = (group.text(), last.year, &outlook.id);
                    let cause = text!(
                        "{group} are {sum:.0} in the layer, {census:.0} in the census of {year} of `{id}`",
                        "{group}在图层中为 {sum:.0} 人，在 `{id}` {year} 年人口普查中为 {census:.0} 人";
                        group
                    );
                    let action = text!(
                        "check whether they are of the same area and year; the forecast starts from the census and uses the layer for where people live",
                        "请核对两者是否属同一区域和年份；预测以人口普查为起点，图层只用于人口的空间分布"
                    );
                    let place = Place::file(&self.file).at(&self.fields[position]);
                    sink.push(Code::CENSUS_DEMAND_DIFFER, place, cause, action);
                }
            }
        }
    }

    /// Whether the group is not in the file.
    fn is_filled(&self, group: usize, units: &[usize]) -> bool {
        let field = &self.fields[group];
        units.iter().all(|unit| !self.features[*unit].1.properties.contains_key(field))
    }
}
