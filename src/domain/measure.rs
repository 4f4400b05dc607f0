//! Measures: what a layout determines and a target limits. What is known of a measure, whatever the plan, stands in
//! [`Measure::facts`] alone.

use super::decided::Decided;
use super::ids::{FundingIdx, GroupIdx, SiteIdx, TierIdx};
use super::measure_unit::MeasureUnit;
use super::site::WorkKind;
use super::words::words;
use crate::units::{Metres, Yuan};
use std::borrow::Cow;

words! {
    /// Which places a share of places counts.
    pub enum PlaceKind {
        /// Towns.
        Towns = "towns",
        /// Urban demand units.
        Communities = "communities",
        /// Rural demand units.
        Villages = "villages",
    }
}

/// A quantity that a layout determines and a target limits. Empty `tiers` means all tiers.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Measure {
    /// People of `group` within reach of each tier, over those whom the tiers are for; 0–1.
    Coverage {
        /// The tiers, pooled.
        tiers: Vec<TierIdx>,
        /// Whose coverage.
        group: GroupIdx,
    },
    /// Share of places that have a facility serving one of the tiers; 0–1.
    WithFacility {
        /// Which places.
        of: PlaceKind,
        /// Serving one of these.
        tiers: Vec<TierIdx>,
    },
    /// Number of facilities whose own tier is one of these.
    Count {
        /// Own tier.
        tiers: Vec<TierIdx>,
    },
    /// Facilities whose own tier is one of these for 1,000 people of the group.
    FacilitiesPer1000 {
        /// Own tier.
        tiers: Vec<TierIdx>,
        /// The group counted.
        group: GroupIdx,
    },
    /// Facilities whose own tier is one of these for each place.
    FacilitiesPerPlace {
        /// Which places.
        of: PlaceKind,
        /// Own tier.
        tiers: Vec<TierIdx>,
    },
    /// Beds at facilities whose own tier is one of these.
    Beds {
        /// Own tier.
        tiers: Vec<TierIdx>,
        /// Run by one of these; empty: by anybody.
        operators: Vec<String>,
    },
    /// Nursing beds at facilities whose own tier is one of these.
    NursingBeds {
        /// Own tier.
        tiers: Vec<TierIdx>,
        /// Run by one of these; empty: by anybody.
        operators: Vec<String>,
    },
    /// Guarantee beds at facilities whose own tier is one of these.
    GuaranteeBeds {
        /// Own tier.
        tiers: Vec<TierIdx>,
    },
    /// Nursing beds over beds; 0–1.
    NursingBedShare {
        /// Own tier.
        tiers: Vec<TierIdx>,
    },
    /// Beds run by the operators over beds; 0–1.
    OperatorBedShare {
        /// Own tier.
        tiers: Vec<TierIdx>,
        /// Run by one of these.
        operators: Vec<String>,
    },
    /// Facilities run by the operators over facilities; 0–1.
    OperatorShare {
        /// Own tier.
        tiers: Vec<TierIdx>,
        /// Run by one of these.
        operators: Vec<String>,
    },
    /// Beds per 1,000 people of the group.
    BedsPer1000 {
        /// The group counted.
        group: GroupIdx,
    },
    /// Facilities within `within` of a medical facility over facilities; 0–1.
    NearMedical {
        /// Own tier.
        tiers: Vec<TierIdx>,
        /// Straight-line distance.
        within: Metres,
        /// Only facilities at which such a work is done; empty: all that stand.
        works: Vec<WorkKind>,
        /// Only facilities run by one of these; empty: by anybody.
        operators: Vec<String>,
    },
    /// Floor area of facilities whose own tier is one of these, in square metres.
    FloorArea {
        /// Own tier.
        tiers: Vec<TierIdx>,
    },
    /// The same for 1,000 residents.
    FloorAreaPer1000 {
        /// Own tier.
        tiers: Vec<TierIdx>,
    },
    /// People who have places at the tiers, residents among them, over the places; 0–1.
    BedUse {
        /// Services with limited places.
        tiers: Vec<TierIdx>,
    },
    /// Facilities that have a leader over those that some tier leads; 0–1.
    Led {
        /// Own tier: led ones.
        tiers: Vec<TierIdx>,
    },
    /// Of these sites those about which this is decided: what a rule counts.
    Sites {
        /// The sites, each once.
        sites: Vec<SiteIdx>,
        /// What is decided.
        decided: Decided,
    },
    /// Money of the source that works and commitments take over the whole fund; 0–1.
    FundingShare {
        /// The source.
        funding: FundingIdx,
        /// The whole fund; none: the amount of the source.
        whole: Option<Yuan>,
    },
    /// Money for works, yuan.
    Cost,
    /// Money for running what stands, yuan a year.
    RunningCost,
}

