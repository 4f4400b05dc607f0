use crate::domain::LonLat;
use crate::units::Metres;

/// How a Euclidean distance is rounded before it is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rounding {
    /// Nothing.
    Exact,
    /// Rounded down to whole numbers: p-median on TSPLIB points (Garcia, Labbé, Marín 2011).
    Floor,
    /// To the nearest whole number: TSPLIB's own EUC_2D, p-center (Elloumi, Labbé, Pochet 2004).
    Nearest,
}

impl Rounding {
    /// `distance`, rounded.
    pub fn apply(self, distance: f64) -> f64 {
        match self {
            Rounding::Exact => distance,
            Rounding::Floor => distance.floor(),
            Rounding::Nearest => (distance + 0.5).floor(),
        }
    }
}

/// Distances between demand points and sites, finite and at least 0. A pair that a table leaves out is out of reach,
/// not very far away.
#[derive(Debug, Clone, PartialEq)]
pub enum Metric {
    /// Points of a plane, Euclidean.
    Plane {
        /// Demand points.
        demand: Vec<[f64; 2]>,
        /// Sites.
        sites: Vec<[f64; 2]>,
        /// Rounding of the distance.
        rounding: Rounding,
    },
    /// Great circles on a sphere: R·acos(sin φ sin φ' + cos φ cos φ' cos Δλ), cut to single precision, as the
    /// published city instances compute it (Máximo, Cordeau, Nascimento 2023).
    Sphere {
        /// Demand points.
        demand: Vec<LonLat>,
        /// Sites.
        sites: Vec<LonLat>,
        /// The sphere's radius.
        radius: Metres,
    },
    /// Geodesics on WGS84 (Karney 2013) times a detour factor, in whole millimetres.
    Geodesic {
        /// Demand points.
        demand: Vec<LonLat>,
        /// Sites.
        sites: Vec<LonLat>,
        /// Ratio of travelled to straight-line distance, at least 1.
        detour: f64,
    },
    /// Given pairs.
    Table(Table),
}

impl Metric {
    /// Geodesics on WGS84 without a detour.
    pub fn geodesic(demand: Vec<LonLat>, sites: Vec<LonLat>) -> Self {
        Metric::Geodesic { demand, sites, detour: 1.0 }
    }

    /// Whether it is of positions on the earth, in metres.
    pub fn is_on_earth(&self) -> bool {
        matches!(self, Metric::Sphere { .. } | Metric::Geodesic { .. })
    }
}

/// Distances or costs of given pairs: for each demand point its sites, nearest first, equally near ones by position.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    starts: Vec<usize>,
    sites: Vec<u32>,
    values: Vec<f64>,
}

impl Table {
    /// From the pairs of each demand point, in any order. Pairs whose value is infinite are left out.
    pub fn from_rows(rows: impl IntoIterator<Item = Vec<(u32, f64)>>) -> Self {
        let mut table = Self { starts: vec![0], sites: Vec::new(), values: Vec::new() };
        for mut row in rows {
            row.retain(|&(_, value)| value != f64::INFINITY);
            row.sort_unstable_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
            table.sites.extend(row.iter().map(|&(site, _)| site));
            table.values.extend(row.iter().map(|&(_, value)| value));
            table.starts.push(table.sites.len());
        }
        table
    }

    /// How many demand points.
    pub fn rows(&self) -> usize {
        self.starts.len() - 1
    }

    /// How many sites: one more than the last position that is named.
    pub fn sites(&self) -> usize {
        let last = self.sites.iter().max();
        last.map_or(0, |&last| last as usize + 1)
    }

    /// How many pairs.
    pub fn pairs(&self) -> usize {
        self.sites.len()
    }

    /// The sites of a demand point and their values, nearest first.
    pub fn row(&self, demand: usize) -> (&[u32], &[f64]) {
        let range = self.starts[demand]..self.starts[demand + 1];
        (&self.sites[range.clone()], &self.values[range])
    }
}
