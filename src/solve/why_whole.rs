//! Why a stage was solved as a whole.

use crate::domain::words::words;

words! {
    /// Why a stage was solved as a whole and not part by part: see "Large plans" in `docs/model.md`.
    #[non_exhaustive]
    pub enum WhyWhole {
        /// Too few parts have a choice.
        FewParts = "few-parts",
        /// A part is much of the whole.
        LargePart = "large-part",
        /// Without limited places it would fall apart.
        LimitedPlaces = "limited-places",
        /// Without centres that lead it would fall apart.
        Leading = "leading",
        /// The aim compares all towns, or all people.
        FairAim = "fair-aim",
        /// Too many parts have more choices than can be listed.
        ManyChoices = "many-choices",
        /// Some amount has no limit, so that parts have no price.
        NoPrice = "no-price",
        /// The parts brought value and bound not as near as asked for.
        NotClosed = "not-closed",
        /// A smaller gap was asked for than parts are good for.
        SmallGap = "small-gap",
        /// The solver does not solve by parts.
        Solver = "solver",
        /// Periods are linked.
        Periods = "periods",
    }
}
