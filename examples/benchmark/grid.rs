//! The grid instances of Cordeau, Furini and Ljubić (2019): maximal and partial cover with few sites and many points.

use crate::Result;
use crate::case::{Case, read};
use crate::page::Page;
use std::path::{Path, PathBuf};
use yike::domain::location::{Decay, Goal, Instance, Opening, Radius};
use yike::read::location::{Format, InstanceFile};
use yike::units::Share;

/// Budget, share and radii of the paper's sets.
const SETS: [(usize, f64, &[f64]); 3] = [
    (10, 0.5, &[5.5, 5.75, 6.0, 6.25]),
    (15, 0.6, &[4.0, 4.25, 4.5, 4.75, 5.0]),
    (20, 0.7, &[3.25, 3.5, 3.75, 4.0, 4.25]),
];

fn reach(distance: f64) -> Radius {
    Radius { distance: distance.into(), strict: true }
}

fn maximal(radius: f64, count: usize) -> Goal {
    Goal::MaximalCover {
        decay: Decay::Step(reach(radius)),
        times: 1,
        opening: Opening::Count(count),
    }
}

fn partial(radius: f64, share: f64) -> Result<Goal> {
    Ok(Goal::PartialCover { reach: reach(radius), share: Share::new(share)?, by_cost: false })
}

fn grid(path: &Path) -> Result<Instance> {
    read(path, Format::Grid, &InstanceFile::default())
}

/// Against the optima that a compact model proved.
pub fn published(page: &mut Page) -> Result<()> {
    for (table, is_maximal, value) in [("mclp_optima.csv", true, 3), ("psclp_optima.csv", false, 4)]
    {
        let Some(table) = page.path(&format!("mclp_grid/{table}")) else {
            continue;
        };
        let mut last: Option<(PathBuf, Instance)> = None;
        let mut points = Vec::new();
        let mut reader = csv::Reader::from_path(&table)?;
        for record in reader.records() {
            let record = record?;
            let path = table.with_file_name(&record[0]);
            if !path.exists() {
                continue;
            }
            if last.as_ref().is_none_or(|(at, _)| *at != path) {
                last = Some((path.clone(), grid(&path)?));
            }
            let Some((_, instance)) = &last else { continue };
            if points.last() != Some(&instance.points()) {
                if !points.is_empty() {
                    end(page, is_maximal, points[points.len() - 1]);
                }
                points.push(instance.points());
            }
            let radius: f64 = record[1].parse()?;
            let (problem, goal) = if is_maximal {
                let count: usize = record[2].parse()?;
                (format!("mclp r={radius} p={count}"), maximal(radius, count))
            } else {
                let share: f64 = record[2].parse()?;
                (format!("psclp r={radius} share={share}"), partial(radius, share)?)
            };
            page.measure(Case {
                instance: record[0].trim_end_matches(".dat").to_owned(),
                known: Some((record[value].parse()?, "optimum")),
                ..Case::new("grid", instance, problem, goal)
            })?;
        }
        if let Some(&points) = points.last() {
            end(page, is_maximal, points);
        }
    }
    Ok(())
}

fn end(page: &mut Page, is_maximal: bool, points: usize) {
    let problem = if is_maximal { "MCLP" } else { "PSCLP" };
    page.end(
        &format!("Grid, 100 sites, {points} points: {problem}"),
        "Published PSCLP averages (Benders, CPLEX): 0.02 to 0.14 s at 10,000 points, 0.04 to 0.36 s at 50,000.",
    );
}

/// How time and memory grow: files `GRID_*` in the folder `grown`, made by the example `grid_instance`.
pub fn growth(page: &mut Page) -> Result<()> {
    let Some(folder) = page.path("grown") else {
        return Ok(());
    };
    let mut files: Vec<(u64, PathBuf)> = Vec::new();
    for entry in std::fs::read_dir(&folder)? {
        let entry = entry?;
        files.push((entry.metadata()?.len(), entry.path()));
    }
    files.sort();
    for (_, path) in files {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if !page.wants(&name, "growth") {
            continue;
        }
        let begun = std::time::Instant::now();
        let instance = grid(&path)?;
        eprintln!("read {name} in {:.1} s", begun.elapsed().as_secs_f64());
        for (count, share, radii) in SETS {
            let radius = radii[radii.len() / 2];
            for (problem, goal) in [
                (format!("mclp r={radius} p={count}"), maximal(radius, count)),
                (format!("psclp r={radius} share={share}"), partial(radius, share)?),
            ] {
                page.measure(Case {
                    instance: name.clone(),
                    ..Case::new("growth", &instance, problem, goal)
                })?;
            }
        }
    }
    page.end(
        "Grid, 100 sites: growth",
        "Seconds are of everything after reading: coverage, merging, solving, audit. Published PSCLP average at 20,000,000 points: 117 s.",
    );
    Ok(())
}
