//! What was asked and what came of it, in words.

use super::report::{PlacementReport, Subject};
use crate::domain::Language;
use crate::domain::location::{
    Capacity, Decay, Goal, Instance, Metric, Opening, Question, Radius, Rounding, Unit,
};
use crate::run::numbers::{count, decimals, gap, share};
use crate::run::words::{METHODS, PLACEMENT_VERDICTS};
use crate::solve::Method;

/// A distance with its unit: `1,200 m`.
pub fn distance_text(distance: f64, unit: Unit) -> String {
    match unit.word() {
        "" => decimals(distance, 6),
        word => format!("{} {word}", decimals(distance, 3)),
    }
}

/// The same in a language: `1,200 米` in Chinese.
pub(super) fn distance_in(language: Language, distance: f64, unit: Unit) -> String {
    match (language, unit) {
        (Language::English, _) | (_, Unit::Plain) => distance_text(distance, unit),
        (Language::Chinese, Unit::Metres) => format!("{}米", decimals(distance, 3)),
        (Language::Chinese, Unit::Minutes) => format!("{}分钟", decimals(distance, 3)),
    }
}

/// How distances are measured.
pub fn metric_text(instance: &Instance) -> String {
    match instance.metric() {
        Metric::Plane { rounding, .. } => match rounding {
            Rounding::Exact => "Euclidean in a plane".into(),
            Rounding::Floor => "Euclidean in a plane, rounded down to whole numbers".into(),
            Rounding::Nearest => "Euclidean in a plane, to the nearest whole number".into(),
        },
        Metric::Sphere { radius, .. } => format!(
            "great circles on a sphere of {} km, in single precision",
            decimals(radius.metres() / 1000.0, 1)
        ),
        Metric::Geodesic { detour, .. } if *detour == 1.0 => {
            "geodesics on WGS84, in whole millimetres".into()
        }
        Metric::Geodesic { detour, .. } => {
            format!("geodesics on WGS84 times {}, in whole millimetres", decimals(*detour, 3))
        }
        Metric::Table(table) => {
            format!("given for {} pairs; any other pair is out of reach", count(table.pairs()))
        }
    }
}

/// What was asked, in a sentence without a stop.
pub fn question_text(question: &Question, unit: Unit) -> String {
    let within = |reach: &Radius| {
        let distance = distance_text(reach.distance.value(), unit);
        if reach.strict {
            format!("nearer than {distance} to")
        } else {
            format!("within {distance} of")
        }
    };
    let cheapest = |by_cost: &bool| {
        if *by_cost { "the cheapest sites" } else { "the fewest sites" }
    };
    let sites = |times: &u8| match times {
        1 => "an open site".into(),
        times => format!("{times} open sites"),
    };
    let text = match &question.goal {
        Goal::SetCover { reach, times, by_cost } => format!(
            "{} such that all demand is {} {}",
            cheapest(by_cost),
            within(reach),
            sites(times)
        ),
        Goal::MaximalCover { decay, times, opening } => match decay {
            Decay::Step(reach) => format!(
                "the most demand {} {}, opening {}",
                within(reach),
                sites(times),
                opening_text(*opening)
            ),
            decay => format!(
                "the most demand, covered {}, opening {}",
                decay_text(decay, unit),
                opening_text(*opening)
            ),
        },
        Goal::PartialCover { reach, share, by_cost } => format!(
            "{} such that {share} of the demand is {} an open site",
            cheapest(by_cost),
            within(reach)
        ),
        Goal::Median { count } => {
            format!("the least weighted distance with {}", sites_text(*count))
        }
        Goal::FixedCharge { count: None } => "the least fixed costs and travel".into(),
        Goal::FixedCharge { count: Some(count) } => {
            format!("the least fixed costs and travel with at most {}", sites_text(*count))
        }
        Goal::Center { count } => {
            format!("the least greatest distance with at most {}", sites_text(*count))
        }
        Goal::Dispersion { count } => {
            format!("{} with the greatest least distance between two", sites_text(*count))
        }
    };
    match question.capacity {
        Capacity::Ignored => text,
        Capacity::Split => format!("{text}; capacities hold, demand may be split"),
        Capacity::SingleSource => {
            format!("{text}; capacities hold, each demand point goes to one site")
        }
    }
}

