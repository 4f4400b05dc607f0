//! The best of all placements, found by trying every set of open sites; knows nothing of the crate but its data.

use super::{Case, flow};
use yike::domain::location::*;

/// Relative difference that rounding may make.
pub(crate) const CLOSE: f64 = 1e-6;

/// Whether two values are the same but for rounding.
pub(crate) fn close(a: f64, b: f64) -> bool {
    a == b || (a - b).abs() <= CLOSE * a.abs().max(b.abs()).max(1.0)
}

impl Case {
    /// The best objective; none: nothing keeps the rules.
    pub(crate) fn best(&self) -> Option<f64> {
        let sites = self.instance.sites();
        let sets = (0..1u32 << sites)
            .map(|set| -> Vec<bool> { (0..sites).map(|site| set >> site & 1 == 1).collect() });
        let values = sets.filter_map(|open| self.value(&open));
        match self.question.sense() {
            Sense::Minimise => values.min_by(f64::total_cmp),
            Sense::Maximise => values.max_by(f64::total_cmp),
        }
    }

    /// The fewest opened sites of all placements of maximal cover, limited by number, that are worth `best`; none where
    /// another question is asked.
    pub(crate) fn fewest(&self, best: f64) -> Option<usize> {
        let Goal::MaximalCover { opening: Opening::Count(_), times: 1, .. } = self.question.goal
        else {
            return None;
        };
        if self.question.capacity != Capacity::Ignored {
            return None;
        }
        let sites = self.instance.sites();
        let sets = (0..1u32 << sites)
            .map(|set| -> Vec<bool> { (0..sites).map(|site| set >> site & 1 == 1).collect() });
        let best = sets.filter(|open| self.value(open).is_some_and(|value| close(value, best)));
        let opened = |open: Vec<bool>| {
            let rules = self.instance.rules().iter().zip(open);
            rules.filter(|(rule, open)| *open && **rule != SiteRule::Existing).count()
        };
        best.map(opened).min()
    }

    /// The objective with exactly these sites open and everyone served as well as can be; none: a rule is broken.
    pub(crate) fn value(&self, open: &[bool]) -> Option<f64> {
        self.keeps_rules(open).then(|| self.worth(open)).flatten()
    }

    fn keeps_rules(&self, open: &[bool]) -> bool {
        let instance = &self.instance;
        let mut new = 0;
        let mut cost = 0.0;
        for (site, &is_open) in open.iter().enumerate() {
            match (instance.rules()[site], is_open) {
                (SiteRule::Existing | SiteRule::Required, false) => return false,
                (SiteRule::Forbidden, true) => return false,
                (SiteRule::Free | SiteRule::Required, true) => {
                    new += 1;
                    cost += instance.fixed_costs()[site];
                }
                _ => {}
            }
        }
        match &self.question.goal {
            Goal::Median { count } | Goal::Dispersion { count } => new == *count,
            Goal::Center { count } => new <= *count,
            Goal::FixedCharge { count } => count.is_none_or(|count| new <= count),
            Goal::MaximalCover { opening, .. } => match opening {
                Opening::Count(count) => new <= *count,
                Opening::Budget(budget) => cost <= *budget,
            },
            Goal::SetCover { .. } | Goal::PartialCover { .. } => true,
            goal => unreachable!("no draw asks {goal:?}"),
        }
    }

