//! No files of `src` import one another in a circle.
//!
//! File A imports file B where A names, in a `use` or in a path anywhere else, something that B declares outside all
//! braces. Names are followed through `crate`, `self`, `super`, the modules on the way and the `use` declarations
//! there to the file that declares the thing: `crate::domain::Layout` is an import of `domain/layout.rs`. So a child's
//! `use super::Thing` imports the parent's file if `Thing` is declared there, and no file of the parent's if the parent
//! only re-exports it.
//!
//! `mod child;` is no import, nor is a path that ends at a module, nor `pub use child::Thing` unless `Thing` is named
//! again in the same file. What a macro declares counts as declared by the file that the path leads to. Methods are
//! not seen, since their names are no paths, but their types are. Code under `#[cfg(test)]` does not count.

use super::paths::Source;
use super::{list, source};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs;

/// Modules by their paths; those of the library begin with its name, that of the program is `main`.
struct Modules(BTreeMap<Vec<String>, Module>);

struct Module {
    /// Path below `src`.
    file: String,
    source: Source,
}

/// File | imported file | line of one such import.
type Imports = BTreeMap<String, BTreeMap<String, usize>>;

/// The words that are being looked up, with the files in which.
type Trail = Vec<(String, String)>;

/// Where a path leads.
#[derive(Clone, PartialEq)]
enum Place {
    Module(Vec<String>),
    /// Something declared in the file.
    Item(String),
}

impl Modules {
    fn new(files: impl IntoIterator<Item = (String, String)>) -> Self {
        let modules = files.into_iter().map(|(file, text)| {
            let source = Source::read(&text);
            (module(&file), Module { file, source })
        });
        Self(modules.collect())
    }

    fn imports(&self) -> Imports {
        let mut imports = Imports::new();
        for (path, module) in &self.0 {
            let own = imports.entry(module.file.clone()).or_default();
            for (line, words) in module.named() {
                match self.find(path, words, &mut Vec::new()) {
                    Some(Place::Item(file)) if file != module.file => {
                        own.entry(file).or_insert(line);
                    }
                    _ => {}
                }
            }
        }
        imports
    }

    /// What `words` name in the module at `from`; none of what is not of this package.
    fn find(&self, from: &[String], words: &[String], trail: &mut Trail) -> Option<Place> {
        let ups = words.iter().take_while(|word| *word == "super").count();
        let (mut at, mut rest) = match words.first()?.as_str() {
            "crate" => (from[..1].to_vec(), &words[1..]),
            "self" => (from.to_vec(), &words[1..]),
            "super" => (from[..from.len().checked_sub(ups)?].to_vec(), &words[ups..]),
            "yike" => (words[..1].to_vec(), &words[1..]),
            first => (self.declares(from, first).then(|| from.to_vec())?, words),
        };
        while let Some((word, later)) = rest.split_first() {
            match self.look_up(&at, word, later.is_empty(), trail) {
                Some(Place::Module(next)) => (at, rest) = (next, later),
                Some(item) => return Some(item),
                // What a macro declares.
                None => return Some(Place::Item(self.0.get(&at)?.file.clone())),
            }
        }
        Some(Place::Module(at))
    }

    fn declares(&self, at: &[String], word: &str) -> bool {
        let source = self.0.get(at).map(|module| &module.source);
        let child = [at, &[word.to_owned()]].concat();
        self.0.contains_key(&child)
            || source.is_some_and(|source| {
                source.items.contains(word) || source.uses.iter().any(|path| path.name == word)
            })
    }

