//! Parameters without a key in the plan file: factors on many figures at once, and tiers that are not built.

use crate::domain::{ParameterValue, ProblemParts, Reach, Text, TierIdx, WorkKind, text};
use crate::read::catalogue::Code;
use crate::read::issue::{Place, Usual};
use crate::read::sink::Sink;
use crate::units::{Metres, Persons, Seconds, UnitError, Yuan};
use std::collections::HashSet;

/// The largest factor; a larger one is a typing error.
const MOST: f64 = 1000.0;

/// The paths of all factors for plans with these groups of people and tiers.
pub(super) fn paths<'a>(
    groups: impl Iterator<Item = &'a String>,
    tiers: impl Iterator<Item = &'a String>,
) -> Vec<String> {
    let own = ["people", "cost", "funding", "reach"].map(|what| format!("scale.{what}"));
    let of_groups = groups.map(|group| format!("scale.people.{group}"));
    let allowed = tiers.map(|tier| format!("allow.{tier}"));
    own.into_iter().chain(of_groups).chain(allowed).collect()
}

/// Whether `path` is one of these parameters.
pub(super) fn is_factor(path: &str) -> bool {
    path.starts_with("scale.") || path.starts_with("allow.")
}

/// Changes the parts of the plan according to `path` and `value`; an impossible value is an issue.
pub(super) fn apply(
    sink: &Sink,
    file: &str,
    parts: &mut ProblemParts,
    path: &str,
    value: &ParameterValue,
) {
    let done = match (path.split_once('.'), value) {
        (Some(("allow", tier)), ParameterValue::Flag(allowed)) => {
            if !allowed {
                forbid(parts, tier);
            }
            Ok(())
        }
        (Some(("allow", _)), _) => Err(text!("it is true or false", "应为 `true` 或 `false`")),
        (Some((_, what)), ParameterValue::Number(factor)) if (0.0..=MOST).contains(factor) => {
            scale(parts, what, *factor).map_err(|error| Text::from(&error))
        }
        _ => Err(text!(
            "it is a factor: a number from 0 to {MOST}",
            "应为系数，即 0 至 {MOST} 之间的数"
        )),
    };
    if let Err(why) = done {
        let cause =
            text!("`{path}` cannot be `{value}`: {why}", "`{path}` 不能为 `{value}`：{why}"; why);
        let place = Place::file(file).at(path);
        sink.push(Code::SWEPT_VALUE, place, cause, Usual);
    }
}

fn scale(parts: &mut ProblemParts, what: &str, factor: f64) -> Result<(), UnitError> {
    let times = |people: &mut Persons| -> Result<(), UnitError> {
        *people = Persons::new(people.number() * factor)?;
        Ok(())
    };
    let money = |amount: Yuan| Yuan::new((amount.yuan() as f64 * factor).round() as i64);
    match what.split_once('.') {
        Some((_, group)) => {
            let group = parts.groups.iter().position(|own| own.id == group);
            for unit in &mut parts.units {
                group.and_then(|group| unit.people.get_mut(group)).map_or(Ok(()), times)?;
            }
        }
        None if what == "people" => {
            for unit in &mut parts.units {
                times(&mut unit.residents)?;
                unit.people.iter_mut().try_for_each(times)?;
            }
        }
        None if what == "funding" => {
            for source in &mut parts.funding {
                source.amount = money(source.amount);
            }
        }
        None if what == "cost" => {
            for work in parts.sites.iter_mut().flat_map(|site| &mut site.works) {
                let cost = money(work.cost);
                // A fixed mix must add up to the cost: its last source takes the rounding difference.
                if let Some(mix) = &mut work.funding {
                    let mut left = cost;
                    let last = mix.len().saturating_sub(1);
                    for (position, (_, amount)) in mix.iter_mut().enumerate() {
                        *amount = if position == last { left } else { money(*amount) };
                        left = left - *amount;
                    }
                }
                work.cost = cost;
            }
        }
        None => {
            for tier in &mut parts.tiers {
                for reach in [&mut tier.reach_urban, &mut tier.reach_rural] {
                    *reach = reach.map(|reach| longer(reach, factor)).transpose()?;
                }
            }
        }
    }
    Ok(())
}

fn longer(reach: Reach, factor: f64) -> Result<Reach, UnitError> {
    Ok(match reach {
        Reach::Time(time) => Reach::Time(Seconds::new(time.seconds() * factor)?),
        Reach::Distance(distance) => Reach::Distance(Metres::new(distance.metres() * factor)?),
        Reach::Anywhere => Reach::Anywhere,
    })
}

/// Removes the works that build the tier or upgrade to it, unless they are required.
fn forbid(parts: &mut ProblemParts, tier: &str) {
    let Some(tier) = parts.tiers.iter().position(|own| own.id == tier) else {
        return;
    };
    let tier = TierIdx::from(tier);
    for site in &mut parts.sites {
        let states = &site.states;
        let has = states[usize::from(site.today)].tier == Some(tier);
        site.works.retain(|work| {
            let leads = states[usize::from(work.to)].tier == Some(tier) && !has;
            let makes = matches!(work.kind, WorkKind::Build | WorkKind::Upgrade);
            work.required || !(leads && makes)
        });
    }
    // A merge cannot be without the work that it needs of the site that takes over.
    let left: Vec<HashSet<String>> = parts
        .sites
        .iter()
        .map(|site| site.works.iter().map(|work| work.id.clone()).collect())
        .collect();
    for site in &mut parts.sites {
        site.works.retain(|work| match (work.into, &work.into_work) {
            (Some(into), Some(needed)) => left[usize::from(into)].contains(needed),
            _ => true,
        });
    }
}
