//! The script and the phrases fit each other.

use super::held::PHRASES;
use super::html::PARTS;
use super::{START, workbench};
use crate::run::words;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// Phrases whose keys the script puts together, by how they begin.
const FAMILIES: [&str; 4] = ["against.", "brief-map-", "language.", "question."];

fn phrases() -> Map<String, Value> {
    serde_json::from_str(PHRASES).expect("phrases are JSON")
}

/// Those of the workbench alone.
fn own_phrases() -> Map<String, Value> {
    serde_json::from_str(workbench::OWN_PHRASES).expect("phrases are JSON")
}

fn report_scripts() -> Vec<&'static str> {
    [&PARTS[..], &[START]].concat()
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
    for (key, phrase) in phrases().into_iter().chain(own_phrases()) {
        let [en, zh] = ["en", "zh"].map(|language| phrase[language].as_str().expect("a text"));
        assert!(!en.is_empty() && !zh.is_empty(), "{key}");
        assert_eq!(holes(en), holes(zh), "{key}");
    }
}

#[test]
fn the_script_calls_every_phrase_and_none_that_is_not_there() {
    let script = report_scripts().join("\n");
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
    for script in report_scripts().into_iter().chain(workbench::SCRIPTS) {
        for name in quoted(script, "word(\"") {
            let known = words::all().any(|vocabulary| vocabulary.name == name);
            assert!(known, "{name}");
        }
        let chinese = script.chars().find(|letter| ('\u{4e00}'..='\u{9fff}').contains(letter));
        assert_eq!(chinese, None);
    }
}

#[test]
fn the_workbench_calls_its_own_phrases_and_those_of_the_report() {
    let script = workbench::SCRIPTS.join("\n");
    let (shared, own) = (phrases(), own_phrases());
    for call in ["say(\"", "saying(\""] {
        for key in quoted(&script, call) {
            let families = ["why-", "file-", "language."];
            let known = shared.contains_key(key) || own.contains_key(key);
            assert!(known || families.contains(&key), "{call}{key}");
        }
    }
    for key in own.keys() {
        assert!(!shared.contains_key(key), "{key} is the report's, too");
        let family = ["why-", "file-"].iter().any(|family| key.starts_with(family));
        assert!(family || script.contains(&format!("\"{key}\"")), "nothing says {key}");
    }
}
