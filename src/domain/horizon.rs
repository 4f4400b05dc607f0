//! A plan over several periods: what is the same in all of them, and what each has of its own.
//!
//! Period τ lasts from the year of the one before it (the first from [`HorizonParts::start`]) to its own. Each is a
//! [`Problem`] of its own over the same sites, with that period's people and targets and all money up to then: the
//! problem of a planner who looks at that period alone. [`super::Schedule`] links them.

use super::demand::UnitPeople;
use super::error::ProblemError;
use super::ids::{FundingIdx, PeriodIdx, SiteIdx, StateIdx, UnitIdx};
use super::measure::Measure;
use super::objective::Stage;
use super::parts::ProblemParts;
use super::problem::Problem;
use super::site::{Choice, Site, State, Work};
use super::target::Aim;
use crate::units::{Share, Years, Yuan};
use typed_index_collections::TiVec;

/// A period.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Period {
    /// The year at whose end the plan is evaluated.
    pub year: i32,
    /// Its weight in objectives that are summed over periods; 0 or more.
    pub weight: f64,
    /// The period's own problem: its people and targets, and all money up to then.
    pub problem: Problem,
}

/// The periods in which a target holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    /// The first.
    pub first: PeriodIdx,
    /// The last.
    pub last: PeriodIdx,
}

impl Term {
    /// Whether it holds in `period`.
    pub fn holds_in(self, period: PeriodIdx) -> bool {
        (self.first..=self.last).contains(&period)
    }
}

/// What a source of money has: B\[f,τ\].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Income {
    /// In each period.
    pub by_period: TiVec<PeriodIdx, Yuan>,
    /// Whether unspent money may be spent later.
    pub carries_over: bool,
}

/// Limits of what works may cost in each period, as shares of what they cost in all.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Spending {
    /// No period costs more.
    pub most_in_period: Option<Share>,
    /// No period costs less.
    pub least_in_period: Option<Share>,
}

impl Spending {
    /// Whether there is a limit.
    pub fn is_limited(self) -> bool {
        self != Self::default()
    }
}

/// The parts of a horizon, before their invariants are proved.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct HorizonParts {
    /// What all periods share. Its targets and commitments are those of all periods; its people and amounts of money
    /// hold in periods without their own.
    pub plan: ProblemParts,
    /// The year before which nothing can be begun; needed where works take time.
    pub start: Option<i32>,
    /// The periods' years, rising.
    pub years: TiVec<PeriodIdx, i32>,
    /// Their weights.
    pub weights: TiVec<PeriodIdx, f64>,
    /// From this period on sites' own rules hold: required, forbidden, may not stay, works required.
    pub rules_from: PeriodIdx,
    /// The people of each period; those of the plan where none.
    pub people: TiVec<PeriodIdx, Option<TiVec<UnitIdx, UnitPeople>>>,
    /// When each target of the plan holds.
    pub targets: Vec<Term>,
    /// The money of each source.
    pub income: TiVec<FundingIdx, Income>,
    /// The period of each commitment of the plan.
    pub commitments: Vec<PeriodIdx>,
    /// How the cost of works is spread over the periods.
    pub spending: Spending,
}

impl HorizonParts {
    /// `plan` over periods that end in `years`, rising: people and targets are the same in all of them, all money is
    /// there from the first on, and sites' own rules hold in the last. Works that take time also need [`Self::start`].
    pub fn new(plan: ProblemParts, years: impl Into<Vec<i32>>) -> Self {
        let years: TiVec<PeriodIdx, i32> = years.into().into();
        let first = PeriodIdx::from(0);
        let last = years.last_key().unwrap_or(first);
        let income = plan.funding.iter().map(|source| {
            let mut by_period: TiVec<PeriodIdx, Yuan> = vec![Yuan::ZERO; years.len()].into();
            if let Some(amount) = by_period.first_mut() {
                *amount = source.amount;
            }
            Income { by_period, carries_over: true }
        });
        Self {
            start: None,
            weights: vec![1.0; years.len()].into(),
            rules_from: last,
            people: vec![None; years.len()].into(),
            targets: vec![Term { first, last }; plan.targets.len()],
            income: income.collect(),
            commitments: vec![first; plan.commitments.len()],
            spending: Spending::default(),
            years,
            plan,
        }
    }
}

/// A work that was begun in an earlier period, with who paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EarlierWork {
    /// Its position in [`Site::works`].
    pub work: u16,
    /// What each source paid.
    pub paid: Vec<(FundingIdx, Yuan)>,
}

