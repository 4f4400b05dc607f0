//! What is wrong in the files, where, why and what to do.

use super::catalogue::{Code, Severity};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt;

/// Where in the files a problem is.
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
    pub field: Option<String>,
}

impl Place {
    /// A file as a whole.
    pub(super) fn file(name: &str) -> Self {
        Self {
            file: name.into(),
            ..Self::default()
        }
    }

    /// A feature of a layer.
    pub(super) fn feature(name: &str, number: usize, id: Option<&str>) -> Self {
        Self {
            feature: Some(number),
            id: id.map(str::to_owned),
            ..Self::file(name)
        }
    }

    /// The id of the feature, or its number.
    fn feature_label(&self) -> String {
        match (&self.id, self.feature) {
            (Some(id), _) => format!("`{id}`"),
            (None, number) => format!("number {}", number.unwrap_or(0)),
        }
    }

    /// The same place, at a field.
    pub(super) fn at(mut self, field: &str) -> Self {
        self.field = Some(field.into());
        self
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
            if let Some(column) = self.column {
                write!(f, ":{column}")?;
            }
        }
        if let Some(feature) = self.feature {
            write!(f, ", feature {feature}")?;
        }
        if let Some(id) = &self.id {
            write!(f, " (id {id})")?;
        }
        if let Some(field) = &self.field {
            write!(f, ", `{field}`")?;
        }
        Ok(())
    }
}

/// One problem found in the input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issue {
    /// What kind of problem, in the catalogue.
    pub code: Code,
    /// Where.
    pub place: Place,
    /// What is wrong, with the figures and words found.
    pub cause: String,
    /// What to do about it.
    pub action: String,
}

impl Issue {
    /// Whether it stops the reading.
    pub fn severity(&self) -> Severity {
        self.code.entry().severity
    }
}

impl fmt::Display for Issue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            code,
            place,
            cause,
            action,
        } = self;
        write!(
            f,
            "{} {code}: {place}: {cause}\n  to do: {action}",
            self.severity()
        )
    }
}

/// Everything found wrong in the files, in a stable order: file (as the plan names them), feature, line, field, code.
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
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let errors = self.errors();
        let warnings = self.issues.len() - errors;
        write!(f, "{errors} errors and {warnings} warnings in the input")?;
        self.issues
            .iter()
            .try_for_each(|issue| write!(f, "\n{issue}"))
    }
}

impl std::error::Error for Problems {}

/// Collects issues while files are read.
#[derive(Debug, Default)]
pub(super) struct Sink {
    issues: RefCell<Vec<Issue>>,
    files: RefCell<Vec<String>>,
}

impl Sink {
    /// Gives `file` its place in the order of issues, after those named before.
    pub(super) fn name_file(&self, file: &str) {
        let mut files = self.files.borrow_mut();
        if !files.iter().any(|known| known == file) {
            files.push(file.into());
        }
    }

    /// Adds an issue.
    pub(super) fn push(
        &self,
        code: Code,
        place: Place,
        cause: impl Into<String>,
        action: impl Into<String>,
    ) {
        self.issues.borrow_mut().push(Issue {
            code,
            place,
            cause: cause.into(),
            action: action.into(),
        });
    }

    /// Adds the same finding about several features of a layer: one issue each for up to three, else a single one.
    /// `cause` gets the example to speak of.
    pub(super) fn push_group(
        &self,
        code: Code,
        file: &str,
        field: &str,
        members: &[Member],
        action: &str,
    ) {
        if members.len() <= 3 {
            for member in members {
                self.push(
                    code,
                    member.place(file).at(field),
                    member.cause.clone(),
                    action,
                );
            }
            return;
        }
        let first: Vec<String> = members[..3]
            .iter()
            .map(|member| member.place(file).feature_label())
            .collect();
        let cause = format!(
            "{} features, the first {}; for instance {}: {}",
            members.len(),
            first.join(", "),
            first[0],
            members[0].cause
        );
        self.push(code, Place::file(file).at(field), cause, action);
    }

    /// The issues in their stable order.
    pub(super) fn sorted(self) -> Vec<Issue> {
        let files = self.files.into_inner();
        let rank = |file: &str| {
            files
                .iter()
                .position(|known| known == file)
                .unwrap_or(files.len())
        };
        let mut issues = gather(self.issues.into_inner());
        issues.sort_by_cached_key(|issue| {
            let place = &issue.place;
            (
                rank(&place.file),
                place.feature,
                place.line,
                place.column,
                place.field.clone(),
                issue.code,
                issue.cause.clone(),
            )
        });
        issues.dedup();
        issues
    }
}

/// Makes one issue of those that say the same of more than three features of a layer.
fn gather(issues: Vec<Issue>) -> Vec<Issue> {
    let mut alike: BTreeMap<_, Vec<Issue>> = BTreeMap::new();
    for issue in issues {
        let Issue {
            code,
            place,
            cause,
            action,
        } = &issue;
        let at = (
            place.file.clone(),
            place.field.clone(),
            place.feature.is_some(),
        );
        let key = (*code, at, cause.clone(), action.clone());
        alike.entry(key).or_default().push(issue);
    }
    let one_of = |mut group: Vec<Issue>| {
        group.sort_by_key(|issue| issue.place.feature);
        let [a, b, c, _, ..] = &group[..] else {
            return group;
        };
        if a.place.feature.is_none() {
            return group;
        }
        let first = [a, b, c]
            .map(|issue| issue.place.feature_label())
            .join(", ");
        let cause = format!("{} features, the first {first}: {}", group.len(), a.cause);
        let field = a.place.field.clone();
        let place = Place {
            field,
            ..Place::file(&a.place.file)
        };
        vec![Issue {
            place,
            cause,
            ..a.clone()
        }]
    };
    alike.into_values().flat_map(one_of).collect()
}

/// A feature that shares a finding with others.
#[derive(Debug)]
pub(super) struct Member {
    /// Its position in the layer, from 1.
    pub(super) number: usize,
    /// Its id.
    pub(super) id: Option<String>,
    /// What is wrong with it.
    pub(super) cause: String,
}

impl Member {
    fn place(&self, file: &str) -> Place {
        Place::feature(file, self.number, self.id.as_deref())
    }
}

/// `Ok(value)` with the warnings when no issue is an error and the value is there.
pub(super) fn settle<T>(value: Option<T>, sink: Sink) -> Result<(T, Vec<Issue>), Problems> {
    let mut issues = sink.sorted();
    let failed = issues.iter().any(|i| i.severity() == Severity::Error);
    match value {
        Some(value) if !failed => Ok((value, issues)),
        None if !failed => {
            // Every part that is left out has an issue of its own; this is for one that was forgotten.
            issues.push(Issue {
                code: Code::CONTRADICTION,
                place: Place::default(),
                cause: "the files could not be put together, and no rule says why".into(),
                action: "report this with the files: it is a fault of Yike".into(),
            });
            Err(Problems { issues })
        }
        _ => Err(Problems { issues }),
    }
}
