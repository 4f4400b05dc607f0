//! The plan file: Changshou's tiers and targets, with limits and money to the region's measure.

use crate::Size;
use crate::site::Site;
use crate::towns::Town;
use crate::units::Unit;
use std::collections::HashMap;

const TEMPLATE: &str = include_str!("plan.toml");

/// The share of people without a facility that the coverage target asks for beyond those that have one.
const COVERED_OF_REST: f64 = 0.6;
/// The money for stations and points, as a share of what the cheapest own place of every unit without one costs.
const MONEY: f64 = 0.6;
const MONEY_FOR_ALL: f64 = 1.15;
/// The money for centres over what the cheapest ones cost; for institutions as a share of all their works.
const CENTRE_MONEY: f64 = 1.1;
const INSTITUTION_MONEY: f64 = 0.45;

/// Makes the plan file's text.
pub fn make(size: &Size, towns: &[Town], units: &[Unit], sites: &[Site]) -> String {
    let least = Least::of(sites);
    let share = if size.binding_all { MONEY_FOR_ALL } else { MONEY };
    let centres = least.centres * CENTRE_MONEY + least.hand_overs * 0.5;
    let units_money = least.units * share;
    let public = least.required.max(least.public * INSTITUTION_MONEY);
    let coverage = if size.binding_all {
        "100 %".to_string()
    } else {
        let covered = covered(units, sites);
        let rest = covered + (1.0 - covered) * COVERED_OF_REST;
        format!("{:.1} %", (rest * 1000.0).floor() / 10.0)
    };
    let beds = sites.iter().filter(|site| site.standing);
    let beds: u32 = beds.filter_map(|site| site.beds).map(|(all, _)| all).sum();
    let most_led = towns.iter().map(|town| town.communities).max().unwrap_or(0);
    let yuan = |amount: f64| format!("{} yuan", (amount / 1e4).ceil() as u64 * 10_000);
    let values = [
        ("TOWNS", towns.len().to_string()),
        ("UNITS", units.len().to_string()),
        ("SITES", sites.len().to_string()),
        ("SEED", size.seed.to_string()),
        ("COVERAGE", coverage),
        ("BEDS", (f64::from(beds) * 1.06).ceil().to_string()),
        ("MOST_LED", most_led.max(18).saturating_add(2).to_string()),
        ("CENTRAL", yuan(centres * 0.8 + public * 0.6)),
        ("LOCAL", yuan(centres * 0.2 + public * 0.4 + units_money * 0.6)),
        ("LOTTERY", yuan(units_money * 0.4)),
        ("PRIVATE", yuan(least.private * INSTITUTION_MONEY)),
    ];
    values
        .iter()
        .fold(TEMPLATE.to_string(), |text, (key, value)| text.replace(&format!("{{{key}}}"), value))
}

/// The share of people of 60 and over whose unit has a facility of its own.
fn covered(units: &[Unit], sites: &[Site]) -> f64 {
    let standing = sites.iter().filter(|site| site.standing);
    let people: usize = standing.filter_map(|site| site.unit).map(|unit| units[unit].aged_60).sum();
    let all: usize = units.iter().map(|unit| unit.aged_60).sum();
    people as f64 / all.max(1) as f64
}

/// What things cost at least, in yuan.
#[derive(Default)]
struct Least {
    /// The cheapest centre of every town without one.
    centres: f64,
    /// The cheapest own place of every unit without a facility.
    units: f64,
    /// All facilities run by operators.
    hand_overs: f64,
    /// All works at public institutions, at private ones, and the required ones.
    public: f64,
    private: f64,
    required: f64,
}

impl Least {
    fn of(sites: &[Site]) -> Self {
        let mut least = Least::default();
        let mut cheapest: HashMap<(bool, usize), f64> = HashMap::new();
        for site in sites {
            let Some(work) = site.works.first() else {
                continue;
            };
            let cost = work.cost.0 as f64;
            match (site.tier, site.unit) {
                ("institution", _) if site.operator == "public" => least.public += cost,
                ("institution", _) => least.private += cost,
                _ if site.standing => least.hand_overs += cost,
                ("centre", _) => keep_least(&mut cheapest, (true, site.town), cost),
                (_, Some(unit)) => keep_least(&mut cheapest, (false, unit), cost),
                _ => {}
            }
            if work.required {
                least.required += cost;
            }
        }
        for ((is_centre, _), cost) in &cheapest {
            match is_centre {
                true => least.centres += cost,
                false => least.units += cost,
            }
        }
        least
    }
}

fn keep_least(cheapest: &mut HashMap<(bool, usize), f64>, key: (bool, usize), cost: f64) {
    let known = cheapest.entry(key).or_insert(cost);
    *known = known.min(cost);
}
