//! Places where a centre, station or point could be made: rooms in every unit that has none, places between two
//! units, second places.

use crate::Size;
use crate::chance::Chance;
use crate::map::Km;
use crate::site::{Site, Work, Yuan};
use crate::towns::Town;
use crate::units::Unit;

/// Usual costs in yuan.
const CENTRE: f64 = 1_000_000.0;
const STATION: f64 = 200_000.0;
const POINT: f64 = 50_000.0;
/// How far apart two units are at most, in kilometres, that a place halfway could serve: twice the straight way of
/// 15 minutes (communities) and of 30 minutes (villages) at 4 km/h with a detour of 1.4.
const PAIR: [f64; 2] = [2.0 / 1.4, 4.0 / 1.4];

/// Makes candidates until there are `size.sites` sites with those in `sites`: first one for each unit and two for each
/// town without a facility, then places between neighbours, nearest first, then second places in units.
pub fn make(size: &Size, towns: &[Town], units: &[Unit], sites: &[Site]) -> Vec<Site> {
    let mut chance = Chance::new(size.seed, "offers");
    let mut has_centre = vec![false; towns.len()];
    let mut is_served = vec![false; units.len()];
    for site in sites.iter().filter(|site| site.standing) {
        has_centre[site.town] |= site.tier == "centre";
        if let Some(unit) = site.unit {
            is_served[unit] = true;
        }
    }
    let mut offers = Vec::new();
    for (index, town) in towns.iter().enumerate().filter(|&(town, _)| !has_centre[town]) {
        for number in 1..=2 {
            let at = town.ground.near(town.seat, 0.1, 1.2, &mut chance);
            let cost = CENTRE * chance.between(0.7, 1.5);
            let id = format!("{}-centre-{number}", town.id);
            let name = format!("{}养老服务中心（备选{number}）", town.name);
            offers.push(offer(id, name, "centre", index, None, at, cost));
        }
    }
    let empty: Vec<usize> = (0..units.len()).filter(|&unit| !is_served[unit]).collect();
    for &index in &empty {
        offers.push(rooms(towns, units, index, "rooms", [0.05, 0.2], &mut chance));
    }
    let left = size.sites.saturating_sub(sites.len() + offers.len());
    let pairs = pairs(units, &is_served, left);
    for &(first, second) in &pairs {
        offers.push(between(units, first, second, &mut chance));
    }
    let left = left - pairs.len();
    for number in 0..if empty.is_empty() { 0 } else { left } {
        let index = empty[number % empty.len()];
        let word = format!("other-{}", number / empty.len() + 1);
        offers.push(rooms(towns, units, index, &word, [0.2, 0.6], &mut chance));
    }
    offers
}

/// Neighbours of one town, one of which at least has nothing, nearest first for what they can walk; at most three a
/// unit and `most` in all.
fn pairs(units: &[Unit], is_served: &[bool], most: usize) -> Vec<(usize, usize)> {
    let mut all: Vec<(f64, usize, usize)> = Vec::new();
    for (first, a) in units.iter().enumerate() {
        // Units come town by town.
        let of_town = units[first + 1..].iter().take_while(|b| b.town == a.town);
        for (second, b) in (first + 1..).zip(of_town) {
            let apart = a.at.distance(b.at) / PAIR[usize::from(!a.urban)];
            if a.urban == b.urban && apart <= 1.0 && !(is_served[first] && is_served[second]) {
                all.push((apart, first, second));
            }
        }
    }
    all.sort_by(|a, b| a.0.total_cmp(&b.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut times = vec![0; units.len()];
    let mut pairs = Vec::new();
    for (_, first, second) in all {
        if pairs.len() < most && times[first] < 3 && times[second] < 3 {
            times[first] += 1;
            times[second] += 1;
            pairs.push((first, second));
        }
    }
    pairs.sort_unstable();
    pairs
}

fn usual(unit: &Unit) -> (&'static str, f64) {
    match unit.urban {
        true => ("station", STATION),
        false => ("point", POINT),
    }
}

fn rooms(
    towns: &[Town],
    units: &[Unit],
    index: usize,
    word: &str,
    [least, most]: [f64; 2],
    chance: &mut Chance,
) -> Site {
    let unit = &units[index];
    let (tier, cost) = usual(unit);
    let at = towns[unit.town].ground.near(unit.at, least, most, chance);
    let id = format!("{}-{word}", unit.id);
    let name = format!("{}用房（{word}）", unit.name);
    let cost = cost * chance.between(0.6, 1.6);
    offer(id, name, tier, unit.town, Some(index), at, cost)
}

fn between(units: &[Unit], first: usize, second: usize, chance: &mut Chance) -> Site {
    let (a, b) = (&units[first], &units[second]);
    let (tier, cost) = usual(a);
    let id = format!("{}-{}-between", a.id, b.id);
    let name = format!("{}—{}用房", a.name, b.name);
    let cost = cost * chance.between(0.8, 1.8);
    offer(id, name, tier, a.town, None, a.at.middle(b.at), cost)
}

fn offer(
    id: String,
    name: String,
    tier: &'static str,
    town: usize,
    unit: Option<usize>,
    at: Km,
    cost: f64,
) -> Site {
    let operator = if tier == "point" { "public" } else { "operator" };
    Site {
        id,
        name,
        kind: "candidate",
        town,
        unit,
        at,
        tier,
        standing: false,
        may_stay: true,
        operator,
        beds: None,
        works: vec![Work::build(operator, None, Yuan::about(cost))],
        method: "a place offered at random near its unit, between two units, or near the town's seat; cost varied by site",
    }
}
