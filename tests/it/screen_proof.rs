//! A contradiction is a proof: where screening claims one, no layout at all keeps the rules, found by trying
//! every layout of small plans and auditing it from the data alone.

use crate::common::{TinyPlan, metres};
use proptest::prelude::*;
use typed_index_collections::TiVec;
use yike::domain::*;
use yike::plan;
use yike::travel::Arcs;
use yike::units::{SquareMetres, Yuan};

/// Whether some layout breaks no rule.
fn feasible(problem: &Problem, arcs: &Arcs) -> bool {
    let options: Vec<Vec<Choice>> =
        problem.sites.iter().map(|site| site.choices().collect()).collect();
    let layouts: usize = options.iter().map(Vec::len).product();
    (0..layouts).any(|mut number| {
        let choices: TiVec<SiteIdx, Choice> = options
            .iter()
            .map(|options| {
                let choice = options[number % options.len()];
                number /= options.len();
                choice
            })
            .collect();
        let layout = plan::complete(problem, arcs, StatedLayout::new(choices));
        plan::audit(problem, arcs, &layout).violations.is_empty()
    })
}

#[derive(Debug, Clone)]
struct SiteSeed {
    at: u8,
    stands: bool,
    must: bool,
    may_stay: bool,
    centre: bool,
    town: bool,
    cost: i64,
    beds: u32,
    nursing: u32,
    places: Option<u8>,
    public: bool,
    source: Option<bool>,
}

fn site_seed() -> impl Strategy<Value = SiteSeed> {
    (
        (0_u8..100, any::<bool>(), prop::bool::weighted(0.2), prop::bool::weighted(0.8)),
        (prop::bool::weighted(0.3), any::<bool>(), 0_i64..40, 0_u32..30),
        (0_u32..30, prop::option::weighted(0.3, 0_u8..60), any::<bool>()),
        prop::option::weighted(0.2, any::<bool>()),
    )
        .prop_map(|((at, stands, must, may_stay), b, c, source)| SiteSeed {
            at,
            stands,
            must,
            may_stay,
            centre: b.0,
            town: b.1,
            cost: b.2,
            beds: b.3,
            nursing: c.0.min(b.3),
            places: c.1,
            public: c.2,
            source,
        })
}

fn add_site(plan: TinyPlan, n: usize, seed: &SiteSeed) -> TinyPlan {
    let tier = if seed.centre { "centre" } else { "station" };
    let higher = if seed.cost % 2 == 0 { "centre" } else { tier };
    let (id, at) = (format!("s{n}"), f64::from(seed.at));
    let plan = if seed.stands {
        plan.standing(&id, at, tier).work(WorkKind::Upgrade, higher, seed.cost).work(
            if n == 0 { WorkKind::Close } else { WorkKind::Merge },
            tier,
            seed.cost / 2,
        )
    } else {
        plan.candidate(&id, at, tier, seed.cost).work(WorkKind::Build, higher, seed.cost + 5)
    };
    let plan = match seed.places {
        Some(places) => plan.capacity(places.into()),
        None => plan,
    };
    plan.beds(seed.beds, seed.nursing).edit_site(|site| {
        site.required = seed.must;
        site.may_stay = seed.may_stay;
        site.forbidden = seed.beds == 7;
        site.town = TownIdx::from(usize::from(seed.town));
        site.kind = if seed.public { "public" } else { "private" }.into();
        for state in site.states.iter_mut().filter(|state| state.standing) {
            state.floor_area = SquareMetres::new(f64::from(state.beds)).expect("an area");
            state.operator = Some(site.kind.clone());
        }
        for work in &mut site.works {
            work.into = (work.kind == WorkKind::Merge).then(|| SiteIdx::from(0));
            let mix = seed.source.filter(|_| work.cost > Yuan::ZERO);
            work.funding = mix.map(|f| vec![(FundingIdx::from(usize::from(f)), work.cost)]);
        }
    })
}

