//! Bad input, each with its codes.

use super::codes;
use std::collections::BTreeSet;
use std::path::Path;
use yike::domain::Language;
use yike::domain::location::{Rounding, Unit};
use yike::read::Code;
use yike::read::location::{
    DemandFile, Format, InstanceFile, InstanceSource, MatrixFile, PointLayers, SiteFile,
    read_instance,
};

const TSP: &str =
    "NAME : a\nDIMENSION : 2\nEDGE_WEIGHT_TYPE : EUC_2D\nNODE_COORD_SECTION\n1 0 0\n2 1 1\nEOF\n";
const CITIES: &str = "EDGE_WEIGHT_TYPE : COORD\nDIMENSION : 1\nNODE_COORD_SECTION\n40.5 -74.0\nDEMAND_SECTION\n3\nEOF\n";

/// What the file holds, the format asked for, the codes.
fn of_formats() -> Vec<(String, Option<Format>, &'static str)> {
    use Format::{Cap, Cities, Grid, Holmberg, Pmed, Sjc, Tsplib};
    let plain = [
        ("", None, "P8001"),
        ("{}", None, "P8001"),
        ("PK\u{3}\u{4}\0\0", None, "P8001"),
        ("id,weight\nA,1\n", None, "P8001"),
        ("hello\n", None, "P8001"),
        ("1 2 3 4 5\n", None, "P8001"),
        ("3\n1 1 5\n2 7 6\n3 1 7\n", None, "P8001"), // both tsplib and sjc
        ("1 1\n5\n5\n5\n5\n", None, "P8001"),        // both cap and holmberg
        ("3 2 1\n1 2 5\n", Some(Pmed), "P8003"),
        ("3 1 1\n1 2 5\n2 3 5\n", Some(Pmed), "P8004"),
        ("3 1 1\n1 4 5\n", Some(Pmed), "P8009"),
        ("3 1 1\n1 2 -5\n", Some(Pmed), "P1028"),
        ("3 1 1\n1 2 NaN\n", None, "P1029"),
        ("3 1 1\n1 2 x\n", Some(Pmed), "P8002"),
        ("3 x 1\n1 2 4\n", Some(Pmed), "P8002"),
        ("0 0 0\n", Some(Pmed), "P8005"),
        ("20000 0 1\n", Some(Pmed), "P8010"),
        ("18446744073709551615 1 1\n1 2 3\n", Some(Pmed), "P8010"),
        ("1 1\n5 inf\n5\n7\n", Some(Cap), "P1029"),
        ("1 1\n9223372036854775807. 3\n5\n7\n", Some(Cap), "P5004"),
        ("1 1\n5 1e16\n5\n7\n", Some(Cap), "P5004"),
        ("1 1\n5 3\n0\n7\n", Some(Cap), "P8021"),
        ("1 1\ncapacity 3\n5\n7\n", None, "P8006"),
        ("1 1\n5 3\n5\n", Some(Cap), "P8003"),
        ("4000000000 4000000000\n5 3\n5\n", Some(Cap), "P8003"),
        ("1 1\n5 3\n5\n7\n8\n", Some(Holmberg), "P8004"),
        ("1 1\n5 3\n5\n-7\n", Some(Holmberg), "P1028"),
        ("0 1\n", Some(Holmberg), "P8005"),
        ("2\n1 1 1\n", Some(Sjc), "P8003"),
        ("1\n1 1 -1\n", Some(Sjc), "P1028"),
        ("1\n1 1,5 1\n", Some(Sjc), "P8002"),
        ("1 2\nF 0 1 1 1\nC 0 1 1 1\n", None, "P8003"),
        ("1 1\nF 0 1 1 1\nC 0 1 1 1\nC 1 1 1 1\n", None, "P8004"),
        ("1 1\nF 0 1 1 1\nX 1 1\nC 0 1 1 1\n", None, "P8002"),
        ("1 2\nF 0 1 1 1\nC 7 1 1 1\nC 7 1 1 1\n", None, "P1026"),
        ("1 1\nF 0 1 1 -1\nC 0 1 inf 1\n", None, "P1028 P1029"),
        ("99999999999 1\nF 0 1 1 1\nC 0 1 1 1\n", Some(Grid), "P8003"),
    ];
    let changed = [
        (TSP, "EUC_2D", "GEO", Some(Tsplib), "P8008"),
        (TSP, "EUC_2D", "CEIL_2D", None, "P8008"),
        (TSP, "EUC_2D", "ATT", None, "P8008"),
        (TSP, "EUC_2D", "EXPLICIT", None, "P8008"),
        (TSP, "EUC_2D", "COORD", Some(Tsplib), "P8008"),
        (TSP, "EDGE_WEIGHT_TYPE : EUC_2D\n", "", Some(Tsplib), "P1023"),
        (TSP, "DIMENSION : 2\n", "", Some(Tsplib), "P1023"),
        (TSP, "DIMENSION : 2", "DIMENSION : two", Some(Tsplib), "P1023 P8002"),
        (TSP, "DIMENSION : 2", "DIMENSION : 3", None, "P8003"),
        (TSP, "DIMENSION : 2", "DIMENSION : 1", None, "P8004"),
        (TSP, "2 1 1", "1 1 1", None, "P1026"),
        (TSP, "NODE_COORD_SECTION\n1 0 0\n2 1 1\n", "", Some(Tsplib), "P8003"),
        (CITIES, "40.5 -74.0", "-74.0 40.5 ", None, ""),
        (CITIES, "40.5 -74.0", "-174.0 40.5", None, "P1019"),
        (CITIES, "40.5 -74.0", "4050000 400000", None, "P1018"),
        (CITIES, "DEMAND_SECTION\n3\n", "", Some(Cities), "P8003"),
        (CITIES, "\n3\n", "\n-3\n", None, "P1028"),
    ];
    let plain = plain.map(|(text, format, codes)| (text.to_owned(), format, codes));
    let changed = changed.map(|(text, from, to, format, codes)| {
        assert!(text.contains(from));
        (text.replace(from, to), format, codes)
    });
    plain.into_iter().chain(changed).collect()
}

