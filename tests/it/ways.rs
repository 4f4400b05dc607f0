//! Travel by tier and by unit: arcs against brute force, laws, who leads, what files say.

use crate::common::answers::{answer, limits};
use crate::common::program::Workplace;
use crate::common::{TinyPlan, metres, site_idx};
use geo::{Distance, Geodesic, Point};
use proptest::prelude::*;
use std::path::Path;
use yike::domain::roads::{Mode, Profile};
use yike::domain::*;
use yike::plan::{audit, complete};
use yike::read::read_plan;
use yike::run::figures::{WhyUncovered, uncovered};
use yike::run::report::Decided;
use yike::solve::{Backend, Silent, solve};
use yike::travel::Arcs;
use yike::units::{Seconds, Speed};

const STATION: usize = 0;
const CENTRE: usize = 1;

fn m_per_s(metres: f64) -> Speed {
    Speed::parse(&format!("{metres} m/s")).expect("a speed")
}

fn at_speed(detour: f64, metres_per_second: f64) -> TravelMethod {
    TravelMethod::straight_line(detour, m_per_s(metres_per_second))
}

fn within_s(seconds: f64) -> Option<Reach> {
    Some(Reach::Time(Seconds::new(seconds).expect("a time")))
}

/// The ways of a unit: detour, speed in m/s, whether there is none, and where it lies.
type UnitDraw = (Option<f64>, Option<f64>, bool, f64);

/// Stations reached in 600 s at 1 m/s, centres in 900 s by `centre`, who serve stations' people too.
fn plan(units: &[UnitDraw], sites: &[(f64, bool, usize)], centre: Option<(f64, f64)>) -> Problem {
    let mut plan = TinyPlan::new()
        .tier("station", 0.0)
        .edit_tier(|tier| (tier.reach_urban, tier.reach_rural) = (within_s(600.0), None))
        .tier_serving("centre", 0.0, &["station"])
        .edit_tier(|tier| {
            (tier.reach_urban, tier.reach_rural) = (within_s(900.0), None);
            tier.travel = centre.map(|(detour, speed)| TierTravel::new(at_speed(detour, speed)));
        });
    for (n, &(detour, speed, no_way, east)) in units.iter().enumerate() {
        plan = plan.unit(&format!("u{n}"), east, 10.0).edit_unit(|unit| {
            unit.travel.detour = detour;
            unit.travel.speed = speed.map(m_per_s);
            unit.travel.no_way = no_way;
        });
    }
    for (n, &(east, is_centre, unit)) in sites.iter().enumerate() {
        let tier = if is_centre { "centre" } else { "station" };
        let unit = (unit < units.len()).then(|| UnitIdx::from(unit));
        plan = plan.standing(&format!("s{n}"), east, tier).edit_site(|site| site.unit = unit);
    }
    plan.problem()
}

fn unit_draws() -> impl Strategy<Value = Vec<UnitDraw>> {
    let detour = prop::option::of(prop_oneof![Just(1.0), Just(2.5)]);
    let speed = prop::option::of(prop_oneof![Just(0.5), Just(2.0)]);
    prop::collection::vec((detour, speed, prop::bool::weighted(0.3), 0.0..3000.0), 1..6)
}

fn site_draws() -> impl Strategy<Value = Vec<(f64, bool, usize)>> {
    prop::collection::vec((0.0..3000.0, any::<bool>(), 0_usize..12), 1..9)
}

fn millimetres(metres: f64) -> i64 {
    (metres * 1000.0).round() as i64
}

/// The row of arcs in whole millimetres.
fn row(arcs: &Arcs, tier: usize, unit: usize) -> Vec<(i64, SiteIdx)> {
    let row = arcs.within_reach(tier.into(), unit.into()).iter();
    row.map(|arc| (millimetres(arc.distance.metres()), arc.site)).collect()
}

