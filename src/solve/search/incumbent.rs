/// The incumbent: the best open set so far, and the limit for pruning.
#[derive(Debug, Clone)]
pub(super) struct Incumbent {
    pub(super) open: Option<Vec<bool>>,
    /// Its value, or the cutoff.
    pub(super) value: f64,
    step: f64,
}

impl Incumbent {
    /// No incumbent yet. Only values below `cutoff` matter; values differ by multiples of `step`.
    pub(super) fn new(cutoff: Option<f64>, step: f64) -> Self {
        Self { open: None, value: cutoff.unwrap_or(f64::INFINITY), step }
    }

    /// Replaces the incumbent by `open` when it is better.
    pub(super) fn offer(&mut self, open: &[bool], value: f64) -> bool {
        let better = value < self.value;
        if better {
            self.open = Some(open.to_vec());
            self.value = value;
        }
        better
    }

    /// Replaces the incumbent by another when that is better.
    pub(super) fn take(&mut self, other: &Incumbent) {
        if let Some(open) = &other.open {
            self.offer(open, other.value);
        }
    }

    /// Nodes with a bound of at least this are pruned. With integer data this is nearly a whole step below the value; a
    /// millionth of the step and a billionth of the value are left for rounding.
    pub(super) fn limit(&self) -> f64 {
        if self.value == f64::INFINITY {
            return f64::INFINITY;
        }
        let rounding = 1e-9 * self.value.abs().max(1.0);
        if self.step > 0.0 {
            // At most half a step: the next better value lies a whole one below.
            self.value - self.step + rounding.clamp(1e-6 * self.step, 0.5 * self.step)
        } else {
            self.value - rounding
        }
    }
}
