//! What a layout gives to towns, settings and groups, beside today; how unequally it is spread.

use super::gains::Gains;
use super::gini::gini;
use super::kolm_pollak::{AVERSION, kappa, kolm_pollak};
use super::portion::{Portion, Worth, mean};
use super::supply::{Supply, supply};
use super::theil::{Theil, theil_of_groups};
use super::ways::{Way, Ways, way_kappa, ways};
use super::worst::{WORST, worst_off};
use crate::domain::{DemandUnit, GroupIdx, Layout, Problem, Setting, TierIdx, TownIdx, UnitIdx};
use crate::plan::results::Slice;
use crate::plan::service::{Assignment, covered_share};
use crate::plan::today::assigned_today;
use crate::travel::Arcs;
use typed_index_collections::TiVec;

/// The fairness of a layout, beside today.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Fairness {
    /// By tier, slice and group; a row for each with people.
    pub access: Vec<AccessRow>,
    /// Of the ways of all tiers together, then tier by tier of the ways and of the supply.
    pub inequality: Vec<InequalityRow>,
}

/// What a slice of the people has of a tier, today and by the layout.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct AccessRow {
    /// The tier.
    pub tier: TierIdx,
    /// Which people.
    pub slice: Slice,
    /// Which group of them.
    pub group: GroupIdx,
    /// How many they are.
    pub people: f64,
    /// Their ways; none where they move in.
    pub ways: Option<[WayFigures; 2]>,
    /// What there is for a thousand of the tier's group: mean of their units, all within reach alike (2SFCA).
    pub supply: [f64; 2],
    /// The same, the farther the less (E2SFCA).
    pub decayed_supply: [f64; 2],
    /// Who gains and who loses against today.
    pub gains: Gains,
}

/// Of the ways of people, unserved ones counted at the end of their reach: see [`ways`].
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct WayFigures {
    /// The mean length.
    pub km: f64,
    /// The mean time.
    pub minutes: f64,
    /// The mean length of the longest tenth.
    pub worst_km: f64,
    /// The mean time of the slowest tenth.
    pub worst_minutes: f64,
}

/// What is spread over the people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// The way, in kilometres.
    Way,
    /// What there is for a thousand people, the farther the less (E2SFCA).
    Supply,
}

impl Subject {
    /// The word used in files.
    pub fn word(self) -> &'static str {
        match self {
            Subject::Way => "way",
            Subject::Supply => "supply",
        }
    }
}

/// How unequally something is spread over the people of the tiers' own groups, today and by the layout.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct InequalityRow {
    /// What.
    pub subject: Subject,
    /// At which tier; none: at all to which people travel, a person counting once at each.
    pub tier: Option<TierIdx>,
    /// Today.
    pub today: Inequality,
    /// By the layout.
    pub then: Inequality,
}

/// How unequally something is spread; none where nobody has anything of it.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Inequality {
    /// The mean.
    pub mean: f64,
    /// The equally-distributed equivalent of Kolm and Pollak, at the κ of today; of supply where there is none today, at the κ
    /// of the layout.
    pub equivalent: f64,
    /// The mean of the worst-off tenth.
    pub worst: f64,
    /// The Gini coefficient.
    pub gini: Option<f64>,
    /// Theil's index, between and within towns.
    pub towns: Option<Theil>,
    /// The same, between and within settings.
    pub settings: Option<Theil>,
}

