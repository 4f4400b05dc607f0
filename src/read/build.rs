//! The plan's files, read in their order, held against each other and put together.

use super::PlanFiles;
use super::catalogue::Code;
use super::collection::read_layer;
use super::demand::read_units;
use super::geometry::Shape;
use super::issue::Place;
use super::money::{read_commitments, read_sources};
use super::objective::read_objective;
use super::places::{read_medical, read_towns};
use super::plan_file::{open_plan, read_data, read_groups, read_heading, read_travel};
use super::register::Register;
use super::rules::{
    Ground, Placed, PositionCodes, check_p2007_overlap, check_p2008_population, check_p2009_ageing,
    check_p2010_nobody, check_p3006_places, check_p3011_merges, check_p4016_words,
    check_p4017_limited_places, check_positions,
};
use super::sink::Sink;
use super::sites::{self, read_sites};
use super::source::Role;
use super::targets::{self, read_targets};
use super::tiers::read_tiers;
use crate::domain::{DemandUnit, Medical, Problem, ProblemParts, Site, Town};
use std::path::Path;

/// What the layers hold; what has problems leaves its place empty.
struct Read {
    towns: Vec<Option<Town>>,
    units: Vec<Option<DemandUnit>>,
    sites: Vec<Option<Site>>,
    medical: Vec<Option<Medical>>,
}

/// Reads everything; none as soon as nothing more can be found out.
pub(super) fn read(sink: &Sink, path: &Path) -> Option<PlanFiles> {
    let (root, plan_record) = open_plan(sink, path)?;
    let data = read_data(&root);
    let base = path.parent().unwrap_or(Path::new(""));
    let layer = |name: &Option<String>, role, shape| {
        let name = name.as_ref()?;
        read_layer(sink, &base.join(name), name, role, shape)
    };
    let towns = layer(&data.towns, Role::Towns, Shape::Polygons);
    let units = layer(&data.demand, Role::Demand, Shape::PointsOrPolygons);
    let sites = layer(&data.sites, Role::Sites, Shape::Points);
    let medical = layer(&data.medical, Role::Medical, Shape::Points);

    let town_ids = Register::of_layer("town", Code::UNKNOWN_TOWN, towns.as_ref());
    let unit_ids = Register::of_layer("village or community", Code::UNKNOWN_UNIT, units.as_ref());
    let site_ids = Register::of_layer("site", Code::UNKNOWN_SITE, sites.as_ref());
    let layers = [&towns, &units, &sites, &medical];
    let files = layers.map(|layer| {
        layer
            .as_ref()
            .map(|layer| layer.file.clone())
            .unwrap_or_default()
    });
    let records = layers.map(|layer| layer.as_ref().map(|layer| layer.record.clone()));
    let complete = [&towns, &units, &sites].iter().all(|layer| layer.is_some());

    let heading = read_heading(&root);
    let groups = read_groups(&root);
    let travel = read_travel(&root);
    let tiers = read_tiers(&root, &groups);
    let sources = read_sources(&root, &tiers.register);
    let towns = towns
        .map(|layer| read_towns(sink, layer))
        .unwrap_or_default();
    let units = units
        .map(|layer| read_units(sink, layer, &groups, &town_ids))
        .unwrap_or_default();
    let around = sites::Around {
        towns: &towns,
        town_ids: &town_ids,
        units: &units,
        unit_ids: &unit_ids,
        tiers: &tiers,
        sources: &sources.register,
        site_ids: &site_ids,
    };
    let sites = sites
        .map(|layer| read_sites(sink, layer, around))
        .unwrap_or_default();
    let medical = medical
        .map(|layer| read_medical(sink, layer, &town_ids))
        .unwrap_or_default();
    let around = targets::Around {
        groups: &groups,
        tiers: &tiers,
        towns: &town_ids,
        no_medical: data.no_medical,
    };
    let targets = read_targets(&root, around);
    let commitments = read_commitments(&root, &sources);
    let objective = read_objective(&root, &groups.register, &tiers);

    let read = Read {
        towns,
        units,
        sites,
        medical,
    };
    check_layers(sink, &files, &read);
    let all_units: Option<Vec<&DemandUnit>> = read.units.iter().map(Option::as_ref).collect();
    if let Some(units) = all_units.filter(|units| !units.is_empty()) {
        check_p2008_population(sink, &files[0], &read.towns, &units);
        check_p2009_ageing(sink, &files[0], &read.towns, &units, &groups.list);
        let tiers: Vec<_> = tiers.list.iter().flatten().collect();
        check_p2010_nobody(sink, &files[1], &units, &groups.list, &tiers);
    }
    let all_sites: Option<Vec<&Site>> = read.sites.iter().map(Option::as_ref).collect();
    if let (Some(sites), true) = (all_sites, complete) {
        let sound: Vec<_> = tiers.list.iter().flatten().collect();
        let named = sources.list.iter().zip(&sources.tables);
        let named: Vec<_> = named
            .filter_map(|(source, table)| Some((source.as_ref()?, table)))
            .collect();
        check_p4016_words(&sites, &sound, &named, &targets);
        if let Some(objective) = objective
            .as_ref()
            .filter(|_| sound.len() == tiers.list.len())
        {
            check_p4017_limited_places(&objective.table, &objective.value, &sound, &sites);
        }
    }
    if !complete {
        return None;
    }
    let (name, period) = heading?;
    let parts = ProblemParts {
        name,
        period,
        groups: groups.list,
        served: groups.served?,
        towns: read.towns.into_iter().collect::<Option<Vec<_>>>()?.into(),
        units: read.units.into_iter().collect::<Option<Vec<_>>>()?.into(),
        sites: read.sites.into_iter().collect::<Option<Vec<_>>>()?.into(),
        medical: read.medical.into_iter().collect::<Option<Vec<_>>>()?,
        tiers: tiers.list.into_iter().collect::<Option<Vec<_>>>()?.into(),
        funding: sources.list.into_iter().collect::<Option<Vec<_>>>()?.into(),
        commitments,
        targets: targets
            .into_iter()
            .map(|read| read.target)
            .collect::<Option<Vec<_>>>()?,
        objective: objective?.value,
        travel: travel?,
    };
    if sink.has_errors() {
        return None;
    }
    let problem = prove(sink, path, parts)?;
    let inputs = std::iter::once(plan_record)
        .chain(records.into_iter().flatten())
        .collect();
    Some(PlanFiles {
        problem,
        warnings: Vec::new(),
        inputs,
    })
}

