//! What is found to clash.

use super::condition::LocateCondition;

/// What cannot hold together, while all of it but any one member can.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct LocateConflict {
    /// The demand points that cannot be covered or served, by position. Where the question asks for a share, those out of
    /// reach of all sites that may open, for the record.
    pub points: Vec<u32>,
    /// Whether each of the points by itself cannot hold with the conditions; otherwise all of them together.
    pub each: bool,
    /// The conditions.
    pub conditions: Vec<LocateCondition>,
    /// Whether it is proved that every member is needed; not where time was short.
    pub minimal: bool,
}
