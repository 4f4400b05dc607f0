//! What is asked about, by ids, names or numbers.

use crate::cli::failure::{Failure, refuse};
use crate::domain::{Phrase, Problem, SiteIdx, Text, TownIdx, UnitIdx, phrase, text};
use crate::inquiry::WhyQuestion;
use crate::read::near::instead_of_named;
use crate::run::numbers::count;

/// So many candidates are named.
const NAMED: usize = 8;

/// The questions about `[sites, villages, targets]`, in this order.
pub(crate) fn questions(
    problem: &Problem,
    [sites, villages, targets]: [&[String]; 3],
) -> Result<Vec<WhyQuestion>, Failure> {
    if sites.is_empty() && villages.is_empty() && targets.is_empty() {
        return refuse(
            phrase("nothing is asked", "未提出问题"),
            phrase(
                "name a --site, a --village or a --target",
                "请指定 --site、--village 或 --target",
            ),
        );
    }
    let town = |town: TownIdx| {
        let name = &problem.towns[town].name;
        text!("in {name}", "{name}")
    };
    let of_sites = problem.sites.iter().map(|site| Called {
        id: &site.id,
        number: None,
        names: vec![&site.name],
        place: town(site.town),
    });
    let of_sites =
        Namesakes { option: "--site", what: phrase("site", "点位"), all: of_sites.collect() };
    let of_units = problem.units.iter().map(|unit| Called {
        id: &unit.id,
        number: None,
        names: vec![&unit.name],
        place: town(unit.town),
    });
    let of_units = Namesakes {
        option: "--village",
        what: phrase("village or community", "村（社区）"),
        all: of_units.collect(),
    };
    let of_targets = problem.targets.iter().map(|target| Called {
        id: &target.id,
        number: target.indicator,
        names: vec![target.name.english(), target.name.chinese()],
        place: (&target.name).into(),
    });
    let of_targets = Namesakes {
        option: "--target",
        what: phrase("target or rule", "指标或规则"),
        all: of_targets.collect(),
    };
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
    place: Text,
}

/// What may be named by an option.
struct Namesakes<'a> {
    option: &'a str,
    what: Phrase,
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
                let known = all.iter().flat_map(|own| own.names.iter().map(|name| (own.id, *name)));
                let help = instead_of_named(asked, &known.collect::<Vec<_>>());
                let cause = text!(
                    "{option}: the plan has no {what} `{asked}`",
                    "{option}：规划中没有{what} `{asked}`";
                    what
                );
                refuse(cause, help)
            }
            ref several => {
                let (number, listed) = (count(several.len()), self.listed(several));
                refuse(
                    text!(
                        "{option}: {number} are called `{asked}`",
                        "{option}：有 {number} 个都叫 `{asked}`"
                    ),
                    text!("give an id: {listed}", "请给出编号：{listed}"; listed),
                )
            }
        }
    }

    fn listed(&self, positions: &[usize]) -> Text {
        let said = |&own: &usize| {
            let Called { id, names, place, .. } = &self.all[own];
            let name = names[0];
            text!("{id} ({name}, {place})", "{id}（{name}，{place}）"; place)
        };
        let named: Vec<Text> = positions.iter().take(NAMED).map(said).collect();
        Text::and_more(&named, positions.len())
    }
}
