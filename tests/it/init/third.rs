//! A third district (盘龙县, which there is not), unlike the two of the templates and the example: a Shapefile in GBK with cut
//! names, a workbook of two sheets with other headings, percent as text, positions of a map service, a table of clinics.

use super::shapes::with_people;
use super::{by_id, init};
use crate::common::program::Workplace;
use rust_xlsxwriter::Workbook;
use serde_json::{Value, json};
use std::fs;
use yike::domain::crs::china::to_gcj02;

/// The towns, each a square, with what the Shapefile says of them: 总人口数, 老年人口占比.
const TOWNS: [(&str, u32, &str); 5] = [
    ("城关街道", 2_750, "21.3%"),
    ("青山镇", 2_750, "21.3%"),
    ("双河镇", 2_760, "21.2%"),
    ("高峰乡", 2_750, "21.4%"),
    ("柳林乡", 2_740, "21.3%"),
];

/// The south-western corner of a town.
fn corner(town: usize) -> (f64, f64) {
    (108.0 + 0.1 * (town % 3) as f64, 29.0 + 0.1 * (town / 3) as f64)
}

/// A dBase table in GBK whose fields are text, their names cut to ten bytes.
fn dbf(fields: &[&str], rows: &[Vec<String>]) -> Vec<u8> {
    const WIDTH: usize = 20;
    let gbk = |text: &str, width: usize, blank: u8| {
        let mut bytes = encoding_rs::GBK.encode(text).0.into_owned();
        bytes.resize(width, blank);
        bytes
    };
    let mut made = vec![3, 124, 1, 1];
    made.extend((rows.len() as u32).to_le_bytes());
    made.extend((33 + 32 * fields.len() as u16).to_le_bytes());
    made.extend((1 + (WIDTH * fields.len()) as u16).to_le_bytes());
    made.resize(32, 0);
    for field in fields {
        let mut own = gbk(field, 10, 0);
        own.extend([0, b'C', 0, 0, 0, 0, WIDTH as u8]);
        own.resize(32, 0);
        made.extend(own);
    }
    made.push(0x0d);
    for row in rows {
        made.push(b' ');
        row.iter().for_each(|cell| made.extend(gbk(cell, WIDTH, b' ')));
    }
    made.push(0x1a);
    made
}

/// The layer of towns: its shapes by `convert`, its table by hand, without a word on its encoding.
fn write_towns(place: &Workplace) {
    let town = |at: usize| {
        let (x, y) = corner(at);
        let ring = [[x, y], [x + 0.1, y], [x + 0.1, y + 0.1], [x, y + 0.1], [x, y]];
        let shape = json!({"type": "Polygon", "coordinates": [ring]});
        json!({"type": "Feature", "properties": {"n": at}, "geometry": shape})
    };
    let features: Vec<Value> = (0..TOWNS.len()).map(town).collect();
    let layer = json!({"type": "FeatureCollection", "features": features});
    place.write("t.geojson", &layer.to_string());
    assert_eq!(place.run(&["convert", "t.geojson", "边界.shp"]).exit, 0);
    fs::remove_file(place.path("t.geojson")).expect("removed");
    fs::remove_file(place.path("边界.cpg")).expect("removed");
    let row = |(at, (name, people, share)): (usize, &(&str, u32, &str))| {
        vec![format!("50{at}"), (*name).into(), people.to_string(), (*share).into()]
    };
    let rows: Vec<Vec<String>> = TOWNS.iter().enumerate().map(row).collect();
    let fields = ["XZQDM", "XZQMC", "总人口数", "老年人口占比"];
    fs::write(place.path("边界.dbf"), dbf(&fields, &rows)).expect("written");
}

/// The workbook: people of villages with their share as text and both degrees in one cell; facilities at positions of a map
/// service.
fn write_workbook(place: &Workplace) {
    let mut book = Workbook::new();
    let mut write = |name: &str, rows: &[Vec<String>]| {
        let sheet = book.add_worksheet();
        sheet.set_name(name).expect("a name");
        for (row, cells) in rows.iter().enumerate() {
            for (column, cell) in cells.iter().enumerate() {
                sheet.write(row as u32, column as u16, cell).expect("a cell");
            }
        }
    };
    let cells = |text: &str| -> Vec<String> {
        text.split('|').map(|cell| cell.trim().to_owned()).collect()
    };
    let mut people: Vec<Vec<String>> = vec![
        cells("盘龙县各村（社区）人口情况"),
        cells(
            "乡镇街道名称|行政村（社区）名称|户籍人口数|60周岁以上老年人口占比|80周岁以上高龄老人|经纬度|联系人",
        ),
    ];
    for (at, (town, ..)) in TOWNS.iter().enumerate() {
        let (x, y) = corner(at);
        let end = if town.ends_with("街道") { "社区" } else { "村" };
        for (number, name) in ["东", "南", "北"].iter().enumerate() {
            let own = 0.02 + 0.03 * number as f64;
            // Merged cells: the town stands in the first of its rows.
            let town = if number == 0 { town } else { "" };
            let persons = ["１，２００", "约900", "650人"][number];
            people.push(cells(&format!(
                "{town}|{name}{end}|{persons}|2{number}.5%|{}|{:.3},{:.3}|张三",
                30 - number,
                x + own,
                y + own
            )));
        }
    }
    people.push(cells("合计||13750||||"));
    write("村居人口", &people);
    let mut homes: Vec<Vec<String>> = vec![cells(
        "机构名|养老机构类型|所在街道乡镇|核定床位数（张）|其中：护理型床位|运营模式|使用状态|高德经度|高德纬度",
    )];
    for row in [
        "城关街道养老服务中心|街道养老服务中心|城关街道|20|10|公建民营|正常使用|0|0.05",
        "东社区养老服务站|社区养老服务站|城关街道|||民办|正常使用|0|0.02",
        "盘龙县社会福利中心|公办养老机构|城关街道|120|80|公办|正常使用|0|0.06",
        "青山镇敬老院|敬老院|青山镇|60|20|公办|正常使用|1|0.05",
        "夕阳红老年公寓|民办养老机构|双河镇|80|50|民营企业|正常使用|2|0.05",
        "东村幸福院|农村幸福院|高峰乡||||正常使用|3|0.02",
        "县失能照护中心|护理院|双河镇|100|100|公建民营|拟建|2|0.06",
    ] {
        let mut cells = cells(row);
        let own: f64 = cells[8].parse().expect("degrees");
        let (x, y) = corner(cells[7].parse().expect("a town"));
        let at = to_gcj02(geo::Coord { x: x + own, y: y + own });
        cells[7] = format!("{:.6}", at.x);
        cells[8] = format!("{:.6}", at.y);
        homes.push(cells);
    }
    write("养老机构名册", &homes);
    book.save(place.path("盘龙县基础数据.xlsx")).expect("saved");
}

