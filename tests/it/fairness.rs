//! Inequality measures against definitions written a second time, person by person, and against PySAL's packages; what a
//! layout gives to each part of the people.

use crate::common::draws::{Draw, draws};
#[cfg(feature = "highs")]
use crate::common::program::Workplace;
use proptest::prelude::*;
use typed_index_collections::TiVec;
use yike::domain::*;
use yike::plan::fairness::{
    AVERSION, Catchment, Portion, Subject, Supplied, WORST, Worth, fairness, floating_catchment,
    gini, kappa, kolm_pollak, mean, supplied, supply, theil, theil_of_groups, worst_off,
};
use yike::plan::{self, Slice};
use yike::travel::Arcs;

const AT_MOST: f64 = 1e-9;

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= AT_MOST * b.abs().max(1.0)
}

/// Values in quarters, whole people, and one of three towns.
fn drawn() -> impl Strategy<Value = Vec<(u8, f64, f64)>> {
    let portion = (0..3u8, 0..40u32, 0..9u32);
    let whole = proptest::collection::vec(portion, 1..9);
    whole.prop_map(|all| {
        all.into_iter()
            .map(|(town, value, people)| (town, f64::from(value) / 4.0, f64::from(people)))
            .collect()
    })
}

fn portions(drawn: &[(u8, f64, f64)]) -> Vec<Portion> {
    drawn.iter().map(|&(_, value, people)| Portion { value, people }).collect()
}

/// Everybody, with their town.
fn persons(drawn: &[(u8, f64, f64)]) -> Vec<(u8, f64)> {
    drawn.iter().flat_map(|&(town, value, people)| vec![(town, value); people as usize]).collect()
}

/// Half the mean difference of all pairs, over the mean.
fn gini_of_pairs(values: &[f64]) -> f64 {
    let differences = values.iter().flat_map(|a| values.iter().map(move |b| (a - b).abs()));
    let count = values.len() as f64;
    differences.sum::<f64>() / (2.0 * count * values.iter().sum::<f64>())
}

/// The entropy that is missing to that of equal shares.
fn theil_of_entropy(values: &[f64]) -> f64 {
    let total: f64 = values.iter().sum();
    let entropy: f64 = values
        .iter()
        .map(|value| value / total)
        .filter(|share| *share > 0.0)
        .map(|share| -share * share.ln())
        .sum();
    (values.len() as f64).ln() - entropy
}

