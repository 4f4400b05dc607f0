//! The files of a run's folder beside those that the inputs give.

use super::finding::{Finding, Sort};
use super::lines::line_differences;
use super::maps::map_differences;
use super::trees::{Difference, differences};
use crate::run::folder::Output;
use serde_json::Value;
use std::collections::BTreeMap;

/// The files of a folder by name.
pub type Folder = BTreeMap<String, Vec<u8>>;

/// So many differences of one file are kept.
const MOST: usize = 1000;

/// Everything in which `folder` is not what was `computed`. `known`: whether Yike writes a file of this name, in this run or in
/// others.
pub(super) fn compare(
    folder: &Folder,
    computed: &[Output],
    known: impl Fn(&str) -> bool,
) -> Vec<Finding> {
    let mut found = Vec::new();
    for output in computed {
        match folder.get(&*output.name) {
            Some(there) => compare_file(&output.name, there, &output.bytes, &mut found),
            None => found.push(Finding::of_file(
                Sort::Missing,
                &output.name,
                "the file is not there",
            )),
        }
    }
    for name in folder.keys() {
        if computed.iter().any(|output| *output.name == **name) {
            continue;
        }
        found.push(match known(name) {
            true => Finding::of_file(
                Sort::NotOfThisRun,
                name,
                "this run does not write it: it is of another one",
            ),
            false => Finding::of_file(Sort::Note, name, "not of the run, and not looked at"),
        });
    }
    found
}

fn compare_file(name: &str, there: &[u8], computed: &[u8], found: &mut Vec<Finding>) {
    if there == computed {
        return;
    }
    let text = match (std::str::from_utf8(there), std::str::from_utf8(computed)) {
        (_, Err(_)) => {
            found.push(bytes_differ(name, there, computed));
            return;
        }
        (Err(error), Ok(_)) => {
            let good = &there[..error.valid_up_to()];
            let line = 1 + good.iter().filter(|&&byte| byte == b'\n').count();
            let place = format!("line {line}");
            found.push(Finding::at(Sort::Unreadable, name, &place, "not UTF-8"));
            return;
        }
        (Ok(there), Ok(computed)) => (there, computed),
    };
    let own = match name.rsplit('.').next() {
        Some("json" | "geojson") => of_json(name, text.0, text.1),
        _ => of_text(name, text.0, text.1),
    };
    let more = own.len().saturating_sub(MOST);
    found.extend(own.into_iter().take(MOST));
    if more > 0 {
        let cause = format!("{more} more differences, not listed");
        found.push(Finding::of_file(Sort::Differs, name, cause));
    }
}

fn bytes_differ(name: &str, there: &[u8], computed: &[u8]) -> Finding {
    let same = there.iter().zip(computed).take_while(|(a, b)| a == b);
    let cause = format!(
        "the bytes differ from byte {} on; there are {}, computed {}",
        same.count() + 1,
        there.len(),
        computed.len()
    );
    Finding::of_file(Sort::Differs, name, cause)
}

fn of_json(name: &str, there: &str, computed: &str) -> Vec<Finding> {
    let value: Value = match serde_json::from_str(there) {
        Ok(value) => value,
        Err(error) => {
            let place = format!("line {}, column {}", error.line(), error.column());
            let says = error.to_string();
            let says = says.split(" at line ").next().unwrap_or_default();
            let cause = format!("not JSON: {says}");
            return vec![Finding::at(Sort::Unreadable, name, &place, cause)];
        }
    };
    let own: Value = serde_json::from_str(computed).expect("our own files are JSON");
    let found = match name.ends_with(".geojson") {
        true => map_differences(&value, &own),
        false => differences("", &value, &own),
    };
    if found.is_empty() {
        return vec![same_meaning(name, there, computed)];
    }
    all(name, found)
}

fn of_text(name: &str, there: &str, computed: &str) -> Vec<Finding> {
    if there.replace("\r\n", "\n") == computed {
        let says = "the lines end in another way; they are the same";
        return vec![Finding::of_file(Sort::Note, name, says)];
    }
    let found = line_differences(there, computed);
    if found.is_empty() {
        return vec![bytes_differ(name, there.as_bytes(), computed.as_bytes())];
    }
    all(name, found)
}

fn all(name: &str, found: Vec<Difference>) -> Vec<Finding> {
    let finding =
        |found: Difference| Finding::differs(name, found.path, found.there, found.computed);
    found.into_iter().map(finding).collect()
}

/// JSON of equal values in other bytes. White space alone is no matter; a key that is there twice, or stands elsewhere,
/// or a number written in another way is: other programs may read it differently.
fn same_meaning(name: &str, there: &str, computed: &str) -> Finding {
    let (there, computed) = (without_space(there), without_space(computed));
    if there == computed {
        let says = "other bytes, the same meaning: white space alone differs";
        return Finding::of_file(Sort::Note, name, says);
    }
    let (line, there, computed) = first_apart(&there, &computed);
    Finding {
        sort: Sort::Differs,
        file: name.into(),
        place: line,
        there: Some(there),
        computed: Some(computed),
        cause: Some("the same values written in another way".into()),
    }
}

/// JSON without the white space between its words.
fn without_space(text: &str) -> String {
    let (mut within, mut escaped) = (false, false);
    let kept = |c: char| {
        let was_within = within;
        match (within, c) {
            (true, _) if escaped => escaped = false,
            (true, '\\') => escaped = true,
            (_, '"') => within = !within,
            _ => {}
        }
        was_within || !c.is_ascii_whitespace()
    };
    let mut kept = kept;
    text.chars().filter(|&c| kept(c)).collect()
}

/// A little of both texts from where they begin to differ, and how far into the text that is.
fn first_apart(there: &str, computed: &str) -> (String, String, String) {
    const AROUND: usize = 30;
    let same = there
        .chars()
        .zip(computed.chars())
        .take_while(|(a, b)| a == b)
        .count();
    let part = |text: &str| -> String {
        let rest = text.chars().skip(same.saturating_sub(AROUND));
        rest.take(2 * AROUND).collect()
    };
    (
        format!("character {} without white space", same + 1),
        part(there),
        part(computed),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(name: &str, there: &str, computed: &str) -> Vec<(Sort, String)> {
        let mut found = Vec::new();
        compare_file(name, there.as_bytes(), computed.as_bytes(), &mut found);
        found.into_iter().map(|own| (own.sort, own.place)).collect()
    }

    #[test]
    fn white_space_is_a_note_and_notation_is_not() {
        let computed = "{\n  \"a b\": [1, 2.0]\n}\n";
        assert_eq!(
            found("a.json", "{\"a b\":[1,2.0]}", computed)[0].0,
            Sort::Note
        );
        for there in [
            "{\"a b\":[1,2.00]}",
            "{\"a b\":0,\"a b\":[1,2.0]}",
            "{\"a\\u0020b\":[1,2.0]}",
        ] {
            let found = found("a.json", there, computed);
            assert_eq!(found[0].0, Sort::Differs, "{there}");
        }
        assert_eq!(found("a.json", "{\"ab\":[1,2.0]}", computed).len(), 2);
        assert_eq!(found("a.csv", "a\r\nb\r\n", "a\nb\n")[0].0, Sort::Note);
        assert_eq!(found("a.csv", "a\nb", "a\nb\n")[0].0, Sort::Differs);
    }
}
