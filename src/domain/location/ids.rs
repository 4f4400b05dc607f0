use std::borrow::Cow;

/// The ids of points. Numbered ones take no memory, so that instances of 10⁷ points stay small.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ids {
    /// `first`, `first` + 1, …
    Numbered {
        /// The first number.
        first: usize,
        /// How many.
        count: usize,
    },
    /// As given, each once.
    Given(Vec<String>),
}

impl Ids {
    /// How many.
    pub fn len(&self) -> usize {
        match self {
            Ids::Numbered { count, .. } => *count,
            Ids::Given(ids) => ids.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The id of the point at `position`.
    pub fn label(&self, position: usize) -> Cow<'_, str> {
        match self {
            Ids::Numbered { first, .. } => Cow::Owned((first + position).to_string()),
            Ids::Given(ids) => Cow::Borrowed(&ids[position]),
        }
    }
}
