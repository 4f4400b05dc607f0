//! Tabu search by swaps for a given number of sets that cover all rows.
//!
//! Rows that stay uncovered gain weight at every local optimum, so that the search leaves it; the two sets of the last
//! swap are tabu for one iteration (Zhang, Lü, Li, Su, Wang 2020: vertex weighting-based tabu search for p-center).

use super::cover::Cover;
use fastrand::Rng;

/// Swaps tried at least and at most.
const FEWEST: usize = 200;
const MOST: usize = 50_000;

/// A cover with at most the budget of sets, if about `steps` elementary steps find one before `is_over`; sets by position. A swap takes
/// sets of a row × (rows of a set + budget) steps.
pub(super) fn search(cover: &Cover, steps: usize, is_over: &dyn Fn() -> bool) -> Option<Vec<u32>> {
    let budget = cover.budget?;
    if cover.rows.is_empty() {
        return Some(Vec::new());
    }
    if budget == 0 {
        return None;
    }
    let turns = (steps / swap_steps(cover).max(1)).clamp(FEWEST, MOST);
    let mut state = State::new(cover, 1);
    state.fill(budget);
    state.run(turns, is_over).0.then_some(state.open)
}

/// As [`search`], from sets that are open, on unreduced rows, until `is_over`; also returns the elementary steps taken.
pub(super) fn search_from(
    cover: &Cover,
    open: &[u32],
    seed: u64,
    steps: usize,
    is_over: &dyn Fn() -> bool,
) -> (Option<Vec<u32>>, usize) {
    let budget = cover.budget.unwrap_or(0);
    if budget == 0 || cover.rows.iter().any(Vec::is_empty) {
        return (None, steps);
    }
    let swap = swap_steps(cover).max(1);
    let mut state = State::new(cover, seed);
    for &set in open {
        state.open(set);
    }
    state.fill(budget);
    let (found, turns) = state.run((steps / swap).max(FEWEST), is_over);
    (found.then_some(state.open), turns * swap)
}

/// Elementary steps of a swap, approximately.
fn swap_steps(cover: &Cover) -> usize {
    let pairs: usize = cover.rows.iter().map(Vec::len).sum();
    let budget = cover.budget.unwrap_or(0);
    pairs.div_ceil(cover.rows.len().max(1)) * (2 * pairs.div_ceil(cover.sets.len().max(1)) + budget)
}

struct State<'a> {
    cover: &'a Cover,
    open: Vec<u32>,
    /// The exclusive or of the open sets that cover each row: the set itself where it is one.
    mixed: Vec<u32>,
    /// How many open sets cover each row.
    times: Vec<u32>,
    weight: Vec<i64>,
    uncovered: Vec<u32>,
    /// The index of each row in `uncovered`.
    place: Vec<u32>,
    /// For a closed set the weight of the uncovered rows in it, for an open one the weight of the rows that only it
    /// covers.
    gain: Vec<i64>,
    random: Rng,
}

impl<'a> State<'a> {
    fn new(cover: &'a Cover, seed: u64) -> Self {
        let rows = cover.rows.len();
        Self {
            open: Vec::new(),
            mixed: vec![0; rows],
            times: vec![0; rows],
            weight: vec![1; rows],
            uncovered: (0..rows as u32).collect(),
            place: (0..rows as u32).collect(),
            gain: cover.sets.iter().map(|set| set.len() as i64).collect(),
            // The same numbers in every run.
            random: Rng::with_seed(seed),
            cover,
        }
    }

    /// Opens the set that covers most until the budget is spent or all is covered.
    fn fill(&mut self, budget: usize) {
        while self.open.len() < budget && !self.uncovered.is_empty() {
            let closed = (0..self.cover.sets.len() as u32).filter(|j| !self.open.contains(j));
            let gain = |&j: &u32| (self.gain[j as usize], std::cmp::Reverse(j));
            let Some(best) = closed.max_by_key(gain) else {
                break;
            };
            self.open(best);
        }
    }

