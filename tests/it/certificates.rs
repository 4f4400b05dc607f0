//! Bounds that are proved again without a solver: never beyond the truth, and what is false in a run is found.

use crate::common::draws::draws;
use crate::common::layouts::{self, Allowed};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use std::cell::Cell;
use yike::domain::*;
use yike::solve::{Multiplier, restate};
use yike::travel::Arcs;

fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|number| number.parse().ok()).unwrap_or(400)
}

/// A stage's value, to be made small.
fn small(stage: Stage, value: f64) -> f64 {
    if stage == Stage::Coverage { -value } else { value }
}

/// The best value of a stage among the layouts that keep these values of the stages before it.
fn best(problem: &Problem, arcs: &Arcs, all: &[Allowed], at: usize, kept: &[f64]) -> f64 {
    let order = &problem.objective.order;
    let keeps = |own: &Allowed| {
        order.iter().zip(kept).take(at).all(|(&stage, &kept)| {
            let [value, kept] =
                [own.value(problem, arcs, stage), kept].map(|own| small(stage, own));
            value <= kept + 1e-9 * kept.abs().max(1.0)
        })
    };
    let values = all.iter().filter(|own| keeps(own)).map(|own| own.value(problem, arcs, order[at]));
    values.map(|value| small(order[at], value)).fold(f64::INFINITY, f64::min)
}

/// Whatever the multipliers of the rows about the whole plan, what they prove is no better than the best of all layouts.
#[test]
fn no_multipliers_prove_more_than_the_truth() {
    let proved = Cell::new(0);
    let config = ProptestConfig { cases: cases(), ..ProptestConfig::default() };
    let multipliers = proptest::collection::vec((-1.0..1.0f64, -3..7i32), 12);
    let law = TestRunner::new(config).run(&(draws(), multipliers), |(draw, drawn)| {
        let problem = draw.plan().problem();
        let arcs = Arcs::build(&problem);
        let order = &problem.objective.order;
        let all = layouts::allowed(&problem, &arcs);
        let Some(values) = layouts::best(&problem, &arcs) else { return Ok(()) };
        let values: Vec<f64> =
            order.iter().zip(values).map(|(&stage, own)| small(stage, own)).collect();
        let words = order.iter().map(|stage| format!("{}_0_0", stage.word()));
        let money = ["source", "paid"].map(|word| (0..3).map(move |n| format!("{word}_{n}_0")));
        let targets = (0..5).map(|n| format!("target_{n}_0"));
        let names: Vec<String> = money.into_iter().flatten().chain(targets).chain(words).collect();
        for (at, &stage) in order.iter().enumerate() {
            let of = |own: &[Multiplier]| {
                let each: Vec<Option<&[Multiplier]>> =
                    (0..=at).map(|own_at| (own_at == at).then_some(own)).collect();
                restate(&problem, &arcs, &values, &each).proved[at]
            };
            let drawn = drawn.iter().cycle().skip(at).map(|&(own, size)| own * 10_f64.powi(size));
            let all_rows = names.iter().zip(drawn);
            let named = all_rows.map(|(row, value)| Multiplier { row: row.clone(), value });
            // Those that this model has.
            let known: Vec<Multiplier> =
                named.filter(|own| of(std::slice::from_ref(own)).is_some()).collect();
            let Some(bound) = of(&known) else { continue };
            let bound = small(stage, bound);
            let best = best(&problem, &arcs, &all, at, &values);
            prop_assert!(
                bound <= best + 1e-7 * best.abs().max(1.0),
                "{:?}: {bound} of {best} by {known:?}",
                stage
            );
            proved.set(proved.get() + 1);
        }
        Ok(())
    });
    law.expect("the law holds");
    assert!(proved.get() > cases() / 4, "only {} bounds of {}", proved.get(), cases());
}

