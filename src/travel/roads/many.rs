use super::cost::{Leg, Limit, NEVER, Quantity, unpack};
use super::graph::RoadGraph;
use super::search::Search;
use super::snap::{Entry, SnappedPoint};
use crate::travel::earth::{Index, chord, in_ball, index, space};
use crate::units::{Metres, Seconds};
use rayon::prelude::*;

/// A way from an origin to a destination.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Route {
    /// The destination's position.
    pub to: usize,
    /// Its time.
    pub time: Seconds,
    /// Its length.
    pub distance: Metres,
}

/// The ways from origins to destinations that are within a limit. Memory: 16 bytes a pair.
#[derive(Debug, Clone, PartialEq)]
pub struct Routes {
    quantity: Quantity,
    starts: Vec<usize>,
    pairs: Vec<(u32, u64)>,
}

impl Routes {
    /// The ways from the origin at `from`, by the position of the destination. What is not here is out of reach.
    pub fn of(&self, from: usize) -> impl ExactSizeIterator<Item = Route> {
        self.pairs[self.starts[from]..self.starts[from + 1]].iter().map(|&(to, key)| {
            let (time, distance) = unpack(key, self.quantity);
            Route { to: to as usize, time, distance }
        })
    }

    /// The number of origins.
    pub fn origins(&self) -> usize {
        self.starts.len() - 1
    }

    /// The number of pairs within the limit.
    pub fn pairs(&self) -> usize {
        self.pairs.len()
    }

    /// The routes with origins and destinations swapped.
    fn turned(self, destinations: usize) -> Self {
        let mut starts = vec![0; destinations + 1];
        for &(to, _) in &self.pairs {
            starts[to as usize + 1] += 1;
        }
        for position in 0..destinations {
            starts[position + 1] += starts[position];
        }
        let mut next = starts.clone();
        let mut pairs = vec![(0, 0); self.pairs.len()];
        for from in 0..self.origins() {
            for &(to, key) in &self.pairs[self.starts[from]..self.starts[from + 1]] {
                let slot = &mut next[to as usize];
                pairs[*slot] = (from as u32, key);
                *slot += 1;
            }
        }
        Self { quantity: self.quantity, starts, pairs }
    }
}

impl RoadGraph {
    /// The ways from each of `origins` to each of `destinations` within `limit`, walks to the road at both ends
    /// counted. Where two points are nearer to each other than to the road, people walk straight.
    ///
    /// Dijkstra's algorithm, bounded by the limit, from each point of the smaller side; points of the other side are
    /// reached from the junctions beside them. Cost: O(k log k) for each search, where k is the number of junctions
    /// within the limit, plus the pairs found. Uses rayon's threads; the same at any number of them.
    pub fn routes(
        &self,
        origins: &[SnappedPoint],
        destinations: &[SnappedPoint],
        limit: Limit,
    ) -> Routes {
        if origins.len() < destinations.len() {
            Destinations::new(self, limit, destinations, true).run(origins)
        } else {
            let turned = Destinations::new(self, limit, origins, false).run(destinations);
            turned.turned(origins.len())
        }
    }

    /// Whether a point reaches one of `sites` without passing a junction.
    pub(super) fn meeting<'a>(
        &'a self,
        sites: &'a [SnappedPoint],
    ) -> impl Fn(&SnappedPoint) -> bool + use<'a> {
        let many = Destinations::new(self, Limit::None, sites, true);
        move |point| many.meets(point)
    }
}

/// The points of the other side, by junction and by edge.
struct Destinations<'a> {
    graph: &'a RoadGraph,
    quantity: Quantity,
    limit: u64,
    others: &'a [SnappedPoint],
    /// Whether the search runs from origins along the ways, rather than from destinations against them.
    ahead: bool,
    /// By junction: the points beside it, and the leg to each.
    beside: Lists<(u32, Leg)>,
    /// By edge: entries of points on it.
    on: Lists<(u32, Entry)>,
    places: Index<u32>,
    longest_walk_m: f64,
}

impl<'a> Destinations<'a> {
    fn new(graph: &'a RoadGraph, limit: Limit, others: &'a [SnappedPoint], ahead: bool) -> Self {
        let entries = || {
            (0_u32..).zip(others).flat_map(|(point, snapped)| {
                snapped.entries().iter().map(move |entry| (point, entry))
            })
        };
        let mut beside = Vec::new();
        for (point, entry) in entries() {
            let mut add = |(junction, leg)| beside.push((junction, (point, leg)));
            match ahead {
                true => graph.arriving(entry).for_each(&mut add),
                false => graph.leaving(entry).for_each(&mut add),
            }
        }
        let on = entries().map(|(point, entry)| (entry.edge, (point, *entry)));
        let walks = entries().map(|(_, entry)| entry.walk_m());
        let joined = (0_u32..).zip(others).filter(|(_, point)| !point.entries().is_empty());
        Self {
            graph,
            quantity: limit.quantity(),
            limit: limit.key(),
            others,
            ahead,
            beside: Lists::new(graph.junctions(), &beside),
            on: Lists::new(graph.edges(), &on.collect::<Vec<_>>()),
            places: index(joined.map(|(point, snapped)| (point, snapped.at()))),
            longest_walk_m: walks.fold(0.0, f64::max),
        }
    }

