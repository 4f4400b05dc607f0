use super::decay::Decay;
use super::distance::{Distance, Radius, Unit};
use super::{Instance, SiteRule};
use crate::domain::{Phrase, Text, phrase, text, told};
use crate::units::Share;

/// The limit on what may be opened besides existing sites.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Opening {
    /// At most this number of sites.
    Count(usize),
    /// At most this sum of fixed costs.
    Budget(f64),
}

/// The objective. `times` is 1, or 2 where only demand within reach of two open sites counts as covered.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Goal {
    /// LSCP (Toregas et al. 1971): the cheapest sites that cover all demand `times` times; every site costs 1
    /// unless `by_cost`.
    SetCover {
        /// How far care reaches.
        reach: Radius,
        /// How many open sites must be within reach.
        times: u8,
        /// Whether to minimise fixed costs rather than the number of sites.
        by_cost: bool,
    },
    /// MCLP (Church and ReVelle 1974), gradual cover and attendance: the most weighted cover.
    MaximalCover {
        /// How cover falls with distance; with `times` 2 only [`Decay::Step`].
        decay: Decay,
        /// How many open sites must be within reach (2: backup coverage, Hogan and ReVelle 1986).
        times: u8,
        /// The limit on what may be opened.
        opening: Opening,
    },
    /// PSCLP (Daskin and Owen 1999): the cheapest sites that cover a share of the demand.
    PartialCover {
        /// How far care reaches.
        reach: Radius,
        /// The share of all weight.
        share: Share,
        /// Whether to minimise fixed costs rather than the number of sites.
        by_cost: bool,
    },
    /// p-median (Hakimi 1964): least weighted distance with exactly `count` sites, existing ones besides.
    Median {
        /// p.
        count: usize,
    },
    /// UFLP and CFLP: least fixed costs plus weighted distance, with at most `count` sites where given.
    FixedCharge {
        /// p, where limited.
        count: Option<usize>,
    },
    /// Vertex p-center (Hakimi 1964): least greatest distance of demand to its nearest of at most `count` sites.
    Center {
        /// p.
        count: usize,
    },
    /// p-dispersion (Kuby 1987): greatest least distance between any two of exactly `count` sites and the existing
    /// ones.
    Dispersion {
        /// p.
        count: usize,
    },
}

/// Whether capacities hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Capacity {
    /// They do not.
    #[default]
    Ignored,
    /// They hold; a demand point may be split over sites.
    Split,
    /// They hold; a demand point goes to one site.
    SingleSource,
}

/// The direction of optimisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sense {
    /// Smaller values are better.
    Minimise,
    /// Larger values are better.
    Maximise,
}

/// A question about an instance.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Question {
    /// The objective.
    pub goal: Goal,
    /// Whether capacities hold: for [`Goal::SetCover`], [`Goal::MaximalCover`], [`Goal::Median`] and
    /// [`Goal::FixedCharge`].
    pub capacity: Capacity,
}

/// A question that cannot be asked of an instance.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum QuestionError {
    /// More sites are required than may be opened. Repair: raise the number or require fewer.
    TooManyRequired {
        /// Required sites.
        required: usize,
        /// p.
        asked: usize,
    },
    /// The required sites cost more than the budget. Repair: raise it or require fewer.
    BudgetTooSmall {
        /// What the required sites cost.
        cost: f64,
        /// The budget.
        budget: f64,
    },
    /// A distance is not measured as the instance is. Repair: give it in the instance's unit.
    Unit {
        /// The distance.
        given: Distance,
        /// What the instance is measured in.
        unit: Unit,
    },
    /// A number of the question is out of range. Repair: as the message says.
    Number {
        /// Which number.
        what: Phrase,
        /// Its value.
        value: f64,
        /// What it must be.
        why: Phrase,
    },
    /// The instance has no capacities. Repair: give them.
    NoCapacities,
    /// The goal does not support capacities or backup coverage. Repair: leave them out.
    NotTogether(Phrase),
    /// Distances between sites are not known. Repair: give points, or a table whose demand points are its sites.
    NoSiteDistances,
    /// A table of p-dispersion leaves out pairs of sites. Repair: give all of them.
    SomeSiteDistances {
        /// The first site of which pairs are missing.
        id: String,
        /// How many of its pairs.
        missing: usize,
    },
}

