//! What init writes is sound and its own: no target of what there is not, nothing of its own making taken for a table or
//! warned of.

use super::columns::rename_of_towns;
use super::shapes::with_people;
use super::{TABLES, by_id, init};
use crate::common::program::Workplace;
use rust_xlsxwriter::Workbook;
use serde_json::{Value, json};
use std::fs;
use yike::setup::Template;

const PEOPLE: &str = "镇街,村,人口,60岁以上\n白鹤镇,甲村,500,100\n白鹤镇,乙社区,900,200\n";

/// With these facilities, by name and category.
fn with_facilities(names: &[&str]) -> Workplace {
    let place = with_people("人口.csv", PEOPLE);
    let rows: Vec<String> = names.iter().map(|name| format!("甲{name},{name},白鹤镇\n")).collect();
    place.write("设施.csv", &format!("名称,类别,所属镇街\n{}", rows.concat()));
    place
}

#[test]
fn every_template_is_sound_whatever_tiers_there_are() {
    let names = ["敬老院", "养老服务中心", "养老服务站", "农村幸福院"];
    for template in Template::WORDS {
        for some in 1..1_usize << names.len() {
            let own: Vec<&str> =
                (0..names.len()).filter(|at| some >> at & 1 == 1).map(|at| names[at]).collect();
            let place = with_facilities(&own);
            let words = [".", "--out", "plan", "-q", "--template", template];
            let ran = init(&place, &[&words[..], &["--candidates", "none"]].concat());
            assert_eq!(ran.stderr, "", "{template} {own:?}");
        }
    }
    let place = with_facilities(&["敬老院"]);
    let ran = init(&place, &[".", "--out", "plan", "--candidates", "none"]);
    assert!(ran.stdout.contains("no tier has a reach"), "{}", ran.stdout);
    let words = ["solve", "plan/plan.toml", "--out", "result", "--formats", "geojson"];
    assert_eq!(place.run(&words).exit, 0);
}

#[test]
fn a_plan_of_nothing_is_not_written() {
    let place = with_people("人口.csv", PEOPLE);
    let ran = place.run(&["init", ".", "--out", "plan", "--candidates", "none"]);
    assert_eq!(ran.exit, 2);
    assert!(ran.stderr.contains("leave --candidates none out"), "{}", ran.stderr);
    assert!(!place.path("plan").join("plan.toml").exists());
}

#[test]
fn a_plan_that_is_refused_is_called_so() {
    let place = with_people("人口.csv", PEOPLE);
    let header = "名称,类别,所属镇街,床位数,护理型床位数";
    place.write("设施.csv", &format!("{header}\n甲敬老院,敬老院,白鹤镇,10,20\n"));
    let ran = place.run(&["init", ".", "--out", "plan"]);
    assert_eq!(ran.exit, 2);
    let (written, refused) = ran.stderr.split_once("is not sound").expect("it is said");
    assert!(written.contains("wrote") && refused.contains("P3007]"), "{}", ran.stderr);
}

#[test]
fn nobody_is_warned_of_what_init_itself_places() {
    // Two homes in the middle of their town, a place to build where a station stands.
    let place = Workplace::with(TABLES);
    for words in [&["--candidates", "units"][..], &["--candidates", "grid:2km"]] {
        let ran = init(&place, &[&[".", "--out", "plan", "-q"][..], words].concat());
        assert!(!ran.stderr.contains("P3006"), "{}", ran.stderr);
        let checked = place.run(&["check", "plan/plan.toml", "--json"]).json();
        assert_eq!(checked["status"], "clean");
    }
    // Two that the table itself puts at one place are.
    let place = with_people("人口.csv", PEOPLE);
    let rows = "甲敬老院,敬老院,105.4,30.14\n乙敬老院,敬老院,105.4,30.14\n";
    place.write("设施.csv", &format!("名称,类别,经度,纬度\n{rows}"));
    let ran = init(&place, &[".", "--out", "plan", "-q"]);
    let warned = place.run(&["check", "plan/plan.toml"]).stderr;
    assert!(warned.contains("P3006"), "{warned} {}", ran.stderr);
}