fn written(folder: &Path, name: &str, text: &str) -> std::path::PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, text).expect("written");
    path
}

fn file(folder: &Path, text: &str, format: Option<Format>) -> InstanceSource {
    let path = written(folder, "instance.txt", text);
    InstanceSource::File(InstanceFile { path, format, ..InstanceFile::default() })
}

/// Options that the file has no use for.
fn of_options(folder: &Path) -> Vec<(InstanceSource, &'static str)> {
    let with = |format, capacity, rounding, text| {
        let path = written(folder, &format!("{text}.txt"), text);
        InstanceSource::File(InstanceFile { path, format: Some(format), capacity, rounding })
    };
    let cap = "1 1\n5 3\n5\n7\n";
    vec![
        (with(Format::Cap, Some(3.0), None, cap), "P8007"),
        (with(Format::Cap, Some(f64::NAN), None, cap), "P8006 P8007"),
        (with(Format::Holmberg, Some(3.0), None, cap), "P8007"),
        (with(Format::Cap, None, Some(Rounding::Floor), cap), "P8007"),
        (with(Format::Layers, None, None, cap), "P8001"),
    ]
}

/// What the matrix holds, the unit, the value column, the codes.
const MATRICES: [(&str, Option<Unit>, Option<&str>, &str); 39] = [
    ("", None, None, "P8011"),
    ("demand,site,minutes\n", None, None, "P8005"),
    ("demand,site,distance\nA,B,1\n", None, None, "P8013"),
    ("demand,site,distance\nA,B,1\n", Some(Unit::Metres), None, ""),
    ("demand,site,minutes\nA,B,1\n", Some(Unit::Metres), None, "P8013"),
    ("demand,site,minutes,metres\nA,B,1,2\n", None, None, "P8012"),
    ("demand,site,minutes,metres\nA,B,1,2\n", None, Some("metres"), ""),
    ("demand,site,minutes\nA,B,1\n", None, Some("minute"), "P8011"),
    ("demand,site,way\nA,B,1\n", None, None, "P8011"),
    ("demand,origin,site,m\nA,A,B,1\n", None, None, "P8012"),
    ("origin,minutes\nA,1\n", None, None, "P8011"),
    ("demand,site,m\nA,B,NaN\n", None, None, "P1029"),
    ("demand,site,m\nA,B,inf\n", None, None, "P1029"),
    ("demand,site,m\nA,B,-1\n", None, None, "P1028"),
    ("demand,site,m\nA,B,1 km\n", None, None, "P8002"),
    ("demand,site,m\nA,B,1\nA,B,1\n", None, None, "P8015"),
    ("demand,site,m\nA,B,1\nA,B,\n", None, None, "P8015"),
    ("demand,site,m\nA,B,1\nA,C\n", None, None, "P8014"),
    ("demand,site,m\n,B,1\n", None, None, "P1025 P8005"),
    ("demand,site,m\nA,B,\n", None, None, "P8017"),
    ("demand,site,minutes\nA,B,99999999\n", None, None, "P8019"),
    ("demand,site,minutes\nA,B,10\nA,C,9999\n", None, None, "P8019"),
    ("demand,site,seconds\nA,B,10\nA,C,99999\n", None, None, "P8019"),
    ("demand,site,km\nA,B,999\nA,C,600\n", None, None, ""),
    ("demand,site,cost\nA,B,1\nA,C,9999.0\n", None, None, "P8019"),
    ("demand,site,min\nA,S,0\nA,T,11\nB,S,0\nB,T,16\n", None, None, "P8019"),
    ("demand,site,min\nA,S,0\nA,T,11\nB,S,0\nB,T,13\n", None, None, ""),
    ("demand,site,cost\nA,S,0\nA,T,11\nB,S,0\nB,T,16\n", None, None, ""),
    ("demand,site,cost\nA,B,9900\nA,C,9999\n", None, None, ""),
    ("OriginID,DestinationID,Total_Minutes\nA,B,5\nA,C,7\n", None, None, ""),
    ("demand,site,m\nA,B,9998\nA,C,20\nB,B,10\nB,C,10\nC,C,1\n", None, None, "P8019"),
    ("demand,site,m\nA,B,998\nA,C,20\nB,B,10\nB,C,10\nC,C,1\n", None, None, ""),
    ("需求点,站点,分钟\nA,B,5\n,,\nA,C,7\n", None, None, ""),
    ("demand,S1,S2\nA,1,2\n", None, None, "P8013"),
    ("demand,S1,S1\nA,1,2\n", Some(Unit::Plain), None, "P8015"),
    ("demand,S1,S2\nA,1,2\nA,1,2\n", Some(Unit::Plain), None, "P8015"),
    ("demand,S1,S2\nA,x,-2\nB,nan,1e999\n", Some(Unit::Plain), None, "P1028 P1029 P8002"),
    ("demand,S1,S2\nA,1,2\n", Some(Unit::Plain), Some("S1"), "P8007"),
    ("demand,S1,S2\n", Some(Unit::Plain), None, "P8005"),
];

