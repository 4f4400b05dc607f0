//! Small plans over three periods, and what every schedule of them is worth, worked out here once more: on a line, with
//! people who go to the nearest site within 1,000 m, two sources of money and works that may take time.
#![allow(dead_code)]

use crate::common::{TinyPlan, persons};
use proptest::prelude::*;
use typed_index_collections::TiVec;
use yike::domain::*;
use yike::units::{Share, Years, Yuan};

pub(crate) const YEARS: [i32; 3] = [2023, 2025, 2035];
pub(crate) const START: i32 = 2021;
const REACH_M: f64 = 1000.0;

/// A site: where (in 100 m), its cost in 万元, its kind (paid by A alone, or by A and B), what it is, how long it takes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    pub(crate) at: i32,
    pub(crate) cost: i64,
    pub(crate) by_both: bool,
    pub(crate) sort: Sort,
    pub(crate) years: i32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sort {
    /// May be built.
    Candidate,
    /// Must be built by the plan's own year.
    Wanted,
    /// Stands and may be closed.
    Standing,
    /// Stands and must be closed by the plan's own year.
    Doomed,
}

#[derive(Debug, Clone)]
pub(crate) struct SmallHorizon {
    pub(crate) places: Vec<Place>,
    /// Where (in 100 m) and how many people in each period.
    pub(crate) units: Vec<(i32, [i32; 3])>,
    /// 万元 of A and of B in each period, and whether what is left carries over.
    pub(crate) money: [([i64; 3], bool); 2],
    /// A binding share of coverage from a period on, in percent.
    pub(crate) binding: Option<(usize, i32)>,
    /// An expected share of coverage in one period, in percent.
    pub(crate) expected: Option<(usize, i32)>,
    pub(crate) weights: [i32; 3],
    pub(crate) own: usize,
    /// The most and the least that a period may cost, in percent of all.
    pub(crate) spread: Option<(i32, i32)>,
    /// What A (0) or B (1) must pay at least or at most by the end, in 万元 of 100.
    pub(crate) share: Option<(usize, Direction, i32)>,
}

pub(crate) fn small_horizons(sites: std::ops::Range<usize>) -> impl Strategy<Value = SmallHorizon> {
    let place = (0..40, 1..9i64, any::<bool>(), 0..10u8, 0..3u8).prop_map(
        |(at, cost, by_both, sort, years)| Place {
            at,
            cost,
            by_both,
            sort: match sort {
                0 => Sort::Wanted,
                1 => Sort::Standing,
                2 => Sort::Doomed,
                _ => Sort::Candidate,
            },
            years: match years {
                0 => 3,
                _ => 0,
            },
        },
    );
    let money = ([0..12i64, 0..12i64, 0..12i64], any::<bool>());
    (
        proptest::collection::vec(place, sites),
        proptest::collection::vec((0..40, [0..60, 0..60, 0..60]), 1..7),
        [money.clone(), money],
        proptest::option::of((0..3usize, 1..100)),
        proptest::option::of((0..3usize, 1..120)),
        [1..4, 1..4, 1..4],
        0..3usize,
    )
        .prop_map(|(places, units, money, binding, expected, weights, own)| SmallHorizon {
            places,
            units,
            money,
            binding,
            expected: expected.map(|(period, share): (usize, i32)| (period, share.min(100))),
            weights,
            own,
            spread: None,
            share: None,
        })
}

