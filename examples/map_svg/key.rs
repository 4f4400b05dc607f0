//! What shapes and colours mean.

use super::frame::Frame;
use std::fmt::Write as _;

/// How many of the tiers meant for a village are within its reach.
pub(crate) const REACH: [(&str, &str); 3] = [
    ("all tiers meant for it in reach", "#8fd0c4"),
    ("some of them", "#f5c04e"),
    ("none", "#e36a4f"),
];
/// What is done about a facility.
pub(crate) const WORKS: [(&str, &str); 3] = [
    ("standing, as today", "#36424d"),
    ("new", "#1a5fd0"),
    ("upgraded", "#a3199b"),
];
/// Tiers by id, largest symbol last: it is drawn on top.
pub(crate) const TIERS: [(&str, &str); 4] = [
    ("point", "mutual-aid point 村级互助养老点"),
    ("station", "community station 社区养老服务站"),
    ("institution", "residential institution 养老机构"),
    ("centre", "service centre 街镇养老服务中心"),
];

/// The symbol of a tier.
pub(crate) fn symbol(
    svg: &mut String,
    tier: &str,
    x: f64,
    y: f64,
    colour: &str,
) -> std::fmt::Result {
    let path = match tier {
        "centre" => "m-5.5-5.5h11v11h-11z",
        "station" => "m0-5.5l5 8.7h-10z",
        "institution" => "m-1.7-5.5h3.4v3.8h3.8v3.4h-3.8v3.8h-3.4v-3.8h-3.8v-3.4h3.8z",
        _ => "m-2.6 0a2.6 2.6 0 1 0 5.2 0a2.6 2.6 0 1 0-5.2 0z",
    };
    writeln!(
        svg,
        "<path d=\"M{x:.1} {y:.1}{path}\" fill=\"{colour}\" stroke=\"#fff\" stroke-width=\".8\"/>"
    )
}

/// The key below the panels, the scale, and whom to name for the data.
pub(crate) fn legend(
    svg: &mut String,
    frame: &Frame,
    height: f64,
    attribution: &str,
) -> std::fmt::Result {
    let top = height - 128.0;
    let row = |line: usize| top + 22.0 * line as f64;
    let mut entry = |x: f64, line: usize, label: &str| {
        writeln!(
            svg,
            "<text x=\"{:.0}\" y=\"{:.0}\">{label}</text>",
            x + 16.0,
            row(line) + 5.0
        )
    };
    for (line, (_, label)) in TIERS.iter().rev().enumerate() {
        entry(24.0, line, label)?;
    }
    for (line, (label, _)) in WORKS.iter().enumerate() {
        entry(324.0, line, label)?;
    }
    for (line, (label, _)) in REACH.iter().enumerate() {
        entry(524.0, line, &format!("village or community: {label}"))?;
    }
    entry(524.0, 3, "area of a disc: people aged 60 and over")?;
    entry(
        0.0,
        4,
        "Not for decisions about real places: what is modelled stands in data/README.md.",
    )?;
    writeln!(
        svg,
        "<text x=\"16\" y=\"{:.0}\" font-size=\"9.5\">{attribution}</text>",
        row(5) + 2.0
    )?;
    for (line, (tier, _)) in TIERS.iter().rev().enumerate() {
        symbol(svg, tier, 24.0, row(line), WORKS[0].1)?;
    }
    for (line, (_, colour)) in WORKS.iter().enumerate() {
        symbol(svg, "centre", 324.0, row(line), colour)?;
    }
    for (line, (_, colour)) in REACH.iter().enumerate() {
        writeln!(
            svg,
            "<circle cx=\"524\" cy=\"{:.0}\" r=\"7\" fill=\"{colour}\"/>",
            row(line)
        )?;
    }
    let scale = frame.pixels(10.0);
    writeln!(
        svg,
        "<path d=\"M{4:.1} {0:.0}v6h{1:.1}v-6\" fill=\"none\" stroke=\"#36424d\"/><text x=\"{2:.0}\" y=\"{3:.0}\">10 km</text>",
        row(0),
        scale,
        1118.0,
        row(0) + 8.0,
        1108.0 - scale,
    )
}
