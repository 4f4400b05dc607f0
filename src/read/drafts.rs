//! Reads the plan's files, in order, into parts that may have problems.

use super::areas::{Areas, read_areas};
use super::catalogue::Code;
use super::collection::Layer;
use super::data::{Data, LayerSpec, read_data};
use super::demand::read_units;
use super::fields::Fields;
use super::geometry::Shape;
use super::money::{Sources, read_commitments, read_sources};
use super::objective::{ReadObjective, read_objective};
use super::open::open_layer;
use super::periods::{
    self, People, PeopleByYear, Periods, When, check_p4044_start, check_p4049_shares,
    check_p4061_periods, read_periods, read_scale, read_when,
};
use super::places::{read_medical, read_towns};
use super::plan_file::{DEMAND_KEYS, Groups, open_plan, read_groups, read_heading};
use super::register::{Kind, Register};
use super::requirements::{RuleContext, read_rules};
use super::sink::Sink;
use super::sites::{self, read_sites};
use super::source::{InputFile, Role};
use super::targets::{self, ReadTarget, check_ids, name_targets, read_targets};
use super::tiers::{Tiers, read_tiers};
use super::travel::{change_ways, read_travel};
use crate::domain::{
    Commitment, DemandUnit, Medical, Name, ProblemParts, Site, Town, TravelMethod, UnitIdx,
    UnitPeople, text,
};
use std::path::Path;
use typed_index_collections::TiVec;

/// All parts of a plan that could be read. A part or item with problems is none, and its issues are in the sink.
#[derive(Debug)]
pub(super) struct Drafts<'s> {
    /// Whether all required layers are there.
    pub(super) complete: bool,
    /// The layers' files, as the plan names them.
    pub(super) files: Files,
    pub(super) records: Vec<InputFile>,
    pub(super) heading: Option<(Name, Option<i32>)>,
    /// The periods, where the plan has several.
    pub(super) periods: Option<(Periods, When)>,
    pub(super) groups: Groups,
    /// The people of the plan's year, or of the one asked for, where they are not those of the layer.
    pub(super) scale: Option<People>,
    pub(super) travel: Option<TravelMethod>,
    pub(super) tiers: Tiers,
    pub(super) sources: Sources<'s>,
    pub(super) commitments: Vec<Commitment>,
    pub(super) targets: Vec<ReadTarget<'s>>,
    pub(super) objective: Option<ReadObjective<'s>>,
    pub(super) areas: Areas,
    pub(super) towns: Vec<Option<Town>>,
    pub(super) units: Vec<Option<DemandUnit>>,
    pub(super) sites: Vec<Option<Site>>,
    pub(super) medical: Vec<Option<Medical>>,
}

/// The names of the layers' files; empty for a layer that is absent.
#[derive(Debug)]
pub(super) struct Files {
    pub(super) towns: String,
    pub(super) units: String,
    pub(super) sites: String,
    pub(super) medical: String,
}

/// The layers, with unchecked features.
#[derive(Debug, Clone)]
pub(super) struct Layers {
    towns: Option<Layer>,
    units: Option<Layer>,
    sites: Option<Layer>,
    medical: Option<Layer>,
    /// The tables that were joined.
    tables: Vec<InputFile>,
}

impl Layers {
    pub(super) fn open(sink: &Sink, base: &Path, data: &Data, groups: &Groups) -> Self {
        let groups: Vec<String> = groups.fields();
        let mut tables = Vec::new();
        let mut layer = |spec: &Option<LayerSpec>, role, shape| {
            let spec = spec.as_ref()?;
            open_layer(sink, base, spec, (role, shape), &groups, &mut tables)
        };
        Self {
            towns: layer(&data.towns, Role::Towns, Shape::Polygons),
            units: layer(&data.demand, Role::Demand, Shape::PointsOrPolygons),
            sites: layer(&data.sites, Role::Sites, Shape::Points),
            medical: layer(&data.medical, Role::Medical, Shape::Points),
            tables,
        }
    }

