//! Rules across files: figures and positions of one layer checked against another's.

mod overlap;
mod people;
mod places;
mod positions;
mod shift;
mod sites;
mod ways;

pub(super) use overlap::check_p2007_overlap;
pub(super) use people::{check_p2008_population, check_p2009_ageing, check_p2010_nobody};
pub(super) use places::check_p4017_limited_places;
pub(super) use positions::{Ground, Placed, PositionCodes, check_positions};
pub(super) use shift::{Cloud, Pairs, check_p1044_shift};
pub(super) use sites::{
    check_p3006_places, check_p3011_merges, check_p3021_residents, check_p3022_named_towns,
    check_p4016_words, check_p4053_units, check_p4054_stated,
};
pub(super) use ways::check_p5008_ways;