proptest! {
    #[test]
    fn each_tier_and_unit_goes_its_own_way(
        units in unit_draws(),
        sites in site_draws(),
        centre in prop::option::of((prop_oneof![Just(1.0), Just(1.5)], prop_oneof![Just(0.25), Just(5.0)])),
    ) {
        let problem = plan(&units, &sites, centre);
        let arcs = Arcs::build(&problem);
        for (tier, seconds, usual) in
            [(STATION, 600.0, (1.0, 1.0)), (CENTRE, 900.0, centre.unwrap_or((1.0, 1.0)))]
        {
            for (unit, &(detour, speed, no_way, _)) in units.iter().enumerate() {
                let (detour, speed) = (detour.unwrap_or(usual.0), speed.unwrap_or(usual.1));
                let from = problem.units[UnitIdx::from(unit)].at;
                let from = Point::new(from.lon_deg(), from.lat_deg());
                let mut expected: Vec<(i64, SiteIdx)> = Vec::new();
                for (site, &(_, is_centre, of)) in sites.iter().enumerate() {
                    let to = problem.sites[SiteIdx::from(site)].at;
                    let to = Point::new(to.lon_deg(), to.lat_deg());
                    let long = millimetres(Geodesic.distance(from, to) * detour);
                    let serves = is_centre || tier == STATION;
                    if serves && long <= millimetres(speed * seconds) && (!no_way || of == unit) {
                        expected.push((long, SiteIdx::from(site)));
                    }
                }
                expected.sort_unstable();
                prop_assert_eq!(row(&arcs, tier, unit), expected);
                for arc in arcs.within_reach(tier.into(), unit.into()) {
                    let seconds = arc.distance.metres() / speed;
                    prop_assert!((arc.time.seconds() - seconds).abs() < 1e-6 * seconds.max(1.0));
                }
            }
        }
    }

    #[test]
    fn a_slower_way_reaches_no_more(units in unit_draws(), sites in site_draws(), speed in 0.2..6.0) {
        let fast = Arcs::build(&plan(&units, &sites, Some((1.2, speed))));
        let slow = Arcs::build(&plan(&units, &sites, Some((1.2, speed * 0.7))));
        let round = Arcs::build(&plan(&units, &sites, Some((1.8, speed))));
        for unit in 0..units.len() {
            let sites = |arcs: &Arcs| row(arcs, CENTRE, unit).into_iter().map(|(_, site)| site);
            let reached: Vec<SiteIdx> = sites(&fast).collect();
            prop_assert!(sites(&slow).chain(sites(&round)).all(|site| reached.contains(&site)));
            prop_assert_eq!(row(&slow, STATION, unit), row(&fast, STATION, unit));
        }
    }

    #[test]
    fn a_units_detour_is_that_of_a_plan_with_it(sites in site_draws(), detour in 1.0..4.0) {
        let of_unit = plan(&[(Some(detour), None, false, 1000.0)], &sites, None);
        let mut parts = plan(&[(None, None, false, 1000.0)], &sites, None).into_parts();
        parts.travel = at_speed(detour, 1.0);
        let of_plan = Problem::new(parts).expect("a sound plan");
        prop_assert_eq!(Arcs::build(&of_unit), Arcs::build(&of_plan));
    }

    #[test]
    fn solvers_cover_as_many_as_the_best_of_all_layouts(units in unit_draws(), sites in site_draws()) {
        let mut parts = plan(&units, &sites, Some((1.1, 3.0))).into_parts();
        for site in &mut parts.sites {
            let own = std::mem::replace(site, Site::new("", site.town, site.setting, site.at));
            let centre = own.states[usize::from(own.today)].clone();
            let cost = yike::units::Yuan::new(1);
            let open = Site::new(own.id.clone(), own.town, own.setting, own.at);
            *site = open.with_work(WorkKind::Build, centre, cost);
            site.unit = own.unit;
        }
        parts.add_funding(Funding::new("some", yike::units::Yuan::new(2)));
        let problem = Problem::new(parts).expect("a sound plan");
        let arcs = Arcs::build(&problem);
        let covers = |open: usize| -> f64 {
            let stands = |site: SiteIdx| open & (1 << usize::from(site)) != 0;
            let pairs = [STATION, CENTRE].into_iter().flat_map(|tier| {
                (0..problem.units.len()).map(move |unit| (tier, unit))
            });
            let covered = pairs.filter(|&(tier, unit)| {
                row(&arcs, tier, unit).into_iter().any(|(_, site)| stands(site))
            });
            10.0 * covered.count() as f64
        };
        let most = (0..1_usize << problem.sites.len()).filter(|open| open.count_ones() <= 2);
        let most = most.map(covers).fold(0.0, f64::max);
        for backend in Backend::built_in() {
            let limits = limits().with_backend(backend);
            let outcome = solve(&problem, &arcs, &limits, &Silent).expect("they agree");
            let mut stages = outcome.stages.iter();
            let coverage = stages.find(|stage| stage.stage == Stage::Coverage).expect("an aim");
            prop_assert_eq!(coverage.value.map(f64::round), Some(most));
        }
    }
}

