//! Broken networks are reported, not hidden; slopes; what is reached.

use std::path::{Path, PathBuf};
use yike::domain::roads::{
    Mode, Passage, Profile, RoadClass, RoadNetwork, RoadNode, RoadParts, Way,
};
use yike::domain::{LonLat, ParameterValue, Setting, TierIdx};
use yike::read::roads::read_roads_for;
use yike::read::sweep::PlanTemplate;
use yike::read::{Code, read_plan};
use yike::travel::Arcs;
use yike::travel::roads::{Fate, Limit, RoadGraph};
use yike::units::{Metres, Seconds};

fn fixture(name: &str) -> PathBuf {
    let roads = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/roads");
    roads.join(name)
}

fn metres(metres: f64) -> Metres {
    Metres::new(metres).expect("a length")
}

fn minutes(minutes: f64) -> Limit {
    Limit::Time(Seconds::new(minutes * 60.0).expect("a time"))
}

/// Places on a grid of some 100 m.
fn at(x: f64, y: f64) -> LonLat {
    LonLat::new(x * 0.0009, y * 0.0009).expect("near the origin")
}

/// Straight roads of the class given, each between two places with heights.
fn network(roads: &[([f64; 3], [f64; 3])], class: RoadClass) -> RoadNetwork {
    let mut parts = RoadParts::default();
    for (from, to) in roads {
        let start = parts.refs.len();
        for [x, y, height] in [from, to] {
            let place = at(*x, *y);
            let known = parts.nodes.iter().position(|node| node.at == place);
            let node = known.unwrap_or_else(|| {
                parts.nodes.push(RoadNode { at: place, height_m: Some(*height as f32) });
                parts.nodes.len() - 1
            });
            parts.refs.push(node as u32);
        }
        parts.ways.push(Way {
            class,
            passages: [Passage::default(); 4],
            speed_limit: None,
            duration: None,
            refs: start..parts.refs.len(),
        });
    }
    RoadNetwork::new(parts).expect("a network")
}

/// A grid of 6 × 6 junctions, and an island 2 km off.
fn grid_and_island() -> RoadNetwork {
    let mut roads = Vec::new();
    for line in 0..6 {
        for step in 0..5 {
            let (line, step) = (f64::from(line), f64::from(step));
            roads.push(([step, line, 0.0], [step + 1.0, line, 0.0]));
            roads.push(([line, step, 0.0], [line, step + 1.0, 0.0]));
        }
    }
    roads.push(([25.0, 0.0, 0.0], [26.0, 0.0, 0.0]));
    network(&roads, RoadClass::Residential)
}

#[test]
fn points_far_from_roads_and_on_an_island_are_named_with_their_distance() {
    let graph = RoadGraph::new(&grid_and_island(), &Profile::of(Mode::Walk));
    assert_eq!(graph.component_sizes(), [36, 2]);
    let demand = graph.snap(&[at(2.5, 2.0), at(2.0, 14.0), at(25.5, 0.2)], metres(200.0));
    let sites = graph.snap(&[at(0.0, 0.0)], metres(200.0));
    let report = graph.report(&demand, &sites);
    let fates: Vec<Fate> = report.demand.iter().map(|point| point.fate).collect();
    assert_eq!(fates, [Fate::Joined, Fate::OffRoad, Fate::Stranded]);
    let nearest = report.demand[1].nearest.expect("a road").metres();
    assert!((nearest - 9.0 * 99.5).abs() < 5.0, "{nearest}");
    let components: Vec<Option<usize>> =
        report.demand.iter().map(|point| point.component).collect();
    assert_eq!(components, [Some(1), None, Some(2)]);
    assert_eq!(report.demand_of(Fate::Stranded, &[10.0, 20.0, 30.0]), (1, 30.0));
    assert!(!report.is_whole());
    // Nobody gets there, however far.
    let ways = graph.routes(&demand, &sites, Limit::None);
    assert_eq!([0, 1, 2].map(|from| ways.of(from).len()), [1, 0, 0]);
}