/// The least of t + Σ (x − t)⁺ / (β·n) over t (Rockafellar & Uryasev), of a burden.
fn tail_mean(values: &[(f64, f64)], share: f64) -> f64 {
    let people: f64 = values.iter().map(|own| own.1).sum();
    let above = |t: f64| values.iter().map(move |own| own.1 * (own.0 - t).max(0.0)).sum::<f64>();
    let all = values.iter().map(|&(t, _)| t + above(t) / (share * people));
    all.fold(f64::INFINITY, f64::min)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(4000), ..ProptestConfig::default() })]

    #[test]
    fn measures_are_those_of_their_definitions(drawn in drawn()) {
        let (portions, persons) = (portions(&drawn), persons(&drawn));
        let values: Vec<f64> = persons.iter().map(|own| own.1).collect();
        let total: f64 = values.iter().sum();
        if values.is_empty() {
            prop_assert_eq!(mean(&portions), None);
            prop_assert_eq!(kolm_pollak(&portions, Some(1.0)), None);
            prop_assert_eq!(worst_off(&portions, Worth::Good, WORST), None);
        }
        if total == 0.0 {
            prop_assert_eq!((gini(&portions), theil(&portions)), (None, None));
            prop_assert_eq!(kappa(&portions, Worth::Burden, AVERSION), None);
            return Ok(());
        }
        let count = values.len() as f64;
        prop_assert!(near(mean(&portions).expect("people"), total / count));
        prop_assert!(near(gini(&portions).expect("something"), gini_of_pairs(&values)));
        let index = theil_of_entropy(&values);
        prop_assert!((theil(&portions).expect("something") - index).abs() < AT_MOST);

        // Between towns: everybody with the mean of their town.
        let of_town = |town: u8| persons.iter().filter(move |own| own.0 == town).map(|own| own.1);
        let levelled: Vec<f64> = persons
            .iter()
            .map(|own| of_town(own.0).sum::<f64>() / of_town(own.0).count() as f64)
            .collect();
        let split = theil_of_groups(drawn.iter().map(|own| own.0).zip(portions.iter().copied()));
        let split = split.expect("something");
        prop_assert!((split.between - theil_of_entropy(&levelled)).abs() < AT_MOST);
        prop_assert!((split.index - index).abs() < AT_MOST);
        prop_assert!((split.between + split.within - split.index).abs() < AT_MOST);
        prop_assert!(split.within > -AT_MOST);

        for (worth, sign) in [(Worth::Good, 1.0), (Worth::Burden, -1.0)] {
            let squares: f64 = values.iter().map(|value| value * value).sum();
            let kappa = kappa(&portions, worth, 0.5).expect("something");
            prop_assert!(near(kappa, sign * 0.5 * total / squares));
            // As good as what they have: e^(−κ·x) is the same on average.
            let equivalent = kolm_pollak(&portions, Some(kappa)).expect("people");
            let average = values.iter().map(|value| (-kappa * value).exp()).sum::<f64>() / count;
            prop_assert!(near((-kappa * equivalent).exp(), average));
            prop_assert!(sign * (total / count - equivalent) > -AT_MOST, "inequality takes away");

            // Everybody in ten parts: the tenth is as many parts as there are people.
            let mut parts: Vec<f64> = values.iter().flat_map(|&value| [value; 10]).collect();
            parts.sort_by(|a, b| (sign * a).total_cmp(&(sign * b)));
            let worst = parts[..values.len()].iter().sum::<f64>() / count;
            prop_assert!(near(worst_off(&portions, worth, WORST).expect("people"), worst));
        }
    }

    #[test]
    fn catchments_share_out_what_there_is(
        people in proptest::collection::vec(0..50u32, 1..6),
        supply in proptest::collection::vec(0..30u32, 1..6),
        weights in proptest::collection::vec(0..5u32, 36),
    ) {
        let people: Vec<f64> = people.into_iter().map(f64::from).collect();
        let supply: Vec<f64> = supply.into_iter().map(f64::from).collect();
        let weight = |unit: usize, site: usize| f64::from(weights[unit * 6 + site]) / 4.0;
        let mut within = Vec::new();
        for unit in 0..people.len() {
            for site in (0..supply.len()).filter(|&site| weight(unit, site) > 0.0) {
                within.push(Catchment { unit, site, weight: weight(unit, site) });
            }
        }
        let found = floating_catchment(&people, &supply, &within);
        for (unit, a_head) in found.iter().enumerate() {
            let of_site = |site: usize| {
                let demand: f64 = (0..people.len()).map(|own| weight(own, site) * people[own]).sum();
                if demand == 0.0 { 0.0 } else { weight(unit, site) * supply[site] / demand }
            };
            prop_assert!(near(*a_head, (0..supply.len()).map(of_site).sum()));
        }
    }
}

fn peers() -> serde_json::Value {
    serde_json::from_str(include_str!("../fixtures/fairness/peers.json")).expect("the fixture")
}

fn numbers(value: &serde_json::Value) -> Vec<f64> {
    value.as_array().expect("a list").iter().map(|own| own.as_f64().expect("a number")).collect()
}

#[track_caller]
fn all_near(found: &[f64], expected: &[f64]) {
    assert_eq!(found.len(), expected.len());
    for (at, (a, b)) in found.iter().zip(expected).enumerate() {
        assert!((a - b).abs() <= AT_MOST * b.abs().max(1e-3), "{at}: {a} {b}");
    }
}

/// The example of access's tests: three tracts with hospitals, faster travel into the city.
#[test]
fn catchments_are_those_of_access() {
    for own in peers()["hospitals"].as_array().expect("examples") {
        let inbound = own["inbound"].as_f64().expect("minutes");
        let cost = [[1.0, 80.0, inbound], [80.0, 1.0, inbound], [40.0, 40.0, 1.0]];
        let weigh = |weight: &dyn Fn(f64) -> f64| {
            let mut within = Vec::new();
            for (unit, row) in cost.iter().enumerate() {
                let sites = row.iter().enumerate();
                within.extend(sites.map(|(site, &cost)| Catchment {
                    unit,
                    site,
                    weight: weight(cost),
                }));
            }
            floating_catchment(&[100.0, 50.0, 10.0], &[15.0, 20.0, 100.0], &within)
        };
        let plain = weigh(&|cost| f64::from(u8::from(cost <= 60.0)));
        let decayed = weigh(&|cost| match cost {
            cost if cost <= 20.0 => 1.0,
            cost if cost <= 40.0 => 0.68,
            cost if cost <= 60.0 => 0.22,
            _ => 0.0,
        });
        all_near(&plain, &numbers(&own["plain"]));
        all_near(&decayed, &numbers(&own["decayed"]));
    }
}

