//! Quantities with their unit in the type, and the text forms that planners write.
//!
//! Every quantity is a private number with a checked constructor: finite, and not negative where the
//! thing cannot be. Text without a unit is refused ([`UnitError`]), so that `500` can never be read as
//! metres by one reader and as degrees by another.

mod area;
mod length;
mod money;
mod people;
mod share;
mod text;
mod time;

pub use area::SquareMetres;
pub(crate) use length::METRES_PER_DEGREE;
pub use length::Metres;
pub use money::Yuan;
pub use people::Persons;
pub use share::Share;
pub use text::{UnitError, Why};
pub use time::{Seconds, Speed, Years};
