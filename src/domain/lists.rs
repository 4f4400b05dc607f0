//! Lists that are cut, and how many there are.

use super::language::Language::{self, Chinese, English};
use super::numbers::count;
use std::borrow::Borrow;

impl Language {
    /// The first `most` of these items, and how many there are: `a, b and 4 more`.
    pub(crate) fn first_of(self, items: &[impl Borrow<str>], most: usize) -> String {
        self.and_more(&items[..items.len().min(most)], items.len())
    }

    /// The first of `all` items, and how many there are: `a, b and 4 more`.
    pub(crate) fn and_more(self, first: &[impl Borrow<str>], all: usize) -> String {
        let named = self.list(first);
        match (self, all.saturating_sub(first.len())) {
            (_, 0) => named,
            (English, more) => format!("{named} and {} more", count(more)),
            (Chinese, _) => {
                let gap = if named.ends_with(|last: char| last.is_ascii()) { " " } else { "" };
                format!("{named}{gap}等 {} 个", count(all))
            }
        }
    }

    /// The line below a list that is cut: how many more there are, and where.
    pub(crate) fn rest(self, more: usize, place: &str) -> String {
        let (more, place) = (count(more), self.bracketed(place));
        match self {
            English => format!("and {more} more{place}"),
            Chinese => format!("另有 {more} 项{place}"),
        }
    }
}
