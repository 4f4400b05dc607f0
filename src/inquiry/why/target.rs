//! What binds a target, and what it costs.
//!
//! The best value that the plan allows its measure is found by making the target's own shortfall from the greatest value that the
//! measure could have the only aim. Where it is measured for every town or area, the worst of them counts: the least value that a
//! plan must reach is then raised again and again, until no plan reaches it.

use super::super::asking::{Answer, Asking, Blocked, Posed, arcs_of};
use super::super::nearest::nearest;
use super::super::obstacle::{Obstacle, lift_target};
use super::super::places::unreached;
use super::super::requirement::Requirement;
use super::near::{NearSite, could_serve, near_site};
use crate::domain::location::Sense;
use crate::domain::{
    Aim, Direction, Measure, MeasureUnit, MeasureValue, Problem, ProblemParts, Reach, SitedAim,
    Stage, Target, TierIdx, UnitIdx,
};
use crate::plan::{self, measure};
use crate::solve::{
    AuditedLayout, Restriction, SolveError, StageReport, Status, WeightedChoice, gap,
    solve_restricted,
};
use crate::travel::Arcs;
use crate::units::{Persons, Share, SquareMetres, Yuan};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// The best value of a measure.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct BestValue {
    /// The best value found, in the measure's unit.
    pub value: f64,
    /// No plan has a better one; none where nothing is proved.
    pub bound: Option<f64>,
    /// Whether the value is proved to be the best.
    pub proved: bool,
    /// The plan that has it.
    pub plan: AuditedLayout,
}

/// People whom a target counts, and whom no layout covers: no site could serve them within reach.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Unreached {
    /// At which tier.
    pub tier: TierIdx,
    /// Who.
    pub unit: UnitIdx,
    /// How many of the group that the target counts.
    pub people: Persons,
    /// How far they may go.
    pub within: Reach,
    /// The nearest site that could serve them.
    pub nearest: Option<NearSite>,
}

/// What binds a target, and what it costs.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct TargetAnswer {
    /// The position of the target or rule.
    pub target: usize,
    /// The value in the best plan; none where it has none.
    pub reached: Option<f64>,
    /// By how much that is better than the limit, in the measure's unit; negative where it misses it.
    pub slack: Option<f64>,
    /// The best value that it can have; none where siting does not decide it, or it has no value.
    pub best: Option<BestValue>,
    /// What keeps it from being better: each of these, lifted alone, allows a better value; none where it is the best of all.
    pub bound_by: Vec<Obstacle>,
    /// Whether all were tried.
    pub all_tried: bool,
    /// Whom it counts and no layout covers, those of most people first; none of a target of anything but coverage.
    pub unreached: Vec<Unreached>,
    /// The best plan without the target; none where siting does not decide it.
    pub without: Option<Answer>,
}

pub(super) fn answer(asking: &Asking<'_>, position: usize) -> Result<TargetAnswer, SolveError> {
    let problem = asking.problem;
    let reached = asking.best.audit.targets[position].reached;
    let mut answer = TargetAnswer {
        target: position,
        reached,
        slack: None,
        best: None,
        bound_by: Vec::new(),
        all_tried: true,
        unreached: Vec::new(),
        without: None,
    };
    let Aim::Sited(aim) = &problem.targets[position].aim else {
        return Ok(answer);
    };
    let slack = |value: f64| match aim.direction {
        Direction::AtLeast => value - aim.limit.number(),
        Direction::AtMost => aim.limit.number() - value,
    };
    answer.slack = reached.map(slack);
    let asked = OfTarget { asking, position, aim };
    let (rounded, without) = rayon::join(
        || asked.best().and_then(|best| Ok((asked.bound_by(best.as_ref())?, best))),
        || asked.without(),
    );
    let ((bound_by, all_tried), best) = rounded?;
    (answer.bound_by, answer.all_tried, answer.best) = (bound_by, all_tried, best);
    answer.unreached = asked.unreached();
    answer.without = Some(without?);
    Ok(answer)
}

struct OfTarget<'a, 'b> {
    asking: &'b Asking<'a>,
    position: usize,
    aim: &'b SitedAim,
}

/// The least step of a value that counts as better, relative to it or to 1; of what is counted, too, where that is for a thousand
/// people or the like, since solvers do not tell less apart.
const STEP: f64 = 1e-5;

impl OfTarget<'_, '_> {
    fn without(&self) -> Result<Answer, SolveError> {
        let mut parts = self.asking.problem.clone().into_parts();
        lift_target(&mut parts, self.position);
        let Ok(problem) = Problem::new(parts) else {
            return Ok(Answer::Impossible(Blocked::default()));
        };
        let arcs = Cow::Borrowed(self.asking.arcs);
        let posed = Posed { problem: Cow::Owned(problem), arcs, restrictions: Vec::new() };
        self.asking.best_of(&posed, true)
    }

