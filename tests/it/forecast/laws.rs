//! What holds of any two censuses.

use proptest::prelude::*;
use yike::domain::forecast::{
    AgeTable, AreaMethod, AreaOutlook, Census, CohortChange, Deviation, Outlook, PeopleGroup,
    Published, Request, Sex, Variant, back_test, back_test_ahead, bands_of, control, share_bands,
    share_out,
};
use yike::units::Share;

const GROUPS: [PeopleGroup; 4] = PeopleGroup::USUAL;

fn ages() -> impl Strategy<Value = AgeTable> {
    let count = prop_oneof![1 => Just(0.0), 8 => (0..9000_u32).prop_map(f64::from)];
    let counts = prop::collection::vec(count, 18);
    (counts.clone(), counts).prop_map(|(men, women)| AgeTable::new(men, women).expect("counts"))
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1.0)
}

fn counted(year: i32, ages: &AgeTable) -> Census {
    Census { year, ages: ages.clone() }
}

/// Two areas of the same censuses the other way round.
fn request(before: &AgeTable, after: &AgeTable, seed: u64) -> Request {
    let area = |id: &str, a: &AgeTable, b: &AgeTable| AreaOutlook {
        id: id.into(),
        name: id.into(),
        method: AreaMethod::cohort_change(&counted(2010, a), &counted(2020, b)).expect("ratios"),
    };
    let areas = [area("a", before, after), area("b", after, before)];
    let mut request = Request::new(areas, GROUPS, [2023, 2025, 2030, 2035]);
    request.variants = Variant::NAMED.to_vec();
    request.draws = 3;
    request.seed = seed;
    request
}

fn share(fraction: f64) -> Share {
    Share::new(fraction).expect("a share")
}

proptest! {
    #[test]
    fn ratios_of_two_censuses_give_the_second_again(
        before in ages(), after in ages(), years in prop::sample::select(vec![5, 10]),
    ) {
        let change = CohortChange::between(&before, &after, years).expect("5 or 10 years");
        let again = change.people(&before, years, &Deviation::none());
        for sex in Sex::ALL {
            for (a, b) in again.of(sex).iter().zip(after.of(sex)) {
                prop_assert!(near(*a, *b), "{again:?}\n{after:?}");
            }
        }
        for test in back_test(&before, &after, years, &GROUPS) {
            prop_assert!(near(test.again, test.counted));
            prop_assert_eq!(test.by_halves.is_some(), years == 10);
        }
    }

    #[test]
    fn nobody_is_less_than_nobody(
        before in ages(), after in ages(), years in 0..101_u32, seed in any::<u64>(),
    ) {
        let change = CohortChange::between(&before, &after, 10).expect("10 years");
        let mut futures = Deviation::draws(seed, share(0.3), 2);
        futures.push(Deviation::of(Variant::Low, share(1.0)));
        futures.push(Deviation::of(Variant::High, share(0.05)));
        for future in futures {
            let people = change.people(&after, years, &future);
            for sex in Sex::ALL {
                prop_assert!(people.of(sex).iter().all(|count| *count >= 0.0 && count.is_finite()));
            }
            let figures = GROUPS.map(|group| people.from_age(group.age()));
            prop_assert!(figures.windows(2).all(|pair| pair[0] >= pair[1]));
        }
    }

    #[test]
    fn years_begin_at_the_census_and_pass_through_it_without_a_jump(before in ages(), after in ages()) {
        let change = CohortChange::between(&before, &after, 10).expect("10 years");
        let none = Deviation::none();
        let at = |years| change.people(&after, years, &none).total();
        prop_assert!(near(at(0), after.total()));
        // A fifth of the way to the next mark each year.
        prop_assert!((at(1) - at(0) - (at(5) - at(0)) / 5.0).abs() < 1e-6 * (1.0 + at(5)));
    }

    #[test]
    fn low_medium_and_high_are_in_order(before in ages(), after in ages()) {
        let outlook = Outlook::new(&request(&before, &after, 1)).expect("an outlook");
        for row in outlook.rows.iter().filter(|row| row.variant == Variant::Medium) {
            let of = |variant| {
                let same = |other: &&yike::domain::forecast::Row| {
                    (other.area, other.year, other.group, other.variant)
                        == (row.area, row.year, row.group, variant)
                };
                outlook.rows.iter().find(same).expect("a row").own
            };
            let (low, high) = (of(Variant::Low), of(Variant::High));
            prop_assert!(low <= row.own * (1.0 + 1e-9) && row.own <= high * (1.0 + 1e-9));
        }
    }

    #[test]
    fn the_same_seed_draws_the_same_futures(before in ages(), after in ages(), seed in any::<u64>()) {
        let a = Outlook::new(&request(&before, &after, seed)).expect("an outlook");
        prop_assert_eq!(&a, &Outlook::new(&request(&before, &after, seed)).expect("an outlook"));
        let more = Deviation::draws(seed, share(0.05), 9);
        prop_assert_eq!(&more[..4], &Deviation::draws(seed, share(0.05), 4)[..]);
    }

    #[test]
    fn controlled_groups_are_as_asked_and_others_in_proportion(
        mut figures in prop::collection::vec(1.0..1e6_f64, 4),
        mut asked in prop::collection::vec(0.0..1e6_f64, 4),
        which in prop::collection::vec(any::<bool>(), 4),
    ) {
        figures.sort_by(|a, b| b.total_cmp(a));
        asked.sort_by(|a, b| b.total_cmp(a));
        let controls: Vec<Option<f64>> = asked.iter().zip(&which).map(|(a, on)| on.then_some(*a)).collect();
        let brought = control(&figures, &controls).expect("in order");
        for (got, wanted) in brought.iter().zip(&controls) {
            prop_assert!(wanted.is_none_or(|wanted| wanted == *got));
        }
        prop_assert!(brought.windows(2).all(|pair| pair[0] >= pair[1] - 1e-6));
        if !which.iter().any(|on| *on) {
            prop_assert!(brought.iter().zip(&figures).all(|(a, b)| near(*a, *b)));
        }
    }

    #[test]
    fn parts_are_whole_and_add_up(
        total in 0..3_000_000_u32, weights in prop::collection::vec(0.0..1e5_f64, 1..60),
    ) {
        let parts = share_out(f64::from(total), &weights);
        prop_assert_eq!(parts.iter().sum::<f64>(), f64::from(total));
        let sum: f64 = weights.iter().sum();
        for (part, weight) in parts.iter().zip(&weights) {
            prop_assert!(*part >= 0.0 && part.fract() == 0.0);
            prop_assert!(sum <= 0.0 || (part - f64::from(total) * weight / sum).abs() < 1.0 + 1e-6);
        }
    }

    #[test]
    fn units_add_up_to_their_area_and_keep_groups_inside_each_other(
        mut figures in prop::collection::vec(0.0..1e6_f64, 4),
        units in prop::collection::vec(prop::collection::vec(0.0..3000.0_f64, 4), 1..40),
    ) {
        figures.sort_by(|a, b| b.total_cmp(a));
        let weights: Vec<Vec<f64>> = units
            .into_iter()
            .map(|mut people| {
                people.sort_by(|a, b| b.total_cmp(a));
                bands_of(&people)
            })
            .collect();
        let shared = share_bands(&figures, &weights);
        for (group, figure) in figures.iter().enumerate() {
            let sum: f64 = shared.iter().map(|people| people[group]).sum();
            prop_assert_eq!(sum, figure.round());
        }
        prop_assert!(shared.iter().all(|people| people.windows(2).all(|pair| pair[0] >= pair[1])));
    }

    #[test]
    fn controlled_outlooks_keep_their_totals(before in ages(), after in ages(), wanted in 0..90_000_u32) {
        let mut request = request(&before, &after, 1);
        request.published.push(Published {
            area: 1,
            group: PeopleGroup::Aged(60),
            year: 2030,
            people: f64::from(wanted),
            controls: true,
        });
        let outlook = Outlook::new(&request).expect("an outlook");
        for row in outlook.rows.iter().filter(|row| row.controlled) {
            prop_assert_eq!((row.area, row.year, row.group), (1, 2030, PeopleGroup::Aged(60)));
            if row.variant == Variant::Medium {
                prop_assert_eq!(row.people, f64::from(wanted));
            }
        }
        prop_assert!(outlook.rows.iter().all(|row| row.people >= 0.0));
    }

    #[test]
    fn trends_and_growth_stay_counts(before in ages(), after in ages(), years in 0..80) {
        let (a, b) = (counted(2010, &before), counted(2020, &after));
        let growth = AreaMethod::growth(Some(&a), &b, &GROUPS, &[]).expect("two censuses");
        for method in [growth, AreaMethod::ageing_trend(&a, &b, &GROUPS)] {
            for variant in Variant::NAMED {
                let future = Deviation::of(variant, share(0.05));
                let people = method.figures(&GROUPS, 2020 + years, variant, &future).expect("figures");
                prop_assert!(people.windows(2).all(|pair| pair[0] >= pair[1]), "{people:?}");
                prop_assert!(people.iter().all(|count| *count >= 0.0), "{people:?}");
            }
        }
    }
}

