//! Reasons, found without a solver, why a location problem has no answer. Each alone is sufficient, and names the
//! points by id.

use super::fault::Named;
use super::reach::reach_of;
use super::split;
use super::tally::allowed;
use crate::domain::location::{Capacity, Goal, Instance, Question, SiteRule};
use crate::domain::{Phrase, Text, phrase, text, told};
use crate::travel::{NO_SITE, Nearest};

/// Relative tolerance of sums, for rounding.
const ROUNDING: f64 = 1e-9;

/// A sufficient reason why a problem has no answer.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Hindrance {
    /// No site may be open, and there is demand.
    NoSites,
    /// Sites may be open, but none exists and none may be opened, and there is demand.
    NoneToOpen,
    /// Fewer sites may be opened than are to be.
    TooFewSites {
        /// How many are to be opened.
        asked: usize,
        /// How many may be.
        allowed: usize,
        /// All sites.
        sites: usize,
    },
    /// Demand that must be covered or served, but could not be even if every allowed site were open.
    Unreachable {
        /// The demand points.
        demand: Named,
        /// Their weight.
        weight: f64,
        /// The number of sites that must reach each.
        times: u8,
        /// Whether the question has a reach; otherwise a table leaves all pairs out.
        reach: bool,
    },
    /// All sites together cover less than the share asked for.
    ShareTooGreat {
        /// The weight to be covered.
        wanted: f64,
        /// The weight that all sites cover together.
        coverable: f64,
        /// Demand that no site covers.
        unreachable: Named,
    },
    /// The sites that may be open together cannot serve all demand.
    CapacityTooSmall {
        /// The weight of the demand.
        weight: f64,
        /// The greatest capacity that may be open together.
        capacity: f64,
        /// The number that may be opened, where limited.
        count: Option<usize>,
    },
    /// Demand points that must each go to one site, but are larger than any site in reach.
    TooLarge {
        /// The demand points.
        demand: Named,
    },
    /// Demand points that together exceed the capacity of the sites that they reach.
    Crowded {
        /// The demand points.
        demand: Named,
        /// Their weight.
        weight: f64,
        /// The only sites that they reach.
        sites: Named,
        /// The capacity of these sites.
        capacity: f64,
    },
}

