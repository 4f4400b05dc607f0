//! What is known before any solver runs: a tiny plan for each contradiction, and one beside it that has none.

use crate::common::{TinyPlan, metres};
use proptest::prelude::*;
use yike::domain::*;
use yike::plan::{Contradiction, Screening, screen};
use yike::travel::Arcs;
use yike::units::Yuan;

use Direction::{AtLeast, AtMost};

const STATION: usize = 0;
const CENTRE: usize = 1;

fn screened(plan: TinyPlan) -> Screening {
    let problem = plan.problem();
    screen(&problem, &Arcs::build(&problem))
}

/// The one contradiction of the plan.
fn only(plan: TinyPlan) -> Contradiction {
    let found = screened(plan).contradictions;
    assert_eq!(found.len(), 1, "{found:#?}");
    let found = found.into_iter().next().expect("one");
    let in_catalogue = yike::plan::CONTRADICTIONS.iter();
    assert_eq!(in_catalogue.filter(|entry| entry.code == found.code).count(), 1);
    crate::common::is_chinese(found.text.chinese());
    found
}

fn none(plan: TinyPlan) {
    assert_eq!(screened(plan).contradictions, []);
}

fn tiers(tiers: &[usize]) -> Vec<TierIdx> {
    tiers.iter().map(|&tier| tier.into()).collect()
}

fn coverage(of: &[usize]) -> Measure {
    Measure::Coverage { tiers: tiers(of), group: GroupIdx::from(0) }
}

fn count(of: &[usize]) -> Measure {
    Measure::Count { tiers: tiers(of) }
}

/// Two towns: 100 people at a candidate, 50 within reach of another, 10 far from all.
fn village_plan() -> TinyPlan {
    TinyPlan::new()
        .tier("station", 1000.0)
        .tier_serving("centre", 2000.0, &["station"])
        .town("A")
        .unit("u1", 0.0, 100.0)
        .candidate("s1", 0.0, "station", 300_000)
        .town("B")
        .unit("u2", 5000.0, 50.0)
        .candidate("s2", 5500.0, "station", 200_000)
        .unit("far", 90_000.0, 10.0)
}

#[test]
fn people_out_of_reach_are_listed_once_for_each_tier_that_is_for_them() {
    let found = screened(
        village_plan()
            .unit("empty", 80_000.0, 0.0)
            .edit_tier(|centre| (centre.reach_urban, centre.reach_rural) = (None, None)),
    );
    let listed: Vec<(usize, usize, f64)> = found
        .unreachable
        .iter()
        .map(|u| (u.tier.into(), u.unit.into(), u.people.number()))
        .collect();
    assert_eq!(listed, [(STATION, 2, 10.0)]);
    assert_eq!(found.contradictions, []);
}

#[test]
fn c01_coverage_beyond_who_can_be_reached() {
    let asking = |share| village_plan().target(coverage(&[STATION]), Scope::All, AtLeast, share);
    none(asking(0.9375));
    let found = only(asking(0.94));
    assert_eq!((found.code, found.target), ("C01", Some(0)));
    assert_eq!(found.ids, ["far"]);
    assert_eq!(
        found.text.english(),
        "target `target 1`: coverage by station must be at least 94 %, but at most 93.75 % is possible, 10 people \
         are left out. 1 unit without a site within reach: far. Add candidates there, widen the reach, add \
         places or lower the target."
    );
    let each = village_plan().target(coverage(&[STATION]), Scope::EachTown, AtLeast, 0.9);
    let found = only(each);
    assert_eq!(found.ids, ["B", "far"]);
    assert!(
        found
            .text
            .english()
            .contains("coverage by station in B (B) must be at least 90 %, but at most 83.33 %")
    );
    none(village_plan().target(coverage(&[STATION]), Scope::Town(0.into()), AtLeast, 1.0));
}

#[test]
fn c01_coverage_beyond_the_places_that_can_be_had() {
    let asking = |share| {
        TinyPlan::new()
            .tier("station", 1000.0)
            .unit("u1", 0.0, 60.0)
            .unit("u2", 10.0, 60.0)
            .candidate("s", 0.0, "station", 1)
            .work(WorkKind::Build, "station", 2)
            .capacity(90.0)
            .edit_site(|site| site.states[1].capacity = Some(crate::common::persons(30.0)))
            .target(coverage(&[STATION]), Scope::All, AtLeast, share)
    };
    none(asking(0.75));
    let found = only(asking(0.8));
    assert_eq!(found.code, "C01");
    assert!(
        found.text.english().contains("at most 75 %")
            && found.text.english().contains("too few places")
    );
}

