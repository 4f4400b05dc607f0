//! The table of measures: what each one needs and takes, and how it is made of a target's keys.

use super::fields::Fields;
use super::register::Register;
use crate::domain::{GroupIdx, Measure, MeasureWord, PlaceKind, TierIdx};
use crate::units::Metres;

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

/// A row of the table.
#[derive(Debug)]
pub(super) struct MeasureFacts {
    /// None of what siting does not decide.
    measure: Option<MeasureWord>,
    pub(super) form: Form,
    pub(super) needs: &'static [&'static str],
    pub(super) takes: &'static [&'static str],
    make: fn(&Keys<'_, '_>) -> Option<Measure>,
}

impl MeasureFacts {
    /// The word used in files.
    pub(super) fn word(&self) -> &'static str {
        self.measure.map_or("not-sited", MeasureWord::word)
    }

    /// The measure that a target's keys say.
    pub(super) fn measure(&self, keys: &Keys<'_, '_>) -> Option<Measure> {
        (self.make)(keys)
    }
}

/// The keys of a target that measures are made of.
pub(super) struct Keys<'a, 'b> {
    pub(super) table: &'a Fields<'b>,
    pub(super) tiers: &'a Register,
    pub(super) groups: &'a Register,
    /// The group that the plan serves.
    pub(super) served: Option<GroupIdx>,
}

impl Keys<'_, '_> {
    fn tiers(&self) -> Vec<TierIdx> {
        self.table.references("tiers", self.tiers).unwrap_or_default()
    }

    fn group(&self) -> Option<GroupIdx> {
        match self.table.has("group") {
            true => self.table.reference("group", self.groups),
            false => self.served,
        }
    }

    fn operators(&self) -> Vec<String> {
        self.table.words("operators").unwrap_or_default()
    }
}

/// The keys that only some measures take.
pub(super) const MEASURE_KEYS: &[&str] =
    &["tiers", "group", "of", "operators", "within", "aim", "scope"];

use Form::{Money, NotSited, Number, Share};

/// A row: the measure, the form of its limit, the keys that it needs and those that it takes, and how it is made of them.
macro_rules! measures {
    ($($name:expr, $form:ident, $needs:expr, $takes:expr, $make:expr;)*) => {
        /// All measures.
        pub(super) static MEASURES: &[MeasureFacts] = &[$(MeasureFacts {
            measure: $name,
            form: $form,
            needs: &$needs,
            takes: &$takes,
            make: $make,
        },)*];
    };
}

measures! {
    Some(MeasureWord::Coverage), Share, ["tiers"], ["group", "scope"],
        |keys| Some(Measure::Coverage { tiers: keys.tiers(), group: keys.group()? });
    Some(MeasureWord::WithFacility), Share, ["of", "tiers"], ["scope"],
        |keys| Some(Measure::WithFacility { of: keys.table.word("of", &PlaceKind::WORDS)?, tiers: keys.tiers() });
    Some(MeasureWord::Count), Number, ["tiers"], ["scope"],
        |keys| Some(Measure::Count { tiers: keys.tiers() });
    Some(MeasureWord::Beds), Number, [], ["tiers", "scope"],
        |keys| Some(Measure::Beds { tiers: keys.tiers() });
    Some(MeasureWord::NursingBeds), Number, [], ["tiers", "scope"],
        |keys| Some(Measure::NursingBeds { tiers: keys.tiers() });
    Some(MeasureWord::GuaranteeBeds), Number, [], ["tiers", "scope"],
        |keys| Some(Measure::GuaranteeBeds { tiers: keys.tiers() });
    Some(MeasureWord::NursingBedShare), Share, [], ["tiers", "scope"],
        |keys| Some(Measure::NursingBedShare { tiers: keys.tiers() });
    Some(MeasureWord::OperatorBedShare), Share, ["operators"], ["tiers", "scope"],
        |keys| Some(Measure::OperatorBedShare { tiers: keys.tiers(), operators: keys.operators() });
    Some(MeasureWord::OperatorShare), Share, ["operators", "tiers"], ["scope"],
        |keys| Some(Measure::OperatorShare { tiers: keys.tiers(), operators: keys.operators() });
    Some(MeasureWord::BedsPer1000), Number, [], ["group", "scope"],
        |keys| Some(Measure::BedsPer1000 { group: keys.group()? });
    Some(MeasureWord::NearMedical), Share, ["tiers", "within"], ["scope"],
        |keys| Some(Measure::NearMedical { tiers: keys.tiers(), within: keys.table.quantity("within", Metres::parse)? });
    Some(MeasureWord::BedUse), Share, ["tiers"], ["scope"], |keys| Some(Measure::BedUse { tiers: keys.tiers() });
    Some(MeasureWord::Cost), Money, [], ["scope"], |_| Some(Measure::Cost);
    Some(MeasureWord::RunningCost), Money, [], ["scope"], |_| Some(Measure::RunningCost);
    None, NotSited, ["aim"], [], |_| None;
}
