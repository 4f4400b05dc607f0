//! Measures as linear accounts.
//!
//! Every measure is a ratio of two [`Account`]s (a plain number is a ratio over 1), and every account is linear
//! in what is decided:
//!
//! ```text
//! account = constant + Σ a[j,o]·(site j makes choice o)
//!                    + Σ b[i,k]·(share of unit i covered at tier k)
//!                    + Σ (people whom site j serves at tier k, places limited)
//!                    + Σ (site j of tier k has a leader)
//!                    + Σ c[P]·(some choice of the set P is made)
//!                    + Σ d[f]·(what source f pays for works, in yuan)
//! ```
//!
//! The audit evaluates accounts on a layout; the formulation turns the same accounts into linear expressions.
//! A new measure is therefore one new arm of [`parts`].

pub(crate) use super::extent::Extent;
use super::leading::needs_leader;
use super::payment::committed;
use super::service::{Assignment, covered_share, served_at_sites};
use crate::domain::{
    Choice, DemandUnit, Direction, FundingIdx, Layout, Locality, Measure, PlaceKind, Problem,
    Scope, Setting, Site, SiteIdx, SitedAim, State, TierIdx, UnitIdx,
};
use crate::travel::Arcs;
use crate::units::Yuan;
use std::collections::{BTreeMap, BTreeSet};

/// A sum over decisions; see the module's text.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Account {
    /// A constant.
    pub constant: f64,
    /// Amounts counted when a site makes a choice. Staying is listed for every site, allowed or not, so that today can
    /// be measured too.
    pub choices: Vec<(SiteIdx, Choice, f64)>,
    /// Amounts counted in proportion to the share of a unit's people covered at a tier.
    pub covered: Vec<(UnitIdx, TierIdx, f64)>,
    /// The people whom a site serves at a tier with limited places, residents among them.
    pub served: Vec<(SiteIdx, TierIdx)>,
    /// Sites that count once when they have a leader, by the tier that they then are of.
    pub led: Vec<(SiteIdx, TierIdx)>,
    /// Amounts counted once when at least one of the choices is made.
    pub present: Vec<(Vec<(SiteIdx, Choice)>, f64)>,
    /// Amounts counted for each yuan that a source pays for works.
    pub paid: Vec<(FundingIdx, f64)>,
}

impl Account {
    fn constant(constant: f64) -> Self {
        Self { constant, ..Self::default() }
    }

    /// The account's value in `layout`, whose people are served as `assignment` says.
    pub fn value(&self, problem: &Problem, layout: &Layout, assignment: &Assignment) -> f64 {
        let chosen = |&(site, choice): &(SiteIdx, Choice)| layout.choices[site] == choice;
        let choices: f64 = self
            .choices
            .iter()
            .filter(|&&(site, choice, _)| chosen(&(site, choice)))
            .map(|&(_, _, amount)| amount)
            .sum();
        let covered: f64 = self
            .covered
            .iter()
            .map(|&(unit, tier, amount)| amount * covered_share(assignment, unit, tier))
            .sum();
        let tiers: BTreeSet<TierIdx> = self.served.iter().map(|&(_, tier)| tier).collect();
        let at_sites: BTreeMap<TierIdx, _> = tiers
            .into_iter()
            .map(|tier| (tier, served_at_sites(problem, layout, assignment, tier)))
            .collect();
        let served: f64 = self.served.iter().map(|&(site, tier)| at_sites[&tier][site]).sum();
        let led = self.led.iter().filter(|&&(site, tier)| {
            let own = problem.sites[site].state_after(layout.choices[site]).tier;
            own == Some(tier) && layout.leaders[site].is_some()
        });
        let led = led.count() as f64;
        let present: f64 = self
            .present
            .iter()
            .filter(|(set, _)| set.iter().any(chosen))
            .map(|&(_, amount)| amount)
            .sum();
        let paid: f64 = self
            .paid
            .iter()
            .map(|&(source, amount)| amount * paid_by(layout, source).yuan() as f64)
            .sum();
        self.constant + choices + covered + served + led + present + paid
    }
}

/// One ratio of a measure: the whole scope, or one town or area of "each town" or "each area".
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// The town or area, with scope "each town" or "each area".
    pub of: Option<Locality>,
    /// The numerator.
    pub numerator: Account,
    /// The denominator; the constant 1 for plain numbers.
    pub denominator: Account,
}

