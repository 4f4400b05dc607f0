//! GeoPackages opened again, to say where two of them differ.

use super::geopackage::quoted;
use rusqlite::types::Value;
use rusqlite::{Connection, MAIN_DB};

/// A place at which two GeoPackages differ: `sites, row 3, plan_beds`, and what both have there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CellDifference {
    pub(crate) place: String,
    pub(crate) there: Option<String>,
    pub(crate) computed: Option<String>,
}

/// A table: its columns and rows.
type Rows = (Vec<String>, Vec<Vec<Value>>);

/// Where `there` differs from `computed`; none where one of them cannot be read.
pub(crate) fn geopackage_differences(
    there: &[u8],
    computed: &[u8],
) -> rusqlite::Result<Vec<CellDifference>> {
    let (there, computed) = (open(there)?, open(computed)?);
    let (of_there, of_computed) = (tables(&there)?, tables(&computed)?);
    let mut found = Vec::new();
    let mut differs = |place: String, there: Option<String>, computed: Option<String>| {
        found.push(CellDifference { place, there, computed });
    };
    for name in of_there.iter().filter(|name| !of_computed.contains(name)) {
        differs(name.clone(), Some("a table".into()), None);
    }
    for name in &of_computed {
        if !of_there.contains(name) {
            differs(name.clone(), None, Some("a table".into()));
            continue;
        }
        let ((columns, rows), (own_columns, own_rows)) =
            (rows(&there, name)?, rows(&computed, name)?);
        if columns != own_columns {
            let place = format!("{name}, columns");
            differs(place, Some(columns.join(", ")), Some(own_columns.join(", ")));
            continue;
        }
        if rows.len() != own_rows.len() {
            let count = |rows: usize| Some(format!("{rows} rows"));
            differs(name.clone(), count(rows.len()), count(own_rows.len()));
        }
        for (number, (row, own)) in rows.iter().zip(&own_rows).enumerate() {
            for (column, (cell, own)) in columns.iter().zip(row.iter().zip(own)) {
                if cell != own {
                    let place = format!("{name}, row {}, {column}", number + 1);
                    differs(place, Some(text(cell)), Some(text(own)));
                }
            }
        }
    }
    Ok(found)
}

fn open(bytes: &[u8]) -> rusqlite::Result<Connection> {
    let mut base = Connection::open_in_memory()?;
    base.deserialize_read_exact(MAIN_DB, bytes, bytes.len(), true)?;
    Ok(base)
}

fn tables(base: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut found =
        base.prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")?;
    found.query_map([], |row| row.get(0))?.collect()
}

fn rows(base: &Connection, table: &str) -> rusqlite::Result<Rows> {
    let mut found = base.prepare(&format!("SELECT * FROM {}", quoted(table)))?;
    let columns: Vec<String> = found.column_names().map(String::from).collect();
    let width = columns.len();
    let rows = found.query_map([], |row| (0..width).map(|at| row.get(at)).collect())?;
    Ok((columns, rows.collect::<rusqlite::Result<_>>()?))
}

fn text(cell: &Value) -> String {
    match cell {
        Value::Null => "nothing".into(),
        Value::Integer(number) => number.to_string(),
        Value::Real(number) => number.to_string(),
        Value::Text(text) => text.clone(),
        Value::Blob(bytes) => format!("a shape of {} bytes", bytes.len()),
    }
}
