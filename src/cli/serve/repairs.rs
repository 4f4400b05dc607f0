//! Repairs of a plan that cannot be met, as the words that apply them.

use super::controls::plain;
use crate::domain::{Aim, Direction, MeasureUnit, Problem, Reach};
use crate::inquiry::{Concession, Lever, Repair, Requirement};
use crate::serve::Word;

/// The words of each repair, in their order; none where no words of the command line say it: one more candidate, more places, a
/// rule that a site does not keep.
pub(super) fn words(problem: &Problem, repairs: &[Repair]) -> Vec<Option<Vec<Word>>> {
    let of_repair = |own: &Repair| own.concessions.iter().map(|own| word(problem, *own)).collect();
    repairs.iter().map(of_repair).collect()
}

fn word(problem: &Problem, concession: Concession) -> Option<Word> {
    let set = |path: String, value: String| Some(Word("set".into(), format!("{path}={value}")));
    let lift = |id: String| Some(Word("lift".into(), id));
    match concession {
        Concession::Money { source, more } => {
            let whole = problem.funding[source].amount + more;
            set(Lever::Funding(source).called(problem), format!("{} yuan", whole.yuan()))
        }
        Concession::Limit { target, limit } => {
            let Aim::Sited(aim) = &problem.targets[target].aim else { return None };
            set(
                Lever::Target(target).called(problem),
                limit_text(aim.direction, aim.measure.unit(), limit)?,
            )
        }
        Concession::Reach { tier, setting, reach } => {
            let path = Lever::Reach(tier, setting).called(problem);
            match reach {
                Reach::Time(time) => set(path, format!("{} s", plain(time.seconds().ceil()))),
                Reach::Distance(distance) => {
                    set(path, format!("{} m", plain(distance.metres().ceil())))
                }
                Reach::Anywhere => None,
            }
        }
        Concession::Lift(requirement) => match requirement {
            Requirement::Target(_) | Requirement::Leads(_) => lift(requirement.called(problem)),
            Requirement::Works(_)
            | Requirement::Required(_)
            | Requirement::Forbidden(_)
            | Requirement::MayStay(_) => lift(requirement.called(problem)),
            _ => None,
        },
        Concession::PutOff { rule: None, .. } => lift(concession.called(problem)),
        Concession::PutOff { .. }
        | Concession::Places { .. }
        | Concession::NewSite { .. }
        | Concession::Later { .. } => None,
    }
}

/// A limit that can be met: rounded to the side that asks for less.
fn limit_text(direction: Direction, unit: MeasureUnit, limit: f64) -> Option<String> {
    let rounded = |value: f64, digits: f64| match direction {
        Direction::AtLeast => (value * digits).floor() / digits,
        Direction::AtMost => (value * digits).ceil() / digits,
    };
    Some(match unit {
        MeasureUnit::Share => format!("{} %", plain(rounded(limit * 100.0, 1e4))),
        MeasureUnit::Yuan | MeasureUnit::YuanYear => format!("{} yuan", plain(rounded(limit, 1.0))),
        MeasureUnit::SquareMetres => format!("{} m²", plain(rounded(limit, 1e2))),
        MeasureUnit::Number | MeasureUnit::Per1000 | MeasureUnit::SquareMetresPer1000 => {
            plain(rounded(limit, 1e4))
        }
    })
}
