//! The plan model over several periods: a copy of the model for each, linked by works, which stay done, and by money.
//!
//! Beyond the symbols of [`super`]: periods τ = 1 … T; works w of site j; λ(w,τ) the last period in which w may begin so
//! that it is done by the end of τ (τ itself where it takes no time; 0 where there is none). The work's column is
//!
//! ```text
//! u[j,w,σ] ∈ {0,1}   work w of site j has begun by the end of period σ, σ = 1 … λ(w,T)
//! ```
//!
//! and the choices of period τ are sums of them: y[j,w,τ] = u[j,w,λ(w,τ)] (0 where λ = 0), y[j,stay,τ] = 1 − Σ_w y[j,w,τ].
//!
//! ```text
//! (16) u[j,w,σ−1] ≤ u[j,w,σ]                                   what has begun stays so: nothing opens and closes again
//! (17) Σ_w u[j,w,λ(w,T)] ≤ 1                                   one work a site
//! (18) Σ_w y[j,w,τ] = 1 in periods in which j may not stay
//! (1) – (7), (10) – (14), (22), (23) of each period over its y, people and targets; who moves where is not linked between periods
//! (19) Σ_f m[f,C,σ] = Σ_{(j,w) ∈ C} c[j,w]·(u[j,w,σ] − u[j,w,σ−1])        a work is paid in the period in which it begins
//! (20) spent[f,σ] = Σ_C m[f,C,σ] + Σ fixed[f,j,w]·(u[j,w,σ] − u[j,w,σ−1])
//!      spent[f,σ] ≤ B[f,σ] − committed[f,σ]                    where f does not carry over
//!      Σ_{σ' ≤ σ} spent[f,σ'] ≤ Σ_{σ' ≤ σ} (B − committed)[f,σ']           for every σ, where it does
//! (21) least·Σ_σ' cost[σ'] ≤ cost[σ] ≤ most·Σ_σ' cost[σ']      for every σ, where spending has such limits;
//!      cost[σ] = Σ_{j,w} c[j,w]·(u[j,w,σ] − u[j,w,σ−1])
//! ```
//!
//! paid\[f\] of period τ, for a target of a source's share, is the part of Σ_σ spent\[f,σ\] for works that are done by τ;
//! where there is such a target, works that are done in different periods are in different classes C.
//!
//! (16) and (17) with their integrality are the paths of each site through the state graph "as today" → "work w begun in
//! σ" → the same until T; they form an interval matrix for each site, so that this part alone has whole corners.
//! A stage's value is Σ_τ weight[τ]·(its value in τ); money is Σ of all that is spent, which is the cost of what stands in T.
//!
//! Columns: Σ_j Σ_w λ(w,T) of u, and T times those of one period for the rest.

use super::money::Bill;
use super::stages::{hold_in, keep_in};
use super::{Formulation, Relaxed};
use crate::domain::{
    Choice, FundingIdx, Horizon, Layout, PeriodIdx, SiteIdx, Stage, Start, Starts,
};
use crate::solve::milp::{Col, Expr, Label, Milp};
use crate::travel::Arcs;
use std::collections::{BTreeMap, HashSet};
use typed_index_collections::TiVec;

/// A work with the expressions "it has begun by the end of σ", for σ from the first period on.
struct Work {
    number: u16,
    begun: Vec<Col>,
}

impl Work {
    /// The expression "it has begun by the end of `period`"; 0 before all periods.
    fn by(&self, period: Option<PeriodIdx>) -> Expr {
        let latest = self.begun.len().checked_sub(1);
        match (period, latest) {
            (Some(period), Some(latest)) => {
                Expr::column(self.begun[usize::from(period).min(latest)])
            }
            _ => Expr::default(),
        }
    }

    /// The expression "it begins in `period`".
    fn begins_in(&self, period: PeriodIdx) -> Expr {
        let mut begins = self.by(Some(period));
        begins.add_scaled(&self.by(before(period)), -1.0);
        begins.tidy()
    }
}

fn before(period: PeriodIdx) -> Option<PeriodIdx> {
    usize::from(period).checked_sub(1).map(PeriodIdx::from)
}

