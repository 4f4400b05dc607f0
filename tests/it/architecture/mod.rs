//! The house's rules that no compiler holds: layers know only those before them, third-party crates stay in
//! their place, files stay short. Paths are read from tokens, so comments and text do not count; neither does
//! code under `#[cfg(test)]`.

mod circles;
mod paths;

use paths::paths_named;
use std::fs;
use std::path::{Path, PathBuf};

/// Each layer knows those before it.
const LAYERS: [&str; 11] = [
    "units", "domain", "travel", "plan", "solve", "scenario", "inquiry", "run", "write", "setup",
    "serve",
];
/// Beside them, with what it knows.
const READ: (&str, [&str; 2]) = ("read", ["units", "domain"]);
/// Those of the layers that know [`READ`] too: one reads runs back by the same readers, one makes plans of tables, one says what
/// the system says.
const READS: [&str; 3] = ["run", "setup", "serve"];
/// The commands, which know all of them; nothing knows it but the programs that call it.
const CLI: &str = "cli";
const MOST_LINES: usize = 450;
/// The files that may allow `unsafe`: HiGHS's C interface for linear programs, and for a solve that asks whether to go on.
const UNSAFE: [&str; 2] = ["solve/interrupt.rs", "solve/simplex.rs"];

/// Where a dependency may be named, by the beginning of paths below `src`.
const CRATES: [(&str, &[&str]); 59] = [
    ("argfile", &["cli/"]),
    ("axum", &["serve/"]),
    ("base64", &["serve/address.rs", "write/page/"]),
    ("bzip2", &["read/roads/stream.rs"]),
    ("calamine", &["read/"]),
    ("clap", &["cli/"]),
    ("comfy_table", &["cli/"]),
    ("crs_definitions", &["domain/crs/"]),
    ("csv", &["read/", "write/"]),
    ("csv_core", &["read/layers/extent.rs"]),
    ("dbase", &["read/layers/", "write/layers/"]),
    ("docx_rs", &["write/docx.rs"]),
    ("encoding_rs", &["read/", "write/layers/"]),
    ("fastrand", &["domain/forecast/", "solve/locate/"]),
    ("flate2", &["read/roads/blocks.rs", "read/roads/stream.rs"]),
    ("flatgeobuf", &["read/layers/", "write/layers/"]),
    (
        "geo",
        &[
            "cli/serve/bench.rs",
            "domain/crs/",
            "domain/feature.rs",
            "lib.rs",
            "read/",
            "run/",
            "setup/",
            "travel/",
            "write/",
        ],
    ),
    ("geojson", &["read/", "write/"]),
    ("geozero", &["read/layers/", "write/layers/"]),
    ("getrandom", &["serve/"]),
    ("good_lp", &["solve/backend.rs"]),
    ("highs", &["solve/backend.rs", "solve/interrupt.rs"]),
    ("highs_sys", &["solve/interrupt.rs", "solve/simplex.rs"]),
    ("hyper", &["serve/listen.rs"]),
    ("hyper_util", &["serve/listen.rs"]),
    ("indicatif", &["cli/"]),
    ("kml", &["read/layers/"]),
    ("lz4_flex", &["read/roads/blocks.rs"]),
    ("parquet", &["read/", "write/"]),
    ("proj4rs", &["domain/crs/"]),
    ("proj4wkt", &["domain/crs/"]),
    ("prost", &["read/roads/blocks.rs"]),
    ("quick_xml", &["read/layers/kml.rs", "read/roads/xml.rs"]),
    (
        "rayon",
        &[
            "travel",
            "scenario",
            "inquiry",
            "solve/certificate/",
            "solve/decomposition/",
            "solve/search/",
            "solve/locate/",
            "read/roads/pbf.rs",
        ],
    ),
    ("resvg", &["cli/draw/"]),
    ("roxmltree", &["read/raster/"]),
    ("rstar", &["travel/"]),
    ("rusqlite", &["read/layers/", "write/layers/"]),
    ("rust_xlsxwriter", &["write/"]),
    ("ruzstd", &["read/roads/blocks.rs"]),
    ("schemars", &["run/"]),
    ("serde", &["read/", "run/", "setup/", "serve/", "write/", "cli/"]),
    (
        "serde_json",
        &[
            "domain/crs/",
            "domain/properties.rs",
            "read/",
            "run/",
            "setup/",
            "serve/",
            "write/",
            "cli/",
        ],
    ),
    ("serde_path_to_error", &["write/verify/"]),
    ("sha2", &["read/", "run/", "write/"]),
    ("shapefile", &["read/layers/", "write/layers/"]),
    ("signal_hook", &["cli/"]),
    ("subtle", &["serve/address.rs"]),
    ("tempfile", &["cli/convert.rs", "cli/serve/", "read/layers/", "run/folder/", "write/sweep/"]),
    ("thiserror", &[""]),
    ("tiff", &["read/raster/"]),
    ("tokio", &["serve/"]),
    ("tokio_stream", &["serve/"]),
    ("toml", &["read/", "run/folder/borders.rs", "setup/"]),
    ("toml_edit", &["setup/"]),
    ("typed_index_collections", &[""]),
    ("unicode_width", &["domain/width.rs"]),
    ("wkt", &["read/", "write/layers/"]),
    ("zip", &["read/layers/", "write/archive.rs", "write/package/project.rs"]),
];

