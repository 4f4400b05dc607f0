//! The figures of a state: those stated, else those of a size, else those of today.

use super::catalogue::Code;
use super::fields::Fields;
use super::node::Value;
use super::tiers::{Tiers, check_p3007_beds};
use crate::domain::{Size, SizeIdx, State, TierIdx, text};
use crate::units::{Persons, SquareMetres, Yuan};

/// Figures that a site or a work states itself.
#[derive(Debug)]
pub(super) struct StatedFigures {
    beds: Option<u32>,
    nursing_beds: Option<u32>,
    guarantee_beds: Option<u32>,
    capacity: Option<Persons>,
    operator: Option<String>,
    running_cost: Option<Yuan>,
    floor_area: Option<SquareMetres>,
    /// Whether stated beds could be read.
    beds_clear: bool,
}

/// The properties that state figures.
pub(super) const FIGURES: [&str; 7] = [
    "beds",
    "nursing_beds",
    "guarantee_beds",
    "capacity",
    "operator",
    "running_cost",
    "floor_area",
];

impl StatedFigures {
    /// Reads the figures that are there.
    pub(super) fn read(fields: &Fields<'_>) -> Self {
        let [beds, nursing_beds, guarantee_beds] =
            ["beds", "nursing_beds", "guarantee_beds"].map(|field| (field, fields.whole(field)));
        let clear = |(field, beds): (&str, Option<u32>)| fields.has(field) == beds.is_some();
        Self {
            beds_clear: [beds, nursing_beds, guarantee_beds].into_iter().all(clear),
            beds: beds.1,
            nursing_beds: nursing_beds.1,
            guarantee_beds: guarantee_beds.1,
            capacity: read_capacity(fields),
            operator: fields.text("operator"),
            running_cost: fields.quantity("running_cost", Yuan::parse),
            floor_area: fields.quantity("floor_area", SquareMetres::parse),
        }
    }

    /// Whether any figure is above 0.
    pub(super) fn says_something(&self) -> bool {
        self.beds.unwrap_or(0) > 0
            || self.nursing_beds.unwrap_or(0) > 0
            || self.guarantee_beds.unwrap_or(0) > 0
            || self.capacity.unwrap_or_default().number() > 0.0
            || self.operator.is_some()
            || self.running_cost.unwrap_or_default() > Yuan::ZERO
            || self.floor_area.unwrap_or_default() > SquareMetres::ZERO
    }

    /// A standing state: these figures, and `base` for those left out.
    pub(super) fn over(self, fields: &Fields<'_>, base: State) -> State {
        let state = State {
            standing: true,
            capacity: self.capacity.or(base.capacity),
            beds: self.beds.unwrap_or(base.beds),
            nursing_beds: self.nursing_beds.unwrap_or(base.nursing_beds),
            guarantee_beds: self.guarantee_beds.unwrap_or(base.guarantee_beds),
            operator: self.operator.or(base.operator),
            running_cost: self.running_cost.unwrap_or(base.running_cost),
            floor_area: self.floor_area.unwrap_or(base.floor_area),
            ..base
        };
        if self.beds_clear {
            let parts =
                [("nursing_beds", state.nursing_beds), ("guarantee_beds", state.guarantee_beds)];
            check_p3007_beds(fields, state.beds, parts);
        }
        state
    }
}

/// Persons, as a number or as text with its unit.
fn read_capacity(fields: &Fields<'_>) -> Option<Persons> {
    match fields.node("capacity")?.value {
        Value::Text(_) => fields.quantity("capacity", Persons::parse),
        _ => super::places::persons(fields, "capacity"),
    }
}

/// The state of a facility of this size.
pub(super) fn of_size(tier: usize, position: usize, size: &Size) -> State {
    State {
        standing: true,
        tier: Some(TierIdx::from(tier)),
        size: Some(SizeIdx::from(position)),
        capacity: size.capacity,
        beds: size.beds,
        nursing_beds: size.nursing_beds,
        guarantee_beds: size.guarantee_beds,
        operator: size.operator.clone(),
        running_cost: size.running_cost,
        floor_area: size.floor_area,
    }
}

/// A tier and one of its sizes, as a site or a work names them.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Standard<'t> {
    pub(super) tier: Option<usize>,
    /// The size named, with its position.
    pub(super) size: Option<(usize, &'t Size)>,
    /// Whether something named is unknown, or has problems of its own.
    pub(super) unclear: bool,
}

impl<'t> Standard<'t> {
    /// Reads `tier` and `size`; the size is one of the tier's, or of `otherwise` where no tier is named.
    pub(super) fn read(fields: &Fields<'_>, tiers: &'t Tiers, otherwise: Option<usize>) -> Self {
        let named = fields.reference("tier", &tiers.register);
        let lost = fields.has("tier") && named.is_none();
        let tier = if lost { None } else { named.or(otherwise) };
        let size = match (fields.has("size"), tier) {
            (true, Some(tier)) => {
                fields.reference("size", &tiers.sizes[tier]).map(|size| (tier, size))
            }
            (true, None) if !lost => {
                let cause = text!(
                    "a size is named, but no tier that it is a size of",
                    "写有规模，但没有写明其层级"
                );
                let action = text!("name the `tier` as well", "同时写明 `tier`");
                fields.refuse(Code::UNKNOWN_SIZE, "size", cause, action)
            }
            _ => None,
        };
        let found = size.and_then(|(tier, size)| Some((size, tiers.get(tier)?.sizes.get(size)?)));
        Self { tier, size: found, unclear: lost || fields.has("size") && found.is_none() }
    }

    /// An unknown tier and size.
    pub(super) fn lost() -> Self {
        Self { unclear: true, ..Self::default() }
    }

    /// The state that it gives; none without a size.
    pub(super) fn state(&self) -> Option<State> {
        let (position, size) = self.size?;
        Some(of_size(self.tier?, position, size))
    }
}
