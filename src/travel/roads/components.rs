//! Strongly connected components of the road graph.

use super::steps::Steps;

const UNSEEN: u32 = u32::MAX;

/// The component of each junction, and the number of junctions of each component: the largest first, of equally large
/// ones the one with the first junction. Kosaraju's algorithm, without recursion. O(junctions + steps).
pub(super) fn components(count: usize, forward: &Steps, backward: &Steps) -> (Vec<u32>, Vec<u32>) {
    let order = finished(count, forward);
    let mut component = vec![UNSEEN; count];
    let mut sizes: Vec<(u32, u32, u32)> = Vec::new();
    let mut waiting = Vec::new();
    for &root in order.iter().rev() {
        if component[root as usize] != UNSEEN {
            continue;
        }
        let own = sizes.len() as u32;
        let (mut size, mut first) = (0, root);
        component[root as usize] = own;
        waiting.push(root);
        while let Some(junction) = waiting.pop() {
            size += 1;
            first = first.min(junction);
            for step in backward.from(junction) {
                if component[step.to as usize] == UNSEEN {
                    component[step.to as usize] = own;
                    waiting.push(step.to);
                }
            }
        }
        sizes.push((size, first, own));
    }
    sizes.sort_unstable_by_key(|&(size, first, _)| (std::cmp::Reverse(size), first));
    let mut rank = vec![0; sizes.len()];
    for (position, &(_, _, own)) in (0_u32..).zip(&sizes) {
        rank[own as usize] = position;
    }
    let component = component.into_iter().map(|own| rank[own as usize]).collect();
    (component, sizes.into_iter().map(|(size, _, _)| size).collect())
}

/// Junctions in postorder of a depth-first search.
fn finished(count: usize, steps: &Steps) -> Vec<u32> {
    let mut seen = vec![false; count];
    let mut order = Vec::with_capacity(count);
    let mut path: Vec<(u32, usize)> = Vec::new();
    for root in 0..count as u32 {
        if std::mem::replace(&mut seen[root as usize], true) {
            continue;
        }
        path.push((root, 0));
        while let Some((junction, next)) = path.last_mut() {
            match steps.from(*junction).get(*next) {
                Some(step) => {
                    *next += 1;
                    if !std::mem::replace(&mut seen[step.to as usize], true) {
                        path.push((step.to, 0));
                    }
                }
                None => {
                    order.push(*junction);
                    path.pop();
                }
            }
        }
    }
    order
}
