//! The F/C format of Cordeau, Furini, Ljubić, EJOR 275 (2019).

use super::draft::{Draft, stem};
use super::format::Format;
use super::labels::Labels;
use super::numbers::{Numbers, X, Y, shown};
use crate::domain::location::{Ids, InstanceParts, Metric, Rounding};
use crate::domain::{phrase, text};
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
    let announced = [
        numbers.size(phrase("the number of facilities", "设施数"))?,
        numbers.size(phrase("the number of customers", "客户数"))?,
    ];
    let mut sites = Points::new(announced[0]);
    let mut demand = Points::new(announced[1]);
    loop {
        let points = match numbers.words.word() {
            Some(b"F") => &mut sites,
            Some(b"C") => &mut demand,
            Some(b"EOF") | None => break,
            Some(word) => {
                let word = shown(word);
                let cause = text!(
                    "the line starts with `{word}`, not with F or C",
                    "该行以 `{word}` 开头，应以 F 或 C 开头"
                );
                let line = Some(numbers.words.line());
                let action = text!(
                    "write `F id x y cost` or `C id x y demand`",
                    "请写成 `F id x y cost` 或 `C id x y demand`"
                );
                let faults = &mut numbers.faults;
                faults.push(Code::NUMBER_UNREADABLE, line, None, cause, action);
                numbers.words.skip_line();
                continue;
            }
        };
        match numbers.words.word() {
            Some(id) => points.labels.push(id),
            None => return numbers.cut_off(phrase("the id of a point", "一个点的编号")),
        }
        points.at.push([numbers.figure(X)?, numbers.figure(Y)?]);
        points.values.push(numbers.amount(phrase("the cost or demand", "成本或需求"))?);
    }
    let found = [sites.labels.len(), demand.labels.len()];
    for (letter, announced, found) in [('F', announced[0], found[0]), ('C', announced[1], found[1])]
    {
        let code = match found.cmp(&announced) {
            std::cmp::Ordering::Equal => continue,
            std::cmp::Ordering::Less => Code::INSTANCE_CUT_OFF,
            std::cmp::Ordering::Greater => Code::INSTANCE_GOES_ON,
        };
        let cause = text!(
            "{found} lines start with {letter}; the first line announces {announced}",
            "有 {found} 行以 {letter} 开头；首行声明有 {announced} 行"
        );
        let action = text!(
            "get the file again, or correct the counts in its first line",
            "请重新获取文件，或更正首行的数量"
        );
        numbers.faults.push(code, None, None, cause, action);
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
        let (first, second) = (first + 1, second + 1);
        let cause = text!(
            "points {first} and {second} have the id `{id}`",
            "第 {first} 个点和第 {second} 个点的编号都是 `{id}`"
        );
        let action = text!("give each point its own id", "请使每个点的编号各不相同");
        numbers.faults.push(Code::DUPLICATE_ID, None, Some("id".into()), cause, action);
    }
    ids
}
