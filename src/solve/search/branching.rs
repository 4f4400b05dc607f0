//! Choice of the branching site by pseudocosts (Bénichou et al. 1971), with strong branching while they are unreliable
//! (Achterberg, Koch and Martin 2005).

use super::lane::Lane;
use super::rounds::WHOLE;
use crate::solve::error::SolveError;

/// The number of trials after which a site's pseudocosts are reliable.
const RELIABLE: u32 = 2;
/// The most sites tried at a node, the most in a row without improvement, and the simplex iterations of a trial.
const TRIALS: usize = 8;
const LOOKAHEAD: usize = 3;
const ITERATIONS: usize = 60;

/// Pseudocosts of a site: the rise of the bound per unit of rounding distance.
#[derive(Debug, Clone, Copy, Default)]
struct SiteHistory {
    sum: f64,
    times: u32,
}

impl SiteHistory {
    fn mean(self, otherwise: f64) -> f64 {
        if self.times == 0 { otherwise } else { self.sum / f64::from(self.times) }
    }
}

/// A branching and its result.
#[derive(Debug, Clone, Copy)]
pub(super) struct Observation {
    pub(super) site: u32,
    pub(super) opened: bool,
    /// Rise of the bound per unit of distance.
    pub(super) rise: f64,
}

/// The pseudocosts of all sites, when closed and when opened.
#[derive(Debug, Clone)]
pub(super) struct History {
    past: Vec<[SiteHistory; 2]>,
    all: [SiteHistory; 2],
}

impl History {
    pub(super) fn new(sites: usize) -> Self {
        Self { past: vec![[SiteHistory::default(); 2]; sites], all: [SiteHistory::default(); 2] }
    }

    /// Updates the pseudocosts by a branching.
    pub(super) fn learn(&mut self, observation: Observation) {
        let side = usize::from(observation.opened);
        let site = &mut self.past[observation.site as usize][side];
        for past in [site, &mut self.all[side]] {
            past.sum += observation.rise;
            past.times += 1;
        }
    }

    fn rises(&self, site: usize, y: f64) -> [f64; 2] {
        let otherwise = [self.all[0].mean(1.0), self.all[1].mean(1.0)];
        let past = self.past[site];
        [past[0].mean(otherwise[0]) * y, past[1].mean(otherwise[1]) * (1.0 - y)]
    }

    fn is_reliable(&self, site: usize) -> bool {
        self.past[site].iter().all(|past| past.times >= RELIABLE)
    }
}

fn score([closed, opened]: [f64; 2]) -> f64 {
    closed.max(1e-9) * opened.max(1e-9)
}

/// The fractional site to branch on at the lane's point, whose objective is `bound`; observations of trials are added
/// to `seen`. None when all sites are integer.
pub(super) fn choose(
    lane: &mut Lane,
    bound: f64,
    limit: f64,
    history: &mut History,
    seen: &mut Vec<Observation>,
) -> Result<Option<usize>, SolveError> {
    let mut candidates: Vec<(usize, f64)> = lane
        .site_values()
        .iter()
        .enumerate()
        .filter(|&(_, &y)| (y - y.round()).abs() > WHOLE)
        .map(|(site, &y)| (site, y))
        .collect();
    let by_score = |history: &History, (a, y): (usize, f64), (b, z): (usize, f64)| {
        let (a_score, b_score) = (score(history.rises(a, y)), score(history.rises(b, z)));
        b_score
            .total_cmp(&a_score)
            .then_with(|| (y - 0.5).abs().total_cmp(&(z - 0.5).abs()))
            .then(a.cmp(&b))
    };
    candidates.sort_by(|&a, &b| by_score(history, a, b));
    if let Some(basis) = lane.basis() {
        let unknown: Vec<(usize, f64)> = candidates
            .iter()
            .copied()
            .filter(|&(site, _)| !history.is_reliable(site))
            .take(TRIALS)
            .collect();
        let (mut best, mut vain) = (0.0, 0);
        for (site, y) in unknown {
            let mut rises = [0.0; 2];
            for (opened, distance) in [(false, y), (true, 1.0 - y)] {
                let value = f64::from(u8::from(opened));
                let reached = lane.probe(site, value, ITERATIONS, &basis)?;
                // A pruned branch counts like one that reaches the limit.
                let rise = (reached.min(limit.max(bound)) - bound).max(0.0);
                let rise = if rise.is_finite() { rise } else { bound.abs() };
                rises[usize::from(opened)] = rise;
                let observation = Observation { site: site as u32, opened, rise: rise / distance };
                history.learn(observation);
                seen.push(observation);
            }
            vain = if score(rises) > best { 0 } else { vain + 1 };
            best = score(rises).max(best);
            if vain >= LOOKAHEAD {
                break;
            }
        }
        candidates.sort_by(|&a, &b| by_score(history, a, b));
    }
    Ok(candidates.first().map(|&(site, _)| site))
}
