use super::decided::Decided;
use super::ids::{AreaIdx, FundingIdx, SiteIdx, TownIdx};
use super::kind::TargetKind;
use super::language::Language;
use super::measure::Measure;
use super::measure_unit::MeasureUnit;
use super::name::Name;
use super::place::Setting;
use super::site::{Choice, Site};
use crate::units::{Share, SquareMetres, Yuan};

impl Measure {
    /// The aim that it reaches `limit` over the whole plan.
    pub fn at_least(self, limit: impl Into<MeasureValue>) -> SitedAim {
        SitedAim {
            measure: self,
            scope: Scope::All,
            direction: Direction::AtLeast,
            limit: limit.into(),
        }
    }

    /// The aim that it does not exceed `limit` over the whole plan.
    pub fn at_most(self, limit: impl Into<MeasureValue>) -> SitedAim {
        SitedAim { direction: Direction::AtMost, ..self.at_least(limit) }
    }
}

/// A value of a measure, with its unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum MeasureValue {
    /// Of a measure that is a share.
    Share(Share),
    /// Of a measure that is money.
    Money(Yuan),
    /// Of a measure that is a floor area.
    Area(SquareMetres),
    /// Of any other: facilities, beds, beds per 1,000 people.
    Number(f64),
}

impl MeasureValue {
    /// The number: a share as a fraction, money in yuan, an area in square metres.
    pub fn number(self) -> f64 {
        match self {
            MeasureValue::Share(share) => share.fraction(),
            MeasureValue::Money(amount) => amount.yuan() as f64,
            MeasureValue::Area(area) => area.square_metres(),
            MeasureValue::Number(number) => number,
        }
    }

    /// Whether values of `measure` have this unit.
    pub fn fits(self, measure: &Measure) -> bool {
        match self {
            MeasureValue::Share(_) => measure.unit() == MeasureUnit::Share,
            MeasureValue::Money(_) => measure.unit().is_money(),
            MeasureValue::Number(_) => {
                matches!(
                    measure.unit(),
                    MeasureUnit::Number | MeasureUnit::Per1000 | MeasureUnit::SquareMetresPer1000
                )
            }
            MeasureValue::Area(_) => measure.unit() == MeasureUnit::SquareMetres,
        }
    }
}

impl From<Share> for MeasureValue {
    fn from(share: Share) -> Self {
        MeasureValue::Share(share)
    }
}

impl From<Yuan> for MeasureValue {
    fn from(amount: Yuan) -> Self {
        MeasureValue::Money(amount)
    }
}

impl From<SquareMetres> for MeasureValue {
    fn from(area: SquareMetres) -> Self {
        MeasureValue::Area(area)
    }
}

impl From<f64> for MeasureValue {
    fn from(number: f64) -> Self {
        MeasureValue::Number(number)
    }
}

/// The part of the plan over which a measure is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// The whole plan.
    All,
    /// Units of one setting.
    Setting(Setting),
    /// Every town for itself: the worst one counts.
    EachTown,
    /// One town.
    Town(TownIdx),
    /// Every area for itself: the worst one counts.
    EachArea,
    /// One area.
    Area(AreaIdx),
}

/// At least or at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// value ≥ limit.
    AtLeast,
    /// value ≤ limit.
    AtMost,
}

impl Direction {
    /// `≥` or `≤`.
    pub fn symbol(self) -> &'static str {
        match self {
            Direction::AtLeast => "≥",
            Direction::AtMost => "≤",
        }
    }

    /// By how much `value` misses `limit`; 0 when it does not.
    pub fn shortfall(self, value: f64, limit: f64) -> f64 {
        match self {
            Direction::AtLeast => (limit - value).max(0.0),
            Direction::AtMost => (value - limit).max(0.0),
        }
    }
}

/// An aim that siting decides.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct SitedAim {
    /// What is measured.
    pub measure: Measure,
    /// Over what.
    pub scope: Scope,
    /// At least or at most.
    pub direction: Direction,
    /// A share, money or a number, as the measure is.
    pub limit: MeasureValue,
}

impl SitedAim {
    /// The aim over another scope than the whole plan.
    pub fn over(self, scope: Scope) -> Self {
        Self { scope, ..self }
    }
}

/// What a target asks for.
#[derive(Debug, Clone, PartialEq)]
pub enum Aim {
    /// Siting decides it.
    Sited(SitedAim),
    /// Siting does not decide it: carried to the report in the published words.
    NotSited {
        /// The target as published.
        aim: String,
    },
}

/// An indicator of the published plan with its target: r ∈ T.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Target {
    /// Its id: what `--lift` and `--set` call it by.
    pub id: String,
    /// Its number in the published plan.
    pub indicator: Option<u32>,
    /// Its name.
    pub name: Name,
    /// Where it is published, for instance a row of the plan's table of projects.
    pub source: Option<String>,
    /// It holds only because the published plan says so: a challenge of that plan lifts it.
    pub because_published: bool,
    /// Its value today as published, in the plan's words.
    pub now: Option<String>,
    /// What is asked for.
    pub aim: Aim,
    /// Binding or expected.
    pub kind: TargetKind,
    /// Weight of an expected target's shortfall; 0 or more.
    pub weight: f64,
}

impl Target {
    /// A target that must be met, called by its name.
    pub fn binding(name: impl Into<String>, aim: SitedAim) -> Self {
        let name = name.into();
        Self {
            id: name.clone(),
            indicator: None,
            name: Name::plain(name),
            source: None,
            because_published: false,
            now: None,
            aim: Aim::Sited(aim),
            kind: TargetKind::Binding,
            weight: 1.0,
        }
    }

    /// A target whose shortfall is made small.
    pub fn expected(name: impl Into<String>, aim: SitedAim) -> Self {
        Self { kind: TargetKind::Expected, ..Self::binding(name, aim) }
    }

    /// The source of whose money it asks a share to be spent.
    pub fn funding(&self) -> Option<FundingIdx> {
        match &self.aim {
            Aim::Sited(aim) => aim.measure.funding(),
            Aim::NotSited { .. } => None,
        }
    }

    /// The sites that it is a rule of; none of an indicator.
    pub fn ruled_sites(&self) -> Option<&[SiteIdx]> {
        self.rule().map(|rule| rule.sites)
    }

    /// What people call it: a target, or a rule.
    pub(crate) fn called(&self, language: Language) -> &'static str {
        match self.rule() {
            Some(_) => language.say("rule", "规则"),
            None => language.say("target", "指标"),
        }
    }

    /// What it asks as a rule; none of an indicator.
    pub(crate) fn rule(&self) -> Option<Rule<'_>> {
        match &self.aim {
            Aim::Sited(SitedAim {
                measure: Measure::Sites { sites, decided },
                direction,
                limit,
                ..
            }) => Some(Rule { sites, decided, direction: *direction, limit: limit.number() }),
            _ => None,
        }
    }
}

/// What a rule asks of its sites.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rule<'a> {
    pub(crate) sites: &'a [SiteIdx],
    pub(crate) decided: &'a Decided,
    pub(crate) direction: Direction,
    /// Of how many of them, at least or at most.
    pub(crate) limit: f64,
}

impl Rule<'_> {
    /// Whether a choice at one of its sites is as it asks.
    pub(crate) fn takes(&self, site: &Site, choice: Choice) -> bool {
        self.decided.holds(site, choice) == (self.direction == Direction::AtLeast)
    }
}
