//! Text in HTML, XML and SVG, so that it stays text.

/// Text between tags, or in an attribute in double quotation marks: what a parser reads is `text` to the letter.
pub(crate) fn escaped(text: &str) -> String {
    let mut made = String::with_capacity(text.len());
    text.chars().for_each(|letter| push(&mut made, letter));
    made
}

/// The same for XML, which has no place for some characters: control characters are left out, and line ends, which an
/// attribute cannot keep, become spaces.
pub(crate) fn xml(text: &str) -> String {
    let mut made = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\n' | '\r' | '\t' => made.push(' '),
            letter if has_no_place(letter) => {}
            letter => push(&mut made, letter),
        }
    }
    made
}

/// Text for people on one line of XML: at most `most` letters, without characters that turn the direction of what stands
/// beside them.
pub(crate) fn shown(text: &str, most: usize) -> String {
    let turns = |letter: char| matches!(letter, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
    let mut letters = text.chars().filter(|&letter| !has_no_place(letter) && !turns(letter));
    let mut made = String::new();
    letters.by_ref().take(most).for_each(|letter| push(&mut made, letter));
    if letters.next().is_some() {
        made.push('…');
    }
    made
}

/// Text for a program that escapes it itself: without the characters that XML has no place for.
#[cfg(feature = "cli")]
pub(crate) fn kept(text: &str) -> String {
    text.chars().filter(|&letter| !has_no_place(letter)).collect()
}

fn has_no_place(letter: char) -> bool {
    letter.is_control() || matches!(letter, '\u{fffe}' | '\u{ffff}')
}

fn push(made: &mut String, letter: char) {
    match letter {
        '&' => made.push_str("&amp;"),
        '<' => made.push_str("&lt;"),
        '>' => made.push_str("&gt;"),
        '"' => made.push_str("&quot;"),
        letter => made.push(letter),
    }
}
