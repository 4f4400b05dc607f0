//! Chinese text in lines that fit: it has few spaces to be broken at.

use crate::domain::columns;

/// Marks that no line ends with.
const OPENING: &str = "（《“‘";
/// Marks that no line begins with.
const CLOSING: &str = "，。；：、？！）》”’…";

/// Each line of a text in lines of at most `width` columns: broken at spaces, and beside Chinese characters where no quoted
/// text is cut.
pub(super) fn folded(text: &str, width: usize) -> String {
    let lines: Vec<String> = text.lines().map(|line| fold(line, width)).collect();
    lines.join("\n")
}

fn fold(line: &str, width: usize) -> String {
    let mut folded = String::new();
    let mut used = 0;
    for piece in pieces(line) {
        if used > 0 && used + columns(piece.trim_end()) > width {
            folded.truncate(folded.trim_end().len());
            folded.push('\n');
            used = 0;
        }
        folded.push_str(piece);
        used += columns(piece);
    }
    folded
}

/// The parts of a line that stay whole.
fn pieces(line: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let (mut start, mut is_quoted) = (0, false);
    let mut letters = line.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        is_quoted ^= matches!(letter, '"' | '`');
        let Some(&(end, next)) = letters.peek() else {
            break;
        };
        let is_between_words = letter == ' ' && next != ' ';
        let pair = &line[at..end + next.len_utf8()];
        let is_beside_chinese = columns(pair) > 2 && next != ' ';
        let is_held = is_quoted || OPENING.contains(letter) || CLOSING.contains(next);
        if is_between_words || is_beside_chinese && !is_held {
            pieces.push(&line[start..end]);
            start = end;
        }
    }
    pieces.push(&line[start..]);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_beside_chinese_and_at_spaces() {
        let text = "到此时限即停止，例如 \"60 s\" 或 \"10 min\"（默认：不限）";
        let lines = "到此时限即停\n止，例如 \"60\ns\" 或 \"10\nmin\"（默认：\n不限）";
        assert_eq!(folded(text, 13), lines);
        assert_eq!(
            folded("名称 \"云集镇=双龙镇\"；可重复", 12),
            "名称\n\"云集镇=双龙镇\"；\n可重复"
        );
        assert_eq!(folded("一行\n\n  两行", 80), "一行\n\n  两行");
        assert_eq!(folded("", 8), "");
    }

    #[test]
    fn folding_loses_no_letter_and_fits() {
        let text = crate::cli::exit::table(crate::run::Language::Chinese);
        let letters = |text: &str| text.replace([' ', '\n'], "");
        for width in 30..90 {
            let folded = folded(&text, width);
            assert_eq!(letters(&folded), letters(&text));
            for line in folded.lines() {
                assert!(columns(line) <= width, "{line} in {width} columns");
                assert!(!line.starts_with(|letter| CLOSING.contains(letter)), "{line}");
            }
        }
    }
}
