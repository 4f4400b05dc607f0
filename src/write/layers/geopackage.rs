//! GeoPackage 1.3, made in memory.

use super::columns::{columns, free, renamed};
use super::placed::Placed;
use super::wkb::wkb;
use super::{LayerError, LayerOut};
use crate::domain::crs::Crs;
use crate::domain::field_name;
use crate::domain::{Text, text};
use crate::run::Language;
use crate::run::table::{Cell, Stored as Kind, Table};
use geo::BoundingRect;
use rusqlite::types::Value;
use rusqlite::{Connection, MAIN_DB, Statement, params};
use std::collections::BTreeSet;
use std::fmt::Display;

/// The clock never gets into an output.
const CHANGED: &str = "2000-01-01T00:00:00.000Z";

const TABLES: &str = "
PRAGMA application_id = 1196444487;
PRAGMA user_version = 10300;
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY,
    organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
    description TEXT DEFAULT '', last_change DATETIME NOT NULL, min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE,
    srs_id INTEGER, CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL,
    geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
    CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
    CONSTRAINT uk_gc_table_name UNIQUE (table_name),
    CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
    CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
INSERT INTO gpkg_spatial_ref_sys VALUES
    ('Undefined cartesian SRS', -1, 'NONE', -1, 'undefined', NULL),
    ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', NULL);";

/// QGIS's own table of styles, with the columns that its provider for OGR's formats makes.
const STYLES: &str = "
CREATE TABLE layer_styles (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256),
    f_table_schema TEXT(256), f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT,
    styleSLD TEXT, useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30),
    update_time DATETIME DEFAULT CURRENT_TIMESTAMP)";

/// QGIS's own table of projects.
const PROJECTS: &str =
    "CREATE TABLE qgis_projects (name TEXT PRIMARY KEY, metadata BLOB, content BLOB)";

/// SQLite takes 2,000 columns a table; two are our own.
const MOST_COLUMNS: usize = 1_998;

/// A style of a layer for QGIS.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LayerStyle {
    /// The layer's name.
    pub layer: &'static str,
    /// The style's name, of at most 30 characters.
    pub name: String,
    /// What it is about.
    pub description: String,
    /// QGIS's own XML.
    pub qml: String,
    /// Whether QGIS opens the layer with it.
    pub default: bool,
}

