//! Unknown properties of features that look like known ones.

use super::near::nearest;
use crate::domain::{Phrase, phrase};

/// What an unknown property is likely meant for.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Alike<'a> {
    /// This property of the format, by a slip of the pen.
    Misspelt(&'a str),
    /// This property of the format, by other words.
    InOtherWords(&'a str),
    /// What is stated elsewhere: where.
    Elsewhere(Phrase),
}

/// Properties that decide much and are named in many ways, each with what is in its other names, in small letters
/// without anything between them.
const OTHER_WORDS: [(&str, &[&str]); 7] = [
    ("detour", &["detour", "绕行"]),
    ("speed", &["speed", "速度"]),
    (
        "no_way",
        &[
            "noway",
            "noroad",
            "nopath",
            "noaccess",
            "roadless",
            "withoutroad",
            "unreachable",
            "inaccessible",
            "不通路",
            "不通车",
            "无路",
            "未通公路",
        ],
    ),
    ("nursing_beds", &["nursingbed"]),
    ("beds", &["beds"]),
    ("running_cost", &["runningcost"]),
    ("may_stay", &["maystay"]),
];

/// Names that another layer or the plan file has, and no layer as a property of a place.
const ELSEWHERE: [(&str, Phrase); 7] = [
    ("detour", OF_TRAVEL),
    ("speed", OF_TRAVEL),
    ("no_way", phrase("the demand layer and `[travel.units]`", "需求图层和 `[travel.units]`")),
    ("reach", OF_TIERS),
    ("travel", OF_TIERS),
    ("leads", OF_TIERS),
    (
        "profile",
        phrase("`[travel]` and `[[tier]]` in the plan file", "规划文件的 `[travel]` 和 `[[tier]]`"),
    ),
];

const OF_TRAVEL: Phrase = phrase("the demand layer and `[travel]`", "需求图层和 `[travel]`");
const OF_TIERS: Phrase = phrase("`[[tier]]` in the plan file", "规划文件的 `[[tier]]`");

/// What the unknown property `key` is likely meant for, where the properties `absent` are known and not there.
pub(super) fn alike<'a>(key: &str, absent: &[&'a str]) -> Option<Alike<'a>> {
    if let Some(near) = nearest(key, absent.iter().copied()) {
        return Some(Alike::Misspelt(near));
    }
    let plain: String =
        key.to_lowercase().chars().filter(|letter| letter.is_alphanumeric()).collect();
    let has = |(_, words): &&(&str, &[&str])| words.iter().any(|word| plain.contains(word));
    let meant = OTHER_WORDS.iter().find(has);
    let meant = meant.and_then(|(own, _)| absent.iter().find(|absent| *absent == own));
    let elsewhere = || ELSEWHERE.iter().find(|(own, _)| *own == key);
    match meant {
        Some(meant) => Some(Alike::InOtherWords(meant)),
        None => elsewhere().map(|(_, place)| Alike::Elsewhere(*place)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OF_UNITS: [&str; 3] = ["detour", "speed", "no_way"];

    #[test]
    fn other_words_and_other_places_are_told() {
        let told = |key| match alike(key, &OF_UNITS) {
            Some(Alike::Misspelt(own) | Alike::InOtherWords(own)) => Some(own),
            _ => None,
        };
        let no_way = ["no_road", "noway", "No_Way", "NoRoad", "roadless", "无路"];
        no_way.iter().for_each(|key| assert_eq!(told(key), Some("no_way"), "{key}"));
        let speed = ["speed_kmh", "walk_speed", "WalkingSpeed", "SPEED", "步行速度"];
        speed.iter().for_each(|key| assert_eq!(told(key), Some("speed"), "{key}"));
        let detour = ["detours", "detour_factor", "Detour", "绕行系数"];
        detour.iter().for_each(|key| assert_eq!(told(key), Some("detour"), "{key}"));
        assert!(matches!(alike("detour", &["kind"]), Some(Alike::Elsewhere(_))));
        assert!(matches!(alike("reach", &OF_UNITS), Some(Alike::Elsewhere(_))));
        assert_eq!(alike("beds_total", &["beds"]), Some(Alike::InOtherWords("beds")));
        assert_eq!(alike("beds_total", &["nursing_beds"]), None, "beds are there");
    }

    #[test]
    fn columns_of_ordinary_files_are_not_told() {
        let ordinary = [
            "OBJECTID",
            "FID",
            "Shape_Area",
            "Shape_Length",
            "NAME_1",
            "full_name",
            "area_km2",
            "dwellings",
            "residents_2010",
            "geonameid",
            "osm",
            "highway",
            "road",
            "way_id",
            "elevation",
            "备注",
            "联系电话",
            "households",
            "note",
        ];
        for key in ordinary {
            assert_eq!(alike(key, &OF_UNITS), None, "{key}");
        }
    }
}