impl SmallHorizon {
    pub(crate) fn parts(&self) -> HorizonParts {
        let mut plan = TinyPlan::new().tier("station", REACH_M);
        for (number, &(at, people)) in self.units.iter().enumerate() {
            plan = plan.unit(&format!("u{number}"), f64::from(at) * 100.0, f64::from(people[0]));
        }
        for (number, place) in self.places.iter().enumerate() {
            let (id, metres) = (format!("s{number}"), f64::from(place.at) * 100.0);
            let yuan = place.cost * 10_000;
            plan = match place.sort {
                Sort::Candidate | Sort::Wanted => plan.candidate(&id, metres, "station", yuan),
                Sort::Standing | Sort::Doomed => {
                    plan.standing(&id, metres, "station").work(WorkKind::Close, "station", yuan)
                }
            };
            plan = plan.edit_site(|site| {
                site.kind = if place.by_both { "both" } else { "one" }.into();
                site.required = place.sort == Sort::Wanted;
                site.forbidden = place.sort == Sort::Doomed;
                site.works[0].build_time = Years::new(f64::from(place.years)).expect("years");
            });
        }
        let coverage = || Measure::Coverage { tiers: vec![0.into()], group: 0.into() };
        let mut terms = Vec::new();
        if let Some((from, percent)) = self.binding {
            plan =
                plan.target(coverage(), Scope::All, Direction::AtLeast, f64::from(percent) / 100.0);
            terms.push(Term { first: from.into(), last: 2.into() });
        }
        if let Some((period, percent)) = self.expected {
            plan = plan
                .target(coverage(), Scope::All, Direction::AtLeast, f64::from(percent) / 100.0)
                .edit(|parts| {
                    parts.targets.last_mut().expect("a target").kind = TargetKind::Expected;
                });
            terms.push(Term { first: period.into(), last: period.into() });
        }
        if let Some((source, direction, wan)) = self.share {
            let (funding, whole) = (FundingIdx::from(source), Some(Yuan::new(1_000_000)));
            let share = Measure::FundingShare { funding, whole };
            plan = plan.target(share, Scope::All, direction, f64::from(wan) / 100.0);
            terms.push(Term { first: 2.into(), last: 2.into() });
        }
        let plan = plan.funding("A", 0).funding("B", 0).edit(|parts| {
            parts.funding[FundingIdx::from(1)].pays_for.kinds = vec!["both".into()];
        });
        let people = (0..3)
            .map(|period| {
                let units = self.units.iter().map(|(_, people)| UnitPeople {
                    residents: persons(1000.0),
                    people: vec![persons(f64::from(people[period]))],
                    origin: Origin::Modelled,
                });
                Some(units.collect())
            })
            .collect();
        let income = self.money.iter().map(|&(amounts, carries_over)| Income {
            by_period: amounts.iter().map(|&wan| Yuan::new(wan * 10_000)).collect(),
            carries_over,
        });
        let mut parts = HorizonParts::new(plan.problem().into_parts(), YEARS);
        parts.start = Some(START);
        parts.weights = self.weights.iter().map(|&own| f64::from(own)).collect();
        parts.rules_from = self.own.into();
        parts.people = people;
        parts.targets = terms;
        parts.income = income.collect();
        let percent = |percent: i32| Share::new(f64::from(percent) / 100.0).expect("a share");
        parts.spending.most_in_period = self.spread.map(|(most, _)| percent(most));
        parts.spending.least_in_period = self.spread.map(|(_, least)| percent(least));
        parts
    }

    pub(crate) fn horizon(&self) -> Horizon {
        Horizon::new(self.parts()).expect("a sound horizon")
    }

    /// The period at whose end a work begun in `period` stands; 3 when none.
    fn done(&self, place: &Place, period: usize) -> usize {
        let begins = if period == 0 { START } else { YEARS[period - 1] };
        let done = begins + place.years;
        (period..3).find(|&at| YEARS[at] >= done).unwrap_or(3)
    }

