//! A sweep solved in parts and merged is the sweep solved at once; what is missing or foreign is told.

use super::{SWEEP, sweep, tables, workplace};
use crate::common::program::{Ran, Workplace};
use proptest::prelude::*;
use std::path::Path;
use yike::read::sweep::{PlanTemplate, read_sweep};
use yike::run::sweep::{SweepRow, scenarios_table};
use yike::scenario::{Part, Scenarios};
use yike::write::sweep::{Journal, JournalError};

/// With the sweep of 96 scenarios.
fn place() -> Workplace {
    let place = workplace();
    place.write("sweep.toml", SWEEP);
    place
}

/// Runs the sweep into `out` with these words too.
fn ran(place: &Workplace, out: &str, more: &[&str]) -> Ran {
    let words = ["sweep", "plan.toml", "--sweep", "sweep.toml", "--out", out];
    place.run(&[&words, more].concat())
}

fn solve_shards(place: &Workplace, shards: &[&str], threads: &str) {
    for shard in shards {
        let out = format!("shard-{}", shard.replace('/', "-"));
        let ran = ran(place, &out, &["--shard", shard, "--threads", threads]);
        assert_eq!(ran.exit, 0, "{}", ran.stderr);
        assert_eq!(place.names(&out), ["journal.txt"], "no tables of a part");
    }
}

#[test]
fn three_shards_merged_are_one_run() {
    let place = place();
    assert_eq!(sweep(&place, "whole", &[]), 0);
    for threads in ["1", "2"] {
        let shards = ["1/3", "2/3", "3/3"];
        solve_shards(&place, &shards, threads);
        let folders = ["shard-3-3", "shard-1-3", "shard-2-3"];
        let merged = ran(&place, threads, &[&["--merge"], &folders[..]].concat());
        assert_eq!(merged.exit, 0, "{}", merged.stderr);
        assert_eq!(tables(&place, threads), tables(&place, "whole"));
        for folder in folders {
            std::fs::remove_dir_all(place.path(folder)).expect("removed");
        }
    }
}

#[test]
fn ranges_and_shards_merge_with_each_other_and_with_what_is_there() {
    let place = place();
    assert_eq!(sweep(&place, "whole", &[]), 0);
    solve_shards(&place, &["0..50", "2/2"], "2");
    assert_eq!(sweep(&place, "out", &["--shard", "1/2"]), 0);
    let words = ["--merge", "shard-0..50", "--merge", "shard-2-2", "out", "--csv-bom"];
    let merged = ran(&place, "out", &words);
    assert_eq!(merged.exit, 0, "{}", merged.stderr);
    // Half of the first fifty are there; then nothing is left that would be new.
    for said in [
        "48 of 96 scenarios are done",
        "from shard-0..50: 25\n",
        "from shard-2-2: 23\n",
        "from out: 0\n",
    ] {
        assert!(merged.stderr.contains(said), "{said}: {}", merged.stderr);
    }
    assert_eq!(tables(&place, "out")[1..], tables(&place, "whole")[1..]);
    assert!(place.read("out/scenarios.csv").ends_with(&place.read("whole/scenarios.csv")));
}

#[test]
fn a_shard_says_when_it_is_over() {
    let place = place();
    let own = ran(&place, "out", &["--shard", "3/8"]);
    let said = "shard 3 of 8: 12 of 12 scenarios are over; merge them with --merge\n";
    assert_eq!((own.exit, &*own.stdout), (0, said), "{}", own.stderr);
    let own = ran(&place, "out", &["--shard", "2..20", "--json"]);
    assert!(own.stderr.contains("3 of 18 scenarios are done already"), "{}", own.stderr);
    assert_eq!(own.json()["shard"], "2..20");
    assert_eq!(own.json()["scenarios"], 18);
    // More shards than scenarios: the last have none, and that is no failure.
    let own = ran(&place, "none", &["--shard", "97/97"]);
    assert_eq!(own.exit, 0, "{}", own.stderr);
    assert!(own.stdout.contains("0 of 0"), "{}", own.stdout);
}

#[test]
fn a_shard_cut_off_inside_a_line_goes_on_and_merges() {
    let place = place();
    assert_eq!(sweep(&place, "whole", &[]), 0);
    solve_shards(&place, &["1/2", "2/2"], "2");
    let path = place.path("shard-2-2/journal.txt");
    let journal = std::fs::read(&path).expect("a journal");
    std::fs::write(&path, &journal[..journal.len() / 2]).expect("cut off");
    // As it is, what is whole is taken over, and the rest named.
    let cut = ran(&place, "cut", &["--merge", "shard-1-2", "shard-2-2"]);
    assert_eq!(cut.exit, 4, "{}", cut.stderr);
    assert!(!place.path("cut/scenarios.csv").exists());
    solve_shards(&place, &["2/2"], "1");
    assert_eq!(sweep(&place, "out", &["--merge", "shard-1-2", "shard-2-2"]), 0);
    assert_eq!(tables(&place, "out"), tables(&place, "whole"));
    // Without --merge the same words solve the rest.
    assert_eq!(sweep(&place, "cut", &[]), 0);
    assert_eq!(tables(&place, "cut"), tables(&place, "whole"));
}

