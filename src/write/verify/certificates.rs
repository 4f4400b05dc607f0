//! Bounds that are proved again without a solver, from the multipliers that the run keeps of them.
//!
//! With v, b as in `consistency.rs`, L what the multipliers of a stage prove from the inputs, L' what the run says of that, u the
//! value that a stage ended with and w the worst that later ones may make of it, a claim is refuted when
//!
//! ```text
//! (9)  L is not L', or there is none
//! (10) s·(L − b) > ε·max(|b|, 1)          the run claims less than its multipliers prove
//! (11) s·(v − w) > ε·max(|v|, 1)          the layout does not keep u, which the certificates of later stages suppose
//! ```
//!
//! A bound between L and v can be false without being refuted: so much of it is the solver's word, and is said as such.

use super::claims::Claims;
use super::consistency::{TOLERANCE, beats, sign};
use super::finding::{Finding, Sort};
use crate::domain::{Stage, Text, phrase, text};
use crate::run::plan::PlanJson;
use crate::run::record::Format;
use crate::solve::{Outcome, StageReport};
use serde::Serialize;

/// A bound that was proved again as far as its certificate goes. Units as in `plan.json`.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Reproved {
    /// The stage.
    #[serde(serialize_with = "word")]
    pub stage: Stage,
    /// The bound of the run.
    pub bound: f64,
    /// The bound that was proved again.
    pub proved: f64,
    /// How far the bound is beyond it, over max(|bound|, 1): the solver's word.
    pub on_word: f64,
}

fn word<S: serde::Serializer>(stage: &Stage, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(stage.word())
}

impl Reproved {
    pub(super) fn of(own: &StageReport) -> Option<Self> {
        let (bound, certificate) = (own.bound?, own.certificate.as_ref()?);
        let on_word = own.on_word()?;
        Some(Self { stage: own.stage, bound, proved: certificate.bound, on_word })
    }
}

/// What cannot be so of the certificates. `outcome` has them with the bounds that they prove, `worst` what later stages may give each.
pub(super) fn inconsistencies(outcome: &Outcome, worst: &[f64], claims: &Claims) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut refute = |at: usize, name: &str, cause: Text| {
        let place = Text::same(format!("stages[{at}].{name}"));
        found.push(Finding::at(Sort::Implausible, PlanJson::FILE, place, cause));
    };
    for (at, (stage, claim)) in outcome.stages.iter().zip(&claims.stages).enumerate() {
        if let Some(claimed) = &claim.certificate {
            let says = claimed.bound;
            match &stage.certificate {
                None => {
                    let cause = phrase(
                        "these multipliers prove no bound of this plan",
                        "这些乘子不能证明本方案的任何界限",
                    );
                    refute(at, "certificate", cause.into());
                }
                Some(own) if own.bound != says => {
                    let proved = own.bound;
                    let cause = text!(
                        "the multipliers prove {proved}, not {says}",
                        "这些乘子证明的界限是 {proved}，而非 {says}"
                    );
                    refute(at, "certificate.bound", cause);
                }
                Some(_) => {}
            }
        }
        let proved = stage.certificate.as_ref().map(|own| own.bound);
        if let Some((bound, proved)) = stage.bound.zip(proved)
            && sign(stage.stage) * (proved - bound) > TOLERANCE * bound.abs().max(1.0)
        {
            let cause = text!(
                "the bound {bound} is less than its multipliers prove, {proved}",
                "界限 {bound} 弱于其乘子所证明的 {proved}"
            );
            refute(at, "bound", cause);
        }
        let kept = claim.kept.zip(worst.get(at));
        if let Some(((kept, worst), value)) = kept.zip(stage.value)
            && beats(stage.stage, *worst, value)
        {
            let cause = text!(
                "the layout has {value}, and does not keep {kept}, which later bounds suppose",
                "布局的值为 {value}，未保持后续界限所依据的 {kept}"
            );
            refute(at, "kept", cause);
        }
    }
    found
}
