//! JSON of equal values that is written in another way.

use super::finding::{Finding, Sort};
use crate::domain::{Text, phrase, text};

/// JSON of equal values in other bytes. White space alone is no matter; a key that is there twice, or stands elsewhere,
/// or a number written in another way is: other programs may read it differently.
pub(super) fn same_meaning(name: &str, there: &str, computed: &str) -> Finding {
    let (there, computed) = (without_space(there), without_space(computed));
    if there == computed {
        let says = phrase(
            "other bytes, the same meaning: white space alone differs",
            "字节不同，含义相同：仅空白不同",
        );
        return Finding::of_file(Sort::Note, name, says);
    }
    let (line, there, computed) = first_apart(&there, &computed);
    Finding {
        sort: Sort::Differs,
        file: name.into(),
        place: line,
        there: Some(Text::same(there)),
        computed: Some(Text::same(computed)),
        cause: Some(phrase("the same values written in another way", "数值相同，写法不同").into()),
    }
}

/// JSON without the white space between its words.
fn without_space(text: &str) -> String {
    let (mut within, mut escaped) = (false, false);
    let mut kept = |c: char| {
        let was_within = within;
        match (within, c) {
            (true, _) if escaped => escaped = false,
            (true, '\\') => escaped = true,
            (_, '"') => within = !within,
            _ => {}
        }
        was_within || !c.is_ascii_whitespace()
    };
    text.chars().filter(|&c| kept(c)).collect()
}

/// A little of both texts from where they begin to differ, and how far into the text that is.
fn first_apart(there: &str, computed: &str) -> (Text, String, String) {
    const AROUND: usize = 30;
    let same = there.chars().zip(computed.chars()).take_while(|(a, b)| a == b).count();
    let part = |text: &str| -> String {
        let rest = text.chars().skip(same.saturating_sub(AROUND));
        rest.take(2 * AROUND).collect()
    };
    let at = same + 1;
    let place = text!("character {at} without white space", "第 {at} 个字符（不计空白）");
    (place, part(there), part(computed))
}