    fn run(&self, from: &[SnappedPoint]) -> Routes {
        let arrays = || {
            let search = Search::new(self.graph.junctions(), self.quantity, self.limit);
            (search, vec![NEVER; self.others.len()], Vec::new())
        };
        let rows: Vec<Vec<(u32, u64)>> = from
            .par_iter()
            .map_init(arrays, |(search, best, touched), point| {
                self.row(point, search, best, touched)
            })
            .collect();
        let mut starts = vec![0];
        starts.extend(rows.iter().scan(0, |end, row| {
            *end += row.len();
            Some(*end)
        }));
        Routes { quantity: self.quantity, starts, pairs: rows.concat() }
    }

    fn row(
        &self,
        from: &SnappedPoint,
        search: &mut Search,
        best: &mut [u64],
        touched: &mut Vec<u32>,
    ) -> Vec<(u32, u64)> {
        let mut offer = |point: u32, key: u64| {
            let known = &mut best[point as usize];
            if key <= self.limit && key < *known {
                if *known == NEVER {
                    touched.push(point);
                }
                *known = key;
            }
        };
        let graph = self.graph;
        for entry in from.entries() {
            for (point, other) in self.on.of(entry.edge) {
                let leg = match self.ahead {
                    true => graph.along(entry, other),
                    false => graph.along(other, entry),
                };
                if let Some(leg) = leg {
                    offer(*point, leg.key(self.quantity));
                }
            }
        }
        for (point, metres) in self.walked(from) {
            offer(point, graph.walk(metres).key(self.quantity));
        }
        let entries = from.entries();
        let mut settle = |junction, key: u64| {
            for (point, leg) in self.beside.of(junction) {
                offer(*point, key.saturating_add(leg.key(self.quantity)));
            }
        };
        match self.ahead {
            true => {
                let starts = entries.iter().flat_map(|entry| graph.leaving(entry));
                search.run(&graph.forward, starts, &mut settle);
            }
            false => {
                let starts = entries.iter().flat_map(|entry| graph.arriving(entry));
                search.run(&graph.backward, starts, &mut settle);
            }
        }
        // Swapping sides sorts the pairs by search, so that their order here does not matter.
        if self.ahead {
            touched.sort_unstable();
        }
        let row = touched.iter().map(|&point| {
            let key = std::mem::replace(&mut best[point as usize], NEVER);
            (point, key)
        });
        let row = row.collect();
        touched.clear();
        row
    }

    /// Whether a point of the other side is reached along the same edge, or by walking straight.
    fn meets(&self, from: &SnappedPoint) -> bool {
        let along = |entry: &Entry| {
            let mut others = self.on.of(entry.edge).iter();
            others.any(|(_, other)| self.graph.along(entry, other).is_some())
        };
        from.entries().iter().any(along) || !self.walked(from).is_empty()
    }

    /// The points that are nearer to this one than both are to the roads, and their distances.
    fn walked(&self, from: &SnappedPoint) -> Vec<(u32, f64)> {
        let Some(own) = from.entries().first().map(Entry::walk_m) else {
            return Vec::new();
        };
        let here = space(from.at());
        let least =
            |point: u32| self.others[point as usize].entries().first().map_or(0.0, Entry::walk_m);
        in_ball(&self.places, here, own + self.longest_walk_m + ROUNDING_M)
            .map(|(point, there)| (point, chord(here, there)))
            .filter(|&(point, metres)| metres <= own + least(point) + ROUNDING_M)
            .collect()
    }
}

/// Distances below this are rounding errors of points at one place.
const ROUNDING_M: f64 = 0.001;

/// Lists by number, stored end to end.
struct Lists<T> {
    starts: Vec<u32>,
    items: Vec<T>,
}

impl<T: Copy> Lists<T> {
    fn new(count: usize, items: &[(u32, T)]) -> Self {
        let mut starts = vec![0_u32; count + 1];
        for (number, _) in items {
            starts[*number as usize + 1] += 1;
        }
        for number in 0..count {
            starts[number + 1] += starts[number];
        }
        let mut order: Vec<&(u32, T)> = items.iter().collect();
        order.sort_by_key(|(number, _)| *number);
        let items = order.into_iter().map(|&(_, item)| item).collect();
        Self { starts, items }
    }

    fn of(&self, number: u32) -> &[T] {
        let number = number as usize;
        &self.items[self.starts[number] as usize..self.starts[number + 1] as usize]
    }
}