#[test]
fn what_no_journal_has_is_named_and_not_solved() {
    let place = place();
    solve_shards(&place, &["1/3", "3/3"], "2");
    let merged = ran(&place, "out", &["--merge", "shard-1-3", "shard-3-3"]);
    assert_eq!(merged.exit, 4);
    let said = "error: 64 of 96 scenarios are over, and kept; missing (32): --shard 2/3\n  help: ";
    assert!(merged.stderr.contains(said), "{}", merged.stderr);
    assert!(merged.stderr.contains("without --merge"), "{}", merged.stderr);
    assert_eq!(place.names("out"), ["journal.txt"]);
    assert_eq!(place.read("out/journal.txt").lines().count(), 1 + 64);
    // A damaged line does not count.
    place.edit("shard-3-3/journal.txt", "\"number\":5,", "\"number\":4,");
    let merged = ran(&place, "again", &["--merge", "shard-1-3", "shard-3-3"]);
    assert!(
        merged.stderr.contains("missing (33), all of them in --shard 1..95\n"),
        "{}",
        merged.stderr
    );
    // Several shards are named as such.
    solve_shards(&place, &["3/8"], "2");
    let merged = ran(&place, "one", &["--merge", "shard-3-8"]);
    let said = "missing (84): --shard 1/8, 2/8, 4/8, 5/8, 6/8, 7/8, 8/8\n";
    assert!(merged.stderr.contains(said), "{}", merged.stderr);
}

#[test]
fn folders_of_something_else_are_refused_by_name() {
    let place = place();
    solve_shards(&place, &["1/2"], "2");
    assert_eq!(sweep(&place, "of-a-gap", &["--shard", "2/2", "--gap", "1 %"]), 0);
    place.write("other.toml", &SWEEP.replace("seed  = 7", "seed  = 8"));
    let other = ["sweep", "plan.toml", "--sweep", "other.toml", "--out", "of-other"];
    assert_eq!(place.run(&[&other[..], &["--shard", "2/2"]].concat()).exit, 0);
    std::fs::create_dir(place.path("diary")).expect("made");
    place.write("diary/journal.txt", "my diary\n");
    let folders = ["shard-1-2", "of-a-gap", "of-other", "diary", "nowhere"];
    let merged = ran(&place, "out", &[&["--merge"], &folders[..]].concat());
    assert_eq!(merged.exit, 2);
    for said in ["of-a-gap", "of-other", "diary", "nowhere"] {
        let found = merged.stderr.split("error: ").nth(1).is_some_and(|text| text.contains(said));
        assert!(found, "{said}: {}", merged.stderr);
    }
    assert!(merged.stderr.contains("help: name folders"), "{}", merged.stderr);
    assert_eq!(place.read("diary/journal.txt"), "my diary\n");
    // Of another plan.
    place.edit("plan.toml", "400_000", "410_000");
    assert_eq!(sweep(&place, "of-plan", &["--merge", "shard-1-2"]), 2);
}

#[test]
fn values_that_are_no_part_are_refused() {
    let place = place();
    for (typed, said) in [
        ("0/3", "there is no shard 0 of 3"),
        ("4/3", "there is no shard 4 of 3"),
        ("1/0", "there is no shard 1 of 0"),
        ("a/b", "`a/b` is neither"),
        ("3", "`3` is neither"),
        ("", "`` is neither"),
        ("1/3/5", "is neither"),
        ("0..=5", "is neither"),
        ("18446744073709551616/3", "is neither"),
        ("5..5", "5..5 has no scenario"),
        ("7..5", "7..5 has no scenario"),
        ("90..97", "90..97 goes beyond the last scenario: there are 96"),
        ("100..200", "goes beyond the last scenario"),
    ] {
        let own = ran(&place, "out", &["--shard", typed]);
        assert_eq!(own.exit, 2, "{typed}");
        assert!(own.stderr.contains("error: --shard: "), "{typed}: {}", own.stderr);
        assert!(own.stderr.contains(said) && own.stderr.contains("help: give K/N"), "{typed}");
    }
    let both = ran(&place, "out", &["--shard", "1/3", "--merge", "shard"]);
    assert_eq!(both.exit, 2);
    assert!(both.stderr.contains("--merge") && both.stderr.contains("--shard"));
    assert!(!place.path("out").exists());
}

