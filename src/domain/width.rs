//! How wide texts are.

use unicode_width::UnicodeWidthStr;

/// Columns that a text takes where letters have equal ones: a Chinese letter takes two.
pub(crate) fn columns(text: &str) -> usize {
    text.width()
}
