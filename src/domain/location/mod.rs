//! The classical location problems: an [`Instance`] (demand points, sites and the distances between them), a
//! [`Question`] about it and a [`Placement`] that answers it.
//!
//! | symbol | here | meaning |
//! |---|---|---|
//! | i ∈ I, w\[i\] | [`Instance::weights`] | a demand point and its weight: people, or 1 |
//! | j ∈ J, f\[j\], s\[j\] | [`Instance::fixed_costs`], [`Instance::capacities`] | a site, its cost of opening, its capacity |
//! | d\[i,j\] | [`Metric`] | distance, time or cost from i to j |
//! | y\[j\] | [`Placement::open`] | whether j is open |

mod decay;
mod distance;
mod ids;
mod instance;
mod metric;
mod placement;
mod question;

pub use decay::Decay;
pub use distance::{Distance, Radius, Unit};
pub use ids::Ids;
pub use instance::{Instance, InstanceError, InstanceParts, MOST_AMOUNT, SiteRule};
pub use metric::{Metric, Rounding, Table};
pub use placement::{Allocation, Placement};
pub use question::{Capacity, Goal, Opening, Question, QuestionError, Sense};
