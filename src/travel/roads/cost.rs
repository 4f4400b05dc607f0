//! Time and length of a route in one key, so that the other figure decides between equally good routes and the answer
//! does not depend on the order of the search.

use crate::units::{Metres, Seconds};

/// What a route minimises.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Quantity {
    /// Time; of equally quick routes the shorter.
    Time,
    /// Distance; of equally short routes the quicker.
    Distance,
}

/// The limit of a search.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Limit {
    /// This time, by the quickest route.
    Time(Seconds),
    /// This distance, by the shortest route.
    Distance(Metres),
    /// No limit, by the quickest route.
    None,
}

impl Limit {
    /// What a route minimises.
    pub fn quantity(self) -> Quantity {
        match self {
            Limit::Time(_) | Limit::None => Quantity::Time,
            Limit::Distance(_) => Quantity::Distance,
        }
    }

    /// The greatest key within the limit: to the millisecond or centimetre.
    pub(super) fn key(self) -> u64 {
        match self {
            Limit::Time(time) => {
                let ms = (time.seconds() * 1000.0).round().min(MOST_MS as f64) as u64;
                (ms << CM_BITS) | MOST_CM
            }
            Limit::Distance(distance) => {
                let cm = (distance.metres() * 100.0).round().min(MOST_CM as f64) as u64;
                (cm << MS_BITS) | MOST_MS
            }
            Limit::None => (MOST_MS << CM_BITS) | MOST_CM,
        }
    }
}

/// Bits of milliseconds: up to 198 days.
const MS_BITS: u32 = 34;
/// Bits of centimetres: up to 10,700 km.
const CM_BITS: u32 = 30;
const MOST_MS: u64 = (1 << MS_BITS) - 1;
const MOST_CM: u64 = (1 << CM_BITS) - 1;

/// Time and length of a piece of a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Leg {
    pub(super) ms: u32,
    pub(super) cm: u32,
}

impl Leg {
    /// A piece of `seconds` and `metres`; none where it exceeds the range of keys.
    pub(super) fn of(seconds: f64, metres: f64) -> Option<Self> {
        let (ms, cm) = ((seconds * 1000.0).round(), (metres * 100.0).round());
        (ms < f64::from(u32::MAX) && cm < f64::from(u32::MAX))
            .then_some(Self { ms: ms as u32, cm: cm as u32 })
    }

    /// A share of it.
    pub(super) fn share(self, share: f64) -> Self {
        Self {
            ms: (f64::from(self.ms) * share).round() as u32,
            cm: (f64::from(self.cm) * share).round() as u32,
        }
    }

    /// Both, one after the other.
    pub(super) fn then(self, other: Self) -> Self {
        Self { ms: self.ms.saturating_add(other.ms), cm: self.cm.saturating_add(other.cm) }
    }

    /// Its key, with the minimised quantity in the upper bits.
    pub(super) fn key(self, quantity: Quantity) -> u64 {
        let (ms, cm) = (u64::from(self.ms), u64::from(self.cm).min(MOST_CM));
        match quantity {
            Quantity::Time => (ms << CM_BITS) | cm,
            Quantity::Distance => (cm << MS_BITS) | ms,
        }
    }
}

/// A key that no route has.
pub(super) const NEVER: u64 = u64::MAX;

/// Seconds and metres of a key.
pub(super) fn unpack(key: u64, quantity: Quantity) -> (Seconds, Metres) {
    let (ms, cm) = match quantity {
        Quantity::Time => (key >> CM_BITS, key & MOST_CM),
        Quantity::Distance => (key & MOST_MS, key >> MS_BITS),
    };
    let seconds = Seconds::new(ms as f64 / 1000.0).expect("34 bits are finite");
    let metres = Metres::new(cm as f64 / 100.0).expect("30 bits are finite");
    (seconds, metres)
}
