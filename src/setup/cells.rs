//! What the cells of a planner's table say.

use crate::domain::{Setting, Text, text};
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
    /// Whether it is called about so many: 约50, 50余人.
    pub(super) is_about: bool,
}

/// The text of a cell as figures are looked for in it: without blanks and thousands, digits as they are typed (５ is 5);
/// none where it stands for nothing.
fn digits(value: &Value) -> Option<(String, String)> {
    let text = text(value)?;
    let narrow = |letter: char| match letter {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(letter as u32 - 0xfee0).unwrap_or(letter),
        other => other,
    };
    let plain: String = text.chars().filter(|own| !own.is_whitespace()).map(narrow).collect();
    let is_nothing = ["-", "—", "/", "无", "——"].contains(&plain.as_str());
    (!is_nothing).then(|| (plain.replace(',', ""), text))
}

/// The figure of a cell: none where it is empty, why not where it is no figure. `1,234 人` is one.
pub(super) fn figure(value: &Value) -> Option<Result<Figure, Text>> {
    let (plain, text) = digits(value)?;
    let bare = plain.trim_end_matches("左右").trim_end_matches(['人', '张', '个', '户', '名']);
    let bare = bare.trim_end_matches(['余', '多']);
    let bare =
        ["大约", "约", "近", "≈"].iter().fold(bare, |bare, word| bare.trim_start_matches(*word));
    let is_about = bare.len() < plain.trim_end_matches(['人', '张', '个', '户', '名']).len();
    let (digits, is_percent) = match bare.strip_suffix('%') {
        Some(digits) => (digits, true),
        None => (bare, false),
    };
    Some(number(digits, &text).map(|number| Figure { number, is_percent, is_about }))
}

/// How much a cell says, with a unit of money or area behind it or none, which then stands for `times` so much.
pub(super) fn quantity(value: &Value, times: f64) -> Option<Result<f64, Text>> {
    const UNITS: [(&str, f64); 9] = [
        ("万元", 1e4),
        ("万", 1e4),
        ("yuan", 1.0),
        ("元", 1.0),
        ("平方米", 1.0),
        ("㎡", 1.0),
        ("m²", 1.0),
        ("m2", 1.0),
        ("平米", 1.0),
    ];
    let (plain, text) = digits(value)?;
    let own = UNITS.iter().find_map(|(unit, times)| Some((plain.strip_suffix(unit)?, *times)));
    let (digits, times) = own.unwrap_or((&plain, times));
    Some(number(digits, &text).map(|number| number * times))
}

fn number(digits: &str, text: &str) -> Result<f64, Text> {
    let number = digits.parse().ok().filter(|own: &f64| own.is_finite() && *own >= 0.0);
    number
        .ok_or_else(|| text!("`{text}` is no figure of at least 0", "“{text}”应为不小于 0 的数字"))
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
    const CLOSED: &str =
        "关闭 停业 停运 停用 关停 歇业 空置 闲置 拆除 撤销 注销 未 在建 筹建 待建 即将 预计";
    const AHEAD: [&str; 5] = ["拟建", "拟于", "拟新建", "规划", "计划"];
    const IN_USE: &str = "正常 运营 建成 在用 投用 现状 已 existing operating";
    const PLANNED: &str = "拟 规划 备选 候选 新建 计划 candidate planned";
    let text = text.trim().to_lowercase();
    let has = |words: &str| words.split_whitespace().any(|word| text.contains(word));
    match text.as_str() {
        "否" | "0" | "false" | "no" | "无" => Some(false),
        "是" | "1" | "true" | "yes" | "有" => Some(true),
        _ if has(CLOSED) || AHEAD.iter().any(|word| text.starts_with(word)) => Some(false),
        _ if has(IN_USE) => Some(true),
        _ => has(PLANNED).then_some(false),
    }
}

/// Whether it is offered as a place to build at.
pub(super) fn is_offered(text: &str) -> bool {
    ["备选", "候选", "拟建", "拟选", "candidate"]
        .iter()
        .any(|word| text.to_lowercase().contains(word))
}

/// Who runs it, by the words that plans use; none where they say nothing of it. What enterprises, associations and others
/// run for a public owner is run by an operator (社会化运营), what they own themselves is private.
pub(super) fn operator(text: &str) -> Option<&'static str> {
    const WORDS: [(&str, &str); 4] = [
        (
            "operator",
            "公建民营 公办民营 委托 承包 外包 购买服务 第三方 社会化 社会组织 社会力量 物业 协会 社工 基金会 operator",
        ),
        ("public", "国有 国企"),
        ("private", "民办 民营 社会办 企业 公司 私 民非 个体 private"),
        ("public", "公办 公建公营 政府 事业 公营 街道办 自营 自主运营 村委 居委 集体 public"),
    ];
    let has = |words: &str| words.split_whitespace().any(|word| text.contains(word));
    WORDS.iter().find(|(_, words)| has(words)).map(|(own, _)| *own)
}
