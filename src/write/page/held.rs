//! What a page holds for its script: files in scripts of their own, and a plan as all pages are told it.

use super::source::PagePlan;
use super::{columns, inline};
use crate::domain::Language::{Chinese, English};
use crate::run::conflicts::{ClashesJson, clash_sections};
use crate::run::plan::verdict;
use crate::write::markup;
use serde_json::{Value, json};
use std::fmt::Write as _;

/// What the page says, by key, in both languages.
pub(super) const PHRASES: &str = include_str!("phrases.json");

/// What clashes, in sections, in each language.
pub(super) fn told(clashes: &ClashesJson) -> Value {
    let [en, zh] = [English, Chinese].map(|language| clash_sections(clashes, language));
    json!({ "en": en, "zh": zh })
}

/// Files in scripts of their own that browsers do not run.
#[derive(Default)]
pub(super) struct Held(pub(super) String);

impl Held {
    pub(super) fn put(&mut self, name: &str, json: &str) {
        let (name, json) = (markup::escaped(name), inline::json(json));
        let _ = writeln!(
            self.0,
            "<script type=\"application/json\" data-name=\"{name}\">{json}</script>"
        );
    }

    pub(super) fn add(&mut self, name: &str, value: &Value) {
        self.put(name, &value.to_string());
    }
}

/// What is said of a plan beside its files.
pub(super) fn about(plan: &PagePlan) -> Value {
    let verdict = verdict(&plan.plan.status, &plan.plan.stages);
    let clashes = plan.plan.clashes.as_ref().map(told);
    json!({ "year": plan.year, "prefix": prefix(plan), "verdict": verdict, "clashes": clashes })
}

/// What stands before the names of its files.
pub(super) fn prefix(plan: &PagePlan) -> String {
    plan.year.map_or(String::new(), |year| format!("{year}/"))
}

/// The layers of a plan, by name.
pub(super) fn layers(plan: &PagePlan) -> Vec<(&'static str, Value)> {
    let Some((run, links)) = &plan.layers else { return Vec::new() };
    vec![
        ("layout", columns::places(&run.sites, |row| (&row.id, row.at, &row.feature))),
        ("coverage", columns::places(&run.units, |row| (&row.id, row.at, &row.feature))),
        ("links", columns::links(links)),
        ("moves", json!(run.moves)),
    ]
}