/// The rules about where things are, and about sites among themselves.
fn check_layers(sink: &Sink, files: &[String; 4], read: &Read) {
    let [towns_file, units_file, sites_file, medical_file] = files;
    check_p3006_places(sink, sites_file, &read.sites);
    check_p3011_merges(sink, sites_file, &read.sites);
    let Some(ground) = Ground::new(&read.towns) else {
        return;
    };
    check_p2007_overlap(sink, towns_file, &ground, &read.towns);
    let units = numbered(&read.units).map(|(number, unit)| Placed {
        number,
        id: &unit.id,
        at: unit.at,
        town: Some(unit.town),
    });
    let sites = numbered(&read.sites).map(|(number, site)| Placed {
        number,
        id: &site.id,
        at: site.at,
        town: Some(site.town),
    });
    let medical = numbered(&read.medical).map(|(number, medical)| Placed {
        number,
        id: &medical.id,
        at: medical.at,
        town: None,
    });
    let of_units = PositionCodes {
        beside: Code::UNIT_OUTSIDE_TOWN,
        outside: Code::UNIT_OUTSIDE_TOWNS,
    };
    let of_sites = PositionCodes {
        beside: Code::SITE_OUTSIDE_TOWN,
        outside: Code::SITE_OUTSIDE_TOWNS,
    };
    let check = |file: &str, points: Vec<Placed<'_>>, codes| {
        check_positions(sink, file, &points, &ground, &read.towns, codes);
    };
    check(units_file, units.collect(), Some(of_units));
    check(sites_file, sites.collect(), Some(of_sites));
    check(medical_file, medical.collect(), None);
}

/// The good ones with their feature numbers.
fn numbered<T>(list: &[Option<T>]) -> impl Iterator<Item = (usize, &T)> {
    list.iter()
        .enumerate()
        .filter_map(|(position, item)| Some((position + 1, item.as_ref()?)))
}

/// The domain's own checks have the last word (P1032).
fn prove(sink: &Sink, path: &Path, parts: ProblemParts) -> Option<Problem> {
    Problem::new(parts)
        .map_err(|error| {
            let place = Place::file(&path.display().to_string());
            sink.push(
                Code::CONTRADICTION,
                place,
                error.to_string(),
                "change what is named here",
            );
        })
        .ok()
}
