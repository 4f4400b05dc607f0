use super::beds::BedClass;
use super::demand::DemandUnit;
use super::error::ProblemError;
use super::ids::{TierIdx, TownIdx, UnitIdx};
use super::measure::Measure;
use super::objective::Stage;
use super::parts::ProblemParts;
use super::place::Setting;
use super::position::LonLat;
use super::site::{Choice, Site, State, WorkKind};
use super::target::{Aim, Scope};
use super::travel::{StraightWay, TravelMethod};
use crate::units::{SquareMetres, Yuan};
use std::collections::HashSet;
use typed_index_collections::TiVec;

/// A planning problem whose invariants hold: ids are unique, references exist, states and works fit.
#[derive(Debug, Clone)]
pub struct Problem {
    parts: ProblemParts,
    limited: TiVec<TierIdx, bool>,
}

impl std::ops::Deref for Problem {
    type Target = ProblemParts;
    fn deref(&self) -> &ProblemParts {
        &self.parts
    }
}

impl Problem {
    /// Proves the invariants. Errors at the first one that fails.
    pub fn new(parts: ProblemParts) -> Result<Self, ProblemError> {
        unique("group", parts.groups.iter().map(|group| &group.id))?;
        unique("town", parts.towns.iter().map(|town| &town.id))?;
        unique("area", parts.areas.iter().map(|area| &area.id))?;
        unique("demand unit", parts.units.iter().map(|unit| &unit.id))?;
        unique("site", parts.sites.iter().map(|site| &site.id))?;
        unique("tier", parts.tiers.iter().map(|tier| &tier.id))?;
        unique("funding", parts.funding.iter().map(|funding| &funding.id))?;
        for area in &parts.areas {
            for &town in &area.towns {
                exists(&area.id, "town", town, parts.towns.len())?;
            }
        }
        for unit in &parts.units {
            exists(&unit.id, "town", unit.town, parts.towns.len())?;
            if unit.people.len() != parts.groups.len() {
                return Err(inconsistent(&unit.id, "not one figure for each group"));
            }
            if let Some(why) = unit.travel.fault() {
                return Err(inconsistent(&unit.id, why));
            }
        }
        for (index, tier) in parts.tiers.iter_enumerated() {
            if tier.serves.first() != Some(&index) {
                return Err(inconsistent(&tier.id, "a tier serves itself first"));
            }
            exists(&tier.id, "group", tier.group, parts.groups.len())?;
            if !(tier.weight.is_finite() && tier.weight >= 0.0) {
                return Err(inconsistent(&tier.id, "its weight is below 0"));
            }
            for &served in &tier.serves {
                exists(&tier.id, "tier", served, parts.tiers.len())?;
            }
            let beds = tier.serves.iter().filter_map(|&served| parts.tiers.get(served)?.places);
            let beds: Vec<BedClass> = beds.collect();
            let twice = |(at, class): (usize, &BedClass)| {
                beds[..at].iter().any(|own| own == class || [*own, *class].contains(&BedClass::All))
            };
            if beds.iter().enumerate().any(twice) {
                return Err(inconsistent(
                    &tier.id,
                    "two of the services that it gives have the same beds as places, so that a bed would be given away twice",
                ));
            }
            if let Some(leads) = &tier.leads {
                exists(&tier.id, "tier", leads.tier, parts.tiers.len())?;
            }
            if let Some(why) = tier.travel.as_ref().and_then(|own| own.fault(&parts.travel)) {
                return Err(inconsistent(&tier.id, why));
            }
        }
        for site in &parts.sites {
            check_site(site, &parts)?;
        }
        check_money(&parts)?;
        check_targets(&parts)?;
        check_objective(&parts)?;
        if let Some(why) = parts.travel.fault() {
            return Err(inconsistent("travel", why));
        }
        let limited = parts.tiers.keys().map(|tier| has_limited_places(&parts, tier)).collect();
        let problem = Self { parts, limited };
        problem.check_limited_places()?;
        Ok(problem)
    }

