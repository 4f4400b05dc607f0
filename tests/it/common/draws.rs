//! Small plans drawn at random, for proofs by trying all layouts and for laws.

use super::TinyPlan;
use proptest::prelude::*;
use yike::domain::*;
use yike::units::Yuan;

/// What a small plan is made from.
#[derive(Debug, Clone)]
pub(crate) struct Draw {
    pub(crate) units: Vec<(i32, i32, bool)>,
    pub(crate) sites: Vec<(i32, u8, i64, u8)>,
    pub(crate) reach: [i32; 3],
    pub(crate) budget: Option<(i64, i64)>,
    pub(crate) at_most_led: Option<u32>,
    pub(crate) targets: Vec<(u8, u8, bool)>,
    pub(crate) order: u8,
    pub(crate) capacity: Option<i32>,
}

/// Small plans of every kind.
pub(crate) fn draws() -> impl Strategy<Value = Draw> {
    (
        proptest::collection::vec((0..40, 0..50, any::<bool>()), 1..7),
        proptest::collection::vec((0..40, 0..10u8, 1..9i64, 0..8u8), 1..8),
        [4..12, 2..7, 1..5],
        proptest::option::of((0..20i64, 0..20i64)),
        proptest::option::of(0..3u32),
        proptest::collection::vec((0..17u8, 0..11u8, any::<bool>()), 0..4),
        0..4u8,
        proptest::option::weighted(0.3, 10..80),
    )
        .prop_map(|(units, sites, reach, budget, at_most_led, targets, order, capacity)| {
            Draw { units, sites, reach, budget, at_most_led, targets, order, capacity }
        })
}

const TIERS: [&str; 3] = ["point", "station", "centre"];

