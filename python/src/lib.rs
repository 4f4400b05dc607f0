//! The compiled half of the Python package `yike`: it runs commands by the words of the command line, reads frames where
//! they are, and hands the tables of a run over as Arrow.
//!
//! Options and what they mean are stated in `yike::cli`, columns of tables in `yike::run`; nothing is stated again here.

mod frame;
mod running;
mod tables;

use frame::ArrowFrame;
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use pyo3_arrow::PyTable;
use running::{Heard, Look, run};
use std::sync::Arc;
use yike::read::{Lent, lend};

/// A frame that commands find by its path until this is dropped.
#[pyclass(frozen)]
struct Frame(Lent);

#[pymethods]
impl Frame {
    /// Takes an Arrow table (anything with `__arrow_c_stream__`), called `name` in messages.
    #[new]
    fn new(name: &str, table: PyTable) -> PyResult<Self> {
        let frame = ArrowFrame::new(table)?;
        Ok(Self(lend(name, Arc::new(frame))))
    }

    /// The word that stands for it among the words of a command.
    #[getter]
    fn path(&self) -> String {
        self.0.path().display().to_string()
    }
}

/// How a command ended.
#[pyclass(frozen, get_all)]
struct Ended {
    /// The exit code of the command line.
    code: u8,
    /// The answer: JSON, or the bytes of a table.
    answer: Py<PyBytes>,
    /// Messages: level, text, help.
    messages: Vec<(String, String, Option<String>)>,
    /// What reading found, as JSON.
    issues: Vec<String>,
    /// Tables and layers: part, name, Arrow table.
    tables: Vec<(Option<String>, String, Py<PyAny>)>,
    /// Whether it was stopped by Ctrl-C.
    interrupted: bool,
}

/// Runs a command by its words. `progress` is called with the text of each event and, where steps are counted, how many are
/// over and of how many; it returns whether to go on.
#[pyfunction]
#[pyo3(signature = (words, progress=None))]
fn call(py: Python<'_>, words: Vec<String>, progress: Option<Py<PyAny>>) -> PyResult<Ended> {
    let look = Arc::new(Look::default());
    let (ended, heard) = run(py, words, &look, progress.as_ref())?;
    let Heard { messages, issues, tables } = heard;
    let tables = tables
        .into_iter()
        .map(|(part, name, table)| Ok((part, name, table.into_pyarrow(py)?.unbind())));
    Ok(Ended {
        code: ended.code,
        answer: PyBytes::new(py, &ended.answer).unbind(),
        messages,
        issues,
        tables: tables.collect::<PyResult<_>>()?,
        interrupted: look.is_interrupted(),
    })
}

/// The commands with their options, as JSON.
#[pyfunction]
fn commands() -> PyResult<String> {
    serde_json::to_string(&yike::cli::commands())
        .map_err(|error| pyo3::exceptions::PyValueError::new_err(error.to_string()))
}

/// The compiled module.
#[pymodule]
fn _yike(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add_class::<Frame>()?;
    module.add_class::<Ended>()?;
    module.add_function(wrap_pyfunction!(call, module)?)?;
    module.add_function(wrap_pyfunction!(commands, module)?)
}