/// One file with several layers, each in its own system. Errors as [`super::layer_files`].
pub fn geopackage(layers: &[LayerOut<'_>]) -> Result<Vec<u8>, LayerError> {
    let mut file = GeoPackage::new()?;
    for layer in layers {
        file.add_layer(layer)?;
    }
    file.finish()
}

/// A file being made, layer by layer, so that they need not all be in memory at once.
///
/// Names of columns that SQLite takes for the same (it heeds no case) get a number; beyond 1,998 columns a layer's are
/// left out. Errors are those of [`super::layer_files`].
#[derive(Debug)]
pub struct GeoPackage {
    base: Connection,
    systems: BTreeSet<Crs>,
    styled: bool,
}

fn refused(error: rusqlite::Error) -> LayerError {
    LayerError::refused("GeoPackage", error)
}

impl GeoPackage {
    /// A file without layers.
    pub fn new() -> Result<Self, LayerError> {
        let base = Connection::open_in_memory().map_err(refused)?;
        base.execute_batch(TABLES).map_err(refused)?;
        let mut file = Self { base, systems: BTreeSet::new(), styled: false };
        file.add_system(Crs::Wgs84)?;
        Ok(file)
    }

    fn add_system(&mut self, crs: Crs) -> Result<u16, LayerError> {
        let code = crs.epsg().ok_or(LayerError::NoCode(crs))?;
        if self.systems.insert(crs) {
            let (name, text) = (crs.to_string(), crs.wkt().unwrap_or("undefined"));
            self.base
                .execute(
                    "INSERT INTO gpkg_spatial_ref_sys VALUES (?1, ?2, ?3, ?4, ?5, NULL)",
                    params![name, code, "EPSG", code, text],
                )
                .map_err(refused)?;
        }
        Ok(code)
    }

    /// Adds a layer.
    pub fn add_layer(&mut self, layer: &LayerOut<'_>) -> Result<(), LayerError> {
        let code = self.add_system(layer.crs)?;
        add(&self.base, &Placed::new(layer)?, code).map_err(refused)
    }

    /// Adds a style of a layer that is there.
    pub fn add_style(&mut self, style: &LayerStyle) -> Result<(), LayerError> {
        if !self.styled {
            self.base.execute_batch(STYLES).map_err(refused)?;
            self.styled = true;
        }
        add_style(&self.base, style).map_err(refused)
    }

    /// Adds a table without geometry, its words in `language`.
    pub fn add_table(&mut self, table: &Table<'_>, language: Language) -> Result<(), LayerError> {
        add_table(&self.base, table, language).map_err(refused)
    }

    /// The columns of a layer or a table, but for its key and its geometry.
    pub fn columns(&self, name: &str) -> Result<Vec<String>, LayerError> {
        let text = "SELECT name FROM pragma_table_info(?1) WHERE pk = 0 AND name NOT IN
            (SELECT column_name FROM gpkg_geometry_columns WHERE table_name = ?1) ORDER BY cid";
        let columns = || -> rusqlite::Result<Vec<String>> {
            self.base.prepare(text)?.query_map([name], |row| row.get(0))?.collect()
        };
        columns().map_err(refused)
    }

    /// West, south, east and north of all layers; none where nothing has a place.
    pub fn extent(&self) -> Result<Option<[f64; 4]>, LayerError> {
        let text = "SELECT min(min_x), min(min_y), max(max_x), max(max_y) FROM gpkg_contents";
        let sides = self.base.query_row(text, [], |row| {
            let side = |at: usize| row.get::<_, Option<f64>>(at);
            Ok([side(0)?, side(1)?, side(2)?, side(3)?])
        });
        let [west, south, east, north] = sides.map_err(refused)?;
        let sides = || Some([west?, south?, east?, north?]);
        Ok(sides())
    }

    /// Adds a packed project of QGIS, as that keeps it: its bytes in hexadecimal digits.
    pub fn add_project(&mut self, name: &str, packed: &[u8]) -> Result<(), LayerError> {
        let digits: Vec<String> = packed.iter().map(|byte| format!("{byte:02x}")).collect();
        let about = r#"{"last_modified_time": "2000-01-01T00:00:00", "last_modified_user": ""}"#;
        let added = || -> rusqlite::Result<()> {
            self.base.execute_batch(PROJECTS)?;
            let values = params![name, about, digits.concat()];
            self.base.execute("INSERT INTO qgis_projects VALUES (?1, ?2, ?3)", values)?;
            Ok(())
        };
        added().map_err(refused)
    }

    /// The bytes of the file.
    pub fn finish(mut self) -> Result<Vec<u8>, LayerError> {
        if self.styled {
            content(&self.base, "layer_styles").map_err(refused)?;
        }
        let bytes = self.base.serialize(MAIN_DB).map_err(refused)?;
        Ok(bytes.to_vec())
    }
}

/// Registers a table without geometry.
fn content(base: &Connection, name: &str) -> rusqlite::Result<()> {
    base.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change, srs_id)
            VALUES (?1, 'attributes', ?1, '', ?2, 0)",
        params![name, CHANGED],
    )
    .map(drop)
}

fn add_style(base: &Connection, style: &LayerStyle) -> rusqlite::Result<()> {
    base.execute(
        "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName,
            styleQML, styleSLD, useAsDefault, description, owner, ui, update_time)
            SELECT '', '', ?1, column_name, ?2, ?3, '', ?4, ?5, '', NULL, ?6
            FROM gpkg_geometry_columns WHERE table_name = ?1",
        params![style.layer, style.name, style.qml, style.default, style.description, CHANGED],
    )
    .map(drop)
}

fn add_table(base: &Connection, table: &Table<'_>, language: Language) -> rusqlite::Result<()> {
    // `fid` is taken.
    let heads: Vec<_> = table.heads.iter().map(|head| field_name(&head.name)).collect();
    let heads = heads.iter().map(|name| &**name);
    let heads: Vec<String> = names(["fid"].into_iter().chain(heads)).split_off(1);
    let kinds = table.heads.iter().map(|head| word(head.unit.stored()));
    let mut insert = create(base, table.kind.name, "fid", heads.into_iter().zip(kinds))?;
    for row in 0..table.len() {
        let values = table.cells(row).into_iter().map(|cell| sql(cell.spoken(language)));
        insert.execute(rusqlite::params_from_iter(values))?;
    }
    content(base, table.kind.name)
}

/// Creates a table of these columns, and makes ready to insert its rows.
fn create<'a>(
    base: &'a Connection,
    table: &str,
    key: &str,
    columns: impl IntoIterator<Item = (String, impl Display)>,
) -> rusqlite::Result<Statement<'a>> {
    let (mut fields, mut names, mut marks) = (String::new(), Vec::new(), Vec::new());
    for (position, (name, kind)) in (1..).zip(columns) {
        fields += &format!(", {} {kind}", quoted(&name));
        names.push(quoted(&name));
        marks.push(format!("?{position}"));
    }
    let table = quoted(table);
    base.execute_batch(&format!(
        "CREATE TABLE {table} ({key} INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL{fields})"
    ))?;
    let (names, marks) = (names.join(", "), marks.join(", "));
    base.prepare(&format!("INSERT INTO {table} ({names}) VALUES ({marks})"))
}

