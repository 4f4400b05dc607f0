//! The report: one HTML file that opens without the network, from the files that a run wrote.
//!
//! The page holds `plan.json` (or `schedule.json`, `scenarios.json`, `frontier.json`) as it is, so that its figures are those
//! of the run to the digit; its layers with positions, as columns; a map library (`vendor`); and a
//! script of its own, in the files beside this one, that draws everything and says it in Chinese or English. The script has
//! no words, columns or colours of its own: the coded words, the columns of the run's tables and the looks are in
//! `constants`, all other phrases in `phrases.json`, each in both languages under the key that the script calls it by.
//!
//! Nothing that a file says is ever read as markup: JSON stands in the page with `<`, `>` and `&` escaped, the script makes
//! text nodes alone, and a Content-Security-Policy allows the two scripts and the style by their hashes, and nothing from
//! the network but map tiles where they were asked for.

mod columns;
mod constants;
mod inline;
mod map;
mod source;
#[cfg(test)]
mod tests;
mod tiles;

pub use source::{PageAnswer, PagePlan, PageSource, PageSubject};
pub use tiles::Tiles;

use crate::domain::Language::{Chinese, English};
use crate::run::conflicts::{ClashesJson, clash_sections};
use crate::run::frontier::FrontierJson;
use crate::run::looks;
use crate::run::plan::{PlanJson, verdict};
use crate::run::record::{Format, VERSION};
use crate::run::schedule::ScheduleJson;
use crate::run::section::Section;
use crate::run::sweep::SweepJson;
use crate::write::markup;
use crate::write::picture::pair_of_maps;
use serde_json::{Value, json};
use std::fmt::Write as _;

const TEMPLATE: &str = include_str!("page.html");
const LIBRARY: &str = include_str!("vendor/leaflet.js");
const STYLES: [&str; 2] = [include_str!("vendor/leaflet.css"), include_str!("style.css")];
/// How wide each of the two maps is at its beginning.
const MAP_PX: u32 = 520;
/// What the page says, by key, in both languages.
const PHRASES: &str = include_str!("phrases.json");
/// The page's script, in the order in which its parts need each other.
const SCRIPTS: [&str; 18] = [
    include_str!("data.js"),
    include_str!("words.js"),
    include_str!("figures.js"),
    include_str!("elements.js"),
    include_str!("table.js"),
    include_str!("marks.js"),
    include_str!("map.js"),
    include_str!("card.js"),
    include_str!("scene.js"),
    include_str!("charts.js"),
    include_str!("brief.js"),
    include_str!("sections.js"),
    include_str!("trust.js"),
    include_str!("schedule.js"),
    include_str!("sweep.js"),
    include_str!("frontier.js"),
    include_str!("answer.js"),
    include_str!("start.js"),
];

/// The HTML of a report. Equal sources give equal bytes.
pub fn page(source: &PageSource) -> Vec<u8> {
    let style = format!("{}\n{}", looks::variables(), STYLES.join("\n"));
    let script = format!("(() => {{\n\"use strict\";\n{}}})();\n", SCRIPTS.join("\n"));
    let code = source.language.map(|language| language.say("en", "zh"));
    inline::fill(TEMPLATE, |hole| match hole {
        "lang" => code.map_or("en", |code| if code == "zh" { "zh-CN" } else { code }).into(),
        "policy" => policy(&style, &script, source.tiles.as_ref()),
        "version" => VERSION.into(),
        "title" => markup::escaped(source.subject.name()),
        "style" => style.clone(),
        "data" => data(source, code),
        "library" => LIBRARY.into(),
        "script" => script.clone(),
        _ => String::new(),
    })
    .into_bytes()
}

/// Nothing is allowed but the page's own scripts and style, and tiles from their host.
fn policy(style: &str, script: &str, tiles: Option<&Tiles>) -> String {
    let [library, script, style] = [LIBRARY, script, style].map(inline::hash);
    let tiles = tiles.map_or(String::new(), |tiles| format!(" {}", tiles.source()));
    format!(
        "default-src 'none'; script-src '{library}' '{script}'; style-src '{style}'; img-src data:{tiles}; base-uri 'none'; form-action 'none'"
    )
}

