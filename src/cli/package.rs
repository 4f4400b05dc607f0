//! How a run is written: the options that commands have in common, and options that are words.

use super::crs::of_maps;
use super::csv::CsvArgs;
use super::failure::Failure;
use super::terminal::Terminal;
use crate::run::Language;
use crate::run::package::{Package, PackageFormat};
use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use std::collections::BTreeSet;

/// How the maps and tables of a run are written.
#[derive(Debug, Clone, Args)]
pub(crate) struct PackageArgs {
    /// The coordinate system of the maps, for instance EPSG:4547, CGCS2000 or GCJ-02 [default: WGS84]
    #[arg(long, value_name = "CRS", requires = "out")]
    crs: Option<String>,
    /// Formats beside GeoJSON: gpkg is plan.gpkg with all layers, xlsx the tables as a workbook, fgb, parquet and shp
    /// a file a layer, csv layers and tables; geojson alone: no others
    #[arg(
        long,
        value_name = "FORMATS",
        value_parser = formats(),
        value_delimiter = ',',
        requires = "out",
        default_value = "gpkg,xlsx"
    )]
    formats: Vec<PackageFormat>,
    #[command(flatten)]
    csv: CsvArgs,
    /// The language of tables and of the style that QGIS opens with [default: that of the terminal]
    #[arg(long, value_parser = languages(), value_name = "LANG")]
    lang: Option<Language>,
}

impl PackageArgs {
    /// The package that is asked for, in the language of the terminal where none is said.
    pub(crate) fn package(&self, terminal: &Terminal<'_>) -> Result<Package, Failure> {
        let formats: BTreeSet<PackageFormat> = self.formats.iter().copied().collect();
        Ok(Package {
            crs: of_maps(self.crs.as_deref())?,
            language: self.lang.unwrap_or(terminal.language()),
            formats: formats.into_iter().collect(),
            csv_bom: self.csv.csv_bom,
        })
    }
}

fn formats() -> impl TypedValueParser<Value = PackageFormat> {
    PossibleValuesParser::new(PackageFormat::ALL.map(PackageFormat::word))
        .map(|word| PackageFormat::from_word(&word).expect("one of the words"))
}

/// Reads a language by its word.
pub(crate) fn languages() -> impl TypedValueParser<Value = Language> {
    words([(Language::English, "en", "English"), (Language::Chinese, "zh", "Chinese")])
}

/// Reads one of these values by its word; the text behind it is for help.
pub(crate) fn words<T, const N: usize>(
    values: [(T, &'static str, &'static str); N],
) -> impl TypedValueParser<Value = T>
where
    T: Copy + Send + Sync + 'static,
{
    let possible = values.map(|(_, word, help)| PossibleValue::new(word).help(help));
    PossibleValuesParser::new(possible).map(move |given| {
        let known = values.iter().find(|(_, word, _)| *word == given);
        known.expect("one of the words").0
    })
}
