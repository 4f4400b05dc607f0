//! `forecast.csv`.

use super::ForecastReport;
use super::layer::whole;
use csv::Writer;
use std::collections::BTreeMap;

const HEADER: [&str; 11] = [
    "area",
    "name",
    "level",
    "year",
    "variant",
    "group",
    "persons",
    "own",
    "published",
    "controlled",
    "origin",
];

/// A row an area, year, variant and group, then a row a town where the forecast was shared out: `persons` is what counts,
/// `own` the method's own figure, `published` what another source says, `controlled` whether `persons` was brought to it.
pub fn forecast_csv(report: &ForecastReport<'_>) -> Vec<u8> {
    let request = report.request;
    let mut writer = Writer::from_writer(Vec::new());
    let mut put = |cells: [String; 11]| {
        writer.write_record(&cells).expect("memory takes every row");
    };
    put(HEADER.map(str::to_owned));
    for row in &report.outlook.rows {
        let area = &request.areas[row.area];
        put([
            area.id.clone(),
            area.name.clone(),
            "area".into(),
            row.year.to_string(),
            row.variant.to_string(),
            row.group.field(),
            whole(row.people).to_string(),
            format!("{:.1}", row.own),
            row.published
                .map_or_else(String::new, |people| whole(people).to_string()),
            row.controlled.to_string(),
            "modelled".into(),
        ]);
    }
    for ((year, variant), rows) in &report.shared {
        for (town, people) in by_town(report, rows) {
            for (group, people) in request.groups.iter().zip(people) {
                put([
                    town.to_owned(),
                    String::new(),
                    "town".into(),
                    year.to_string(),
                    variant.to_string(),
                    group.field(),
                    whole(people).to_string(),
                    String::new(),
                    String::new(),
                    "false".into(),
                    "modelled".into(),
                ]);
            }
        }
    }
    writer.into_inner().unwrap_or_default()
}

/// People by group of each town, in the order of towns.
fn by_town<'a>(report: &ForecastReport<'a>, rows: &[Vec<f64>]) -> BTreeMap<&'a str, Vec<f64>> {
    let mut towns: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    let units = report.units.map_or(&[][..], |units| units.towns);
    for (town, people) in units.iter().zip(rows) {
        let sums = towns
            .entry(town.as_str())
            .or_insert_with(|| vec![0.0; people.len()]);
        for (sum, people) in sums.iter_mut().zip(people) {
            *sum += people;
        }
    }
    towns
}
