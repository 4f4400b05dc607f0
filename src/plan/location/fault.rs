//! Faults of placements.

use crate::domain::location::{Ids, SiteRule};
use crate::domain::{Phrase, Text, phrase, text, told};

/// The number of ids that are named; the rest are counted.
const NAMED: usize = 20;

/// The ids of some points: the first twenty, and the number of all.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Named {
    /// The first ids, in the instance's order.
    pub ids: Vec<String>,
    /// The number of points.
    pub count: usize,
}

impl Named {
    /// Adds the point at `position`.
    pub(super) fn add(&mut self, ids: &Ids, position: usize) {
        if self.ids.len() < NAMED {
            self.ids.push(ids.label(position).into_owned());
        }
        self.count += 1;
    }

    /// The points at these positions.
    pub(super) fn of(ids: &Ids, positions: impl IntoIterator<Item = usize>) -> Self {
        let mut named = Self::default();
        positions.into_iter().for_each(|position| named.add(ids, position));
        named
    }

    /// The ids, and how many more there are.
    pub fn text(&self) -> Text {
        let ids: Vec<Text> = self.ids.iter().map(|id| Text::same(format!("`{id}`"))).collect();
        Text::and_more(&ids, self.count)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }
}

told!(Named);

/// A rule that a placement breaks.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum PlacementFault {
    /// The list of open sites is not ascending, names a site twice or one that the instance does not have.
    OpenList,
    /// Existing or required sites are closed.
    Closed {
        /// [`SiteRule::Existing`] or [`SiteRule::Required`].
        rule: SiteRule,
        /// The sites.
        sites: Named,
    },
    /// Forbidden sites are open.
    Forbidden {
        /// The sites.
        sites: Named,
    },
    /// The number of sites opened, besides existing ones, is not the number asked for.
    Count {
        /// The number opened.
        opened: usize,
        /// p.
        wanted: usize,
    },
    /// The opened sites cost more than the budget.
    OverBudget {
        /// What it costs.
        cost: f64,
        /// The budget.
        budget: f64,
    },
    /// Demand that must be covered is not.
    NotCovered {
        /// The demand points.
        demand: Named,
        /// How many open sites each must have within reach.
        times: u8,
    },
    /// Less is covered than the share asked for.
    ShareMissed {
        /// The weight covered.
        covered: f64,
        /// The weight to be covered.
        wanted: f64,
    },
    /// Demand that must be served is not, or not completely.
    Unserved {
        /// The demand points.
        demand: Named,
    },
    /// Capacities hold, the placement has no allocations, and they cannot be computed here.
    AssignmentMissing {
        /// Why not.
        why: Phrase,
    },
    /// The allocations are not ordered by demand then site, or refer to points that do not exist.
    ServedList,
    /// Demand is served in shares that are not above 0, or together more than 1.
    Shares {
        /// The demand points.
        demand: Named,
    },
    /// Demand is split that must go to one site.
    Divided {
        /// The demand points.
        demand: Named,
    },
    /// Demand is served at sites that are not open.
    ServedAtClosed {
        /// The sites.
        sites: Named,
    },
    /// Demand is served at sites that do not reach it.
    ServedBeyondReach {
        /// The demand points.
        demand: Named,
    },
    /// A site serves more than it can.
    OverCapacity {
        /// The site.
        site: String,
        /// What it serves.
        load: f64,
        /// Its capacity.
        capacity: f64,
    },
    /// Fewer than two sites are open, so that there is no distance between two.
    NoPair,
}

