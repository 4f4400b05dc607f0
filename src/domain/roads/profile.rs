use super::class::{Mode, RoadClass};
use super::network::{Access, Direction, RoadNetwork, Way};
use crate::domain::Setting;
use crate::units::{Metres, Speed};
use std::borrow::Cow;
use std::sync::Arc;

const CLASSES: usize = RoadClass::ALL.len();

/// A travel profile: the speeds of a mode on roads of each class, and the rules that it follows.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    mode: Mode,
    /// Speed in km/h by class; `None` if the class is not used.
    speeds_km_h: [Option<f64>; CLASSES],
    walk: Speed,
    slopes: bool,
}

/// How a class is used by default.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Use {
    /// Used unless the way forbids it.
    Free,
    /// Used only where the way allows it.
    Allowed,
}

/// Walking, in km/h, as plans for older people assume; younger adults walk at about 5.
const WALK_KM_H: f64 = 4.0;
/// Up and down steps, as a share of walking on the level.
const STEPS: f64 = 0.5;
/// The steepest slope that counts: 35°.
const STEEPEST: f64 = 0.7;
/// Ferries whose duration is not known, in km/h.
const FERRY_KM_H: f64 = 12.0;

/// Driving by class in km/h: averages with stops, not limits, after the car profile of the Open Source Routing Machine
/// (profiles/car.lua). In the order of [`RoadClass::ALL`].
const DRIVE: [f64; 12] = [90.0, 85.0, 65.0, 55.0, 40.0, 25.0, 25.0, 10.0, 15.0, 0.0, 25.0, 0.0];
/// Buses between stops with the stops counted in: about three fifths of driving on main roads.
const BUS: [f64; 12] = [70.0, 60.0, 40.0, 35.0, 28.0, 20.0, 18.0, 8.0, 8.0, 0.0, 18.0, 40.0];

impl Profile {
    /// Yike's own profile of `mode`.
    pub fn of(mode: Mode) -> Self {
        let speed = |class: RoadClass| {
            let at = class as usize;
            let table = |table: &[f64; 12]| table.get(at).copied().unwrap_or(0.0);
            match (mode, class) {
                (_, RoadClass::Ferry) => FERRY_KM_H,
                (Mode::Drive, RoadClass::Pedestrian | RoadClass::Track) => 10.0,
                (Mode::Drive, _) => table(&DRIVE),
                (Mode::Bus, RoadClass::Pedestrian) => 8.0,
                (Mode::Bus, _) => table(&BUS),
                (Mode::Cycle, RoadClass::Motorway | RoadClass::Busway) => 0.0,
                (Mode::Cycle, RoadClass::Steps) => 2.0,
                (Mode::Cycle, RoadClass::Pedestrian | RoadClass::Footway) => 8.0,
                (Mode::Cycle, RoadClass::Track | RoadClass::Path | RoadClass::Bridleway) => 10.0,
                (Mode::Cycle, _) => 15.0,
                (Mode::Walk, RoadClass::Motorway | RoadClass::Busway) => 0.0,
                (Mode::Walk, RoadClass::Steps) => WALK_KM_H * STEPS,
                (Mode::Walk, _) => WALK_KM_H,
            }
        };
        Self {
            mode,
            speeds_km_h: RoadClass::ALL
                .map(|class| Some(speed(class)).filter(|&speed| speed > 0.0)),
            walk: km_h(WALK_KM_H),
            slopes: false,
        }
    }

    /// The profile with another walking speed, to the road and, on foot, along it.
    pub fn walking_at(mut self, walk: Speed) -> Self {
        self.walk = walk;
        if self.mode == Mode::Walk {
            let speed = walk.metres_per_second() * 3.6;
            for class in RoadClass::ALL {
                let slot = &mut self.speeds_km_h[class as usize];
                match class {
                    RoadClass::Ferry => {}
                    RoadClass::Steps => *slot = slot.map(|_| speed * STEPS),
                    _ => *slot = slot.map(|_| speed),
                }
            }
        }
        self
    }

    /// The profile with another speed on roads of `class`.
    pub fn with_speed(mut self, class: RoadClass, speed: Speed) -> Self {
        self.speeds_km_h[class as usize] = Some(speed.metres_per_second() * 3.6);
        self
    }

    /// The profile with walkers slowed by slopes, up and steeply down, where heights are known: Tobler (1993), *Three
    /// presentations on geographical analysis and modeling*, NCGIA report 93-1.
    pub fn with_slopes(mut self, slopes: bool) -> Self {
        self.slopes = slopes;
        self
    }

    /// Who travels.
    pub fn mode(&self) -> Mode {
        self.mode
    }

