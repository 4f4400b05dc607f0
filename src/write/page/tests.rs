//! The script and the phrases fit each other.

use super::{PHRASES, SCRIPTS};
use crate::run::words;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// Phrases whose keys the script puts together, by how they begin.
const FAMILIES: [&str; 4] = ["against.", "brief-map-", "language.", "question."];

fn phrases() -> Map<String, Value> {
    serde_json::from_str(PHRASES).expect("phrases are JSON")
}

/// What stands in quotation marks behind `call` and between others.
fn quoted<'a>(script: &'a str, call: &str) -> Vec<&'a str> {
    let calls = script.split(call).skip(1);
    let text = calls.map(|after| after.split_once('"').map_or("", |(text, _)| text));
    text.collect()
}

fn holes(text: &str) -> BTreeSet<&str> {
    let parts = text.split('{').skip(1);
    parts.filter_map(|part| Some(part.split_once('}')?.0)).collect()
}

#[test]
fn every_phrase_is_in_both_languages_with_the_same_holes() {
    for (key, phrase) in phrases() {
        let [en, zh] = ["en", "zh"].map(|language| phrase[language].as_str().expect("a text"));
        assert!(!en.is_empty() && !zh.is_empty(), "{key}");
        assert_eq!(holes(en), holes(zh), "{key}");
    }
}

#[test]
fn the_script_calls_every_phrase_and_none_that_is_not_there() {
    let script = SCRIPTS.join("\n");
    let phrases = phrases();
    for call in ["say(\"", "saying(\""] {
        for key in quoted(&script, call) {
            let known = phrases.contains_key(key) || FAMILIES.contains(&key);
            assert!(known, "{call}{key}");
        }
    }
    for key in phrases.keys() {
        let family = FAMILIES.iter().any(|family| key.starts_with(family));
        let made = ["figures-modelled", "position-modelled"].contains(&key.as_str());
        let called = script.contains(&format!("\"{key}\""));
        assert!(family || made || called, "nothing says {key}");
    }
}

#[test]
fn the_script_names_vocabularies_that_there_are_and_has_no_words_of_its_own() {
    for script in SCRIPTS {
        for name in quoted(script, "word(\"") {
            let known = words::all().any(|vocabulary| vocabulary.name == name);
            assert!(known, "{name}");
        }
        let chinese = script.chars().find(|letter| ('\u{4e00}'..='\u{9fff}').contains(letter));
        assert_eq!(chinese, None);
    }
}
