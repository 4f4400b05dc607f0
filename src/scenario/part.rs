//! Parts of a sweep, so that several machines can share it.

use crate::domain::{Text, text, told};
use std::fmt;
use std::str::FromStr;

/// A part of the scenarios of a sweep, by their numbers from 0: a shard, or a range. It does not know how many scenarios
/// there are.
///
/// Laws, for any count of scenarios:
///
/// - The shards 1/N to N/N together have every scenario once, and their lengths differ by one at most.
/// - The ranges A..B and B..C together have what A..C has.
///
/// ```
/// use yike::scenario::Part;
///
/// let shard: Part = "2/3".parse()?;
/// assert_eq!(shard.numbers(8).collect::<Vec<_>>(), [1, 4, 7]);
/// let range: Part = "3..5".parse()?;
/// assert_eq!(range.numbers(8).collect::<Vec<_>>(), [3, 4]);
/// assert_eq!(range.to_string(), "3..5");
/// # Ok::<(), yike::scenario::PartError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Part {
    first: u64,
    /// From one scenario to the next, at least 1.
    step: u64,
    /// The first number beyond a range, above `first`; none of a shard.
    end: Option<u64>,
}

/// Why something is no part.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum PartError {
    /// It is not written as a part. Repair: K/N or FROM..TO.
    Unreadable(String),
    /// Shards are numbered from 1. Repair: K from 1 to N.
    NoShard {
        /// The shard's number.
        number: u64,
        /// How many shards there are.
        of: u64,
    },
    /// A range ends where it begins, or before. Repair: TO is the first number that the range has not.
    Empty {
        /// The first number.
        from: u64,
        /// The number beyond the last.
        to: u64,
    },
    /// A range goes beyond the last scenario. Repair: TO is at most the number of scenarios.
    Beyond {
        /// The range.
        part: Part,
        /// How many scenarios there are.
        count: u64,
    },
}

impl PartError {
    /// What is wrong.
    pub fn text(&self) -> Text {
        match self {
            Self::Unreadable(said) => text!(
                "`{said}` is neither a shard K/N nor a range FROM..TO",
                "`{said}` 既不是分片 K/N，也不是范围 FROM..TO"
            ),
            Self::NoShard { number, of } => {
                text!("there is no shard {number} of {of}", "{of} 个分片中没有第 {number} 个")
            }
            Self::Empty { from, to } => {
                text!("{from}..{to} has no scenario", "{from}..{to} 中没有情景")
            }
            Self::Beyond { part, count } => text!(
                "{part} goes beyond the last scenario: there are {count}, numbered from 0",
                "{part} 超出最后一个情景：共 {count} 个，序号从 0 起"
            ),
        }
    }
}

told!(error PartError);

impl Part {
    /// All scenarios.
    pub const ALL: Self = Self { first: 0, step: 1, end: None };

    /// The shard of this number, from 1, of so many: the scenarios whose number leaves `number` − 1 when divided by `of`.
    ///
    /// # Errors
    ///
    /// When `number` is not from 1 to `of`.
    pub fn shard(number: u64, of: u64) -> Result<Self, PartError> {
        match (1..=of).contains(&number) {
            true => Ok(Self { first: number - 1, step: of, end: None }),
            false => Err(PartError::NoShard { number, of }),
        }
    }

    /// The scenarios from number `from` up to `to`, which is left out.
    ///
    /// # Errors
    ///
    /// When there are none.
    pub fn range(from: u64, to: u64) -> Result<Self, PartError> {
        match from < to {
            true => Ok(Self { first: from, step: 1, end: Some(to) }),
            false => Err(PartError::Empty { from, to }),
        }
    }

    /// Whether it has the scenario of this number.
    pub fn contains(self, number: u64) -> bool {
        number >= self.first
            && self.end.is_none_or(|end| number < end)
            && (number - self.first).is_multiple_of(self.step)
    }

    /// The numbers that it has of `count` scenarios, in order.
    pub fn numbers(self, count: u64) -> impl Iterator<Item = u64> {
        let (first, step) = (self.first, self.step);
        (0..self.len(count)).map(move |position| first + position * step)
    }

    /// How many it has of `count` scenarios: shard 7/8 has none of 5.
    pub fn len(self, count: u64) -> u64 {
        let end = self.end.map_or(count, |end| end.min(count));
        end.saturating_sub(self.first).div_ceil(self.step)
    }

    /// Checks a range against the count of scenarios.
    ///
    /// # Errors
    ///
    /// When it goes beyond the last.
    pub fn within(self, count: u64) -> Result<Self, PartError> {
        match self.end {
            Some(end) if end > count => Err(PartError::Beyond { part: self, count }),
            _ => Ok(self),
        }
    }

    /// Parts that have exactly these numbers, which are in order and below `count`: shards when the numbers are those of
    /// a few shards, else ranges. What is missing of a sweep can so be named in few words.
    ///
    /// ```
    /// use yike::scenario::Part;
    ///
    /// let named = |numbers: &[u64]| {
    ///     let parts = Part::of_numbers(numbers, 10);
    ///     parts.iter().map(Part::to_string).collect::<Vec<_>>().join(" ")
    /// };
    /// assert_eq!(named(&[0, 2, 3, 5, 6, 8, 9]), "1/3 3/3");
    /// assert_eq!(named(&[4, 5, 6, 9]), "4..7 9..10");
    /// ```
    pub fn of_numbers(numbers: &[u64], count: u64) -> Vec<Self> {
        let runs = numbers.chunk_by(|one, next| one + 1 == *next);
        let ranges: Vec<Self> = runs
            .filter_map(|run| {
                Some(Self { first: *run.first()?, step: 1, end: Some(run.last()? + 1) })
            })
            .collect();
        let most = ranges.len().min(MOST_SHARDS + 1);
        let shards = (1..most).find_map(|shards| Self::shards_of(numbers, shards, count));
        shards.unwrap_or(ranges)
    }

    /// So many shards that have exactly these numbers, if there are.
    fn shards_of(numbers: &[u64], shards: usize, count: u64) -> Option<Vec<Self>> {
        let step = numbers.get(shards)? - numbers[0];
        let first = &numbers[..shards];
        let repeats = || {
            let later = numbers.iter().zip(&numbers[shards..]);
            later.into_iter().all(|(number, later)| number + step == *later)
        };
        if first[shards - 1] >= step || !repeats() {
            return None;
        }
        let parts: Vec<Self> = first.iter().map(|&first| Self { first, step, end: None }).collect();
        let len: u64 = parts.iter().map(|part| part.len(count)).sum();
        (len == numbers.len() as u64).then_some(parts)
    }
}

/// More shards than this say less than ranges.
const MOST_SHARDS: usize = 64;

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.end {
            Some(end) => write!(f, "{}..{end}", self.first),
            None => write!(f, "{}/{}", self.first + 1, self.step),
        }
    }
}

impl FromStr for Part {
    type Err = PartError;

    /// `K/N` is shard K of N, `FROM..TO` the scenarios from number FROM up to TO, which is left out.
    fn from_str(text: &str) -> Result<Self, PartError> {
        let pair = |sign| {
            let (one, other) = text.split_once(sign)?;
            Some((one.trim().parse().ok()?, other.trim().parse().ok()?))
        };
        match (pair("/"), pair("..")) {
            (Some((number, of)), _) => Self::shard(number, of),
            (_, Some((from, to))) => Self::range(from, to),
            _ => Err(PartError::Unreadable(text.trim().into())),
        }
    }
}
