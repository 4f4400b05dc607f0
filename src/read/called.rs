//! What rules and targets are called, and the words that `--lift` takes for others.

use std::fmt::Display;

/// The rules that say that they hold because a plan was published.
pub(super) const PUBLISHED: &str = "published";
/// The rules that sites state themselves.
pub(super) const OF_SITES: [&str; 3] = ["required", "forbidden", "may_stay"];
/// Before the id of a site whose own rules are meant.
pub(super) const SITE: &str = "site:";
/// Before the id of a tier that leads others.
pub(super) const LEADS: &str = "leads:";

/// Whether `id` is what the option takes for something else than a rule or target with this id.
pub(super) fn is_reserved(id: &str) -> bool {
    id == PUBLISHED || OF_SITES.contains(&id) || id.starts_with(SITE) || id.starts_with(LEADS)
}

/// What a target without an id is called: by its indicator, else by its position, from 1.
pub(super) fn usual_id(indicator: Option<impl Display>, position: usize) -> String {
    match indicator {
        Some(indicator) => format!("indicator-{indicator}"),
        None => format!("target-{position}"),
    }
}