/// A plan over several periods whose invariants hold.
#[derive(Debug, Clone)]
pub struct Horizon {
    plan: Problem,
    start: Option<i32>,
    periods: TiVec<PeriodIdx, Period>,
    rules_from: PeriodIdx,
    income: TiVec<FundingIdx, Income>,
    committed: TiVec<FundingIdx, TiVec<PeriodIdx, Yuan>>,
    spending: Spending,
}

impl Horizon {
    /// Proves the invariants and makes each period's problem. Errors at the first invariant that fails.
    pub fn new(parts: HorizonParts) -> Result<Self, ProblemError> {
        check(&parts)?;
        let count = parts.years.len();
        let mut committed: TiVec<FundingIdx, TiVec<PeriodIdx, Yuan>> =
            vec![vec![Yuan::ZERO; count].into(); parts.income.len()].into();
        for (commitment, &period) in parts.plan.commitments.iter().zip(&parts.commitments) {
            for &(source, amount) in &commitment.funding {
                committed[source][period] += amount;
            }
        }
        let mut plan = parts.plan.clone();
        for (source, income) in plan.funding.iter_mut().zip(&parts.income) {
            source.amount = income.by_period.iter().copied().sum();
        }
        let mut horizon = Self {
            plan: Problem::new(plan)?,
            start: parts.start,
            periods: TiVec::new(),
            rules_from: parts.rules_from,
            income: parts.income.clone(),
            committed,
            spending: parts.spending,
        };
        for period in parts.years.keys() {
            let problem = horizon.alone(&parts, period)?;
            horizon.periods.push(Period {
                year: parts.years[period],
                weight: parts.weights[period],
                problem,
            });
        }
        Ok(horizon)
    }

    /// The problem of one period alone.
    fn alone(&self, parts: &HorizonParts, period: PeriodIdx) -> Result<Problem, ProblemError> {
        let mut alone = parts.plan.clone();
        alone.period = Some(parts.years[period]);
        if let Some(people) = &parts.people[period] {
            alone.people_today = Some(alone.units.iter().map(UnitPeople::of).collect());
            for (unit, own) in alone.units.iter_mut().zip(people) {
                unit.residents = own.residents;
                unit.people.clone_from(&own.people);
                unit.provenance.figures = own.origin;
            }
        }
        let mut terms = parts.targets.iter();
        alone.targets.retain(|_| terms.next().is_some_and(|term| term.holds_in(period)));
        let mut dates = parts.commitments.iter();
        alone.commitments.retain(|_| dates.next().is_some_and(|&date| date <= period));
        for (source, income) in alone.funding.iter_mut().zip(&parts.income) {
            source.amount = income.by_period[..=period].iter().copied().sum();
        }
        for target in &mut alone.targets {
            if let Aim::Sited(aim) = &mut target.aim
                && let Measure::FundingShare { funding, whole: whole @ None } = &mut aim.measure
            {
                // Who plans later periods alone may see another amount.
                *whole = Some(alone.funding[*funding].amount);
            }
        }
        for site in &mut alone.sites {
            let allowed: Vec<bool> = (0..site.works.len())
                .map(|work| {
                    site.choices().any(|own| own == Choice::Work(work as u16))
                        && latest_start(&parts.years, parts.start, &site.works[work], period)
                            .is_some()
                })
                .collect();
            if period < parts.rules_from {
                (site.may_stay, site.required, site.forbidden) = (true, false, false);
                site.works.iter_mut().for_each(|work| work.required = false);
            }
            forbid(site, |work| !allowed[work]);
        }
        Problem::new(alone)
    }

    /// What all periods share: all targets, all commitments and all money.
    pub fn plan(&self) -> &Problem {
        &self.plan
    }

    /// The periods.
    pub fn periods(&self) -> &TiVec<PeriodIdx, Period> {
        &self.periods
    }

    /// The last period.
    pub fn last(&self) -> PeriodIdx {
        PeriodIdx::from(self.periods.len() - 1)
    }

    /// The period from which sites' own rules hold: that of the plan's own year.
    pub fn rules_from(&self) -> PeriodIdx {
        self.rules_from
    }

    /// What `source` has in each period.
    pub fn income(&self, source: FundingIdx) -> &Income {
        &self.income[source]
    }

    /// What commitments take from `source` in `period`.
    pub fn committed(&self, source: FundingIdx, period: PeriodIdx) -> Yuan {
        self.committed[source][period]
    }

    /// How the cost of works is spread over the periods.
    pub fn spending(&self) -> Spending {
        self.spending
    }

    /// The last period in which `work` may begin to be done by the end of `period`; none when there is no such period.
    pub fn latest_start(&self, work: &Work, period: PeriodIdx) -> Option<PeriodIdx> {
        let years: TiVec<PeriodIdx, i32> = self.periods.iter().map(|period| period.year).collect();
        latest_start(&years, self.start, work, period)
    }

