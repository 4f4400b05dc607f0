//! An instance over roads: layers whose distances are those of ways.

use super::super::failure::{Failure, refuse};
use super::super::roads::{NetworkOptions, Roads, places};
use super::super::terminal::Terminal;
use crate::domain::location::{Instance, Metric, Table, Unit};
use crate::domain::{phrase, text};
use crate::read::location::InstanceSource;
use crate::run::{InputRecord, IssueRecord};
use crate::travel::roads::{Limit, Route};
use crate::units::Metres;

/// How distances over roads come about.
pub(crate) const BY_TIME: &str = "minutes of the quickest ways over roads, walks to the road counted; pairs without a way are out of reach";
pub(crate) const BY_LENGTH: &str = "metres of the shortest ways over roads, walks to the road counted; pairs without a way are out of reach";

/// Longer than any way on the earth.
const FURTHEST_M: f64 = 1e7;

/// An instance whose distances are of roads.
pub(crate) struct OverRoads {
    pub(crate) instance: Instance,
    pub(crate) inputs: Vec<InputRecord>,
    pub(crate) warnings: Vec<IssueRecord>,
    pub(crate) convention: &'static str,
}

/// Errors where a network is given for anything but layers.
pub(crate) fn check(
    asked: Option<&NetworkOptions>,
    source: &InstanceSource,
) -> Result<(), Failure> {
    match (asked, source) {
        (Some(_), InstanceSource::Layers(layers)) if layers.detour > 1.0 => refuse(
            phrase(
                "--detour: --network is given too, and roads have their own detours",
                "--detour：已给出 --network，路网自有绕行",
            ),
            phrase("leave one of them out", "请去掉其中一个"),
        ),
        (Some(_), InstanceSource::Layers(layers)) if layers.plane => refuse(
            phrase(
                "--network: the layers have no coordinate system, so they are nowhere on its roads",
                "--network：图层没有坐标系，无法定位到路网",
            ),
            phrase("name the system with --demand-crs", "请用 --demand-crs 写明坐标系"),
        ),
        (Some(_), InstanceSource::File(_) | InstanceSource::Matrix(_)) => refuse(
            phrase(
                "--network: it needs positions, and a matrix or an instance file is given",
                "--network：需要位置，而给出的是矩阵或实例文件",
            ),
            phrase(
                "give layers with --demand FILE --sites FILE instead",
                "请改用图层：--demand FILE --sites FILE",
            ),
        ),
        _ => Ok(()),
    }
}

/// Takes the distances of `instance` from the roads: minutes, or metres where `by_length`.
pub(crate) fn over_roads(
    asked: NetworkOptions,
    instance: Instance,
    file: &str,
    by_length: bool,
    terminal: &mut Terminal<'_>,
) -> Result<OverRoads, Failure> {
    let limit = match (asked.limit, by_length) {
        (Limit::Distance(_), false) | (Limit::Time(_), true) => {
            return refuse(
                phrase(
                    "--within: it is measured otherwise than the reach",
                    "--within：与服务半径的单位不同",
                ),
                phrase("give both in minutes or both in metres", "请都用分钟或都用米"),
            );
        }
        (Limit::None, true) => Limit::Distance(Metres::new(FURTHEST_M).expect("a plain length")),
        (limit, _) => limit,
    };
    let roads = Roads::read(asked, places(&instance).0, file)?;
    let joined = roads.join(&instance, terminal)?;
    let ways = roads.graph.routes(&joined.demand, &joined.sites, limit);
    let value = |way: Route| match by_length {
        true => (way.to as u32, way.distance.metres()),
        false => (way.to as u32, way.time.minutes()),
    };
    let rows = (0..ways.origins()).map(|from| ways.of(from).map(value).collect());
    let mut parts = instance.into_parts();
    parts.metric = Metric::Table(Table::from_rows(rows));
    parts.unit = if by_length { Unit::Metres } else { Unit::Minutes };
    let instance = Instance::new(parts).map_err(|error| {
        let error = error.text();
        Failure::usage(
            text!("--network: {error}", "--network：{error}"; error),
            phrase("report this: it is a fault of Yike", "请报告此问题：这是 Yike 的缺陷"),
        )
    })?;
    Ok(OverRoads {
        instance,
        inputs: roads.inputs,
        warnings: roads.warnings,
        convention: if by_length { BY_LENGTH } else { BY_TIME },
    })
}
