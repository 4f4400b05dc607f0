//! `yike report`: a run's folder as one HTML file.

use super::args::ReportArgs;
use super::exit::Exit;
use super::failure::{Failure, refuse};
use super::issues::issues;
use super::outputs::say_written;
use super::terminal::Terminal;
use crate::domain::{phrase, text};
use crate::read::{Issue, Problems};
use crate::run::alternatives::AlternativesJson;
use crate::run::asked::Answered;
use crate::run::conflicts::ConflictsJson;
use crate::run::folder::{LayoutRun, PlacedRow, read_borders};
use crate::run::plan::PlanJson;
use crate::run::schedule::ScheduleJson;
use crate::run::sweep::SweepJson;
use crate::run::why::WhyJson;
use crate::run::worth::WorthJson;
use crate::run::{RunFolder, RunKind, write_one};
use crate::write::page::{PageAnswer, PagePlan, PageSource, PageSubject, Tiles, page};
use serde::de::DeserializeOwned;
use std::path::Path;

pub(crate) fn run(typed: ReportArgs, terminal: &mut Terminal<'_>) -> Result<Exit, Failure> {
    let tiles = match &typed.tiles {
        None => None,
        Some(url) => Some(Tiles::new(url, typed.tiles_credit.as_deref()).map_err(|cause| {
            let help = phrase(
                "write for instance https://tiles.example.org/{z}/{x}/{y}.png",
                "例如写 https://tiles.example.org/{z}/{x}/{y}.png",
            );
            Failure::usage(text!("--tiles: {cause}", "--tiles：{cause}"; cause), help)
        })?),
    };
    let out = typed.out.display();
    let ending = typed.out.extension().unwrap_or_default();
    if !["html", "htm"].iter().any(|own| ending.eq_ignore_ascii_case(own)) {
        return refuse(
            text!("--out: {out} is no page's name", "--out：{out} 不是网页文件名"),
            phrase("end the file's name in .html", "文件扩展名请用 .html"),
        );
    }
    let (subject, towns, found) = read(&typed.run)?;
    let warnings = issues(&found);
    terminal.issues(&warnings)?;
    let asks = tiles.as_ref().map(|tiles| tiles.host().to_owned());
    let bytes = page(&PageSource { subject, towns, language: typed.lang, tiles });
    write_one(&typed.out, &bytes)?;
    let network = asks.map_or_else(
        || text!("it opens in any browser, without the network", "可用任何浏览器打开，无需联网"),
        |host| {
            text!(
                "it opens in any browser; its map asks {host} for tiles",
                "可用任何浏览器打开；地图底图取自 {host}"
            )
        },
    );
    let size = bytes.len() as f64 / 1e6;
    terminal.note(text!(
        "wrote {out} ({size:.1} MB); {network}",
        "已写入 {out}（{size:.1} MB）；{network}";
        network
    ))?;
    let counts = [("bytes", bytes.len())];
    say_written("report", &typed.out, counts, warnings, terminal)?;
    Ok(Exit::Done)
}

/// What the page is about, the towns' borders, and why there are none.
fn read(path: &Path) -> Result<(PageSubject, Vec<PlacedRow>, Vec<Issue>), Problems> {
    let kinds = [
        RunKind::Plan,
        RunKind::Schedule,
        RunKind::Sweep,
        RunKind::Frontier,
        RunKind::Alternatives,
        RunKind::Conflicts,
        RunKind::Why,
        RunKind::Worth,
    ];
    let folder = RunFolder::open_of(path, &kinds)?;
    let (subject, borders) = match folder.kind() {
        RunKind::Schedule => {
            let schedule: ScheduleJson = folder.record()?;
            let mut periods = Vec::new();
            let mut plans = Vec::new();
            for year in folder.parts() {
                let period = folder.part(year)?;
                plans.push(read_plan(year.parse().ok(), &period)?);
                periods.push(period);
            }
            let borders = read_borders(path, &periods, &schedule.run.inputs);
            (PageSubject::Schedule(Box::new(schedule), plans), borders)
        }
        RunKind::Sweep => {
            let sweep: SweepJson = folder.record()?;
            let borders = read_borders(path, [], &sweep.head.record.inputs);
            (PageSubject::Sweep(sweep, folder.rows("sites.geojson")?), borders)
        }
        RunKind::Frontier => (PageSubject::Frontier(folder.record()?), Ok(Vec::new())),
        RunKind::Alternatives => (answer::<AlternativesJson>(&folder)?, Ok(Vec::new())),
        RunKind::Conflicts => (answer::<ConflictsJson>(&folder)?, Ok(Vec::new())),
        RunKind::Why => (answer::<WhyJson>(&folder)?, Ok(Vec::new())),
        RunKind::Worth => (answer::<WorthJson>(&folder)?, Ok(Vec::new())),
        _ => {
            let plan = read_plan(None, &folder)?;
            let borders = read_borders(path, [&folder], &plan.plan.run.inputs);
            (PageSubject::Plan(Box::new(plan)), borders)
        }
    };
    Ok(match borders {
        Ok(towns) => (subject, towns, Vec::new()),
        Err(warning) => (subject, Vec::new(), vec![*warning]),
    })
}

fn answer<T: Answered + DeserializeOwned>(folder: &RunFolder) -> Result<PageSubject, Problems> {
    let answer = PageAnswer::new(folder.kind(), &folder.record::<T>()?);
    Ok(PageSubject::Answer(Box::new(answer)))
}

fn read_plan(year: Option<i32>, folder: &RunFolder) -> Result<PagePlan, Problems> {
    let plan: PlanJson = folder.record()?;
    let layers = plan.has_layout().then(|| {
        let run = LayoutRun::of(folder, plan.clone())?;
        let links = run.links(folder)?;
        Ok((run, links))
    });
    Ok(PagePlan { year, layers: layers.transpose()?, plan })
}
