//! The tours of `docs` run as they stand.
#![cfg(all(unix, feature = "highs"))]

use std::path::Path;
use std::process::Command;

/// All blocks of shell in a document, one after the other: in a reader's terminal they follow each other too.
fn blocks(text: &str) -> String {
    let mut script = String::new();
    let mut inside = false;
    for line in text.lines() {
        match line.trim_end() {
            "```sh" => inside = true,
            "```" => inside = false,
            line if inside => script += &format!("{line}\n"),
            _ => {}
        }
    }
    script
}

/// Runs a tour in a folder that has the project's data and nothing else, every command of which must succeed.
fn walk(name: &str) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(root.join("docs").join(name)).expect("a tour");
    let script = blocks(&text);
    let commands = script.lines().filter(|line| line.starts_with("yike "));
    assert!(commands.count() >= 2, "{name} has hardly any commands");
    let folder = tempfile::tempdir().expect("a folder");
    std::os::unix::fs::symlink(root.join("data"), folder.path().join("data")).expect("a link");
    let binary = Path::new(env!("CARGO_BIN_EXE_yike"));
    let bin = binary.parent().expect("a folder").display();
    let path = std::env::var("PATH").unwrap_or_default();
    let ran = Command::new("sh")
        .args(["-euc", &script])
        .current_dir(&folder)
        .env("PATH", format!("{bin}:{path}"))
        .output()
        .expect("a shell");
    let said = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success(), "{name}: {}\n{said}", ran.status);
}

#[test]
fn the_planners_tour_runs() {
    walk("planner.md");
}

#[test]
fn the_gis_teams_tour_runs() {
    walk("gis.md");
}

#[test]
fn the_researchers_tour_runs() {
    walk("researcher.md");
}

#[test]
fn sweeps_on_several_machines_run() {
    walk("cluster.md");
}

#[test]
fn the_questions_are_answered() {
    walk("questions.md");
}
