//! Headings in the words of other districts, and what is said of columns that are not known.

use super::shapes::with_people;
use super::{by_id, init};
use crate::common::program::{Ran, Workplace};
use serde_json::{Value, json};

/// Renames a property of the towns; to nothing: removes it.
pub(super) fn rename_of_towns(place: &Workplace, old: &str, new: &str) {
    let mut layer: Value = serde_json::from_str(&place.read("镇街边界.geojson")).expect("JSON");
    for town in layer["features"].as_array_mut().expect("a list") {
        let own = town["properties"].as_object_mut().expect("properties");
        let value = own.remove(old).expect("it is there");
        if !new.is_empty() {
            own.insert(new.into(), value);
        }
    }
    place.write("镇街边界.geojson", &layer.to_string());
}

/// One village with this heading and cell beside its people.
fn with_column(heading: &str, cell: &str) -> Workplace {
    with_people("人口.csv", &format!("镇街,村,人口,{heading}\n白鹤镇,甲村,500,{cell}\n"))
}

/// A person of the village.
fn person(place: &Workplace, property: &str) -> Value {
    by_id(place, "plan/people.geojson")["白鹤镇-甲村"]["properties"][property].clone()
}

/// What ten bytes hold of a name.
fn cut(name: &str, encoding: &'static encoding_rs::Encoding) -> String {
    let (bytes, _, _) = encoding.encode(name);
    let (text, _, _) = encoding.decode(&bytes[..bytes.len().min(10)]);
    text.trim_end_matches('\u{fffd}').into()
}

#[test]
fn old_people_are_known_by_the_words_of_many_districts() {
    let counts = [
        "60岁以上老年人",
        "60周岁及以上人口",
        "60周岁及以上老年人口数",
        "60岁以上老人数（人）",
        "其中：60岁以上",
        "常住60岁及以上人口",
        "60岁及以上户籍人口",
        "60+",
        "老年人口总数",
    ];
    for heading in counts {
        let place = with_column(heading, "90");
        init(&place, &[".", "--out", "plan", "-q"]);
        assert_eq!(person(&place, "aged_60"), 90, "{heading}");
    }
    for heading in
        ["老年人口占比", "60岁以上人口比重", "60岁及以上占总人口比例", "老龄化水平", "老年人口系数"]
    {
        let place = with_column(heading, "18");
        init(&place, &[".", "--out", "plan", "-q"]);
        assert_eq!(person(&place, "aged_60"), 90, "{heading}");
    }
    // Some of them are not all of them: then they are those of the town's rate, 23.6 %.
    for heading in ["60岁以上失能老人", "60-64岁", "60岁以上女性人口", "老年人入住率", "60岁"]
    {
        let place = with_column(heading, "90");
        let told = init(&place, &[".", "--out", "plan"]).stdout;
        assert_eq!(person(&place, "aged_60"), 118, "{heading}");
        assert!(told.contains(&format!("does not use: {heading}")), "{told}");
    }
    let place = with_column("60岁以上,80岁以上占比", "90,10%");
    init(&place, &[".", "--out", "plan", "-q"]);
    assert_eq!(person(&place, "aged_80"), 50);
}

/// A heading says whether figures of at most 1 are in percent; where no place has so few, they are shares all the same.
#[test]
fn a_heading_says_percent() {
    for (heading, cells, group, people) in [
        ("60岁以上,80岁以上占比（%）", "90,0.8", "aged_80", 4),
        ("60岁以上,80岁以上占比", "90,0.8", "aged_80", 400),
        ("60岁以上占比（%）", "0.18", "aged_60", 90),
        ("老龄化率(%)", "18", "aged_60", 90),
    ] {
        let place = with_column(heading, cells);
        // 400 of 90 is refused: what is read is said first.
        let ran = place.run(&["init", ".", "--out", "plan"]);
        if people == 400 {
            assert_eq!(ran.exit, 2, "{heading}: {}", ran.stdout);
            continue;
        }
        assert_eq!(person(&place, group), people, "{heading}: {}", ran.stderr);
    }
    let place = with_column("60岁以上占比（%）", "0.18");
    let told = init(&place, &[".", "--out", "plan"]).stdout;
    assert!(told.contains("read as shares, not as percent"), "{told}");
}