#[test]
fn who_leads_is_reached_as_the_leading_tier_is() {
    let led = |centre: Option<TravelMethod>| {
        let problem = TinyPlan::new()
            .tier("station", 100.0)
            .tier("centre", 100.0)
            .leads("station", None, None)
            .edit_tier(|tier| {
                tier.leads.as_mut().expect("leads").within = within_s(600.0);
                tier.travel = centre.map(TierTravel::new);
            })
            .unit("village", 0.0, 10.0)
            .standing("led", 0.0, "station")
            .standing("leader", 1000.0, "centre")
            .problem();
        let arcs = Arcs::build(&problem);
        let leader = arcs.leaders(CENTRE.into(), site_idx(&problem, "led")).first().copied();
        let outcome = answer(&problem);
        let layout = outcome.layout.map(|layout| layout.leaders[site_idx(&problem, "led")]);
        (leader.map(|arc| arc.time.seconds().round()), layout.flatten().is_some())
    };
    assert_eq!(led(None), (None, false), "1,000 s at 1 m/s");
    assert_eq!(led(Some(at_speed(1.0, 4.0))), (Some(250.0), true));
    assert_eq!(led(Some(at_speed(3.0, 4.0))), (None, false), "750 s by the detour");
}

#[test]
fn where_no_way_leads_only_the_own_site_serves() {
    let plan = |own: bool| {
        let plan = TinyPlan::new()
            .tier("station", 1_000.0)
            .unit("island", 0.0, 100.0)
            .edit_unit(|unit| unit.travel.no_way = true)
            .standing("across", 10.0, "station")
            .standing("beside", 20.0, "station");
        plan.edit_site(|site| site.unit = own.then(|| UnitIdx::from(0))).problem()
    };
    let reasons = |problem: &Problem| {
        let arcs = Arcs::build(problem);
        let choices = problem.sites.iter().map(|_| Choice::Stay).collect();
        let layout = complete(problem, &arcs, StatedLayout::new(choices));
        let audit = audit(problem, &arcs, &layout);
        let decided = Decided { problem, arcs: &arcs, layout: &layout, audit: &audit };
        uncovered(&decided).into_iter().map(|one| (one.why, one.people)).collect::<Vec<_>>()
    };
    assert_eq!(reasons(&plan(false)), [(WhyUncovered::NoWay, 100.0)]);
    assert_eq!(reasons(&plan(true)), []);
    let arcs = Arcs::build(&plan(true));
    let row = arcs.within_reach(STATION.into(), 0.into());
    assert_eq!(row.len(), 1);
    assert_eq!(row[0].distance, metres(20.0), "along the straight line");
    let mut parts = plan(false).into_parts();
    let tier = parts.tiers.first_mut().expect("a tier");
    (tier.reach_urban, tier.reach_rural) = (Some(Reach::Anywhere), Some(Reach::Anywhere));
    assert_eq!(
        reasons(&Problem::new(parts).expect("a sound plan")),
        [],
        "who moves in goes anywhere"
    );
}

#[test]
fn faults_of_ways_are_refused() {
    let refused = |plan: TinyPlan| {
        let mut parts = None;
        let _ = plan.edit(|own| parts = Some(own.clone()));
        Problem::new(parts.expect("parts")).is_err()
    };
    let plan = || TinyPlan::new().tier("station", 1_000.0).unit("village", 0.0, 100.0);
    assert!(!refused(plan()));
    assert!(refused(plan().edit_unit(|unit| unit.travel.detour = Some(0.9))));
    assert!(refused(plan().edit_tier(|tier| {
        tier.travel = Some(TierTravel::new(at_speed(0.9, 1.0)));
    })));
    let island = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/roads/small_plan.toml");
    let roads = read_plan(&island).expect("a plan").problem.travel.clone();
    assert!(refused(plan().edit_tier(|tier| tier.travel = Some(TierTravel::new(roads)))));
}

