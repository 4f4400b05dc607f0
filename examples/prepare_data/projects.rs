//! What the plan builds, and the places that it offers for it.

use crate::Result;
use crate::facts::{Facts, Project};
use crate::geometry::{Km, near};
use crate::medical::Medical;
use crate::site::{Money, Site, Work};
use crate::towns::Towns;
use crate::units::Unit;

/// Makes a site for every project in every one of its towns.
pub fn make(
    facts: &Facts,
    towns: &Towns,
    units: &[Unit],
    medical: &[Medical],
    standing: &[Site],
) -> Result<Vec<Site>> {
    let mut sites: Vec<Site> = Vec::new();
    for project in &facts.projects {
        for town_name in &project.towns {
            let town = towns.named(town_name)?;
            let number = 1 + sites.iter().filter(|site| site.town == town).count();
            let id = format!("{}-new-{}-{number}", towns.list[town].code, project.tier);
            let (at, unit, place) = place(project, &id, town, towns, units, medical, standing)?;
            let existence = match project.named {
                true => "the plan names it",
                false => "a place offered by us",
            };
            sites.push(Site {
                name: project.name.replace("{town}", town_name),
                kind: project.kind.clone(),
                town,
                unit,
                at,
                standing: false,
                tier: None,
                size: None,
                tiers: vec![project.tier.clone()],
                beds: 0,
                nursing_beds: 0,
                guarantee_beds: 0,
                residents: 0,
                operator: None,
                works: works(project),
                serves: served(project, towns)?,
                origin: if project.named { "given" } else { "modelled" },
                position_origin: "modelled",
                method: format!("{existence}; position: {place}"),
                source: project.source.clone(),
                id,
            });
        }
    }
    Ok(sites)
}

/// Where a project stands, the unit that it stands in, and how that was decided.
fn place(
    project: &Project,
    id: &str,
    town: usize,
    towns: &Towns,
    units: &[Unit],
    medical: &[Medical],
    standing: &[Site],
) -> Result<(Km, Option<usize>, String)> {
    let own = &towns.list[town];
    if let Some(village) = &project.village {
        let unit = units
            .iter()
            .position(|unit| unit.town == town && unit.name == *village)
            .ok_or_else(|| format!("{}: no village {village} in {}", project.name, own.name))?;
        let at = near(units[unit].at, id, 0.2, 0.5, &own.polygon);
        return Ok((at, Some(unit), format!("in {village}, after which it is named")));
    }
    if let Some(beside) = &project.beside {
        let beside = beside.replace("{town}", &own.name);
        let of_medical = medical.iter().map(|place| (&place.name, place.at));
        let of_standing = standing.iter().map(|place| (&place.name, place.at));
        let neighbour = of_medical
            .chain(of_standing)
            .find(|(name, _)| **name == beside)
            .ok_or_else(|| format!("{}: nothing is called {beside}", project.name))?;
        let at = near(neighbour.1, id, 0.03, 0.08, &own.polygon);
        return Ok((at, None, format!("beside {beside}")));
    }
    let at = near(own.seat, id, 0.2, 0.9, &own.polygon);
    Ok((at, None, "near the town's seat".into()))
}

/// The codes of the towns that a project serves.
fn served(project: &Project, towns: &Towns) -> Result<Vec<String>> {
    if project.serves == ["全区"] {
        return Ok(towns.list.iter().map(|town| town.code.clone()).collect());
    }
    let named = project.serves.iter();
    named.map(|name| Ok(towns.list[towns.named(name)?].code.clone())).collect()
}

/// A build for each operator that the facts allow.
fn works(project: &Project) -> Vec<Work> {
    let has_size = project.tier == "centre";
    project
        .operators
        .iter()
        .map(|operator| Work {
            id: match project.operators.len() {
                1 => "build".into(),
                _ => format!("build-{operator}"),
            },
            kind: "build".into(),
            name: match operator.as_str() {
                "private" if project.operators.len() > 1 => "新建（公建民营）".into(),
                _ => "新建".into(),
            },
            into: None,
            into_work: None,
            tier: Some(project.tier.clone()),
            size: has_size.then(|| "standard".into()),
            beds: (project.beds > 0).then_some((
                project.beds,
                project.nursing_beds,
                project.guarantee_beds,
            )),
            floor_m2: project.floor_m2,
            operator: Some(operator.clone()),
            cost: Some(Money::from_wan(project.cost_wan)),
            cost_origin: Some(project.cost_origin.clone()),
            funding: project
                .funding_wan
                .iter()
                .map(|(source, &wan)| (source.clone(), Money::from_wan(wan)))
                .collect(),
            published: project.published
                && project.published_operator.as_ref().is_none_or(|own| own == operator),
        })
        .collect()
}
