//! A row is what `yike solve` says of the plan with the scenario's values written into it.

use super::{SWEEP, sweep, workplace};
use std::collections::BTreeMap;
use std::path::Path;
use yike::domain::ParameterValue;
use yike::read::sweep::{PlanTemplate, read_variations};
use yike::scenario::Scenarios;

type Rows = Vec<BTreeMap<String, String>>;

fn rows(path: &Path) -> Rows {
    let mut table = csv::Reader::from_path(path).expect("a table");
    let rows = table.deserialize().map(|row| row.expect("a row"));
    rows.collect()
}

#[test]
fn rows_are_those_of_the_plan_solved_alone() {
    let place = workplace();
    place.write(
        "sweep.toml",
        "[[vary]]\nparameter = 'travel.detour'\nvalues = [1.2, 1.7]\n[[vary]]\nparameter = \
         'tier.station.reach.urban'\nvalues = ['9 min', '20 min']\n[[vary]]\nparameter = \
         'funding.district.amount'\nvalues = ['150 万元', '2_000_000 yuan']",
    );
    assert_eq!(sweep(&place, "out", &[]), 0);
    let plan = place.read("plan.toml");
    for row in rows(&place.path("out/scenarios.csv")) {
        let of = |path: &str| row[path].clone();
        let text = plan
            .replace("detour = 1.4", &format!("detour = {}", of("travel.detour")))
            .replace("urban = \"15 min\"", &format!("urban = {:?}", of("tier.station.reach.urban")))
            .replace("\"2_000_000 yuan\"", &format!("{:?}", of("funding.district.amount")));
        place.write("alone.toml", &text);
        let ran = place.run(&["solve", "alone.toml", "--out", "alone", "--json"]);
        let json = ran.json();
        assert_eq!(json["status"], of("status"));
        for (stage, column) in [
            ("coverage", "coverage_weighted_people"),
            ("money", "money_yuan"),
            ("travel", "travel_person_km"),
        ] {
            let stages = json["stages"].as_array().expect("stages");
            let found = stages.iter().find(|own| own["stage"] == stage);
            let value = found.expect("the stage")["value"].as_f64().expect("a value");
            assert_eq!(value, of(column).parse::<f64>().expect("a number"), "{row:?}");
        }
        let works = json["works"].as_array().expect("works").len();
        let new: usize = ["centre", "station", "point"]
            .map(|tier| of(&format!("new_facilities_{tier}")).parse::<usize>().expect("a number"))
            .iter()
            .sum();
        assert_eq!(new, works);
    }
}

/// What is asked of the plan beside its file holds in every scenario, and belongs to the journal.
#[test]
fn rows_are_those_of_the_plan_asked_for() {
    let place = workplace();
    let asked = ["--require", "西一村互助点", "--forbid", "D1-station", "--merge-town", "B=X"];
    let money = "funding.district.amount";
    let vary = format!("--vary={money}=150 万元,2_000_000 yuan");
    let swept = ["sweep", "plan.toml", &vary, "--out", "out"];
    assert_eq!(place.run(&[&swept[..], &asked].concat()).exit, 0);
    let found = rows(&place.path("out/scenarios.csv"));
    assert_eq!(found.len(), 2);
    for row in found {
        let set = format!("{money}={}", row[money]);
        let alone = ["solve", "plan.toml", "--out", "alone", "--json", "--set", &set];
        let json = place.run(&[&alone[..], &asked].concat()).json();
        for (at, column) in [(0, "coverage_weighted_people"), (1, "money_yuan")] {
            let value = json["stages"][at]["value"].as_f64().expect("a value");
            assert_eq!(value, row[column].parse::<f64>().expect("a number"), "{row:?}");
        }
    }
    let json: serde_json::Value =
        serde_json::from_str(&place.read("out/scenarios.json")).expect("JSON");
    let said = ["require 西一村互助点", "forbid D1-station", "merge-town B=X"];
    assert_eq!(json["changes"], serde_json::json!(said));
    let other = place.run(&swept);
    assert_eq!(other.exit, 2, "{}", other.stdout);
    assert!(other.stderr.contains("--restart"), "{}", other.stderr);
    let wrong = ["sweep", "plan.toml", &vary, "--out", "wrong", "--require", "无此点"];
    let ran = place.run(&wrong);
    assert_eq!(ran.exit, 2);
    assert!(ran.stderr.contains("--require") && !place.path("wrong").exists(), "{}", ran.stderr);
}

