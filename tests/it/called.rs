//! Commands that a program runs in its own process, over tables that it lends.

use serde_json::{Value, json};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use yike::cli::{Caller, Ended, Level, Watcher, call, commands};
use yike::read::{Lent, LentTable, lend};
use yike::run::IssueRecord;
use yike::run::table::Table;
use yike::write::layers::{HeldTable, held_table};

/// What a command said.
#[derive(Default)]
struct Heard {
    messages: Vec<(Level, String)>,
    issues: Vec<IssueRecord>,
    tables: Vec<(Option<String>, String, HeldTable)>,
}

impl Caller for Heard {
    fn message(&mut self, level: Level, text: &str, _: Option<&str>) {
        self.messages.push((level, text.into()));
    }

    fn issues(&mut self, issues: &[IssueRecord]) {
        self.issues.extend(issues.iter().cloned());
    }

    fn table(&mut self, part: Option<&str>, table: &Table<'_>) {
        let held = held_table(table).expect("WGS84 has all places");
        self.tables.push((part.map(Into::into), table.kind.name.into(), held));
    }
}

/// Stops after so many looks; never by default.
#[derive(Default)]
struct Looks {
    events: AtomicUsize,
    stops: bool,
}

impl Watcher for Looks {
    fn event(&self, _: &str, _: Option<(u64, u64)>) {
        self.events.fetch_add(1, Ordering::Relaxed);
    }

    fn is_stopped(&self) -> bool {
        self.stops
    }
}

fn ran(words: &[&str]) -> (Ended, Heard) {
    let mut heard = Heard::default();
    let ended = call(words.iter().copied(), &mut heard, &Looks::default());
    (ended, heard)
}

/// Points with a weight; of a table without geometry columns `lon` and `lat`.
struct Points {
    names: Vec<String>,
    rows: Vec<(Value, Option<Vec<u8>>)>,
    crs: Option<&'static str>,
}

impl LentTable for Points {
    fn columns(&self) -> &[String] {
        &self.names
    }

    fn rows(&self) -> usize {
        self.rows.len()
    }

    fn value(&self, row: usize, column: usize) -> Value {
        self.rows[row].0[&self.names[column]].clone()
    }

    fn has_geometry(&self) -> bool {
        self.rows.iter().any(|(_, shape)| shape.is_some())
    }

    fn geometry(&self, row: usize) -> Option<&[u8]> {
        self.rows[row].1.as_deref()
    }

    fn crs(&self) -> Option<&str> {
        self.crs
    }

    fn fingerprint(&self) -> (u64, String) {
        let text = format!("{:?}{:?}", self.rows, self.crs);
        (text.len() as u64, yike::run::folder::sha256(text.as_bytes()))
    }
}

const PLACES: [(f64, f64); 4] =
    [(106.60, 29.50), (106.61, 29.50), (106.60, 29.52), (106.64, 29.55)];

fn wkb((x, y): (f64, f64)) -> Vec<u8> {
    let mut bytes = vec![1, 1, 0, 0, 0];
    bytes.extend(x.to_le_bytes());
    bytes.extend(y.to_le_bytes());
    bytes
}

/// The four places, each as `row` has it.
fn lent(
    names: &[&str],
    crs: Option<&'static str>,
    row: impl Fn(usize, (f64, f64)) -> (Value, Option<Vec<u8>>),
) -> Lent {
    let rows = PLACES.iter().enumerate().map(|(number, &at)| row(number, at)).collect();
    let names = names.iter().copied().map(String::from).collect();
    lend("people", Arc::new(Points { names, rows, crs }))
}

fn with_shapes(crs: Option<&'static str>) -> Lent {
    lent(&["id", "weight"], crs, |number, at| {
        (json!({"id": format!("p{number}"), "weight": number + 1}), Some(wkb(at)))
    })
}

fn cover(demand: &Path) -> (Ended, Heard) {
    let demand = demand.display().to_string();
    ran(&["locate", "mclp", "--demand", &demand, "--reach", "2 km", "--p", "1"])
}

#[test]
fn a_lent_layer_says_what_its_file_says() {
    let folder = tempfile::tempdir().expect("a folder");
    let features = PLACES.iter().enumerate().map(|(number, (x, y))| {
        json!({"type": "Feature", "geometry": {"type": "Point", "coordinates": [x, y]},
            "properties": {"id": format!("p{number}"), "weight": number + 1}})
    });
    let file = folder.path().join("people.geojson");
    let layer = json!({"type": "FeatureCollection", "features": features.collect::<Vec<_>>()});
    std::fs::write(&file, layer.to_string()).expect("a file");
    let (of_file, heard_of_file) = cover(&file);
    assert_eq!(of_file.code, 0, "{:?}", heard_of_file.messages);
    let columns = lent(&["id", "weight", "lon", "lat"], None, |number, (x, y)| {
        (json!({"id": format!("p{number}"), "weight": number + 1, "lon": x, "lat": y}), None)
    });
    for own in [with_shapes(Some("EPSG:4326")), columns] {
        let (ended, heard) = cover(own.path());
        assert_eq!(ended.code, 0, "{:?} {:?}", heard.messages, heard.issues);
        // All but the hash of what was read.
        let answer = |bytes: &[u8]| {
            let mut answer: Value = serde_json::from_slice(bytes).expect("JSON");
            answer["inputs"] = Value::Null;
            answer
        };
        assert_eq!(answer(&ended.answer), answer(&of_file.answer));
        let tables = |heard: &Heard| -> Vec<_> {
            heard
                .tables
                .iter()
                .map(|(_, name, held)| (name.clone(), held.geometry.clone()))
                .collect()
        };
        assert_eq!(tables(&heard), tables(&heard_of_file));
        assert_eq!(heard.tables[0].1, "sites");
    }
}