#[test]
fn every_layer_and_crate_is_in_its_place() {
    let mut files = Vec::new();
    list(&source(), &mut files);
    assert!(files.len() > 100, "few files: is src there?");
    let faults: Vec<String> = files
        .iter()
        .flat_map(|file| {
            let path = file.strip_prefix(source()).expect("below src").to_str();
            faults(path.expect("UTF-8"), &fs::read_to_string(file).expect("readable"))
        })
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_dependency_has_a_place() {
    let manifest = fs::read_to_string(source().join("../Cargo.toml")).expect("readable");
    let manifest: toml::Table = manifest.parse().expect("TOML");
    let named = manifest["dependencies"].as_table().expect("a table").keys();
    let named: Vec<String> = named.map(|name| name.replace('-', "_")).collect();
    assert_eq!(named, CRATES.map(|(name, _)| name), "the table above");
}

/// Path below `src` | text | what is to be found.
const PLANTED: &str = r##"
domain/a.rs   | use crate::plan::Audit;                                   | src/domain/a.rs:1: domain names plan
plan/a.rs     | use crate::{domain::X, solve::{self, Y}};                 | plan names solve
plan/a.rs     | fn f() { let _ = crate::write::report(); }                | plan names write
plan/a/b.rs   | use super::super::super::solve::Y;                        | plan names solve
plan/mod.rs   | use super::{domain::X, super::travel, solve};             | plan names solve
plan/a.rs     | use super::{a, super::scenario::B};                       | plan names scenario
read/a.rs     | use crate::travel::Arcs;                                  | read names travel
solve/a.rs    | pub(crate) use crate::read;                               | solve names read
write/a.rs    | fn f<'a>(x: &'a crate::cli::Exit) {}                      | write names cli
write/a.rs    | use crate::*;                                             | write names *
cli/a.rs      | use good_lp::Solver;                                      | good_lp does not belong
solve/a.rs    | use {highs as h, std::fmt};                               | highs does not belong
plan/a.rs     | const C: char = '"'; use rayon::prelude::*;               | rayon does not belong
plan/a.rs     | #[derive(serde::Serialize)] struct A;                     | serde does not belong
solve/a.rs    | #![allow(unsafe_code)]                                    | unsafe belongs in
plan/a.rs     | #[cfg(test)] mod t { fn f() {} } use ::clap::Args;        | clap does not belong
utils/a.rs    |                                                           | utils is no layer
helpers.rs    |                                                           | helpers is no layer
"##;

