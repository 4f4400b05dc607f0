//! What is asked about, by ids, names or numbers.

use crate::cli::failure::{Failure, refuse};
use crate::domain::{Problem, SiteIdx, TownIdx, UnitIdx};
use crate::inquiry::WhyQuestion;
use crate::run::numbers::count;

/// So many candidates are named.
const NAMED: usize = 8;

/// The questions about `[sites, villages, targets]`, in this order.
pub(super) fn questions(
    problem: &Problem,
    [sites, villages, targets]: [&[String]; 3],
) -> Result<Vec<WhyQuestion>, Failure> {
    if sites.is_empty() && villages.is_empty() && targets.is_empty() {
        return refuse("nothing is asked", "name a --site, a --village or a --target");
    }
    let town = |town: TownIdx| format!("in {}", problem.towns[town].name);
    let of_sites = problem.sites.iter().map(|site| Called {
        id: &site.id,
        number: None,
        names: vec![&site.name],
        place: town(site.town),
    });
    let of_sites = Namesakes { option: "--site", what: "site", all: of_sites.collect() };
    let of_units = problem.units.iter().map(|unit| Called {
        id: &unit.id,
        number: None,
        names: vec![&unit.name],
        place: town(unit.town),
    });
    let of_units =
        Namesakes { option: "--village", what: "village or community", all: of_units.collect() };
    let of_targets = problem.targets.iter().map(|target| Called {
        id: &target.id,
        number: target.indicator,
        names: vec![target.name.english(), target.name.chinese()],
        place: target.name.english().to_owned(),
    });
    let of_targets =
        Namesakes { option: "--target", what: "target or rule", all: of_targets.collect() };
    let sites =
        sites.iter().map(|own| Ok(WhyQuestion::Site(SiteIdx::from(of_sites.position(own)?))));
    let villages =
        villages.iter().map(|own| Ok(WhyQuestion::Unit(UnitIdx::from(of_units.position(own)?))));
    let targets = targets.iter().map(|own| Ok(WhyQuestion::Target(of_targets.position(own)?)));
    sites.chain(villages).chain(targets).collect()
}

struct Called<'a> {
    id: &'a str,
    /// Of a target: its number in the published plan, which its table shows.
    number: Option<u32>,
    names: Vec<&'a str>,
    /// What tells it from others of its name.
    place: String,
}

/// What may be named by an option.
struct Namesakes<'a> {
    option: &'a str,
    what: &'a str,
    all: Vec<Called<'a>>,
}

impl Namesakes<'_> {
    /// The position of that which is called so: by its id, else by its name, else by its number.
    fn position(&self, asked: &str) -> Result<usize, Failure> {
        let Self { option, what, all } = self;
        let asked = asked.trim();
        if let Some(position) = all.iter().position(|own| own.id == asked) {
            return Ok(position);
        }
        let having = |counts: &dyn Fn(&str) -> bool| -> Vec<usize> {
            let named = |own: &&Called<'_>| own.names.iter().any(|name| counts(name));
            let all = all.iter().enumerate();
            all.filter(|(_, own)| named(own)).map(|(position, _)| position).collect()
        };
        let mut called = having(&|name| name == asked);
        if called.is_empty() {
            let number = asked.parse().ok();
            let numbered = |own: &Called<'_>| number.is_some() && own.number == number;
            called = (0..all.len()).filter(|&position| numbered(&all[position])).collect();
        }
        match called[..] {
            [position] => Ok(position),
            [] => {
                let like = having(&|name| !asked.is_empty() && name.contains(asked));
                let help = match like.is_empty() {
                    true => format!("give the id or the whole name of a {what} of the plan"),
                    false => format!("did you mean {}?", self.listed(&like)),
                };
                refuse(format!("{option}: the plan has no {what} `{asked}`"), help)
            }
            ref several => refuse(
                format!("{option}: {} are called `{asked}`", count(several.len())),
                format!("give an id: {}", self.listed(several)),
            ),
        }
    }

    fn listed(&self, positions: &[usize]) -> String {
        let said = |&own: &usize| {
            let own = &self.all[own];
            format!("{} ({}, {})", own.id, own.names[0], own.place)
        };
        let named: Vec<String> = positions.iter().take(NAMED).map(said).collect();
        let more = positions.len().saturating_sub(NAMED);
        let more = if more > 0 { format!(" and {} more", count(more)) } else { String::new() };
        named.join(", ") + &more
    }
}
