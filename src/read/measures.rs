//! The table of measures: what each one needs and takes, and how it is made of a target's keys.

use super::fields::Fields;
use super::register::Register;
use crate::domain::{GroupIdx, Measure, MeasureWord, PlaceKind, TierIdx, WorkKind};
use crate::units::{Metres, Yuan};

/// The form of a measure's limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Text in percent.
    Share,
    /// A plain number.
    Number,
    /// Text with a unit of money.
    Money,
    /// Text with a unit of area.
    Area,
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
    pub(super) sources: &'a Register,
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

    fn works(&self) -> Vec<WorkKind> {
        let words = self.table.words("works").unwrap_or_default();
        let known = |word: &String| self.table.known_word("works", word, &WorkKind::WORDS);
        words.iter().filter_map(known).collect()
    }

    fn places(&self) -> Option<PlaceKind> {
        self.table.word("of", &PlaceKind::WORDS)
    }
}

/// The keys that only some measures take.
pub(super) const MEASURE_KEYS: &[&str] =
    &["tiers", "group", "of", "operators", "within", "works", "funding", "whole", "aim", "scope"];

use Form::{Area, Money, NotSited, Number, Share};

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
        |keys| Some(Measure::WithFacility { of: keys.places()?, tiers: keys.tiers() });
    Some(MeasureWord::Count), Number, ["tiers"], ["scope"],
        |keys| Some(Measure::Count { tiers: keys.tiers() });
    Some(MeasureWord::FacilitiesPer1000), Number, ["tiers"], ["group", "scope"],
        |keys| Some(Measure::FacilitiesPer1000 { tiers: keys.tiers(), group: keys.group()? });
    Some(MeasureWord::FacilitiesPerPlace), Number, ["of", "tiers"], ["scope"],
        |keys| Some(Measure::FacilitiesPerPlace { of: keys.places()?, tiers: keys.tiers() });
    Some(MeasureWord::Beds), Number, [], ["tiers", "operators", "scope"],
        |keys| Some(Measure::Beds { tiers: keys.tiers(), operators: keys.operators() });
    Some(MeasureWord::NursingBeds), Number, [], ["tiers", "operators", "scope"],
        |keys| Some(Measure::NursingBeds { tiers: keys.tiers(), operators: keys.operators() });
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
    Some(MeasureWord::NearMedical), Share, ["tiers", "within"], ["works", "operators", "scope"],
        |keys| Some(Measure::NearMedical {
            tiers: keys.tiers(),
            within: keys.table.quantity("within", Metres::parse)?,
            works: keys.works(),
            operators: keys.operators(),
        });
    Some(MeasureWord::FloorArea), Area, [], ["tiers", "scope"],
        |keys| Some(Measure::FloorArea { tiers: keys.tiers() });
    Some(MeasureWord::FloorAreaPer1000), Number, [], ["tiers", "scope"],
        |keys| Some(Measure::FloorAreaPer1000 { tiers: keys.tiers() });
    Some(MeasureWord::FundingShare), Share, ["funding"], ["whole"],
        |keys| Some(Measure::FundingShare {
            funding: keys.table.reference("funding", keys.sources)?,
            whole: keys.table.quantity("whole", Yuan::parse),
        });
    Some(MeasureWord::Led), Share, ["tiers"], ["scope"], |keys| Some(Measure::Led { tiers: keys.tiers() });
    Some(MeasureWord::BedUse), Share, ["tiers"], ["scope"], |keys| Some(Measure::BedUse { tiers: keys.tiers() });
    Some(MeasureWord::Cost), Money, [], ["scope"], |_| Some(Measure::Cost);
    Some(MeasureWord::RunningCost), Money, [], ["scope"], |_| Some(Measure::RunningCost);
    None, NotSited, ["aim"], [], |_| None;
}