/// What clashes, in sections, in each language.
fn told(clashes: &ClashesJson) -> Value {
    let [en, zh] = [English, Chinese].map(|language| clash_sections(clashes, language));
    json!({ "en": en, "zh": zh })
}

/// All files of the run, each in a script of its own that browsers do not run.
fn data(source: &PageSource, language: Option<&str>) -> String {
    let mut text = String::new();
    let mut put = |name: &str, json: &str| {
        let _ = writeln!(
            text,
            "<script type=\"application/json\" data-name=\"{}\">{}</script>",
            markup::escaped(name),
            inline::json(json)
        );
    };
    put("phrases", PHRASES);
    let mut add = |name: &str, value: &Value| put(name, &value.to_string());
    let subject = &source.subject;
    let prefix = |plan: &PagePlan| plan.year.map_or(String::new(), |year| format!("{year}/"));
    let plans = subject.plans();
    let runs = plans.iter().map(|plan| {
        let verdict = verdict(&plan.plan.status, &plan.plan.stages);
        let clashes = plan.plan.clashes.as_ref().map(told);
        json!({ "year": plan.year, "prefix": prefix(plan), "verdict": verdict, "clashes": clashes })
    });
    let report = json!({
        "format": "yike-report-1",
        "version": VERSION,
        "kind": subject.word(),
        "language": language,
        "tiles": source.tiles.as_ref().map(Tiles::json),
        "schedule_verdict": match subject {
            PageSubject::Schedule(schedule, _) => Some(verdict(&schedule.status, &schedule.stages)),
            _ => None,
        },
        "without_plan": match subject {
            PageSubject::Schedule(schedule, _) => {
                let years = schedule.without_plan.iter();
                let years = years.map(|own| json!({
                    "year": own.year, "status": own.status, "clashes": own.clashes.as_ref().map(told)
                }));
                Some(years.collect::<Vec<_>>())
            }
            _ => None,
        },
        "runs": runs.collect::<Vec<_>>(),
    });
    add("report", &report);
    add("constants", &constants::constants(plans.first().map(|plan| &plan.plan)));
    match subject {
        PageSubject::Plan(_) => {}
        PageSubject::Schedule(schedule, _) => add(ScheduleJson::FILE, &json!(schedule)),
        PageSubject::Sweep(sweep, sites) => {
            add(SweepJson::FILE, &json!(sweep));
            add("sites", &columns::places(sites, |row| (&row.id, row.at, &row.feature)));
        }
        PageSubject::Frontier(frontier) => add(FrontierJson::FILE, &json!(frontier)),
        PageSubject::Answer(answer) => {
            let [en, zh] = answer.told.each_ref();
            let told =
                |own: &(Vec<String>, Vec<Section>)| json!({ "lines": own.0, "sections": own.1 });
            let told = json!({ "en": told(en), "zh": told(zh) });
            add(
                "answer",
                &json!({
                    "kind": answer.kind.word(), "asked": answer.asked, "told": told
                }),
            );
        }
    }
    for plan in plans {
        let prefix = prefix(plan);
        add(&format!("{prefix}{}", PlanJson::FILE), &json!(plan.plan));
        if let Some((run, links)) = &plan.layers {
            let mut layer = |name: &str, value: &Value| add(&format!("{prefix}{name}"), value);
            layer("layout", &columns::places(&run.sites, |row| (&row.id, row.at, &row.feature)));
            layer("coverage", &columns::places(&run.units, |row| (&row.id, row.at, &row.feature)));
            layer("links", &columns::links(links));
            layer("moves", &json!(run.moves));
            if let Ok([today, plan]) = pair_of_maps(run, &source.towns, MAP_PX) {
                layer("maps", &json!({ "today": today, "plan": plan }));
            }
        }
    }
    if !source.towns.is_empty() {
        add("towns", &columns::borders(&source.towns));
    }
    let run = subject.plans().iter().find_map(|plan| plan.layers.as_ref().map(|own| &own.0));
    if let (Some(roads), Some(run)) = (&source.roads, run) {
        add("roads", &map::roads(&roads.network, run));
        if let Some(water) = map::water(roads, run) {
            add("water", &water);
        }
    }
    text
}
