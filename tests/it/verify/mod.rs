//! `yike verify`: an untouched run says what its inputs give, and whatever is changed in one is found and named.

mod bad;
mod bytes;
mod frozen;
mod kinds;
mod mixture;
mod older;
mod periods;
mod planted;
mod untouched;

use crate::common::program::{Ran, Workplace};

/// The small plan that has three tiers and one budget, solved into `out`.
fn solved() -> Workplace {
    let place = Workplace::with("tests/fixtures/tiers_together");
    let ran = place.run(&["solve", "plan.toml", "--out", "out"]);
    assert_eq!(ran.exit, 0, "{}", ran.stderr);
    place
}

/// `yike verify` of a folder, with more words.
fn verify(place: &Workplace, run: &str, more: &[&str]) -> Ran {
    place.run(&[&["verify", run, "--json"], more].concat())
}

/// What was found, `sort file, place`, in order.
fn found(ran: &Ran) -> Vec<String> {
    let json = ran.json();
    let rows = json["findings"].as_array().expect("a list");
    let text = |value: &serde_json::Value| value.as_str().expect("a text").to_owned();
    rows.iter()
        .map(|row| {
            format!("{} {}, {}", text(&row["sort"]), text(&row["file"]), text(&row["place"]))
        })
        .collect()
}
