//! `yike draw`: pictures of what was written, without a browser.

mod png;

pub(crate) use png::png;

use super::exit::Exit;
use super::failure::{Failure, refuse};
use super::outputs::say_written;
use super::package::languages;
use super::paths::refuse_to_overwrite_with;
use super::terminal::Terminal;
use crate::domain::{phrase, text};
use crate::run::folder::{LayoutRun, PlacedRow, read_towns};
use crate::run::frontier::FrontierJson;
use crate::run::{Language, RunFolder, RunKind, write_one};
use crate::write::picture::{
    Drawing, MapPanel, NothingDrawn, When, coverage_chart, frontier_chart, map_svg, money_chart,
};
use clap::{Args, ValueEnum};
use std::path::{Path, PathBuf};

/// The widest picture, in pixels.
const WIDEST: u32 = 8_000;
/// A panel's width where none is asked for.
const PANEL: u32 = 600;

/// Of `yike draw`.
#[derive(Debug, Args)]
pub(crate) struct DrawArgs {
    /// Folders that solve, audit or frontier wrote; maps of several, and of the periods of one, are drawn beside each other
    #[arg(required = true)]
    runs: Vec<PathBuf>,
    /// The picture; its ending says the format: .svg or .png
    #[arg(long, short, value_name = "FILE")]
    out: PathBuf,
    /// What is drawn; a frontier is drawn as one without being asked
    #[arg(long, value_enum, default_value = "map")]
    chart: Chart,
    /// A title for a map, one a folder; may be repeated [default: the plan's name]
    #[arg(long = "title", value_name = "TEXT")]
    titles: Vec<String>,
    /// Width in pixels [default: 600 a panel, 900 of charts]
    #[arg(long, value_name = "PIXELS", value_parser = clap::value_parser!(u32).range(200..=i64::from(WIDEST)))]
    width: Option<u32>,
    /// The language of the words [default: that of the terminal]
    #[arg(long, value_parser = languages(), value_name = "LANG")]
    lang: Option<Language>,
    /// Whom to name for the data, where they ask for it
    #[arg(long, value_name = "TEXT")]
    attribution: Option<String>,
}

/// What is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Chart {
    /// Towns, people, facilities and works
    Map,
    /// Coverage by tier, today and by the plan
    Coverage,
    /// Money by source
    Money,
    /// The points of a frontier
    Frontier,
}

pub(crate) fn run(typed: DrawArgs, terminal: &mut Terminal<'_>) -> Result<Exit, Failure> {
    let ending = typed.out.extension().and_then(|ending| ending.to_str());
    let is_png = match ending.map(str::to_ascii_lowercase).as_deref() {
        Some("svg") => false,
        Some("png") => true,
        _ => {
            let out = typed.out.display();
            return refuse(
                text!(
                    "--out: {out} ends neither in .svg nor in .png",
                    "--out：{out} 的扩展名不是 .svg 或 .png"
                ),
                phrase(
                    "name the picture for instance map.svg or map.png",
                    "请给图片取名，例如 map.svg 或 map.png",
                ),
            );
        }
    };
    let folders = opened(&typed.runs, &typed.out)?;
    let first = &folders[0];
    let chart = match typed.chart {
        Chart::Map if first.kind() == RunKind::Frontier => Chart::Frontier,
        asked => asked,
    };
    if chart != Chart::Map && folders.len() > 1 {
        return refuse(
            phrase("a chart is of one folder", "图表只能出自一个文件夹"),
            phrase(
                "name one; only maps are drawn beside each other",
                "请只给一个；只有地图可并排绘制",
            ),
        );
    }
    if typed.titles.len() > folders.len() {
        return refuse(
            phrase("--title: more titles than folders", "--title：标题多于文件夹"),
            phrase("leave the last out", "请去掉多余的标题"),
        );
    }
    let usual = match chart {
        Chart::Map => PANEL * u32::try_from(folders.len()).unwrap_or(WIDEST),
        _ => 900,
    };
    let drawing = Drawing {
        width_px: typed.width.unwrap_or(usual.min(WIDEST)),
        language: typed.lang.unwrap_or(terminal.language()),
        attribution: typed.attribution.clone(),
    };
    let drawn = match chart {
        Chart::Map => {
            let runs: Vec<_> = folders.iter().map(map).collect::<Result<_, _>>()?;
            let panels = runs.iter().map(|(run, towns)| MapPanel { run, towns, when: When::Plan });
            let panels: Vec<MapPanel<'_>> = panels.collect();
            let titles: Vec<Option<String>> = typed.titles.into_iter().map(Some).collect();
            map_svg(&panels, &titles, &drawing)
        }
        Chart::Coverage => coverage_chart(&layout(first)?.plan, &drawing),
        Chart::Money => money_chart(&layout(first)?.plan, &drawing),
        Chart::Frontier => frontier_chart(&frontier(first)?, &drawing),
    };
    let svg = drawn.map_err(|error| nothing(first, &error))?;
    let (bytes, warning) = match is_png {
        true => png(&svg, 1.0).map(|(picture, warning)| (picture.png, warning))?,
        false => (svg.into_bytes(), None),
    };
    if let Some(warning) = warning {
        terminal.warning(warning)?;
    }
    write_one(&typed.out, &bytes)?;
    let shown = typed.out.display();
    terminal.note(text!("wrote {shown}", "已写入 {shown}"))?;
    let counts = [("panels", folders.len())];
    say_written("draw", &typed.out, counts, Vec::new(), terminal)?;
    Ok(Exit::Done)
}

/// The runs, a schedule as its periods. Errors when the picture would be written over one of their files.
fn opened(runs: &[PathBuf], out: &Path) -> Result<Vec<RunFolder>, Failure> {
    let kinds = [RunKind::Plan, RunKind::Schedule, RunKind::Frontier];
    let mut folders = Vec::new();
    for run in runs {
        let folder = RunFolder::open_of(run, &kinds)?;
        let parts = folder.parts();
        if parts.is_empty() {
            folders.push(folder);
            continue;
        }
        for part in parts {
            let period = folder.part(part)?;
            folders.push(period);
        }
    }
    for folder in &folders {
        let files: Vec<PathBuf> = folder.names().map(|name| folder.path().join(name)).collect();
        let help = phrase("give the picture another name", "请给图片另取名称");
        refuse_to_overwrite_with("--out", out, &files, help)?;
    }
    Ok(folders)
}

fn layout(folder: &RunFolder) -> Result<LayoutRun, Failure> {
    Ok(LayoutRun::open(folder.path())?)
}

fn map(folder: &RunFolder) -> Result<(LayoutRun, Vec<PlacedRow>), Failure> {
    Ok((layout(folder)?, read_towns(folder)?))
}

fn frontier(folder: &RunFolder) -> Result<FrontierJson, Failure> {
    let folder = RunFolder::open_of(folder.path(), &[RunKind::Frontier])?;
    Ok(folder.record()?)
}

fn nothing(folder: &RunFolder, error: &NothingDrawn) -> Failure {
    let (folder, error) = (folder.path().display(), error.text());
    Failure::usage(
        text!("{folder}: {error}", "{folder}：{error}"; error),
        phrase("draw another run, or another chart", "请绘制其他运行结果，或另选图表"),
    )
}
