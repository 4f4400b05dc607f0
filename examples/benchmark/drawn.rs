//! Instances drawn by numpy's default_rng(7), as the peers were compared on.

use crate::Result;
use crate::case::{Case, read};
use crate::page::Page;
use std::process::Command;
use yike::domain::location::{Decay, Goal, Instance, Opening, Radius};
use yike::read::location::{Format, InstanceFile};

fn drawn(page: &Page, name: &str) -> Result<Option<Instance>> {
    page.path(&format!("drawn/{name}.dat"))
        .map(|path| read(&path, Format::Grid, &InstanceFile::default()))
        .transpose()
}

fn maximal(distance: f64, count: usize) -> Goal {
    Goal::MaximalCover {
        decay: Decay::Step(Radius::within(distance)),
        times: 1,
        opening: Opening::Count(count),
    }
}

/// 100,000 points × 1,000 sites.
pub fn dense(page: &mut Page) -> Result<()> {
    for (name, radius, limit_s) in [
        ("uniform_100000x1000", 4.0, 20.0),
        ("clustered_100000x1000", 4.0, 20.0),
        ("uniform_100000x1000", 6.0, 60.0),
        ("clustered_100000x1000", 6.0, 60.0),
        ("uniform_100000x1000", 6.0, 600.0),
        ("clustered_100000x1000", 6.0, 600.0),
    ] {
        let problem = format!("mclp r={radius} p=50 in {limit_s} s");
        if !page.wants(name, &problem) {
            continue;
        }
        let Some(instance) = drawn(page, name)? else {
            continue;
        };
        page.measure(Case {
            instance: name.to_owned(),
            limit_s,
            ..Case::new("dense", &instance, problem, maximal(radius, 50))
        })?;
    }
    page.end(
        "Dense MCLP, 100,000 points and 1,000 sites",
        "Plain HiGHS on the merged compact model still had a gap of 57 % after 240 s at radius 6.",
    );
    Ok(())
}

/// p-median 2,000 × 500 and MCLP 10,000 × 500.
pub fn medians(page: &mut Page) -> Result<()> {
    if let Some(instance) = drawn(page, "uniform_2000x500")? {
        let peer_s = crate::peers::p_median(page, &instance, 30)?;
        page.measure(Case {
            instance: "uniform_2000x500".into(),
            known: Some((673_096.20, "proved by pbp-pmedian")),
            peer_s,
            ..Case::new("drawn", &instance, "p-median p=30".into(), Goal::Median { count: 30 })
        })?;
    }
    if let Some(instance) = drawn(page, "uniform_10000x500")? {
        let peer_s = spopt(page, "uniform_10000x500", 4.0, 40)?;
        page.measure(Case {
            instance: "uniform_10000x500".into(),
            peer_s,
            ..Case::new("drawn", &instance, "mclp r=4 p=40".into(), maximal(4.0, 40))
        })?;
    }
    page.end(
        "Drawn instances beside peers",
        "Peers: pbp-pmedian 0.2.2 (p-median), spopt with CBC (MCLP), each with its building and solving, in the same run.",
    );
    Ok(())
}

fn spopt(page: &Page, name: &str, radius: f64, count: usize) -> Result<Option<f64>> {
    let (Some(python), Some(path)) = (&page.peers, page.path(&format!("drawn/{name}.dat"))) else {
        return Ok(None);
    };
    let output = Command::new(python)
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/benchmark/peers.py"))
        .arg("mclp")
        .arg(path)
        .arg(radius.to_string())
        .arg(count.to_string())
        .output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
    }
    let text = String::from_utf8(output.stdout)?;
    eprintln!("  peer: {}", text.trim());
    let seconds = text.split_whitespace().next().ok_or("the peer said nothing")?;
    Ok(Some(seconds.parse()?))
}
