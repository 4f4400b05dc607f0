//! Reads who goes where in a placement.

use super::csv::Csv;
use super::numbers::shown;
use super::words::number;
use crate::domain::location::{Allocation, Instance};
use crate::domain::{Phrase, phrase, text};
use crate::read::catalogue::Code;
use crate::read::issue::{Issue, Problems};
use crate::read::near::list;
use crate::read::register::Register;
use crate::read::sink::{self, Sink};
use crate::read::source::{InputFile, Role};
use std::path::Path;

/// Who goes where, as it was read.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct AssignmentFile {
    /// By demand, then site.
    pub served: Vec<Allocation>,
    /// What the reader should look at, in a stable order.
    pub warnings: Vec<Issue>,
    /// For the record of the run.
    pub input: InputFile,
}

/// Reads who goes where in a placement of `instance` from a table with the columns `demand`, `site` and, where demand is
/// split, `share`, as `assignment.csv` has them. Rows without a site are of demand that nobody serves.
///
/// # Errors
///
/// All problems found in the file, such as ids that no site has; see [`crate::read::Code`].
pub fn read_assignment(path: &Path, instance: &Instance) -> Result<AssignmentFile, Problems> {
    let sink = Sink::default();
    let file = read(&sink, path, instance);
    let (file, warnings) = sink::settle(file, sink)?;
    Ok(AssignmentFile { warnings, ..file })
}

const COLUMNS: [[&str; 2]; 2] = [["demand", "demand_id"], ["site", "site_id"]];

fn read(sink: &Sink, path: &Path, instance: &Instance) -> Option<AssignmentFile> {
    let mut table = Csv::open(sink, path, &path.display().to_string())?;
    let found = COLUMNS.map(|names| names.into_iter().find_map(|name| table.column(name)));
    let [Some(demand), Some(site)] = found else {
        let names = list(&COLUMNS.map(|names| names[0]));
        let cause = text!("the table has no columns {names}", "表格没有列 {names}"; names);
        let action = text!(
            "give the table `assignment.csv` of a run, or name the columns so",
            "请给出运行结果中的 `assignment.csv`，或如此命名各列"
        );
        table.faults.push(Code::COLUMN_MISSING, Some(1), None, cause, action);
        return None;
    };
    let share = table.column("share");
    let ids = [instance.demand_ids(), instance.site_ids()].map(|ids| {
        let all = 0..ids.len();
        all.map(|at| Some(ids.label(at).into_owned())).collect::<Vec<_>>()
    });
    let [demand_ids, site_ids] = ids;
    let [of_demand, of_sites] = [phrase("demand point", "需求点"), phrase("site", "点位")];
    let points = Register::new(of_demand, Code::DEMAND_UNKNOWN, demand_ids);
    let sites = Register::new(of_sites, Code::UNKNOWN_SITE, site_ids);
    let mut served = Vec::new();
    let mut rows = 0;
    while table.next_row() {
        rows += 1;
        let (Some(point), Some(site)) = (table.text(demand), table.text(site)) else { continue };
        if site.is_empty() {
            continue;
        }
        let share = share.map_or(Some(1.0), |column| part(&mut table, column));
        let mut find = |known: &Register, what: Phrase, id: &str| {
            let found = known.find(id);
            if found.is_none() {
                let cause = text!(
                    "no {what} of the instance has the id `{id}`",
                    "实例中没有编号为 `{id}` 的{what}";
                    what
                );
                let line = Some(table.line());
                table.faults.push(known.unknown, line, Some(what.into()), cause, known.instead(id));
            }
            found
        };
        let point = find(&points, of_demand, &point);
        let site = find(&sites, of_sites, &site);
        if let (Some(demand), Some(site), Some(share)) = (point, site, share) {
            served.push(Allocation { demand: demand as u32, site: site as u32, share });
        }
    }
    served.sort_by_key(|part| (part.demand, part.site));
    Some(AssignmentFile { served, warnings: Vec::new(), input: table.finish(Role::Start, rows) })
}

/// A share, above 0 and at most 1.
fn part(table: &mut Csv<'_>, column: usize) -> Option<f64> {
    let cell = table.cell(column);
    let share = number(cell).filter(|share| *share > 0.0 && *share <= 1.0);
    if share.is_none() {
        let shown = shown(cell);
        let cause = text!(
            "the share is `{shown}`; it is above 0 and at most 1",
            "份额为 `{shown}`；应大于 0 且不超过 1"
        );
        let action = text!("correct the share", "请更正份额");
        let line = Some(table.line());
        table.faults.push(Code::NUMBER_UNREADABLE, line, Some("share".into()), cause, action);
    }
    share
}
