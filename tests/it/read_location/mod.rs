//! Reading instances of location problems, and placements.

mod bad;
mod formats;
mod layers;
mod round;
mod start;

use crate::common::chinese::assert_issue_told;
use std::path::PathBuf;
use yike::domain::location::{Instance, Metric, Table};
use yike::read::Problems;
use yike::read::location::{InstanceFile, InstanceFiles, InstanceSource, read_instance};

/// A file of `tests/fixtures/location`.
fn fixture(name: &str) -> PathBuf {
    PathBuf::from("tests/fixtures/location").join(name)
}

/// A file of one of the formats, its format left to be recognised.
fn instance_file(name: &str) -> InstanceFile {
    InstanceFile { path: fixture(name), ..InstanceFile::default() }
}

fn read(file: InstanceFile) -> InstanceFiles {
    read_instance(&InstanceSource::File(file)).unwrap_or_else(|problems| panic!("{problems}"))
}

/// The table of an instance that has one.
fn table(instance: &Instance) -> &Table {
    match instance.metric() {
        Metric::Table(table) => table,
        other => panic!("{other:?} is no table"),
    }
}

/// The pairs of a demand point.
fn row(instance: &Instance, demand: usize) -> Vec<(u32, f64)> {
    let (sites, values) = table(instance).row(demand);
    sites.iter().copied().zip(values.iter().copied()).collect()
}

/// The ids of demand points, then of sites.
fn ids(instance: &Instance) -> [Vec<String>; 2] {
    [instance.demand_ids(), instance.site_ids()].map(|ids| {
        let labels = (0..ids.len()).map(|position| ids.label(position).into_owned());
        labels.collect()
    })
}

/// The codes found, each once, in order.
fn codes(read: Result<InstanceFiles, Problems>) -> Vec<String> {
    let issues = match read {
        Ok(files) => files.warnings,
        Err(problems) => problems.issues,
    };
    for issue in &issues {
        assert_issue_told(issue);
        assert!(!issue.place.file.is_empty(), "{issue}");
        assert!(issue.cause.to_string().len() > 5 && issue.action.to_string().len() > 5, "{issue}");
        assert!(
            !issue.cause.to_string().ends_with('.') && !issue.action.to_string().ends_with('.'),
            "{issue}"
        );
    }
    let mut codes: Vec<String> = issues.iter().map(|issue| issue.code.to_string()).collect();
    codes.sort();
    codes.dedup();
    codes
}
