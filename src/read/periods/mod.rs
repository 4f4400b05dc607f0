//! `[plan] periods`, `[[period]]` and what targets, sources and commitments say of periods.

mod people;
mod when;

use super::catalogue::Code;
use super::data::read_layer_spec;
use super::fields::Fields;
use super::near::list;
use super::node::Value;
use super::plan_file::{Groups, check_p4015_year, year_of};
use super::register::Register;
use super::sink::Sink;
use super::source::InputFile;
use crate::domain::{HorizonParts, PeriodIdx, ProblemParts};
use people::{People, read_people, read_scale};
use std::path::Path;
pub(super) use when::{When, check_p4044_start, read_when};

/// The keys of `[plan]`.
pub(in crate::read) const PLAN_KEYS: &[&str] = &["name", "period", "periods", "start"];
const PERIOD_KEYS: &[&str] = &["year", "weight", "scale", "demand"];

/// The periods that the plan names, and what each says of its people.
#[derive(Debug, Default)]
pub(super) struct Periods {
    start: Option<i32>,
    /// Rising; empty where the plan has no periods.
    years: Vec<i32>,
    /// The plan names periods that cannot be told: nothing is said of what refers to them.
    unclear: bool,
    /// The position of the plan's own year.
    own: usize,
    weights: Vec<f64>,
    people: Vec<People>,
}

/// What is needed to read the people of periods.
#[derive(Debug, Clone, Copy)]
pub(super) struct Around<'a> {
    pub(super) base: &'a Path,
    pub(super) groups: &'a Groups,
    pub(super) towns: &'a Register,
    pub(super) units: &'a Register,
}

/// Reads the periods. The files read beside are added to `records`.
pub(super) fn read_periods(
    sink: &Sink,
    root: &Fields<'_>,
    around: Around<'_>,
    records: &mut Vec<InputFile>,
) -> Periods {
    let Some(plan) = root.table("plan", PLAN_KEYS) else {
        return Periods::default();
    };
    let tables = root.tables("period", PERIOD_KEYS);
    let named = plan.has("periods").then(|| read_years(&plan));
    let unclear = matches!(named, Some(None));
    let years = named.flatten().unwrap_or_default();
    let start = plan
        .has("start")
        .then(|| check_p4015_year(&plan, "start"))
        .flatten();
    check_p4041_start(&plan, start, &years);
    let own = match plan.has("period") {
        true => plan.figure("period").and_then(year_of),
        false => years.last().copied(),
    };
    let own = check_p4042_own(&plan, own, &years);
    let mut periods = Periods {
        start,
        weights: vec![1.0; years.len()],
        people: years.iter().map(|_| People::AsPlanned).collect(),
        own: own.unwrap_or_default(),
        years,
        unclear,
    };
    for table in &tables {
        periods.read_table(sink, table, around, records);
    }
    periods
}

/// The years of `periods`, rising.
fn read_years(plan: &Fields<'_>) -> Option<Vec<i32>> {
    let node = plan.node("periods")?;
    let Value::List(items) = &node.value else {
        plan.push_type("periods", node, "a list of years");
        return None;
    };
    let mut years = Vec::new();
    for item in items.iter() {
        let year = plan.figure_of("periods", item)?;
        let Some(year) = year_of(year) else {
            let cause = format!("`periods` has {year}, which is not a year from 1900 to 2200");
            let action = "write the years at whose ends the plan is looked at";
            plan.push(Code::PERIOD_NOT_A_YEAR, "periods", cause, action);
            return None;
        };
        years.push(year);
    }
    if years.is_empty() {
        let action = "name at least one year, or leave `periods` out";
        plan.push(
            Code::PERIODS_OUT_OF_ORDER,
            "periods",
            "`periods` is empty",
            action,
        );
        return None;
    }
    if let Some(pair) = years.windows(2).find(|pair| pair[0] >= pair[1]) {
        let cause = format!("{} stands before {} in `periods`", pair[0], pair[1]);
        let action = "write each year once, the earlier ones first";
        plan.push(Code::PERIODS_OUT_OF_ORDER, "periods", cause, action);
        return None;
    }
    Some(years)
}

