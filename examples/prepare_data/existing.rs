//! Standing facilities of the three tiers, and those that serve no tier.

use crate::Result;
use crate::chance;
use crate::facts::Facts;
use crate::geometry::{distance, near};
use crate::share::split;
use crate::site::{Money, Site, Work};
use crate::towns::Towns;
use crate::units::Unit;
use std::collections::BTreeSet;

/// Makes the standing centres, stations, points, happiness homes and others.
pub fn make(facts: &Facts, towns: &Towns, units: &[Unit]) -> Result<Vec<Site>> {
    let mut sites = centres(facts, towns)?;
    sites.extend(stations(facts, towns, units)?);
    sites.extend(points(facts, towns, units));
    sites.extend(others(facts, towns)?);
    Ok(sites)
}

/// A standing site that serves `tier`, or may after a work.
fn standing(
    id: String,
    name: String,
    kind: &str,
    town: usize,
    at: geo::Coord<f64>,
    source: &str,
) -> Site {
    Site {
        id,
        name,
        kind: kind.into(),
        town,
        unit: None,
        at,
        standing: true,
        tier: None,
        size: None,
        tiers: Vec::new(),
        beds: 0,
        nursing_beds: 0,
        guarantee_beds: 0,
        residents: 0,
        operator: None,
        works: Vec::new(),
        serves: Vec::new(),
        origin: "modelled",
        position_origin: "modelled",
        method: String::new(),
        source: source.into(),
    }
}

/// One centre in every town that the facts do not call missing.
fn centres(facts: &Facts, towns: &Towns) -> Result<Vec<Site>> {
    for name in facts.centres.missing.iter().chain(&facts.centres.operator_run) {
        towns.named(name)?;
    }
    let mut sites = Vec::new();
    for (index, town) in towns.list.iter().enumerate() {
        if facts.centres.missing.contains(&town.name) {
            continue;
        }
        let by_operator = facts.centres.operator_run.contains(&town.name);
        let id = format!("{}-centre", town.code);
        let at = near(town.seat, &id, 0.1, 0.3, &town.polygon);
        let name = format!("{}养老服务中心", town.name);
        let handover = facts.centres.handover_cost_wan.filter(|_| !by_operator).map(|wan| Work {
            id: "handover".into(),
            kind: "upgrade".into(),
            name: "移交社会化运营".into(),
            into: None,
            into_work: None,
            tier: None,
            size: None,
            beds: None,
            floor_m2: 0,
            operator: Some("operator".into()),
            cost: Some(Money::from_wan(wan)),
            cost_origin: Some("modelled".into()),
            funding: Vec::new(),
            published: false,
        });
        sites.push(Site {
            tier: Some("centre".into()),
            size: Some("standard".into()),
            tiers: vec!["centre".into()],
            operator: Some(if by_operator { "operator" } else { "public" }.into()),
            works: handover.into_iter().collect(),
            method: "the plan gives the number; which towns have one is inferred; position: near the town's seat".into(),
            ..standing(id, name, "service-centre", index, at, &facts.centres.source)
        });
    }
    Ok(sites)
}

/// One station in every community but those farthest from the seat of towns that lack some; two in the largest.
fn stations(facts: &Facts, towns: &Towns, units: &[Unit]) -> Result<Vec<Site>> {
    let mut lacking = BTreeSet::new();
    for (name, &number) in &facts.stations.without {
        let town = towns.named(name)?;
        let seat = towns.list[town].seat;
        let mut own: Vec<usize> =
            communities(units).filter(|&unit| units[unit].town == town).collect();
        own.sort_by(|&a, &b| distance(units[b].at, seat).total_cmp(&distance(units[a].at, seat)));
        lacking.extend(own.into_iter().take(number));
    }
    let mut largest: Vec<usize> = communities(units).collect();
    largest.sort_by_key(|&unit| std::cmp::Reverse(units[unit].people.persons));
    largest.truncate(facts.stations.second);

    let mut sites = Vec::new();
    for unit in communities(units).filter(|unit| !lacking.contains(unit)) {
        sites.push(station(facts, towns, units, unit, 1));
        if largest.contains(&unit) {
            sites.push(station(facts, towns, units, unit, 2));
        }
    }
    Ok(sites)
}

/// The positions of the communities.
fn communities(units: &[Unit]) -> impl Iterator<Item = usize> {
    (0..units.len()).filter(|&unit| units[unit].urban)
}