impl Part {
    /// The ratio's value; none when the denominator is 0.
    pub fn value(
        &self,
        problem: &Problem,
        layout: &Layout,
        assignment: &Assignment,
    ) -> Option<f64> {
        let below = self.denominator.value(problem, layout, assignment);
        (below != 0.0).then(|| self.numerator.value(problem, layout, assignment) / below)
    }
}

/// What a source pays for works.
pub(super) fn paid_by(layout: &Layout, source: FundingIdx) -> Yuan {
    let payments = layout.payments.iter().flatten();
    payments.filter(|&&(payer, _)| payer == source).map(|&(_, amount)| amount).sum()
}

/// The worse of two values for a target of this direction.
pub fn worse(direction: Direction, a: f64, b: f64) -> f64 {
    match direction {
        Direction::AtLeast => a.min(b),
        Direction::AtMost => a.max(b),
    }
}

/// The ratios of an aim: one, or one for each town or area that has anything to measure. Those without people of the group
/// of a coverage are left out.
pub fn parts(problem: &Problem, arcs: &Arcs, aim: &SitedAim) -> Vec<Part> {
    let of_each = |locality: Locality| {
        part(problem, arcs, &aim.measure, Extent::of(problem, locality), Some(locality))
    };
    match aim.scope {
        Scope::EachTown => problem.towns.keys().map(Locality::Town).filter_map(of_each).collect(),
        Scope::EachArea => problem.areas.keys().map(Locality::Area).filter_map(of_each).collect(),
        scope => {
            let extent = Extent::of_scope(problem, scope);
            part(problem, arcs, &aim.measure, extent, None).into_iter().collect()
        }
    }
}

