//! Finds the town of a position, fast enough for millions of positions.

use geo::{BoundingRect, Coord, Geometry, LineString, Rect};

/// The sides of the outlines, in bands of latitude.
#[derive(Debug)]
pub(super) struct Fence {
    towns: Vec<Bands>,
}

#[derive(Debug)]
struct Bands {
    area: Rect<f64>,
    /// Sides that reach into each band.
    bands: Vec<Vec<(Coord<f64>, Coord<f64>)>>,
}

const BANDS: usize = 256;

impl Fence {
    /// The index of polygons; other geometries contain no positions.
    pub(super) fn new<'a>(towns: impl IntoIterator<Item = &'a Geometry<f64>>) -> Self {
        Self { towns: towns.into_iter().map(Bands::new).collect() }
    }

    /// The first town that contains `at`. Sides are half-open, so that a position on a common border belongs to one
    /// town.
    pub(super) fn town_at(&self, at: Coord<f64>) -> Option<usize> {
        self.towns.iter().position(|town| town.holds(at))
    }

    /// Whether `at` lies in the town.
    pub(super) fn holds(&self, town: usize, at: Coord<f64>) -> bool {
        self.towns.get(town).is_some_and(|town| town.holds(at))
    }
}

impl Bands {
    fn new(outline: &Geometry<f64>) -> Self {
        let area = outline.bounding_rect().unwrap_or_else(|| Rect::new((0.0, 0.0), (0.0, 0.0)));
        let mut bands = vec![Vec::new(); BANDS];
        let mut add = |ring: &LineString<f64>| {
            for side in ring.lines() {
                let (low, high) = (side.start.y.min(side.end.y), side.start.y.max(side.end.y));
                for band in &mut bands[band(&area, low)..=band(&area, high)] {
                    band.push((side.start, side.end));
                }
            }
        };
        let polygons = match outline {
            Geometry::Polygon(one) => std::slice::from_ref(one),
            Geometry::MultiPolygon(list) => &list.0[..],
            _ => &[],
        };
        for polygon in polygons {
            add(polygon.exterior());
            polygon.interiors().iter().for_each(&mut add);
        }
        Self { area, bands }
    }

    /// Whether a ray to the east crosses an odd number of sides.
    fn holds(&self, at: Coord<f64>) -> bool {
        let (low, high) = (self.area.min(), self.area.max());
        if at.x < low.x || at.x > high.x || at.y < low.y || at.y > high.y {
            return false;
        }
        let crossed = self.bands[band(&self.area, at.y)].iter().filter(|(a, b)| {
            (a.y > at.y) != (b.y > at.y) && at.x < (b.x - a.x) * (at.y - a.y) / (b.y - a.y) + a.x
        });
        crossed.count() % 2 == 1
    }
}

fn band(area: &Rect<f64>, y: f64) -> usize {
    let height = area.height();
    if height <= 0.0 {
        return 0;
    }
    let share = ((y - area.min().y) / height).clamp(0.0, 1.0);
    ((share * BANDS as f64) as usize).min(BANDS - 1)
}