#[test]
fn what_init_made_is_no_table_of_another_run() {
    let place = Workplace::with(TABLES);
    init(&place, &[".", "--out", ".", "-q"]);
    let first = place.read("sites.geojson");
    place.edit("sites.geojson", "临河街道养老服务中心", "另一名称");
    init(&place, &[".", "--out", ".", "-q"]);
    assert!(place.path("sites.edited.geojson").exists());
    // Into another folder, and into one inside.
    for out in ["../other", "inner"] {
        let out = place.path(out);
        let ran = init(&place, &[".", "--out", out.to_str().expect("UTF-8")]);
        assert!(ran.stdout.contains("files that yike init made are no tables"), "{}", ran.stdout);
        assert_eq!(fs::read_to_string(out.join("sites.geojson")).expect("written"), first);
        fs::remove_dir_all(&out).expect("removed");
    }
    // A folder with nothing else has no tables.
    fs::create_dir(place.path("made")).expect("made");
    for name in ["towns.geojson", "people.geojson", "sites.geojson", "init.json", "plan.toml"] {
        fs::copy(place.path(name), place.path(&format!("made/{name}"))).expect("copied");
    }
    let ran = place.run(&["init", "made", "--out", "new"]);
    assert_eq!(ran.exit, 2);
    assert!(ran.stderr.contains("P1101] made"), "{}", ran.stderr);
}

#[test]
fn of_sheets_of_two_years_the_later_is_suggested() {
    for header in [["镇街", "村"], ["行政区划", "镇街名称"]] {
        let place = with_people("说明.txt", "");
        let mut book = Workbook::new();
        for (year, persons) in [("2023年", 500), ("2020年", 450)] {
            let sheet = book.add_worksheet();
            sheet.set_name(year).expect("a name");
            for (column, name) in header.iter().chain(&["人口", "60岁以上"]).enumerate() {
                sheet.write(0, column as u16, *name).expect("a cell");
            }
            let towns = ["临河街道", "东塔街道", "白鹤镇", "石桥镇", "青杠镇", "云雾乡"];
            for (row, town) in (1..).zip(towns) {
                let name = if header[0] == "镇街" { "甲村" } else { town };
                sheet.write(row, 0, if header[0] == "镇街" { town } else { "" }).expect("a cell");
                sheet.write(row, 1, name).expect("a cell");
                sheet.write(row, 2, persons).expect("a cell");
                sheet.write(row, 3, 90).expect("a cell");
            }
        }
        book.save(place.path("人口.xlsx")).expect("saved");
        let ran = place.run(&["init", ".", "--out", "plan", "-q"]);
        assert_eq!(ran.exit, 2);
        assert_eq!(ran.stderr.matches("error[").count(), 1, "{}", ran.stderr);
        assert!(ran.stderr.contains("--people 人口.xlsx#2023年"), "{}", ran.stderr);
        init(&place, &[".", "--out", "plan", "-q", "--people", "人口.xlsx#2023年"]);
        let people = by_id(&place, "plan/people.geojson");
        assert!(people.values().all(|own| own["properties"]["persons"] == 500));
    }
}

#[test]
fn two_tables_of_the_figures_of_towns_are_told() {
    let place = with_people("村人口.csv", PEOPLE);
    rename_of_towns(&place, "老龄化率", "");
    for (year, persons) in [("2020", 9_000), ("2023", 9_500)] {
        let towns = ["临河街道", "东塔街道", "白鹤镇", "石桥镇", "青杠镇", "云雾乡"];
        let rows: Vec<String> =
            towns.iter().map(|town| format!("{town},{persons},2000\n")).collect();
        place.write(&format!("镇街{year}.csv"), &format!("乡镇,人口,60岁以上\n{}", rows.concat()));
    }
    let ran = place.run(&["init", ".", "--out", "plan", "-q"]);
    assert_eq!(ran.exit, 2);
    assert!(ran.stderr.contains("--people 镇街2023.csv"), "{}", ran.stderr);
}