const ALLOWED: &str = r##"
write/a.rs    | use crate::{domain::X, plan, solve::Y}; use geojson::Feature;
plan/a.rs     | /* crate::write /* */ rayon::x */ fn f() {} // use crate::solve;
plan/a.rs     | const A: &str = r#"use "crate::solve::X"#; const B: &str = "\"rayon::x";
plan/a.rs     | #[cfg(test)] #[allow(x)] mod tests { use crate::{solve::Y}; fn f() {} }
plan/a.rs     | use super::audit::X; use self::b::rayon::Z; fn f<'a>(highs: &'a u8) {}
solve/a.rs    | mod inner { use super::super::milp::Col; }
solve/backend.rs | use good_lp::solvers::highs::highs;
cli/a.rs      | use crate::solve::solve; use crate::cli::exit; use crate::read; use clap::Args;
scenario.rs   | use crate::solve; use crate::scenario::x; use rayon::prelude::*;
"##;

#[test]
fn planted_faults_are_found() {
    for row in PLANTED.lines().skip(1) {
        let cells: Vec<&str> = row.split(" | ").map(str::trim).collect();
        let found = faults(cells[0], cells[1]);
        assert!(found.join("\n").contains(cells[2]), "{row}\nfound: {found:?}");
    }
    let long = faults("plan/a.rs", &"\n".repeat(MOST_LINES + 1));
    assert!(long[0].contains("451 lines"));
    let later = faults("plan/a.rs", "/*\n*/ const A: &str = \"\n\";\nuse crate::solve;");
    assert_eq!(later, ["src/plan/a.rs:4: plan names solve"]);
}

#[test]
fn what_is_allowed_is_not_blamed() {
    for row in ALLOWED.lines().skip(1) {
        let (path, text) = row.split_once(" | ").expect("two cells");
        assert_eq!(faults(path.trim(), text), [""; 0], "{row}");
    }
}

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn list(folder: &Path, files: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            list(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// What is wrong in a file, by its path below `src`.
fn faults(path: &str, text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let lines = text.lines().count();
    if lines > MOST_LINES {
        faults.push(format!("src/{path}: {lines} lines: split it, at most {MOST_LINES}"));
    }
    if text.contains("unsafe_code") && !UNSAFE.contains(&path) {
        faults.push(format!("src/{path}: unsafe belongs in {UNSAFE:?} alone"));
    }
    let module: Vec<&str> =
        path.trim_end_matches(".rs").split('/').filter(|part| *part != "mod").collect();
    let own = module[0];
    let known: &[&str] = match LAYERS.iter().position(|layer| *layer == own) {
        Some(position) => &LAYERS[..position],
        None if own == READ.0 => &READ.1,
        None if own == CLI => &LAYERS,
        None if path == "lib.rs" || path == "main.rs" => &[],
        None => return vec![format!("src/{path}: {own} is no layer of this house")],
    };
    for (line, words) in paths_named(text) {
        let ups = words.iter().take_while(|word| *word == "super").count();
        let local = match words[0].as_str() {
            "crate" => Some(&words[1..]),
            // More of them in a module inside a file: then what follows is no layer, but the layer's own.
            "super" if ups >= module.len() && is_layer(words.get(ups)) => Some(&words[ups..]),
            _ => None,
        };
        if let Some(local) = local {
            let layer = local.first().map_or("*", String::as_str);
            let reads = (READS.contains(&own) || own == CLI) && layer == READ.0;
            if layer != own && !known.contains(&layer) && !reads {
                faults.push(format!("src/{path}:{line}: {own} names {layer}"));
            }
        } else if let Some((name, places)) = CRATES.iter().find(|(name, _)| *name == words[0])
            && !places.iter().any(|place| path.starts_with(place))
        {
            faults
                .push(format!("src/{path}:{line}: {name} does not belong here but in {places:?}"));
        }
    }
    faults.dedup();
    faults
}

fn is_layer(word: Option<&String>) -> bool {
    let layers = || LAYERS.into_iter().chain([READ.0, CLI]);
    word.is_some_and(|word| layers().any(|layer| layer == word))
}
