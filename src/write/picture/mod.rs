//! Pictures of a run without a browser: a map, or panels beside each other, and charts, as SVG. Made from what the run
//! wrote, so that a picture needs no plan and shows what the files say.

mod chart;
mod key;
mod labels;
mod map;
mod svg;

pub use chart::{coverage_chart, frontier_chart, money_chart};
pub use map::{MapPanel, When, map_svg, pair_of_maps};

use crate::domain::Language;
use crate::domain::{Name, Phrase, Text};
use crate::run::plan::{PlanJson, TierJson};

/// Why a run cannot be drawn: there is nothing to be seen in it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.english)]
pub struct NothingDrawn(pub Phrase);

impl NothingDrawn {
    /// What is wrong.
    pub fn text(&self) -> Text {
        self.0.into()
    }
}

/// How a picture is drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    /// Width in pixels.
    pub width_px: u32,
    /// Its words.
    pub language: Language,
    /// Whom to name for the data, where they ask for it.
    pub attribution: Option<String>,
}

fn tier_name(tier: &TierJson, language: Language) -> String {
    language.short(&Name::from(&tier.name)).into()
}

/// The plan's name in a language.
fn plan_name(plan: &PlanJson, language: Language) -> String {
    language.short(&Name::from(&plan.name)).into()
}