    fn worth(&self, open: &[bool]) -> Option<f64> {
        let weights = self.instance.weights();
        let asking = || (0..weights.len()).filter(|&i| weights[i] > 0.0);
        let nearest = |i: usize| {
            let sites = (0..open.len()).filter(|&j| open[j]);
            let distances = sites.map(|j| self.distances[i][j]);
            distances.fold(f64::INFINITY, f64::min)
        };
        let is_near = |i: usize, reach: Radius, times: u8| {
            let sites = (0..open.len()).filter(|&j| open[j]);
            let near = sites.filter(|&j| {
                let distance = self.distances[i][j];
                if reach.strict {
                    distance < reach.distance.value()
                } else {
                    distance <= reach.distance.value()
                }
            });
            near.count() >= usize::from(times)
        };
        let price = |by_cost: bool| -> f64 {
            let new = (0..open.len())
                .filter(|&j| open[j] && self.instance.rules()[j] != SiteRule::Existing);
            new.map(|j| if by_cost { self.instance.fixed_costs()[j] } else { 1.0 }).sum()
        };
        if self.question.capacity != Capacity::Ignored {
            let by_cost = !matches!(self.question.goal, Goal::SetCover { by_cost: false, .. });
            return self.served_worth(open, price(by_cost));
        }
        match &self.question.goal {
            Goal::SetCover { reach, times, by_cost } => {
                asking().all(|i| is_near(i, *reach, *times)).then(|| price(*by_cost))
            }
            Goal::PartialCover { reach, share, by_cost } => {
                let covered: f64 =
                    asking().filter(|&i| is_near(i, *reach, 1)).map(|i| weights[i]).sum();
                let total: f64 = weights.iter().sum();
                (covered >= share.fraction() * total - 1e-9).then(|| price(*by_cost))
            }
            Goal::MaximalCover { decay, times, .. } => {
                let cover = |i: usize| match decay {
                    Decay::Step(reach) => f64::from(u8::from(is_near(i, *reach, *times))),
                    decay => decay_cover(decay, nearest(i)),
                };
                Some(asking().map(|i| weights[i] * cover(i)).sum())
            }
            Goal::Median { .. } | Goal::FixedCharge { .. } => {
                let travel: f64 = asking().map(|i| self.unit_cost(i) * nearest(i)).sum();
                let fixed = match self.question.goal {
                    Goal::FixedCharge { .. } => price(true),
                    _ => 0.0,
                };
                Some(fixed + travel).filter(|value| value.is_finite())
            }
            Goal::Center { .. } => {
                let greatest = asking().map(nearest).fold(0.0, f64::max);
                Some(greatest).filter(|value| value.is_finite())
            }
            Goal::Dispersion { .. } => self.spread(open),
            goal => unreachable!("no draw asks {goal:?}"),
        }
    }

    /// What a unit of distance costs for demand `i`.
    fn unit_cost(&self, i: usize) -> f64 {
        if self.instance.is_whole_demand() { 1.0 } else { self.instance.weights()[i] }
    }

    /// The least distance between two open sites; none with fewer than two.
    fn spread(&self, open: &[bool]) -> Option<f64> {
        let mut least = f64::INFINITY;
        for a in 0..open.len() {
            for b in 0..a {
                if open[a] && open[b] {
                    least = least.min(self.between_sites[a][b]);
                }
            }
        }
        Some(least).filter(|least| least.is_finite())
    }

    /// The worth of demand i served wholly at j, to be made small; none: cannot be.
    fn part_cost(&self, i: usize, j: usize) -> Option<f64> {
        let distance = self.distances[i][j];
        if distance == f64::INFINITY {
            return None;
        }
        Some(match &self.question.goal {
            Goal::MaximalCover { decay, .. } => {
                -self.instance.weights()[i] * decay_cover(decay, distance)
            }
            Goal::SetCover { reach, .. } => {
                return (decay_cover(&Decay::Step(*reach), distance) > 0.0).then_some(0.0);
            }
            _ => self.unit_cost(i) * distance,
        })
    }

    fn served_worth(&self, open: &[bool], price: f64) -> Option<f64> {
        let weights = self.instance.weights();
        let asking: Vec<usize> = (0..weights.len()).filter(|&i| weights[i] > 0.0).collect();
        let sites: Vec<usize> = (0..open.len()).filter(|&j| open[j]).collect();
        let capacities = self.instance.capacities()?;
        let rooms: Vec<f64> = sites.iter().map(|&j| capacities[j]).collect();
        let must = !matches!(self.question.goal, Goal::MaximalCover { .. });
        let served = if self.question.capacity == Capacity::Split {
            let amounts: Vec<f64> = asking.iter().map(|&i| weights[i]).collect();
            flow::least_cost(&amounts, &rooms, must, |row, column| {
                let whole = self.part_cost(asking[row], sites[column]);
                whole.map(|cost| cost / amounts[row])
            })
        } else {
            let mut best = None;
            self.assign(&asking, &sites, &mut rooms.clone(), must, 0.0, &mut best);
            best
        }?;
        Some(match self.question.goal {
            Goal::MaximalCover { .. } => -served,
            Goal::FixedCharge { .. } | Goal::SetCover { .. } => price + served,
            _ => served,
        })
    }

