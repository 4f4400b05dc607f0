use super::site::{Choice, Site, WorkKind};
use std::fmt;

/// What a rule asks about a site.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Decided {
    /// A facility stands there.
    Stand,
    /// None does.
    Go,
    /// It stays as it is today.
    Stay,
    /// A work of this kind is done.
    Kind(WorkKind),
    /// The work with this id is done.
    Work(String),
}

impl Decided {
    /// Whether it is so where `site` makes `choice`.
    pub fn holds(&self, site: &Site, choice: Choice) -> bool {
        match self {
            Decided::Stand => site.state_after(choice).standing,
            Decided::Go => !site.state_after(choice).standing,
            Decided::Stay => choice == Choice::Stay,
            Decided::Kind(kind) => site.work(choice).is_some_and(|work| work.kind == *kind),
            Decided::Work(id) => site.work(choice).is_some_and(|work| work.id == *id),
        }
    }
}

impl fmt::Display for Decided {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Decided::Stand => "stand",
            Decided::Go => "go",
            Decided::Stay => "stay",
            Decided::Kind(kind) => kind.word(),
            Decided::Work(id) => id,
        })
    }
}
