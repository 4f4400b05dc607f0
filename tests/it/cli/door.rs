//! The front door of `yike locate`: what people have, as they have it.

use crate::common::program::Workplace;

const ONE_REACHES: &str = "demand,site,minutes\nu,a,5\nv,a,6\nw,b,\nw,c,\n";

#[test]
fn sites_that_would_serve_nobody_stay_closed() {
    let place = Workplace::with("tests/fixtures/locate");
    place.write("matrix.csv", ONE_REACHES);
    let ask = ["locate", "--matrix", "matrix.csv", "--p", "3"];
    for (problem, option, reach) in
        [("mclp", "--reach", "15 min"), ("gradual", "--decay", "linear:4min..15min")]
    {
        for more in [&[][..], &["--compact"]] {
            let words =
                [&ask[..1], &[problem], &ask[1..], &[option, reach, "--json"], more].concat();
            let ran = place.run(&words);
            let json = ran.json();
            assert_eq!(json["open"], serde_json::json!(["a"]), "{problem}: {}", ran.stderr);
            let verdict = json["verdict"].as_str().expect("a verdict");
            assert!(verdict.ends_with("; 1 of the 3 sites that may open would do"), "{verdict}");
        }
    }
    // A site more would cover more: all are opened that may be.
    place.write("matrix.csv", "demand,site,minutes\nu,a,5\nv,b,6\nw,c,7\n");
    let ran = place.run(&[
        "locate",
        "mclp",
        "--matrix",
        "matrix.csv",
        "--p",
        "2",
        "--reach",
        "9 min",
        "--json",
    ]);
    let json = ran.json();
    assert_eq!(json["figures"]["opened"], 2);
    assert!(!json["verdict"].as_str().expect("a verdict").contains("would do"));
}

#[test]
fn columns_units_and_rules_are_said_as_people_have_them() {
    let place = Workplace::with("tests/fixtures/locate");
    place.write("way.csv", "student,school,time\r\nu,a,300\r\nu,b,60\r\nv,a,90\r\nv,b,420\r\n");
    place.write("schools.csv", "ID,Built\r\na,1\r\nb,0\r\n");
    let words = [
        "--matrix",
        "way.csv",
        "--matrix-unit",
        "s",
        "--sites",
        "schools.csv",
        "--site-id-field",
        "ID",
    ];
    let ask = [&["locate", "p-median", "--p", "1", "--json"], &words[..]].concat();
    let free = place.run(&ask);
    assert_eq!(free.json()["objective"], 6.5, "{}", free.stderr);
    assert!(
        free.stderr.contains("way.csv:1: `student` is taken for the demand points"),
        "{}",
        free.stderr
    );
    let required = place.run(&[&ask[..], &["--rule-field", "Built=required"]].concat());
    assert_eq!(required.json()["open"], serde_json::json!(["a"]), "{}", required.stderr);
    let unsaid = place.run(&[&ask[..], &["--rule-field", "Built"]].concat());
    assert_eq!(unsaid.exit, 2);
    assert!(unsaid.stderr.contains("schools.csv:2, feature 1 (id a), Built"), "{}", unsaid.stderr);
    assert!(unsaid.stderr.contains("`Built=existing`"), "{}", unsaid.stderr);
    let turned = ["--matrix-demand-field", "school", "--matrix-site-field", "student"];
    let turned = place.run(
        &[
            &[
                "locate",
                "p-median",
                "--p",
                "1",
                "--json",
                "--matrix",
                "way.csv",
                "--matrix-unit",
                "h",
            ][..],
            &turned,
        ]
        .concat(),
    );
    let json = turned.json();
    assert_eq!((json["open"][0].as_str(), json["objective"].as_f64()), (Some("u"), Some(21_600.0)));
    assert!(!turned.stderr.contains("is taken for the demand"), "{}", turned.stderr);
    let lost = place.run(&[&ask[..], &["--matrix-site-field", "scool"]].concat());
    assert!(lost.stderr.contains("no column has the name `scool`"), "{}", lost.stderr);
}

#[test]
fn positions_may_be_of_a_plane_without_a_system() {
    let place = Workplace::with("tests/fixtures/locate");
    place.write("points.csv", "id,X,Y,Population\na,0,0,5\nb,3,4,7\nc,100,100,1\n");
    let ask = ["locate", "mclp", "--demand", "points.csv", "--p", "1", "--json"];
    let plane = [&ask[..], &["--demand-crs", "none", "--reach"]].concat();
    let ran = place.run(&[&plane[..], &["5"]].concat());
    let json = ran.json();
    assert_eq!(
        (json["objective"].as_f64(), json["instance"]["distances"].as_str()),
        (Some(12.0), Some("plane"))
    );
    assert_eq!(json["source"]["format"], "plane");
    assert_eq!(json["source"]["weight_field"], "Population");
    assert!(ran.stderr.contains("a plane without a coordinate system"), "{}", ran.stderr);
    for (words, cause) in [
        (&[&plane[..], &["5 m"]].concat(), "a unit is given"),
        (&[&plane[..], &["5", "--detour", "1.2"]].concat(), "--detour: distances in a plane"),
        (&[&plane[..], &["5", "--sites", "sites.geojson"]].concat(), "this is none"),
        (
            &[&ask[..], &["--sites", "points.csv", "--sites-crs", "none", "--reach", "5"]].concat(),
            "--sites-crs: positions",
        ),
    ] {
        let ran = place.run(words);
        assert_eq!(ran.exit, 2, "{words:?}");
        assert!(ran.stderr.contains(cause), "{words:?}: {}", ran.stderr);
    }
    place.write("points.csv", "id,x,y,Population\na,0,zero,5\n");
    let ran = place.run(&[&plane[..], &["5"]].concat());
    assert!(
        ran.stderr.contains("points.csv:2, feature 1 (id a), y: `y` is \"zero\""),
        "{}",
        ran.stderr
    );
}

