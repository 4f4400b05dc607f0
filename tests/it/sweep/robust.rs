//! One layout for several scenarios against every layout of small plans, for each criterion; and laws.

use crate::common::TinyPlan;
use crate::common::draws::{Draw, draws};
use proptest::prelude::*;
use typed_index_collections::TiVec;
use yike::domain::*;
use yike::plan;
use yike::run::robust::{RobustReport, reasons};
use yike::run::{Language, RunRecord, Timing};
use yike::scenario::{Conflict, RobustPlan, RobustRequest, Scenario, robust};
use yike::solve::{
    Limits, RobustAim, ScenarioBest, Silent, Status, Stop, Termination, solve_robust,
};
use yike::travel::Arcs;
use yike::units::{Seconds, Share, Yuan};

/// What a scenario has otherwise than the plan drawn.
#[derive(Debug, Clone)]
struct Twist {
    people: Vec<i32>,
    reach: i32,
    money: i64,
    cost: i64,
    no_centres: bool,
    weight: u8,
}

fn twists() -> impl Strategy<Value = Vec<Twist>> {
    let twist = (
        proptest::collection::vec(0..50, 7),
        -2..3,
        -6..7i64,
        1..4i64,
        proptest::bool::weighted(0.15),
        1..5u8,
    )
        .prop_map(|(people, reach, money, cost, no_centres, weight)| Twist {
            people,
            reach,
            money,
            cost,
            no_centres,
            weight,
        });
    proptest::collection::vec(twist, 1..5)
}

fn alphas() -> impl Strategy<Value = f64> {
    prop_oneof![Just(0.0), Just(0.5), Just(0.75), Just(0.9), 0.0..0.99]
}

impl Twist {
    /// Every figure at the mean of these, to whole numbers; what has no mean is the first's.
    fn mean(of: &[Twist]) -> Self {
        let all = of.len() as i32;
        let mean = |figure: &dyn Fn(&Twist) -> i32| of.iter().map(figure).sum::<i32>() / all;
        Self {
            people: (0..7).map(|unit| mean(&|own| own.people[unit])).collect(),
            reach: mean(&|own| own.reach),
            money: i64::from(mean(&|own| own.money as i32)),
            cost: i64::from(mean(&|own| own.cost as i32)),
            ..of[0].clone()
        }
    }

    fn draw(&self, draw: &Draw) -> Draw {
        let mut own = draw.clone();
        for (unit, people) in own.units.iter_mut().zip(&self.people) {
            unit.1 = *people;
        }
        for reach in &mut own.reach {
            *reach = (*reach + self.reach).max(1);
        }
        own.budget = own.budget.map(|(central, lottery)| {
            ((central + self.money).max(0), (lottery + self.money / 2).max(0))
        });
        for site in &mut own.sites {
            site.2 *= self.cost;
        }
        own
    }

    fn problem(&self, draw: &Draw) -> Problem {
        let plan: TinyPlan = self.draw(draw).plan();
        let centre = plan.tier_idx("centre");
        let plan = plan.edit(|parts| {
            for site in &mut parts.sites {
                let states = &site.states;
                site.works.retain(|work| {
                    !self.no_centres || states[usize::from(work.to)].tier != Some(centre)
                });
            }
        });
        plan.problem()
    }
}

fn limits() -> Limits {
    Limits::default().with_threads(1)
}

fn asked<'a>(
    scenarios: &'a [(Scenario, Problem)],
    weights: &'a [f64],
    criterion: Criterion,
    counted: CoverageUnit,
    mean: Option<Problem>,
) -> RobustRequest<'a> {
    RobustRequest {
        scenarios,
        weights,
        criterion,
        unit: counted,
        mean: mean.map(|problem| (Vec::new(), Ok(problem))),
        limits: limits(),
        progress: &Silent,
    }
}

/// What a layout covers and costs in each scenario; none where it breaks a rule there.
type Tried = Vec<Option<(f64, f64)>>;

/// A plan drawn, in its scenarios.
struct Drawn {
    draws: Vec<Draw>,
    scenarios: Vec<(Scenario, Problem)>,
    weights: Vec<f64>,
    mean: (Draw, Problem),
}

impl Drawn {
    fn new(draw: &Draw, twists: &[Twist]) -> Self {
        let numbered = twists.iter().enumerate();
        Self {
            draws: twists.iter().map(|twist| twist.draw(draw)).collect(),
            scenarios: numbered
                .map(|(number, twist)| {
                    let scenario = Scenario { number: number as u64, changes: Vec::new() };
                    (scenario, twist.problem(draw))
                })
                .collect(),
            weights: twists.iter().map(|twist| f64::from(twist.weight)).collect(),
            mean: {
                let mean = Twist::mean(twists);
                (mean.draw(draw), mean.problem(draw))
            },
        }
    }

