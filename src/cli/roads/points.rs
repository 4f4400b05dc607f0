//! Points on roads: the network and the profile that were asked for, and points joined to them.

use super::super::engine::{inputs, network_lines, tell_off_road};
use super::super::failure::{Failure, refuse};
use super::super::issues::issues;
use super::super::outputs::wrote;
use super::super::terminal::Terminal;
use super::args::NetworkArgs;
use crate::domain::crs::Crs;
use crate::domain::location::{Instance, Metric};
use crate::domain::roads::{Mode, Profile, RoadClass, RoadTravel};
use crate::domain::{Language, LonLat, Text, phrase, text};
use crate::read::roads::read_roads_for;
use crate::run::tables::NetworkPoints;
use crate::run::words::MODES;
use crate::run::{InputRecord, IssueRecord, write_together};
use crate::travel::roads::{Fate, Limit, NetworkReport, RoadGraph, SnappedPoint};
use crate::units::{Metres, Seconds, Speed, UnitError};
use crate::write::network_outputs;
use std::path::{Path, PathBuf};

/// What was asked for, checked before any file is opened.
#[derive(Debug, Clone)]
pub(crate) struct NetworkOptions {
    network: PathBuf,
    heights: Option<PathBuf>,
    profile: Profile,
    pub(crate) limit: Limit,
    snap: Metres,
    strict: bool,
}

impl NetworkOptions {
    /// Errors with the option at fault; none where no network is asked for.
    pub(crate) fn resolve(typed: &NetworkArgs) -> Result<Option<Self>, Failure> {
        let strangers = [
            ("--profile", typed.profile.is_some()),
            ("--within", typed.within.is_some()),
            ("--walk", typed.walk.is_some()),
            ("--speed", !typed.speed.is_empty()),
            ("--snap", typed.snap.is_some()),
            ("--slopes", typed.slopes),
            ("--heights", typed.heights.is_some()),
            ("--strict-network", typed.strict_network),
        ];
        let Some(network) = &typed.network else {
            return match strangers.iter().find(|(_, given)| *given) {
                Some((option, _)) => refuse(
                    text!("{option}: no network is given", "{option}：未给出路网"),
                    phrase(
                        "leave it out, or give --network FILE too",
                        "请去掉此选项，或同时给出 --network FILE",
                    ),
                ),
                None => Ok(None),
            };
        };
        let mode = typed.profile.unwrap_or(Mode::Walk);
        let mut profile = Profile::of(mode).with_slopes(typed.slopes || typed.heights.is_some());
        if let Some(text) = &typed.walk {
            let walk = quantity("--walk", text, Speed::parse)?;
            if !(0.5..=15.0).contains(&(walk.metres_per_second() * 3.6)) {
                return refuse(
                    text!("--walk: nobody walks at {text}", "--walk：步行速度不会是 {text}"),
                    phrase(
                        "give a speed from 0.5 to 15 km/h, usually 3 to 5 km/h",
                        "请给出 0.5 至 15 km/h 的速度，通常为 3 至 5 km/h",
                    ),
                );
            }
            profile = profile.walking_at(walk);
        }
        for text in &typed.speed {
            let (class, speed) = of_class(text)?;
            profile = profile.with_speed(class, speed);
        }
        let limit = typed.within.as_deref().map(limit).transpose()?;
        let snap = match &typed.snap {
            Some(text) => {
                let snap = quantity("--snap", text, Metres::parse)?;
                if !(1.0..=50_000.0).contains(&snap.metres()) {
                    return refuse(
                        text!("--snap: {text} is not possible", "--snap：{text} 不合理"),
                        phrase(
                            "give a length from 1 m to 50 km, usually 500 m",
                            "请给出 1 m 至 50 km 的长度，通常为 500 m",
                        ),
                    );
                }
                snap
            }
            None => RoadTravel::default_snap(),
        };
        if mode != Mode::Walk && (typed.slopes || typed.heights.is_some()) {
            let option = if typed.slopes { "--slopes" } else { "--heights" };
            return refuse(
                text!(
                    "{option}: only walkers mind slopes, and the profile is {mode}",
                    "{option}：只有步行考虑坡度，而出行方式为 {mode}"
                ),
                phrase(
                    "leave it out, or take --profile walk",
                    "请去掉此选项，或改用 --profile walk",
                ),
            );
        }
        Ok(Some(Self {
            network: network.clone(),
            heights: typed.heights.clone(),
            profile,
            limit: limit.unwrap_or(Limit::None),
            snap,
            strict: typed.strict_network,
        }))
    }

