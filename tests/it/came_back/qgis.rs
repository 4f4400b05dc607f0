//! QGIS itself: the project in the package, works chosen in it, layers saved by it, and Yike's algorithms. Where QGIS is not
//! installed (`.ci/qgis`) a line says that this was skipped.
#![cfg(feature = "highs")]

use super::{changes, has_figures, solved, wanted};
use crate::common::program::Workplace;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output};

/// The Python that QGIS's packages belong to.
const PYTHON: &str = "/usr/bin/python3";

fn skip(why: &str) {
    let line = format!("skipped: layouts in QGIS; {why}\n");
    std::io::stderr().write_all(line.as_bytes()).expect("stderr");
}

/// A command of QGIS's, with a folder of its own for settings, without a screen.
fn command(program: &str, home: &Path) -> Command {
    let mut command = Command::new(program);
    command.env("QT_QPA_PLATFORM", "offscreen").env("YIKE", env!("CARGO_BIN_EXE_yike"));
    for name in ["HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR"] {
        command.env(name, home);
    }
    command
}

/// Whether the program starts.
fn starts(command: &mut Command) -> bool {
    command.output().is_ok_and(|output| output.status.success())
}

fn said(output: &Output) -> String {
    let [out, err] = [&output.stdout, &output.stderr].map(|own| String::from_utf8_lossy(own));
    format!("{out}{err}")
}

/// Runs `tests/gis/qgis_project.py`.
fn project(place: &Workplace, words: &[&str]) -> String {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gis/qgis_project.py");
    let mut command = command(PYTHON, &place.path("."));
    let output = command.arg(script).args(words).current_dir(place.path(".")).output();
    let output = output.expect("it starts");
    assert!(output.status.success(), "{words:?}: {}", said(&output));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn works_are_chosen_from_lists_in_qgis_and_scored() {
    let home = tempfile::tempdir().expect("a folder");
    if !starts(command(PYTHON, home.path()).args(["-c", "import qgis.core"])) {
        return skip("python3-qgis is not installed");
    }
    let place = solved("zh");
    let told = project(&place, &["check", "out/plan.gpkg"]);
    let at = |line: &str| told.find(line).unwrap_or_else(|| panic!("{line}: {told}"));
    // Sites above people above towns; circles are off.
    assert!(
        at("layer: yike_layer_sites, 点位, on") < at("layer: yike_layer_uncovered, 未覆盖, on")
    );
    assert!(
        at("layer: yike_layer_demand, 村（社区）, on") < at("layer: yike_layer_towns, 镇街, on")
    );
    at("layer: yike_layer_reach, 可及范围, off");
    at("group: 表格");
    let changes = changes(&place);
    let wanted = wanted(&place, &changes);
    // The list of a site is what is permitted there, in words.
    let list = project(&place, &["choices", "out/plan.gpkg", &changes[2].site]);
    assert!(list.lines().count() < 6, "{list}");
    assert!(list.contains(&format!("{}\t{}", changes[2].work, changes[2].words)), "{list}");
    let chosen = changes.iter().map(|own| format!("{}={}", own.site, own.words));
    let chosen: Vec<String> = chosen.collect();
    let chosen = chosen.iter().map(String::as_str);
    project(&place, &["decide", "out/plan.gpkg"].into_iter().chain(chosen).collect::<Vec<_>>());
    has_figures(&place, "out/plan.gpkg", &wanted, &changes);
    for file in ["saved.shp", "saved.csv", "saved.geojson", "saved.kml"] {
        project(&place, &["save", "out/plan.gpkg", file]);
        has_figures(&place, file, &wanted, &changes);
    }
    project(&place, &["draw", "out/plan.gpkg", "map.png"]);
    assert!(std::fs::metadata(place.path("map.png")).expect("a picture").len() > 100_000);
}

#[test]
fn yikes_algorithms_run_in_qgis() {
    let home = tempfile::tempdir().expect("a folder");
    // Debian's wrapper hands an option of the desktop's to the program, which does not know it.
    let of_debian = Path::new("/usr/bin/qgis_process.bin");
    let program = if of_debian.exists() { "/usr/bin/qgis_process.bin" } else { "qgis_process" };
    if !starts(command(program, home.path()).arg("--version")) {
        return skip("qgis_process is not installed");
    }
    let plugins = home.path().join("QGIS/QGIS3/profiles/default/python/plugins/yike");
    std::fs::create_dir_all(&plugins).expect("made");
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("qgis/yike");
    for entry in std::fs::read_dir(own).expect("the plugin") {
        let entry = entry.expect("listed");
        if entry.path().is_file() {
            std::fs::copy(entry.path(), plugins.join(entry.file_name())).expect("copied");
        }
    }
    let place = Workplace::with("tests/fixtures/runs/inputs");
    let process = |words: &[&str]| {
        let mut command = command(program, home.path());
        let output = command.args(words).current_dir(place.path(".")).output();
        let output = output.expect("it starts");
        (output.status.success(), said(&output))
    };
    let (enabled, told) = process(&["plugins", "enable", "yike"]);
    assert!(enabled, "{told}");
    let (_, listed) = process(&["list"]);
    for word in ["solve", "audit", "locate", "matrix", "report"] {
        assert!(listed.contains(&format!("yike:{word}")), "{word}: {listed}");
    }
    let out = |name: &str| format!("OUTPUT={}", place.path(name).display());
    let plan = format!("PLAN={}", place.path("plan.toml").display());
    let (done, told) = process(&["run", "yike:solve", "--", &plan, &out("out"), "LANG=zh"]);
    assert!(done && told.contains("EXIT_CODE:\t0"), "{told}");
    let layout = format!("LAYOUT={}|layername=sites", place.path("out/plan.gpkg").display());
    let (done, told) = process(&["run", "yike:audit", "--", &plan, &layout, &out("audit")]);
    assert!(done && told.contains("EXIT_CODE:\t0"), "{told}");
    let [solved, audited] = ["out", "audit"].map(|folder| -> serde_json::Value {
        serde_json::from_str(&place.read(&format!("{folder}/plan.json"))).expect("JSON")
    });
    assert_eq!(solved["works"], audited["works"]);
    let demand = format!("DEMAND={}", place.path("villages.geojson").display());
    let words = ["run", "yike:locate", "--", "PROBLEM=p-median", &demand, "P=2", &out("placed")];
    let (done, told) = process(&[&words[..], &["MORE=--weight-field aged_60"]].concat());
    assert!(done && place.path("placed/placement.geojson").exists(), "{told}");
    let run = format!("RUN={}", place.path("out").display());
    let (done, told) = process(&["run", "yike:report", "--", &run, &out("report.html")]);
    assert!(done && place.path("report.html").exists(), "{told}");
    // What the program refuses is said, and the algorithm fails.
    let (done, told) = process(&["run", "yike:solve", "--", "PLAN=none.toml", &out("none")]);
    assert!(!done && told.contains("P1001"), "{told}");
}