#[test]
fn walkers_who_mind_slopes_are_slower_uphill() {
    // 100 m with 10 m of rise: Tobler's speed is e^(-3.5·0.1) of that on the level, downhill e^(-3.5·(0.05 - 0.05)).
    let hill = network(&[([0.0, 0.0, 0.0], [1.0, 0.0, 10.0])], RoadClass::Footway);
    let ends = [at(0.0, 0.0), at(1.0, 0.0)];
    let times = |profile: &Profile| {
        let graph = RoadGraph::new(&hill, profile);
        let points = graph.snap(&ends, metres(10.0));
        let ways = graph.routes(&points, &points, Limit::None);
        [ways.of(0).nth(1), ways.of(1).next()].map(|way| way.expect("a way").time.seconds())
    };
    let flat = times(&Profile::of(Mode::Walk));
    assert_eq!(flat[0], flat[1]);
    let steep = times(&Profile::of(Mode::Walk).with_slopes(true));
    let slope = 10.0 / (flat[0] * 4.0 / 3.6);
    assert!((steep[0] / flat[0] - (3.5 * slope).exp()).abs() < 1e-3);
    let down = (3.5 * ((slope - 0.05).abs() - 0.05)).exp();
    assert!((steep[1] / flat[0] - down).abs() < 1e-3, "{steep:?} {flat:?}");
}

#[test]
fn a_step_between_near_nodes_is_no_wall_and_ferries_and_steps_are_level() {
    let seconds = |class: RoadClass, slopes: bool| {
        let wall = network(&[([0.0, 0.0, 0.0], [0.05, 0.0, 10.0])], class);
        let graph = RoadGraph::new(&wall, &Profile::of(Mode::Walk).with_slopes(slopes));
        let (_, _, time, _) = graph.steps().next().expect("a step");
        time.seconds()
    };
    let steep = seconds(RoadClass::Footway, true) / seconds(RoadClass::Footway, false);
    assert!((steep - (3.5_f64 * 0.7).exp()).abs() < 0.01, "{steep}");
    for class in [RoadClass::Ferry, RoadClass::Steps] {
        assert_eq!(seconds(class, true), seconds(class, false), "{class}");
    }
}

#[test]
fn slopes_without_any_heights_are_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("roads.csv");
    let profile = Profile::of(Mode::Walk).with_slopes(true);
    let codes = |text: &str| -> (Vec<Code>, Option<f32>) {
        std::fs::write(&path, text).expect("written");
        let file = read_roads_for(&path, None, &profile, &[], "nobody").expect("roads");
        let codes = file.warnings.iter().map(|warning| warning.code).collect();
        (codes, file.network.nodes()[0].height_m)
    };
    let flat = codes("highway,wkt\npath,\"SRID=4326;LINESTRING (107 29, 107.01 29)\"\n");
    assert_eq!(flat, (vec![Code::HEIGHTS_MISSING], None));
    let hilly = codes("highway,wkt\npath,\"SRID=4326;LINESTRING Z (107 29 200, 107.01 29 210)\"\n");
    assert_eq!(hilly, (vec![], Some(200.0)));
}

#[test]
fn roads_reached_end_where_the_time_does() {
    let graph = RoadGraph::new(&grid_and_island(), &Profile::of(Mode::Walk));
    let site = graph.snap(&[at(25.0, 0.0)], metres(50.0));
    // 0.6 min at 4 km/h are 40 m of the island's 100.
    let reached = graph.reached(&[&site[0]], minutes(0.6), metres(20.0));
    assert!((reached.length.metres() - 40.0).abs() < 0.1, "{}", reached.length);
    let all = graph.reached(&[&site[0]], minutes(60.0), metres(20.0));
    assert!((all.length.metres() - 100.2).abs() < 0.3, "{}", all.length);
    assert!(
        matches!(&all.lines.geometry, geo::Geometry::MultiLineString(lines) if lines.0.len() == 1)
    );
    assert!(matches!(&all.area.geometry, geo::Geometry::MultiPolygon(area) if area.0.len() == 1));
}

