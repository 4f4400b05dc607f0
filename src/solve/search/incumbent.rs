/// The best open set so far, and what may be cut off because of it.
#[derive(Debug, Clone)]
pub(super) struct Incumbent {
    pub(super) open: Option<Vec<bool>>,
    /// Its value, or the cutoff.
    pub(super) value: f64,
    step: f64,
}

impl Incumbent {
    /// None yet. Only values below `cutoff` are of interest; values are multiples of `step` apart.
    pub(super) fn new(cutoff: Option<f64>, step: f64) -> Self {
        Self {
            open: None,
            value: cutoff.unwrap_or(f64::INFINITY),
            step,
        }
    }

    /// Takes `open` when it is better. Of equally good sets the first stays.
    pub(super) fn offer(&mut self, open: &[bool], value: f64) -> bool {
        let better = value < self.value;
        if better {
            self.open = Some(open.to_vec());
            self.value = value;
        }
        better
    }

    /// Takes what another has found when it is better.
    pub(super) fn take(&mut self, other: &Incumbent) {
        if let Some(open) = &other.open {
            self.offer(open, other.value);
        }
    }

    /// Whoever is proved to be at least this is of no interest. Whole data leave room of nearly a whole step; a
    /// millionth of it and a billionth of the value are kept for rounding.
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
