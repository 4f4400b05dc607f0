//! `yike forecast`: people in years to come, by area, town and unit.

pub(crate) mod args;
mod table;

use super::crs::crs;
use super::engine;
use super::exit::Exit;
use super::failure::{Failure, refuse};
use super::issues::issues;
use super::paths::refuse_to_overwrite;
use super::terminal::Terminal;
use crate::domain::forecast::{Method, Outlook, Variant, back_test, back_test_ahead};
use crate::read::forecast::{ForecastFiles, ForecastSource, read_forecast};
use crate::run::forecast::{AreaBackTest, ForecastJson, ForecastReport, Units, figures_table};
use crate::run::record::Format;
use crate::run::{Output, RunKind, write_folder};
use crate::units::Share;
use crate::write::forecast::{demand_layer, forecast_csv, forecast_json};
use args::ForecastArgs;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// The most futures that are drawn.
const MOST_DRAWS: u32 = 100_000;

pub(crate) fn run(typed: ForecastArgs, terminal: &mut Terminal<'_>) -> Result<Exit, Failure> {
    let (out, draw_layers, csv) = (typed.out.clone(), typed.draw_layers, typed.csv);
    csv.check(out.as_deref())?;
    let source = source(typed)?;
    let writes = |name: &str| RunKind::Forecast.writes(name);
    refuse_to_overwrite(out.as_deref(), writes, &inputs(&source))?;
    let files = read_forecast(&source)?;
    let warnings = issues(&files.warnings);
    terminal.issues(&warnings)?;
    let outlook = Outlook::new(&files.request).map_err(|error| {
        Failure::usage(error.to_string(), "correct the figures that are asked for")
    })?;
    let mut report = ForecastReport {
        request: &files.request,
        outlook: &outlook,
        method: source.method,
        censuses: source.censuses.iter().map(|(year, _)| *year).collect(),
        back_tests: match source.method {
            Method::CohortChange => back_tests(&files),
            _ => Vec::new(),
        },
        units: files.units.as_ref().map(|units| Units {
            features: &units.features,
            ids: &units.ids,
            towns: &units.towns,
            today: &units.today,
            homes: &units.homes,
            fields: &units.fields,
        }),
        shared: BTreeMap::new(),
        inputs: engine::inputs(&files.inputs),
        warnings,
    };
    report.share(draw_layers);
    terminal.tables(|put| put(&figures_table(&report)));
    terminal.answer(|| forecast_json(&report), |width| table::forecast(&report, width))?;
    if let Some(out) = out {
        write_folder(&out, RunKind::Forecast, &csv.of(outputs(&report)))?;
        let layers = report.shared.len();
        terminal.note(&format!(
            "wrote forecast.csv, forecast.json and {layers} demand layers to {}; they are modelled, and say so",
            out.display()
        ))?;
    }
    Ok(Exit::Done)
}

/// Everything to write, `forecast.json` last.
fn outputs(report: &ForecastReport<'_>) -> Vec<Output> {
    let mut made = Vec::new();
    for &(year, variant) in report.shared.keys() {
        if let Some(bytes) = demand_layer(report, year, variant) {
            made.push(Output::new(layer_name(year, variant), bytes));
        }
    }
    made.push(Output::new("forecast.csv", forecast_csv(report)));
    made.push(Output::new(ForecastJson::FILE, forecast_json(report)));
    made
}

fn layer_name(year: i32, variant: Variant) -> String {
    format!("demand-{year}-{variant}.geojson")
}

/// The files that are read.
fn inputs(source: &ForecastSource) -> Vec<PathBuf> {
    let censuses = source.censuses.iter().map(|(_, path)| path);
    let files = censuses.chain(&source.table).chain(&source.demand);
    files.cloned().collect()
}

