//! Capacitated instances: OR-Library cap (CFLP) and Holmberg, Rönnqvist, Yuan (single source).

use crate::Result;
use crate::case::{Case, read};
use crate::page::Page;
use yike::domain::location::{Capacity, Goal, Question};
use yike::read::location::{Format, InstanceFile};

pub fn capacity(page: &mut Page) -> Result<()> {
    let goal = Goal::FixedCharge { count: None };
    if let Some(table) = page.path("cflp_orlib/capopt.csv") {
        for record in csv::Reader::from_path(&table)?.records() {
            let record = record?;
            let path = table.with_file_name(format!("{}.txt", &record[0]));
            if !path.exists() || !page.wants(&record[0], "cflp") {
                continue;
            }
            let options =
                InstanceFile { capacity: record[1].parse().ok(), ..InstanceFile::default() };
            let instance = read(&path, Format::Cap, &options)?;
            page.measure(Case {
                instance: record[0].to_owned(),
                known: Some((record[2].parse()?, "optimum")),
                question: Question::new(goal.clone(), Capacity::Split),
                ..Case::new(
                    "capacity",
                    &instance,
                    format!("cflp capacity={}", &record[1]),
                    goal.clone(),
                )
            })?;
        }
        page.end("OR-Library cap: CFLP", "");
    }
    if let Some(table) = page.path("sscflp_holmberg/optima_sscflp.txt") {
        for (line, known) in std::fs::read_to_string(&table)?.lines().enumerate() {
            let name = format!("p{}", line + 1);
            let path = table.with_file_name(&name);
            if !path.exists() || !page.wants(&name, "sscflp") {
                continue;
            }
            let instance = read(&path, Format::Holmberg, &InstanceFile::default())?;
            page.measure(Case {
                instance: name,
                known: Some((known.trim().parse()?, "optimum")),
                question: Question::new(goal.clone(), Capacity::SingleSource),
                ..Case::new("capacity", &instance, "sscflp".into(), goal.clone())
            })?;
        }
        page.end("Holmberg: single-source CFLP", "");
    }
    Ok(())
}
