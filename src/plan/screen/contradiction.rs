//! What screening reports: unreachable people, and contradictions with their codes.

use crate::domain::{Name, Phrase, TierIdx, UnitIdx, phrase};
use crate::plan::rules::RELATIVE_TOLERANCE;
use crate::units::Persons;

/// People whom no site could serve at a tier, whatever is built.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Unreachable {
    /// The tier.
    pub tier: TierIdx,
    /// The unit.
    pub unit: UnitIdx,
    /// How many people of the tier's group.
    pub people: Persons,
}

/// A proof, found without a solver, that no layout meets the binding parts of the plan.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Contradiction {
    /// Stable code, `C01` …
    pub code: &'static str,
    /// Position of the target concerned, if one is.
    pub target: Option<usize>,
    /// Text for planners: what, where, by how much, and how to repair it.
    pub text: Name,
    /// The ids concerned (sites, units, towns, sources), all of them.
    pub ids: Vec<String>,
}

/// The meaning of a code of [`Contradiction`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct ContradictionEntry {
    /// The code.
    pub code: &'static str,
    /// In a few words.
    pub title: Phrase,
    /// What contradicts what.
    pub meaning: Phrase,
    /// What to do.
    pub repair: Phrase,
}

/// All codes of contradictions. A code is never reused.
pub const CONTRADICTIONS: [ContradictionEntry; 8] = [
    ContradictionEntry {
        code: "C01",
        title: phrase("coverage out of reach", "覆盖无法达到"),
        meaning: phrase(
            "A binding coverage target asks for more people than live within reach of any site, or than all sites have places for.",
            "约束性覆盖指标要求的人数，超过任何点位可及范围内的人数，或超过所有点位的名额。",
        ),
        repair: phrase(
            "Add candidates near the places named, widen the reach, or ask for less.",
            "请在所列地点附近增加备选点位，或放宽服务半径，或降低要求。",
        ),
    },
    ContradictionEntry {
        code: "C02",
        title: phrase("too few candidates", "备选点位不足"),
        meaning: phrase(
            "A binding number of facilities, or share of places with one, is above what all sites together can reach.",
            "约束性的设施数量或设有设施的比例，超过所有点位合计所能达到的。",
        ),
        repair: phrase("Add candidates, or ask for less.", "请增加备选点位，或降低要求。"),
    },
    ContradictionEntry {
        code: "C03",
        title: phrase("too many must stand", "必须保留的过多"),
        meaning: phrase(
            "A binding upper limit on a number of facilities is below the number that must stand in any layout.",
            "约束性的设施数量上限，低于任何布局都必须有的数量。",
        ),
        repair: phrase(
            "Allow some of them to close or merge, or allow more.",
            "请允许其中一些撤并或撤销，或提高上限。",
        ),
    },
    ContradictionEntry {
        code: "C04",
        title: phrase("beds, floors or shares out of reach", "床位、建筑面积或占比无法达到"),
        meaning: phrase(
            "A binding target on beds, floor area or shares of facilities fails even when every site does its most for it.",
            "关于床位、建筑面积或设施占比的约束性指标，即使每个点位都尽其所能也达不到。",
        ),
        repair: phrase(
            "Add works or candidates that help, or ask for less.",
            "请增加有助于达标的建设任务或备选点位，或降低要求。",
        ),
    },
    ContradictionEntry {
        code: "C05",
        title: phrase("a site without a choice", "点位没有可选项"),
        meaning: phrase(
            "A site's own rules exclude every choice.",
            "点位自身的规定排除了所有做法。",
        ),
        repair: phrase(
            "Let it stay, allow a work, or take back `required` or `forbidden`.",
            "请允许维持现状，或允许一项建设任务，或取消 `required` 或 `forbidden`。",
        ),
    },
    ContradictionEntry {
        code: "C06",
        title: phrase("money below the least cost", "资金低于最低造价"),
        meaning: phrase(
            "The least cost of required works and of the coverage targets exceeds the money of the sources that may pay, or a binding limit on cost; or no layout makes a source pay as much, or as little, as a binding share of it says.",
            "必须实施的任务和覆盖指标的最低造价，超过可出资来源的资金或约束性的投入上限；或没有布局能使某资金来源的出资达到或不超过其约束性占比。",
        ),
        repair: phrase(
            "Add money, widen what sources may pay for, require less, or ask for less coverage.",
            "请增加资金，或放宽资金来源的支出范围，或减少要求，或降低覆盖要求。",
        ),
    },
    ContradictionEntry {
        code: "C07",
        title: phrase("no facility to lead", "没有可带动的设施"),
        meaning: phrase(
            "Facilities that must stand and be led have no possible leader, or too few.",
            "必须保留且须被带动的设施，没有可带动它们的设施，或数量不足。",
        ),
        repair: phrase(
            "Add a leading facility near them, or widen `leads`.",
            "请在其附近增加能带动的设施，或放宽 `leads`。",
        ),
    },
    ContradictionEntry {
        code: "C08",
        title: phrase("residents without a bed", "入住老人没有床位"),
        meaning: phrase(
            "However an institution decides, or several together, some residents must move, and the institutions that may take them cannot have beds for them all.",
            "某养老机构或若干机构无论如何选择，都有入住老人必须转移，而可接收的机构合计不可能有足够床位。",
        ),
        repair: phrase(
            "Let it stay, add beds in institutions that serve its town, or name the towns that they serve.",
            "请维持该机构，或在服务其镇街的机构增加床位，或写明这些机构服务的镇街。",
        ),
    },
];

/// Whether `best`, the largest possible value, is below `limit`.
pub(super) fn falls_short(best: f64, limit: f64) -> bool {
    best < limit - RELATIVE_TOLERANCE * limit.abs().max(1.0)
}
