//! What `plan.json` says of its run that the inputs do not give: what was asked for, and what the solver found out.

use super::finding::{Finding, Sort};
use crate::domain::crs::Crs;
use crate::run::language::Language;
use crate::run::package::{Package, PackageFormat};
use crate::run::record::{InputRecord, SettingsRecord, VERSION};
use crate::solve::{Backend, ModelSize, Relaxation, Termination};
use serde_json::Value;

/// The file that claims are read from.
pub(super) const FILE: &str = "plan.json";

/// What `plan.json` says of its run.
#[derive(Debug, Clone, PartialEq)]
pub struct Claims {
    /// The version of Yike that made it.
    pub version: String,
    /// The command was `audit`; else `solve`.
    pub is_audit: bool,
    /// The year that its layout is of.
    pub period: Option<i32>,
    /// The files that were read.
    pub inputs: Vec<InputRecord>,
    /// Whether the run says that it has a layout.
    pub has_layout: bool,
    /// The solver.
    pub(super) solver: Backend,
    /// What was asked of the solver.
    pub(super) settings: Option<SettingsRecord>,
    /// How its files are packed.
    pub(super) package: Option<Package>,
    /// What it found out, stage by stage.
    pub(super) stages: Vec<StageClaim>,
    /// What would mend a plan that nothing meets.
    pub(super) relaxations: Vec<Relaxation>,
    /// Whether all of that was tried.
    pub(super) relaxations_complete: bool,
    /// What could not be read.
    pub(super) findings: Vec<Finding>,
}

/// What only the solver knows of a stage.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct StageClaim {
    pub(super) termination: Option<Termination>,
    pub(super) bound: Option<f64>,
    /// The size of the model, where it cannot be stated again.
    pub(super) size: ModelSize,
}

/// Reads the claims in the bytes of `plan.json`.
///
/// # Errors
///
/// One finding when the file is no JSON object; what is wrong within is a finding of the claims.
pub fn claims(bytes: &[u8]) -> Result<Claims, Box<Finding>> {
    let value = object(FILE, bytes)?;
    Ok(of_value(FILE, &value))
}

/// The JSON object that a file is.
pub(super) fn object(file: &str, bytes: &[u8]) -> Result<Value, Box<Finding>> {
    let unreadable =
        |place: String, cause: String| Box::new(Finding::at(Sort::Unreadable, file, &place, cause));
    let value: Value = serde_json::from_slice(bytes).map_err(|error| {
        let place = format!("line {}, column {}", error.line(), error.column());
        let says = error.to_string();
        let says = says.split(" at line ").next().unwrap_or_default();
        unreadable(place, format!("not JSON: {says}"))
    })?;
    if !value.is_object() {
        return Err(unreadable(String::new(), "not a JSON object".into()));
    }
    Ok(value)
}

/// The claims of a run's record in `file`.
pub(super) fn of_value(file: &'static str, value: &Value) -> Claims {
    let mut reader = Reader {
        file,
        value,
        findings: Vec::new(),
    };
    let claims = reader.claims();
    Claims {
        findings: reader.findings,
        ..claims
    }
}

struct Reader<'a> {
    file: &'static str,
    value: &'a Value,
    findings: Vec<Finding>,
}