const DEMAND: &str = "id,weight,lon,lat\nA,1,107.1,29.8\nB,2,107.2,29.9\n";
const SITES: &str = "id,fixed_cost,capacity,rule,lon,lat\nS,1,5,free,107.1,29.8\n";

/// What of which layer is replaced by what, the codes.
const LAYERS: [(&str, &str, &str, &str); 28] = [
    (DEMAND, "", "", ""),
    (DEMAND, "weight", "size", "P8018"),
    (DEMAND, "weight", "people", ""),
    (DEMAND, "A,1", "A,-1", "P1028"),
    (DEMAND, "A,1", "A,nan", "P1029"),
    (DEMAND, "A,1", "A,1e16", "P5004"),
    (DEMAND, "A,1,107.1,29.8\nB,2", "A,0,107.1,29.8\nB,0", "P8021"),
    (SITES, "S,1", "S,1e16", "P5004"),
    (DEMAND, "A,1", "A,many", "P1024"),
    (DEMAND, "A,1", "A,", "P1023"),
    (DEMAND, "B,2", "A,2", "P1026"),
    (DEMAND, "B,2", ",2", "P1023"),
    (DEMAND, "lon", "east", "P8011"),
    (DEMAND, "107.1,29.8", "29.8,107.1", "P1019"),
    (DEMAND, "107.1,29.8", "0,0", "P8020"),
    (DEMAND, "107.1,29.8", "11922200,3476600", "P1018"),
    (DEMAND, "107.1,29.8", "107.1,", "P8002"),
    (DEMAND, "id", "ref", "P8011"),
    (DEMAND, "id", "编码", "P1041"),
    (DEMAND, "lon,lat", "经度,纬度", ""),
    (DEMAND, "\nB,", "\n,,,\n\nB,", ""),
    (DEMAND, "A,1,107.1,29.8\nB,2,107.2,29.9\n", "", "P1011"),
    (SITES, "free", "closed", "P1027"),
    (SITES, "S,1", "S,-1", "P1028"),
    (SITES, "5,free", ",free", ""),
    (SITES, "107.1,29.8", "7.1,49.8", "P1020"),
    (SITES, "107.1,29.8", "29.8,90.0", "P1020"),
    (SITES, "id", "id,id", "P8014 P1007 P1011"),
];

