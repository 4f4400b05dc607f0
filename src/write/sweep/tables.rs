//! The tables, made from the journal row by row: memory does not grow with the scenarios.

use super::line::Kept;
use super::parquet::ParquetTable;
use super::sites::sites_geojson;
use super::{Journal, JournalError};
use crate::domain::{Problem, Sweep};
use crate::run::folder::{FolderWriter, RunKind, WriteError};
use crate::run::outputs::{SWEEP, names};
use crate::run::sweep::{SweepHead, SweepRecord, SweepRow, sweep_columns};
use crate::run::table::{Cell, Head};
use crate::scenario::{RowStatus, Scenarios, SiteTally};
use crate::write::tables::MARK;
use serde_json::{Map, Value, json};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;
use thiserror::Error;

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The files.
    pub files: Vec<PathBuf>,
    /// Scenarios by what became of them, in the order of [`RowStatus::ALL`], those that there are.
    pub statuses: Vec<(RowStatus, u64)>,
    /// How often each site is chosen.
    pub tally: SiteTally,
}

/// Why tables could not be written.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum TablesError {
    /// The journal cannot be read.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// A file cannot be written. What was there before is still there.
    #[error(transparent)]
    Write(#[from] WriteError),
}

/// A file on its way.
type Out = BufWriter<NamedTempFile>;

/// Writes all tables of the sweep of `problem` into `folder` from the scenarios that are over in `journal`; each is put in
/// place only when all are whole. `with_mark`: CSV begins with a byte-order mark.
///
/// # Errors
///
/// When the journal cannot be read or a file not be written.
pub fn write_tables(
    folder: &Path,
    journal: &Journal,
    problem: &Problem,
    sweep: &Sweep,
    record: &SweepRecord,
    with_mark: bool,
) -> Result<Written, TablesError> {
    let [_journal, names @ .., _record] = names(SWEEP);
    let paths = names.map(|name| folder.join(name));
    let failed = |position: usize| {
        let path = paths[position].clone();
        move |source: io::Error| WriteError::File { path, source }
    };
    let mut outs = Vec::new();
    let mut writer = FolderWriter::begin(folder, RunKind::Sweep)?;
    for name in names {
        outs.push(BufWriter::new(writer.open(name)?));
    }
    let [mut csv, parquet, json, sites, mut timing]: [Out; 5] =
        outs.try_into().expect("as many as there are names");
    if with_mark {
        csv.write_all(MARK).map_err(failed(0))?;
        timing.write_all(MARK).map_err(failed(4))?;
    }
    let columns = sweep_columns(problem, sweep);
    let heads: Vec<&Head> = columns.heads.iter().collect();
    let mut csv = csv::Writer::from_writer(csv);
    csv.write_record(heads.iter().map(|head| &head.name))
        .map_err(io::Error::from)
        .map_err(failed(0))?;
    let columnar = |error| io::Error::other(error);
    let mut parquet = ParquetTable::new(parquet, &heads).map_err(columnar).map_err(failed(1))?;
    let mut json =
        JsonTable::new(json, &SweepHead::new(record, problem, sweep), &heads).map_err(failed(2))?;
    writeln!(timing, "scenario,seconds").map_err(failed(4))?;
    let mut tally = SiteTally::new(problem);
    let mut statuses = RowStatus::ALL.map(|status| (status, 0));
    let scenarios = Scenarios::new(sweep);
    for kept in journal.all() {
        let (Kept { row, seconds }, Some(scenarios)) = (kept?, &scenarios) else {
            continue;
        };
        let own = SweepRow { scenario: scenarios.get(row.number), row };
        let cells = columns.cells(&own);
        csv.write_record(cells.iter().map(|cell| cell.plain().unwrap_or_default()))
            .map_err(io::Error::from)
            .map_err(failed(0))?;
        parquet.row(&cells).map_err(columnar).map_err(failed(1))?;
        json.row(&cells).map_err(failed(2))?;
        writeln!(timing, "{},{seconds:.6}", own.row.number + 1).map_err(failed(4))?;
        tally.add(&own.row);
        let status = statuses.iter_mut().find(|(status, _)| *status == own.row.status);
        if let Some((_, count)) = status {
            *count += 1;
        }
    }
    let tally = tally.finish(problem);
    let mut sites = sites;
    let map = sites_geojson(problem, &tally, record).map_err(io::Error::other);
    map.and_then(|map| sites.write_all(&map)).map_err(failed(3))?;
    let csv =
        csv.into_inner().map_err(|error| io::Error::other(error.to_string())).map_err(failed(0))?;
    let parquet = parquet.finish().map_err(columnar).map_err(failed(1))?;
    let json = json.finish().map_err(failed(2))?;
    for (position, out) in [csv, parquet, json, sites, timing].into_iter().enumerate() {
        let file = out.into_inner().map_err(io::IntoInnerError::into_error);
        writer.adopt(names[position], file.map_err(failed(position))?)?;
    }
    writer.finish()?;
    Ok(Written {
        files: paths.to_vec(),
        statuses: statuses.into_iter().filter(|&(_, count)| count > 0).collect(),
        tally,
    })
}

/// One object: what the sweep is, then its rows, each on a line.
struct JsonTable {
    out: Out,
    names: Vec<String>,
    first: bool,
}

impl JsonTable {
    fn new(mut out: Out, head: &SweepHead, columns: &[&Head]) -> io::Result<Self> {
        let head = serde_json::to_value(head).map_err(io::Error::from)?;
        out.write_all(b"{\n")?;
        for (name, value) in head.as_object().into_iter().flatten() {
            writeln!(out, "{}: {value},", json!(name))?;
        }
        out.write_all(b"\"rows\": [")?;
        Ok(Self { out, names: columns.iter().map(|head| head.name.clone()).collect(), first: true })
    }

    fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        let names = self.names.iter().cloned();
        let row: Map<String, Value> = names.zip(cells.iter().map(Cell::json)).collect();
        let comma = if self.first { "" } else { "," };
        self.first = false;
        write!(self.out, "{comma}\n{}", Value::Object(row))
    }

    fn finish(mut self) -> io::Result<Out> {
        self.out.write_all(b"\n]\n}\n")?;
        Ok(self.out)
    }
}
