//! Why there is no placement, and what would let there be one: for programs, in words and as tables.

use super::report::PlacementReport;
use super::words::{distance_in, objective_in};
use crate::domain::location::{Decay, Goal, Radius};
use crate::domain::{Language, Name};
use crate::run::numbers::{count, decimals};
use crate::run::table::Unit::{Flag, List, Number, Text};
use crate::run::table::{Columns, Kind, Table};
use crate::run::tables::TableSpec;
use crate::solve::{LocateChange, LocateCondition, LocateConflict, LocateRepair, LocateStatus};
use serde::{Deserialize, Serialize};
use serde_json::json;

/// So many ids are named in a sentence.
const NAMED: usize = 5;

/// What cannot hold together, while all of it but any one member can.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ConflictJson {
    /// The ids of demand points that cannot be covered or served; where a share is asked for, of those out of reach.
    pub points: Vec<String>,
    /// Whether each of them by itself cannot; otherwise all of them together.
    pub each: bool,
    /// Their weight.
    pub weight: f64,
    /// The conditions that they cannot hold with.
    pub conditions: Vec<ConditionJson>,
    /// Whether it is proved that every member is needed.
    pub minimal: bool,
    /// In words.
    pub text: String,
    /// In Chinese.
    pub text_zh: String,
}

/// A condition of the question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ConditionJson {
    /// `reach`, `twice`, `sites`, `share`, `capacities`, `one-site`, `required` or `forbidden`.
    pub kind: String,
    /// The id of the site that is required or forbidden.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<String>,
}

/// A change with which the question has an answer, and that answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct RepairJson {
    /// `reach`, `once`, `sites`, `share`, `capacities`, `split`, `not-required`, `allowed` or `without`.
    pub kind: String,
    /// The number that would do: a distance in the instance's unit, sites, a share, or a factor of capacities.
    pub to: Option<f64>,
    /// The id of the site concerned.
    pub site: Option<String>,
    /// The ids of the demand points that are left out.
    pub points: Vec<String>,
    /// Whether it is proved that nothing less of its kind would do.
    pub least: bool,
    /// As of the run, with the change.
    pub status: String,
    /// The value with the change; none where no placement was found in time.
    pub objective: Option<f64>,
    /// No placement is better than this with the change.
    pub bound: Option<f64>,
    /// How much better than the objective the bound is, over max(|objective|, 1); 0 below a millionth.
    pub gap: Option<f64>,
    /// In words.
    pub text: String,
    /// In Chinese.
    pub text_zh: String,
}

/// The clashes of a question without an answer.
pub(super) fn conflict_rows(report: &PlacementReport<'_>) -> Vec<ConflictJson> {
    let conflicts = report.infeasibility.map_or(&[][..], |found| &found.conflicts);
    let row = |conflict: &LocateConflict| {
        let text = conflict_text(report, conflict);
        let condition = |condition: &LocateCondition| ConditionJson {
            kind: condition.word().into(),
            site: condition.site().map(|site| report.site_id(site)),
        };
        ConflictJson {
            points: report.demand_ids(&conflict.points),
            each: conflict.each,
            weight: report.weight(&conflict.points),
            conditions: conflict.conditions.iter().map(condition).collect(),
            minimal: conflict.minimal,
            text: text.english().into(),
            text_zh: text.chinese().into(),
        }
    };
    conflicts.iter().map(row).collect()
}

/// The changes that let the question have an answer.
pub(super) fn repair_rows(report: &PlacementReport<'_>) -> Vec<RepairJson> {
    let repairs = report.infeasibility.map_or(&[][..], |found| &found.repairs);
    let row = |repair: &LocateRepair| {
        let text = repair_text(report, repair);
        let (to, site, points) = match &repair.change {
            LocateChange::Reach(reach) => (Some(reach.distance.value()), None, &[][..]),
            &LocateChange::Count(count) => (Some(count as f64), None, &[][..]),
            LocateChange::Share(share) => (Some(share.fraction()), None, &[][..]),
            &LocateChange::Capacities(percent) => (Some(f64::from(percent) / 100.0), None, &[][..]),
            LocateChange::NotRequired(site) | LocateChange::Allowed(site) => {
                (None, Some(report.site_id(*site)), &[][..])
            }
            LocateChange::Without(points) => (None, None, &points[..]),
            _ => (None, None, &[][..]),
        };
        RepairJson {
            kind: repair.change.word().into(),
            to,
            site,
            points: report.demand_ids(points),
            least: repair.least,
            status: repair.status.word().into(),
            objective: repair.objective,
            bound: repair.bound,
            gap: repair.gap,
            text: text.english().into(),
            text_zh: text.chinese().into(),
        }
    };
    repairs.iter().map(row).collect()
}

