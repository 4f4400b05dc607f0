//! The audit of a placement: its objective, and the rules that it breaks.

use super::assignment::{Assignment, assign};
use super::fault::PlacementFault;
use super::tally::{Figures, tally};
use super::{rules, served};
use crate::domain::location::{Capacity, Goal, Instance, Placement, Question};
use crate::travel::Distances;

/// Relative tolerance of a share, for rounding.
const ROUNDING: f64 = 1e-9;

/// The audit of a placement.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct LocationAudit {
    /// The objective, whether or not there are faults; none where demand that must be served is not.
    pub objective: Option<f64>,
    /// Rules broken.
    pub faults: Vec<PlacementFault>,
    /// Who is served where.
    pub assignment: Assignment,
    /// Sums over the demand.
    pub figures: Figures,
}

/// Audits `placement`. Its allocations count only where capacities hold; otherwise everyone goes to the nearest open
/// site. Where capacities hold and it has no allocations, the best split is computed if that is possible in integers.
///
/// Cost: O(points × open sites) at worst and a nanosecond each in a plane; 4 bytes a demand point. Uses rayon's
/// threads for the nearest sites; the same at any number.
///
/// ```
/// use yike::domain::LonLat;
/// use yike::domain::location::{Goal, Instance, InstanceParts, Metric, Placement, Radius};
/// use yike::plan::location::audit;
/// use yike::units::Metres;
///
/// let at = |lon_deg| LonLat::new(lon_deg, 29.5);
/// let homes = vec![at(106.60)?, at(106.61)?, at(106.70)?];
/// let metric = Metric::geodesic(homes.clone(), homes);
/// let instance = Instance::new(InstanceParts::new("homes", metric))?;
/// let goal = Goal::SetCover {
///     reach: Radius::within(Metres::parse("1 km")?),
///     times: 1,
///     by_cost: false,
/// };
/// let open = |sites: &[u32]| Placement {
///     open: sites.to_vec(),
///     served: None,
/// };
/// let both = audit(&instance, &goal.clone().into(), &open(&[0, 2]));
/// assert_eq!((both.objective, both.faults.len()), (Some(2.0), 0));
/// let one = audit(&instance, &goal.into(), &open(&[0]));
/// assert_eq!(one.faults[0].to_string(), "no open site is within reach of `3`");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Panics
///
/// Where a distance of the question is not measured as the instance is, which [`Question::check`] says.
pub fn audit(instance: &Instance, question: &Question, placement: &Placement) -> LocationAudit {
    question.expect_unit_of(instance);
    let mut faults = Vec::new();
    let open = rules::known(instance, &placement.open, &mut faults);
    rules::check(instance, question, &open, &mut faults);
    let placement = Placement {
        open,
        served: placement
            .served
            .as_ref()
            .filter(|_| question.capacity != Capacity::Ignored)
            .map(|served| served::known(instance, served, &mut faults)),
    };
    let open = &placement.open;
    let assignment = assign(instance, question, &placement, open).unwrap_or_else(|why| {
        faults.push(PlacementFault::AssignmentMissing { why });
        Assignment::Unknown
    });
    if let Assignment::Shares(shares) = &assignment {
        served::check(instance, question, open, shares, &mut faults);
    }
    let figures = tally(instance, question, open, &assignment);
    let known = assignment != Assignment::Unknown;
    let objective = match known {
        true => objective(instance, question, open, &figures, &mut faults),
        false => None,
    };
    LocationAudit { objective, faults, assignment, figures }
}

fn objective(
    instance: &Instance,
    question: &Question,
    open: &[u32],
    figures: &Figures,
    faults: &mut Vec<PlacementFault>,
) -> Option<f64> {
    let sites = |by_cost| {
        if by_cost { figures.cost } else { figures.opened as f64 }
    };
    let all_served = figures.unserved.is_empty();
    match question.goal {
        Goal::SetCover { by_cost, times, .. } => {
            if !all_served {
                let demand = figures.unserved.clone();
                faults.push(PlacementFault::NotCovered { demand, times });
            }
            all_served.then(|| sites(by_cost))
        }
        Goal::MaximalCover { .. } => Some(figures.covered_weight),
        Goal::PartialCover { share, by_cost, .. } => {
            let wanted = share.fraction() * figures.total_weight;
            let covered = figures.covered_weight;
            let enough = covered >= wanted - ROUNDING * wanted;
            if !enough {
                faults.push(PlacementFault::ShareMissed { covered, wanted });
            }
            enough.then(|| sites(by_cost))
        }
        Goal::Median { .. } | Goal::FixedCharge { .. } | Goal::Center { .. } => {
            if !all_served {
                let demand = figures.unserved.clone();
                faults.push(PlacementFault::Unserved { demand });
            }
            let value = match question.goal {
                Goal::Median { .. } => figures.travel,
                Goal::FixedCharge { .. } => figures.cost + figures.travel,
                _ => figures.greatest_distance.unwrap_or(0.0),
            };
            all_served.then_some(value)
        }
        Goal::Dispersion { .. } => {
            let least = least_between(instance, open);
            if least.is_none() {
                faults.push(PlacementFault::NoPair);
            }
            least
        }
    }
}

/// The least distance between two open sites; none with fewer than two.
fn least_between(instance: &Instance, open: &[u32]) -> Option<f64> {
    let between = Distances::new(instance);
    let pairs = open.iter().enumerate().flat_map(|(at, &a)| {
        let others = open[..at].iter();
        others.map(move |&b| (a as usize, b as usize))
    });
    pairs.map(|(a, b)| between.between_sites(a, b)).reduce(f64::min)
}
