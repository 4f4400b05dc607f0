//! Maximal covering on one's own points: the two of four sites with the most people within 1 km.
//!
//! `cargo run --example max_cover`

#![allow(clippy::print_stdout, reason = "a program, which prints its answer")]

use std::error::Error;
use yike::domain::LonLat;
use yike::domain::location::{Decay, Goal, Instance, InstanceParts, Metric, Opening, Radius};
use yike::solve::{LocateLimits, Silent, locate};
use yike::units::{Metres, UnitError};

/// Makes the instance, solves it and says which sites are open and what is proved.
pub(crate) fn run() -> Result<String, Box<dyn Error>> {
    let people = [120.0, 80.0, 150.0, 60.0, 90.0];
    let homes = places(&[
        (106.600, 29.500),
        (106.604, 29.502),
        (106.615, 29.501),
        (106.630, 29.510),
        (106.640, 29.530),
    ])?;
    let sites =
        places(&[(106.602, 29.501), (106.609, 29.501), (106.635, 29.520), (106.639, 29.529)])?;
    let mut parts = InstanceParts::new("homes", Metric::geodesic(homes, sites));
    parts.weights = people.to_vec();
    let instance = Instance::new(parts)?;

    let radius = Radius::within(Metres::parse("1 km")?);
    let goal =
        Goal::MaximalCover { decay: Decay::Step(radius), times: 1, opening: Opening::Count(2) };
    let located = locate(&instance, &goal.into(), &LocateLimits::default(), None, &Silent)?;
    let placement = located.placement.ok_or("there is no placement")?;
    let id = |&site: &u32| instance.site_ids().label(site as usize);
    Ok(format!(
        "{}: {:?} people covered, bound {:?}, gap {:?}, open: {}\n",
        located.status.word(),
        located.objective,
        located.bound,
        located.gap,
        placement.open.iter().map(id).collect::<Vec<_>>().join(", ")
    ))
}

fn places(points: &[(f64, f64)]) -> Result<Vec<LonLat>, UnitError> {
    let place = |&(lon_deg, lat_deg): &(f64, f64)| LonLat::new(lon_deg, lat_deg);
    points.iter().map(place).collect()
}

fn main() -> Result<(), Box<dyn Error>> {
    print!("{}", run()?);
    Ok(())
}