impl Hindrance {
    /// The word for it in files.
    pub fn word(&self) -> &'static str {
        match self {
            Hindrance::NoSites => "no-sites",
            Hindrance::NoneToOpen => "none-to-open",
            Hindrance::TooFewSites { .. } => "too-few-sites",
            Hindrance::Unreachable { .. } => "unreachable",
            Hindrance::ShareTooGreat { .. } => "share-too-great",
            Hindrance::CapacityTooSmall { .. } => "capacity-too-small",
            Hindrance::TooLarge { .. } => "too-large",
            Hindrance::Crowded { .. } => "crowded",
        }
    }

    /// What is wrong.
    pub fn text(&self) -> Text {
        match self {
            Hindrance::NoSites => {
                text!("no site may be open, and there is demand", "没有可启用的点位，而有需求")
            }
            Hindrance::NoneToOpen => text!(
                "no site exists, none may be opened, and there is demand",
                "没有现有点位，也不许启用新点位，而有需求"
            ),
            Hindrance::TooFewSites { asked, allowed, sites } => text!(
                "{asked} sites are asked for; {allowed} of the instance's {sites} may open (existing and forbidden ones left out)",
                "要求启用 {asked} 个点位；实例的 {sites} 个点位中可启用 {allowed} 个（不计现有和禁用的）"
            ),
            Hindrance::Unreachable { demand, weight, times, reach } => {
                let demand = demand.text();
                match (reach, times) {
                    (true, 1) => text!(
                        "no site is within reach of {demand} (weight {weight})",
                        "服务范围内没有点位：{demand}（权重 {weight}）";
                        demand
                    ),
                    (true, times) => text!(
                        "fewer than {times} sites are within reach of {demand} (weight {weight})",
                        "服务范围内的点位不足 {times} 个：{demand}（权重 {weight}）";
                        demand
                    ),
                    (false, _) => text!(
                        "the table leads to no site from {demand} (weight {weight})",
                        "矩阵中没有可达的点位：{demand}（权重 {weight}）";
                        demand
                    ),
                }
            }
            Hindrance::ShareTooGreat { wanted, coverable, unreachable } => {
                let unreachable = unreachable.text();
                text!(
                    "a weight of {wanted} must be covered, but all sites together cover {coverable}; out of reach: {unreachable}",
                    "应覆盖权重 {wanted}，但全部点位合计只能覆盖 {coverable}；范围外：{unreachable}";
                    unreachable
                )
            }
            Hindrance::CapacityTooSmall { weight, capacity, count: Some(count) } => text!(
                "demand is {weight}; the {count} largest sites that may be opened, with the existing ones, can serve {capacity}",
                "需求为 {weight}；可启用的最大 {count} 个点位连同现有点位只能服务 {capacity}"
            ),
            Hindrance::CapacityTooSmall { weight, capacity, count: None } => text!(
                "demand is {weight}; all sites that may be open can serve {capacity}",
                "需求为 {weight}；全部可启用的点位只能服务 {capacity}"
            ),
            Hindrance::TooLarge { demand } => {
                let demand = demand.text();
                text!(
                    "larger than any site within reach, where one must serve all: {demand}",
                    "须由一个点位服务，但需求大于范围内任何点位的容量：{demand}";
                    demand
                )
            }
            Hindrance::Crowded { demand, weight, sites, capacity } => {
                let (demand, sites) = (demand.text(), sites.text());
                text!(
                    "{demand} together have a demand of {weight}; the sites that they reach, {sites}, can serve {capacity}",
                    "{demand} 的需求合计 {weight}；可达的点位 {sites} 只能服务 {capacity}";
                    demand, sites
                )
            }
        }
    }

    /// How to repair it.
    pub fn repair(&self) -> Phrase {
        match self {
            Hindrance::NoSites => phrase("give sites, or forbid fewer", "增加点位，或减少禁用点位"),
            Hindrance::NoneToOpen => phrase("let at least 1 site open", "至少允许启用 1 个点位"),
            Hindrance::TooFewSites { .. } => {
                phrase("ask for fewer sites, or let more open", "减少点位数，或允许更多点位启用")
            }
            Hindrance::Unreachable { reach: true, times, .. } if *times > 1 => phrase(
                "widen the reach, add sites near them, set their weight to 0, ask for mclp, or leave out --times 2",
                "扩大服务半径，在其附近增加点位，将其权重设为 0，改用 mclp，或去掉 --times 2",
            ),
            Hindrance::Unreachable { reach: true, .. } => phrase(
                "widen the reach, add sites near them, set their weight to 0, or ask for mclp or psclp",
                "扩大服务半径，在其附近增加点位，将其权重设为 0，或改用 mclp 或 psclp",
            ),
            Hindrance::Unreachable { .. } => phrase(
                "give their distances, add sites that they reach, or set their weight to 0",
                "补充其距离，增加其可达的点位，或将其权重设为 0",
            ),
            Hindrance::ShareTooGreat { .. } => phrase(
                "ask for a smaller share, or widen the reach",
                "降低覆盖率要求，或扩大服务半径",
            ),
            Hindrance::CapacityTooSmall { .. } => {
                phrase("raise capacities, or let more sites open", "提高容量，或允许启用更多点位")
            }
            Hindrance::TooLarge { .. } => phrase(
                "let demand be split, or raise capacities",
                "允许需求由多个点位分担，或提高容量",
            ),
            Hindrance::Crowded { .. } => phrase(
                "raise those capacities, or let the demand reach other sites",
                "提高这些点位的容量，或使需求可达其他点位",
            ),
        }
    }
}

told!(error Hindrance);

/// The reasons found, each sufficient by itself. An empty list proves nothing: sites that would each be allowed may not
/// be allowed together.
///
/// Cost: that of a search for the nearest site for each demand point; with capacities that of a transportation
/// problem over all sites, left out where it is large.
///
/// ```
/// use yike::domain::LonLat;
/// use yike::domain::location::{Goal, Instance, InstanceParts, Metric, Radius, SiteRule};
/// use yike::plan::location::screen;
/// use yike::units::Metres;
///
/// let at = |lon_deg| LonLat::new(lon_deg, 29.5);
/// let homes = vec![at(106.60)?, at(106.70)?];
/// let mut parts = InstanceParts::new("homes", Metric::geodesic(homes.clone(), homes));
/// parts.rules = vec![SiteRule::Free, SiteRule::Forbidden];
/// let goal = Goal::SetCover {
///     reach: Radius::within(Metres::parse("1 km")?),
///     times: 1,
///     by_cost: false,
/// };
/// let found = screen(&Instance::new(parts)?, &goal.into());
/// assert_eq!(found[0].to_string(), "no site is within reach of `2` (weight 1)");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Panics
///
/// Where a distance of the question is not measured as the instance is, which [`Question::check`] says.
pub fn screen(instance: &Instance, question: &Question) -> Vec<Hindrance> {
    question.expect_unit_of(instance);
    let allowed = allowed(instance);
    let wanting = || instance.weights().iter().enumerate().filter(|(_, weight)| **weight > 0.0);
    let mut found = Vec::new();
    if let Some((asked, allowed)) = question.lacks_sites(instance) {
        found.push(Hindrance::TooFewSites { asked, allowed, sites: instance.sites() });
        return found;
    }
    if allowed.is_empty() && wanting().next().is_some() {
        match question.goal {
            Goal::MaximalCover { .. } | Goal::Dispersion { .. } => {}
            Goal::PartialCover { share, .. } if share.fraction() == 0.0 => {}
            _ => found.push(Hindrance::NoSites),
        }
        return found;
    }
    match question.goal {
        Goal::MaximalCover { .. } | Goal::Dispersion { .. } => return found,
        _ => {}
    }
    let stands = instance.rules().contains(&SiteRule::Existing);
    if question.count() == Some(0) && !stands && wanting().next().is_some() {
        found.push(Hindrance::NoneToOpen);
        return found;
    }
    let unreachable = unreachable(instance, question, &allowed);
    let named = || Named::of(instance.demand_ids(), unreachable.iter().copied());
    let lost: f64 = unreachable.iter().map(|&i| instance.weights()[i]).sum();
    if let Goal::PartialCover { share, .. } = question.goal {
        let total: f64 = instance.weights().iter().sum();
        let (wanted, coverable) = (share.fraction() * total, total - lost);
        if coverable < wanted - ROUNDING * wanted {
            let unreachable = named();
            found.push(Hindrance::ShareTooGreat { wanted, coverable, unreachable });
        }
        return found;
    }
    if !unreachable.is_empty() {
        let reach = reach_of(question);
        found.push(Hindrance::Unreachable {
            demand: named(),
            weight: lost,
            times: reach.map_or(1, |(_, times)| times),
            reach: reach.is_some(),
        });
    }
    if question.capacity != Capacity::Ignored {
        capacities(instance, question, &allowed, &unreachable, &mut found);
    }
    found
}

