//! The p-median of all sites, whose pairs with the demand are too many to list: they are computed block by block each
//! time that they are needed.

use super::build::{Terms, fates_of};
use super::demand::Demand;
use super::fate::Fate;
use super::form::Service;
use super::price::{Choice, Priced, choose};
use crate::solve::clock::Clock;
use crate::travel::{Blocks, Chords, Spot};

/// The relaxation of [`super::price`] for demand i with the cost a\[i\] of a unit of distance and prices λ:
///
/// ρ\[j\] = −Σ_i a\[i\]·max(0, λ\[i\]/a\[i\] − d\[i,j\])
///
/// with d never longer than the distance, so that L(λ) bounds the whole; λ\[i\] is at most the cost from the nearest
/// site that is open in any case.
pub(super) struct Unlisted<'a> {
    demand: Demand<'a>,
    /// The demand points; each is a row.
    pub(super) points: Vec<u32>,
    /// The sites open to choice and their limit, without rows.
    pub(super) sites: Service<'a>,
    blocks: Blocks,
    spots: Vec<Spot>,
    /// a\[i\].
    units: Vec<f64>,
    caps: Vec<f64>,
    clock: Clock<'a>,
}

impl<'a> Unlisted<'a> {
    /// Of all sites; none without places, or where the time is over.
    pub(super) fn new(terms: &Terms<'a>, clock: Clock<'a>) -> Option<Self> {
        let demand = terms.demand();
        let (fates, limit, _) = fates_of(terms.instance, terms.limit);
        let (sites, _) = terms.parts(limit, clock).assemble(fates, std::iter::empty());
        let points = demand.points();
        let blocks = Blocks::new(terms.instance, &points, &sites.names)?;
        let units: Vec<f64> = points.iter().map(|&point| demand.size(point as usize)).collect();
        let farthest = blocks.farthest();
        let mut caps: Vec<f64> = units.iter().map(|unit| unit * farthest).collect();
        let chords = Chords::new(terms.instance);
        for &site in &sites.opened {
            if clock.is_over() {
                return None;
            }
            for ((cap, &point), unit) in caps.iter_mut().zip(&points).zip(&units) {
                *cap = cap.min(unit * chords.distance(point as usize, site as usize));
            }
        }
        let spots = blocks.spots();
        Some(Self { demand, points, sites, blocks, spots, units, caps, clock })
    }

    /// With some sites settled as closed.
    pub(super) fn without(&self, fates: &[Fate]) -> Self {
        let free = |&site: &u32| matches!(fates[site as usize], Fate::Free(_));
        let kept: Vec<u32> = (0..fates.len() as u32).filter(free).collect();
        let (sites, _) = self.sites.settled(fates, false);
        let blocks = self.blocks.with_sites(&kept);
        let spots = blocks.spots();
        Self {
            demand: self.demand,
            points: self.points.clone(),
            sites,
            blocks,
            spots,
            units: self.units.clone(),
            caps: self.caps.clone(),
            clock: self.clock,
        }
    }

    /// Values differ by integer multiples of this; 0 if not known.
    pub(super) fn step(&self) -> f64 {
        let is_whole = self.units.iter().all(|unit| unit.fract() == 0.0);
        if is_whole && self.demand.is_whole_beyond() { 1.0 } else { 0.0 }
    }
}

impl Priced for Unlisted<'_> {
    fn site_count(&self) -> usize {
        self.sites.sites()
    }

    fn range(&self, row: usize) -> (f64, f64) {
        (0.0, self.caps[row])
    }

    fn money(&self, site: usize) -> f64 {
        self.sites.money[site]
    }

    fn reduced_costs(&self, prices: &[f64], reduced: &mut Vec<f64>) -> bool {
        let reaches: Vec<f64> =
            prices.iter().zip(&self.units).map(|(price, unit)| price / unit).collect();
        let Some(savings) = self.blocks.savings(&reaches, &self.units, || self.clock.is_over())
        else {
            return false;
        };
        reduced.clear();
        reduced.extend(savings.iter().zip(&self.sites.costs).map(|(saved, cost)| cost - saved));
        true
    }

    fn choose(&self, prices: &[f64], reduced: &[f64], order: &mut Vec<u32>, choice: &mut Choice) {
        choose(&self.sites, prices, reduced, order, choice);
        // The sums are rounded at prices and savings, which may be much larger than what is left of them.
        let chosen: f64 = choice.sites.iter().map(|&(site, _)| reduced[site as usize].abs()).sum();
        choice.value -= 1e-12 * (prices.iter().sum::<f64>() + chosen);
    }

    fn each_below(&self, site: usize, prices: &[f64], mut each: impl FnMut(usize)) {
        let reach = self.blocks.reach(|row| prices[row] / self.units[row]);
        self.blocks.within(self.spots[site], &reach, |row, distance| {
            if distance < prices[row] / self.units[row] {
                each(row);
            }
        });
    }
}
