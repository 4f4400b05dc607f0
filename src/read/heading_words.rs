//! What a heading says in its words: an age, shares, a coordinate system, the unit of its figures.

use crate::domain::crs::Crs;

/// A heading as names are compared: without blanks, units in brackets and capital letters.
pub(super) fn plain(heading: &str) -> String {
    let mut depth = 0_usize;
    let mut kept = String::new();
    for letter in heading.chars() {
        match letter {
            '(' | '（' | '[' | '【' => depth += 1,
            ')' | '）' | ']' | '】' => depth = depth.saturating_sub(1),
            _ if depth > 0 || letter.is_whitespace() => {}
            _ => kept.extend(letter.to_lowercase()),
        }
    }
    match kept.is_empty() {
        true => heading.trim().to_lowercase(),
        false => {
            let whole = kept.replace("周岁", "岁").replace(['/', '、', '·'], "");
            let whole = IN_WORDS.iter().fold(whole, |own, (word, age)| own.replace(word, age));
            whole.trim_start_matches("其中").trim_start_matches(['：', ':']).to_owned()
        }
    }
}

/// Ages in words, and in digits.
pub(super) const IN_WORDS: [(&str, &str); 3] = [("六十五", "65"), ("六十", "60"), ("八十", "80")];

/// The property of which a heading speaks that names an age or old people, in whatever words: 60周岁及以上老年人口数,
/// 其中：80岁以上, 老年人口占比; also where a Shapefile cut it. None where it speaks of some of them: 60岁以上失能老人.
pub(super) fn of_age(heading: &str) -> Option<&'static str> {
    const AGES: [(&str, &str); 3] = [("60", "aged_60"), ("65", "aged_65"), ("80", "aged_80")];
    const OLD: [&str; 4] = ["老年人口", "老龄人口", "老年人", "老人"];
    // The last ones are what is left where ten bytes end.
    const UP: [&str; 7] = ["岁及以上", "岁以上", "岁+", "+", "岁及以", "岁及", "岁以"];
    const BEFORE: [&str; 5] = ["总人口", "常住", "户籍", "人口", "其中"];
    const PEOPLE: [&str; 12] =
        ["常住", "户籍", "老年", "老龄", "高龄", "老人", "人口", "人数", "数量", "总", "人", "老"];
    let plain = plain(heading);
    let text = BEFORE.iter().fold(&*plain, |text, own| text.strip_prefix(own).unwrap_or(text));
    let of_years = AGES.iter().find_map(|(age, property)| {
        let rest = text.strip_prefix(age)?;
        UP.iter().find_map(|up| rest.strip_prefix(up)).map(|rest| (*property, rest))
    });
    let of_old = || OLD.iter().find_map(|old| Some(("aged_60", text.strip_prefix(old)?)));
    let ageing = || text.strip_prefix("老龄化").map(|rest| ("ageing_rate", rest));
    let (property, rest) = of_years.or_else(of_old).or_else(ageing)?;
    let rest = PEOPLE.iter().fold(rest.to_owned(), |rest, word| rest.replace(word, ""));
    let is_share = rest == "占" || SHARES.contains(&rest.trim_start_matches('占'));
    match (property, is_share) {
        ("aged_60", true) => Some("ageing_rate"),
        (_, is_share) => (is_share || ["", "数"].contains(&&*rest)).then_some(property),
    }
}

/// What headings of shares end in.
const SHARES: [&str; 8] = ["比", "比例", "比重", "百分比", "率", "系数", "程度", "水平"];

/// Whether a heading says in words that its figures are shares.
pub(crate) fn is_share(heading: &str) -> bool {
    let heading = plain(heading);
    SHARES.iter().any(|word| heading.ends_with(word))
}

/// What ten bytes hold of a name, to which Shapefiles cut it, in UTF-8 and in GBK.
pub(super) fn cuts(name: &str) -> [&str; 2] {
    [3, 2].map(|bytes| {
        let mut left = 10_usize;
        let mut holds = |letter: char| {
            let size = if letter.is_ascii() { 1 } else { bytes };
            left.checked_sub(size).map(|rest| left = rest).is_some()
        };
        let end = name.char_indices().find(|&(_, letter)| !holds(letter));
        &name[..end.map_or(name.len(), |(at, _)| at)]
    })
}

/// How maps and surveys call their systems, the longest words first.
const SYSTEMS: [(Crs, &[&str]); 4] = [
    (
        Crs::Gcj02,
        &[
            "gcj-02",
            "gcj_02",
            "gcj02",
            "gcj",
            "火星",
            "高德地图",
            "高德",
            "腾讯地图",
            "腾讯",
            "amap",
        ],
    ),
    (Crs::Bd09, &["bd-09", "bd_09", "bd09ll", "bd09", "百度地图", "百度", "baidu"]),
    (Crs::Wgs84, &["wgs-84", "wgs_84", "wgs84", "gps"]),
    (Crs::Epsg(crate::domain::crs::CGCS2000), &["cgcs2000", "国家2000", "2000国家大地", "天地图"]),
];

/// The coordinate system of which a heading or a cell speaks: 高德经度, 经度(GCJ-02), 火星坐标系.
pub(crate) fn system_in(text: &str) -> Option<Crs> {
    let text = text.to_lowercase();
    let speaks = |(_, words): &&(Crs, &[&str])| words.iter().any(|word| text.contains(word));
    SYSTEMS.iter().find(speaks).map(|(crs, _)| *crs)
}

/// A heading without its system: 高德经度 is 经度, gcj02_lng is lng.
pub(super) fn without_system(heading: &str) -> String {
    let words = SYSTEMS.iter().flat_map(|(_, words)| *words).chain(&["坐标系"]);
    let plain = words.fold(plain(heading), |heading, word| heading.replace(word, ""));
    plain.trim_matches(['_', '-']).to_owned()
}

/// What the unit in brackets of a heading makes of the column's figures.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum HeadingUnit {
    /// Each figure stands for so many: 万人 for ten thousand.
    Times(f64),
    /// The figures are percent.
    Percent,
}

/// What stands in brackets behind a heading.
pub(crate) fn unit_of(heading: &str) -> Option<&str> {
    let (_, unit) = heading.split_once(['(', '（', '[', '【'])?;
    Some(unit.trim_end_matches([')', '）', ']', '】']).trim())
}

/// The unit in brackets of a heading, where it changes what the figures say.
pub(crate) fn heading_unit(heading: &str) -> Option<HeadingUnit> {
    let unit = unit_of(heading)?;
    match unit {
        _ if unit.contains(['%', '％']) || unit.contains("百分") => Some(HeadingUnit::Percent),
        _ if unit.starts_with('万') || unit.contains("：万") => {
            Some(HeadingUnit::Times(10_000.0))
        }
        _ if unit.starts_with('千') => Some(HeadingUnit::Times(1_000.0)),
        _ => None,
    }
}