#[test]
fn rules_of_sites_hold_in_dispersion_on_a_matrix() {
    let place = Workplace::with("tests/fixtures/locate");
    // Four places on a line, the last one forbidden: its distances need not be known.
    place.write(
        "line.csv",
        "from,to,km\na,a,0\na,b,1\na,c,5\nb,a,1\nb,b,0\nb,c,4\nc,a,5\nc,b,4\nc,c,0\nd,d,0\n",
    );
    place.write("rules.csv", "id,rule\nd,Forbidden\nc,free\nb,required\na,free\n");
    let ask =
        ["locate", "p-dispersion", "--matrix", "line.csv", "--sites", "rules.csv", "--json", "--p"];
    for more in [&[][..], &["--compact"]] {
        let ran = place.run(&[&ask[..], &["2"], more].concat());
        let json = ran.json();
        assert_eq!(
            (json["objective"].as_f64(), json["open"].clone()),
            (Some(4000.0), serde_json::json!(["c", "b"]))
        );
        let ran = place.run(&[&ask[..], &["4"], more].concat());
        assert_eq!(
            (ran.exit, ran.json()["reasons"][0]["kind"].as_str()),
            (3, Some("too-few-sites"))
        );
    }
}

#[test]
fn a_matrix_without_pairs_leaves_the_layers_out_of_reach() {
    let place = Workplace::with("tests/fixtures/locate");
    place.write("none.csv", "demand,site,minutes\n");
    let alone = place.run(&["locate", "p-median", "--matrix", "none.csv", "--p", "1"]);
    assert_eq!(alone.exit, 2);
    let layers = ["--demand", "demand.geojson", "--sites", "sites.geojson", "--matrix", "none.csv"];
    let ran = place.run(&[&["locate", "p-median", "--p", "1", "--json"], &layers[..]].concat());
    assert_eq!(
        (ran.exit, ran.json()["reasons"][0]["kind"].as_str()),
        (3, Some("unreachable")),
        "{}",
        ran.stderr
    );
}

#[test]
fn who_goes_where_is_audited_where_each_goes_to_one_site() {
    let place = Workplace::with("tests/fixtures/locate");
    place.write("way.csv", "demand,site,minutes\nu,a,1\nu,b,4\nv,a,1\nv,b,5\nw,b,2\n");
    place.write("rooms.csv", "id,capacity,fixed_cost\na,2,1\nb,2,1\n");
    place.write("people.csv", "id,weight\nu,1\nv,2\nw,1\n");
    let files = ["--matrix", "way.csv", "--demand", "people.csv", "--sites", "rooms.csv"];
    let ask = [&["locate", "sscflp"][..], &files].concat();
    let solved = place.run(&[&ask[..], &["--out", "out"]].concat());
    assert_eq!(solved.exit, 0, "{}", solved.stderr);
    let audit = [&ask[..], &["--audit", "out/sites.csv", "--json"]].concat();
    let unknown = place.run(&audit);
    assert_eq!(unknown.json()["faults"][0]["kind"], "assignment-missing");
    let ran = place.run(&[&audit[..], &["--assignment", "out/assignment.csv"]].concat());
    // v fills a; u and w go to b.
    assert_eq!((ran.exit, ran.json()["objective"].as_f64()), (0, Some(10.0)), "{}", ran.stderr);
    assert_eq!(ran.json()["inputs"].as_array().map(Vec::len), Some(5));
    place.write("crowded.csv", "demand,site,share\nu,a,1\nv,a,1\nw,b,1\n");
    let ran = place.run(&[&audit[..], &["--assignment", "crowded.csv"]].concat());
    assert_eq!(
        (ran.exit, ran.json()["faults"].as_array().map(Vec::len)),
        (5, Some(1)),
        "{}",
        ran.stdout
    );
    place.write("wrong.csv", "demand,site,share\nq,a,1\nv,c,1\nw,b,0\n");
    let ran = place.run(&[&audit[..], &["--assignment", "wrong.csv"]].concat());
    assert_eq!(
        (ran.exit, ran.json()["issues"].as_array().map(Vec::len)),
        (2, Some(3)),
        "{}",
        ran.stdout
    );
    let near = [
        "locate",
        "p-median",
        "--p",
        "1",
        "--audit",
        "out/sites.csv",
        "--assignment",
        "crowded.csv",
    ];
    let ran = place.run(&[&near[..], &files].concat());
    assert!(
        ran.exit == 2 && ran.stderr.contains("--assignment: no capacities hold"),
        "{}",
        ran.stderr
    );
}
