//! A plan without files: three villages, two places to build on, and money for one of them.
//!
//! `cargo run --example plan_in_code`

#![allow(clippy::print_stdout, reason = "a program, which prints its answer")]

use std::error::Error;
use std::fmt::Write;
use yike::domain::{
    DemandUnit, Funding, LonLat, Measure, Problem, ProblemParts, Reach, Setting, Site, State,
    Target, Tier, Town, TravelMethod, WorkKind,
};
use yike::solve::{Limits, Silent, solve};
use yike::travel::Arcs;
use yike::units::{Metres, Persons, Seconds, Share, Speed, Yuan};

/// Makes the plan, solves it and says what is built and what is proved.
pub(crate) fn run() -> Result<String, Box<dyn Error>> {
    let on_foot = TravelMethod::straight_line(1.3, Speed::parse("4 km/h")?);
    let mut plan = ProblemParts::new("Valley", on_foot);
    let valley = plan.add_town(Town::new("valley", Setting::Rural));
    let kilometre = Reach::Distance(Metres::parse("1 km")?);
    let point = plan.add_tier(Tier::new("point", kilometre));
    let quarter = Reach::Time(Seconds::parse("15 min")?);
    let station = plan.add_tier(Tier::new("station", quarter).serving([point]));
    for (id, lat, people) in
        [("mill", 29.500, 80.0), ("bridge", 29.506, 120.0), ("pass", 29.530, 40.0)]
    {
        let (at, people) = (LonLat::new(106.6, lat)?, Persons::new(people)?);
        plan.add_unit(DemandUnit::new(id, valley, Setting::Rural, at, [people]));
    }
    for (id, lat) in [("hall", 29.504), ("inn", 29.529)] {
        let at = LonLat::new(106.6, lat)?;
        let mut site = Site::new(id, valley, Setting::Rural, at);
        for (tier, cost) in [(point, "8 万元"), (station, "30 万元")] {
            site = site.with_work(WorkKind::Build, State::standing(tier), Yuan::parse(cost)?);
        }
        plan.add_site(site);
    }
    plan.add_funding(Funding::new("district", Yuan::parse("35 万元")?));
    let coverage = Measure::Coverage { tiers: vec![point], group: plan.served };
    let target = Target::binding("points for most", coverage.at_least(Share::parse("80 %")?));
    plan.targets.push(target);

    let problem = Problem::new(plan)?;
    let arcs = Arcs::build(&problem);
    let outcome = solve(&problem, &arcs, &Limits::default(), &Silent)?;
    let mut text = format!("{}\n", outcome.status.word());
    for stage in &outcome.stages {
        if let (Some(value), Some(bound), Some(gap)) = (stage.value, stage.bound, stage.gap) {
            let word = stage.stage.word();
            writeln!(text, "{word}: {value:.1}, bound {bound:.1}, gap {gap:.4}")?;
        }
    }
    let layout = outcome.layout.ok_or("no layout meets the target")?;
    for (site, &choice) in problem.sites.iter().zip(&layout.choices) {
        if let Some(work) = site.work(choice) {
            writeln!(text, "{}: {} for {}", site.id, work.id, work.cost)?;
        }
    }
    Ok(text)
}

fn main() -> Result<(), Box<dyn Error>> {
    print!("{}", run()?);
    Ok(())
}