    /// What one word names in a module. A thing and a module may share a name: the last word of a path is the thing.
    fn look_up(&self, at: &[String], word: &str, last: bool, trail: &mut Trail) -> Option<Place> {
        let module = self.0.get(at)?;
        let step = (module.file.clone(), word.to_owned());
        // Two modules may import a name from each other that neither has.
        if trail.contains(&step) {
            return None;
        }
        let mut places = Vec::new();
        if module.source.items.contains(word) {
            places.push(Place::Item(module.file.clone()));
        }
        let child = [at, &[word.to_owned()]].concat();
        if self.0.contains_key(&child) {
            places.push(Place::Module(child));
        }
        trail.push(step);
        let imported = module.source.uses.iter().filter(|path| path.name == word);
        for path in imported {
            places.extend(self.find(at, &path.words, trail));
        }
        trail.pop();
        let best = |place: &&Place| matches!(place, Place::Item(_)) == last;
        places.iter().find(best).or(places.first()).cloned()
    }
}

impl Module {
    /// The paths that make imports, with their lines.
    fn named(&self) -> impl Iterator<Item = (usize, &[String])> {
        let words: HashSet<&str> =
            self.source.paths.iter().map(|(_, words)| words[0].as_str()).collect();
        let uses = self.source.uses.iter();
        let used = uses.filter(move |path| !path.public || words.contains(path.name.as_str()));
        let used = used.map(|path| (path.line, path.words.as_slice()));
        let longer = self.source.paths.iter().filter(|(_, words)| words.len() > 1);
        used.chain(longer.map(|(line, words)| (*line, words.as_slice())))
    }
}

fn module(file: &str) -> Vec<String> {
    let root = if file == "main.rs" { "main" } else { "yike" };
    let parts = file.trim_end_matches(".rs").split('/');
    let parts = parts.filter(|part| !["mod", "lib", "main"].contains(part));
    std::iter::once(root).chain(parts).map(String::from).collect()
}

/// Sets of two files or more that reach one another by imports.
fn circles(imports: &Imports) -> Vec<BTreeSet<&str>> {
    let reached: BTreeMap<&str, BTreeSet<&str>> =
        imports.keys().map(|file| (file.as_str(), reached(imports, file))).collect();
    let mut circles: Vec<BTreeSet<&str>> = Vec::new();
    for (file, others) in &reached {
        if others.contains(file) && !circles.iter().any(|circle| circle.contains(file)) {
            let back = others.iter().filter(|other| reached[*other].contains(file));
            circles.push(back.copied().collect());
        }
    }
    circles
}

fn reached<'a>(imports: &'a Imports, file: &'a str) -> BTreeSet<&'a str> {
    let mut reached = BTreeSet::new();
    let mut next = vec![file];
    while let Some(file) = next.pop() {
        let others = imports[file].keys().map(String::as_str);
        next.extend(others.filter(|other| reached.insert(*other)));
    }
    reached
}

/// The circles among the files, given as path below `src` and text, with the lines of their imports.
fn faults(files: impl IntoIterator<Item = (String, String)>) -> Vec<String> {
    let imports = Modules::new(files).imports();
    let fault = |circle: BTreeSet<&str>| {
        let inside = circle.iter().flat_map(|file| {
            let others = imports[*file].iter().filter(|(other, _)| circle.contains(other.as_str()));
            others.map(move |(other, line)| format!("\n  src/{file}:{line} imports {other}"))
        });
        format!("a circle of {} files:{}", circle.len(), inside.collect::<String>())
    };
    circles(&imports).into_iter().map(fault).collect()
}

