use super::model::Model;
use super::{capacity, center, cover, dispersion, gradual, nearest};
use crate::domain::location::{Capacity, Goal, Instance, Question};
use crate::solve::clock::Clock;

/// States `question`; the model is incomplete if the time is over before that. Cost: the distances from each demand
/// point to each site, once; memory as documented in the problem's file.
pub(super) fn state<'a>(instance: &Instance, question: &Question, clock: Clock<'a>) -> Model<'a> {
    question.expect_unit_of(instance);
    let mut model = Model::new(instance, clock);
    if question.capacity != Capacity::Ignored {
        capacity::state(&mut model, instance, question);
        return model;
    }
    match &question.goal {
        Goal::SetCover { .. } | Goal::PartialCover { .. } => {
            cover::state(&mut model, instance, &question.goal);
        }
        Goal::MaximalCover { times, .. } if *times > 1 => {
            cover::state(&mut model, instance, &question.goal);
        }
        Goal::MaximalCover { decay, opening, .. } => {
            gradual::state(&mut model, instance, decay, *opening);
        }
        Goal::Median { count } => nearest::median(&mut model, instance, *count),
        Goal::FixedCharge { count } => nearest::fixed_charge(&mut model, instance, *count),
        Goal::Center { count } => center::state(&mut model, instance, *count),
        Goal::Dispersion { count } => dispersion::state(&mut model, instance, *count),
    }
    model
}
