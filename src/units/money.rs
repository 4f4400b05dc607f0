use super::text::{UnitError, Why, number_with_unit};
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Sub};

/// Money in whole yuan, so that sums are exact. May be negative in differences.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Hash)]
pub struct Yuan(i64);

/// The largest amount accepted: a hundred thousand 亿 yuan. A larger one is a typing error, and sums of such could
/// overflow.
const MOST_YUAN: f64 = 1e13;

impl Yuan {
    /// No money.
    pub const ZERO: Yuan = Yuan(0);

    /// `yuan` whole yuan.
    pub const fn new(yuan: i64) -> Self {
        Self(yuan)
    }

    /// Reads `"1_000_000 yuan"`, `"150 万元"`, `"1.2 亿元"`, `"0.8 million yuan"`; rounded to whole yuan,
    /// not negative, at most 10¹³ yuan.
    pub fn parse(text: &str) -> Result<Self, UnitError> {
        let units = [
            ("yuan", 1.0),
            ("元", 1.0),
            ("CNY", 1.0),
            ("万元", 1e4),
            ("wan yuan", 1e4),
            ("million yuan", 1e6),
            ("亿元", 1e8),
            ("billion yuan", 1e9),
        ];
        let yuan = number_with_unit(text, &units, "1_000_000 yuan")?;
        if (0.0..=MOST_YUAN).contains(&yuan) {
            Ok(Self(yuan.round() as i64))
        } else {
            let why = Why {
                english: "an amount of money is not below 0 and not above 10^13 yuan",
                chinese: "金额应不小于 0，不超过 10^13 元",
            };
            Err(UnitError::OutOfRange { text: text.into(), why })
        }
    }

    /// The number of yuan.
    pub const fn yuan(self) -> i64 {
        self.0
    }

    /// The amount in 10,000 yuan (万元), for reports and for well-scaled models.
    pub fn wan(self) -> f64 {
        self.0 as f64 / 1e4
    }
}

impl Add for Yuan {
    type Output = Yuan;
    fn add(self, other: Yuan) -> Yuan {
        Yuan(self.0 + other.0)
    }
}

impl AddAssign for Yuan {
    fn add_assign(&mut self, other: Yuan) {
        self.0 += other.0;
    }
}

impl Sub for Yuan {
    type Output = Yuan;
    fn sub(self, other: Yuan) -> Yuan {
        Yuan(self.0 - other.0)
    }
}

impl Sum for Yuan {
    fn sum<I: Iterator<Item = Yuan>>(iter: I) -> Yuan {
        iter.fold(Yuan::ZERO, Add::add)
    }
}

impl fmt::Display for Yuan {
    /// In 万元 to two decimals; what two decimals cannot show, in yuan.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 % 100 != 0 && self.0.abs() < 1_000_000 {
            return write!(f, "{} yuan", self.0);
        }
        write!(f, "{} 万元", super::share::trim_number(self.wan(), 2))
    }
}
