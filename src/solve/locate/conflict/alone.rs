//! Points that no site can serve, each by itself.

use super::condition::LocateCondition;
use super::oracle::wanting;
use crate::domain::location::{Goal, Instance, Question, SiteRule};
use crate::solve::minimal::minimal;
use crate::travel::Distances;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;

/// The demand points with weight that the allowed sites cannot serve, by what each cannot hold with; and the others.
pub(super) fn alone(
    instance: &Instance,
    question: &Question,
) -> (BTreeMap<Vec<LocateCondition>, Vec<u32>>, Vec<u32>) {
    let why = |&point: &u32| why(instance, question, point);
    let points = wanting(instance);
    let reasons: Vec<_> = points.par_iter().map(why).collect();
    let mut groups: BTreeMap<_, Vec<u32>> = BTreeMap::new();
    let mut others = Vec::new();
    for (point, reason) in points.into_iter().zip(reasons) {
        match reason {
            Some(reason) => groups.entry(reason).or_default().push(point),
            None => others.push(point),
        }
    }
    (groups, others)
}

/// A smallest set of conditions under which a point is served by too few sites; none where it is served.
fn why(instance: &Instance, question: &Question, point: u32) -> Option<Vec<LocateCondition>> {
    let (limit, times) = match question.goal {
        Goal::SetCover { reach, times, .. } => (Some(reach), times),
        _ => (None, 1),
    };
    let row = Distances::new(instance).row(point as usize);
    let served = |conditions: &[LocateCondition]| {
        let reach = limit.filter(|_| conditions.contains(&LocateCondition::Reach));
        let times = if conditions.contains(&LocateCondition::Twice) { times } else { 1 };
        let closed: BTreeSet<u32> =
            conditions.iter().filter_map(|condition| condition.site()).collect();
        let serve = |(site, distance): &&(u32, f64)| {
            !closed.contains(site) && reach.is_none_or(|reach| reach.holds(*distance))
        };
        row.iter().filter(serve).take(times.into()).count() >= times.into()
    };
    let is_forbidden =
        |(site, _): &&(u32, f64)| instance.rules()[*site as usize] == SiteRule::Forbidden;
    let all: Vec<LocateCondition> = limit
        .map(|_| LocateCondition::Reach)
        .into_iter()
        .chain((times > 1).then_some(LocateCondition::Twice))
        .chain(row.iter().filter(is_forbidden).map(|&(site, _)| LocateCondition::Forbidden(site)))
        .collect();
    if served(&all) {
        return None;
    }
    let found = match served(&[]) {
        // No site serves it, whatever is given up.
        false => Ok((Vec::new(), true)),
        true => minimal(&all, |some| Ok::<_, Infallible>(Some(served(some)))),
    };
    let Ok((mut found, _)) = found;
    found.sort_unstable();
    Some(found)
}
