//! Layers with positions, and beside a matrix.

use super::{codes, fixture, ids, row};
use std::path::PathBuf;
use yike::domain::location::{Metric, SiteRule, Unit};
use yike::read::location::{
    DemandFile, Format, InstanceFiles, InstanceSource, MatrixFile, PointLayers, SiteFile,
    read_instance,
};
use yike::read::{Code, Role};
use yike::travel::Distances;

fn demand(name: &str) -> DemandFile {
    DemandFile { path: fixture(name), ..DemandFile::default() }
}

fn sites(name: &str) -> SiteFile {
    SiteFile { path: fixture(name), ..SiteFile::default() }
}

fn text(word: &str) -> Option<String> {
    Some(word.to_owned())
}

#[test]
fn geojson_with_named_properties() {
    let layers = PointLayers {
        demand: DemandFile {
            id: text("code"),
            weight: text("aged_80"),
            ..demand("demand.geojson")
        },
        sites: Some(SiteFile {
            fixed_cost: text("rent"),
            capacity: text("beds"),
            rule: text("state"),
            ..sites("sites.geojson")
        }),
        detour: 1.5,
        plane: false,
    };
    let files = read_instance(&InstanceSource::Layers(layers)).expect("layers");
    let instance = &files.instance;
    assert_eq!(ids(instance), [["A", "B"], ["S1", "S2"]]);
    assert_eq!(instance.weights(), [30.0, 0.0]);
    assert_eq!(instance.fixed_costs(), [3.5, 1.0]);
    assert_eq!(instance.capacities(), Some(&[40.0, 20.0][..]));
    assert_eq!(instance.rules(), [SiteRule::Required, SiteRule::Forbidden]);
    assert_eq!((instance.unit(), instance.has_same_points()), (Unit::Metres, false));
    assert_eq!(files.format, Format::Layers);
    assert_eq!(files.weight_field.as_deref(), Some("aged_80"));
    // The polygon stands at a point inside it, here its middle, where S1 is.
    assert!(Distances::new(instance).distance(0, 0) < 10.0);
    assert_eq!(Distances::new(instance).distance(1, 1), 0.0);
    let roles: Vec<Role> = files.inputs.iter().map(|input| input.role).collect();
    assert_eq!(roles, [Role::Demand, Role::Sites]);
    assert_eq!(files.demand_features.map(|features| features.len()), Some(2));
}

#[test]
fn tables_with_positions() {
    let layers = PointLayers {
        demand: demand("demand.csv"),
        sites: Some(sites("sites.csv")),
        detour: 1.0,
        plane: false,
    };
    let files = read_instance(&InstanceSource::Layers(layers)).expect("layers");
    let instance = &files.instance;
    assert_eq!(instance.weights(), [100.0, 0.0, 12.5]);
    assert_eq!(instance.rules(), [SiteRule::Existing, SiteRule::Free]);
    assert_eq!(Distances::new(instance).distance(0, 0), 0.0);
}

#[test]
fn demand_points_are_the_sites_when_none_are_given() {
    let of = |sites| PointLayers { demand: demand("demand.csv"), sites, detour: 1.0, plane: false };
    for own in [None, Some(sites("demand.csv"))] {
        let given = own.is_some();
        let files = read_instance(&InstanceSource::Layers(of(own))).expect("layers");
        assert!(files.instance.has_same_points());
        assert_eq!(ids(&files.instance)[0], ids(&files.instance)[1]);
        assert_eq!(files.inputs.len(), if given { 2 } else { 1 });
    }
}

#[test]
fn the_projects_own_layers_are_read() {
    let layers = PointLayers {
        demand: DemandFile {
            path: "data/changshou/villages.geojson".into(),
            weight: text("aged_60"),
            ..DemandFile::default()
        },
        sites: Some(SiteFile {
            path: "data/changshou/sites.geojson".into(),
            ..SiteFile::default()
        }),
        detour: 1.3,
        plane: false,
    };
    let files = read_instance(&InstanceSource::Layers(layers)).expect("layers");
    assert!(files.instance.points() > 200 && files.instance.sites() > 50);
    assert!(matches!(files.instance.metric(), Metric::Geodesic { .. }));
}

