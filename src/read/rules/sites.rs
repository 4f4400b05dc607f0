//! Checks sites against each other, and words in the plan against those of sites.

use crate::domain::{
    Aim, BedClass, Funding, Measure, Origin, PlaceKind, Site, SitedAim, Tier, TierIdx,
};
use crate::read::catalogue::Code;
use crate::read::fields::Fields;
use crate::read::issue::{Place, Usual};
use crate::read::near::{first_of, instead};
use crate::read::sink::Sink;
use crate::read::targets::ReadTarget;
use crate::units::{SquareMetres, Yuan};
use std::collections::{BTreeSet, HashMap};

/// The number of sites that a message names; the others are counted.
const NAMED: usize = 5;

/// Several sites at exactly one position that is not modelled: one warning for the layer. Where it is modelled, as in the middle of a
/// town, it says nothing about them.
pub(in crate::read) fn check_p3006_places(sink: &Sink, file: &str, sites: &[Option<Site>]) {
    let mut first: HashMap<(u64, u64), &Site> = HashMap::new();
    let mut pairs = Vec::new();
    let is_known = |site: &&Site| site.provenance.position != Origin::Modelled;
    for site in sites.iter().flatten().filter(is_known) {
        let key = (site.at.lon_deg().to_bits(), site.at.lat_deg().to_bits());
        if let Some(earlier) = first.get(&key) {
            pairs.push((*earlier, site));
        } else {
            first.insert(key, site);
        }
    }
    if let Some((earlier, site)) = pairs.first() {
        let more = match pairs.len() {
            1 => String::new(),
            count => format!(", and {} more such sites", count - 1),
        };
        let cause = format!(
            "`{}` and `{}` are both at [{}, {}]{more}",
            earlier.id,
            site.id,
            site.at.lon_deg(),
            site.at.lat_deg()
        );
        sink.push(Code::SITES_AT_ONE_PLACE, Place::file(file).at("geometry"), cause, Usual);
    }
}

/// A site that takes over in a merge can stand at the end.
pub(in crate::read) fn check_p3011_merges(sink: &Sink, file: &str, sites: &[Option<Site>]) {
    let can_stand = |site: &Site| site.choices().any(|choice| site.state_after(choice).standing);
    for (position, site) in sites.iter().enumerate() {
        let Some(site) = site else { continue };
        for (number, work) in site.works.iter().enumerate() {
            let Some(into) = work.into.and_then(|into| sites.get(usize::from(into))?.as_ref())
            else {
                continue;
            };
            let missing =
                work.into_work.as_ref().filter(|id| into.works.iter().all(|own| own.id != **id));
            if let Some(missing) = missing {
                let cause = format!("`{}` ({}) has no work `{missing}`", into.id, into.name);
                let field = format!("works[{}].into_work", number + 1);
                let place = Place::feature(file, position + 1, Some(&site.id)).at(&field);
                let known: Vec<&str> = into.works.iter().map(|own| own.id.as_str()).collect();
                sink.push(Code::MERGE_TARGET, place, cause, instead(missing, &known));
            }
            if !can_stand(into) {
                let cause = format!(
                    "the site is merged into `{}` ({}), which can never stand at the end",
                    into.id, into.name
                );
                let field = format!("works[{}].into", number + 1);
                let place = Place::feature(file, position + 1, Some(&site.id)).at(&field);
                let action = "merge into a site that stands at the end";
                sink.push(Code::MERGE_INTO_GONE, place, cause, action);
            }
        }
    }
}

/// Residents of sites that may go are those of a service of beds.
pub(in crate::read) fn check_p3021_residents(
    sink: &Sink,
    file: &str,
    sites: &[&Site],
    tiers: &[&Tier],
) {
    for (position, site) in sites.iter().enumerate().filter(|(_, site)| site.residents.all > 0) {
        let own = site.state_today().tier.and_then(|own| tiers.get(usize::from(own)));
        let served = own.iter().flat_map(|own| &own.serves);
        let classes: Vec<BedClass> =
            served.filter_map(|&tier| tiers.get(usize::from(tier))?.places).collect();
        let seen = |class| classes.contains(&class) || classes.contains(&BedClass::All);
        let unseen: u32 = [BedClass::Guarantee, BedClass::Open]
            .into_iter()
            .filter(|&class| !seen(class))
            .map(|class| site.residents.of(class))
            .sum();
        let may_go = site.choices().any(|choice| !site.state_after(choice).standing);
        if unseen > 0 && may_go {
            let cause =
                format!("{unseen} of its residents are in beds of no service, and it may go");
            let place = Place::feature(file, position + 1, Some(&site.id)).at("residents");
            sink.push(Code::RESIDENTS_OF_NO_SERVICE, place, cause, Usual);
        }
    }
}

