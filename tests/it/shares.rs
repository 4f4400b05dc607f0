//! Money as plans bind it: a share of a source, money of an area, floors and shares in what runs write.

use crate::common::answers::{answer, limits};
#[cfg(feature = "highs")]
use crate::common::program::Workplace;
use crate::common::{TinyPlan, site_idx};
use yike::domain::*;
use yike::inquiry::{Concession, ConflictsRequest, Requirement, clashes};
use yike::plan::pay;
use yike::solve::{Outcome, Silent, Status};
use yike::units::Yuan;

const CENTRAL: usize = 0;
const LOTTERY: usize = 1;

/// Two halls for 40 and 60 万元, both wanted; two sources of 100 万元 that may pay for both.
fn plan() -> TinyPlan {
    TinyPlan::new()
        .tier("station", 1000.0)
        .unit("u", 0.0, 10.0)
        .candidate("small", 0.0, "station", 400_000)
        .required()
        .candidate("large", 100.0, "station", 600_000)
        .required()
        .funding("central", 1_000_000)
        .funding("lottery", 1_000_000)
}

fn share(source: usize, whole: i64) -> Measure {
    Measure::FundingShare { funding: source.into(), whole: Some(Yuan::new(whole)) }
}

/// What central and lottery pay in 万元, in the layout and by the payments of its choices.
fn paid(problem: &Problem, outcome: &Outcome) -> [f64; 2] {
    let layout = outcome.layout.as_ref().expect("a layout");
    assert_eq!(pay(problem, &layout.choices).payments, layout.payments);
    [CENTRAL, LOTTERY].map(|source| {
        let own = layout.payments.iter().flatten().filter(|(payer, _)| *payer == source.into());
        own.map(|(_, amount)| amount.wan()).sum()
    })
}

fn solved(plan: TinyPlan) -> [f64; 2] {
    let problem = plan.problem();
    let outcome = answer(&problem);
    assert_eq!(outcome.status, Status::Proved);
    paid(&problem, &outcome)
}

#[test]
fn sources_named_first_are_spent_first_but_for_what_shares_ask() {
    use Direction::{AtLeast, AtMost};
    let all = Scope::All;
    let expected = |plan: TinyPlan, weight: f64| {
        plan.edit(|parts| {
            let target = parts.targets.last_mut().expect("just added");
            (target.kind, target.weight) = (TargetKind::Expected, weight);
        })
    };
    assert_eq!(solved(plan()), [100.0, 0.0]);
    // 80 % of 75 万元, no more.
    assert_eq!(solved(plan().target(share(LOTTERY, 750_000), all, AtLeast, 0.8)), [40.0, 60.0]);
    assert_eq!(solved(plan().target(share(CENTRAL, 500_000), all, AtMost, 0.5)), [25.0, 75.0]);
    // Of both shares, which cannot both be had, the weightier one; a binding one before both.
    let both = |a: f64, b: f64| {
        let plan = expected(plan().target(share(CENTRAL, 1_000_000), all, AtLeast, 0.9), a);
        expected(plan.target(share(LOTTERY, 1_000_000), all, AtLeast, 0.9), b)
    };
    assert_eq!(solved(both(2.0, 1.0)), [90.0, 10.0]);
    assert_eq!(solved(both(1.0, 2.0)), [10.0, 90.0]);
    let binding = both(2.0, 1.0).target(share(LOTTERY, 1_000_000), all, AtLeast, 0.5);
    assert_eq!(solved(binding), [50.0, 50.0]);
    // What commitments take counts, and comes off first.
    let committed = plan().target(share(LOTTERY, 750_000), all, AtLeast, 0.8).edit(|parts| {
        let funding = [(FundingIdx::from(LOTTERY), Yuan::new(450_000))];
        parts.commitments.push(Commitment::new("elsewhere", funding));
    });
    assert_eq!(solved(committed), [85.0, 15.0]);
}

#[test]
fn a_share_out_of_reach_is_told_and_can_be_relaxed() {
    // The lottery may pay for the small hall alone.
    let only_small = |plan: TinyPlan| {
        plan.edit_site(|site| site.kind = "large".into()).edit(|parts| {
            parts.funding[FundingIdx::from(LOTTERY)].pays_for.kinds = vec!["candidate".into()];
        })
    };
    let asked = |share: Measure, limit| {
        only_small(plan()).target(share, Scope::All, Direction::AtLeast, limit).problem()
    };
    let outcome = answer(&asked(share(LOTTERY, 1_000_000), 0.5));
    assert_eq!(outcome.status, Status::Infeasible);
    let found = &outcome.screening.contradictions;
    assert_eq!(found.iter().map(|found| found.code).collect::<Vec<_>>(), ["C06"]);
    assert!(found[0].text.english().contains("at most 40 % is possible"), "{}", found[0].text);
    assert_eq!(answer(&asked(share(LOTTERY, 1_000_000), 0.4)).status, Status::Proved);
    // Two shares that clash: each alone would do, and each is named with what can be had.
    let problem = plan()
        .target(share(LOTTERY, 1_000_000), Scope::All, Direction::AtLeast, 0.7)
        .target(share(CENTRAL, 1_000_000), Scope::All, Direction::AtLeast, 0.4)
        .problem();
    let outcome = answer(&problem);
    assert_eq!(outcome.status, Status::Infeasible);
    let found =
        clashes(&problem, &limits(), &ConflictsRequest::default(), &Silent).expect("solved");
    let both = [Requirement::Target(0), Requirement::Target(1)];
    assert_eq!(found.conflicts.found[0].members, both);
    let mut relaxed: Vec<(usize, f64)> = found
        .repairs
        .found
        .iter()
        .filter_map(|own| match own.concessions[..] {
            [Concession::Limit { target, limit }] => {
                Some((target, (limit * 100.0).round() / 100.0))
            }
            _ => None,
        })
        .collect();
    relaxed.sort_by_key(|own| own.0);
    assert_eq!(relaxed, [(0, 0.6), (1, 0.3)]);
}

