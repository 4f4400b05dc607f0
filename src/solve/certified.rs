//! What proves a bound to whoever has the plan (docs/proofs.md).

/// The multiplier of a row of a model, by the row's name.
#[derive(Debug, Clone, PartialEq)]
pub struct Multiplier {
    /// The row: `source_0_0` is the money of the first source.
    pub row: String,
    /// How much of the aim one unit of the row is worth.
    pub value: f64,
}

/// What proves a bound to anybody who has the plan.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Certificate {
    /// The bound that the multipliers prove, in the unit of the stage.
    pub bound: f64,
    /// Those that are not 0.
    pub multipliers: Vec<Multiplier>,
}
