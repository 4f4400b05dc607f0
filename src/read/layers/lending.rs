//! Tables that a program has in memory and lends to readers, instead of files: the frames of Python. A lent table is named by a
//! path like a file; readers of layers and of travel matrices find it before they look for a file.

use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What the folder in the paths of lent tables begins with; behind it stands what tells their content.
const SCHEME: &str = "frame:";

/// A table in a program's memory.
pub trait LentTable: Send + Sync {
    /// The names of its columns, that of the geometry not among them.
    fn columns(&self) -> &[String];

    /// How many rows it has.
    fn rows(&self) -> usize;

    /// A value, as JSON has it; of no column beyond the last.
    fn value(&self, row: usize, column: usize) -> Value;

    /// Whether rows have places.
    fn has_geometry(&self) -> bool;

    /// The place of a row as well-known binary; none where the row has none.
    fn geometry(&self, row: usize) -> Option<&[u8]>;

    /// The system of the places, as PROJ writes it in JSON or as
    /// [`Crs::parse`](crate::domain::crs::Crs::parse) takes it; none where it is not known.
    fn crs(&self) -> Option<&str>;

    /// How many bytes it has, and their SHA-256 in hexadecimal.
    fn fingerprint(&self) -> (u64, String);
}

/// A lent table, which readers find until this is dropped.
pub struct Lent {
    path: PathBuf,
}

type Tables = BTreeMap<String, (Arc<dyn LentTable>, usize)>;

static TABLES: Mutex<Tables> = Mutex::new(BTreeMap::new());

fn tables() -> MutexGuard<'static, Tables> {
    // A reader that panicked left the list as it was.
    TABLES.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Lends `table`, called `name` in messages. Two tables of one name and the same content are one.
pub fn lend(name: &str, table: Arc<dyn LentTable>) -> Lent {
    let (_, sha256) = table.fingerprint();
    let path = format!("{SCHEME}{}/{}", &sha256[..16.min(sha256.len())], name.replace('/', "_"));
    // Of two tables of one content the first stays; the second is dropped after the list is free again.
    let _second = {
        let mut tables = tables();
        let known = tables.entry(path.clone()).or_insert_with(|| (Arc::clone(&table), 0));
        known.1 += 1;
        table
    };
    Lent { path: path.into() }
}

impl Lent {
    /// The path by which readers find it.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        let key = self.path.to_string_lossy();
        // What is taken out is dropped when nobody waits for the list: its owner may have locks of its own.
        let _last = {
            let mut tables = tables();
            let lenders = tables.get_mut(&*key).map(|(_, lenders)| {
                *lenders -= 1;
                *lenders
            });
            (lenders == Some(0)).then(|| tables.remove(&*key))
        };
    }
}

impl std::fmt::Debug for Lent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.path.display())
    }
}

/// The table lent by this path, whatever the folder before it.
pub(super) fn find(path: &Path) -> Option<Arc<dyn LentTable>> {
    let (folder, name) = (path.parent()?.file_name()?.to_str()?, path.file_name()?.to_str()?);
    let key = folder.starts_with(SCHEME).then(|| format!("{folder}/{name}"))?;
    tables().get(&key).map(|(table, _)| Arc::clone(table))
}

/// Whether a table is lent by this path.
pub(in crate::read) fn is_lent(path: &Path) -> bool {
    find(path).is_some()
}

/// Whether a table without geometry is lent by this path.
pub(in crate::read) fn is_lent_table(path: &Path) -> bool {
    find(path).is_some_and(|table| !table.has_geometry())
}
