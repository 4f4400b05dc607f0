//! What is guessed, and what is wrong: each where it is met, told together at the end.

use crate::domain::{Phrase, Text, text};
use crate::read::{Code, Field, GivenRow, Issue, Place, Severity};
use std::collections::BTreeMap;

/// Something that the tables do not say and that is taken to be so, with its reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guess {
    /// The file, sheet or layer; `plan.toml` for what the template says.
    pub about: String,
    /// What is taken, and why.
    pub text: Text,
}

/// The plan file, which guesses about the plan are about.
pub const PLAN: &str = "plan.toml";

/// What is guessed and what is wrong, gathered while tables are looked at.
#[derive(Debug, Default)]
pub(super) struct Findings {
    said: Vec<Said>,
    found: Vec<Found>,
}

/// A guess, and what it is of.
#[derive(Debug)]
struct Said {
    about: String,
    text: Text,
    of: Of,
}

/// What a guess is of.
#[derive(Debug)]
enum Of {
    Table,
    Rows(usize),
    Names(Vec<Text>),
    Words(BTreeMap<Text, usize>),
}

#[derive(Debug)]
enum Found {
    One(Issue),
    Rows(Rows),
}

impl Found {
    fn code(&self) -> Code {
        match self {
            Found::One(issue) => issue.code,
            Found::Rows(rows) => rows.code,
        }
    }
}

/// Rows of a file with one thing wrong.
#[derive(Debug)]
struct Rows {
    code: Code,
    /// The file and its column.
    place: Place,
    action: Text,
    /// So many are named one by one; more are one issue.
    most: usize,
    rows: Vec<(Place, Text)>,
}

/// The rows of a kind that are named one by one.
const NAMED: usize = 3;

impl Findings {
    /// Says what is taken to be so. A table that is read twice, as towns and as people, says it once.
    pub(super) fn guess(&mut self, about: &str, text: Text) {
        self.of(about, text, || Of::Table);
    }

    /// Says it, where it is so.
    pub(super) fn guess_if(&mut self, is_so: bool, about: &str, text: Text) {
        if is_so {
            self.guess(about, text);
        }
    }

    /// Says of how many rows something is taken to be so: of one more.
    pub(super) fn count(&mut self, about: &str, what: Phrase) {
        if let Of::Rows(count) = self.of(about, what.into(), || Of::Rows(0)) {
            *count += 1;
        }
    }

    /// Says of which something is taken to be so, the first few by name: of this one too.
    pub(super) fn name(&mut self, about: &str, what: Phrase, name: impl Into<Text>) {
        if let Of::Names(names) = self.of(about, what.into(), || Of::Names(Vec::new())) {
            names.push(name.into());
        }
    }

    /// Says what is made of the words of a column, and how many rows have each: of one more.
    pub(super) fn word(&mut self, about: &str, what: Phrase, word: Text) {
        if let Of::Words(words) = self.of(about, what.into(), || Of::Words(BTreeMap::new())) {
            *words.entry(word).or_default() += 1;
        }
    }

    fn of(&mut self, about: &str, text: Text, new: impl FnOnce() -> Of) -> &mut Of {
        let is_it = |own: &Said| own.about == about && own.text == text;
        let at = self.said.iter().position(is_it).unwrap_or_else(|| {
            self.said.push(Said { about: about.into(), text: text.clone(), of: new() });
            self.said.len() - 1
        });
        &mut self.said[at].of
    }

    /// The guesses, those about one file together, those about the plan last.
    pub(super) fn told(&self) -> Vec<Guess> {
        let first = |about: &str| self.said.iter().position(|own| own.about == about);
        let mut said: Vec<&Said> = self.said.iter().collect();
        said.sort_by_key(|own| (own.about == PLAN, first(&own.about)));
        let told = |own: &Said| {
            let what = &own.text;
            let list = match &own.of {
                Of::Table => return what.clone(),
                Of::Rows(count) => Text::same(count.to_string()),
                Of::Names(names) => few(names),
                Of::Words(words) => Text::join(&counted(words), (", ", "，")),
            };
            text!("{what}: {list}", "{what}：{list}"; what, list)
        };
        said.into_iter().map(|own| Guess { about: own.about.clone(), text: told(own) }).collect()
    }

    /// How many errors there are.
    pub(super) fn errors(&self) -> usize {
        self.found.iter().filter(|own| own.code().entry().severity == Severity::Error).count()
    }

