//! Checks figures of towns against those of their villages and communities.

use crate::domain::{DemandUnit, Group, GroupIdx, Tier, Town, text};
use crate::read::catalogue::Code;
use crate::read::issue::{Action, Place, Usual};
use crate::read::sink::Sink;
use typed_index_collections::TiSlice;

/// The largest difference between a town's population and the sum of its units, as a share of the population.
const POPULATION_TOLERANCE: f64 = 0.01;

/// The largest difference between a town's ageing rate and that of its units.
const RATE_TOLERANCE: f64 = 0.01;

/// The units of each town add up to its population.
pub(in crate::read) fn check_p2008_population(
    sink: &Sink,
    file: &str,
    towns: &[Option<Town>],
    units: &[&DemandUnit],
) {
    for (position, town) in towns.iter().enumerate() {
        let Some(town) = town else { continue };
        let own = || units.iter().filter(|unit| usize::from(unit.town) == position);
        let sum: f64 = own().map(|unit| unit.residents.number()).sum();
        let stated = town.population.number();
        if (sum - stated).abs() <= POPULATION_TOLERANCE * stated {
            continue;
        }
        let cause = match own().count() {
            0 => text!(
                "the town has {stated} residents, but no village or community",
                "镇街有居民 {stated} 人，但没有村（社区）"
            ),
            count => text!(
                "the town has {stated} residents, its {count} villages and communities have {sum:.0}",
                "镇街有居民 {stated} 人，而其 {count} 个村（社区）共有 {sum:.0} 人"
            ),
        };
        let place = Place::feature(file, position + 1, Some(&town.id)).at("population");
        sink.push(Code::POPULATION_DIFFERS, place, cause, Usual);
    }
}

/// The share of people aged 60 and over in a town's units is its ageing rate.
pub(in crate::read) fn check_p2009_ageing(
    sink: &Sink,
    file: &str,
    towns: &[Option<Town>],
    units: &[&DemandUnit],
    groups: &TiSlice<GroupIdx, Group>,
) {
    let Some(aged) = groups.position(|group| group.field == "aged_60" || group.id == "60+") else {
        return;
    };
    for (position, town) in towns.iter().enumerate() {
        let Some(town) = town else { continue };
        let own = || units.iter().filter(|unit| usize::from(unit.town) == position);
        let residents: f64 = own().map(|unit| unit.residents.number()).sum();
        let people: f64 = own().map(|unit| unit.people_of(aged)).sum();
        let (rate, stated) = (people / residents, town.ageing_rate.fraction());
        if residents > 0.0 && (rate - stated).abs() > RATE_TOLERANCE {
            let cause = text!(
                "the ageing rate is {stated}, but of the {residents:.0} residents of the town's units {people:.0} are aged 60 and over, a rate of {rate:.3}",
                "老龄化率为 {stated}，而镇街各村（社区）居民 {residents:.0} 人中 60 岁及以上 {people:.0} 人，比率为 {rate:.3}"
            );
            let place = Place::feature(file, position + 1, Some(&town.id)).at("ageing_rate");
            sink.push(Code::AGEING_RATE_DIFFERS, place, cause, Usual);
        }
    }
}

/// Every group that a tier serves has people.
pub(in crate::read) fn check_p2010_nobody(
    sink: &Sink,
    file: &str,
    units: &[&DemandUnit],
    groups: &TiSlice<GroupIdx, Group>,
    tiers: &[&Tier],
) {
    for (index, group) in groups.iter_enumerated() {
        let served = tiers.iter().find(|tier| tier.group == index && tier.has_reach());
        let people: f64 = units.iter().map(|unit| unit.people_of(index)).sum();
        if let Some(tier) = served
            && people == 0.0
        {
            // What no property counts is a share of others.
            let counted = if group.rate.is_some() { &group.id } else { &group.field };
            let tier = &tier.id;
            let cause = text!(
                "`{counted}` is 0 in every unit, but tier `{tier}` serves this group",
                "`{counted}` 在每个村（社区）都为 0，而层级 `{tier}` 服务此人群"
            );
            let place = Place::file(file).at(counted);
            let action: Action = match group.rate {
                Some(_) => text!(
                    "raise its `share` in [demand] groups, or let the tier serve others",
                    "提高 `[demand]` 的 `groups` 中其 `share`，或让该层级服务其他人群"
                )
                .into(),
                None => Usual.into(),
            };
            sink.push(Code::NOBODY_TO_SERVE, place, cause, action);
        }
    }
}
