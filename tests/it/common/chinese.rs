//! English that is left in Chinese text, and Chinese in English.

use std::path::Path;
use yike::domain::{Language, Text};
use yike::read::Issue;

/// Words that stand in English prose alone.
const PROSE: [&str; 34] = [
    "the", "of", "is", "are", "and", "or", "to", "not", "in", "for", "with", "no", "it", "its",
    "this", "that", "at", "by", "from", "on", "as", "be", "has", "have", "than", "which", "there",
    "each", "all", "an", "was", "were", "must", "may",
];

/// The first English prose in `text`: a word of prose, or two words in small letters one after the other. What stands in
/// backticks is code, and what stands between “ and ” is another program's; columns of a table are apart.
pub(crate) fn english_in(text: &str) -> Option<String> {
    let own = without(&without(text, '`', '`'), '“', '”').replace("  ", "|");
    for part in own.split(|letter: char| !letter.is_ascii() || letter == '|') {
        let mut last: Option<&str> = None;
        for word in part.split_whitespace() {
            let bare = word.trim_matches(|letter: char| ",.;:()[]'\"!?".contains(letter));
            let is_word = bare.len() > 1 && bare.bytes().all(|byte| byte.is_ascii_lowercase());
            if is_word && (PROSE.contains(&bare) || last.is_some()) {
                return Some(format!(
                    "{} in: {text}",
                    [last, Some(bare)].map(Option::unwrap_or_default).join(" ")
                ));
            }
            last = is_word.then_some(bare);
        }
    }
    None
}

/// The first line in which a figure or code stands beside Chinese without a space.
pub(crate) fn crowded_in(text: &str) -> Option<&str> {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || letter == '`';
    let letters = |line: &str| line.chars().zip(line.chars().skip(1)).collect::<Vec<_>>();
    let beside = |(a, b): (char, char)| is_han(a) && is_plain(b) || is_plain(a) && is_han(b);
    text.lines().find(|line| letters(line).into_iter().any(beside))
}

/// The text without what stands between two marks.
fn without(text: &str, open: char, close: char) -> String {
    let (mut kept, mut is_inside) = (String::new(), false);
    for letter in text.chars() {
        match is_inside {
            true if letter == close => is_inside = false,
            true => {}
            false if letter == open => {
                is_inside = true;
                kept.push('…');
            }
            false => kept.push(letter),
        }
    }
    kept
}

/// Asserts that a text stands in Chinese too, without English prose and without a full stop.
pub(crate) fn assert_told(text: &Text) {
    let chinese = text.say(Language::Chinese);
    assert!(is_chinese(chinese) && !chinese.ends_with('。'), "{chinese}");
    assert_eq!(english_in(chinese), None);
}

/// Asserts the same of what an issue says.
pub(crate) fn assert_issue_told(issue: &Issue) {
    [&issue.cause, &issue.action].into_iter().for_each(assert_told);
}

/// Whether a text has Chinese characters.
pub(crate) fn is_chinese(text: &str) -> bool {
    text.chars().any(is_han)
}

/// The first Chinese characters in `text` that do not stand like this in `given`, where names come from.
pub(crate) fn chinese_in(text: &str, given: &str) -> Option<String> {
    let own = text.split(|letter| !is_han(letter)).find(|own| !given.contains(own))?;
    text.lines().find(|line| line.contains(own)).map(|line| format!("{own} in: {line}"))
}

fn is_han(letter: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&letter)
}

/// The files below a folder whose names end so.
pub(crate) fn texts_below(folder: &Path, ends: &[&str]) -> Vec<String> {
    let entries =
        std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry"));
    let (mut found, mut folders) = (Vec::new(), Vec::new());
    for entry in entries {
        let path = entry.path();
        match entry.file_type().expect("a type").is_dir() {
            true => folders.push(path),
            false if ends.iter().any(|end| path.to_string_lossy().ends_with(end)) => {
                // Tables may be in GBK.
                let text = std::fs::read(path).expect("a text");
                found.push(String::from_utf8_lossy(&text).into_owned());
            }
            false => {}
        }
    }
    found.extend(folders.iter().flat_map(|folder| texts_below(folder, ends)));
    found
}
