//! The plan model as a mixed-integer linear model, for one period; for several see [`linked`], for several scenarios [`robust`].
//!
//! Sets and data: see [`crate::domain`]. O(j) are the allowed choices of site j; A_k(i) the pairs (j, o) with j
//! within reach of i and the state after o serving tier k. Variables:
//!
//! ```text
//! y[j,o] ∈ {0,1}   site j makes choice o; the first choice of O(j) is 1 − Σ of the others
//! z[i,k] ∈ [0,1]   share of unit i covered at tier k, places not limited
//! x[i,j,k] ∈ [0,1] share of unit i served at j, places of tier k limited; units of a class share it (see places)
//! h[j,l,k] ≥ 0      residents of j who move to l, places of tier k limited
//! v[j,l] ∈ [0,1]   facility j is led by l
//! w[j] ∈ [0,1]     facility j has a leader, where that is only wished for
//! m[f,C] ≥ 0       money of source f for the works of class C (works that the same sources may pay)
//! q[r,t] ≥ 0       relative shortfall of expected target r (in town t)
//! ```
//!
//! Constraints, by the file that states them:
//!
//! ```text
//! (1) Σ_o y[j,o] = 1                                             columns
//! (2) y[j, merge into l] ≤ Σ_{o: stands} y[l,o], or ≤ y[l, the work that the merge names]   choices
//! (3) z[i,k] ≤ Σ_{A_k(i)} y[j,o];  1 ≤ Σ_{A_k(i)} y[j,o] and z = 1 where a binding target covers all    coverage
//! (4) x[i,j,k] ≤ Σ_{o: (j,o) ∈ A_k(i)} y[j,o],  Σ_j x[i,j,k] ≤ 1 (= 1 where a binding target covers all) places
//! (5) Σ_i people[i,k]·x[i,j,k] + Σ_l h[l,j,k] ≤ Σ_o free[j,o,k]·y[j,o]   places
//! (6) Σ_l v[j,l] ≥ Σ_{o: led tier} y[j,o], or ≥ w[j] ≤ Σ_{o: led tier} y[j,o]   leading
//! (7) v[j,l] ≤ Σ_{o: leading tier} y[l,o],  Σ_j v[j,l] ≤ most·Σ_{o: leading tier} y[l,o]   leading
//! (8) Σ_f m[f,C] = Σ_{(j,o) ∈ C} c[j,o]·y[j,o]                   money
//! (9) paid[f] = Σ_C m[f,C] + Σ fixed[f,j,o]·y[j,o] ≤ B[f] − committed[f]     money
//! (10) numerator ≥ limit·denominator (or ≤), binding             targets
//! (11) numerator + scale·denominator·q ≥ limit·denominator (or − and ≤), expected; q·y is a column u    targets
//!      of a source's share the numerator is committed[f] + paid[f], over the whole fund
//! (12) p ≤ Σ_{(j,o) ∈ P} y[j,o]   for "some of P is chosen"      targets
//! (13) s[0] = z, s[l] + Σ_{d = D^l} y[j,o] ≥ s[l−1]              travel, in that stage
//! (14) z[i,k] ≥ y[j,o] for (j,o) ∈ A_k(i); p ≥ y[j,o]            where a smaller z or p would be a gain
//! (15) objective of an earlier stage ≤ its value, but for keep; with limited places + b, b ≤ slack at a price   stages
//! (28) – (30) the worst-served town, the worst-off tenth, the Kolm-Pollak equivalent    fairness, in these stages
//! (22) Σ_l h[j,l,k] = Σ_o displaced[j,o,k]·y[j,o]                residents
//! (23) served at j = Σ_i people·x[i,j,k] + Σ_l h[l,j,k] + Σ_o (r[j,k] − displaced[j,o,k])·y[j,o]   residents
//! ```
//!
//! With r\[j,k\] residents of j, who stay where they can: free = max(0, places − r), displaced = max(0, r − places), where a
//! choice that does not serve k has no places.
//!
//! Columns: at most Σ_j (|O(j)| − 1) of y, one z for each distinct sum of (3), one x for each arc of a tier with limited
//! places (for each class and site where people move in), one v for each pair of (7) whose leader's limit can bind, |F| m for
//! each class that several sources may pay, one q for each part of an expected target, one p for each place of (12) with several
//! sites, one u for each choice that the denominator of an expected target depends on.
//!
//! Rows (8), (9) and (15), and (10) and (11) of more than a town, are declared to be about the [whole plan](Milp::overall): without
//! them large plans fall apart, and are solved so (see `solve/decomposition`).
//!
//! z, x, h, v, w, m, q, u, p need not be integer: for whole y their best values follow by rounding up or by a flow.
//! Where a sum over A_k(i) is certain, or comes from one site alone, z is that sum and no column is made; equal
//! sums share one column, so units with equal neighbourhoods merge.

