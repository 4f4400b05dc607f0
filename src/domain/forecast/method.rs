//! A method with its data of one area, which gives figures of any year.

use super::ages::AgeTable;
use super::cohort::CohortChange;
use super::deviation::{Deviation, Variant};
use super::group::PeopleGroup;
use crate::domain::{Phrase, phrase};
use std::collections::BTreeMap;

/// The methods.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Method {
    /// Cohort-change ratios.
    CohortChange,
    /// Growth by rate.
    Growth,
    /// Shares of groups on a line of log-odds.
    AgeingTrend,
    /// Figures that a table gives.
    Given,
}

impl Method {
    /// In a few words, for reports and files.
    pub fn words(self) -> Phrase {
        match self {
            Method::CohortChange => {
                phrase("cohort-change ratios (Hamilton-Perry)", "队列变化率法（Hamilton-Perry）")
            }
            Method::Growth => phrase("growth by rate", "增长率法"),
            Method::AgeingTrend => phrase("trend of the ageing rate", "老龄化率趋势法"),
            Method::Given => phrase("figures of a given table", "给定表格的数据"),
        }
    }
}

/// A census of an area.
#[derive(Debug, Clone, PartialEq)]
pub struct Census {
    /// Its year.
    pub year: i32,
    /// The people.
    pub ages: AgeTable,
}

/// A method with its data of one area.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum AreaMethod {
    /// Cohort-change ratios from the last census on.
    CohortChange {
        /// The last census.
        base: Census,
        /// The ratios.
        change: CohortChange,
    },
    /// Growth of each group from `year` on.
    Growth {
        /// The year of `base`.
        year: i32,
        /// People by group.
        base: Vec<f64>,
        /// Yearly growth by group, above −1.
        rates: Vec<f64>,
    },
    /// Residents by growth, each group by its share of the next wider one.
    AgeingTrend {
        /// The year of `base`.
        year: i32,
        /// People by group, residents first.
        base: Vec<f64>,
        /// Yearly growth of residents.
        rate: f64,
        /// Yearly change of the log-odds of each group's share of the one before; that of residents has no meaning.
        slopes: Vec<f64>,
    },
    /// Figures by year and variant.
    Given(BTreeMap<(i32, Variant), Vec<f64>>),
}

impl AreaMethod {
    /// Cohort-change ratios between two censuses; none unless they are 5 or 10 years apart, with the same age groups.
    pub fn cohort_change(before: &Census, after: &Census) -> Option<Self> {
        let years = u32::try_from(after.year.checked_sub(before.year)?).ok()?;
        Some(Self::CohortChange {
            change: CohortChange::between(&before.ages, &after.ages, years)?,
            base: after.clone(),
        })
    }

    /// Growth from the last census: by the rates given, and for groups without one by the rate since the first census;
    /// none where a group has neither.
    pub fn growth(
        before: Option<&Census>,
        after: &Census,
        groups: &[PeopleGroup],
        given: &[(PeopleGroup, f64)],
    ) -> Option<Self> {
        let rate = |group: &PeopleGroup| {
            let given = given.iter().find(|(known, _)| known == group);
            match (given, before) {
                (Some((_, rate)), _) => Some(*rate),
                (None, Some(before)) => Some(yearly(before, after, *group)),
                (None, None) => None,
            }
        };
        Some(Self::Growth {
            year: after.year,
            base: figures(&after.ages, groups),
            rates: groups.iter().map(rate).collect::<Option<_>>()?,
        })
    }

    /// The trend between two censuses of each group's share of the next wider one. `groups` begin with residents.
    pub fn ageing_trend(before: &Census, after: &Census, groups: &[PeopleGroup]) -> Self {
        let years = f64::from(after.year) - f64::from(before.year);
        let slope = |position: usize| {
            let wider = position.saturating_sub(1);
            let log_odds = |counted: &Census| {
                let people = figures(&counted.ages, groups);
                let share = people[position] / people[wider];
                (share / (1.0 - share)).ln()
            };
            let slope = (log_odds(after) - log_odds(before)) / years;
            if slope.is_finite() { slope } else { 0.0 }
        };
        Self::AgeingTrend {
            year: after.year,
            base: figures(&after.ages, groups),
            rate: yearly(before, after, PeopleGroup::Residents),
            slopes: (0..groups.len()).map(slope).collect(),
        }
    }

    /// People by group. `groups`, from the widest to the narrowest, are those that the method was made with. None where
    /// a table lacks the year or variant. Figures never rise from a group to one inside it.
    pub fn figures(
        &self,
        groups: &[PeopleGroup],
        year: i32,
        variant: Variant,
        deviation: &Deviation,
    ) -> Option<Vec<f64>> {
        let mut people = match self {
            Self::CohortChange { base, change } => {
                let years = u32::try_from(year.checked_sub(base.year)?).ok()?;
                figures(&change.people(&base.ages, years, deviation), groups)
            }
            Self::Growth { year: from, base, rates } => {
                let years = f64::from(year) - f64::from(*from);
                let spread = deviation.shared_log(years);
                let grown = |(group, (people, rate)): (&PeopleGroup, (&f64, &f64))| {
                    let factor = match group {
                        PeopleGroup::Residents => 1.0,
                        PeopleGroup::Aged(_) => spread.exp(),
                    };
                    people * (1.0 + rate).powf(years) * factor
                };
                groups.iter().zip(base.iter().zip(rates)).map(grown).collect()
            }
            Self::AgeingTrend { year: from, base, rate, slopes } => {
                let years = f64::from(year) - f64::from(*from);
                let mut people = vec![base[0] * (1.0 + rate).powf(years)];
                for group in 1..base.len() {
                    let (share, all) = (base[group] / base[group - 1], people[group - 1]);
                    // Only the share of the widest group varies: those of the groups within it stay at the trend.
                    let spread = if group == 1 { deviation.shared_log(years) } else { 0.0 };
                    let odds = share / (1.0 - share) * (slopes[group] * years + spread).exp();
                    people.push(match (base[group - 1] > 0.0, odds.is_finite()) {
                        (true, true) => all * odds / (1.0 + odds),
                        (true, false) => all,
                        (false, _) => 0.0,
                    });
                }
                people
            }
            Self::Given(table) => table.get(&(year, variant))?.clone(),
        };
        for group in 1..people.len() {
            people[group] = people[group].min(people[group - 1]);
        }
        Some(people)
    }
}

/// People by group.
fn figures(ages: &AgeTable, groups: &[PeopleGroup]) -> Vec<f64> {
    let people = groups.iter().map(|group| ages.from_age(group.age()));
    people.collect()
}

/// The yearly growth of a group between two censuses; 0 where the first has nobody.
fn yearly(before: &Census, after: &Census, group: PeopleGroup) -> f64 {
    let [a, b] = [before, after].map(|counted| counted.ages.from_age(group.age()));
    match a > 0.0 && after.year > before.year {
        true => (b / a).powf(1.0 / (f64::from(after.year) - f64::from(before.year))) - 1.0,
        false => 0.0,
    }
}