    fn probabilities(&self) -> Vec<f64> {
        let sum: f64 = self.weights.iter().sum();
        self.weights.iter().map(|weight| weight / sum).collect()
    }

    fn solve(&self, criterion: Criterion, counted: CoverageUnit) -> RobustPlan {
        let mean = Some(self.mean.1.clone());
        let asked = asked(&self.scenarios, &self.weights, criterion, counted, mean);
        robust(&asked).expect("the solver and the audit agree")
    }

    /// Every layout that can be drawn, in the scenarios.
    fn all(&self) -> Vec<Tried> {
        let scenarios = self.scenarios.iter().map(|(_, own)| own).zip(&self.draws);
        self.tried(&scenarios.collect::<Vec<_>>())
    }

    /// The same in the mean-value plan.
    fn all_in_mean(&self) -> Vec<Option<(f64, f64)>> {
        let tried = self.tried(&[(&self.mean.1, &self.mean.0)]);
        tried.into_iter().map(|values| values[0]).collect()
    }

    fn tried(&self, plans: &[(&Problem, &Draw)]) -> Vec<Tried> {
        let sites = self.scenarios[0].1.sites.len();
        let options: Vec<Vec<Option<String>>> = (0..sites)
            .map(|site| {
                let mut works: Vec<Option<String>> = vec![None];
                let scenarios = self.scenarios.iter().map(|(_, own)| own);
                for problem in scenarios.chain([&self.mean.1]) {
                    let own = &problem.sites[SiteIdx::from(site)].works;
                    works.extend(own.iter().map(|work| Some(work.id.clone())));
                }
                works.sort();
                works.dedup();
                works
            })
            .collect();
        let arcs: Vec<Arcs> = plans.iter().map(|(own, _)| Arcs::build(own)).collect();
        let mut found = Vec::new();
        let mut position = vec![0; options.len()];
        loop {
            let chosen = position.iter().zip(&options);
            let works: Vec<Option<String>> =
                chosen.map(|(&at, options)| options[at].clone()).collect();
            let values = plans.iter().zip(&arcs);
            let values =
                values.map(|((problem, draw), arcs)| value(problem, arcs, draw, &works)).collect();
            found.push(values);
            let next = (0..options.len()).find(|&at| position[at] + 1 < options[at].len());
            let Some(next) = next else {
                return found;
            };
            position[next] += 1;
            position[..next].fill(0);
        }
    }
}

/// What works cover and cost in a scenario; none where they break a rule. Who is covered is told from the numbers drawn
/// alone, where places are not limited: a facility within so many hundred metres.
fn value(
    problem: &Problem,
    arcs: &Arcs,
    draw: &Draw,
    works: &[Option<String>],
) -> Option<(f64, f64)> {
    let choices: Option<TiVec<SiteIdx, Choice>> = problem
        .sites
        .iter()
        .zip(works)
        .map(|(site, work)| match work {
            None => Some(Choice::Stay),
            Some(id) => {
                let position = site.works.iter().position(|work| work.id == *id)?;
                Some(Choice::Work(position as u16))
            }
        })
        .collect();
    let choices = choices?;
    let layout = plan::complete(problem, arcs, StatedLayout::new(choices));
    let audit = plan::audit(problem, arcs, &layout);
    if !audit.violations.is_empty() {
        return None;
    }
    let cost: i64 = problem
        .sites
        .iter()
        .zip(&layout.choices)
        .map(|(site, &choice)| site.cost(choice).yuan())
        .sum();
    if draw.capacity.is_some() {
        let covered = plan::stage_value(problem, arcs, &layout, &audit.assignment, Stage::Coverage);
        return Some((covered, cost as f64));
    }
    // The tier of what stands at each site: 0 point, 1 station, 2 centre, each serving those below it.
    let standing: Vec<Option<usize>> = problem
        .sites
        .iter()
        .zip(&layout.choices)
        .map(|(site, &choice)| site.state_after(choice).tier.map(usize::from))
        .collect();
    let mut covered = 0.0;
    for &(at, people, _) in &draw.units {
        for tier in 0..3 {
            let reach = draw.reach[2 - tier];
            let is_near = |(site, tier_there): (&(i32, u8, i64, u8), &Option<usize>)| {
                tier_there.is_some_and(|own| own >= tier) && (site.0 - at).abs() <= reach
            };
            if draw.sites.iter().zip(&standing).any(is_near) {
                covered += f64::from(people);
            }
        }
    }
    Some((covered, cost as f64))
}

