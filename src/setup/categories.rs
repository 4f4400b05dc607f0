//! What facilities are called, and what they are in a plan.

use crate::domain::Language;

/// A sort of facility.
#[derive(Debug)]
#[non_exhaustive]
pub struct Category {
    /// Its word.
    pub kind: &'static str,
    /// What it is called in Chinese.
    chinese: &'static str,
    /// The tier of the templates that it serves: `centre`, `station`, `point` or `institution`.
    pub tier: &'static str,
    /// Whether it serves it only once it is upgraded.
    pub is_later: bool,
    /// What its name or category contains, a word each.
    words: &'static str,
}

impl Category {
    /// What reports in this language show where the table has no word of its own.
    pub(super) fn shown(&self, language: Language) -> &'static str {
        language.say(self.kind, self.chinese)
    }
}

const fn of(
    kind: &'static str,
    chinese: &'static str,
    tier: &'static str,
    words: &'static str,
) -> Category {
    Category { kind, chinese, tier, is_later: false, words }
}

/// All of them, those first whose words say more.
pub const CATEGORIES: &[Category] = &[
    // As in the districts' plans: it serves no tier before it is made a mutual-aid point.
    Category {
        is_later: true, ..of("happiness-home", "幸福院", "point", "幸福院、幸福家园")
    },
    of("housing-estate", "小区养老服务点", "station", "小区养老、小区服务点"),
    of("mutual-aid-point", "互助养老点", "point", "互助、五保家园、养老点、服务点、mutual aid"),
    of(
        "community-station",
        "社区养老服务站",
        "station",
        "服务站、日间照料、日照中心、养老驿站、托老、养老站、day care、day centre",
    ),
    of("welfare-home", "敬老院", "institution", "敬老院、福利院、特困、供养、光荣院"),
    of(
        "nursing-home",
        "护理院",
        "institution",
        "护理院、养护院、照护中心、护养院、nursing home、care home、nursing-home",
    ),
    of("retirement-apartments", "老年公寓", "institution", "老年公寓、养老公寓"),
    of("care-and-medical", "医养结合机构", "institution", "医养"),
    of(
        "service-centre",
        "养老服务中心",
        "centre",
        "服务中心、养老中心、综合为老、为老服务、service centre",
    ),
    of(
        "private-institution",
        "养老院",
        "institution",
        "养老院、养老机构、机构养老、社会办、颐养、康养、托养、老人之家、老年之家",
    ),
    of("institution", "养老机构", "institution", "机构"),
];

/// Words of places that care for the sick.
const MEDICAL: &str = "医院、卫生院、卫生室、卫生服务、诊所、门诊、卫生所、医务、hospital、clinic";

/// Whether a text has one of some words.
fn has(text: &str, words: &str) -> bool {
    words.split('、').any(|word| text.contains(word))
}

/// The category of which `text` speaks.
pub(super) fn category(text: &str) -> Option<&'static Category> {
    let text = text.to_lowercase();
    // Neither offices nor classes are places of care.
    if has(&text, "智慧、指导、培训、大学、学校") {
        return None;
    }
    // 社区卫生服务中心 is no service centre.
    let medical = has(&text, MEDICAL) && !text.contains("养");
    // Words of Yike's own.
    if let Some(own) = named(&text) {
        return Some(own);
    }
    let speaks = |own: &&Category| has(&text, own.words);
    CATEGORIES.iter().find(speaks).filter(|_| !medical)
}

/// The category that a person names by its tier or its kind.
pub(super) fn named(word: &str) -> Option<&'static Category> {
    let word = word.trim();
    let first = |tier: &str| {
        CATEGORIES
            .iter()
            .find(|own| own.tier == tier && !own.is_later && own.kind != "housing-estate")
    };
    CATEGORIES.iter().find(|own| own.kind == word || own.chinese == word).or_else(|| first(word))
}

/// Whether it is a hospital or a clinic by its name.
pub(super) fn is_medical(text: &str) -> bool {
    has(&text.to_lowercase(), MEDICAL)
}

/// The category of a facility: as asked for, else by the column that says it, else by its name.
pub(super) fn of_facility(
    called: Option<&str>,
    name: &str,
    stated: &[(String, String)],
) -> Option<&'static Category> {
    let stated =
        stated.iter().find(|(word, _)| called == Some(word) || name.contains(word.as_str()));
    match stated {
        Some((_, meant)) => named(meant),
        None => called.and_then(category).or_else(|| category(name)),
    }
}
