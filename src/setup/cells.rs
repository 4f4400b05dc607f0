//! What the cells of a planner's table say.

use crate::domain::Setting;
use serde_json::Value;

/// The text of a cell, numbers as they are written; none where it is empty.
pub(super) fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Number(number) => {
            let text = number.to_string();
            Some(text.strip_suffix(".0").unwrap_or(&text).to_owned())
        }
        Value::Bool(flag) => Some(flag.to_string()),
        _ => None,
    }
}

/// A figure as it is written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Figure {
    pub(super) number: f64,
    /// Whether a percent sign stands behind it.
    pub(super) is_percent: bool,
}

/// The figure of a cell: none where it is empty, the text where it is no figure. `1,234 人` is one.
pub(super) fn figure(value: &Value) -> Option<Result<Figure, String>> {
    let text = text(value)?;
    if ["-", "—", "/", "无", "——"].contains(&text.as_str()) {
        return None;
    }
    let plain: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    let (digits, is_percent) = match plain.strip_suffix(['%', '％']) {
        Some(digits) => (digits, true),
        None => (plain.trim_end_matches(['人', '张', '个', '户']), false),
    };
    let digits = digits.replace([',', '，'], "");
    Some(match digits.parse::<f64>() {
        Ok(number) if number.is_finite() && number >= 0.0 => Ok(Figure { number, is_percent }),
        _ => Err(text),
    })
}

/// Whether a row adds up others.
pub(super) fn is_total(text: &str) -> bool {
    let plain: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    ["合计", "总计", "小计"].iter().any(|end| plain.trim_end_matches([':', '：']).ends_with(end))
        || ["全区", "全县", "全市", "total", "sum"].contains(&plain.to_lowercase().as_str())
}

/// Whether a row is a note below a table.
pub(super) fn is_note(text: &str) -> bool {
    let marks = ["注：", "注:", "备注", "说明：", "数据来源", "填表", "制表", "单位：", "审核"];
    marks.iter().any(|mark| text.trim_start().starts_with(mark))
}

/// Urban or rural, in words or by the statistical office's code of three digits.
pub(super) fn setting(text: &str) -> Option<Setting> {
    match text.trim() {
        "urban" | "城镇" | "城市" | "城区" | "城" | "镇区" | "街道" | "社区" => {
            Some(Setting::Urban)
        }
        "rural" | "农村" | "乡村" | "乡" | "村" => Some(Setting::Rural),
        code if code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_digit()) => {
            match code.as_bytes()[0] {
                b'1' => Some(Setting::Urban),
                b'2' => Some(Setting::Rural),
                _ => None,
            }
        }
        _ => None,
    }
}

/// The setting of a town by the last letters of its name.
pub(super) fn setting_of_town(name: &str) -> Option<Setting> {
    let name = name.trim_end_matches("办事处");
    match name {
        _ if name.ends_with("街道") => Some(Setting::Urban),
        _ if name.ends_with(['镇', '乡']) => Some(Setting::Rural),
        _ => None,
    }
}

/// The setting of a village or community by the last letters of its name.
pub(super) fn setting_of_unit(name: &str) -> Option<Setting> {
    let bare = stem(name);
    match bare {
        _ if bare.ends_with("社区")
            || ["居委会", "居民委员会"].iter().any(|end| name.ends_with(end)) =>
        {
            Some(Setting::Urban)
        }
        _ if bare.ends_with('村') => Some(Setting::Rural),
        _ => None,
    }
}

/// A name of a village or community without its committee: 大湾村委会 and 大湾村村民委员会 are 大湾村.
pub(super) fn stem(name: &str) -> &str {
    let ends = ["居民委员会", "居委会", "民委员会", "委会"];
    let bare = ends.iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name);
    match bare.strip_suffix('村') {
        Some(own) if own.ends_with('村') && bare != name => own,
        _ if bare.is_empty() => name,
        _ => bare,
    }
}

/// Whether something stands today. What is closed or not yet open does not, whatever else is said of it; what is in use
/// does, whatever is planned for it.
pub(super) fn stands(text: &str) -> Option<bool> {
    const CLOSED: &[&str] = &[
        "关闭", "停业", "停运", "停用", "关停", "拆除", "撤销", "注销", "未", "在建", "待建",
        "预计",
    ];
    const AHEAD: &[&str] = &["拟建", "拟于", "拟新建", "规划", "计划"];
    const IN_USE: &[&str] =
        &["正常", "运营", "建成", "在用", "投用", "现状", "已", "existing", "operating"];
    const PLANNED: &[&str] =
        &["拟", "规划", "备选", "候选", "新建", "计划", "candidate", "planned"];
    let text = text.trim().to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    match text.as_str() {
        "否" | "0" | "false" | "no" | "无" => Some(false),
        "是" | "1" | "true" | "yes" | "有" => Some(true),
        _ if has(CLOSED) || AHEAD.iter().any(|word| text.starts_with(word)) => Some(false),
        _ if has(IN_USE) => Some(true),
        _ => has(PLANNED).then_some(false),
    }
}

/// Who runs it, by the words that plans use; other words as they are.
pub(super) fn operator(text: &str) -> String {
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if has(&["公建民营", "委托", "公办民营", "社会化", "operator"]) {
        "operator".into()
    } else if has(&["国有", "国企"]) {
        "public".into()
    } else if has(&["民办", "民营", "社会办", "企业", "私", "民非", "private"]) {
        "private".into()
    } else if has(&["公办", "公建公营", "政府", "事业", "公营", "public"]) {
        "public".into()
    } else {
        text.trim().into()
    }
}