#[test]
fn scenarios_that_fail_are_rows_that_say_why() {
    let place = workplace();
    place.write("sweep.toml", SWEEP);
    assert_eq!(sweep(&place, "out", &[]), 0);
    let rows = rows(&place.path("out/scenarios.csv"));
    assert_eq!(rows.len(), 96);
    let count = |status: &str| rows.iter().filter(|row| row["status"] == status).count();
    assert_eq!(count("bad-input"), 48);
    assert!(count("infeasible") > 0 && count("proved") > 0);
    assert_eq!(count("bad-input") + count("infeasible") + count("proved"), 96);
    for row in &rows {
        let is_proved = row["status"] == "proved";
        assert_eq!(row["reason"].is_empty(), is_proved, "{row:?}");
        assert_eq!(row["works_cost_yuan"].is_empty(), !is_proved);
        let refused = row["scale.people.60+"] == "-1";
        assert_eq!(row["status"] == "bad-input", refused);
        assert!(!refused || row["reason"].starts_with("P9011"), "{row:?}");
    }
}

#[test]
fn all_formats_hold_the_same() {
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::Field;
    let place = workplace();
    place.write("sweep.toml", SWEEP);
    assert_eq!(sweep(&place, "out", &[]), 0);
    let rows = rows(&place.path("out/scenarios.csv"));
    let json: serde_json::Value =
        serde_json::from_str(&place.read("out/scenarios.json")).expect("JSON");
    let file = std::fs::File::open(place.path("out/scenarios.parquet")).expect("a file");
    let reader = SerializedFileReader::new(file).expect("Parquet");
    let mut columnar = reader.get_row_iter(None).expect("rows");
    for (position, row) in rows.iter().enumerate() {
        let ours = columnar.next().expect("as many rows").expect("a row");
        assert_eq!(ours.len(), row.len());
        for (name, field) in ours.get_column_iter() {
            let text = match field {
                Field::Null => String::new(),
                Field::Long(number) => number.to_string(),
                Field::Double(number) => number.to_string(),
                Field::Str(text) => text.clone(),
                other => panic!("{name}: {other:?}"),
            };
            assert_eq!(text, row[name], "{name}");
            let value = match &json["rows"][position][name] {
                serde_json::Value::Null => String::new(),
                serde_json::Value::String(text) => text.clone(),
                number => number.as_f64().expect("a number").to_string(),
            };
            assert_eq!(value, text, "{name}");
        }
    }
    assert!(columnar.next().is_none());
    // Sites: counts of all rows with a plan.
    let map: serde_json::Value =
        serde_json::from_str(&place.read("out/sites.geojson")).expect("JSON");
    let plans = rows.iter().filter(|row| !row["works_cost_yuan"].is_empty()).count();
    assert_eq!(map["yike"]["plans"], plans);
    let new: u64 = rows
        .iter()
        .flat_map(|row| row.iter().filter(|(name, _)| name.starts_with("new_facilities_")))
        .filter_map(|(_, count)| count.parse::<u64>().ok())
        .sum();
    let features = map["features"].as_array().expect("features");
    let chosen =
        features.iter().map(|site| site["properties"]["plan_chosen"].as_u64().expect("a count"));
    assert_eq!(chosen.sum::<u64>(), new);
    for site in features {
        let own = &site["properties"];
        let count = own["plan_chosen"].as_u64().expect("a count");
        let often = match count {
            0 => "never",
            count if count == plans as u64 => "core",
            _ => "optional",
        };
        assert_eq!(own["plan_often"], often);
    }
}

#[test]
fn scenarios_are_counted_out_in_one_order() {
    let place = workplace();
    let plan = PlanTemplate::open(&place.path("plan.toml")).expect("a good plan");
    let options = ["travel.detour=1.2,1.3", "scale.reach=[0.5, 1, 2]"].map(String::from);
    let sweep = read_variations(&options, &plan).expect("a good sweep").sweep;
    let scenarios = Scenarios::new(&sweep).expect("few");
    let values: Vec<(f64, f64)> = (0..scenarios.count())
        .map(|number| {
            let changes = scenarios.get(number).changes;
            let number = |position: usize| match changes[position].1 {
                ParameterValue::Number(number) => number,
                _ => f64::NAN,
            };
            (number(0), number(1))
        })
        .collect();
    let expected = [(1.2, 0.5), (1.2, 1.0), (1.2, 2.0), (1.3, 0.5), (1.3, 1.0), (1.3, 2.0)];
    assert_eq!(values, expected);
}