/// What stands in Changshou today, by access, inequality and inequalipy from the layers alone.
#[test]
fn changshou_is_that_of_pysal() {
    let problem = yike::read::read_plan(std::path::Path::new("data/changshou/plan.toml"))
        .expect("the data")
        .problem;
    let arcs = Arcs::build(&problem);
    let today = Layout::today(&problem);
    let peers = peers();
    for own in peers["changshou"].as_array().expect("tiers") {
        let tier = problem.tiers.position(|tier| tier.id == own["tier"].as_str().expect("an id"));
        let tier = tier.expect("a tier");
        assert_eq!(supplied(&problem, tier), Supplied::Facilities);
        let supply = supply(&problem, &arcs, tier, &today.choices).expect("a tier with a reach");
        let units: Vec<UnitIdx> = own["units"]
            .as_array()
            .expect("a list")
            .iter()
            .map(|id| problem.units.position(|unit| id == &unit.id).expect("a unit"))
            .collect();
        let of =
            |list: &TiVec<UnitIdx, f64>| units.iter().map(|&unit| list[unit]).collect::<Vec<_>>();
        all_near(&of(&supply.plain), &numbers(&own["plain"]));
        all_near(&of(&supply.decayed), &numbers(&own["decayed"]));
        let people: Vec<f64> =
            units.iter().map(|&unit| problem.units[unit].people_of(0.into())).collect();
        assert_eq!(people, numbers(&own["people"]));

        let km = numbers(&own["km"]);
        let portions: Vec<Portion> =
            km.iter().zip(people).map(|(&value, people)| Portion { value, people }).collect();
        let towns = own["towns"].as_array().expect("a list").iter().map(|town| town.as_str());
        let split = theil_of_groups(towns.zip(portions.iter().copied())).expect("ways");
        let kappa = kappa(&portions, Worth::Burden, 1.0);
        let found = [
            gini(&portions).expect("ways"),
            split.index,
            split.between,
            kappa.expect("ways"),
            kolm_pollak(&portions, kappa).expect("people"),
        ];
        let named = ["gini", "theil", "between", "kappa", "kolm_pollak"];
        all_near(&found, &named.map(|name| own[name].as_f64().expect("a number")));
    }
}

/// A layout in which each site makes the choice of these numbers, as far as it has any.
fn layout_of(problem: &Problem, arcs: &Arcs, numbers: &[usize]) -> Option<Layout> {
    let choices = problem.sites.iter().enumerate().map(|(at, site)| {
        let options: Vec<Choice> = site.choices().collect();
        (!options.is_empty()).then(|| options[numbers[at % numbers.len()] % options.len()])
    });
    let choices: Option<TiVec<SiteIdx, Choice>> = choices.collect();
    Some(plan::complete(problem, arcs, StatedLayout::new(choices?)))
}

/// People with their way: kilometres, or none where they are not served.
type Persons = Vec<(f64, Option<f64>)>;

