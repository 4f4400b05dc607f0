//! Why a problem has no answer, by ids (D4).

use super::*;
use yike::plan::location::screen;

fn reasons(parts: InstanceParts, question: &Question) -> Vec<String> {
    let reasons = screen(&instance(parts), question);
    reasons
        .iter()
        .for_each(|reason| [reason.text(), reason.repair().into()].iter().for_each(assert_told));
    reasons.iter().map(ToString::to_string).collect()
}

#[test]
fn demand_that_no_site_reaches_is_named() {
    let three = || line(&[(0.0, 3.0), (7.0, 0.0), (9.0, 2.0)], &[0.0, 3.0]);
    let lscp = |times| ask(Goal::SetCover { reach: within(3.0), times, by_cost: false });
    assert_eq!(reasons(three(), &lscp(1)), ["no site is within reach of `d2` (weight 2)"]);
    assert_eq!(
        reasons(three(), &lscp(2)),
        ["fewer than 2 sites are within reach of `d2` (weight 2)"]
    );
    let mut forbidden = three();
    forbidden.rules = vec![SiteRule::Forbidden, SiteRule::Free];
    assert_eq!(reasons(forbidden, &lscp(1)), ["no site is within reach of `d2` (weight 2)"]);
    let psclp = |fraction| {
        ask(Goal::PartialCover { reach: within(3.0), share: share(fraction), by_cost: false })
    };
    assert_eq!(reasons(three(), &psclp(0.6)), [""; 0]);
    assert_eq!(
        reasons(three(), &psclp(0.7)),
        ["a weight of 3.5 must be covered, but all sites together cover 3; out of reach: `d2`"]
    );
    assert_eq!(reasons(three(), &ask(mclp(1.0, 1))), [""; 0]);
}

#[test]
fn none_may_open() {
    let two = |rules| {
        let mut parts = line(&[(0.0, 3.0), (7.0, 1.0)], &[0.0, 3.0]);
        parts.rules = rules;
        parts
    };
    let median = ask(Goal::Median { count: 0 });
    assert_eq!(
        reasons(two(Vec::new()), &median),
        ["no site exists, none may be opened, and there is demand"]
    );
    let stands = vec![SiteRule::Existing, SiteRule::Free];
    assert_eq!(reasons(two(stands), &median), [""; 0]);
}

#[test]
fn a_table_may_lead_nowhere() {
    let two = || table(&[1.0, 1.0], 2, &[(0, 0, 5.0)]);
    for goal in
        [Goal::Median { count: 1 }, Goal::Center { count: 1 }, Goal::FixedCharge { count: None }]
    {
        let found = reasons(two(), &ask(goal));
        assert_eq!(found, ["the table leads to no site from `d1` (weight 1)"]);
    }
}

#[test]
fn capacities_may_be_too_small_in_all_or_where_they_are() {
    let sized = |room: &[f64]| {
        let mut parts =
            table(&[4.0, 6.0, 1.0], 3, &[(0, 0, 1.0), (1, 0, 1.0), (2, 1, 1.0), (2, 2, 1.0)]);
        parts.capacities = Some(room.to_vec());
        parts
    };
    let question = |capacity, count| Question::new(Goal::FixedCharge { count }, capacity);
    assert_eq!(
        reasons(sized(&[5.0, 5.0, 0.0]), &question(Capacity::Split, None)),
        ["demand is 11; all sites that may be open can serve 10"]
    );
    assert_eq!(
        reasons(sized(&[8.0, 2.0, 2.0]), &question(Capacity::Split, Some(2))),
        [
            "demand is 11; the 2 largest sites that may be opened, with the existing ones, can serve 10"
        ]
    );
    assert_eq!(
        reasons(sized(&[9.0, 9.0, 9.0]), &question(Capacity::Split, None)),
        ["`d0`, `d1` together have a demand of 10; the sites that they reach, `s0`, can serve 9"]
    );
    assert_eq!(
        reasons(sized(&[5.5, 9.0, 9.0]), &question(Capacity::SingleSource, None))[0],
        "larger than any site within reach, where one must serve all: `d1`"
    );
}

#[test]
fn without_sites_nobody_is_served() {
    let none = || line(&[(0.0, 1.0)], &[]);
    assert_eq!(
        reasons(none(), &ask(Goal::Center { count: 0 })),
        ["no site may be open, and there is demand"]
    );
}

#[test]
fn parts_that_make_no_instance_are_refused() {
    let refused = |parts| {
        let text = Instance::new(parts).expect_err("refused").text();
        assert_told(&text);
        text.to_string()
    };
    let twice = table(&[1.0, 1.0], 2, &[(0, 1, 3.0), (0, 0, 1.0), (0, 1, 4.0)]);
    assert_eq!(refused(twice), "the table gives the distance from `d0` to `s1` twice");
    for far in [1e200, -1e200, f64::NAN, f64::INFINITY] {
        let text = refused(line(&[(far, 1.0)], &[0.0]));
        assert!(text.starts_with("a coordinate of `d0` is "), "{text}");
    }
}

#[test]
fn sites_out_of_each_others_reach_are_no_question_of_dispersion() {
    let known = [(0, 0, 0.0), (0, 1, 2.0), (1, 0, 2.0), (1, 1, 0.0)];
    let mut parts = table(&[1.0; 2], 2, &known);
    parts.same_points = true;
    let two = ask(Goal::Dispersion { count: 2 });
    assert_eq!(two.check(&instance(parts)), Ok(()));
    let mut parts = table(&[1.0; 2], 2, &known[..2]);
    parts.same_points = true;
    let errors = two.check(&instance(parts)).expect_err("refused");
    assert_told(&errors[0].text());
    assert_eq!(
        errors[0].to_string(),
        "p-dispersion needs the distance between every two sites: that of `s1` to 1 others is missing"
    );
}