    /// Where places are limited, the solver decides who gets one; unless coverage comes before travel in the objective,
    /// serving nobody would minimise travel.
    fn check_limited_places(&self) -> Result<(), ProblemError> {
        let objective = &self.objective;
        if objective.order.contains(&Stage::WorstDecile) && self.has_limited_ways() {
            return Err(inconsistent(
                "objective",
                "the worst-off tenth cannot be an aim where places are limited; `kolm-pollak` can",
            ));
        }
        let rank = |stage| objective.order.iter().position(|&own| own == stage);
        let in_order = match (rank(Stage::Coverage), rank(Stage::Travel)) {
            (Some(coverage), Some(travel)) => coverage < travel,
            (coverage, _) => coverage.is_some(),
        };
        for (index, tier) in self.tiers.iter_enumerated() {
            let counts = tier.weight > 0.0
                && (objective.weighs_own_group(tier)
                    || objective
                        .group_weights
                        .iter()
                        .any(|&(group, weight)| group == tier.group && weight > 0.0));
            if tier.has_reach() && !(in_order && counts) && self.has_limited_places(index) {
                return Err(inconsistent(
                    &tier.id,
                    "places are limited, so the objective must have coverage, before travel, with a weight \
                     above 0 for this tier and its group",
                ));
            }
        }
        Ok(())
    }

    /// The problem with the people of today, where its own are of another year.
    pub fn as_of_today(&self) -> std::borrow::Cow<'_, Self> {
        let Some(today) = &self.people_today else {
            return std::borrow::Cow::Borrowed(self);
        };
        let mut problem = self.clone();
        for (unit, own) in problem.parts.units.iter_mut().zip(today) {
            unit.residents = own.residents;
            unit.people.clone_from(&own.people);
            unit.provenance.figures = own.origin;
        }
        std::borrow::Cow::Owned(problem)
    }

    /// The parts, to change and prove again.
    pub fn into_parts(self) -> ProblemParts {
        self.parts
    }

    /// Where demand units and sites are.
    pub fn places(&self) -> impl Iterator<Item = LonLat> {
        let units = self.units.iter().map(|unit| unit.at);
        units.chain(self.sites.iter().map(|site| site.at))
    }

    /// How people get to the facilities that serve them at `tier`, whatever these are themselves.
    pub fn travel_to(&self, tier: TierIdx) -> &TravelMethod {
        self.tiers[tier].travel.as_ref().map_or(&self.travel, |own| &own.method)
    }

    /// The ways of the people of `unit` to facilities that serve them at `tier`, where they are straight lines.
    pub fn straight_way(&self, tier: TierIdx, unit: &DemandUnit) -> Option<StraightWay> {
        let usual = self.travel_to(tier).straight_way(unit.setting)?;
        Some(unit.travel.instead_of(usual))
    }

    /// Whether people of `unit` reach only the sites of their unit.
    pub fn has_no_way(&self, unit: UnitIdx) -> bool {
        let unit = &self.units[unit];
        unit.travel.no_way && self.travel.straight_way(unit.setting).is_some()
    }

    /// Whether a facility in the state that `choice` leads to serves people of `tier`.
    pub fn serves(&self, site: &Site, choice: Choice, tier: TierIdx) -> bool {
        serves(&self.parts, site, choice, tier)
    }

    /// The places that `site` has at `tier` after `choice`; none where they are not limited.
    pub fn places_at(&self, site: &Site, choice: Choice, tier: TierIdx) -> Option<f64> {
        places(&self.parts, site, choice, tier)
    }

    /// The residents of `site` who have a bed of the service `tier` there today.
    pub fn residents(&self, site: &Site, tier: TierIdx) -> f64 {
        let class = self.tiers[tier].places;
        let lives = class.filter(|_| self.serves(site, Choice::Stay, tier));
        lives.map_or(0.0, |class| f64::from(site.residents.of(class)))
    }

    /// Whether some site states who lives there today; else nothing is known of it.
    pub fn states_residents(&self) -> bool {
        self.sites.iter().any(|site| site.residents.all > 0)
    }

    /// Whether some site states of today what a measure counts; else its value today is not known.
    pub fn states_today(&self, measure: &Measure) -> bool {
        let any = |is_stated: fn(&State) -> bool| {
            self.sites.iter().any(|site| is_stated(site.state_today()))
        };
        match measure {
            Measure::BedUse { .. } => self.states_residents(),
            Measure::FloorArea { .. } | Measure::FloorAreaPer1000 { .. } => {
                any(|state| state.floor_area > SquareMetres::ZERO)
            }
            Measure::RunningCost => any(|state| state.running_cost > Yuan::ZERO),
            _ => true,
        }
    }

    /// Of them, those for whom there is no bed left after `choice`.
    pub fn displaced(&self, site: &Site, choice: Choice, tier: TierIdx) -> f64 {
        let residents = self.residents(site, tier);
        match self.serves(site, choice, tier) {
            true => (residents - self.places_at(site, choice, tier).unwrap_or(residents)).max(0.0),
            false => residents,
        }
    }

    /// Of them, those who keep their bed after `choice`.
    pub fn staying(&self, site: &Site, choice: Choice, tier: TierIdx) -> f64 {
        self.residents(site, tier) - self.displaced(site, choice, tier)
    }

    /// The places that are left for others after `choice`; none where they are not limited.
    pub fn free_places(&self, site: &Site, choice: Choice, tier: TierIdx) -> Option<f64> {
        let residents = self.residents(site, tier);
        self.places_at(site, choice, tier).map(|places| (places - residents).max(0.0))
    }

    /// Whether people of `town` may go to `site` at `tier`, as far as named towns decide it.
    pub fn takes_from(&self, site: &Site, town: TownIdx, tier: TierIdx) -> bool {
        let named = &site.serves_towns;
        match named.is_empty() {
            _ if !self.tiers[tier].named_towns => true,
            true => site.town == town,
            false => named.contains(&town),
        }
    }

    /// Whether places of some tier to which people travel are limited.
    pub fn has_limited_ways(&self) -> bool {
        self.tiers.iter_enumerated().any(|(index, tier)| {
            let travel = |setting| tier.reach(setting).is_some() && !tier.is_moved_into(setting);
            self.has_limited_places(index) && Setting::ALL.into_iter().any(travel)
        })
    }

    /// Whether places of `tier` are limited at some site, by some allowed choice or today.
    pub fn has_limited_places(&self, tier: TierIdx) -> bool {
        self.limited[tier]
    }
}