/// The criterion by its definition: CVaR as the greatest of Rockafellar and Uryasev's function over its breakpoints.
fn by_definition(criterion: Criterion, p: &[f64], values: &[f64], best: &[f64]) -> f64 {
    let worst = values.iter().copied().fold(f64::INFINITY, f64::min);
    match criterion {
        Criterion::Worst => worst,
        Criterion::Regret => {
            let regrets = best.iter().zip(values).map(|(best, value)| best - value);
            regrets.fold(f64::NEG_INFINITY, f64::max)
        }
        Criterion::Expected => p.iter().zip(values).map(|(p, value)| p * value).sum(),
        Criterion::Cvar { alpha } => values
            .iter()
            .map(|eta| {
                let short = p.iter().zip(values).map(|(p, value)| p * (eta - value).max(0.0));
                eta - short.sum::<f64>() / (1.0 - alpha.fraction())
            })
            .fold(f64::NEG_INFINITY, f64::max),
        other => unreachable!("{other:?} has no definition here"),
    }
}

fn near(a: f64, b: f64, tolerance: f64) -> bool {
    (a - b).abs() <= tolerance * b.abs().max(1.0)
}

fn agrees(drawn: &Drawn, criterion: Criterion, counted: CoverageUnit) -> Result<(), TestCaseError> {
    let found = drawn.solve(criterion, counted);
    let p = drawn.probabilities();
    let all = drawn.all();
    let limited = drawn.draws.iter().any(|draw| draw.capacity.is_some());
    // Limited places are shared out in fractions.
    let tolerance = if limited { 1e-3 } else { 2e-6 };
    let people: Vec<f64> = drawn
        .draws
        .iter()
        .map(|draw| 3.0 * draw.units.iter().map(|unit| f64::from(unit.1)).sum::<f64>())
        .collect();
    let of = |scenario: usize, covered: f64| match counted {
        CoverageUnit::People => covered,
        CoverageUnit::Share if people[scenario] == 0.0 => 1.0,
        CoverageUnit::Share => covered / people[scenario],
    };
    let mut best = vec![None; p.len()];
    for (scenario, best) in best.iter_mut().enumerate() {
        let own = all.iter().filter_map(|values| values[scenario]);
        *best = own.map(|(covered, _)| of(scenario, covered)).reduce(f64::max);
        let known = &found.scenarios[scenario];
        prop_assert_eq!(known.has_plan, Some(best.is_some()));
        if let Some(best) = *best {
            let value = known.best.value.expect("it has a plan");
            prop_assert!(near(value, best, tolerance), "own best {} {}", value, best);
            prop_assert!(near(known.best.bound, best, tolerance));
        }
    }
    let best: Option<Vec<f64>> = best.into_iter().collect();
    let held: Vec<(Vec<f64>, f64)> = all
        .iter()
        .filter_map(|values| {
            let values: Option<Vec<(f64, f64)>> = values.iter().copied().collect();
            let values = values?;
            let numbered = values.iter().enumerate();
            let covered = numbered.map(|(scenario, &(covered, _))| of(scenario, covered));
            let money = p.iter().zip(&values).map(|(p, (_, cost))| p * cost).sum();
            Some((covered.collect(), money))
        })
        .collect();
    let (Some(best), false) = (best, held.is_empty()) else {
        prop_assert_eq!(found.outcome.status, Status::Infeasible);
        return clash_is_true(&found, &all);
    };
    let sign = if criterion.more_is_better() { 1.0 } else { -1.0 };
    let score = |values: &[f64]| sign * by_definition(criterion, &p, values, &best);
    let mean = |values: &[f64]| by_definition(Criterion::Expected, &p, values, &best);
    let top = held.iter().map(|(own, _)| score(own)).fold(f64::NEG_INFINITY, f64::max);
    let reach = |own: f64, top: f64| own >= top - tolerance * top.abs().max(1.0);
    let tied: Vec<&(Vec<f64>, f64)> =
        held.iter().filter(|(own, _)| reach(score(own), top)).collect();
    let mean_top = tied.iter().map(|(own, _)| mean(own)).fold(f64::NEG_INFINITY, f64::max);
    let cheapest = tied
        .iter()
        .filter(|(own, _)| reach(mean(own), mean_top))
        .map(|(_, money)| *money)
        .fold(f64::INFINITY, f64::min);
    let outcome = &found.outcome;
    prop_assert!(
        outcome.status == Status::Proved || limited && outcome.status == Status::ProvedToGap,
        "{:?}",
        outcome.aims
    );
    let own: Vec<f64> = outcome
        .held
        .iter()
        .enumerate()
        .map(|(scenario, held)| of(scenario, held.covered))
        .collect();
    let aim = |aim: RobustAim| outcome.aim(aim).expect("an aim");
    let value = aim(RobustAim::Criterion).value.expect("a value");
    prop_assert!(near(score(&own), sign * value, tolerance));
    prop_assert!(near(sign * value, top, tolerance), "{:?} {} {}", criterion, value, top);
    let bound = aim(RobustAim::Criterion).bound.expect("a bound");
    prop_assert!(near(sign * bound, top, tolerance), "{:?} bound {} {}", criterion, bound, top);
    if !limited {
        prop_assert!(near(mean(&own), mean_top, tolerance), "{} {}", mean(&own), mean_top);
        let money = aim(RobustAim::Money).value.expect("a value");
        prop_assert!(near(money, cheapest, 1e-6), "{} {}", money, cheapest);
    }
    // Laws.
    prop_assert!((0..p.len()).all(|scenario| found.regret(scenario).is_some_and(|own| own >= 0.0)));
    for (own, best) in own.iter().zip(&best) {
        prop_assert!(*own <= best + tolerance * best.abs().max(1.0));
    }
    let here_and_now = held.iter().map(|(own, _)| mean(own)).fold(f64::NEG_INFINITY, f64::max);
    let evpi = found.evpi().expect("compared");
    let wait_and_see = mean(&best);
    let scale = wait_and_see.abs().max(1.0);
    let close = |a: f64, b: f64| (a - b).abs() <= 3.0 * tolerance * scale;
    prop_assert!(close(evpi.low, wait_and_see - here_and_now), "{:?}", evpi);
    prop_assert!(close(evpi.high, wait_and_see - here_and_now) && evpi.low >= 0.0);
    let (price, _) = found.price().expect("compared");
    prop_assert!(close(price.low, here_and_now - mean(&own)) && price.low >= 0.0);
    // The mean-value plan's best layouts, most covered and then cheapest, in every scenario.
    let in_mean = drawn.all_in_mean();
    let covered = in_mean.iter().flatten().map(|own| own.0);
    let most = covered.fold(f64::NEG_INFINITY, f64::max);
    let covers_most = |own: &(f64, f64)| own.0 >= most - tolerance * most.max(1.0);
    let money = in_mean.iter().flatten().filter(|own| covers_most(own));
    let least = money.map(|own| own.1).fold(f64::INFINITY, f64::min);
    let is_best = |own: &(f64, f64)| covers_most(own) && (limited || own.1 <= least + 1.0);
    let best_of_mean = in_mean.iter().zip(&all).filter_map(|(own, values)| {
        own.filter(is_best)?;
        let numbered = values.iter().enumerate();
        let each = numbered.map(|(scenario, own)| own.map(|(covered, _)| of(scenario, covered)));
        Some(each.collect::<Vec<Option<f64>>>())
    });
    let best_of_mean: Vec<Vec<Option<f64>>> = best_of_mean.collect();
    prop_assert!(found.mean_not_known().is_empty());
    let breaks = found.mean_breaks();
    match (found.vss(), found.expected_of_mean()) {
        (Some(vss), Some(eev)) => {
            prop_assert!(breaks.is_empty() && close(eev.low, eev.high));
            let in_all = best_of_mean.iter();
            let mut in_all =
                in_all.filter_map(|own| own.iter().copied().collect::<Option<Vec<_>>>());
            let is_so = in_all
                .any(|own| close(mean(&own), eev.low) && close(here_and_now - mean(&own), vss.low));
            prop_assert!(is_so, "{:?} {:?} {:?}", eev, vss, best_of_mean);
            prop_assert!(vss.low >= 0.0 && vss.high >= vss.low && close(vss.low, vss.high));
        }
        (None, None) => {
            let broken = |own: &Vec<Option<f64>>| -> Vec<usize> {
                (0..own.len()).filter(|&scenario| own[scenario].is_none()).collect()
            };
            let is_so = match best_of_mean.is_empty() {
                true => breaks.is_empty(),
                false => !breaks.is_empty() && best_of_mean.iter().any(|own| broken(own) == breaks),
            };
            prop_assert!(is_so, "{:?} {:?}", breaks, best_of_mean);
        }
        (vss, eev) => prop_assert!(false, "{:?} {:?}", vss, eev),
    }
    Ok(())
}

