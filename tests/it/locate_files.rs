//! The compact models of location problems as LP and MPS files: both say the same, another reader that solves them
//! finds the best of all placements, and they look as they should.

use crate::common::location::brute::close;
use crate::common::location::{Draw, Kind, draws};
use crate::common::lp::{least, read_lp, read_mps};
use proptest::prelude::*;
use yike::domain::location::Sense;
use yike::solve::{compact_lp, compact_mps};

fn check(draw: &Draw, kind: Kind) {
    let case = draw.case(kind);
    let text = compact_lp(&case.instance, &case.question);
    let model = read_lp(&text);
    assert_eq!(model, read_mps(&compact_mps(&case.instance, &case.question)), "{text}");
    for (_, name) in model.objective.iter().chain(model.rows.iter().flat_map(|row| &row.0)) {
        assert!(model.bounds.contains_key(name), "{name} is nowhere bounded");
    }
    let value = least(&model).map(|least| match case.question.sense() {
        Sense::Minimise => least,
        Sense::Maximise => -least,
    });
    let same = match (value, case.best()) {
        (None, None) => true,
        (Some(value), Some(best)) => close(value, best),
        _ => false,
    };
    assert!(same, "{value:?} {:?}\n{text}", case.best());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(64), ..ProptestConfig::default() })]

    #[test]
    fn both_files_are_worth_what_the_best_placement_is(draw in draws(), kind in 0..Kind::ALL.len()) {
        check(&draw, Kind::ALL[kind]);
    }
}

/// Three demand points and three sites on a line, of which one exists and one is forbidden.
fn small() -> Draw {
    Draw {
        points: vec![(0, 0, 2), (1, 0, 0), (4, 0, 3)],
        places: vec![(0, 0, 5, 9, 9), (2, 0, 4, 9, 0), (4, 0, 3, 9, 9), (4, 1, 1, 9, 2)],
        metric: 0,
        holes: 0,
        whole_demand: false,
        count: 1,
        has_count: true,
        budget: 0,
        reach: 1,
        strict: false,
        twice: false,
        by_cost: true,
        share: 10,
        decay: 2,
    }
}

macro_rules! looks_as_it_should {
    ($($name:ident: $kind:ident, $text:ident;)*) => {
        $(
            #[test]
            fn $name() {
                let case = small().case(Kind::$kind);
                insta::with_settings!({ snapshot_path => "snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
                    insta::assert_snapshot!(stringify!($name), $text(&case.instance, &case.question));
                });
            }
        )*
    };
}

looks_as_it_should! {
    locate_uflp_lp: FixedCharge, compact_lp;
    locate_uflp_mps: FixedCharge, compact_mps;
    locate_gradual_lp: Gradual, compact_lp;
    locate_gradual_mps: Gradual, compact_mps;
    locate_center_lp: Center, compact_lp;
    locate_center_mps: Center, compact_mps;
    locate_sscflp_lp: SingleCharge, compact_lp;
    locate_sscflp_mps: SingleCharge, compact_mps;
}
