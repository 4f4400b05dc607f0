//! Issues: problems in the input, with their place, cause and repair.

use super::catalogue::{Code, Severity};
use crate::domain::{Language, Phrase, Text, text};
use std::fmt;

/// The place of a problem in the files.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Place {
    /// The file, as the plan names it.
    pub file: String,
    /// Line, from 1; for plan files and malformed JSON.
    pub line: Option<usize>,
    /// Column in characters, from 1.
    pub column: Option<usize>,
    /// The feature's position in its layer, from 1.
    pub feature: Option<usize>,
    /// The id of the feature, or of the tier, source, … in a plan file.
    pub id: Option<String>,
    /// The property or key, for instance `works[2].cost` (positions in lists from 1).
    pub field: Option<Field>,
}

/// What of a feature, a plan or a file a problem is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// A property, column or key, as the file calls it.
    Key(String),
    /// What a file has no name for: a cost of opening, the end of an edge.
    Part(Phrase),
}

impl Field {
    /// What it is called in a language.
    pub fn say(&self, language: Language) -> &str {
        match self {
            Self::Key(key) => key,
            Self::Part(part) => part.say(language),
        }
    }
}

impl From<&str> for Field {
    fn from(key: &str) -> Self {
        Self::Key(key.into())
    }
}

impl From<Phrase> for Field {
    fn from(part: Phrase) -> Self {
        Self::Part(part)
    }
}

impl Place {
    /// A file as a whole.
    pub(crate) fn file(name: &str) -> Self {
        Self { file: name.into(), ..Self::default() }
    }

    /// A line of a file.
    pub(super) fn line(name: &str, line: usize) -> Self {
        Self { line: Some(line), ..Self::file(name) }
    }

    /// A feature of a layer.
    pub(super) fn feature(name: &str, number: usize, id: Option<&str>) -> Self {
        Self { feature: Some(number), id: id.map(str::to_owned), ..Self::file(name) }
    }

    /// The id of the feature, or its number.
    pub(super) fn feature_label(&self) -> Text {
        match (&self.id, self.feature) {
            (Some(id), _) => Text::same(format!("`{id}`")),
            (None, number) => {
                let number = number.unwrap_or(0);
                text!("number {number}", "第 {number} 个要素")
            }
        }
    }

    /// The place in a language.
    pub fn say(&self, language: Language) -> String {
        let mut place = self.file.clone();
        for number in [self.line, self.column].into_iter().flatten() {
            place += &format!(":{number}");
        }
        if let Some(feature) = self.feature {
            place += text!(", feature {feature}", "，第 {feature} 个要素").say(language);
        }
        if let Some(id) = &self.id {
            place += text!(" (id {id})", "（编号 {id}）").say(language);
        }
        if let Some(field) = &self.field {
            place += text!(", `{field}`", "，`{field}`"; field).say(language);
        }
        place
    }

    /// The same place, at a field.
    pub(super) fn at(mut self, field: &str) -> Self {
        self.field = Some(field.into());
        self
    }
}

/// In English, as callers of the library have it.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.say(Language::English))
    }
}

/// One problem found in the input.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Issue {
    /// The kind of problem, in the catalogue.
    pub code: Code,
    /// Its place.
    pub place: Place,
    /// What is wrong, with the values found.
    pub cause: Text,
    /// What to do about it.
    pub action: Text,
}

impl Issue {
    /// A problem.
    pub fn new(code: Code, place: Place, cause: impl Into<Text>, action: impl Into<Text>) -> Self {
        Self { code, place, cause: cause.into(), action: action.into() }
    }

    /// Whether it stops the reading.
    pub fn severity(&self) -> Severity {
        self.code.entry().severity
    }
}

impl fmt::Display for Issue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { code, place, cause, action } = self;
        write!(f, "{} {code}: {place}: {cause}\n  to do: {action}", self.severity())
    }
}

/// What an issue says is to be done: something of its own, or what the catalogue says of its code.
#[derive(Debug)]
pub(super) struct Action(Option<Text>);

/// The action that the catalogue states.
#[derive(Debug, Clone, Copy)]
pub(super) struct Usual;

impl From<Usual> for Action {
    fn from(Usual: Usual) -> Self {
        Self(None)
    }
}

impl From<Phrase> for Action {
    fn from(phrase: Phrase) -> Self {
        Self(Some(phrase.into()))
    }
}

impl From<Text> for Action {
    fn from(text: Text) -> Self {
        Self(Some(text))
    }
}

impl From<&Text> for Action {
    fn from(text: &Text) -> Self {
        Self(Some(text.clone()))
    }
}

impl Action {
    /// Its text in an issue with this code.
    pub(super) fn text(self, code: Code) -> Text {
        self.0.unwrap_or_else(|| code.entry().action())
    }
}

/// All problems found in the files, in a stable order: by file (in the order in which the plan names them), feature,
/// line, field and code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problems {
    /// Errors and warnings; at least one error.
    pub issues: Vec<Issue>,
}

impl Problems {
    /// How many of the issues are errors.
    pub fn errors(&self) -> usize {
        let is_error = |issue: &&Issue| issue.severity() == Severity::Error;
        self.issues.iter().filter(is_error).count()
    }

    /// The first error in a line: code, place and cause.
    pub fn first_error(&self) -> String {
        self.first_error_text().to_string()
    }

    /// Likewise in both languages.
    pub(crate) fn first_error_text(&self) -> Text {
        let is_error = |issue: &&Issue| issue.severity() == Severity::Error;
        let first = self.issues.iter().find(is_error);
        first.map_or_else(Text::default, |issue| {
            let Issue { code, place, cause, .. } = issue;
            text!("{code} {place}: {cause}", "{code} {place}：{cause}"; place, cause)
        })
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let errors = self.errors();
        let warnings = self.issues.len() - errors;
        write!(f, "{errors} errors and {warnings} warnings in the input")?;
        self.issues.iter().try_for_each(|issue| write!(f, "\n{issue}"))
    }
}

impl std::error::Error for Problems {}