/// Something states what targets of floor area and running costs count, and who lives in homes whose use is measured.
pub(in crate::read) fn check_p4054_stated(
    sites: &[&Site],
    tiers: &[&Tier],
    targets: &[ReadTarget<'_>],
) {
    let states = || sites.iter().flat_map(|site| &site.states);
    let sizes = || tiers.iter().flat_map(|tier| &tier.sizes);
    for read in targets {
        let Some(Aim::Sited(aim)) = read.target.as_ref().map(|target| &target.aim) else {
            continue;
        };
        let (property, is_stated) = match aim.measure {
            Measure::FloorArea { .. } | Measure::FloorAreaPer1000 { .. } => {
                let areas = states().map(|own| own.floor_area);
                let mut areas = areas.chain(sizes().map(|own| own.floor_area));
                ("floor_area", areas.any(|area| area > SquareMetres::ZERO))
            }
            Measure::RunningCost => {
                let costs = states().map(|own| own.running_cost);
                let mut costs = costs.chain(sizes().map(|own| own.running_cost));
                ("running_cost", costs.any(|cost| cost > Yuan::ZERO))
            }
            Measure::BedUse { .. } => {
                ("residents", sites.iter().any(|site| site.residents.all > 0))
            }
            _ => continue,
        };
        if !is_stated {
            let cause = format!("no site states `{property}`, which the measure counts as 0 then");
            read.table.push(Code::MEASURE_OF_NOTHING_STATED, "measure", cause, Usual);
        }
    }
}

/// Towns that a site serves count at services of named towns alone.
pub(in crate::read) fn check_p3022_named_towns(
    sink: &Sink,
    file: &str,
    sites: &[&Site],
    tiers: &[&Tier],
) {
    let tier = |own: TierIdx| tiers.get(usize::from(own));
    let by_name = |site: &Site| {
        let own = site.eligible.iter().copied().chain(site.state_today().tier);
        let mut served = own.filter_map(tier).flat_map(|own| &own.serves);
        served.any(|&served| tier(served).is_some_and(|served| served.named_towns))
    };
    let named = |site: &Site| !site.serves_towns.is_empty() && !by_name(site);
    for (position, site) in sites.iter().enumerate().filter(|(_, site)| named(site)) {
        let cause = "it names towns, but serves at no tier with `reach = \"named towns\"`";
        let place = Place::feature(file, position + 1, Some(&site.id)).at("serves_towns");
        sink.push(Code::TOWNS_WITHOUT_EFFECT, place, cause, Usual);
    }
}

/// What villages and communities have goes by the `unit` of sites: those of a target's own tiers without one are told.
pub(in crate::read) fn check_p4053_units(sites: &[&Site], targets: &[ReadTarget<'_>]) {
    for read in targets {
        let Some(Aim::Sited(SitedAim { measure: Measure::WithFacility { of, tiers }, .. })) =
            read.target.as_ref().map(|target| &target.aim)
        else {
            continue;
        };
        if *of == PlaceKind::Towns {
            continue;
        }
        let is_own = |site: &Site| {
            let mut states = site.choices().map(|choice| site.state_after(choice));
            states
                .any(|state| state.standing && state.tier.is_some_and(|tier| tiers.contains(&tier)))
        };
        let outside = sites.iter().filter(|site| site.unit.is_none() && is_own(site));
        let outside: Vec<String> = outside.map(|site| format!("`{}`", site.id)).collect();
        if !outside.is_empty() {
            let first = first_of(&outside, NAMED);
            let cause = format!(
                "sites of its tiers that name no `unit` count for none of the {of}: {first}"
            );
            read.table.push(Code::FACILITY_IN_NO_VILLAGE, "of", cause, Usual);
        }
    }
}

/// Kinds and operators that sources, targets and rules name are those of some site.
pub(in crate::read) fn check_p4016_words(
    sites: &[&Site],
    tiers: &[&Tier],
    sources: &[(&Funding, &Fields<'_>)],
    targets: &[ReadTarget<'_>],
) {
    let kinds: BTreeSet<&str> = sites.iter().map(|site| site.kind.as_str()).collect();
    let of_states =
        sites.iter().flat_map(|site| &site.states).filter_map(|state| state.operator.as_deref());
    let of_sizes =
        tiers.iter().flat_map(|tier| &tier.sizes).filter_map(|size| size.operator.as_deref());
    let operators: BTreeSet<&str> = of_states.chain(of_sizes).collect();
    let warn =
        |table: &Fields<'_>, field: &str, what: &str, words: &[String], known: &BTreeSet<&str>| {
            for word in words.iter().filter(|word| !known.contains(word.as_str())) {
                let known: Vec<&str> = known.iter().copied().collect();
                let cause = format!("no site has the {what} `{word}`");
                table.push(Code::WORD_OF_NO_SITE, field, cause, instead(word, &known));
            }
        };
    for (source, table) in sources {
        warn(table, "pays_for", "kind", &source.pays_for.kinds, &kinds);
        warn(table, "pays_for", "operator", &source.pays_for.operators, &operators);
    }
    for read in targets {
        if let Some(filter) = &read.filter {
            let words = |field: &str| filter.words(field).unwrap_or_default();
            warn(filter, "kinds", "kind", &words("kinds"), &kinds);
            warn(filter, "operators", "operator", &words("operators"), &operators);
        }
        let Some(Aim::Sited(aim)) = read.target.as_ref().map(|target| &target.aim) else {
            continue;
        };
        warn(&read.table, "operators", "operator", aim.measure.operators(), &operators);
    }
}