    fn is_complete(&self) -> bool {
        self.towns.is_some() && self.units.is_some() && self.sites.is_some()
    }

    fn records(&self) -> impl Iterator<Item = InputFile> {
        let layers = [&self.towns, &self.units, &self.sites, &self.medical];
        layers
            .into_iter()
            .flatten()
            .map(|layer| layer.record.clone())
            .chain(self.tables.iter().cloned())
    }
}

/// Reads everything that can be read; none when the plan file itself cannot be read.
pub(super) fn read_drafts<'s>(sink: &'s Sink, path: &Path) -> Option<Drafts<'s>> {
    let (root, plan) = open_plan(sink, path)?;
    let data = read_data(&root);
    let groups = read_groups(&root);
    let base = path.parent().unwrap_or(Path::new(""));
    let layers = Layers::open(sink, base, &data, &groups);
    Some(read_parts(sink, &root, plan, base, (data, groups, layers), (None, None)))
}

/// Reads the parts of the plan `root` from open layers. Roads that are `known` are not read again. The people are those of the
/// plan's year, or of another that is asked for.
pub(super) fn read_parts<'s>(
    sink: &'s Sink,
    root: &Fields<'s>,
    plan: InputFile,
    base: &Path,
    (data, groups, layers): (Data, Groups, Layers),
    (known, people_of): (Option<&TravelMethod>, Option<i32>),
) -> Drafts<'s> {
    let (complete, mut records): (bool, Vec<InputFile>) =
        (layers.is_complete(), std::iter::once(plan).chain(layers.records()).collect());
    let town_ids = Register::of_layer(Kind::TOWN, layers.towns.as_ref());
    let unit_ids = Register::of_layer(Kind::UNIT, layers.units.as_ref());
    let site_ids = Register::of_layer(Kind::SITE, layers.sites.as_ref());

    let heading = read_heading(root);
    let context =
        periods::PeriodContext { base, groups: &groups, towns: &town_ids, units: &unit_ids };
    let demand = root.table("demand", DEMAND_KEYS);
    let by_year =
        demand.as_ref().map(|demand| PeopleByYear::read(sink, demand, context, &mut records));
    let by_year = by_year.unwrap_or_default();
    let periods = read_periods(sink, root, context, &by_year, &mut records);
    let scale = demand.and_then(|demand| read_year(&demand, &groups, &periods));
    let own = heading.as_ref().and_then(|(_, year)| *year);
    let scale = match people_of {
        None => scale,
        Some(_) if periods.years().are_there() => PeopleByYear::refuse_periods(sink),
        Some(year) => by_year.asked(sink, year, own, scale),
    };
    let (travel, network) = read_travel(root, base, known);
    records.extend(network);
    let tiers = read_tiers(root, &groups, &travel);
    let areas = read_areas(root, &town_ids);
    let sources = read_sources(root, &tiers.register, &town_ids, &areas);
    let towns = layers.towns.map(|layer| read_towns(sink, layer)).unwrap_or_default();
    let units = layers.units.map(|layer| read_units(sink, layer, &groups, &town_ids));
    let mut units = units.unwrap_or_default();
    change_ways(&travel, &unit_ids, &mut units);
    let context = sites::SiteContext {
        towns: &towns,
        town_ids: &town_ids,
        units: &units,
        unit_ids: &unit_ids,
        tiers: &tiers,
        sources: &sources.register,
        site_ids: &site_ids,
    };
    let sites = layers.sites.map(|layer| read_sites(sink, layer, context)).unwrap_or_default();
    let medical = layers.medical.map(|layer| read_medical(sink, layer, &town_ids));
    let context = targets::TargetContext {
        groups: &groups,
        tiers: &tiers,
        towns: &town_ids,
        areas: &areas,
        sources: &sources.register,
        no_medical: data.no_medical,
    };
    let mut targets = read_targets(root, context);
    let context = RuleContext {
        sites: &sites,
        site_ids: &site_ids,
        towns: &town_ids,
        areas: &areas,
        tiers: &tiers.register,
    };
    let rules = read_rules(root, context);
    check_ids(&targets, &rules);
    targets.extend(rules);
    let commitments = read_commitments(root, &sources);
    check_p4049_shares(periods.years(), &targets);
    let when = read_when(root, periods.years(), &targets, &sources, &commitments);
    let works = sites.iter().flatten().flat_map(|site| &site.works);
    check_p4044_start(root, periods.years(), works.map(|work| work.build_time));
    let objective = read_objective(root, &groups.register, &tiers);
    check_p4061_periods(periods.years(), objective.as_ref());
    let name = |spec: &Option<LayerSpec>| spec.as_ref().map(LayerSpec::name).unwrap_or_default();
    Drafts {
        complete,
        files: Files {
            towns: name(&data.towns),
            units: name(&data.demand),
            sites: name(&data.sites),
            medical: name(&data.medical),
        },
        records,
        heading,
        periods: periods.years().are_there().then_some((periods, when)),
        groups,
        scale,
        travel: travel.method,
        tiers,
        sources,
        commitments,
        targets,
        objective,
        areas,
        towns,
        units,
        sites,
        medical: medical.unwrap_or_default(),
    }
}