    /// Whether there is an issue of this code.
    pub(super) fn has(&self, wanted: Code) -> bool {
        self.found.iter().any(|own| own.code() == wanted)
    }

    /// Adds what a reader found.
    pub(super) fn extend(&mut self, issues: impl IntoIterator<Item = Issue>) {
        self.found.extend(issues.into_iter().map(Found::One));
    }

    /// Adds an issue about a file, or about a column of it.
    pub(super) fn push(
        &mut self,
        code: Code,
        file: &str,
        field: Option<&str>,
        cause: Text,
        action: Text,
    ) {
        self.extend([Issue::new(code, place(file, field), cause, action)]);
    }

    /// Adds an issue about a row: with few of them one each, else one for all.
    pub(super) fn row(
        &mut self,
        code: Code,
        at: (&str, Option<&str>),
        row: &GivenRow,
        cause: Text,
        action: Text,
    ) {
        self.add(code, at, row, (cause, action), NAMED);
    }

    /// Adds an issue about a row that has its cause in common with others: one for all.
    pub(super) fn row_of_all(
        &mut self,
        code: Code,
        at: (&str, Option<&str>),
        row: &GivenRow,
        cause: Text,
        action: Text,
    ) {
        self.add(code, at, row, (cause, action), 1);
    }

    fn add(
        &mut self,
        code: Code,
        (file, field): (&str, Option<&str>),
        row: &GivenRow,
        (cause, action): (Text, Text),
        most: usize,
    ) {
        let place = place(file, field);
        let feature = row.line.is_none().then_some(row.number);
        let own = (Place { line: row.line, feature, ..place.clone() }, cause);
        let is_it =
            |rows: &&mut Rows| (rows.code, &rows.place, &rows.action) == (code, &place, &action);
        let all = self.found.iter_mut().filter_map(|found| match found {
            Found::Rows(rows) => Some(rows),
            Found::One(_) => None,
        });
        match all.into_iter().find(is_it) {
            // A table that is read twice has it once.
            Some(rows) if rows.rows.contains(&own) => {}
            Some(rows) => rows.rows.push(own),
            None => {
                let rows = vec![own];
                self.found.push(Found::Rows(Rows { code, place, action, most, rows }));
            }
        }
    }

    /// All issues.
    pub(super) fn issues(self) -> Vec<Issue> {
        let mut issues: Vec<Issue> = Vec::new();
        for found in self.found {
            match found {
                Found::One(issue) if issues.contains(&issue) => {}
                Found::One(issue) => issues.push(issue),
                Found::Rows(rows) => issues.extend(rows.issues()),
            }
        }
        issues
    }
}

impl Rows {
    fn issues(self) -> Vec<Issue> {
        let Self { code, place, action, most, rows } = self;
        if rows.len() <= most {
            let issue = |(place, cause)| Issue::new(code, place, cause, action.clone());
            return rows.into_iter().map(issue).collect();
        }
        let label = |(place, _): &(Place, Text)| {
            Text::same(place.line.or(place.feature).unwrap_or_default().to_string())
        };
        let first = Text::list(&rows.iter().take(NAMED).map(label).collect::<Vec<_>>());
        let (count, instance) = (rows.len(), &rows[0].1);
        let cause = text!(
            "{count} rows, the first {first}; for instance: {instance}",
            "共 {count} 行，前几行为第 {first} 行；例如：{instance}";
            first, instance
        );
        vec![Issue::new(code, place, cause, action)]
    }
}

fn place(file: &str, field: Option<&str>) -> Place {
    Place { field: field.map(Field::from), ..Place::file(file) }
}

/// Words, each with how many rows have it.
pub(super) fn counted(words: &BTreeMap<Text, usize>) -> Vec<Text> {
    let own = |(word, count): (&Text, &usize)| text!("{word} ({count})", "{word}（{count}）"; word);
    words.iter().map(own).collect()
}

/// The first few of many words, and how many there are.
pub(super) fn few(words: &[Text]) -> Text {
    const SHOWN: usize = 5;
    Text::first_of(words, SHOWN)
}

/// The first few of many names.
pub(super) fn few_names<'a>(names: impl IntoIterator<Item = &'a String>) -> Text {
    few(&names.into_iter().map(Text::same).collect::<Vec<_>>())
}
