//! A small map of the changes as SVG.

use super::html::both;
use super::text_tables::tier;
use super::{Diff, SiteChangeKind};
use crate::domain::Language;
use crate::run::folder::LayoutRun;
use crate::run::looks::{BLUE, GREY, PURPLE, VERMILION, hex};
use crate::run::words::SITE_CHANGES;
use crate::write::frame::Frame;
use crate::write::markup::xml;
use std::collections::BTreeMap;

const WIDTH: f64 = 720.0;
/// Room above and below.
const MARGIN: f64 = 14.0;

/// The map and what its signs mean; none where nothing has a position.
pub(super) fn map(diff: &Diff, run: &LayoutRun) -> Option<String> {
    let units = run.units.iter().map(|unit| (&*unit.id, [unit.at.lon_deg(), unit.at.lat_deg()]));
    let units: BTreeMap<&str, [f64; 2]> = units.collect();
    let sites = run.sites.iter().map(|site| (&*site.id, [site.at.lon_deg(), site.at.lat_deg()]));
    let sites: BTreeMap<&str, [f64; 2]> = sites.collect();
    let frame = Frame::around(units.values().chain(sites.values()).copied(), WIDTH, MARGIN)?;
    let (more, less, other) = (hex(BLUE), hex(VERMILION), hex(PURPLE));
    let dot = |at: &[f64; 2]| {
        let (x, y) = frame.place(*at);
        format!("<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"1.6\"/>\n")
    };
    let dots: String = units.values().map(dot).collect();
    let people = diff.units.iter().filter_map(|row| {
        let (x, y) = frame.place(*units.get(row.unit.as_str())?);
        let gains = row.share_b > row.share_a;
        let (colour, up) = if gains { (&more, -4.0) } else { (&less, 4.0) };
        Some(format!(
            "<path d=\"M{:.1} {:.1}h8l-4 {:.1}z\" fill=\"{colour}\" fill-opacity=\".75\"><title>{}</title></path>\n",
            x - 4.0,
            y - up / 2.0,
            up * 1.75,
            xml(&format!("{} ({}): {}", row.name, row.unit, in_both(&|own| tier(diff, &row.tier, own))))
        ))
    });
    let people: String = people.collect();
    let changes = diff.sites.iter().filter_map(|row| {
        let at = sites.get(row.site.as_str())?;
        let (x, y) = frame.place(*at);
        let shape = match row.change {
            SiteChangeKind::Opened => format!(
                "<path d=\"M{x:.1} {y:.1}m0 -6v12m-6 -6h12\" stroke=\"{more}\" stroke-width=\"3\"/>"
            ),
            SiteChangeKind::Closed => format!(
                "<path d=\"M{x:.1} {y:.1}m-5 -5l10 10m0 -10l-10 10\" stroke=\"{less}\" stroke-width=\"3\"/>"
            ),
            SiteChangeKind::Moved => {
                let to = row.to.as_ref().and_then(|to| sites.get(to.as_str()));
                let (to_x, to_y) = frame.place(*to.unwrap_or(at));
                format!(
                    "<path d=\"M{x:.1} {y:.1}L{to_x:.1} {to_y:.1}\" stroke=\"{other}\" stroke-width=\"2\"/><circle cx=\"{to_x:.1}\" cy=\"{to_y:.1}\" r=\"4\" fill=\"{other}\"/>"
                )
            }
            SiteChangeKind::Upgraded | SiteChangeKind::UpgradeDropped | SiteChangeKind::Changed => {
                format!("<path d=\"M{x:.1} {y:.1}m0 -6l6 6l-6 6l-6 -6z\" fill=\"{other}\"/>")
            }
            SiteChangeKind::Works | SiteChangeKind::Led | SiteChangeKind::Operator => format!(
                "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"4\" fill=\"none\" stroke=\"{other}\"/>"
            ),
        };
        let change = in_both(&|own| SITE_CHANGES.say(own, row.change.word()));
        let title = xml(&format!("{} ({}): {change}", row.name, row.site));
        Some(format!("<g>{shape}<title>{title}</title></g>\n"))
    });
    let changes: String = changes.collect();
    let signs = KEY.map(|(sign, english, chinese)| {
        format!("<span class=\"key\">{} {}</span>", xml(sign), both(english, chinese))
    });
    let height = frame.height + 2.0 * MARGIN;
    let places = hex(GREY);
    Some(format!(
        "<svg viewBox=\"0 0 {WIDTH} {height:.0}\" role=\"img\" aria-label=\"map of the changes\">\n<g fill=\"{places}\">\n{dots}</g>\n{people}{changes}</svg>\n<p>{}</p>",
        signs.concat()
    ))
}

/// Titles of signs are in one text: English, then Chinese.
fn in_both<'a>(say: &dyn Fn(Language) -> &'a str) -> String {
    format!("{} / {}", say(Language::English), say(Language::Chinese))
}

/// What the signs of the map mean, as shape, English and Chinese.
const KEY: [(&str, &str, &str); 6] = [
    ("+", "site opened", "新开点位"),
    ("×", "site closed", "关闭点位"),
    ("—●", "moved", "迁移"),
    ("◆ ○", "what stands there, or its works, change", "设施或建设任务变更"),
    ("▲", "people gain cover", "新增覆盖"),
    ("▼", "people lose cover", "失去覆盖"),
];
