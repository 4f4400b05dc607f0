//! Arcs against brute force, and laws of reach.

use crate::common::{TinyPlan, metres, site_idx};
use geo::{Distance, Geodesic, Point};
use proptest::prelude::*;
use yike::domain::*;
use yike::travel::{Arc, Arcs};
use yike::units::{Seconds, Speed};

const STATION: usize = 0;

fn place(lon: f64, lat: f64) -> LonLat {
    // Longitudes beyond the 180° meridian come back on its other side.
    let lon = if lon > 180.0 {
        lon - 360.0
    } else if lon < -180.0 {
        lon + 360.0
    } else {
        lon
    };
    LonLat::new(lon, lat).expect("a position")
}

/// Units and candidates of one tier at the places given.
fn plan(units: &[LonLat], sites: &[LonLat], reach_m: f64, detour: f64) -> Problem {
    let mut plan = TinyPlan::new().tier("station", reach_m);
    for (n, &unit) in units.iter().enumerate() {
        plan = plan.unit(&format!("u{n}"), 0.0, 10.0).edit_unit(|u| u.at = unit);
    }
    for (n, &site) in sites.iter().enumerate() {
        plan = plan.candidate(&format!("s{n}"), 0.0, "station", 1).edit_site(|s| s.at = site);
    }
    plan.edit(|parts| {
        let TravelMethod::StraightLine { detour: factor, .. } = &mut parts.travel else {
            return;
        };
        *factor = detour;
    })
    .problem()
}

fn geodesic(a: LonLat, b: LonLat) -> f64 {
    Geodesic.distance(Point::new(a.lon_deg(), a.lat_deg()), Point::new(b.lon_deg(), b.lat_deg()))
}

/// Every pair measured, in whole millimetres.
fn brute(problem: &Problem, unit: UnitIdx, reach_m: f64, detour: f64) -> Vec<(i64, SiteIdx)> {
    let at = problem.units[unit].at;
    let mut row: Vec<(i64, SiteIdx)> = problem
        .sites
        .iter_enumerated()
        .map(|(j, site)| (millimetres(geodesic(at, site.at) * detour), j))
        .filter(|&(distance, _)| distance <= millimetres(reach_m))
        .collect();
    row.sort_unstable();
    row
}

fn millimetres(metres: f64) -> i64 {
    (metres * 1000.0).round() as i64
}

fn row(arcs: &[Arc]) -> Vec<(i64, SiteIdx)> {
    arcs.iter().map(|arc| (millimetres(arc.distance.metres()), arc.site)).collect()
}

fn ids<'a>(problem: &'a Problem, arcs: &[Arc]) -> Vec<&'a str> {
    let sites = arcs.iter().map(|arc| problem.sites[arc.site].id.as_str());
    sites.collect()
}

/// Places within a degree or so of a corner of the world: the equator, mid latitudes, the far north at the
/// 180° meridian, the poles.
fn places() -> impl Strategy<Value = (Vec<LonLat>, Vec<LonLat>)> {
    let corners = [
        (0.0, 0.0, 1.0),
        (107.1, 29.8, 0.5),
        (180.0, 0.0, 1.0),
        (180.0, 78.0, 3.0),
        (-180.0, -66.0, 2.0),
        (20.0, 89.0, 160.0),
    ];
    (0..corners.len()).prop_flat_map(move |corner| {
        let (lon, lat, width) = corners[corner];
        let point = (-width..width, -1.0..1.0)
            .prop_map(move |(east, north)| place(lon + east, f64::clamp(lat + north, -90.0, 90.0)));
        (prop::collection::vec(point.clone(), 1..8), prop::collection::vec(point, 1..40))
    })
}

proptest! {
    #[test]
    fn arcs_are_those_of_brute_force(
        (units, sites) in places(),
        reach_m in prop_oneof![10.0..2000.0, 1000.0..300_000.0],
        detour in 1.0..2.0,
    ) {
        let problem = plan(&units, &sites, reach_m, detour);
        let arcs = Arcs::build(&problem);
        for unit in problem.units.keys() {
            let found = row(arcs.within_reach(STATION.into(), unit));
            prop_assert_eq!(found, brute(&problem, unit, reach_m, detour));
        }
    }

    #[test]
    fn a_wider_reach_keeps_what_a_narrower_one_has(
        (units, sites) in places(),
        narrow in 10.0..100_000.0,
        more in 0.0..100_000.0,
    ) {
        let near = Arcs::build(&plan(&units, &sites, narrow, 1.3));
        let problem = plan(&units, &sites, narrow + more, 1.3);
        let far = Arcs::build(&problem);
        for unit in problem.units.keys() {
            let near = near.within_reach(STATION.into(), unit);
            let far = far.within_reach(STATION.into(), unit);
            // Sorted by distance: the narrower row begins the wider one.
            prop_assert_eq!(near, &far[..near.len()]);
        }
    }

    #[test]
    fn the_nearest_medical_facility_is_that_of_brute_force((medical, sites) in places()) {
        let mut plan = TinyPlan::new();
        for (n, &site) in sites.iter().enumerate() {
            plan = plan.site(&format!("s{n}"), 0.0).edit_site(|s| s.at = site);
        }
        for (n, &clinic) in medical.iter().enumerate() {
            plan = plan
                .medical(&format!("m{n}"), 0.0)
                .edit(|parts| parts.medical[n].at = clinic);
        }
        let problem = plan.problem();
        let arcs = Arcs::build(&problem);
        for (j, site) in problem.sites.iter_enumerated() {
            let nearest = (medical.iter().enumerate())
                .map(|(n, &clinic)| (millimetres(geodesic(site.at, clinic)), n))
                .min();
            let found = arcs.nearest_medical(j);
            prop_assert_eq!(found.map(|(n, d)| (millimetres(d.metres()), n)), nearest);
        }
    }
}

