use super::sites::Sites;
use crate::domain::location::Instance;
use crate::solve::clock::Clock;
use crate::solve::milp::{Col, Expr, Milp};

/// A problem as a model. Shares exist if capacities are part of the problem.
#[derive(Debug)]
pub(super) struct Model<'a> {
    pub(super) milp: Milp,
    pub(super) sites: Sites,
    /// The objective to minimise: the question's own, or its negative if that is maximised.
    pub(super) objective: Expr,
    /// x\[i,j\]: demand, site, column; by demand, then site.
    pub(super) shares: Option<Vec<(u32, u32, Col)>>,
    /// Whether it is to hold every placement, not only those that may be the best.
    pub(super) whole: bool,
    /// When it is over nothing more is stated, and the incomplete model is not used.
    pub(super) clock: Clock<'a>,
}

impl<'a> Model<'a> {
    /// A model with sites and nothing else.
    pub(super) fn new(instance: &Instance, whole: bool, clock: Clock<'a>) -> Self {
        let mut milp = Milp::default();
        let sites = Sites::new(instance, &mut milp);
        Self { milp, sites, objective: Expr::default(), shares: None, whole, clock }
    }

    /// Whether the time is over.
    pub(super) fn is_late(&self) -> bool {
        self.clock.is_over()
    }
}