/// The models of all periods in one.
pub(in crate::solve) struct Linked<'a> {
    horizon: &'a Horizon,
    pub(in crate::solve) milp: Milp,
    /// A model for each period; their rows and columns are in `milp`.
    copies: TiVec<PeriodIdx, Formulation<'a>>,
    works: TiVec<SiteIdx, Vec<Work>>,
    /// Extra money in 万元, by period and source, where it is allowed.
    extra: TiVec<PeriodIdx, TiVec<FundingIdx, Col>>,
    /// paid\[f\] of each period, where some target is of a source's share.
    paid: Option<TiVec<PeriodIdx, TiVec<FundingIdx, Expr>>>,
}

impl<'a> Linked<'a> {
    /// States the model. `dropped` sites stay as they are; with `extra_money` more money may be spent than the sources
    /// have.
    pub(in crate::solve) fn new(
        horizon: &'a Horizon,
        arcs: &'a Arcs,
        dropped: &HashSet<SiteIdx>,
        extra_money: bool,
    ) -> Self {
        let mut milp = Milp::default();
        let works = works(horizon, dropped, &mut milp);
        let of_sources = horizon.plan().targets.iter().any(|target| target.funding().is_some());
        let nothing = || vec![Expr::default(); horizon.plan().funding.len()].into();
        let paid = of_sources.then(|| horizon.periods().iter().map(|_| nothing()).collect());
        let copies = TiVec::new();
        let mut linked = Self { horizon, milp, copies, works, extra: TiVec::new(), paid };
        for period in horizon.periods().keys() {
            let chosen = linked.chosen(period);
            let milp = std::mem::take(&mut linked.milp);
            let problem = &horizon.periods()[period].problem;
            let mut copy = Formulation::over(problem, arcs, milp, chosen);
            copy.merge_rows();
            copy.cover(Relaxed::Nothing);
            copy.lead();
            copy.aim_at_sources(false);
            linked.milp = std::mem::take(&mut copy.milp);
            linked.copies.push(copy);
        }
        linked.fund(extra_money);
        linked.aim_at_sources();
        linked.spread();
        linked
    }

    /// The targets of sources' shares, which need the payments.
    fn aim_at_sources(&mut self) {
        let Some(paid) = self.paid.take() else { return };
        for (copy, paid) in self.copies.iter_mut().zip(paid) {
            std::mem::swap(&mut self.milp, &mut copy.milp);
            copy.paid = paid;
            copy.aim_at_sources(true);
            std::mem::swap(&mut self.milp, &mut copy.milp);
        }
    }

    /// (21), in 万元.
    fn spread(&mut self) {
        let spending = self.horizon.spending();
        if !spending.is_limited() {
            return;
        }
        let plan = self.horizon.plan();
        let mut all = Expr::default();
        let mut costs = Vec::new();
        for period in self.horizon.periods().keys() {
            let mut cost = Expr::default();
            for (index, works) in self.works.iter_enumerated() {
                for work in works {
                    let amount = plan.sites[index].cost(Choice::Work(work.number)).wan();
                    cost.add_scaled(&work.begins_in(period), amount);
                }
            }
            all.add_scaled(&cost, 1.0);
            costs.push(cost);
        }
        for (period, cost) in costs.into_iter().enumerate() {
            if let Some(most) = spending.most_in_period {
                let mut row = cost.clone();
                row.add_scaled(&all, -most.fraction());
                self.milp.at_most(row.tidy(), 0.0, Label("most_in_period", period, 0));
            }
            if let Some(least) = spending.least_in_period {
                let mut row = cost;
                row.add_scaled(&all, -least.fraction());
                self.milp.at_least(row.tidy(), 0.0, Label("least_in_period", period, 0));
            }
        }
    }

    /// The number of pairs of unit and tier that need cover in some period, and of distinct ones.
    pub(in crate::solve) fn needs(&self) -> (usize, usize) {
        let needs = self.copies.iter().map(|copy| copy.needs);
        needs.fold((0, 0), |sum, needs| (sum.0 + needs.0, sum.1 + needs.1))
    }

