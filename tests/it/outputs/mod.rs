//! Documents are what the code says: `docs/outputs.md`, `docs/codes.md`, `docs/commands.md` and `docs/schema/*.schema.json`.
//!
//! `YIKE_WRITE_DOCS=1 cargo test --test it outputs` writes them again.

mod commands;
mod round;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;
use yike::domain::Phrase;
use yike::read::Code;
use yike::run::RunKind;
use yike::run::outputs::{files, specs};
use yike::run::schema::schemas;
use yike::run::table::{Head, Within};
use yike::run::tables::TableSpec;
use yike::write::verify::NOT_CHECKED;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Every document by its path below `docs`.
fn documents() -> BTreeMap<String, String> {
    let mut documents = BTreeMap::new();
    documents.insert("outputs.md".to_owned(), outputs());
    documents.insert("codes.md".to_owned(), codes());
    // Without the server a command is missing.
    if cfg!(feature = "serve") {
        documents.insert("commands.md".to_owned(), commands::page());
    }
    for (name, schema) in schemas() {
        let text = serde_json::to_string_pretty(&schema).expect("JSON") + "\n";
        documents.insert(format!("schema/{name}.schema.json"), text);
    }
    documents
}

#[test]
fn documents_of_outputs_are_what_the_code_says() {
    let docs = Path::new(ROOT).join("docs");
    let write = std::env::var_os("YIKE_WRITE_DOCS").is_some();
    let documents = documents();
    for (name, text) in &documents {
        let path = docs.join(name);
        if write {
            fs::create_dir_all(path.parent().expect("a folder")).expect("can be made");
            fs::write(&path, text).expect("can be written");
        }
        let committed = fs::read_to_string(&path).unwrap_or_default();
        assert!(
            committed == *text,
            "docs/{name} is not what the code says: write it again with \
             `YIKE_WRITE_DOCS=1 cargo test --test it outputs`"
        );
    }
    for entry in fs::read_dir(docs.join("schema")).expect("a folder") {
        let name = entry.expect("an entry").file_name();
        let name = format!("schema/{}", name.to_string_lossy());
        assert!(documents.contains_key(&name), "docs/{name} is of no file");
    }
}

fn codes() -> String {
    let mut text = String::from(
        "# What can be wrong\n\n\
         Each problem has a code, which is never used for another thing. Errors stop the reading, warnings do not.\n\
         > 每种问题有一个代码，代码不作他用。有错误则停止读取，提示不影响读取。\n\n\
         Made from `src/read/catalogue`, as `outputs.md` is.\n",
    );
    let mut section = None;
    for entry in Code::catalogue() {
        if section != Some(entry.section) {
            section = Some(entry.section);
            let Phrase { english, chinese } = entry.section;
            let _ = write!(text, "\n## {english}\n\n> {chinese}\n");
        }
        let (code, severity) = (entry.code, entry.severity);
        let parts = [entry.title, entry.meaning, entry.example, entry.repair];
        let [title, meaning, example, repair] = parts.map(|part| part.english);
        let _ = write!(text, "\n### {code} {title} ({severity})\n\n{meaning}\n\n");
        let _ = writeln!(text, "- For instance: {example}\n- Repair: {repair}");
        let [title, meaning, example, repair] = parts.map(|part| part.chinese);
        let _ = writeln!(text, "\n> {title}：{meaning}例如：{example}。处理办法：{repair}");
    }
    text
}

fn outputs() -> String {
    let mut text = String::from(
        "# What runs write\n\n\
         Made from the code by `YIKE_WRITE_DOCS=1 cargo test --test it outputs`; the same test fails when it differs.\n\n\
         CSV is comma-separated UTF-8, quoted where needed. Text that a spreadsheet would take for a formula gets an apostrophe \
         before it; `sites.csv`, `assignment.csv`, `robust.csv`, `scenarios.csv` and `forecast.csv`, and the tables of \
         `yike convert`, `demand` and `matrix`, have text as it was given, so that ids can be joined to the caller's own tables. JSON is UTF-8; each file has a JSON Schema in [schema](schema), and \
         so has the member `yike` that the GeoJSON of a plan's layers has ([schema](schema/layer-about.schema.json)).\n\n\
         **Columns.** In the names of columns `T` stands for the id of each tier, `G` for that of each group of people, `F` for \
         that of each source of money, `PATH` for each parameter that varies. *Source* says what `yike verify` does with a value: \
         *input* is as it was given; *computed* is decided by the layout or follows from it and the inputs, and is computed \
         again, but for the runs of which it is said below that they are not; *claimed* is known to the solver alone, and refuted where that can be done without one; *prose* is words for \
         people, and not compared.\n\n",
    );
    text += "## Folders and versions\n\n";
    text += &policy();
    for kind in RunKind::ALL {
        section(&mut text, kind);
    }
    text
}

