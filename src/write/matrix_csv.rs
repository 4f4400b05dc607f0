//! Travel matrices in CSV, as [`crate::read::location`] reads them.

use crate::domain::location::Ids;
use crate::travel::roads::{Route, Routes};

/// What a matrix is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MatrixValue {
    /// Travel times.
    Minutes,
    /// Lengths of the ways.
    Metres,
}

impl MatrixValue {
    /// The column's name.
    pub fn word(self) -> &'static str {
        match self {
            MatrixValue::Minutes => "minutes",
            MatrixValue::Metres => "metres",
        }
    }

    /// To 10⁻⁵ min or a centimetre, as ways are computed.
    pub(super) fn of(self, way: &Route) -> f64 {
        let (value, scale) = match self {
            MatrixValue::Minutes => (way.time.minutes(), 1e5),
            MatrixValue::Metres => (way.distance.metres(), 1e2),
        };
        (value * scale).round() / scale
    }
}

/// A row for each pair within the limit: `demand`, `site`, and the value under its name. Pairs that are not there are
/// out of reach. By demand point, then by site, as their layers have them.
pub fn long_matrix(ways: &Routes, demand: &Ids, sites: &Ids, value: MatrixValue) -> Vec<u8> {
    let mut table = csv::Writer::from_writer(Vec::new());
    let mut put =
        |row: [&str; 3]| table.write_record(row).expect("memory takes rows of one length");
    put(["demand", "site", value.word()]);
    for from in 0..ways.origins() {
        let id = demand.label(from);
        for way in ways.of(from) {
            put([&id, &sites.label(way.to), &value.of(&way).to_string()]);
        }
    }
    table.into_inner().expect("memory")
}

/// A row for each demand point and a column for each site; empty cells are out of reach.
pub fn wide_matrix(ways: &Routes, demand: &Ids, sites: &Ids, value: MatrixValue) -> Vec<u8> {
    let mut table = csv::Writer::from_writer(Vec::new());
    let mut put =
        |row: &[String]| table.write_record(row).expect("memory takes rows of one length");
    let mut row = vec!["demand".to_owned()];
    row.extend((0..sites.len()).map(|site| sites.label(site).into_owned()));
    put(&row);
    for from in 0..ways.origins() {
        row.iter_mut().for_each(String::clear);
        row[0].push_str(&demand.label(from));
        for way in ways.of(from) {
            row[way.to + 1] = value.of(&way).to_string();
        }
        put(&row);
    }
    table.into_inner().expect("memory")
}