#[test]
fn private_facilities_count_as_run_by_operators() {
    let place = with_people("人口.csv", PEOPLE);
    place.write("设施.csv", "名称,类别,所属镇街,运营方式\n甲养老服务站,养老服务站,白鹤镇,民办\n乙养老服务站,养老服务站,白鹤镇,公建民营\n丙养老服务站,养老服务站,白鹤镇,物业公司运营\n丁养老服务站,养老服务站,白鹤镇,村委会自营\n");
    let told = init(&place, &[".", "--out", "plan"]).stdout;
    let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
    for says in ["民办 → private (1)", "物业公司运营 → operator (1)", "村委会自营 → public (1)"]
    {
        assert!(told.contains(says), "{says} in {told}");
    }
    let plan: toml::Table = place.read("plan/plan.toml").parse().expect("TOML");
    let targets = plan["target"].as_array().expect("targets");
    let own = targets.iter().find(|own| own["id"].as_str() == Some("run-by-operators"));
    let words = own.expect("the target")["operators"].as_array().expect("a list").clone();
    assert_eq!(words, ["operator".into(), "private".into()]);
    let words = ["solve", "plan/plan.toml", "--out", "result", "--formats", "geojson"];
    assert_eq!(place.run(&words).exit, 0);
    let answer: Value = serde_json::from_str(&place.read("result/plan.json")).expect("JSON");
    let target = answer["targets"].as_array().expect("targets").iter();
    let own = target.clone().find(|own| own["id"] == "run-by-operators").expect("the target");
    assert_eq!(own["now"], json!(0.75), "{own}");
    // Where none is private, the word is not asked for.
    place.edit("设施.csv", "民办", "委托运营");
    init(&place, &[".", "--out", "other", "-q"]);
    let plan = place.read("other/plan.toml");
    assert!(plan.contains("operators = [\"operator\"]"), "{plan}");
}

#[test]
fn costs_of_another_district_are_modelled() {
    for word in Template::WORDS {
        let place = Workplace::with(TABLES);
        init(&place, &[".", "--out", "plan", "-q", "--template", word]);
        let plan: toml::Table = place.read("plan/plan.toml").parse().expect("TOML");
        let tiers = plan["tier"].as_array().expect("tiers");
        let sizes = tiers.iter().flat_map(|tier| tier["size"].as_array().expect("sizes"));
        for size in sizes {
            assert_eq!(size["cost_origin"].as_str(), Some("modelled"), "{word} {size}");
        }
    }
}

#[test]
fn figures_of_places_to_build_are_those_of_what_is_built() {
    let place = with_people("人口.csv", PEOPLE);
    let header = "名称,类别,所属镇街,状态,床位数,护理型床位数,建筑面积（平方米）,运营方式";
    let rows = "甲敬老院,敬老院,白鹤镇,拟建,60,40,2400,公建民营\n乙敬老院,敬老院,白鹤镇,拟建,30,,,\n丙地块,,白鹤镇,备选,20,,,\n丁敬老院,敬老院,白鹤镇,拟建,,,,\n";
    place.write("设施.csv", &format!("{header}\n{rows}"));
    let told = init(&place, &[".", "--out", "plan", "--json"]).json()["guesses"].to_string();
    for says in ["in proportion to the beds (modelled): 2", "what is built there are left out: 1"] {
        assert!(told.contains(says), "{says} in {told}");
    }
    let sites = by_id(&place, "plan/sites.geojson");
    let works = |name: &str| sites[&format!("白鹤镇-{name}")]["properties"]["works"].clone();
    let own = json!([{
        "work": "build", "tier": "institution", "size": "welfare-home", "cost": "9200000 yuan",
        "cost_origin": "modelled", "beds": 60, "nursing_beds": 40, "operator": "operator", "floor_area": "2400 m2",
    }]);
    assert_eq!(works("甲敬老院"), own);
    assert_eq!(works("乙敬老院")[0]["nursing_beds"], 21);
    assert_eq!((works("丙地块"), works("丁敬老院")), (Value::Null, Value::Null));
    let words = ["solve", "plan/plan.toml", "--out", "result", "--formats", "geojson"];
    assert_eq!(place.run(&words).exit, 0);
}
