//! Standing institutions with their beds, and the plan's works on them.

use crate::Result;
use crate::chance::vary;
use crate::facts::{Facts, Programme};
use crate::geometry::near;
use crate::share::split;
use crate::site::{Money, Site, Work};
use crate::towns::Towns;

/// Makes the standing institutions.
pub fn make(facts: &Facts, towns: &Towns) -> Result<Vec<Site>> {
    let mut sites: Vec<Site> = Vec::new();
    let mut groups: Vec<(&str, f64)> = Vec::new();
    for institution in &facts.institutions {
        for (place, name) in institution.towns.iter().enumerate() {
            let index = towns.named(name)?;
            let town = &towns.list[index];
            let number = 1 + sites.iter().filter(|site| site.town == index).count();
            let same_name =
                1 + institution.towns[..place].iter().filter(|other| *other == name).count();
            let id = format!("{}-institution-{number}", town.code);
            let name =
                institution.name.replace("{town}", name).replace("{n}", &same_name.to_string());
            groups.push((&institution.beds_from, institution.weight * vary(&id, "beds", 0.25)));
            sites.push(Site {
                at: near(town.seat, &id, 0.4, 1.1, &town.polygon),
                name,
                kind: institution.kind.clone(),
                town: index,
                unit: None,
                standing: true,
                tier: Some("institution".into()),
                size: None,
                tiers: vec!["institution".into()],
                beds: 0,
                nursing_beds: 0,
                guarantee_beds: 0,
                residents: 0,
                operator: Some(institution.operator.clone()),
                works: Vec::new(),
                serves: Vec::new(),
                origin: "modelled",
                position_origin: "modelled",
                method: String::new(),
                source: institution.source.clone(),
                id,
            });
            let existence = match institution.named {
                true => "the plan names it",
                false => "inferred from the plan's number of institutions",
            };
            let group = facts
                .bed_groups
                .iter()
                .find(|group| group.id == institution.beds_from)
                .ok_or_else(|| format!("no bed group {}", institution.beds_from))?;
            if let Some(site) = sites.last_mut() {
                site.method = format!(
                    "{existence}; beds: its part of {} beds, {} of them nursing beds ({}){}; position: near the town's seat",
                    group.beds,
                    group.nursing_beds,
                    group.source,
                    match group.occupancy {
                        Some(_) => "; residents: an assumed share of the beds",
                        None => "",
                    }
                );
            }
        }
    }
    for group in &facts.bed_groups {
        let own: Vec<usize> = (0..sites.len()).filter(|&site| groups[site].0 == group.id).collect();
        let weights: Vec<f64> = own.iter().map(|&site| groups[site].1).collect();
        let beds = split(group.beds, &weights);
        let weights: Vec<f64> = beds.iter().map(|&beds| beds as f64).collect();
        let nursing = split(group.nursing_beds, &weights);
        for (place, &site) in own.iter().enumerate() {
            sites[site].beds = beds[place];
            sites[site].nursing_beds = nursing[place];
            if group.guarantee {
                sites[site].guarantee_beds = beds[place];
            }
            if let Some(occupancy) = group.occupancy {
                sites[site].residents = (beds[place] as f64 * occupancy).floor() as u64;
            }
        }
    }
    for programme in &facts.programmes {
        add_works(programme, &mut sites)?;
    }
    Ok(sites)
}

/// Adds a programme's works to the institutions that it names.
fn add_works(programme: &Programme, sites: &mut [Site]) -> Result<()> {
    let find = |sites: &[Site], name: &str| -> Result<usize> {
        sites
            .iter()
            .position(|site| site.name == name)
            .ok_or_else(|| format!("{}: no institution is called {name}", programme.name).into())
    };
    for name in
        programme.homes.iter().chain(programme.into.keys()).chain(programme.add_beds_of.keys())
    {
        let position = find(sites, name)?;
        let into = match programme.into.get(name) {
            Some(other) => Some(sites[find(sites, other)?].id.clone()),
            None => None,
        };
        let more = match programme.add_beds_of.get(name) {
            Some(other) => sites[find(sites, other)?].beds,
            None => 0,
        };
        let site = &mut sites[position];
        if !site.source.contains(&programme.source) {
            site.source = format!("{}; {}", site.source, programme.source);
        }
        let stands = programme.work == "upgrade";
        let beds = site.beds + programme.add_beds + more;
        let guarantee = if site.guarantee_beds > 0 { beds } else { 0 };
        let cost_wan = programme.cost_wan + programme.cost_wan_a_bed * more as f64;
        let least = programme.nursing_share.map_or(0, |share| (beds as f64 * share).ceil() as u64);
        let operators: Vec<Option<String>> = match programme.operators.is_empty() {
            true => vec![site.operator.clone().filter(|_| stands)],
            false => programme.operators.iter().cloned().map(Some).collect(),
        };
        for operator in operators {
            site.works.push(Work {
                id: match &operator {
                    _ if programme.id.is_some() => programme.id.clone().unwrap_or_default(),
                    Some(operator) if programme.operators.len() > 1 => {
                        format!("{}-{operator}", programme.work)
                    }
                    _ => programme.work.clone(),
                },
                kind: programme.work.clone(),
                name: programme.name.clone(),
                into: into.clone(),
                into_work: programme.into_work.clone().filter(|_| into.is_some()),
                tier: None,
                size: None,
                beds: stands.then_some((beds, site.nursing_beds.max(least), guarantee)),
                floor_m2: 0,
                operator,
                cost: Some(Money::from_wan(cost_wan)),
                cost_origin: Some(programme.cost_origin.clone()),
                funding: programme
                    .funding_wan
                    .iter()
                    .map(|(source, &wan)| (source.clone(), Money::from_wan(wan)))
                    .collect(),
                published: programme.published,
            });
        }
    }
    Ok(())
}
