//! A lower bound, found without a solver, on the cost of the binding parts of the plan.
//!
//! Every site j makes one choice o ∈ O(j) at a cost c\[j,o\] ≥ 0. Some duties r must be fulfilled: a unit must be
//! covered at a tier, a town must have a facility. Each is fulfilled by some choices, a\[r,j,o\] ∈ {0,1}. With b\[j\] =
//! min_o c\[j,o\] and c'\[j,o\] = c\[j,o\] − b\[j\] the least cost is
//!
//! ```text
//! Σ_j b[j] + min { Σ c'[j,o]·y[j,o] : Σ_{j,o} a[r,j,o]·y[j,o] ≥ 1 for each r, y ∈ {0,1} }
//! ```
//!
//! The second part is a set-cover problem. By weak duality any prices u\[r\] ≥ 0 with Σ_r a\[r,j,o\]·u\[r\] ≤ c'\[j,o\]
//! for each (j, o) prove that it costs at least Σ_r u\[r\]. Prices are found by dual ascent (Erlenkotter 1978,
//! *Operations Research* 26:992–1009): each duty in turn, those with the fewest choices first, gets the highest price
//! that remains. All in whole yuan, so the bound is exact.

use super::contradiction::falls_short;
use super::prospects::Prospects;
use crate::domain::{Choice, Direction, SiteIdx, TierIdx, UnitIdx};
use crate::plan::measure::{Part, parts};
use crate::plan::rules::RELATIVE_TOLERANCE;
use std::collections::HashSet;
use typed_index_collections::TiVec;

/// The duties and the choices that fulfil them.
pub(super) struct Duties {
    /// Position of each site's first option among all options of all sites.
    first: TiVec<SiteIdx, usize>,
    options: usize,
    /// The duties, those with the fewest options first.
    duties: Vec<Duty>,
}

/// A duty.
struct Duty {
    /// The unit to cover; none if a place must have a facility.
    unit: Option<UnitIdx>,
    /// The options that fulfil it.
    done_by: Vec<usize>,
}

/// The bound.
pub(super) struct Least {
    /// Σ b\[j\]: the cheapest choice at every site.
    pub(super) required: i64,
    /// The sites with b\[j\] > 0.
    pub(super) required_at: Vec<SiteIdx>,
    /// Σ u\[r\]: the least that the duties cost beyond that.
    pub(super) duties: i64,
    /// The sites with an option of a priced duty.
    pub(super) duties_at: Vec<SiteIdx>,
    /// The units among duties with a price above 0, once for each tier.
    pub(super) units: Vec<UnitIdx>,
    /// The number of places among them.
    pub(super) places: usize,
}

impl Least {
    /// Whether both bounds come from the same sites.
    pub(super) fn is_at_sites_of(&self, other: &Least) -> bool {
        self.required_at == other.required_at && self.duties_at == other.duties_at
    }
}

impl Duties {
    /// The duties that binding targets impose. Covering a unit is one when everybody else in reach of a site falls
    /// short of the target; at 100 % every unit is one. A place that must have a facility likewise.
    pub(super) fn new(prospects: &Prospects<'_>) -> Self {
        let mut options = 0;
        let first = prospects
            .options
            .iter()
            .map(|of_site| {
                options += of_site.len();
                options - of_site.len()
            })
            .collect();
        let mut duties = Self { first, options, duties: Vec::new() };
        let mut covered = HashSet::new();
        for (_, _, aim) in prospects.binding() {
            if aim.direction == Direction::AtLeast {
                for part in parts(prospects.problem, prospects.arcs, aim) {
                    duties.add(prospects, &part, aim.limit.number(), &mut covered);
                }
            }
        }
        duties.duties.sort_by_key(|duty| duty.done_by.len());
        duties
    }

    fn add(
        &mut self,
        prospects: &Prospects<'_>,
        part: &Part,
        limit: f64,
        known: &mut HashSet<(UnitIdx, TierIdx)>,
    ) {
        let (above, below) = (&part.numerator, &part.denominator);
        if !above.choices.is_empty() || !below.choices.is_empty() {
            return;
        }
        let covered: Vec<_> = above
            .covered
            .iter()
            .filter(|&&(unit, tier, amount)| amount > 0.0 && prospects.reaches(tier, unit))
            .collect();
        let present: Vec<(Vec<usize>, f64)> = above
            .present
            .iter()
            .map(|(set, amount)| {
                let options = set.iter();
                let options =
                    options.filter_map(|&(site, choice)| self.option(prospects, site, choice));
                (options.collect(), *amount)
            })
            .filter(|(options, amount): &(Vec<usize>, f64)| !options.is_empty() && *amount > 0.0)
            .collect();
        let most = above.constant
            + covered.iter().map(|(_, _, amount)| amount).sum::<f64>()
            + present.iter().map(|(_, amount)| amount).sum::<f64>();
        // Another check reports targets that are out of reach.
        let limit = limit.min(most / below.constant);
        let needed =
            |amount: f64| falls_short((most - amount) / below.constant, limit - RELATIVE_TOLERANCE);
        for &&(unit, tier, amount) in &covered {
            if !needed(amount) || !known.insert((unit, tier)) {
                continue;
            }
            let mut done_by = Vec::new();
            for arc in prospects.arcs.within_reach(tier, unit) {
                let site = &prospects.problem.sites[arc.site];
                for (at, &choice) in prospects.options[arc.site].iter().enumerate() {
                    if prospects.problem.serves(site, choice, tier) {
                        done_by.push(self.first[arc.site] + at);
                    }
                }
            }
            let unit = Some(unit);
            self.duties.push(Duty { unit, done_by });
        }
        for (done_by, amount) in present {
            if needed(amount) {
                let unit = None;
                self.duties.push(Duty { unit, done_by });
            }
        }
    }

    fn option(&self, prospects: &Prospects<'_>, site: SiteIdx, choice: Choice) -> Option<usize> {
        let mut options = prospects.options[site].iter();
        let at = options.position(|&option| option == choice)?;
        Some(self.first[site] + at)
    }

    /// The least that all duties cost at the given cost of each choice, in yuan.
    ///
    /// Cost: O(options + Σ choices that fulfil each duty).
    pub(super) fn least(
        &self,
        prospects: &Prospects<'_>,
        cost: impl Fn(SiteIdx, Choice) -> i64,
    ) -> Least {
        let mut left = Vec::with_capacity(self.options);
        let mut site_of = Vec::with_capacity(self.options);
        let mut least = Least {
            required: 0,
            required_at: Vec::new(),
            duties: 0,
            duties_at: Vec::new(),
            units: Vec::new(),
            places: 0,
        };
        for (site, options) in prospects.options.iter_enumerated() {
            let costs: Vec<i64> = options.iter().map(|&choice| cost(site, choice)).collect();
            let cheapest = costs.iter().copied().min().unwrap_or(0);
            if cheapest > 0 {
                least.required_at.push(site);
            }
            least.required += cheapest;
            left.extend(costs.iter().map(|cost| cost - cheapest));
            site_of.extend(costs.iter().map(|_| site));
        }
        for Duty { unit, done_by } in &self.duties {
            let price = done_by.iter().map(|&option| left[option]).min();
            let Some(price) = price.filter(|&price| price > 0) else {
                continue;
            };
            for &option in done_by {
                left[option] -= price;
                least.duties_at.push(site_of[option]);
            }
            least.duties += price;
            match unit {
                Some(unit) => least.units.push(*unit),
                None => least.places += 1,
            }
        }
        least.duties_at.sort_unstable();
        least.duties_at.dedup();
        least
    }
}
