//! Ids as a file gives them, without memory for consecutive numbers.

use crate::domain::location::Ids;
use std::collections::BTreeMap;

/// A list of ids that is being read.
#[derive(Debug)]
pub(super) struct Labels(Ids);

impl Labels {
    /// An empty list.
    pub(super) fn new() -> Self {
        Self(Ids::Numbered { first: 0, count: 0 })
    }

    /// Adds an id.
    pub(super) fn push(&mut self, word: &[u8]) {
        match &mut self.0 {
            Ids::Given(ids) => ids.push(String::from_utf8_lossy(word).into_owned()),
            Ids::Numbered { first, count } => {
                let number = plain(word);
                if let (0, Some(number)) = (*count, number) {
                    *first = number;
                }
                if number == Some(*first + *count) {
                    *count += 1;
                    return;
                }
                let before = (*first..*first + *count).map(|number| number.to_string());
                self.0 = Ids::Given(before.collect());
                self.push(word);
            }
        }
    }

    /// The number of ids.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// The ids, and those given twice with their positions.
    pub(super) fn finish(self) -> (Ids, Vec<(String, usize, usize)>) {
        let mut twice = Vec::new();
        if let Ids::Given(ids) = &self.0 {
            let mut seen = BTreeMap::new();
            for (position, id) in ids.iter().enumerate() {
                match seen.get(id) {
                    Some(&earlier) => twice.push((id.clone(), earlier, position)),
                    None => {
                        seen.insert(id, position);
                    }
                }
            }
        }
        (self.0, twice)
    }
}

/// A number in its canonical form, so that formatting it gives the same text.
fn plain(word: &[u8]) -> Option<usize> {
    let short = word.len() <= 15 && (word.len() == 1 || word.first() != Some(&b'0'));
    if !short || !word.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let digit = |number: usize, byte: &u8| number * 10 + usize::from(byte - b'0');
    Some(word.iter().fold(0, digit))
}
