//! The demand points or sites of a travel matrix: those of a layer, or those named in the matrix.

use super::faults::Faults;
use super::layer::Layer;
use crate::domain::location::Ids;
use crate::domain::{Phrase, text};
use crate::read::catalogue::Code;
use crate::read::register::Register;
use std::collections::HashMap;

/// Ids and their positions.
#[derive(Debug)]
pub(super) struct Axis {
    /// `demand point` or `site`.
    pub(super) what: Phrase,
    known: Option<Register>,
    ids: Vec<String>,
    positions: HashMap<String, u32>,
}

impl Axis {
    /// The ids of `layer`, or ids collected from the matrix.
    pub(super) fn new(what: Phrase, unknown: Code, layer: Option<&Layer>) -> Self {
        let ids: Vec<String> = layer.into_iter().flat_map(Layer::ids).map(str::to_owned).collect();
        let positions = ids.iter().cloned().zip(0..).collect();
        let known = layer
            .map(|layer| Register::new(what, unknown, layer.ids().map(|id| Some(id.to_owned()))));
        Self { what, known, ids, positions }
    }

    /// The position of `id`; an issue where the layer does not have it.
    pub(super) fn position(
        &mut self,
        faults: &mut Faults<'_>,
        line: usize,
        id: &str,
    ) -> Option<u32> {
        let what = self.what;
        if id.is_empty() {
            let cause = text!("the id of a {what} is empty", "有{what}的编号为空"; what);
            let action = text!("write the id of the {what}", "请填写{what}的编号"; what);
            faults.push(Code::FIELD_BLANK, Some(line), Some(what.into()), cause, action);
            return None;
        }
        if let Some(&position) = self.positions.get(id) {
            return Some(position);
        }
        if let Some(known) = &self.known {
            let cause = text!(
                "no {what} of the layer has the id `{id}`",
                "图层中没有编号为 `{id}` 的{what}";
                what
            );
            faults.push(known.unknown, Some(line), Some(what.into()), cause, known.instead(id));
            return None;
        }
        let position = u32::try_from(self.ids.len()).ok()?;
        self.ids.push(id.to_owned());
        self.positions.insert(id.to_owned(), position);
        Some(position)
    }

    /// The number of ids.
    pub(super) fn len(&self) -> usize {
        self.ids.len()
    }

    /// The id at a position.
    pub(super) fn id(&self, position: usize) -> &str {
        &self.ids[position]
    }

    /// Whether the ids are those of a layer, which says more of them.
    pub(super) fn is_of_layer(&self) -> bool {
        self.known.is_some()
    }

    /// The positions of another axis's ids, if both have the same ids.
    pub(super) fn order_of(&self, other: &Axis) -> Option<Vec<u32>> {
        if self.len() != other.len() {
            return None;
        }
        self.ids.iter().map(|id| other.positions.get(id).copied()).collect()
    }

    /// Reorders the ids by their current positions.
    pub(super) fn reorder(&mut self, order: &[u32]) {
        let ids = order.iter().map(|&position| self.ids[position as usize].clone());
        self.ids = ids.collect();
        self.positions = self.ids.iter().cloned().zip(0..).collect();
    }

    /// The ids.
    pub(super) fn into_ids(self) -> Ids {
        Ids::Given(self.ids)
    }
}
