use crate::domain::{Aim, Measure, MeasureUnit, Problem};
use crate::plan::Audit;
use crate::units::{SquareMetres, Yuan};

/// A published figure that the data do not bear out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Disagreement {
    /// Position of the target.
    pub target: usize,
    /// What the measure counts.
    pub unit: MeasureUnit,
    /// As published, in the measure's unit.
    pub published: f64,
    /// From the data.
    pub own: f64,
}

/// Targets whose published value today differs from the audit's by more than rounding (0.05 points of a
/// share, 0.05 % of anything else).
pub fn disagreements(problem: &Problem, audit: &Audit) -> Vec<Disagreement> {
    let of_target = |result: &crate::plan::TargetResult| {
        let target = &problem.targets[result.target];
        let Aim::Sited(aim) = &target.aim else {
            return None;
        };
        // Today there are no works that anybody pays for.
        if matches!(aim.measure, Measure::FundingShare { .. } | Measure::Cost) {
            return None;
        }
        let unit = aim.measure.unit();
        let published = published_value(unit, target.now.as_deref()?)?;
        let own = result.now?;
        let tolerance = match unit {
            MeasureUnit::Share => 0.0005,
            _ => 0.0005 * published.abs(),
        };
        ((published - own).abs() > tolerance + 1e-9).then_some(Disagreement {
            target: result.target,
            unit,
            published,
            own,
        })
    };
    audit.targets.iter().filter_map(of_target).collect()
}

/// The number in a published figure, where it is of the measure's kind: `"63.5 %"`, `"2,731"`.
fn published_value(unit: MeasureUnit, text: &str) -> Option<f64> {
    let text = text.trim().trim_start_matches(['≥', '≤', '>', '<', '=', ' ']);
    match unit {
        MeasureUnit::Share => {
            let percent = text.strip_suffix('%').or_else(|| text.strip_suffix('％'))?;
            number(percent).map(|percent| percent / 100.0)
        }
        MeasureUnit::SquareMetres => {
            SquareMetres::parse(text).ok().map(SquareMetres::square_metres)
        }
        MeasureUnit::Number | MeasureUnit::Per1000 | MeasureUnit::SquareMetresPer1000 => {
            let text = text.trim_end_matches("m²").trim_end_matches("m2");
            let digits = text.trim_end_matches(|c: char| !c.is_ascii_digit());
            number(digits)
        }
        MeasureUnit::Yuan | MeasureUnit::YuanYear => {
            Yuan::parse(text).ok().map(|amount| amount.yuan() as f64)
        }
    }
}

fn number(text: &str) -> Option<f64> {
    let plain: String =
        text.trim().chars().filter(|c| !matches!(c, ',' | '_' | '，' | ' ')).collect();
    plain.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_figures_are_read_in_the_measures_unit() {
        assert_eq!(published_value(MeasureUnit::Share, "62.5 %"), Some(0.625));
        assert_eq!(published_value(MeasureUnit::Share, "400"), None);
        assert_eq!(published_value(MeasureUnit::Number, "2,731 张"), Some(2731.0));
        assert_eq!(published_value(MeasureUnit::Number, "–"), None);
        assert_eq!(published_value(MeasureUnit::Yuan, "150 万元"), Some(1.5e6));
    }
}