/// What the mean-value layout that was found covers on average, from the works alone; none where it breaks a rule.
fn mean_layout_on_average(drawn: &Drawn, found: &RobustPlan) -> Option<f64> {
    let outcome = found.mean.as_ref()?.outcome.as_ref().ok()?;
    let works = outcome.layout.as_ref()?.works();
    let each = drawn.scenarios.iter().zip(&drawn.draws);
    let values: Option<Vec<f64>> =
        each.map(|((_, own), draw)| Some(value(own, &Arcs::build(own), draw, works)?.0)).collect();
    let values = values?;
    Some(by_definition(Criterion::Expected, &drawn.probabilities(), &values, &values))
}

/// With a gap allowed: the best of all layouts lies between value and bound, and so do the figures made of them.
fn lies_between(drawn: &Drawn, criterion: Criterion, gap: f64) -> Result<(), TestCaseError> {
    let mean = drawn.mean.1.clone();
    let mut asked =
        asked(&drawn.scenarios, &drawn.weights, criterion, CoverageUnit::People, Some(mean));
    asked.limits.gap = Share::new(gap).expect("a share");
    let found = robust(&asked).expect("the solver and the audit agree");
    let p = drawn.probabilities();
    let all = drawn.all();
    let mut best = vec![f64::NEG_INFINITY; p.len()];
    let mut held: Vec<Vec<f64>> = Vec::new();
    for values in &all {
        for (best, value) in best.iter_mut().zip(values) {
            *best = best.max(value.map_or(f64::NEG_INFINITY, |(covered, _)| covered));
        }
        let values: Option<Vec<(f64, f64)>> = values.iter().copied().collect();
        held.extend(values.map(|values| values.iter().map(|own| own.0).collect::<Vec<_>>()));
    }
    if held.is_empty() {
        prop_assert_eq!(found.outcome.status, Status::Infeasible);
        return Ok(());
    }
    let within = |low: f64, true_one: f64, high: f64| {
        let slack = 1e-5 * true_one.abs().max(1.0);
        low - slack <= true_one && true_one <= high + slack
    };
    for (own, best) in found.scenarios.iter().zip(&best) {
        prop_assert!(within(own.best.value.expect("a plan"), *best, own.best.bound));
    }
    let sign = if criterion.more_is_better() { 1.0 } else { -1.0 };
    let top = |criterion: Criterion, sign: f64| {
        let scores = held.iter().map(|own| sign * by_definition(criterion, &p, own, &best));
        scores.fold(f64::NEG_INFINITY, f64::max)
    };
    let aim = found.outcome.aim(RobustAim::Criterion).expect("an aim");
    let (value, bound) = (aim.value.expect("a value"), aim.bound.expect("a bound"));
    let best_of_all = top(criterion, sign);
    prop_assert!(
        within(sign * value, best_of_all, sign * bound),
        "{:?} {} {} {}",
        criterion,
        value,
        sign * best_of_all,
        bound
    );
    let here_and_now = top(Criterion::Expected, 1.0);
    let evpi = found.evpi().expect("compared");
    let wait_and_see = by_definition(Criterion::Expected, &p, &best, &best);
    prop_assert!(within(evpi.low, wait_and_see - here_and_now, evpi.high), "{:?}", evpi);
    let eev = mean_layout_on_average(drawn, &found);
    prop_assert_eq!(eev.is_some(), found.vss().is_some());
    if let (Some(eev), Some(vss)) = (eev, found.vss()) {
        prop_assert!(within(vss.low, here_and_now - eev, vss.high), "{:?}", vss);
        let known = found.expected_of_mean().expect("it holds");
        prop_assert!(within(known.low, eev, known.high), "{:?}", known);
    }
    Ok(())
}

