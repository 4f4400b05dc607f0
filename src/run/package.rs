//! How a run is packed beside GeoJSON, JSON and Markdown.

use crate::domain::Language;
use crate::domain::crs::Crs;
use crate::domain::words::words;
use serde::{Deserialize, Serialize};

/// The name of the GeoPackage.
pub const GEOPACKAGE: &str = "plan.gpkg";
/// The name of the workbook.
pub const WORKBOOK: &str = "plan.xlsx";

words! {
    /// A format that a run is written in beside GeoJSON, JSON and Markdown, which it always is: other commands read them.
    pub enum PackageFormat {
        /// No other: GeoJSON alone.
        GeoJson = "geojson",
        /// `plan.gpkg`: all layers and tables, with styles.
        GeoPackage = "gpkg",
        /// `plan.xlsx`: the tables.
        Workbook = "xlsx",
        /// Each layer as FlatGeobuf.
        FlatGeobuf = "fgb",
        /// Each layer as GeoParquet.
        GeoParquet = "parquet",
        /// Each layer as a Shapefile.
        Shapefile = "shp",
        /// Each layer and each table in CSV.
        Csv = "csv",
    }
}

/// How a run is packed. In the record of the run: `crs`, `language`, the words of `formats`, and
/// `csv_bom` where it is true.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "PackageWords", into = "PackageWords")]
pub struct Package {
    /// The system of its layers.
    pub crs: Crs,
    /// The language of headings and of the style that QGIS opens with.
    pub language: Language,
    /// The formats.
    pub formats: Vec<PackageFormat>,
    /// Whether CSV begins with a byte-order mark.
    pub csv_bom: bool,
}

impl Default for Package {
    fn default() -> Self {
        Self {
            crs: Crs::Wgs84,
            language: Language::English,
            formats: vec![PackageFormat::GeoPackage, PackageFormat::Workbook],
            csv_bom: false,
        }
    }
}

/// A package in words, as a run's record has it.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct PackageWords {
    crs: String,
    language: String,
    formats: Vec<String>,
    /// Left out where there is none.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    csv_bom: bool,
}

impl From<Package> for PackageWords {
    fn from(package: Package) -> Self {
        let formats = package.formats.iter();
        Self {
            crs: package.crs.to_string(),
            language: package.language.word().into(),
            formats: formats.map(|format| format.word().into()).collect(),
            csv_bom: package.csv_bom,
        }
    }
}

impl TryFrom<PackageWords> for Package {
    type Error = String;

    fn try_from(words: PackageWords) -> Result<Self, String> {
        let formats = words.formats.iter().map(|word| {
            PackageFormat::from_word(word)
                .ok_or_else(|| format!("`{word}` is not a format of packages"))
        });
        Ok(Self {
            crs: Crs::parse(&words.crs).map_err(|error| error.to_string())?,
            language: Language::from_word(&words.language)
                .ok_or_else(|| format!("`{}` is not a language of outputs", words.language))?,
            formats: formats.collect::<Result<_, _>>()?,
            csv_bom: words.csv_bom,
        })
    }
}
