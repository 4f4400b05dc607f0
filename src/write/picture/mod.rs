//! Pictures of a run without a browser: a map, or panels beside each other, and charts, as SVG. Made from what the run
//! wrote, so that a picture needs no plan and shows what the files say.

mod chart;
mod frame;
mod key;
mod map;
mod svg;

pub use chart::{coverage_chart, frontier_chart, money_chart};
pub use map::map_svg;

use crate::domain::crs::Crs;
use crate::run::language::Language;
use geojson::{Feature, FeatureCollection};
use serde_json::Value;

/// The files of a run that a map is made from, in the order of [`Run::parse`].
pub const MAP_FILES: [&str; 3] = ["towns.geojson", "coverage.geojson", "layout.geojson"];
/// The file that charts of a run are made from.
pub const CHART_FILE: &str = "plan.json";
/// The file that the chart of a frontier is made from.
pub const FRONTIER_FILE: &str = "frontier.json";

/// Why a file of a run cannot be drawn.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PictureError {
    /// It is not what `yike solve` or `yike audit` wrote.
    #[error("{file} is not what yike wrote: {why}")]
    NotOurs {
        /// The file.
        file: &'static str,
        /// What is wrong with it.
        why: String,
    },
    /// There is nothing to be seen in it.
    #[error("{0}")]
    Nothing(&'static str),
}

/// The verdict of a run without a layout, of the bytes of [`CHART_FILE`]; none of a run that has one.
///
/// # Errors
///
/// When the file is not a run's.
pub fn without_layout(plan: &[u8]) -> Result<Option<String>, PictureError> {
    let refused = |why: String| PictureError::NotOurs {
        file: CHART_FILE,
        why,
    };
    let plan: Value = serde_json::from_slice(plan).map_err(|error| refused(error.to_string()))?;
    match (&plan["status"], &plan["money"]["cost_yuan"]) {
        (Value::String(status), Value::Null) => Ok(Some(status.clone())),
        (Value::String(_), _) => Ok(None),
        _ => Err(refused("it has no status".into())),
    }
}

/// How a picture is drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    /// Width in pixels.
    pub width_px: u32,
    /// Its words.
    pub language: Language,
    /// Whom to name for the data, where they ask for it.
    pub attribution: Option<String>,
}

/// The maps of a run.
#[derive(Debug, Clone)]
pub struct Run {
    towns: FeatureCollection,
    coverage: FeatureCollection,
    layout: FeatureCollection,
    crs: Crs,
}

/// A tier as maps tell of it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct TierShown {
    id: String,
    name: String,
    group: String,
    travelled_to: bool,
}

impl Run {
    /// The maps of a run, of the bytes of [`MAP_FILES`].
    ///
    /// # Errors
    ///
    /// When a file is no collection of features.
    pub fn parse(files: [&[u8]; 3]) -> Result<Self, PictureError> {
        let [towns, coverage, layout] = files;
        let collection = |file: &'static str, bytes: &[u8]| {
            let refused = |why: String| PictureError::NotOurs { file, why };
            let read: FeatureCollection =
                serde_json::from_slice(bytes).map_err(|error| refused(error.to_string()))?;
            Ok(read)
        };
        let layout = collection(MAP_FILES[2], layout)?;
        Ok(Self {
            towns: collection(MAP_FILES[0], towns)?,
            coverage: collection(MAP_FILES[1], coverage)?,
            crs: crs_of(&layout)?,
            layout,
        })
    }

    /// What the layout says of the run.
    fn about(&self, pointer: &str) -> &Value {
        let members = self.layout.foreign_members.as_ref();
        let about = members.and_then(|members| members.get("yike"));
        about
            .and_then(|about| about.pointer(pointer))
            .unwrap_or(&Value::Null)
    }

    fn tiers(&self, language: Language) -> Vec<TierShown> {
        let tiers = self.about("/tiers").as_array();
        let tier = |tier: &Value| {
            Some(TierShown {
                id: tier["id"].as_str()?.into(),
                name: name(&tier["name"], language).into(),
                group: tier["group"].as_str().unwrap_or_default().into(),
                travelled_to: tier["travelled_to"] == true,
            })
        };
        tiers.into_iter().flatten().filter_map(tier).collect()
    }
}

fn crs_of(layer: &FeatureCollection) -> Result<Crs, PictureError> {
    let members = layer.foreign_members.as_ref();
    let named =
        members.and_then(|members| members.get("crs")?.pointer("/properties/name")?.as_str());
    let refused = |why: String| PictureError::NotOurs {
        file: MAP_FILES[2],
        why,
    };
    match named {
        None => Ok(Crs::Wgs84),
        Some(name) => Crs::parse(name).map_err(|error| refused(error.to_string())),
    }
}

/// A name as JSON has it, in a language.
fn name(name: &Value, language: Language) -> &str {
    let of = |key: &str| name[key].as_str();
    let english = of("en").unwrap_or_default();
    match language {
        Language::English => english,
        Language::Chinese => of("zh").unwrap_or(english),
    }
}

fn text<'a>(feature: &'a Feature, name: &str) -> &'a str {
    let value = feature.property(name);
    value.and_then(Value::as_str).unwrap_or_default()
}

fn number(feature: &Feature, name: &str) -> Option<f64> {
    feature
        .property(name)?
        .as_f64()
        .filter(|number| number.is_finite())
}
