//! Which levers are meant, and by how much a step changes them.

use crate::cli::failure::{Failure, refuse};
use crate::domain::{MeasureUnit, Problem, Text, phrase, text};
use crate::inquiry::{Lever, LeverUnit, WorthRequest};
use crate::units::{Metres, Seconds, Share, SquareMetres, Yuan};

/// At most so many steps to either side.
const MOST: u32 = 20;

/// The number of steps.
pub(super) fn steps(text: &str) -> Result<u32, Failure> {
    match text.trim().parse::<u32>() {
        Ok(steps) if (1..=MOST).contains(&steps) => Ok(steps),
        _ => refuse(
            text!("--steps: `{text}` is not a number of steps", "--steps：`{text}` 不是档数"),
            text!("give a number from 1 to {MOST}", "请给出 1 至 {MOST} 的数"),
        ),
    }
}

/// The levers with their steps.
pub(super) fn request(
    problem: &Problem,
    steps: u32,
    given: &[String],
    only: &[String],
) -> Result<WorthRequest, Failure> {
    let mut request = WorthRequest { steps, ..WorthRequest::default() };
    let mut own_steps = Vec::new();
    for text in given {
        let Some((path, amount)) = text.split_once('=') else {
            return refuse(
                text!("--step: `{text}` is not LEVER=STEP", "--step：`{text}` 不是“变动参数=步长”"),
                phrase(
                    "write for instance --step \"tier.station.reach.urban=5 min\"",
                    "例如写 --step \"tier.station.reach.urban=5 min\"",
                ),
            );
        };
        let lever = lever(problem, "--step", path)?;
        own_steps.push((lever, step(problem, lever, amount)?));
    }
    let named = only.iter().map(|path| lever(problem, "--only", path));
    let named = named.collect::<Result<Vec<Lever>, Failure>>()?;
    let levers = if only.is_empty() { Lever::all(problem) } else { named };
    let with_step = levers.into_iter().filter_map(|lever| {
        let own = own_steps.iter().find(|(own, _)| *own == lever).map(|(_, step)| *step);
        Some((lever, own.or_else(|| lever.usual_step(problem))?))
    });
    request.levers = Some(with_step.collect());
    Ok(request)
}

fn lever(problem: &Problem, option: &str, path: &str) -> Result<Lever, Failure> {
    let all = Lever::all(problem);
    let path = path.trim();
    match all.iter().find(|own| own.called(problem) == path) {
        Some(lever) => Ok(*lever),
        None => {
            let paths: Vec<String> = all.iter().map(|own| own.called(problem)).collect();
            let paths = Text::names(&paths);
            refuse(
                text!(
                    "{option}: the plan has no lever `{path}`",
                    "{option}：规划中没有变动参数 `{path}`"
                ),
                text!("give one of: {paths}", "可选：{paths}"; paths),
            )
        }
    }
}

/// A step in the lever's unit.
fn step(problem: &Problem, lever: Lever, text: &str) -> Result<f64, Failure> {
    let failed = |error| Failure::option("--step", &error);
    let amount = match lever.unit(problem) {
        Some(LeverUnit::Yuan | LeverUnit::Measure(MeasureUnit::Yuan | MeasureUnit::YuanYear)) => {
            Yuan::parse(text).map_err(failed)?.yuan() as f64
        }
        Some(LeverUnit::Seconds) => Seconds::parse(text).map_err(failed)?.seconds(),
        Some(LeverUnit::Metres) => Metres::parse(text).map_err(failed)?.metres(),
        Some(LeverUnit::Measure(MeasureUnit::Share)) => {
            Share::parse(text).map_err(failed)?.fraction()
        }
        Some(LeverUnit::Measure(MeasureUnit::SquareMetres)) => {
            SquareMetres::parse(text).map_err(failed)?.square_metres()
        }
        Some(LeverUnit::Measure(_) | LeverUnit::Facilities | LeverUnit::Places) | None => {
            text.trim().parse().unwrap_or(f64::NAN)
        }
    };
    match amount > 0.0 && amount.is_finite() {
        true => Ok(amount),
        false => refuse(
            text!("--step: `{text}` is no step", "--step：`{text}` 不是步长"),
            phrase(
                "a step is an amount above 0, in the unit of its lever",
                "步长应大于 0，单位与变动参数相同",
            ),
        ),
    }
}
