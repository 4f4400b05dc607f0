//! Collects and orders issues while files are read.

use super::catalogue::{Code, Severity};
use super::issue::{Action, Field, Issue, Place, Problems, Usual};
use crate::domain::{Text, text};
use std::cell::RefCell;
use std::collections::{BTreeMap, HashSet};

/// Issues of one kind: code, file, field.
type Kind = (Code, String, Option<Field>);

/// Collects issues while files are read.
#[derive(Debug, Default)]
pub(super) struct Sink {
    issues: RefCell<Vec<Issue>>,
    files: RefCell<Vec<String>>,
    /// How many issues there are of each code at each field of each file.
    counts: RefCell<BTreeMap<Kind, usize>>,
}

/// The issues of one code at one field of a file that are kept; the others are counted, since a file can have millions.
const KEPT: usize = 10_000;

impl Sink {
    /// Sets the place of `file` in the order of issues, after the files named before.
    pub(super) fn name_file(&self, file: &str) {
        let mut files = self.files.borrow_mut();
        if !files.iter().any(|known| known == file) {
            files.push(file.into());
        }
    }

    /// Whether an error is among the issues.
    pub(super) fn has_errors(&self) -> bool {
        let issues = self.issues.borrow();
        issues.iter().any(|issue| issue.severity() == Severity::Error)
    }

    /// Adds an issue.
    pub(super) fn push(
        &self,
        code: Code,
        place: Place,
        cause: impl Into<Text>,
        action: impl Into<Action>,
    ) {
        let mut counts = self.counts.borrow_mut();
        let count = counts.entry((code, place.file.clone(), place.field.clone())).or_default();
        *count += 1;
        if *count > KEPT {
            return;
        }
        let action = action.into().text(code);
        self.issues.borrow_mut().push(Issue { code, place, cause: cause.into(), action });
    }

    /// Adds an issue, for which something is none.
    pub(super) fn refuse<T>(
        &self,
        code: Code,
        place: Place,
        cause: impl Into<Text>,
        action: impl Into<Action>,
    ) -> Option<T> {
        self.push(code, place, cause, action);
        None
    }

    /// Adds the same finding about several features of a layer: one issue each for up to three, else a single one.
    /// `cause` makes the text from an example.
    pub(super) fn push_group(
        &self,
        code: Code,
        file: &str,
        field: &str,
        members: &[Member],
        action: impl Into<Text>,
    ) {
        let action = action.into();
        if members.len() <= 3 {
            for member in members {
                self.push(code, member.place(file).at(field), member.cause.clone(), &action);
            }
            return;
        }
        let labels: Vec<Text> =
            members[..3].iter().map(|member| member.place(file).feature_label()).collect();
        let first = Text::list(&labels);
        let (count, instance, cause) = (members.len(), &labels[0], &members[0].cause);
        let cause = text!(
            "{count} features, the first {first}; for instance {instance}: {cause}",
            "{count} 个要素，前几个为 {first}；例如 {instance}：{cause}";
            first, instance, cause
        );
        self.push(code, Place::file(file).at(field), cause, action);
    }

    /// Changes where issues are.
    pub(super) fn rename(&self, change: impl Fn(&mut Place)) {
        self.issues.borrow_mut().iter_mut().for_each(|issue| change(&mut issue.place));
    }