    /// The files that it reads.
    pub(crate) fn files(&self) -> Vec<PathBuf> {
        let heights = self.heights.iter();
        heights.chain([&self.network]).cloned().collect()
    }

    /// The same where a network has to be there.
    pub(crate) fn required(typed: &NetworkArgs) -> Result<Self, Failure> {
        Self::resolve(typed)?.ok_or_else(|| {
            Failure::usage(
                phrase("no network is given", "未给出路网"),
                phrase(
                    "give the roads with --network FILE (.osm.pbf, or lines of a layer)",
                    "请用 --network FILE 给出道路（.osm.pbf，或线图层）",
                ),
            )
        })
    }

    /// In words: by which roads and how.
    pub(crate) fn text(&self) -> Text {
        let limit = match self.limit {
            Limit::Time(time) => {
                text!(", within {time} by the quickest way", "，按最快路线 {time} 以内")
            }
            Limit::Distance(distance) => {
                text!(", within {distance} by the shortest way", "，按最短路线 {distance} 以内")
            }
            Limit::None => Text::default(),
        };
        let (file, mode) = (self.network.display(), self.profile.mode());
        let way = MODES.say(Language::Chinese, mode.word());
        text!(
            "over the roads of {file}, profile {mode}{limit}",
            "沿 {file} 的道路，{way}{limit}";
            limit
        )
    }
}

fn quantity<T>(
    option: &str,
    text: &str,
    parse: fn(&str) -> Result<T, UnitError>,
) -> Result<T, Failure> {
    parse(text).map_err(|error| {
        let error = Text::from(&error);
        let help = phrase(
            "put the value in quotation marks, number then unit, for instance \"4 km/h\" or \"500 m\"",
            "请给数值加引号，先写数字再写单位，例如 \"4 km/h\" 或 \"500 m\"",
        );
        Failure::usage(text!("{option}: {error}", "{option}：{error}"; error), help)
    })
}

/// A time or a distance, above 0.
fn limit(text: &str) -> Result<Limit, Failure> {
    let refused = |why: Text| {
        let help = phrase(
            "write number then unit, for instance \"15 min\" or \"2 km\"",
            "先写数字再写单位，例如 \"15 min\" 或 \"2 km\"",
        );
        Failure::usage(text!("--within: {why}", "--within：{why}"; why), help)
    };
    match (Seconds::parse(text), Metres::parse(text)) {
        (Ok(time), _) if time.seconds() > 0.0 => Ok(Limit::Time(time)),
        (_, Ok(distance)) if distance.metres() > 0.0 => Ok(Limit::Distance(distance)),
        (Ok(_), _) | (_, Ok(_)) => {
            Err(refused(text!("`{text}` reaches nobody", "`{text}` 到达不了任何人")))
        }
        (Err(time), Err(length)) => match time.or(length) {
            UnitError::UnknownUnit { unit, .. } => Err(refused(text!(
                "`{text}`: unit `{unit}` is not one of s, min, h, m, km",
                "`{text}`：单位 `{unit}` 不是 s、min、h、m、km 之一"
            ))),
            error => Err(refused(Text::from(&error))),
        },
    }
}

fn of_class(text: &str) -> Result<(RoadClass, Speed), Failure> {
    let Some((class, speed)) = text.split_once('=') else {
        return refuse(
            text!("--speed: `{text}` is not understood", "--speed：无法理解 `{text}`"),
            phrase(
                "write a class and its speed, for instance --speed residential=\"20 km/h\"",
                "请写道路等级及其速度，例如 --speed residential=\"20 km/h\"",
            ),
        );
    };
    let known = RoadClass::ALL.into_iter().find(|own| own.word() == class.trim());
    let class = known.ok_or_else(|| {
        let words = RoadClass::ALL.map(|class| class.word().to_owned());
        let words = Text::names(&words);
        Failure::usage(
            text!("--speed: `{class}` is no class of roads", "--speed：`{class}` 不是道路等级"),
            text!("one of {words}", "可选：{words}"; words),
        )
    })?;
    Ok((class, quantity("--speed", speed, Speed::parse)?))
}

