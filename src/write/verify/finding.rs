use serde::Serialize;

/// What sort of thing was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sort {
    /// Worth knowing; the folder still says what its inputs give.
    Note,
    /// A file that the run read is another one now.
    InputChanged,
    /// A file is not the one that the run wrote: its SHA-256 is not that of the record.
    Altered,
    /// What only a solver can know cannot be so.
    Implausible,
    /// A file is not there.
    Missing,
    /// A file that this run does not write is there, of an earlier run or of none.
    NotOfThisRun,
    /// A file or a part of one cannot be read.
    Unreadable,
    /// What is there is not what the inputs give.
    Differs,
}

/// One thing found in a run's folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What sort of thing.
    pub sort: Sort,
    /// The file, by its name in the folder.
    pub file: String,
    /// Where in it: a path in JSON (`stages[2].bound`), an id and a property (`C1-centre, plan_beds`), a line (`line 7`);
    /// empty: the whole file.
    pub place: String,
    /// What is there, as the file writes it; none: nothing.
    pub there: Option<String>,
    /// What was computed; none: nothing.
    pub computed: Option<String>,
    /// What is wrong, where the two values do not say it.
    pub cause: Option<String>,
}

impl Finding {
    /// Of a whole file, in words.
    pub fn of_file(sort: Sort, file: &str, cause: impl Into<String>) -> Self {
        Self::at(sort, file, "", cause)
    }

    /// Of a place in a file, in words.
    pub fn at(sort: Sort, file: &str, place: &str, cause: impl Into<String>) -> Self {
        Self {
            sort,
            file: file.into(),
            place: place.into(),
            there: None,
            computed: None,
            cause: Some(cause.into()),
        }
    }

    /// Of a file that is not the one that the run wrote.
    pub(super) fn altered(file: &str) -> Self {
        let cause = "this is not the file that the run wrote: the record has another SHA-256";
        Self::of_file(Sort::Altered, file, cause)
    }

    /// Of a file that is not there.
    pub(super) fn missing(file: &str) -> Self {
        Self::of_file(Sort::Missing, file, "the file is not there")
    }

    /// Of a file that no run wrote.
    pub(super) fn stranger(file: &str) -> Self {
        Self::of_file(Sort::Note, file, "not of the run, and not looked at")
    }

    /// A place with one value that has another.
    pub(super) fn differs(
        file: &str,
        place: String,
        there: Option<String>,
        computed: Option<String>,
    ) -> Self {
        Self { sort: Sort::Differs, file: file.into(), place, there, computed, cause: None }
    }

    /// Whether the folder says something else than its inputs give.
    pub fn is_mismatch(&self) -> bool {
        self.sort != Sort::Note
    }

    /// The finding in a line: `plan.json, works[3].cost_yuan: there 5, computed 50`.
    pub fn text(&self) -> String {
        let place = match self.place.is_empty() {
            true => self.file.clone(),
            false => format!("{}, {}", self.file, self.place),
        };
        let values = match (&self.there, &self.computed) {
            (None, None) => None,
            (Some(there), None) => Some(format!("there {}, computed nothing", cut(there))),
            (None, Some(computed)) => Some(format!("there nothing, computed {}", cut(computed))),
            (Some(there), Some(computed)) => {
                let (there, computed) = apart(there, computed);
                Some(format!("there {there}, computed {computed}"))
            }
        };
        let says: Vec<&str> = self.cause.as_deref().into_iter().chain(values.as_deref()).collect();
        visible(&format!("{place}: {}", says.join(": ")))
    }
}

/// So many characters of a value are shown.
const SHOWN: usize = 80;

fn cut(text: &str) -> String {
    from(text, 0)
}

/// Both values from a little before the place where they begin to differ.
fn apart(there: &str, computed: &str) -> (String, String) {
    let same = there.chars().zip(computed.chars()).take_while(|(a, b)| a == b).count();
    let start = match there.chars().count().max(computed.chars().count()) > SHOWN {
        true => same.saturating_sub(SHOWN / 4),
        false => 0,
    };
    (from(there, start), from(computed, start))
}

/// So much of `text` as is shown, from a character on.
fn from(text: &str, start: usize) -> String {
    let before = if start > 0 { "…" } else { "" };
    let mut rest = text.chars().skip(start);
    let shown: String = rest.by_ref().take(SHOWN).collect();
    let after = if rest.next().is_some() { "…" } else { "" };
    format!("{before}{shown}{after}")
}

/// What moves a terminal's cursor is shown as an escape: names come from files.
fn visible(text: &str) -> String {
    let shown = |c: char| match c.is_control() {
        true => c.escape_default().to_string(),
        false => c.to_string(),
    };
    text.chars().map(shown).collect()
}
