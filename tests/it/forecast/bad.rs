//! Bad input, each with its codes.

use super::{file, source};
use crate::common::chinese::{assert_issue_told, assert_told};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use yike::domain::forecast::{AgeTable, Method, control};
use yike::read::forecast::{ForecastSource, read_forecast};
use yike::read::{Code, Issue, Problems};

/// A census of one area with these lines in place of those that begin so.
fn census(change: impl Fn(&str) -> Option<String>) -> String {
    let mut text = String::from("area,age,male,female\n");
    for age in (0..85).step_by(5) {
        let line = format!("500115,{age}-{},100,100", age + 4);
        if let Some(line) = change(&line) {
            text += &(line + "\n");
        }
    }
    let last = "500115,85+,100,100".to_owned();
    text + &change(&last).map_or_else(String::new, |line| line + "\n")
}

fn changed(from: &'static str, to: &'static str) -> String {
    let text = census(|line| Some(line.replace(from, to)));
    assert!(text != census(|line| Some(line.to_owned())), "{from}");
    text
}

fn without(what: &'static str) -> String {
    census(|line| (!line.contains(what)).then(|| line.to_owned()))
}

/// What is wrong, the last census's text, the codes.
fn of_censuses() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let good = census(|line| Some(line.to_owned()));
    let men = good.replace(",female", "").replace(",100\n", "\n");
    let wide = "区划代码,合计,男_0到4岁,男_5岁以上\n500115,9,4,5\n";
    let both = "code,total,m 0-59,f 0-59,m 60+,f 60+\n500115,9,4,5,1,1\n";
    let gbk: Vec<u8> =
        "area,name,age,male,female\n500115,".bytes().chain([0xb3, 0xa4, 0xff, 0x0a]).collect();
    let mut utf16 = vec![0xff, 0xfe];
    utf16.extend(good.encode_utf16().flat_map(u16::to_le_bytes));
    let totals = {
        let ages: Vec<String> = (0..12).map(|age| format!("{}-{}", age * 5, age * 5 + 4)).collect();
        let mut header = String::from("id,total");
        let mut row = String::from("500115,99");
        for age in ages.iter().map(String::as_str).chain(["60+"]) {
            header += &format!(",m {age},f {age}");
            row += ",2,2";
        }
        format!("{header}\n{row}\n{row}\n")
    };
    vec![
        ("no ages", b"area,male,female\n500115,1,1\n".to_vec(), "P2101"),
        ("no counts", b"area,age\n500115,0-4\n".to_vec(), "P2101"),
        ("no codes", b"m 0-4,f 0-4\n1,1\n".to_vec(), "P2101"),
        ("men alone", men.into_bytes(), "P2102"),
        ("a group of men alone", b"area,age,sex,persons\n500115,0-4,male,5\n".to_vec(), "P2102"),
        ("men alone, wide", wide.as_bytes().to_vec(), "P2102"),
        ("an area without old people", [good.as_bytes(), b"x,0-4,1,1\n"].concat(), "P2103"),
        (
            "a cell of two thousand million",
            changed("5-9,100", "5-9,2147483648").into_bytes(),
            "P2119",
        ),
        ("groups of sixty years", both.as_bytes().to_vec(), "P2103 P2105"),
        ("ten-year groups", changed("0-4", "0-9").into_bytes(), "P2103"),
        ("a gap", without(",30-34").into_bytes(), "P2103"),
        ("no open group", without("85+").into_bytes(), "P2103"),
        ("an age twice", [good.as_bytes(), b"500115,0-4,1,1\n"].concat(), "P2103"),
        ("ages in words", changed("30-34", "thirties").into_bytes(), "P2103"),
        ("a negative count", changed("30-34,100", "30-34,-1").into_bytes(), "P1028"),
        ("no number", changed("30-34,100", "30-34,many").into_bytes(), "P1024"),
        ("not finite", changed("30-34,100", "30-34,inf").into_bytes(), "P1029"),
        (
            "older last group",
            good.replace("85+,100,100", "85-89,9,9\n500115,90+,9,9").into_bytes(),
            "P2104",
        ),
        ("another code", good.replace("500115", "500999").into_bytes(), "P2107"),
        (
            "an area more",
            [
                good.as_bytes(),
                good.replace("500115", "7").split_once('\n').expect("lines").1.as_bytes(),
            ]
            .concat(),
            "P2106",
        ),
        ("a row twice", totals.clone().into_bytes(), "P1042 P2104 P2105 P2111"),
        ("neither UTF-8 nor GBK", gbk, "P1004"),
        ("UTF-16", utf16, "P1004"),
        ("empty", Vec::new(), "P1011"),
    ]
}

