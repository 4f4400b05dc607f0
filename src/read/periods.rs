//! `[plan] periods`, `[[period]]` and what targets, sources and commitments say of periods.

use super::catalogue::Code;
use super::data::{LayerSpec, read_layer_spec};
use super::demand::read_units;
use super::drafts::open_layer;
use super::fields::Fields;
use super::geometry::Shape;
use super::money::Sources;
use super::near::list;
use super::node::Value;
use super::plan_file::{Groups, check_p4015_year, year_of};
use super::register::Register;
use super::sink::Sink;
use super::source::{InputFile, Role};
use super::targets::ReadTarget;
use crate::domain::{
    Commitment, DemandUnit, FundingIdx, GroupIdx, HorizonParts, Income, Origin, PeriodIdx,
    ProblemParts, Term, UnitIdx, UnitPeople,
};
use crate::units::{Persons, Years, Yuan};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use typed_index_collections::TiVec;

/// The keys of `[plan]`.
pub(super) const PLAN_KEYS: &[&str] = &["name", "period", "periods", "start"];
const PERIOD_KEYS: &[&str] = &["year", "weight", "scale", "demand"];

/// The largest factor on people.
const MOST_SCALE: f64 = 1000.0;

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

/// The people of a period.
#[derive(Debug, Default)]
enum People {
    /// Those of the plan's demand layer.
    #[default]
    AsPlanned,
    /// Those times factors: of residents, and of each group.
    Scaled(f64, Vec<f64>),
    /// Those of another layer, by unit.
    Layer(BTreeMap<String, UnitPeople>),
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

impl People {
    fn of(&self, units: &TiVec<UnitIdx, DemandUnit>) -> Option<TiVec<UnitIdx, UnitPeople>> {
        match self {
            People::AsPlanned => None,
            People::Scaled(residents, factors) => {
                // Planners count whole people.
                let times = |people: Persons, factor: f64| {
                    Persons::new((people.number() * factor).round()).unwrap_or(people)
                };
                let scaled = |unit: &DemandUnit| UnitPeople {
                    residents: times(unit.residents, *residents),
                    people: unit
                        .people
                        .iter()
                        .zip(factors)
                        .map(|(&people, &factor)| times(people, factor))
                        .collect(),
                    origin: Origin::Modelled,
                };
                Some(units.iter().map(scaled).collect())
            }
            People::Layer(people) => units
                .iter()
                .map(|unit| people.get(&unit.id).cloned())
                .collect(),
        }
    }
}

/// `scale = { residents = 1.01, "60+" = 1.178 }`; what it leaves out stays as it is.
fn read_scale(table: &Fields<'_>, groups: &Groups) -> Option<People> {
    let scale = table.table("scale", &["residents"])?;
    let names: Vec<String> = scale.entries().map(|(name, _)| name.to_owned()).collect();
    let scale = scale.also_known(names.iter().cloned());
    let (mut residents, mut factors) = (1.0, vec![1.0; groups.list.len()]);
    for name in &names {
        let group = match name.as_str() {
            "residents" => None,
            _ => match scale.look_up(name, name, &groups.register) {
                Some(group) => Some(GroupIdx::from(group)),
                None => continue,
            },
        };
        let Some(factor) = scale.figure(name) else {
            continue;
        };
        if factor > MOST_SCALE {
            let cause = format!("the factor is {factor}; at most {MOST_SCALE} is possible");
            let action =
                "write what the figures are multiplied by, for instance 1.178 for 17.8 % more";
            scale.push(Code::QUANTITY_OUT_OF_RANGE, name, cause, action);
        }
        match group {
            None => residents = factor,
            Some(group) => factors[usize::from(group)] = factor,
        }
    }
    Some(People::Scaled(residents, factors))
}

/// The people of a period's own layer: just the units of the plan's.
fn read_people(
    sink: &Sink,
    table: &Fields<'_>,
    spec: &LayerSpec,
    around: Around<'_>,
    records: &mut Vec<InputFile>,
) -> Option<People> {
    let fields: Vec<String> = around
        .groups
        .list
        .iter()
        .map(|group| group.field.clone())
        .collect();
    let shape = Shape::PointsOrPolygons;
    let mut tables = Vec::new();
    let layer = open_layer(
        sink,
        around.base,
        spec,
        (Role::Demand, shape),
        &fields,
        &mut tables,
    )?;
    records.push(layer.record.clone());
    records.extend(tables);
    let units: Option<Vec<DemandUnit>> = read_units(sink, layer, around.groups, around.towns)
        .into_iter()
        .collect();
    let units = units?;
    let people: BTreeMap<String, UnitPeople> = units
        .into_iter()
        .map(|unit| {
            let own = UnitPeople {
                residents: unit.residents,
                people: unit.people,
                origin: unit.provenance.figures,
            };
            (unit.id, own)
        })
        .collect();
    check_p4045_units(table, &people, around.units);
    Some(People::Layer(people))
}

/// A period has just the units of the plan.
fn check_p4045_units(
    table: &Fields<'_>,
    people: &BTreeMap<String, UnitPeople>,
    planned: &Register,
) {
    if !planned.is_whole() {
        return;
    }
    let planned: BTreeSet<&str> = planned.ids().collect();
    let absent = planned.iter().find(|id| !people.contains_key(**id));
    let strange = people.keys().find(|id| !planned.contains(id.as_str()));
    let cause = match (absent, strange) {
        (Some(id), _) => {
            format!("the layer does not have the unit `{id}` of the plan's demand layer")
        }
        (None, Some(id)) => {
            format!("the layer has a unit `{id}`, which the plan's demand layer does not")
        }
        (None, None) => return,
    };
    let action = "give each period's layer just the units of `[data] demand`, by the same ids";
    table.push(Code::PERIOD_UNITS_DIFFER, "demand", cause, action);
}

/// When targets hold, money comes and commitments are due.
#[derive(Debug)]
pub(super) struct When {
    targets: Vec<Term>,
    income: TiVec<FundingIdx, Income>,
    commitments: Vec<PeriodIdx>,
}

/// Reads what the plan's other parts say of periods; without periods they may say nothing.
pub(super) fn read_when(
    root: &Fields<'_>,
    periods: &Periods,
    targets: &[ReadTarget<'_>],
    sources: &Sources<'_>,
    commitments: &[Commitment],
) -> When {
    let years = periods.years.as_slice();
    let last = years.len().saturating_sub(1);
    let targets = targets
        .iter()
        .map(|target| {
            let table = &target.table;
            let (only, by) = (
                position(table, "period", periods),
                position(table, "by", periods),
            );
            if table.has("period") && table.has("by") {
                push_twice(table, "period", "by", "each says when the target holds");
            }
            let (first, last) = match only {
                Some(only) => (only, only),
                None => (by.unwrap_or(periods.own), last),
            };
            Term {
                first: first.into(),
                last: last.into(),
            }
        })
        .collect();
    let due: Vec<PeriodIdx> = root
        .tables("commitment", &["id", "name", "funding", "period"])
        .iter()
        .map(|table| position(table, "period", periods).unwrap_or(0).into())
        .collect();
    let income: TiVec<FundingIdx, Income> = sources
        .incomes
        .iter()
        .zip(&sources.tables)
        .zip(&sources.list)
        .map(|((income, table), source)| {
            let mut by_period = vec![Yuan::ZERO; years.len()];
            match &income.by_year {
                None => {
                    if let (Some(first), Some(source)) = (by_period.first_mut(), source) {
                        *first = source.amount;
                    }
                }
                Some(amounts) => {
                    for (year, amount) in amounts {
                        let found = year.trim().parse::<i32>().ok();
                        match found.and_then(|year| periods.position(year)) {
                            Some(at) => by_period[at] = *amount,
                            None if periods.unclear => {}
                            None => push_unknown(table, "periods", year, years),
                        }
                    }
                }
            }
            Income {
                by_period: by_period.into(),
                carries_over: income.carries_over,
            }
        })
        .collect();
    if due.len() == commitments.len() {
        check_p4012_in_periods(sources, &income, commitments, &due, years);
    }
    When {
        targets,
        income,
        commitments: due,
    }
}

/// In each period commitments take no more than there is by then.
fn check_p4012_in_periods(
    sources: &Sources<'_>,
    income: &TiVec<FundingIdx, Income>,
    commitments: &[Commitment],
    due: &[PeriodIdx],
    years: &[i32],
) {
    for ((source, income), table) in income.iter_enumerated().zip(&sources.tables) {
        let all: Yuan = income.by_period.iter().copied().sum();
        let parts = commitments
            .iter()
            .flat_map(|commitment| &commitment.funding);
        let taken: Yuan = parts
            .filter(|(from, _)| *from == source)
            .map(|&(_, amount)| amount)
            .sum();
        if taken > all {
            // Said already.
            continue;
        }
        let mut left = Yuan::ZERO;
        for (period, year) in years.iter().enumerate() {
            let period = PeriodIdx::from(period);
            let dated = commitments.iter().zip(due);
            let taken: Yuan = dated
                .filter(|(_, due)| **due == period)
                .flat_map(|(commitment, _)| &commitment.funding)
                .filter(|(from, _)| *from == source)
                .map(|&(_, amount)| amount)
                .sum();
            if !income.carries_over {
                left = Yuan::ZERO;
            }
            left = left + income.by_period[period] - taken;
            if left < Yuan::ZERO {
                let missing = Yuan::ZERO - left;
                let cause = format!(
                    "commitments take {taken} from this source in {year}, {missing} more than it has by then"
                );
                let action = "correct the amounts, or give the commitment another `period`";
                let field = if table.has("periods") {
                    "periods"
                } else {
                    "amount"
                };
                table.push(Code::COMMITMENTS_EXCEED, field, cause, action);
                break;
            }
        }
    }
}

/// Works that take time need a year from which it is counted (P4044).
pub(super) fn check_p4044_start(
    root: &Fields<'_>,
    periods: &Periods,
    times: impl Iterator<Item = Years>,
) {
    if periods.start.is_some() || !periods.are_there() {
        return;
    }
    let longest = times.fold(Years::ZERO, |a, b| if b > a { b } else { a });
    if longest > Years::ZERO
        && let Some(plan) = root.table("plan", PLAN_KEYS)
    {
        let cause = format!(
            "some work takes {longest}, but nothing says when the period until {} begins",
            periods.years[0]
        );
        let action = "write `start` in [plan]: the year after which works can begin";
        plan.push(Code::BUILD_TIME_WITHOUT_START, "start", cause, action);
    }
}