#[test]
fn files_import_one_another_in_no_circle() {
    let mut files = Vec::new();
    list(&source(), &mut files);
    let files = files.into_iter().map(|file| {
        let path = file.strip_prefix(source()).expect("below src").to_str().expect("UTF-8");
        (path.to_owned(), fs::read_to_string(&file).expect("readable"))
    });
    let faults = faults(files);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Files as `path: text`, parted by bars, and the files of the circle in them.
const PLANTED: &str = r##"
plan/a.rs: use super::b::f; fn g() {}          | plan/b.rs: use super::a::g; fn f() {}               => plan/a.rs plan/b.rs
plan/a.rs: use crate::plan::b; fn g() { b::f() } | plan/b.rs: fn f() { crate::plan::a::g() }         => plan/a.rs plan/b.rs
plan/mod.rs: mod a; struct T; fn f() { a::g() } | plan/a.rs: use super::T; fn g() {}                 => plan/a.rs plan/mod.rs
plan/mod.rs: mod a; pub use a::g; struct T { x: g } | plan/a.rs: use super::T; fn g() {}             => plan/a.rs plan/mod.rs
plan/mod.rs: pub use a::A; pub use b::B;       | plan/a.rs: use crate::plan::B; struct A; | plan/b.rs: use super::A as C; struct B; => plan/a.rs plan/b.rs
plan/a.rs: use super::{b::{self, X}}; struct A; | plan/b.rs: use super::c::h; struct X; | plan/c.rs: use super::a::A; fn h() {}   => plan/a.rs plan/b.rs plan/c.rs
plan/screen.rs: mod a; fn f() { a::made!() }   | plan/screen/a.rs: use super::f; macro_rules! made {} => plan/screen.rs plan/screen/a.rs
cli/a.rs: use crate::plan::T; use super::b::f; fn g() {} | cli/b.rs: use crate::cli::a::g; fn f() {}  => cli/a.rs cli/b.rs
plan/a.rs: use super::b::made; index! { X; }   | plan/b.rs: use super::a::X; macro_rules! made {}    => plan/a.rs plan/b.rs
plan/a.rs: mod t { use super::super::b::f; } fn g() {} | plan/b.rs: use super::a::g; fn f() {}       => plan/a.rs plan/b.rs
plan/a.rs: use super::a_b::a; pub fn b() {}    | plan/a_b.rs: use super::a; pub fn a() { a::b() }    => plan/a.rs plan/a_b.rs
"##;

const ALLOWED: &str = r##"
plan/mod.rs: mod a; mod b; pub use a::A; pub use b::B; | plan/a.rs: use super::B; struct A; | plan/b.rs: struct B;
plan/mod.rs: mod a; pub use a::A;              | plan/a.rs: use super::a; struct A;
plan/mod.rs: mod a; fn f() {}                  | plan/a.rs: use super::f;
plan/a.rs: use super::b; struct A;             | plan/b.rs: use super::a::A; struct B;
plan/mod.rs: mod a; fn a() {} fn f() { a::g() } | plan/a.rs: pub(in crate::plan::a) fn g() {}
plan/a.rs: use super::b::B; struct A;          | plan/b.rs: #[cfg(test)] mod tests { use crate::plan::a::A; } struct B; // super::a::A
cli/plan.rs: use crate::plan::a; fn f() { a::g() } | plan/a.rs: fn g() {} fn h() { cli::plan::f() }
plan/mod.rs: mod a; fn b() { a::f() }                | plan/a.rs: fn b() {} mod t { use super::b; } fn f() { if 1 == 1 {} } mod u { use super::b; }
plan/a.rs: use super::b::B; const fn g() {}    | plan/b.rs: struct B; impl B { fn g() { self::g(); Self::a::g() } }
"##;

/// The files of a row, among the modules that hold them.
fn files(row: &str) -> Vec<(String, String)> {
    let parents = ["lib.rs:", "main.rs:", "plan/mod.rs:", "cli/mod.rs:"];
    let files = parents.into_iter().chain(row.split(" | "));
    let files = files.map(|file| file.split_once(':').expect("path: text"));
    files.map(|(path, text)| (path.trim().to_owned(), text.to_owned())).collect()
}

#[test]
fn planted_circles_are_found() {
    for row in PLANTED.lines().skip(1) {
        let (text, circle) = row.split_once("=>").expect("two parts");
        let imports = Modules::new(files(text)).imports();
        let found: Vec<String> = circles(&imports)
            .into_iter()
            .map(|circle| circle.into_iter().collect::<Vec<_>>().join(" "))
            .collect();
        assert_eq!(found, [circle.trim()], "{row}");
    }
}

#[test]
fn what_is_no_circle_is_not_blamed() {
    for row in ALLOWED.lines().skip(1) {
        assert_eq!(faults(files(row)), [""; 0], "{row}");
    }
}