    /// The issues in their stable order.
    pub(super) fn sorted(self) -> Vec<Issue> {
        let files = self.files.into_inner();
        let rank = |file: &str| files.iter().position(|known| known == file).unwrap_or(files.len());
        let mut issues = self.issues.into_inner();
        // A geometry that cannot be read is not missing as well.
        let of_feature = |issue: &Issue| (issue.place.file.clone(), issue.place.feature);
        let unread = issues.iter().filter(|issue| issue.code == Code::GEOMETRY_MALFORMED);
        let unread: HashSet<_> = unread.map(of_feature).collect();
        issues.retain(|issue| {
            issue.code != Code::GEOMETRY_MISSING || !unread.contains(&of_feature(issue))
        });
        let mut issues = gather(issues);
        for ((code, file, field), count) in self.counts.into_inner() {
            if count > KEPT {
                let more = count - KEPT;
                let cause = text!(
                    "{more} more of this kind, which are not listed",
                    "另有 {more} 处同类问题，未逐一列出"
                );
                let place = Place { field, ..Place::file(&file) };
                issues.push(Issue { code, place, cause, action: Action::from(Usual).text(code) });
            }
        }
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

/// Codes whose issues about more than three features of a layer are merged even where the figures in their causes
/// differ.
const ALIKE: [Code; 7] = [
    Code::NUMBER_ROUNDED,
    Code::CELL_TAKEN_AS_EMPTY,
    Code::FIELD_WRONG_TYPE,
    Code::RATE_NOT_A_SHARE,
    Code::UNKNOWN_UNIT,
    Code::POPULATION_DIFFERS,
    Code::AGEING_RATE_DIFFERS,
];

/// Merges issues that state the same about more than three features of a layer.
fn gather(issues: Vec<Issue>) -> Vec<Issue> {
    let mut alike: BTreeMap<_, Vec<Issue>> = BTreeMap::new();
    for issue in issues {
        let Issue { code, place, cause, action } = &issue;
        let at = (place.file.clone(), place.field.clone(), place.feature.is_some());
        let says = (!ALIKE.contains(code)).then(|| (cause.clone(), action.clone()));
        let key = (*code, at, says);
        alike.entry(key).or_default().push(issue);
    }
    let one_of = |mut group: Vec<Issue>| {
        group.sort_by_key(|issue| issue.place.feature);
        let mut features: Vec<&Issue> = group.iter().collect();
        features.dedup_by_key(|issue| issue.place.feature);
        let [a, b, c, _, ..] = features[..] else {
            return group;
        };
        let labels = [a, b, c].map(|issue| issue.place.feature_label());
        let first = Text::list(&labels);
        let (count, label, cause, action) = (features.len(), &labels[0], &a.cause, &a.action);
        let instance = match group.iter().all(|issue| issue.cause == a.cause) {
            true => Text::default(),
            false => text!("; for instance {label}", "；例如 {label}"; label),
        };
        let cause = text!(
            "{count} features, the first {first}{instance}: {cause}",
            "{count} 个要素，前几个为 {first}{instance}：{cause}";
            first, instance, cause
        );
        let action = match group.iter().all(|issue| issue.action == a.action) {
            true => action.clone(),
            false => text!(
                "for {label}: {action}; the others likewise",
                "{label}：{action}；其余照此办理";
                label, action
            ),
        };
        let field = a.place.field.clone();
        let place = Place { field, ..Place::file(&a.place.file) };
        vec![Issue { code: a.code, place, cause, action }]
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
    pub(super) cause: Text,
}

impl Member {
    fn place(&self, file: &str) -> Place {
        Place::feature(file, self.number, self.id.as_deref())
    }
}

/// `Ok(value)` with the warnings when no issue is an error and the value is there.
pub(super) fn settle<T>(value: Option<T>, sink: Sink) -> Result<(T, Vec<Issue>), Problems> {
    settle_issues(value, sink.sorted())
}

/// The same with issues that are already in order.
pub(super) fn settle_issues<T>(
    value: Option<T>,
    mut issues: Vec<Issue>,
) -> Result<(T, Vec<Issue>), Problems> {
    let failed = issues.iter().any(|i| i.severity() == Severity::Error);
    match value {
        Some(value) if !failed => Ok((value, issues)),
        None if !failed => {
            // Every missing part has an issue of its own, unless a rule is missing here.
            issues.push(Issue {
                code: Code::CONTRADICTION,
                place: Place::default(),
                cause: text!(
                    "the files could not be put together, and no rule says why",
                    "各文件无法组合成规划，原因不明"
                ),
                action: text!(
                    "report this with the files: it is a fault of Yike",
                    "请连同文件一并报告：这是 Yike 的缺陷"
                ),
            });
            Err(Problems { issues })
        }
        _ => Err(Problems { issues }),
    }
}
