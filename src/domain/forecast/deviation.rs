//! Variants: how low, high and drawn futures differ from the medium one.

use crate::domain::{Text, text, told};
use crate::units::Share;
use fastrand::Rng;
use std::f64::consts::{FRAC_1_SQRT_2, TAU};

/// The 90 % point of the standard normal distribution.
const DECILE: f64 = 1.281_551_565_544_600_4;
/// How many times as much births vary as cohorts.
const BIRTHS: f64 = 3.0;
/// Birth cohorts with a deviation of their own: those counted (the oldest 120) and as many not yet born.
const COHORTS: usize = 50;
/// Position of the cohort that is aged 0–4 at the last census.
const YOUNGEST: i64 = 25;

/// A future by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Variant {
    /// Every ratio at its 10 % point.
    Low,
    /// Ratios as measured.
    Medium,
    /// Every ratio at its 90 % point.
    High,
    /// The draw with this number, from 1.
    Draw(u32),
}

impl Variant {
    /// The variants that are not drawn.
    pub const NAMED: [Variant; 3] = [Variant::Low, Variant::Medium, Variant::High];

    /// The variant that `word` names: `low`, `medium`, `high`.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::NAMED.into_iter().find(|variant| variant.to_string() == word)
    }

    /// As people read it.
    pub fn text(self) -> Text {
        match self {
            Variant::Low => text!("low", "低方案"),
            Variant::Medium => text!("medium", "中方案"),
            Variant::High => text!("high", "高方案"),
            Variant::Draw(number) => text!("draw-{number:04}", "第 {number} 次抽样"),
        }
    }
}

told!(Variant);

/// Logarithms of the factors by which a future's ratios differ from those measured, for ten years.
#[derive(Debug, Clone, PartialEq)]
pub struct Deviation {
    shared: f64,
    cohorts: Vec<f64>,
    births: f64,
}

impl Deviation {
    /// The default of σ: 5 %.
    pub fn usual_spread() -> Share {
        Share::new(0.05).expect("within 0 and 1")
    }

    /// No deviation: the medium future.
    pub fn none() -> Self {
        Self::all(0.0, 0.0)
    }

    /// The low, medium or high future at a spread σ, the standard deviation of the logarithm of a ten-year cohort-change
    /// ratio; a draw gives the medium one here, see [`Deviation::draws`].
    pub fn of(variant: Variant, spread: Share) -> Self {
        let spread = spread.fraction();
        match variant {
            Variant::Low => Self::all(-DECILE, spread),
            Variant::High => Self::all(DECILE, spread),
            Variant::Medium | Variant::Draw(_) => Self::none(),
        }
    }

    fn all(z: f64, spread: f64) -> Self {
        Self { shared: z * spread, cohorts: vec![0.0; COHORTS], births: z * spread * BIRTHS }
    }

    /// Draws `count` futures with this seed. The same seed gives the same futures; a larger count only adds to them.
    pub fn draws(seed: u64, spread: Share, count: u32) -> Vec<Self> {
        let mut rng = Rng::with_seed(seed);
        let spread = spread.fraction();
        let part = spread * FRAC_1_SQRT_2;
        (0..count)
            .map(|_| Self {
                shared: part * normal(&mut rng),
                births: spread * BIRTHS * normal(&mut rng),
                cohorts: (0..COHORTS).map(|_| part * normal(&mut rng)).collect(),
            })
            .collect()
    }

    /// The factor over `years` for the cohort that is `age_group` groups old (0: 0–4) at `mark` five-year steps after the
    /// last census.
    pub(super) fn cohort_factor(&self, mark: usize, age_group: usize, years: f64) -> f64 {
        let position = YOUNGEST + mark as i64 - age_group as i64;
        let own = usize::try_from(position)
            .ok()
            .and_then(|position| self.cohorts.get(position))
            .copied()
            .unwrap_or_default();
        ((self.shared + own) * years / 10.0).exp()
    }

    /// The factor of child-woman ratios.
    pub(super) fn birth_factor(&self) -> f64 {
        self.births.exp()
    }

    /// The logarithm that all cohorts share, over `years`.
    pub(super) fn shared_log(&self, years: f64) -> f64 {
        self.shared * years / 10.0
    }
}

/// A standard normal number (Box and Muller 1958).
fn normal(rng: &mut Rng) -> f64 {
    let radius = (-2.0 * (1.0 - rng.f64()).ln()).sqrt();
    radius * (TAU * rng.f64()).cos()
}
