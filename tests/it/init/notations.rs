//! Figures that are not exact, units in cells, and years in words.

use super::shapes::with_people;
use super::{by_id, init};
use crate::common::program::Workplace;
use serde_json::{Value, json};

const PEOPLE: &str = "镇街,村,人口,60岁以上\n白鹤镇,甲村,500,100\n";

/// A facility with one more column.
fn with_facility(heading: &str, cell: &str) -> Workplace {
    let place = with_people("人口.csv", PEOPLE);
    let text = format!("名称,类别,所属镇街,{heading}\n甲敬老院,敬老院,白鹤镇,\"{cell}\"\n");
    place.write("设施.csv", &text);
    place
}

fn site(place: &Workplace, property: &str) -> Value {
    by_id(place, "plan/sites.geojson")["白鹤镇-甲敬老院"]["properties"][property].clone()
}

#[test]
fn figures_are_taken_as_they_are_meant_and_the_rule_is_said() {
    const AREA: &str = "floor_area";
    const MONEY: &str = "running_cost";
    let about = "called about so many";
    let middle = "of ranges the middle is taken";
    for (heading, cell, property, wanted, says) in [
        ("床位数", "50余张", "beds", json!(50), about),
        ("床位数", "不少于50张", "beds", json!(50), about),
        ("床位数", "300-500", "beds", json!(400), middle),
        ("床位数", "３００～５００张", "beds", json!(400), middle),
        ("床位数", "20至30", "beds", json!(25), middle),
        ("建筑面积", "约1,200㎡", AREA, json!("1200 m2"), about),
        ("建筑面积", "300余平方米", AREA, json!("300 m2"), about),
        ("建筑面积", "0.3万平方米", AREA, json!("3000 m2"), "万平方米 → 10000 m²"),
        ("建筑面积", "3亩", AREA, json!("2000 m2"), "亩 → 666.67 m²"),
        ("建筑面积（亩）", "3", AREA, json!("2000 m2"), ""),
        ("建筑面积（万㎡）", "0.3", AREA, json!("3000 m2"), ""),
        ("建筑面积", "280～320 m²", AREA, json!("300 m2"), middle),
        ("年运营经费（万元）", "6-8", MONEY, json!("70000 yuan"), middle),
        ("年运营经费", "约30余万元/年", MONEY, json!("300000 yuan"), about),
        ("年运营经费（万元）", "30", MONEY, json!("300000 yuan"), ""),
        (
            "年运营经费",
            "30000",
            MONEY,
            json!("30000 yuan"),
            "states no unit, and is taken to be in yuan",
        ),
    ] {
        let place = with_facility(heading, cell);
        let told = init(&place, &[".", "--out", "plan"]).stdout;
        assert_eq!(site(&place, property), wanted, "{heading} {cell}");
        let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(told.contains(says), "{heading} {cell}: {told}");
    }
}

#[test]
fn what_is_no_figure_is_refused_and_named() {
    for (heading, cell) in [
        ("床位数", "20间"),
        ("床位数", "若干"),
        ("床位数", "500-300"),
        ("床位数", "023-45678"),
        ("建筑面积", "300万元"),
        ("建筑面积", "两层"),
        ("年运营经费", "300㎡"),
    ] {
        let place = with_facility(heading, cell);
        for (lang, quoted) in [("en", format!("`{cell}`")), ("zh", format!("“{cell}”"))] {
            let ran = place.run(&["init", ".", "--out", "plan", "-q", "--lang", lang]);
            assert_eq!(ran.exit, 2, "{heading} {cell}");
            assert!(ran.stderr.contains("P1024] 设施.csv:2"), "{}", ran.stderr);
            assert!(ran.stderr.contains(&quoted), "{quoted} in {}", ran.stderr);
        }
    }
}

#[test]
fn what_opens_in_a_year_to_come_does_not_stand() {
    for (state, stands) in [
        ("2199年建成", false),
        ("2199年12月投入运营", false),
        ("即将投用", false),
        ("2019年建成", true),
        ("201912建成", true),
        ("正常运营，2199年拟扩建", true),
        ("正常运营（2199年搬迁）", true),
        ("2019年开工，2199年竣工", true),
    ] {
        let place = with_facility("状态", state);
        init(&place, &[".", "--out", "plan", "-q", "--candidates", "units"]);
        let wanted = stands && !state.contains("开工");
        assert_eq!(site(&place, "standing"), wanted, "{state}");
    }
}

/// What an upgrade's size does not state stays as it is today.
#[test]
fn facilities_keep_their_floor_and_beds_when_they_are_upgraded() {
    let place = with_people("人口.csv", PEOPLE);
    let header = "名称,类别,所属镇街,床位数,建筑面积（平方米）,运营方式";
    place.write("设施.csv", &format!("{header}\n甲村幸福院,幸福院,白鹤镇,8,260,村委会\n"));
    init(&place, &[".", "--out", "plan", "-q", "--candidates", "none"]);
    let sites = by_id(&place, "plan/sites.geojson");
    let works = &sites["白鹤镇-甲村幸福院"]["properties"]["works"];
    let own = json!([{"work": "upgrade", "tier": "point", "size": "standard", "beds": 8, "floor_area": "260 m2"}]);
    assert_eq!(works, &own);
    place.edit("plan/plan.toml", "[objective]", "[[rule]]\nid = \"up\"\nname = \"up\"\nkind = \"binding\"\nsites = [\"白鹤镇-甲村幸福院\"]\nmust = \"upgrade\"\n\n[objective]");
    let words = ["solve", "plan/plan.toml", "--out", "result", "--formats", "geojson"];
    let ran = place.run(&words);
    assert_eq!(ran.exit, 0, "{}", ran.stderr);
    let own = &by_id(&place, "result/layout.geojson")["白鹤镇-甲村幸福院"]["properties"];
    assert_eq!(own["plan_floor_area_today_m2"], 260.0, "{own}");
    assert_eq!(own["plan_floor_area_m2"], 260.0, "{own}");
}
