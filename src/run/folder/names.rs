//! Which names the files of a run may have: told before anything is written, so that no input is written over.

use super::{RECORD, RunKind, TIMING};
use crate::run::outputs::{SUMMARY, SUMMARY_ZH, files};
use crate::run::package::{GEOPACKAGE, Package, PackageFormat, WORKBOOK};
use crate::run::tables::{Dimensions, specs};

impl RunKind {
    /// Whether a run of this kind may write a file of this name; of a schedule beside its periods' folders, whose files are
    /// those of [`RunKind::Plan`].
    pub fn writes(self, name: &str) -> bool {
        if self == RunKind::Plan {
            let all = Package { formats: PackageFormat::ALL.to_vec(), ..Package::default() };
            return all.writes(name);
        }
        let is_demand = || name.starts_with("demand-") && name.ends_with(".geojson");
        let is_plan = || name.starts_with("plan-") && name.ends_with(".geojson");
        files(self).iter().any(|file| file.name == name)
            || self == RunKind::Forecast && is_demand()
            || self == RunKind::Alternatives && is_plan()
    }
}

impl Package {
    /// Whether a plan's run that is packed so may write a file of this name.
    pub fn writes(&self, name: &str) -> bool {
        if [RunKind::Plan.answer(), RECORD, TIMING].contains(&name)
            || [SUMMARY.name, SUMMARY_ZH.name].contains(&name)
            // Written in any package, where the plan travels over roads.
            || name == "network.csv"
        {
            return true;
        }
        let (stem, ending) = name.rsplit_once('.').unwrap_or_default();
        let specs = specs(&Dimensions::documented());
        let Some(spec) = specs.iter().find(|spec| spec.kind.file == stem) else {
            return self.formats.iter().any(|format| match format {
                PackageFormat::GeoPackage => name == GEOPACKAGE,
                PackageFormat::Workbook => name == WORKBOOK,
                _ => false,
            });
        };
        let in_format = |format: &PackageFormat| match format {
            PackageFormat::FlatGeobuf => ending == "fgb" && spec.is_layer,
            PackageFormat::GeoParquet => ending == "parquet" && spec.is_layer,
            PackageFormat::Shapefile => {
                ["shp", "shx", "dbf", "prj", "cpg"].contains(&ending) && spec.is_layer
            }
            PackageFormat::Csv => ending == "csv",
            _ => false,
        };
        ending == "geojson" && spec.is_layer || self.formats.iter().any(in_format)
    }
}
