//! What a Rust file declares and the paths that it names, by its tokens.

use std::collections::BTreeSet;

/// A word or sign, with its line.
type Token = (usize, String);

/// What a file declares and names outside `#[cfg(test)]`.
#[derive(Default)]
pub(crate) struct Source {
    /// Functions, types, traits, constants and macros outside all braces.
    pub items: BTreeSet<String>,
    /// What its `use` declarations name, trees taken apart.
    pub uses: Vec<Use>,
    /// Words and paths anywhere else, with their lines.
    pub paths: Vec<(usize, Vec<String>)>,
}

/// One path of a `use` declaration.
pub(crate) struct Use {
    pub line: usize,
    pub words: Vec<String>,
    /// The name that it has in the file.
    pub name: String,
    /// `pub use`, `pub(crate) use` and so on.
    pub public: bool,
}

/// Every path that the text names outside `#[cfg(test)]`, with its line: `use` trees taken apart, and paths of two
/// words or more anywhere else.
pub(crate) fn paths_named(text: &str) -> Vec<(usize, Vec<String>)> {
    let source = Source::read(text);
    let used = source.uses.into_iter().map(|path| (path.line, path.words));
    let longer = source.paths.into_iter().filter(|(_, words)| words.len() > 1);
    let mut paths: Vec<_> = used.chain(longer).collect();
    paths.sort_by_key(|(line, _)| *line);
    paths
}

impl Source {
    pub(crate) fn read(text: &str) -> Self {
        let tokens = outside_tests(tokens(text));
        let mut source = Source::default();
        let (mut at, mut depth) = (0, 0_usize);
        // The depths of the modules inside the file that are open.
        let mut inside: Vec<usize> = Vec::new();
        while at < tokens.len() {
            let (line, token) = &tokens[at];
            // `use<'a>` says what a type holds and names no path.
            if token == "use" && !is(&tokens, at + 1, "<") {
                let mut paths = Vec::new();
                let public = at > 0 && (is(&tokens, at - 1, "pub") || is(&tokens, at - 1, ")"));
                at = use_tree(&tokens, at + 1, &[], &mut paths);
                source.uses.extend(paths.into_iter().map(|path| Use {
                    words: of_file(path.words, inside.len()),
                    public,
                    ..path
                }));
            } else if is_word(token) {
                if token == "mod" && is(&tokens, at + 2, "{") {
                    inside.push(depth);
                }
                if depth == 0 {
                    source.items.extend(declared(&tokens, at));
                }
                // `pub(in path)` says who may use a thing and uses nothing.
                let is_visibility =
                    at > 2 && is(&tokens, at - 1, "in") && is(&tokens, at - 3, "pub");
                let mut path = vec![token.clone()];
                at += 1;
                while is(&tokens, at, "::")
                    && tokens.get(at + 1).is_some_and(|next| is_word(&next.1))
                {
                    path.push(tokens[at + 1].1.clone());
                    at += 2;
                }
                if !is_visibility {
                    source.paths.push((*line, of_file(path, inside.len())));
                }
            } else {
                depth += usize::from(token == "{");
                depth -= usize::from(token == "}");
                if token == "}" && inside.last() == Some(&depth) {
                    inside.pop();
                }
                at += 1;
            }
        }
        source
    }
}

/// A path of a module that lies so many levels inside the file, as a path of the file's own module.
fn of_file(words: Vec<String>, levels: usize) -> Vec<String> {
    let ups = words.iter().take_while(|word| *word == "super").count();
    match ups.min(levels) {
        0 => words,
        ups if ups == words.len() => words,
        within if ups > within => words[within..].to_vec(),
        within => [&["self".to_owned()], &words[within..]].concat(),
    }
}

/// The name of the item whose keyword stands at `at`.
fn declared(tokens: &[Token], at: usize) -> Option<String> {
    let name = match tokens[at].1.as_str() {
        "fn" | "struct" | "enum" | "trait" | "type" | "const" | "static" | "union" => at + 1,
        "macro_rules" => at + 2,
        _ => return None,
    };
    let name = tokens.get(name).map(|token| token.1.as_str());
    name.filter(|name| is_word(name) && *name != "fn").map(String::from)
}

/// Reads one tree of a `use` and returns where it ends.
fn use_tree(tokens: &[Token], mut at: usize, stem: &[String], paths: &mut Vec<Use>) -> usize {
    let mut words = stem.to_vec();
    let (mut line, mut other_name) = (0, None);
    while let Some((here, token)) = tokens.get(at) {
        line = *here;
        match token.as_str() {
            "::" => at += 1,
            "as" => {
                other_name = tokens.get(at + 1).map(|token| token.1.clone());
                at += 2;
            }
            "{" => {
                at += 1;
                while at < tokens.len() && !is(tokens, at, "}") {
                    at = use_tree(tokens, at, &words, paths);
                    at += usize::from(is(tokens, at, ","));
                }
                return at + 1;
            }
            "," | "}" | ";" => break,
            _ => {
                words.push(token.clone());
                at += 1;
            }
        }
    }
    if words.last().is_some_and(|last| last == "self") {
        words.pop();
    }
    let name = other_name.or_else(|| words.last().cloned());
    paths.push(Use { line, name: name.unwrap_or_default(), words, public: false });
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
        if !mark.iter().enumerate().all(|(step, text)| is(&tokens, at + step, text)) {
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
            ['/', '/', ..] => rest.iter().position(|sign| *sign == '\n').unwrap_or(rest.len()),
            ['/', '*', ..] => comment_length(rest),
            ['"', ..] => text_length(rest),
            ['\'', '\\', _, tail @ ..] => {
                4 + tail.iter().position(|sign| *sign == '\'').unwrap_or(tail.len())
            }
            ['\'', _, '\'', ..] => 3,
            [':', ':', ..] => 2,
            [first, ..] if first.is_alphanumeric() || *first == '_' => {
                let word = |sign: &char| sign.is_alphanumeric() || *sign == '_';
                let length = rest.iter().position(|sign| !word(sign)).unwrap_or(rest.len());
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
    let end: Vec<char> = std::iter::once('"').chain(std::iter::repeat_n('#', marks)).collect();
    let body = text.get(marks + 1..).filter(|_| text[marks] == '"')?;
    let length = body.windows(end.len()).position(|tail| tail == end)?;
    Some(marks + 1 + length + end.len())
}
