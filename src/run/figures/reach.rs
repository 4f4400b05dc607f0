use crate::domain::{Reach, Setting, TravelMethod};
use crate::units::Metres;

/// How far a reach goes as the crow flies: the reach, a time at the setting's speed, over the detour; none over roads.
pub fn straight_reach(travel: &TravelMethod, setting: Setting, reach: Reach) -> Option<Metres> {
    let way = travel.straight_way(setting)?;
    let travelled = match reach {
        Reach::Distance(distance) => distance,
        Reach::Time(time) => way.speed.distance_in(time),
        Reach::Anywhere => return None,
    };
    Metres::new(travelled.metres() / way.detour).ok()
}