#[test]
fn c02_more_facilities_than_sites() {
    let asking = |limit| village_plan().target(count(&[STATION]), Scope::All, AtLeast, limit);
    none(asking(2.0));
    let found = only(asking(3.0));
    assert_eq!((found.code, found.target), ("C02", Some(0)));
    assert_eq!(found.ids, ["s1", "s2"]);
    assert!(found.text.english().contains("must be at least 3, but at most 2 is possible"));
    let each = village_plan().target(count(&[STATION]), Scope::EachTown, AtLeast, 2.0);
    assert_eq!(only(each).ids, ["A", "s1", "B", "s2"]);
}

#[test]
fn c02_a_share_of_places_that_have_no_site() {
    let towns = |share| {
        let measure = Measure::WithFacility { of: PlaceKind::Towns, tiers: tiers(&[CENTRE]) };
        village_plan().candidate("c", 0.0, "centre", 1).target(measure, Scope::All, AtLeast, share)
    };
    none(towns(0.5));
    let found = only(towns(0.6));
    assert_eq!((found.code, found.ids), ("C02", vec!["A".to_string()]));
    let villages = Measure::WithFacility { of: PlaceKind::Villages, tiers: tiers(&[STATION]) };
    let plan = village_plan()
        .rural()
        .unit("v1", 0.0, 1.0)
        .unit("v2", 0.0, 1.0)
        .candidate("s", 0.0, "station", 1)
        .edit_site(|site| site.unit = Some(3.into()))
        .target(villages, Scope::Town(1.into()), AtLeast, 1.0);
    assert_eq!(only(plan).ids, ["v2"]);
}

#[test]
fn c03_fewer_facilities_than_must_stand() {
    let plan = |limit| {
        village_plan()
            .standing("old", 0.0, "station")
            .standing("may-close", 0.0, "station")
            .work(WorkKind::Close, "station", 0)
            .candidate("required", 0.0, "station", 1)
            .required()
            .target(count(&[STATION]), Scope::All, AtMost, limit)
    };
    none(plan(2.0));
    let found = only(plan(1.0));
    assert_eq!((found.code, &found.ids[..]), ("C03", &["old".to_string(), "required".into()][..]));
    assert!(found.text.english().contains("must be at most 1, but at least 2 is possible"));
}

#[test]
fn c04_beds_beyond_every_site_at_its_most() {
    let plan = || {
        village_plan()
            .candidate("home", 0.0, "centre", 1)
            .work(WorkKind::Build, "centre", 2)
            .beds(20, 5)
            .edit_site(|site| site.states[2].beds = 40)
            .standing("old", 0.0, "centre")
            .beds(10, 10)
    };
    let beds = || Measure::Beds { tiers: tiers(&[CENTRE]), operators: vec![] };
    none(plan().target(beds(), Scope::All, AtLeast, 50.0));
    let found = only(plan().target(beds(), Scope::All, AtLeast, 51.0));
    assert_eq!((found.code, &found.ids[..]), ("C04", &["home".to_string(), "old".into()][..]));
    let per_1000 = Measure::BedsPer1000 { group: GroupIdx::from(0) };
    none(plan().target(per_1000.clone(), Scope::All, AtLeast, 312.5));
    assert!(
        only(plan().target(per_1000, Scope::All, AtLeast, 313.0))
            .text
            .english()
            .contains("at most 312.5")
    );
    // Nursing beds: 10 of 10 with the old one alone; it cannot go, so never below 10 beds.
    let share = || Measure::NursingBedShare { tiers: Vec::new() };
    none(plan().target(share(), Scope::All, AtLeast, 1.0));
    // At least 15 of 50 … 10 of 50 with the largest home: 20 %… 0.3 is 15 of 50.
    none(plan().target(share(), Scope::All, AtMost, 0.3));
    let found = only(plan().target(share(), Scope::All, AtMost, 0.29));
    assert_eq!(found.code, "C04");
    assert!(found.text.english().contains("but at least 30 % is possible"), "{}", found.text);
    let near = |within| Measure::NearMedical {
        tiers: tiers(&[CENTRE]),
        within: metres(within),
        works: vec![],
        operators: vec![],
    };
    let beside = |within| plan().medical("m", 700.0).target(near(within), Scope::All, AtLeast, 0.1);
    none(beside(700.0));
    assert_eq!(only(beside(699.0)).code, "C04");
    // Required of all: those that stand too far away are named.
    let found = only(plan().medical("m", 700.0).target(near(699.0), Scope::All, AtLeast, 1.0));
    assert!(found.text.english().contains("cannot be near: old"), "{}", found.text);
    let floors = Measure::FloorArea { tiers: tiers(&[CENTRE]) };
    let found = only(plan().target(floors, Scope::All, AtLeast, 10.0));
    assert!(found.text.english().contains("at least 10 m²"), "{}", found.text);
}