words! {
    /// The measures by the words used in files.
    pub enum MeasureWord {
        /// See [`Measure::Coverage`].
        Coverage = "coverage",
        /// See [`Measure::WithFacility`].
        WithFacility = "with_facility",
        /// See [`Measure::Count`].
        Count = "count",
        /// See [`Measure::FacilitiesPer1000`].
        FacilitiesPer1000 = "facilities_per_1000",
        /// See [`Measure::FacilitiesPerPlace`].
        FacilitiesPerPlace = "facilities_per_place",
        /// See [`Measure::Beds`].
        Beds = "beds",
        /// See [`Measure::NursingBeds`].
        NursingBeds = "nursing_beds",
        /// See [`Measure::GuaranteeBeds`].
        GuaranteeBeds = "guarantee_beds",
        /// See [`Measure::NursingBedShare`].
        NursingBedShare = "nursing_bed_share",
        /// See [`Measure::OperatorBedShare`].
        OperatorBedShare = "operator_bed_share",
        /// See [`Measure::OperatorShare`].
        OperatorShare = "operator_share",
        /// See [`Measure::BedsPer1000`].
        BedsPer1000 = "beds_per_1000",
        /// See [`Measure::NearMedical`].
        NearMedical = "near_medical",
        /// See [`Measure::BedUse`].
        BedUse = "bed_use",
        /// See [`Measure::FloorArea`].
        FloorArea = "floor_area",
        /// See [`Measure::FloorAreaPer1000`].
        FloorAreaPer1000 = "floor_area_per_1000",
        /// See [`Measure::Led`].
        Led = "led",
        /// See [`Measure::Sites`].
        Sites = "sites",
        /// See [`Measure::FundingShare`].
        FundingShare = "funding_share",
        /// See [`Measure::Cost`].
        Cost = "cost",
        /// See [`Measure::RunningCost`].
        RunningCost = "running_cost",
    }
}

/// What a measure counts: which contradictions can be told of it, and which sites may be dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Counted {
    /// People who are covered.
    People,
    /// Places that have a facility.
    Places,
    /// Facilities.
    Facilities,
    /// What follows from other decisions than those about sites: places taken, who leads whom.
    Following,
    /// Sites named one by one.
    NamedSites,
    /// Some facilities over all.
    ShareOfFacilities,
    /// Beds, or some beds over others.
    Beds,
    /// Floors.
    Floors,
    /// Money of one source.
    SourceMoney,
    /// Money for works.
    Money,
    /// Money for running what stands.
    RunningMoney,
}

/// What is known of a measure.
#[derive(Debug)]
pub(crate) struct MeasureFacts<'a> {
    pub(crate) word: MeasureWord,
    pub(crate) unit: MeasureUnit,
    pub(crate) counted: Counted,
    /// The tiers that it refers to; empty for all, or where tiers do not matter.
    pub(crate) tiers: &'a [TierIdx],
    /// The group of people that it refers to.
    pub(crate) group: Option<GroupIdx>,
    /// The source of money that it refers to.
    pub(crate) funding: Option<FundingIdx>,
    /// Kinds of operators that it refers to.
    pub(crate) operators: &'a [String],
    /// In English, with `{tiers}`, `{group}` and `{funding}` for their ids.
    pub(crate) phrase: Cow<'static, str>,
}