    /// The speed on roads of `class`, in km/h; none where they are not used.
    fn speed_km_h(&self, class: RoadClass) -> Option<f64> {
        self.speeds_km_h[class as usize]
    }

    /// The walking speed, at which every mode reaches the road.
    pub fn walk(&self) -> Speed {
        self.walk
    }

    /// The share of the speed on the level that is left where the way rises by `slope` (rise over run): Tobler's
    /// 6·e^(−3.5·|slope + 0.05|) km/h over its value on the level. 1 unless slopes count for the profile. Slopes of
    /// more than 0.7 count as 0.7: Tobler's hikers went no steeper, and a jump in the heights of near nodes is noise.
    pub fn slope_factor(&self, slope: f64) -> f64 {
        if !(self.slopes && self.mode == Mode::Walk) {
            return 1.0;
        }
        let slope = slope.clamp(-STEEPEST, STEEPEST);
        (-3.5 * ((slope + 0.05).abs() - 0.05)).exp()
    }

    /// Whether heights count on ways of `class`: ferries are level, and steps have a speed of their own.
    pub fn minds_slopes_on(&self, class: RoadClass) -> bool {
        self.minds_slopes() && !matches!(class, RoadClass::Ferry | RoadClass::Steps)
    }

    /// Whether heights count.
    pub fn minds_slopes(&self) -> bool {
        self.slopes && self.mode == Mode::Walk
    }

    /// The speed on `way`, in km/h, forward and backward; none where it may not be used. A speed limit counts for
    /// vehicles where it is lower than the speed of the class. Ferries of known duration have the class's speed here.
    pub fn speeds_km_h_on(&self, way: &Way) -> [Option<f64>; 2] {
        let passage = way.passage(self.mode);
        let open = match passage.access {
            Access::No => false,
            Access::Yes => true,
            Access::Unsaid => self.use_of(way.class) == Use::Free,
        };
        let Some(speed) = self.speed_km_h(way.class).filter(|_| open) else {
            return [None; 2];
        };
        let limit = way.speed_limit.map(|limit| limit.metres_per_second() * 3.6);
        let speed = match limit {
            Some(limit) if self.mode != Mode::Walk && way.class != RoadClass::Ferry => {
                speed.min(limit)
            }
            _ => speed,
        };
        match passage.direction {
            Direction::Both => [Some(speed); 2],
            Direction::Forward => [Some(speed), None],
            Direction::Backward => [None, Some(speed)],
        }
    }

    fn use_of(&self, class: RoadClass) -> Use {
        let only_allowed = match self.mode {
            Mode::Walk => false,
            Mode::Cycle => matches!(
                class,
                RoadClass::Pedestrian
                    | RoadClass::Footway
                    | RoadClass::Bridleway
                    | RoadClass::Steps
            ),
            Mode::Drive => {
                matches!(class, RoadClass::Pedestrian | RoadClass::Track | RoadClass::Ferry)
            }
            Mode::Bus => matches!(class, RoadClass::Pedestrian | RoadClass::Ferry),
        };
        match only_allowed {
            true => Use::Allowed,
            false => Use::Free,
        }
    }

    /// Whether a road of `class` can be entered anywhere along it.
    pub fn enters(&self, class: RoadClass) -> bool {
        !matches!(class, RoadClass::Ferry | RoadClass::Motorway)
    }
}

fn km_h(speed: f64) -> Speed {
    Speed::parse(&format!("{speed} km/h")).expect("a plain speed")
}

/// Travel over roads.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct RoadTravel {
    /// The roads.
    pub network: Arc<RoadNetwork>,
    /// The file that they come from, as the plan names it.
    pub file: String,
    /// The raster that heights come from, as the plan names it.
    pub heights: Option<String>,
    /// Closed roads, by their names in the network: nobody travels on them.
    pub closed: Vec<String>,
    /// How urban people travel.
    pub urban: Profile,
    /// How rural people travel.
    pub rural: Profile,
    /// How far from a road a point may be.
    pub snap: Metres,
}

impl RoadTravel {
    /// The network without its closed roads.
    pub fn open_network(&self) -> Cow<'_, RoadNetwork> {
        match self.closed[..] {
            [] => Cow::Borrowed(&self.network),
            _ => Cow::Owned(self.network.without(&self.closed)),
        }
    }

    /// How people of `setting` travel.
    pub fn profile(&self, setting: Setting) -> &Profile {
        match setting {
            Setting::Urban => &self.urban,
            Setting::Rural => &self.rural,
        }
    }

    /// How far from a road a point may be, unless something else is said: 500 m.
    pub fn default_snap() -> Metres {
        super::network::default_snap()
    }
}