/// Each figure that is made says of what; those that are counted are not called otherwise.
#[test]
fn how_people_were_made_names_the_column() {
    let place = with_column("60岁以上,80岁以上占比", "90,10%");
    init(&place, &[".", "--out", "plan", "-q"]);
    assert_eq!(person(&place, "origin"), "modelled");
    assert_eq!(person(&place, "method"), "persons times `80岁以上占比`");
    let place = with_column("老龄化率", "18");
    init(&place, &[".", "--out", "plan", "-q", "--lang", "zh"]);
    assert_eq!(person(&place, "method"), "60岁及以上：人口乘老龄化率");
}

#[test]
fn towns_and_villages_are_known_by_the_words_of_surveys_and_offices() {
    for heading in ["行政区", "XZQMC", "镇街名称", "行政区划名称", "镇乡名称", "街道乡镇"]
    {
        let place = with_column("60岁以上", "90");
        rename_of_towns(&place, "名称", heading);
        init(&place, &[".", "--out", "plan", "-q"]);
        assert_eq!(by_id(&place, "plan/towns.geojson").len(), 6, "{heading}");
    }
    for (town, village) in
        [("镇街名称", "行政村名称"), ("所属行政区", "村（居）委会"), ("所在街道乡镇", "村居委会")]
    {
        let text = format!("{town},{village},常住人口总数,60岁以上\n白鹤镇,甲村,500,90\n");
        let text = text.replace("常住人口总数", "人口总数");
        let place = with_people("人口.csv", &text);
        init(&place, &[".", "--out", "plan", "-q"]);
        assert_eq!(person(&place, "persons"), 500, "{town} {village}");
    }
}

#[test]
fn names_that_a_shapefile_cut_are_those_that_they_come_from() {
    for encoding in [encoding_rs::GBK, encoding_rs::UTF_8] {
        for (heading, cell) in [
            ("60周岁及以上人口", "90"),
            ("60岁及以上老年人口", "90"),
            ("60岁以上常住人口", "90"),
            ("其中60岁以上老年人口", "90"),
            ("六十周岁以上人口", "90"),
            ("六十岁及以上老年人口", "90"),
            // Cut, they say nothing of shares, but their figures do.
            ("60岁及以上人口占比", "18.0%"),
            ("60岁及以上占总人口比例", "18.0%"),
        ] {
            let cut = cut(heading, encoding);
            if cut == "其中60" || cut == "其中60岁" {
                continue;
            }
            let place = with_column(&cut, cell);
            init(&place, &[".", "--out", "plan", "-q"]);
            assert_eq!(person(&place, "aged_60"), 90, "{heading} as {cut}");
        }
        let headings = ["所属乡镇街道", "村社区名称", "常住人口数", "60岁及以上人口"];
        let cut: Vec<String> = headings.iter().map(|own| cut(own, encoding)).collect();
        let place = with_people("人口.csv", &format!("{}\n白鹤镇,甲村,500,90\n", cut.join(",")));
        init(&place, &[".", "--out", "plan", "-q"]);
        assert_eq!((person(&place, "persons"), person(&place, "aged_60")), (json!(500), json!(90)));
    }
}

#[test]
fn shares_under_a_heading_of_counts_are_told_by_their_figures() {
    for (cells, aged) in
        [("500,18%\n白鹤镇,乙村,1000,20%", 90), ("500,18.2\n白鹤镇,乙村,1000,20", 91)]
    {
        let text = format!("镇街,村,人口,60岁以上\n白鹤镇,甲村,{cells}\n");
        let place = with_people("人口.csv", &text);
        let told = init(&place, &[".", "--out", "plan"]).stdout;
        assert_eq!(person(&place, "aged_60"), aged, "{cells}");
        assert!(told.contains("`60岁以上` is a share"), "{told}");
    }
    // Where people have fractions too they are counts of a model.
    let text = "镇街,村,人口,60岁以上\n白鹤镇,甲村,320.4,85.3\n白鹤镇,乙村,100.2,20\n";
    let place = with_people("人口.csv", text);
    init(&place, &[".", "--out", "plan", "-q"]);
    assert_eq!(person(&place, "aged_60"), 85);
}

