//! The audit on a small plan worked by hand: who is covered at which tier, and every measure.

mod measures;

use crate::common::{TinyPlan, site_idx};
use typed_index_collections::TiVec;
use yike::domain::*;
use yike::plan::{Audit, Slice, audit, complete, stage_value};
use yike::travel::Arcs;
use yike::units::{Share, Yuan};

const POINT: usize = 0;
const STATION: usize = 1;
const CENTRE: usize = 2;
const AGED_60: usize = 0;
const AGED_80: usize = 1;

/// A town and a township on a line, with what stands (S1) and what may be built; metres east below.
///
/// ```text
///   0     100      1000  1200            4600   5000   6000          9000
///   u1    S1        u2    S2              C1     v1     P1            v2
///   100             60                           40                   50    people of 60+
///   10              20                           30                    0    of them 80+
///   ——————————— T1, urban ——————————    ————————————— T2, rural ————————
/// ```
///
/// A station is for urban people within 600 m, a point for rural people within 1,500 m, a centre for all within
/// 4,500 m and it does what stations and points do. The clinic is at 4,500 m.
fn plan() -> TinyPlan {
    TinyPlan::new()
        .group("80+")
        .tier("point", 1500.0)
        .edit_tier(|tier| tier.reach_urban = None)
        .tier("station", 600.0)
        .edit_tier(|tier| tier.reach_rural = None)
        .tier_serving("centre", 4500.0, &["station", "point"])
        .funding("state", 1_000_000)
        .funding("gifts", 500_000)
        .town("T1")
        .unit("u1", 0.0, 100.0)
        .edit_unit(|unit| unit.people[AGED_80] = crate::common::persons(10.0))
        .unit("u2", 1000.0, 60.0)
        .edit_unit(|unit| unit.people[AGED_80] = crate::common::persons(20.0))
        .standing("S1", 100.0, "station")
        .beds(10, 4)
        .edit_site(|site| {
            site.unit = Some(UnitIdx::from(0));
            site.states[0].operator = Some("public".into());
            site.states[0].running_cost = Yuan::new(50_000);
        })
        .candidate("S2", 1200.0, "station", 300_000)
        .rural()
        .town("T2")
        .unit("v1", 5000.0, 40.0)
        .edit_unit(|unit| unit.people[AGED_80] = crate::common::persons(30.0))
        .unit("v2", 9000.0, 50.0)
        .candidate("C1", 4600.0, "centre", 900_000)
        .beds(20, 16)
        .edit_site(|site| {
            site.states[1].operator = Some("operator".into());
            site.states[1].running_cost = Yuan::new(200_000);
        })
        .candidate("P1", 6000.0, "point", 100_000)
        .edit_site(|site| site.unit = Some(UnitIdx::from(2)))
        .medical("clinic", 4500.0)
}

/// C1 and P1 are built, S2 is not.
fn layout(problem: &Problem, arcs: &Arcs) -> Layout {
    let mut choices: TiVec<SiteIdx, Choice> = Layout::today(problem).choices;
    for id in ["C1", "P1"] {
        choices[site_idx(problem, id)] = Choice::Work(0);
    }
    let stated = StatedLayout::new(choices);
    complete(problem, arcs, stated)
}

fn audited(problem: &Problem) -> Audit {
    let arcs = Arcs::build(problem);
    audit(problem, &arcs, &layout(problem, &arcs))
}

fn tier(number: usize) -> TierIdx {
    TierIdx::from(number)
}

#[test]
fn people_are_counted_by_tier_setting_town_and_group() {
    let audit = audited(&plan().problem());
    let (urban, rural) = (Slice::Setting(Setting::Urban), Slice::Setting(Setting::Rural));
    let (t1, t2) = (Slice::Town(0.into()), Slice::Town(1.into()));
    // Tier, slice, group: people, covered today, covered.
    let expected = [
        // Points: v1 by C1, 400 m away (P1 is 1,000 m away); v2 is 3,000 m from P1 and 4,400 m from C1.
        (POINT, Slice::All, AGED_60, 90.0, 0.0, 40.0),
        (POINT, Slice::All, AGED_80, 30.0, 0.0, 30.0),
        (POINT, rural, AGED_60, 90.0, 0.0, 40.0),
        (POINT, t2, AGED_60, 90.0, 0.0, 40.0),
        // Stations: u1 by S1, 100 m away; u2 is 900 m from S1.
        (STATION, Slice::All, AGED_60, 160.0, 100.0, 100.0),
        (STATION, Slice::All, AGED_80, 30.0, 10.0, 10.0),
        (STATION, urban, AGED_60, 160.0, 100.0, 100.0),
        (STATION, t1, AGED_60, 160.0, 100.0, 100.0),
        // Centres: C1 is 4,600 m from u1, 3,600 m from u2, 400 m from v1 and 4,400 m from v2.
        (CENTRE, Slice::All, AGED_60, 250.0, 0.0, 150.0),
        (CENTRE, Slice::All, AGED_80, 60.0, 0.0, 50.0),
        (CENTRE, urban, AGED_60, 160.0, 0.0, 60.0),
        (CENTRE, rural, AGED_60, 90.0, 0.0, 90.0),
        (CENTRE, t1, AGED_80, 30.0, 0.0, 20.0),
        (CENTRE, t2, AGED_60, 90.0, 0.0, 90.0),
    ];
    for (of, slice, group, people, today, covered) in expected {
        let row = audit
            .coverage
            .iter()
            .find(|row| row.tier == tier(of) && row.slice == slice && row.group == group.into());
        let row = row.expect("a row");
        let found = [row.people, row.covered_today, row.covered].map(|people| people.number());
        assert_eq!(found, [people, today, covered], "tier {of}, {slice:?}, group {group}");
    }
    // Nobody urban is there for a point, nobody rural for a station.
    let of = |of: usize, slice| {
        audit.coverage.iter().any(|row| row.tier == tier(of) && row.slice == slice)
    };
    assert!(!of(POINT, urban) && !of(POINT, t1) && !of(STATION, rural) && !of(STATION, t2));
}

