//! Every measure, by hand, on the plan of the audit's tests.

use super::{AGED_60, AGED_80, CENTRE, POINT, STATION, audited, plan, tier};
use crate::common::metres;
use yike::domain::*;
use yike::units::{SquareMetres, Yuan};

#[test]
fn every_measure_has_the_value_that_it_says() {
    use Measure::*;
    let (point, station, centre) = (tier(POINT), tier(STATION), tier(CENTRE));
    let (t1, t2) = (TownIdx::from(0), TownIdx::from(1));
    let coverage =
        |tiers: &[TierIdx], group: usize| Coverage { tiers: tiers.to_vec(), group: group.into() };
    let facility = |of, tier| WithFacility { of, tiers: vec![tier] };
    let operators = vec!["operator".to_owned()];
    let near = |within_m| NearMedical {
        tiers: vec![],
        within: metres(within_m),
        works: vec![],
        operators: vec![],
    };
    let none = None;
    let near_of = |works: &[WorkKind], operators: &[String]| NearMedical {
        tiers: vec![],
        within: metres(500.0),
        works: works.to_vec(),
        operators: operators.to_vec(),
    };
    let paid = |source: usize, whole: Option<i64>| FundingShare {
        funding: source.into(),
        whole: whole.map(Yuan::new),
    };
    // Measure, scope: today, in the layout.
    let rows: Vec<(Measure, Scope, Option<f64>, f64)> = vec![
        // 100 + 0, then 100 + 40 of 160 urban and 90 rural people.
        (coverage(&[station, point], AGED_60), Scope::All, Some(0.4), 140.0 / 250.0),
        (coverage(&[station, point], AGED_60), Scope::EachTown, Some(0.0), 40.0 / 90.0),
        (coverage(&[station, point], AGED_60), Scope::Town(t1), Some(0.625), 0.625),
        (
            coverage(&[station, point], AGED_60),
            Scope::Setting(Setting::Rural),
            Some(0.0),
            40.0 / 90.0,
        ),
        (coverage(&[centre], AGED_80), Scope::All, Some(0.0), 50.0 / 60.0),
        // All tiers pooled: 140 + 150 of 250 + 250.
        (coverage(&[point, station, centre], AGED_60), Scope::All, Some(0.2), 0.58),
        // C1 does what a station and a point do.
        (facility(PlaceKind::Towns, station), Scope::All, Some(0.5), 1.0),
        (facility(PlaceKind::Towns, point), Scope::All, Some(0.0), 0.5),
        (facility(PlaceKind::Towns, point), Scope::Setting(Setting::Rural), Some(0.0), 1.0),
        // S1 stands in u1, P1 in v1; C1 stands in no village.
        (facility(PlaceKind::Communities, station), Scope::All, Some(0.5), 0.5),
        (facility(PlaceKind::Villages, point), Scope::All, Some(0.0), 0.5),
        // By their own tier.
        (Count { tiers: vec![station] }, Scope::All, Some(1.0), 1.0),
        (Count { tiers: vec![] }, Scope::All, Some(1.0), 3.0),
        (Count { tiers: vec![] }, Scope::EachTown, Some(0.0), 1.0),
        (Count { tiers: vec![point, centre] }, Scope::Town(t2), Some(0.0), 2.0),
        (Beds { tiers: vec![], operators: vec![] }, Scope::All, Some(10.0), 30.0),
        (Beds { tiers: vec![centre], operators: vec![] }, Scope::Town(t2), Some(0.0), 20.0),
        (NursingBeds { tiers: vec![], operators: vec![] }, Scope::All, Some(4.0), 20.0),
        (Beds { tiers: vec![], operators: operators.clone() }, Scope::All, Some(0.0), 20.0),
        (NursingBeds { tiers: vec![], operators: operators.clone() }, Scope::All, Some(0.0), 16.0),
        // S1 for 250 people; C1 and P1 for the 90 of T2.
        (
            FacilitiesPer1000 { tiers: vec![station], group: AGED_60.into() },
            Scope::All,
            Some(4.0),
            4.0,
        ),
        (
            FacilitiesPer1000 { tiers: vec![], group: AGED_60.into() },
            Scope::Town(t2),
            Some(0.0),
            2.0 / 0.09,
        ),
        // Two towns, two communities, two villages.
        (FacilitiesPerPlace { of: PlaceKind::Towns, tiers: vec![] }, Scope::All, Some(0.5), 1.5),
        (
            FacilitiesPerPlace { of: PlaceKind::Communities, tiers: vec![station] },
            Scope::All,
            Some(0.5),
            0.5,
        ),
        (
            FacilitiesPerPlace { of: PlaceKind::Villages, tiers: vec![] },
            Scope::Town(t2),
            Some(0.0),
            1.0,
        ),
        // Ten square metres a bed; 1,000 residents, 360 of them in T2.
        (FloorArea { tiers: vec![] }, Scope::All, Some(100.0), 300.0),
        (FloorArea { tiers: vec![station] }, Scope::Town(t2), Some(0.0), 0.0),
        (FloorAreaPer1000 { tiers: vec![centre] }, Scope::All, Some(0.0), 200.0),
        (FloorAreaPer1000 { tiers: vec![] }, Scope::EachTown, Some(0.0), 100.0 / 0.64),
        (NursingBedShare { tiers: vec![] }, Scope::All, Some(0.4), 20.0 / 30.0),
        (NursingBedShare { tiers: vec![centre] }, Scope::All, none, 0.8),
        (
            OperatorBedShare { tiers: vec![], operators: operators.clone() },
            Scope::All,
            Some(0.0),
            20.0 / 30.0,
        ),
        // Of S1, C1 and P1 only C1 is run by the operator.
        (
            OperatorShare { tiers: vec![], operators: operators.clone() },
            Scope::All,
            Some(0.0),
            1.0 / 3.0,
        ),
        (
            OperatorShare { tiers: vec![station, centre], operators: operators.clone() },
            Scope::All,
            Some(0.0),
            0.5,
        ),
        // 10, then 30 beds for 250 people.
        (BedsPer1000 { group: AGED_60.into() }, Scope::All, Some(40.0), 120.0),
        (BedsPer1000 { group: AGED_80.into() }, Scope::Town(t2), Some(0.0), 20.0 / 0.03),
        // The clinic is 100 m from C1, 1,500 m from P1 and 4,400 m from S1.
        (near(500.0), Scope::All, Some(0.0), 1.0 / 3.0),
        (near(1500.5), Scope::All, Some(0.0), 2.0 / 3.0),
        // Of what is built, C1 is near and P1 is not; C1 alone is run by the operator.
        (near_of(&[WorkKind::Build], &[]), Scope::All, none, 0.5),
        (near_of(&[WorkKind::Build], &[]), Scope::Town(t2), none, 0.5),
        (near_of(&[], &operators), Scope::All, none, 1.0),
        // The state pays all of the 1,000,000 yuan and 100,000 elsewhere, of 1,100,000; the gifts would pay the rest.
        (paid(0, None), Scope::All, Some(100_000.0 / 1_100_000.0), 1.0),
        (paid(0, Some(2_200_000)), Scope::All, Some(100_000.0 / 2_200_000.0), 0.5),
        (paid(1, None), Scope::All, Some(0.0), 0.0),
        (Cost, Scope::All, Some(0.0), 1_000_000.0),
        (Cost, Scope::Town(t2), Some(0.0), 1_000_000.0),
        (RunningCost, Scope::All, Some(50_000.0), 250_000.0),
    ];
    let plan = rows.iter().fold(plan(), |plan, (measure, scope, _, _)| {
        plan.target(measure.clone(), *scope, Direction::AtLeast, 0.0)
    });
    let plan = plan.edit(|parts| {
        let state = &mut parts.funding[FundingIdx::from(0)];
        state.amount = Yuan::new(1_100_000);
        let elsewhere = [(FundingIdx::from(0), Yuan::new(100_000))];
        parts.commitments.push(Commitment::new("elsewhere", elsewhere));
        for state in parts.sites.iter_mut().flat_map(|site| &mut site.states) {
            let area = f64::from(10 * state.beds);
            state.floor_area = SquareMetres::new(area).expect("an area");
        }
    });
    let problem = plan.problem();
    let audit = audited(&problem);
    for ((measure, scope, today, reached), result) in rows.iter().zip(&audit.targets) {
        let near = |found: Option<f64>, expected: Option<f64>| match (found, expected) {
            (Some(found), Some(expected)) => (found - expected).abs() < 1e-9,
            (found, expected) => found == expected,
        };
        let name = format!("{measure:?} {scope:?}");
        assert!(near(result.now, *today), "{name} today: {:?}", result.now);
        assert!(near(result.reached, Some(*reached)), "{name}: {:?}", result.reached);
    }
    assert_eq!(audit.targets[1].worst, Some(Locality::Town(t2)));
    assert_eq!(audit.targets[13].worst, Some(Locality::Town(t1)));
}
