/// What is settled about a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// Open to choice, as the site of this position.
    Free(u32),
    /// Open.
    Open,
    /// Closed.
    Closed,
}
