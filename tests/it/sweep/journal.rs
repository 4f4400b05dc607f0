//! Threads, kills and damaged journals change nothing.

use super::{SWEEP, sweep, tables, workplace};
use crate::common::program::{Workplace, yike};
use std::time::{Duration, Instant};

#[test]
fn threads_change_no_byte() {
    let place = workplace();
    place.write("sweep.toml", SWEEP);
    for threads in ["1", "2", "8"] {
        assert_eq!(sweep(&place, threads, &["--threads", threads]), 0);
        assert_eq!(tables(&place, threads), tables(&place, "1"), "{threads}");
    }
}

/// Kills the sweep `kills` times at moments spread over its run, then lets it end.
fn killed_sweep_ends_the_same(kills: u32) {
    let place = workplace();
    place.write("sweep.toml", SWEEP);
    let begun = Instant::now();
    assert_eq!(sweep(&place, "whole", &["--threads", "2"]), 0);
    let whole = begun.elapsed();
    let mut state = 12_345_u64;
    let mut cut = 0;
    for round in 0..kills {
        let out = format!("cut{}", round / 5);
        let words =
            ["sweep", "plan.toml", "--sweep", "sweep.toml", "--threads", "2", "--out", &out];
        let mut child = yike(&place.path("."), &words)
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .spawn()
            .expect("it starts");
        // From starting up to the middle of the run, so that later rounds still have something left.
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        let part = (state >> 40) as f64 / (1 << 24) as f64;
        std::thread::sleep(Duration::from_secs_f64(whole.as_secs_f64() * 0.6 * part));
        child.kill().expect("killed with SIGKILL");
        cut += u32::from(!child.wait().expect("it ended").success());
        if round % 5 == 4 || round + 1 == kills {
            assert_eq!(sweep(&place, &out, &["--threads", "1"]), 0);
            assert_eq!(tables(&place, &out), tables(&place, "whole"), "{out}");
            assert_eq!(place.names(&out).len(), 7 + leftovers(&place, &out), "{out}");
        }
    }
    assert!(cut > 0, "no kill came in time");
}

/// Files on their way when a run was killed.
fn leftovers(place: &Workplace, out: &str) -> usize {
    let names = place.names(out);
    names.iter().filter(|name| name.starts_with(".yike-")).count()
}

#[test]
fn five_kills_change_no_byte() {
    killed_sweep_ends_the_same(5);
}

#[test]
#[ignore = "a minute: the long version of the test above"]
fn fifty_kills_change_no_byte() {
    killed_sweep_ends_the_same(50);
}

#[test]
fn a_journal_cut_off_or_damaged_anywhere_ends_the_same() {
    let place = workplace();
    place.write("sweep.toml", SWEEP);
    assert_eq!(sweep(&place, "whole", &[]), 0);
    let journal = std::fs::read(place.path("whole/journal.txt")).expect("a journal");
    assert_eq!(journal.split(|&byte| byte == b'\n').count(), 1 + 96 + 1);
    std::fs::create_dir(place.path("cut")).expect("made");
    let put = |bytes: &[u8]| std::fs::write(place.path("cut/journal.txt"), bytes).expect("put");
    for part in 0..8 {
        let length = journal.len() * part / 8 + 3 * part;
        put(&journal[..length.min(journal.len())]);
        assert_eq!(sweep(&place, "cut", &[]), 0, "cut off after {length}");
        assert_eq!(tables(&place, "cut"), tables(&place, "whole"), "{length}");
    }
    // A bit that turned, a line twice, lines in another order.
    let mut damaged = journal.clone();
    let middle = damaged.len() / 2;
    damaged[middle] ^= 1;
    let mut lines: Vec<&[u8]> = damaged.split_inclusive(|&byte| byte == b'\n').collect();
    lines[1..].reverse();
    let again = lines[5];
    lines.push(again);
    put(&lines.concat());
    assert_eq!(sweep(&place, "cut", &[]), 0);
    assert_eq!(tables(&place, "cut"), tables(&place, "whole"));
}

#[test]
fn a_journal_of_something_else_is_refused_and_kept() {
    let place = workplace();
    place.write("sweep.toml", SWEEP);
    assert_eq!(sweep(&place, "out", &[]), 0);
    let before = place.read("out/journal.txt");
    place.write("sweep.toml", &SWEEP.replace("seed  = 7", "seed  = 8"));
    let words = ["sweep", "plan.toml", "--sweep", "sweep.toml", "--out", "out"];
    let ran = place.run(&words);
    assert_eq!(ran.exit, 2, "{}", ran.stderr);
    assert!(ran.stderr.contains("another sweep") && ran.stderr.contains("--restart"));
    assert_eq!(place.read("out/journal.txt"), before);
    assert_eq!(sweep(&place, "out", &["--restart"]), 0);
    assert_ne!(place.read("out/journal.txt"), before);
    // Another layout of the same sweep file is the same sweep; another plan is not.
    let moved = place.read("sweep.toml").replace("seed  = 8", "# a remark\nseed = 8");
    place.write("sweep.toml", &moved);
    assert_eq!(sweep(&place, "out", &[]), 0);
    place.edit("plan.toml", "400_000", "410_000");
    assert_eq!(sweep(&place, "out", &[]), 2);
    // What is no journal is never thrown away.
    place.write("out/journal.txt", "my diary\n");
    assert_eq!(sweep(&place, "out", &["--restart"]), 2);
    assert_eq!(place.read("out/journal.txt"), "my diary\n");
}
