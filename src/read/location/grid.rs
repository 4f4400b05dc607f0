//! The F/C format of Cordeau, Furini, Ljubić, EJOR 275 (2019).

use super::draft::{Draft, stem};
use super::format::Format;
use super::labels::Labels;
use super::numbers::{Numbers, shown};
use crate::domain::location::{Ids, InstanceParts, Metric, Rounding};
use crate::read::catalogue::Code;
use std::path::Path;

/// Facilities or customers.
struct Points {
    labels: Labels,
    at: Vec<[f64; 2]>,
    /// Costs or demands.
    values: Vec<f64>,
}

impl Points {
    fn new(announced: usize) -> Self {
        // A wrong count must not allocate more memory than the file justifies.
        let room = announced.min(1 << 26);
        Self {
            labels: Labels::new(),
            at: Vec::with_capacity(room),
            values: Vec::with_capacity(room),
        }
    }
}

/// Reads `sites customers`, then lines `F id x y cost` and `C id x y demand`. About 60 ns a line.
pub(super) fn read(mut numbers: Numbers<'_>, path: &Path) -> Option<Draft> {
    let announced =
        [numbers.size("the number of facilities")?, numbers.size("the number of customers")?];
    let mut sites = Points::new(announced[0]);
    let mut demand = Points::new(announced[1]);
    loop {
        let points = match numbers.words.word() {
            Some(b"F") => &mut sites,
            Some(b"C") => &mut demand,
            Some(b"EOF") | None => break,
            Some(word) => {
                let cause = format!("the line starts with `{}`, not with F or C", shown(word));
                let line = Some(numbers.words.line());
                let action = "write `F id x y cost` or `C id x y demand`";
                let faults = &mut numbers.faults;
                faults.push(Code::NUMBER_UNREADABLE, line, "", cause, action);
                numbers.words.skip_line();
                continue;
            }
        };
        match numbers.words.word() {
            Some(id) => points.labels.push(id),
            None => return numbers.cut_off("the id of a point"),
        }
        points.at.push([numbers.figure("x")?, numbers.figure("y")?]);
        points.values.push(numbers.amount("the cost or demand")?);
    }
    let found = [sites.labels.len(), demand.labels.len()];
    for (letter, announced, found) in [('F', announced[0], found[0]), ('C', announced[1], found[1])]
    {
        let code = match found.cmp(&announced) {
            std::cmp::Ordering::Equal => continue,
            std::cmp::Ordering::Less => Code::INSTANCE_CUT_OFF,
            std::cmp::Ordering::Greater => Code::INSTANCE_GOES_ON,
        };
        let cause =
            format!("{found} lines start with {letter}; the first line announces {announced}");
        let action = "get the file again, or correct the counts in its first line";
        numbers.faults.push(code, None, "", cause, action);
    }
    let site_ids = ids(&mut numbers, sites.labels);
    let demand_ids = ids(&mut numbers, demand.labels);
    let metric = Metric::Plane { demand: demand.at, sites: sites.at, rounding: Rounding::Exact };
    let parts = InstanceParts {
        demand_ids,
        weights: demand.values,
        site_ids,
        fixed_costs: sites.values,
        ..InstanceParts::new(stem(path), metric)
    };
    let input = numbers.finish(found[0] + found[1])?;
    Some(Draft::new(Format::Grid, parts, vec![input]))
}

/// The ids; those given twice are issues.
pub(super) fn ids(numbers: &mut Numbers<'_>, labels: Labels) -> Ids {
    let (ids, twice) = labels.finish();
    for (id, first, second) in twice {
        let cause = format!("points {} and {} have the id `{id}`", first + 1, second + 1);
        let action = "give each point its own id";
        numbers.faults.push(Code::DUPLICATE_ID, None, "id", cause, action);
    }
    ids
}