/// The fairness of `layout`, whose people are served as `assignment` says. Linear in arcs, but for sorting.
///
/// ```
/// use std::path::Path;
/// use yike::domain::Layout;
/// use yike::{plan, travel::Arcs};
///
/// let problem = yike::read::read_plan(Path::new("data/qianjiang/plan.toml"))?.problem;
/// let (arcs, today) = (Arcs::build(&problem), Layout::today(&problem));
/// let audit = plan::audit(&problem, &arcs, &today);
/// let fairness = plan::fairness::fairness(&problem, &arcs, &today, &audit.assignment);
/// assert!(fairness.access.iter().all(|row| row.gains.lose == 0.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn fairness(
    problem: &Problem,
    arcs: &Arcs,
    layout: &Layout,
    assignment: &Assignment,
) -> Fairness {
    let assigned_today = assigned_today(problem, arcs);
    let today = Layout::today(problem);
    let given =
        [(&today, &assigned_today), (layout, assignment)].map(|(layout, assignment)| Given {
            assignment,
            ways: ways(problem, arcs, assignment),
            supply: problem
                .tiers
                .keys()
                .map(|tier| supply(problem, arcs, tier, &layout.choices))
                .collect(),
        });
    Fairness { access: access(problem, &given), inequality: inequality(problem, arcs, &given) }
}

/// What people have of the tiers.
struct Given<'a> {
    assignment: &'a Assignment,
    ways: Ways,
    supply: TiVec<TierIdx, Option<Supply>>,
}

impl Given<'_> {
    /// The ways of a unit; where its people move in, whether they do.
    fn ways_or_moves(&self, tier: TierIdx, unit: UnitIdx) -> Vec<Way> {
        let own = &self.ways[tier][unit];
        if !own.is_empty() {
            return own.clone();
        }
        let served = covered_share(self.assignment, unit, tier);
        let part = |served, share| Way {
            share,
            served,
            distance: Default::default(),
            time: Default::default(),
        };
        let parts = [part(true, served), part(false, 1.0 - served)];
        parts.into_iter().filter(|own| own.share > 0.0).collect()
    }
}

/// What is summed up of a slice of the people.
#[derive(Default)]
struct Sums {
    people: f64,
    km: [Vec<Portion>; 2],
    minutes: [Vec<Portion>; 2],
    supply: [f64; 2],
    decayed: [f64; 2],
    gains: Gains,
}

