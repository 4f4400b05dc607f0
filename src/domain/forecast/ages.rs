//! People by sex and five-year age group.

use crate::domain::words::words;
use crate::domain::{Phrase, Text, phrase, text, told};

/// The lowest age at which the open last group may begin: child-woman ratios need women up to 49, groups of older
/// people need 60.
pub const LEAST_OPEN_AGE: u32 = 60;

/// Years of an age group.
const WIDTH: u32 = 5;

words! {
    /// Male or female.
    pub enum Sex {
        /// Boys and men.
        Male = "male",
        /// Girls and women.
        Female = "female",
    }
}

impl Sex {
    /// In both languages.
    pub(crate) fn phrase(self) -> Phrase {
        match self {
            Sex::Male => phrase("male", "男性"),
            Sex::Female => phrase("female", "女性"),
        }
    }

    pub(super) fn index(self) -> usize {
        match self {
            Sex::Male => 0,
            Sex::Female => 1,
        }
    }
}

/// Why counts do not make an age table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum AgesError {
    /// Men and women have different age groups.
    SexesDiffer,
    /// The open group begins too early.
    OpensEarly,
    /// A count is below 0, infinite or not a number.
    NoCount,
}

impl AgesError {
    /// What is wrong.
    pub fn text(&self) -> Text {
        match self {
            AgesError::SexesDiffer => {
                text!("men and women have different age groups", "男女的年龄组不同")
            }
            AgesError::OpensEarly => text!(
                "the open last group begins before {LEAST_OPEN_AGE}",
                "末组（及以上）的起始年龄低于{LEAST_OPEN_AGE}岁"
            ),
            AgesError::NoCount => {
                text!("a count is below 0 or not a number", "有人数小于 0 或不是数字")
            }
        }
    }
}

told!(error AgesError);

/// People by sex and age group: 0–4, 5–9, …, the last one open. Counts are finite and at least 0.
#[derive(Debug, Clone, PartialEq)]
pub struct AgeTable {
    people: [Vec<f64>; 2],
}

impl AgeTable {
    /// Counts of men and of women, from 0–4 on in steps of five years, the last group open.
    ///
    /// # Errors
    ///
    /// See [`AgesError`].
    pub fn new(male: Vec<f64>, female: Vec<f64>) -> Result<Self, AgesError> {
        if male.len() != female.len() {
            return Err(AgesError::SexesDiffer);
        }
        if (male.len() as u32) < LEAST_OPEN_AGE / WIDTH + 1 {
            return Err(AgesError::OpensEarly);
        }
        let good = |count: &f64| count.is_finite() && *count >= 0.0;
        if !male.iter().chain(&female).all(good) {
            return Err(AgesError::NoCount);
        }
        Ok(Self { people: [male, female] })
    }

    /// A table computed by a method; counts that rounding made negative become 0.
    pub(super) fn of_counts(people: [Vec<f64>; 2]) -> Self {
        let people = people.map(|counts| {
            let counted = |count: f64| if count > 0.0 { count.min(1e12) } else { 0.0 };
            counts.into_iter().map(counted).collect()
        });
        Self { people }
    }

    /// Counts of a sex, youngest first.
    pub fn of(&self, sex: Sex) -> &[f64] {
        &self.people[sex.index()]
    }

    /// The age at which the open group begins.
    pub fn open_age(&self) -> u32 {
        self.last() as u32 * WIDTH
    }

    /// The position of the open group.
    pub(super) fn last(&self) -> usize {
        self.people[0].len() - 1
    }

    /// People aged `age` and over; `age` is a multiple of five up to [`AgeTable::open_age`].
    pub fn from_age(&self, age: u32) -> f64 {
        let first = (age / WIDTH) as usize;
        Sex::ALL.iter().map(|sex| sum(self.of(*sex), first)).sum()
    }

    /// All people.
    pub fn total(&self) -> f64 {
        self.from_age(0)
    }

    /// The table with all groups from `age` on, a multiple of five, as one open group.
    #[must_use]
    pub fn opened_at(&self, age: u32) -> Self {
        let last = ((age / WIDTH) as usize).min(self.last());
        let cut = |counts: &Vec<f64>| {
            let mut cut = counts[..last].to_vec();
            cut.push(sum(counts, last));
            cut
        };
        Self { people: [cut(&self.people[0]), cut(&self.people[1])] }
    }

    /// Interpolates linearly from this table, at `part` 0, to `later`, at `part` 1.
    #[must_use]
    pub(super) fn between(&self, later: &Self, part: f64) -> Self {
        let line = |index: usize| {
            let pairs = self.people[index].iter().zip(&later.people[index]);
            pairs.map(|(a, b)| a * (1.0 - part) + b * part).collect()
        };
        Self::of_counts([line(0), line(1)])
    }
}

/// The sum of counts from a position on.
pub(super) fn sum(counts: &[f64], first: usize) -> f64 {
    counts.get(first..).unwrap_or_default().iter().sum()
}
