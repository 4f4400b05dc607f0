//! A plan made of a planner's own tables: which file is what, which column means what, where each row belongs, what is
//! assumed, each said with its reason.
//!
//! The steps, in order (`made`): the files and their sheets or layers (`sources`), what each of them is (`recognise`,
//! `sorting`), its columns (`table`, `lacking`), figures (`figures`) and cells (`cells`), areas in several pieces (`pieces`),
//! the towns (`towns`, `town_names`, `town_figures`), which town each row belongs to (`placing`), people (`people`),
//! facilities (`facilities`, `categories`, `works`), medical ones (`medical`), places where something could be built
//! (`candidates`), and the plan file from a template (`template`, `plan_text`). A plan that was made before and edited since
//! keeps its edits (`merge`, `record`).
//!
//! Headings that are known are those of [`crate::read`] (`read/headings.rs`): there is no other list.

mod asked;
mod candidates;
mod categories;
mod cells;
mod facilities;
mod figures;
mod findings;
mod groups;
mod ids;
mod lacking;
mod made;
mod medical;
mod merge;
mod outputs;
mod people;
mod pieces;
mod placing;
mod plan_text;
mod recognise;
mod record;
mod sorting;
mod sources;
mod table;
mod template;
mod town_figures;
mod town_names;
mod towns;
mod works;

pub use asked::{Asked, Candidates, Part};
pub use categories::CATEGORIES;
pub use findings::{Guess, PLAN};
pub use made::{LAYERS, Made, MadeLayer, Refused, make};
pub use merge::{Merged, merge};
pub use outputs::outputs;
pub use record::{InitRecord, RECORD, kept_name, layer_file};
pub use template::Template;
