//! Local search for set cover that learns which classes are hard (Gao, Weise, Li 2015: row weighting local search).
//!
//! Starting from a set that covers all, sites are closed until some class lacks cover. Then, in each step, one site
//! closes, one site of a class that lacks cover opens, and the weight of every class that still lacks cover grows by
//! one. The site that closes loses the least weight per cost, the one that opens gains the most.

use super::core::Core;

/// Pairs of class and site that a search visits, approximately: per pair of the problem, and at most (a fraction of a
/// second).
const WORK_A_PAIR: usize = 4000;
const MOST_WORK: usize = 60_000_000;

/// Returns a cheaper set that covers all, or `open` itself, which covers all. Stops at a cost of `least`, or when
/// `is_over`.
pub(super) fn lighten(
    core: &Core,
    open: Vec<bool>,
    least: f64,
    is_over: impl Fn() -> bool,
) -> Vec<bool> {
    let mut search = Weighting::new(core, &open);
    let pairs: usize = core.classes.iter().map(|class| class.sites.len()).sum();
    let most = (WORK_A_PAIR * pairs).min(MOST_WORK);
    let (mut best, mut best_cost) = (open, core.cost(&search.open));
    let mut chance = 0x9E37_79B9_7F4A_7C15_u64;
    let mut step = 0_usize;
    while search.work < most && best_cost > least && !(step.is_multiple_of(256) && is_over()) {
        step += 1;
        while search.lacking.is_empty() {
            let cost = core.cost(&search.open);
            if cost < best_cost {
                (best, best_cost) = (search.open.clone(), cost);
            }
            let Some(site) = search.cheapest_loss(usize::MAX) else {
                return best;
            };
            search.toggle(site, step);
        }
        if let Some(site) = search.cheapest_loss(step - 1) {
            search.toggle(site, step);
        }
        // Xorshift (Marsaglia 2003) from a fixed seed, so that runs are reproducible.
        chance ^= chance << 13;
        chance ^= chance >> 7;
        chance ^= chance << 17;
        let class = search.lacking[(chance % search.lacking.len() as u64) as usize];
        let room = best_cost - core.cost(&search.open);
        if let Some(site) = search.greatest_gain(class, step, room) {
            search.toggle(site, step);
        }
        search.weigh();
    }
    best
}

struct Weighting<'a> {
    core: &'a Core,
    open: Vec<bool>,
    counts: Vec<u32>,
    weights: Vec<f64>,
    /// For a closed site the weight of its classes that lack cover, for an open one the weight of those that would lack
    /// it if the site closed.
    scores: Vec<f64>,
    /// When each site last opened or closed.
    moved: Vec<usize>,
    /// Classes that lack cover, and the index of each class in that list.
    lacking: Vec<usize>,
    place: Vec<usize>,
    work: usize,
}

impl<'a> Weighting<'a> {
    fn new(core: &'a Core, open: &[bool]) -> Self {
        let classes = core.classes.len();
        let mut search = Self {
            core,
            open: vec![false; core.sites()],
            counts: vec![0; classes],
            weights: vec![1.0; classes],
            scores: core.columns.iter().map(|c| c.len() as f64).collect(),
            moved: vec![0; core.sites()],
            lacking: (0..classes).collect(),
            place: (0..classes).collect(),
            work: 0,
        };
        for site in (0..open.len()).filter(|&site| open[site]) {
            search.toggle(site, 0);
        }
        search
    }

    fn toggle(&mut self, site: usize, step: usize) {
        self.moved[site] = step;
        let opens = !self.open[site];
        if opens {
            self.open[site] = true;
        }
        let mut own = 0.0;
        for &class in &self.core.columns[site] {
            let class = class as usize;
            let need = u32::from(self.core.classes[class].need);
            let (before, after) = if opens {
                (self.counts[class], self.counts[class] + 1)
            } else {
                (self.counts[class], self.counts[class] - 1)
            };
            self.counts[class] = after;
            // A class gives its weight to closed sites while it lacks cover, to open ones while it has no more
            // cover than it needs.
            let share = |count: u32, open: bool| {
                let gives = if open { count == need } else { count < need };
                f64::from(u8::from(gives)) * self.weights[class]
            };
            let of_closed = share(after, false) - share(before, false);
            let of_open = share(after, true) - share(before, true);
            if of_closed != 0.0 || of_open != 0.0 {
                let sites = &self.core.classes[class].sites;
                self.work += sites.len();
                for &other in sites {
                    let other = other as usize;
                    self.scores[other] += if self.open[other] { of_open } else { of_closed };
                }
            }
            own += share(after, opens);
            if before < need && after >= need {
                self.has(class);
            } else if before >= need && after < need {
                self.place[class] = self.lacking.len();
                self.lacking.push(class);
            }
        }
        self.open[site] = opens;
        self.scores[site] = own;
        self.work += self.core.columns[site].len();
    }

    /// Removes a class from those that lack cover.
    fn has(&mut self, class: usize) {
        let place = self.place[class];
        self.lacking.swap_remove(place);
        if let Some(&other) = self.lacking.get(place) {
            self.place[other] = place;
        }
    }

    /// Increases the weight of every class that lacks cover by one.
    fn weigh(&mut self) {
        for &class in &self.lacking {
            self.weights[class] += 1.0;
            self.work += self.core.classes[class].sites.len();
            for &site in &self.core.classes[class].sites {
                if !self.open[site as usize] {
                    self.scores[site as usize] += 1.0;
                }
            }
        }
    }

    /// The open site whose closing loses the least weight per cost, ties broken by the least recent move; not one that
    /// moved at `tabu`.
    fn cheapest_loss(&mut self, tabu: usize) -> Option<usize> {
        self.work += self.open.len() / 8;
        let sites = (0..self.open.len()).filter(|&j| self.open[j] && self.moved[j] != tabu);
        let loss = |j: usize| self.scores[j] / self.core.costs[j];
        sites.min_by(|&a, &b| (loss(a).total_cmp(&loss(b))).then(self.moved[a].cmp(&self.moved[b])))
    }

    /// The closed site of a class whose opening gains the most weight per cost, among those that cost less than `room`;
    /// not one that moved at `tabu`.
    fn greatest_gain(&self, class: usize, tabu: usize, room: f64) -> Option<usize> {
        let sites = self.core.classes[class].sites.iter().map(|&j| j as usize);
        let fits = |&j: &usize| !self.open[j] && self.moved[j] != tabu && self.core.costs[j] < room;
        let gain = |j: usize| self.scores[j] / self.core.costs[j];
        sites
            .filter(fits)
            .max_by(|&a, &b| (gain(a).total_cmp(&gain(b))).then(self.moved[b].cmp(&self.moved[a])))
    }
}
