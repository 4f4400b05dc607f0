//! Scaling of nested groups to control figures.

use super::share::{bands_of, figures_of};
use crate::domain::{Text, text, told};

/// Why figures cannot be brought to their controls.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum ControlError {
    /// A control is below 0 or not a number.
    NoCount(f64),
    /// A group would be larger than one that it is part of.
    OutOfOrder {
        /// People of the narrower group.
        inner: f64,
        /// People of the wider group.
        outer: f64,
    },
}

impl ControlError {
    /// What is wrong.
    pub fn text(&self) -> Text {
        match self {
            ControlError::NoCount(number) => {
                text!("{number} is not a number of people", "{number} 不是人数")
            }
            ControlError::OutOfOrder { inner, outer } => text!(
                "{inner} people in a group, but {outer} in the one that it is part of",
                "某人群有 {inner} 人，而包含它的人群只有 {outer} 人"
            ),
        }
    }
}

told!(error ControlError);

/// Scales `figures`, of groups from the widest to the narrowest, to the `controls` of the groups that have one. All
/// bands between two controlled groups get one factor; people outside every controlled group stay as they are. Where
/// the control has people in a band for which the method has none, the widest band gets them.
///
/// # Errors
///
/// See [`ControlError`]. `figures` and `controls` are equally long.
pub fn control(figures: &[f64], controls: &[Option<f64>]) -> Result<Vec<f64>, ControlError> {
    let mut bands = bands_of(figures);
    let asked: Vec<(usize, f64)> = controls
        .iter()
        .enumerate()
        .filter_map(|(group, control)| Some((group, (*control)?)))
        .collect();
    for (position, &(group, wanted)) in asked.iter().enumerate() {
        if !wanted.is_finite() || wanted < 0.0 {
            return Err(ControlError::NoCount(wanted));
        }
        let (end, inner) =
            asked.get(position + 1).map_or((bands.len(), 0.0), |&(next, inner)| (next, inner));
        if inner > wanted {
            return Err(ControlError::OutOfOrder { inner, outer: wanted });
        }
        let ring = &mut bands[group..end];
        let have: f64 = ring.iter().sum();
        match have > 0.0 {
            true => {
                let factor = (wanted - inner) / have;
                ring.iter_mut().for_each(|band| *band *= factor);
            }
            false => ring[0] = wanted - inner,
        }
    }
    let mut controlled = figures_of(&bands);
    // Sets the controls again, which sums of bands reach only up to rounding.
    for &(group, wanted) in &asked {
        controlled[group] = wanted;
    }
    Ok(controlled)
}