fn check_p4041_start(plan: &Fields<'_>, start: Option<i32>, years: &[i32]) {
    if let (Some(start), Some(&first)) = (start, years.first())
        && start >= first
    {
        let cause = format!("`start` is {start}, not before the first period, {first}");
        let action = "write the year after which works can begin, or leave it out";
        plan.push(Code::PERIODS_OUT_OF_ORDER, "start", cause, action);
    }
}

fn check_p4042_own(plan: &Fields<'_>, own: Option<i32>, years: &[i32]) -> Option<usize> {
    let own = own?;
    let found = years.iter().position(|&year| year == own);
    if found.is_none() && !years.is_empty() {
        push_unknown(plan, "period", &own.to_string(), years);
    }
    found
}

fn push_unknown(table: &Fields<'_>, field: &str, said: &str, years: &[i32]) {
    let cause = format!("`{field}` says {said}, which is no period of the plan");
    let action = match years {
        [] => "the plan has one period only: name several in `[plan] periods`, or leave this out"
            .into(),
        _ => {
            let years: Vec<String> = years.iter().map(i32::to_string).collect();
            let years: Vec<&str> = years.iter().map(String::as_str).collect();
            format!("use one of {}", list(&years))
        }
    };
    table.push(Code::UNKNOWN_PERIOD, field, cause, action);
}

/// The position of the year in `field`; none when it is absent or wrong.
fn position(table: &Fields<'_>, field: &str, periods: &Periods) -> Option<usize> {
    if !table.has(field) {
        return None;
    }
    let year = table.figure(field)?;
    let found = year_of(year).and_then(|year| periods.position(year));
    if found.is_none() && !periods.unclear {
        push_unknown(table, field, &year.to_string(), &periods.years);
    }
    found
}

fn push_twice(table: &Fields<'_>, field: &str, other: &str, why: &str) {
    let cause = format!("`{field}` and `{other}` are both there: {why}");
    let action = format!("keep `{field}` or `{other}`");
    table.push(Code::PERIOD_SAID_TWICE, field, cause, action);
}

impl Periods {
    /// Whether the plan has periods.
    pub(super) fn are_there(&self) -> bool {
        !self.years.is_empty()
    }

    fn position(&self, year: i32) -> Option<usize> {
        self.years.iter().position(|&own| own == year)
    }

    /// One `[[period]]`.
    fn read_table(
        &mut self,
        sink: &Sink,
        table: &Fields<'_>,
        around: Around<'_>,
        records: &mut Vec<InputFile>,
    ) {
        table.required("year", |_, _| Some(()));
        let at = position(table, "year", self);
        let weight = table.weight("weight");
        if table.has("scale") && table.has("demand") {
            push_twice(table, "scale", "demand", "each says who lives where");
        }
        let people = match (table.has("scale"), table.has("demand")) {
            (true, _) => read_scale(table, around.groups),
            (_, true) => read_layer_spec(table, "demand")
                .and_then(|spec| read_people(sink, table, &spec, around, records)),
            _ => None,
        };
        table.refuse_unknown();
        let Some(at) = at else { return };
        if let Some(weight) = weight {
            self.weights[at] = weight;
        }
        if let Some(people) = people {
            self.people[at] = people;
        }
    }

    /// The parts of the horizon over `plan`, whose units are in any order; none when something is wrong.
    pub(super) fn into_parts(self, plan: ProblemParts, when: When) -> HorizonParts {
        let people = self
            .people
            .iter()
            .map(|people| people.of(&plan.units))
            .collect();
        HorizonParts {
            start: self.start,
            years: self.years.into(),
            weights: self.weights.into(),
            rules_from: PeriodIdx::from(self.own),
            people,
            targets: when.targets,
            income: when.income,
            commitments: when.commitments,
            plan,
        }
    }
}
