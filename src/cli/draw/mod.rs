//! `yike draw`: pictures of what was written, without a browser.

mod png;

use super::args::Lang;
use super::exit::Exit;
use super::failure::Failure;
use super::outputs::{refuse_to_overwrite_with, say_written};
use super::page::LANGUAGE;
use super::terminal::Terminal;
use clap::{Args, ValueEnum};
use std::path::{Path, PathBuf};
use yike::run::write_one;
use yike::write::picture::{
    CHART_FILE, Drawing, FRONTIER_FILE, MAP_FILES, PictureError, Run, coverage_chart,
    frontier_chart, map_svg, money_chart, without_layout,
};

/// The widest picture, in pixels.
const WIDEST: u32 = 8_000;
/// A panel's width where none is asked for.
const PANEL: u32 = 600;

/// Of `yike draw`.
#[derive(Debug, Args)]
pub(crate) struct DrawArgs {
    /// Folders that solve, audit or frontier wrote; maps of several are drawn beside each other
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
    /// The language of the words
    #[arg(long, value_enum, value_name = "LANG")]
    lang: Option<Lang>,
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

pub(crate) fn run(
    typed: DrawArgs,
    json: bool,
    terminal: &mut Terminal<'_>,
) -> Result<Exit, Failure> {
    let ending = typed.out.extension().and_then(|ending| ending.to_str());
    let is_png = match ending.map(str::to_ascii_lowercase).as_deref() {
        Some("svg") => false,
        Some("png") => true,
        _ => {
            return Err(Failure::usage(
                format!(
                    "--out: {} ends neither in .svg nor in .png",
                    typed.out.display()
                ),
                "name the picture for instance map.svg or map.png",
            ));
        }
    };
    let first = typed
        .runs
        .first()
        .map(PathBuf::as_path)
        .unwrap_or(Path::new("."));
    let chart = match typed.chart {
        Chart::Map if first.join(FRONTIER_FILE).is_file() => Chart::Frontier,
        asked => asked,
    };
    if chart != Chart::Map && typed.runs.len() > 1 {
        return Err(Failure::usage(
            "a chart is of one folder",
            "name one; only maps are drawn beside each other",
        ));
    }
    if typed.titles.len() > typed.runs.len() {
        return Err(Failure::usage(
            "--title: more titles than folders",
            "leave the last out",
        ));
    }
    let usual = match chart {
        Chart::Map => PANEL * u32::try_from(typed.runs.len()).unwrap_or(WIDEST),
        _ => 900,
    };
    let drawing = Drawing {
        width_px: typed.width.unwrap_or(usual.min(WIDEST)),
        language: typed.lang.map_or(LANGUAGE, Lang::means),
        attribution: typed.attribution.clone(),
    };
    let svg = match chart {
        Chart::Map => {
            let runs: Vec<Run> = typed
                .runs
                .iter()
                .map(|run| maps(run, &typed.out))
                .collect::<Result<_, _>>()?;
            let titles: Vec<Option<String>> = typed.titles.into_iter().map(Some).collect();
            map_svg(&runs, &titles, &drawing).map_err(|error| refused(first, &error))?
        }
        Chart::Coverage => {
            let run = maps(first, &typed.out)?;
            let plan = file(first, CHART_FILE, &typed.out)?;
            coverage_chart(&run, &plan, &drawing).map_err(|error| refused(first, &error))?
        }
        Chart::Money => {
            let plan = file(first, CHART_FILE, &typed.out)?;
            money_chart(&plan, &drawing).map_err(|error| refused(first, &error))?
        }
        Chart::Frontier => {
            let frontier = file(first, FRONTIER_FILE, &typed.out)?;
            frontier_chart(&frontier, &drawing).map_err(|error| refused(first, &error))?
        }
    };
    let (bytes, warning) = match is_png {
        true => png::png(&svg)?,
        false => (svg.into_bytes(), None),
    };
    if let Some(warning) = warning {
        terminal.warning(&warning)?;
    }
    write_one(&typed.out, &bytes)?;
    terminal.note(&format!("wrote {}", typed.out.display()))?;
    let counts = [("panels", typed.runs.len())];
    say_written(json, "draw", &typed.out, counts, Vec::new(), terminal)?;
    Ok(Exit::Done)
}

fn maps(folder: &Path, out: &Path) -> Result<Run, Failure> {
    let plan = file(folder, CHART_FILE, out)?;
    // Maps that are there in spite of that are of an earlier run.
    if let Some(status) = without_layout(&plan).map_err(|error| refused(folder, &error))? {
        return Err(Failure::usage(
            format!(
                "{}: the run ended with `{status}`, without a layout",
                folder.display()
            ),
            "draw a run that has one",
        ));
    }
    let [towns, coverage, layout] = MAP_FILES;
    let files = [
        file(folder, towns, out)?,
        file(folder, coverage, out)?,
        file(folder, layout, out)?,
    ];
    Run::parse([&files[0], &files[1], &files[2]]).map_err(|error| refused(folder, &error))
}

fn file(folder: &Path, name: &str, out: &Path) -> Result<Vec<u8>, Failure> {
    let path = folder.join(name);
    refuse_to_overwrite_with(
        "--out",
        out,
        std::slice::from_ref(&path),
        "give the picture another name",
    )?;
    std::fs::read(&path).map_err(|error| {
        let help = "name a folder that `yike solve`, `audit --out` or `frontier` wrote; of a plan with periods, a year's";
        if !folder.is_dir() {
            return Failure::usage(format!("{}: there is no such folder", folder.display()), help);
        }
        Failure::usage(format!("{}: {error}", path.display()), help)
    })
}

fn refused(folder: &Path, error: &PictureError) -> Failure {
    let help = "write the folder anew with `yike solve` or `yike audit --out`";
    Failure::usage(format!("{}: {error}", folder.display()), help)
}