/// Scenarios said to clash have no layout in common, and any one fewer have.
fn clash_is_true(found: &RobustPlan, all: &[Tried]) -> Result<(), TestCaseError> {
    let common = |scenarios: &[usize]| {
        all.iter().any(|values| scenarios.iter().all(|&own| values[own].is_some()))
    };
    match found.conflict.as_ref().expect("why") {
        Conflict::Alone(scenarios) => {
            prop_assert!(!scenarios.is_empty());
            for &own in scenarios {
                prop_assert!(!common(&[own]));
            }
        }
        Conflict::Together { scenarios, least } => {
            prop_assert!(*least && scenarios.len() >= 2 && !common(scenarios));
            for left_out in scenarios {
                let rest: Vec<usize> =
                    scenarios.iter().copied().filter(|own| own != left_out).collect();
                prop_assert!(common(&rest));
            }
        }
    }
    Ok(())
}

fn cases(number: u32) -> ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok());
    ProptestConfig::with_cases(asked.unwrap_or(number))
}

proptest! {
    #![proptest_config(cases(30))]

    #[test]
    fn robust_layouts_are_the_best_of_all(draw in draws(), twists in twists(), alpha in alphas(), share in any::<bool>()) {
        let drawn = Drawn::new(&draw, &twists);
        let counted = if share { CoverageUnit::Share } else { CoverageUnit::People };
        let alpha = Share::new(alpha).expect("a share");
        for criterion in [Criterion::Worst, Criterion::Regret, Criterion::Expected, Criterion::Cvar { alpha }] {
            agrees(&drawn, criterion, counted)?;
        }
    }

    #[test]
    fn what_is_not_proved_lies_between_value_and_bound(draw in draws(), twists in twists(), gap in 0.02..0.6, alpha in alphas()) {
        let draw = Draw { capacity: None, ..draw };
        let drawn = Drawn::new(&draw, &twists);
        let alpha = Share::new(alpha).expect("a share");
        for criterion in [Criterion::Worst, Criterion::Regret, Criterion::Expected, Criterion::Cvar { alpha }] {
            lies_between(&drawn, criterion, gap)?;
        }
    }

    #[test]
    fn order_changes_nothing_and_ends_meet(draw in draws(), twists in twists()) {
        let drawn = Drawn::new(&draw, &twists);
        let value = |found: &RobustPlan| found.outcome.aim(RobustAim::Criterion).and_then(|aim| aim.value);
        let cvar = |alpha| Criterion::Cvar { alpha: Share::new(alpha).expect("a share") };
        let solve = |criterion| drawn.solve(criterion, CoverageUnit::Share);
        let (worst, expected) = (solve(Criterion::Worst), solve(Criterion::Expected));
        prop_assert_eq!(value(&solve(cvar(0.0))), value(&expected));
        prop_assert_eq!(value(&solve(cvar(0.999))), value(&worst));
        if let (Some(least), Some(middle), Some(mean)) = (value(&worst), value(&solve(cvar(0.6))), value(&expected)) {
            prop_assert!(least <= middle + 1e-6 && middle <= mean + 1e-6);
        }
        let backwards: Vec<Twist> = twists.iter().rev().cloned().collect();
        let backwards = Drawn::new(&draw, &backwards).solve(Criterion::Worst, CoverageUnit::Share);
        let tolerance = if draw.capacity.is_some() { 1e-3 } else { 1e-6 };
        match (value(&worst), value(&backwards)) {
            (Some(a), Some(b)) => prop_assert!(near(a, b, tolerance)),
            (a, b) => prop_assert_eq!(a, b),
        }
        let alone = Drawn::new(&draw, &twists[..1]);
        for criterion in [Criterion::Worst, Criterion::Expected, cvar(0.9)] {
            let found = alone.solve(criterion, CoverageUnit::People);
            match (value(&found), found.scenarios[0].best.value) {
                (Some(value), Some(best)) => prop_assert!(near(value, best, 1e-3)),
                (value, best) => prop_assert_eq!(value, best),
            }
        }
        if let Some(regret) = value(&alone.solve(Criterion::Regret, CoverageUnit::People)) {
            prop_assert!(regret.abs() <= 1e-3, "{}", regret);
        }
    }
}

