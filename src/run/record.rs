//! What a run was made from and how: carried into every output.

use super::package::Package;
use crate::domain::Language::{self, Chinese, English};
use crate::read::sweep::PlanEdits;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// A record that is the whole of a file.
pub trait Format {
    /// The name of the file.
    const FILE: &'static str;
    /// What its member `format` says; another word when a member changes its meaning.
    const FORMAT: &'static str;
    /// The members that are words for people, by their paths (`[]`: of each item of a list): `yike verify` does not compare
    /// them, so that a sentence may change without a change of the format.
    const PROSE: &'static [&'static str] = &[];
    /// The members that earlier releases wrote and this one does not: `yike verify` leaves them out of their runs.
    const GONE: &'static [&'static str] = &[];
}

/// The prose of [`RunRecord::warnings`], below `run`.
pub(crate) const PROSE_OF_WARNINGS: [&str; 4] = [
    "run.warnings[].cause",
    "run.warnings[].action",
    "run.warnings[].cause_zh",
    "run.warnings[].action_zh",
];

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct InputRecord {
    /// What it is to the run: `plan`, `towns`, `demand`, `sites`, `medical`, `layout`, `network`, `heights`, `table`, `sweep`,
    /// `instance`, `matrix`, `start`, `layer`, `raster` or `census`.
    pub role: String,
    /// Its path, as given.
    pub path: String,
    /// Its size.
    pub bytes: u64,
    /// SHA-256 of its content, in hexadecimal.
    pub sha256: String,
    /// Features in it; none when it is not a layer.
    pub features: Option<usize>,
}

/// Something that reading found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct IssueRecord {
    /// Stable code.
    pub code: String,
    /// `error` or `warning`.
    pub severity: String,
    /// The file.
    pub file: String,
    /// Line in a text file, from 1.
    pub line: Option<usize>,
    /// Column in the line, from 1.
    pub column: Option<usize>,
    /// Feature of a layer, from 1.
    pub feature: Option<usize>,
    /// Id of the feature.
    pub id: Option<String>,
    /// Property or key, or a part of the file.
    pub field: Option<String>,
    /// What is wrong.
    pub cause: String,
    /// How to mend it.
    pub action: String,
    /// What is wrong, in Chinese.
    #[serde(default)]
    pub cause_zh: String,
    /// How to mend it, in Chinese.
    #[serde(default)]
    pub action_zh: String,
    /// The part of the file, in Chinese; none where it has a property or key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field_zh: Option<String>,
}

impl IssueRecord {
    /// What is wrong, in a language; in English where no other is recorded.
    pub fn cause(&self, language: Language) -> &str {
        recorded(language, &self.cause, &self.cause_zh)
    }

    /// How to mend it, in a language; in English where no other is recorded.
    pub fn action(&self, language: Language) -> &str {
        recorded(language, &self.action, &self.action_zh)
    }

    /// Where it is: `villages.geojson, feature 17 (id 5001), aged_60`.
    pub fn place(&self, language: Language) -> String {
        let mut place = self.file.clone();
        for number in [self.line, self.column].into_iter().flatten() {
            place += &format!(":{number}");
        }
        if let Some(feature) = self.feature {
            place += &match language {
                English => format!(", feature {feature}"),
                Chinese => format!("，第 {feature} 个要素"),
            };
        }
        if let Some(id) = &self.id {
            place += &match language {
                English => format!(" (id {id})"),
                Chinese => format!("（编号 {id}）"),
            };
        }
        if let Some(field) = &self.field {
            let chinese = self.field_zh.as_deref().unwrap_or_default();
            let (comma, field) = (language.say(", ", "，"), recorded(language, field, chinese));
            place += &format!("{comma}{field}");
        }
        place
    }
}

/// A text that records of earlier releases have in English alone.
fn recorded<'a>(language: Language, english: &'a str, chinese: &'a str) -> &'a str {
    if chinese.is_empty() { english } else { language.say(english, chinese) }
}

/// With what a plan was read beside its file: the options `--set` and `--lift`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct EditsRecord {
    /// Parameters with other values, each `PATH=VALUE`.
    pub set: Vec<String>,
    /// Rules and targets that did not count.
    pub lift: Vec<String>,
    /// Sites where a facility, or a work, was required.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub require: Vec<String>,
    /// Sites where none was allowed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub forbid: Vec<String>,
    /// Sites that were kept as they are.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub keep_today: Vec<String>,
    /// Towns that became a part of others.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub merge_town: Vec<String>,
    /// The year whose people were planned for, instead of the plan's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub people: Option<i32>,
}

impl EditsRecord {
    /// The record of `edits`; none where nothing is changed.
    pub fn of(edits: &PlanEdits) -> Option<Self> {
        let PlanEdits { set, lift, require, forbid, keep_today, merge_town, people } =
            edits.clone();
        let own = Self { set, lift, require, forbid, keep_today, merge_town, people };
        (!edits.is_empty()).then_some(own)
    }

