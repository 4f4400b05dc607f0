//! Reductions of covering problems: what is merged, dropped or fixed before the search (Toregas and ReVelle 1972;
//! Beasley 1987; Chen, Chen, Dai, Huang, Chen 2023). Each function states the problems that it is valid for.
//!
//! I(i) are the sites that cover class i, J(j) the classes that site j covers.

use crate::domain::location::{Instance, SiteRule};
use crate::travel::CoverageClasses;

/// Demand points that the same sites cover.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::solve::locate) struct Class {
    pub(in crate::solve::locate) weight: f64,
    /// How many of its sites must open for it to be covered, at least 1.
    pub(in crate::solve::locate) need: u8,
    /// I(i), ascending, `need` at least.
    pub(in crate::solve::locate) sites: Vec<u32>,
}

/// The demand of a covering problem after applying the sites' rules: existing and required sites are open, forbidden
/// ones closed. It remains to decide which free sites open.
#[derive(Debug, Clone, PartialEq, Default)]
pub(in crate::solve::locate) struct Demand {
    /// Classes that the free sites decide, no two with the same sites and need, sorted by sites.
    pub(in crate::solve::locate) classes: Vec<Class>,
    /// Weight that is always covered.
    pub(in crate::solve::locate) settled: f64,
    /// Weight that cannot be covered.
    pub(in crate::solve::locate) lost: f64,
}

impl Demand {
    /// Demand to be covered `times` times. Valid for every covering problem.
    pub(in crate::solve::locate) fn new(
        instance: &Instance,
        classes: &CoverageClasses,
        times: u8,
    ) -> Self {
        let mut demand = Self { lost: classes.uncoverable, ..Self::default() };
        let rule = |&&site: &&u32| instance.rules()[site as usize];
        for class in 0..classes.len() {
            let (all, weight) = (classes.sites_of(class), classes.weights[class]);
            let is_open =
                |site: &&u32| matches!(rule(site), SiteRule::Existing | SiteRule::Required);
            let open = all.iter().filter(is_open).count();
            let need = usize::from(times).saturating_sub(open);
            let free = |site: &&u32| rule(site) == SiteRule::Free;
            let sites: Vec<u32> = all.iter().filter(free).copied().collect();
            if need == 0 {
                demand.settled += weight;
            } else if sites.len() < need {
                demand.lost += weight;
            } else {
                let need = need as u8;
                demand.classes.push(Class { weight, need, sites });
            }
        }
        merge(&mut demand.classes);
        demand
    }
}

/// Merges classes with the same sites and need, and sorts them. Valid for every covering problem.
pub(in crate::solve::locate) fn merge(classes: &mut Vec<Class>) {
    classes.sort_by(|a, b| (&a.sites, a.need).cmp(&(&b.sites, b.need)));
    classes.dedup_by(|next, kept| {
        let same = next.need == kept.need && next.sites == kept.sites;
        if same {
            kept.weight += next.weight;
        }
        same
    });
}

/// J(j) of each of `sites` sites, ascending.
pub(in crate::solve::locate) fn columns(classes: &[Class], sites: usize) -> Vec<Vec<u32>> {
    let mut columns = vec![Vec::new(); sites];
    for (position, class) in classes.iter().enumerate() {
        for &site in &class.sites {
            columns[site as usize].push(position as u32);
        }
    }
    columns
}

/// Drops site j if J(j) ⊆ J(k) and f\[k\] ≤ f\[j\]: k can always replace j. Of equal sites the first stays. Valid for
/// maximal, partial and set cover if every class of j needs one site (a class that needs two may need both j and k).
/// Returns whether any was dropped; classes that became equal are not merged yet.
///
/// Cost: near linear in the pairs, as only sites of j's smallest class are looked at, their signatures first.
pub(in crate::solve::locate) fn drop_dominated_sites(classes: &mut [Class], costs: &[f64]) -> bool {
    let columns = columns(classes, costs.len());
    let signatures: Vec<u64> = columns.iter().map(|column| signature(column)).collect();
    let mut dropped = vec![false; costs.len()];
    for j in (0..costs.len()).rev() {
        let own = &columns[j];
        let size = |&&class: &&u32| classes[class as usize].sites.len();
        let Some(&smallest) = own.iter().min_by_key(size) else {
            continue;
        };
        if own.iter().any(|&class| classes[class as usize].need > 1) {
            continue;
        }
        dropped[j] = classes[smallest as usize].sites.iter().any(|&k| {
            let k = k as usize;
            k != j
                && !dropped[k]
                && costs[k] <= costs[j]
                && columns[k].len() >= own.len()
                && signatures[j] & !signatures[k] == 0
                && is_subset(own, &columns[k])
        });
    }
    let any = dropped.contains(&true);
    if any {
        for class in classes {
            class.sites.retain(|&site| !dropped[site as usize]);
        }
    }
    any
}