fn back_tests(files: &ForecastFiles) -> Vec<AreaBackTest> {
    let groups = &files.request.groups;
    let of_area = |(area, counted): (usize, &Vec<_>)| {
        let [.., before, after]: &[crate::domain::forecast::Census] = counted else {
            return None;
        };
        let years = u32::try_from(after.year.checked_sub(before.year)?).ok()?;
        Some(AreaBackTest {
            area,
            years: (before.year, after.year),
            groups: back_test(&before.ages, &after.ages, years, groups),
            ahead: back_test_ahead(counted, groups),
        })
    };
    let tests = files.counted.iter().enumerate().filter_map(of_area);
    tests.filter(|test| !test.groups.is_empty()).collect()
}

/// What the words mean.
fn source(typed: ForecastArgs) -> Result<ForecastSource, Failure> {
    let method = typed.method;
    let censuses = typed.censuses.iter().map(|text| census(text));
    let variants = match (typed.variants.is_empty(), method) {
        (true, Method::Given) => vec![Variant::Medium],
        (true, _) => Variant::NAMED.to_vec(),
        (false, _) => variants(&typed.variants)?,
    };
    if typed.draws > MOST_DRAWS {
        return refuse(
            format!("--draws: {} futures are too many", typed.draws),
            format!("draw at most {MOST_DRAWS}"),
        );
    }
    if typed.table.is_some() && method != Method::Given {
        return refuse(
            "--table: this method takes no table",
            "add --method table, or leave --table out",
        );
    }
    if !typed.rates.is_empty() && method != Method::Growth {
        return refuse(
            "--rate: this method takes no rates",
            "add --method growth, or leave --rate out",
        );
    }
    let spread =
        Share::parse(&typed.spread).map_err(|error| Failure::option("--spread", &error))?;
    let rates = typed.rates.iter().map(|text| rate(text));
    Ok(ForecastSource {
        method,
        censuses: match method {
            Method::Given if !typed.censuses.is_empty() => {
                return refuse(
                    "--census: a given table takes no census",
                    "leave it out, or choose another --method",
                );
            }
            _ => censuses.collect::<Result<_, _>>()?,
        },
        table: typed.table,
        demand: typed.demand,
        layer: typed.layer,
        demand_crs: crs("--demand-crs", typed.demand_crs.as_deref())?,
        groups: typed.groups,
        rates: rates.collect::<Result<_, _>>()?,
        years: typed.years,
        variants,
        draws: typed.draws,
        seed: typed.seed,
        spread,
        published: typed.published,
        controls: typed.controls,
    })
}

fn census(text: &str) -> Result<(i32, PathBuf), Failure> {
    let parts = text.split_once('=');
    let read = parts.and_then(|(year, file)| Some((year.trim().parse().ok()?, file.trim())));
    match read {
        Some((year, file)) if !file.is_empty() => Ok((year, file.into())),
        _ => refuse(
            format!("--census: `{text}` is no year and file"),
            "write for instance --census 2020=census.csv",
        ),
    }
}

fn rate(text: &str) -> Result<(String, f64), Failure> {
    let help = "write for instance --rate \"aged_60=3.3 %\"";
    let refuse = |why: String| Failure::usage(format!("--rate: {why}"), help);
    let Some((group, rate)) = text.split_once('=') else {
        return Err(refuse(format!("`{text}` has no `=`")));
    };
    let number = rate.trim().strip_suffix('%').map(str::trim);
    let percent = number.and_then(|number| number.parse::<f64>().ok());
    match percent {
        Some(percent) => Ok((group.trim().to_owned(), percent / 100.0)),
        None => Err(refuse(format!("`{}` is no rate in percent", rate.trim()))),
    }
}

/// The variants named, each once, in their own order.
fn variants(words: &[String]) -> Result<Vec<Variant>, Failure> {
    let mut variants = Vec::new();
    for word in words {
        variants.push(Variant::from_word(word.trim()).ok_or_else(|| {
            Failure::usage(
                format!("--variant: `{word}` is no variant"),
                "write low, medium or high; --draws N draws more",
            )
        })?);
    }
    variants.sort_unstable();
    variants.dedup();
    Ok(variants)
}
