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
    pub(super) how: How,
}

/// How exactly a cell says its figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum How {
    Exactly,
    /// About so many, at least or at most: 约50, 50余人, 不少于50.
    About,
    /// From one figure to another, of which the middle is taken: 300～500.
    Between,
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
    let bare = plain.replace(['人', '张', '个', '户', '名', '床'], "");
    let is_percent = bare.contains('%');
    let made = number(&bare.replace('%', ""), &text);
    Some(made.map(|(number, how)| Figure { number, is_percent, how }))
}

/// What a quantity is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Money,
    Area,
}

/// Units of money and of area, those first that end in others, and how much each is in yuan or square metres.
const UNITS: [(&str, Kind, f64); 21] = [
    ("亿元", Kind::Money, 1e8),
    ("万元", Kind::Money, 1e4),
    ("千元", Kind::Money, 1e3),
    ("yuan", Kind::Money, 1.0),
    ("元", Kind::Money, 1.0),
    ("平方公里", Kind::Area, 1e6),
    ("平方千米", Kind::Area, 1e6),
    ("km²", Kind::Area, 1e6),
    ("km2", Kind::Area, 1e6),
    ("公顷", Kind::Area, 1e4),
    ("亩", Kind::Area, 2000.0 / 3.0),
    ("万平方米", Kind::Area, 1e4),
    ("万平米", Kind::Area, 1e4),
    ("万㎡", Kind::Area, 1e4),
    ("万m²", Kind::Area, 1e4),
    ("平方米", Kind::Area, 1.0),
    ("平米", Kind::Area, 1.0),
    ("㎡", Kind::Area, 1.0),
    ("m²", Kind::Area, 1.0),
    ("m2", Kind::Area, 1.0),
    ("平方", Kind::Area, 1.0),
];

/// How much a unit is, which may stand in brackets behind a heading; none where it is no unit of this kind.
pub(super) fn unit(text: &str, kind: Kind) -> Option<f64> {
    let text = text.trim_start_matches("单位").trim_start_matches(['：', ':']);
    UNITS.iter().find(|(own, of, _)| text == *own && *of == kind).map(|(.., times)| *times)
}

/// How much a cell says, and the unit that it has itself.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Quantity {
    pub(super) number: f64,
    pub(super) how: How,
    /// With how many yuan or square metres it is.
    pub(super) unit: Option<(&'static str, f64)>,
}

/// The quantity of a cell in yuan or square metres; one without a unit stands for `times` so much.
pub(super) fn quantity(value: &Value, kind: Kind, times: f64) -> Option<Result<Quantity, Text>> {
    let (plain, text) = digits(value)?;
    let plain = plain.trim_start_matches("每年").trim_end_matches("/年").to_owned();
    // 300余平方米: what is said of the figure stands before the unit too.
    let (bare, is_about) = match plain.contains(SOME) {
        true => (plain.replace(SOME, ""), true),
        false => (plain, false),
    };
    let ended = ENDS.iter().find_map(|end| bare.strip_suffix(end));
    let (bare, is_about) = (ended.unwrap_or(&bare), is_about || ended.is_some());
    let own = UNITS.iter().find_map(|(unit, of, times)| {
        (*of == kind).then_some(())?;
        Some((bare.strip_suffix(unit)?, Some(*unit), *times))
    });
    let ten_thousand = || Some((bare.strip_suffix('万')?, Some("万"), 1e4));
    let (digits, unit, times) = own.or_else(ten_thousand).unwrap_or((bare, None, times));
    // 300㎡—500㎡.
    let digits = unit.map_or_else(|| digits.to_owned(), |unit| digits.replace(unit, ""));
    Some(number(&digits, &text).map(|(number, how)| {
        let how = if is_about && how == How::Exactly { How::About } else { how };
        let unit = unit.map(|unit| (unit, times));
        Quantity { number: (number * times * 100.0).round() / 100.0, how, unit }
    }))
}

/// What says behind a figure that it is not exact, and before it.
const SOME: [char; 3] = ['余', '多', '许'];
const ENDS: [&str; 6] = ["左右", "上下", "以上", "以下", "以内", "+"];
const BEFORE: [&str; 17] = [
    "大约",
    "约",
    "近",
    "≈",
    "~",
    "不少于",
    "不低于",
    "至少",
    "超过",
    "超",
    "逾",
    "≥",
    "不超过",
    "不足",
    "≤",
    ">",
    "<",
];

/// A figure, or two with a dash between.
fn number(digits: &str, text: &str) -> Result<(f64, How), Text> {
    let one = |own: &str| own.parse().ok().filter(|own: &f64| own.is_finite() && *own >= 0.0);
    let bare = BEFORE.iter().fold(digits, |own, word| own.strip_prefix(word).unwrap_or(own));
    let bare = ENDS.iter().fold(bare, |own, word| own.strip_suffix(word).unwrap_or(own));
    let bare = bare.trim_end_matches(SOME);
    let ends = || bare.split_once(['-', '~', '～', '—', '–', '至', '到']);
    let between = || {
        let (low, high) =
            ends().and_then(|(low, high)| one(low).zip(one(high.trim_start_matches('—'))))?;
        // What are further apart are a telephone number or a date.
        (low <= high && high <= low * 10.0).then_some(((low + high) / 2.0, How::Between))
    };
    let how = if bare.len() < digits.len() { How::About } else { How::Exactly };
    one(bare)
        .map(|own| (own, how))
        .or_else(between)
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

/// Whether something stands in `year`. What is closed or not yet open does not, whatever else is said of it; what is in use
/// does, whatever is planned for it, unless a year that is yet to come is named.
pub(super) fn stands(text: &str, year: i32) -> Option<bool> {
    const CLOSED: &str =
        "关闭 停业 停运 停用 关停 歇业 空置 闲置 拆除 撤销 注销 未 在建 筹建 待建 即将 预计";
    const AHEAD: [&str; 5] = ["拟建", "拟于", "拟新建", "规划", "计划"];
    const IN_USE: &str =
        "正常 运营 营业 建成 竣工 完工 在用 投用 启用 使用 现状 已 existing operating";
    const PLANNED: &str = "拟 规划 备选 候选 新建 计划 candidate planned";
    let text = text.trim().to_lowercase();
    let clauses = text.split(['，', ',', '；', ';', '、', '。', '（', '）', '(', ')']);
    let (ahead, now): (Vec<&str>, Vec<&str>) =
        clauses.filter(|own| !own.is_empty()).partition(|own| years(own).any(|own| own > year));
    let text = now.join("，");
    let has = |words: &str| words.split_whitespace().any(|word| text.contains(word));
    match text.as_str() {
        "否" | "0" | "false" | "no" | "无" => Some(false),
        "是" | "1" | "true" | "yes" | "有" => Some(true),
        _ if has(CLOSED) || AHEAD.iter().any(|word| text.starts_with(word)) => Some(false),
        _ if has(IN_USE) => Some(true),
        _ => (has(PLANNED) || !ahead.is_empty()).then_some(false),
    }
}

/// The years that a text names.
fn years(text: &str) -> impl Iterator<Item = i32> {
    let figures = text.split(|own: char| !own.is_ascii_digit()).filter(|own| own.len() >= 4);
    // 202612 and 20261201 are months and days.
    figures.filter_map(|own| own[..4].parse().ok()).filter(|own| (1900..2200).contains(own))
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