impl QuestionError {
    /// What is wrong.
    pub fn text(&self) -> Text {
        match self {
            QuestionError::TooManyRequired { required, asked } => text!(
                "{required} sites are required, but only {asked} may be opened",
                "必须启用的点位有 {required} 个，但只能启用 {asked} 个"
            ),
            QuestionError::BudgetTooSmall { cost, budget } => text!(
                "the required sites cost {cost}, the budget is {budget}",
                "必须启用的点位需投入 {cost}，预算为 {budget}"
            ),
            QuestionError::Unit { given, unit } => {
                let (given, unit) = (given.unit().phrase(), unit.phrase());
                text!(
                    "a distance is given {given}, the instance is measured {unit}",
                    "给出的距离{given}，实例{unit}";
                    given, unit
                )
            }
            QuestionError::Number { what, value, why } => {
                text!("{what} is {value}; {why}", "{what}为 {value}；{why}"; what, why)
            }
            QuestionError::NoCapacities => text!(
                "capacities are asked to hold, but the instance has none",
                "要求满足容量限制，但实例没有容量"
            ),
            QuestionError::NotTogether(why) => Text::from(*why),
            QuestionError::NoSiteDistances => text!(
                "p-dispersion needs distances between sites: give points, or a table whose demand points are its sites",
                "p-dispersion 需要点位之间的距离：请给出带坐标的点，或需求点即点位的矩阵"
            ),
            QuestionError::SomeSiteDistances { id, missing } => text!(
                "p-dispersion needs the distance between every two sites: that of `{id}` to {missing} others is missing",
                "p-dispersion 需要每两个点位之间的距离：缺少 `{id}` 到其他 {missing} 个点位的距离"
            ),
        }
    }
}

told!(error QuestionError);

impl From<Goal> for Question {
    /// Without capacities.
    fn from(goal: Goal) -> Self {
        Self::new(goal, Capacity::Ignored)
    }
}

impl Question {
    /// What is sought, and whether capacities hold.
    pub fn new(goal: Goal, capacity: Capacity) -> Self {
        Self { goal, capacity }
    }

    /// The direction in which the objective is optimised.
    pub fn sense(&self) -> Sense {
        match self.goal {
            Goal::MaximalCover { .. } | Goal::Dispersion { .. } => Sense::Maximise,
            _ => Sense::Minimise,
        }
    }

