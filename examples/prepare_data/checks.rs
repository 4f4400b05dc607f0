//! What must hold of the layers, whatever the model.

use crate::Result;
use crate::facts::{Facts, Published};
use crate::geometry::{area, inside};
use crate::raw::Tables;
use crate::site::{Money, Site};
use crate::towns::Towns;
use crate::units::Unit;
use std::collections::{BTreeMap, BTreeSet};

/// Errors at the first thing that does not hold.
pub fn run(
    tables: &Tables,
    facts: &Facts,
    towns: &Towns,
    units: &[Unit],
    sites: &[Site],
) -> Result<()> {
    totals(tables, units)?;
    beds(facts, sites)?;
    if let Some(published) = &facts.money {
        money(published, sites)?;
    }
    for town in &towns.list {
        if area(&town.polygon) <= 0.0 || !inside(&town.polygon, town.seat) {
            return Err(format!("{}: its cell does not hold its seat", town.name).into());
        }
    }
    for unit in units {
        let people = unit.people;
        let nested = people.persons >= people.aged_60
            && people.aged_60 >= people.aged_65
            && people.aged_65 >= people.aged_80;
        if !nested {
            return Err(format!("{}: more old people than people", unit.name).into());
        }
        if !inside(&towns.list[unit.town].polygon, unit.at) {
            return Err(format!("{}: outside its town", unit.name).into());
        }
    }
    let ids: BTreeSet<&str> = sites.iter().map(|site| site.id.as_str()).collect();
    if ids.len() != sites.len() {
        return Err("two sites have one id".into());
    }
    for site in sites {
        if !inside(&towns.list[site.town].polygon, site.at) {
            return Err(format!("{}: outside its town", site.name).into());
        }
        if site.unit.is_some_and(|unit| units[unit].town != site.town) {
            return Err(format!("{}: its unit lies in another town", site.name).into());
        }
        works(site, &ids)?;
    }
    Ok(())
}

/// The units add up to the census.
fn totals(tables: &Tables, units: &[Unit]) -> Result<()> {
    let census = &tables.census;
    let urban = units.iter().filter(|unit| unit.urban);
    let sums = [
        ("urban residents", urban.map(|unit| unit.people.persons).sum(), census.urban),
        (
            "residents",
            units.iter().map(|unit| unit.people.persons).sum(),
            census.urban + census.rural,
        ),
        ("aged 60+", units.iter().map(|unit| unit.people.aged_60).sum(), census.aged_60),
        ("aged 65+", units.iter().map(|unit| unit.people.aged_65).sum(), census.aged_65),
        ("aged 80+", units.iter().map(|unit| unit.people.aged_80).sum(), census.aged_80),
    ];
    for (what, sum, wanted) in sums {
        let sum: u64 = sum;
        if sum != wanted {
            return Err(format!("{what}: units add up to {sum}, the census says {wanted}").into());
        }
    }
    Ok(())
}

/// Beds add up to the plan's.
fn beds(facts: &Facts, sites: &[Site]) -> Result<()> {
    let wanted = facts
        .bed_groups
        .iter()
        .fold((0, 0), |(beds, nursing), group| (beds + group.beds, nursing + group.nursing_beds));
    let sum = sites
        .iter()
        .fold((0, 0), |(beds, nursing), site| (beds + site.beds, nursing + site.nursing_beds));
    if sum != wanted {
        return Err(
            format!("beds and nursing beds add up to {sum:?}, the plan says {wanted:?}").into()
        );
    }
    Ok(())
}

/// What must be done and what is committed add up to the published amount of each source.
fn money(published: &Published, sites: &[Site]) -> Result<()> {
    let mut sums: BTreeMap<&str, u64> = BTreeMap::new();
    for (source, &wan) in &published.committed_wan {
        *sums.entry(source).or_default() += Money::from_wan(wan).yuan();
    }
    for site in sites {
        let published = site.works.iter().find(|work| work.published);
        for (source, money) in published.iter().flat_map(|work| &work.funding) {
            *sums.entry(source).or_default() += money.yuan();
        }
    }
    let wanted: BTreeMap<&str, u64> = published
        .total_wan
        .iter()
        .map(|(source, &wan)| (source.as_str(), Money::from_wan(wan).yuan()))
        .collect();
    if sums != wanted {
        return Err(format!("works and commitments cost {sums:?}, the plan says {wanted:?}").into());
    }
    Ok(())
}

/// A site's works: beds, funding that adds up, and a site that takes over.
fn works(site: &Site, ids: &BTreeSet<&str>) -> Result<()> {
    let own: BTreeSet<&str> = site.works.iter().map(|work| work.id.as_str()).collect();
    if own.len() != site.works.len() {
        return Err(format!("{}: two works have one id", site.name).into());
    }
    for work in &site.works {
        if work.into.as_ref().is_some_and(|into| !ids.contains(into.as_str())) {
            return Err(format!("{}: a merger into nothing", site.name).into());
        }
        if work.beds.is_some_and(|(beds, nursing, guarantee)| nursing.max(guarantee) > beds) {
            return Err(format!("{}: more nursing beds than beds", site.name).into());
        }
        let funding: u64 = work.funding.iter().map(|(_, money)| money.yuan()).sum();
        if !work.funding.is_empty() && work.cost.is_none_or(|cost| cost.yuan() != funding) {
            return Err(format!("{}: the funding does not add up to the cost", site.name).into());
        }
    }
    if site.nursing_beds > site.beds {
        return Err(format!("{}: more nursing beds than beds", site.name).into());
    }
    Ok(())
}