/// Some ids in a sentence.
fn named(language: Language, ids: &[String]) -> String {
    let first: Vec<String> =
        ids.iter().take(NAMED).map(|id| language.say("`{}`", "“{}”").replace("{}", id)).collect();
    language.and_more(&first, ids.len())
}

/// How far sites cover.
fn reach_of(report: &PlacementReport<'_>) -> Option<Radius> {
    match &report.question.goal {
        Goal::SetCover { reach, .. } | Goal::PartialCover { reach, .. } => Some(*reach),
        Goal::MaximalCover { decay: Decay::Step(reach), .. } => Some(*reach),
        _ => None,
    }
}

/// A condition in words.
fn condition_text(
    report: &PlacementReport<'_>,
    language: Language,
    condition: LocateCondition,
) -> String {
    let unit = report.instance.unit();
    let (phrase, value) = match condition {
        LocateCondition::Reach => {
            let reach = reach_of(report).map_or(0.0, |reach| reach.distance.value());
            let phrase = language.say("sites cover no farther than {}", "服务范围不超过 {}");
            (phrase, distance_in(language, reach, unit))
        }
        LocateCondition::Twice => {
            (language.say("two sites are within reach", "服务范围内有两个点位"), String::new())
        }
        LocateCondition::Count => {
            let sites = report.question.count().unwrap_or(0);
            (language.say("at most {} sites open", "新启用点位不超过 {} 个"), count(sites))
        }
        LocateCondition::Share => {
            let share = match report.question.goal {
                Goal::PartialCover { share, .. } => share.to_string(),
                _ => String::new(),
            };
            (language.say("{} of the demand is covered", "需求覆盖率达到 {}"), share)
        }
        LocateCondition::Capacities => {
            (language.say("capacities hold", "各点位容量不得超出"), String::new())
        }
        LocateCondition::OneSite => (
            language.say("each demand point goes to one site", "每个需求点只由一个点位服务"),
            String::new(),
        ),
        LocateCondition::Required(site) => {
            (language.say("`{}` opens", "“{}”必须启用"), report.site_id(site))
        }
        LocateCondition::Forbidden(site) => {
            (language.say("`{}` stays closed", "“{}”不得启用"), report.site_id(site))
        }
    };
    phrase.replace("{}", &value)
}

/// A clash in a sentence.
pub(crate) fn conflict_text(report: &PlacementReport<'_>, conflict: &LocateConflict) -> Name {
    let ids = report.demand_ids(&conflict.points);
    let of_share = conflict.conditions.contains(&LocateCondition::Share);
    Language::both(|language| {
        let names = named(language, &ids);
        let served = match (conflict.each, ids.len()) {
            (_, 0 | 1) => language.say("{} is served", "{}得到服务"),
            (true, _) => language.say("any one of {} is served", "{}中任何一个得到服务"),
            (false, _) => language.say("{} are all served", "{}均得到服务"),
        };
        let served = (!ids.is_empty() && !of_share).then(|| served.replace("{}", &names));
        let conditions = conflict.conditions.iter();
        let conditions = conditions.map(|&condition| condition_text(report, language, condition));
        let members: Vec<String> = served.into_iter().chain(conditions).collect();
        let head = match (members.len(), conflict.conditions.is_empty()) {
            (1, true) => language.say(
                "cannot hold, as no site is known that serves it: ",
                "没有已知点位可以服务，不能成立：",
            ),
            (1, false) => language.say("cannot hold: ", "不能成立："),
            _ => language.say("cannot hold together: ", "不能同时成立："),
        };
        let mut text = head.to_owned() + &members.join(language.say("; ", "；"));
        if of_share && !ids.is_empty() {
            text += &language.say(" (out of reach: {})", "（范围外：{}）").replace("{}", &names);
        }
        text
    })
}

