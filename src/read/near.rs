//! Suggestions for misspelt words.

use crate::domain::{Text, text};

/// The word among `known` that `word` most likely stands for: at most two edits away, one in short words.
pub(crate) fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let letters = word.chars().count();
    let most = if letters <= 5 { 1 } else { 2 };
    known
        .into_iter()
        .filter(|candidate| candidate.chars().count().abs_diff(letters) <= most)
        .filter(|candidate| digits(candidate) == digits(word))
        .map(|candidate| (slips(word, candidate), candidate))
        .filter(|&(slips, _)| (1..=most).contains(&slips))
        .min_by_key(|&(slips, _)| slips)
        .map(|(_, candidate)| candidate)
}

/// The `most` words among `known` with the fewest edits from `word`, the nearest first; of equally near ones those
/// first that contain a part of it between dots.
pub(crate) fn closest<'a>(
    word: &str,
    known: impl IntoIterator<Item = &'a str>,
    most: usize,
) -> Vec<&'a str> {
    let parts: Vec<&str> = word.split('.').collect();
    let away = |candidate: &str| {
        let shared = candidate.split('.').filter(|part| parts.contains(part));
        slips(word, candidate).saturating_sub(4 * shared.count())
    };
    let mut ranked: Vec<(usize, &str)> = known.into_iter().map(|own| (away(own), own)).collect();
    ranked.sort_by_key(|&(away, _)| away);
    ranked.into_iter().take(most).map(|(_, own)| own).collect()
}

/// The digits of a word in ascending order: `aged_80` is not a misspelling of `aged_85`, nor `U6` of `U1`.
fn digits(word: &str) -> Vec<char> {
    let mut digits: Vec<char> = word.chars().filter(char::is_ascii_digit).collect();
    digits.sort_unstable();
    digits
}

/// The restricted Damerau-Levenshtein distance of `a` and `b`: letters changed, added, left out or swapped with their
/// neighbour.
fn slips(a: &str, b: &str) -> usize {
    let a: Vec<char> = a.to_lowercase().chars().collect();
    let b: Vec<char> = b.to_lowercase().chars().collect();
    let mut before = vec![0; b.len() + 1];
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let change = above[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            row[j] = change.min(above[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        before = std::mem::replace(&mut above, row);
    }
    above[b.len()]
}

/// What to write instead of `word`: the nearest known word, else the list of them.
pub(super) fn instead(word: &str, known: &[&str]) -> Text {
    match nearest(word, known.iter().copied()) {
        Some(near) => text!("did you mean `{near}`?", "是否应为 `{near}`？"),
        None if known.is_empty() => text!("there is none to choose from", "没有可选的"),
        None if known.len() <= 12 => {
            let known = list(known);
            text!("use one of {known}", "改用以下之一：{known}"; known)
        }
        None => {
            let (count, first) = (known.len(), known[0]);
            text!(
                "use one of the {count} known, for instance `{first}`",
                "改用已有的 {count} 个之一，例如 `{first}`"
            )
        }
    }
}

/// What to write instead of `word` for something that has an id and a name: those whose name is a part of it or has it as
/// one, or that are a slip away.
pub(crate) fn instead_of_named(word: &str, known: &[(&str, &str)]) -> Text {
    const NAMED: usize = 5;
    let told = |(id, name): (&str, &str)| text!("`{name}` (`{id}`)", "`{name}`（`{id}`）");
    let has = |a: &str, b: &str| !b.is_empty() && a.contains(b);
    let alike = known.iter().filter(|(_, name)| has(name, word) || has(word, name));
    let mut alike: Vec<(&str, &str)> = alike.copied().collect();
    // One thing may have names in two languages.
    alike.dedup_by_key(|own| own.0);
    if alike.is_empty() {
        let words = known.iter().flat_map(|&(id, name)| [id, name]);
        let near = nearest(word, words);
        let near =
            known.iter().find(|&&(id, name)| near.is_some_and(|own| own == id || own == name));
        alike.extend(near);
    }
    if alike.is_empty() {
        let Some(&first) = known.first() else { return instead(word, &[]) };
        let (count, first) = (known.len(), told(first));
        return text!(
            "write the name or the id of one of the {count} there are, for instance {first}",
            "写明已有 {count} 个之一的名称或编号，例如 {first}";
            first
        );
    }
    let alike = Text::first_of(&alike.into_iter().map(told).collect::<Vec<_>>(), NAMED);
    text!("did you mean {alike}?", "是否指 {alike}？"; alike)
}

/// `a`, `b` and `c` in backticks.
pub(super) fn list(words: &[&str]) -> Text {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    Text::names(&quoted)
}

/// The first `most` names, and how many more there are.
pub(super) fn first_of(names: &[String], most: usize) -> Text {
    Text::both(|language| language.first_of(names, most))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_count_changes_and_swaps() {
        assert_eq!(slips("population", "populaton"), 1);
        assert_eq!(slips("beds", "bdes"), 1);
        assert_eq!(slips("", "abc"), 3);
        assert_eq!(slips("敬老院", "敬老园"), 1);
    }

    #[test]
    fn nearest_wants_one_slip_in_short_words() {
        assert_eq!(nearest("tier", ["kind"]), None);
        assert_eq!(nearest("teir", ["kind", "tier"]), Some("tier"));
        assert_eq!(nearest("tier", ["tier"]), None);
    }

    #[test]
    fn other_numbers_are_other_things() {
        assert_eq!(nearest("aged_80", ["aged_85"]), None);
        assert_eq!(nearest("T20", ["T02"]), Some("T02"));
    }
}