impl PlacementFault {
    /// What is wrong.
    pub fn text(&self) -> Text {
        match self {
            PlacementFault::OpenList => text!(
                "the list of open sites is not ascending, has duplicates or names sites that do not exist",
                "启用点位的列表未按升序排列、有重复或含不存在的点位"
            ),
            PlacementFault::Closed { rule, sites } => {
                let (rule, sites) = (ruled(*rule), sites.text());
                text!("{rule} sites are closed: {sites}", "{rule}点位未启用：{sites}"; rule, sites)
            }
            PlacementFault::Forbidden { sites } => {
                let sites = sites.text();
                text!("forbidden sites are open: {sites}", "禁用点位已启用：{sites}"; sites)
            }
            PlacementFault::Count { opened, wanted } => text!(
                "sites opened: {opened}, asked for: {wanted}",
                "启用点位 {opened} 个，要求 {wanted} 个"
            ),
            PlacementFault::OverBudget { cost, budget } => text!(
                "the sites cost {cost}, the budget is {budget}",
                "点位需投入 {cost}，预算为 {budget}"
            ),
            PlacementFault::NotCovered { demand, times: 1 } => {
                let demand = demand.text();
                text!(
                    "no open site is within reach of {demand}",
                    "服务范围内没有启用点位：{demand}";
                    demand
                )
            }
            PlacementFault::NotCovered { demand, times } => {
                let demand = demand.text();
                text!(
                    "fewer than {times} open sites are within reach of {demand}",
                    "服务范围内的启用点位不足 {times} 个：{demand}";
                    demand
                )
            }
            PlacementFault::ShareMissed { covered, wanted } => text!(
                "{covered} of the demand is covered, {wanted} must be",
                "已覆盖需求 {covered}，应覆盖 {wanted}"
            ),
            PlacementFault::Unserved { demand } => {
                let demand = demand.text();
                text!("not completely served: {demand}", "未完全得到服务：{demand}"; demand)
            }
            PlacementFault::AssignmentMissing { why } => text!(
                "the placement must state who is served where: {why}",
                "布点须写明各需求点由哪个点位服务：{why}";
                why
            ),
            PlacementFault::ServedList => text!(
                "the list of who is served where is not ordered by demand then site, has duplicates or names points that do not exist",
                "服务关系列表未按需求点、点位排序，有重复或含不存在的点"
            ),
            PlacementFault::Shares { demand } => {
                let demand = demand.text();
                text!(
                    "shares are not above 0, or exceed 1 in sum: {demand}",
                    "服务份额不大于 0，或合计超过 1：{demand}";
                    demand
                )
            }
            PlacementFault::Divided { demand } => {
                let demand = demand.text();
                text!(
                    "split over sites where one must serve all: {demand}",
                    "应由一个点位服务却分给多个点位：{demand}";
                    demand
                )
            }
            PlacementFault::ServedAtClosed { sites } => {
                let sites = sites.text();
                text!(
                    "sites that are not open serve demand: {sites}",
                    "未启用的点位在提供服务：{sites}";
                    sites
                )
            }
            PlacementFault::ServedBeyondReach { demand } => {
                let demand = demand.text();
                text!("served where no site reaches: {demand}", "由不可达的点位服务：{demand}"; demand)
            }
            PlacementFault::OverCapacity { site, load, capacity } => text!(
                "`{site}` serves {load}, its capacity is {capacity}",
                "`{site}` 服务 {load}，容量为 {capacity}"
            ),
            PlacementFault::NoPair => text!(
                "fewer than two sites are open, so there is no distance between two",
                "启用的点位不足两个，没有两点间的距离"
            ),
        }
    }

    /// The word for it in files.
    pub fn word(&self) -> &'static str {
        match self {
            PlacementFault::OpenList => "open-list",
            PlacementFault::Closed { rule: SiteRule::Existing, .. } => "existing-closed",
            PlacementFault::Closed { .. } => "required-closed",
            PlacementFault::Forbidden { .. } => "forbidden-open",
            PlacementFault::Count { .. } => "number-of-sites",
            PlacementFault::OverBudget { .. } => "over-budget",
            PlacementFault::NotCovered { .. } => "not-covered",
            PlacementFault::ShareMissed { .. } => "share-missed",
            PlacementFault::Unserved { .. } => "unserved",
            PlacementFault::AssignmentMissing { .. } => "assignment-missing",
            PlacementFault::ServedList => "served-list",
            PlacementFault::Shares { .. } => "shares",
            PlacementFault::Divided { .. } => "divided",
            PlacementFault::ServedAtClosed { .. } => "served-at-closed",
            PlacementFault::ServedBeyondReach { .. } => "served-beyond-reach",
            PlacementFault::OverCapacity { .. } => "over-capacity",
            PlacementFault::NoPair => "no-pair",
        }
    }
}

told!(error PlacementFault);

/// The repeated word of one rule or another.
fn ruled(rule: SiteRule) -> Phrase {
    match rule {
        SiteRule::Existing => phrase("existing", "现有"),
        _ => phrase("required", "必选"),
    }
}