fn serves(parts: &ProblemParts, site: &Site, choice: Choice, tier: TierIdx) -> bool {
    site.state_after(choice).tier.is_some_and(|own| parts.tiers[own].serves.contains(&tier))
}

fn places(parts: &ProblemParts, site: &Site, choice: Choice, tier: TierIdx) -> Option<f64> {
    let state = site.state_after(choice);
    match parts.tiers[tier].places {
        Some(class) => Some(f64::from(state.beds_of(class))),
        None => state.capacity.map(|capacity| capacity.number()),
    }
}

fn has_limited_places(parts: &ProblemParts, tier: TierIdx) -> bool {
    parts.sites.iter().any(|site| {
        site.choices().chain([Choice::Stay]).any(|choice| {
            serves(parts, site, choice, tier) && places(parts, site, choice, tier).is_some()
        })
    })
}

fn unique<'a>(
    what: &'static str,
    ids: impl Iterator<Item = &'a String>,
) -> Result<(), ProblemError> {
    let mut seen = HashSet::new();
    for id in ids {
        if !seen.insert(id) {
            return Err(ProblemError::DuplicateId { what, id: id.clone() });
        }
    }
    Ok(())
}

fn exists(
    owner: &str,
    what: &'static str,
    index: impl Into<usize>,
    count: usize,
) -> Result<(), ProblemError> {
    let index = index.into();
    if index < count {
        Ok(())
    } else {
        Err(ProblemError::Dangling { owner: owner.into(), what, index })
    }
}

fn inconsistent(owner: &str, why: &str) -> ProblemError {
    ProblemError::Inconsistent { owner: owner.into(), why: why.into() }
}

fn check_money(parts: &ProblemParts) -> Result<(), ProblemError> {
    for source in &parts.funding {
        for &tier in &source.pays_for.tiers {
            exists(&source.id, "tier", tier, parts.tiers.len())?;
        }
        for &town in &source.pays_for.towns {
            exists(&source.id, "town", town, parts.towns.len())?;
        }
    }
    for commitment in &parts.commitments {
        for &(funding, _) in &commitment.funding {
            exists(&commitment.id, "funding", funding, parts.funding.len())?;
        }
    }
    Ok(())
}

