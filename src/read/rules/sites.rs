//! Checks sites against each other, and words in the plan against those of sites.

use crate::domain::{
    Aim, BedClass, Funding, Measure, Origin, Phrase, PlaceKind, Site, SitedAim, Text, Tier,
    TierIdx, phrase, text,
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
            1 => Text::default(),
            count => {
                let others = count - 1;
                text!(", and {others} more such sites", "，另有 {others} 个点位如此")
            }
        };
        let (first, second) = (&earlier.id, &site.id);
        let (x, y) = (site.at.lon_deg(), site.at.lat_deg());
        let cause = text!(
            "`{first}` and `{second}` are both at [{x}, {y}]{more}",
            "`{first}` 与 `{second}` 同在 [{x}, {y}]{more}";
            more
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
                let (id, name) = (&into.id, &into.name);
                let cause = text!(
                    "`{id}` ({name}) has no work `{missing}`",
                    "`{id}`（{name}）没有建设任务 `{missing}`"
                );
                let field = format!("works[{}].into_work", number + 1);
                let place = Place::feature(file, position + 1, Some(&site.id)).at(&field);
                let known: Vec<&str> = into.works.iter().map(|own| own.id.as_str()).collect();
                sink.push(Code::MERGE_TARGET, place, cause, instead(missing, &known));
            }
            if !can_stand(into) {
                let (id, name) = (&into.id, &into.name);
                let cause = text!(
                    "the site is merged into `{id}` ({name}), which can never stand at the end",
                    "点位并入 `{id}`（{name}），而后者最终不可能有设施"
                );
                let field = format!("works[{}].into", number + 1);
                let place = Place::feature(file, position + 1, Some(&site.id)).at(&field);
                let action =
                    text!("merge into a site that stands at the end", "改为并入最终有设施的点位");
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
            let cause = text!(
                "{unseen} of its residents are in beds of no service, and it may go",
                "有 {unseen} 名入住老人的床位不属任何服务，而该点位可能撤除"
            );
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
            let cause = text!(
                "no site states `{property}`, which the measure counts as 0 then",
                "没有点位写明 `{property}`，度量将其计为 0"
            );
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
        let cause = text!(
            "it names towns, but serves at no tier with `reach = \"named towns\"`",
            "写明了镇街，但没有服务于 `reach = \"named towns\"` 的层级"
        );
        let place = Place::feature(file, position + 1, Some(&site.id)).at("serves_towns");
        sink.push(Code::TOWNS_WITHOUT_EFFECT, place, cause, Usual);
    }
}

/// What villages and communities have goes by the `unit` of sites: those of a target's own tiers without one are told, once for
/// all targets that miss the same.
pub(in crate::read) fn check_p4053_units(sites: &[&Site], targets: &[ReadTarget<'_>]) {
    let mut told: Vec<(Vec<String>, &ReadTarget<'_>, Vec<Text>)> = Vec::new();
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
        let of = match of {
            PlaceKind::Communities => text!("communities", "社区"),
            _ => text!("villages", "村"),
        };
        match told.iter_mut().find(|own| own.0 == outside) {
            Some((.., all)) if all.contains(&of) => {}
            Some((.., all)) => all.push(of),
            None => told.push((outside, read, vec![of])),
        }
    }
    for (outside, read, of) in told.iter().filter(|own| !own.0.is_empty()) {
        let (first, of) = (first_of(outside, NAMED), Text::list(of));
        let cause = text!(
            "sites of its tiers that name no `unit` count for none of the {of}: {first}",
            "其层级中没有写明 `unit` 的点位不计入任何{of}：{first}";
            first, of
        );
        read.table.push(Code::FACILITY_IN_NO_VILLAGE, "of", cause, Usual);
    }
}

const KIND: Phrase = phrase("kind", "类型");
const OPERATOR: Phrase = phrase("operator", "运营方");

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
    let warn = |table: &Fields<'_>,
                field: &str,
                what: Phrase,
                words: &[String],
                known: &BTreeSet<&str>| {
        for word in words.iter().filter(|word| !known.contains(word.as_str())) {
            let known: Vec<&str> = known.iter().copied().collect();
            let cause =
                text!("no site has the {what} `{word}`", "没有点位的{what}为 `{word}`"; what);
            table.push(Code::WORD_OF_NO_SITE, field, cause, instead(word, &known));
        }
    };
    for (source, table) in sources {
        warn(table, "pays_for", KIND, &source.pays_for.kinds, &kinds);
        warn(table, "pays_for", OPERATOR, &source.pays_for.operators, &operators);
    }
    for read in targets {
        if let Some(filter) = &read.filter {
            let words = |field: &str| filter.words(field).unwrap_or_default();
            warn(filter, "kinds", KIND, &words("kinds"), &kinds);
            warn(filter, "operators", OPERATOR, &words("operators"), &operators);
        }
        let Some(Aim::Sited(aim)) = read.target.as_ref().map(|target| &target.aim) else {
            continue;
        };
        warn(&read.table, "operators", OPERATOR, aim.measure.operators(), &operators);
    }
}
