//! Words of the comparison in both languages.

use super::{AimSide, SiteChangeKind};
use crate::domain::Stage;
use crate::run::language::Language;
use crate::run::numbers::{self, MeasureUnit};

/// How a site changes, in English and Chinese.
pub(super) fn change(kind: SiteChangeKind) -> (&'static str, &'static str) {
    match kind {
        SiteChangeKind::Opened => ("opened", "新开"),
        SiteChangeKind::Closed => ("closed", "关闭"),
        SiteChangeKind::Moved => ("moved", "迁移"),
        SiteChangeKind::Upgraded => ("upgraded", "改造提升"),
        SiteChangeKind::UpgradeDropped => ("upgrade dropped", "不再改造"),
        SiteChangeKind::Changed => ("changed", "变更"),
        SiteChangeKind::Works => ("works changed", "工程变更"),
        SiteChangeKind::Led => ("led by another", "带点中心变更"),
    }
}

/// An aim by its word, in English and Chinese.
pub(super) fn aim(word: &str) -> (String, String) {
    match Stage::from_word(word) {
        Some(stage) => (
            Language::English.stage_counting(stage).into(),
            Language::Chinese.stage_counting(stage).into(),
        ),
        None => (word.into(), word.into()),
    }
}

/// A value of an aim.
pub(super) fn aim_value(word: &str, value: Option<f64>) -> String {
    match (Stage::from_word(word), value) {
        (Some(stage), Some(value)) => Language::English.stage_value(stage, value),
        _ => "–".into(),
    }
}

/// How sure an aim is: its gap, or a dash.
pub(super) fn aim_gap(side: &AimSide) -> String {
    side.gap.map_or_else(|| "–".into(), numbers::gap)
}

/// The unit of a measure by its word.
pub fn measure_unit(word: Option<&str>) -> Option<MeasureUnit> {
    let all = [
        MeasureUnit::Share,
        MeasureUnit::Number,
        MeasureUnit::Per1000,
        MeasureUnit::Yuan,
        MeasureUnit::YuanYear,
    ];
    all.into_iter().find(|unit| Some(unit.word()) == word)
}

/// A slice of the people, in English and Chinese.
pub fn slice_words(slice: &str) -> (String, String) {
    match slice {
        "all" => ("all".into(), "合计".into()),
        "urban" => ("urban".into(), "城镇".into()),
        "rural" => ("rural".into(), "农村".into()),
        _ => {
            let town = slice.strip_prefix("town:").unwrap_or(slice);
            (town.into(), town.into())
        }
    }
}