/// How much may be opened.
fn opening_text(opening: Opening) -> String {
    match opening {
        Opening::Count(sites) => format!("at most {}", sites_text(sites)),
        Opening::Budget(budget) => format!("sites for at most {}", decimals(budget, 6)),
    }
}

fn sites_text(sites: usize) -> String {
    match sites {
        1 => "1 site".into(),
        sites => format!("{} sites", count(sites)),
    }
}

fn decay_text(decay: &Decay, unit: Unit) -> String {
    let distance = |value: f64| distance_text(value, unit);
    match decay {
        Decay::Step(reach) => format!("wholly up to {}", distance(reach.distance.value())),
        Decay::Steps(steps) => {
            let step = |(reach, share): &(Radius, crate::units::Share)| {
                format!("{share} up to {}", distance(reach.distance.value()))
            };
            steps.iter().map(step).collect::<Vec<_>>().join(", ")
        }
        Decay::Linear { full, none } => format!(
            "wholly up to {}, then falling in a line to nothing at {}",
            distance(full.value()),
            distance(none.value())
        ),
        Decay::Exponential { scale, limit } => {
            format!("by e^(-d/{}) up to {}", distance(scale.value()), distance(limit.value()))
        }
    }
}

/// The verdict, in a sentence that claims no more than is proved.
pub fn status_text(report: &PlacementReport<'_>) -> String {
    let Subject::Solved(proof) = report.subject else {
        let faults = report.audit.map_or(0, |audit| audit.faults.len());
        return match faults {
            0 => "audited, not solved: it breaks no rule".into(),
            1 => "audited, not solved: it breaks 1 rule".into(),
            more => format!("audited, not solved: it breaks {more} rules"),
        };
    };
    let gap = gap(proof.gap.unwrap_or(f64::INFINITY));
    let verdict = PLACEMENT_VERDICTS.say(Language::English, proof.status.verdict());
    let mut text = verdict.replace("{gap}", &gap);
    if let Some(listed) = proof.listed {
        let remark = PLACEMENT_VERDICTS.say(Language::English, "short-lists");
        text += &remark.replace("{count}", &count(listed));
    }
    text
}

/// Which method answered.
pub fn method_text(method: Method) -> &'static str {
    METHODS.say(Language::English, method.word())
}

/// The objective with what it is: `294,461.73`, `8 of 10 (80 %)`, `4 sites`, `1,200 m`.
pub fn objective_text(report: &PlacementReport<'_>, value: f64) -> String {
    objective_in(Language::English, report, value)
}

/// The same in a language: `4个点位` in Chinese.
pub(super) fn objective_in(language: Language, report: &PlacementReport<'_>, value: f64) -> String {
    let unit = report.instance.unit();
    let plain = decimals(value, 6);
    match report.question.goal {
        Goal::SetCover { by_cost: false, .. } | Goal::PartialCover { by_cost: false, .. } => {
            match (language, value) {
                (Language::English, 1.0) => "1 site".into(),
                (Language::English, _) => format!("{plain} sites"),
                (Language::Chinese, _) => format!("{plain}个点位"),
            }
        }
        Goal::SetCover { .. } | Goal::PartialCover { .. } => {
            plain + &language.bracketed(language.say("fixed costs", "固定成本"))
        }
        Goal::MaximalCover { .. } => {
            let total: f64 = report.instance.weights().iter().sum();
            let part = match total > 0.0 {
                true => language.bracketed(&share(value / total)),
                false => String::new(),
            };
            let total = decimals(total, 6);
            match language {
                Language::English => format!("{plain} of {total}{part}"),
                Language::Chinese => format!("{plain}（需求权重，共{total}）{part}"),
            }
        }
        Goal::Median { .. } if report.instance.is_whole_demand() => plain,
        Goal::Median { .. } => match (language, unit) {
            (_, Unit::Plain) => plain,
            (Language::English, _) => format!("{plain} weight × {}", unit.word()),
            (Language::Chinese, Unit::Metres) => format!("{plain}（权重×米）"),
            (Language::Chinese, Unit::Minutes) => format!("{plain}（权重×分钟）"),
        },
        Goal::FixedCharge { .. } => {
            plain + &language.bracketed(language.say("fixed costs and travel", "固定成本与出行"))
        }
        Goal::Center { .. } | Goal::Dispersion { .. } => distance_in(language, value, unit),
    }
}