impl Reader<'_> {
    fn claims(&mut self) -> Claims {
        let command = self.text("/run/command");
        if !matches!(command.as_deref(), None | Some("solve" | "audit")) {
            self.wrong("/run/command", "`solve` or `audit`");
        }
        let has_settings = self
            .value
            .pointer("/run/settings")
            .is_some_and(Value::is_object);
        let settings = has_settings.then(|| self.settings());
        let solver = self.solver("/solver");
        let stages = self.stages();
        let status = self.text("/status").unwrap_or_default();
        let with_layout = [
            "proved",
            "proved-to-gap",
            "stopped-with-plan",
            "no-violations",
            "violations",
        ];
        let any_value = self
            .items("/stages")
            .iter()
            .any(|stage| !stage["value"].is_null());
        Claims {
            version: self.text("/run/version").unwrap_or_else(|| VERSION.into()),
            is_audit: command.as_deref() == Some("audit"),
            period: self.period(),
            inputs: self.inputs(),
            has_layout: with_layout.contains(&status.as_str()) || any_value,
            solver: solver
                .or(settings
                    .as_ref()
                    .and_then(|settings| word_of(BACKENDS, &settings.solver)))
                .unwrap_or(Backend::Highs),
            settings,
            package: self.package(),
            stages,
            relaxations: self.relaxations(),
            relaxations_complete: self.value["relaxations_complete"].as_bool().unwrap_or(true),
            findings: Vec::new(),
        }
    }

    fn settings(&mut self) -> SettingsRecord {
        let solver = self
            .solver("/run/settings/solver")
            .unwrap_or(Backend::Highs);
        SettingsRecord {
            solver: solver.word().into(),
            gap: self.number("/run/settings/gap").unwrap_or_default(),
            time_limit_s: self.number("/run/settings/time_limit_s"),
        }
    }

    fn package(&mut self) -> Option<Package> {
        self.value.pointer("/run/package")?;
        let crs = self.known("/run/package/crs", "a coordinate system", |word| {
            Crs::parse(word).ok()
        });
        let language = self.known("/run/package/language", "a language", Language::from_word);
        let count = self.items("/run/package/formats").len();
        let formats = (0..count).filter_map(|at| {
            let place = format!("/run/package/formats/{at}");
            self.known(&place, "a format", PackageFormat::from_word)
        });
        Some(Package {
            formats: formats.collect(),
            crs: crs?,
            language: language?,
        })
    }

    /// What the word at `place` stands for.
    fn known<T>(
        &mut self,
        place: &str,
        expected: &str,
        means: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let found = self.text(place).and_then(|word| means(&word));
        if found.is_none() {
            self.wrong(place, expected);
        }
        found
    }

    fn stages(&mut self) -> Vec<StageClaim> {
        let count = self.items("/stages").len();
        (0..count)
            .map(|at| {
                let place = format!("/stages/{at}/termination");
                let word = self.text(&place);
                let termination = word.and_then(|word| {
                    let known = TERMINATIONS.into_iter().find(|own| own.word() == word);
                    if known.is_none() {
                        self.wrong(&place, "a way in which stages end");
                    }
                    known
                });
                StageClaim {
                    termination,
                    bound: self.number(&format!("/stages/{at}/bound")),
                    size: self.size(at),
                }
            })
            .collect()
    }

    fn size(&self, at: usize) -> ModelSize {
        let count = |name: &str| {
            let value = self.value.pointer(&format!("/stages/{at}/{name}"));
            value.and_then(Value::as_u64).unwrap_or_default() as usize
        };
        ModelSize {
            columns: count("columns"),
            integers: count("integers"),
            rows: count("rows"),
            nonzeros: count("nonzeros"),
        }
    }

    fn relaxations(&mut self) -> Vec<Relaxation> {
        let count = self.items("/relaxations").len();
        (0..count)
            .map(|at| {
                let place = |name: &str| format!("/relaxations/{at}/{name}");
                let target = self.number(&place("target"));
                let flag = |name: &str| self.value.pointer(&place(name)).and_then(Value::as_bool);
                let (proved, alone) = (flag("proved"), flag("alone"));
                Relaxation {
                    text: self.text(&place("text")).unwrap_or_default(),
                    target: target.map(|target| target as usize),
                    feasible_at: self.number(&place("feasible_at")).unwrap_or_default(),
                    proved: proved.unwrap_or_default(),
                    alone: alone.unwrap_or_default(),
                }
            })
            .collect()
    }

    fn inputs(&mut self) -> Vec<InputRecord> {
        let count = self.items("/run/inputs").len();
        (0..count)
            .map(|at| {
                let place = |name: &str| format!("/run/inputs/{at}/{name}");
                InputRecord {
                    role: self.text(&place("role")).unwrap_or_default(),
                    path: self.text(&place("path")).unwrap_or_default(),
                    bytes: self.number(&place("bytes")).unwrap_or_default() as u64,
                    sha256: self.text(&place("sha256")).unwrap_or_default(),
                    features: self.number(&place("features")).map(|count| count as usize),
                }
            })
            .collect()
    }

    fn period(&mut self) -> Option<i32> {
        let period = self.value.get("period")?.as_i64()?;
        i32::try_from(period).ok()
    }

    fn solver(&mut self, place: &str) -> Option<Backend> {
        if self.value.pointer(place).is_none_or(Value::is_null) {
            return None;
        }
        let found = self.text(place).and_then(|word| word_of(BACKENDS, &word));
        if found.is_none() {
            self.wrong(place, "the name of a solver");
        }
        found
    }

    fn items(&self, place: &str) -> &[Value] {
        let list = self.value.pointer(place).and_then(Value::as_array);
        list.map_or(&[], Vec::as_slice)
    }

    fn text(&mut self, place: &str) -> Option<String> {
        match self.value.pointer(place) {
            Some(Value::String(text)) => Some(text.clone()),
            _ => {
                self.wrong(place, "a text");
                None
            }
        }
    }

    /// A number, or none where there is nothing.
    fn number(&mut self, place: &str) -> Option<f64> {
        match self.value.pointer(place) {
            None | Some(Value::Null) => None,
            Some(value) => {
                let number = value.as_f64();
                if number.is_none() {
                    self.wrong(place, "a number");
                }
                number
            }
        }
    }

    fn wrong(&mut self, place: &str, expected: &str) {
        let there = self.value.pointer(place).map(Value::to_string);
        self.findings.push(Finding {
            there,
            ..Finding::at(
                Sort::Unreadable,
                self.file,
                &path_of(place),
                format!("this is not {expected}"),
            )
        });
    }
}

/// A JSON pointer as differences write places: `/stages/2/bound` is `stages[2].bound`.
fn path_of(pointer: &str) -> String {
    let mut path = String::new();
    for part in pointer.split('/').skip(1) {
        if part.bytes().all(|byte| byte.is_ascii_digit()) {
            path += &format!("[{part}]");
        } else {
            let dot = if path.is_empty() { "" } else { "." };
            path += &format!("{dot}{part}");
        }
    }
    path
}

const BACKENDS: [Backend; 2] = [Backend::Highs, Backend::Microlp];

const TERMINATIONS: [Termination; 6] = [
    Termination::Optimal,
    Termination::GapReached,
    Termination::TimeLimit,
    Termination::Infeasible,
    Termination::Stopped,
    Termination::NotStarted,
];

fn word_of(all: [Backend; 2], word: &str) -> Option<Backend> {
    all.into_iter().find(|backend| backend.word() == word)
}
