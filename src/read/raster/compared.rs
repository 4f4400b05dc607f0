//! A raster of people beside the towns: how much of them it covers, and their own population.

use super::geotiff::Raster;
use super::town::Town;
use crate::domain::crs::Projector;
use crate::domain::{Text, phrase, text};
use crate::read::catalogue::Code;
use crate::read::issue::Place;
use crate::read::near::first_of;
use crate::read::sink::Sink;
use geo::{Area, BooleanOps, BoundingRect, Contains, Geometry, MapCoords, MultiPolygon};

/// A smaller share of a town's area is not worth a warning: outlines and cells never fit each other.
const LEAST_SHARE: f64 = 0.01;
/// The raster's people in all towns, and in one of them, are at most so many times their own, or one so many'th.
const ALL_WITHIN: f64 = 2.0;
const ONE_WITHIN: f64 = 5.0;

/// The towns that a warning names.
const NAMED: usize = 10;

/// Reports the towns that lie outside the raster in part.
pub(super) fn check_cover(
    sink: &Sink,
    name: &str,
    raster: &Raster,
    projector: &Projector,
    towns: &[Town],
) {
    let area = raster.area();
    let left = |town: &Town| -> Option<String> {
        let outline = town.outline.try_map_coords(|at| projector.project(at).ok_or(())).ok()?;
        if area.contains(&outline.bounding_rect()?) {
            return None;
        }
        let outline = match outline {
            Geometry::Polygon(one) => MultiPolygon(vec![one]),
            Geometry::MultiPolygon(many) => many,
            _ => return None,
        };
        let covered = outline.intersection(&area.to_polygon()).unsigned_area();
        let share = 1.0 - covered / outline.unsigned_area();
        (share >= LEAST_SHARE).then(|| format!("`{}` {:.0} %", town.id, 100.0 * share))
    };
    let left: Vec<String> = towns.iter().filter_map(left).collect();
    if !left.is_empty() {
        let (count, left) = (towns_of(left.len()), first_of(&left, NAMED));
        let cause = text!(
            "it ends inside {count}; the share of the area that it does not cover: {left}",
            "其边缘落在 {count}内；未覆盖的面积占比：{left}";
            count, left
        );
        let action = text!(
            "take a raster of the whole area, or put its pieces together first",
            "改用覆盖全域的栅格，或先拼接各部分"
        );
        sink.push(Code::RASTER_ENDS_INSIDE, Place::file(name), cause, action);
    }
}

/// `1 town`, `2 towns`.
fn towns_of(count: usize) -> Text {
    match count {
        1 => text!("1 town", "1 个镇街"),
        _ => text!("{count} towns", "{count} 个镇街"),
    }
}

/// Reports people of the raster, `sums` by town, that are far from the towns' own `population`; where they are fitted to
/// it, those that are far from their town's part of it.
pub(super) fn check_population(sink: &Sink, name: &str, sums: &[f64], towns: &[Town], fit: bool) {
    let pairs = || {
        let pairs = towns.iter().zip(sums);
        pairs.filter_map(|(town, &sum)| Some((town, sum, town.population?)))
    };
    let unlike = |sum: f64, own: f64, within: f64| sum > own * within || sum * within < own;
    let (people, own) = pairs().fold((0.0, 0.0), |(a, b), (_, sum, own)| (a + sum, b + own));
    let scale = if fit { own / people } else { 1.0 };
    let far = pairs()
        .filter(|&(_, sum, own)| sum > 0.0 && (own == 0.0 || unlike(sum * scale, own, ONE_WITHIN)));
    let gone = fit && pairs().any(|(_, sum, own)| sum > 0.0 && own == 0.0);
    let told = |(Town { id, .. }, sum, own): (&Town, f64, f64)| {
        text!("`{id}` {sum:.0} and {own:.0}", "`{id}` {sum:.0} 与 {own:.0}")
    };
    let far: Vec<Text> = far.map(told).collect();
    if !unlike(people * scale, own, ALL_WITHIN) && far.is_empty() {
        return;
    }
    let mut parts = vec![text!(
        "it has {people:.0} people in the towns, whose own `population` is {own:.0} people in all",
        "其在各镇街内共有 {people:.0} 人，而镇街的 `population` 共为 {own:.0} 人"
    )];
    if !far.is_empty() {
        let why = match fit {
            true => phrase("far from the ratio of these", "与此比例相差很大"),
            false => phrase("far apart", "相差很大"),
        };
        let far = Text::and_more(&far[..far.len().min(NAMED)], far.len());
        parts.push(text!("{why}: {far}", "{why}：{far}"; why, far));
    }
    if gone {
        parts
            .push(text!("where the town's own are 0 it gets no unit", "镇街人口为 0 的没有需求点"));
    }
    let cause = Text::join(&parts, ("; ", "；"));
    let action = match fit {
        true => text!(
            "check that its cells hold people of the same year, and that the ids of the towns are right",
            "核对像元是否为同一年的人数，以及镇街编号是否正确"
        ),
        false => text!(
            "check that its cells hold people, of the same year, and not a density; where only their distribution is wanted, scale them to the towns' own with --fit",
            "核对像元是否为同一年的人数而非密度；若只需其分布，用 `--fit` 按镇街人口缩放"
        ),
    };
    sink.push(Code::PEOPLE_UNLIKE_TOWNS, Place::file(name), cause, action);
}

/// Reports the towns without people of the raster: they get no unit, or where people are fitted all their own people at
/// a point.
pub(super) fn check_bare(sink: &Sink, name: &str, sums: &[f64], towns: &[Town], fit: bool) {
    let bare = towns.iter().zip(sums).filter(|(_, sum)| **sum <= 0.0).map(|(town, _)| town);
    let bare: Vec<&Town> =
        bare.filter(|town| !fit || town.population.is_some_and(|own| own > 0.0)).collect();
    if bare.is_empty() {
        return;
    }
    let ids: Vec<String> = bare.iter().map(|town| format!("`{}`", town.id)).collect();
    let (count, ids) = (towns_of(bare.len()), first_of(&ids, NAMED));
    let (cause, action) = match fit {
        false => (
            text!(
                "none of its people live in {count}, which get no unit: {ids}",
                "{count}内没有人口，因此没有需求点：{ids}";
                count, ids
            ),
            text!(
                "take a finer raster; or, where people live there, scale to the towns' population with --fit",
                "改用更细的栅格；或在确有居民时用 `--fit` 按镇街人口缩放"
            ),
        ),
        true => {
            let own: f64 = bare.iter().filter_map(|town| town.population).sum();
            (
                text!(
                    "none of its people live in {count}, whose own {own:.0} people are put at a point inside each: {ids}",
                    "{count}内没有人口，其自有的 {own:.0} 人各置于镇街内一点：{ids}";
                    count, ids
                ),
                text!(
                    "take a raster that has their people, or accept that nothing says where in the town they live",
                    "改用含其人口的栅格，或接受其在镇街内的分布不明"
                ),
            )
        }
    };
    sink.push(Code::PEOPLE_OUTSIDE, Place::file(name), cause, action);
}
