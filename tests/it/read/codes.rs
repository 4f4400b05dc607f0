//! The catalogue of codes: unique, described on its page, each raised by a fixture.

use super::bad::{folders, issues};
use super::fixture;
use std::collections::BTreeSet;
use std::fs;
use yike::domain::Phrase;
use yike::domain::crs::china;
use yike::read::sweep::{PlanEdits, read_plan_with};
use yike::read::{
    Code, DemandSource, FeatureSource, Issue, LAYER_LIMIT_BYTES, Problems, make_demand,
    read_features, read_features_of, read_plan,
};

const PAGE: &str = include_str!("../../../docs/codes.md");

#[test]
fn codes_are_unique_and_in_order() {
    let codes: Vec<String> = Code::catalogue().map(|entry| entry.code.to_string()).collect();
    assert!(codes.is_sorted());
    assert_eq!(codes.iter().collect::<BTreeSet<_>>().len(), codes.len());
    for code in codes {
        assert_eq!(Code::from_text(&code).map(|found| found.to_string()), Some(code));
    }
}

#[test]
fn page_describes_every_code_and_only_those() {
    let headings: Vec<&str> = PAGE.lines().filter_map(|line| line.strip_prefix("### ")).collect();
    let catalogue: Vec<String> = Code::catalogue()
        .map(|entry| format!("{} {} ({})", entry.code, entry.title.english, entry.severity))
        .collect();
    assert_eq!(headings, catalogue);
    let parts: Vec<&str> = PAGE.split("\n### ").skip(1).collect();
    for (entry, part) in Code::catalogue().zip(parts) {
        let (meaning, repair) = (entry.meaning.english, entry.repair.english);
        assert!(part.contains(meaning), "{}: meaning", entry.code);
        assert!(part.contains(&format!("- Repair: {repair}")), "{}: repair", entry.code);
        assert!(part.contains("- For instance: "), "{}: example", entry.code);
        let (title, meaning) = (entry.title.chinese, entry.meaning.chinese);
        let (example, repair) = (entry.example.chinese, entry.repair.chinese);
        let chinese = format!("> {title}：{meaning}例如：{example}。处理办法：{repair}\n");
        assert!(part.contains(&chinese), "{}: Chinese", entry.code);
    }
}

/// What a text names: what stands in backticks.
fn named(text: &str) -> BTreeSet<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

#[test]
fn chinese_says_what_english_says() {
    for entry in Code::catalogue() {
        for Phrase { english, chinese } in [entry.title, entry.meaning, entry.example, entry.repair]
        {
            assert!(chinese.len() > 3, "{}: {chinese}", entry.code);
            assert_eq!(named(english), named(chinese), "{}: {chinese}", entry.code);
        }
        for phrase in [entry.title, entry.meaning, entry.repair] {
            let is_chinese = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
            assert!(phrase.chinese.contains(is_chinese), "{}: {}", entry.code, phrase.chinese);
        }
        for sentences in [entry.meaning, entry.repair] {
            assert!(sentences.english.ends_with('.'), "{}", entry.code);
            assert!(sentences.chinese.ends_with('。'), "{}", entry.code);
        }
        assert!(!entry.example.chinese.ends_with(['。', '.']), "{}", entry.code);
    }
}

/// A copy of the good plan with one layer replaced, too large to be kept as a fixture.
fn made(layer: &str, write: impl FnOnce(&std::path::Path)) -> Problems {
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["plan.toml", "towns.geojson", "units.geojson", "sites.geojson", "medical.geojson"]
    {
        fs::copy(fixture("good").join(name), folder.path().join(name)).expect("copied");
    }
    write(&folder.path().join(layer));
    read_plan(&folder.path().join("plan.toml")).expect_err("a bad plan")
}

fn too_large() -> Problems {
    made("towns.geojson", |path| {
        let file = fs::File::create(path).expect("created");
        file.set_len(2 * LAYER_LIMIT_BYTES).expect("a sparse file");
    })
}

fn too_many_works() -> Problems {
    made("sites.geojson", |path| {
        let text = fs::read_to_string(path).expect("the sites");
        let close = r#"{"work": "close", "cost": "10_000 yuan"}"#;
        let many = vec![close; 70_000].join(", ");
        let last = text.rfind(close).expect("the last site's work");
        let text = format!("{}{many}{}", &text[..last], &text[last + close.len()..]);
        fs::write(path, text).expect("written");
    })
}

/// What is found in a raster of people.
fn of_raster(name: &str) -> Vec<Issue> {
    let layers = fixture("layers");
    let source = DemandSource {
        towns: layers.join("towns.geojson"),
        layer: None,
        towns_crs: None,
        raster: Some(layers.join("gdal").join(name)),
        raster_crs: None,
        cell: None,
        fit: false,
        groups: Vec::new(),
    };
    match make_demand(&source) {
        Ok(made) => made.warnings,
        Err(Problems { issues }) => issues,
    }
}