#[test]
fn arcs_are_the_same_at_any_number_of_threads() {
    let places: Vec<LonLat> = (0..400)
        .map(|n| place(107.0 + f64::from(n % 20) * 0.003, 29.7 + f64::from(n / 20) * 0.003))
        .collect();
    let problem = plan(&places, &places, 1500.0, 1.4);
    let build = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        pool.expect("a thread pool").install(|| Arcs::build(&problem))
    };
    assert_eq!(build(1), build(4));
}

#[test]
fn who_lives_at_the_site_or_at_the_edge_of_reach_is_within_it() {
    let problem = TinyPlan::new()
        .tier("station", 1000.0)
        .unit("here", 0.0, 10.0)
        .unit("edge", 1000.0, 10.0)
        .unit("beyond", 1000.002, 10.0)
        .candidate("b", 0.0, "station", 1)
        .candidate("a", 0.0, "station", 1)
        .problem();
    let arcs = Arcs::build(&problem);
    let found = |unit: usize| arcs.within_reach(STATION.into(), unit.into());
    assert_eq!(ids(&problem, found(0)), ["b", "a"], "equally near: as given");
    assert_eq!(found(0)[0].distance, metres(0.0));
    assert_eq!(found(1).len(), 2);
    assert!(found(2).is_empty());
}

#[test]
fn a_time_reaches_as_far_as_the_setting_walks_with_its_detour() {
    let problem = TinyPlan::new()
        .tier("station", 0.0)
        .edit_tier(|tier| {
            tier.reach_urban = Some(Reach::Time(Seconds::parse("15 min").expect("a time")));
            tier.reach_rural = None;
        })
        .unit("town", 0.0, 10.0)
        .rural()
        .unit("village", 0.0, 10.0)
        .candidate("in", 800.0, "station", 1)
        .candidate("out", 800.01, "station", 1)
        .edit(|parts| {
            parts.travel = TravelMethod::StraightLine {
                detour: 1.25,
                speed_urban: Speed::parse("4 km/h").expect("a speed"),
                speed_rural: Speed::parse("3 km/h").expect("a speed"),
            };
        })
        .problem();
    let arcs = Arcs::build(&problem);
    let town = arcs.within_reach(STATION.into(), 0.into());
    assert_eq!(ids(&problem, town), ["in"]);
    assert!((town[0].time.minutes() - 15.0).abs() < 1e-6);
    assert!(arcs.within_reach(STATION.into(), 1.into()).is_empty());
}

#[test]
fn a_site_counts_by_what_it_may_become_and_by_what_it_is() {
    let problem = TinyPlan::new()
        .tier("station", 1000.0)
        .tier_serving("centre", 2000.0, &["station"])
        .unit("u", 0.0, 10.0)
        .standing("stays", 1.0, "station")
        .standing("closes", 2.0, "station")
        .work(WorkKind::Close, "station", 0)
        .edit_site(|site| site.may_stay = false)
        .standing("rises", 3.0, "station")
        .work(WorkKind::Upgrade, "centre", 1)
        .candidate("forbidden", 4.0, "station", 1)
        .edit_site(|site| site.forbidden = true)
        .candidate("far-centre", 1500.0, "centre", 1)
        .problem();
    let arcs = Arcs::build(&problem);
    let found = |tier: usize| ids(&problem, arcs.within_reach(tier.into(), 0.into()));
    assert_eq!(found(0), ["stays", "closes", "rises"]);
    assert_eq!(found(1), ["rises", "far-centre"]);
}

#[test]
fn leaders_are_of_the_leading_tier_near_enough_and_of_the_town_asked_for() {
    let plan = |same_town: bool, within: Option<f64>| {
        TinyPlan::new()
            .tier("station", 1000.0)
            .tier("centre", 1000.0)
            .leads("station", within, None)
            .edit_tier(|tier| tier.leads.as_mut().expect("leads").same_town = same_town)
            .town("A")
            .standing("station", 0.0, "station")
            .standing("far", 5000.0, "centre")
            .standing("near", 100.0, "centre")
            .town("B")
            .standing("abroad", 50.0, "centre")
            .candidate("both", 60.0, "station", 1)
            .work(WorkKind::Build, "centre", 2)
            .problem()
    };
    let leaders = |problem: &Problem, site: &str| {
        let arcs = Arcs::build(problem);
        let row = arcs.leaders(TierIdx::from(1), site_idx(problem, site));
        let row = ids(problem, row).into_iter().map(String::from);
        row.collect::<Vec<_>>()
    };
    let all = plan(false, None);
    assert_eq!(leaders(&all, "station"), ["abroad", "both", "near", "far"]);
    assert_eq!(leaders(&all, "both"), ["abroad", "near", "far"], "not itself");
    assert!(leaders(&all, "near").is_empty(), "a centre is not led");
    let near = plan(false, Some(100.0));
    assert_eq!(leaders(&near, "station"), ["abroad", "both", "near"]);
    let town = plan(true, None);
    assert_eq!(leaders(&town, "station"), ["near", "far"]);
    assert_eq!(leaders(&town, "both"), ["abroad"]);
    assert_eq!(leaders(&plan(true, Some(100.0)), "station"), ["near"]);
}

#[test]
fn a_plan_without_sites_units_or_tiers_has_no_arcs() {
    let empty = Arcs::build(&TinyPlan::new().problem());
    assert_eq!(empty, Arcs::default());
    let lonely = TinyPlan::new().tier("station", 1.0).unit("u", 0.0, 1.0);
    let lonely = Arcs::build(&lonely.problem());
    assert!(lonely.within_reach(STATION.into(), 0.into()).is_empty());
}