#[test]
fn stages_are_worth_what_they_count() {
    let problem = plan().problem();
    let arcs = Arcs::build(&problem);
    let layout = layout(&problem, &arcs);
    let audit = audit(&problem, &arcs, &layout);
    let value = |stage| stage_value(&problem, &arcs, &layout, &audit.assignment, stage);
    // Points 40, stations 100, centres 150.
    assert_eq!(value(Stage::Coverage), 290.0);
    assert_eq!(value(Stage::Money), 1_000_000.0);
    // Points 40 × 0.4; stations 100 × 0.1; centres 60 × 3.6 + 40 × 0.4 + 50 × 4.4 person-km.
    assert!((value(Stage::Travel) - (16.0 + 10.0 + 216.0 + 16.0 + 220.0)).abs() < 1e-9);
    assert_eq!(value(Stage::Shortfall), 0.0);
    assert_eq!(audit.cost, Yuan::new(1_000_000));
    assert_eq!(audit.running_cost, Yuan::new(250_000));
}

#[test]
fn no_shortfall_is_a_plain_nought() {
    let problem = plan().problem();
    let arcs = Arcs::build(&problem);
    let layout = layout(&problem, &arcs);
    let audit = audit(&problem, &arcs, &layout);
    let value = stage_value(&problem, &arcs, &layout, &audit.assignment, Stage::Shortfall);
    assert_eq!(value.to_string(), "0");
}

#[test]
fn shortfalls_are_relative_weighted_and_shared_by_towns() {
    let coverage =
        |number: usize| Measure::Coverage { tiers: vec![tier(number)], group: AGED_60.into() };
    let expected = |parts: &mut ProblemParts, weight: f64| {
        let target = parts.targets.last_mut().expect("a target");
        target.kind = TargetKind::Expected;
        target.weight = weight;
    };
    let problem = plan()
        .target(coverage(CENTRE), Scope::EachTown, Direction::AtLeast, 0.75)
        .edit(|parts| expected(parts, 3.0))
        .target(
            Measure::Beds { tiers: vec![], operators: vec![] },
            Scope::All,
            Direction::AtLeast,
            50.0,
        )
        .edit(|parts| expected(parts, 1.0))
        .target(Measure::Cost, Scope::All, Direction::AtMost, 800_000.0)
        .edit(|parts| expected(parts, 1.0))
        .problem();
    let arcs = Arcs::build(&problem);
    let layout = layout(&problem, &arcs);
    let audit = audit(&problem, &arcs, &layout);
    let value = stage_value(&problem, &arcs, &layout, &audit.assignment, Stage::Shortfall);
    // T1 has 60 of the 120 asked for (half is missing), T2 90 of 67.5: 3 × (0.5 + 0) / 2.
    // 30 of 50 beds: 0.4. 1,000,000 of 800,000 yuan: 0.25.
    assert!((value - (0.75 + 0.4 + 0.25)).abs() < 1e-9, "{value}");
    let shortfalls: Vec<f64> = audit.targets.iter().map(|row| row.shortfall).collect();
    assert!((shortfalls[0] - (0.75 - 60.0 / 160.0)).abs() < 1e-9);
    assert_eq!(shortfalls[1..], [20.0, 200_000.0]);
    // An expected target missed breaks no rule.
    assert_eq!(audit.violations, []);
}

#[test]
fn groups_and_tiers_weigh_as_the_plan_says() {
    let problem = plan()
        .edit(|parts| {
            parts.tiers[tier(CENTRE)].weight = 0.5;
            parts.objective.group_weights = vec![(AGED_60.into(), 1.0), (AGED_80.into(), 2.0)];
            parts.objective.keep = Share::default();
        })
        .problem();
    let arcs = Arcs::build(&problem);
    let layout = layout(&problem, &arcs);
    let audit = audit(&problem, &arcs, &layout);
    // Points 40 + 2 × 30, stations 100 + 2 × 10, half of the centre's 150 + 2 × 50.
    let covered = stage_value(&problem, &arcs, &layout, &audit.assignment, Stage::Coverage);
    assert_eq!(covered, 100.0 + 120.0 + 125.0);
}

#[test]
fn money_is_counted_by_source() {
    let problem = plan()
        .edit(|parts| {
            let funding = [(0.into(), Yuan::new(60_000)), (1.into(), Yuan::new(20_000))];
            parts.commitments.push(Commitment::new("ramps", funding));
        })
        .problem();
    let audit = audited(&problem);
    // The state has 940,000 left and is spent first: C1 (900,000), and 40,000 of P1; gifts pay the rest of P1.
    let rows: Vec<[i64; 4]> = audit
        .money
        .iter()
        .map(|row| [row.has, row.committed, row.works, row.left()].map(Yuan::yuan))
        .collect();
    let works: i64 = rows.iter().map(|row| row[2]).sum();
    assert_eq!(works, 1_000_000);
    for row in &rows {
        assert_eq!(row[3], row[0] - row[1] - row[2]);
        assert!(row[3] >= 0);
    }
    assert_eq!(rows[0], [1_000_000, 60_000, 940_000, 0]);
    assert_eq!(rows[1], [500_000, 20_000, 60_000, 420_000]);
    assert_eq!(audit.violations, []);
}
