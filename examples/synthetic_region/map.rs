//! A flat map in kilometres.

use crate::chance::Chance;

/// Kilometres east and north of the region's south-west corner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Km {
    pub x: f64,
    pub y: f64,
}

impl Km {
    pub fn distance(self, other: Km) -> f64 {
        (self.x - other.x).hypot(self.y - other.y)
    }

    pub fn middle(self, other: Km) -> Km {
        Km { x: (self.x + other.x) / 2.0, y: (self.y + other.y) / 2.0 }
    }

    /// Longitude and latitude, rounded to six decimals (about 0.1 m). One linear map for the whole region: a point is
    /// a few per cent off in the east-west direction far from the middle, which a made-up region does not mind.
    pub fn degrees(self) -> [f64; 2] {
        let round6 = |value: f64| (value * 1e6).round() / 1e6;
        [round6(106.2 + self.x / 96.49), round6(28.6 + self.y / 110.85)]
    }
}

/// A rectangle along the axes.
#[derive(Debug, Clone, Copy)]
pub struct Rect {
    pub low: Km,
    pub high: Km,
}

impl Rect {
    /// The square of `area` square kilometres at the origin.
    pub fn square(area: f64) -> Self {
        let side = area.sqrt();
        Self { low: Km { x: 0.0, y: 0.0 }, high: Km { x: side, y: side } }
    }

    /// The part of a square of `area` about `middle` that lies inside.
    pub fn part_about(&self, middle: Km, area: f64) -> Rect {
        let half = area.sqrt() / 2.0;
        Rect {
            low: Km { x: (middle.x - half).max(self.low.x), y: (middle.y - half).max(self.low.y) },
            high: Km {
                x: (middle.x + half).min(self.high.x),
                y: (middle.y + half).min(self.high.y),
            },
        }
    }

    pub fn middle(&self) -> Km {
        self.low.middle(self.high)
    }

    /// A closed ring, counter-clockwise.
    pub fn ring(&self) -> Vec<[f64; 2]> {
        let (low, high) = (self.low, self.high);
        [low, Km { x: high.x, ..low }, high, Km { y: high.y, ..low }, low].map(Km::degrees).to_vec()
    }

    /// A point inside, off the edge by a fortieth of the side.
    pub fn point(&self, chance: &mut Chance) -> Km {
        Km {
            x: self.low.x + (self.high.x - self.low.x) * chance.between(0.025, 0.975),
            y: self.low.y + (self.high.y - self.low.y) * chance.between(0.025, 0.975),
        }
    }

    /// `point`, or the nearest point inside that is 1 % of the side off the edge.
    pub fn nearest(&self, point: Km) -> Km {
        let within = |value: f64, low: f64, high: f64| {
            let edge = (high - low) * 0.01;
            value.clamp(low + edge, high - edge)
        };
        Km {
            x: within(point.x, self.low.x, self.high.x),
            y: within(point.y, self.low.y, self.high.y),
        }
    }

    /// A point at most `most` and at least `least` kilometres from `from` (nearer where the edge is nearer).
    pub fn near(&self, from: Km, least: f64, most: f64, chance: &mut Chance) -> Km {
        let (length, turn) = (chance.between(least, most), chance.between(0.0, 1.0));
        let (sin, cos) = (turn * std::f64::consts::TAU).sin_cos();
        self.nearest(Km { x: from.x + length * cos, y: from.y + length * sin })
    }

    /// `number` points that keep away from each other and from `others`: each is the best of a dozen tries
    /// (Mitchell 1991).
    pub fn spread(&self, number: usize, others: &[Km], chance: &mut Chance) -> Vec<Km> {
        let mut points: Vec<Km> = Vec::with_capacity(number);
        for _ in 0..number {
            let mut best = (-1.0, self.middle());
            for _ in 0..12 {
                let at = self.point(chance);
                let room = points
                    .iter()
                    .chain(others)
                    .map(|point| point.distance(at))
                    .fold(f64::INFINITY, f64::min);
                if room > best.0 {
                    best = (room, at);
                }
            }
            points.push(best.1);
        }
        points
    }

    /// Rectangles of areas in proportion to `weights`, neighbours in the list near each other: the list is halved,
    /// the longer side is cut, and so on.
    pub fn divide(&self, weights: &[f64]) -> Vec<Rect> {
        if weights.len() < 2 {
            return vec![*self; weights.len()];
        }
        let total: f64 = weights.iter().sum();
        let (mut at, mut first) = (0, 0.0);
        while at == 0 || (at + 1 < weights.len() && first + weights[at] / 2.0 < total / 2.0) {
            first += weights[at];
            at += 1;
        }
        let share = first / total;
        let (mut one, mut other) = (*self, *self);
        if self.high.x - self.low.x > self.high.y - self.low.y {
            one.high.x = self.low.x + (self.high.x - self.low.x) * share;
            other.low.x = one.high.x;
        } else {
            one.high.y = self.low.y + (self.high.y - self.low.y) * share;
            other.low.y = one.high.y;
        }
        let mut parts = one.divide(&weights[..at]);
        parts.extend(other.divide(&weights[at..]));
        parts
    }
}
