//! Each format by its convention.

use super::{fixture, ids, instance_file, read, row};
use yike::domain::location::{Ids, Metric, Rounding, Unit};
use yike::read::Role;
use yike::read::location::{
    Format, InstanceFile, InstanceSource, MatrixFile, MatrixUnit, read_instance,
};
use yike::travel::Distances;

#[test]
fn pmed_takes_the_last_of_edges_between_the_same_nodes() {
    let files = read(instance_file("triangle_pmed.txt"));
    let instance = &files.instance;
    assert_eq!((files.format, files.recognised), (Format::Pmed, true));
    assert_eq!(files.given_count, Some(2));
    assert!(instance.has_same_points() && !files.strict);
    // 2-1 is 5, not 3; 1-3 is 5 + 4, shorter than 10; node 4 is joined to none but itself.
    assert_eq!(row(instance, 0), [(0, 0.0), (1, 5.0), (2, 9.0)]);
    assert_eq!(row(instance, 2), [(2, 0.0), (1, 4.0), (0, 9.0)]);
    assert_eq!(row(instance, 3), [(3, 0.0)]);
    assert_eq!(ids(instance)[1], ["1", "2", "3", "4"]);
    assert_eq!(instance.weights(), [1.0; 4]);
}

#[test]
fn cap_costs_are_of_the_whole_demand() {
    let files = read(instance_file("two_cap.txt"));
    let instance = &files.instance;
    assert_eq!(files.format, Format::Cap);
    assert!(instance.is_whole_demand());
    assert_eq!(instance.weights(), [5.0, 0.0, 7.5]);
    assert_eq!(instance.capacities(), Some(&[10.0, 20.0][..]));
    assert_eq!(instance.fixed_costs(), [100.0, 200.0]);
    assert_eq!(row(instance, 2), [(1, 15.25), (0, 30.5)]);
    assert_eq!(instance.cost_factor(2), 1.0);
}

#[test]
fn the_word_capacity_stands_for_a_number_that_is_given() {
    let file = InstanceFile { capacity: Some(8000.0), ..instance_file("word_cap.txt") };
    let files = read(file);
    assert_eq!(files.format, Format::Cap);
    assert_eq!(files.instance.capacities(), Some(&[8000.0, 8000.0][..]));
}

#[test]
fn holmberg_has_its_costs_by_site() {
    let files = read(instance_file("two_holmberg.txt"));
    let instance = &files.instance;
    assert_eq!(files.format, Format::Holmberg);
    assert!(instance.is_whole_demand());
    assert_eq!(instance.weights(), [5.0, 0.0, 7.0, 1.0]);
    assert_eq!(row(instance, 0), [(1, 10.0), (0, 50.0)]);
    assert_eq!(row(instance, 2), [(1, 15.0), (0, 30.0)]);
}

#[test]
fn tsplib_distances_are_rounded_as_asked() {
    for (rounding, distance) in [
        (None, 2.0_f64.sqrt()),
        (Some(Rounding::Exact), 2.0_f64.sqrt()),
        (Some(Rounding::Floor), 1.0),
        (Some(Rounding::Nearest), 1.0),
    ] {
        let file = InstanceFile { rounding, ..instance_file("square.tsp") };
        let files = read(file);
        assert_eq!(files.format, Format::Tsplib);
        let instance = &files.instance;
        assert_eq!(instance.name(), "square");
        assert_eq!(ids(instance)[0], ["1", "2", "5"]);
        assert_eq!(Distances::new(instance).distance(0, 1), distance);
        assert_eq!(Distances::new(instance).distance(0, 2), 5.0);
        assert!(instance.has_same_points());
    }
}

#[test]
fn waterloo_files_have_a_bare_first_line() {
    let files = read(instance_file("waterloo.tsp"));
    assert_eq!(files.format, Format::Tsplib);
    let one = Ids::Numbered { first: 1, count: 3 };
    assert_eq!(files.instance.demand_ids(), &one);
    assert_eq!(files.instance.name(), "waterloo");
}

#[test]
fn grid_reach_is_strict() {
    let files = read(instance_file("small_grid.dat"));
    let instance = &files.instance;
    assert_eq!(files.format, Format::Grid);
    assert!(files.strict);
    assert_eq!(instance.weights(), [69.0, 1.0, 100.0]);
    assert_eq!(instance.fixed_costs(), [1.0, 2.0]);
    assert_eq!(Distances::new(instance).distance(0, 0), 6.25);
    assert_eq!(instance.site_ids(), &Ids::Numbered { first: 0, count: 2 });
    let input = &files.inputs[0];
    let bytes = std::fs::read(fixture("small_grid.dat")).expect("the fixture");
    assert_eq!(input.bytes, bytes.len() as u64);
    assert_eq!((input.role, input.features), (Role::Instance, 5));
    assert_eq!(input.sha256.len(), 64);
}

#[test]
fn sjc_points_have_their_demand() {
    let files = read(instance_file("small_sjc.txt"));
    assert_eq!(files.format, Format::Sjc);
    assert_eq!(files.instance.weights(), [50.0, 4.0, 33.0]);
    assert_eq!(ids(&files.instance)[0], ["1", "2", "3"]);
}

