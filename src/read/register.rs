//! Registers of ids, which map ids to positions.

use super::catalogue::Code;
use super::collection::{Layer, RawFeature};
use super::fields::Fields;
use super::near::instead;
use crate::domain::{Phrase, Text, phrase, text};
use std::collections::{HashMap, HashSet};

/// A kind of item with ids.
#[derive(Debug, Clone, Copy)]
pub(super) struct Kind {
    /// Its word, for messages.
    pub(super) what: Phrase,
    /// The code of an unknown id.
    pub(super) unknown: Code,
}

impl Kind {
    pub(super) const GROUP: Self =
        Self { what: phrase("group", "人群"), unknown: Code::UNKNOWN_GROUP };
    pub(super) const TOWN: Self =
        Self { what: phrase("town", "镇街"), unknown: Code::UNKNOWN_TOWN };
    pub(super) const UNIT: Self = Self {
        what: phrase("village or community", "村（社区）"),
        unknown: Code::UNKNOWN_UNIT,
    };
    pub(super) const SITE: Self =
        Self { what: phrase("site", "点位"), unknown: Code::UNKNOWN_SITE };
    pub(super) const TIER: Self =
        Self { what: phrase("tier", "层级"), unknown: Code::UNKNOWN_TIER };
    pub(super) const SIZE: Self =
        Self { what: phrase("size", "规模"), unknown: Code::UNKNOWN_SIZE };
    pub(super) const AREA: Self =
        Self { what: phrase("area", "片区"), unknown: Code::UNKNOWN_AREA };
    pub(super) const SOURCE: Self =
        Self { what: phrase("source of money", "资金来源"), unknown: Code::UNKNOWN_SOURCE };
}

/// The ids of one kind of item. An item with problems keeps its id here, so that references to it are not reported as
/// well.
#[derive(Debug)]
pub(super) struct Register {
    /// The kind of item, for messages: `town`.
    pub(super) what: Text,
    /// The code of an unknown id.
    pub(super) unknown: Code,
    ids: Vec<Option<String>>,
    positions: HashMap<String, usize>,
    /// Positions by name, where the items are features.
    names: HashMap<String, Vec<usize>>,
    whole: bool,
}

impl Register {
    /// A register of `ids` in order; of ids used twice the first counts.
    pub(super) fn new(
        what: impl Into<Text>,
        unknown: Code,
        ids: impl IntoIterator<Item = Option<String>>,
    ) -> Self {
        let mut register = Self {
            what: what.into(),
            unknown,
            ids: Vec::new(),
            positions: HashMap::new(),
            names: HashMap::new(),
            whole: true,
        };
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

    /// A register of the ids of all `items`.
    pub(super) fn of<'a, T: 'a>(
        kind: Kind,
        items: impl IntoIterator<Item = &'a T>,
        id: impl Fn(&'a T) -> &'a String,
    ) -> Self {
        Self::new(kind.what, kind.unknown, items.into_iter().map(|item| Some(id(item).clone())))
    }

    /// The ids and names of a layer's features; incomplete when the layer could not be read.
    pub(super) fn of_layer(kind: Kind, layer: Option<&Layer>) -> Self {
        let features = layer.map(|layer| layer.features.as_slice()).unwrap_or_default();
        let ids = features.iter().map(|raw| raw.as_ref()?.id.clone());
        let register = Self::new(kind.what, kind.unknown, ids);
        let mut names: HashMap<String, Vec<usize>> = HashMap::new();
        for (position, raw) in features.iter().enumerate() {
            if let Some(name) = raw.as_ref().and_then(RawFeature::name) {
                names.entry(name.trim().to_owned()).or_default().push(position);
            }
        }
        Self { whole: layer.is_some() && register.whole, names, ..register }
    }

    /// The register with the items' names, in order.
    pub(super) fn with_names<'a>(mut self, names: impl IntoIterator<Item = &'a str>) -> Self {
        for (position, name) in names.into_iter().enumerate() {
            self.names.entry(name.trim().to_owned()).or_default().push(position);
        }
        self
    }

    /// The positions of the items that `word` may mean: that with this id, else all with this name.
    pub(super) fn meant(&self, word: &str) -> Vec<usize> {
        let by_name = || self.names.get(word.trim()).cloned().unwrap_or_default();
        self.find(word).map_or_else(by_name, |position| vec![position])
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
    pub(super) fn instead(&self, id: &str) -> Text {
        if self.ids.len() > 2000 {
            let what = &self.what;
            return text!("use the id of a {what}", "使用{what}的编号"; what);
        }
        instead(id, &self.ids().collect::<Vec<_>>())
    }
}

/// Reads the ids of `tables`, which are of one kind, into a register; see [`read_ids`].
pub(super) fn register_ids(kind: Kind, tables: &mut [Fields<'_>]) -> Register {
    Register::new(kind.what, kind.unknown, read_ids(kind.what, tables))
}

/// Reads the ids of `tables`, names the tables by them, and reports those used twice.
pub(super) fn read_ids(what: Phrase, tables: &mut [Fields<'_>]) -> Vec<Option<String>> {
    let mut seen = HashSet::new();
    let read = |table: &mut Fields<'_>| {
        let id = table.required("id", Fields::id)?;
        table.set_id(&id);
        if !seen.insert(id.clone()) {
            let cause = text!(
                "an earlier {what} has the id `{id}` already",
                "前面已有{what}使用编号 `{id}`";
                what
            );
            let action = text!("give each {what} its own id", "为每个{what}设置不同的编号"; what);
            table.push(Code::DUPLICATE_ID, "id", cause, action);
        }
        Some(id)
    };
    tables.iter_mut().map(read).collect()
}