/// All that is read here, with the codes that are to be found.
fn all(check: &mut dyn FnMut(&str, Vec<String>, &str)) {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    for (text, format, wanted) in of_formats() {
        check(&text, codes(read_instance(&file(at, &text, format))), wanted);
    }
    for (source, wanted) in of_options(at) {
        check(&format!("{source:?}"), codes(read_instance(&source)), wanted);
    }
    for (text, unit, value, wanted) in MATRICES {
        let path = written(at, "matrix.csv", text);
        let value = value.map(str::to_owned);
        let source = InstanceSource::Matrix(MatrixFile {
            path,
            unit: unit.map(Into::into),
            value,
            ..MatrixFile::default()
        });
        check(text, codes(read_instance(&source)), wanted);
    }
    for (layer, from, to, wanted) in LAYERS {
        let changed = |text: &str| match text == layer {
            true => text.replacen(from, to, 1),
            false => text.to_owned(),
        };
        let demand = DemandFile {
            path: written(at, "demand.csv", &changed(DEMAND)),
            ..DemandFile::default()
        };
        let sites =
            SiteFile { path: written(at, "sites.csv", &changed(SITES)), ..SiteFile::default() };
        let source = InstanceSource::Layers(PointLayers {
            demand,
            sites: Some(sites),
            detour: 1.0,
            plane: false,
        });
        check(to, codes(read_instance(&source)), wanted);
    }
}

#[test]
fn bad_input_raises_its_codes() {
    let mut wrong = Vec::new();
    all(&mut |text, found, wanted| {
        let mut wanted: Vec<&str> = wanted.split_whitespace().collect();
        wanted.sort_unstable();
        if found != wanted {
            wrong.push(format!("{text}\n  wanted {wanted:?}\n  found  {found:?}"));
        }
    });
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n\n"));
}

#[test]
fn every_code_of_instances_is_raised() {
    let mut raised: BTreeSet<String> = BTreeSet::from(["P8016".into()]);
    all(&mut |_, found, _| raised.extend(found));
    let never: Vec<String> = Code::catalogue()
        .map(|entry| entry.code.to_string())
        .filter(|code| code.starts_with("P8") && !raised.contains(code))
        .collect();
    assert_eq!(never, [""; 0]);
}

#[test]
fn the_first_faults_of_a_kind_are_told_one_by_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let lines: String = (0..1000).map(|id| format!("C {id} 1 x 1\n")).collect();
    let text = format!("1 1000\nF 0 1 1 1\n{lines}");
    let problems = read_instance(&file(folder.path(), &text, None)).expect_err("bad");
    assert_eq!(problems.issues.len(), 5);
    assert_eq!(problems.issues[0].place.line, Some(3));
    let field = problems.issues[0].place.field.as_ref().expect("a field");
    assert_eq!((field.say(Language::English), field.say(Language::Chinese)), ("y", "y 坐标"));
    assert!(
        problems.issues[4].cause.to_string().ends_with("the same in 995 more places"),
        "{problems}"
    );
}

#[test]
fn a_matrix_fault_names_row_and_column() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = written(folder.path(), "matrix.csv", "demand,S1,S2\nA,1,2\nB,3,NaN\n");
    let unit = Some(Unit::Metres);
    let source = InstanceSource::Matrix(MatrixFile {
        path,
        unit: unit.map(Into::into),
        ..MatrixFile::default()
    });
    let problems = read_instance(&source).expect_err("not a number");
    assert_eq!(problems.issues[0].place.line, Some(3));
    assert!(problems.issues[0].cause.to_string().contains("column `S2`"), "{problems}");
}

#[test]
fn a_detour_is_at_least_one() {
    for (detour, wanted) in [(0.9, "P5005"), (f64::NAN, "P5005"), (25.0, "P5004")] {
        let demand = DemandFile { path: super::fixture("demand.csv"), ..DemandFile::default() };
        let source =
            InstanceSource::Layers(PointLayers { demand, sites: None, detour, plane: false });
        assert_eq!(codes(read_instance(&source)), [wanted]);
    }
}

#[test]
fn missing_files_folders_and_other_encodings_are_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("instance.txt");
    let of = |path: &Path| {
        InstanceSource::File(InstanceFile { path: path.into(), ..InstanceFile::default() })
    };
    assert_eq!(codes(read_instance(&of(&path))), ["P1001"]);
    assert_eq!(codes(read_instance(&of(folder.path()))), ["P1001"]);
    std::fs::write(&path, [0xff, 0xfe, 0x31, 0]).expect("written");
    assert_eq!(codes(read_instance(&of(&path))), ["P1004"]);
    let table = written(folder.path(), "m.csv", "");
    let source = InstanceSource::Matrix(MatrixFile::new(&table));
    std::fs::write(&table, b"demand,site,m\n\xff\xf2,S,1\n").expect("written");
    assert_eq!(codes(read_instance(&source)), ["P1004"]);
    // GBK, as spreadsheets save Chinese text, is read and said.
    std::fs::write(&table, b"demand,site,m\n\xcf\xf2,S,1\n").expect("written");
    assert_eq!(codes(read_instance(&source)), ["P1040"]);
}
