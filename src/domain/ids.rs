//! Positions as types of their own, so that a site and a demand unit cannot be swapped.

macro_rules! index {
    ($(#[$doc:meta] $name:ident;)*) => {$(
        #[$doc]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u32);

        impl From<usize> for $name {
            fn from(position: usize) -> Self {
                Self(u32::try_from(position).expect("fewer than 2^32 items"))
            }
        }

        impl From<$name> for usize {
            fn from(index: $name) -> usize {
                index.0 as usize
            }
        }
    )*};
}

index! {
    /// Position of a town.
    TownIdx;
    /// Position of an area.
    AreaIdx;
    /// Position of a demand unit.
    UnitIdx;
    /// Position of a site.
    SiteIdx;
    /// Position of a tier.
    TierIdx;
    /// Position of a size within its tier.
    SizeIdx;
    /// Position of a state within its site.
    StateIdx;
    /// Position of a group of people.
    GroupIdx;
    /// Position of a funding source.
    FundingIdx;
    /// Position of a period.
    PeriodIdx;
}