    /// Tries each site (or none, where nobody must be served) for the first of `asking`, then the rest.
    fn assign(
        &self,
        asking: &[usize],
        sites: &[usize],
        rooms: &mut [f64],
        must: bool,
        so_far: f64,
        best: &mut Option<f64>,
    ) {
        let Some((&first, rest)) = asking.split_first() else {
            if best.is_none_or(|best| so_far < best) {
                *best = Some(so_far);
            }
            return;
        };
        let weight = self.instance.weights()[first];
        for (column, &site) in sites.iter().enumerate() {
            if let Some(cost) = self.part_cost(first, site)
                && rooms[column] >= weight
            {
                rooms[column] -= weight;
                self.assign(rest, sites, rooms, must, so_far + cost, best);
                rooms[column] += weight;
            }
        }
        if !must {
            self.assign(rest, sites, rooms, must, so_far, best);
        }
    }

    /// What a placement is worth as it says who is served where; a fault where it breaks a rule.
    pub(crate) fn worth_as_served(&self, placement: &Placement) -> Result<f64, String> {
        let mut open = vec![false; self.instance.sites()];
        for (position, &site) in placement.open.iter().enumerate() {
            if position > 0 && placement.open[position - 1] >= site {
                return Err("open sites are not ascending".into());
            }
            open[site as usize] = true;
        }
        if !self.keeps_rules(&open) {
            return Err("a rule of sites is broken".into());
        }
        if self.question.capacity == Capacity::Ignored {
            return self.worth(&open).ok_or("somebody is left out".into());
        }
        let served = placement.served.as_ref().ok_or("nobody is served")?;
        let weights = self.instance.weights();
        let capacities = self.instance.capacities().ok_or("no capacities")?;
        let mut shares = vec![0.0; weights.len()];
        let mut loads = vec![0.0; capacities.len()];
        let mut total = 0.0;
        for part in served {
            let (i, j) = (part.demand as usize, part.site as usize);
            if !open[j] {
                return Err(format!("{i} is served at {j}, which is closed"));
            }
            if self.question.capacity == Capacity::SingleSource && !close(part.share, 1.0) {
                return Err(format!("{i} is split"));
            }
            let cost = self.part_cost(i, j).ok_or(format!("{j} is out of reach of {i}"))?;
            total += part.share * cost;
            shares[i] += part.share;
            loads[j] += part.share * weights[i];
        }
        for (i, &share) in shares.iter().enumerate() {
            let must = !matches!(self.question.goal, Goal::MaximalCover { .. });
            if share > 1.0 + CLOSE || (must && weights[i] > 0.0 && share < 1.0 - CLOSE) {
                return Err(format!("{share} of {i} is served"));
            }
        }
        for (j, &load) in loads.iter().enumerate() {
            if load > capacities[j] + CLOSE * capacities[j].max(1.0) {
                return Err(format!("{j} serves {load}, its capacity is {}", capacities[j]));
            }
        }
        let new =
            (0..open.len()).filter(|&j| open[j] && self.instance.rules()[j] != SiteRule::Existing);
        Ok(match self.question.goal {
            Goal::MaximalCover { .. } => -total,
            Goal::FixedCharge { .. } => {
                total + new.map(|j| self.instance.fixed_costs()[j]).sum::<f64>()
            }
            Goal::SetCover { by_cost: false, .. } => new.count() as f64,
            Goal::SetCover { by_cost: true, .. } => {
                new.map(|j| self.instance.fixed_costs()[j]).sum::<f64>()
            }
            _ => total,
        })
    }
}

/// The cover at a distance, as the documents say.
fn decay_cover(decay: &Decay, distance: f64) -> f64 {
    let within = |reach: &Radius| {
        let limit = reach.distance.value();
        distance < limit || (distance == limit && !reach.strict)
    };
    if distance == f64::INFINITY {
        return 0.0;
    }
    match decay {
        Decay::Step(reach) => f64::from(u8::from(within(reach))),
        Decay::Steps(steps) => {
            let best = steps.iter().filter(|(reach, _)| within(reach));
            best.map(|(_, share)| share.fraction()).fold(0.0, f64::max)
        }
        Decay::Linear { full, none } => {
            let (full, none) = (full.value(), none.value());
            if distance <= full {
                1.0
            } else if distance >= none {
                0.0
            } else {
                (none - distance) / (none - full)
            }
        }
        Decay::Exponential { scale, limit } => {
            if distance > limit.value() {
                0.0
            } else {
                (-distance / scale.value()).exp()
            }
        }
        decay => unreachable!("no draw has {decay:?}"),
    }
}