#[test]
fn a_matrix_is_held_against_its_layers() {
    let matrix = MatrixFile {
        path: fixture("long.csv"),
        demand: Some(demand("demand.csv")),
        sites: Some(sites("sites.csv")),
        ..MatrixFile::default()
    };
    let files = read_instance(&InstanceSource::Matrix(matrix.clone())).expect("a matrix");
    assert_eq!(files.instance.weights(), [100.0, 0.0, 12.5]);
    assert_eq!(files.instance.capacities(), Some(&[50.0, 60.0][..]));
    assert_eq!(row(&files.instance, 1), [(1, 0.0), (0, 10.0)]);
    assert_eq!(codes(Ok(files.clone())), ["P8017"]);
    let roles: Vec<Role> = files.inputs.iter().map(|input| input.role).collect();
    assert_eq!(roles, [Role::Matrix, Role::Demand, Role::Sites]);
    let swapped = MatrixFile { demand: Some(demand("sites.csv")), sites: None, ..matrix };
    assert_eq!(codes(read_instance(&InstanceSource::Matrix(swapped))), ["P8016", "P8018"]);
}

/// Points near 107 E, 29.8 N, with the ids given; a feature without one is written without `id`.
fn points_with(ids: &[Option<&str>]) -> String {
    let features: Vec<String> = (0..)
        .zip(ids)
        .map(|(step, id)| {
            let id = id.map_or_else(String::new, |id| format!("\"id\":\"{id}\","));
            format!(
                "{{\"type\":\"Feature\",\"properties\":{{{id}\"weight\":1}},\"geometry\":{{\"type\":\"Point\",\"coordinates\":[107.{step},29.8]}}}}"
            )
        })
        .collect();
    format!("{{\"type\":\"FeatureCollection\",\"features\":[{}]}}", features.join(","))
}

#[test]
fn features_without_id_are_refused_in_either_layer() {
    let folder = tempfile::tempdir().expect("a folder");
    let written = |name: &str, ids: &[Option<&str>]| {
        let path = folder.path().join(name);
        std::fs::write(&path, points_with(ids)).expect("written");
        path
    };
    let (whole, some, none) = ([Some("A"), Some("B")], [None, Some("B")], [None, None::<&str>]);
    for (demand, sites) in
        [(none, whole), (whole, none), (none, none), (some, whole), (whole, some), (some, some)]
    {
        let demand =
            DemandFile { path: written("demand.geojson", &demand), ..DemandFile::default() };
        let sites = SiteFile {
            path: written("sites.geojson", &sites),
            fixed_cost: text("weight"),
            ..SiteFile::default()
        };
        let layers = PointLayers { demand, sites: Some(sites), detour: 1.0, plane: false };
        assert_eq!(codes(read_instance(&InstanceSource::Layers(layers))), ["P1023"]);
    }
}

#[test]
fn a_misspelt_weight_is_told_once() {
    let layers = PointLayers {
        demand: DemandFile { weight: text("wieght"), ..demand("demand.csv") },
        sites: None,
        detour: 1.0,
        plane: false,
    };
    let problems = read_instance(&InstanceSource::Layers(layers)).expect_err("misspelt");
    assert_eq!(problems.issues.len(), 1, "{problems}");
    assert_eq!(problems.issues[0].code.to_string(), "P8011");
}

/// A table of `tests/fixtures/field`, by the name of the weight.
fn of_field(name: &str, weight: &str) -> InstanceFiles {
    let path = PathBuf::from("tests/fixtures/field/locate_csv_reader").join(name);
    let demand = DemandFile { path, weight: Some(weight.into()), ..DemandFile::default() };
    let layers = PointLayers { demand, sites: None, detour: 1.0, plane: false };
    read_instance(&InstanceSource::Layers(layers)).unwrap_or_else(|problems| panic!("{problems}"))
}

