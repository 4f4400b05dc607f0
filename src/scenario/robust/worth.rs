//! The value of a robust plan compared with others: the figures of [`super`].

use super::answer::RobustPlan;
use crate::domain::mean;
use crate::plan::ScenarioLayout;
use crate::solve::{RobustAim, RobustOutcome};

/// Bounds of a figure, equal where it is proved.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The lower bound.
    pub low: f64,
    /// The upper bound.
    pub high: f64,
}

impl Interval {
    /// Bounds of a figure that cannot be negative: values below 0 become 0.
    fn not_negative(low: f64, high: f64) -> Self {
        Self { low: low.max(0.0), high: high.max(0.0) }
    }
}

impl RobustPlan {
    fn probabilities(&self) -> Vec<f64> {
        self.scenarios.iter().map(|own| own.probability).collect()
    }

    /// The coverage of a scenario, in the unit of the plan.
    pub fn value(&self, scenario: usize, covered: f64) -> f64 {
        self.unit.of(covered, self.scenarios[scenario].people)
    }

    fn mean_of(&self, held: &[&ScenarioLayout]) -> f64 {
        let values: Vec<f64> = held
            .iter()
            .enumerate()
            .map(|(scenario, own)| self.value(scenario, own.covered))
            .collect();
        mean(&self.probabilities(), &values)
    }

    /// The regret against the proved bound of the scenario's own best, which the true regret does not exceed.
    pub fn regret(&self, scenario: usize) -> Option<f64> {
        let held = self.outcome.held.get(scenario)?;
        let value = self.value(scenario, held.covered);
        Some((self.scenarios[scenario].best.bound - value).max(0.0))
    }

    /// Bounds of the regret: against the best found and against the proved bound of the scenario alone.
    pub fn regret_between(&self, scenario: usize) -> Option<Interval> {
        let held = self.outcome.held.get(scenario)?;
        let value = self.value(scenario, held.covered);
        let best = self.scenarios[scenario].best;
        let least = best.value.unwrap_or(value);
        Some(Interval::not_negative(least - value, (best.bound - value).max(least - value)))
    }

    /// The number of scenarios whose own best is neither proved nor full coverage.
    pub fn own_bests_not_proved(&self) -> usize {
        let scenarios = self.scenarios.iter();
        scenarios.filter(|own| !own.best.is_proved && own.best.width() > 0.0).count()
    }

    /// Mean coverage and mean cost, in yuan.
    fn average(&self, outcome: &RobustOutcome) -> Option<(f64, f64)> {
        outcome.layout.as_ref()?;
        let held: Vec<&ScenarioLayout> = outcome.held.iter().collect();
        let money: Vec<f64> = held.iter().map(|own| own.audit.cost.yuan() as f64).collect();
        Some((self.mean_of(&held), mean(&self.probabilities(), &money)))
    }

    /// Mean coverage and mean cost of the layout, in yuan.
    pub fn on_average(&self) -> Option<(f64, f64)> {
        self.average(&self.outcome)
    }

    /// HN: the mean coverage of the expected-value layout, and its proved bound.
    pub fn here_and_now(&self) -> Option<Interval> {
        let expected = self.expected.as_ref()?;
        let (low, _) = self.average(expected)?;
        // The expected value is the first aim there, whatever the criterion of the plan.
        let bound = expected.aim(RobustAim::Criterion)?.bound?;
        Some(Interval { low, high: bound.max(low) })
    }

    /// WS: the mean coverage if each scenario had its own layout.
    pub fn wait_and_see(&self) -> Option<Interval> {
        let values: Option<Vec<f64>> = self.scenarios.iter().map(|own| own.best.value).collect();
        let bounds: Vec<f64> = self.scenarios.iter().map(|own| own.best.bound).collect();
        let low = mean(&self.probabilities(), &values?);
        let high = mean(&self.probabilities(), &bounds);
        Some(Interval { low, high: high.max(low) })
    }

    /// The expected value of perfect information.
    pub fn evpi(&self) -> Option<Interval> {
        let (ws, hn) = (self.wait_and_see()?, self.here_and_now()?);
        Some(Interval::not_negative(ws.low - hn.high, ws.high - hn.low))
    }

    fn where_mean(&self, breaks: Option<bool>) -> Vec<usize> {
        let held = self.mean.iter().flat_map(|mean| &mean.held).enumerate();
        held.filter(|(_, own)| own.breaks == breaks).map(|(scenario, _)| scenario).collect()
    }

    /// The scenarios, by position, in which the mean-value layout is proved infeasible.
    pub fn mean_breaks(&self) -> Vec<usize> {
        self.where_mean(Some(true))
    }

    /// Those of which it was not known whether it does when it ended.
    pub fn mean_not_known(&self) -> Vec<usize> {
        self.where_mean(None)
    }

    /// EEV: the mean coverage of the mean-value layout; none where it is not known to be feasible in every scenario.
    pub fn expected_of_mean(&self) -> Option<Interval> {
        let all = &self.mean.as_ref()?.held;
        if all.is_empty() || all.iter().any(|own| own.breaks != Some(false)) {
            return None;
        }
        let held: Option<Vec<&ScenarioLayout>> = all.iter().map(|own| own.held.as_ref()).collect();
        let low = self.mean_of(&held?);
        let bounds: Vec<f64> = all.iter().map(|own| own.bound).collect();
        let high = mean(&self.probabilities(), &bounds).max(low);
        Some(Interval { low, high })
    }

    /// The value of the stochastic solution; none where the mean-value layout is not known to be feasible in all
    /// scenarios.
    pub fn vss(&self) -> Option<Interval> {
        let (hn, eev) = (self.here_and_now()?, self.expected_of_mean()?);
        Some(Interval::not_negative(hn.low - eev.high, hn.high - eev.low))
    }

    /// The price of robustness: the mean coverage lost against the expected-value layout, and the additional mean cost
    /// in yuan.
    pub fn price(&self) -> Option<(Interval, f64)> {
        let (hn, (own, money)) = (self.here_and_now()?, self.on_average()?);
        let (_, other) = self.average(self.expected.as_ref()?)?;
        let given_up = Interval::not_negative(hn.low - own, hn.high - own);
        Some((given_up, money - other))
    }
}
