//! Who is left out, and by how many minutes.

use super::Telling;
use crate::domain::Language::{Chinese, English};
use crate::inquiry::{NearSite, near_standing, nearest};
use crate::run::figures::{Uncovered, uncovered};
use crate::run::numbers::{DASH, count, decimals, or_dash, whole};
use crate::run::report::reached_tiers;
use crate::run::section::Section;
use crate::run::text_table::TextTable;
use crate::run::words::WHYS;
use std::cmp::Reverse;

/// So many places are listed, those of most people first.
const LISTED: usize = 6;

impl Telling<'_> {
    /// None where everybody is covered.
    pub(super) fn left_out(&self) -> Option<Section> {
        let (problem, language) = (self.decided.problem, self.language);
        let mut rows = uncovered(self.decided);
        if rows.is_empty() {
            return None;
        }
        let sums: Vec<String> = reached_tiers(problem)
            .filter_map(|tier| {
                let own: Vec<&Uncovered> = rows.iter().filter(|row| row.tier == tier).collect();
                let people = whole(own.iter().map(|row| row.people).sum());
                let (name, places) = (language.short(&problem.tiers[tier].name), count(own.len()));
                (!own.is_empty()).then(|| match language {
                    English => format!("{name}, {people} people in {places} places"),
                    Chinese => format!("{places} 个村（社区）{people} 人未被{name}覆盖"),
                })
            })
            .collect();
        let sums = match language {
            English => format!("Left out: {}.", sums.join("; ")),
            Chinese => format!("{}。", sums.join("；")),
        };
        let all = rows.len();
        rows.sort_by_key(|row| (Reverse((row.people * 1e6) as u64), row.tier, row.unit));
        rows.truncate(LISTED);
        let heads = match language {
            English => [
                "Place",
                "Town",
                ">People",
                "~Without",
                "~Nearest that stands",
                ">Minutes there",
                ">Too far by, min",
            ],
            Chinese => [
                "村（社区）",
                "镇街",
                ">人数",
                "~未覆盖层级",
                "~最近的设施",
                ">用时（分钟）",
                ">超出（分钟）",
            ],
        };
        let mut units: Vec<_> = rows.iter().map(|row| row.unit).collect();
        units.sort();
        units.dedup();
        let ways = nearest(problem, &units);
        let lines = rows.iter().map(|row| {
            let unit = &problem.units[row.unit];
            let tier = &problem.tiers[row.tier];
            let near = units.binary_search(&row.unit).ok().and_then(|at| {
                let ways = &ways[at][row.tier];
                near_standing(problem, self.decided.layout, (row.unit, row.tier), ways)
            });
            let is_moved_into = tier.is_moved_into(unit.setting);
            let near = near.filter(|_| !is_moved_into);
            let minutes = |minutes: f64| decimals(minutes, 1);
            let beyond = |near: NearSite| match near.beyond {
                Some(beyond) => minutes(beyond.time.minutes()),
                None => language.say("full", "名额已满").into(),
            };
            [
                unit.name.clone(),
                problem.towns[unit.town].name.clone(),
                whole(row.people),
                language.short(&tier.name).into(),
                match near {
                    Some(near) => problem.sites[near.arc.site].name.clone(),
                    None if is_moved_into => DASH.into(),
                    None => WHYS.say(language, row.why.word()).into(),
                },
                or_dash(near, |near| minutes(near.arc.time.minutes())),
                or_dash(near, beyond),
            ]
        });
        let table = TextTable::new(heads).with(lines);
        let more = all.saturating_sub(LISTED);
        let rest = match (language, more) {
            (_, 0) => String::new(),
            (English, more) => {
                format!(" {} more rows are in uncovered.geojson.", count(more))
            }
            (Chinese, more) => format!("另有 {} 行见 uncovered.geojson。", count(more)),
        };
        Some(Section {
            heading: language.say("Who is left out, and by how far", "未覆盖人群及差距").into(),
            table: Some(table),
            notes: vec![sums + &rest],
            ..Section::default()
        })
    }
}
