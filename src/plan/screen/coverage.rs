use super::contradiction::{Contradiction, Unreachable, falls_short};
use super::prospects::Prospects;
use super::words;
use crate::domain::Language::{self, Chinese, English};
use crate::domain::numbers::{count, whole};
use crate::domain::{Direction, GroupIdx, Locality, Measure, SitedAim, Target, TierIdx, UnitIdx};
use crate::plan::assignment::PARTS;
use crate::plan::flow::{FlowArc, Transport, millimetres};
use crate::plan::measure::{Part, parts};
use crate::units::Persons;
use std::collections::{BTreeMap, BTreeSet};

/// People of a tier's group whom no site can serve, by tier and unit.
pub(super) fn unreachable(prospects: &Prospects<'_>) -> Vec<Unreachable> {
    let problem = prospects.problem;
    let mut unreachable = Vec::new();
    for (tier, data) in problem.tiers.iter_enumerated() {
        for (unit, place) in problem.units.iter_enumerated() {
            let people = place.people[usize::from(data.group)];
            let wanted = data.reach(place.setting).is_some() && people > Persons::default();
            if wanted && !prospects.reaches(tier, unit) {
                unreachable.push(Unreachable { tier, unit, people });
            }
        }
    }
    unreachable
}

/// `C01`: coverage targets above what all sites together can cover.
///
/// Coverage is at most Σ_k Σ_i e\[i,g\]·\[N_k(i) ≠ ∅\] / Σ_k Σ_i e\[i,g\]; where places of tier k are limited and g is
/// the group that it serves, its part is also at most the largest flow of people to sites that all are at their
/// largest, without people of other parts.
pub(super) fn check(prospects: &Prospects<'_>) -> Vec<Contradiction> {
    prospects
        .binding()
        .filter_map(|(position, target, aim)| match aim.measure {
            Measure::Coverage { group, .. } if aim.direction == Direction::AtLeast => {
                check_target(prospects, position, target, aim, group)
            }
            _ => None,
        })
        .collect()
}

/// The largest possible coverage of a part.
struct Best {
    of: Option<Locality>,
    share: f64,
    /// Units with people that no site reaches at some tier.
    unreached: BTreeSet<UnitIdx>,
    /// Units within reach, but with too few places for their people.
    crowded_out: BTreeSet<UnitIdx>,
    /// The people concerned, over all tiers.
    missed: f64,
}

fn check_target(
    prospects: &Prospects<'_>,
    position: usize,
    target: &Target,
    aim: &SitedAim,
    group: GroupIdx,
) -> Option<Contradiction> {
    let problem = prospects.problem;
    let mut short: Vec<Best> = parts(problem, prospects.arcs, aim)
        .iter()
        .map(|part| best(prospects, part, group))
        .filter(|best| falls_short(best.share, aim.limit.number()))
        .collect();
    short.sort_by(|a, b| a.share.total_cmp(&b.share));
    let worst = short.first()?;
    let id = |unit: &UnitIdx| problem.units[*unit].id.clone();
    let text = Language::both(|language| {
        let mut text = words::missed(problem, target, aim, worst.of, worst.share, language);
        let people = whole(worst.missed.ceil());
        text += &match language {
            English => format!(", {people} people are left out."),
            Chinese => format!("，{people} 人不能覆盖。"),
        };
        for (units, why, why_zh) in [
            (&worst.unreached, "without a site within reach", "范围内无点位"),
            (
                &worst.crowded_out,
                "near too few places, even with every site at its largest",
                "即使各点位均取最大规模，附近名额仍不足",
            ),
        ] {
            if !units.is_empty() {
                let ids: Vec<String> = units.iter().map(id).collect();
                let (number, ids) = (units.len(), words::named(problem, &ids, language));
                text += &match language {
                    English => {
                        format!(" {} {why}: {ids}.", words::counted(number, "unit", "units"))
                    }
                    Chinese => format!("{} 个村（社区）{why_zh}：{ids}。", count(number)),
                };
            }
        }
        text += &words::more_towns(short.len() - 1, language);
        text + language.say(
            " Add candidates there, widen the reach, add places or lower the target.",
            "请在当地增加备选点位、扩大服务半径、增加名额或降低指标。",
        )
    });
    let parts = short.iter().filter_map(|best| best.of);
    let units: BTreeSet<UnitIdx> = short
        .iter()
        .flat_map(|best| best.unreached.iter().chain(&best.crowded_out))
        .copied()
        .collect();
    Some(Contradiction {
        code: "C01",
        target: Some(position),
        text,
        ids: parts.map(|part| problem.id_of(part).to_owned()).chain(units.iter().map(id)).collect(),
    })
}

fn best(prospects: &Prospects<'_>, part: &Part, group: GroupIdx) -> Best {
    let problem = prospects.problem;
    let mut best = Best {
        of: part.of,
        share: 1.0,
        unreached: BTreeSet::new(),
        crowded_out: BTreeSet::new(),
        missed: 0.0,
    };
    let mut reached: BTreeMap<TierIdx, Vec<UnitIdx>> = BTreeMap::new();
    for &(unit, tier, people) in &part.numerator.covered {
        if prospects.reaches(tier, unit) {
            reached.entry(tier).or_default().push(unit);
        } else {
            best.missed += people;
            best.unreached.insert(unit);
        }
    }
    for (tier, units) in reached {
        if problem.tiers[tier].group == group && problem.has_limited_places(tier) {
            for (unit, people) in without_place(prospects, tier, &units) {
                best.missed += people;
                best.crowded_out.insert(unit);
            }
        }
    }
    best.share = 1.0 - best.missed / part.denominator.constant;
    best
}

/// The number of people without a place at `tier`, and their units, with every site at its largest and nobody else
/// there. Rounded down.
fn without_place(
    prospects: &Prospects<'_>,
    tier: TierIdx,
    units: &[UnitIdx],
) -> Vec<(UnitIdx, f64)> {
    let problem = prospects.problem;
    let group = problem.tiers[tier].group;
    let arcs: Vec<Vec<FlowArc>> = units
        .iter()
        .map(|&unit| {
            let row = prospects.arcs.within_reach(tier, unit).iter();
            row.filter(|arc| prospects.may_serve[tier][arc.site])
                .map(|arc| (usize::from(arc.site), millimetres(arc.distance)))
                .collect()
        })
        .collect();
    let supply: Vec<i64> = units
        .iter()
        .map(|&unit| (problem.units[unit].people_of(group) * PARTS).floor() as i64)
        .collect();
    let capacity: Vec<Option<i64>> = problem
        .sites
        .iter_enumerated()
        .map(|(site, data)| {
            let options = prospects.options[site].iter();
            let serving = options.filter(|&&choice| problem.serves(data, choice, tier));
            let mut places = serving.map(|&choice| problem.free_places(data, choice, tier));
            // None is no limit, which is the largest.
            places.try_fold(0, |most: i64, places| {
                places.map(|places| most.max((places * PARTS).ceil() as i64))
            })
        })
        .collect();
    let transport = Transport { arcs: &arcs, supply: &supply, capacity: &capacity };
    let kept = transport.solve().kept;
    let units = units.iter().zip(kept);
    units.filter(|&(_, kept)| kept > 0).map(|(&unit, kept)| (unit, kept as f64 / PARTS)).collect()
}