fn part(
    problem: &Problem,
    arcs: &Arcs,
    measure: &Measure,
    extent: Extent<'_>,
    of: Option<Locality>,
) -> Option<Part> {
    let of_tier = |state: &State, tiers: &[TierIdx]| {
        state.standing && (tiers.is_empty() || state.tier.is_some_and(|tier| tiers.contains(&tier)))
    };
    let run_by = |state: &State, operators: &[String]| {
        state.operator.as_ref().is_some_and(|operator| operators.contains(operator))
    };
    let sum = |amount: &dyn Fn(SiteIdx, &Site, Choice) -> f64| sum_sites(problem, extent, amount);
    let count = |tiers: &[TierIdx]| {
        sum(&|_, site, choice| f64::from(u8::from(of_tier(site.state_after(choice), tiers))))
    };
    let floors = |tiers: &[TierIdx]| {
        sum(&|_, site, choice| {
            let state = site.state_after(choice);
            if of_tier(state, tiers) { state.floor_area.square_metres() } else { 0.0 }
        })
    };
    let beds_by = |operators: &[String], state: &State, beds: u32| {
        if operators.is_empty() || run_by(state, operators) { beds } else { 0 }
    };
    let thousands = |people: &dyn Fn(&DemandUnit) -> f64| {
        let units = problem.units.iter().filter(|unit| extent.holds(unit.town, unit.setting));
        let people: f64 = units.map(people).sum();
        (people > 0.0).then(|| Account::constant(people / 1000.0))
    };
    let one = Account::constant(1.0);

    let (numerator, denominator) = match measure {
        Measure::Coverage { tiers, group } => {
            let mut covered = Vec::new();
            let mut people_in_all = 0.0;
            for (index, unit) in problem.units.iter_enumerated() {
                if !extent.holds(unit.town, unit.setting) {
                    continue;
                }
                let people = unit.people_of(*group);
                for &tier in tiers {
                    if people > 0.0 && problem.tiers[tier].reach(unit.setting).is_some() {
                        covered.push((index, tier, people));
                        people_in_all += people;
                    }
                }
            }
            if people_in_all == 0.0 {
                return None;
            }
            let numerator = Account { covered, ..Account::default() };
            (numerator, Account::constant(people_in_all))
        }
        Measure::WithFacility { of: places, tiers } => {
            with_facility(problem, extent, *places, tiers)?
        }
        Measure::Count { tiers } => (count(tiers), one),
        Measure::FacilitiesPer1000 { tiers, group } => {
            (count(tiers), thousands(&|unit| unit.people_of(*group))?)
        }
        Measure::FacilitiesPerPlace { of: places, tiers } => {
            let places = number_of_places(problem, extent, *places);
            (places > 0).then(|| (count(tiers), Account::constant(places as f64)))?
        }
        Measure::Beds { tiers, operators } => {
            (beds(problem, extent, tiers, |state| beds_by(operators, state, state.beds)), one)
        }
        Measure::NursingBeds { tiers, operators } => {
            let nursing = |state: &State| beds_by(operators, state, state.nursing_beds);
            (beds(problem, extent, tiers, nursing), one)
        }
        Measure::GuaranteeBeds { tiers } => {
            (beds(problem, extent, tiers, |state| state.guarantee_beds), one)
        }
        Measure::NursingBedShare { tiers } => (
            beds(problem, extent, tiers, |state| state.nursing_beds),
            beds(problem, extent, tiers, |state| state.beds),
        ),
        Measure::OperatorBedShare { tiers, operators } => (
            beds(
                problem,
                extent,
                tiers,
                |state| {
                    if run_by(state, operators) { state.beds } else { 0 }
                },
            ),
            beds(problem, extent, tiers, |state| state.beds),
        ),
        Measure::OperatorShare { tiers, operators } => {
            let count = |by_operators: bool| {
                sum(&|_, site, choice| {
                    let state = site.state_after(choice);
                    let counts =
                        of_tier(state, tiers) && (!by_operators || run_by(state, operators));
                    f64::from(u8::from(counts))
                })
            };
            (count(true), count(false))
        }
        Measure::BedsPer1000 { group } => {
            let people = thousands(&|unit| unit.people_of(*group))?;
            (beds(problem, extent, &[], |state| state.beds), people)
        }
        Measure::NearMedical { tiers, within, works, operators } => {
            let count = |near_only: bool| {
                sum(&|index, site, choice| {
                    let near = arcs
                        .nearest_medical(index)
                        .is_some_and(|(_, distance)| distance <= *within);
                    let state = site.state_after(choice);
                    let counts = of_tier(state, tiers)
                        && (works.is_empty()
                            || site.work(choice).is_some_and(|work| works.contains(&work.kind)))
                        && (operators.is_empty() || run_by(state, operators))
                        && (!near_only || near);
                    f64::from(u8::from(counts))
                })
            };
            (count(true), count(false))
        }
        Measure::BedUse { tiers } => {
            let places_at = |site: &Site, choice: Choice, tier: TierIdx| {
                let serves = problem.serves(site, choice, tier);
                serves.then(|| problem.places_at(site, choice, tier)).flatten().unwrap_or_default()
            };
            let places = sum(&|_, site, choice| {
                tiers.iter().map(|&tier| places_at(site, choice, tier)).sum()
            });
            let served = problem
                .sites
                .iter_enumerated()
                .filter(|(_, site)| extent.holds(site.town, site.setting))
                .flat_map(|(index, site)| tiers.iter().map(move |&tier| (index, site, tier)))
                .filter(|&(_, site, tier)| {
                    listed_choices(site).any(|choice| places_at(site, choice, tier) > 0.0)
                })
                .map(|(index, _, tier)| (index, tier))
                .collect();
            (Account { served, ..Account::default() }, places)
        }
        Measure::FloorArea { tiers } => (floors(tiers), one),
        Measure::FloorAreaPer1000 { tiers } => {
            (floors(tiers), thousands(&|unit| unit.residents.number())?)
        }
        Measure::FundingShare { funding, whole } => {
            let whole = whole.unwrap_or(problem.funding[*funding].amount);
            if whole == Yuan::ZERO {
                return None;
            }
            let taken = Account {
                constant: committed(problem, *funding).yuan() as f64,
                paid: vec![(*funding, 1.0)],
                ..Account::default()
            };
            (taken, Account::constant(whole.yuan() as f64))
        }
        Measure::Led { tiers } => {
            let led: Vec<(SiteIdx, TierIdx)> = problem
                .sites
                .iter_enumerated()
                .filter(|(_, site)| extent.holds(site.town, site.setting))
                .flat_map(|(index, _)| tiers.iter().map(move |&tier| (index, tier)))
                .collect();
            let followers = sum(&|index, site, choice| {
                let counts = of_tier(site.state_after(choice), tiers)
                    && needs_leader(problem, index, choice);
                f64::from(u8::from(counts))
            });
            (Account { led, ..Account::default() }, followers)
        }
        Measure::Sites { sites, decided } => {
            let mut choices = Vec::new();
            for &index in sites {
                let site = &problem.sites[index];
                let held = listed_choices(site).filter(|&choice| decided.holds(site, choice));
                choices.extend(held.map(|choice| (index, choice, 1.0)));
            }
            (Account { choices, ..Account::default() }, one)
        }
        Measure::Cost => (sum(&|_, site, choice| site.cost(choice).yuan() as f64), one),
        Measure::RunningCost => {
            (sum(&|_, site, choice| site.state_after(choice).running_cost.yuan() as f64), one)
        }
    };
    Some(Part { of, numerator, denominator })
}

