//! Draws what `yike solve` and `yike audit --out` wrote as one SVG picture, a panel for each result:
//!
//! ```sh
//! cargo run --example map_svg -- data/changshou/towns.geojson map.svg "Today=out/today" "Plan=out/changshou"
//! ```
//!
//! `make picture` draws the one in README.
//!
//! Villages and communities are discs, their area in proportion to the people aged 60 and over, their colour by
//! how many of the tiers meant for them are within reach. Facilities stand on them: shape by tier, colour by work.

mod frame;
mod key;

use frame::{Frame, PANEL, TOP, point, rings};
use geojson::{Feature, FeatureCollection, JsonValue};
use key::{REACH, TIERS, WORKS};
use std::error::Error;
use std::fmt::Write as _;
use std::fs;

const FONT: &str = "'Noto Sans','Noto Sans CJK SC','PingFang SC','Microsoft YaHei','Helvetica Neue',Arial,sans-serif";
fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [towns, target, panels @ ..] = args.as_slice() else {
        return Err("usage: map_svg TOWNS.geojson OUT.svg TITLE=RESULT_DIR...".into());
    };
    let towns = read(towns)?;
    let frame = Frame::around(&towns)?;
    let width = PANEL * panels.len() as f64;
    let height = TOP + frame.height + 158.0;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" font-family=\"{FONT}\" \
         font-size=\"14\" fill=\"#36424d\">\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n"
    );
    for (index, panel) in panels.iter().enumerate() {
        let (title, folder) = panel.split_once('=').ok_or("a panel is TITLE=RESULT_DIR")?;
        let layout = read(&format!("{folder}/layout.geojson"))?;
        let coverage = read(&format!("{folder}/coverage.geojson"))?;
        writeln!(
            svg,
            "<g transform=\"translate({:.0} 0)\">",
            PANEL * index as f64
        )?;
        draw(&mut svg, &frame, title, [&towns, &coverage, &layout])?;
        svg.push_str("</g>\n");
    }
    let members = towns.foreign_members.as_ref();
    let attribution = members.and_then(|members| members.get("attribution")?.as_str());
    let attribution = attribution
        .unwrap_or("")
        .replace('&', "&amp;")
        .replace('<', "&lt;");
    key::legend(&mut svg, &frame, height, &attribution)?;
    svg.push_str("</svg>\n");
    fs::write(target, svg)?;
    Ok(())
}

fn read(path: &str) -> Result<FeatureCollection, Box<dyn Error>> {
    let text = fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))?;
    Ok(text.parse::<geojson::GeoJson>()?.try_into()?)
}

fn text<'a>(feature: &'a Feature, name: &str) -> &'a str {
    feature
        .property(name)
        .and_then(JsonValue::as_str)
        .unwrap_or("")
}

fn draw(
    svg: &mut String,
    frame: &Frame,
    title: &str,
    [towns, coverage, layout]: [&FeatureCollection; 3],
) -> Result<(), Box<dyn Error>> {
    svg.push_str("<g fill=\"#f3f1ec\" stroke=\"#c9c3b6\">\n");
    for town in &towns.features {
        let path: String = rings(town).iter().fold(String::new(), |path, ring| {
            // Corners that the eye cannot tell apart are one.
            let mut corners: Vec<(f64, f64)> = Vec::new();
            for (x, y) in ring.iter().map(|&spot| frame.place(spot)) {
                let last = corners.last().copied().unwrap_or((f64::MAX, 0.0));
                if (x - last.0).hypot(y - last.1) > 0.8 {
                    corners.push((x, y));
                }
            }
            let spots: Vec<String> = corners
                .iter()
                .map(|(x, y)| format!("{x:.1} {y:.1}"))
                .collect();
            format!("{path}M{}Z", spots.join("L"))
        });
        writeln!(svg, "<path d=\"{path}\"/>")?;
    }
    svg.push_str("</g>\n");
    let (mut people, mut served) = (0.0, 0.0);
    for unit in &coverage.features {
        let Some(spot) = point(unit) else { continue };
        let aged = unit
            .property("aged_60")
            .and_then(JsonValue::as_f64)
            .unwrap_or(400.0);
        let share =
            |(tier, _): &(&str, &str)| unit.property(format!("plan_{tier}_share"))?.as_f64();
        let shares: Vec<f64> = TIERS.iter().filter_map(share).collect();
        let reached = shares.iter().filter(|&&share| share > 0.999).count();
        let class = if reached == shares.len() {
            0
        } else {
            1 + usize::from(reached == 0)
        };
        people += aged;
        served += if class == 0 { aged } else { 0.0 };
        let (x, y) = frame.place(spot);
        let (radius, colour) = ((aged / 12.0).sqrt(), REACH[class].1);
        writeln!(
            svg,
            "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{radius:.1}\" fill=\"{colour}\" fill-opacity=\".85\"/>"
        )?;
    }
    let mut facilities = 0;
    for (tier, _) in TIERS {
        for site in layout
            .features
            .iter()
            .filter(|site| text(site, "plan_tier") == tier)
        {
            let Some(spot) = point(site) else { continue };
            facilities += 1;
            let (x, y) = frame.place(spot);
            let work = match text(site, "plan_work") {
                "build" => 1,
                "upgrade" => 2,
                _ => 0,
            };
            key::symbol(svg, tier, x, y, WORKS[work].1)?;
        }
    }
    svg.push_str("<g text-anchor=\"middle\" font-size=\"13\" paint-order=\"stroke\" stroke=\"#fff\" stroke-width=\"3\">\n");
    for town in &towns.features {
        let seat = town.property("seat").and_then(JsonValue::as_array);
        let seat: Vec<f64> = seat
            .into_iter()
            .flatten()
            .filter_map(JsonValue::as_f64)
            .collect();
        let [lon, lat] = seat[..] else { continue };
        let (x, y) = frame.place([lon, lat]);
        let name = text(town, "name")
            .trim_end_matches("街道")
            .trim_end_matches('镇');
        writeln!(
            svg,
            "<text x=\"{x:.1}\" y=\"{:.1}\">{name}</text>",
            y - 11.0
        )?;
    }
    let share = 100.0 * served / people;
    writeln!(
        svg,
        "</g>\n<text x=\"15\" y=\"32\" font-size=\"22\" font-weight=\"600\">{title}</text>"
    )?;
    writeln!(
        svg,
        "<text x=\"15\" y=\"56\">{facilities} facilities; {share:.0} % of those aged 60+ have all tiers meant for them in reach</text>"
    )?;
    Ok(())
}
