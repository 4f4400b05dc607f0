//! Small files of every format, damaged where it matters: no reader panics or hangs, and whatever is wrong is said with a
//! code, a place, a cause and what to do. CONTRIBUTING says how to fuzz for longer.

mod damage;
mod readers;

use fastrand::Rng;
use readers::{Reader, readers};
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;
use yike::read::Issue;

/// Damaged files of each reader, and the seed, unless `YIKE_FUZZ_CASES` and `YIKE_FUZZ_SEED` say otherwise.
const CASES: u64 = 120;
const SEED: u64 = 2026;
/// No damaged file of a few kilobytes takes a reader so long.
const LONGEST: Duration = Duration::from_secs(60);
/// No damaged file of a few kilobytes makes the program larger by so much.
const MOST_BYTES: u64 = 1_500_000_000;

fn of_environment(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).map_or(otherwise, |text| text.parse().expect("a number"))
}

/// The most memory that this process has had; none where the system does not say.
fn peak_bytes() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(1024 * line.trim().trim_end_matches(" kB").parse::<u64>().ok()?)
}

/// Reads the files of `reader` with one of them damaged as the seed of the case has it. The case is what a failure names.
fn run(reader: &Reader, seed: u64) -> Result<(), String> {
    let mut rng = Rng::with_seed(seed);
    let folder = tempfile::tempdir().expect("a folder");
    let hit = rng.usize(..reader.damaged);
    let mut done = Vec::new();
    for (position, (name, bytes)) in reader.files.iter().enumerate() {
        let mut bytes = bytes.clone();
        if position == hit {
            for _ in 0..rng.usize(1..4) {
                done.push(damage::damage(&mut bytes, name, &mut rng));
            }
        }
        fs::write(folder.path().join(name), bytes).expect("written");
    }
    let what = format!("{} with {}: {done:?}", reader.word, reader.files[hit].0);
    let read = catch_unwind(AssertUnwindSafe(|| (reader.read)(folder.path())));
    let keep = |why: String| {
        let kept = folder.keep();
        format!("{what}: {why}; kept in {}", kept.display())
    };
    let Ok(issues) = read else {
        return Err(keep("the reader panics".into()));
    };
    match issues.iter().find_map(gap) {
        Some(why) => Err(keep(why)),
        None => Ok(()),
    }
}

/// What an issue lacks.
fn gap(issue: &Issue) -> Option<String> {
    let Issue { place, cause, action, .. } = issue;
    let (cause, action) = (cause.to_string(), action.to_string());
    let lacks = [(&place.file, "place"), (&cause, "cause"), (&action, "help")];
    let lacking = lacks.iter().find(|(text, _)| text.trim().is_empty());
    lacking.map(|(_, what)| format!("no {what}: {issue}"))
}

#[test]
fn damaged_files_are_refused_in_words() {
    let (cases, seed) =
        (of_environment("YIKE_FUZZ_CASES", CASES), of_environment("YIKE_FUZZ_SEED", SEED));
    let before = peak_bytes();
    let (sender, receiver) = channel();
    let fuzzing = std::thread::spawn(move || {
        for (number, reader) in (0_u64..).zip(readers()) {
            for case in 0..cases {
                let own =
                    seed.wrapping_mul(1_000_003).wrapping_add(number << 32).wrapping_add(case);
                if sender.send((format!("{} {own}", reader.word), None)).is_err() {
                    return;
                }
                if let Err(why) = run(&reader, own) {
                    let _ = sender.send((format!("{} {own}", reader.word), Some(why)));
                }
            }
        }
    });
    let mut at = String::from("the beginning");
    let mut found = Vec::new();
    loop {
        match receiver.recv_timeout(LONGEST) {
            Ok((case, why)) => {
                found.extend(why);
                at = case;
            }
            Err(RecvTimeoutError::Timeout) => panic!("{at} takes longer than {LONGEST:?}"),
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    fuzzing.join().expect("every reader reads");
    assert!(found.is_empty(), "{} of the cases:\n{}", found.len(), found.join("\n"));
    if let (Some(before), Some(after)) = (before, peak_bytes()) {
        assert!(after - before < MOST_BYTES, "memory grew by {} MB", (after - before) / 1_000_000);
    }
}