/// A binding target of one of many kinds.
fn add_target(plan: TinyPlan, kind: u8, scope: u8, at_most: bool, limit: f64) -> TinyPlan {
    let tiers = |n: u8| match n % 3 {
        0 => vec![TierIdx::from(0)],
        1 => vec![TierIdx::from(1)],
        _ => vec![TierIdx::from(0), TierIdx::from(1)],
    };
    let (group, of, run) = (GroupIdx::from(0), tiers(scope), vec!["public".to_string()]);
    let (measure, scale) = match kind {
        0..3 => (Measure::Coverage { tiers: of, group }, 1.2),
        3 => (Measure::Count { tiers: of }, 4.0),
        4 => (Measure::Beds { tiers: of, operators: vec![] }, 60.0),
        5 => (Measure::NursingBedShare { tiers: of }, 1.0),
        6 => (Measure::OperatorBedShare { tiers: of, operators: run }, 1.0),
        7 => (Measure::OperatorShare { tiers: of, operators: run }, 1.0),
        8 => (Measure::BedsPer1000 { group }, 900.0),
        9 => (
            Measure::NearMedical {
                tiers: of,
                within: metres(30.0),
                works: if scope.is_multiple_of(3) { vec![WorkKind::Build] } else { vec![] },
                operators: if scope.is_multiple_of(2) { run } else { vec![] },
            },
            1.0,
        ),
        10 => (Measure::WithFacility { of: PlaceKind::Towns, tiers: of }, 1.0),
        11 => (Measure::RunningCost, 10.0),
        12 => (Measure::Cost, 100.0),
        13 => (Measure::FacilitiesPer1000 { tiers: of, group }, 50.0),
        14 => (Measure::FacilitiesPerPlace { of: PlaceKind::Towns, tiers: of }, 2.0),
        15 => (Measure::FloorArea { tiers: of }, 60.0),
        16 => (Measure::FloorAreaPer1000 { tiers: of }, 900.0),
        _ => {
            let funding = FundingIdx::from(usize::from(kind % 2));
            let whole = (!scope.is_multiple_of(3)).then(|| Yuan::new(10 + i64::from(scope) * 10));
            (Measure::FundingShare { funding, whole }, 1.0)
        }
    };
    let scope = match (kind, scope % 4) {
        (0..5, 0) => Scope::EachTown,
        (0..9, 1) => Scope::Town(TownIdx::from(1)),
        _ => Scope::All,
    };
    let direction = if at_most { Direction::AtMost } else { Direction::AtLeast };
    let limit = (limit * scale).min(if scale <= 1.2 { 1.0 } else { f64::INFINITY });
    plan.target(measure, scope, direction, limit)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn a_contradiction_leaves_no_layout(
        people in prop::collection::vec((0_u8..120, 0_u8..50), 1..5),
        sites in prop::collection::vec(site_seed(), 1..5),
        targets in prop::collection::vec((0_u8..20, 0_u8..12, any::<bool>(), 0.0..1.0), 0..3),
        money in prop::option::of((0_i64..80, 0_i64..80, any::<bool>())),
        reach_m in 10.0..60.0,
        leads in prop::option::of((10.0..100.0, 0_u32..3)),
    ) {
        let mut plan = TinyPlan::new().tier("station", reach_m);
        plan = plan.tier_serving("centre", reach_m * 1.5, &["station"]);
        if let Some((within, at_most)) = leads {
            plan = plan.leads("station", Some(within), Some(at_most));
        }
        plan = plan.town("A").town("B").medical("clinic", 50.0);
        for (n, &(at, people)) in people.iter().enumerate() {
            plan = plan
                .unit(&format!("u{n}"), at.into(), people.into())
                .edit_unit(|unit| unit.town = TownIdx::from(n % 2));
        }
        let (central, lottery, restricted) = money.unwrap_or((1_000_000, 1_000_000, false));
        plan = plan.funding("central", central).funding("lottery", lottery);
        if restricted {
            plan = plan.edit(|parts| {
                parts.funding[FundingIdx::from(0)].pays_for.kinds = vec!["public".into()];
                parts.funding[FundingIdx::from(1)].pays_for.works = vec![WorkKind::Build];
            });
        }
        for (n, seed) in sites.iter().enumerate() {
            plan = add_site(plan, n, seed);
        }
        for &(kind, scope, at_most, limit) in &targets {
            plan = add_target(plan, kind, scope, at_most, limit);
        }
        let problem = plan.problem();
        let arcs = Arcs::build(&problem);
        let found = plan::screen(&problem, &arcs).contradictions;
        if !found.is_empty() {
            prop_assert!(!feasible(&problem, &arcs), "{:#?}", found);
        }
    }
}
