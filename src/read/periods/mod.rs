//! `[plan] periods`, `[[period]]` and the periods of targets, sources and commitments.

mod by_year;
mod people;
mod spending;
mod when;
mod years;

pub(super) use by_year::PeopleByYear;
pub(super) use people::{People, PeriodContext, read_scale};
pub(super) use spending::{check_p4049_shares, check_p4061_periods};
pub(super) use when::{When, check_p4044_start, read_when};

use super::catalogue::Code;
use super::fields::Fields;
use super::plan_file::PLAN_KEYS;
use super::sink::Sink;
use super::source::InputFile;
use crate::domain::{HorizonParts, PeriodIdx, ProblemParts, Spending, text};
use people::read_people;
use spending::read_spending;
use years::PeriodYears;

const PERIOD_KEYS: &[&str] = &["year", "weight", "scale", "demand"];

/// The periods of the plan with their people.
#[derive(Debug, Default)]
pub(super) struct Periods {
    years: PeriodYears,
    weights: Vec<f64>,
    people: Vec<People>,
    spending: Spending,
}

/// Reads the periods; those that say no people have those `by_year`. The files of their layers are added to `records`.
pub(super) fn read_periods(
    sink: &Sink,
    root: &Fields<'_>,
    context: PeriodContext<'_>,
    by_year: &PeopleByYear,
    records: &mut Vec<InputFile>,
) -> Periods {
    let Some(plan) = root.table("plan", PLAN_KEYS) else {
        return Periods::default();
    };
    let tables = root.tables("period", PERIOD_KEYS);
    let years = PeriodYears::read(&plan);
    let mut periods = Periods {
        weights: vec![1.0; years.list.len()],
        people: years.list.iter().map(|year| by_year.of(*year).unwrap_or_default()).collect(),
        spending: read_spending(root, &years),
        years,
    };
    let mut stated: Vec<usize> = Vec::new();
    for table in &tables {
        let at = periods.read_table(sink, table, context, records);
        if let Some(at) = at.filter(|at| stated.contains(at)) {
            let year = periods.years.list[at];
            let cause = text!(
                "an earlier [[period]] is that of {year} already",
                "前面已有 {year} 年的 `[[period]]`"
            );
            let action = text!(
                "keep one of them, with all that is to be said of the year",
                "只留其一，写明该年的全部内容"
            );
            table.push(Code::PERIOD_SAID_TWICE, "year", cause, action);
        }
        stated.extend(at);
    }
    periods
}

impl Periods {
    /// The years of the periods.
    pub(super) fn years(&self) -> &PeriodYears {
        &self.years
    }

    /// One `[[period]]`; the position of its year.
    fn read_table(
        &mut self,
        sink: &Sink,
        table: &Fields<'_>,
        context: PeriodContext<'_>,
        records: &mut Vec<InputFile>,
    ) -> Option<usize> {
        table.required("year", |_, _| Some(()));
        let at = self.years.position_in(table, "year");
        let weight = table.weight("weight");
        let people = read_people(sink, table, context, records);
        table.refuse_unknown();
        let at = at?;
        if let Some(weight) = weight {
            self.weights[at] = weight;
        }
        if let Some(people) = people {
            self.people[at] = people;
        }
        Some(at)
    }

    /// The parts of the horizon over `plan`, whose units are in any order; none when something is wrong.
    pub(super) fn into_parts(self, plan: ProblemParts, when: When) -> HorizonParts {
        let people = self.people.iter().map(|people| people.of(&plan.units)).collect();
        HorizonParts {
            start: self.years.start,
            years: self.years.list.into(),
            weights: self.weights.into(),
            rules_from: PeriodIdx::from(self.years.own),
            people,
            targets: when.targets,
            income: when.income,
            commitments: when.commitments,
            spending: self.spending,
            plan,
        }
    }
}
