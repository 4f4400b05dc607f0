//! How people get about: in the whole plan, to the facilities of one tier, and from one unit.

use super::place::Setting;
use super::roads::{Mode, RoadTravel};
use crate::units::Speed;
use std::sync::Arc;

/// How people get about.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum TravelMethod {
    /// Geodesic distance times a detour factor, at one speed a setting.
    StraightLine {
        /// Ratio of travelled to straight-line distance; 1 or more.
        detour: f64,
        /// Speed of urban people.
        speed_urban: Speed,
        /// Speed of rural people.
        speed_rural: Speed,
    },
    /// Over roads: the quickest way where a reach is a time, the shortest where it is a distance.
    Roads(Box<RoadTravel>),
}

impl TravelMethod {
    /// Geodesic distance times `detour`, 1 or more, at one speed for all.
    pub fn straight_line(detour: f64, speed: Speed) -> Self {
        TravelMethod::StraightLine { detour, speed_urban: speed, speed_rural: speed }
    }

    /// The speed of people of `setting`, where it is the same everywhere.
    pub fn speed(&self, setting: Setting) -> Option<Speed> {
        self.straight_way(setting).map(|way| way.speed)
    }

    /// The ways of people of `setting`, where they are straight lines.
    pub fn straight_way(&self, setting: Setting) -> Option<StraightWay> {
        match *self {
            TravelMethod::StraightLine { detour, speed_urban, speed_rural } => {
                let speed = match setting {
                    Setting::Urban => speed_urban,
                    Setting::Rural => speed_rural,
                };
                Some(StraightWay { detour, speed })
            }
            TravelMethod::Roads(_) => None,
        }
    }

    /// What is wrong with it, in a few words.
    pub(super) fn fault(&self) -> Option<&'static str> {
        match self {
            TravelMethod::StraightLine { detour, .. } if !is_detour(*detour) => {
                Some("the detour factor is below 1")
            }
            _ => None,
        }
    }

    /// Whether both are straight lines, or both go over the same open roads.
    fn shares_ground_with(&self, other: &Self) -> bool {
        match (self, other) {
            (TravelMethod::StraightLine { .. }, TravelMethod::StraightLine { .. }) => true,
            (TravelMethod::Roads(own), TravelMethod::Roads(other)) => {
                Arc::ptr_eq(&own.network, &other.network)
                    && own.closed == other.closed
                    && own.snap == other.snap
            }
            _ => false,
        }
    }
}

fn is_detour(factor: f64) -> bool {
    factor.is_finite() && factor >= 1.0
}

/// A way that is modelled as a straight line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StraightWay {
    /// Ratio of travelled to straight-line distance; 1 or more.
    pub detour: f64,
    /// How fast people go.
    pub speed: Speed,
}

/// How people get to the facilities of one tier, where the plan says so.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct TierTravel {
    /// The method in full. It is of the plan's kind, and over the plan's roads.
    pub method: TravelMethod,
    /// By what urban and rural people travel in straight lines: a word for reports. Over roads the profiles say it.
    pub modes: [Option<Mode>; 2],
}

impl TierTravel {
    /// Travel by `method`, of which straight lines do not say by what.
    pub fn new(method: TravelMethod) -> Self {
        Self { method, modes: [None; 2] }
    }

    /// By what people of `setting` travel, where that is said.
    pub fn mode(&self, setting: Setting) -> Option<Mode> {
        match (&self.method, setting) {
            (TravelMethod::StraightLine { .. }, Setting::Urban) => self.modes[0],
            (TravelMethod::StraightLine { .. }, Setting::Rural) => self.modes[1],
            (TravelMethod::Roads(roads), Setting::Urban) => Some(roads.urban.mode()),
            (TravelMethod::Roads(roads), Setting::Rural) => Some(roads.rural.mode()),
        }
    }

    /// Whether it says no more than that people travel by `plan`.
    pub fn is_usual(&self, plan: &TravelMethod) -> bool {
        let same = |setting| match (&self.method, plan) {
            (TravelMethod::Roads(own), TravelMethod::Roads(plan)) => {
                own.profile(setting) == plan.profile(setting)
            }
            (own, plan) => own.straight_way(setting) == plan.straight_way(setting),
        };
        self.modes == [None; 2] && Setting::ALL.into_iter().all(same)
    }

    /// What is wrong with it in a plan that travels by `plan`.
    pub(super) fn fault(&self, plan: &TravelMethod) -> Option<&'static str> {
        match self.method.shares_ground_with(plan) {
            true => self.method.fault(),
            false => Some("its travel is not of the plan's kind, or not over the plan's roads"),
        }
    }
}

/// The ways from one unit in straight lines, where they are not those of its setting: no road leads there, or one
/// around a hill or a lake. Over roads it says nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
#[non_exhaustive]
pub struct UnitTravel {
    /// The detour to facilities of every tier.
    pub detour: Option<f64>,
    /// The speed to facilities of every tier.
    pub speed: Option<Speed>,
    /// No straight line is a way: people reach only the sites of their own unit, and those that they move into, which
    /// have no limit of distance.
    pub no_way: bool,
}

impl UnitTravel {
    /// Whether the ways are those of the setting.
    pub fn is_usual(&self) -> bool {
        *self == Self::default()
    }

    /// The way of this unit's people where others have `usual`.
    pub fn instead_of(&self, usual: StraightWay) -> StraightWay {
        StraightWay {
            detour: self.detour.unwrap_or(usual.detour),
            speed: self.speed.unwrap_or(usual.speed),
        }
    }

    /// What is wrong with it.
    pub(super) fn fault(&self) -> Option<&'static str> {
        self.detour.filter(|&own| !is_detour(own)).map(|_| "the detour factor is below 1")
    }
}