#[test]
fn a_row_that_the_model_has_not_proves_nothing() {
    let problem = crate::common::TinyPlan::new()
        .tier("point", 400.0)
        .town("T")
        .urban()
        .unit("U", 0.0, 10.0)
        .candidate("P", 100.0, "point", 10_000)
        .funding("district", 30_000)
        .problem();
    let arcs = Arcs::build(&problem);
    let proved = |row: &str, value: f64| {
        let own = [Multiplier { row: row.into(), value }];
        restate(&problem, &arcs, &[], &[Some(&own)]).proved[0]
    };
    assert!(proved("source_0_0", 0.5).is_some());
    assert_eq!(proved("source_7_0", 0.5), None);
    assert_eq!(proved("source_0_0", f64::NAN), None);
    assert_eq!(proved("source_0_0", f64::INFINITY), None);
}

#[cfg(feature = "highs")]
mod of_runs {
    use super::{best, cases, small};
    use crate::common::answers::{report, run_record};
    use crate::common::draws::draws;
    use crate::common::layouts;
    use crate::parts::{row_of_towns, solved};
    use proptest::prelude::*;
    use proptest::test_runner::TestRunner;
    use serde_json::{Value, json};
    use std::cell::Cell;
    use yike::domain::*;
    use yike::run::{RunFolder, RunKind, RunRecord, SettingsRecord, Timing, write_folder};
    use yike::solve::{Outcome, Parts};
    use yike::travel::Arcs;
    use yike::write::outputs;
    use yike::write::verify::{Evidence, Verification, claims, verify};

    /// What a run of parts says to have proved holds for the best of all layouts that keep what it kept.
    #[test]
    fn a_certificate_holds_for_the_best_of_all_layouts() {
        let (certified, closed) = (Cell::new(0), Cell::new(0));
        let config = ProptestConfig { cases: cases(), ..ProptestConfig::default() };
        let law = TestRunner::new(config).run(&draws(), |draw| {
            let problem = draw.plan().problem();
            let outcome = solved(&problem, Parts::Always, "20 %");
            let arcs = Arcs::build(&problem);
            let all = layouts::allowed(&problem, &arcs);
            let kept: Vec<f64> = outcome.stages.iter().filter_map(|own| own.kept).collect();
            for (at, stage) in outcome.stages.iter().enumerate() {
                let Some(certificate) = &stage.certificate else { continue };
                let bound = small(stage.stage, certificate.bound);
                let best = best(&problem, &arcs, &all, at, &kept);
                prop_assert!(
                    bound <= best + 1e-7 * best.abs().max(1.0),
                    "{bound} of {best}: {stage:?}"
                );
                let claimed = small(stage.stage, stage.bound.expect("a bound"));
                prop_assert!(bound <= claimed + 1e-6 * claimed.abs().max(1.0), "{stage:?}");
                certified.set(certified.get() + 1);
                closed.set(closed.get() + u32::from(stage.on_word() == Some(0.0)));
            }
            Ok(())
        });
        law.expect("the law holds");
        assert!(certified.get() > cases(), "only {} certificates", certified.get());
        assert!(
            closed.get() * 2 > certified.get(),
            "{} of {} whole",
            closed.get(),
            certified.get()
        );
    }

    struct Solved {
        problem: Problem,
        arcs: Arcs,
        outcome: Outcome,
        run: RunRecord,
    }

    impl Solved {
        fn new() -> Self {
            let towns = [(40, [3, 2, 1, 0]), (90, [1, 1, 1, 1]), (60, [2, 0, 4, 1])];
            let problem = row_of_towns(&towns, 20, 0.8);
            let outcome = solved(&problem, Parts::Always, "0 %");
            let arcs = Arcs::build(&problem);
            let settings = SettingsRecord { solver: "highs".into(), gap: 0.0, time_limit_s: None };
            let stages_s = vec![0.0; outcome.stages.len()];
            let timing = Timing { threads: 1, stages_s, ..Timing::default() };
            let run = RunRecord { settings: Some(settings), timing, ..run_record() };
            Self { problem, arcs, outcome, run }
        }