fn check_targets(parts: &ProblemParts) -> Result<(), ProblemError> {
    for target in &parts.targets {
        let Aim::Sited(aim) = &target.aim else {
            continue;
        };
        let name = target.name.english();
        for &tier in aim.measure.tiers() {
            exists(name, "tier", tier, parts.tiers.len())?;
        }
        if let Some(group) = aim.measure.group() {
            exists(name, "group", group, parts.groups.len())?;
        }
        if let Some(funding) = aim.measure.funding() {
            exists(name, "funding", funding, parts.funding.len())?;
            if aim.scope != Scope::All {
                return Err(inconsistent(
                    name,
                    "a share of a source of money is of the whole plan",
                ));
            }
        }
        match aim.scope {
            Scope::Town(town) => exists(name, "town", town, parts.towns.len())?,
            Scope::Area(area) => exists(name, "area", area, parts.areas.len())?,
            Scope::All | Scope::Setting(_) | Scope::EachTown | Scope::EachArea => {}
        }
        if matches!(aim.measure, Measure::Led { .. }) && aim.scope != Scope::All {
            return Err(inconsistent(name, "who leads whom is decided for the whole plan"));
        }
        for &site in target.ruled_sites().unwrap_or_default() {
            exists(name, "site", site, parts.sites.len())?;
        }
        let weighs = target.weight.is_finite() && target.weight >= 0.0;
        if !weighs || !aim.limit.number().is_finite() {
            return Err(inconsistent(name, "its weight or its limit is not a number"));
        }
        if !aim.limit.fits(&aim.measure) {
            return Err(inconsistent(name, "its limit has another unit than its measure"));
        }
    }
    Ok(())
}

fn check_objective(parts: &ProblemParts) -> Result<(), ProblemError> {
    let objective = &parts.objective;
    if objective.order.is_empty() {
        return Err(inconsistent("objective", "no stage is named"));
    }
    for (position, stage) in objective.order.iter().enumerate() {
        if objective.order[..position].contains(stage) {
            return Err(inconsistent("objective", "a stage is named twice"));
        }
    }
    exists("plan", "group", parts.served, parts.groups.len())?;
    for &(group, weight) in &objective.group_weights {
        exists("objective", "group", group, parts.groups.len())?;
        if !(weight.is_finite() && weight >= 0.0) {
            return Err(inconsistent("objective", "a group's weight is below 0"));
        }
    }
    Ok(())
}

fn check_site(site: &Site, parts: &ProblemParts) -> Result<(), ProblemError> {
    exists(&site.id, "town", site.town, parts.towns.len())?;
    exists(&site.id, "state", site.today, site.states.len())?;
    if let Some(unit) = site.unit {
        exists(&site.id, "demand unit", unit, parts.units.len())?;
    }
    for state in &site.states {
        if let Some(tier) = state.tier {
            exists(&site.id, "tier", tier, parts.tiers.len())?;
        }
        if !state.standing && *state != super::State::ABSENT {
            return Err(inconsistent(&site.id, "an absent state has figures"));
        }
        if state.nursing_beds > state.beds {
            return Err(inconsistent(&site.id, "more nursing beds than beds"));
        }
        if state.guarantee_beds > state.beds {
            return Err(inconsistent(&site.id, "more guarantee beds than beds"));
        }
    }
    if site.residents.in_guarantee_beds > site.residents.all {
        return Err(inconsistent(&site.id, "more residents in guarantee beds than residents"));
    }
    for &town in &site.serves_towns {
        exists(&site.id, "town", town, parts.towns.len())?;
    }
    if site.works.len() > usize::from(u16::MAX) {
        return Err(inconsistent(&site.id, "more than 65,535 works"));
    }
    for work in &site.works {
        exists(&site.id, "state", work.from, site.states.len())?;
        exists(&site.id, "state", work.to, site.states.len())?;
        if work.cost < Yuan::ZERO {
            return Err(inconsistent(&site.id, "a work's cost is below 0"));
        }
        if let Some(into) = work.into {
            exists(&site.id, "site", into, parts.sites.len())?;
            if parts.sites[into].id == site.id {
                return Err(inconsistent(&site.id, "it is merged into itself"));
            }
            let has = |id: &String| parts.sites[into].works.iter().any(|own| own.id == *id);
            if !work.into_work.as_ref().is_none_or(has) {
                return Err(inconsistent(&site.id, "the site that takes over has no such work"));
            }
        }
        let goes = matches!(work.kind, WorkKind::Merge | WorkKind::Close);
        if goes == site.states[usize::from(work.to)].standing {
            return Err(inconsistent(&site.id, "a work's kind does not fit the state it leads to"));
        }
        if let Some(mix) = &work.funding {
            for &(funding, _) in mix {
                exists(&site.id, "funding", funding, parts.funding.len())?;
            }
            if mix.iter().map(|&(_, amount)| amount).sum::<Yuan>() != work.cost {
                return Err(inconsistent(&site.id, "a work's funding does not add up to its cost"));
            }
        }
    }
    Ok(())
}
