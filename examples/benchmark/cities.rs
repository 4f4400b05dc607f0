//! The city instances of Máximo, Cordeau and Nascimento (2023).

use crate::Result;
use crate::case::{Case, read};
use crate::page::Page;
use yike::domain::location::{Decay, Goal, Opening, Radius};
use yike::read::location::{Format, InstanceFile};
use yike::units::Metres;

pub fn cities(page: &mut Page) -> Result<()> {
    let Some(table) = page.path("mclp_cities/best_known.csv") else {
        return Ok(());
    };
    for record in csv::Reader::from_path(&table)?.records() {
        let record = record?;
        let path = table.with_file_name(format!("{}.txt", &record[0]));
        let problem = format!("mclp r={} p={}", &record[4], &record[3]);
        if !path.exists() || !page.wants(&record[0], &problem) {
            continue;
        }
        let instance = read(&path, Format::Cities, &InstanceFile::default())?;
        let proved = record[7].starts_with("proven");
        let goal = Goal::MaximalCover {
            decay: Decay::Step(Radius::within(Metres::new(record[4].parse()?)?)),
            times: 1,
            opening: Opening::Count(record[3].parse()?),
        };
        page.measure(Case {
            instance: record[0].to_owned(),
            known: Some((record[5].parse()?, if proved { "optimum" } else { "best known" })),
            ..Case::new("cities", &instance, problem, goal)
        })?;
    }
    page.end("Cities: MCLP", "");
    Ok(())
}