    /// Shortfall, minus people covered, money in yuan, travel in person-km over all periods, minus the share covered of the town
    /// of each second unit or of the other, the way of the worst-off tenth in km; none when a rule is broken.
    /// `begun[j]` is the period in which the work of site j begins, 3 for never.
    pub(crate) fn worth(&self, begun: &[usize]) -> Option<[f64; 6]> {
        let mut left = [0i64; 2];
        let [(a, a_carries), (b, b_carries)] = self.money;
        let mut cost = 0;
        let done: Vec<usize> = self
            .places
            .iter()
            .zip(begun)
            .map(|(place, &begun)| if begun == 3 { 3 } else { self.done(place, begun) })
            .collect();
        // A work that is never done is never begun.
        if done.iter().zip(begun).any(|(&done, &begun)| done == 3 && begun < 3) {
            return None;
        }
        let mut worth = [0.0; 6];
        if !self.is_spread(begun) || !self.is_shared(begun) {
            return None;
        }
        for period in 0..3 {
            left[0] = a[period] + if a_carries { left[0] } else { 0 };
            left[1] = b[period] + if b_carries { left[1] } else { 0 };
            let need = |by_both: bool| -> i64 {
                let begin = self.places.iter().zip(begun);
                begin
                    .filter(|(place, begun)| place.by_both == by_both && **begun == period)
                    .map(|(place, _)| place.cost)
                    .sum()
            };
            let (one, both) = (need(false), need(true));
            cost += one + both;
            left[0] -= one;
            if left[0] < 0 {
                return None;
            }
            // What would be lost is spent first; else what fewer works may use.
            let first = usize::from(a_carries || !b_carries);
            let part = both.min(left[first]);
            left[first] -= part;
            left[1 - first] -= both - part;
            if left[1 - first] < 0 {
                return None;
            }
            self.add_period(period, &done, &mut worth)?;
        }
        worth[2] = (cost * 10_000) as f64;
        Some(worth)
    }

    /// What the works of each period cost: those that A alone may pay, and those that both may.
    fn bills(&self, begun: &[usize]) -> [[i64; 2]; 3] {
        let mut bills = [[0; 2]; 3];
        for (place, &begun) in self.places.iter().zip(begun).filter(|(_, begun)| **begun < 3) {
            bills[begun][usize::from(place.by_both)] += place.cost;
        }
        bills
    }

    /// Whether no period costs too much or too little of all.
    fn is_spread(&self, begun: &[usize]) -> bool {
        let Some((most, least)) = self.spread else { return true };
        let costs = self.bills(begun).map(|[one, both]| one + both);
        let all: i64 = costs.iter().sum();
        let within = |cost: &i64| {
            100 * cost <= i64::from(most) * all && 100 * cost >= i64::from(least) * all
        };
        costs.iter().all(within)
    }

    /// Whether some payments give the source its share; each split of each period's bill is tried.
    fn is_shared(&self, begun: &[usize]) -> bool {
        let Some((source, direction, wan)) = self.share else { return true };
        let bills = self.bills(begun);
        let all: i64 = bills.iter().flatten().sum();
        let [(a, a_carries), (b, b_carries)] = self.money;
        // What A and B have left and B has paid.
        let mut ways = vec![(0, 0, 0)];
        for (period, [one, both]) in bills.into_iter().enumerate() {
            let mut next = Vec::new();
            for (left_a, left_b, paid) in ways {
                let has_a = a[period] + if a_carries { left_a } else { 0 };
                let has_b = b[period] + if b_carries { left_b } else { 0 };
                for part in 0..=both {
                    let (rest_a, rest_b) = (has_a - one - (both - part), has_b - part);
                    if rest_a >= 0 && rest_b >= 0 {
                        next.push((rest_a, rest_b, paid + part));
                    }
                }
            }
            next.sort_unstable();
            next.dedup();
            ways = next;
        }
        ways.into_iter().any(|(_, _, by_b)| {
            let paid = if source == 0 { all - by_b } else { by_b };
            match direction {
                Direction::AtLeast => paid >= i64::from(wan),
                Direction::AtMost => paid <= i64::from(wan),
            }
        })
    }

