//! The way through a problem of the family.

use super::ascent::Ascent;
use super::form::{Fate, Service};
use super::interchange::{begin, descend, shake};
use super::layout::Layout;
use crate::solve::error::SolveError;
use crate::solve::locate::found::{Effort, Found, Method, Run};
use fastrand::Rng;

/// The best open set so far, by position in the instance.
#[derive(Debug, Clone, Default)]
struct Best {
    open: Option<Vec<u32>>,
    value: f64,
}

impl Best {
    fn offer(&mut self, service: &Service<'_>, open: &[bool]) {
        if let Some(value) = service.value(open)
            && (self.open.is_none() || value < self.value)
        {
            let free = (0..open.len()).filter(|&site| open[site]);
            let mut sites: Vec<u32> = free.map(|site| service.names[site]).collect();
            sites.extend(&service.opened);
            sites.sort_unstable();
            (self.open, self.value) = (Some(sites), value);
        }
    }

    /// Sets of at least this value are of no interest.
    fn cutoff(&self, step: f64) -> f64 {
        if self.open.is_none() {
            return f64::INFINITY;
        }
        let margin = 1e-9 * self.value.abs().max(1.0);
        if step > 2.0 * margin {
            self.value - step + margin
        } else {
            self.value - margin
        }
    }
}

pub(super) fn solve(service: Service<'_>, run: &Run) -> Result<Found, SolveError> {
    let clock = std::time::Instant::now();
    let mut random = Rng::with_seed(1);
    let mut best = Best::default();
    let pairs = service.rows.pairs() as u64;
    eprintln!("pairs {pairs} rows {} sites {} step {} {:?}", service.rows.count(), service.sites(), service.step, clock.elapsed());
    let mut layout = Layout::new(&service);
    begin(&mut layout, u64::MAX);
    best.offer(&service, layout.open());
    eprintln!("begin {} work {} {:?}", best.value, layout.work, clock.elapsed());
    shake(&mut layout, &mut random, std::env::var("WORK").map_or(20 * pairs + 5_000_000, |x| x.parse().unwrap()));
    best.offer(&service, layout.open());
    eprintln!("shake {} work {} {:?}", best.value, layout.work, clock.elapsed());
    let prices = (0..service.rows.count()).map(|row| { let (a, b) = layout.costs(row); (a + b) / 2.0 }).collect();
    let mut ascent = Ascent::new(&service, prices);
    eprintln!("bound0 {} {:?}", ascent.bound, clock.elapsed());
    for _ in 0..15 {
        ascent.go(100, best.cutoff(service.step));
        eprintln!("bound {} of {} settled {} of {} {:?}", ascent.bound, best.value, ascent.count_settled(), service.sites(), clock.elapsed());
        if ascent.bound >= best.cutoff(service.step) { break; }
    }
    let _ = (run, descend, Fate::Open);
    Ok(Found { open: best.open, served: None, bound: Some(ascent.bound), infeasible: false, method: Method::Search, effort: Effort::default() })
}
