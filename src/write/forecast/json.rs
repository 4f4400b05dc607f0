//! `forecast.json`.

use super::ForecastReport;
use super::layer::whole;
use crate::run::plan::to_bytes;
use crate::run::record::VERSION;
use serde_json::{Value, json};

/// Everything about a forecast but its layers; the same bytes for the same input.
pub fn forecast_json(report: &ForecastReport<'_>) -> Vec<u8> {
    let request = report.request;
    let id = |area: usize| &request.areas[area].id;
    let rows = report.outlook.rows.iter().map(|row| {
        json!({
            "area": id(row.area),
            "year": row.year,
            "variant": row.variant.to_string(),
            "group": row.group.field(),
            "persons": whole(row.people),
            "own": tenth(row.own),
            "published": row.published,
            "controlled": row.controlled,
        })
    });
    let tests = report.back_tests.iter().map(|test| {
        let groups = test.groups.iter().enumerate().map(|(position, group)| {
            json!({
                "group": group.group.field(),
                "before": whole(group.before),
                "counted": whole(group.counted),
                "again": tenth(group.again),
                "by_halves": group.by_halves.map(tenth),
                "ahead": test.ahead.as_ref().map(|ahead| tenth(ahead[position])),
            })
        });
        json!({
            "area": id(test.area),
            "from": test.years.0,
            "to": test.years.1,
            "groups": groups.collect::<Vec<_>>(),
        })
    });
    let areas = request.areas.iter();
    let areas = areas.map(|area| json!({ "id": area.id, "name": area.name }));
    to_bytes(&json!({
        "version": VERSION,
        "command": "forecast",
        "method": report.method.words(),
        "origin": "modelled",
        "censuses": report.censuses,
        "settings": {
            "years": request.years,
            "variants": request.variants.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "draws": request.draws,
            "seed": request.seed,
            "spread": request.spread.fraction(),
        },
        "areas": areas.collect::<Vec<Value>>(),
        "rows": rows.collect::<Vec<Value>>(),
        "back_tests": tests.collect::<Vec<Value>>(),
        "inputs": report.inputs,
        "warnings": report.warnings,
    }))
}

/// To a tenth of a person, so that a sum's last digits do not show.
fn tenth(people: f64) -> Value {
    whole((people * 10.0).round() / 10.0)
}
