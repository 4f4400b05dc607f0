//! Reads files into a checked [`crate::domain::Problem`], or reports every problem in them at once.
//!
//! [`read_plan`] reads a plan and its layers, [`read_layout`] a layout of the plan's sites. Neither stops at the first
//! problem; each is an [`Issue`] with a code, a place, a cause and a repair.
//!
//! The steps, in order: the file's bytes within limits (`source`), JSON or TOML (`json`, `plan_file`, `data`), other
//! formats of layers (`layers`), features with their geometry in WGS84 (`collection`, `out_of_range`, `geometry`,
//! `outline`), joined tables and other names of properties (`join`, `names`), values of one object (`fields`,
//! `values`), the parts of the plan (`places`, `demand`, `sites`, `works`, `tiers`, `targets`, `money`, `objective`),
//! and last the rules across files (`rules`).
//!
//! Road networks come from OpenStreetMap or as lines: [`roads`]. Instances of the classical location problems come in
//! other formats: [`location`].
//!
//! What can be wrong with the files: the constants of [`Code`].
//!
#![doc = include_str!("../../docs/format.md")]

mod alike;
mod antimeridian;
mod areas;
mod build;
mod called;
mod catalogue;
mod caught;
mod collection;
mod data;
mod demand;
mod drafts;
mod envelope;
mod features;
mod fields;
pub mod forecast;
mod geometry;
mod given;
mod hashed;
mod heading_words;
mod headings;
mod issue;
mod join;
mod json;
mod layers;
mod layout;
mod limits;
pub mod location;
mod marks;
mod measures;
mod money;
mod names;
pub(crate) mod near;
mod node;
mod objective;
mod open;
pub(crate) mod other_file;
mod out_of_range;
mod outline;
mod periods;
mod places;
mod plan_file;
mod raster;
mod register;
mod requirements;
pub mod roads;
mod rules;
mod sequence;
mod sink;
mod sites;
mod source;
mod states;
pub mod sweep;
mod system;
mod targets;
mod tiers;
mod travel;
mod values;
mod wanted;
mod work_rules;
mod works;

pub use build::{PlanFiles, read_plan};
pub use catalogue::{Code, Entry, Severity};
pub use data::JoinSpec;
pub use features::{FeatureFile, FeatureSource, layer_names, read_features, read_features_of};
pub(crate) use given::is_layer;
pub use given::{Given, GivenRow, part_names, read_given};
pub(crate) use heading_words::{HeadingUnit, heading_unit, is_share, system_in, unit_of};
pub(crate) use headings::{CALLED, called, columns_for, is_of_program};
pub use headings::{NamedColumn, name_columns};
pub use issue::{Field, Issue, Place, Problems};
pub use layers::{Lent, LentTable, lend};
pub use layout::{read_layout, read_written_layout};
pub(crate) use near::{closest, nearest};
pub use raster::{DemandLayer, DemandSource, make_demand};
pub use source::{
    INSTANCE_LIMIT_BYTES, InputFile, LAYER_LIMIT_BYTES, LAYER_LIMIT_FEATURES, PLAN_LIMIT_BYTES,
    Role, SITES_LAYER,
};
pub(crate) use system::{FileFault, system_text};
