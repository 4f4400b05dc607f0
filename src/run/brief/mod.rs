//! Two pages for a meeting: today and plan side by side, what is built where for how much and for whom, then town by town,
//! who is left out, and how sure all of it is. Said here once; pages, summaries and word processors render it.

pub(crate) mod certainty;
mod left_out;
mod today;
mod towns;
mod works;

use super::report::{Decided, Report};
use super::section::Section;
use crate::domain::Language::{self, Chinese, English};
use crate::run::numbers::{count, whole};
use serde::{Deserialize, Serialize};

pub(crate) use certainty::ties_text;

/// The two pages in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Brief {
    /// What is planned for, in a line.
    pub about: String,
    /// The first page, below its maps: today and plan, and what is built.
    pub first: Vec<Section>,
    /// The second: towns, who is left out, how sure it is.
    pub second: Vec<Section>,
}

/// The two pages in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct BriefJson {
    /// In English.
    pub en: Brief,
    /// In Chinese.
    pub zh: Brief,
}

impl BriefJson {
    /// Of a report; none without a layout.
    pub(crate) fn of(report: &Report<'_>) -> Option<Self> {
        Some(Self { en: brief(report, English)?, zh: brief(report, Chinese)? })
    }

    /// Those in a language.
    pub fn told(&self, language: Language) -> &Brief {
        match language {
            English => &self.en,
            Chinese => &self.zh,
        }
    }
}

impl Brief {
    /// The sections of both pages, one after the other.
    pub fn sections(&self) -> impl Iterator<Item = &Section> {
        self.first.iter().chain(&self.second)
    }
}

/// What every section needs.
#[derive(Clone, Copy)]
struct Telling<'a> {
    report: &'a Report<'a>,
    decided: &'a Decided<'a>,
    language: Language,
}

/// The two pages; none without a layout.
pub(crate) fn brief(report: &Report<'_>, language: Language) -> Option<Brief> {
    let decided = report.decided()?;
    let telling = Telling { report, decided: &decided, language };
    let left_out = telling.left_out();
    Some(Brief {
        about: telling.about(),
        first: vec![telling.today(), telling.works()],
        second: [telling.towns()].into_iter().chain(left_out).chain([telling.sure()]).collect(),
    })
}

impl Telling<'_> {
    fn about(&self) -> String {
        let problem = self.decided.problem;
        let (towns, units) = (count(problem.towns.len()), count(problem.units.len()));
        let people: f64 = problem.units.iter().map(|own| own.people_of(problem.served)).sum();
        let (people, group) = (whole(people), &problem.groups[problem.served].id);
        match (self.language, problem.period) {
            (English, period) => {
                let year = period.map_or_else(String::new, |year| format!("Plan to {year}. "));
                format!(
                    "{year}{towns} towns, {units} villages and communities, {people} people ({group})."
                )
            }
            (Chinese, period) => {
                let year = period.map_or_else(String::new, |year| format!("规划期至 {year} 年。"));
                format!("{year}{towns} 个镇街，{units} 个村（社区），{group} 人口 {people} 人。")
            }
        }
    }
}