#[test]
fn tables_are_read_as_spreadsheets_leave_them() {
    let gbk = of_field("gbk.csv", "pop");
    assert_eq!(gbk.instance.weights(), [1200.0, 800.0, 450.0]);
    let names: Vec<String> = gbk
        .demand_features
        .iter()
        .flatten()
        .map(|feature| feature.properties.to_json()["name"].as_str().expect("a name").to_owned())
        .collect();
    assert_eq!(names, ["凤城", "晏家", "江南"]);
    assert_eq!(gbk.warnings.len(), 1, "the encoding is said: {:?}", gbk.warnings);
    let blank = of_field("blank.csv", "pop");
    assert_eq!(blank.instance.weights(), [5.0, 2.0]);
    assert!(blank.warnings.is_empty());
    let chinese = of_field("zh.csv", "60岁及以上人口");
    assert_eq!(chinese.instance.weights(), [120.0, 80.0]);
    assert_eq!(ids(&chinese.instance)[0], ["500115001001", "500115001002"]);
}

#[test]
fn matrices_are_read_as_spreadsheets_leave_them() {
    for (name, pairs) in [("mgbk.csv", 4), ("mblank.csv", 2), ("mzh.csv", 2)] {
        let path = PathBuf::from("tests/fixtures/field/locate_csv_reader").join(name);
        let source = InstanceSource::Matrix(MatrixFile::new(path));
        let files = read_instance(&source).unwrap_or_else(|problems| panic!("{problems}"));
        let found: usize = (0..files.instance.weights().len())
            .map(|demand| row(&files.instance, demand).len())
            .sum();
        assert_eq!(found, pairs, "{name}");
    }
}

#[test]
fn a_letter_cut_by_a_buffer_is_no_other_encoding() {
    let folder = tempfile::tempdir().expect("a folder");
    // Three bytes a letter, so that some letter lies across every border of a power of two.
    let name = "凤".repeat(70_000);
    let text = format!("id,name,lon,lat,pop\nA,{name},107.1,29.8,1\nB,x,107.2,29.8,2\n");
    let path = folder.path().join("long.csv");
    std::fs::write(&path, text).expect("written");
    let demand = DemandFile { path, weight: Some("pop".into()), ..DemandFile::default() };
    let layers = PointLayers { demand, sites: None, detour: 1.0, plane: false };
    let files = read_instance(&InstanceSource::Layers(layers))
        .unwrap_or_else(|problems| panic!("{problems}"));
    assert!(files.warnings.is_empty());
}

#[test]
fn people_by_planners_names_weigh_and_that_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("people.csv");
    for (name, told) in [("人口", &["P1041"][..]), ("Pop", &["P1041"]), ("POPULATION", &[])] {
        std::fs::write(&path, format!("ID,LON,LAT,{name}\na,108,30,500\nb,108.1,30,5\n"))
            .expect("written");
        let layers = PointLayers::new(DemandFile::new(&path));
        let files = read_instance(&InstanceSource::Layers(layers)).expect("layers");
        assert_eq!(files.instance.weights(), [500.0, 5.0]);
        assert_eq!(files.weight_field.as_deref(), Some(name));
        let codes: Vec<_> = files.warnings.iter().map(|issue| issue.code.to_string()).collect();
        assert_eq!(codes, told);
    }
}

#[test]
fn a_point_far_from_a_small_crowd_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("points.csv");
    let near = |number: usize| {
        let step = |by: usize| (number * by % 30) as f64 / 100.0;
        format!("p{number},{},{}\n", 108.0 + step(7), 30.0 + step(11))
    };
    let crowd: String = (0..100).map(near).collect();
    let told = |far: &str| {
        std::fs::write(&path, format!("id,lon,lat\n{crowd}{far}")).expect("written");
        let files =
            read_instance(&InstanceSource::Layers(PointLayers::new(DemandFile::new(&path))));
        let warnings = files.expect("layers").warnings;
        warnings.iter().filter(|issue| issue.code == Code::POINT_FAR).count()
    };
    assert_eq!(told(""), 0);
    // Some 1,400 km away, and six of them half round the earth.
    assert_eq!(told("far,121.5,38\n"), 1);
    let far: String = (0..6).map(|number| format!("far{number},-1{number},5\n")).collect();
    assert_eq!(told(&far), 1);
    // A second crowd is no error.
    let far: String = (0..40).map(|number| format!("far{number},121.{number},38\n")).collect();
    assert_eq!(told(&far), 0);
}
