//! Minimal sets that meet every one of some sets.

use std::collections::BTreeSet;

/// So many are kept; where there are more, what is found is not whole.
const MOST: usize = 2_000;

/// The minimal sets that have a member of each of `sets`, the smallest first, then in order; and whether all are there. By
/// adding one set after the other (Berge 1989, "Hypergraphs", chapter 2). Each is minimal, also where not all are there.
pub(super) fn minimal_hitting_sets<T: Ord + Copy>(
    sets: &[&BTreeSet<T>],
) -> (Vec<BTreeSet<T>>, bool) {
    let mut found: Vec<BTreeSet<T>> = vec![BTreeSet::new()];
    let mut whole = true;
    for set in sets {
        let (mut kept, missing): (Vec<_>, Vec<_>) =
            found.into_iter().partition(|own| !own.is_disjoint(set));
        let hitting = kept.len();
        for own in missing {
            for &member in *set {
                let mut wider = own.clone();
                wider.insert(member);
                // Those that are widened differ in other members: only sets that hit already can lie within.
                if !kept[..hitting].iter().any(|other| other.is_subset(&wider)) {
                    kept.push(wider);
                }
            }
        }
        kept.sort_by(|a, b| a.len().cmp(&b.len()).then_with(|| a.cmp(b)));
        kept.dedup();
        whole &= kept.len() <= MOST;
        kept.truncate(MOST);
        found = kept;
    }
    if !whole {
        // What showed that a set is not minimal may have been left out: each member must alone hit some set.
        let is_needed = |own: &BTreeSet<T>, member: &T| {
            sets.iter().any(|set| own.intersection(set).eq([member]))
        };
        found.retain(|own| own.iter().all(|member| is_needed(own, member)));
    }
    (found, whole)
}