impl Draw {
    /// The plan: three nested tiers, leading, money and targets.
    pub(crate) fn plan(&self) -> TinyPlan {
        let metres = |hectometres: i32| f64::from(hectometres) * 100.0 + 0.25;
        let mut plan = TinyPlan::new()
            .tier("point", metres(self.reach[2]))
            .tier_serving("station", metres(self.reach[1]), &["point"])
            .tier_serving("centre", metres(self.reach[0]), &["station", "point"])
            .leads("station", Some(2000.0), self.at_most_led)
            .medical("clinic", 2000.0)
            .town("T1");
        for (number, &(at, people, rural)) in self.units.iter().enumerate() {
            plan = if rural { plan.rural() } else { plan.urban() };
            plan = plan.unit(&format!("U{number}"), metres(at), f64::from(people));
            if number == 2 {
                plan = plan.town("T2");
            }
        }
        plan = plan.urban();
        for (number, &(at, kind, cost, extra)) in self.sites.iter().enumerate() {
            let id = format!("S{number}");
            let tier = TIERS[usize::from(kind % 3)];
            let yuan = cost * 10_000;
            plan = match kind {
                0..=5 => plan.candidate(&id, metres(at), tier, yuan),
                6 => plan.standing(&id, metres(at), tier),
                7 => plan.standing(&id, metres(at), tier).work(WorkKind::Close, tier, yuan),
                _ => plan.standing(&id, metres(at), tier).work(WorkKind::Upgrade, "centre", yuan),
            };
            if extra == 0 {
                plan = plan.work(WorkKind::Build, "station", yuan + 5_000).edit_site(|site| {
                    // Building on a standing site is refused when reading; here it is just another state.
                    if site.state_today().standing {
                        site.works.last_mut().expect("just added").kind = WorkKind::Upgrade;
                    }
                });
            }
            if extra == 1 {
                plan = plan.beds(10 + u32::from(kind), 5);
            }
            let has_places = |capacity: &i32| capacity % 2 == 0 || number + 1 == self.sites.len();
            if let Some(capacity) = self.capacity.filter(has_places) {
                plan = plan.capacity(f64::from(capacity));
            }
            if extra == 2 && kind < 6 {
                plan = plan.required();
            }
            if extra == 3 && kind < 6 {
                plan = plan.edit_site(|site| site.forbidden = true);
            }
            if extra == 5 {
                plan = plan.floor_area(100.0 * f64::from(kind + 1));
            }
            if extra == 4 && kind >= 6 && number > 0 {
                plan = plan.work(WorkKind::Merge, tier, yuan / 2).edit_site(|site| {
                    site.works.last_mut().expect("just added").into = Some(SiteIdx::from(0));
                    site.may_stay = cost % 2 == 0;
                });
            }
        }
        let (point, station, centre) =
            (plan.tier_idx("point"), plan.tier_idx("station"), plan.tier_idx("centre"));
        // Which of several best services meets a target of coverage is settled by the solver alone: not for limited places.
        let is_of_coverage = |measure: u8| measure < 3 || measure > 13 && self.budget.is_none();
        let targets =
            self.targets.iter().filter(|own| self.capacity.is_none() || !is_of_coverage(own.0));
        for &(measure, tenths, binding) in targets {
            let share = f64::from(tenths.min(10)) / 10.0;
            let coverage = |tier| Measure::Coverage { tiers: vec![tier], group: GroupIdx::from(0) };
            let (measure, scope, limit) = match measure {
                0 => (coverage(point), Scope::All, share),
                1 => (coverage(station), Scope::EachTown, share),
                2 => (coverage(centre), Scope::Setting(Setting::Rural), share),
                3 => (Measure::Count { tiers: vec![station] }, Scope::All, f64::from(tenths % 4)),
                4 => (
                    Measure::Beds { tiers: vec![], operators: vec![] },
                    Scope::All,
                    f64::from(tenths),
                ),
                5 => (Measure::NursingBedShare { tiers: vec![] }, Scope::All, share),
                6 => (
                    Measure::WithFacility { of: PlaceKind::Towns, tiers: vec![station] },
                    Scope::All,
                    share,
                ),
                7 => (Measure::Cost, Scope::All, f64::from(tenths) * 20_000.0),
                8 => {
                    let group = GroupIdx::from(0);
                    let per_1000 = Measure::FacilitiesPer1000 { tiers: vec![station], group };
                    (per_1000, Scope::EachTown, f64::from(tenths))
                }
                9 => {
                    let of = PlaceKind::Communities;
                    let tiers = vec![point, station];
                    (Measure::FacilitiesPerPlace { of, tiers }, Scope::Town(0.into()), share)
                }
                10 => {
                    let works = if tenths % 2 == 0 { vec![WorkKind::Build] } else { vec![] };
                    let near = Measure::NearMedical {
                        tiers: vec![],
                        within: crate::common::metres(1000.0),
                        works,
                        operators: vec![],
                    };
                    (near, Scope::All, share)
                }
                11 => (Measure::FloorArea { tiers: vec![] }, Scope::All, f64::from(tenths) * 100.0),
                12 => {
                    let floors = Measure::FloorAreaPer1000 { tiers: vec![point, station] };
                    (floors, Scope::EachTown, f64::from(tenths) * 200.0)
                }
                13 => (Measure::Cost, Scope::Town(0.into()), f64::from(tenths) * 10_000.0),
                _ if self.budget.is_some() => {
                    let funding = FundingIdx::from(usize::from(measure % 2));
                    let whole = Some(Yuan::new(i64::from(1 + tenths % 4) * 50_000));
                    (Measure::FundingShare { funding, whole }, Scope::All, share)
                }
                _ => (coverage(station), Scope::Town(0.into()), share),
            };
            let direction = match measure {
                Measure::Cost => Direction::AtMost,
                // A ceiling on coverage, on facilities or on a share of beds, which doing less may meet.
                Measure::Coverage { .. }
                | Measure::Count { .. }
                | Measure::FacilitiesPer1000 { .. }
                | Measure::FacilitiesPerPlace { .. }
                | Measure::FloorArea { .. }
                | Measure::FloorAreaPer1000 { .. }
                | Measure::NearMedical { .. }
                | Measure::NursingBedShare { .. }
                    if tenths == 9 =>
                {
                    Direction::AtMost
                }
                Measure::FundingShare { .. } if tenths % 3 == 1 => Direction::AtMost,
                _ => Direction::AtLeast,
            };
            plan = plan.target(measure, scope, direction, limit).edit(|parts| {
                if !binding {
                    let target = parts.targets.last_mut().expect("just added");
                    target.kind = TargetKind::Expected;
                    target.weight = f64::from(tenths % 3) / 2.0;
                }
            });
        }
        if let Some((central, lottery)) = self.budget {
            plan = plan
                .funding("central", central * 10_000)
                .funding("lottery", lottery * 10_000)
                .edit(|parts| {
                    let lottery = parts.funding.last_mut().expect("just added");
                    lottery.pays_for.tiers = vec![station, point];
                    if central % 4 == 0 {
                        lottery.pays_for.towns = vec![TownIdx::from(0)];
                    }
                    let funding = [(FundingIdx::from(1), Yuan::new(lottery.amount.yuan() / 4))];
                    let elsewhere = Commitment::new("works elsewhere", funding);
                    parts.commitments.push(elsewhere);
                });
        }
        plan.edit(|parts| {
            parts.objective.order = match self.order {
                0 => Stage::USUAL.to_vec(),
                // With limited places the least travel serves nobody.
                3 if self.capacity.is_some() => Stage::USUAL.to_vec(),
                1 => vec![Stage::Shortfall, Stage::Money, Stage::Coverage],
                2 => vec![Stage::Coverage, Stage::Shortfall, Stage::Travel],
                _ => vec![Stage::Money, Stage::Travel, Stage::Coverage],
            };
        })
    }
}