#[test]
fn what_is_wrong_with_a_lent_layer_has_its_place() {
    let hole = lent(&["id", "weight"], Some("EPSG:4326"), |number, at| {
        (json!({"id": format!("p{number}"), "weight": 1}), (number != 2).then(|| wkb(at)))
    });
    let cut = lent(&["id", "weight"], Some("EPSG:4326"), |number, at| {
        let bytes = wkb(at);
        let end = if number == 1 { 9 } else { bytes.len() };
        (json!({"id": format!("p{number}"), "weight": 1}), Some(bytes[..end].to_vec()))
    });
    for (own, feature) in [(&hole, 3), (&cut, 2)] {
        let (ended, heard) = cover(own.path());
        assert_eq!(ended.code, 2);
        assert!(
            heard.issues.iter().any(|issue| issue.feature == Some(feature)),
            "{:?}",
            heard.issues
        );
    }
    let (ended, heard) = cover(with_shapes(None).path());
    assert_eq!((ended.code, &*heard.issues[0].code), (2, "P1037"));
    let bare =
        lent(&["id", "weight"], None, |number, _| (json!({"id": number, "weight": 1}), None));
    assert_eq!(cover(bare.path()).1.issues[0].code, "P1039");
}

#[test]
fn a_table_is_found_while_it_is_lent() {
    let own = with_shapes(Some("EPSG:4326"));
    let path = own.path().to_owned();
    let again = with_shapes(Some("EPSG:4326"));
    assert_eq!(again.path(), path);
    drop(own);
    assert_eq!(cover(&path).0.code, 0);
    drop(again);
    assert_eq!(cover(&path).1.issues[0].code, "P1001");
}

#[test]
fn a_lent_matrix_is_read_as_its_file_is() {
    let names = ["demand", "site", "minutes"].map(String::from).to_vec();
    let row = |demand: &str, site: &str, minutes: f64| {
        (json!({"demand": demand, "site": site, "minutes": minutes}), None)
    };
    // More text than is made at once.
    let rows = (0..6000)
        .flat_map(|number| {
            [row(&format!("d{number}"), "near", 3.5), row(&format!("d{number}"), "far", 7.0)]
        })
        .collect();
    let own = lend("travel", Arc::new(Points { names, rows, crs: None }));
    let path = own.path().display().to_string();
    let (ended, heard) = ran(&["locate", "p-median", "--matrix", &path, "--p", "1"]);
    assert_eq!(ended.code, 0, "{:?} {:?}", heard.messages, heard.issues);
    let answer: Value = serde_json::from_slice(&ended.answer).expect("JSON");
    assert_eq!((answer["objective"].as_f64(), &answer["open"]), (Some(21_000.0), &json!(["near"])));
}

#[test]
fn nothing_is_printed_and_failures_are_told() {
    let (ended, heard) = ran(&["locate", "mclp"]);
    assert_eq!((ended.code, heard.messages[0].0), (2, Level::Error));
    assert!(heard.messages[0].1.contains("--reach is missing"), "{:?}", heard.messages);
    let (ended, heard) = ran(&["no-such-command"]);
    assert!(ended.code == 2 && heard.messages[0].1.contains("no-such-command"));
    let (ended, heard) = ran(&["check", "no-such-plan.toml"]);
    assert_eq!((ended.code, &*heard.issues[0].code), (2, "P1001"));
}

#[test]
fn a_watcher_is_told_and_can_stop() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().display().to_string();
    let looks = Looks { stops: true, ..Looks::default() };
    let mut heard = Heard::default();
    let words = ["solve", "data/qianjiang/plan.toml", "--formats", "geojson", "--out", &out];
    let ended = call(words, &mut heard, &looks);
    assert_eq!(ended.code, 4, "{:?}", heard.messages);
    let looks = Looks::default();
    let ended = call(words, &mut heard, &looks);
    assert!(ended.code == 0 && looks.events.load(Ordering::Relaxed) > 3);
    let names: Vec<&str> = heard.tables.iter().map(|(_, name, _)| name.as_str()).collect();
    for name in ["sites", "demand", "targets", "works", "money"] {
        assert!(names.contains(&name), "{name} of {names:?}");
    }
}

#[test]
fn commands_say_their_options() {
    let all = commands();
    let locate = all.iter().find(|own| own.name == "locate").expect("locate");
    let option =
        |name: &str| locate.options.iter().find(|own| own.name == name).expect("an option");
    assert!(option("problem").is_argument && option("problem").words.contains(&"mclp".to_owned()));
    assert!(option("strict").is_flag && option("strict").heading == "Question");
    assert!(option("speed").is_repeated && !option("reach").about.is_empty());
}
