//! What the answer is worth beside others: the figures of [`super`].

use super::answer::RobustPlan;
use crate::domain::mean;
use crate::plan::ScenarioLayout;
use crate::solve::{RobustAim, RobustOutcome};

/// A figure that lies between two others; both are the same where it is proved.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// It is no less.
    pub low: f64,
    /// It is no more.
    pub high: f64,
}

impl Interval {
    /// What is below 0 by arithmetic alone is 0, and so is the least that a figure can be.
    fn not_negative(low: f64, high: f64) -> Self {
        Self {
            low: low.max(0.0),
            high: high.max(0.0),
        }
    }
}

impl RobustPlan {
    fn probabilities(&self) -> Vec<f64> {
        self.scenarios.iter().map(|own| own.probability).collect()
    }

    /// What is covered in a scenario, in the unit of the answer.
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

    /// By how much the layout is behind the scenario's own best: what is proved, so that the true regret is no more.
    pub fn regret(&self, scenario: usize) -> Option<f64> {
        let held = self.outcome.held.get(scenario)?;
        let value = self.value(scenario, held.covered);
        Some((self.scenarios[scenario].best.bound - value).max(0.0))
    }

    /// The same with what is found and what is proved as the scenario's own best: the true regret lies between.
    pub fn regret_between(&self, scenario: usize) -> Option<Interval> {
        let held = self.outcome.held.get(scenario)?;
        let value = self.value(scenario, held.covered);
        let best = self.scenarios[scenario].best;
        let least = best.value.unwrap_or(value);
        Some(Interval::not_negative(
            least - value,
            (best.bound - value).max(least - value),
        ))
    }

    /// How many scenarios' own best is neither proved nor all that there is.
    pub fn own_bests_not_proved(&self) -> usize {
        let scenarios = self.scenarios.iter();
        scenarios
            .filter(|own| !own.best.is_proved && own.best.width() > 0.0)
            .count()
    }

    /// What layouts cover on average with money on average, in yuan.
    fn average(&self, outcome: &RobustOutcome) -> Option<(f64, f64)> {
        outcome.layout.as_ref()?;
        let held: Vec<&ScenarioLayout> = outcome.held.iter().collect();
        let money: Vec<f64> = held
            .iter()
            .map(|own| own.audit.cost.yuan() as f64)
            .collect();
        Some((self.mean_of(&held), mean(&self.probabilities(), &money)))
    }

    /// What the layout covers on average, and its money in yuan.
    pub fn on_average(&self) -> Option<(f64, f64)> {
        self.average(&self.outcome)
    }

    /// HN: what the expected-value layout covers on average, and the proved bound on it.
    pub fn here_and_now(&self) -> Option<Interval> {
        let expected = self.expected.as_ref()?;
        let (low, _) = self.average(expected)?;
        // The plan's own aim is first there, whatever the criterion.
        let bound = expected.aim(RobustAim::Criterion)?.bound?;
        Some(Interval {
            low,
            high: bound.max(low),
        })
    }

    /// WS: what would be covered on average if each scenario had its own layout.
    pub fn wait_and_see(&self) -> Option<Interval> {
        let values: Option<Vec<f64>> = self.scenarios.iter().map(|own| own.best.value).collect();
        let bounds: Vec<f64> = self.scenarios.iter().map(|own| own.best.bound).collect();
        let low = mean(&self.probabilities(), &values?);
        let high = mean(&self.probabilities(), &bounds);
        Some(Interval {
            low,
            high: high.max(low),
        })
    }

    /// The expected value of perfect information.
    pub fn evpi(&self) -> Option<Interval> {
        let (ws, hn) = (self.wait_and_see()?, self.here_and_now()?);
        Some(Interval::not_negative(ws.low - hn.high, ws.high - hn.low))
    }

    fn where_mean(&self, breaks: Option<bool>) -> Vec<usize> {
        let held = self.mean.iter().flat_map(|mean| &mean.held).enumerate();
        held.filter(|(_, own)| own.breaks == breaks)
            .map(|(scenario, _)| scenario)
            .collect()
    }

    /// The scenarios, by position, in which the mean-value layout is proved to break what is binding.
    pub fn mean_breaks(&self) -> Vec<usize> {
        self.where_mean(Some(true))
    }

    /// Those in which time ran out before it was known whether it does.
    pub fn mean_not_known(&self) -> Vec<usize> {
        self.where_mean(None)
    }

    /// EEV: what the mean-value layout covers on average; none where it is not known to hold in every scenario.
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

    /// The value of the stochastic solution; none where the mean-value layout is not known to hold in all scenarios.
    pub fn vss(&self) -> Option<Interval> {
        let (hn, eev) = (self.here_and_now()?, self.expected_of_mean()?);
        Some(Interval::not_negative(hn.low - eev.high, hn.high - eev.low))
    }

    /// What the layout gives up on average against the expected-value layout, and how much more money it takes on average,
    /// in yuan.
    pub fn price(&self) -> Option<(Interval, f64)> {
        let (hn, (own, money)) = (self.here_and_now()?, self.on_average()?);
        let (_, other) = self.average(self.expected.as_ref()?)?;
        let given_up = Interval::not_negative(hn.low - own, hn.high - own);
        Some((given_up, money - other))
    }
}
