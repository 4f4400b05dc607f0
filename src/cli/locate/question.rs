//! What is asked: the options that make sense for a problem, and the question that they make.

use super::super::failure::{Failure, refuse};
use super::args::{ProblemWord, QuestionArgs};
use super::distance::{self, Measured};
use crate::domain::location::{
    Capacity, Decay, Distance, Goal, Instance, Opening, Question, QuestionError, Radius, SiteRule,
    Unit,
};
use crate::domain::{Phrase, Text, phrase, text};
use crate::units::Share;
use clap::ValueEnum;

use ProblemWord::{Cflp, Gradual, Lscp, Mclp, PCenter, PDispersion, PMedian, Psclp, Sscflp, Uflp};

/// So many ids are named.
const NAMED: usize = 20;

/// A question as typed, of any instance.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct QuestionOptions {
    problem: ProblemWord,
    reach: Option<Distance>,
    strict: bool,
    decay: Option<Decay>,
    times: u8,
    count: Option<usize>,
    budget: Option<f64>,
    share: Option<Share>,
    by_cost: bool,
    capacity: Capacity,
}

/// The problems that know an option.
fn problems_with(option: &str) -> &'static [ProblemWord] {
    match option {
        "--reach" | "--strict" => &[Lscp, Mclp, Psclp],
        "--decay" => &[Gradual],
        "--times" => &[Lscp, Mclp],
        "--p" => &[Mclp, Gradual, PMedian, Uflp, PCenter, PDispersion, Cflp, Sscflp],
        "--budget" => &[Mclp, Gradual],
        "--share" => &[Psclp],
        "--by-cost" => &[Lscp, Psclp],
        _ => &[Lscp, Mclp, Gradual, PMedian],
    }
}

fn word(problem: ProblemWord) -> String {
    let value = problem.to_possible_value();
    value.map_or_else(String::new, |value| value.get_name().to_owned())
}

impl QuestionOptions {
    /// Whether the reach, or how cover falls, is typed as a length.
    pub(crate) fn is_by_length(&self) -> bool {
        let decay = self.decay.iter().flat_map(Decay::distances);
        let mut given = decay.chain(self.reach);
        given.any(|distance| distance.unit() == Unit::Metres)
    }

    /// Whether neither a reach nor a fall of cover is typed.
    pub(crate) fn is_unmeasured(&self) -> bool {
        self.decay.is_none() && self.reach.is_none()
    }

    /// Resolves the arguments. Errors with an option that the problem does not know, or one that it lacks.
    pub(crate) fn resolve(problem: ProblemWord, typed: QuestionArgs) -> Result<Self, Failure> {
        refuse_strangers(problem, &typed)?;
        let reach = typed.reach.as_deref();
        let reach = reach.map(|text| distance::distance("--reach", text)).transpose()?;
        let decay = typed.decay.as_deref().map(distance::decay).transpose()?;
        let share = typed.share.as_deref().map(Share::parse).transpose();
        let share = share.map_err(|error| {
            let error = Text::from(&error);
            Failure::usage(
                text!("--share: {error}", "--share：{error}"; error),
                phrase("write for instance \"60 %\"", "例如写 \"60 %\""),
            )
        })?;
        for (option, example, missing) in [
            ("--reach", "--reach \"500 m\"", reach.is_none()),
            ("--decay", "--decay linear:500m..1000m", decay.is_none()),
            ("--share", "--share \"60 %\"", share.is_none()),
        ] {
            if missing && problems_with(option).contains(&problem) {
                let problem = word(problem);
                return refuse(
                    text!(
                        "{option} is missing: {problem} needs it",
                        "缺少 {option}：{problem} 需要它"
                    ),
                    text!("write for instance {example}", "例如写 {example}"),
                );
            }
        }
        if typed.count.is_some() && typed.budget.is_some() {
            return refuse(
                phrase("--budget: --p is given too", "--budget：已给出 --p"),
                phrase(
                    "limit either the number of sites or what they cost",
                    "点位数与费用只能限制其一",
                ),
            );
        }
        if !(1..=2).contains(&typed.times.unwrap_or(1)) {
            return refuse(
                phrase("--times: only 1 and 2 are known", "--times：只能是 1 或 2"),
                phrase("write 2 for backup cover", "备份覆盖请写 2"),
            );
        }
        let capacity = match (problem, typed.capacities) {
            (Cflp, _) => Capacity::Split,
            (Sscflp, _) => Capacity::SingleSource,
            (_, asked) => asked.unwrap_or(Capacity::Ignored),
        };
        Ok(Self {
            problem,
            reach,
            strict: typed.strict,
            decay,
            times: typed.times.unwrap_or(1),
            count: typed.count,
            budget: typed.budget,
            share,
            by_cost: typed.by_cost,
            capacity,
        })
    }

    /// What cannot be answered without what opening a site costs, where anything is asked that cannot.
    pub(crate) fn needs_fixed_costs(&self) -> Option<String> {
        match self.problem {
            Uflp | Cflp | Sscflp => Some(word(self.problem)),
            _ if self.budget.is_some() => Some("--budget".into()),
            _ if self.by_cost => Some("--by-cost".into()),
            _ => None,
        }
    }

