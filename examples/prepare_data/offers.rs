//! Places that the plan does not name, offered so that everyone can be reached and the model can choose.

use crate::Result;
use crate::facts::Facts;
use crate::geometry::{Km, distance, near};
use crate::site::{Money, Site, Work};
use crate::towns::Towns;
use crate::units::Unit;

/// Makes the offers: rooms in every unit that has nothing, estates and shop fronts between two such units, and a second
/// station in large communities.
pub fn make(facts: &Facts, towns: &Towns, units: &[Unit], sites: &[Site]) -> Result<Vec<Site>> {
    let candidates = &facts.candidates;
    let empty: Vec<usize> = (0..units.len())
        .filter(|&unit| !sites.iter().any(|site| site.standing && site.unit == Some(unit)))
        .collect();
    let mut offers = Vec::new();
    for &index in &empty {
        let unit = &units[index];
        let polygon = &towns.list[unit.town].polygon;
        let (tier, name, kind, most) = match unit.urban {
            true => ("station", "社区用房", "community-rooms", 0.15),
            false => ("point", "村级用房", "village-rooms", 0.2),
        };
        // 凤家社区社区用房 would be one 社区 too many.
        let place = match unit.urban {
            true => unit.name.strip_suffix("社区").unwrap_or(&unit.name),
            false => &unit.name,
        };
        let id = format!("{}-rooms", unit.code);
        offers.push(Site {
            at: near(unit.at, &id, 0.05, most, polygon),
            unit: Some(index),
            ..offer(id, format!("{place}{name}"), kind, unit.town, tier)
        });
    }
    for (index, unit) in units.iter().enumerate() {
        if unit.urban && unit.people.persons >= candidates.large_community {
            let id = format!("{}-estate", unit.code);
            offers.push(Site {
                at: near(unit.at, &id, 0.35, 0.6, &towns.list[unit.town].polygon),
                unit: Some(index),
                ..offer(
                    id,
                    format!("{}小区养老服务点", unit.name),
                    "housing-estate",
                    unit.town,
                    "estate",
                )
            });
        }
    }
    let communities: Vec<usize> = empty.iter().copied().filter(|&unit| units[unit].urban).collect();
    for (first, second) in pairs(units, &communities, candidates.estate_within_km) {
        let cost = Money::from_wan(candidates.estate_cost_wan);
        offers.push(between(towns, units, first, second, "estate", cost));
    }
    let villages: Vec<usize> = empty.iter().copied().filter(|&unit| !units[unit].urban).collect();
    for (first, second) in pairs(units, &villages, candidates.shop_within_km) {
        let cost = Money::from_wan(candidates.shop_cost_wan);
        offers.push(between(towns, units, first, second, "point", cost));
    }
    Ok(offers)
}

/// Pairs of units at most `within` kilometres apart, nearest first, no unit in more than two.
fn pairs(units: &[Unit], among: &[usize], within: f64) -> Vec<(usize, usize)> {
    let mut all: Vec<(f64, usize, usize)> = Vec::new();
    for (place, &first) in among.iter().enumerate() {
        for &second in &among[place + 1..] {
            let apart = distance(units[first].at, units[second].at);
            if apart <= within {
                all.push((apart, first, second));
            }
        }
    }
    all.sort_by(|a, b| a.0.total_cmp(&b.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut times = vec![0; units.len()];
    all.retain(|&(_, first, second)| {
        let free = times[first] < 2 && times[second] < 2;
        if free {
            times[first] += 1;
            times[second] += 1;
        }
        free
    });
    all.into_iter().map(|(_, first, second)| (first, second)).collect()
}

/// A place halfway between two units, in the town whose seat is nearest (towns are the cells of their seats).
fn between(
    towns: &Towns,
    units: &[Unit],
    first: usize,
    second: usize,
    tier: &str,
    cost: Money,
) -> Site {
    let (a, b) = (&units[first], &units[second]);
    let at: Km = (a.at + b.at) / 2.0;
    let town = (0..towns.len())
        .min_by(|&x, &y| {
            distance(towns.list[x].seat, at).total_cmp(&distance(towns.list[y].seat, at))
        })
        .unwrap_or(a.town);
    let (kind, word) = match tier {
        "estate" => ("housing-estate", "小区养老服务点"),
        _ => ("shop-front", "店铺"),
    };
    let id = format!("{}-{}-{kind}", a.code, b.code);
    Site {
        at,
        works: vec![Work {
            id: "build".into(),
            kind: "build".into(),
            name: "新建".into(),
            into: None,
            into_work: None,
            tier: Some(tier.into()),
            size: Some("standard".into()),
            beds: None,
            floor_m2: 0,
            operator: None,
            cost: Some(cost),
            cost_origin: Some("modelled".into()),
            funding: Vec::new(),
            published: false,
        }],
        method: "a place offered by us, halfway between two units that have nothing".into(),
        ..offer(id, format!("{}—{}{word}", a.name, b.name), kind, town, tier)
    }
}

/// A place that does not stand and may serve `tier`.
fn offer(id: String, name: String, kind: &str, town: usize, tier: &str) -> Site {
    Site {
        id,
        name,
        kind: kind.into(),
        town,
        unit: None,
        at: Km::default(),
        standing: false,
        tier: None,
        size: None,
        tiers: vec![tier.into()],
        beds: 0,
        nursing_beds: 0,
        guarantee_beds: 0,
        residents: 0,
        operator: None,
        works: Vec::new(),
        serves: Vec::new(),
        origin: "modelled",
        position_origin: "modelled",
        method: "a place offered by us, near the unit's point".into(),
        source: "the plan's kinds of place: idle public rooms, village rooms, shop fronts, estates"
            .into(),
    }
}
