//! The cover that a question asks for.

use crate::domain::location::{Decay, Goal, Question, Radius};

/// How cover falls with distance, where the question has a reach.
pub(super) fn decay_of(question: &Question) -> Option<Decay> {
    match &question.goal {
        Goal::SetCover { reach, .. } | Goal::PartialCover { reach, .. } => {
            Some(Decay::Step(*reach))
        }
        Goal::MaximalCover { decay, .. } => Some(decay.clone()),
        _ => None,
    }
}

/// The reach and how many open sites must be within it.
pub(super) fn reach_of(question: &Question) -> Option<(Radius, u8)> {
    match &question.goal {
        Goal::SetCover { reach, times, .. } => Some((*reach, *times)),
        Goal::PartialCover { reach, .. } => Some((*reach, 1)),
        Goal::MaximalCover { decay, times, .. } => Some((decay.limit(), *times)),
        _ => None,
    }
}