#[test]
fn figures_are_read_as_they_are_typed() {
    for (cells, about) in [
        ("５００,９０", false),
        ("１，０００人,９０", false),
        ("约500,90", true),
        ("500余人,90", true),
        ("500左右,90", true),
    ] {
        let text = format!("镇街,村,人口,60岁以上\n白鹤镇,甲村,{cells}\n");
        let place = with_people("人口.csv", &text);
        let told = init(&place, &[".", "--out", "plan"]).stdout;
        let persons = if cells.starts_with('１') { 1000 } else { 500 };
        assert_eq!(
            (person(&place, "persons"), person(&place, "aged_60")),
            (json!(persons), json!(90))
        );
        assert_eq!(told.contains("called about so many"), about, "{cells}: {told}");
    }
}

/// Refused with one error.
fn refused(place: &Workplace) -> Ran {
    let ran = place.run(&["init", ".", "--out", "plan", "-q", "--people", "人口.csv"]);
    assert_eq!(ran.exit, 2);
    assert_eq!(ran.stderr.matches("error[").count(), 1, "{}", ran.stderr);
    ran
}

#[test]
fn a_column_is_suggested_only_where_something_says_that_it_is_the_one() {
    let rows = |header: &str, cells: &str| {
        let place = with_people("人口.csv", &format!("镇街,村,{header}\n白鹤镇,甲村,{cells}\n"));
        rename_of_towns(&place, "老龄化率", "");
        refused(&place).stderr
    };
    for (header, cells, says) in [
        ("男,女,60岁以上", "250,250,90", "(男, 女)"),
        ("0-14岁,15-59岁,60岁以上", "60,350,90", "(0-14岁, 15-59岁)"),
        ("序号,户数,60岁以上", "1,200,90", "--column people.population=户数"),
        ("户数,车辆,60岁以上", "200,3,90", "--column people.population=…"),
        ("户数,在册人员,60岁以上", "200,3,90", "--column people.population=在册人员"),
        ("人口,老年情况", "500,18.5%", "--column people.ageing_rate=老年情况"),
        ("人口,六十岁老人比", "500,0.185", "--column people.ageing_rate=六十岁老人比"),
        ("人口,老年情况", "500,90", "--column people.aged_60=老年情况"),
        ("人口,60-64岁,65-69岁", "500,40,30", "(60-64岁, 65-69岁)"),
        ("人口,户数", "500,200", "--column people.aged_60=…"),
    ] {
        let told = rows(header, cells);
        assert!(told.contains(says), "{header}: {says} in {told}");
    }
}

#[test]
fn one_cause_is_one_error() {
    // The towns have no names that are known, so that nothing is in a town.
    let place =
        with_people("人口.csv", "镇街,村,人口,60岁以上\n白鹤镇,甲村,500,90\n天上乡,乙村,500,90\n");
    place.write("设施.csv", "名称,类别,所属镇街\n甲敬老院,敬老院,白鹤镇\n");
    rename_of_towns(&place, "名称", "标识");
    let ran = place.run(&["init", ".", "--out", "plan", "-q", "--towns", "镇街边界.geojson"]);
    assert_eq!(ran.stderr.matches("error[").count(), 1, "{}", ran.stderr);
    assert!(ran.stderr.contains("--column towns.name=标识"), "{}", ran.stderr);
    // No column says which town rows are of.
    let place = with_people("人口.csv", "片,村,人口,60岁以上\n一,甲村,500,90\n二,乙村,500,90\n");
    assert!(refused(&place).stderr.contains("--column people.town="));
}

#[test]
fn columns_that_are_not_used_are_listed_once_and_short() {
    let header = "镇街,村,人口,60岁以上,联系人,电话,备注,网格员,村医,照片,空";
    let text = format!("{header}\n白鹤镇,甲村,500,90,张三,1,好,李四,王五,a.jpg,\n");
    let place = with_people("人口.csv", &text);
    let told = init(&place, &[".", "--out", "plan", "--json"]).json();
    let guesses = told["guesses"].as_array().expect("a list");
    let own = |guess: &&Value| guess["text"].as_str().expect("text").contains("does not use");
    let own: Vec<&Value> = guesses.iter().filter(own).collect();
    assert_eq!(own.len(), 1, "{own:?}");
    let list = "columns that the plan does not use: 联系人, 电话, 备注, 网格员, 村医 and 1 more";
    assert_eq!(own[0]["text"], list);
    // They are the planner's, and stay in the layer.
    assert_eq!(person(&place, "联系人"), "张三");
}
