//! Characters that a terminal would obey instead of showing.

use std::borrow::Cow;
use std::fmt::Write as _;

/// The text with control characters, and those that turn the direction of what follows, written out as `\u001b`. Line
/// ends and tabs stay. JSON stays the same JSON, since such characters stand in its strings alone.
///
/// # Examples
///
/// ```
/// use yike::run::visible;
///
/// assert_eq!(visible("a name\u{1b}[31m\n"), "a name\\u001b[31m\n");
/// ```
pub fn visible(text: &str) -> Cow<'_, str> {
    let is_obeyed = |letter: char| {
        let turns = matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        turns || letter.is_control() && !matches!(letter, '\n' | '\t')
    };
    if !text.contains(is_obeyed) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    for letter in text.chars() {
        if is_obeyed(letter) {
            let _ = write!(shown, "\\u{:04x}", u32::from(letter));
        } else {
            shown.push(letter);
        }
    }
    Cow::Owned(shown)
}
