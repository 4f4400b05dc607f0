//! A table or a layer as typed columns in memory, for programs that have frames of their own.

use super::columns::columns;
use super::placed::Placed;
use super::wkb::wkb;
use super::{LayerError, LayerOut};
use crate::domain::crs::Crs;
use crate::run::table::{Cell, Head, Stored, Table};

/// A table in memory: its columns, and of a layer a geometry for each row.
#[derive(Debug, Clone, PartialEq)]
pub struct HeldTable {
    /// The columns, all of one length.
    pub columns: Vec<HeldColumn>,
    /// Of a layer well-known binary in WGS84, longitude before latitude.
    pub geometry: Option<Vec<Vec<u8>>>,
}

/// A column in memory.
#[derive(Debug, Clone, PartialEq)]
pub struct HeldColumn {
    /// Its name.
    pub name: String,
    /// How its values are stored.
    pub stored: Stored,
    /// Its values; [`Cell::whole`] and the like read them as they are stored.
    pub cells: Vec<Cell>,
    /// What it is; none of a property of the caller's.
    pub head: Option<Head>,
}

/// The columns of a table as files for programs have them: codes as codes, of a layer those of its features.
///
/// # Errors
///
/// As [`layer_files`](super::layer_files).
pub fn held_table(table: &Table<'_>) -> Result<HeldTable, LayerError> {
    match table.is_layer() {
        true => of_layer(table),
        false => Ok(HeldTable { columns: of_rows(table), geometry: None }),
    }
}

fn of_layer(table: &Table<'_>) -> Result<HeldTable, LayerError> {
    let layer = LayerOut { name: table.kind.name, features: table, crs: Crs::Wgs84 };
    let placed = Placed::new(&layer)?;
    let known = columns(&placed);
    let mut cells: Vec<Vec<Cell>> = vec![Vec::with_capacity(placed.count()); known.len()];
    let mut geometry = Vec::with_capacity(placed.count());
    for row in placed.rows() {
        for (column, cells) in known.iter().zip(&mut cells) {
            cells.push(column.cell(&row));
        }
        geometry.push(wkb(&row.geometry));
    }
    let head = |name: &str| {
        let own = name.strip_prefix(table.kind.prefix)?;
        table.heads.iter().find(|head| head.name == own).cloned()
    };
    let columns = known.into_iter().zip(cells).map(|(column, cells)| HeldColumn {
        head: head(&column.name),
        name: column.name,
        stored: column.kind,
        cells,
    });
    Ok(HeldTable { columns: columns.collect(), geometry: Some(geometry) })
}

fn of_rows(table: &Table<'_>) -> Vec<HeldColumn> {
    let mut cells: Vec<Vec<Cell>> = vec![Vec::with_capacity(table.len()); table.heads.len()];
    for row in 0..table.len() {
        for (own, cells) in table.cells(row).into_iter().zip(&mut cells) {
            cells.push(own);
        }
    }
    let columns = table.heads.iter().zip(cells).map(|(head, cells)| HeldColumn {
        name: head.name.clone(),
        stored: head.unit.stored(),
        cells,
        head: Some(head.clone()),
    });
    columns.collect()
}
