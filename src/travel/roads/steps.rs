use super::cost::Leg;

/// A step from one junction to another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Step {
    pub(super) to: u32,
    pub(super) leg: Leg,
}

/// Steps by the junction that they start at.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Steps {
    starts: Vec<u32>,
    steps: Vec<Step>,
}

impl Steps {
    pub(super) fn new(junctions: usize, steps: impl Iterator<Item = (u32, Step)> + Clone) -> Self {
        let mut starts = vec![0_u32; junctions + 1];
        for (from, _) in steps.clone() {
            starts[from as usize + 1] += 1;
        }
        for junction in 0..junctions {
            starts[junction + 1] += starts[junction];
        }
        let mut next = starts.clone();
        let empty = Step { to: 0, leg: Leg::default() };
        let mut placed = vec![empty; starts[junctions] as usize];
        for (from, step) in steps {
            let slot = &mut next[from as usize];
            placed[*slot as usize] = step;
            *slot += 1;
        }
        Self { starts, steps: placed }
    }

    /// The steps from a junction.
    pub(super) fn from(&self, junction: u32) -> &[Step] {
        let junction = junction as usize;
        &self.steps[self.starts[junction] as usize..self.starts[junction + 1] as usize]
    }
}
