use super::length::Metres;
use super::text::{UnitError, Why, number_with_unit};
use std::fmt;

/// The longest time, in seconds: 31 years.
const MOST_SECONDS: f64 = 1e9;

/// Why a time is refused.
const WHY: Why = Why {
    english: "a time is finite, not below 0, and not above 10^9 seconds, 31 years",
    chinese: "时间应为有限的数，不小于 0，不超过 10^9 秒（31 年）",
};

/// A time in seconds; finite and not negative.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default)]
pub struct Seconds(f64);

impl Seconds {
    /// A time of `seconds`. Errors when it is negative, not finite, or above 10⁹.
    pub fn new(seconds: f64) -> Result<Self, UnitError> {
        if (0.0..=MOST_SECONDS).contains(&seconds) {
            Ok(Self(seconds))
        } else {
            Err(UnitError::OutOfRange { text: format!("{seconds:?}"), why: WHY })
        }
    }

    /// Reads `"15 min"`, `"0.5 h"`, `"900 s"`, `"15 分钟"`.
    pub fn parse(text: &str) -> Result<Self, UnitError> {
        let units = [
            ("s", 1.0),
            ("min", 60.0),
            ("h", 3600.0),
            ("秒", 1.0),
            ("分钟", 60.0),
            ("分", 60.0),
            ("小时", 3600.0),
            ("时", 3600.0),
        ];
        let seconds = number_with_unit(text, &units, "15 min")?;
        Self::new(seconds).map_err(|_| UnitError::OutOfRange { text: text.into(), why: WHY })
    }

    /// The number of seconds.
    pub fn seconds(self) -> f64 {
        self.0
    }

    /// The number of minutes.
    pub fn minutes(self) -> f64 {
        self.0 / 60.0
    }
}

impl fmt::Display for Seconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 < 60.0 {
            write!(f, "{:.0} s", self.0)
        } else {
            write!(f, "{} min", super::share::trim_number(self.minutes(), 1))
        }
    }
}

/// A speed in metres a second; finite and above 0.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Speed(f64);

impl Speed {
    /// Reads `"4 km/h"`, `"1.1 m/s"`.
    pub fn parse(text: &str) -> Result<Self, UnitError> {
        let units = [("m/s", 1.0), ("km/h", 1.0 / 3.6), ("米/秒", 1.0), ("公里/小时", 1.0 / 3.6)];
        let metres_per_second = number_with_unit(text, &units, "4 km/h")?;
        if metres_per_second.is_finite() && metres_per_second > 0.0 {
            Ok(Self(metres_per_second))
        } else {
            let why = Why { english: "a speed is above 0", chinese: "速度应大于 0" };
            Err(UnitError::OutOfRange { text: text.into(), why })
        }
    }

    /// Metres travelled in a second.
    pub fn metres_per_second(self) -> f64 {
        self.0
    }

    /// The distance travelled in `time`, at most the longest length.
    pub fn distance_in(self, time: Seconds) -> Metres {
        Metres::at_most_longest(self.0 * time.0)
    }

    /// How long `distance` takes.
    pub fn time_for(self, distance: Metres) -> Seconds {
        Seconds(distance.metres() / self.0)
    }
}

impl fmt::Display for Speed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} km/h", super::share::trim_number(self.0 * 3.6, 1))
    }
}

/// The longest span of years.
const MOST_YEARS: f64 = 200.0;

/// Why a number of years is refused.
const WHY_YEARS: Why = Why {
    english: "a number of years is finite, not below 0, and not above 200",
    chinese: "年数应为有限的数，不小于 0，不超过 200",
};

/// A time in years, as works take it; finite and not negative.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default)]
pub struct Years(f64);

impl Years {
    /// No time at all.
    pub const ZERO: Years = Years(0.0);

    /// A time of `years`. Errors when it is negative, not finite, or above 200.
    pub fn new(years: f64) -> Result<Self, UnitError> {
        if (0.0..=MOST_YEARS).contains(&years) {
            Ok(Self(years))
        } else {
            Err(UnitError::OutOfRange { text: format!("{years:?}"), why: WHY_YEARS })
        }
    }

    /// Reads `"2 years"`, `"1 year"`, `"18 months"`, `"2 年"`, `"18 个月"`.
    pub fn parse(text: &str) -> Result<Self, UnitError> {
        let units = [
            ("years", 1.0),
            ("year", 1.0),
            ("months", 1.0 / 12.0),
            ("month", 1.0 / 12.0),
            ("年", 1.0),
            ("个月", 1.0 / 12.0),
            ("月", 1.0 / 12.0),
        ];
        let years = number_with_unit(text, &units, "2 years")?;
        Self::new(years).map_err(|_| UnitError::OutOfRange { text: text.into(), why: WHY_YEARS })
    }

    /// The number of years.
    pub fn years(self) -> f64 {
        self.0
    }
}

impl fmt::Display for Years {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} years", super::share::trim_number(self.0, 2))
    }
}