    /// The problem of `period` for a myopic planner, who keeps earlier decisions, begins works in this period only and
    /// ignores later ones. `decided` are the works begun earlier, with who paid.
    pub fn keeping(
        &self,
        period: PeriodIdx,
        decided: &TiVec<SiteIdx, Option<EarlierWork>>,
    ) -> Result<Problem, ProblemError> {
        let mut parts = self.periods[period].problem.clone().into_parts();
        let has_money = !parts.funding.is_empty();
        let mut spent: TiVec<FundingIdx, Yuan> = vec![Yuan::ZERO; parts.funding.len()].into();
        for (site, decided) in parts.sites.iter_mut().zip(decided) {
            match decided {
                Some(EarlierWork { work: kept, paid }) => {
                    for (number, work) in site.works.iter_mut().enumerate() {
                        work.required = number == usize::from(*kept);
                    }
                    if has_money {
                        site.works[usize::from(*kept)].funding = Some(paid.clone());
                        for &(source, amount) in paid {
                            spent[source] += amount;
                        }
                    }
                }
                None => {
                    let late: Vec<bool> = site
                        .works
                        .iter()
                        .map(|work| self.latest_start(work, period) != Some(period))
                        .collect();
                    forbid(site, |work| late[work]);
                }
            }
        }
        for (index, source) in parts.funding.iter_mut_enumerated() {
            let income = &self.income[index];
            if !income.carries_over {
                // Unspent money does not carry over.
                let committed: Yuan = self.committed[index][..period].iter().copied().sum();
                source.amount = income.by_period[period] + spent[index] + committed;
            }
        }
        Problem::new(parts)
    }
}

/// See [`Horizon::latest_start`]: a work begins with a period and is done when its time is over.
fn latest_start(
    years: &TiVec<PeriodIdx, i32>,
    start: Option<i32>,
    work: &Work,
    period: PeriodIdx,
) -> Option<PeriodIdx> {
    if work.build_time <= Years::ZERO {
        return Some(period);
    }
    let position = usize::from(period);
    (0..=position)
        .rev()
        .find(|&begun| {
            let from = match begun.checked_sub(1) {
                Some(before) => Some(years[PeriodIdx::from(before)]),
                None => start,
            };
            from.is_some_and(|from| {
                f64::from(years[period] - from) >= work.build_time.years() - 1e-9
            })
        })
        .map(PeriodIdx::from)
}

/// Removes works from the choices, by letting them begin in a state that the site is never in. A required one stays
/// required, so that the site has no choice left.
fn forbid(site: &mut Site, is_forbidden: impl Fn(usize) -> bool) {
    if !(0..site.works.len()).any(&is_forbidden) {
        return;
    }
    site.states.push(State::ABSENT);
    let never = StateIdx::from(site.states.len() - 1);
    for number in 0..site.works.len() {
        if is_forbidden(number) {
            site.works[number].from = never;
        }
    }
}

fn check(parts: &HorizonParts) -> Result<(), ProblemError> {
    let wrong =
        |why: &str| Err(ProblemError::Inconsistent { owner: "periods".into(), why: why.into() });
    let (plan, count) = (&parts.plan, parts.years.len());
    let years = &parts.years.raw;
    if count == 0 || !years.windows(2).all(|pair| pair[0] < pair[1]) {
        return wrong("their years do not rise");
    }
    if parts.start.is_some_and(|start| start >= years[0]) {
        return wrong("the start is not before the first year");
    }
    if plan.objective.order.contains(&Stage::KolmPollak) {
        return wrong("the Kolm-Pollak equivalent is an aim of a plan of one year");
    }
    let takes_time = |site: &Site| site.works.iter().any(|work| work.build_time > Years::ZERO);
    if parts.start.is_none() && plan.sites.iter().any(takes_time) {
        return wrong("works take time, but the start is missing");
    }
    let weights_fit = parts.weights.len() == count
        && parts.weights.iter().all(|weight| weight.is_finite() && *weight >= 0.0);
    let incomes_fit = parts.income.len() == plan.funding.len()
        && parts.income.iter().all(|income| income.by_period.len() == count);
    let people_fit = parts.people.len() == count
        && parts.people.iter().flatten().all(|people| people.len() == plan.units.len());
    let known = |period: PeriodIdx| usize::from(period) < count;
    let terms_fit = parts.targets.len() == plan.targets.len()
        && parts.targets.iter().all(|term| term.first <= term.last && known(term.last))
        && parts.commitments.len() == plan.commitments.len()
        && parts.commitments.iter().all(|&period| known(period))
        && known(parts.rules_from);
    if !(weights_fit && incomes_fit && people_fit && terms_fit) {
        return wrong("weights, money, people or targets do not fit them");
    }
    Ok(())
}
