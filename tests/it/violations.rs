//! Each rule that a layout can break, broken by one planted change of a good layout: that rule is named, with
//! the site and the amount, and no other one.

use crate::common::{TinyPlan, site_idx};
use yike::domain::*;
use yike::plan::{Violation, ViolationKind, audit, complete};
use yike::travel::Arcs;
use yike::units::Yuan;

const STATE: usize = 0;
const LOTTERY: usize = 1;

/// On a line, metres east: S2 -500, C1 0, S1 500, M 700, C2 9,000, D 20,000; homes H1 and H2 at 0.
///
/// A centre leads at most two stations within 2 km. Homes have limited places. Works cost at most 700,000 yuan;
/// the state has 600,000 of them, the lottery pays for centres alone.
fn plan() -> Problem {
    let merge = |plan: TinyPlan, into: usize| {
        plan.work(WorkKind::Merge, "station", 50_000)
            .edit_site(|site| site.works.last_mut().expect("a work").into = Some(into.into()))
    };
    let plan = TinyPlan::new()
        .tier("station", 1000.0)
        .tier_serving("centre", 5000.0, &["station"])
        .leads("station", Some(2000.0), Some(2))
        .tier("home", 1000.0)
        .funding("state", 600_000)
        .funding("lottery", 500_000)
        .edit(|parts| parts.funding[FundingIdx::from(LOTTERY)].pays_for.tiers = vec![1.into()])
        .target(Measure::Cost, Scope::All, Direction::AtMost, 700_000.0)
        .unit("u1", 0.0, 8.0)
        .unit("u2", 100.0, 8.0)
        .candidate("C1", 0.0, "centre", 400_000)
        .standing("S1", 500.0, "station")
        .candidate("S2", -500.0, "station", 200_000)
        .standing("M", 700.0, "station");
    merge(merge(plan, 1), 4)
        .candidate("C2", 9000.0, "centre", 100_000)
        .standing("H1", 0.0, "home")
        .capacity(10.0)
        .candidate("H2", 0.0, "home", 100_000)
        .standing("D", 20_000.0, "home")
        .work(WorkKind::Upgrade, "home", 10_000)
        .edit_site(|site| site.may_stay = false)
        .problem()
}

/// A layout of the plan, with places by id.
struct Drawn {
    problem: Problem,
    arcs: Arcs,
    layout: Layout,
}

impl Drawn {
    /// C1 and S2 are built, M is merged into S1, D is renewed; C1 leads S1 and S2; all of u1 and a quarter of
    /// u2 have the ten places of H1. 660,000 yuan: C1 by the lottery, the rest (260,000) by the state.
    fn good() -> Self {
        let problem = plan();
        let arcs = Arcs::build(&problem);
        let mut choices = Layout::today(&problem).choices;
        for id in ["C1", "S2", "M", "D"] {
            choices[site_idx(&problem, id)] = Choice::Work(0);
        }
        let stated = StatedLayout::new(choices);
        let layout = complete(&problem, &arcs, stated);
        let mut drawn = Self { problem, arcs, layout };
        drawn.pays("C1", &[(LOTTERY, 400_000)]);
        for (id, cost) in [("S2", 200_000), ("M", 50_000), ("D", 10_000)] {
            drawn.pays(id, &[(STATE, cost)]);
        }
        drawn.layout.allocations = Vec::new();
        drawn.allocate(0, "H1", 1.0);
        drawn.allocate(1, "H1", 0.25);
        drawn
    }

    fn at(&self, id: &str) -> SiteIdx {
        site_idx(&self.problem, id)
    }

    fn choose(&mut self, id: &str, choice: Choice) {
        let site = self.at(id);
        self.layout.choices[site] = choice;
    }

    fn led_by(&mut self, id: &str, leader: Option<&str>) {
        let (site, leader) = (self.at(id), leader.map(|id| self.at(id)));
        self.layout.leaders[site] = leader;
    }

    fn pays(&mut self, id: &str, payments: &[(usize, i64)]) {
        let site = self.at(id);
        self.layout.payments[site] =
            payments.iter().map(|&(source, yuan)| (source.into(), Yuan::new(yuan))).collect();
    }

    fn allocate(&mut self, unit: usize, id: &str, share: f64) {
        let (tier, site) = (TierIdx::from(2), self.at(id));
        let unit = unit.into();
        self.layout.allocations.push(Allocation { tier, unit, site, share });
    }

    fn violations(&self) -> Vec<Violation> {
        audit(&self.problem, &self.arcs, &self.layout).violations
    }

    /// The one rule broken is this one, at this site, by this much.
    fn breaks_only(&self, kind: ViolationKind, site: Option<&str>, amount: f64) {
        let found = self.violations();
        let kinds: Vec<ViolationKind> = found.iter().map(|violation| violation.kind).collect();
        assert_eq!(kinds, [kind], "{found:?}");
        assert_eq!(found[0].site, site.map(|id| self.at(id)));
        crate::common::is_chinese(found[0].text.chinese());
        assert!((found[0].amount - amount).abs() < 1e-6, "{found:?}");
        if let Some(id) = site {
            assert!(found[0].text.english().contains(id), "{}", found[0].text);
        }
    }
}

#[test]
fn the_layout_breaks_no_rule_before_anything_is_planted() {
    assert_eq!(Drawn::good().violations(), []);
}

#[test]
fn v01_a_choice_that_the_site_does_not_allow() {
    let mut drawn = Drawn::good();
    drawn.choose("D", Choice::Stay);
    drawn.pays("D", &[]);
    drawn.breaks_only(ViolationKind::ChoiceNotAllowed, Some("D"), 1.0);
}

