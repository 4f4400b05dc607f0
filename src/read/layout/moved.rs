//! Points of a layout that are not where the plan has their sites.

use crate::domain::{Problem, SiteIdx, Text, text};
use crate::read::catalogue::Code;
use crate::read::collection::RawFeature;
use crate::read::issue::{Place, Usual};
use crate::read::sink::Sink;
use geo::{Distance, Geometry, Haversine, Point};

/// Programs that write a layer again may round positions by less.
const FAR_M: f64 = 10.0;
/// So many sites are named.
const NAMED: usize = 5;

/// The site of a feature, and how many metres its point is from there, where that is far.
pub(super) fn far(raw: &RawFeature, problem: &Problem, site: SiteIdx) -> Option<(SiteIdx, f64)> {
    let point = match raw.geometry.as_ref()? {
        Geometry::Point(point) => *point,
        Geometry::MultiPoint(points) => *points.0.first()?,
        _ => return None,
    };
    let at = problem.sites[site].at;
    let far_m = Haversine.distance(point, Point::new(at.lon_deg(), at.lat_deg()));
    (far_m > FAR_M).then_some((site, far_m))
}

/// Says which sites the layout has elsewhere, the farthest first.
pub(super) fn check_p6012_moved(
    sink: &Sink,
    file: &str,
    problem: &Problem,
    mut moved: Vec<(SiteIdx, f64)>,
) {
    moved.sort_by(|a, b| b.1.total_cmp(&a.1));
    let Some(&(_, most)) = moved.first() else { return };
    let name = |&(site, _): &(SiteIdx, f64)| {
        let site = &problem.sites[site];
        let (name, id) = (&site.name, &site.id);
        text!("{name} ({id})", "{name}（{id}）")
    };
    let names = Text::first_of(&moved.iter().map(name).collect::<Vec<_>>(), NAMED);
    let (count, most) = (moved.len(), most.round());
    let cause = text!(
        "{count} sites of the layout are not where the plan has them, at most {most} m away: {names}; the plan's positions count",
        "布局中有 {count} 个点位不在规划所定位置，最远相距 {most} 米：{names}；以规划的位置为准";
        names
    );
    sink.push(Code::SITES_MOVED, Place::file(file).at("geometry"), cause, Usual);
}
