//! Institutions with beds: those that stand, their upgrades and mergers, and new ones.

use crate::Size;
use crate::chance::{Chance, share_out};
use crate::map::Km;
use crate::site::{Site, Work, Yuan};
use crate::towns::{Kind, Town};

/// Institutions a town: Chongqing has 1,766 with 237,000 beds.
const A_TOWN: f64 = 1766.0 / 1030.0;
const BEDS: f64 = 134.0;
/// New ones offered, of those that stand.
const OFFERED: f64 = 0.06;
/// What a new bed costs, and what making one a nursing bed costs, in yuan.
const NEW_BED: f64 = 90_000.0;
const NURSING_BED: f64 = 12_000.0;

/// Makes the institutions, more of them where a town is more urban.
pub fn make(size: &Size, towns: &[Town]) -> Vec<Site> {
    let mut chance = Chance::new(size.seed, "institutions");
    let weights: Vec<f64> = towns
        .iter()
        .map(|town| chance.between(0.5, 1.5) * if town.kind == Kind::Township { 1.0 } else { 2.2 })
        .collect();
    let number = (size.towns as f64 * A_TOWN).round();
    let standing = share_out(number as usize, &weights);
    let offered = share_out((number * OFFERED).round() as usize, &weights);
    let mut sites = Vec::new();
    for (town, place) in towns.iter().enumerate() {
        let first = sites.len();
        for number in 1..=standing[town] {
            let public = number == 1;
            sites.push(existing(place, town, number, public, &mut chance));
        }
        // A few small homes may move into their town's first.
        let host = sites.get(first).map(|site: &Site| site.id.clone());
        for site in sites.iter_mut().skip(first + 1) {
            if site.works.is_empty() && chance.happens(0.05) {
                site.works.push(Work {
                    work: "merge",
                    into: host.clone(),
                    ..Work::build("public", None, Yuan::about(60_000.0))
                });
            }
        }
        for number in 1..=offered[town] {
            sites.push(new(place, town, number, &mut chance));
        }
    }
    sites
}

fn existing(place: &Town, town: usize, number: usize, public: bool, chance: &mut Chance) -> Site {
    let beds = (BEDS * chance.between(0.25, 1.75)).round();
    let nursing = (beds * chance.between(0.3, 0.75)).round();
    let operator = if public { "public" } else { "private" };
    let at = place.ground.near(place.seat, 0.3, 1.5, chance);
    let mut site = Site {
        beds: Some((beds as u32, nursing as u32)),
        ..institution(place, town, format!("home-{number}"), "养老院", operator, at)
    };
    site.standing = true;
    site.method = "as many, with as many beds, as in Chongqing; where is drawn by lot";
    if chance.happens(0.3) {
        let more = ((beds - nursing) * chance.between(0.4, 0.9)).round();
        let cost = more * NURSING_BED * chance.between(0.7, 1.4) + 50_000.0;
        let after = (beds as u32, (nursing + more) as u32);
        let required = public && chance.happens(0.2);
        site.may_stay = !required;
        site.works.push(Work {
            work: "upgrade",
            required,
            ..Work::build(operator, Some(after), Yuan::about(cost))
        });
    }
    site
}

fn new(place: &Town, town: usize, number: usize, chance: &mut Chance) -> Site {
    let beds = (20.0 * chance.between(3.0, 15.0)).round();
    let nursing = (beds * chance.between(0.6, 0.9)).round();
    let operator = if chance.happens(0.5) { "public" } else { "private" };
    let at = place.ground.near(place.seat, 0.5, 2.5, chance);
    let cost = Yuan::about(beds * NEW_BED * chance.between(0.7, 1.5));
    let mut site =
        institution(place, town, format!("new-home-{number}"), "新建养老院", operator, at);
    let after = Some((beds as u32, nursing as u32));
    site.works.push(Work::build(operator, after, cost));
    site
}

fn institution(
    place: &Town,
    town: usize,
    word: String,
    name: &str,
    operator: &'static str,
    at: Km,
) -> Site {
    Site {
        id: format!("{}-{word}", place.id),
        name: format!("{}{name}（{word}）", place.name),
        kind: "institution",
        town,
        unit: None,
        at,
        tier: "institution",
        standing: false,
        may_stay: true,
        operator,
        beds: None,
        works: Vec::new(),
        method: "a place offered at random; cost by the bed, varied by site",
    }
}
