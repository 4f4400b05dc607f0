//! A small map of the changes as SVG.

use super::html::escaped;
use super::{Diff, SiteChangeKind};
use crate::domain::LonLat;
use crate::run::folder::LayoutRun;
use std::collections::BTreeMap;
use std::fmt::Write;

const WIDTH: f64 = 720.0;
const MARGIN: f64 = 14.0;
/// Told apart by people who do not see all colours, and by their shapes.
const MORE: &str = "#0072b2";
const LESS: &str = "#d55e00";
const OTHER: &str = "#7b5ea7";

/// The map; none where nothing has a position.
pub(super) fn svg(diff: &Diff, run: &LayoutRun) -> Option<String> {
    let places = run.units.iter().map(|unit| unit.at);
    let places: Vec<LonLat> = places.chain(run.sites.iter().map(|site| site.at)).collect();
    let frame = Frame::around(&places)?;
    let units = run.units.iter().map(|unit| (&*unit.id, unit.at));
    let units: BTreeMap<&str, LonLat> = units.collect();
    let sites = run.sites.iter().map(|site| (&*site.id, site.at));
    let sites: BTreeMap<&str, LonLat> = sites.collect();
    let mut svg = format!(
        "<svg viewBox=\"0 0 {WIDTH} {:.0}\" role=\"img\" aria-label=\"map of the changes\">\n<g fill=\"#bbb\">\n",
        frame.height
    );
    for at in units.values() {
        let (x, y) = frame.place(*at);
        put(&mut svg, format_args!("<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"1.6\"/>\n"));
    }
    svg += "</g>\n";
    for row in &diff.units {
        let Some(at) = units.get(row.unit.as_str()) else {
            continue;
        };
        let (x, y) = frame.place(*at);
        let gains = row.share_b > row.share_a;
        let (colour, up) = if gains { (MORE, -4.0) } else { (LESS, 4.0) };
        let title = format!("{} ({}): {}", row.name, row.unit, row.tier);
        put(
            &mut svg,
            format_args!(
                "<path d=\"M{:.1} {:.1}h8l-4 {:.1}z\" fill=\"{colour}\" fill-opacity=\".75\"><title>{}</title></path>\n",
                x - 4.0,
                y - up / 2.0,
                up * 1.75,
                escaped(&title)
            ),
        );
    }
    for row in &diff.sites {
        let Some(at) = sites.get(row.site.as_str()) else {
            continue;
        };
        let (x, y) = frame.place(*at);
        let shape = match row.change {
            SiteChangeKind::Opened => format!(
                "<path d=\"M{x:.1} {:.1}v12M{:.1} {y:.1}h12\" stroke=\"{MORE}\" stroke-width=\"3\"/>",
                y - 6.0,
                x - 6.0
            ),
            SiteChangeKind::Closed => format!(
                "<path d=\"M{0:.1} {1:.1}l10 10m0 -10l-10 10\" stroke=\"{LESS}\" stroke-width=\"3\"/>",
                x - 5.0,
                y - 5.0
            ),
            SiteChangeKind::Moved => {
                let to = row.to.as_ref().and_then(|to| sites.get(to.as_str()));
                let (to_x, to_y) = frame.place(*to.unwrap_or(at));
                format!(
                    "<path d=\"M{x:.1} {y:.1}L{to_x:.1} {to_y:.1}\" stroke=\"{OTHER}\" stroke-width=\"2\"/><circle cx=\"{to_x:.1}\" cy=\"{to_y:.1}\" r=\"4\" fill=\"{OTHER}\"/>"
                )
            }
            SiteChangeKind::Upgraded | SiteChangeKind::UpgradeDropped | SiteChangeKind::Changed => {
                format!("<path d=\"M{x:.1} {:.1}l6 6l-6 6l-6 -6z\" fill=\"{OTHER}\"/>", y - 6.0)
            }
            SiteChangeKind::Works | SiteChangeKind::Led => format!(
                "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"4\" fill=\"none\" stroke=\"{OTHER}\"/>"
            ),
        };
        let title = format!("{} ({}): {}", row.name, row.site, row.change.word());
        put(&mut svg, format_args!("<g>{shape}<title>{}</title></g>\n", escaped(&title)));
    }
    svg += "</svg>";
    Some(svg)
}

/// What the signs of the map mean, as shape, English and Chinese.
pub(super) const KEY: [(&str, &str, &str); 6] = [
    ("+", "site opened", "新开点位"),
    ("×", "site closed", "关闭点位"),
    ("—●", "moved", "迁移"),
    ("◆ ○", "what stands there, or its works, change", "设施或工程变更"),
    ("▲", "people gain cover", "新增覆盖"),
    ("▼", "people lose cover", "失去覆盖"),
];

fn put(svg: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing to a text cannot fail.
    let _ = svg.write_fmt(text);
}

/// Degrees to the drawing: equirectangular about the middle latitude.
struct Frame {
    west: f64,
    north: f64,
    /// Drawing units a degree of latitude.
    scale: f64,
    /// Degrees of latitude that a degree of longitude is as long as.
    squeeze: f64,
    height: f64,
}

impl Frame {
    fn around(places: &[LonLat]) -> Option<Self> {
        let first = places.first()?;
        let start = [first.lon_deg(), first.lon_deg(), first.lat_deg(), first.lat_deg()];
        let [west, east, south, north] = places.iter().fold(start, |[w, e, s, n], at| {
            let (lon, lat) = (at.lon_deg(), at.lat_deg());
            [w.min(lon), e.max(lon), s.min(lat), n.max(lat)]
        });
        let squeeze = ((south + north) / 2.0).to_radians().cos().max(0.01);
        let across = ((east - west) * squeeze).max(1e-6);
        let down = (north - south).max(1e-6);
        // As wide as the drawing, but no higher than twice that.
        let scale = ((WIDTH - 2.0 * MARGIN) / across).min((2.0 * WIDTH - 2.0 * MARGIN) / down);
        Some(Self { west, north, scale, squeeze, height: down * scale + 2.0 * MARGIN })
    }

    fn place(&self, at: LonLat) -> (f64, f64) {
        (
            MARGIN + (at.lon_deg() - self.west) * self.squeeze * self.scale,
            MARGIN + (self.north - at.lat_deg()) * self.scale,
        )
    }
}
