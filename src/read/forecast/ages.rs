//! Ages and sexes in headers and cells: `男_15到19岁`, `85岁及以上（女）`, `female 0-4`, `85+`.

use crate::domain::forecast::Sex;

/// The years of age of a count: from one to another, or open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ages {
    pub(super) from: u32,
    /// The last year; none where the group is open.
    pub(super) to: Option<u32>,
}

const OPEN: [&str; 6] = ["及以上", "以上", "andover", "plus", "&over", "+"];
const BETWEEN: [&str; 9] = ["-", "–", "—", "~", "～", "到", "至", "to", "_"];
const SEXES: [(&str, Sex); 8] = [
    ("female", Sex::Female),
    ("women", Sex::Female),
    ("male", Sex::Male),
    ("men", Sex::Male),
    ("女", Sex::Female),
    ("男", Sex::Male),
    ("f", Sex::Female),
    ("m", Sex::Male),
];
/// Characters that may separate sex and age.
const MARKS: &[char] = &['_', '-', ':', '：', '(', ')', '（', '）'];

/// The sex that a word names.
pub(super) fn sex(word: &str) -> Option<Sex> {
    let word = plain(word);
    SEXES.into_iter().find(|(name, _)| *name == word).map(|(_, sex)| sex)
}

/// The ages that a cell names.
pub(super) fn ages(word: &str) -> Option<Ages> {
    let word = plain(word).replace("周岁", "").replace('岁', "");
    if let Some(from) = OPEN.iter().find_map(|open| word.strip_suffix(open)) {
        return Some(Ages { from: year(from)?, to: None });
    }
    let parts = BETWEEN.iter().find_map(|mark| word.split_once(mark));
    let (from, to) = match parts {
        Some((from, to)) => (year(from)?, year(to)?),
        None => (year(&word)?, year(&word)?),
    };
    (from <= to).then_some(Ages { from, to: Some(to) })
}

/// The sex and ages that a column's header names, and nothing else.
pub(super) fn column(header: &str) -> Option<(Sex, Ages)> {
    let word = plain(header);
    let bare = word.trim_matches(MARKS);
    SEXES.into_iter().find_map(|(name, sex)| {
        let before = bare.strip_prefix(name);
        let rest = before.or_else(|| bare.strip_suffix(name))?;
        Some((sex, ages(rest.trim_matches(MARKS))?))
    })
}

fn plain(word: &str) -> String {
    let word: String = word.split_whitespace().collect();
    word.to_lowercase()
}

fn year(word: &str) -> Option<u32> {
    let digits = (1..=3).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| word.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_of_both_censuses_are_understood() {
        let rows = [
            ("男_0岁", Sex::Male, 0, Some(0)),
            ("女_15到19岁", Sex::Female, 15, Some(19)),
            ("女_85岁以上", Sex::Female, 85, None),
            ("45-49岁（女)", Sex::Female, 45, Some(49)),
            ("85岁及以上（男）", Sex::Male, 85, None),
            ("Female 5–9", Sex::Female, 5, Some(9)),
            ("m_0_4", Sex::Male, 0, Some(4)),
            ("100+ F", Sex::Female, 100, None),
        ];
        for (header, sex, from, to) in rows {
            assert_eq!(column(header), Some((sex, Ages { from, to })), "{header}");
        }
    }

    #[test]
    fn other_headers_are_none() {
        for header in [
            "人口比重_0-14岁",
            "人口数_男",
            "男",
            "15岁及以上文盲人口_男",
            "人口比重_15-49岁育龄妇女",
            "male",
            "9-5 m",
            "",
        ] {
            assert_eq!(column(header), None, "{header}");
        }
    }
}
