//! `yike report`: a run's folder as one HTML file.

use super::args::{ReportArgs, ReportLanguage};
use super::engine::{bad_input, issue};
use super::exit::Exit;
use super::failure::Failure;
use super::outputs::say_written;
use super::terminal::Terminal;
use std::path::Path;
use yike::domain::{Feature, LonLat};
use yike::read::{Issue, Problems};
use yike::run::folder::{LayoutRun, LinkRow, PlacedRow, read_borders};
use yike::run::frontier::FrontierJson;
use yike::run::plan::PlanJson;
use yike::run::schedule::ScheduleJson;
use yike::run::sweep::SweepJson;
use yike::run::{IssueRecord, Language, RunFolder, RunKind, write_one};
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
        Some(url) => Some(Tiles::new(url, typed.tiles_credit.as_deref()).map_err(|cause| {
            let help = "write for instance https://tiles.example.org/{z}/{x}/{y}.png";
            Failure::usage(format!("--tiles: {cause}"), help)
        })?),
    };
    let ending = typed.out.extension().unwrap_or_default();
    if !["html", "htm"].iter().any(|own| ending.eq_ignore_ascii_case(own)) {
        return Err(Failure::usage(
            format!("--out: {} is no page's name", typed.out.display()),
            "end the file's name in .html",
        ));
    }
    let run = ShownRun::read(&typed.run).map_err(bad_input)?;
    let warnings: Vec<IssueRecord> = run.warnings.iter().map(issue).collect();
    terminal.issues(&warnings)?;
    let language = typed.lang.map(|language| match language {
        ReportLanguage::En => Language::English,
        ReportLanguage::Zh => Language::Chinese,
    });
    let asks = tiles.as_ref().map(|tiles| tiles.host().to_owned());
    let bytes =
        page(&PageSource { subject: run.subject(), towns: placed(&run.towns), language, tiles });
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

/// A run as the page shows it.
struct ShownRun {
    what: Shown,
    towns: Vec<PlacedRow>,
    warnings: Vec<Issue>,
}

/// What the page is about.
enum Shown {
    Plan(Box<ShownPlan>),
    /// With the plan of each period.
    Schedule(ScheduleJson, Vec<ShownPlan>),
    /// With every site and how often it is chosen.
    Sweep(SweepJson, Vec<PlacedRow>),
    Frontier(FrontierJson),
}

/// A plan, and the layers of its layout where it has one.
struct ShownPlan {
    year: Option<i32>,
    plan: PlanJson,
    layers: Option<(LayoutRun, Vec<LinkRow>)>,
}

impl ShownRun {
    fn read(path: &Path) -> Result<Self, Problems> {
        let kinds = [RunKind::Plan, RunKind::Schedule, RunKind::Sweep, RunKind::Frontier];
        let folder = RunFolder::open_of(path, &kinds)?;
        let (what, borders) = match folder.kind() {
            RunKind::Schedule => {
                let schedule: ScheduleJson = folder.record()?;
                let mut periods = Vec::new();
                let mut plans = Vec::new();
                for year in folder.parts() {
                    let period = RunFolder::open_of(&path.join(year), &[RunKind::Plan])?;
                    plans.push(ShownPlan::read(year.parse().ok(), &period)?);
                    periods.push(period);
                }
                let borders = read_borders(path, &periods, &schedule.run.inputs);
                (Shown::Schedule(schedule, plans), borders)
            }
            RunKind::Sweep => {
                let sweep: SweepJson = folder.record()?;
                let borders = read_borders(path, [], &sweep.head.record.inputs);
                let sites = folder.rows("sites.geojson")?;
                (Shown::Sweep(sweep, sites), borders)
            }
            RunKind::Frontier => (Shown::Frontier(folder.record()?), Ok(Vec::new())),
            _ => {
                let plan = ShownPlan::read(None, &folder)?;
                let borders = read_borders(path, [&folder], &plan.plan.run.inputs);
                (Shown::Plan(Box::new(plan)), borders)
            }
        };
        let (towns, warnings) = match borders {
            Ok(towns) => (towns, Vec::new()),
            Err(warning) => (Vec::new(), vec![*warning]),
        };
        Ok(Self { what, towns, warnings })
    }

    fn subject(&self) -> PageSubject<'_> {
        match &self.what {
            Shown::Plan(plan) => PageSubject::Plan(plan.page()),
            Shown::Schedule(schedule, plans) => {
                PageSubject::Schedule(schedule, plans.iter().map(ShownPlan::page).collect())
            }
            Shown::Sweep(sweep, sites) => PageSubject::Sweep(sweep, placed(sites)),
            Shown::Frontier(frontier) => PageSubject::Frontier(frontier),
        }
    }
}

impl ShownPlan {
    fn read(year: Option<i32>, folder: &RunFolder) -> Result<Self, Problems> {
        let plan: PlanJson = folder.record()?;
        let layers = plan.has_layout().then(|| {
            let run = LayoutRun::of(folder, plan.clone())?;
            let links = run.links(folder)?;
            Ok((run, links))
        });
        let layers = layers.transpose()?;
        Ok(Self { year, plan, layers })
    }

    fn page(&self) -> PagePlan<'_> {
        PagePlan {
            year: self.year,
            plan: &self.plan,
            layers: self.layers.as_ref().map(|(run, links)| layers(run, links)),
        }
    }
}

fn layers<'a>(run: &'a LayoutRun, links: &'a [LinkRow]) -> PageLayers<'a> {
    let sites = run.sites.iter();
    let units = run.units.iter();
    PageLayers {
        sites: sites.map(|row| place(&row.id, row.at, &row.feature)).collect(),
        units: units.map(|row| place(&row.id, row.at, &row.feature)).collect(),
        links: links.iter().map(link).collect(),
    }
}

fn place<'a>(id: &'a str, at: LonLat, feature: &'a Feature) -> PagePlace<'a> {
    PagePlace { id, at, feature }
}

fn link(row: &LinkRow) -> PageLink<'_> {
    PageLink {
        leads: row.leads,
        tier: row.tier.as_deref(),
        from: row.from,
        to: row.to,
        feature: &row.feature,
    }
}

fn placed(rows: &[PlacedRow]) -> Vec<PagePlace<'_>> {
    rows.iter().map(|row| place(&row.id, row.at, &row.feature)).collect()
}