/// However little time there is, what is called proved is proved to the gap asked for.
#[test]
fn little_time_proves_nothing_beyond_the_gap_asked_for() {
    let far_apart = |number: u32| {
        let mut plan = TinyPlan::new().tier("station", 1500.0).funding("district", 900_000);
        for place in 0..12u32 {
            let people = 20 + (place * 7 + number * 13) % 31;
            let at = f64::from(place) * 900.0;
            plan = plan.unit(&format!("U{place}"), at, f64::from(people)).candidate(
                &format!("S{place}"),
                at + 50.0,
                "station",
                200_000,
            );
        }
        plan.problem()
    };
    let scenarios: Vec<(Scenario, Problem)> = (0..10)
        .map(|number| {
            let changes = Vec::new();
            (Scenario { number: u64::from(number), changes }, far_apart(number))
        })
        .collect();
    let mut not_proved = 0;
    for (gap, ms) in [0.0, 0.05]
        .into_iter()
        .flat_map(|gap| [0.5, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0].map(|ms| (gap, ms)))
    {
        for criterion in [Criterion::Regret, Criterion::Worst] {
            let mut asked = asked(&scenarios, &[1.0; 10], criterion, CoverageUnit::Share, None);
            asked.limits.gap = Share::new(gap).expect("a share");
            asked.limits.time = Seconds::new(ms / 1000.0).ok();
            let found = robust(&asked).expect("solved");
            let aims = &found.outcome.aims;
            match found.outcome.status {
                Status::Proved | Status::ProvedToGap => {
                    let widest = aims.iter().filter_map(|aim| aim.gap).fold(0.0, f64::max);
                    assert!(widest <= gap + 2e-6, "{gap} {ms} ms: {aims:?}");
                    assert!(criterion != Criterion::Regret || found.own_bests_not_proved() == 0);
                }
                Status::Infeasible => panic!("it has a layout"),
                _ => not_proved += 1,
            }
        }
    }
    assert!(not_proved > 0, "the shortest time proves nothing");
}

