//! Running the built program, in a temporary folder with a plan in it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

/// The built program, told nothing by the caller's terminal.
pub(crate) fn yike(folder: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_yike"));
    command.current_dir(folder).args(words);
    for name in ["COLUMNS", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "RUST_BACKTRACE"] {
        command.env_remove(name);
    }
    command
}

/// What came of a run.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) words: String,
    pub(crate) exit: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// What is said when HiGHS is not built in.
pub(crate) const SLOWER: &str =
    "note: HiGHS is not built in; solving with microlp, which is slower\n";

impl Ran {
    /// Everything that a caller sees, for snapshots; without the note that a build with microlp alone begins with.
    pub(crate) fn seen(&self) -> String {
        let stderr = self.stderr.replace(SLOWER, "");
        format!(
            "$ yike {}\n=== exit {} ===\n=== stdout ===\n{}=== stderr ===\n{stderr}",
            self.words, self.exit, self.stdout
        )
    }

    /// Stdout, which must be one JSON value and nothing else.
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout).expect("one JSON value on stdout")
    }

    /// The codes of the violations in the JSON on stdout, in order.
    pub(crate) fn violations(&self) -> Vec<String> {
        let json = self.json();
        let rows = json["violations"].as_array().expect("a list");
        let code = |row: &serde_json::Value| row["code"].as_str().expect("a code").to_owned();
        rows.iter().map(code).collect()
    }
}

/// A temporary folder with the files of a plan.
pub(crate) struct Workplace(TempDir);

impl Workplace {
    /// With the files of a folder of this repository, for instance `tests/fixtures/tiers_together`.
    pub(crate) fn with(folder: &str) -> Self {
        let place = tempfile::tempdir().expect("a temporary folder");
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        for entry in std::fs::read_dir(&from).expect("a folder of this repository") {
            let entry = entry.expect("listed");
            if entry.path().is_file() {
                std::fs::copy(entry.path(), place.path().join(entry.file_name())).expect("copied");
            }
        }
        Self(place)
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).expect("a text file")
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).expect("written");
    }

    /// Replaces `old`, which must be there, all over a file.
    pub(crate) fn edit(&self, name: &str, old: &str, new: &str) {
        let text = self.read(name);
        assert!(text.contains(old), "{name} has no {old}");
        self.write(name, &text.replace(old, new));
    }

    /// Makes the plan one over two periods, half of its money in each.
    pub(crate) fn over_two_periods(&self) {
        let both = "period = 2025\nperiods = [2023, 2025]";
        self.edit("plan.toml", "period = 2025", both);
        let halves = "periods = { 2023 = \"1_000_000 yuan\", 2025 = \"1_000_000 yuan\" }";
        self.edit("plan.toml", "amount = \"2_000_000 yuan\"", halves);
    }

    /// Names of what is in a folder, sorted.
    pub(crate) fn names(&self, folder: &str) -> Vec<String> {
        let entries = std::fs::read_dir(self.path(folder)).expect("a folder");
        let name = |entry: std::io::Result<std::fs::DirEntry>| {
            let name = entry.expect("listed").file_name();
            name.into_string().expect("UTF-8")
        };
        let mut names: Vec<String> = entries.map(name).collect();
        names.sort();
        names
    }

    /// Makes the record of a run's folder say that its files are those that the run wrote, whatever was changed in them.
    pub(crate) fn seal(&self, folder: &str) {
        let path = format!("{folder}/record.json");
        let mut record: serde_json::Value =
            serde_json::from_str(&self.read(&path)).expect("a record");
        for file in record["files"].as_array_mut().expect("a list") {
            let name = file["name"].as_str().expect("a name");
            let bytes = std::fs::read(self.path(&format!("{folder}/{name}")));
            if let (true, Ok(bytes)) = (file["sha256"].is_string(), bytes) {
                file["sha256"] = yike::run::folder::sha256(&bytes).into();
            }
        }
        self.write(&path, &record.to_string());
    }

    /// Runs the program here. What `solve` and `audit` write is verified at once, without the solver.
    pub(crate) fn run(&self, words: &[&str]) -> Ran {
        let output = yike(self.0.path(), words).output().expect("it starts");
        let ran = ran(words, output);
        self.verify(words, ran.exit);
        ran
    }

    /// Whether the folder that a run wrote says what its inputs give. Files that an earlier run left are allowed.
    fn verify(&self, words: &[&str], exit: i32) {
        let out = words.iter().position(|word| ["--out", "-o"].contains(word));
        let Some(out) = out.and_then(|at| words.get(at + 1)) else {
            return;
        };
        let answered = [0, 3, 4, 5].contains(&exit);
        if !["solve", "audit"].contains(&words[0]) || !answered {
            return;
        }
        // Without a schedule a folder of periods has nothing that could be verified.
        let written = ["plan.json", "schedule.csv"];
        if written.iter().any(|name| self.path(out).join(name).exists()) {
            let run = out;
            let verified = yike(self.0.path(), &["verify", run, "--json"]).output();
            let verified = ran(&["verify"], verified.expect("it starts"));
            let json = verified.json();
            let wrong = json["findings"].as_array().map(|found| {
                let allowed = ["note", "not-of-this-run"].map(serde_json::Value::from);
                found.iter().filter(|found| !allowed.contains(&found["sort"])).count()
            });
            assert_eq!(wrong, Some(0), "{words:?}: {}{}", verified.stdout, verified.stderr);
        }
    }
}

fn ran(words: &[&str], output: Output) -> Ran {
    let quoted = |word: &&str| match word.contains(' ') {
        true => format!("\"{word}\""),
        false => (*word).to_owned(),
    };
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    Ran {
        words: words.iter().map(quoted).collect::<Vec<_>>().join(" "),
        exit: output.status.code().expect("it ended by itself"),
        stdout: text(output.stdout),
        stderr: text(output.stderr),
    }
}

/// Columns that a line takes in a terminal: Chinese characters take two.
pub(crate) fn columns(line: &str) -> usize {
    let wide = |c: char| {
        matches!(u32::from(c), 0x1100..=0x115F | 0x2E80..=0xA4CF | 0xAC00..=0xD7A3 | 0xF900..=0xFAFF
            | 0xFE30..=0xFE4F | 0xFF00..=0xFF60 | 0xFFE0..=0xFFE6 | 0x2_0000..=0x3_FFFD)
    };
    line.chars().map(|c| if wide(c) { 2 } else { 1 }).sum()
}
