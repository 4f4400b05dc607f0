//! TSPLIB points: p-median with distances rounded down, p-center with exact ones.

use crate::Result;
use crate::case::ROUNDED;
use crate::case::{Case, read, rounded};
use crate::page::Page;
use yike::domain::location::{Goal, Rounding};
use yike::read::location::Format;

pub fn medians(page: &mut Page) -> Result<()> {
    let Some(table) = page.path("pmedian_tsplib/optima_duran2023.csv") else {
        return Ok(());
    };
    for record in csv::Reader::from_path(&table)?.records() {
        let record = record?;
        let Some(path) = point_file(&table, &record[0]) else {
            continue;
        };
        let problem = format!("p-median p={}", &record[2]);
        if !page.wants(&record[0], &problem) {
            continue;
        }
        let instance = read(&path, Format::Tsplib, &rounded(Rounding::Floor))?;
        let known_as = if &record[4] == "optimal" { "optimum" } else { "best known" };
        let goal = Goal::Median { count: record[2].parse()? };
        page.measure(Case {
            instance: record[0].to_owned(),
            known: Some((record[3].parse()?, known_as)),
            published_s: record[10].parse().ok(),
            ..Case::new("tsplib", &instance, problem, goal)
        })?;
    }
    page.end(
        "TSPLIB: p-median",
        "Published: Durán-Mateluna, Ales, Elloumi (2023), Xeon W-2145, CPLEX 20.1, one thread. Distances rounded down.",
    );
    Ok(())
}

pub fn centers(page: &mut Page) -> Result<()> {
    let Some(table) = page.path("pcenter_tsplib/best_known.csv") else {
        return Ok(());
    };
    for record in csv::Reader::from_path(&table)?.records() {
        let record = record?;
        let Some(path) = point_file(&table, &record[0]) else {
            continue;
        };
        let problem = format!("p-center p={}", &record[1]);
        if !page.wants(&record[0], &problem) {
            continue;
        }
        let instance = read(&path, Format::Tsplib, &rounded(Rounding::Exact))?;
        let goal = Goal::Center { count: record[1].parse()? };
        page.measure(Case {
            instance: record[0].to_owned(),
            known: Some((record[2].parse()?, ROUNDED)),
            ..Case::new("tsplib-center", &instance, problem, goal)
        })?;
    }
    if let Some(path) = page.path("drawn/uniform_1000000.tsp")
        && page.wants("uniform_1000000", "p-center p=10")
    {
        let instance = read(&path, Format::Tsplib, &rounded(Rounding::Exact))?;
        let goal = Goal::Center { count: 10 };
        page.measure(Case {
            instance: "uniform_1000000".into(),
            ..Case::new("tsplib-center", &instance, "p-center p=10".into(), goal)
        })?;
    }
    page.end(
        "TSPLIB: p-center",
        "Distances are exact; published values are rounded to two decimals and compared so.",
    );
    Ok(())
}

fn point_file(table: &std::path::Path, name: &str) -> Option<std::path::PathBuf> {
    let path = table.parent()?.parent()?.join(format!("tsplib/{name}.tsp"));
    path.exists().then_some(path)
}
