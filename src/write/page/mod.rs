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
//!
//! The workbench ([`workbench()`]) is the same page with controls: its own scripts are in `bench`, and it asks a server for plans.

mod columns;
mod constants;
mod held;
mod html;
mod inline;
mod map;
mod source;
#[cfg(test)]
mod tests;
mod tiles;
mod workbench;

pub use source::{PageAnswer, PagePlan, PageSource, PageSubject};
pub use tiles::Tiles;
pub use workbench::{Workbench, page_plan, plan_files, workbench};

use crate::run::frontier::FrontierJson;
use crate::run::plan::{PlanJson, verdict};
use crate::run::record::{Format, VERSION};
use crate::run::schedule::ScheduleJson;
use crate::run::section::Section;
use crate::run::sweep::SweepJson;
use crate::write::picture::pair_of_maps;
use held::{Held, PHRASES, about, layers, prefix, told};
use html::Frame;
use serde_json::{Value, json};

/// How wide each of the two maps is at its beginning.
const MAP_PX: u32 = 520;
/// What begins the report.
const START: &str = include_str!("start.js");

/// The HTML of a report. Equal sources give equal bytes.
pub fn page(source: &PageSource) -> Vec<u8> {
    let code = source.language.map(|language| language.say("en", "zh"));
    let frame = Frame {
        language: code,
        title: source.subject.name(),
        style: "",
        scripts: &[START],
        data: &data(source, code),
        images: source.tiles.as_ref().map(Tiles::source),
        connects: None,
    };
    frame.html().0
}

/// All files of the run, each in a script of its own that browsers do not run.
fn data(source: &PageSource, language: Option<&str>) -> String {
    let mut held = Held::default();
    held.put("phrases", PHRASES);
    let mut add = |name: &str, value: &Value| held.add(name, value);
    let subject = &source.subject;
    let plans = subject.plans();
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
        "runs": plans.iter().map(about).collect::<Vec<_>>(),
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
        for (name, value) in layers(plan) {
            add(&format!("{prefix}{name}"), &value);
        }
        let run = plan.layers.as_ref().map(|own| &own.0);
        if let Some(Ok([today, plan])) = run.map(|run| pair_of_maps(run, &source.towns, MAP_PX)) {
            add(&format!("{prefix}maps"), &json!({ "today": today, "plan": plan }));
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
    held.0
}
