//! Headings of several rows, with units and notes between, in a sheet as offices write them.

use super::shapes::with_people;
use super::{by_id, init};
use crate::common::program::Workplace;
use serde_json::{Value, json};

/// The village of a table with these rows above it (`;` ends one) and these cells.
fn village(above: &str, cells: &str) -> (Workplace, Value) {
    let place = with_people("人口.csv", &format!("{}\n{cells}\n", above.replace(';', "\n")));
    let ran = place.run(&["init", ".", "--out", "plan", "-q"]);
    assert_eq!(ran.exit, 0, "{above}: {}", ran.stderr);
    let own = by_id(&place, "plan/people.geojson")["白鹤镇-甲村"]["properties"].clone();
    (place, own)
}

#[test]
fn every_column_of_a_heading_of_several_rows_is_known() {
    for (above, cells) in [
        ("镇街,村,人口,;,,人口数,60岁以上（人）", "白鹤镇,甲村,500,90"),
        ("镇街,村,人口,;单位：人,,,;,,人口数,60岁以上（人）", "白鹤镇,甲村,500,90"),
        ("单位：人,,,;镇街,村,人口情况,;,,常住人口,60岁以上（人）", "白鹤镇,甲村,500,90"),
        ("镇街,村,人口情况,;,,常住人口,60岁以上;,,（人）,（人）", "白鹤镇,甲村,500,90"),
        ("镇街,村,人口,60岁以上;计量单位,,人,人", "白鹤镇,甲村,500,90"),
        ("镇街,村,人口,60岁以上;甲,乙,1,2", "白鹤镇,甲村,500,90"),
        ("镇街,村,常住人口,;,,合计,其中：六十周岁以上", "白鹤镇,甲村,500,90"),
        ("镇街,村,人口,60岁以上,;,,,人数,占比", "白鹤镇,甲村,500,90,18%"),
        ("镇街,村,人口,60岁以上;镇街,村,常住,老年人口", "白鹤镇,甲村,500,90"),
        ("序号,地区,,人口,;,镇街,村,总人口,60岁以上", "1,白鹤镇,甲村,500,90"),
        // Three rows, of which the groups have the same names below them.
        (
            "镇街,村,人口情况,,,;,,常住人口,,户籍人口,;,,合计,60岁以上,合计,60岁以上",
            "白鹤镇,甲村,500,90,600,120",
        ),
        // The figures of the registered stand first: those of one kind belong together.
        ("镇街,村,户籍人口,,常住人口,;,,总数,60岁以上,总数,60岁以上", "白鹤镇,甲村,600,120,500,90"),
    ] {
        let (_, own) = village(above, cells);
        assert_eq!((&own["persons"], &own["aged_60"]), (&json!(500), &json!(90)), "{above}");
    }
}

#[test]
fn the_unit_above_or_below_a_heading_counts() {
    for (above, cells) in [
        ("某县人口表（单位：万人）,,,;镇街,村,人口,60岁以上", "白鹤镇,甲村,0.05,0.009"),
        ("人口表,,,单位：万人;镇街,村,人口,60岁以上", "白鹤镇,甲村,0.05,0.009"),
        ("镇街,村,人口,60岁以上;,,万人,%", "白鹤镇,甲村,0.05,18"),
        ("单位：万人、万元,,,;镇街,村,人口,60岁以上（人）", "白鹤镇,甲村,0.05,90"),
        // Who fills it in is no unit.
        ("填报单位：某县民政局,,,;镇街,村,人口,60岁以上", "白鹤镇,甲村,500,90"),
    ] {
        let (_, own) = village(above, cells);
        assert_eq!((&own["persons"], &own["aged_60"]), (&json!(500), &json!(90)), "{above}");
    }
}

/// A row of data that looks like none is none of the heading: ids that are figures, in a table that a plan joins.
#[test]
fn rows_of_data_stay_rows() {
    let (place, _) = village("镇街,村,人口,60岁以上", "白鹤镇,1,200,30\n白鹤镇,甲村,500,90");
    assert_eq!(by_id(&place, "plan/people.geojson").len(), 2);
    let place = with_people("人口.csv", "编码,镇街,村,人口,60岁以上\n1,白鹤镇,甲村,3,2\n");
    init(&place, &[".", "--out", "plan", "-q"]);
    assert_eq!(by_id(&place, "plan/people.geojson")["1"]["properties"]["persons"], 3);
}
