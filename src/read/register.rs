//! Registers of ids, which map ids to positions.

use super::catalogue::Code;
use super::collection::Layer;
use super::near::{instead, nearest};
use std::collections::HashMap;

/// The ids of one kind of item. An item with problems keeps its id here, so that references to it are not reported as
/// well.
#[derive(Debug)]
pub(super) struct Register {
    /// The kind of item, for messages: `town`.
    pub(super) what: &'static str,
    /// The code of an unknown id.
    pub(super) unknown: Code,
    ids: Vec<Option<String>>,
    positions: HashMap<String, usize>,
    whole: bool,
}

impl Register {
    /// A register of `ids` in order; of ids used twice the first counts.
    pub(super) fn new(
        what: &'static str,
        unknown: Code,
        ids: impl IntoIterator<Item = Option<String>>,
    ) -> Self {
        let mut register =
            Self { what, unknown, ids: Vec::new(), positions: HashMap::new(), whole: true };
        for (position, id) in ids.into_iter().enumerate() {
            match &id {
                Some(id) if !register.positions.contains_key(id) => {
                    register.positions.insert(id.clone(), position);
                }
                // A reference may be to the id that is missing or wrong here.
                _ => register.whole = false,
            }
            register.ids.push(id);
        }
        register
    }

    /// The ids of a layer's features; incomplete when the layer could not be read.
    pub(super) fn of_layer(what: &'static str, unknown: Code, layer: Option<&Layer>) -> Self {
        let features = layer.map(|layer| layer.features.as_slice()).unwrap_or_default();
        let ids =
            features.iter().map(|feature| feature.as_ref().and_then(|feature| feature.id.clone()));
        let register = Self::new(what, unknown, ids);
        Self { whole: layer.is_some() && register.whole, ..register }
    }

    /// The position of `id`.
    pub(super) fn find(&self, id: &str) -> Option<usize> {
        self.positions.get(id).copied()
    }

    /// The id at `position`; empty when it has none.
    pub(super) fn id(&self, position: usize) -> &str {
        self.ids.get(position).and_then(Option::as_deref).unwrap_or_default()
    }

    /// All ids.
    pub(super) fn ids(&self) -> impl Iterator<Item = &str> {
        self.ids.iter().flatten().map(String::as_str)
    }

    /// Whether the register is complete, so that other ids are wrong.
    pub(super) fn is_whole(&self) -> bool {
        self.whole
    }

    /// The register as an incomplete one.
    pub(super) fn incomplete(self) -> Self {
        Self { whole: false, ..self }
    }

    /// What to write instead of an unknown id.
    pub(super) fn instead(&self, id: &str) -> String {
        if self.ids.len() > 2000 {
            return format!("use the id of a {}", self.what);
        }
        let ids: Vec<&str> = self.ids.iter().flatten().map(String::as_str).collect();
        match nearest(id, ids.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => instead(id, &ids),
        }
    }
}