#[test]
fn over_roads_a_tier_goes_by_its_own_profile() {
    let plan = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/roads/small_plan.toml");
    let walked = read_plan(&plan).expect("a plan").problem;
    let driven = |mut travel: TravelMethod| {
        let TravelMethod::Roads(roads) = &mut travel else { panic!("a plan over roads") };
        (roads.urban, roads.rural) = (Profile::of(Mode::Drive), Profile::of(Mode::Drive));
        travel
    };
    let with = |change: &dyn Fn(&mut ProblemParts)| {
        let mut parts = walked.clone().into_parts();
        change(&mut parts);
        Problem::new(parts).expect("a sound plan")
    };
    let all = with(&|parts| parts.travel = driven(parts.travel.clone()));
    let of_first = with(&|parts| {
        let first = parts.tiers.first_mut().expect("a tier");
        first.travel = Some(TierTravel::new(driven(parts.travel.clone())));
    });
    let [walked_arcs, all, mixed] = [&walked, &all, &of_first].map(Arcs::build);
    let mut differs = false;
    for tier in walked.tiers.keys() {
        for unit in walked.units.keys() {
            let by = if usize::from(tier) == 0 { &all } else { &walked_arcs };
            assert_eq!(mixed.within_reach(tier, unit), by.within_reach(tier, unit));
            differs |= mixed.within_reach(tier, unit) != walked_arcs.within_reach(tier, unit);
        }
    }
    assert!(differs, "the car gets elsewhere");
    for site in walked.sites.keys() {
        for tier in walked.tiers.keys() {
            let by = if usize::from(tier) == 0 { &all } else { &walked_arcs };
            assert_eq!(mixed.leaders(tier, site), by.leaders(tier, site));
        }
    }
}

const TIERS: &str = "tests/fixtures/tiers_together";
const SERVES: &str = "serves = [\"station\", \"point\"]";

#[test]
fn the_plans_own_speed_said_of_a_tier_changes_nothing() {
    let [as_it_is, said] = [false, true].map(|said| {
        let place = Workplace::with(TIERS);
        if said {
            let own = "travel = { speed = \"4 km/h\", detour = 1.4 }";
            place.edit("plan.toml", SERVES, &format!("{SERVES}\n{own}"));
        }
        assert_eq!(place.run(&["solve", "plan.toml", "--out", "out", "--quiet"]).exit, 0);
        let mut plan: serde_json::Value =
            serde_json::from_str(&place.read("out/plan.json")).expect("JSON");
        for unlike in ["run", "inputs", "timing"] {
            plan.as_object_mut().expect("an object").remove(unlike);
        }
        let layers = ["sites", "coverage", "uncovered", "reach"].map(|name| {
            let names = place.names("out");
            let file = names.iter().find(|file| file.starts_with(name) && file.ends_with("json"));
            file.map(|file| place.read(&format!("out/{file}"))).unwrap_or_default()
        });
        (plan["tiers"].clone(), plan["travel"].clone(), plan["coverage"].clone(), layers)
    });
    assert_eq!(as_it_is, said);
}

#[test]
fn files_say_how_people_get_to_a_tier_and_where_no_way_leads() {
    let place = Workplace::with(TIERS);
    let own =
        "travel = { speed = { rural = \"20 km/h\" }, detour = 1.2, mode = { rural = \"bus\" } }";
    place.edit("plan.toml", SERVES, &format!("{SERVES}\n{own}"));
    place.edit("plan.toml", "speed  = \"4 km/h\"", "speed  = \"4 km/h\"\n[travel.units]\nB2 = { no_way = true }\nX2 = { detour = 3, speed = \"2 km/h\" }");
    let ran = place.run(&["solve", "plan.toml", "--out", "out", "--quiet"]);
    assert_eq!(ran.exit, 0, "{}", ran.stderr);
    let plan: serde_json::Value = serde_json::from_str(&place.read("out/plan.json")).expect("JSON");
    assert_eq!(
        plan["travel"]["en"],
        "straight-line distance × 1.4, 4 km/h in urban and 4 km/h in rural places; to a service centre × 1.2, 4 km/h in urban and by bus at 20 km/h in rural places; places with a detour or a speed of their own: 1; without a way to others: 1"
    );
    assert_eq!(
        plan["travel"]["zh"],
        "直线距离 × 1.4，城镇 4 km/h，农村 4 km/h；前往街镇养老服务中心 × 1.2，城镇 4 km/h，农村乘公交 20 km/h；1 个村（社区）另定绕行系数或速度，1 个村（社区）不通外路"
    );
    let centre = &plan["tiers"][0]["travel"];
    assert_eq!((&centre["mode_rural"], &centre["speed_rural_km_h"]), (&"bus".into(), &20.0.into()));
    assert!(centre["mode_urban"].is_null());
    assert!(plan["tiers"][1]["travel"].is_null());
    let uncovered = plan["uncovered"].as_array().expect("a list");
    let cut_off = uncovered.iter().filter(|row| row["unit"] == "B2");
    let why: Vec<&str> = cut_off.filter_map(|row| row["why"].as_str()).collect();
    assert!(!why.is_empty() && why.iter().all(|why| *why == "no-way"), "{why:?}");
    let chinese = ["out/summary.zh.md", "out/summary_zh.md", "out/summary.md"];
    let said = chinese.iter().filter(|name| place.path(name).exists()).map(|name| place.read(name));
    assert!(said.into_iter().any(|text| text.contains("北二村")), "{:?}", place.names("out"));
}