impl Measure {
    /// What is known of it.
    pub(crate) fn facts(&self) -> MeasureFacts<'_> {
        use Counted::{
            Beds, Facilities, Floors, Following, Money, NamedSites, People, Places, RunningMoney,
            ShareOfFacilities, SourceMoney,
        };
        use MeasureUnit::{
            Number, Per1000, Share, SquareMetres, SquareMetresPer1000, Yuan, YuanYear,
        };
        let run_by = |operators: &[String]| operators.join(", ");
        let by = |operators: &[String]| match operators {
            [] => String::new(),
            _ => format!(" run by {}", run_by(operators)),
        };
        let (word, unit, counted, tiers, phrase): (_, _, _, &[TierIdx], Cow<'static, str>) =
            match self {
                Measure::Coverage { tiers, .. } => {
                    (MeasureWord::Coverage, Share, People, tiers, "coverage by {tiers}".into())
                }
                Measure::WithFacility { of, tiers } => {
                    let phrase = format!("the share of {of} with a facility of {{tiers}}");
                    (MeasureWord::WithFacility, Share, Places, tiers, phrase.into())
                }
                Measure::Count { tiers } => {
                    let phrase = "the number of facilities of {tiers}";
                    (MeasureWord::Count, Number, Facilities, tiers, phrase.into())
                }
                Measure::FacilitiesPer1000 { tiers, .. } => {
                    let phrase = "facilities of {tiers} per 1,000 people ({group})";
                    (MeasureWord::FacilitiesPer1000, Per1000, Facilities, tiers, phrase.into())
                }
                Measure::FacilitiesPerPlace { of, tiers } => {
                    let phrase = format!("facilities of {{tiers}} over {of}");
                    (MeasureWord::FacilitiesPerPlace, Number, Facilities, tiers, phrase.into())
                }
                Measure::Beds { tiers, operators } => {
                    let phrase = format!("beds{} at facilities of {{tiers}}", by(operators));
                    (MeasureWord::Beds, Number, Beds, tiers, phrase.into())
                }
                Measure::NursingBeds { tiers, operators } => {
                    let phrase =
                        format!("nursing beds{} at facilities of {{tiers}}", by(operators));
                    (MeasureWord::NursingBeds, Number, Beds, tiers, phrase.into())
                }
                Measure::GuaranteeBeds { tiers } => {
                    let phrase = "guarantee beds at facilities of {tiers}";
                    (MeasureWord::GuaranteeBeds, Number, Beds, tiers, phrase.into())
                }
                Measure::NursingBedShare { tiers } => {
                    let phrase = "the share of nursing beds at facilities of {tiers}";
                    (MeasureWord::NursingBedShare, Share, Beds, tiers, phrase.into())
                }
                Measure::OperatorBedShare { tiers, operators } => {
                    let by = run_by(operators);
                    let phrase =
                        format!("the share of beds run by {by} at facilities of {{tiers}}");
                    (MeasureWord::OperatorBedShare, Share, Beds, tiers, phrase.into())
                }
                Measure::OperatorShare { tiers, operators } => {
                    let by = run_by(operators);
                    let phrase = format!("the share of facilities of {{tiers}} run by {by}");
                    (MeasureWord::OperatorShare, Share, ShareOfFacilities, tiers, phrase.into())
                }
                Measure::BedsPer1000 { .. } => {
                    let phrase = "beds per 1,000 people ({group})";
                    (MeasureWord::BedsPer1000, Per1000, Beds, &[], phrase.into())
                }
                Measure::NearMedical { tiers, within, works, operators } => {
                    let words: Vec<&str> = works.iter().map(|work| work.word()).collect();
                    let done = match words[..] {
                        [] => String::new(),
                        _ => format!(" with {}", words.join(" or ")),
                    };
                    let which = format!("facilities of {{tiers}}{done}{}", by(operators));
                    let phrase =
                        format!("the share of {which} within {within} of a medical facility");
                    (MeasureWord::NearMedical, Share, ShareOfFacilities, tiers, phrase.into())
                }
                Measure::BedUse { tiers } => {
                    let phrase = "the share of places of {tiers} that are taken";
                    (MeasureWord::BedUse, Share, Following, tiers, phrase.into())
                }
                Measure::FloorArea { tiers } => {
                    let phrase = "floor area of facilities of {tiers}";
                    (MeasureWord::FloorArea, SquareMetres, Floors, tiers, phrase.into())
                }
                Measure::FloorAreaPer1000 { tiers } => {
                    let phrase = "floor area of facilities of {tiers} per 1,000 residents";
                    let word = MeasureWord::FloorAreaPer1000;
                    (word, SquareMetresPer1000, Floors, tiers, phrase.into())
                }
                Measure::Led { tiers } => {
                    let phrase = "the share of facilities of {tiers} that are led";
                    (MeasureWord::Led, Share, Following, tiers, phrase.into())
                }
                Measure::Sites { decided, .. } => {
                    let phrase = format!("the number of its sites at which `{decided}` is decided");
                    (MeasureWord::Sites, Number, NamedSites, &[], phrase.into())
                }
                Measure::FundingShare { .. } => {
                    let phrase = "the share of {funding} that works and commitments take";
                    (MeasureWord::FundingShare, Share, SourceMoney, &[], phrase.into())
                }
                Measure::Cost => (MeasureWord::Cost, Yuan, Money, &[], "money for works".into()),
                Measure::RunningCost => {
                    let phrase = "running cost a year";
                    (MeasureWord::RunningCost, YuanYear, RunningMoney, &[], phrase.into())
                }
            };
        let group = match self {
            Measure::Coverage { group, .. }
            | Measure::FacilitiesPer1000 { group, .. }
            | Measure::BedsPer1000 { group } => Some(*group),
            _ => None,
        };
        let funding = match self {
            Measure::FundingShare { funding, .. } => Some(*funding),
            _ => None,
        };
        let operators: &[String] = match self {
            Measure::Beds { operators, .. }
            | Measure::NursingBeds { operators, .. }
            | Measure::OperatorBedShare { operators, .. }
            | Measure::OperatorShare { operators, .. }
            | Measure::NearMedical { operators, .. } => operators,
            _ => &[],
        };
        MeasureFacts { word, unit, counted, tiers, group, funding, operators, phrase }
    }

    /// The word used in files.
    pub fn word(&self) -> &'static str {
        self.facts().word.word()
    }

    /// The unit of its values.
    pub fn unit(&self) -> MeasureUnit {
        self.facts().unit
    }

    /// The tiers that it refers to; empty for all, or where tiers do not matter.
    pub fn tiers(&self) -> &[TierIdx] {
        self.facts().tiers
    }

    /// The group of people that it refers to.
    pub fn group(&self) -> Option<GroupIdx> {
        self.facts().group
    }

    /// The source of money that it refers to.
    pub fn funding(&self) -> Option<FundingIdx> {
        self.facts().funding
    }

    /// The operators that it refers to; empty for all, or where they do not matter.
    pub fn operators(&self) -> &[String] {
        self.facts().operators
    }

    /// Whether its values are shares of a whole, 0 to 1.
    pub fn is_share(&self) -> bool {
        self.unit() == MeasureUnit::Share
    }

    /// Whether its values are money.
    pub fn is_money(&self) -> bool {
        self.unit().is_money()
    }
}
