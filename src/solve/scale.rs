//! Values of stages in the units of a report and of the model.

use crate::domain::{Problem, Stage};
use crate::plan::fairness::{way_kappa, way_portions, ways_today};
use crate::travel::Arcs;

/// How values of stages are converted. The model minimises minus coverage, 万元, and of the Kolm-Pollak equivalent E of the
/// ways of n people the sum that grows with it, in person-kilometres:
///
/// ```text
/// V = n·f(E),   f(d) = (e^(λ·d) − 1)/λ,   λ = −κ;   f(d) = d where there is no κ
/// ```
///
/// Since f(0) = 0, f' ≥ 1 and f is convex, a gap of V relative to V is no less than that of E relative to E.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Scale {
    people: f64,
    lambda: Option<f64>,
}

/// The model counts money in 万元.
pub(super) const YUAN_A_WAN: f64 = 1e4;

impl Scale {
    /// That of a plan of one period; `stages` are those that are converted.
    pub(super) fn of(problem: &Problem, arcs: &Arcs, stages: &[Stage]) -> Self {
        if !stages.contains(&Stage::KolmPollak) {
            return Self::default();
        }
        let ways = way_portions(problem, &ways_today(problem, arcs));
        Self {
            people: ways.iter().map(|own| own.people).sum(),
            lambda: way_kappa(problem, arcs).map(|kappa| -kappa),
        }
    }

    /// f: what a way of so many kilometres adds to V for each person.
    pub(super) fn burden(&self, km: f64) -> f64 {
        self.lambda.map_or(km, |lambda| (lambda * km).exp_m1() / lambda)
    }

    /// A reported value in the units of the model.
    pub(super) fn modelled(&self, stage: Stage, value: f64) -> f64 {
        match stage {
            Stage::Coverage | Stage::WorstTown => -value,
            Stage::Money => value / YUAN_A_WAN,
            Stage::KolmPollak => self.people * self.burden(value),
            Stage::Shortfall | Stage::Travel | Stage::WorstDecile => value,
        }
    }

    /// A value of the model in the units of a report.
    pub(super) fn reported(&self, stage: Stage, value: f64) -> f64 {
        match stage {
            Stage::Coverage | Stage::WorstTown => -value,
            Stage::Money => value * YUAN_A_WAN,
            Stage::KolmPollak if self.people > 0.0 => {
                let each = value / self.people;
                self.lambda.map_or(each, |lambda| (lambda * each).ln_1p() / lambda)
            }
            Stage::Shortfall | Stage::Travel | Stage::WorstDecile | Stage::KolmPollak => value,
        }
    }

    /// The value, in the units of the model, and the share of it that later stages may give up, where the plan allows `keep` of
    /// the reported value.
    pub(super) fn kept(&self, stage: Stage, value: f64, keep: f64) -> (f64, f64) {
        match stage {
            Stage::KolmPollak => {
                let reported = self.reported(stage, value);
                (self.modelled(stage, reported * (1.0 + keep)), 0.0)
            }
            _ => (value, keep),
        }
    }
}
