//! Can a given number of sites cover a sample within a radius? The rows and sets of this unicost covering problem,
//! reduced.
//!
//! Rows i: demand of the sample that no fixed site covers. Sets j: sites, I(i) = {j : d\[i,j\] ≤ δ}, J(j) the other
//! way round.
//!
//! - sites with the same J are one set;
//! - row i is dropped if I(i') ⊆ I(i): a site that covers i' covers i (Toregas and ReVelle 1972);
//! - set j is dropped if J(j) ⊆ J(k);
//! - the only set of a row is chosen, and its rows are covered.

use super::classes::Classes;
use super::field::Field;

/// A covering problem. Rows and sets are numbered anew.
#[derive(Debug, Clone, Default)]
pub(super) struct Cover {
    /// I: the sets of each row, ascending.
    pub(super) rows: Vec<Vec<u32>>,
    /// J: the rows of each set, ascending.
    pub(super) sets: Vec<Vec<u32>>,
    /// A site of each set; empty if the sets are the sites themselves.
    pub(super) sites: Vec<u32>,
    /// Sites chosen by reduction: if there is a cover, there is one with these.
    pub(super) forced: Vec<u32>,
    /// How many more sets may be chosen; `None` if there is no cover.
    pub(super) budget: Option<usize>,
}

impl Cover {
    /// The problem of covering the rows of `classes`, reduced until `is_over`. O(pairs) and the comparison of those that
    /// share a row.
    pub(super) fn new(field: &Field<'_>, classes: &Classes, is_over: &dyn Fn() -> bool) -> Self {
        let mut cover = Self::stated(field, classes);
        while cover.budget.is_some() && !is_over() {
            let before = (cover.rows.len(), cover.sets.len());
            let sets = undominated(&cover.sets, &cover.rows, Keep::Large);
            cover.keep_sets(&sets);
            let rows = undominated(&cover.rows, &cover.sets, Keep::Small);
            cover.keep_rows(&rows);
            cover.force();
            if before == (cover.rows.len(), cover.sets.len()) {
                break;
            }
        }
        cover
    }

    fn stated(field: &Field<'_>, classes: &Classes) -> Self {
        let first = classes.first(field);
        let all = classes.reaches.iter().zip(&first);
        let mut sets: Vec<(&Vec<u32>, u32)> = all
            .filter(|(reaches, _)| !reaches.is_empty())
            .filter_map(|(reaches, first)| first.map(|site| (reaches, site)))
            .collect();
        // Large sets first: they are more likely to dominate others.
        sets.sort_by_key(|&(reaches, site)| (std::cmp::Reverse(reaches.len()), site));
        let mut cover = Self {
            sites: sets.iter().map(|&(_, site)| site).collect(),
            sets: sets.into_iter().map(|(reaches, _)| reaches.clone()).collect(),
            budget: classes.possible.then_some(field.budget),
            ..Self::default()
        };
        cover.rows = transposed(&cover.sets, classes.rows);
        cover
    }

    fn keep_sets(&mut self, kept: &[bool]) {
        let mut kept = kept.iter().copied();
        let mut also = kept.clone();
        self.sets.retain(|_| kept.next() == Some(true));
        self.sites.retain(|_| also.next() == Some(true));
        self.rows = transposed(&self.sets, self.rows.len());
    }

    fn keep_rows(&mut self, kept: &[bool]) {
        let mut kept = kept.iter().copied();
        self.rows.retain(|_| kept.next() == Some(true));
        self.sets = transposed(&self.rows, self.sets.len());
    }

    /// Chooses the only sets of rows.
    fn force(&mut self) {
        let mut chosen = vec![false; self.sets.len()];
        for row in &self.rows {
            if let [only] = row[..] {
                chosen[only as usize] = true;
            }
        }
        let number = chosen.iter().filter(|&&chosen| chosen).count();
        if number == 0 {
            return;
        }
        let sites = self.sites.iter().zip(&chosen);
        self.forced.extend(sites.filter(|(_, chosen)| **chosen).map(|(&site, _)| site));
        self.budget = self.budget.and_then(|budget| budget.checked_sub(number));
        let open: Vec<bool> =
            self.rows.iter().map(|row| !row.iter().any(|&j| chosen[j as usize])).collect();
        self.keep_rows(&open);
        let useful: Vec<bool> = self.sets.iter().map(|set| !set.is_empty()).collect();
        self.keep_sets(&useful);
    }
}

pub(super) fn transposed(lists: &[Vec<u32>], width: usize) -> Vec<Vec<u32>> {
    let mut other = vec![Vec::new(); width];
    for (k, list) in lists.iter().enumerate() {
        for &member in list {
            other[member as usize].push(k as u32);
        }
    }
    other
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Keep {
    /// Lists contained in another one are dropped.
    Large,
    /// Lists that contain another one are dropped.
    Small,
}

/// Which lists stay; of equal ones the first. `through` leads from a member to the lists that hold it.
fn undominated(lists: &[Vec<u32>], through: &[Vec<u32>], keep: Keep) -> Vec<bool> {
    let marks: Vec<u64> = lists.iter().map(|list| mark(list)).collect();
    let mut kept = vec![true; lists.len()];
    for (a, list) in lists.iter().enumerate() {
        if !kept[a] {
            continue;
        }
        // A list that contains `list` contains its rarest member.
        let Some(rarest) = list.iter().min_by_key(|&&k| through[k as usize].len()) else {
            kept[a] = keep == Keep::Small;
            continue;
        };
        for &b in &through[*rarest as usize] {
            let b = b as usize;
            if a == b || !kept[b] || marks[a] & !marks[b] != 0 || list.len() > lists[b].len() {
                continue;
            }
            if list.len() == lists[b].len() && a < b && keep == Keep::Large {
                // Equal lists: the later one is dropped in its own iteration.
                continue;
            }
            if !within(list, &lists[b]) {
                continue;
            }
            match keep {
                Keep::Large => {
                    kept[a] = false;
                    break;
                }
                Keep::Small => kept[b] = false,
            }
        }
    }
    kept
}

fn mark(list: &[u32]) -> u64 {
    list.iter()
        .fold(0, |mark, &k| mark | 1 << (u64::from(k).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 58))
}

fn within(small: &[u32], large: &[u32]) -> bool {
    let mut rest = large.iter();
    small.iter().all(|k| rest.find(|&l| l >= k) == Some(k))
}