/// The roads that were asked for.
pub(crate) struct Roads {
    pub(crate) asked: NetworkOptions,
    pub(crate) graph: RoadGraph,
    pub(crate) inputs: Vec<InputRecord>,
    pub(crate) warnings: Vec<IssueRecord>,
}

/// Demand and sites joined to roads.
pub(crate) struct Joined {
    pub(crate) demand: Vec<SnappedPoint>,
    pub(crate) sites: Vec<SnappedPoint>,
    report: NetworkReport,
    points: NetworkPoints,
}

impl Roads {
    /// Reads the network. Errors with everything found in it, also that it is of another area than `points`, which are
    /// of `file`.
    pub(crate) fn read(
        asked: NetworkOptions,
        points: &[LonLat],
        file: &str,
    ) -> Result<Self, Failure> {
        let read =
            read_roads_for(&asked.network, asked.heights.as_deref(), &asked.profile, points, file)?;
        Ok(Self {
            graph: RoadGraph::new(&read.network, &asked.profile),
            inputs: inputs(&read.inputs),
            warnings: issues(&read.warnings),
            asked,
        })
    }

    /// Joins points to the roads.
    pub(crate) fn snap(&self, points: &[LonLat]) -> Vec<SnappedPoint> {
        self.graph.snap(points, self.asked.snap)
    }

    /// Says which sites are off the roads. Errors where that is to be refused.
    pub(crate) fn refuse_off_road(
        &self,
        sites: &[&str],
        terminal: &mut Terminal<'_>,
    ) -> Result<(), Failure> {
        if sites.is_empty() {
            return Ok(());
        }
        let first: Vec<String> = sites.iter().take(3).map(ToString::to_string).collect();
        let (number, snap) = (sites.len(), self.asked.snap);
        let [more, more_zh] = if number > 3 { [", …", "等"] } else { ["", ""] };
        let first = Text::names(&first);
        let cause = text!(
            "{number} sites are more than {snap} from any road that may be used: {first}{more}",
            "{number} 个点位距任何可用道路均超过 {snap}：{first}{more_zh}";
            first
        );
        tell_off_road(&[cause], self.asked.strict, "--snap", terminal)
    }

    /// Joins an instance's demand and sites to the roads, and says on `terminal` what is not on them. Errors where
    /// something is not, and that is to be refused.
    pub(crate) fn join(
        &self,
        instance: &Instance,
        terminal: &mut Terminal<'_>,
    ) -> Result<Joined, Failure> {
        let (demand, sites) = places(instance);
        let (demand, sites) = (self.snap(demand), self.snap(sites));
        let report = self.graph.report(&demand, &sites);
        let ids = |ids: &crate::domain::location::Ids| {
            (0..ids.len()).map(|position| ids.label(position).into_owned()).collect()
        };
        let points = NetworkPoints {
            demand: ids(instance.demand_ids()),
            weights: instance.weights().to_vec(),
            sites: ids(instance.site_ids()),
            snap: self.asked.snap,
        };
        let lines = network_lines(&report, &points);
        tell_off_road(&lines, self.asked.strict && !report.is_whole(), "--snap", terminal)?;
        Ok(Joined { demand, sites, report, points })
    }
}

impl Joined {
    /// How many demand points have this fate.
    pub(crate) fn count(&self, fate: Fate) -> usize {
        self.report.demand_at(fate).count()
    }

    /// Writes what is on the roads and what is not.
    pub(crate) fn write(
        &self,
        folder: &Path,
        crs: Crs,
        terminal: &mut Terminal<'_>,
    ) -> Result<(), Failure> {
        let outputs = network_outputs(&self.report, &self.points, crs)?;
        write_together(outputs.iter().map(|own| (folder.join(&*own.name), &*own.bytes)))?;
        let names = ["network.geojson", "network.csv"].map(String::from);
        Ok(terminal.note(wrote(folder, &names))?)
    }
}

/// Where an instance's demand and sites are; nowhere when it has no positions on the earth.
pub(crate) fn places(instance: &Instance) -> (&[LonLat], &[LonLat]) {
    match instance.metric() {
        Metric::Geodesic { demand, sites, .. } => (demand, sites),
        _ => (&[], &[]),
    }
}