/// The plan of the third district.
fn third() -> (Workplace, Value) {
    let place = with_people("说明.txt", "");
    fs::remove_file(place.path("镇街边界.geojson")).expect("removed");
    write_towns(&place);
    write_workbook(&place);
    let clinics = "医疗机构名称,所在乡镇\n青山镇卫生院,青山镇\n双河中心卫生院,双河\n";
    fs::write(place.path("卫生.csv"), &*encoding_rs::GBK.encode(clinics).0).expect("written");
    let words = [".", "--out", "规划", "--candidates", "units", "--name", "盘龙县"];
    let told = init(&place, &[&words[..], &["--json"]].concat()).json();
    (place, told)
}

#[test]
fn a_third_district_becomes_a_plan_that_solves() {
    let (place, _) = third();
    let checked = place.run(&["check", "规划/plan.toml", "--json"]).json();
    assert_eq!((&checked["status"], &checked["counts"]["towns"]), (&json!("clean"), &json!(5)));
    let towns = by_id(&place, "规划/towns.geojson");
    let says = |own: &Value, key: &str| own["properties"][key].clone();
    assert_eq!(says(&towns["500"], "setting"), "urban");
    assert_eq!(says(&towns["503"], "ageing_rate"), 0.214);
    assert_eq!(says(&towns["502"], "population").as_f64(), Some(2_760.0));
    let people = by_id(&place, "规划/people.geojson");
    assert_eq!(people.len(), 15);
    let own = &people["503-南村"];
    assert_eq!((says(own, "persons"), says(own, "aged_60")), (json!(900), json!(194)));
    assert_eq!((says(own, "aged_80"), says(own, "town")), (json!(29), json!("503")));
    assert_eq!(own["geometry"]["coordinates"], json!([108.05, 29.15]));
    assert_eq!(says(&people["500-东社区"], "persons"), 1_200);
    let sites = by_id(&place, "规划/sites.geojson");
    let tier = |id: &str| says(&sites[id], "tier");
    assert_eq!(tier("500-城关街道养老服务中心"), "centre");
    assert_eq!(tier("500-盘龙县社会福利中心"), "institution");
    assert_eq!(says(&sites["502-夕阳红老年公寓"], "operator"), "private");
    assert_eq!(says(&sites["503-东村幸福院"], "works")[0]["work"], "upgrade");
    assert_eq!(says(&sites["502-县失能照护中心"], "works")[0]["nursing_beds"], 100);
    let at = &sites["501-青山镇敬老院"]["geometry"]["coordinates"];
    let away = |axis: usize, wanted: f64| (at[axis].as_f64().expect("degrees") - wanted).abs();
    assert!(away(0, 108.15) < 2e-5 && away(1, 29.05) < 2e-5, "{at}");
    assert_eq!(by_id(&place, "规划/medical.geojson").len(), 2);
    let words = ["solve", "规划/plan.toml", "--out", "结果", "--formats", "geojson"];
    let solved = place.run(&words);
    assert_eq!(solved.exit, 0, "{}", solved.stderr);
    let answer: Value = serde_json::from_str(&place.read("结果/plan.json")).expect("JSON");
    let targets = answer["targets"].as_array().expect("targets");
    let own = targets.iter().find(|own| own["id"] == "nursing-beds").expect("the target");
    assert_eq!(own["now"], json!(150.0 / 260.0));
}

#[test]
fn every_guess_of_the_third_district_is_said() {
    let (_, told) = third();
    let warnings = told["warnings"].as_array().expect("a list").iter();
    let codes: Vec<&str> = warnings.map(|own| own["code"].as_str().expect("a code")).collect();
    assert_eq!(codes, ["P1040", "P1067", "P1040"], "{}", told["warnings"]);
    let guesses = told["guesses"].as_array().expect("a list");
    let said: Vec<String> = guesses
        .iter()
        .map(|own| {
            format!(
                "{}: {}",
                own["about"].as_str().expect("a file"),
                own["text"].as_str().expect("text")
            )
        })
        .collect();
    insta::assert_snapshot!("third", said.join("\n"));
    for own in guesses {
        assert_ne!(own["text"], own["text_zh"], "{own}");
    }
}
