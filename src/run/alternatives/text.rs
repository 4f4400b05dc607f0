//! What was found, in sentences.

use super::record::AlternativesJson;
use crate::domain::Language::{self, Chinese, English};
use crate::run::numbers::{count, share};

/// Whether the plan is the only one, and how many others are listed.
pub(crate) fn heading(found: &AlternativesJson, language: Language) -> String {
    let flexible = count(found.sites.iter().filter(|own| own.as_good.len() > 1).count());
    match (language, found.unique) {
        (English, Some(true)) => {
            "The best plan is the only one with its values; this is proved.".into()
        }
        (Chinese, Some(true)) => {
            "最优方案唯一：在各目标取值不变的条件下没有其他布局（已证明）。".into()
        }
        (English, Some(false)) => format!(
            "The best plan is one of several that are as good at every aim: at {flexible} sites another decision is possible."
        ),
        (Chinese, Some(false)) => format!(
            "最优方案并非唯一：在各目标取值不变的条件下，有 {flexible} 处点位可作其他安排。"
        ),
        (English, None) => {
            "Whether the best plan is the only one with its values is not proved.".into()
        }
        (Chinese, None) => "尚未证明最优方案是否唯一。".into(),
    }
}

/// Why there are no more plans.
pub(crate) fn ended(found: &AlternativesJson, language: Language) -> Option<String> {
    let losses: Vec<f64> = found.lose.values().copied().collect();
    let most = share(losses.iter().copied().fold(0.0, f64::max));
    Some(match (language, found.ended.as_deref()?) {
        (English, "no-more") => format!(
            "There are no other plans that differ so much and lose at most {most} of each aim; this is proved."
        ),
        (Chinese, "no-more") => {
            format!("没有其他符合差异要求、且各目标损失不超过 {most} 的方案（已证明）。")
        }
        (English, "enough") => "There may be more plans.".into(),
        (Chinese, "enough") => "可能还有其他方案。".into(),
        (English, _) => "The search ended before all plans were found.".into(),
        (Chinese, _) => "搜索提前结束，可能还有其他方案。".into(),
    })
}