#[test]
fn five_year_ratios_are_those_of_the_book() {
    // A cohort of 100 that keeps nine in ten of each sex, and a child for two women.
    let men = |oldest: f64| {
        let mut counts = vec![100.0; 18];
        counts[17] = oldest;
        counts
    };
    let after: Vec<f64> = (0..18).map(|group| if group == 0 { 300.0 } else { 90.0 }).collect();
    let mut women = after.clone();
    women[17] = 180.0;
    let before = AgeTable::new(men(100.0), men(100.0)).expect("counts");
    let after = AgeTable::new(women.clone(), women).expect("counts");
    let change = CohortChange::between(&before, &after, 5).expect("five years");
    let next = change.people(&after, 5, &Deviation::none());
    let of = next.of(Sex::Female);
    // 300 children become 270, cohorts of 90 become 81, (90 + 180) of 80 and over 270 · 180/200.
    assert!(near(of[1], 270.0) && near(of[5], 81.0) && near(of[17], 243.0), "{of:?}");
    // 300 children for 540 women; now there are 486.
    assert!(near(of[0], 270.0), "{of:?}");
}

#[test]
fn a_third_census_tests_whether_ratios_last() {
    let table = |factor: f64| {
        let counts: Vec<f64> =
            (0..18).map(|group| 1000.0 * factor / f64::from(group + 1)).collect();
        AgeTable::new(counts.clone(), counts).expect("counts")
    };
    let censuses = [(2000, 1.0), (2010, 1.1), (2020, 1.21)]
        .map(|(year, factor)| Census { year, ages: table(factor) });
    assert_eq!(back_test_ahead(&censuses[1..], &GROUPS), None);
    let said = back_test_ahead(&censuses, &GROUPS).expect("three censuses");
    for (said, group) in said.iter().zip(GROUPS) {
        // Everything grew by a tenth each time, so the ratios did last.
        assert!(near(*said, censuses[2].ages.from_age(group.age())));
    }
}
