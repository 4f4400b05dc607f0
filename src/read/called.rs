//! What rules and targets are called, and the words that `--lift` takes for others.

use std::collections::HashSet;

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

/// The ids of targets, from the id and the indicator that each states: those without an id are called by their indicator,
/// else by their position, with a number behind it where an earlier one has it.
pub(super) fn ids(stated: &[(Option<String>, Option<String>)]) -> Vec<String> {
    let mut taken: HashSet<String> = stated.iter().filter_map(|own| own.0.clone()).collect();
    let called = stated.iter().enumerate().map(|(position, (id, indicator))| {
        let Some(id) = id else {
            let usual = match indicator {
                Some(indicator) => format!("indicator-{indicator}"),
                None => format!("target-{}", position + 1),
            };
            let numbered = (2..).map(|number| format!("{usual}-{number}"));
            let free =
                std::iter::once(usual.clone()).chain(numbered).find(|id| !taken.contains(id));
            let free = free.unwrap_or(usual);
            taken.insert(free.clone());
            return free;
        };
        id.clone()
    });
    called.collect()
}
