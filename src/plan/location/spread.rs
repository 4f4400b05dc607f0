//! How the distances of a placement are spread over the demand.

use super::assignment::{Assignment, Ledger};
use crate::domain::location::{Instance, Question};
use crate::plan::fairness::{
    AVERSION, Portion, WORST, Worth, gini, kappa, kolm_pollak, theil, worst_off,
};

/// How distances are spread over the demand that is covered or served, by weight; [`crate::plan::fairness`] has the
/// formulas.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Spread {
    /// The mean distance of the tenth of the weight that is the farthest.
    pub worst_tenth: f64,
    /// The coefficient of Gini; none where every distance is 0.
    pub gini: Option<f64>,
    /// The index of Theil; none where every distance is 0.
    pub theil: Option<f64>,
    /// The equally distributed equivalent of Kolm and Pollak: the distance that is as good for all.
    pub kolm_pollak: f64,
    /// Its κ, told by these distances; equivalents at another κ cannot be compared. None where every distance is 0.
    pub kappa: Option<f64>,
}

/// The spread of the distances of an assignment; none where nobody is served, and where values are costs of whole points.
/// Cost: O(points · log points).
pub fn spread(instance: &Instance, question: &Question, assignment: &Assignment) -> Option<Spread> {
    if instance.is_whole_demand() {
        return None;
    }
    let ledger = Ledger::new(instance, question, assignment);
    let weights = instance.weights().iter().enumerate().filter(|(_, weight)| **weight > 0.0);
    let portions: Vec<Portion> = weights
        .flat_map(|(demand, &weight)| {
            let parts = ledger.parts(demand).filter(|part| part.cover > 0.0);
            parts.map(move |part| Portion { value: part.distance, people: weight * part.share })
        })
        .collect();
    let kappa = kappa(&portions, Worth::Burden, AVERSION);
    Some(Spread {
        worst_tenth: worst_off(&portions, Worth::Burden, WORST)?,
        gini: gini(&portions),
        theil: theil(&portions),
        kolm_pollak: kolm_pollak(&portions, kappa)?,
        kappa,
    })
}
