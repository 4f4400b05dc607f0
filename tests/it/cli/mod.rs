//! The program as its callers see it: words in, stdout, stderr and exit code out.

mod answers;
mod chinese;
mod control;
mod door;
mod forecast;
mod help;
mod interrupt;
mod layers;
mod locate;
mod options;
mod other_files;
mod periods;
mod places;
mod roads;
mod streams;
mod wishes;

use crate::common::program::{Ran, Workplace};

/// The small plan that has three tiers and one budget.
fn workplace() -> Workplace {
    Workplace::with("tests/fixtures/tiers_together")
}

/// The same plan, asked to cover everybody: its money does not go so far.
fn impossible() -> Workplace {
    let place = workplace();
    place.edit("plan.toml", "\"expected\"", "\"binding\"");
    place
}

/// Compares all that is seen of a run with the snapshot of this name.
macro_rules! seen {
    ($name:literal, $ran:expr) => {
        insta::with_settings!({ snapshot_path => "snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!($name, $ran.seen());
        });
    };
}
use seen;

/// The status in the JSON on stdout.
fn status(ran: &Ran) -> String {
    ran.json()["status"].as_str().expect("a word").to_owned()
}