/// What is found in layers that convert reads, and a plan with a title above its table.
fn of_layers() -> Vec<Issue> {
    let field = fixture("field");
    let layers = [
        "parquet/two.parquet",
        "gpkg_curves/curves.gpkg",
        "xlsx_layer/sites.xlsx#机构",
        "shp_twice/twice.shp",
    ];
    let read = |name: &&str| match read_features(&field.join(name), None, None) {
        Ok(file) => file.warnings,
        Err(Problems { issues }) => issues,
    };
    layers.iter().flat_map(read).collect()
}

/// What is told of a raster whose cells without people have a number.
fn of_mark() -> Vec<Issue> {
    let folder = fixture("field/raster_mark");
    let raster = Some(folder.join("u16.tif"));
    let source = DemandSource { raster, ..DemandSource::new(folder.join("town.geojson")) };
    make_demand(&source).expect("made").warnings
}

/// What is told of outlines that are cut.
fn of_outlines() -> Vec<Issue> {
    let towns = fixture("field/across_180/towns.geojson");
    make_demand(&DemandSource::new(towns)).expect("made").warnings
}

/// What is told of a layer that is read as far as it is sound.
fn of_layer_in_part() -> Vec<Issue> {
    let lines = fixture("field/convert_dup_id").join("rdup.gpkg");
    let folder = tempfile::tempdir().expect("a folder");
    let table = folder.path().join("points.csv");
    fs::write(&table, "id,lon,lat\nA,107.01,29.81\nB,,\n").expect("written");
    let turned = folder.path().join("turned.csv");
    fs::write(&turned, "id,坐标\nA,\"29.81,107.01\"\n").expect("written");
    let read = |path: &std::path::Path| {
        let source = FeatureSource { tolerant: true, ..FeatureSource::new(path) };
        read_features_of(&source).expect("a sound feature").warnings
    };
    [read(&lines), read(&table), read(&turned)].concat()
}

/// What is found in a plan of which something is lifted that it does not have.
fn of_edits() -> Vec<Issue> {
    let lifted = [vec!["row-22"], vec!["site:S99", "site:S1"]];
    let issues = lifted.map(|words| {
        let edits = PlanEdits::new([], words.into_iter().map(String::from).collect::<Vec<_>>());
        let read = read_plan_with(&fixture("good").join("plan.toml"), &edits);
        read.expect_err("a bad option").issues
    });
    issues.concat()
}

#[test]
fn every_code_is_raised_by_a_fixture() {
    let fixtures = folders();
    let of_files = fixtures.iter().flat_map(|folder| issues(folder));
    let made = [too_large(), too_many_works()];
    let moved = super::shift::moved(china::to_gcj02, china::to_gcj02);
    let raised: BTreeSet<Code> = of_files
        .chain(moved)
        .chain(of_raster("no_crs.tif"))
        .chain(of_raster("people.tif"))
        .chain(of_layers())
        .chain(of_layer_in_part())
        .chain(of_outlines())
        .chain(of_mark())
        .chain(of_edits())
        .chain(made.into_iter().flat_map(|problems| problems.issues))
        .map(|issue| issue.code)
        .collect();
    let never: Vec<String> = Code::catalogue()
        .filter(|entry| !raised.contains(&entry.code))
        // Those of location instances are raised in tests/it/read_location/bad.rs, of forecasts in tests/it/forecast/bad.rs.
        .filter(|entry| !entry.code.to_string().starts_with("P8"))
        .filter(|entry| !entry.code.to_string().starts_with("P21"))
        // Those of sweeps in tests/it/sweep/bad.rs.
        .filter(|entry| !entry.code.to_string().starts_with("P9"))
        // Those of runs' folders in tests/it/report/bad.rs, tests/it/verify/bad.rs and tests/it/diff/bad.rs.
        .filter(|entry| !entry.code.to_string().starts_with("P62"))
        // Those of tables in tests/it/init/wrong.rs.
        .filter(|entry| !entry.code.to_string().starts_with("P11"))
        .map(|entry| entry.code.to_string())
        .collect();
    assert_eq!(never, [""; 0]);
}

#[test]
fn large_junk_is_refused_at_once() {
    let start = std::time::Instant::now();
    assert_eq!(too_large().issues[0].code, Code::FILE_TOO_LARGE);
    let junk = made("units.geojson", |path| {
        let file = fs::File::create(path).expect("created");
        file.set_len(LAYER_LIMIT_BYTES).expect("a sparse file");
    });
    assert_eq!(junk.issues[0].code, Code::NOT_GEOJSON);
    assert!(start.elapsed().as_secs_f64() < 1.0, "{:?}", start.elapsed());
}
