//! Published instances that can be made again, against proved optima.
#![cfg(feature = "highs")]

#[allow(dead_code, reason = "only its writer is used")]
#[path = "../../examples/grid_instance.rs"]
mod grid_instance;

use std::fs::File;
use yike::domain::location::{Decay, Goal, Instance, Opening, Question, Radius};
use yike::read::location::{Format, InstanceFile, InstanceSource, read_instance};
use yike::solve::{LocateLimits, LocateOutcome, LocateStatus, Silent, locate};
use yike::units::Share;

/// The instance of Cordeau, Furini and Ljubić (2019) with 10,000 customers and `seed`.
fn grid(seed: u32) -> Instance {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("grid.dat");
    let file = File::create(&path).expect("a file");
    grid_instance::write(10_000, seed, file).expect("written");
    let source = InstanceSource::File(InstanceFile {
        path,
        format: Some(Format::Grid),
        ..InstanceFile::default()
    });
    let files = read_instance(&source).expect("reads");
    assert!(files.strict, "who lies at the radius is not covered");
    files.instance
}

fn answer(instance: &Instance, goal: Goal) -> LocateOutcome {
    let question = Question::from(goal);
    let limits = LocateLimits::default().with_threads(2);
    let located = locate(instance, &question, &limits, None, &Silent).expect("solves");
    assert_eq!(located.status, LocateStatus::Optimal);
    assert_eq!(located.bound, located.objective);
    located
}

fn reach(distance: f64) -> Radius {
    Radius { distance: distance.into(), strict: true }
}

/// Optima proved by HiGHS on the compact model.
#[test]
fn maximal_and_partial_cover_of_the_grid() {
    let most = [
        (1, 5.5, 10, 441_545.0),
        (1, 6.25, 10, 485_802.0),
        (1, 4.5, 15, 447_381.0),
        (1, 3.25, 20, 356_433.0),
        (2, 4.25, 20, 475_639.0),
    ];
    let least = [(1, 5.5, 0.5, 5.0), (1, 6.0, 0.5, 4.0)];
    for seed in [1, 2] {
        let instance = grid(seed);
        for &(of, radius, count, optimum) in most.iter().filter(|row| row.0 == seed) {
            let goal = Goal::MaximalCover {
                decay: Decay::Step(reach(radius)),
                times: 1,
                opening: Opening::Count(count),
            };
            let located = answer(&instance, goal);
            assert_eq!(located.objective, Some(optimum), "seed {of}, {radius}");
        }
        for &(of, radius, share, optimum) in least.iter().filter(|row| row.0 == seed) {
            let goal = Goal::PartialCover {
                reach: reach(radius),
                share: Share::new(share).expect("a share"),
                by_cost: false,
            };
            let located = answer(&instance, goal);
            assert_eq!(located.objective, Some(optimum), "seed {of}, {radius}");
        }
    }
}
