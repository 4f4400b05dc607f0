//! Two texts, compared line by line.

use super::trees::Difference;
use crate::domain::{Text, text};

/// A line, by how many are before it.
pub(super) fn line_place(before: usize) -> Text {
    let line = before + 1;
    text!("line {line}", "第 {line} 行")
}

/// The lines that differ, numbered as in the text that is there; lines before and after them are the same in both.
pub(super) fn line_differences(there: &str, computed: &str) -> Vec<Difference> {
    let of_there: Vec<&str> = there.lines().collect();
    let of_computed: Vec<&str> = computed.lines().collect();
    let shorter = of_there.len().min(of_computed.len());
    let before = (0..shorter).take_while(|&at| of_there[at] == of_computed[at]).count();
    let after = (0..shorter - before)
        .take_while(|&back| {
            of_there[of_there.len() - 1 - back] == of_computed[of_computed.len() - 1 - back]
        })
        .count();
    let there_changed = &of_there[before..of_there.len() - after];
    let computed_changed = &of_computed[before..of_computed.len() - after];
    let most = there_changed.len().max(computed_changed.len());
    (0..most)
        .map(|at| Difference {
            path: line_place(before + at),
            there: there_changed.get(at).map(|line| Text::same(*line)),
            computed: computed_changed.get(at).map(|line| Text::same(*line)),
        })
        .filter(|found| found.there != found.computed)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_more_or_less_does_not_move_the_others() {
        let places = |there: &str, computed: &str| -> Vec<String> {
            let found = line_differences(there, computed).into_iter();
            found.map(|found| found.path.to_string()).collect()
        };
        assert_eq!(places("a\nb\nc\n", "a\nb\nc\n"), [""; 0]);
        assert_eq!(places("a\nB\nc\n", "a\nb\nc\n"), ["line 2"]);
        assert_eq!(places("a\nx\nb\nc\n", "a\nb\nc\n"), ["line 2"]);
        assert_eq!(places("a\nc\n", "a\nb\nc\n"), ["line 2"]);
        assert_eq!(places("", "a\nb\n"), ["line 1", "line 2"]);
    }
}
