//! Rules that a layout can break.

use crate::domain::{Name, SiteIdx};

/// The kinds of violation, each with a stable code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum ViolationKind {
    /// A choice that the site's rules do not allow.
    ChoiceNotAllowed,
    /// A merged site's partner does not stand, or not by the work that the merge names.
    MergedIntoNothing,
    /// A facility that needs a leader has none.
    NotLed,
    /// A facility is led by one that may not lead it: absent, too far, of another town or of the wrong tier.
    WrongLeader,
    /// A leader leads more than it may.
    LeadsTooMany,
    /// A work's payments do not add up to its cost.
    NotPaid,
    /// A source pays for a work that it may not pay for, or not by the fixed mix.
    WrongPayer,
    /// A source pays more than it has.
    Overspent,
    /// More people are served at a site than it has places.
    OverCapacity,
    /// People are served at a site that does not serve them, or more than there are.
    WrongService,
    /// A binding target is missed.
    BindingTargetMissed,
    /// A work done in one period is undone in the next.
    WorkUndone,
    /// A site is not in the state that follows from the works begun.
    NotAsBegun,
    /// A source pays more in a period than it has by then.
    OverspentInPeriod,
    /// Works of a period cost more or less of all than the plan lets a period cost.
    SpentUnevenly,
    /// Residents of an institution have no bed then.
    WithoutBed,
}

impl ViolationKind {
    /// All kinds.
    pub const ALL: [ViolationKind; 16] = [
        ViolationKind::ChoiceNotAllowed,
        ViolationKind::MergedIntoNothing,
        ViolationKind::NotLed,
        ViolationKind::WrongLeader,
        ViolationKind::LeadsTooMany,
        ViolationKind::NotPaid,
        ViolationKind::WrongPayer,
        ViolationKind::Overspent,
        ViolationKind::OverCapacity,
        ViolationKind::WrongService,
        ViolationKind::BindingTargetMissed,
        ViolationKind::WorkUndone,
        ViolationKind::NotAsBegun,
        ViolationKind::OverspentInPeriod,
        ViolationKind::SpentUnevenly,
        ViolationKind::WithoutBed,
    ];

    /// The stable code, `V01` …
    pub fn code(self) -> &'static str {
        match self {
            ViolationKind::ChoiceNotAllowed => "V01",
            ViolationKind::MergedIntoNothing => "V02",
            ViolationKind::NotLed => "V03",
            ViolationKind::WrongLeader => "V04",
            ViolationKind::LeadsTooMany => "V05",
            ViolationKind::NotPaid => "V06",
            ViolationKind::WrongPayer => "V07",
            ViolationKind::Overspent => "V08",
            ViolationKind::OverCapacity => "V09",
            ViolationKind::WrongService => "V10",
            ViolationKind::BindingTargetMissed => "V11",
            ViolationKind::WorkUndone => "V12",
            ViolationKind::NotAsBegun => "V13",
            ViolationKind::OverspentInPeriod => "V14",
            ViolationKind::SpentUnevenly => "V15",
            ViolationKind::WithoutBed => "V16",
        }
    }
}

/// A rule that a layout breaks.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Violation {
    /// The rule.
    pub kind: ViolationKind,
    /// The site concerned, if one is.
    pub site: Option<SiteIdx>,
    /// By how much, in `unit`.
    pub amount: f64,
    /// What the amount counts: `yuan`, `persons`, `stations`, `%`, …; empty when there is no amount.
    pub unit: &'static str,
    /// Text for planners, with ids and amounts.
    pub text: Name,
}
