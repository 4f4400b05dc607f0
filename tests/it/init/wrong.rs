//! Every wrong table is answered with what to do, all at once.

use super::TABLES;
use crate::common::program::Workplace;
use std::collections::BTreeSet;
use std::fs;
use yike::read::Code;

/// Tables with something wrong, a row each: what is wrong | file | its text (`;` ends a line; `-` removes the file) | options |
/// what is said.
const WRONG: &str = "
a town misspelt          | 人口.csv | 镇街,村,人口,60岁以上;临和街道,甲村,500,90 | | P1103] 人口.csv:2 | did you mean `临河街道`? | --leave-out
no town at all           | 人口.csv | 村,人口,60岁以上;甲村,500,90 | | P1103] 人口.csv:2 | --column people.town=
outside all towns        | 人口.csv | 村,人口,60岁以上,经度,纬度;甲村,500,90,105.24,30.14;乙村,500,90,106.24,30.14 | | P1103] 人口.csv:3 | km away | --leave-out
all of it elsewhere      | 人口.csv | 村,人口,60岁以上,经度,纬度;甲村,500,90,106.24,31.14;乙村,500,90,106.24,30.14 | | P1020] 人口.csv | --crs people=
longitude and latitude   | 人口.csv | 村,人口,60岁以上,经度,纬度;甲村,500,90,30.14,105.24 | | P1019] 人口.csv | longitude first
one id twice             | 人口.csv | 编码,镇街,村,人口,60岁以上;1,临河街道,甲村,500,90;1,临河街道,乙村,500,90 | | P1026] 人口.csv:3 | row 2 is `1` already | its own code
one village twice        | 人口.csv | 镇街,村,人口,60岁以上;临河街道,甲村,500,90;临河街道,甲村,500,90 | | P1026] 人口.csv:3 | leave one of the rows
words for figures        | 人口.csv | 镇街,村,人口,60岁以上;临河街道,甲村,约五百,90 | | P1024] 人口.csv:2 | `约五百` is no figure | digits alone
nobody counted           | 人口.csv | 镇街,村,人口,60岁以上;临河街道,甲村,,90;临河街道,乙村,500,90 | | P1023] 人口.csv:2 | `甲村` has no people
more old than all        | 人口.csv | 镇街,村,人口,60岁以上;临河街道,甲村,500,900 | | P2003] 人口.csv:2 | 900 older people among 500
percent beside shares    | 人口.csv | 镇街,村,人口,老龄化率;临河街道,甲村,500,0.2;临河街道,乙村,500,25 | | P2002] 人口.csv:2 | all of the column as shares
a column of another name | 人口.csv | 镇街,村,住户;临河街道,甲村,500 | --people 人口.csv | P1023] 人口.csv | --column people.population=住户
a column that is not     | 人口.csv | 镇街,村,人口,60岁以上;临河街道,甲村,500,90 | --column people.aged_60=老人 | P1023] 人口.csv | no column `老人` | name one of
metres of no system      | 人口.csv | 村,人口,60岁以上,x,y;甲村,500,90,522000,3335000 | | P1037] 人口.csv | --crs
no people                | 人口.csv | - | | P1101] . | --people FILE
no towns                 | 镇街边界.geojson | - | --people 人口.csv | P1101] . | --towns FILE
two towns                | 镇街2010.geojson | {} | | P1102] 镇街 | --towns 镇街
a strange file           | notes.json | {\"a\": 1} | | P1106] notes.json
a strange table          | 备注.csv | 日期,事项;今天,开会 | | P1106] 备注.csv
an old workbook          | 旧表.xls | - - - | | P1106] 旧表.xls | save it as .xlsx
an unknown category      | 设施.csv | 名称,类别,所属镇街;老王饭馆,餐馆,白鹤镇;白鹤镇敬老院,敬老院,白鹤镇 | | P1105] 设施.csv | --category 餐馆=station
left out as asked for    | 人口.csv | 镇街,村,人口,60岁以上;天上乡,甲村,500,90;临河街道,乙村,500,90 | --leave-out | P1104] 人口.csv:2 | not of the district
no file there            | 人口.csv | 镇街,村,人口,60岁以上;临河街道,甲村,500,90 | --medical 没有.csv | P1001] 没有.csv
";

