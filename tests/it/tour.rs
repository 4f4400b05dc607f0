//! The commands in README and the book run as they stand, page by page, but for blocks before which a comment says why not:
//! `<!-- not run: needs Slurm -->`. They speak Chinese here, in which no English is to be left, and the English summaries have no Chinese but names.
#![cfg(all(unix, feature = "highs"))]

use crate::book::{ROOT, pages};
use crate::common::chinese::{chinese_in, english_in, texts_below};
use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

/// What code of a shell is called behind ```` ``` ````.
const SHELLS: [&str; 5] = ["sh", "bash", "zsh", "shell", "console"];

/// A block of shell on a page.
struct Block {
    line: usize,
    shell: String,
    text: String,
    /// Why it does not run.
    excuse: Option<String>,
}

fn blocks(page: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut before = "";
    let mut lines = page.lines().enumerate();
    while let Some((number, line)) = lines.next() {
        if let Some(about) = line.trim().strip_prefix("```") {
            let shell = about.split_whitespace().next().unwrap_or_default().to_owned();
            let code = lines.by_ref().map(|(_, line)| line).take_while(|line| line.trim() != "```");
            let text = code.map(|line| format!("{line}\n")).collect();
            let excuse = before.trim().strip_prefix("<!-- not run:");
            let excuse = excuse.map(|excuse| excuse.trim_end_matches("-->").trim().to_owned());
            if SHELLS.contains(&&*shell) {
                blocks.push(Block { line: number + 1, shell, text, excuse });
            }
        }
        before = line;
    }
    blocks
}

/// What runs on a page, one block after the other: in a reader's terminal they follow each other too.
fn script(page: &str) -> String {
    blocks(page).into_iter().filter(|own| own.excuse.is_none()).map(|own| own.text).collect()
}

/// Runs a page in a folder that has the project's data and nothing else, in Chinese. Every command must succeed, and neither
/// what it says nor a Chinese summary has English in it, and an English summary has no Chinese but that of the data.
fn walk(name: &str, least: usize) {
    let root = Path::new(ROOT);
    let script = script(&std::fs::read_to_string(root.join(name)).expect("a page"));
    let commands = script.lines().filter(|line| line.starts_with("yike "));
    assert!(commands.count() >= least, "{name} has hardly any commands");
    let folder = tempfile::tempdir().expect("a folder");
    std::os::unix::fs::symlink(root.join("data"), folder.path().join("data")).expect("a link");
    let binary = Path::new(env!("CARGO_BIN_EXE_yike"));
    let bin = binary.parent().expect("a folder").display();
    let path = std::env::var("PATH").unwrap_or_default();
    let ran = Command::new("sh")
        .args(["-euc", &script])
        .current_dir(&folder)
        .env("PATH", format!("{bin}:{path}"))
        .env_remove("LC_ALL")
        .env("LC_MESSAGES", "zh_CN.UTF-8")
        .output()
        .expect("a shell");
    let said = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success(), "{name}: {}\n{said}", ran.status);
    let shown = String::from_utf8_lossy(&ran.stdout);
    let mut texts = vec![said.into_owned(), shown.into_owned()];
    texts.extend(texts_below(folder.path(), &[".zh.md"]));
    let names = english_names();
    let english: Vec<String> = texts
        .iter()
        .flat_map(|text| text.lines())
        .filter(|line| !is_json(line) && !line.starts_with("yike "))
        .map(|line| names.iter().fold(line.to_owned(), |line, name| line.replace(name, "…")))
        .filter_map(|line| english_in(&line))
        .collect();
    assert!(english.is_empty(), "{name}: {}", english.join("\n"));
    let mut given = texts_below(&root.join("data"), &[".toml", ".geojson", ".csv"]);
    given.extend(texts_below(folder.path(), &[".toml", ".geojson", ".csv"]));
    let given = given.concat() + &script;
    let chinese: Vec<String> = texts_below(folder.path(), &["summary.md"])
        .iter()
        .filter_map(|text| chinese_in(text, &given))
        .collect();
    assert!(chinese.is_empty(), "{name}: {}", chinese.join("\n"));
}

/// The names of the Isle of Man, which are English in every language; long ones first, since they have others in them.
fn english_names() -> Vec<String> {
    let mut names = Vec::new();
    for layer in ["towns", "villages", "sites", "medical"] {
        let path = Path::new(ROOT).join(format!("data/isle-of-man/{layer}.geojson"));
        let text = std::fs::read_to_string(path).expect("a layer");
        let layer: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        let features = layer["features"].as_array().expect("features").iter();
        names.extend(
            features.filter_map(|own| own["properties"]["name"].as_str().map(String::from)),
        );
    }
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    names
}

/// Whether a line is one of JSON, which is for programs and the same in all languages.
fn is_json(line: &str) -> bool {
    line.trim_start().starts_with(['{', '}', '[', ']', '"'])
}

/// Pages that run: test, page, least number of commands.
macro_rules! tours {
    ($($test:ident: $page:literal, $least:literal;)*) => {
        const TOURS: &[&str] = &[$($page),*];

        $(#[test]
        fn $test() {
            walk($page, $least);
        })*
    };
}

tours! {
    the_readme_runs: "README.md", 3;
    a_plan_is_made_of_tables: "docs/init.md", 2;
    the_planners_tour_runs: "docs/planner.md", 2;
    the_gis_teams_tour_runs: "docs/gis.md", 2;
    the_researchers_tour_runs: "docs/researcher.md", 2;
    sweeps_on_several_machines_run: "docs/cluster.md", 2;
    the_questions_are_answered: "docs/questions.md", 2;
    a_published_layout_is_challenged: "docs/challenge.md", 1;
    what_ifs_run: "docs/what-if.md", 2;
    periods_run: "docs/periods.md", 1;
    forecasts_run: "docs/forecast.md", 1;
    roads_are_travelled: "docs/roads.md", 2;
    maps_are_drawn: "docs/maps.md", 2;
    reports_are_made: "docs/report.md", 2;
    runs_are_verified: "docs/verify.md", 2;
    placements_are_found: "docs/locate.md", 1;
    robust_plans_are_found: "docs/robust.md", 1;
}

#[test]
fn every_block_of_shell_runs_or_says_why_not() {
    let tours: BTreeSet<&str> = TOURS.iter().copied().collect();
    for (name, text) in pages() {
        let blocks = blocks(&text);
        for block in &blocks {
            let place = format!("{name}, line {}", block.line);
            match &block.excuse {
                Some(excuse) => assert!(excuse.len() > 5, "{place}: why is it not run?"),
                None => assert_eq!(block.shell, "sh", "{place}: a block that runs is called sh"),
            }
        }
        let runs = blocks.iter().any(|block| block.excuse.is_none());
        assert_eq!(runs, tours.contains(&*name), "{name}: tours! says otherwise");
    }
}

#[test]
fn a_block_is_left_out_for_a_reason_alone() {
    let page = "```sh\nyike a\n```\n\n<!-- not run: why -->\n```bash\nsbatch\n```\n  ```sh\n  yike b\n  ```\n```toml\nx\n```\n";
    assert_eq!(script(page), "yike a\n  yike b\n");
    let excuses: Vec<_> = blocks(page).into_iter().map(|block| block.excuse).collect();
    assert_eq!(excuses, [None, Some("why".to_owned()), None]);
}