fn found(source: &ForecastSource) -> (Vec<Issue>, String) {
    let issues = match read_forecast(source) {
        Ok(files) => files.warnings,
        Err(Problems { issues }) => issues,
    };
    for issue in &issues {
        assert_issue_told(issue);
        assert!(!issue.place.file.is_empty(), "{issue}");
        assert!(issue.cause.to_string().len() > 5 && issue.action.to_string().len() > 5, "{issue}");
        assert!(
            !issue.cause.to_string().ends_with('.') && !issue.action.to_string().ends_with('.'),
            "{issue}"
        );
    }
    let codes: BTreeSet<String> = issues.iter().map(|issue| issue.code.to_string()).collect();
    (issues, codes.into_iter().collect::<Vec<_>>().join(" "))
}

fn written(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, bytes).expect("written");
    path
}

/// What is asked for wrongly, and the codes.
fn of_words() -> Vec<(ForecastSource, &'static str)> {
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    let demand = |path: &str| Some(PathBuf::from(path));
    let both = || (file("2010.csv"), file("2020.csv"));
    let controls = |text: &[&str]| ForecastSource {
        controls: words(text),
        demand: demand("data/changshou/villages.geojson"),
        ..source()
    };
    let years = |years: &[i32]| ForecastSource { years: years.to_vec(), ..source() };
    let growth = |rates: &[(&str, f64)], censuses: usize| ForecastSource {
        method: Method::Growth,
        censuses: source().censuses[2 - censuses..].to_vec(),
        rates: rates.iter().map(|(word, rate)| ((*word).to_owned(), *rate)).collect(),
        ..source()
    };
    vec![
        (source(), ""),
        (years(&[]), "P2109"),
        (years(&[2035, 2025]), "P2109"),
        (years(&[2025, 2025]), "P2109"),
        (years(&[2015, 2025]), "P2110"),
        (years(&[2025, 2500]), "P2110"),
        (years(&[i32::MIN, i32::MAX]), "P2110"),
        (
            ForecastSource { censuses: vec![(2020, both().1), (2010, both().0)], ..source() },
            "P2108",
        ),
        (
            ForecastSource { censuses: vec![(2013, both().0), (2020, both().1)], ..source() },
            "P2108",
        ),
        (ForecastSource { censuses: vec![(2020, both().1)], ..source() }, "P2108"),
        (ForecastSource { censuses: Vec::new(), ..source() }, "P2108"),
        (
            ForecastSource {
                censuses: vec![(i32::MIN, both().0), (i32::MAX, both().1)],
                ..source()
            },
            "P2108 P2110",
        ),
        (
            ForecastSource {
                censuses: vec![(2010, both().0), (2020, file("none.csv"))],
                ..source()
            },
            "P1001",
        ),
        (ForecastSource { groups: words(&["disabled"]), ..source() }, "P2111"),
        (ForecastSource { groups: words(&["aged_62"]), ..source() }, "P2111"),
        (ForecastSource { groups: words(&["aged_90"]), ..source() }, "P2111"),
        (ForecastSource { groups: words(&["aged_70"]), ..controls(&[]) }, "P2118"),
        (controls(&["aged_60 2025=-5"]), "P2112"),
        (controls(&["aged_60 2025=NaN"]), "P2112"),
        (controls(&["aged_60 2024=5"]), "P2112"),
        (controls(&["aged_60"]), "P2112"),
        (controls(&["500114 aged_60 2025=5"]), "P2112"),
        (controls(&["aged_60 2025=5", "60+ 2025=6"]), "P2112"),
        (controls(&["aged_61 2025=5"]), "P2111"),
        (controls(&["aged_60 2025=5", "aged_65 2025=6"]), "P2113"),
        (ForecastSource { published: words(&["aged_60 2025=5"]), ..source() }, "P2112"),
        (
            ForecastSource { demand: demand("tests/fixtures/good/units.geojson"), ..source() },
            "P2116 P2118",
        ),
        (ForecastSource { demand: demand("data/census/none.geojson"), ..source() }, "P1001"),
        (growth(&[("aged_60", 0.03)], 2), ""),
        (growth(&[("aged_60", 0.03)], 1), "P2112"),
        (growth(&[("aged_60", -1.5)], 2), "P2112"),
        (growth(&[("aged_70", 0.1)], 2), "P2111"),
        (growth(&[("old", 0.1)], 2), "P2111"),
    ]
}

