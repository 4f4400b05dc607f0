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
use crate::domain::{Text, phrase, text};
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
        let help = phrase("correct the figures that are asked for", "请更正所要求的数据");
        Failure::usage(error.text(), help)
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
        let out = out.display();
        terminal.note(text!(
            "wrote forecast.csv, forecast.json and {layers} demand layers to {out}; they are modelled, and say so",
            "已向 {out} 写入 forecast.csv、forecast.json 和 {layers} 个需求图层；均为模拟数据并已注明"
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
        let draws = typed.draws;
        return refuse(
            text!("--draws: {draws} futures are too many", "--draws：抽取 {draws} 次过多"),
            text!("draw at most {MOST_DRAWS}", "最多抽取 {MOST_DRAWS} 次"),
        );
    }
    if typed.table.is_some() && method != Method::Given {
        return refuse(
            phrase("--table: this method takes no table", "--table：此方法不用表格"),
            phrase(
                "add --method table, or leave --table out",
                "请加上 --method table，或去掉 --table",
            ),
        );
    }
    if !typed.rates.is_empty() && method != Method::Growth {
        return refuse(
            phrase("--rate: this method takes no rates", "--rate：此方法不用增长率"),
            phrase(
                "add --method growth, or leave --rate out",
                "请加上 --method growth，或去掉 --rate",
            ),
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
                    phrase(
                        "--census: a given table takes no census",
                        "--census：给定表格时不用人口普查",
                    ),
                    phrase(
                        "leave it out, or choose another --method",
                        "请去掉此选项，或另选 --method",
                    ),
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
            text!("--census: `{text}` is no year and file", "--census：`{text}` 不是年份和文件"),
            phrase(
                "write for instance --census 2020=census.csv",
                "例如写 --census 2020=census.csv",
            ),
        ),
    }
}

fn rate(text: &str) -> Result<(String, f64), Failure> {
    let help =
        phrase("write for instance --rate \"aged_60=3.3 %\"", "例如写 --rate \"aged_60=3.3 %\"");
    let refuse = |why: Text| Failure::usage(text!("--rate: {why}", "--rate：{why}"; why), help);
    let Some((group, rate)) = text.split_once('=') else {
        return Err(refuse(text!("`{text}` has no `=`", "`{text}` 中没有 `=`")));
    };
    let rate = rate.trim();
    let number = rate.strip_suffix('%').map(str::trim);
    let percent = number.and_then(|number| number.parse::<f64>().ok());
    match percent {
        Some(percent) => Ok((group.trim().to_owned(), percent / 100.0)),
        None => Err(refuse(text!("`{rate}` is no rate in percent", "`{rate}` 不是百分比"))),
    }
}

/// The variants named, each once, in their own order.
fn variants(words: &[String]) -> Result<Vec<Variant>, Failure> {
    let mut variants = Vec::new();
    for word in words {
        variants.push(Variant::from_word(word.trim()).ok_or_else(|| {
            Failure::usage(
                text!("--variant: `{word}` is no variant", "--variant：`{word}` 不是方案"),
                phrase(
                    "write low, medium or high; --draws N draws more",
                    "请写 low、medium 或 high；--draws N 可另行抽取",
                ),
            )
        })?);
    }
    variants.sort_unstable();
    variants.dedup();
    Ok(variants)
}
