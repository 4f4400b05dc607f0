//! OR-Library pmed: p-median and p-center, with pbp-pmedian beside the former.

use crate::Result;
use crate::case::{Case, read};
use crate::page::Page;
use crate::peers;
use std::fs;
use std::path::PathBuf;
use yike::domain::location::Goal;
use yike::read::location::{Format, InstanceFile, InstanceSource, read_instance};

/// Name and value of each line of a table.
fn values(path: &PathBuf) -> Result<Vec<(String, f64)>> {
    let text = fs::read_to_string(path)?;
    let pair = |line: &str| {
        let mut words = line.split_whitespace();
        Some((words.next()?.to_owned(), words.next()?.parse().ok()?))
    };
    Ok(text.lines().filter_map(pair).collect())
}

/// p of a file.
fn count(path: PathBuf) -> Result<usize> {
    let source = InstanceSource::File(InstanceFile {
        path,
        format: Some(Format::Pmed),
        ..InstanceFile::default()
    });
    let files = read_instance(&source).map_err(|problems| problems.to_string())?;
    files.given_count.ok_or_else(|| "the file has no p".into())
}

pub fn medians(page: &mut Page) -> Result<()> {
    let Some(table) = page.path("orlib_pmed/pmedopt.txt") else {
        return Ok(());
    };
    for (name, known) in values(&table)? {
        let path = table.with_file_name(format!("{name}.txt"));
        if !path.exists() || !page.wants(&name, "p-median") {
            continue;
        }
        let instance = read(&path, Format::Pmed, &InstanceFile::default())?;
        let p = count(path)?;
        let peer_s = peers::p_median(page, &instance, p)?;
        page.measure(Case {
            instance: name,
            known: Some((known, "optimum")),
            peer_s,
            ..Case::new("pmed", &instance, format!("p-median p={p}"), Goal::Median { count: p })
        })?;
    }
    page.end(
        "OR-Library pmed: p-median",
        "The peer is pbp-pmedian 0.2.2 (HiGHS), given the same distances in the same run; its seconds are of its solve alone.",
    );
    Ok(())
}

pub fn centers(page: &mut Page) -> Result<()> {
    let Some(table) = page.path("orlib_pmed/pcenter_opt.txt") else {
        return Ok(());
    };
    for (name, known) in values(&table)? {
        let path = table.with_file_name(format!("{name}.txt"));
        if !path.exists() || !page.wants(&name, "p-center") {
            continue;
        }
        let instance = read(&path, Format::Pmed, &InstanceFile::default())?;
        let p = count(path)?;
        page.measure(Case {
            instance: name,
            known: Some((known, "optimum")),
            ..Case::new(
                "pmed-center",
                &instance,
                format!("p-center p={p}"),
                Goal::Center { count: p },
            )
        })?;
    }
    page.end("OR-Library pmed: p-center", "");
    Ok(())
}
