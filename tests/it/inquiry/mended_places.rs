//! Repairs by places at sites, and repairs within a gap: the plan that each makes can be met, and with a step less it cannot.

use super::clashes::found;
use super::mended::{coverage, holds_and_no_less, repaired};
use super::without::{can_be_met, mended, size};
use crate::common::TinyPlan;
use crate::common::answers::limits;
use crate::common::draws::draws;
use proptest::prelude::*;
use yike::domain::*;
use yike::inquiry::{Concession, Conflicts, ConflictsRequest, conflicts, repairs, requirements};
use yike::solve::Silent;

proptest! {
    #![proptest_config(ProptestConfig { cases: std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(200), ..ProptestConfig::default() })]

    #[test]
    fn places_at_sites_are_the_fewest_that_suffice(
        units in proptest::collection::vec((0..20, 1..60), 1..4),
        sites in proptest::collection::vec((0..20, 1..40, any::<bool>()), 1..4),
        tenths in 3..11u8,
        money in 0..8i64,
    ) {
        let problem = of_places(&units, &sites, tenths, money);
        if can_be_met(&problem) {
            return Ok(());
        }
        let found = repaired(&problem);
        for own in &found.found {
            holds_and_no_less(&problem, own)?;
        }
        // At each site at which some number of places alone suffices, that number is found.
        let tier = TierIdx::from(0);
        let all: f64 = problem.units.iter().map(|unit| unit.people_of(GroupIdx::from(0))).sum();
        for site in problem.sites.keys() {
            let enough = |more: u32| can_be_met(&mended(&problem, &[Concession::Places { site, tier, more }]));
            let least = (1..=all as u32).find(|&more| enough(more));
            let told = found.found.iter().find_map(|own| match own.concessions[..] {
                [Concession::Places { site: own, more, .. }] if own == site => Some(more),
                _ => None,
            });
            prop_assert_eq!(told, least, "{:?}", found);
        }
    }

    #[test]
    fn within_a_gap_repairs_still_hold(draw in draws(), gap in prop_oneof![Just(0.02), Just(0.2)]) {
        let problem = draw.plan().problem();
        prop_assume!(requirements(&problem).len() <= 9 && size(&problem) <= 100 && draw.capacity.is_none());
        if can_be_met(&problem) {
            return Ok(());
        }
        let limits = limits().with_gap(yike::units::Share::new(gap).expect("a share"));
        let request = ConflictsRequest::new(100);
        let clashes = conflicts(&problem, &limits, &request, &Silent).expect("solved");
        // What clashes does not depend on how near to the best a plan is to be.
        let members = |own: &Conflicts| own.found.iter().map(|own| own.members.clone()).collect::<Vec<_>>();
        prop_assert_eq!(members(&clashes), members(&found(&problem, 100)));
        for own in &repairs(&problem, &limits, &clashes, &Silent).expect("solved").found {
            holds_and_no_less(&problem, own)?;
        }
    }
}

/// A plan of one tier with limited places, of whose people a share is to be covered.
fn of_places(units: &[(i32, i32)], sites: &[(i32, i32, bool)], tenths: u8, money: i64) -> Problem {
    let metres = |hectometres: i32| f64::from(hectometres) * 100.0;
    let mut plan = TinyPlan::new().tier("station", 600.0);
    for (number, &(at, people)) in units.iter().enumerate() {
        plan = plan.unit(&format!("U{number}"), metres(at), f64::from(people));
    }
    for (number, &(at, capacity, stands)) in sites.iter().enumerate() {
        let id = format!("S{number}");
        plan = match stands {
            true => plan.standing(&id, metres(at), "station"),
            false => plan.candidate(&id, metres(at), "station", 100_000),
        };
        plan = plan.capacity(f64::from(capacity));
    }
    let station = plan.tier_idx("station");
    let share = f64::from(tenths.min(10)) / 10.0;
    plan.funding("public", money * 50_000)
        .target(coverage(station), Scope::All, Direction::AtLeast, share)
        .problem()
}
