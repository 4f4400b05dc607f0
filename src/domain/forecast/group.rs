//! The groups of people in forecasts.

use crate::domain::{Text, text, told};

/// All residents, or those of an age and over. Ordered from the widest to the narrowest: each lies in those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PeopleGroup {
    /// Everybody.
    Residents,
    /// People of this age and over, a multiple of five.
    Aged(u32),
}

impl PeopleGroup {
    /// Residents, 60+, 65+ and 80+.
    pub const USUAL: [PeopleGroup; 4] = [
        PeopleGroup::Residents,
        PeopleGroup::Aged(60),
        PeopleGroup::Aged(65),
        PeopleGroup::Aged(80),
    ];

    /// Reads `aged_60`, `60+`, `persons` or `residents`; none for other words and for ages that are no multiple of five
    /// from 5 to 120.
    pub fn parse(word: &str) -> Option<Self> {
        let word = word.trim();
        if matches!(word, "persons" | "residents") {
            return Some(PeopleGroup::Residents);
        }
        let age = word.strip_prefix("aged_").or_else(|| word.strip_suffix('+'))?;
        if age.is_empty() || age.len() > 3 || !age.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let age: u32 = age.parse().ok()?;
        (age.is_multiple_of(5) && (5..=120).contains(&age)).then_some(PeopleGroup::Aged(age))
    }

    /// The property of demand layers that counts it: `persons`, `aged_60`.
    pub fn field(self) -> String {
        match self {
            PeopleGroup::Residents => "persons".into(),
            PeopleGroup::Aged(age) => format!("aged_{age}"),
        }
    }

    /// As people read it.
    pub fn text(self) -> Text {
        match self {
            PeopleGroup::Residents => text!("residents", "常住人口"),
            PeopleGroup::Aged(age) => text!("{age}+", "{age}岁及以上"),
        }
    }

    /// The age from which people are in it.
    pub fn age(self) -> u32 {
        match self {
            PeopleGroup::Residents => 0,
            PeopleGroup::Aged(age) => age,
        }
    }
}

told!(PeopleGroup);