/// Demand with weight that fewer than the required number of sites could serve.
fn unreachable(instance: &Instance, question: &Question, allowed: &[u32]) -> Vec<usize> {
    let nearest = Nearest::new(instance, allowed);
    let lost: Vec<bool> = match reach_of(question) {
        Some((reach, times)) => {
            nearest.counts_within(reach, times).into_iter().map(|count| count < times).collect()
        }
        None => nearest.all().into_iter().map(|site| site == NO_SITE).collect(),
    };
    let weights = instance.weights();
    (0..lost.len()).filter(|&i| lost[i] && weights[i] > 0.0).collect()
}

fn capacities(
    instance: &Instance,
    question: &Question,
    allowed: &[u32],
    unreachable: &[usize],
    found: &mut Vec<Hindrance>,
) {
    let Some(room) = instance.capacities() else {
        return;
    };
    let weight: f64 = instance.weights().iter().sum();
    let count = question.count();
    let capacity = greatest_capacity(instance, room, count);
    if capacity < weight - ROUNDING * weight {
        found.push(Hindrance::CapacityTooSmall { weight, capacity, count });
        return;
    }
    if question.capacity == Capacity::SingleSource {
        let demand = too_large(instance, room, allowed, unreachable);
        if !demand.is_empty() {
            found.push(Hindrance::TooLarge { demand });
        }
    }
    if unreachable.is_empty()
        && let Some((demand, sites)) = split::bottleneck(instance, question, allowed)
    {
        found.push(Hindrance::Crowded {
            weight: demand.iter().map(|&i| instance.weights()[i]).sum(),
            capacity: sites.iter().map(|&j| room[j]).sum(),
            demand: Named::of(instance.demand_ids(), demand),
            sites: Named::of(instance.site_ids(), sites),
        });
    }
}

/// The capacity of existing and required sites and of the largest others that may be opened.
pub(crate) fn greatest_capacity(instance: &Instance, room: &[f64], count: Option<usize>) -> f64 {
    let of = |wanted: SiteRule| {
        let rules = instance.rules().iter().zip(room);
        rules.filter(move |(rule, _)| **rule == wanted).map(|(_, &room)| room)
    };
    let required = of(SiteRule::Required).count();
    let mut free: Vec<f64> = of(SiteRule::Free).collect();
    free.sort_unstable_by(|a, b| b.total_cmp(a));
    free.truncate(count.map_or(free.len(), |count| count.saturating_sub(required)));
    of(SiteRule::Existing).chain(of(SiteRule::Required)).chain(free).sum()
}

fn too_large(instance: &Instance, room: &[f64], allowed: &[u32], unreachable: &[usize]) -> Named {
    let greatest = allowed.iter().map(|&j| room[j as usize]).fold(0.0, f64::max);
    let mut is_allowed = vec![false; instance.sites()];
    allowed.iter().for_each(|&site| is_allowed[site as usize] = true);
    let fits = |demand: usize| {
        let weight = instance.weights()[demand];
        let enough = |room: f64| room >= weight - ROUNDING * weight;
        match instance.metric() {
            crate::domain::location::Metric::Table(table) => table
                .row(demand)
                .0
                .iter()
                .any(|&site| is_allowed[site as usize] && enough(room[site as usize])),
            _ => enough(greatest),
        }
    };
    let points = 0..instance.points();
    let large = points.filter(|&i| {
        instance.weights()[i] > 0.0 && !fits(i) && unreachable.binary_search(&i).is_err()
    });
    Named::of(instance.demand_ids(), large)
}