/// What the module of folders says of them.
fn policy() -> String {
    let source = fs::read_to_string(Path::new(ROOT).join("src/run/folder/mod.rs"));
    let source = source.expect("readable");
    let lines = source.lines().map_while(|line| line.strip_prefix("//!"));
    let lines: Vec<&str> = lines.map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
    let text = lines.join("\n") + "\n\n";
    text.replace("[`RECORD`]", "`record.json`").replace("another [`FORMAT`]", "another format")
}

fn section(text: &mut String, kind: RunKind) {
    let title = match kind {
        RunKind::Plan => "A plan: `yike solve`, `yike audit`",
        RunKind::Schedule => "A plan over several periods: `yike solve`",
        RunKind::Sweep => "Scenarios: `yike sweep`",
        RunKind::Frontier => "A frontier: `yike frontier`",
        RunKind::Alternatives => "Plans as good or nearly: `yike alternatives`",
        RunKind::Conflicts => "What clashes in a plan, and what would mend it: `yike conflicts`",
        RunKind::Why => "Why and why not: `yike why`",
        RunKind::Worth => "What a step is worth: `yike worth`",
        RunKind::Robust => "A plan for many scenarios: `yike robust`",
        RunKind::Placement => "A location problem: `yike locate`",
        RunKind::Forecast => "A forecast: `yike forecast`",
        RunKind::Comparison => "Two runs side by side: `yike diff`",
    };
    let _ = write!(text, "## {title}\n\n| file | for | what |\n|---|---|---|\n");
    let schemas = schemas();
    for file in files(kind) {
        let stem = file.name.strip_suffix(".json");
        let stem = match (stem, kind) {
            (Some("timing"), RunKind::Placement) => Some("placement-timing"),
            (stem, _) => stem,
        };
        let own = schemas.iter().find(|(name, _)| Some(*name) == stem);
        let schema = own.map_or_else(String::new, |(name, _)| {
            format!(" ([schema](schema/{name}.schema.json))")
        });
        let (who, what) = (file.audience.word(), file.about);
        let name = file.name.replace(", ", "`, `");
        let _ = writeln!(text, "| `{name}` | {who} | {what}{schema} |");
    }
    text.push('\n');
    for (_, what) in NOT_CHECKED.iter().filter(|(own, _)| *own == kind) {
        let what = what.english;
        let _ = write!(
            text,
            "`yike verify` holds these files and the run's inputs against their SHA-256. It does not compute again {what}.\n\n"
        );
    }
    for spec in specs(kind) {
        table(text, &spec);
    }
}

fn table(text: &mut String, spec: &TableSpec) {
    let kind = spec.kind;
    let sort = if spec.is_layer { "layer" } else { "table" };
    let _ = write!(text, "### {} · {} (`{}`, {sort})\n\n", kind.en, kind.zh, kind.file);
    let about = kind.about;
    let first: String = about.chars().take(1).flat_map(char::to_uppercase).collect();
    let rest: String = about.chars().skip(1).collect();
    let _ = write!(text, "{first}{rest}.");
    if !kind.prefix.is_empty() {
        let _ = write!(
            text,
            " On maps names begin with `{}` and stand behind the caller's own properties.",
            kind.prefix
        );
    }
    text.push_str(
        "\n\n| column | heading | 标题 | unit | source | about |\n|---|---|---|---|---|---|\n",
    );
    for head in &spec.heads {
        let cells = [
            format!("`{}`", head.name),
            head.heading.english().to_owned(),
            head.heading.chinese().to_owned(),
            head.unit.word().to_owned(),
            head.source.word().to_owned(),
            about_column(head),
        ];
        let _ = writeln!(text, "| {} |", cells.map(|cell| cell.replace('|', "\\|")).join(" | "));
    }
    text.push('\n');
}

fn about_column(head: &Head) -> String {
    let within = match head.within {
        Within::All => "",
        Within::Tables => "in tables alone",
    };
    let parts = [head.about, within].into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("; ")
}

/// Columns have one name each, and something to say in both languages.
#[test]
fn every_column_is_named_once_in_both_languages() {
    for kind in RunKind::ALL {
        for spec in specs(kind) {
            let mut names: Vec<&str> = spec.heads.iter().map(|head| &*head.name).collect();
            assert!(spec.heads.iter().all(|head| !head.heading.chinese().is_empty()));
            names.sort_unstable();
            let all = names.len();
            names.dedup();
            assert_eq!(all, names.len(), "{} of {}", spec.kind.file, kind.word());
        }
    }
}