mod choices;
mod columns;
mod coverage;
mod fairness;
mod leading;
pub(super) mod linked;
mod money;
mod places;
mod residents;
pub(super) mod robust;
mod sharing;
mod stages;
mod targets;
mod travel;

pub(super) use stages::{rounding, step_of};

use super::milp::{Col, Expr, ExprKey, Milp};
use crate::domain::{Choice, FundingIdx, Problem, SiteIdx, Stage, TierIdx, UnitIdx};
use crate::travel::Arcs;
use std::collections::{BTreeMap, HashMap, HashSet};
use typed_index_collections::TiVec;

/// Constraints that may be violated at a price, to find what would make a plan feasible.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relaxed<'a> {
    /// No constraint: the plan as it is.
    Nothing,
    /// Binding targets, by position, and sources of money.
    These { targets: &'a [usize], sources: &'a [FundingIdx] },
}

impl Relaxed<'_> {
    pub(super) fn frees_target(self, target: usize) -> bool {
        matches!(self, Relaxed::These { targets, .. } if targets.contains(&target))
    }

    fn frees_funding(self, funding: FundingIdx) -> bool {
        matches!(self, Relaxed::These { sources, .. } if sources.contains(&funding))
    }
}

/// The best value of a column that follows from others.
enum Derived {
    /// z = min(1, sum).
    Covered(Expr),
    /// s = max(0, before − serving).
    Unserved { before: Expr, serving: Expr },
}

/// The columns x of units that share them.
struct Shares {
    tier: TierIdx,
    /// A unit; or a class G, whose tier is one into which people move.
    units: Vec<UnitIdx>,
    /// Their persons of the tier's group.
    people: f64,
    /// Of how many equal parts whole numbers are served where nothing but places limits them: the people, where people
    /// and places are whole numbers. None where there is no such part.
    parts: Option<f64>,
    /// By site, in the order of the first unit's arcs.
    at: Vec<(SiteIdx, Col)>,
}

/// A column h.
struct Moving {
    tier: TierIdx,
    to: SiteIdx,
    col: Col,
}

/// The model with the expressions for its parts.
pub(super) struct Formulation<'a> {
    problem: &'a Problem,
    arcs: &'a Arcs,
    pub(super) milp: Milp,
    /// The allowed choices of each site, each with the expression "this choice is made".
    chosen: TiVec<SiteIdx, Vec<(Choice, Expr)>>,
    /// The share of each unit covered at each tier.
    covered: TiVec<TierIdx, TiVec<UnitIdx, Expr>>,
    /// Columns x.
    shares: Vec<Shares>,
    /// Columns h.
    moving: Vec<Moving>,
    /// Whether a site has a leader, by the tier that is led.
    led: BTreeMap<(SiteIdx, TierIdx), Expr>,
    /// Tiers whose places are limited.
    is_limited: TiVec<TierIdx, bool>,
    /// Whether rows about single towns are to come, so that units of several towns are no class.
    for_towns: bool,
    /// Columns z by their sum, so that equal sums share one column.
    shared: HashMap<(ExprKey, bool), Expr>,
    /// Columns z that are at least 1 as soon as a site serves.
    exact: HashSet<Col>,
    /// Columns whose best value follows from others, in the order of adding.
    derived: Vec<(Col, Derived)>,
    /// paid\[f\], in 万元.
    paid: TiVec<FundingIdx, Expr>,
    /// Σ weight·q: the objective of the shortfall stage.
    shortfall: Expr,
    /// The shortfall of relaxed targets, in millionths of their limits.
    pub(super) relaxation: Expr,
    /// The money beyond each relaxed source, in 万元.
    pub(super) extra_money: Vec<(FundingIdx, Col)>,
    /// The number of pairs of unit and tier that need cover, and of distinct ones.
    pub(super) needs: (usize, usize),
}