#[test]
fn regret_against_what_is_not_proved_is_not_proved() {
    let problem = |reach: f64| {
        TinyPlan::new()
            .tier("station", reach)
            .unit("village", 0.0, 100.0)
            .unit("hamlet", 3000.0, 50.0)
            .candidate("hall", 500.0, "station", 300_000)
            .problem()
    };
    let problems = [problem(1000.0), problem(2000.0)];
    let arcs = [0, 1].map(|own: usize| Arcs::build(&problems[own]));
    let list = problems.iter().zip(&arcs).map(|(problem, arcs)| plan::ScenarioProblem {
        problem,
        arcs,
        weight: 1.0,
    });
    let cases = plan::ScenarioSet::new(list.collect(), CoverageUnit::People).expect("cases");
    let solve = |best: &[ScenarioBest], criterion| {
        solve_robust(&cases, criterion, best, true, &limits(), &Silent).expect("solved")
    };
    let proved = ScenarioBest { value: Some(100.0), bound: 100.0, is_proved: true };
    let cut_off = ScenarioBest { bound: 150.0, is_proved: false, ..proved };
    let found = solve(&[proved, proved], Criterion::Regret);
    assert_eq!(found.status, Status::Proved);
    let found = solve(&[proved, cut_off], Criterion::Regret);
    assert_eq!(found.status, Status::StoppedWithPlan(Stop::TimeLimit));
    let aim = found.aim(RobustAim::Criterion).expect("an aim");
    assert_eq!(aim.termination, Termination::TimeLimit);
    let gap = aim.gap.expect("a gap");
    assert!(near(gap, 50.0 / 150.0, 1e-6), "{gap}");
    // What the scenario alone reaches is no matter for the others.
    assert_eq!(solve(&[proved, cut_off], Criterion::Worst).status, Status::Proved);
}

/// Places given out to serve most people the nearest way miss the far town; given out otherwise they do not.
#[test]
fn the_mean_layout_is_served_as_well_as_can_be() {
    let plan = || {
        TinyPlan::new()
            .tier("station", 2000.0)
            .town("near")
            .unit("village", 0.0, 100.0)
            .town("far")
            .unit("hamlet", 1600.0, 100.0)
            .candidate("hall", 100.0, "station", 300_000)
            .capacity(100.0)
    };
    let numbered = [0.5, 1.0].map(|share| {
        plan()
            .target(
                Measure::Coverage { tiers: vec![TierIdx::from(0)], group: GroupIdx::from(0) },
                Scope::Town(TownIdx::from(1)),
                Direction::AtLeast,
                share,
            )
            .problem()
    });
    let scenarios: Vec<(Scenario, Problem)> = numbered
        .into_iter()
        .enumerate()
        .map(|(number, problem)| {
            let changes = Vec::new();
            (Scenario { number: number as u64, changes }, problem)
        })
        .collect();
    let arcs = Arcs::build(&scenarios[0].1);
    let case = plan::ScenarioProblem { problem: &scenarios[0].1, arcs: &arcs, weight: 1.0 };
    let built = vec![Choice::Work(0)].into();
    assert!(!plan::ScenarioLayout::of_choices(&case, built).is_allowed());
    let mean = Some(plan().problem());
    let asked = asked(&scenarios, &[1.0; 2], Criterion::Worst, CoverageUnit::People, mean);
    let found = robust(&asked).expect("solved");
    assert_eq!(found.outcome.status, Status::Proved);
    assert!(found.mean_breaks().is_empty() && found.mean_not_known().is_empty());
    let eev = found.expected_of_mean().expect("it holds");
    assert!(near(eev.low, 100.0, 1e-4) && near(eev.high, 100.0, 1e-4), "{eev:?}");
    let vss = found.vss().expect("it holds");
    assert!(vss.high <= 0.01, "{vss:?}");
}

#[test]
fn the_tail_of_cvar_is_shared_out_by_probability() {
    let alpha = |alpha| Criterion::Cvar { alpha: Share::new(alpha).expect("a share") };
    let (p, values) = ([0.2, 0.3, 0.5], [10.0, 4.0, 8.0]);
    // The worst half: 0.3 of 4 and 0.2 of 8.
    let worst_half = alpha(0.5).value(&p, &values, &values);
    assert!(near(worst_half, (0.3 * 4.0 + 0.2 * 8.0) / 0.5, 1e-12));
    assert_eq!(alpha(0.8).value(&p, &values, &values), 4.0);
    assert!(near(alpha(0.0).value(&p, &values, &values), 7.2, 1e-12));
    assert_eq!(alpha(1.0).value(&p, &values, &values), 4.0);
}

