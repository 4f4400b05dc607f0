//! Overlapping towns.

use super::Ground;
use crate::domain::{Town, text};
use crate::read::catalogue::Code;
use crate::read::issue::{Place, Usual};
use crate::read::sink::Sink;
use geo::{Area, BooleanOps, Intersects};

/// The share of the smaller town's area from which two towns overlap.
const MUCH: f64 = 0.01;

/// Towns that overlap by more than one percent of the smaller one.
pub(in crate::read) fn check_p2007_overlap(
    sink: &Sink,
    file: &str,
    ground: &Ground,
    towns: &[Option<Town>],
) {
    let outlines = ground.outlines();
    for (b, (second, second_box)) in outlines.iter().enumerate() {
        for (a, (first, first_box)) in outlines[..b].iter().enumerate() {
            if !first_box.intersects(second_box) {
                continue;
            }
            let smaller = first.unsigned_area().min(second.unsigned_area());
            let share = first.intersection(second).unsigned_area() / smaller;
            if let (true, Some(Some(earlier)), Some(Some(town))) =
                (share > MUCH, towns.get(a), towns.get(b))
            {
                let percent = share * 100.0;
                let (id, name) = (&earlier.id, &earlier.name);
                let cause = text!(
                    "the town overlaps `{id}` ({name}) by {percent:.0} % of the smaller one's area",
                    "与镇街 `{id}`（{name}）重叠，占较小者面积的 {percent:.0} %"
                );
                let place = Place::feature(file, b + 1, Some(&town.id)).at("geometry");
                sink.push(Code::TOWNS_OVERLAP, place, cause, Usual);
            }
        }
    }
}