    /// Swaps at most `turns` times until all rows are covered. Returns whether they are, and the number of swaps.
    fn run(&mut self, turns: usize, is_over: &dyn Fn() -> bool) -> (bool, usize) {
        let mut rest = (u32::MAX, u32::MAX);
        for turn in 0..turns {
            if self.uncovered.is_empty() {
                return (true, turn);
            }
            if turn.is_multiple_of(64) && is_over() {
                return (false, turn);
            }
            let Some((delta, enter, leave)) = self.best_swap(rest) else {
                rest = (u32::MAX, u32::MAX);
                continue;
            };
            self.open(enter);
            self.close(leave);
            rest = (enter, leave);
            if delta >= 0 {
                self.weigh();
            }
        }
        (self.uncovered.is_empty(), turns)
    }

    /// The best swap that covers a random uncovered row: the change of the uncovered weight, the set that opens, the
    /// set that closes.
    fn best_swap(&mut self, rest: (u32, u32)) -> Option<(i64, u32, u32)> {
        let drawn = self.random.usize(..self.uncovered.len());
        let row = self.uncovered[drawn];
        let mut best: Option<(i64, u32, u32)> = None;
        let mut ties = 0;
        for &enter in &self.cover.rows[row as usize] {
            if enter == rest.0 || enter == rest.1 {
                continue;
            }
            // Rows that the entering set covers too do not lose their only cover.
            for &i in &self.cover.sets[enter as usize] {
                self.shift_only(i, -1);
            }
            for k in 0..self.open.len() {
                let leave = self.open[k];
                if leave == rest.0 || leave == rest.1 {
                    continue;
                }
                let delta = self.gain[leave as usize] - self.gain[enter as usize];
                if best.is_none_or(|(least, ..)| delta < least) {
                    best = Some((delta, enter, leave));
                    ties = 1;
                } else if best.is_some_and(|(least, ..)| delta == least) {
                    ties += 1;
                    if self.random.usize(..ties) == 0 {
                        best = Some((delta, enter, leave));
                    }
                }
            }
            for &i in &self.cover.sets[enter as usize] {
                self.shift_only(i, 1);
            }
        }
        best
    }

    /// Adds the row's weight to, or subtracts it from, the gain of the only open set that covers it.
    fn shift_only(&mut self, row: u32, sign: i64) {
        if self.times[row as usize] == 1 {
            self.gain[self.mixed[row as usize] as usize] += sign * self.weight[row as usize];
        }
    }

    fn open(&mut self, set: u32) {
        let cover = self.cover;
        for &i in &cover.sets[set as usize] {
            let row = i as usize;
            if self.times[row] == 0 {
                // Closed sets no longer gain by this row; the opened set is the only one that covers it.
                for &j in &cover.rows[row] {
                    self.gain[j as usize] -= self.weight[row];
                }
                self.gain[set as usize] += self.weight[row];
                let at = self.place[row];
                self.uncovered.swap_remove(at as usize);
                if let Some(&moved) = self.uncovered.get(at as usize) {
                    self.place[moved as usize] = at;
                }
            } else {
                self.shift_only(i, -1);
            }
            self.times[row] += 1;
            self.mixed[row] ^= set;
        }
        self.open.push(set);
    }

    fn close(&mut self, set: u32) {
        let cover = self.cover;
        self.open.retain(|&j| j != set);
        for &i in &cover.sets[set as usize] {
            let row = i as usize;
            self.times[row] -= 1;
            self.mixed[row] ^= set;
            if self.times[row] == 0 {
                for &j in &cover.rows[row] {
                    self.gain[j as usize] += self.weight[row];
                }
                self.gain[set as usize] -= self.weight[row];
                self.place[row] = self.uncovered.len() as u32;
                self.uncovered.push(i);
            } else {
                self.shift_only(i, 1);
            }
        }
    }

    /// Increases the weight of every uncovered row by one.
    fn weigh(&mut self) {
        for k in 0..self.uncovered.len() {
            let row = self.uncovered[k] as usize;
            self.weight[row] += 1;
            for &j in &self.cover.rows[row] {
                self.gain[j as usize] += 1;
            }
        }
    }
}