    /// The question, measured as the instance is. `given_count` is the number of sites that the file asks for, `strict`
    /// whether it has who is just at the reach left out.
    pub(crate) fn question(
        &self,
        instance: &Instance,
        measured: Measured<'_>,
        given_count: Option<usize>,
        strict: bool,
    ) -> Result<Question, Failure> {
        let reach = || -> Result<Radius, Failure> {
            let distance = self.reach.ok_or_else(|| lacking("--reach"))?;
            measured.check("--reach", distance)?;
            Ok(Radius { distance, strict: self.strict || strict })
        };
        let decay = || -> Result<Decay, Failure> {
            let decay = self.decay.as_ref().ok_or_else(|| lacking("--decay"))?;
            let mut distances = decay.distances().into_iter();
            distances.try_for_each(|distance| measured.check("--decay", distance))?;
            Ok(decay.clone())
        };
        let count = || self.count.or(given_count).ok_or_else(|| lacking("--p"));
        let opening = || match self.budget {
            Some(budget) => Ok(Opening::Budget(budget)),
            None => match self.count {
                Some(count) => Ok(Opening::Count(count)),
                None => {
                    let problem = word(self.problem);
                    refuse(
                        text!(
                            "--p is missing: {problem} needs it, or --budget",
                            "缺少 --p：{problem} 需要它，或需要 --budget"
                        ),
                        phrase("write for instance --p 10", "例如写 --p 10"),
                    )
                }
            },
        };
        let times = self.times;
        let by_cost = self.by_cost;
        let goal = match self.problem {
            Lscp => Goal::SetCover { reach: reach()?, times, by_cost },
            Mclp => Goal::MaximalCover { decay: Decay::Step(reach()?), times, opening: opening()? },
            Gradual => Goal::MaximalCover { decay: decay()?, times: 1, opening: opening()? },
            Psclp => Goal::PartialCover {
                reach: reach()?,
                share: self.share.ok_or_else(|| lacking("--share"))?,
                by_cost,
            },
            PMedian => Goal::Median { count: count()? },
            PCenter => Goal::Center { count: count()? },
            PDispersion => Goal::Dispersion { count: count()? },
            Uflp | Cflp | Sscflp => Goal::FixedCharge { count: self.count },
        };
        let question = Question::new(goal, self.capacity);
        question.check(instance).map_err(|errors| {
            let mut causes: Vec<Text> = errors.iter().map(QuestionError::text).collect();
            causes.extend(required(instance, &errors));
            let (problem, causes) = (word(self.problem), Text::join(&causes, ("; ", "；")));
            let cause = text!("{problem}: {causes}", "{problem}：{causes}"; causes);
            Failure::usage(cause, errors.first().map_or(phrase("", ""), repair))
        })?;
        Ok(question)
    }
}

/// The required sites by id, where they are too many or too dear.
fn required(instance: &Instance, errors: &[QuestionError]) -> Option<Text> {
    use QuestionError::{BudgetTooSmall, TooManyRequired};
    let blamed =
        |error: &QuestionError| matches!(error, TooManyRequired { .. } | BudgetTooSmall { .. });
    let sites = instance.rules().iter().enumerate();
    let ids: Vec<String> = sites
        .filter(|(_, rule)| **rule == SiteRule::Required)
        .map(|(site, _)| format!("`{}`", instance.site_ids().label(site)))
        .collect();
    let first = Text::both(|language| language.first_of(&ids, NAMED));
    errors.iter().any(blamed).then(|| text!("required: {first}", "必须启用：{first}"; first))
}

fn repair(error: &QuestionError) -> Phrase {
    match error {
        QuestionError::TooManyRequired { .. } => {
            phrase("raise --p, or require fewer sites", "请增大 --p，或减少必须启用的点位")
        }
        QuestionError::BudgetTooSmall { .. } => phrase(
            "raise --budget, or require fewer sites",
            "请增大 --budget，或减少必须启用的点位",
        ),
        QuestionError::NoCapacities => phrase(
            "give each site a capacity (--capacity-field names the property)",
            "请给每个点位设定容量（用 --capacity-field 指明字段）",
        ),
        QuestionError::NoSiteDistances => phrase(
            "give layers, or a matrix from demand points to the same points",
            "请给出图层，或需求点到自身的矩阵",
        ),
        QuestionError::SomeSiteDistances { .. } => phrase(
            "give the matrix whole: p-dispersion has no use for sites out of each other's reach",
            "请给出完整矩阵：p 分散问题要求任意两个点位之间都有距离",
        ),
        _ => phrase(
            "change the options; see `yike locate --help`",
            "请更改选项；见 `yike locate --help`",
        ),
    }
}

fn lacking(option: &str) -> Failure {
    Failure::usage(
        text!("{option} is missing", "缺少 {option}"),
        phrase("see `yike locate --help`", "见 `yike locate --help`"),
    )
}

fn refuse_strangers(problem: ProblemWord, typed: &QuestionArgs) -> Result<(), Failure> {
    for (option, given) in [
        ("--reach", typed.reach.is_some()),
        ("--strict", typed.strict),
        ("--decay", typed.decay.is_some()),
        ("--times", typed.times.is_some()),
        ("--p", typed.count.is_some()),
        ("--budget", typed.budget.is_some()),
        ("--share", typed.share.is_some()),
        ("--by-cost", typed.by_cost),
        ("--capacities", typed.capacities.is_some()),
    ] {
        let known = problems_with(option);
        if given && !known.contains(&problem) {
            let words: Vec<String> = known.iter().copied().map(word).collect();
            let (problem, words) = (word(problem), Text::names(&words));
            return refuse(
                text!("{option}: {problem} does not use it", "{option}：{problem} 不用此选项"),
                text!(
                    "leave it out; it is for {words}",
                    "请去掉此选项；它用于 {words}";
                    words
                ),
            );
        }
    }
    Ok(())
}
