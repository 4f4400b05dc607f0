//! The columns of a stage: its value, bound and gap.

use super::numbers::GAP_ABOUT;
use super::table::Columns;
use super::table::Unit::{self, Number, People, Share};
use crate::domain::Stage;
use crate::domain::location::Sense;
use crate::scenario::AimFigures;

/// The value of an aim: its column's name, heading and unit.
pub(crate) fn aim_head(stage: Stage) -> (&'static str, &'static str, &'static str, Unit) {
    match stage {
        Stage::Shortfall => ("shortfall", "Shortfall", "预期性指标缺口", Number),
        Stage::Coverage => {
            ("coverage_weighted_people", "Covered, weighted people", "加权覆盖人数", People)
        }
        Stage::Money => ("money_yuan", "Money, yuan", "投入（元）", Number),
        Stage::Travel => ("travel_person_km", "Travel, person-km", "出行（人·公里）", Number),
        Stage::WorstTown => {
            ("worst_town_share", "Covered in the worst town", "覆盖最差镇街的覆盖率", Share)
        }
        Stage::WorstDecile => (
            "worst_decile_km",
            "Way of the worst-off tenth, km",
            "最远一成人群平均路程（公里）",
            Number,
        ),
        Stage::KolmPollak => (
            "kolm_pollak_km",
            "Kolm-Pollak equivalent of the ways, km",
            "路程的 Kolm-Pollak 均等分布等价值（公里）",
            Number,
        ),
    }
}

/// Adds the columns of a stage, where rows have it.
pub(crate) fn stage_columns<'a, R>(
    columns: Columns<'a, R>,
    stage: Stage,
    figures: impl Fn(&R) -> Option<AimFigures> + Copy + 'a,
) -> Columns<'a, R> {
    let (name, en, zh, unit) = aim_head(stage);
    let limit = match stage.sense() {
        Sense::Maximise => "理论上限",
        Sense::Minimise => "理论下限",
    };
    let (bound, bound_en, bound_zh) =
        (format!("{name}_bound"), format!("{en}: bound"), format!("{zh}：{limit}"));
    let (gap, gap_en, gap_zh) =
        (format!("{name}_gap"), format!("{en}: gap"), format!("{zh}：差距"));
    columns
        .computed(name, en, zh, unit, move |row| figures(row)?.value)
        .claimed(bound, bound_en, bound_zh, unit, move |row| figures(row)?.bound)
        .about("no layout that keeps the earlier aims is better")
        .claimed(gap, gap_en, gap_zh, Number, move |row| figures(row)?.gap)
        .about(GAP_ABOUT)
}
