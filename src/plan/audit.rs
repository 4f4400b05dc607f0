use crate::domain::{FundingIdx, GroupIdx, Setting, SiteIdx, TierIdx, TownIdx, UnitIdx};
use crate::units::{Metres, Persons, Seconds, Yuan};
use typed_index_collections::TiVec;

/// Where people of a unit are served at a tier.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Service {
    /// The site.
    pub site: SiteIdx,
    /// The share of the unit's people, above 0 and at most 1.
    pub share: f64,
    /// Travelled distance.
    pub distance: Metres,
    /// Travel time.
    pub time: Seconds,
}

/// Who is served where: by tier and unit; nobody where the list is empty.
pub type Assignment = TiVec<TierIdx, TiVec<UnitIdx, Vec<Service>>>;

/// A part of the people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slice {
    /// Everybody whom the tier is for.
    All,
    /// Those of one setting.
    Setting(Setting),
    /// Those of one town.
    Town(TownIdx),
}

/// Coverage of a slice of the people by a tier.
#[derive(Debug, Clone, PartialEq)]
pub struct CoverageRow {
    /// The tier.
    pub tier: TierIdx,
    /// Which people.
    pub slice: Slice,
    /// Which group of them.
    pub group: GroupIdx,
    /// How many they are (unreachable ones included).
    pub people: Persons,
    /// How many are covered today.
    pub covered_today: Persons,
    /// How many the layout covers.
    pub covered: Persons,
}

/// A target and what the layout makes of it.
#[derive(Debug, Clone, PartialEq)]
pub struct TargetResult {
    /// Position of the target in the problem.
    pub target: usize,
    /// The measure on today's layout, from the data; none when siting does not decide it or it has no value.
    pub now: Option<f64>,
    /// The measure on this layout.
    pub reached: Option<f64>,
    /// By how much it misses the limit, in the measure's unit; 0 when met.
    pub shortfall: f64,
    /// Met or not; none when siting does not decide it.
    pub met: Option<bool>,
    /// With scope "each town": the worst town.
    pub worst_town: Option<TownIdx>,
}

/// What a source of money has and pays.
#[derive(Debug, Clone, PartialEq)]
pub struct SourceUse {
    /// The source.
    pub funding: FundingIdx,
    /// What it has.
    pub has: Yuan,
    /// What commitments take.
    pub committed: Yuan,
    /// What works take.
    pub works: Yuan,
}

impl SourceUse {
    /// What is left; negative when overspent.
    pub fn left(&self) -> Yuan {
        self.has - self.committed - self.works
    }
}

/// The kinds of violation, each with a stable code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum ViolationKind {
    /// A choice that the site's rules do not allow.
    ChoiceNotAllowed,
    /// A merged site's partner does not stand.
    MergedIntoNothing,
    /// A facility that needs a leader has none.
    NotLed,
    /// A leader that may not lead this facility: absent, too far, of another town or of the wrong tier.
    WrongLeader,
    /// A leader leads more than it may.
    LeadsTooMany,
    /// A work's payments do not add up to its cost.
    NotPaid,
    /// A source pays for what it may not, or another mix than the fixed one.
    WrongPayer,
    /// A source pays more than it has.
    Overspent,
    /// More people are served at a site than it has places.
    OverCapacity,
    /// People are served at a site that does not serve them, or more than there are.
    WrongService,
    /// A binding target is missed.
    BindingTargetMissed,
}

impl ViolationKind {
    /// All kinds.
    pub const ALL: [ViolationKind; 11] = [
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
        }
    }
}

/// A rule that a layout breaks.
#[derive(Debug, Clone, PartialEq)]
pub struct Violation {
    /// Which rule.
    pub kind: ViolationKind,
    /// The site concerned, if one is.
    pub site: Option<SiteIdx>,
    /// By how much, in `unit`.
    pub amount: f64,
    /// What the amount counts: `yuan`, `persons`, `stations`, `%`, …; empty when there is no amount.
    pub unit: &'static str,
    /// In the planner's words, with ids and amounts.
    pub text: String,
}

/// A layout re-checked from the data alone.
#[derive(Debug, Clone, PartialEq)]
pub struct Audit {
    /// Who is served where.
    pub assignment: Assignment,
    /// Coverage by tier, slice and group; a row for each with people.
    pub coverage: Vec<CoverageRow>,
    /// Every target, in the plan's order.
    pub targets: Vec<TargetResult>,
    /// Every source of money.
    pub money: Vec<SourceUse>,
    /// Cost of all works.
    pub cost: Yuan,
    /// Running cost a year of what stands.
    pub running_cost: Yuan,
    /// Every rule broken, none for a layout that may be carried out.
    pub violations: Vec<Violation>,
}
