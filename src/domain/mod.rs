//! The planning problem with its invariants proved. Knows no file format, no solver and no terminal.
//!
//! Symbols used in all formulas of this crate:
//!
//! | symbol | here | meaning |
//! |---|---|---|
//! | i ∈ I | [`DemandUnit`] | a village or community with its people |
//! | e\[i,g\] | [`DemandUnit::people`] | people of group g in unit i |
//! | j ∈ J | [`Site`] | an existing facility or a candidate |
//! | s ∈ S(j) | [`State`] | what a site can be: absent, or standing with a tier, beds, an operator |
//! | o ∈ O(j) | [`Choice`] | what is decided about a site: it stays, or one [`Work`] is done |
//! | c\[j,o\] | [`Work::cost`] | yuan |
//! | k ∈ K | [`Tier`] | service centre, community station, mutual-aid point, … |
//! | R\[k, setting\] | [`Tier::reach`] | how far people go |
//! | f ∈ F, B\[f\] | [`Funding`] | a source of money and what it has |
//! | r ∈ T | [`Target`] | a measure, what it must reach, binding or expected |
//! | τ | [`Period`] | a period of a [`Horizon`]; what begins when is a [`Schedule`] |

mod area;
mod beds;
pub mod crs;
mod decided;
mod decision;
mod demand;
mod error;
mod feature;
mod field_name;
pub mod forecast;
mod frequency;
mod funding;
mod horizon;
mod ids;
mod kind;
mod language;
mod layout;
mod lists;
pub mod location;
mod measure;
mod measure_unit;
mod merged;
mod name;
pub(crate) mod numbers;
mod objective;
mod order;
mod parts;
mod place;
mod position;
mod problem;
mod properties;
mod quantity;
pub mod roads;
mod robust;
mod schedule;
mod site;
mod sweep;
mod target;
mod text;
mod tier;
mod travel;
pub(crate) mod vocabulary;
mod width;
pub(crate) mod words;

pub use area::{Area, Locality};
pub use beds::BedClass;
pub use decided::Decided;
pub use demand::{DemandUnit, Group, GroupRate, UnitPeople};
pub use error::ProblemError;
pub use feature::{Feature, Origin, Provenance};
pub(crate) use field_name::field_name;
pub use frequency::Frequency;
pub use funding::{Commitment, Funding, PaysFor};
pub use horizon::{EarlierWork, Horizon, HorizonParts, Income, Period, Spending, Term};
pub use ids::{
    AreaIdx, FundingIdx, GroupIdx, PeriodIdx, SiteIdx, SizeIdx, StateIdx, TierIdx, TownIdx, UnitIdx,
};
pub use kind::TargetKind;
pub use language::Language;
pub use layout::{Allocation, Layout, Move, StatedLayout};
pub(crate) use measure::Counted;
pub use measure::{Measure, MeasureWord, PlaceKind};
pub use measure_unit::MeasureUnit;
pub use name::Name;
pub use objective::{Objective, Stage};
pub use parts::ProblemParts;
pub use place::{Medical, Setting, Town};
pub use position::LonLat;
pub(crate) use position::beside;
pub use problem::Problem;
pub use properties::{Members, Properties, PropertyValue, SharedNames};
pub use robust::{CoverageUnit, Criterion, RobustLayout, mean};
pub use schedule::{Schedule, Start, Starts};
pub use site::{Choice, Residents, Site, State, Work, WorkKind};
pub use sweep::{
    Change, Distribution, ParameterValue, Sweep, Variation, VariedParameters, spelled,
};
pub(crate) use target::Rule;
pub use target::{Aim, Direction, MeasureValue, Scope, SitedAim, Target};
pub use text::{Phrase, Text};
pub(crate) use text::{phrase, said, text, told};
pub use tier::{Leads, Reach, Size, Tier};
pub use travel::{StraightWay, TierTravel, TravelMethod, UnitTravel};
pub(crate) use width::columns;
