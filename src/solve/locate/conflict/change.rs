//! What may be given up so that a question has an answer.

use crate::domain::location::{
    Capacity, Goal, Instance, MOST_AMOUNT, Opening, Question, Radius, SiteRule,
};
use crate::units::Share;

/// A question asked for less.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum LocateChange {
    /// Sites reach so far.
    Reach(Radius),
    /// One site within reach is enough.
    Once,
    /// So many sites may open.
    Count(usize),
    /// A smaller share is to be covered.
    Share(Share),
    /// Capacities are this many percent of what they are, at most [`MOST_AMOUNT`].
    Capacities(u32),
    /// Demand may be split.
    Split,
    /// The site at this position need not open.
    NotRequired(u32),
    /// The site at this position may open.
    Allowed(u32),
    /// The demand points at these positions are left out.
    Without(Vec<u32>),
}

impl LocateChange {
    /// The word used in files.
    pub fn word(&self) -> &'static str {
        match self {
            LocateChange::Reach(_) => "reach",
            LocateChange::Once => "once",
            LocateChange::Count(_) => "sites",
            LocateChange::Share(_) => "share",
            LocateChange::Capacities(_) => "capacities",
            LocateChange::Split => "split",
            LocateChange::NotRequired(_) => "not-required",
            LocateChange::Allowed(_) => "allowed",
            LocateChange::Without(_) => "without",
        }
    }

    /// The instance and the question with it.
    pub fn apply(&self, instance: &Instance, question: &Question) -> (Instance, Question) {
        let (mut parts, mut question) = (instance.clone().into_parts(), question.clone());
        match (self, &mut question.goal) {
            (
                LocateChange::Reach(own),
                Goal::SetCover { reach, .. } | Goal::PartialCover { reach, .. },
            ) => *reach = *own,
            (LocateChange::Once, Goal::SetCover { times, .. }) => *times = 1,
            (
                LocateChange::Count(own),
                Goal::Median { count }
                | Goal::Center { count }
                | Goal::Dispersion { count }
                | Goal::FixedCharge { count: Some(count) }
                | Goal::MaximalCover { opening: Opening::Count(count), .. },
            ) => *count = *own,
            (LocateChange::Share(own), Goal::PartialCover { share, .. }) => *share = *own,
            (LocateChange::Capacities(percent), _) => {
                let factor = f64::from(*percent) / 100.0;
                let capacities = parts.capacities.iter_mut().flatten();
                capacities.for_each(|own| *own = (*own * factor).min(MOST_AMOUNT));
            }
            (LocateChange::Split, _) => question.capacity = Capacity::Split,
            (LocateChange::NotRequired(site) | LocateChange::Allowed(site), _) => {
                parts.rules[*site as usize] = SiteRule::Free;
            }
            (LocateChange::Without(points), _) => {
                points.iter().for_each(|&point| parts.weights[point as usize] = 0.0);
            }
            _ => {}
        }
        let instance = Instance::new(parts).expect("what is asked for less is an instance");
        (instance, question)
    }
}