#[test]
fn c05_rules_that_leave_no_choice() {
    let both = TinyPlan::new()
        .tier("station", 1.0)
        .candidate("s", 0.0, "station", 1)
        .required()
        .edit_site(|site| site.forbidden = true);
    let found = only(both);
    assert_eq!((found.code, &found.ids[..]), ("C05", &["s".to_string()][..]));
    let stuck = |forbidden| {
        TinyPlan::new()
            .tier("station", 1.0)
            .standing("old", 0.0, "station")
            .work(WorkKind::Merge, "station", 0)
            .edit_site(|site| {
                site.may_stay = false;
                site.works[0].into = Some(1.into());
            })
            .candidate("new", 0.0, "station", 1)
            .edit_site(|site| site.forbidden = forbidden)
    };
    none(stuck(false));
    let found = only(stuck(true));
    assert_eq!((found.code, &found.ids[..]), ("C05", &["old".to_string(), "new".into()][..]));
}

#[test]
fn c06_money_below_required_works_and_the_cheapest_cover() {
    let plan = |money| {
        village_plan()
            .candidate("dear", 4500.0, "station", 500_000)
            .candidate("must", 50_000.0, "station", 100_000)
            .required()
            .target(coverage(&[STATION]), Scope::All, AtLeast, 150.0 / 160.0)
            .funding("all", money)
    };
    // 10 required, 30 for u1, 20 for u2.
    none(plan(600_000));
    let found = only(plan(599_000));
    assert_eq!((found.code, found.target), ("C06", None));
    assert_eq!(found.ids, ["all", "s1", "s2", "dear", "must", "u1", "u2"]);
    assert!(found.text.english().starts_with(
        "all sources together have 59.9 万元 after commitments, but required works cost at least 10 万元 (must), \
         and covering 2 units (u1, u2), without which a binding target is missed, from s1, s2, dear costs at \
         least 50 万元 more: 0.1 万元 too little."
    ), "{}", found.text);
    // One site that serves both is paid once; what stands is free.
    let shared = |money| {
        TinyPlan::new()
            .tier("station", 1000.0)
            .unit("u1", 0.0, 1.0)
            .unit("u2", 500.0, 1.0)
            .unit("u3", 5000.0, 1.0)
            .standing("old", 5000.0, "station")
            .candidate("s", 0.0, "station", 100)
            .candidate("t", 9000.0, "station", 70)
            .target(coverage(&[STATION]), Scope::All, AtLeast, 1.0)
            .funding("all", money)
    };
    none(shared(100));
    assert_eq!(only(shared(99)).code, "C06");
    let limit = |yuan| {
        village_plan().target(coverage(&[STATION]), Scope::Town(0.into()), AtLeast, 1.0).target(
            Measure::Cost,
            Scope::All,
            AtMost,
            yuan,
        )
    };
    none(limit(300_000.0));
    assert_eq!(only(limit(299_000.0)).target, Some(1));
}

