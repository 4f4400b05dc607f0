//! Warehouse location: OR-Library's cap files (Beasley 1988), and those of Holmberg, Rönnqvist, Yuan (1999).
//!
//! In both a cost is that of serving the whole demand of a customer; serving a share of it costs that share.

use super::draft::{Draft, stem};
use super::format::Format;
use super::numbers::{A_DEMAND, Numbers};
use crate::domain::location::{Ids, InstanceParts, Metric, Table};
use crate::domain::{Phrase, phrase, text};
use crate::read::catalogue::Code;
use std::path::Path;

const A_COST: Phrase = phrase("a cost of serving", "服务成本");

/// The sites of both formats.
struct Sites {
    capacities: Vec<f64>,
    costs: Vec<f64>,
}

/// Reads `m n`, per site `capacity cost`, per customer its demand and m costs. `capacity` stands for the word
/// `capacity` in the file.
pub(super) fn read_cap(
    mut numbers: Numbers<'_>,
    path: &Path,
    capacity: Option<f64>,
) -> Option<Draft> {
    let (count, customers) = sizes(&mut numbers)?;
    let sites = sites(&mut numbers, count, capacity)?;
    let mut weights = Vec::new();
    let mut rows = Vec::new();
    for _ in 0..customers {
        weights.push(numbers.amount(A_DEMAND)?);
        let row: Option<Vec<(u32, f64)>> =
            (0..count as u32).map(|site| Some((site, numbers.amount(A_COST)?))).collect();
        rows.push(row?);
    }
    finish(Format::Cap, numbers, path, sites, weights, rows)
}

/// Reads `sites customers`, per site `capacity cost`, the demands, per site its cost for each customer.
pub(super) fn read_holmberg(mut numbers: Numbers<'_>, path: &Path) -> Option<Draft> {
    let (count, customers) = sizes(&mut numbers)?;
    let sites = sites(&mut numbers, count, None)?;
    let weights: Option<Vec<f64>> = (0..customers).map(|_| numbers.amount(A_DEMAND)).collect();
    let weights = weights?;
    let mut rows = vec![Vec::new(); customers];
    for site in 0..count as u32 {
        for row in &mut rows {
            row.push((site, numbers.amount(A_COST)?));
        }
    }
    finish(Format::Holmberg, numbers, path, sites, weights, rows)
}

fn sizes(numbers: &mut Numbers<'_>) -> Option<(usize, usize)> {
    let sites = numbers.size(phrase("the number of sites", "点位数"))?;
    let customers = numbers.size(phrase("the number of customers", "客户数"))?;
    Some((sites, customers))
}

fn sites(numbers: &mut Numbers<'_>, count: usize, capacity: Option<f64>) -> Option<Sites> {
    let mut sites = Sites { capacities: Vec::new(), costs: Vec::new() };
    let mut words = 0;
    for _ in 0..count {
        let own = numbers.amount_or(phrase("a capacity", "容量"), b"capacity")?;
        words += usize::from(own.is_none());
        sites.capacities.push(own.or(capacity).unwrap_or(0.0));
        sites.costs.push(numbers.amount(phrase("a cost of opening", "启用成本"))?);
    }
    let faults = &mut numbers.faults;
    match capacity {
        None if words > 0 => {
            let cause = text!(
                "the word `capacity` stands in place of {words} numbers",
                "有 {words} 处数字写成了 `capacity`"
            );
            let action = text!(
                "give the number with `--capacity`, for instance 8000 for capa",
                "请用 `--capacity` 给出数字，例如 capa 为 8000"
            );
            faults.push(Code::CAPACITY_MISSING, None, Some("capacity".into()), cause, action);
        }
        Some(capacity) if words == 0 => {
            let cause = text!(
                "{capacity} is given as capacity, but the file has its own",
                "给出的容量为 {capacity}，但文件自带容量"
            );
            let action = text!("leave out `--capacity`", "请删去 `--capacity`");
            faults.push(Code::OPTION_WITHOUT_USE, None, Some("capacity".into()), cause, action);
        }
        _ => {}
    }
    Some(sites)
}

fn finish(
    format: Format,
    mut numbers: Numbers<'_>,
    path: &Path,
    sites: Sites,
    weights: Vec<f64>,
    rows: Vec<Vec<(u32, f64)>>,
) -> Option<Draft> {
    numbers.end();
    let (points, count) = (weights.len(), sites.costs.len());
    let parts = InstanceParts {
        weights,
        // The table leaves out sites that nobody reaches.
        site_ids: Ids::Numbered { first: 1, count },
        fixed_costs: sites.costs,
        capacities: Some(sites.capacities),
        whole_demand: true,
        ..InstanceParts::new(stem(path), Metric::Table(Table::from_rows(rows)))
    };
    let input = numbers.finish(points + count)?;
    Some(Draft::new(format, parts, vec![input]))
}