#[test]
fn a_plan_takes_its_arcs_from_its_roads() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/roads/small_plan.toml");
    let files = read_plan(&path).expect("a plan");
    assert_eq!(files.warnings, []);
    assert_eq!(files.inputs.last().map(|file| file.role.word()), Some("network"));
    let problem = &files.problem;
    let arcs = Arcs::build(problem);
    let report = arcs.network().expect("roads");
    assert_eq!(report.demand.len(), problem.units.len());
    let mut found = 0;
    for (tier, own) in problem.tiers.iter_enumerated() {
        for (unit, place) in problem.units.iter_enumerated() {
            let row = arcs.within_reach(TierIdx::from(usize::from(tier)), unit);
            found += row.len();
            assert!(row.is_sorted_by(|a, b| a.distance.metres() <= b.distance.metres()));
            let reach = own.reach(place.setting);
            assert!(row.iter().all(|arc| arc.is_within(
                problem,
                tier,
                place.setting,
                reach.expect("a reach")
            )));
            // Who is off the roads, or stranded, has nobody within reach.
            let fate = report.demand[usize::from(unit)].fate;
            assert!(fate == Fate::Joined || row.is_empty());
        }
    }
    assert!(found > 0);
    assert!(problem.units.iter().any(|unit| unit.setting == Setting::Rural));
    for threads in [1, 8] {
        assert_eq!(Arcs::build_on(problem, threads), arcs);
    }
}

/// The plan's text with its layers named from another folder, and `change` done to it.
fn small_plan_elsewhere(folder: &Path, name: &str, change: &dyn Fn(String) -> String) -> PathBuf {
    let fixtures = fixture("");
    let text = std::fs::read_to_string(fixture("small_plan.toml")).expect("the plan");
    let good = fixtures.parent().expect("a folder").join("good");
    let text = text.replace("../good", &good.display().to_string());
    let network = fixture("small_roads.geojson").display().to_string();
    let text = change(text.replace("small_roads.geojson", &network));
    let path = folder.join(name);
    std::fs::write(&path, text).expect("a plan");
    path
}

#[test]
fn a_closed_road_is_one_that_is_not_there() {
    let folder = tempfile::tempdir().expect("a folder");
    let roads = std::fs::read_to_string(fixture("small_roads.geojson")).expect("roads");
    let open = read_plan(&fixture("small_plan.toml")).expect("a plan").problem;
    let template = PlanTemplate::open(&fixture("small_plan.toml")).expect("a plan");
    // By a name, by an id, by one of two numbers, and several at once.
    for (names, lines) in [
        (&["High Street"][..], &[0][..]),
        (&["17"], &[1]),
        (&["X2"], &[2]),
        (&["S1", "17"], &[1, 2]),
        (&["X2", "S1"], &[2]),
    ] {
        let mut left: serde_json::Value = serde_json::from_str(&roads).expect("JSON");
        let features = left["features"].as_array_mut().expect("lines");
        let mut number = 0..;
        features.retain(|_| !lines.contains(&number.next().expect("no end")));
        std::fs::write(folder.path().join("left.geojson"), left.to_string()).expect("a layer");
        let removed = small_plan_elsewhere(folder.path(), "removed.toml", &|text| {
            let path = fixture("small_roads.geojson").display().to_string();
            text.replace(&path, "left.geojson")
        });
        let closed = small_plan_elsewhere(folder.path(), "closed.toml", &|text| {
            text.replace("slopes = true", &format!("slopes = true\nclosed = {names:?}"))
        });
        let removed = read_plan(&removed).expect("a plan").problem;
        let closed = read_plan(&closed).expect("a plan").problem;
        let words = names.iter().map(|&name| name.to_owned()).collect();
        let change = ("travel.closed".to_owned(), ParameterValue::List(words));
        let swept = template.with(&[change]).expect("a problem");
        let [removed, closed, swept] = [&removed, &closed, &swept].map(Arcs::build);
        assert_eq!(closed, removed, "{names:?}");
        assert_eq!(swept, removed, "{names:?}");
        assert_ne!(closed, Arcs::build(&open), "{names:?}");
    }
    assert_eq!(Arcs::build(&template.with(&[]).expect("a problem")), Arcs::build(&open));
}

