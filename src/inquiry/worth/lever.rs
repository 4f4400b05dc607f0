//! Figures of a plan that may be changed.

use crate::domain::{
    Aim, BedClass, FundingIdx, Measure, MeasureUnit, MeasureValue, Problem, ProblemParts, Reach,
    Setting, SitedAim, TierIdx,
};
use crate::units::{Metres, Persons, Seconds, Share, SquareMetres, Yuan};
use std::borrow::Cow;

/// A figure of a plan that may be changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Lever {
    /// What a source of money has.
    Funding(FundingIdx),
    /// What all sources have together: each gets its part of a step.
    AllFunding,
    /// How far people of a setting go to a tier.
    Reach(TierIdx, Setting),
    /// The limit of a target or rule, by its position.
    Target(usize),
    /// How many facilities one of the tier may lead.
    Leads(TierIdx),
    /// How many people each facility can serve at a tier with limited places, or how many beds it has.
    Places(TierIdx),
}

/// What a lever is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeverUnit {
    /// Yuan.
    Yuan,
    /// Seconds.
    Seconds,
    /// Metres.
    Metres,
    /// As the measure of its target.
    Measure(MeasureUnit),
    /// Facilities.
    Facilities,
    /// Places more at each facility.
    Places,
}

impl Lever {
    /// The levers of a plan.
    pub fn all(problem: &Problem) -> Vec<Self> {
        let all_funding = (problem.funding.len() > 1).then_some(Self::AllFunding);
        let sources = problem.funding.keys().map(Self::Funding);
        let tiers = || problem.tiers.iter_enumerated();
        let reaches = tiers().flat_map(|(index, tier)| {
            let moves =
                |setting: &Setting| tier.reach(*setting).is_some_and(|own| own != Reach::Anywhere);
            Setting::ALL.into_iter().filter(moves).map(move |setting| Self::Reach(index, setting))
        });
        let counts = |own: &usize| match &problem.targets[*own].aim {
            Aim::Sited(_) => problem.targets[*own].weight > 0.0,
            Aim::NotSited { .. } => false,
        };
        let targets = (0..problem.targets.len()).filter(counts).map(Self::Target);
        let leads = tiers()
            .filter(|(_, tier)| tier.leads.as_ref().is_some_and(|leads| leads.at_most.is_some()))
            .map(|(index, _)| Self::Leads(index));
        let limited = problem.tiers.keys().filter(|&tier| problem.has_limited_places(tier));
        let places = limited.map(Self::Places);
        all_funding
            .into_iter()
            .chain(sources)
            .chain(reaches)
            .chain(targets)
            .chain(leads)
            .chain(places)
            .collect()
    }

    /// Whether it is money of sources.
    pub fn is_money(self) -> bool {
        matches!(self, Self::Funding(_) | Self::AllFunding)
    }

    /// Whether which sites are in reach changes with it.
    pub(super) fn changes_arcs(self) -> bool {
        matches!(self, Self::Reach(..))
    }

    /// What it is counted in; none where the plan has no such lever.
    pub fn unit(self, problem: &Problem) -> Option<LeverUnit> {
        Some(match self {
            Self::Funding(_) | Self::AllFunding => LeverUnit::Yuan,
            Self::Reach(tier, setting) => match problem.tiers[tier].reach(setting)? {
                Reach::Time(_) => LeverUnit::Seconds,
                Reach::Distance(_) => LeverUnit::Metres,
                Reach::Anywhere => return None,
            },
            Self::Target(position) => LeverUnit::Measure(aim(problem, position)?.measure.unit()),
            Self::Leads(_) => LeverUnit::Facilities,
            Self::Places(_) => LeverUnit::Places,
        })
    }

    /// Its value in the plan, in its unit; 0 places more at each facility.
    pub fn value(self, problem: &Problem) -> Option<f64> {
        Some(match self {
            Self::Funding(source) => problem.funding[source].amount.yuan() as f64,
            Self::AllFunding => {
                problem.funding.iter().map(|own| own.amount).sum::<Yuan>().yuan() as f64
            }
            Self::Reach(tier, setting) => match problem.tiers[tier].reach(setting)? {
                Reach::Time(time) => time.seconds(),
                Reach::Distance(distance) => distance.metres(),
                Reach::Anywhere => return None,
            },
            Self::Target(position) => aim(problem, position)?.limit.number(),
            Self::Leads(tier) => f64::from(problem.tiers[tier].leads.as_ref()?.at_most?),
            Self::Places(_) => 0.0,
        })
    }

    /// The usual step: a tenth of money, five minutes or a tenth of a distance, five percentage points, one facility, place or site;
    /// a tenth of other limits of targets. None where that is nothing.
    pub fn usual_step(self, problem: &Problem) -> Option<f64> {
        const FIVE_MINUTES: f64 = 300.0;
        const FIVE_POINTS: f64 = 0.05;
        let tenth = self.value(problem)?.abs() / 10.0;
        let step = match self.unit(problem)? {
            LeverUnit::Seconds => FIVE_MINUTES,
            LeverUnit::Measure(MeasureUnit::Share) => FIVE_POINTS,
            LeverUnit::Facilities | LeverUnit::Places => 1.0,
            LeverUnit::Measure(MeasureUnit::Number) => {
                let Self::Target(position) = self else { return None };
                match aim(problem, position)?.measure {
                    Measure::Count { .. } | Measure::Sites { .. } => 1.0,
                    _ => tenth,
                }
            }
            LeverUnit::Yuan | LeverUnit::Metres | LeverUnit::Measure(_) => tenth,
        };
        (step > 0.0).then_some(step)
    }

