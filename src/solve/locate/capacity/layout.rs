//! The value of open sets, with an exact assignment (split customers) or a heuristic one (whole customers), and a local
//! search over open sets.

use super::bound::{Bound, Fate, Region};
use super::model::Model;
use super::single;
use super::transport::{self, Transport};
use crate::domain::location::Allocation;
use crate::solve::locate::solution::Run;

/// An open set with everyone served.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Layout {
    /// The model's objective.
    pub(super) value: f64,
    pub(super) open: Vec<bool>,
    /// By customer and site of the model.
    pub(super) served: Vec<Allocation>,
}

/// The result of assigning all customers to an open set.
pub(super) struct Attempt {
    /// `None` if not all customers can be served or no whole assignment was found.
    pub(super) layout: Option<Layout>,
    /// No assignment of this set costs less, charges included.
    pub(super) bound: f64,
    /// The dual price of each customer in the transportation problem.
    pub(super) multipliers: Vec<f64>,
}

/// Serves all customers from `open`; whole assignments are sought only if the set could be better than `beat`.
pub(super) fn attempt(model: &Model, open: &[bool], beat: f64) -> Attempt {
    let sites: Vec<usize> = (0..open.len()).filter(|&site| open[site]).collect();
    let transport = transport::serve(model, &sites);
    let is_short = transport.short > 1e-9 * model.total;
    let bound = if is_short { f64::INFINITY } else { model.charge(open) + transport.cost };
    let layout = if is_short || (model.single && bound >= beat) {
        None
    } else if model.single {
        single::assign(model, &sites, &transport).map(|whole| {
            let columns = whole.columns.iter().enumerate();
            let served = columns.filter(|&(_, &column)| column < sites.len());
            Layout {
                value: model.charge(open) + whole.cost,
                open: open.to_vec(),
                served: served.map(|(i, &column)| serving(i, sites[column], 1.0)).collect(),
            }
        })
    } else {
        Some(Layout { value: bound, open: open.to_vec(), served: shares(&sites, &transport) })
    };
    Attempt { layout, bound, multipliers: multipliers(model, sites.len(), &transport) }
}

fn serving(customer: usize, site: usize, share: f64) -> Allocation {
    Allocation { demand: customer as u32, site: site as u32, share }
}

/// Shares without those below [`DUST`]; each customer's shares add up to 1 if all must be served, otherwise to at most
/// 1.
fn shares(sites: &[usize], transport: &Transport) -> Vec<Allocation> {
    let mut served = Vec::new();
    let rows = transport.shares.chunks_exact(transport.columns.max(1));
    for (customer, row) in rows.enumerate() {
        let begun = served.len();
        for (&site, &share) in sites.iter().zip(row) {
            if share > DUST {
                served.push(serving(customer, site, share.min(1.0)));
            }
        }
        let own = &mut served[begun..];
        let is_left = row.get(sites.len()).is_some_and(|&left| left > DUST);
        let sum: f64 = own.iter().map(|served| served.share).sum();
        if (!is_left || sum > 1.0)
            && let Some(most) =
                own.iter_mut().max_by(|a, b| a.share.total_cmp(&b.share).then(b.site.cmp(&a.site)))
        {
            most.share = (most.share + 1.0 - sum).min(1.0);
        }
    }
    served
}

/// Shares up to this are rounding errors.
const DUST: f64 = 1e-12;

/// The dual prices of the customers, as multipliers of the bound.
fn multipliers(model: &Model, open: usize, transport: &Transport) -> Vec<f64> {
    let rows = transport.costs.chunks_exact(transport.columns.max(1));
    let mut multipliers: Vec<f64> = rows
        .zip(&model.weights)
        .map(|(row, weight)| {
            let with_price = row[..open].iter().zip(&transport.prices).map(|(c, p)| c + p);
            let leave = model.leave.unwrap_or(f64::INFINITY);
            let unit = with_price.fold(leave, f64::min);
            if unit.is_finite() { unit * weight } else { 0.0 }
        })
        .collect();
    multipliers.resize(model.customers(), 0.0);
    multipliers
}

/// Improves an open set by closing, opening and exchanging sites that are not closed in `region`.
///
/// With the multipliers of a set's transportation problem each site has the value z\[j\] − f\[j\], and a move saves at
/// most its gain in these values (weak duality). Moves are therefore tried in that order and only while they can
/// improve the set. Cost: at most `tries` transportation problems.
pub(super) fn improve(
    model: &Model,
    region: &Region,
    mut layout: Layout,
    mut tries: usize,
    run: &Run<'_>,
) -> Layout {
    let mut multipliers = attempt(model, &layout.open, f64::NEG_INFINITY).multipliers;
    loop {
        let mut better = None;
        for open in moves(model, region, &layout.open, &multipliers) {
            if tries == 0 || run.is_over() {
                return layout;
            }
            tries -= 1;
            let tried = attempt(model, &open, layout.value);
            if let Some(found) = tried.layout
                && found.value < layout.value - 1e-12 * layout.value.abs()
            {
                better = Some((found, tried.multipliers));
                break;
            }
        }
        let Some(found) = better else {
            return layout;
        };
        (layout, multipliers) = found;
    }
}

/// Neighbouring open sets that may be better, the most promising first.
fn moves(model: &Model, region: &Region, open: &[bool], multipliers: &[f64]) -> Vec<Vec<bool>> {
    let everything = Region { fates: region.fates.clone(), least: 0, most: usize::MAX };
    let Some(mut bound) = Bound::new(model, &everything) else {
        return Vec::new();
    };
    let evaluation = bound.evaluate(multipliers);
    let worth = |j: usize| evaluation.earned[j].linear - model.sites[j].cost;
    let sites = || (0..open.len()).filter(|&j| region.fates[j] != Fate::Closed);
    let closing: Vec<usize> = sites().filter(|&j| open[j] && !model.sites[j].must).collect();
    let opening: Vec<usize> = sites().filter(|&j| !open[j]).collect();
    let mut moves: Vec<(f64, Option<usize>, Option<usize>)> = Vec::new();
    moves.extend(closing.iter().map(|&a| (-worth(a), Some(a), None)));
    moves.extend(opening.iter().map(|&b| (worth(b), None, Some(b))));
    for &a in &closing {
        moves.extend(opening.iter().map(|&b| (worth(b) - worth(a), Some(a), Some(b))));
    }
    moves.retain(|&(gain, ..)| gain > 0.0);
    moves.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let after = |&(_, close, opened): &(f64, Option<usize>, Option<usize>)| {
        let mut next = open.to_vec();
        for (site, is_open) in [(close, false), (opened, true)] {
            if let Some(site) = site {
                next[site] = is_open;
            }
        }
        is_possible(model, &next).then_some(next)
    };
    moves.iter().filter_map(after).collect()
}

/// Whether an open set satisfies the rules and has enough capacity in total, ignoring distances.
pub(super) fn is_possible(model: &Model, open: &[bool]) -> bool {
    let sites = model.sites.iter().zip(open);
    let room: f64 = sites.filter(|&(_, &open)| open).map(|(site, _)| site.capacity).sum();
    model.allows(open) && (model.leave.is_some() || room >= model.total * (1.0 - 1e-11))
}

/// Whether all customers can be served with every site open and splitting allowed: if not, no layout serves them.
pub(super) fn serves_all(model: &Model) -> bool {
    if model.leave.is_some() {
        return true;
    }
    let sites: Vec<usize> = (0..model.sites.len()).collect();
    transport::serve(model, &sites).short <= 1e-9 * model.total
}