/// A repair in a sentence.
pub(crate) fn repair_text(report: &PlacementReport<'_>, repair: &LocateRepair) -> Name {
    let unit = report.instance.unit();
    Language::both(|language| {
        let (phrase, value) = match &repair.change {
            LocateChange::Reach(reach) => (
                language.say("reach {}", "将服务范围扩大到 {}"),
                distance_in(language, reach.distance.value(), unit),
            ),
            LocateChange::Once => (
                language.say("one site within reach is enough", "服务范围内有一个点位即可"),
                String::new(),
            ),
            LocateChange::Count(sites) => {
                (language.say("open {} sites", "启用 {} 个点位"), count(*sites))
            }
            LocateChange::Share(share) => {
                (language.say("cover {}", "将覆盖率降为 {}"), share.to_string())
            }
            LocateChange::Capacities(percent) => (
                language.say("raise all capacities to {} %", "将各点位容量提高到现有的 {} %"),
                percent.to_string(),
            ),
            LocateChange::Split => {
                (language.say("let demand be split", "允许需求由多个点位分担"), String::new())
            }
            LocateChange::NotRequired(site) => {
                (language.say("do not require `{}`", "不再要求启用“{}”"), report.site_id(*site))
            }
            LocateChange::Allowed(site) => {
                (language.say("let `{}` open", "允许启用“{}”"), report.site_id(*site))
            }
            LocateChange::Without(points) => {
                let names = named(language, &report.demand_ids(points));
                let weight = language.say("weight ", "权重 ").to_owned();
                let weight = weight + &decimals(report.weight(points), 3);
                (language.say("leave out {}", "不计{}"), names + &language.bracketed(&weight))
            }
        };
        let mut text = phrase.replace("{}", &value);
        if let Some(objective) = repair.objective {
            let worth = objective_in(language, report, objective);
            let phrase = match report.question.goal {
                Goal::SetCover { by_cost: false, .. }
                | Goal::PartialCover { by_cost: false, .. } => {
                    language.say(", then {} open", "，启用 {}")
                }
                _ => language.say(": {}", "：目标值 {}"),
            };
            text += &phrase.replace("{}", &worth);
            if repair.status != LocateStatus::Optimal {
                text += language.say(", not proved to be the best", "，未证明最优");
            }
        }
        text
    })
}

const CONFLICTS: Kind = Kind::new(
    "conflicts",
    "Conflicts",
    "冲突",
    "why there is no placement: what cannot hold together, while all of it but any one member can",
);

const REPAIRS: Kind = Kind::new(
    "repairs",
    "Repairs",
    "放宽办法",
    "single changes with which there is a placement, each solved",
);

fn conflict_columns<'a>() -> Columns<'a, ConflictJson> {
    Columns::<ConflictJson>::new()
        .computed("points", "Demand points", "需求点", List, |row| json!(row.points))
        .about("that cannot be covered or served; where a share is asked for, those out of reach")
        .computed("each", "Each alone", "各自独立", Flag, |row| row.each)
        .about("each of the points by itself; otherwise all of them together")
        .computed("weight", "Weight", "权重", Number, |row| row.weight)
        .computed("conditions", "Conditions", "条件", List, |row| json!(row.conditions))
        .about("that they cannot hold with")
        .claimed("minimal", "Minimal", "极小", Flag, |row| row.minimal)
        .about("proved: without any one member the rest is possible")
        .prose("text", "In words", "说明", Text, |row| {
            Name::both(row.text.clone(), row.text_zh.clone())
        })
}

fn repair_columns<'a>() -> Columns<'a, RepairJson> {
    Columns::<RepairJson>::new()
        .computed("kind", "Change", "改动", Text, |row| row.kind.clone())
        .about("`reach`, `once`, `sites`, `share`, `capacities`, `split`, `not-required`, `allowed` or `without`")
        .computed("to", "To", "改为", Number, |row| row.to)
        .about("a distance in the instance's unit, sites, a share, or a factor of capacities")
        .computed("site", "Site id", "点位编号", Text, |row| row.site.clone())
        .computed("points", "Demand points", "需求点", List, |row| json!(row.points))
        .about("that are left out")
        .claimed("least", "Least", "最小", Flag, |row| row.least)
        .about("proved: nothing less of its kind would do")
        .claimed("status", "Verdict", "结论", Text, |row| row.status.clone())
        .about("on the question with the change")
        .computed("objective", "Value", "目标值", Number, |row| row.objective)
        .about("with the change")
        .claimed("bound", "Bound", "理论界限", Number, |row| row.bound)
        .about("no placement is better than this with the change")
        .prose("text", "In words", "说明", Text, |row| {
            Name::both(row.text.clone(), row.text_zh.clone())
        })
}

/// What clashes where there is no placement; none where there is one.
pub(super) fn conflicts_table<'a>(report: &PlacementReport<'a>) -> Option<Table<'a>> {
    report.infeasibility?;
    Some(Table::new(CONFLICTS, conflict_columns(), conflict_rows(report)))
}

/// What would let there be a placement; none where there is one.
pub(super) fn repairs_table<'a>(report: &PlacementReport<'a>) -> Option<Table<'a>> {
    report.infeasibility?;
    Some(Table::new(REPAIRS, repair_columns(), repair_rows(report)))
}

pub(super) fn specs() -> [TableSpec; 2] {
    [TableSpec::table(CONFLICTS, conflict_columns()), TableSpec::table(REPAIRS, repair_columns())]
}