#[test]
fn money_of_a_town_is_spent_there_alone() {
    let plan = TinyPlan::new()
        .tier("station", 100.0)
        .town("north")
        .unit("n", 0.0, 10.0)
        .candidate("at n", 0.0, "station", 300_000)
        .town("south")
        .unit("s", 5000.0, 10.0)
        .candidate("at s", 5000.0, "station", 300_000)
        .funding("southern", 600_000)
        .edit(|parts| {
            parts.objective.order = vec![Stage::Coverage, Stage::Money];
            let south = TownIdx::from(1);
            parts.funding[FundingIdx::from(0)].pays_for.towns = vec![south];
            parts.add_area(Area::new("region", [TownIdx::from(0), south]));
        });
    let built = |plan: TinyPlan| {
        let problem = plan.problem();
        let outcome = answer(&problem);
        let layout = outcome.layout.expect("a layout");
        ["at n", "at s"].map(|id| layout.choices[site_idx(&problem, id)] != Choice::Stay)
    };
    assert_eq!(built(plan.clone()), [false, true]);
    assert_eq!(built(plan.clone().funding("all", 300_000)), [true, true]);
    // A budget of an area: what works there cost, whoever pays.
    let within = |yuan| {
        let region = Scope::Area(AreaIdx::from(0));
        let plan = plan.clone().funding("all", 300_000);
        built(plan.target(Measure::Cost, region, Direction::AtMost, yuan))
    };
    assert_eq!(within(600_000.0), [true, true]);
    assert_eq!(within(599_999.0).into_iter().filter(|built| *built).count(), 1);
}

#[cfg(feature = "highs")]
#[test]
fn shares_floors_and_areas_go_from_the_plan_file_to_what_a_run_writes() {
    let place = Workplace::with("tests/fixtures/tiers_together");
    place.edit(
        "plan.toml",
        "[[funding]]\nid     = \"district\"",
        r#"[[target]]
id = "lottery"
name = { en = "lottery for care", zh = "福彩公益金用于养老服务比例" }
measure = "funding_share"
funding = "lottery"
whole = "50 万元"
at_least = "80 %"
kind = "binding"

[[target]]
id = "floors"
name = "floors"
measure = "floor_area"
at_least = "1_500 m²"
kind = "expected"

[[target]]
id = "floors for people"
name = "floors for people"
measure = "floor_area_per_1000"
scope = "each area"
at_least = 1
kind = "expected"

[[target]]
id = "a station for communities"
name = "stations"
measure = "facilities_per_place"
of = "communities"
tiers = ["station", "centre"]
at_least = 0.1
kind = "expected"

[[area]]
id = "west"
towns = ["X", "B"]

[[funding]]
id = "lottery"
amount = "500_000 yuan"
pays_for = { areas = ["west"], towns = ["D"] }

[[funding]]
id     = "district""#,
    );
    place.edit(
        "plan.toml",
        "build = \"1_000_000 yuan\"",
        "build = \"1_000_000 yuan\"\nfloor_area = \"800 m²\"\nrunning_cost = \"10 万元\"",
    );
    let ran = place.run(&["solve", "plan.toml", "--out", "run"]);
    assert_eq!(ran.exit, 0, "{}{}", ran.stdout, ran.stderr);
    let plan: serde_json::Value = serde_json::from_str(&place.read("run/plan.json")).expect("JSON");
    let target = |id: &str| {
        let targets = plan["targets"].as_array().expect("a list");
        targets.iter().find(|own| own["id"] == id).expect("the target").clone()
    };
    let lottery = target("lottery");
    assert_eq!((&lottery["unit"], &lottery["met"]), (&"share".into(), &true.into()));
    assert!(lottery["reached"].as_f64().is_some_and(|share| share >= 0.8), "{lottery}");
    assert_eq!(target("floors")["unit"], "m²");
    let centres = plan["facilities"].as_array().expect("a list");
    let centres = centres.iter().find(|row| row["tier"] == "centre").expect("centres");
    let number = centres["after"].as_f64().expect("a number");
    assert_eq!(centres["floor_area_after_m2"].as_f64(), Some(800.0 * number));
    assert_eq!(centres["running_cost_yuan"].as_f64(), Some(100_000.0 * number));
    assert_eq!(target("floors")["reached"].as_f64(), Some(800.0 * number));
    assert!(place.read("run/layout.geojson").contains("\"plan_floor_area_m2\":800"));
    assert!(place.read("run/summary.md").contains("| Floor area, m² |"));
}
