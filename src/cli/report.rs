//! `yike report`: a run's folder as one HTML file.

use super::args::{ReportArgs, ReportLanguage};
use super::engine::{bad_input, issue};
use super::exit::Exit;
use super::failure::Failure;
use super::outputs::say_written;
use super::terminal::Terminal;
use serde::Deserialize;
use yike::read::{RunFeature, RunKind, RunLayers, ShownRun, read_shown_run};
use yike::run::plan::PlanJson;
use yike::run::{IssueRecord, Language, write_one};
use yike::write::page::{
    PageLayers, PageLink, PagePlace, PagePlan, PageSource, PageSubject, Tiles, page,
};

pub(crate) fn run(
    typed: ReportArgs,
    json: bool,
    terminal: &mut Terminal<'_>,
) -> Result<Exit, Failure> {
    let tiles = match &typed.tiles {
        None => None,
        Some(url) => Some(
            Tiles::new(url, typed.tiles_credit.as_deref()).map_err(|cause| {
                let help = "write for instance https://tiles.example.org/{z}/{x}/{y}.png";
                Failure::usage(format!("--tiles: {cause}"), help)
            })?,
        ),
    };
    let ending = typed.out.extension().unwrap_or_default();
    if !["html", "htm"]
        .iter()
        .any(|own| ending.eq_ignore_ascii_case(own))
    {
        return Err(Failure::usage(
            format!("--out: {} is no page's name", typed.out.display()),
            "end the file's name in .html",
        ));
    }
    let folder = read_shown_run(&typed.run).map_err(bad_input)?;
    let warnings: Vec<IssueRecord> = folder.warnings.iter().map(issue).collect();
    terminal.issues(&warnings)?;
    let plans = folder
        .plans
        .iter()
        .map(|plan| PlanJson::deserialize(&plan.plan))
        .collect::<Result<Vec<_>, _>>()
        .map_err(|error| {
            Failure::usage(
                format!("{}: plan.json: {error}", typed.run.display()),
                "make the run again with this version",
            )
        })?;
    let language = typed.lang.map(|language| match language {
        ReportLanguage::En => Language::English,
        ReportLanguage::Zh => Language::Chinese,
    });
    let asks = tiles.as_ref().map(|tiles| tiles.host().to_owned());
    let bytes = page(&PageSource {
        subject: subject(&folder, &plans),
        towns: places(&folder.towns),
        language,
        tiles,
    });
    write_one(&typed.out, &bytes)?;
    let network = asks.map_or_else(
        || "it opens in any browser, without the network".to_owned(),
        |host| format!("it opens in any browser; its map asks {host} for tiles"),
    );
    terminal.note(&format!(
        "wrote {} ({:.1} MB); {network}",
        typed.out.display(),
        bytes.len() as f64 / 1e6
    ))?;
    let counts = [("bytes", bytes.len())];
    say_written(json, "report", &typed.out, counts, warnings, terminal)?;
    Ok(Exit::Done)
}

/// What the report of a run is about; `records` are what its plans' `plan.json` say, in their order.
fn subject<'a>(folder: &'a ShownRun, records: &'a [PlanJson]) -> PageSubject<'a> {
    let plans = || {
        let plans = folder.plans.iter().zip(records);
        plans.map(|(plan, record)| PagePlan {
            year: plan.year,
            plan: record,
            layers: plan.layers.as_ref().map(layers),
        })
    };
    let whole = folder.whole.as_ref();
    match (folder.kind, whole, plans().next()) {
        (RunKind::Schedule, Some(schedule), _) => {
            PageSubject::Schedule(schedule, plans().collect())
        }
        (RunKind::Sweep, Some(sweep), _) => PageSubject::Sweep(sweep, places(&folder.sites)),
        (RunKind::Frontier, Some(frontier), _) => PageSubject::Frontier(frontier),
        (RunKind::Plan, _, Some(own)) => PageSubject::Plan(own),
        _ => unreachable!("reading gives each kind its file"),
    }
}

fn layers(layers: &RunLayers) -> PageLayers<'_> {
    let links = layers.links.iter().map(|link| PageLink {
        leads: link.leads,
        tier: link.tier.as_deref(),
        from: link.from,
        to: link.to,
        feature: &link.feature,
    });
    PageLayers {
        sites: places(&layers.layout),
        units: places(&layers.coverage),
        links: links.collect(),
    }
}

fn places(features: &[RunFeature]) -> Vec<PagePlace<'_>> {
    features
        .iter()
        .map(|own| PagePlace {
            id: &own.id,
            at: own.at,
            feature: &own.feature,
        })
        .collect()
}