#[test]
fn every_wrong_table_is_answered_with_what_to_do() {
    let mut codes = BTreeSet::new();
    for row in WRONG.trim().lines() {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let [what, file, text, options, says @ ..] = &cells[..] else { panic!("{row}") };
        let place = Workplace::with(TABLES);
        for table in ["人口统计.xlsx", "养老设施.csv", "医疗机构.csv"] {
            fs::remove_file(place.path(table)).expect("removed");
        }
        place.write("人口.csv", "镇街,村,人口,60岁以上\n临河街道,河滨社区,5000,900\n");
        match *text {
            "-" => fs::remove_file(place.path(file)).expect("removed"),
            "{}" => {
                fs::copy(place.path("镇街边界.geojson"), place.path(file)).expect("copied");
            }
            text => place.write(file, &(text.replace(';', "\n") + "\n")),
        }
        for lang in ["en", "zh"] {
            let out = ["init", ".", "--out", "plan", "--lang", lang];
            let ran =
                place.run(&[&out[..], &options.split_whitespace().collect::<Vec<_>>()].concat());
            let (error, help) =
                if lang == "en" { ("error[", "help: ") } else { ("错误[", "处理办法：") };
            let is_error = ran.stderr.contains(error);
            assert_eq!(ran.exit, if is_error { 2 } else { 0 }, "{what}: {}", ran.stderr);
            assert!(ran.stderr.contains(help), "{what}: {}", ran.stderr);
            for word in says.iter().filter(|word| lang == "en" || word.starts_with('P')) {
                assert!(ran.stderr.contains(word), "{what}: {word} in {}", ran.stderr);
            }
            assert!(!(is_error && place.path("plan/plan.toml").exists()), "{what}");
            let found = ran.stderr.split("[P").skip(1).filter_map(|rest| rest.split_once(']'));
            codes.extend(found.map(|(code, _)| format!("P{code}")));
        }
    }
    let own = Code::catalogue().map(|entry| entry.code.to_string());
    let never: Vec<String> =
        own.filter(|code| code.starts_with("P11") && !codes.contains(code)).collect();
    assert_eq!(never, [""; 0]);
}

#[test]
fn all_problems_are_told_at_once() {
    let place = Workplace::with(TABLES);
    place.write("养老设施.csv", "机构名称,类别,所属镇街,床位数\n甲敬老院,敬老院,天上乡,多\n");
    place.write("医疗机构.csv", "名称,经度,纬度\n甲医院,1.0,1.0\n");
    let ran = place.run(&["init", ".", "--out", "plan", "-q"]);
    assert_eq!(ran.exit, 2);
    for code in ["P1024] 养老设施.csv:2", "P1103] 养老设施.csv:2", "P1103] 医疗机构.csv:2"]
    {
        assert!(ran.stderr.contains(code), "{}", ran.stderr);
    }
}

#[test]
fn options_that_mean_nothing_are_refused_before_any_file_is_read() {
    let place = Workplace::with(TABLES);
    for (words, says) in [
        (&["--column", "people.foo=人口"][..], "there is no property `foo`"),
        (&["--column", "人口"], "write for instance --column people.population=常住人口"),
        (&["--crs", "people"], "write for instance --crs people=EPSG:4547"),
        (&["--crs", "villages=EPSG:4547"], "is no part of a plan"),
        (&["--crs", "roads=EPSG:4547"], "takes their system from their file"),
        (&["--column", "facilities.capacity=床位"], "there is no property `capacity`"),
        (&["--category", "食堂=kitchen"], "is no tier of the templates"),
        (&["--candidates", "grid:1"], "has no unit"),
        (&["--candidates", "everywhere"], "is not understood"),
        (&["--template", "beijing"], "invalid value"),
    ] {
        let ran = place.run(&[&["init", ".", "--out", "plan"][..], words].concat());
        assert_eq!(ran.exit, 2);
        assert!(ran.stderr.contains(says), "{says} in {}", ran.stderr);
    }
}

/// A table of another program that may be what is missing is named with what is missing, once, and nothing follows from it.
#[test]
fn an_old_workbook_is_one_refusal() {
    for (name, without) in [("人口.xls", "人口统计.xlsx"), ("镇街.et", "镇街边界.geojson")]
    {
        let place = Workplace::with(TABLES);
        fs::remove_file(place.path(without)).expect("removed");
        fs::write(place.path(name), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1").expect("written");
        for (lang, what) in [("en", "save it as .xlsx"), ("zh", "另存为 .xlsx")] {
            let folder = place.run(&["init", ".", "--out", "plan", "-q", "--lang", lang]);
            let part = if name.starts_with('人') { "--people" } else { "--towns" };
            let named =
                place.run(&["init", ".", part, name, "--out", "plan", "-q", "--lang", lang]);
            for ran in [folder, named] {
                let errors =
                    ran.stderr.matches("error[").count() + ran.stderr.matches("错误[").count();
                assert_eq!((ran.exit, errors), (2, 1), "{}", ran.stderr);
                assert!(ran.stderr.contains(name) && ran.stderr.contains(what), "{}", ran.stderr);
            }
        }
    }
}