    /// The choices of a period over the columns u, with (18).
    fn chosen(&mut self, period: PeriodIdx) -> TiVec<SiteIdx, Vec<(Choice, Expr)>> {
        let problem = &self.horizon.periods()[period].problem;
        let mut all = TiVec::with_capacity(problem.sites.len());
        for (index, site) in problem.sites.iter_enumerated() {
            let mut stays = Expr::constant(1.0);
            let mut chosen = Vec::new();
            for work in &self.works[index] {
                let data = &self.horizon.plan().sites[index].works[usize::from(work.number)];
                let done = work.by(self.horizon.latest_start(data, period));
                stays.add_scaled(&done, -1.0);
                if !done.is_zero() {
                    chosen.push((Choice::Work(work.number), done));
                }
            }
            let stays = stays.tidy();
            if site.choices().any(|choice| choice == Choice::Stay) {
                chosen.insert(0, (Choice::Stay, stays));
            } else {
                let label = Label("no_stay", usize::from(index), usize::from(period));
                self.milp.equal(stays, 0.0, label);
            }
            all.push(chosen);
        }
        all
    }

    /// (19) and (20), in 万元.
    fn fund(&mut self, extra_money: bool) {
        let plan = self.horizon.plan();
        if plan.funding.is_empty() {
            return;
        }
        let sources = plan.funding.len();
        let mut before: TiVec<FundingIdx, Expr> = vec![Expr::default(); sources].into();
        let mut left: TiVec<FundingIdx, i64> = vec![0; sources].into();
        for period in self.horizon.periods().keys() {
            let at = usize::from(period);
            let spent = self.spent(period);
            let mut extra = TiVec::new();
            for (funding, now) in spent.into_iter_enumerated() {
                let income = self.horizon.income(funding);
                let own = income.by_period[period] - self.horizon.committed(funding, period);
                let (mut row, limit) = match income.carries_over {
                    true => {
                        left[funding] += own.yuan();
                        before[funding].add_scaled(&now, 1.0);
                        (before[funding].clone(), left[funding])
                    }
                    false => (now, own.yuan()),
                };
                if extra_money {
                    let label = Label("extra_money", at, usize::from(funding));
                    let col = self.milp.column(0.0, f64::INFINITY, label);
                    row.add(col, -1.0);
                    extra.push(col);
                    if income.carries_over {
                        before[funding].add(col, -1.0);
                    }
                }
                let label = Label("source", usize::from(funding), at);
                let limit = crate::units::Yuan::new(limit);
                self.milp.at_most(row, limit.wan(), label);
            }
            self.extra.push(extra);
        }
    }

    /// The payments of each source in `period`: fixed mixes, and its part of the classes of works that begin then (19).
    fn spent(&mut self, period: PeriodIdx) -> TiVec<FundingIdx, Expr> {
        let mut bills: BTreeMap<PeriodIdx, Bill<'_>> = BTreeMap::new();
        for (index, works) in self.works.iter_enumerated() {
            for work in works {
                let begins = work.begins_in(period);
                if begins.is_zero() {
                    continue;
                }
                let start = Start { work: work.number, period };
                let done = match self.paid {
                    Some(_) => self.horizon.done_in(index, start),
                    None => Some(period),
                };
                let Some(done) = done else { continue };
                let bill = bills.entry(done).or_insert_with(|| Bill::new(self.horizon.plan()));
                bill.add(index, Choice::Work(work.number), &begins);
            }
        }
        let sources = self.horizon.plan().funding.len();
        let mut all: TiVec<FundingIdx, Expr> = vec![Expr::default(); sources].into();
        for (done, bill) in bills {
            let spent = bill.settle(&mut self.milp, usize::from(period));
            for (source, spent) in spent.iter_enumerated() {
                all[source].add_scaled(spent, 1.0);
                for paid in self.paid.iter_mut().flat_map(|paid| &mut paid[done..]) {
                    paid[source].add_scaled(spent, 1.0);
                }
            }
        }
        all
    }

