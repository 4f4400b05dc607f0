//! README and the book (`docs`, see `docs/SUMMARY.md`): every page is in the summary, links hold, README is short.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::process::Command;
use yike::run::words;

pub(crate) const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const SUMMARY: &str = "docs/SUMMARY.md";
const README_LINES: usize = 150;

/// README and the pages of the book, by their paths.
pub(crate) fn pages() -> BTreeMap<String, String> {
    let docs = fs::read_dir(Path::new(ROOT).join("docs")).expect("a folder");
    let names = docs.map(|entry| entry.expect("an entry").file_name().into_string());
    let names = names.map(|name| format!("docs/{}", name.expect("UTF-8")));
    let names = names.filter(|name| name.ends_with(".md")).chain(["README.md".to_owned()]);
    names.map(|name| (name.clone(), read(&name))).collect()
}

fn read(name: &str) -> String {
    fs::read_to_string(Path::new(ROOT).join(name)).expect("readable")
}

/// A page without what stands in blocks of code.
fn prose(page: &str) -> String {
    let mut is_code = false;
    let mut prose = String::new();
    for line in page.lines() {
        let is_fence = line.trim_start().starts_with("```");
        is_code ^= is_fence;
        if !is_code && !is_fence {
            prose += line;
        }
        prose.push('\n');
    }
    prose
}

/// The addresses of links and pictures.
fn links(page: &str) -> Vec<String> {
    let prose = prose(page);
    // What stands between backticks is code; a link's text may hold some.
    let parts = prose.split("](").skip(1);
    parts.filter_map(|part| part.split_once(')')).map(|(link, _)| link.to_owned()).collect()
}

/// The names that headings have as targets of links, in mdBook as on GitHub.
fn anchors(page: &str) -> BTreeSet<String> {
    let prose = prose(page);
    let headings = prose.lines().filter(|line| line.starts_with('#'));
    headings
        .map(|line| {
            let kept = line.trim_start_matches('#').trim().chars();
            let kept = kept.filter(|c| c.is_alphanumeric() || " -_".contains(*c));
            kept.collect::<String>().to_lowercase().replace(' ', "-")
        })
        .collect()
}

/// Where a relative link of a page leads, below the root; its anchor.
fn target(page: &str, link: &str) -> (String, Option<String>) {
    let (path, anchor) = match link.split_once('#') {
        Some((path, anchor)) => (path, Some(anchor.to_owned())),
        None => (link, None),
    };
    if path.is_empty() {
        return (page.to_owned(), anchor);
    }
    let mut whole = PathBuf::new();
    let folder = Path::new(page).parent().expect("a folder");
    for part in folder.join(path).components() {
        match part {
            Component::ParentDir => assert!(whole.pop(), "{page}: {link} leads out of the project"),
            Component::CurDir => {}
            part => whole.push(part),
        }
    }
    (whole.to_str().expect("UTF-8").to_owned(), anchor)
}

fn is_relative(link: &str) -> bool {
    !link.contains("://") && !link.starts_with("mailto:")
}

#[test]
fn the_summary_has_every_page_once() {
    let mut listed = links(&read(SUMMARY));
    listed.sort();
    let pages = pages();
    let own = pages.keys().filter_map(|name| name.strip_prefix("docs/"));
    let own: Vec<&str> = own.filter(|name| *name != "SUMMARY.md").collect();
    assert_eq!(listed, own, "docs/SUMMARY.md lists other pages than there are");
}

#[test]
fn the_summary_calls_pages_by_their_headings() {
    for line in read(SUMMARY).lines() {
        let entry = line
            .trim_start_matches("- ")
            .strip_prefix('[')
            .and_then(|entry| entry.strip_suffix(')').and_then(|entry| entry.split_once("](")));
        if let Some((title, file)) = entry {
            let page = read(&format!("docs/{file}"));
            assert!(page.starts_with(&format!("# {title}")), "{file} has another heading");
        }
    }
}

#[test]
fn links_between_pages_hold() {
    let pages = pages();
    let mut faults = Vec::new();
    for (name, text) in &pages {
        for link in links(text).iter().filter(|link| is_relative(link)) {
            let (path, anchor) = target(name, link);
            if !Path::new(ROOT).join(&path).exists() {
                faults.push(format!("{name}: {link}: there is no {path}"));
            } else if let (Some(anchor), Some(text)) = (anchor, pages.get(&path))
                && !anchors(text).contains(&anchor)
            {
                faults.push(format!("{name}: {link}: {path} has no such heading"));
            }
            // mdBook takes any link to Markdown for a page of its own.
            let is_outside = path.ends_with(".md") && !path.starts_with("docs/");
            if name.starts_with("docs/") && is_outside {
                faults.push(format!("{name}: {link} is no page of the book: link its folder"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn links_and_anchors_are_found() {
    let page = "# A b: `c` d?\n\n[x `y`](z.md#q) ![p](i/p.svg)\n\n```text\n# no\n[no](no)\n```\n## 4. Over roads\n";
    assert_eq!(links(page), ["z.md#q", "i/p.svg"]);
    assert_eq!(anchors(page), BTreeSet::from(["a-b-c-d".to_owned(), "4-over-roads".to_owned()]));
    assert_eq!(target("docs/a.md", "../data").0, "data");
    assert_eq!(target("docs/a.md", "b.md#c"), ("docs/b.md".to_owned(), Some("c".to_owned())));
}

#[test]
fn readme_is_short() {
    let lines = read("README.md").lines().count();
    assert!(lines <= README_LINES, "README has {lines} lines: what is more belongs in docs");
}

/// Who unpacks the crate finds what README speaks of.
#[test]
fn the_package_holds_what_readme_links_to() {
    let listed = Command::new(env!("CARGO"))
        .args(["package", "--list", "--allow-dirty", "--offline", "--package", "yike"])
        .current_dir(ROOT)
        .output()
        .expect("cargo");
    assert!(listed.status.success(), "{}", String::from_utf8_lossy(&listed.stderr));
    let files = String::from_utf8(listed.stdout).expect("UTF-8");
    let files: BTreeSet<&str> = files.lines().collect();
    for link in links(&read("README.md")).iter().filter(|link| is_relative(link)) {
        let (path, _) = target("README.md", link);
        assert!(
            files.contains(&*path),
            "the package is without {path}: see `include` in Cargo.toml"
        );
    }
}

/// A term with a code of a vocabulary is written as the vocabulary has it.
#[test]
fn the_glossary_has_the_words_of_outputs() {
    let mut found = 0;
    for line in read("docs/glossary.md").lines() {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let [_, english, chinese, _, files, _] = cells[..] else {
            continue;
        };
        let codes = files.split('`').filter_map(|part| part.split_once(": "));
        for (vocabulary, code) in codes {
            let own = words::all().find(|own| own.name == vocabulary).expect("a vocabulary");
            let word = own.words.iter().find(|word| word.code == code);
            let word = word.unwrap_or_else(|| panic!("{vocabulary} has no {code}"));
            assert_eq!((english, chinese), (&*word.en.to_lowercase(), word.zh), "{code}");
            found += 1;
        }
    }
    assert!(found > 15, "{found} terms with a code");
}
