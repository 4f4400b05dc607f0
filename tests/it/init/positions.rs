//! Where rows are, however their positions are written: shifted degrees by heading or column, two in a cell, minutes and
//! seconds, columns that are named.

use super::shapes::with_people;
use super::{by_id, init};
use crate::common::program::Workplace;
use geo::Coord;
use yike::domain::crs::china::{to_bd09, to_gcj02};

const PEOPLE: &str = "镇街,村,人口,60岁以上\n白鹤镇,甲村,500,100\n";
const AT: Coord = Coord { x: 105.4, y: 30.14 };

/// One facility with these columns and cells for its position. `GCJ` and `BD` in a cell are its degrees there.
fn with_facility(header: &str, cells: &str) -> Workplace {
    let place = with_people("人口.csv", PEOPLE);
    let of = |at: Coord, x: &str, y: &str, cells: &str| {
        cells.replace(x, &at.x.to_string()).replace(y, &at.y.to_string())
    };
    let cells = of(to_bd09(AT), "BDX", "BDY", &of(to_gcj02(AT), "GCJX", "GCJY", cells));
    place.write("设施.csv", &format!("名称,类别,{header}\n甲敬老院,敬老院,{cells}\n"));
    place
}

#[test]
fn a_position_is_where_its_heading_or_its_column_says() {
    let east = "--column facilities.longitude=甲 --column facilities.latitude=乙";
    let both = "--column facilities.longitude=位置 --column facilities.latitude=位置";
    let shifted = format!("{east} --crs facilities=GCJ-02");
    for (header, cells, options) in [
        ("经度,纬度", "105.4,30.14", ""),
        ("经度(GCJ-02),纬度(GCJ-02)", "GCJX,GCJY", ""),
        ("高德经度,高德纬度", "GCJX,GCJY", ""),
        ("gcj02_lng,gcj02_lat", "GCJX,GCJY", ""),
        ("百度经度,百度纬度", "BDX,BDY", ""),
        ("经度（百度坐标）,纬度（百度坐标）", "BDX,BDY", ""),
        ("高德经度,高德纬度,经度,纬度", "GCJX,GCJY,105.4,30.14", ""),
        ("经度（WGS84）,纬度（WGS84）", "105.4,30.14", ""),
        ("经度,纬度,坐标系", "GCJX,GCJY,GCJ-02", ""),
        ("经度,纬度,坐标系", "GCJX,GCJY,火星坐标系", ""),
        ("经度,纬度,坐标系", "BDX,BDY,百度", ""),
        ("经度,纬度,坐标系", "105.4,30.14,2000国家大地坐标系", ""),
        ("高德经度,高德纬度,坐标系", "GCJX,GCJY,GCJ-02", ""),
        ("经纬度", "\"105.4,30.14\"", ""),
        ("经纬度坐标", "105.4，30.14", ""),
        ("坐标（经纬度）", "(105.4 30.14)", ""),
        ("高德坐标", "\"GCJX,GCJY\"", ""),
        ("纬经度", "\"30.14,105.4\"", ""),
        ("经度,纬度", "105°24′00″E,30°8.4′N", ""),
        ("经度,纬度", "东经105度24分,北纬30度8分24秒", ""),
        // Both in one cell, in whatever notation and order.
        ("坐标", "\"105.4,30.14\"", ""),
        ("坐标", "105.4，30.14", ""),
        ("坐标", "（105.4、30.14）", ""),
        ("坐标", "(30.14 105.4)", ""),
        ("经纬度", "\"30.14, 105.4\"", ""),
        ("纬经度", "\"105.4,30.14\"", ""),
        ("坐标", "E105°24′ N30°8′24″", ""),
        ("坐标", "N30°8.4′E105°24′", ""),
        ("坐标", "105°24′E30°8.4′N", ""),
        ("坐标", "\"105°24'00\"\"E,30°08'24\"\"N\"", ""),
        ("坐标", "北纬30度8分24秒 东经105度24分", ""),
        ("坐标", "\"经度：105.4，纬度：30.14\"", ""),
        ("坐标", "POINT(105.4 30.14)", ""),
        ("坐标", "POINT Z (105.4 30.14 250)", ""),
        ("高德坐标", "\"GCJY,GCJX\"", ""),
        ("经度,纬度", "E105.4,N30.14", ""),
        ("甲,乙", "105.4,30.14", east),
        ("甲,乙", "GCJX,GCJY", &shifted),
        ("高德经度,高德纬度,甲,乙", "1,2,105.4,30.14", east),
        ("位置", "\"105.4,30.14\"", both),
    ] {
        let place = with_facility(header, cells);
        let options: Vec<&str> = options.split_whitespace().collect();
        init(&place, &[&[".", "--out", "plan", "-q"][..], &options].concat());
        let site = &by_id(&place, "plan/sites.geojson")["白鹤镇-甲敬老院"];
        let at = |axis: usize| site["geometry"]["coordinates"][axis].as_f64().expect("degrees");
        let away = (at(0) - AT.x).hypot(at(1) - AT.y);
        assert!(away < 2e-6, "{header} {cells}: {site}");
        assert_eq!(site["properties"].get("position_origin"), None, "{header}");
        assert_eq!(site["properties"].get("坐标系"), None, "{header}");
    }
}

