//! The table of measures: what each one needs and takes.

/// The form of a measure's limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Text in percent.
    Share,
    /// A plain number.
    Number,
    /// Text with a unit of money.
    Money,
    /// No limit: the measure does not depend on the layout.
    NotSited,
}

/// A kind of scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ScopeWord {
    All,
    Urban,
    Rural,
    EachTown,
    OneTown,
}

impl ScopeWord {
    /// The word used in files.
    pub(super) fn text(self) -> &'static str {
        match self {
            ScopeWord::All => "all",
            ScopeWord::Urban => "urban",
            ScopeWord::Rural => "rural",
            ScopeWord::EachTown => "each town",
            ScopeWord::OneTown => "town:ID",
        }
    }
}

/// A row of the table.
#[derive(Debug)]
pub(super) struct MeasureFacts {
    pub(super) word: &'static str,
    pub(super) form: Form,
    pub(super) needs: &'static [&'static str],
    pub(super) takes: &'static [&'static str],
    pub(super) scopes: &'static [ScopeWord],
}

/// The keys that only some measures take.
pub(super) const MEASURE_KEYS: &[&str] =
    &["tiers", "group", "of", "operators", "within", "aim", "scope"];

use Form::{Money, NotSited, Number, Share};
use ScopeWord::{All, EachTown, OneTown, Rural, Urban};

const fn facts(
    word: &'static str,
    form: Form,
    needs: &'static [&'static str],
    takes: &'static [&'static str],
    scopes: &'static [ScopeWord],
) -> MeasureFacts {
    MeasureFacts { word, form, needs, takes, scopes }
}

/// All measures.
pub(super) static MEASURES: &[MeasureFacts] = &[
    facts(
        "coverage",
        Share,
        &["tiers"],
        &["group", "scope"],
        &[All, Urban, Rural, EachTown, OneTown],
    ),
    facts("with_facility", Share, &["of", "tiers"], &["scope"], &[All, Urban, Rural, OneTown]),
    facts("count", Number, &["tiers"], &["scope"], &[All, Urban, Rural, EachTown, OneTown]),
    facts("beds", Number, &[], &["tiers", "scope"], &[All, EachTown, OneTown]),
    facts("nursing_beds", Number, &[], &["tiers", "scope"], &[All, EachTown, OneTown]),
    facts("nursing_bed_share", Share, &[], &["tiers", "scope"], &[All, OneTown]),
    facts("operator_bed_share", Share, &["operators"], &["tiers", "scope"], &[All, OneTown]),
    facts("operator_share", Share, &["operators", "tiers"], &["scope"], &[All, OneTown]),
    facts("beds_per_1000", Number, &[], &["group", "scope"], &[All, OneTown]),
    facts("near_medical", Share, &["tiers", "within"], &["scope"], &[All]),
    facts("cost", Money, &[], &["scope"], &[All]),
    facts("running_cost", Money, &[], &["scope"], &[All]),
    facts("not-sited", NotSited, &["aim"], &[], &[]),
];