impl Sums {
    fn add(&mut self, (tier, unit): (TierIdx, UnitIdx), people: f64, given: &[Given<'_>; 2]) {
        self.people += people;
        for (at, own) in given.iter().enumerate() {
            let ways = &own.ways[tier][unit];
            self.km[at].extend(ways.iter().map(|way| way.kilometres(people)));
            self.minutes[at].extend(ways.iter().map(|way| way.minutes(people)));
            if let Some(supply) = &own.supply[tier] {
                self.supply[at] += people * supply.plain[unit];
                self.decayed[at] += people * supply.decayed[unit];
            }
        }
        let [today, then] = [0, 1].map(|at: usize| given[at].ways_or_moves(tier, unit));
        self.gains.add(people, &today, &then);
    }

    fn row(&self, tier: TierIdx, slice: Slice, group: GroupIdx) -> AccessRow {
        let a_thousand = |sum: f64| 1000.0 * sum / self.people;
        AccessRow {
            tier,
            slice,
            group,
            people: self.people,
            ways: self.figures(0).zip(self.figures(1)).map(|(today, then)| [today, then]),
            supply: self.supply.map(a_thousand),
            decayed_supply: self.decayed.map(a_thousand),
            gains: self.gains,
        }
    }

    fn figures(&self, at: usize) -> Option<WayFigures> {
        let (km, minutes) = (&self.km[at], &self.minutes[at]);
        Some(WayFigures {
            km: mean(km)?,
            minutes: mean(minutes)?,
            worst_km: worst_off(km, Worth::Burden, WORST)?,
            worst_minutes: worst_off(minutes, Worth::Burden, WORST)?,
        })
    }
}

fn access(problem: &Problem, given: &[Given<'_>; 2]) -> Vec<AccessRow> {
    let slices = Slice::each(problem);
    let groups = problem.groups.len();
    let mut rows = Vec::new();
    for (tier, data) in problem.tiers.iter_enumerated() {
        let mut sums: Vec<Sums> = Vec::new();
        sums.resize_with(slices.len() * groups, Sums::default);
        for (unit, own) in problem.units.iter_enumerated() {
            if data.reach(own.setting).is_none() {
                continue;
            }
            for (slice, group) in Slice::of(own)
                .into_iter()
                .flat_map(|own| problem.groups.keys().map(move |group| (own, group)))
            {
                sums[slice * groups + usize::from(group)].add(
                    (tier, unit),
                    own.people_of(group),
                    given,
                );
            }
        }
        for (position, own) in sums.iter().enumerate() {
            let group = GroupIdx::from(position % groups);
            if own.people > 0.0 && data.counts(group) {
                rows.push(own.row(tier, slices[position / groups], group));
            }
        }
    }
    rows
}

/// A value with whose it is.
type Located = (TownIdx, Setting, Portion);

fn inequality(problem: &Problem, arcs: &Arcs, given: &[Given<'_>; 2]) -> Vec<InequalityRow> {
    let kappa_of_ways = way_kappa(problem, arcs);
    let row = |subject, tier, [today, then]: [Vec<Located>; 2]| {
        let plain = |own: &[Located]| own.iter().map(|own| own.2).collect::<Vec<_>>();
        let (worth, kappa) = match subject {
            Subject::Way => (Worth::Burden, kappa_of_ways),
            Subject::Supply => {
                let of = |own| kappa(&plain(own), Worth::Good, AVERSION);
                (Worth::Good, of(&today).or_else(|| of(&then)))
            }
        };
        let of = |own: &[Located]| of_located(own, &plain(own), worth, kappa);
        Some(InequalityRow { subject, tier, today: of(&today)?, then: of(&then)? })
    };
    let ways_at = |tiers: &[TierIdx]| {
        [0, 1].map(|at: usize| {
            tiers.iter().flat_map(|&tier| located_ways(problem, tier, &given[at])).collect()
        })
    };
    let tiers: Vec<TierIdx> = problem.tiers.keys().collect();
    let mut rows = vec![row(Subject::Way, None, ways_at(&tiers))];
    rows.extend(tiers.iter().map(|&tier| row(Subject::Way, Some(tier), ways_at(&[tier]))));
    rows.extend(tiers.iter().map(|&tier| {
        let at = |at: usize| located_supply(problem, tier, &given[at]);
        row(Subject::Supply, Some(tier), [at(0), at(1)])
    }));
    rows.into_iter().flatten().collect()
}

fn of_located(
    located: &[Located],
    plain: &[Portion],
    worth: Worth,
    kappa: Option<f64>,
) -> Option<Inequality> {
    Some(Inequality {
        mean: mean(plain)?,
        equivalent: kolm_pollak(plain, kappa)?,
        worst: worst_off(plain, worth, WORST)?,
        gini: gini(plain),
        towns: theil_of_groups(located.iter().map(|own| (own.0, own.2))),
        settings: theil_of_groups(located.iter().map(|own| (own.1 == Setting::Rural, own.2))),
    })
}

fn located(unit: &DemandUnit, portion: Portion) -> Located {
    (unit.town, unit.setting, portion)
}

fn located_ways<'a>(
    problem: &'a Problem,
    tier: TierIdx,
    given: &'a Given<'_>,
) -> impl Iterator<Item = Located> + 'a {
    let group = problem.tiers[tier].group;
    let units = given.ways[tier].iter().zip(&problem.units);
    units.flat_map(move |(ways, unit)| {
        ways.iter().map(move |way| located(unit, way.kilometres(unit.people_of(group))))
    })
}

fn located_supply(problem: &Problem, tier: TierIdx, given: &Given<'_>) -> Vec<Located> {
    let data = &problem.tiers[tier];
    let supply = given.supply[tier].as_ref().map(|supply| &supply.decayed);
    let units = supply.into_iter().flatten().zip(&problem.units);
    let meant = units.filter(|(_, unit)| data.reach(unit.setting).is_some());
    let portion = |(a_head, unit): (&f64, &DemandUnit)| {
        located(unit, Portion { value: 1000.0 * a_head, people: unit.people_of(data.group) })
    };
    meant.map(portion).collect()
}
