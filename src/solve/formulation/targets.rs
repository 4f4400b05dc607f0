//! Constraints (10), (11) and (12).

use super::{Formulation, Relaxed};
use crate::domain::{Aim, Direction, Scope, TargetKind};
use crate::plan::measure::{self, Account};
use crate::plan::{greatest, shortfall_scale};
use crate::solve::milp::{Col, Expr, Label, Milp};

impl Formulation<'_> {
    /// Binding targets as rows, expected ones with a shortfall.
    pub(super) fn aim(&mut self, relaxed: Relaxed<'_>) {
        for position in 0..self.problem.targets.len() {
            self.aim_at(position, relaxed);
        }
    }

    /// Only the targets of sources' shares, or only the others.
    pub(super) fn aim_at_sources(&mut self, of_sources: bool) {
        for position in 0..self.problem.targets.len() {
            if self.problem.targets[position].funding().is_some() == of_sources {
                self.aim_at(position, Relaxed::Nothing);
            }
        }
    }

    /// Only the binding targets.
    pub(super) fn aim_at_binding(&mut self) {
        for position in 0..self.problem.targets.len() {
            if self.problem.targets[position].kind == TargetKind::Binding {
                self.aim_at(position, Relaxed::Nothing);
            }
        }
    }

    fn aim_at(&mut self, position: usize, relaxed: Relaxed<'_>) {
        let target = &self.problem.targets[position];
        let Aim::Sited(aim) = &target.aim else {
            return;
        };
        let parts = measure::parts(self.problem, self.arcs, aim);
        let weight = target.weight / parts.len().max(1) as f64;
        let limit = aim.limit.number();
        let is_relaxed = target.kind == TargetKind::Binding && relaxed.frees_target(position);
        let is_of_towns = matches!(aim.scope, Scope::EachTown | Scope::Town(_));
        // One relaxed limit holds for every part, so that the least shortfall gives the best limit that can be met.
        let common = is_relaxed.then(|| {
            let scales = parts.iter().map(|part| shortfall_scale(part, limit));
            let shortfall = self.milp.column(0.0, f64::INFINITY, Label("q", position, 0));
            self.relaxation.add(shortfall, MILLIONTHS);
            (shortfall, scales.fold(0.0, f64::max))
        });
        for (number, part) in parts.iter().enumerate() {
            let denominator = self.account(&part.denominator, position, false);
            let exact = aim.direction == Direction::AtMost;
            let numerator = self.account(&part.numerator, position, exact);
            let mut miss = denominator.times(limit);
            miss.add_scaled(&numerator, -1.0);
            if aim.direction == Direction::AtMost {
                miss = miss.times(-1.0);
            }
            let scale = common.map_or_else(|| shortfall_scale(part, limit), |(_, scale)| scale);
            // Rows are relative to the limits of their targets, by the greatest denominator.
            let size = scale * greatest(&part.denominator);
            if size == 0.0 {
                continue;
            }
            let mut row = miss.times(1.0 / size);
            let label = Label("target", position, number);
            let state = |milp: &mut Milp, row| match is_of_towns {
                true => milp.at_most(row, 0.0, label),
                false => milp.overall(|milp| milp.at_most(row, 0.0, label)),
            };
            if target.kind == TargetKind::Binding && !is_relaxed {
                state(&mut self.milp, row);
                continue;
            }
            let shortfall = match common {
                Some((shortfall, _)) => shortfall,
                None => self.milp.column(0.0, f64::INFINITY, Label("q", position, number)),
            };
            // No share is above 1.
            let most = match aim.direction {
                Direction::AtLeast => limit / scale,
                Direction::AtMost => (1.0 - limit).max(0.0) / scale,
            };
            let missed = self.product(shortfall, most, &denominator, position);
            row.add_scaled(&missed, -scale / size);
            state(&mut self.milp, row.tidy());
            if common.is_none() {
                self.shortfall.add(shortfall, weight);
            }
        }
    }

    /// (11): a shortfall of at most `most` times a denominator. The product u of q with each binary y of the
    /// denominator is a column: u ≤ q and u ≤ most·y where it adds, u ≥ q − most·(1 − y) where it takes away (McCormick
    /// 1976), which is exact for whole y.
    fn product(&mut self, shortfall: Col, most: f64, denominator: &Expr, target: usize) -> Expr {
        let mut product = Expr::default();
        product.add(shortfall, denominator.constant);
        for &(made, amount) in &denominator.terms {
            let label = Label("u", target, self.milp.columns().len());
            let both = self.milp.column(0.0, f64::INFINITY, label);
            product.add(both, amount);
            let mut with_shortfall = Expr::column(both);
            with_shortfall.add(shortfall, -1.0);
            if amount > 0.0 {
                let mut with_choice = Expr::column(both);
                with_choice.add(made, -most);
                self.milp.at_most(with_shortfall, 0.0, label);
                self.milp.at_most(with_choice, 0.0, label);
            } else {
                with_shortfall.add(made, -most);
                self.milp.at_least(with_shortfall, -most, label);
            }
        }
        product
    }

    /// An account as an expression. With `exact`, "some of P is chosen" must be 1 as soon as one is, because a smaller
    /// value would be a gain.
    fn account(&mut self, account: &Account, target: usize, exact: bool) -> Expr {
        let mut sum = Expr::constant(account.constant);
        for &(site, choice, amount) in &account.choices {
            let made = self.chosen[site].iter().find(|(allowed, _)| *allowed == choice);
            if let Some((_, expr)) = made {
                sum.add_scaled(expr, amount);
            }
        }
        for &(unit, tier, amount) in &account.covered {
            sum.add_scaled(&self.covered[tier][unit], amount);
        }
        if exact {
            self.cover_exactly(account.covered.iter().map(|&(unit, tier, _)| (unit, tier)));
        }
        for (site, tier) in &account.led {
            if let Some(led) = self.led.get(&(*site, *tier)) {
                sum.add_scaled(led, 1.0);
            }
        }
        for &(site, tier) in &account.served {
            sum.add_scaled(&self.served_at(site, tier), 1.0);
        }
        for &(funding, amount) in &account.paid {
            sum.add_scaled(&self.paid[funding], amount * 1e4);
        }
        for (set, amount) in &account.present {
            let present = self.present(set, target, exact);
            sum.add_scaled(&present, *amount);
        }
        sum.tidy()
    }

    /// (12): the expression "some choice of the set is made".
    fn present(
        &mut self,
        set: &[(crate::domain::SiteIdx, crate::domain::Choice)],
        target: usize,
        exact: bool,
    ) -> Expr {
        let mut sites: Vec<_> = set.iter().map(|&(site, _)| site).collect();
        sites.dedup();
        let each: Vec<Expr> = sites
            .iter()
            .map(|&site| self.chosen_where(site, |choice| set.contains(&(site, choice))))
            .filter(|expr| !expr.is_zero())
            .collect();
        if each.iter().any(|expr| expr.is_sure()) {
            return Expr::constant(1.0);
        }
        match &each[..] {
            [] => Expr::default(),
            [only] => only.clone(),
            several => {
                let label = Label("p", target, self.milp.columns().len());
                let col = self.milp.column(0.0, 1.0, label);
                let mut row = Expr::default();
                for expr in several {
                    row.add_scaled(expr, 1.0);
                    if exact {
                        let mut at_least = expr.times(-1.0);
                        at_least.add(col, 1.0);
                        self.milp.at_least(at_least, 0.0, label);
                    }
                }
                row.add(col, -1.0);
                self.milp.at_least(row, 0.0, label);
                Expr::column(col)
            }
        }
    }
}

/// Shortfalls of relaxed targets are summed in millionths of their limits, so that what solvers take for equal is too little to see.
const MILLIONTHS: f64 = 1e6;