#[test]
fn scenarios_that_cannot_have_one_layout_are_refused() {
    let plan = || {
        TinyPlan::new()
            .tier("station", 1000.0)
            .unit("village", 0.0, 100.0)
            .candidate("hall", 500.0, "station", 300_000)
    };
    let scenario = |number, problem| (Scenario { number, changes: Vec::new() }, problem);
    let other = plan().candidate("shop", 600.0, "station", 1).problem();
    let differing = [scenario(0, plan().problem()), scenario(1, other)];
    let ask = |scenarios: &[(Scenario, Problem)], weights: &[f64]| {
        let asked = asked(scenarios, weights, Criterion::Worst, CoverageUnit::Share, None);
        robust(&asked).map_err(|error| error.to_string())
    };
    let said = ask(&differing, &[1.0, 1.0]).expect_err("other sites");
    assert_eq!(said, "scenario 2 has other sites than the first");
    assert_eq!(ask(&[], &[]).expect_err("none"), "there is no scenario");
    let one = [scenario(0, plan().problem())];
    assert!(ask(&one, &[0.0]).expect_err("no weight").contains("weight"));
    assert!(ask(&one, &[f64::NAN]).is_err() && ask(&one, &[]).is_err());
    let tight = plan().funding("district", 100_000).edit(|parts| {
        parts.funding[FundingIdx::from(0)].amount = Yuan::new(299_999);
    });
    let money =
        [scenario(0, plan().funding("district", 300_000).problem()), scenario(1, tight.problem())];
    let found = ask(&money, &[1.0, 1.0]).expect("solved");
    // The money of every scenario binds: the hall cannot be built though one scenario could pay for it.
    assert_eq!(found.outcome.aim(RobustAim::Criterion).and_then(|aim| aim.value), Some(0.0));
    assert_eq!(found.regret(0), Some(1.0));
}

#[test]
fn scenarios_that_clash_are_named() {
    let plan = |people: [f64; 2]| {
        TinyPlan::new()
            .tier("station", 1000.0)
            .unit("west", 0.0, people[0])
            .unit("east", 10_000.0, people[1])
            .candidate("west hall", 100.0, "station", 300_000)
            .candidate("east hall", 10_100.0, "station", 300_000)
            .funding("district", 300_000)
            .target(
                Measure::Coverage { tiers: vec![TierIdx::from(0)], group: GroupIdx::from(0) },
                Scope::All,
                Direction::AtLeast,
                1.0,
            )
            .problem()
    };
    let numbered = [[0.0, 0.0], [100.0, 0.0], [0.0, 100.0]].map(plan);
    let scenarios: Vec<(Scenario, Problem)> = numbered
        .into_iter()
        .enumerate()
        .map(|(number, problem)| {
            let scenario = Scenario { number: number as u64, changes: Vec::new() };
            (scenario, problem)
        })
        .collect();
    let asked = asked(&scenarios, &[1.0; 3], Criterion::Regret, CoverageUnit::Share, None);
    let found = robust(&asked).expect("solved");
    assert_eq!(found.outcome.status, Status::Infeasible);
    let clash = Conflict::Together { scenarios: vec![1, 2], least: true };
    assert_eq!(found.conflict, Some(clash));
    // That each has a layout alone is said where it is known only.
    let run = RunRecord {
        version: String::new(),
        command: "robust".into(),
        inputs: Vec::new(),
        warnings: Vec::new(),
        edits: None,
        settings: None,
        package: None,
        timing: Timing { read_s: 0.0, solve_s: 0.0, threads: 1, stages_s: Vec::new() },
    };
    let said = |found: &RobustPlan| {
        let report = RobustReport {
            problem: &scenarios[0].1,
            fixed: &[],
            robust: found,
            layout: None,
            run: &run,
        };
        let said = reasons(&report, Language::English);
        said.first().expect("a reason").clone()
    };
    assert_eq!(
        said(&found),
        "Each scenario has a layout, but scenarios 2, 3 have no layout together; leave any one of these out, and there is one"
    );
    let mut cut_off = found.clone();
    cut_off.scenarios[0].has_plan = None;
    assert_eq!(
        said(&cut_off),
        "scenarios 2, 3 have no layout together; leave any one of these out, and there is one"
    );
}
