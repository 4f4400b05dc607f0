//! Which required works could wait: the fewest, and of these the ones that cost least.
//!
//! With W the works that rules and sites require by name and done\[w\] the sum of the y of the choices that do w, the plan without
//! W is solved for
//!
//! ```text
//! max Σ_w done[w] = n,   then   max Σ_w cost[w]·done[w]   subject to   Σ_w done[w] ≥ n
//! ```

use super::concession::{Concession, complying, conceded};
use super::repair::{Repair, Seeking};
use super::requirement::binding;
use crate::domain::{Decided, Direction, Problem, SiteIdx};
use crate::solve::{MostChosen, Restriction, SolveError, WeightedChoice, most_chosen};
use crate::travel::Arcs;
use crate::units::Yuan;

/// A work that is required by name.
struct Demanded {
    site: SiteIdx,
    /// The rule that requires it; none: the site itself.
    rule: Option<usize>,
    /// What it costs at least.
    cost: Yuan,
}

/// Every required work: those of sites, and those of rules about all their sites.
fn demanded(problem: &Problem) -> Vec<Demanded> {
    let of_sites = problem.sites.iter_enumerated();
    let of_sites = of_sites.filter(|(_, site)| site.works.iter().any(|work| work.required));
    let of_sites = of_sites.map(|(site, _)| (site, None));
    let of_rules = binding(problem).flat_map(|(position, _)| {
        let rule = problem.targets[position].rule().filter(|rule| {
            rule.direction == Direction::AtLeast
                && rule.limit >= rule.sites.len() as f64
                && matches!(rule.decided, Decided::Kind(_) | Decided::Work(_))
        });
        let sites = rule.map_or(&[][..], |rule| rule.sites);
        sites.iter().map(move |&site| (site, Some(position)))
    });
    of_sites
        .chain(of_rules)
        .filter_map(|(site, rule)| {
            let data = &problem.sites[site];
            let cost = complying(problem, data, rule).map(|choice| data.cost(choice)).min()?;
            Some(Demanded { site, rule, cost })
        })
        .collect()
}

impl Demanded {
    fn wait(&self) -> Concession {
        Concession::PutOff { site: self.site, rule: self.rule, cost: self.cost }
    }
}

/// The works that could wait so that the plan can be met; none where that does not suffice.
pub(super) fn put_off(seeking: &Seeking<'_>) -> Result<Option<Repair>, SolveError> {
    let problem = seeking.trials.problem;
    let demanded = demanded(problem);
    let all: Vec<Concession> = demanded.iter().map(Demanded::wait).collect();
    let Some(without) = conceded(problem, &all).filter(|_| !all.is_empty()) else {
        return Ok(None);
    };
    let arcs = Arcs::build(&without);
    let weighed = |weight: &dyn Fn(&Demanded) -> f64| -> Vec<WeightedChoice> {
        let of_one = demanded.iter().flat_map(|own| {
            let choices = complying(problem, &problem.sites[own.site], own.rule);
            choices.map(move |choice| (own, choice))
        });
        of_one.map(|(own, choice)| WeightedChoice::new(own.site, choice, weight(own))).collect()
    };
    let best = |weights: &[WeightedChoice], restrictions: &[Restriction]| {
        let (limits, progress) = (seeking.trials.limits(), seeking.trials.progress);
        most_chosen(&without, &arcs, &limits, restrictions, weights, progress)
    };
    let number = weighed(&|_| 1.0);
    let MostChosen::Found { decided, value, proved, .. } = best(&number, &[])? else {
        return Ok(None);
    };
    let most = Restriction::Choices {
        weights: number,
        direction: Direction::AtLeast,
        // Numbers are whole: half of one is room for rounding.
        limit: value - 0.5,
    };
    let (decided, proved) = match best(&weighed(&|own| own.cost.wan()), &[most])? {
        MostChosen::Found { decided, proved: is_cheapest, .. } => (decided, proved && is_cheapest),
        _ => (decided, false),
    };
    let waits = |own: &&Demanded| {
        let site = &problem.sites[own.site];
        !complying(problem, site, own.rule).any(|choice| decided.layout.choices[own.site] == choice)
    };
    let waiting = demanded.iter().filter(waits).map(Demanded::wait).collect();
    seeking.verified(waiting, proved)
}