    /// Calls `act` with each period's model in turn; returns the sum of the results, weighted by period.
    fn each(&mut self, mut act: impl FnMut(&mut Formulation<'a>) -> Expr) -> Expr {
        let mut sum = Expr::default();
        for (copy, period) in self.copies.iter_mut().zip(self.horizon.periods()) {
            std::mem::swap(&mut self.milp, &mut copy.milp);
            sum.add_scaled(&act(copy), period.weight);
            std::mem::swap(&mut self.milp, &mut copy.milp);
        }
        sum.tidy()
    }

    /// The minimised objective of the stage, over all periods.
    pub(in crate::solve) fn objective(&mut self, stage: Stage) -> Expr {
        match stage {
            Stage::Money => self.copies[self.horizon.last()].cost(),
            _ => self.each(|copy| copy.objective(stage)),
        }
    }

    /// The extra money by period and source, which the model minimises to find the least money that is missing.
    pub(in crate::solve) fn extra(&self) -> &TiVec<PeriodIdx, TiVec<FundingIdx, Col>> {
        &self.extra
    }

    /// See [`Formulation::keep`].
    pub(in crate::solve) fn keep(&mut self, stage: Stage, objective: &Expr, value: f64, keep: f64) {
        let shares: Vec<_> = self.copies.iter().flat_map(|copy| &copy.shares).collect();
        keep_in(&mut self.milp, &shares, stage, objective, value, keep);
    }

    /// See [`Formulation::hold`].
    pub(in crate::solve) fn hold(&mut self, stage: Stage, objective: &Expr, value: f64, most: f64) {
        hold_in(&mut self.milp, stage, objective, value, most);
    }

    /// See [`Formulation::completed`].
    pub(in crate::solve) fn completed(&self, point: &[f64]) -> Vec<f64> {
        let mut point = point.to_vec();
        point.resize(self.milp.columns().len(), 0.0);
        for copy in &self.copies {
            copy.derive(&mut point);
        }
        self.milp.measure_beyond(&mut point);
        point
    }

    /// The starts of works at a point of the model.
    pub(in crate::solve) fn starts(&self, point: &[f64]) -> Starts {
        self.works
            .iter()
            .map(|works| {
                works.iter().find_map(|work| {
                    let begun = work.begun.iter();
                    let period = begun
                        .enumerate()
                        .find(|(_, col)| point[col.position()] > 0.5)
                        .map(|(period, _)| PeriodIdx::from(period))?;
                    Some(Start { work: work.number, period })
                })
            })
            .collect()
    }

    /// The layout of each period at a point of the model, without payments.
    pub(in crate::solve) fn layouts(&self, arcs: &Arcs, point: &[f64]) -> TiVec<PeriodIdx, Layout> {
        let copies = self.copies.iter();
        copies.map(|copy| copy.layout(arcs, point)).collect()
    }
}

/// The columns u with (16) and (17).
fn works(
    horizon: &Horizon,
    dropped: &HashSet<SiteIdx>,
    milp: &mut Milp,
) -> TiVec<SiteIdx, Vec<Work>> {
    let mut all = TiVec::with_capacity(horizon.plan().sites.len());
    for (index, site) in horizon.plan().sites.iter_enumerated() {
        let mut works = Vec::new();
        let mut once = Expr::default();
        let choices = site.choices().filter(|_| !dropped.contains(&index));
        for choice in choices {
            let Choice::Work(number) = choice else {
                continue;
            };
            let data = &site.works[usize::from(number)];
            let Some(latest) = horizon.latest_start(data, horizon.last()) else {
                continue;
            };
            let begun: Vec<Col> = (0..=usize::from(latest))
                .map(|_| milp.binary(Label("u", usize::from(index), usize::from(number))))
                .collect();
            for pair in begun.windows(2) {
                let mut row = Expr::column(pair[1]);
                row.add(pair[0], -1.0);
                let label = Label("stays_done", usize::from(index), usize::from(number));
                milp.at_least(row, 0.0, label);
            }
            once.add_scaled(&Expr::column(begun[begun.len() - 1]), 1.0);
            works.push(Work { number, begun });
        }
        if works.len() >= 2 {
            milp.at_most(once, 1.0, Label("one_work", usize::from(index), 0));
        }
        all.push(works);
    }
    all
}