#[test]
fn a_sweep_varies_the_way_to_a_tier_and_from_a_unit() {
    let place = Workplace::with(TIERS);
    place.edit("plan.toml", SERVES, &format!("{SERVES}\ntravel = {{ detour = 1.2 }}"));
    place.edit(
        "plan.toml",
        "speed  = \"4 km/h\"",
        "speed  = \"4 km/h\"\n[travel.units]\nD1 = { detour = 1.2 }",
    );
    let vary = ["tier.centre.travel.detour=1.2,20", "travel.units.D1.detour=1.2,20"];
    let words = ["sweep", "plan.toml", "--vary", vary[0], "--vary", vary[1], "--out", "out"];
    let ran = place.run(&words);
    assert_eq!(ran.exit, 0, "{}", ran.stderr);
    let table = place.read("out/scenarios.csv");
    let mut rows = table.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let heads = rows.next().expect("a head");
    let at = heads.iter().position(|head| head.contains("coverage")).expect("coverage");
    let values: Vec<&str> = rows.map(|row| row[at]).collect();
    assert_eq!(values.len(), 4);
    let unlike: std::collections::BTreeSet<&&str> = values.iter().collect();
    assert!(unlike.len() > 2, "each way counts: {values:?}");
}

#[test]
fn a_plan_over_roads_names_a_profile_for_a_tier() {
    let good = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/good");
    let with = |edits: &[(&str, &str)]| {
        let place = Workplace::with("tests/fixtures/roads");
        place.edit("small_plan.toml", "../good", good.to_str().expect("UTF-8"));
        edits.iter().for_each(|(old, new)| place.edit("small_plan.toml", old, new));
        place
    };
    let read = |place: &Workplace| read_plan(&place.path("small_plan.toml"));
    let serves = "serves = [\"station\"]";
    let own = (serves, "serves = [\"station\"]\ntravel = { profile = { urban = \"drive\" } }");
    let mixed = with(&[own]);
    let all = with(&[("{ urban = \"walk\", rural = \"drive\" }", "\"drive\"")]);
    let [mixed_plan, all] = [&mixed, &all].map(|place| read(place).expect("a plan").problem);
    let [mixed_arcs, all_arcs] = [&mixed_plan, &all].map(Arcs::build);
    let centre = TierIdx::from(0);
    for unit in all.units.keys() {
        assert_eq!(mixed_arcs.within_reach(centre, unit), all_arcs.within_reach(centre, unit));
    }
    let layout = good.join("layout.geojson");
    let layout = layout.to_str().expect("UTF-8");
    let ran =
        mixed.run(&["audit", "small_plan.toml", "--layout", layout, "--out", "out", "--quiet"]);
    let plan: serde_json::Value =
        serde_json::from_str(&mixed.read("out/plan.json")).expect(&ran.stderr);
    let travel = plan["travel"]["en"].as_str().expect("text");
    let said = "to a service centre by car in urban and by car in rural places";
    assert!(travel.ends_with(said), "{travel}");
    let bare = (
        "speeds = { drive = { residential = \"20 km/h\" } }",
        "speeds = { residential = \"3 km/h\" }",
    );
    let walk = ("{ urban = \"walk\", rural = \"drive\" }", "\"walk\"");
    let problems = read(&with(&[own, bare, walk])).expect_err("whose speed is it?");
    let codes: Vec<String> = problems.issues.iter().map(|issue| issue.code.to_string()).collect();
    assert!(codes.contains(&"P7008".to_owned()), "{codes:?}");
}
