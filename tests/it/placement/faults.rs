//! Every rule that a placement can break, with the ids.

use super::*;

#[test]
fn rules_of_sites() {
    let mut parts = line(&[(0.0, 1.0)], &[0.0, 1.0, 2.0, 3.0]);
    parts.rules = vec![SiteRule::Existing, SiteRule::Required, SiteRule::Forbidden, SiteRule::Free];
    let four = instance(parts);
    let audit = audit(&four, &ask(Goal::Median { count: 1 }), &open(&[2, 3]));
    assert_eq!(
        words(&audit),
        ["existing-closed", "required-closed", "forbidden-open", "number-of-sites"]
    );
    let texts: Vec<String> = audit.faults.iter().map(ToString::to_string).collect();
    assert_eq!(texts[0], "existing sites are closed: `s0`");
    assert_eq!(texts[1], "required sites are closed: `s1`");
    assert_eq!(texts[2], "forbidden sites are open: `s2`");
    assert_eq!(texts[3], "sites opened: 2, asked for: 1");
    assert_eq!(audit.objective, Some(2.0), "what it is worth is said all the same");
}

#[test]
fn numbers_and_budgets() {
    let mut parts = line(&[(0.0, 1.0)], &[0.0, 1.0, 2.0]);
    parts.fixed_costs = vec![4.0, 5.0, 6.0];
    let three = instance(parts);
    let faults = |goal, sites: &[u32]| words(&audit(&three, &ask(goal), &open(sites)));
    assert_eq!(faults(Goal::Median { count: 2 }, &[0]), ["number-of-sites"]);
    assert_eq!(faults(Goal::Center { count: 2 }, &[0]), [""; 0]);
    assert_eq!(faults(mclp(1.0, 1), &[0, 1]), ["number-of-sites"]);
    let budget = |budget| Goal::MaximalCover {
        decay: Decay::Step(within(1.0)),
        times: 1,
        opening: Opening::Budget(budget),
    };
    assert_eq!(faults(budget(9.0), &[0, 1]), [""; 0]);
    assert_eq!(faults(budget(8.9), &[0, 1]), ["over-budget"]);
    assert_eq!(faults(mclp(1.0, 3), &[1, 0]), ["open-list"]);
    assert_eq!(faults(mclp(1.0, 3), &[0, 0]), ["open-list"]);
    assert_eq!(faults(mclp(1.0, 3), &[0, 7]), ["open-list"]);
}

fn loaded() -> Instance {
    let mut parts = table(&[4.0, 6.0], 3, &[(0, 0, 1.0), (0, 1, 2.0), (1, 0, 3.0), (1, 1, 1.0)]);
    parts.capacities = Some(vec![5.0, 5.0, 5.0]);
    instance(parts)
}

fn cflp(capacity: Capacity) -> Question {
    Question::new(Goal::FixedCharge { count: None }, capacity)
}

#[test]
fn shares_and_capacities() {
    let two = loaded();
    let faults = |parts: &[(u32, u32, f64)]| {
        words(&audit(&two, &cflp(Capacity::Split), &served(&[0, 1], parts)))
    };
    assert_eq!(faults(&[(0, 0, 1.0), (1, 0, 1.0 / 6.0), (1, 1, 5.0 / 6.0)]), [""; 0]);
    assert_eq!(faults(&[(0, 0, 1.0), (1, 1, 1.0)]), ["over-capacity"]);
    assert_eq!(faults(&[(0, 0, 1.0), (1, 1, 0.5)]), ["unserved"]);
    assert_eq!(faults(&[(0, 0, 0.7), (0, 1, 0.5), (1, 1, 0.4)]), ["shares", "unserved"]);
    assert_eq!(faults(&[(0, 0, 1.0), (0, 1, 0.0)]), ["shares", "unserved"]);
    assert_eq!(
        faults(&[(0, 2, 1.0), (1, 0, 0.5), (1, 1, 0.5)]),
        ["served-beyond-reach", "served-at-closed", "unserved"]
    );
    assert_eq!(faults(&[(1, 1, 0.5), (0, 0, 1.0)]), ["served-list", "unserved"]);
    assert_eq!(faults(&[(0, 9, 1.0)]), ["served-list", "unserved"]);
}

#[test]
fn one_site_for_each_where_that_is_asked() {
    let two = loaded();
    let audited = |placement: &Placement| audit(&two, &cflp(Capacity::SingleSource), placement);
    let split = audited(&served(&[0, 1], &[(0, 0, 1.0), (1, 0, 0.5), (1, 1, 0.5)]));
    assert_eq!(words(&split), ["divided", "over-capacity"]);
    assert_eq!(split.faults[0].to_string(), "split over sites where one must serve all: `d1`");
    let silent = audited(&open(&[0, 1]));
    assert_eq!((silent.objective, words(&silent)), (None, vec!["assignment-missing"]));
}

#[test]
fn covered_within_capacity_need_not_be_all() {
    let mut parts = line(&[(0.0, 4.0), (1.0, 6.0), (9.0, 1.0)], &[0.0, 1.0]);
    parts.capacities = Some(vec![5.0, 3.0]);
    let three = instance(parts);
    let question = Question::new(mclp(1.0, 2), Capacity::Split);
    let best = audit(&three, &question, &open(&[0, 1]));
    assert_eq!((best.objective, words(&best)), (Some(8.0), vec![]));
    let beyond = audit(&three, &question, &served(&[0, 1], &[(0, 0, 1.0), (2, 1, 1.0)]));
    assert_eq!((beyond.objective, words(&beyond)), (Some(4.0), vec!["served-beyond-reach"]));
}

#[test]
fn unreachable_demand_is_named_and_never_assigned() {
    // D11: a pair that the table leaves out is no big number.
    let two = instance(table(&[4.0, 6.0], 1, &[(0, 0, 1.0)]));
    let audit = audit(&two, &ask(Goal::Median { count: 1 }), &open(&[0]));
    assert_eq!((audit.objective, words(&audit)), (None, vec!["unserved"]));
    assert_eq!(audit.figures.unreachable.ids, ["d1"]);
    assert_eq!(audit.figures.unreachable_weight, 6.0);
    assert_eq!(audit.figures.total_weight, 10.0, "it stays in the total");
    assert_eq!(audit.figures.greatest_distance, Some(1.0));
}
