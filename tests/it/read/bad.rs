//! Every fixture of `tests/fixtures/bad` raises exactly the codes of its `expect.txt`.

use super::fixture;
use crate::common::chinese::{english_in, is_chinese};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use yike::domain::Language;
use yike::read::{Issue, Problems, Severity, read_layout, read_plan};

/// All issues of a fixture: of its plan, or of its layout where it has one.
pub(crate) fn issues(folder: &Path) -> Vec<Issue> {
    let read = read_plan(&folder.join("plan.toml"));
    let layout = folder.join("layout.geojson");
    let (issues, failed) = match read {
        Ok(plan) if layout.exists() => match read_layout(&layout, &plan.problem) {
            Ok((_, warnings, _)) => (warnings, false),
            Err(Problems { issues }) => (issues, true),
        },
        Ok(plan) => (plan.warnings, false),
        Err(Problems { issues }) => (issues, true),
    };
    let errors = issues.iter().any(|issue| issue.severity() == Severity::Error);
    assert_eq!(failed, errors, "{}: refused exactly when there is an error", folder.display());
    issues
}

/// The folders of `tests/fixtures/bad`, sorted by name.
pub(crate) fn folders() -> Vec<std::path::PathBuf> {
    let entries = fs::read_dir(fixture("bad")).expect("the fixtures");
    let mut folders: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    folders.sort();
    folders
}

#[test]
fn each_bad_fixture_raises_exactly_its_codes() {
    let mut wrong = Vec::new();
    for folder in folders() {
        let found: BTreeSet<String> =
            issues(&folder).iter().map(|issue| issue.code.to_string()).collect();
        let found: Vec<String> = found.into_iter().collect();
        let expected = fs::read_to_string(folder.join("expect.txt")).expect("expect.txt");
        let expected: Vec<&str> = expected.split_whitespace().collect();
        if found != expected {
            let shown: Vec<String> = issues(&folder).iter().map(ToString::to_string).collect();
            wrong.push(format!(
                "{}\n  expected {expected:?}\n  found    {found:?}\n{}",
                folder.display(),
                shown.join("\n")
            ));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n\n"));
}

#[test]
fn every_issue_says_where_why_and_what_to_do() {
    for folder in folders() {
        for issue in issues(&folder) {
            assert!(!issue.place.file.is_empty(), "{issue}");
            for text in [&issue.cause, &issue.action] {
                let (english, chinese) = (text.say(Language::English), text.say(Language::Chinese));
                assert!(english.len() > 5 && !english.ends_with('.'), "{issue}");
                assert!(is_chinese(chinese), "{chinese}");
                assert_eq!(english_in(chinese), None);
                assert!(!chinese.ends_with('。'), "{chinese}");
            }
        }
    }
}

/// The text that a planner sees; snapshots of a few that show what the reader can say.
#[test]
fn messages_read_well() {
    let shown = [
        "ageing_rate_in_percent",
        "group_property_missing",
        "many_defects_at_once",
        "merge_into_a_site_that_goes",
        "positions_in_metres",
        "property_misspelt_and_missing",
        "tiers_serve_in_a_circle",
        "unit_just_outside",
    ];
    for name in shown {
        let lines: Vec<String> =
            issues(&fixture("bad").join(name)).iter().map(ToString::to_string).collect();
        insta::assert_snapshot!(name, lines.join("\n"));
    }
}