/// The `number`-th station of a community.
fn station(facts: &Facts, towns: &Towns, units: &[Unit], index: usize, number: u32) -> Site {
    let unit = &units[index];
    let (id, name) = match number {
        1 => (format!("{}-station", unit.code), format!("{}养老服务站", unit.name)),
        _ => (
            format!("{}-station-{number}", unit.code),
            format!("{}第{number}养老服务站", unit.name),
        ),
    };
    let at = near(unit.at, &id, 0.05, 0.15, &towns.list[unit.town].polygon);
    Site {
        unit: Some(index),
        tier: Some("station".into()),
        size: Some("standard".into()),
        tiers: vec!["station".into()],
        operator: Some(facts.stations.operator.clone()),
        method: "the plan gives the number; the community is inferred; position: near the community's point".into(),
        ..standing(id, name, "community-station", unit.town, at, &facts.stations.source)
    }
}

/// Points and happiness homes: towns have them by their number of villages, in villages that stand out by their code.
fn points(facts: &Facts, towns: &Towns, units: &[Unit]) -> Vec<Site> {
    let villages: Vec<Vec<usize>> = (0..towns.len())
        .map(|town| {
            let mut own: Vec<usize> = (0..units.len())
                .filter(|&unit| units[unit].town == town && !units[unit].urban)
                .collect();
            own.sort_by(|&a, &b| {
                chance::unit(&units[a].code, "points")
                    .total_cmp(&chance::unit(&units[b].code, "points"))
            });
            own
        })
        .collect();
    let weights: Vec<f64> = villages.iter().map(|own| own.len() as f64).collect();
    let points = split(facts.points.points, &weights);
    let both = split(facts.points.points + facts.points.happiness_homes, &weights);
    let mut sites = Vec::new();
    for (town, own) in villages.iter().enumerate() {
        let (points, both) = (points[town] as usize, both[town] as usize);
        sites.extend(
            own.iter().take(points).map(|&unit| mutual_aid_point(facts, towns, units, unit)),
        );
        let homes = own.iter().take(both).skip(points);
        sites.extend(homes.map(|&unit| happiness_home(facts, towns, units, unit)));
    }
    sites
}

/// A standing mutual-aid point.
fn mutual_aid_point(facts: &Facts, towns: &Towns, units: &[Unit], index: usize) -> Site {
    let unit = &units[index];
    let id = format!("{}-point", unit.code);
    let at = near(unit.at, &id, 0.05, 0.2, &towns.list[unit.town].polygon);
    Site {
        unit: Some(index),
        tier: Some("point".into()),
        size: Some("standard".into()),
        tiers: vec!["point".into()],
        operator: Some(facts.points.operator.clone()),
        method:
            "the plan gives the number; the village is assumed; position: near the village's point"
                .into(),
        ..standing(
            id,
            format!("{}互助养老点", unit.name),
            "mutual-aid-point",
            unit.town,
            at,
            &facts.points.source,
        )
    }
}

/// A standing happiness home, which may become a mutual-aid point.
fn happiness_home(facts: &Facts, towns: &Towns, units: &[Unit], index: usize) -> Site {
    let unit = &units[index];
    let id = format!("{}-home", unit.code);
    let at = near(unit.at, &id, 0.05, 0.2, &towns.list[unit.town].polygon);
    Site {
        unit: Some(index),
        tiers: vec!["point".into()],
        operator: Some(facts.points.operator.clone()),
        works: vec![Work {
            id: "upgrade".into(),
            kind: "upgrade".into(),
            name: "改造为村级互助养老点".into(),
            into: None,
            into_work: None,
            tier: Some("point".into()),
            size: Some("standard".into()),
            beds: None,
            floor_m2: 0,
            operator: None,
            cost: None,
            cost_origin: None,
            funding: Vec::new(),
            published: false,
        }],
        method:
            "the plan gives the number; the village is assumed; position: near the village's point"
                .into(),
        ..standing(
            id,
            format!("{}幸福院", unit.name),
            "happiness-home",
            unit.town,
            at,
            &facts.points.source,
        )
    }
}

/// Facilities that serve no tier.
fn others(facts: &Facts, towns: &Towns) -> Result<Vec<Site>> {
    facts
        .others
        .iter()
        .map(|other| {
            let index = towns.named(&other.town)?;
            let town = &towns.list[index];
            let id = format!("{}-{}", town.code, other.kind);
            let at = near(town.seat, &id, 0.3, 0.8, &town.polygon);
            Ok(Site {
                operator: Some("public".into()),
                origin: "given",
                method: "the town is assumed; position: near the town's seat".into(),
                ..standing(id, other.name.clone(), &other.kind, index, at, &other.source)
            })
        })
        .collect()
}
