//! The form of covering with a radius: demand points that the same sites cover are merged into one row at once, so that
//! memory and later time do not depend on the number of points.

use super::build::{Terms, fates_of, money_of};
use super::demand::Demand;
use super::fate::Fate;
use super::form::{Parts, RowBefore, Service};
use super::limit::Limit;
use super::rows::NONE;
use crate::domain::location::Radius;
use crate::solve::clock::Clock;
use crate::solve::locate::reduce;
use crate::travel::CoverageClasses;

impl<'a> Terms<'a> {
    /// One row for each class of demand points, with cost 0 for every site and the cap w. Dominated sites (another one
    /// covers at least as much at no higher cost) are closed, and rows that then have the same sites are merged.
    /// `None` if the time is over.
    pub(super) fn covering(&self, reach: Radius, clock: Clock<'a>) -> Option<Service<'a>> {
        let instance = self.instance;
        let demand = Demand { instance, charge: self.charge };
        let money = money_of(instance);
        let (mut fates, limit, left) = fates_of(instance, self.limit);
        let classes = CoverageClasses::of_until(instance, reach, || clock.is_over())?;
        let reduce::Demand { mut classes, lost, .. } = reduce::Demand::new(instance, &classes, 1);
        let prices = match limit {
            Limit::Budget(_) => money.clone(),
            _ => vec![0.0; money.len()],
        };
        if reduce::drop_dominated_sites(&mut classes, &prices) {
            reduce::merge(&mut classes);
        }
        let mut covers = vec![false; money.len()];
        for class in &classes {
            for &site in &class.sites {
                covers[site as usize] = true;
            }
        }
        let useful = covers.iter().filter(|&&covers| covers).count();
        let (all_fit, limit) = match (left, limit) {
            // The limit may allow more sites than are useful.
            (Limit::Exactly(left), Limit::Exactly(most)) if left >= useful => {
                (true, Limit::AtMost(most))
            }
            _ => (false, limit),
        };
        for (fate, covers) in fates.iter_mut().zip(covers) {
            *fate = match *fate {
                Fate::Free(_) if !covers => Fate::Closed,
                Fate::Free(_) if all_fit => Fate::Open,
                known => known,
            };
        }
        let rows = classes.into_iter().map(|class| RowBefore {
            row: class.sites.into_iter().map(|site| (site, 0.0)).collect(),
            cap: class.weight,
            cut_short: NONE,
            place: NONE,
        });
        let parts = Parts {
            demand,
            costs: vec![0.0; money.len()],
            money,
            limit,
            constant: lost,
            names: (0..instance.sites() as u32).collect(),
            opened: Vec::new(),
            must_open: false,
            pairs: self.pairs,
            clock,
        };
        Some(parts.assemble(fates, rows).0)
    }
}
