//! Floating catchments: how much of a supply there is for each, where all in reach share it.

/// A unit in the catchment of a site.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Catchment {
    /// The unit, by position.
    pub unit: usize,
    /// The site, by position.
    pub site: usize,
    /// How much of the unit's demand counts there, from 0 to 1.
    pub weight: f64,
}

/// The supply a head at each unit by two-step floating catchments:
///
/// ```text
/// R[j] = S[j] / Σ_i w[i,j]·P[i]      step 1: what site j has for each of those who may come; 0 where nobody may
/// A[i] = Σ_j w[i,j]·R[j]             step 2: what the sites in reach of i have for each
/// ```
///
/// With w = 1 within reach and 0 beyond it is the 2SFCA of Luo & Wang (2003, Environment and Planning B 30); with w falling by
/// zones of distance the enhanced one, E2SFCA, of Luo & Qi (2009, Health & Place 15). Where everybody reaches something,
/// Σ P·A = Σ S. O(catchments).
///
/// ```
/// use yike::plan::fairness::{Catchment, floating_catchment};
///
/// let within = |unit, site| Catchment { unit, site, weight: 1.0 };
/// let a_head = floating_catchment(&[30.0, 10.0], &[8.0, 6.0], &[within(0, 0), within(1, 0), within(0, 1)]);
/// assert_eq!(a_head, [0.4, 0.2]);
/// ```
pub fn floating_catchment(people: &[f64], supply: &[f64], within: &[Catchment]) -> Vec<f64> {
    let mut demand = vec![0.0; supply.len()];
    for own in within {
        demand[own.site] += own.weight * people[own.unit];
    }
    let for_each: Vec<f64> = supply
        .iter()
        .zip(demand)
        .map(|(supply, demand)| if demand > 0.0 { supply / demand } else { 0.0 })
        .collect();
    let mut a_head = vec![0.0; people.len()];
    for own in within {
        a_head[own.unit] += own.weight * for_each[own.site];
    }
    a_head
}