    /// The plan with `more` of it, and its value then; none where that makes no sense.
    pub fn changed<'a>(self, problem: &'a Problem, more: f64) -> Option<(Cow<'a, Problem>, f64)> {
        let value = self.value(problem)? + more;
        let mut parts = problem.clone().into_parts();
        let yuan = |amount: f64| (amount >= 0.0).then(|| Yuan::new(amount.round() as i64));
        match self {
            Self::Funding(source) => parts.funding[source].amount = yuan(value)?,
            Self::AllFunding => {
                let whole = self.value(problem)?;
                for own in &mut parts.funding {
                    own.amount = yuan(own.amount.yuan() as f64 * (value / whole))?;
                }
            }
            Self::Reach(tier, setting) => {
                let own = match setting {
                    Setting::Urban => &mut parts.tiers[tier].reach_urban,
                    Setting::Rural => &mut parts.tiers[tier].reach_rural,
                };
                *own = Some(match (*own)? {
                    Reach::Time(_) => Reach::Time(Seconds::new(value).ok()?),
                    Reach::Distance(_) => Reach::Distance(Metres::new(value).ok()?),
                    Reach::Anywhere => return None,
                });
            }
            Self::Target(position) => {
                let Aim::Sited(own) = &mut parts.targets[position].aim else { return None };
                own.limit = limit(&own.measure, value)?;
            }
            Self::Leads(tier) => {
                let whole = (value >= 0.0).then_some(value.round() as u32)?;
                parts.tiers[tier].leads.as_mut()?.at_most = Some(whole);
            }
            Self::Places(tier) => more_places(&mut parts, tier, more)?,
        }
        Some((Cow::Owned(Problem::new(parts).ok()?), value))
    }

    /// The plan in which a source has as much more as all works cost; none of levers that are no money.
    pub(super) fn unlimited<'a>(self, problem: &Problem) -> Option<Cow<'a, Problem>> {
        let mut parts = problem.clone().into_parts();
        let works: Yuan =
            parts.sites.iter().flat_map(|site| &site.works).map(|work| work.cost).sum();
        match self {
            Self::Funding(source) => parts.funding[source].amount += works,
            Self::AllFunding => parts.funding.iter_mut().for_each(|own| own.amount += works),
            _ => return None,
        }
        Some(Cow::Owned(Problem::new(parts).ok()?))
    }
}

fn aim(problem: &Problem, position: usize) -> Option<&SitedAim> {
    match &problem.targets[position].aim {
        Aim::Sited(aim) => Some(aim),
        Aim::NotSited { .. } => None,
    }
}

/// A limit of the measure's unit; none where it cannot be one.
fn limit(measure: &Measure, value: f64) -> Option<MeasureValue> {
    if value < 0.0 {
        return None;
    }
    Some(match (measure, measure.unit()) {
        (Measure::Sites { sites, .. }, _) if value > sites.len() as f64 => return None,
        // Sums of steps end in what is all but a round share.
        (_, MeasureUnit::Share) => {
            let near = (value * 1e9).round() / 1e9;
            Share::new(near).ok()?.into()
        }
        (_, MeasureUnit::Yuan | MeasureUnit::YuanYear) => Yuan::new(value.round() as i64).into(),
        (_, MeasureUnit::SquareMetres) => SquareMetres::new(value).ok()?.into(),
        (_, MeasureUnit::Number | MeasureUnit::Per1000 | MeasureUnit::SquareMetresPer1000) => {
            value.into()
        }
    })
}

/// `more` places at each facility that serves the tier and has some; none where one would have fewer than none.
fn more_places(parts: &mut ProblemParts, tier: TierIdx, more: f64) -> Option<()> {
    let class = parts.tiers[tier].places;
    let serves: Vec<bool> = parts.tiers.iter().map(|own| own.serves.contains(&tier)).collect();
    let whole = more.round() as i64;
    let beds = |own: &mut u32| -> Option<()> {
        *own = u32::try_from(i64::from(*own) + whole).ok()?;
        Some(())
    };
    for state in parts.sites.iter_mut().flat_map(|site| &mut site.states) {
        if !state.tier.is_some_and(|own| serves[usize::from(own)]) {
            continue;
        }
        match class {
            Some(class) if state.beds_of(class) > 0 => {
                beds(&mut state.beds)?;
                if class == BedClass::Guarantee {
                    beds(&mut state.guarantee_beds)?;
                }
            }
            Some(_) => {}
            None => {
                let fuller = |own: Persons| Persons::new(own.number() + more);
                state.capacity = state.capacity.map(fuller).transpose().ok()?;
            }
        }
    }
    Some(())
}