#[test]
fn v02_merged_into_what_does_not_stand() {
    let mut drawn = Drawn::good();
    drawn.choose("M", Choice::Work(1));
    drawn.breaks_only(ViolationKind::MergedIntoNothing, Some("M"), 1.0);
}

#[test]
fn v03_a_station_without_a_leader() {
    let mut drawn = Drawn::good();
    drawn.led_by("S1", None);
    drawn.breaks_only(ViolationKind::NotLed, Some("S1"), 1.0);
}

#[test]
fn v04_a_leader_that_may_not_lead() {
    // C2 is not built, S2 is no centre, nobody leads itself, and a home needs no leader.
    for (led, leader) in [("S1", "C2"), ("S1", "S2"), ("S1", "S1"), ("H1", "C1")] {
        let mut drawn = Drawn::good();
        drawn.led_by(led, Some(leader));
        drawn.breaks_only(ViolationKind::WrongLeader, Some(led), 1.0);
    }
    // C2, built instead of C1, is 8.5 km from S1 and 9.5 km from S2: more than 2 km.
    let mut drawn = Drawn::good();
    drawn.choose("C1", Choice::Stay);
    drawn.pays("C1", &[]);
    drawn.choose("C2", Choice::Work(0));
    drawn.pays("C2", &[(LOTTERY, 100_000)]);
    drawn.led_by("S1", Some("C2"));
    drawn.led_by("S2", Some("C2"));
    let kinds: Vec<_> = drawn.violations().iter().map(|found| found.kind).collect();
    assert_eq!(kinds, [ViolationKind::WrongLeader; 2]);
}

#[test]
fn v05_a_leader_of_too_many() {
    let mut drawn = Drawn::good();
    drawn.choose("M", Choice::Stay);
    drawn.pays("M", &[]);
    drawn.led_by("M", Some("C1"));
    drawn.breaks_only(ViolationKind::LeadsTooMany, Some("C1"), 1.0);
}

#[test]
fn v06_a_work_not_paid_in_full_or_more_than_paid() {
    for (yuan, miss) in [(199_999, 1.0), (200_001, 1.0), (0, 200_000.0)] {
        let mut drawn = Drawn::good();
        drawn.pays("S2", &[(STATE, yuan)]);
        drawn.breaks_only(ViolationKind::NotPaid, Some("S2"), miss);
    }
}

#[test]
fn v07_a_source_that_may_not_pay_for_this() {
    let mut drawn = Drawn::good();
    drawn.pays("D", &[(LOTTERY, 10_000)]);
    drawn.breaks_only(ViolationKind::WrongPayer, Some("D"), 10_000.0);
}

#[test]
fn v08_a_source_overspent() {
    // 400,000 more for C1 than the 260,000 that the state pays: 60,000 more than its 600,000.
    let mut drawn = Drawn::good();
    drawn.pays("C1", &[(STATE, 400_000)]);
    drawn.breaks_only(ViolationKind::Overspent, None, 60_000.0);
}

#[test]
fn v09_more_people_than_places() {
    // 8 + 4 people for 10 places.
    let mut drawn = Drawn::good();
    drawn.layout.allocations.pop();
    drawn.allocate(1, "H1", 0.5);
    drawn.breaks_only(ViolationKind::OverCapacity, Some("H1"), 2.0);
}

#[test]
fn v10_places_that_serve_nobody() {
    // H2 is not built; D is 20 km away; nobody is left of u1.
    for (unit, id, share, people) in [(1, "H2", 0.5, 4.0), (1, "D", 0.5, 4.0), (0, "H1", 0.25, 2.0)]
    {
        let mut drawn = Drawn::good();
        drawn.allocate(unit, id, share);
        drawn.breaks_only(ViolationKind::WrongService, Some(id), people);
    }
}

#[test]
fn v11_a_binding_target_missed() {
    // 660,000 + 100,000 yuan of at most 700,000.
    let mut drawn = Drawn::good();
    drawn.choose("H2", Choice::Work(0));
    drawn.pays("H2", &[(STATE, 100_000)]);
    drawn.breaks_only(ViolationKind::BindingTargetMissed, None, 60_000.0);
}

#[test]
fn a_fixed_mix_is_kept_to_the_yuan() {
    let fixed = vec![
        (FundingIdx::from(STATE), Yuan::new(50_000)),
        (FundingIdx::from(LOTTERY), Yuan::new(150_000)),
    ];
    let mut drawn = Drawn::good();
    let s2 = drawn.at("S2");
    let mut parts = drawn.problem.clone().into_parts();
    parts.sites[s2].works[0].funding = Some(fixed);
    parts.funding[FundingIdx::from(LOTTERY)].amount = Yuan::new(550_000);
    drawn.problem = Problem::new(parts).expect("a sound plan");
    // What a fixed mix says may be paid, whatever the source pays for otherwise.
    drawn.pays("S2", &[(STATE, 50_000), (LOTTERY, 150_000)]);
    assert_eq!(drawn.violations(), []);
    drawn.pays("S2", &[(STATE, 200_000)]);
    drawn.breaks_only(ViolationKind::WrongPayer, Some("S2"), 200_000.0);
}

#[test]
fn every_kind_has_a_code_of_its_own() {
    let codes: Vec<&str> = ViolationKind::ALL.map(ViolationKind::code).to_vec();
    let expected: Vec<String> =
        (1..=ViolationKind::ALL.len()).map(|number| format!("V{number:02}")).collect();
    assert_eq!(codes, expected);
}