/// Drops class i' if I(i) ⊆ I(i') and i needs as many sites: what covers i covers i'. Valid if all demand must be
/// covered. Returns whether any was dropped.
pub(in crate::solve::locate) fn drop_dominated_classes(
    classes: &mut Vec<Class>,
    sites: usize,
) -> bool {
    let columns = columns(classes, sites);
    let signatures: Vec<u64> = classes.iter().map(|class| signature(&class.sites)).collect();
    let mut dropped = vec![false; classes.len()];
    for (i, class) in classes.iter().enumerate() {
        let length = |&&site: &&u32| columns[site as usize].len();
        let Some(&rarest) = class.sites.iter().min_by_key(length) else {
            continue;
        };
        if dropped[i] {
            continue;
        }
        for &other in &columns[rarest as usize] {
            let other = other as usize;
            let theirs = &classes[other];
            if other != i
                && !dropped[other]
                && theirs.need <= class.need
                && theirs.sites.len() >= class.sites.len()
                && signatures[i] & !signatures[other] == 0
                && is_subset(&class.sites, &theirs.sites)
            {
                dropped[other] = true;
            }
        }
    }
    let mut marks = dropped.iter();
    classes.retain(|_| marks.next() == Some(&false));
    dropped.contains(&true)
}

/// Opens a site: its classes need one less, and those that need no more are dropped.
pub(in crate::solve::locate) fn open_sites(classes: &mut Vec<Class>, is_open: &[bool]) {
    classes.retain_mut(|class| {
        let before = class.sites.len();
        class.sites.retain(|&site| !is_open[site as usize]);
        let opened = before - class.sites.len();
        class.need = class.need.saturating_sub(opened.min(255) as u8);
        class.need > 0
    });
}

/// The connected components: lists of positions of classes, ordered by their first one; no two components share a site.
/// Valid if all demand must be covered.
pub(in crate::solve::locate) fn components(classes: &[Class], sites: usize) -> Vec<Vec<u32>> {
    let mut leader: Vec<u32> = (0..sites as u32).collect();
    for class in classes {
        for pair in class.sites.windows(2) {
            let (a, b) = (find(&mut leader, pair[0]), find(&mut leader, pair[1]));
            leader[a.max(b) as usize] = a.min(b);
        }
    }
    let mut parts: Vec<Vec<u32>> = Vec::new();
    let mut part_of = vec![usize::MAX; sites];
    for (position, class) in classes.iter().enumerate() {
        let leader = find(&mut leader, class.sites[0]) as usize;
        if part_of[leader] == usize::MAX {
            part_of[leader] = parts.len();
            parts.push(Vec::new());
        }
        parts[part_of[leader]].push(position as u32);
    }
    parts
}

fn find(leader: &mut [u32], mut site: u32) -> u32 {
    while leader[site as usize] != site {
        leader[site as usize] = leader[leader[site as usize] as usize];
        site = leader[site as usize];
    }
    site
}

/// A bit set with one bit per number, shared by many numbers: the signature of a subset is a subset of the signature.
fn signature(list: &[u32]) -> u64 {
    list.iter().fold(0, |bits, &number| bits | 1 << (number.wrapping_mul(0x9E37_79B9) >> 26))
}

fn is_subset(small: &[u32], large: &[u32]) -> bool {
    let mut rest = large.iter();
    small.iter().all(|wanted| rest.any(|number| number == wanted))
}