const HEAD: &str = "area,year,group,persons\n";
const GOOD: &str = "500115,2025,persons,90\n500115,2025,aged_60,30\n500115,2025,aged_65,20\n500115,2025,aged_80,5\n";

/// A given table's text and the codes.
fn of_tables() -> Vec<(String, &'static str)> {
    let table = |rows: &str| format!("{HEAD}{rows}");
    let town = GOOD.replace("500115", "500115001");
    vec![
        (table(GOOD), ""),
        (table(&(GOOD.to_owned() + &town)), ""),
        (table(&(GOOD.to_owned() + &town.replace(",90", ",50"))), "P2114"),
        (table(&GOOD.replace(",20\n", ",40\n")), "P2113"),
        (table(&GOOD.replace("aged_65", "aged_66")), "P2111"),
        (table(&GOOD.replace("aged_65", "aged_70")), "P2115"),
        (table(&GOOD.replace("2025", "2026")), "P2115"),
        (table(&GOOD.replace(",30", ",-30")), "P1028"),
        (table(&GOOD.replace("2025", "soon")), "P1024"),
        (table(&(GOOD.to_owned() + GOOD)), "P1042"),
        (GOOD.replace("500115,2025", "area,year"), "P1023"),
        (format!("variant,{HEAD}{}", GOOD.replace("500115,", "best,500115,")), "P1027"),
    ]
}

#[test]
fn each_fault_has_its_codes_and_every_code_its_fault() {
    let folder = tempfile::tempdir().expect("a folder");
    let first =
        written(folder.path(), "first.csv", census(|line| Some(line.to_owned())).as_bytes());
    let mut raised: BTreeSet<String> = BTreeSet::new();
    let mut wrong = Vec::new();
    let mut check = |what: String, source: &ForecastSource, expected: &str| {
        let (issues, codes) = found(source);
        raised.extend(codes.split(' ').map(str::to_owned));
        if codes != expected {
            let shown: Vec<String> = issues.iter().map(ToString::to_string).collect();
            wrong.push(format!(
                "{what}: expected {expected:?}, found {codes:?}\n{}",
                shown.join("\n")
            ));
        }
    };
    for (what, bytes, expected) in of_censuses() {
        let last = written(folder.path(), "last.csv", &bytes);
        let asked =
            ForecastSource { censuses: vec![(2010, first.clone()), (2020, last)], ..source() };
        check(what.into(), &asked, expected);
    }
    for (asked, expected) in of_words() {
        check(format!("{asked:?}"), &asked, expected);
    }
    for (text, expected) in of_tables() {
        let asked = ForecastSource {
            method: Method::Given,
            censuses: Vec::new(),
            table: Some(written(folder.path(), "table.csv", text.as_bytes())),
            years: vec![2025],
            variants: vec![yike::domain::forecast::Variant::Medium],
            ..source()
        };
        check(text, &asked, expected);
    }
    // A layer of one district with the figures of another.
    let text = std::fs::read_to_string("data/changshou/villages.geojson").expect("a layer");
    let layer =
        written(folder.path(), "villages.geojson", text.replace("500115", "500114").as_bytes());
    let asked = ForecastSource { demand: Some(layer), ..source() };
    check("another district's layer".into(), &asked, "P2117");
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n\n"));
    let never: Vec<String> = Code::catalogue()
        .map(|entry| entry.code.to_string())
        .filter(|code| code.starts_with("P21") && !raised.contains(code))
        .collect();
    assert_eq!(never, [""; 0]);
}

#[test]
fn counts_and_controls_that_cannot_be_are_refused_in_both_languages() {
    let people = |groups: usize, count: f64| vec![count; groups];
    let ages = |men, women| AgeTable::new(men, women).expect_err("no table").text();
    let controls = |figures: &[f64], controls: &[Option<f64>]| {
        control(figures, controls).expect_err("no control").text()
    };
    let refused = [
        (ages(people(18, 1.0), people(17, 1.0)), "men and women have different age groups"),
        (ages(people(9, 1.0), people(9, 1.0)), "the open last group begins before 60"),
        (ages(people(18, -1.0), people(18, 1.0)), "a count is below 0 or not a number"),
        (controls(&[9.0], &[Some(-1.0)]), "-1 is not a number of people"),
        (
            controls(&[9.0, 3.0], &[Some(4.0), Some(5.0)]),
            "5 people in a group, but 4 in the one that it is part of",
        ),
    ];
    for (text, english) in refused {
        assert_eq!(text.to_string(), english);
        assert_told(&text);
    }
}