#[test]
fn a_position_that_cannot_be_read_is_answered_with_what_to_do() {
    for (header, cells, options, says) in [
        ("经度,纬度,坐标系", "105.4,30.14,地方坐标", "", "write WGS84, CGCS2000, GCJ-02 or BD-09"),
        ("经纬度", "山上", "", "is not a longitude and a latitude"),
        ("经纬度", "105.4", "", "is not a longitude and a latitude"),
        ("经纬度", "30°61′N 105°24′E", "", "is not a longitude and a latitude"),
        ("经度,纬度", "105°61′,30.14", "", "which is not a number"),
        (
            "甲,乙",
            "1,2",
            "--column facilities.longitude=甲",
            "is named without facilities.latitude",
        ),
        (
            "所属镇街",
            "白鹤镇",
            "--column facilities.longitude=甲 --column facilities.latitude=乙",
            "there is no column `甲`",
        ),
    ] {
        let place = with_facility(header, cells);
        let options: Vec<&str> = options.split_whitespace().collect();
        let ran = place.run(&[&["init", ".", "--out", "plan", "-q"][..], &options].concat());
        assert_eq!(ran.exit, 2, "{header}");
        assert!(ran.stderr.contains(says), "{says} in {}", ran.stderr);
        assert!(!place.path("plan/plan.toml").exists());
    }
}

#[test]
fn rows_of_one_table_may_be_in_several_systems() {
    let (gcj, place) = (to_gcj02(AT), with_people("人口.csv", PEOPLE));
    let rows =
        format!("甲敬老院,敬老院,{},{},GCJ02\n乙敬老院,敬老院,105.4,30.14,WGS84\n", gcj.x, gcj.y);
    place.write("设施.csv", &format!("名称,类别,经度,纬度,坐标系\n{rows}"));
    let told = init(&place, &[".", "--out", "plan", "--json"]).json()["guesses"].to_string();
    assert!(told.contains("moved to WGS84: GCJ-02 (1)"), "{told}");
    let sites = by_id(&place, "plan/sites.geojson");
    let at = |id: &str, axis: usize| {
        sites[id]["geometry"]["coordinates"][axis].as_f64().expect("degrees")
    };
    for axis in [0, 1] {
        assert!((at("白鹤镇-甲敬老院", axis) - at("白鹤镇-乙敬老院", axis)).abs() < 2e-6);
    }
}

#[test]
fn an_order_that_is_told_by_size_is_said() {
    for (header, cell, says) in [
        (
            "坐标",
            "30.14 105.4",
            ["1 rows are read latitude first", "1 行按字母或数值范围识别为纬度在前"],
        ),
        ("纬经度", "105.4 30.14", ["1 rows are read longitude first", "识别为经度在前"]),
    ] {
        let place = with_facility(header, cell);
        for (lang, says) in ["en", "zh"].into_iter().zip(says) {
            let ran = init(&place, &[".", "--out", "plan", "--lang", lang]);
            assert!(ran.stderr.contains(says), "{says} in {}", ran.stderr);
        }
    }
}
