//! Peers, run in the same run.

use crate::Result;
use crate::page::Page;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::Command;
use yike::domain::location::Instance;
use yike::travel::Distances;

/// Seconds that pbp-pmedian solves for; none where no peers are asked for.
pub fn p_median(page: &Page, instance: &Instance, p: usize) -> Result<Option<f64>> {
    let Some(python) = &page.peers else {
        return Ok(None);
    };
    let matrix = page.out().join("peer-matrix.txt");
    write_matrix(&matrix, instance)?;
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/benchmark/peers.py");
    let output = Command::new(python)
        .arg(script)
        .arg("p-median")
        .arg(&matrix)
        .arg(p.to_string())
        .output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
    }
    let text = String::from_utf8(output.stdout)?;
    let seconds = text.split_whitespace().next().ok_or("the peer said nothing")?;
    eprintln!("  peer: {}", text.trim());
    Ok(Some(seconds.parse()?))
}

/// Weighted distances, a site a row.
fn write_matrix(path: &Path, instance: &Instance) -> Result<()> {
    let rows: Vec<Vec<f64>> = (0..instance.points())
        .map(|demand| {
            let mut row = vec![f64::INFINITY; instance.sites()];
            for (site, distance) in Distances::new(instance).row(demand) {
                row[site as usize] = distance * instance.cost_factor(demand);
            }
            row
        })
        .collect();
    let mut file = BufWriter::new(File::create(path)?);
    for site in 0..instance.sites() {
        for row in &rows {
            write!(file, "{} ", row[site])?;
        }
        writeln!(file)?;
    }
    Ok(file.flush()?)
}
