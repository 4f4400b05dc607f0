//! What reading found, in the shapes that messages and records have.

use crate::domain::{Phrase, phrase};
use crate::read::{Field, Issue, Severity};
use crate::run::{IssueRecord, Language};

/// What reading warned about.
pub(crate) fn issues<'a>(found: impl IntoIterator<Item = &'a Issue>) -> Vec<IssueRecord> {
    found.into_iter().map(issue).collect()
}

/// What reading found, for records and messages.
pub(crate) fn issue(issue: &Issue) -> IssueRecord {
    let place = &issue.place;
    IssueRecord {
        code: issue.code.to_string(),
        severity: severity(issue.severity()).english.into(),
        file: place.file.clone(),
        line: place.line,
        column: place.column,
        feature: place.feature,
        id: place.id.clone(),
        field: place.field.as_ref().map(|field| field.say(Language::English).into()),
        cause: issue.cause.say(Language::English).into(),
        action: issue.action.say(Language::English).into(),
        cause_zh: issue.cause.say(Language::Chinese).into(),
        action_zh: issue.action.say(Language::Chinese).into(),
        field_zh: match &place.field {
            Some(Field::Part(part)) => Some(part.chinese.into()),
            _ => None,
        },
    }
}

/// The word for a severity; in English that of files.
pub(crate) const fn severity(severity: Severity) -> Phrase {
    match severity {
        Severity::Error => phrase("error", "错误"),
        Severity::Warning => phrase("warning", "提示"),
    }
}