fn checks(draw: &Draw, numbers: &[usize]) -> Result<(), TestCaseError> {
    let problem = draw.plan().problem();
    let arcs = Arcs::build(&problem);
    let Some(layout) = layout_of(&problem, &arcs, numbers) else {
        return Ok(());
    };
    let audit = plan::audit(&problem, &arcs, &layout);
    let found = fairness(&problem, &arcs, &layout, &audit.assignment);
    let today = plan::assigned_today(&problem, &arcs);
    let ends = [draw.reach[2], draw.reach[1], draw.reach[0]];
    let end_km = |tier: TierIdx| (f64::from(ends[usize::from(tier)]) * 100.0 + 0.25) / 1000.0;
    let of_unit = |assignment: &plan::Assignment, tier: TierIdx, unit: UnitIdx| -> Persons {
        let services = &assignment[tier][unit];
        let mut own: Persons =
            services.iter().map(|own| (own.share, Some(own.distance.metres() / 1000.0))).collect();
        let left = 1.0 - own.iter().map(|own| own.0).sum::<f64>();
        if left > 1e-9 {
            own.push((left, None));
        }
        own
    };
    let mut rows = found.access.iter();
    let mut all = [Vec::new(), Vec::new()];
    for tier in problem.tiers.keys() {
        let slices = std::iter::once(Slice::All)
            .chain(Setting::ALL.map(Slice::Setting))
            .chain(problem.towns.keys().map(Slice::Town));
        for slice in slices {
            let units = problem.units.iter_enumerated().filter(|(_, unit)| match slice {
                Slice::All => true,
                Slice::Setting(setting) => unit.setting == setting,
                Slice::Town(town) => unit.town == town,
            });
            let mut ways = [Vec::new(), Vec::new()];
            let (mut people, mut served) = (0.0, [0.0; 2]);
            for (index, unit) in units {
                let of = unit.people_of(0.into());
                people += of;
                for (at, assignment) in [&today, &audit.assignment].into_iter().enumerate() {
                    for (share, km) in of_unit(assignment, tier, index) {
                        ways[at].push((km.unwrap_or(end_km(tier)), share * of));
                        served[at] += if km.is_some() { share * of } else { 0.0 };
                    }
                }
            }
            if people == 0.0 {
                continue;
            }
            let row = rows.next().expect("a row for each part of the people");
            prop_assert_eq!((row.tier, row.slice), (tier, slice));
            prop_assert!(near(row.people, people));
            let figures = row.ways.expect("people travel");
            for (own, figures) in ways.iter().zip(figures) {
                let mean = own.iter().map(|own| own.0 * own.1).sum::<f64>() / people;
                prop_assert!(near(figures.km, mean), "{} {}", figures.km, mean);
                prop_assert!(near(figures.worst_km, tail_mean(own, 0.1)));
                // A metre a second.
                prop_assert!((figures.minutes - figures.km * 1000.0 / 60.0).abs() < 1e-6);
            }
            let gains = row.gains;
            let more = gains.newly_served - gains.no_longer_served;
            prop_assert!((more - (served[1] - served[0])).abs() < 1e-6);
            prop_assert!(gains.gain >= gains.newly_served && gains.lose >= gains.no_longer_served);
            prop_assert!(gains.gain + gains.lose <= people + 1e-6);
            if slice == Slice::All {
                for (all, own) in all.iter_mut().zip(ways) {
                    all.extend(own);
                }
            }
        }
    }
    prop_assert!(rows.next().is_none());
    if let Some(row) = found.inequality.first() {
        prop_assert_eq!((row.subject, row.tier), (Subject::Way, None));
        for (own, shown) in all.iter().zip([&row.today, &row.then]) {
            let of = |value: &dyn Fn(f64) -> f64| {
                own.iter().map(|own| own.1 * value(own.0)).sum::<f64>()
            };
            let people = of(&|_| 1.0);
            prop_assert!(near(shown.mean, of(&|km| km) / people));
            prop_assert!(near(shown.worst, tail_mean(own, 0.1)));
            let today =
                |power: i32| all[0].iter().map(|own| own.1 * own.0.powi(power)).sum::<f64>();
            let kappa = today(1) / today(2);
            if kappa.is_finite() {
                let raised = of(&|km| (kappa * km).exp()) / people;
                prop_assert!(near(shown.equivalent, raised.ln() / kappa));
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(400), ..ProptestConfig::default() })]

    #[test]
    fn everybody_counts(draw in draws(), numbers in proptest::collection::vec(0..4usize, 8)) {
        checks(&draw, &numbers)?;
    }
}

/// What runs say of both districts; a changed figure is one that was meant to change.
#[cfg(feature = "highs")]
#[test]
fn both_districts_have_these_figures() {
    for district in ["changshou", "qianjiang"] {
        let place = Workplace::with(&format!("data/{district}"));
        let ran = place.run(&["solve", "plan.toml", "--out", "out", "--formats", "csv"]);
        assert_eq!(ran.exit, 0, "{}", ran.stderr);
        insta::assert_snapshot!(format!("fairness_{district}"), place.read("out/fairness.csv"));
        let access = place.read("out/access_by_place.csv");
        let of_all = |(at, line): &(usize, &str)| *at == 0 || line.contains("all,");
        let lines: Vec<&str> =
            access.lines().enumerate().filter(of_all).map(|(_, line)| line).collect();
        insta::assert_snapshot!(format!("access_{district}"), lines.join("\n"));
    }
}

#[test]
fn where_nobody_is_no_value_counts() {
    let portion = |value, people| Portion { value, people };
    let peopled = [portion(1.0, 9.0), portion(5.0, 1.0)];
    let with_empty = [peopled[0], peopled[1], portion(1e6, 0.0)];
    let of = |own: &[Portion]| kolm_pollak(own, Some(-1.0)).expect("people");
    assert_eq!(of(&with_empty), of(&peopled));
}