    /// That the plan was read with them.
    pub fn told(&self, language: Language) -> String {
        let said = self.said().iter().map(|edit| format!("`{edit}`")).collect::<Vec<_>>();
        let said = language.list(&said);
        match language {
            Language::English => format!("The plan was read with changes: {said}"),
            Language::Chinese => format!("规划读入时作了改动：{said}"),
        }
    }

    /// The changes one by one: the option's word and its value.
    pub fn each(&self) -> impl Iterator<Item = (&'static str, Cow<'_, str>)> {
        let options = [
            ("set", &self.set),
            ("lift", &self.lift),
            ("require", &self.require),
            ("forbid", &self.forbid),
            ("keep-today", &self.keep_today),
            ("merge-town", &self.merge_town),
        ];
        let listed = options.into_iter().flat_map(|(option, values)| {
            values.iter().map(move |own| (option, Cow::from(own.as_str())))
        });
        listed.chain(self.people.map(|year| ("people", year.to_string().into())))
    }

    /// The changes, as records of many layouts have them: `PATH=VALUE`, which says by itself that it is set, `lift ID`,
    /// `require SITE`, ….
    pub fn changes(&self) -> Vec<String> {
        let said = self.each().map(|(option, own)| match option {
            "set" => own.into_owned(),
            _ => format!("{option} {own}"),
        });
        said.collect()
    }

    /// The changes as they are typed: `--set PATH=VALUE`, `--lift ID`, ….
    pub fn said(&self) -> Vec<String> {
        self.each().map(|(option, own)| format!("--{option} {own}")).collect()
    }

    /// The changes to read the plan with again.
    pub fn edits(record: Option<&Self>) -> PlanEdits {
        record.map_or_else(PlanEdits::default, |own| {
            PlanEdits::new(own.set.clone(), own.lift.clone())
                .with_sites(own.require.clone(), own.forbid.clone(), own.keep_today.clone())
                .with_towns(own.merge_town.clone())
                .with_people(own.people)
        })
    }
}

/// What the run was asked to do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SettingsRecord {
    /// The solver's name.
    pub solver: String,
    /// The gap asked for, relative.
    pub gap: f64,
    /// The time allowed, in seconds; none: no limit. With a limit, results depend on the machine.
    pub time_limit_s: Option<f64>,
}

/// What ties a journal to the run that goes on from it: the version, the plan's files, what was changed in it, settings, and `what` is
/// sought. Where the files lie does not count.
pub(super) fn fingerprint<'a>(
    inputs: impl IntoIterator<Item = &'a InputRecord>,
    changes: &[String],
    settings: &SettingsRecord,
    what: &str,
) -> String {
    let mut digest = Sha256::new();
    let mut part = |text: &str| {
        digest.update((text.len() as u64).to_le_bytes());
        digest.update(text.as_bytes());
    };
    part(VERSION);
    for input in inputs {
        part(&input.role);
        part(&input.sha256);
    }
    changes.iter().for_each(|own| part(own));
    part(&format!("{settings:?}"));
    part(what);
    let bytes = digest.finalize();
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// `timing.json`: what depends on the machine, kept apart so that all else can be compared byte by byte.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Timing {
    /// Seconds for reading and checking.
    pub read_s: f64,
    /// Seconds for solving; 0 when nothing was solved.
    pub solve_s: f64,
    /// Threads given to the solver.
    pub threads: usize,
    /// Seconds of each stage, in the plan's order.
    pub stages_s: Vec<f64>,
}

/// How a result came to be.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RunRecord {
    /// The version of Yike.
    pub version: String,
    /// `solve` or `audit`.
    pub command: String,
    /// The files read.
    pub inputs: Vec<InputRecord>,
    /// What reading warned about.
    pub warnings: Vec<IssueRecord>,
    /// With what the plan was read beside its file; none where with nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edits: Option<EditsRecord>,
    /// What was asked for; none when nothing was solved.
    pub settings: Option<SettingsRecord>,
    /// How the run is packed; none where it is not: maps in GeoJSON and WGS84 alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub package: Option<Package>,
    /// What depends on the machine; in a file of its own.
    #[serde(skip)]
    pub timing: Timing,
}

/// What a command wrote that makes one file: its answer with `--json`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WrittenRecord {
    /// The version of Yike.
    pub version: String,
    /// `matrix`, `reach`, `convert` or `demand`.
    pub command: String,
    /// The file written.
    pub file: String,
    /// How many of what is in it, by name: `features`, `pairs`, …
    pub counts: BTreeMap<String, usize>,
    /// What reading warned about.
    pub warnings: Vec<IssueRecord>,
}

/// The version of this crate.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