impl<'a> Formulation<'a> {
    /// States the model. `dropped` sites stay as they are.
    pub(super) fn new(
        problem: &'a Problem,
        arcs: &'a Arcs,
        dropped: &HashSet<SiteIdx>,
        relaxed: Relaxed<'_>,
    ) -> Self {
        Self::stated(problem, arcs, dropped, relaxed, false)
    }

    /// The model, to which rows about single towns are added.
    pub(super) fn for_towns(
        problem: &'a Problem,
        arcs: &'a Arcs,
        dropped: &HashSet<SiteIdx>,
    ) -> Self {
        Self::stated(problem, arcs, dropped, Relaxed::Nothing, true)
    }

    fn stated(
        problem: &'a Problem,
        arcs: &'a Arcs,
        dropped: &HashSet<SiteIdx>,
        relaxed: Relaxed<'_>,
        for_towns: bool,
    ) -> Self {
        let mut milp = Milp::default();
        let chosen = columns::of_choices(problem, dropped, &mut milp);
        let mut formulation = Self::over(problem, arcs, milp, chosen);
        formulation.for_towns |= for_towns;
        formulation.merge_rows();
        formulation.cover(relaxed);
        formulation.lead();
        formulation.fund(relaxed);
        formulation.aim(relaxed);
        formulation
    }

    /// A model without rows, over choices whose columns are already in `milp`.
    fn over(
        problem: &'a Problem,
        arcs: &'a Arcs,
        milp: Milp,
        chosen: TiVec<SiteIdx, Vec<(Choice, Expr)>>,
    ) -> Self {
        Self {
            problem,
            arcs,
            milp,
            chosen,
            covered: TiVec::new(),
            shares: Vec::new(),
            moving: Vec::new(),
            led: BTreeMap::new(),
            for_towns: problem.objective.order.contains(&Stage::WorstTown),
            is_limited: problem.tiers.keys().map(|tier| problem.has_limited_places(tier)).collect(),
            shared: HashMap::new(),
            exact: HashSet::new(),
            derived: Vec::new(),
            paid: vec![Expr::default(); problem.funding.len()].into(),
            shortfall: Expr::default(),
            relaxation: Expr::default(),
            extra_money: Vec::new(),
            needs: (0, 0),
        }
    }

    /// A point of an earlier, smaller model as a point of this one: columns added since follow from the others.
    pub(super) fn completed(&self, point: &[f64]) -> Vec<f64> {
        let mut point = point.to_vec();
        point.resize(self.milp.columns().len(), 0.0);
        self.derive(&mut point);
        self.milp.measure_beyond(&mut point);
        point
    }

    /// Sets the columns that follow from others to their best values.
    fn derive(&self, point: &mut [f64]) {
        for (col, derived) in &self.derived {
            point[col.position()] = match derived {
                Derived::Covered(sum) => sum.value(point).min(1.0),
                Derived::Unserved { before, serving } => {
                    (before.value(point) - serving.value(point)).max(0.0)
                }
            };
        }
    }

    /// The columns x of a tier.
    fn shares_of(&self, tier: TierIdx) -> impl Iterator<Item = &Shares> {
        self.shares.iter().filter(move |own| own.tier == tier)
    }

    /// The share of the unit covered at the tier.
    pub(super) fn covered(&self, unit: UnitIdx, tier: TierIdx) -> &Expr {
        &self.covered[tier][unit]
    }

    /// The expression "the site makes a choice for which `counts` holds".
    pub(super) fn chosen_where(&self, site: SiteIdx, counts: impl Fn(Choice) -> bool) -> Expr {
        let mut sum = Expr::default();
        for (choice, expr) in &self.chosen[site] {
            if counts(*choice) {
                sum.add_scaled(expr, 1.0);
            }
        }
        sum.tidy()
    }
}
