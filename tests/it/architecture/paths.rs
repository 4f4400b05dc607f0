//! The paths that a Rust file names, by its tokens.

/// A word or sign, with its line.
type Token = (usize, String);

/// Every path that the text names outside `#[cfg(test)]`, with its line: `use` trees taken apart, and paths of two
/// words or more anywhere else.
pub(crate) fn paths_named(text: &str) -> Vec<(usize, Vec<String>)> {
    let tokens = outside_tests(tokens(text));
    let mut paths = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        // `use<'a>` says what a type holds and names no path.
        if tokens[at].1 == "use" && !is(&tokens, at + 1, "<") {
            at = use_tree(&tokens, at + 1, &[], &mut paths);
        } else if is_word(&tokens[at].1) {
            let mut path = vec![tokens[at].1.clone()];
            let line = tokens[at].0;
            at += 1;
            while is(&tokens, at, "::") && tokens.get(at + 1).is_some_and(|next| is_word(&next.1)) {
                path.push(tokens[at + 1].1.clone());
                at += 2;
            }
            if path.len() > 1 {
                paths.push((line, path));
            }
        } else {
            at += 1;
        }
    }
    paths
}

/// Reads one tree of a `use` and returns where it ends.
fn use_tree(
    tokens: &[Token],
    mut at: usize,
    stem: &[String],
    paths: &mut Vec<(usize, Vec<String>)>,
) -> usize {
    let mut path = stem.to_vec();
    let mut line = 0;
    while let Some((here, token)) = tokens.get(at) {
        line = *here;
        match token.as_str() {
            "::" => at += 1,
            "as" => at += 2,
            "{" => {
                at += 1;
                while at < tokens.len() && !is(tokens, at, "}") {
                    at = use_tree(tokens, at, &path, paths);
                    at += usize::from(is(tokens, at, ","));
                }
                return at + 1;
            }
            "," | "}" | ";" => break,
            _ => {
                path.push(token.clone());
                at += 1;
            }
        }
    }
    paths.push((line, path));
    at
}

fn is(tokens: &[Token], at: usize, text: &str) -> bool {
    tokens.get(at).is_some_and(|token| token.1 == text)
}

fn is_word(text: &str) -> bool {
    text.starts_with(|first: char| first.is_alphanumeric() || first == '_')
}

/// Leaves out what follows `#[cfg(test)]`: up to a `;`, or the block.
fn outside_tests(tokens: Vec<Token>) -> Vec<Token> {
    let mut kept = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let mark = ["#", "[", "cfg", "(", "test", ")", "]"];
        if !mark
            .iter()
            .enumerate()
            .all(|(step, text)| is(&tokens, at + step, text))
        {
            kept.push(tokens[at].clone());
            at += 1;
            continue;
        }
        at += mark.len();
        let mut depth = 0_i32;
        while let Some((_, token)) = tokens.get(at) {
            at += 1;
            match token.as_str() {
                "{" | "[" | "(" => depth += 1,
                "}" if depth == 1 => break,
                "}" | "]" | ")" => depth -= 1,
                ";" if depth == 0 => break,
                _ => {}
            }
        }
    }
    kept
}

/// Words and signs; no comments, text or characters. `::` is one sign.
fn tokens(text: &str) -> Vec<Token> {
    let all: Vec<char> = text.chars().collect();
    let (mut tokens, mut at, mut line) = (Vec::new(), 0, 1);
    while at < all.len() {
        let begin = at;
        let rest = &all[at..];
        at += match rest {
            ['/', '/', ..] => rest
                .iter()
                .position(|sign| *sign == '\n')
                .unwrap_or(rest.len()),
            ['/', '*', ..] => comment_length(rest),
            ['"', ..] => text_length(rest),
            ['\'', '\\', _, tail @ ..] => {
                4 + tail
                    .iter()
                    .position(|sign| *sign == '\'')
                    .unwrap_or(tail.len())
            }
            ['\'', _, '\'', ..] => 3,
            [':', ':', ..] => 2,
            [first, ..] if first.is_alphanumeric() || *first == '_' => {
                let word = |sign: &char| sign.is_alphanumeric() || *sign == '_';
                let length = rest
                    .iter()
                    .position(|sign| !word(sign))
                    .unwrap_or(rest.len());
                match (&rest[..length], raw_length(&rest[length..])) {
                    (['r'] | ['b' | 'c', 'r'], Some(raw)) => length + raw,
                    _ => length,
                }
            }
            _ => 1,
        };
        let token = all[begin..at.min(all.len())].iter().collect::<String>();
        let word = is_word(&token) && !token.contains('"');
        let sign = token.chars().count() == 1 && !token.trim().is_empty();
        line += token.matches('\n').count();
        if word || sign || token == "::" {
            tokens.push((line, token));
        }
    }
    tokens
}

/// Comments nest.
fn comment_length(text: &[char]) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at < text.len() {
        match &text[at..] {
            ['/', '*', ..] => (depth, at) = (depth + 1, at + 2),
            ['*', '/', ..] if depth == 1 => return at + 2,
            ['*', '/', ..] => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
    }
    at
}

fn text_length(text: &[char]) -> usize {
    let mut at = 1;
    while at < text.len() && text[at] != '"' {
        at += if text[at] == '\\' { 2 } else { 1 };
    }
    at + 1
}

/// Of raw text after its `r`: `#"…"#` with any number of `#`; none for raw words like `r#type`.
fn raw_length(text: &[char]) -> Option<usize> {
    let marks = text.iter().take_while(|sign| **sign == '#').count();
    let end: Vec<char> = std::iter::once('"')
        .chain(std::iter::repeat_n('#', marks))
        .collect();
    let body = text.get(marks + 1..).filter(|_| text[marks] == '"')?;
    let length = body.windows(end.len()).position(|tail| tail == end)?;
    Some(marks + 1 + length + end.len())
}
