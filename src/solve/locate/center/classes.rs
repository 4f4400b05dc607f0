//! Sites that reach the same demand of a sample within a radius, as one class.

use super::field::Field;

/// A partition of the sites, made finer by each point of the sample (refinement as of Hopcroft 1971).
#[derive(Debug, Clone)]
pub(super) struct Classes {
    radius: f64,
    /// How many points of the sample have been looked at.
    seen: usize,
    /// Points that no fixed site reaches: rows, numbered in the order of the sample.
    pub(super) rows: usize,
    /// Whether each row is reached by a site.
    pub(super) possible: bool,
    /// Of each site.
    class: Vec<u32>,
    size: Vec<u32>,
    /// The rows that sites of a class reach, ascending. Class 0 reaches none.
    pub(super) reaches: Vec<Vec<u32>>,
}

impl Classes {
    /// Before any point of the sample.
    pub(super) fn new(field: &Field<'_>, radius: f64) -> Self {
        Self {
            radius,
            seen: 0,
            rows: 0,
            possible: true,
            class: vec![0; field.instance.sites()],
            size: vec![field.sites.len() as u32],
            reaches: vec![Vec::new()],
        }
    }

    /// Processes the points of `sample` not yet seen; starts again if the radius has changed. Each point costs O(sites
    /// within the radius). Returns whether all points were processed before `is_over`.
    pub(super) fn extend(
        &mut self,
        field: &Field<'_>,
        sample: &[u32],
        radius: f64,
        is_over: &dyn Fn() -> bool,
    ) -> bool {
        if radius != self.radius || sample.len() < self.seen {
            *self = Self::new(field, radius);
        }
        let mut reached = Vec::new();
        let mut moved: Vec<u32> = vec![0; self.size.len()];
        for &i in sample.iter().skip(self.seen) {
            if is_over() {
                return false;
            }
            self.seen += 1;
            if field.base(i as usize) <= radius {
                continue;
            }
            field.reach(i as usize, radius, &mut reached);
            self.possible &= !reached.is_empty();
            self.split(&reached, &mut moved);
            self.rows += 1;
        }
        true
    }

    /// Splits each class into the sites that reach the next row and the rest. `moved` holds zeros.
    fn split(&mut self, reached: &[(u32, f64)], moved: &mut Vec<u32>) {
        let mut touched = Vec::new();
        for &(site, _) in reached {
            let class = self.class[site as usize];
            if moved[class as usize] == 0 {
                touched.push(class);
            }
            moved[class as usize] += 1;
        }
        let before = self.size.len();
        let row = self.rows as u32;
        let mut target: Vec<(u32, u32)> = Vec::new();
        for &class in &touched {
            let old = class as usize;
            let leaving = std::mem::take(&mut moved[old]);
            if leaving == self.size[old] && class != 0 {
                self.reaches[old].push(row);
                continue;
            }
            self.size[old] -= leaving;
            target.push((class, self.size.len() as u32));
            let mut list = self.reaches[old].clone();
            list.push(row);
            self.size.push(leaving);
            self.reaches.push(list);
        }
        // `moved` holds the new class of each old one for a moment: new classes have numbers above 0.
        for &(old, new) in &target {
            moved[old as usize] = new;
        }
        for &(site, _) in reached {
            let class = &mut self.class[site as usize];
            if (*class as usize) < before && moved[*class as usize] != 0 {
                *class = moved[*class as usize];
            }
        }
        for &(old, _) in &target {
            moved[old as usize] = 0;
        }
        moved.resize(self.size.len(), 0);
    }

    /// The first site of each class; `None` for an empty class.
    pub(super) fn first(&self, field: &Field<'_>) -> Vec<Option<u32>> {
        let mut first = vec![None; self.size.len()];
        for &site in field.sites.iter().rev() {
            first[self.class[site as usize] as usize] = Some(site);
        }
        first
    }
}
