//! The covering problem for the branch-and-cut search: minimise Σ y\[j\], Σ_{j ∈ I(i)} y\[j\] ≥ 1 for each row i. The
//! master is the whole problem, so there are no cuts.

use super::cover::Cover;
use super::decide::Verdict;
use crate::solve::clock::Clock;
use crate::solve::effort::Effort;
use crate::solve::error::SolveError;
use crate::solve::search::{self, Column, Master, Point, Row, Settings, Subproblem};

/// Decides by the search, within the time and about `nodes` nodes.
pub(super) fn by_search(
    cover: &Cover,
    (clock, nodes): (Clock<'_>, u64),
    effort: &mut Effort,
) -> Result<Verdict, SolveError> {
    let Some(budget) = cover.budget else {
        return Ok(Verdict::No);
    };
    let settings = Settings {
        // Any cover within the budget will do.
        enough: budget as f64,
        clock,
        most_nodes: Some(nodes),
        cutoff: Some(budget as f64 + 1.0),
        ..Settings::default()
    };
    let outcome = search::minimise(&MinimumCover(cover), &settings)?;
    *effort += outcome.effort;
    Ok(match outcome.open {
        Some(open) => {
            let sets = (0..open.len()).filter(|&j| open[j]);
            Verdict::Yes(sets.map(|j| j as u32).collect())
        }
        None if outcome.finished => Verdict::No,
        None => Verdict::Unknown,
    })
}

struct MinimumCover<'a>(&'a Cover);

impl Subproblem for MinimumCover<'_> {
    fn master(&self) -> Master {
        let column = Column { cost: 1.0, lower: 0.0, upper: 1.0 };
        let row = |sets: &Vec<u32>| Row {
            terms: sets.iter().map(|&j| (j, 1.0)).collect(),
            lower: 1.0,
            upper: f64::INFINITY,
        };
        Master {
            sites: vec![column; self.0.sets.len()],
            rows: self.0.rows.iter().map(row).collect(),
            ..Master::default()
        }
    }

    fn cuts(&self, _: Point<'_>, _: f64, _: &mut Vec<Row>) {}

    fn value(&self, open: &[bool]) -> Option<f64> {
        let is_covered = |row: &Vec<u32>| row.iter().any(|&j| open[j as usize]);
        let number = open.iter().filter(|&&open| open).count();
        self.0.rows.iter().all(is_covered).then_some(number as f64)
    }

    /// Greedy, the larger fractions first.
    fn propose(&self, sites: &[f64], _: bool) -> Option<Vec<bool>> {
        let mut order: Vec<usize> = (0..sites.len()).filter(|&j| sites[j] > 0.05).collect();
        order.sort_by(|&a, &b| sites[b].total_cmp(&sites[a]).then(a.cmp(&b)));
        let mut open = vec![false; sites.len()];
        let mut covered = vec![false; self.0.rows.len()];
        let others = 0..sites.len();
        for j in order.into_iter().chain(others) {
            let set = &self.0.sets[j];
            if set.iter().any(|&i| !covered[i as usize]) {
                open[j] = true;
                set.iter().for_each(|&i| covered[i as usize] = true);
            }
        }
        Some(open)
    }

    fn step(&self) -> f64 {
        1.0
    }
}