    /// The word for the problem, as on the command line and in files.
    pub fn word(&self) -> &'static str {
        match (&self.goal, self.capacity) {
            (Goal::SetCover { .. }, _) => "lscp",
            (Goal::MaximalCover { decay: Decay::Step(_), .. }, _) => "mclp",
            (Goal::MaximalCover { .. }, _) => "gradual",
            (Goal::PartialCover { .. }, _) => "psclp",
            (Goal::Median { .. }, _) => "p-median",
            (Goal::FixedCharge { .. }, Capacity::Ignored) => "uflp",
            (Goal::FixedCharge { .. }, Capacity::Split) => "cflp",
            (Goal::FixedCharge { .. }, Capacity::SingleSource) => "sscflp",
            (Goal::Center { .. }, _) => "p-center",
            (Goal::Dispersion { .. }, _) => "p-dispersion",
        }
    }

    /// How many sites may be opened, where that is limited by number.
    pub fn count(&self) -> Option<usize> {
        match self.goal {
            Goal::MaximalCover { opening: Opening::Count(count), .. }
            | Goal::Median { count }
            | Goal::Center { count }
            | Goal::Dispersion { count } => Some(count),
            Goal::FixedCharge { count } => count,
            _ => None,
        }
    }

    /// The distances that it is asked with.
    pub fn distances(&self) -> Vec<Distance> {
        match &self.goal {
            Goal::SetCover { reach, .. } | Goal::PartialCover { reach, .. } => vec![reach.distance],
            Goal::MaximalCover { decay, .. } => decay.distances(),
            _ => Vec::new(),
        }
    }

    /// Checks that the question can be asked of `instance`.
    ///
    /// # Errors
    ///
    /// All that is wrong, in a stable order.
    pub fn check(&self, instance: &Instance) -> Result<(), Vec<QuestionError>> {
        if let Some(error) = self.check_unit(instance) {
            return Err(vec![error]);
        }
        let mut errors = Vec::new();
        let count_of = |rule| instance.rules().iter().filter(|&&r| r == rule).count();
        let required = count_of(SiteRule::Required);
        if let Some(asked) = self.count()
            && required > asked
        {
            errors.push(QuestionError::TooManyRequired { required, asked });
        }
        if let Goal::Dispersion { count } = self.goal
            && count + count_of(SiteRule::Existing) < 2
        {
            let (what, value) = (phrase("the number of sites", "点位数"), count as f64);
            let why = phrase(
                "with the existing ones there must be at least 2 that lie apart",
                "连同现有点位至少应有 2 个",
            );
            errors.push(QuestionError::Number { what, value, why });
        }
        self.check_numbers(instance, &mut errors);
        self.check_parts(instance, &mut errors);
        if errors.is_empty() { Ok(()) } else { Err(errors) }
    }

    /// How many sites the question opens and how many may open, where exactly as many are to open and fewer may: then
    /// there is no placement. A limit may exceed the number of sites.
    pub fn lacks_sites(&self, instance: &Instance) -> Option<(usize, usize)> {
        let (Goal::Median { count } | Goal::Dispersion { count }) = self.goal else { return None };
        let may_open = |rule: &&SiteRule| matches!(rule, SiteRule::Free | SiteRule::Required);
        let allowed = instance.rules().iter().filter(may_open).count();
        (count > allowed).then_some((count, allowed))
    }

    fn check_unit(&self, instance: &Instance) -> Option<QuestionError> {
        let unit = instance.unit();
        let mut given = self.distances().into_iter();
        let given = given.find(|own| own.unit() != unit)?;
        Some(QuestionError::Unit { given, unit })
    }

    /// Panics where a distance is not measured as `instance` is: numbers would be compared that cannot be.
    pub(crate) fn expect_unit_of(&self, instance: &Instance) {
        if let Some(error) = self.check_unit(instance) {
            panic!("{error}");
        }
    }

    fn check_numbers(&self, instance: &Instance, errors: &mut Vec<QuestionError>) {
        const AMOUNT: Phrase =
            phrase("it must be a finite number of at least 0", "应为不小于 0 的有限数");
        const REACH: Phrase = phrase("the reach", "服务半径");
        let mut amount = |what, value: f64| {
            if !(value.is_finite() && value >= 0.0) {
                let why = AMOUNT;
                errors.push(QuestionError::Number { what, value, why });
            }
        };
        match &self.goal {
            Goal::SetCover { reach, .. } | Goal::PartialCover { reach, .. } => {
                amount(REACH, reach.distance.value());
            }
            Goal::MaximalCover { decay, .. } => amount(REACH, decay.limit().distance.value()),
            _ => {}
        }
        if let Goal::MaximalCover { decay, opening, .. } = &self.goal {
            if let Some(why) = decay.fault() {
                let (what, value) = (phrase("the decay", "衰减"), decay.limit().distance.value());
                errors.push(QuestionError::Number { what, value, why });
            }
            if let &Opening::Budget(budget) = opening {
                let required = instance.rules().iter().zip(instance.fixed_costs());
                let cost: f64 = required
                    .filter(|(rule, _)| **rule == SiteRule::Required)
                    .map(|(_, &cost)| cost)
                    .sum();
                if !(budget.is_finite() && budget >= 0.0) {
                    let (what, why) = (phrase("the budget", "预算"), AMOUNT);
                    let value = budget;
                    errors.push(QuestionError::Number { what, value, why });
                } else if cost > budget {
                    errors.push(QuestionError::BudgetTooSmall { cost, budget });
                }
            }
        }
    }

    fn check_parts(&self, instance: &Instance, errors: &mut Vec<QuestionError>) {
        if self.capacity != Capacity::Ignored {
            if instance.capacities().is_none() {
                errors.push(QuestionError::NoCapacities);
            }
            match &self.goal {
                Goal::SetCover { times: 1, .. }
                | Goal::MaximalCover { times: 1, .. }
                | Goal::Median { .. }
                | Goal::FixedCharge { .. } => {}
                _ => errors.push(QuestionError::NotTogether(phrase(
                    "capacities hold for lscp, mclp, gradual, p-median and facility location, each covered once",
                    "容量限制只用于 lscp、mclp、gradual、p-median 和设施选址问题，且均为单次覆盖",
                ))),
            }
        }
        if let Goal::MaximalCover { times, decay, .. } = &self.goal
            && *times > 1
            && !matches!(decay, Decay::Step(_))
        {
            errors.push(QuestionError::NotTogether(phrase(
                "backup coverage is of those within reach of two sites: it has no decay",
                "备用覆盖指在两个点位服务半径之内：不能带衰减",
            )));
        }
        if let Goal::SetCover { times, .. } | Goal::MaximalCover { times, .. } = &self.goal
            && !(1..=2).contains(times)
        {
            let (what, value) = (phrase("the times of cover", "覆盖次数"), f64::from(*times));
            let why = phrase("it is 1, or 2 for backup", "应为 1，备用覆盖为 2");
            errors.push(QuestionError::Number { what, value, why });
        }
        if let (Goal::Dispersion { .. }, super::Metric::Table(table)) =
            (&self.goal, instance.metric())
        {
            errors.extend(fault_between_sites(instance, table));
        }
    }
}

/// The fault of a table that lacks distances between sites.
fn fault_between_sites(instance: &Instance, table: &super::Table) -> Option<QuestionError> {
    if !instance.has_same_points() {
        return Some(QuestionError::NoSiteDistances);
    }
    let may_open = |site: usize| instance.rules()[site] != SiteRule::Forbidden;
    let all = (0..instance.sites()).filter(|&site| may_open(site)).count();
    let listed = |site: usize| {
        let (others, _) = table.row(site);
        let others = others.iter().map(|&other| other as usize);
        others.filter(|&other| other != site && may_open(other)).count()
    };
    let missing = |site: usize| (all - 1).saturating_sub(listed(site));
    let site = (0..instance.sites()).find(|&site| may_open(site) && missing(site) > 0)?;
    Some(QuestionError::SomeSiteDistances {
        id: instance.site_ids().label(site).into_owned(),
        missing: missing(site),
    })
}