    /// Whom no layout covers, with how far their nearest site is.
    fn unreached(&self) -> Vec<Unreached> {
        let Asking { problem, arcs, .. } = *self.asking;
        if self.aim.direction == Direction::AtMost {
            return Vec::new();
        }
        let mut left = unreached(problem, arcs, self.aim);
        left.sort_by(|a, b| b.people.number().total_cmp(&a.people.number()));
        if left.is_empty() {
            return Vec::new();
        }
        let units: BTreeSet<UnitIdx> = left.iter().map(|own| own.unit).collect();
        let units: Vec<UnitIdx> = units.into_iter().collect();
        let ways = nearest(problem, &units);
        let told = left.into_iter().map(|own| {
            let could = |site| could_serve(problem, site, own.tier);
            let ways = &ways[units.partition_point(|unit| *unit < own.unit)];
            Unreached {
                tier: own.tier,
                unit: own.unit,
                people: own.people,
                within: own.within,
                nearest: near_site(problem, (own.unit, own.tier), &ways[own.tier], could),
            }
        });
        told.collect()
    }

    /// What keeps the value from being better than `best`.
    fn bound_by(&self, best: Option<&BestValue>) -> Result<(Vec<Obstacle>, bool), SolveError> {
        let Some(best) = best else {
            return Ok((Vec::new(), true));
        };
        if !best.proved {
            // A better value may be possible as it is.
            return Ok((Vec::new(), false));
        }
        let Some(better) = self.beyond(best.value) else {
            return Ok((Vec::new(), true));
        };
        let own = Obstacle::One(Requirement::Target(self.position));
        let others: Vec<Obstacle> =
            Self::may_bind(self.asking.problem, self.aim).filter(|other| *other != own).collect();
        let terms = |problem: Cow<'_, Problem>, known| {
            let problem = self.reaching(problem.into_owned().into_parts(), better)?;
            let arcs = arcs_of(&problem, known);
            let restrictions = self.has_value(&problem, &arcs);
            Some(Posed { problem: Cow::Owned(problem), arcs, restrictions })
        };
        self.asking.allowing(&terms, &others)
    }

    /// What may keep a value from being better.
    fn may_bind(problem: &Problem, aim: &SitedAim) -> impl Iterator<Item = Obstacle> {
        Obstacle::of_plan(problem).into_iter().chain(Obstacle::reaches_of(problem, aim))
    }

    /// The plan in which the value is at least (or at most) `least`.
    fn reaching(&self, mut parts: ProblemParts, least: f64) -> Option<Problem> {
        let limit = limit_of(&self.aim.measure, self.aim.direction, least)?;
        let aim = SitedAim { limit, ..self.aim.clone() };
        parts.targets.push(Target::binding("better", aim));
        Problem::new(parts).ok()
    }

    /// That the measure has a value: a share of nothing keeps every limit. Nothing where its whole is fixed, or none of choices.
    fn has_value(&self, problem: &Problem, arcs: &Arcs) -> Vec<Restriction> {
        let parts = measure::parts(problem, arcs, self.aim);
        if parts.iter().any(|part| part.denominator.constant > 0.0) {
            return Vec::new();
        }
        let counted = parts.iter().flat_map(|part| &part.denominator.choices);
        let weights = counted.filter(|(_, _, amount)| *amount > 0.0);
        let weights: Vec<WeightedChoice> = weights
            .map(|&(site, choice, amount)| WeightedChoice::new(site, choice, amount))
            .collect();
        let least = weights.iter().map(|own| own.weight).reduce(f64::min);
        let direction = Direction::AtLeast;
        let limited = least.map(|limit| Restriction::Choices { weights, direction, limit });
        limited.into_iter().collect()
    }

    /// The least value that is better than `value`; none where there is none.
    fn beyond(&self, value: f64) -> Option<f64> {
        let parts = measure::parts(self.asking.problem, self.asking.arcs, self.aim);
        let wholes = parts.iter().map(|part| part.denominator.constant);
        let least = wholes.filter(|&whole| whole > 0.0).fold(1.0, f64::min);
        let step = STEP * value.abs().max(1.0 / least);
        let better = match self.aim.direction {
            Direction::AtLeast => value + step,
            Direction::AtMost => value - step,
        };
        limit_of(&self.aim.measure, self.aim.direction, better)?;
        let whole = if self.aim.measure.is_share() { 1.0 } else { f64::INFINITY };
        (0.0..=whole).contains(&better).then_some(better)
    }

    /// No value of the measure is greater.
    fn greatest(&self) -> f64 {
        let parts = measure::parts(self.asking.problem, self.asking.arcs, self.aim);
        let greatest = |part: &measure::Part| {
            let below = part.denominator.constant;
            if below > 0.0 { plan::greatest(&part.numerator) / below } else { 0.0 }
        };
        match self.aim.measure.is_share() {
            true => 1.0,
            false => parts.iter().map(greatest).fold(0.0, f64::max),
        }
    }

    /// The best value of the measure.
    fn best(&self) -> Result<Option<BestValue>, SolveError> {
        let Some(mut value) = self.asking.best.audit.targets[self.position].reached else {
            return Ok(None);
        };
        let ideal = match self.aim.direction {
            Direction::AtLeast => self.greatest(),
            Direction::AtMost => 0.0,
        };
        let Some(ideal) = limit_of(&self.aim.measure, self.aim.direction, ideal) else {
            return Ok(None);
        };
        let mut plan = self.asking.best.clone();
        loop {
            // What a part of the plan rules out is no better value as long as it counts.
            let better = self.beyond(value).filter(|better| *better <= self.greatest());
            let Some(least) = better else {
                return Ok(Some(BestValue { value, bound: Some(value), proved: true, plan }));
            };
            let mut parts = self.asking.problem.clone().into_parts();
            for target in &mut parts.targets {
                target.weight = 0.0;
            }
            let alone = SitedAim { limit: ideal, ..self.aim.clone() };
            parts.targets.push(Target::expected("alone", alone.clone()));
            let mut tiers = self.asking.problem.tiers.keys();
            parts.objective.order =
                match tiers.any(|own| self.asking.problem.has_limited_places(own)) {
                    true => vec![Stage::Shortfall, Stage::Coverage],
                    false => vec![Stage::Shortfall],
                };
            parts.objective.keep = Share::default();
            let Some(problem) = self.reaching(parts, least) else {
                return Ok(Some(BestValue { value, bound: None, proved: false, plan }));
            };
            let Asking { arcs, limits, progress, .. } = *self.asking;
            let valued = self.has_value(&problem, arcs);
            let found = solve_restricted(&problem, arcs, limits, &valued, progress)?;
            let reached =
                found.decided.as_ref().and_then(|own| own.audit.targets[self.position].reached);
            let (Some(decided), Some(reached)) = (found.decided, reached) else {
                // Where no plan is better by a step, what is left is less than that.
                let proved = found.status == Status::Infeasible;
                return Ok(Some(BestValue { value, bound: proved.then_some(least), proved, plan }));
            };
            let is_better = self.aim.direction.shortfall(value, reached) > 0.0;
            if is_better {
                (value, plan) = (reached, decided);
            }
            let bound = self.bound(&problem, &alone, found.stages.first());
            let is_proved = matches!(found.status, Status::Proved | Status::ProvedToGap);
            if let Some(bound) = bound.filter(|_| is_proved) {
                let sense = match self.aim.direction {
                    Direction::AtLeast => Sense::Maximise,
                    Direction::AtMost => Sense::Minimise,
                };
                let proved = gap(sense, value, bound) == 0.0;
                return Ok(Some(BestValue { value, bound: Some(bound), proved, plan }));
            }
            if !is_better || !is_proved {
                return Ok(Some(BestValue { value, bound, proved: false, plan }));
            }
        }
    }

    /// The value that no plan betters, by the bound on the shortfall; none where the value is the worst of several.
    fn bound(
        &self,
        problem: &Problem,
        alone: &SitedAim,
        stage: Option<&StageReport>,
    ) -> Option<f64> {
        let parts = measure::parts(problem, self.asking.arcs, alone);
        let ([part], bound) = (&parts[..], stage?.bound?) else {
            return None;
        };
        let least = bound.max(0.0) * plan::shortfall_scale(part, alone.limit.number());
        Some(match alone.direction {
            Direction::AtLeast => alone.limit.number() - least,
            Direction::AtMost => alone.limit.number() + least,
        })
    }
}

/// A limit of the measure's unit, in whole yuan no laxer than `value`; none where it cannot be one.
fn limit_of(measure: &Measure, direction: Direction, value: f64) -> Option<MeasureValue> {
    Some(match measure.unit() {
        MeasureUnit::Share => Share::new(value).ok()?.into(),
        MeasureUnit::Yuan | MeasureUnit::YuanYear => {
            let whole = match direction {
                Direction::AtLeast => value.ceil(),
                Direction::AtMost => value.floor(),
            };
            Yuan::new(whole as i64).into()
        }
        MeasureUnit::SquareMetres => SquareMetres::new(value).ok()?.into(),
        MeasureUnit::Number | MeasureUnit::Per1000 | MeasureUnit::SquareMetresPer1000 => {
            value.into()
        }
    })
}
