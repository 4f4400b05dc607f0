//! Centres, stations and points that stand today.

use crate::Size;
use crate::chance::Chance;
use crate::map::Km;
use crate::site::{Site, Work, Yuan};
use crate::towns::Town;
use crate::units::Unit;

/// Of 1,030 towns, 3,135 communities and 8,029 villages in Chongqing's programme, 955, 2,871 and 5,180 have a facility
/// by now; `EARLIER` of these had one when the plan was made.
const WITH_CENTRE: f64 = 955.0 / 1030.0;
const WITH_STATION: f64 = 2871.0 / 3135.0;
const WITH_POINT: f64 = 5180.0 / 8029.0;
const EARLIER: f64 = 0.94;
/// Centres and stations that firms or associations run; the others may be handed over, at a price.
const RUN_BY_OPERATORS: f64 = 0.86;

/// Makes the facilities that stand, each in a town or unit drawn by lot.
pub fn make(size: &Size, towns: &[Town], units: &[Unit]) -> Vec<Site> {
    let mut chance = Chance::new(size.seed, "existing");
    let mut sites = Vec::new();
    let number = |of: usize, share: f64| (of as f64 * share * EARLIER).round() as usize;
    let centres = number(towns.len(), WITH_CENTRE);
    for town in chance.some_of(towns.len(), centres) {
        let place = &towns[town];
        let at = place.ground.near(place.seat, 0.1, 0.4, &mut chance);
        let id = format!("{}-centre", place.id);
        let name = format!("{}养老服务中心", place.name);
        let mut site = facility(id, name, "centre", town, None, at);
        site.operator = operator(&mut chance);
        if site.operator == "public" {
            let cost = 120_000.0 * chance.between(0.5, 2.0);
            site.works.push(hand_over(cost));
        }
        sites.push(site);
    }
    for (urban, share) in [(true, WITH_STATION), (false, WITH_POINT)] {
        let places: Vec<usize> =
            (0..units.len()).filter(|&unit| units[unit].urban == urban).collect();
        for place in chance.some_of(places.len(), number(places.len(), share)) {
            let index = places[place];
            sites.push(unit_facility(towns, units, index, &mut chance));
        }
    }
    sites
}

fn unit_facility(towns: &[Town], units: &[Unit], index: usize, chance: &mut Chance) -> Site {
    let unit = &units[index];
    let (tier, word, most) = match unit.urban {
        true => ("station", "养老服务站", 0.15),
        false => ("point", "互助养老点", 0.3),
    };
    let at = towns[unit.town].ground.near(unit.at, 0.05, most, chance);
    let id = format!("{}-{tier}", unit.id);
    let name = format!("{}{word}", unit.name);
    let mut site = facility(id, name, tier, unit.town, Some(index), at);
    if unit.urban {
        site.operator = operator(chance);
        if site.operator == "public" {
            let cost = 40_000.0 * chance.between(0.5, 2.0);
            site.works.push(hand_over(cost));
        }
    }
    site
}

fn operator(chance: &mut Chance) -> &'static str {
    match chance.happens(RUN_BY_OPERATORS) {
        true => "operator",
        false => "public",
    }
}

/// A conversion by which an operator takes the facility over.
fn hand_over(cost: f64) -> Work {
    Work { work: "upgrade", ..Work::build("operator", None, Yuan::about(cost)) }
}

fn facility(
    id: String,
    name: String,
    tier: &'static str,
    town: usize,
    unit: Option<usize>,
    at: Km,
) -> Site {
    Site {
        id,
        name,
        kind: tier,
        town,
        unit,
        at,
        tier,
        standing: true,
        may_stay: true,
        operator: "public",
        beds: None,
        works: Vec::new(),
        method: "as many as in Chongqing; which towns and units have one is drawn by lot",
    }
}
