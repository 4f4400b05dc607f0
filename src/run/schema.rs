//! JSON Schemas of the files of a run, made from the records that write and read them.

use super::about::LayerAbout;
use super::alternatives::AlternativesJson;
use super::conflicts::ConflictsJson;
use super::folder::{FolderRecord, TIMING};
use super::forecast::ForecastJson;
use super::frontier::FrontierJson;
use super::placement::{PlacementJson, PlacementTiming};
use super::plan::PlanJson;
use super::record::{Format, Timing};
use super::robust::RobustJson;
use super::schedule::ScheduleJson;
use super::sweep::SweepJson;
use super::why::WhyJson;
use super::worth::WorthJson;
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

/// The schema of every file in JSON (draft 2020-12), by the beginning of the file's name: `plan` of `plan.json`. Files of
/// placements in `timing.json` are `placement-timing`; `layer-about` is the member `yike` of a plan's layers in GeoJSON.
pub fn schemas() -> Vec<(&'static str, Value)> {
    vec![
        of::<PlanJson>("plan"),
        of::<ScheduleJson>("schedule"),
        of::<SweepJson>("scenarios"),
        of::<FrontierJson>("frontier"),
        of::<AlternativesJson>("alternatives"),
        of::<RobustJson>("robust"),
        of::<ConflictsJson>("conflicts"),
        of::<WhyJson>("why"),
        of::<WorthJson>("worth"),
        of::<PlacementJson>("placement"),
        of::<ForecastJson>("forecast"),
        of::<FolderRecord>("record"),
        ("layer-about", schema::<LayerAbout>("yike")),
        ("timing", schema::<Timing>(TIMING)),
        ("placement-timing", schema::<PlacementTiming>(TIMING)),
    ]
}

fn of<T: JsonSchema + Format>(name: &'static str) -> (&'static str, Value) {
    let mut own = schema::<T>(T::FILE);
    own["properties"]["format"] = json!({
        "description": "Another word when a member changes its meaning or goes.",
        "const": T::FORMAT,
    });
    (name, own)
}

/// As it is written: members that are always there are required.
fn schema<T: JsonSchema>(file: &str) -> Value {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let mut schema = settings.into_generator().into_root_schema_for::<T>();
    schema.insert("title".into(), file.into());
    schema.to_value()
}
