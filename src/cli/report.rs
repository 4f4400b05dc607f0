//! `yike report`: a run's folder as one HTML file, or its two first pages for word processors.

use super::args::ReportArgs;
use super::draw::png;
use super::exit::Exit;
use super::failure::{Failure, refuse};
use super::issues::issues;
use super::outputs::say_written;
use super::terminal::Terminal;
use crate::domain::said;
use crate::domain::{Text, phrase, text};
use crate::read::{Issue, Problems};
use crate::run::alternatives::AlternativesJson;
use crate::run::asked::Answered;
use crate::run::conflicts::ConflictsJson;
use crate::run::folder::{LayoutRun, PlacedRow, read_borders, read_map_of_roads};
use crate::run::plan::PlanJson;
use crate::run::schedule::ScheduleJson;
use crate::run::sweep::SweepJson;
use crate::run::why::WhyJson;
use crate::run::worth::WorthJson;
use crate::run::{IssueRecord, RunFolder, RunKind, write_one};
use crate::write::docx::docx;
use crate::write::page::{PageAnswer, PagePlan, PageSource, PageSubject, Tiles, page};
use crate::write::picture::{Drawing, MapPanel, When, map_svg};
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
    let is_docx = ending.eq_ignore_ascii_case("docx");
    if !is_docx && !["html", "htm"].iter().any(|own| ending.eq_ignore_ascii_case(own)) {
        return refuse(
            text!(
                "--out: {out} is neither the name of a page nor of a document",
                "--out：{out} 既不是网页文件名，也不是文档文件名"
            ),
            phrase("end the file's name in .html or in .docx", "文件扩展名请用 .html 或 .docx"),
        );
    }
    let (subject, towns, found) = read(&typed.run)?;
    let warnings = issues(&found);
    terminal.issues(&warnings)?;
    if is_docx {
        return document(&typed, &subject, &towns, warnings, terminal);
    }
    let asks = tiles.as_ref().map(|tiles| tiles.host().to_owned());
    let roads = match &subject {
        PageSubject::Plan(own) => read_map_of_roads(&own.plan.run.inputs),
        PageSubject::Schedule(own, _) => read_map_of_roads(&own.run.inputs),
        _ => None,
    };
    let bytes = page(&PageSource { subject, towns, roads, language: typed.lang, tiles });
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

/// How wide the maps of a document are drawn, and how many pixels each of these has.
const MAPS_PX: u32 = 1_000;
const SHARP: f32 = 2.0;

/// Writes the two pages of a plan for word processors.
fn document(
    typed: &ReportArgs,
    subject: &PageSubject,
    towns: &[PlacedRow],
    warnings: Vec<IssueRecord>,
    terminal: &mut Terminal<'_>,
) -> Result<Exit, Failure> {
    let help = phrase(
        "name the folder of a plan that was solved or audited; of a schedule, the folder of a year; or end the name in .html",
        "请给出求解或审核过的规划的文件夹；分期方案请给出某一年的文件夹；或将扩展名改为 .html",
    );
    let folder = typed.run.display();
    let nothing =
        |why: Text| Failure::usage(text!("{folder}: {why}", "{folder}：{why}"; why), help);
    let PageSubject::Plan(own) = subject else {
        let why = text!("a document is of one plan alone", "文档只针对一个规划");
        return Err(nothing(why));
    };
    let language = typed.lang.unwrap_or(terminal.language());
    let maps = match &own.layers {
        None => None,
        Some((run, _)) => {
            let panels = [When::Today, When::Plan].map(|when| MapPanel { run, towns, when });
            let titles = [language.say("Today", "现状"), language.say("Plan", "规划")];
            let drawing = Drawing { width_px: MAPS_PX, language, attribution: None };
            let svg = map_svg(&panels, &titles.map(|own| Some(own.to_owned())), &drawing);
            let svg = svg.map_err(|error| nothing(error.text()))?;
            match png(&svg, SHARP) {
                Ok((picture, warning)) => {
                    warning.iter().try_for_each(|own| terminal.warning(own))?;
                    Some(picture)
                }
                // A machine without Chinese fonts.
                Err(Failure::Usage { cause, .. }) => {
                    terminal.warning(text!(
                        "the maps are left out: {cause}",
                        "未插入地图：{cause}";
                        cause
                    ))?;
                    None
                }
                Err(other) => return Err(other),
            }
        }
    };
    let made = docx(&own.plan, language, maps.as_ref());
    let made = made.map_err(|error| nothing(said(&error)))?;
    let bytes = made.ok_or_else(|| {
        nothing(text!(
            "it has no such pages: no layout, or a run of an older version",
            "其中没有这两页：没有布局，或由旧版本写出"
        ))
    })?;
    write_one(&typed.out, &bytes)?;
    let (out, size) = (typed.out.display(), bytes.len() as f64 / 1e6);
    terminal.note(text!("wrote {out} ({size:.1} MB)", "已写入 {out}（{size:.1} MB）"))?;
    say_written("report", &typed.out, [("bytes", bytes.len())], warnings, terminal)?;
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