/// Staying, then every allowed work: what accounts list for a site.
fn listed_choices(site: &Site) -> impl Iterator<Item = Choice> + '_ {
    std::iter::once(Choice::Stay).chain(site.choices().filter(|&choice| choice != Choice::Stay))
}

fn sum_sites(
    problem: &Problem,
    extent: Extent<'_>,
    amount: &dyn Fn(SiteIdx, &Site, Choice) -> f64,
) -> Account {
    let mut choices = Vec::new();
    for (index, site) in problem.sites.iter_enumerated() {
        if extent.holds(site.town, site.setting) {
            for choice in listed_choices(site) {
                let value = amount(index, site, choice);
                if value != 0.0 {
                    choices.push((index, choice, value));
                }
            }
        }
    }
    Account { choices, ..Account::default() }
}

fn beds(
    problem: &Problem,
    extent: Extent<'_>,
    tiers: &[TierIdx],
    beds_of: impl Fn(&State) -> u32,
) -> Account {
    sum_sites(problem, extent, &|_, site, choice| {
        let state = site.state_after(choice);
        let counts = tiers.is_empty() || state.tier.is_some_and(|tier| tiers.contains(&tier));
        if counts { f64::from(beds_of(state)) } else { 0.0 }
    })
}

/// The number of places that count.
fn number_of_places(problem: &Problem, extent: Extent<'_>, of: PlaceKind) -> usize {
    let of_setting = |setting: Setting| {
        let units = problem.units.iter();
        units
            .filter(|unit| unit.setting == setting && extent.holds(unit.town, unit.setting))
            .count()
    };
    match of {
        PlaceKind::Towns => {
            let towns = problem.towns.iter_enumerated();
            towns.filter(|(index, town)| extent.holds(*index, town.setting)).count()
        }
        PlaceKind::Communities => of_setting(Setting::Urban),
        PlaceKind::Villages => of_setting(Setting::Rural),
    }
}

fn with_facility(
    problem: &Problem,
    extent: Extent<'_>,
    of: PlaceKind,
    tiers: &[TierIdx],
) -> Option<(Account, Account)> {
    let serving = |index: SiteIdx| {
        let site = &problem.sites[index];
        listed_choices(site)
            .filter(|&choice| tiers.iter().any(|&tier| problem.serves(site, choice, tier)))
            .map(move |choice| (index, choice))
            .collect::<Vec<_>>()
    };
    let mut sets: Vec<Vec<(SiteIdx, Choice)>>;
    match of {
        PlaceKind::Towns => {
            sets = vec![Vec::new(); problem.towns.len()];
            for (index, site) in problem.sites.iter_enumerated() {
                sets[usize::from(site.town)].extend(serving(index));
            }
            let mut town = problem.towns.iter_enumerated();
            sets.retain(|_| {
                let (index, town) = town.next().expect("a set for each town");
                extent.holds(index, town.setting)
            });
        }
        PlaceKind::Communities | PlaceKind::Villages => {
            let setting = match of {
                PlaceKind::Communities => Setting::Urban,
                _ => Setting::Rural,
            };
            sets = vec![Vec::new(); problem.units.len()];
            for (index, site) in problem.sites.iter_enumerated() {
                if let Some(unit) = site.unit {
                    sets[usize::from(unit)].extend(serving(index));
                }
            }
            let mut unit = problem.units.iter();
            sets.retain(|_| {
                let unit = unit.next().expect("a set for each unit");
                unit.setting == setting && extent.holds(unit.town, unit.setting)
            });
        }
    }
    if sets.is_empty() {
        return None;
    }
    let places = sets.len() as f64;
    let numerator =
        Account { present: sets.into_iter().map(|set| (set, 1.0)).collect(), ..Account::default() };
    Some((numerator, Account::constant(places)))
}
