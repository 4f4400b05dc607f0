//! The library as a stranger meets it: the programs of `examples` that need no files, and units that do not fit.

#[cfg(feature = "highs")]
#[allow(dead_code, reason = "its `main` is not used")]
#[path = "../../examples/max_cover.rs"]
mod max_cover;
#[cfg(feature = "highs")]
#[allow(dead_code, reason = "its `main` is not used")]
#[path = "../../examples/plan_in_code.rs"]
mod plan_in_code;
#[allow(dead_code, reason = "its `main` is not used")]
#[path = "../../examples/shell_files.rs"]
mod shell_files;

use yike::domain::location::*;
use yike::domain::{
    DemandUnit, LonLat, Measure, MeasureValue, Name, Problem, ProblemError, ProblemParts, Setting,
    Target, Town, TravelMethod,
};
use yike::plan::location::audit;
use yike::units::{Metres, Persons, Seconds, Share, Speed, Yuan};

#[cfg(feature = "highs")]
#[test]
fn the_examples_say_what_is_proved() {
    let plan = "proved
shortfall: 0.0, bound 0.0, gap 0.0000
coverage: 400.0, bound 400.0, gap 0.0000
money: 300000.0, bound 300000.0, gap 0.0000
travel: 161.4, bound 161.4, gap 0.0000
hall: build-1 for 30 万元
";
    assert_eq!(plan_in_code::run().expect("a plan"), plan);
    let placement =
        "optimal: Some(440.0) people covered, bound Some(440.0), gap Some(0.0), open: 2, 4\n";
    assert_eq!(max_cover::run().expect("a placement"), placement);
}

#[test]
fn every_command_has_a_manual_page_and_completions() {
    let folder = tempfile::tempdir().expect("a folder");
    shell_files::write(folder.path()).expect("can be written");
    let bash = folder.path().join("completions/yike.bash");
    let bash = std::fs::read_to_string(bash).expect("completions");
    for command in yike::cli::commands() {
        let page = folder.path().join(format!("man/yike-{}.1", command.name));
        let page = std::fs::read_to_string(page).expect("a page");
        for option in command.options.iter().filter(|option| !option.is_argument) {
            let typed = format!("--{}", option.name);
            assert!(page.contains(&typed.replace('-', "\\-")), "{}: {typed}", command.name);
            assert!(bash.contains(&typed), "{}: {typed}", command.name);
        }
    }
}

fn at(lat_deg: f64) -> LonLat {
    LonLat::new(106.6, lat_deg).expect("on the earth")
}

fn parts() -> InstanceParts {
    let metric = Metric::geodesic(vec![at(29.50)], vec![at(29.51)]);
    InstanceParts::new("one", metric)
}

fn cover(distance: impl Into<Distance>) -> Question {
    let reach = Radius::within(distance);
    let (times, by_cost) = (1, false);
    Goal::SetCover { reach, times, by_cost }.into()
}

#[test]
fn a_distance_that_is_measured_otherwise_is_refused() {
    let instance = Instance::new(parts()).expect("an instance");
    let kilometre = Metres::parse("1 km").expect("a length");
    assert_eq!(cover(kilometre).check(&instance), Ok(()));
    let quarter = Seconds::parse("15 min").expect("a time");
    let unit = Unit::Metres;
    for (question, given) in [
        (cover(1000.0), Distance::new(1000.0, Unit::Plain)),
        (cover(quarter), Distance::new(15.0, Unit::Minutes)),
    ] {
        let errors = question.check(&instance).expect_err("not in metres");
        assert_eq!(errors, [QuestionError::Unit { given, unit }]);
    }
    let found = std::panic::catch_unwind(|| {
        audit(&instance, &cover(1000.0), &Placement::default());
    });
    assert!(found.is_err(), "numbers of two units are not compared");
}

#[test]
fn distances_on_the_earth_are_metres() {
    let mut parts = parts();
    parts.unit = Unit::Minutes;
    assert_eq!(Instance::new(parts), Err(InstanceError::Unit));
}

#[test]
fn a_limit_has_the_unit_of_its_measure() {
    let walk = Speed::parse("1 m/s").expect("a speed");
    let mut parts = ProblemParts::new("small", TravelMethod::straight_line(1.0, walk));
    let town = parts.add_town(Town::new("T1", Setting::Rural));
    let people = [Persons::new(10.0).expect("people")];
    parts.add_unit(DemandUnit::new("U1", town, Setting::Rural, at(29.5), people));
    let with = |measure: Measure, limit: MeasureValue| {
        let mut parts = parts.clone();
        let target = Target::binding("the target", measure.at_least(limit));
        parts.targets.push(target);
        Problem::new(parts).map(|problem| problem.name.clone())
    };
    let share = || Measure::NursingBedShare { tiers: vec![] };
    let beds = || Measure::Beds { tiers: vec![], operators: vec![] };
    let half = Share::new(0.5).expect("a share");
    let fits = [
        with(share(), half.into()),
        with(beds(), 50.0.into()),
        with(Measure::Cost, Yuan::new(50).into()),
    ];
    for made in fits {
        assert_eq!(made, Ok(Name::plain("small")));
    }
    for made in
        [with(share(), 50.0.into()), with(beds(), half.into()), with(Measure::Cost, 50.0.into())]
    {
        assert!(matches!(made, Err(ProblemError::Inconsistent { .. })));
    }
}