/// Rows without a plan have a reason, which must not say where the plan lay.
#[test]
fn shards_of_a_plan_in_another_folder_merge() {
    let place = place();
    assert_eq!(sweep(&place, "whole", &[]), 0);
    assert!(place.read("whole/scenarios.csv").contains("bad-input"));
    let far = place.path("far/away");
    std::fs::create_dir_all(&far).expect("made");
    for name in place.names(".") {
        let from = place.path(&name);
        if from.is_file() {
            std::fs::copy(&from, far.join(&name)).expect("copied");
        }
    }
    std::fs::rename(far.join("plan.toml"), far.join("moved.toml")).expect("renamed");
    let moved = far.join("moved.toml").display().to_string();
    let words = ["--sweep", "far/away/sweep.toml", "--out", "shard", "--shard", "2/2"];
    assert_eq!(place.run(&[&["sweep", &moved], &words[..]].concat()).exit, 0);
    assert_eq!(sweep(&place, "out", &["--shard", "1/2"]), 0);
    assert_eq!(sweep(&place, "out", &["--merge", "shard"]), 0);
    assert_eq!(tables(&place, "out"), tables(&place, "whole"));
}

#[test]
fn the_library_reads_the_rows_of_a_part() {
    let place = place();
    solve_shards(&place, &["4..10"], "2");
    let plan = PlanTemplate::open(&place.path("plan.toml")).expect("a good plan");
    let sweep = read_sweep(&place.path("sweep.toml"), &[], &plan).expect("a good sweep").sweep;
    let scenarios = Scenarios::new(&sweep).expect("few");
    let path = place.path("shard-4..10/journal.txt");
    let text = place.read("shard-4..10/journal.txt");
    let key = text.lines().next().and_then(|line| line.split(' ').nth(1)).expect("a fingerprint");
    let journal = Journal::open(&path, key, scenarios.count()).expect("a journal");
    let rows = journal.all().map(|kept| {
        let row = kept.expect("whole").row;
        SweepRow { scenario: scenarios.get(row.number), row }
    });
    let table = scenarios_table(&plan.files().problem, &sweep, rows);
    let numbers: Vec<String> =
        (0..table.len()).map(|row| table.cells(row)[0].plain().expect("a number")).collect();
    assert_eq!(numbers, ["5", "6", "7", "8", "9", "10"]);
    assert_eq!(
        journal.missing(Part::range(3, 12).expect("a part")).collect::<Vec<_>>(),
        [3, 10, 11]
    );
    let mut other = Journal::open(&place.path("other.txt"), key, scenarios.count()).expect("begun");
    assert_eq!(other.absorb(&path).expect("absorbed"), 6);
    assert_eq!(other.absorb(&path).expect("absorbed"), 0);
    assert_eq!(other.kept(7).expect("read"), journal.kept(7).expect("read"));
    let nowhere = other.absorb(Path::new("nowhere/journal.txt"));
    assert!(matches!(nowhere, Err(JournalError::Missing { .. })), "{nowhere:?}");
}

proptest! {
    #[test]
    fn shards_have_every_scenario_once_and_are_of_like_length(count in 0..200_u64, of in 1..40_u64) {
        let shards: Vec<Part> = (1..=of).map(|number| Part::shard(number, of).expect("one")).collect();
        for number in 0..count {
            prop_assert_eq!(shards.iter().filter(|shard| shard.contains(number)).count(), 1);
        }
        let lengths = shards.iter().map(|shard| shard.len(count));
        let (least, most) = (lengths.clone().min().expect("one"), lengths.max().expect("one"));
        prop_assert!(most - least <= 1);
    }

    #[test]
    fn a_part_is_what_it_contains_and_what_it_is_written_as(count in 0..200_u64, one in 0..60_u64, other in 1..60_u64) {
        let parts = [Part::shard(one % other + 1, other), Part::range(one, one + other)];
        for part in parts.map(|part| part.expect("a part")) {
            let contained: Vec<u64> = (0..count).filter(|&number| part.contains(number)).collect();
            prop_assert_eq!(part.numbers(count).collect::<Vec<_>>(), contained);
            prop_assert_eq!(part.len(count), part.numbers(count).count() as u64);
            prop_assert_eq!(part.to_string().parse::<Part>(), Ok(part));
        }
    }

    #[test]
    fn numbers_are_named_by_parts_that_have_exactly_these(picked in prop::collection::vec(any::<bool>(), 0..60)) {
        let count = picked.len() as u64;
        let numbers: Vec<u64> = (0..count).filter(|&number| picked[number as usize]).collect();
        let parts = Part::of_numbers(&numbers, count);
        for number in 0..count {
            let having = parts.iter().filter(|part| part.contains(number)).count();
            prop_assert_eq!(having, usize::from(picked[number as usize]), "{:?}", parts);
        }
    }

    #[test]
    fn shards_that_are_missing_are_named_as_shards(count in 20..200_u64, of in 2..10_u64, lost in 1..1000_u64) {
        let shards: Vec<Part> = (1..=of).map(|number| Part::shard(number, of).expect("one")).collect();
        let is_lost = |part: &&Part| lost >> (part.numbers(1000).next().expect("one")) & 1 == 1;
        let lost: Vec<&Part> = shards.iter().filter(is_lost).collect();
        let numbers: Vec<u64> =
            (0..count).filter(|&number| lost.iter().any(|part| part.contains(number))).collect();
        let named = Part::of_numbers(&numbers, count);
        prop_assert!(named.len() <= lost.len().max(1), "{:?} for {:?}", named, lost);
    }
}