#[test]
fn cities_have_latitude_first() {
    let files = read(instance_file("small_cities.txt"));
    let instance = &files.instance;
    assert_eq!(files.format, Format::Cities);
    assert_eq!(instance.unit(), Unit::Metres);
    assert_eq!(instance.weights(), [2.0, 988.0]);
    assert_eq!(ids(instance)[0], ["0", "1"]);
    let Metric::Sphere { demand, radius, .. } = instance.metric() else {
        panic!("a sphere");
    };
    assert_eq!(radius.metres(), 6_378_100.0);
    assert_eq!(demand[0].lat_deg(), 40.689_913_8);
    assert_eq!(demand[0].lon_deg(), -74.045_313_3);
    let distance = Distances::new(instance).distance(0, 1);
    assert!((5000.0..6000.0).contains(&distance), "{distance}");
}

#[test]
fn long_and_wide_matrices_are_the_same() {
    let matrix = |name: &str, unit: Option<Unit>| {
        let file =
            MatrixFile { path: fixture(name), unit: unit.map(Into::into), ..MatrixFile::default() };
        read_instance(&InstanceSource::Matrix(file)).expect("a matrix")
    };
    let long = matrix("long.csv", None);
    let wide = matrix("wide.csv", Some(Unit::Minutes));
    assert_eq!((long.format, wide.format), (Format::LongMatrix, Format::WideMatrix));
    for files in [&long, &wide] {
        let instance = &files.instance;
        assert_eq!(instance.unit(), Unit::Minutes);
        assert_eq!(row(instance, 0), [(0, 4.5)]);
        assert_eq!(row(instance, 1), [(1, 0.0), (0, 10.0)]);
        assert_eq!(row(instance, 2), []);
        // U3 is out of reach, which is said.
        assert_eq!(files.warnings.len(), 1);
        assert_eq!(files.warnings[0].place.id.as_deref(), Some("U3"));
    }
    assert_eq!(ids(&long.instance), ids(&wide.instance));
}

#[test]
fn two_columns_of_any_names_beside_values_are_demand_and_sites() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("matrix.csv");
    let read = |text: &str| {
        std::fs::write(&path, text).expect("written");
        let file = MatrixFile { unit: Some(MatrixUnit::Minutes), ..MatrixFile::new(&path) };
        read_instance(&InstanceSource::Matrix(file)).expect("a matrix")
    };
    let expected = [["U1", "U2"], ["A", "B"]].map(|ids| ids.map(str::to_owned).to_vec());
    for text in [
        "student,school,time\nU1,A,3\nU2,B,4\n",
        "student,time,school\nU1,3,A\nU2,4,B\n",
        "facility,student,time\nA,U1,3\nB,U2,4\n",
        "school,demand,time\nA,U1,3\nB,U2,4\n",
    ] {
        let files = read(text);
        assert_eq!(files.format, Format::LongMatrix, "{text}");
        assert_eq!(ids(&files.instance), expected, "{text}");
        assert_eq!([row(&files.instance, 0), row(&files.instance, 1)], [[(0, 3.0)], [(1, 4.0)]]);
        let codes: Vec<_> = files.warnings.iter().map(|issue| issue.code.to_string()).collect();
        assert_eq!(codes, ["P1041"], "{text}");
    }
    // The corner of a wide matrix may say what it has, and sites may be called `m` and `s`.
    for text in ["minutes,A,B\nU1,3,\nU2,,4\n", "id,m,s\nU1,3,\nU2,,4\n"] {
        let files = read(text);
        assert_eq!(files.format, Format::WideMatrix, "{text}");
        assert_eq!([row(&files.instance, 0), row(&files.instance, 1)], [[(0, 3.0)], [(1, 4.0)]]);
        assert!(files.warnings.is_empty(), "{text}");
    }
}

#[test]
fn columns_are_those_that_are_named_and_values_what_they_are_measured_in() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("matrix.csv");
    std::fs::write(&path, "pupil,walk,school,m\nU1,90,A,7\nU2,120,B,8\n").expect("written");
    let named = |name: &str| Some(name.to_owned());
    for (unit, value) in [
        (MatrixUnit::Seconds, 1.5),
        (MatrixUnit::Minutes, 90.0),
        (MatrixUnit::Hours, 5400.0),
        (MatrixUnit::Metres, 90.0),
        (MatrixUnit::Kilometres, 90_000.0),
        (MatrixUnit::Plain, 90.0),
    ] {
        let file = MatrixFile {
            unit: Some(unit),
            demand_column: named("pupil"),
            site_column: named("school"),
            value: named("walk"),
            ..MatrixFile::new(&path)
        };
        let files = read_instance(&InstanceSource::Matrix(file)).expect("a matrix");
        assert_eq!(files.format, Format::LongMatrix);
        assert_eq!(files.instance.unit(), unit.unit());
        assert_eq!(row(&files.instance, 0), [(0, value)], "{unit}");
    }
}
