use super::super::room::as_facility_location;
use super::model::Model;
use super::{capacity, center, cover, dispersion, gradual, nearest};
use crate::domain::location::{Capacity, Goal, Instance, Question};
use crate::solve::clock::Clock;
use crate::solve::milp::{Expr, Label};

/// A set of open sites, by position, from which a placement is to differ in so many sites.
pub(in super::super) type Apart<'a> = (&'a [u32], usize);

/// States `question` for placements that differ from those of `apart`; the model is incomplete if the time is over before that. Cost: the distances from each demand
/// point to each site, once; memory as documented in the problem's file.
pub(super) fn state<'a>(
    instance: &Instance,
    question: &Question,
    apart: &[Apart<'_>],
    clock: Clock<'a>,
) -> Model<'a> {
    question.expect_unit_of(instance);
    let mut model = Model::new(instance, !apart.is_empty(), clock);
    state_question(&mut model, instance, question);
    for &(open, differ) in apart {
        // Open there and closed here, or the other way round.
        let mut differing = Expr::default();
        for (site, y) in model.sites.allowed() {
            if open.binary_search(&(site as u32)).is_ok() {
                differing.constant += 1.0;
                differing.add(y, -1.0);
            } else {
                differing.add(y, 1.0);
            }
        }
        model.milp.at_least(differing, differ as f64, Label("differ", 0, 0));
    }
    model
}

fn state_question(model: &mut Model<'_>, instance: &Instance, question: &Question) {
    if let Some((instance, question)) = as_facility_location(instance, question) {
        return capacity::state(model, &instance, &question);
    }
    if question.capacity != Capacity::Ignored {
        return capacity::state(model, instance, question);
    }
    match &question.goal {
        Goal::SetCover { .. } | Goal::PartialCover { .. } => {
            cover::state(model, instance, &question.goal);
        }
        Goal::MaximalCover { times, .. } if *times > 1 => {
            cover::state(model, instance, &question.goal);
        }
        Goal::MaximalCover { decay, opening, .. } => {
            gradual::state(model, instance, decay, *opening);
        }
        Goal::Median { count } => nearest::median(model, instance, *count),
        Goal::FixedCharge { count } => nearest::fixed_charge(model, instance, *count),
        Goal::Center { count } => center::state(model, instance, *count),
        Goal::Dispersion { count } => dispersion::state(model, instance, *count),
    }
}