    fn add_period(&self, period: usize, done: &[usize], worth: &mut [f64; 6]) -> Option<()> {
        let stands: Vec<bool> = self
            .places
            .iter()
            .zip(done)
            .map(|(place, &done)| {
                matches!(place.sort, Sort::Standing | Sort::Doomed) != (done <= period)
            })
            .collect();
        if period >= self.own {
            let wrong = self.places.iter().zip(&stands).any(|(place, &stands)| {
                place.sort == Sort::Wanted && !stands || place.sort == Sort::Doomed && stands
            });
            if wrong {
                return None;
            }
        }
        let weight = f64::from(self.weights[period]);
        let (mut people, mut covered) = (0.0, 0.0);
        let mut towns = [[0.0; 2]; 2];
        let mut ways = Vec::new();
        for (unit, (at, number)) in self.units.iter().enumerate() {
            let number = f64::from(number[period]);
            let nearest = self
                .places
                .iter()
                .zip(&stands)
                .filter(|(_, stands)| **stands)
                .map(|(place, _)| f64::from((place.at - at).abs()) * 100.0)
                .fold(f64::INFINITY, f64::min);
            people += number;
            ways.push((nearest.min(REACH_M) / 1000.0, number));
            towns[unit % 2][0] += number;
            if nearest <= REACH_M {
                towns[unit % 2][1] += number;
                covered += number;
                worth[3] += weight * number * nearest / 1000.0;
            }
        }
        worth[1] -= weight * covered;
        let shares = towns.iter().filter(|own| own[0] > 0.0).map(|own| own[1] / own[0]);
        worth[4] -= weight * shares.fold(1.0, f64::min);
        // Tenths of a person, the longest way first.
        ways.sort_by(|a, b| b.0.total_cmp(&a.0));
        let mut left = people;
        for (km, number) in ways.into_iter().filter(|_| people > 0.0) {
            let tenths = f64::min(10.0 * number, left);
            worth[5] += weight * km * tenths / people;
            left -= tenths;
        }
        let share = |percent: i32| f64::from(percent) / 100.0;
        if let Some((from, percent)) = self.binding
            && period >= from
            && covered < share(percent) * people - 1e-9
        {
            return None;
        }
        if let Some((only, percent)) = self.expected
            && period == only
            && people > 0.0
        {
            let asked = share(percent) * people;
            if asked > 0.0 {
                worth[0] += weight * (asked - covered).max(0.0) / asked;
            }
        }
        Some(())
    }

    /// The best of all ways to begin each work in one of the periods or never, and how many were tried.
    pub(crate) fn best_of_all(&self) -> (Option<Vec<f64>>, usize) {
        self.best_in_order(&[0, 1, 2, 3])
    }

    /// The same for aims in this order, by their places in [`SmallHorizon::worth`].
    pub(crate) fn best_in_order(&self, order: &[usize]) -> (Option<Vec<f64>>, usize) {
        let mut best: Option<Vec<f64>> = None;
        let mut begun = vec![0; self.places.len()];
        let mut tried = 0;
        loop {
            tried += 1;
            let worth = self.worth(&begun);
            let worth = worth.map(|worth| order.iter().map(|&at| worth[at]).collect::<Vec<_>>());
            if let Some(worth) = worth
                && best.as_ref().is_none_or(|best| is_better(&worth, best))
            {
                best = Some(worth);
            }
            let Some(next) = begun.iter().position(|&period| period < 3) else {
                return (best, tried);
            };
            begun[next] += 1;
            begun[..next].fill(0);
        }
    }
}

/// Whether `a` is better than `b`, aim by aim.
pub(crate) fn is_better(a: &[f64], b: &[f64]) -> bool {
    for (a, b) in a.iter().zip(b) {
        if (a - b).abs() > 1e-6 * b.abs().max(1.0) {
            return a < b;
        }
    }
    false
}

/// No site begins anything.
pub(crate) fn nothing(horizon: &Horizon) -> Starts {
    let none: Vec<Option<Start>> = vec![None; horizon.plan().sites.len()];
    TiVec::from(none)
}