        /// A run in which `plan.json` was changed before its record was written, as a forger would.
        fn verified(&self, change: impl FnOnce(&mut Value)) -> Verification {
            let report = report(&self.problem, &self.arcs, &self.outcome, &self.run);
            let mut written = outputs(&report).expect("maps in degrees");
            for (name, words) in [
                ("summary.md", "Re-proved without a solver"),
                ("summary.zh.md", "不经求解器即可复证"),
            ] {
                let summary = written.iter().find(|own| own.name == name).expect("a summary");
                assert!(String::from_utf8_lossy(&summary.bytes).contains(words), "{name}");
            }
            let plan = written.iter_mut().find(|own| own.name == "plan.json").expect("a record");
            let mut json: Value = serde_json::from_slice(&plan.bytes).expect("JSON");
            change(&mut json);
            plan.bytes = serde_json::to_vec_pretty(&json).expect("JSON");
            let claims = claims(&plan.bytes).expect("a sound record");
            let folder = tempfile::tempdir().expect("a folder");
            write_folder(folder.path(), RunKind::Plan, &written).expect("written");
            let evidence = Evidence {
                problem: &self.problem,
                arcs: &self.arcs,
                layout: self.outcome.layout.clone(),
                inputs: Vec::new(),
                warnings: Vec::new(),
                of_schedule: false,
            };
            verify(&evidence, &claims, &RunFolder::open(folder.path()).expect("a run"))
        }
    }

    #[test]
    fn a_run_by_parts_is_proved_again() {
        let verified = Solved::new().verified(|_| {});
        assert_eq!(verified.status, "verified", "{:?}", verified.findings);
        assert_eq!((verified.reproved.len(), verified.bounds_claimed), (4, 0));
        for own in &verified.reproved {
            assert!((0.0..=1.0).contains(&own.on_word), "{own:?}");
        }
    }

    /// Each change alone, in a run whose record has the hashes of what was changed.
    #[test]
    fn what_is_false_in_a_certificate_is_found() {
        let solved = Solved::new();
        let better = |at: usize, value: &Value, by: f64| {
            let value = value.as_f64().expect("a number");
            let is_large = solved.outcome.stages[at].stage == Stage::Coverage;
            let by = by * value.abs().max(1.0);
            json!(if is_large { value + by } else { value - by })
        };
        let multipliers = |json: &mut Value, at: usize, row: &str, value: f64| {
            let own = &mut json["stages"][at]["certificate"]["multipliers"];
            let own = own.as_array_mut().expect("multipliers");
            own.retain(|own| own["row"] != row);
            own.push(json!({ "row": row, "value": value }));
        };
        for at in 0..4 {
            let found = |place: &str, words: &str, change: &dyn Fn(&mut Value)| {
                let verified = solved.verified(|json| change(json));
                assert_eq!(verified.status, "differs", "stage {at}: {place} {words}");
                let stage = solved.outcome.stages[at].stage.word();
                let places =
                    [format!("stages[{at}]{place}: "), format!("stages[{at}] ({stage}){place}: ")];
                let is_so = verified
                    .findings
                    .iter()
                    .map(|own| own.text().say(Language::English).to_owned());
                let all: Vec<String> = is_so.collect();
                let is_found = all.iter().any(|own| {
                    places.iter().any(|place| own.contains(place)) && own.contains(words)
                });
                assert!(is_found, "{place} {words}: {all:#?}");
            };
            found(".certificate.bound", "the multipliers prove", &|json| {
                let own = &mut json["stages"][at]["certificate"]["bound"];
                *own = better(at, own, -0.001);
            });
            found(".certificate.bound", "the multipliers prove", &|json| {
                multipliers(json, at, "source_0_0", 1000.0);
            });
            found(".certificate", "prove no bound", &|json| {
                multipliers(json, at, "source_9_0", 1000.0);
            });
            found(".certificate.on_word", "computed", &|json| {
                json["stages"][at]["certificate"]["on_word"] = json!(0.5);
            });
            found(".bound", "refuted", &|json| {
                let value = json["stages"][at]["value"].clone();
                json["stages"][at]["bound"] = better(at, &value, -0.001);
            });
            found(".bound", "less than its multipliers prove", &|json| {
                let bound = json["stages"][at]["certificate"]["bound"].clone();
                json["stages"][at]["bound"] = better(at, &bound, 0.001);
            });
            found(".value", "computed", &|json| {
                let own = &mut json["stages"][at]["value"];
                *own = better(at, own, 0.001);
            });
            found(".kept", "does not keep", &|json| {
                let own = &mut json["stages"][at]["kept"];
                *own = better(at, own, 0.5);
            });
        }
    }
}