impl Drafts<'_> {
    /// The parts of the problem; none when one of them has problems.
    pub(super) fn into_parts(self) -> Option<ProblemParts> {
        let (name, period) = self.heading?;
        let targets = self.targets.into_iter().map(|read| read.target);
        let mut targets: Vec<_> = all(targets)?;
        name_targets(&mut targets);
        self.complete.then_some(())?;
        let mut units: TiVec<UnitIdx, DemandUnit> = all(self.units)?.into();
        let scaled = self.scale.as_ref().and_then(|scale| scale.of(&units));
        let people_today = scaled.map(|people| swap_people(&mut units, people));
        Some(ProblemParts {
            name,
            period,
            groups: self.groups.list,
            served: self.groups.served?,
            towns: all(self.towns)?.into(),
            areas: all(self.areas.list)?.into(),
            units,
            people_today,
            sites: all(self.sites)?.into(),
            medical: all(self.medical)?,
            tiers: all(self.tiers.list)?.into(),
            funding: all(self.sources.list)?.into(),
            commitments: self.commitments,
            targets,
            objective: self.objective?.value,
            travel: self.travel?,
        })
    }
}

/// `[demand] scale`: the people of the plan's year. A plan over periods says them by period.
fn read_year(demand: &Fields<'_>, groups: &Groups, periods: &Periods) -> Option<People> {
    if demand.has("scale") && periods.years().are_there() {
        let cause = text!(
            "`scale` states the people of one year, but the plan has periods",
            "`scale` 说明一年的人口，而规划分期"
        );
        let action = text!(
            "write `scale` in the [[period]] that it is for",
            "将 `scale` 写在所属的 `[[period]]` 中"
        );
        return demand.refuse(Code::PERIOD_SAID_TWICE, "scale", cause, action);
    }
    read_scale(demand, groups)
}

/// Gives the units other people; returns those that they had.
fn swap_people(
    units: &mut TiVec<UnitIdx, DemandUnit>,
    people: TiVec<UnitIdx, UnitPeople>,
) -> TiVec<UnitIdx, UnitPeople> {
    let swap = |(unit, own): (&mut DemandUnit, UnitPeople)| {
        let before = UnitPeople {
            residents: unit.residents,
            people: std::mem::replace(&mut unit.people, own.people),
            origin: unit.provenance.figures,
        };
        unit.residents = own.residents;
        unit.provenance.figures = own.origin;
        before
    };
    units.iter_mut().zip(people).map(swap).collect()
}

/// All of `list`, unless one is missing.
fn all<T>(list: impl IntoIterator<Item = Option<T>>) -> Option<Vec<T>> {
    list.into_iter().collect()
}