/// Names that SQLite can tell apart, without control characters.
fn names<'a>(columns: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut taken = BTreeSet::new();
    for column in columns {
        let plain = |letter: char| if letter.is_control() { '_' } else { letter };
        let wanted: String = column.chars().map(plain).collect();
        let mut name = wanted.clone();
        let mut number = 2;
        while !taken.insert(name.to_ascii_lowercase()) {
            name = format!("{wanted}_{number}");
            number += 1;
        }
        names.push(name);
    }
    names
}

pub(super) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// Names that get a number, and columns that are left out.
pub(super) fn losses(placed: &Placed<'_>) -> Vec<Text> {
    let columns = columns(placed);
    let kept = &columns[..columns.len().min(MOST_COLUMNS)];
    let made = names(kept.iter().map(|column| &*column.name));
    let pairs = kept.iter().zip(&made).map(|(column, made)| (&*column.name, &**made));
    let left = columns.len() - kept.len();
    let left = (left > 0).then(|| {
        text!(
            "{left} columns are left out: a GeoPackage has {MOST_COLUMNS} at the most",
            "略去 {left} 列：GeoPackage 至多 {MOST_COLUMNS} 列"
        )
    });
    renamed(pairs).into_iter().chain(left).collect()
}

/// Adds the layer.
fn add(base: &Connection, placed: &Placed<'_>, code: u16) -> rusqlite::Result<()> {
    let mut columns = columns(placed);
    columns.truncate(MOST_COLUMNS);
    let own = names(columns.iter().map(|column| &*column.name));
    let free = |wanted| free(wanted, own.iter().map(String::as_str));
    let (key, shape) =
        (free(&["fid", "ogc_fid", "objectid"]), free(&["geom", "geometry", "the_geom"]));
    let kind = match placed.kinds()[..] {
        [one] => one.to_ascii_uppercase(),
        _ => "GEOMETRY".into(),
    };
    let fields = columns.iter().map(|column| word(column.kind).to_owned());
    let fields = own.into_iter().zip(fields);
    let fields = std::iter::once((shape.to_owned(), kind.clone())).chain(fields);
    let mut insert = create(base, placed.name(), key, fields)?;
    let mut area: Option<geo::Rect<f64>> = None;
    base.execute_batch("BEGIN")?;
    for row in placed.rows() {
        let own = row.geometry.bounding_rect();
        area = match (area, own) {
            (Some(a), Some(b)) => Some(geo::Rect::new(
                (a.min().x.min(b.min().x), a.min().y.min(b.min().y)),
                (a.max().x.max(b.max().x), a.max().y.max(b.max().y)),
            )),
            (a, b) => a.or(b),
        };
        let mut blob = vec![b'G', b'P', 0, 1];
        blob.extend_from_slice(&i32::from(code).to_le_bytes());
        blob.extend_from_slice(&wkb(&row.geometry));
        let cells = columns.iter().map(|column| sql(column.cell(&row)));
        let values: Vec<Value> = std::iter::once(Value::Blob(blob)).chain(cells).collect();
        insert.execute(rusqlite::params_from_iter(values))?;
    }
    base.execute_batch("COMMIT")?;
    let (low, high) = (area.map(|area| area.min()), area.map(|area| area.max()));
    let (west, south) = (low.map(|at| at.x), low.map(|at| at.y));
    let (east, north) = (high.map(|at| at.x), high.map(|at| at.y));
    base.execute(
        "INSERT INTO gpkg_contents VALUES (?1, 'features', ?1, '', ?2, ?3, ?4, ?5, ?6, ?7)",
        params![placed.name(), CHANGED, west, south, east, north, code],
    )?;
    base.execute(
        "INSERT INTO gpkg_geometry_columns VALUES (?1, ?2, ?3, ?4, 0, 0)",
        params![placed.name(), shape, kind, code],
    )
    .map(drop)
}

fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Whole => "INTEGER",
        Kind::Number => "REAL",
        Kind::Flag => "BOOLEAN",
        Kind::Text => "TEXT",
    }
}

fn sql(cell: Cell) -> Value {
    match cell {
        Cell::Empty => Value::Null,
        Cell::Whole(number) => Value::Integer(number),
        Cell::Number(number) => Value::Real(number),
        Cell::Flag(flag) => Value::Integer(flag.into()),
        Cell::Text(text) => Value::Text(text),
        other => Value::Text(other.json().to_string()),
    }
}