#[test]
fn c06_money_of_the_wrong_kind() {
    let plan = |lottery, pays_other: bool| {
        TinyPlan::new()
            .tier("station", 1000.0)
            .candidate("a", 0.0, "station", 60)
            .required()
            .candidate("b", 0.0, "station", 50)
            .required()
            .edit_site(|site| site.kind = "other".into())
            .funding("central", 500)
            .edit(move |parts| {
                if !pays_other {
                    parts.funding[FundingIdx::from(0)].pays_for.kinds = vec!["candidate".into()];
                }
            })
            .funding("lottery", lottery)
    };
    none(plan(50, false));
    none(plan(0, true));
    let found = only(plan(40, false));
    assert_eq!((found.code, &found.ids[..]), ("C06", &["lottery".to_string(), "b".into()][..]));
    let nobody = plan(0, false)
        .edit(|parts| parts.funding[FundingIdx::from(1)].pays_for.kinds = vec!["x".into()]);
    assert!(
        only(nobody)
            .text
            .english()
            .starts_with("of works that no source may pay for, required works cost at least")
    );
    let taken = plan(50, false).edit(|parts| {
        let ramps = Commitment::new("ramps", [(0.into(), Yuan::new(501))]);
        parts.commitments.push(ramps);
    });
    let found = screened(taken).contradictions;
    assert!(found.iter().any(|c| c.ids == ["central"]), "{found:#?}");
}

#[test]
fn c07_facilities_that_must_be_led_without_enough_leaders() {
    let plan = |within, at_most| {
        TinyPlan::new()
            .tier("station", 1000.0)
            .tier("centre", 1000.0)
            .leads("station", Some(within), Some(at_most))
            .standing("s1", 0.0, "station")
            .standing("s2", 10.0, "station")
            .standing("may-close", 20.0, "station")
            .work(WorkKind::Close, "station", 0)
            .candidate("c", 100.0, "centre", 1)
    };
    none(plan(100.0, 2));
    let found = only(plan(95.0, 2));
    assert_eq!((found.code, &found.ids[..]), ("C07", &["s1".to_string()][..]));
    let found = only(plan(100.0, 1));
    assert_eq!(
        (found.code, &found.ids[..]),
        ("C07", &["s1".to_string(), "s2".into(), "c".into()][..])
    );
}

proptest! {
    /// A layout that meets everything is a witness: no contradiction may be claimed then.
    #[test]
    fn what_some_layout_meets_is_never_called_impossible(
        people in prop::collection::vec(0_u8..50, 1..5),
        sites in prop::collection::vec((0_u8..100, 0_i64..40, 0_u8..30, prop::option::of(0_u8..60)), 1..5),
        chosen in prop::collection::vec(any::<bool>(), 5),
        reach_m in 5.0..60.0,
        slack in 0_i64..3,
    ) {
        let mut plan = TinyPlan::new().tier("station", reach_m);
        for (n, &people) in people.iter().enumerate() {
            plan = plan.unit(&format!("u{n}"), n as f64 * 20.0, f64::from(people));
        }
        let mut cost = 0;
        for (n, &(at, yuan, beds, places)) in sites.iter().enumerate() {
            plan = plan.candidate(&format!("s{n}"), f64::from(at), "station", yuan).beds(beds.into(), 0);
            if let Some(places) = places {
                plan = plan.capacity(f64::from(places));
            }
            cost += if chosen[n] { yuan } else { 0 };
        }
        let problem = plan.clone().problem();
        let arcs = Arcs::build(&problem);
        let mut layout = Layout::today(&problem);
        for (n, &chosen) in chosen.iter().take(sites.len()).enumerate() {
            if chosen {
                layout.choices[SiteIdx::from(n)] = Choice::Work(0);
            }
        }
        let measures = [coverage(&[STATION]), count(&[STATION]), Measure::Beds { tiers: Vec::new(), operators: vec![] }];
        let asking = measures.into_iter().fold(plan.clone(), |plan, measure| {
            plan.target(measure, Scope::All, AtLeast, 0.0)
        });
        let asking = asking.target(Measure::Cost, Scope::All, AtMost, 1e9).problem();
        layout.allocations = yike::plan::share(&asking, &arcs, &layout.choices).allocations;
        let audit = yike::plan::audit(&asking, &arcs, &layout);
        let reached: Vec<f64> = audit.targets.iter().map(|t| t.reached.unwrap_or(0.0)).collect();
        let witnessed = plan
            .target(coverage(&[STATION]), Scope::All, AtLeast, reached[0])
            .target(count(&[STATION]), Scope::All, AtLeast, reached[1])
            .target(Measure::Beds { tiers: Vec::new(), operators: vec![] }, Scope::All, AtLeast, reached[2])
            .target(Measure::Cost, Scope::All, AtMost, reached[3])
            .funding("all", cost + slack);
        let found = screened(witnessed).contradictions;
        prop_assert!(found.is_empty(), "{:#?}", found);
    }
}
