//! `forecast.json`: everything about a forecast but its layers, for programs.

use super::report::{AreaBackTest, ForecastReport};
use crate::domain::Origin;
use crate::run::record::{Format, InputRecord, IssueRecord, VERSION};
use serde::{Deserialize, Serialize, Serializer};

/// The whole of `forecast.json`; the same bytes for the same input.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ForecastJson {
    /// The word of the format: see [`Format::FORMAT`].
    pub format: String,
    /// The version of Yike.
    pub version: String,
    /// `forecast`.
    pub command: String,
    /// The method, in words.
    pub method: String,
    /// `modelled`.
    pub origin: String,
    /// The years of the censuses.
    pub censuses: Vec<i32>,
    /// What was asked for.
    pub settings: ForecastSettings,
    /// The areas.
    pub areas: Vec<AreaJson>,
    /// A row an area, year, variant and group.
    pub rows: Vec<OutlookJson>,
    /// The last census by the method, against what was counted.
    pub back_tests: Vec<BackTestJson>,
    /// The files read.
    pub inputs: Vec<InputRecord>,
    /// What reading warned about.
    pub warnings: Vec<IssueRecord>,
}

impl Format for ForecastJson {
    const FILE: &'static str = "forecast.json";
    const FORMAT: &'static str = "yike-forecast-1";
}

/// What was asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ForecastSettings {
    /// Years, ascending.
    pub years: Vec<i32>,
    /// Variants, draws not among them.
    pub variants: Vec<String>,
    /// So many drawn futures behind them.
    pub draws: u32,
    /// The seed of the draws.
    pub seed: u64,
    /// How far the draws are spread.
    pub spread: f64,
}

/// An area.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct AreaJson {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// A group of an area in a year and variant.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct OutlookJson {
    /// The area's id.
    pub area: String,
    /// The year.
    pub year: i32,
    /// `low`, `medium`, `high`, or a draw.
    pub variant: String,
    /// The group, by its property in demand layers.
    pub group: String,
    /// What counts: the method's own, or brought to what controls it.
    pub persons: Persons,
    /// The method's own figure.
    pub own: Persons,
    /// What another source says.
    pub published: Option<f64>,
    /// Whether `persons` was brought to that.
    pub controlled: bool,
}

/// What a back-test says of an area.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct BackTestJson {
    /// The area's id.
    pub area: String,
    /// The year of the first census.
    pub from: i32,
    /// That of the second.
    pub to: i32,
    /// By group.
    pub groups: Vec<GroupTestJson>,
}

/// What it says of a group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct GroupTestJson {
    /// The group, by its property in demand layers.
    pub group: String,
    /// Counted by the first census.
    pub before: Persons,
    /// Counted by the second.
    pub counted: Persons,
    /// The first, carried on by the ratios of both.
    pub again: Persons,
    /// The same by two steps of five years.
    pub by_halves: Option<Persons>,
    /// The second by the ratios of the two before it, where there are three.
    pub ahead: Option<Persons>,
}

/// A number of people; a whole one is written without decimals.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transparent))]
pub struct Persons(pub f64);

impl Persons {
    /// To a tenth of a person, so that a sum's last digits do not show.
    fn tenth(people: f64) -> Self {
        Self((people * 10.0).round() / 10.0)
    }
}

impl Serialize for Persons {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.fract() == 0.0 && self.0.abs() < 9e15 {
            true => serializer.serialize_i64(self.0 as i64),
            false => serializer.serialize_f64(self.0),
        }
    }
}

impl ForecastJson {
    /// What `forecast.json` says of `report`.
    pub fn new(report: &ForecastReport<'_>) -> Self {
        let request = report.request;
        let rows = report.outlook.rows.iter().map(|row| OutlookJson {
            area: request.areas[row.area].id.clone(),
            year: row.year,
            variant: row.variant.to_string(),
            group: row.group.field(),
            persons: Persons(row.people),
            own: Persons::tenth(row.own),
            published: row.published,
            controlled: row.controlled,
        });
        let areas = request
            .areas
            .iter()
            .map(|area| AreaJson { id: area.id.clone(), name: area.name.clone() });
        let test = |test| back_test(report, test);
        Self {
            format: Self::FORMAT.into(),
            version: VERSION.into(),
            command: "forecast".into(),
            method: report.method.words().english.into(),
            origin: Origin::Modelled.word().into(),
            censuses: report.censuses.clone(),
            settings: ForecastSettings {
                years: request.years.clone(),
                variants: request.variants.iter().map(ToString::to_string).collect(),
                draws: request.draws,
                seed: request.seed,
                spread: request.spread.fraction(),
            },
            areas: areas.collect(),
            rows: rows.collect(),
            back_tests: report.back_tests.iter().map(test).collect(),
            inputs: report.inputs.clone(),
            warnings: report.warnings.clone(),
        }
    }
}

fn back_test(report: &ForecastReport<'_>, test: &AreaBackTest) -> BackTestJson {
    let ahead = |position: usize| Some(Persons::tenth(test.ahead.as_ref()?[position]));
    let groups = test.groups.iter().enumerate();
    let groups = groups.map(|(position, group)| GroupTestJson {
        group: group.group.field(),
        before: Persons(group.before),
        counted: Persons(group.counted),
        again: Persons::tenth(group.again),
        by_halves: group.by_halves.map(Persons::tenth),
        ahead: ahead(position),
    });
    BackTestJson {
        area: report.request.areas[test.area].id.clone(),
        from: test.years.0,
        to: test.years.1,
        groups: groups.collect(),
    }
}
