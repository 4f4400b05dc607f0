//! The rows: for each its sites and costs, cheapest first, and a cap on its cost.

use std::collections::HashMap;

/// No site, or no demand point.
pub(super) const NONE: u32 = u32::MAX;

/// Rows i, each the sum of demand points that rank the sites alike: c\[i, ·\] rising along the sites of the row, and
/// cap\[i\] ≥ all of them. The cost of a row is that of its cheapest open site, at most its cap.
///
/// A row may be cut short: then its cap is below its true cost when none of its sites is open, so that the rows are a
/// relaxation, and [`Rows::whole_of`] gives the demand point to compute the other distances from. An infinite cap means
/// that one of the row's sites must open.
#[derive(Debug, Clone, Default)]
pub(super) struct Rows {
    starts: Vec<usize>,
    sites: Vec<u32>,
    costs: Vec<f64>,
    caps: Vec<f64>,
    cut_short: Vec<u32>,
    places: Vec<u32>,
}

impl Rows {
    pub(super) fn count(&self) -> usize {
        self.caps.len()
    }

    pub(super) fn pairs(&self) -> usize {
        self.sites.len()
    }

    /// The sites of a row and their costs, cheapest first.
    pub(super) fn row(&self, row: usize) -> (&[u32], &[f64]) {
        let range = self.starts[row]..self.starts[row + 1];
        (&self.sites[range.clone()], &self.costs[range])
    }

    pub(super) fn cap(&self, row: usize) -> f64 {
        self.caps[row]
    }

    /// The demand point of a row that is cut short, whose sites are not all listed.
    pub(super) fn whole_of(&self, row: usize) -> Option<usize> {
        let point = self.cut_short[row];
        (point != NONE).then_some(point as usize)
    }

    /// The most sites of a row that is cut short; none where none is.
    pub(super) fn listed(&self) -> Option<usize> {
        let short = (0..self.count()).filter(|&row| self.whole_of(row).is_some());
        short.map(|row| self.row(row).0.len()).max()
    }

    /// A demand point of the row, if one is known.
    pub(super) fn place(&self, row: usize) -> Option<usize> {
        let point = self.places[row];
        (point != NONE).then_some(point as usize)
    }

    /// All costs and caps.
    pub(super) fn numbers(&self) -> impl Iterator<Item = f64> {
        let caps = self.caps.iter().filter(|cap| cap.is_finite());
        self.costs.iter().chain(caps).copied()
    }

    /// The rows by site, for `sites` sites.
    pub(super) fn columns(&self, sites: usize) -> Columns {
        let mut starts = vec![0usize; sites + 1];
        for &site in &self.sites {
            starts[site as usize + 1] += 1;
        }
        for site in 0..sites {
            starts[site + 1] += starts[site];
        }
        let mut ends = starts.clone();
        let mut entries = vec![(0u32, 0.0f64); self.sites.len()];
        for row in 0..self.count() {
            let (sites, costs) = self.row(row);
            for (&site, &cost) in sites.iter().zip(costs) {
                let end = &mut ends[site as usize];
                entries[*end] = (row as u32, cost);
                *end += 1;
            }
        }
        Columns { starts, entries }
    }
}

/// The rows that each site could serve, with their costs.
#[derive(Debug, Clone, Default)]
pub(super) struct Columns {
    starts: Vec<usize>,
    entries: Vec<(u32, f64)>,
}

impl Columns {
    pub(super) fn of(&self, site: usize) -> &[(u32, f64)] {
        &self.entries[self.starts[site]..self.starts[site + 1]]
    }
}

/// Builds rows. Rows with the same sites in the same order are merged by adding costs and caps, as for every open set
/// the same site serves them.
#[derive(Debug, Default)]
pub(super) struct Builder {
    rows: Rows,
    first_of: HashMap<u64, u32>,
    next: Vec<u32>,
    /// The cost of rows without sites.
    pub(super) constant: f64,
}

impl Builder {
    pub(super) fn new() -> Self {
        let mut builder = Self::default();
        builder.rows.starts.push(0);
        builder
    }

    /// Adds a row of demand point `place`; `cut_short` if more sites than these are below its true cap. Returns the
    /// index of the row that it was added as or merged into.
    pub(super) fn push(&mut self, row: &[(u32, f64)], cap: f64, cut_short: u32, place: u32) -> u32 {
        if row.is_empty() && cut_short == NONE && cap.is_finite() {
            self.constant += cap;
            return NONE;
        }
        let key = key_of(row);
        let mut last = NONE;
        if cut_short == NONE {
            let mut same = self.first_of.get(&key).copied().unwrap_or(NONE);
            while same != NONE {
                if self.is_like(same as usize, row, cap) {
                    self.add(same as usize, row, cap);
                    return same;
                }
                last = same;
                same = self.next[same as usize];
            }
            let own = self.rows.count() as u32;
            if last == NONE {
                self.first_of.insert(key, own);
            } else {
                self.next[last as usize] = own;
            }
        }
        self.next.push(NONE);
        self.rows.sites.extend(row.iter().map(|&(site, _)| site));
        self.rows.costs.extend(row.iter().map(|&(_, cost)| cost));
        self.rows.starts.push(self.rows.sites.len());
        self.rows.caps.push(cap);
        self.rows.cut_short.push(cut_short);
        self.rows.places.push(place);
        self.rows.count() as u32 - 1
    }

    fn is_like(&self, other: usize, row: &[(u32, f64)], cap: f64) -> bool {
        let (sites, _) = self.rows.row(other);
        cap.is_finite() == self.rows.caps[other].is_finite()
            && sites.len() == row.len()
            && sites.iter().zip(row).all(|(&a, &(b, _))| a == b)
    }

    fn add(&mut self, to: usize, row: &[(u32, f64)], cap: f64) {
        let start = self.rows.starts[to];
        for (cost, &(_, more)) in self.rows.costs[start..].iter_mut().zip(row) {
            *cost += more;
        }
        self.rows.caps[to] += cap;
    }

    pub(super) fn done(self) -> Rows {
        self.rows
    }
}

fn key_of(row: &[(u32, f64)]) -> u64 {
    row.iter().fold(0xcbf2_9ce4_8422_2325, |key, &(site, _)| {
        (key ^ u64::from(site)).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(23)
    })
}