#[test]
fn heights_are_taken_between_the_middles_of_a_rasters_cells() {
    let profile = Profile::of(Mode::Walk).with_slopes(true);
    let (roads, heights) = (fixture("small_roads.geojson"), fixture("heights.tif"));
    let file = read_roads_for(&roads, Some(&heights), &profile, &[], "nobody").expect("roads");
    assert_eq!(file.inputs.len(), 2);
    let mut filled = 0;
    for node in file.network.nodes() {
        let (lon_deg, lat_deg) = (node.at.lon_deg(), node.at.lat_deg());
        // The raster is a plane, which this way keeps; it ends at 107.16, and the layer's own heights come first.
        let plane = 100.0 + 500.0 * (lon_deg - 107.0) + 2_000.0 * (lat_deg - 29.8);
        match node.height_m {
            Some(height_m) if lon_deg < 107.155 && (lon_deg - 107.03).abs() > 1e-6 => {
                assert!((f64::from(height_m) - plane).abs() < 0.01, "{height_m} {plane}");
                filled += 1;
            }
            Some(height_m) => assert!(height_m == 200.0 || height_m == 260.0),
            None => assert!(lon_deg > 107.16),
        }
    }
    assert_eq!(filled, 3);
    let codes: Vec<Code> = file.warnings.iter().map(|warning| warning.code).collect();
    assert_eq!(codes, [Code::HEIGHTS_MISSING]);
    let elsewhere = fixture("heights.tif");
    let refused = read_roads_for(
        &fixture("../../../data/isle-of-man/roads.osm.pbf"),
        Some(&elsewhere),
        &profile,
        &[],
        "nobody",
    );
    let issues = refused.expect_err("another area").issues;
    assert_eq!(issues[0].code, Code::RASTER_REFUSED, "{issues:?}");
}

/// A road of 22 km over the 180th meridian, at Fiji's latitude, that a line of a layer draws.
#[test]
fn roads_cross_the_180th_meridian_the_short_way() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("roads.csv");
    let profile = Profile::of(Mode::Drive);
    let read = |lines: &[&str], points: &[LonLat]| {
        let rows = lines.iter().map(|line| format!("primary,\"SRID=4326;LINESTRING ({line})\"\n"));
        std::fs::write(&path, format!("highway,wkt\n{}", rows.collect::<String>()))
            .expect("written");
        read_roads_for(&path, None, &profile, points, "the points")
    };
    let place = |lon_deg, lat_deg| LonLat::new(lon_deg, lat_deg).expect("a place");
    let (west, east) = (place(179.9, -17.0), place(-179.9, -17.0));
    let file = read(&["179.9 -17, -179.9 -17"], &[east]).expect("roads");
    assert_eq!(file.warnings, [], "it does not span the world");
    assert_eq!(
        file.network.bounds_deg().map(|bounds| bounds.map(|degrees| (degrees * 10.0).round())),
        Some([1799.0, -170.0, 1801.0, -170.0])
    );
    let graph = RoadGraph::new(&file.network, &profile);
    let points = graph.snap(&[west, east, place(179.999, -17.001)], metres(500.0));
    // 0.2 degrees of longitude at 17 degrees south are 21.3 km.
    let far: Vec<f64> = graph
        .routes(&points[..1], &points[1..], Limit::None)
        .of(0)
        .map(|way| way.distance.metres())
        .collect();
    assert!((far[0] - 21_295.0).abs() < 5.0, "{far:?}");
    assert!((far[1] - 10_541.0 - 110.6).abs() < 20.0, "{far:?}");
    let entry = points[2].entries()[0].at();
    assert!((entry.lon_deg() - 179.999).abs() < 1e-6, "{entry:?}");
    // What is reached is not drawn round the world.
    let reached = graph.reached(&[&points[0]], minutes(60.0), metres(20.0));
    assert!((reached.length.metres() - 21_295.0).abs() < 5.0, "{}", reached.length);
    let geo::Geometry::MultiLineString(lines) = &reached.lines.geometry else { panic!("lines") };
    let along: Vec<f64> = lines.0[0].0.iter().map(|at| (at.x * 10.0).round()).collect();
    assert_eq!(along, [1799.0, 1801.0]);
    // Lines meet where one ends at 180 and the other begins at -180.
    let file = read(&["179.9 -17, 180 -17", "-180 -17, -179.9 -17"], &[west]).expect("roads");
    assert_eq!(file.network.nodes().len(), 3);
    // Demand of another area is still told.
    let other = read(&["179.9 -17, -179.9 -17"], &[place(0.0, -17.0)]).expect_err("elsewhere");
    assert_eq!(other.issues[0].code, Code::NETWORK_ELSEWHERE);
}
