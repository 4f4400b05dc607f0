//! What is guessed, and what is wrong.

use crate::domain::{Language, Name};
use crate::read::{Code, GivenRow, Issue, Place, Severity};

/// Something that the tables do not say and that is taken to be so, with its reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guess {
    /// The file, sheet or layer; `plan.toml` for what the template says.
    pub about: String,
    /// What is taken, and why.
    pub text: Name,
}

/// What is guessed and what is wrong, gathered while tables are looked at.
#[derive(Debug)]
pub(super) struct Findings {
    pub(super) language: Language,
    pub(super) guesses: Vec<Guess>,
    pub(super) issues: Vec<Issue>,
}

/// A row and what is wrong with it.
#[derive(Debug)]
pub(super) struct RowFinding {
    number: usize,
    line: Option<usize>,
    pub(super) cause: Name,
}

impl RowFinding {
    pub(super) fn new(row: &GivenRow, cause: Name) -> Self {
        Self { number: row.number, line: row.line, cause }
    }

    /// Where a person finds it.
    fn label(&self) -> String {
        self.line.unwrap_or(self.number).to_string()
    }
}

/// The plan file, which guesses about the plan are about.
pub const PLAN: &str = "plan.toml";

/// The rows of a kind that are named one by one.
const NAMED: usize = 3;

impl Findings {
    pub(super) fn new(language: Language) -> Self {
        Self { language, guesses: Vec::new(), issues: Vec::new() }
    }

    /// Says what is taken to be so.
    pub(super) fn guess(&mut self, about: &str, tell: impl Fn(Language) -> String) {
        let guess = Guess { about: about.into(), text: Language::both(tell) };
        // A table that is read twice, as towns and as people, says it once.
        if !self.guesses.contains(&guess) {
            self.guesses.push(guess);
        }
    }

    /// How many errors there are.
    pub(super) fn errors(&self) -> usize {
        let is_error = |issue: &&Issue| issue.severity() == Severity::Error;
        self.issues.iter().filter(is_error).count()
    }

    /// The guesses, those about one file together.
    pub(super) fn told(&mut self) -> Vec<Guess> {
        let mut files: Vec<String> = Vec::new();
        for guess in &self.guesses {
            if !files.contains(&guess.about) {
                files.push(guess.about.clone());
            }
        }
        let mut guesses = std::mem::take(&mut self.guesses);
        let of_plan = |file: &str| file == PLAN;
        guesses.sort_by_key(|guess| {
            (of_plan(&guess.about), files.iter().position(|file| *file == guess.about))
        });
        guesses
    }

    fn add(&mut self, issue: Issue) {
        if !self.issues.contains(&issue) {
            self.issues.push(issue);
        }
    }

    /// Adds an issue about a file, or about a column of it.
    pub(super) fn push(
        &mut self,
        code: Code,
        file: &str,
        field: Option<&str>,
        tell: impl Fn(Language) -> (String, String),
    ) {
        let (cause, action) = tell(self.language);
        let place = Place { field: field.map(str::to_owned), ..Place::file(file) };
        self.add(Issue::new(code, place, cause, action));
    }

    /// Adds an issue about rows: one each for a few, else one for all.
    pub(super) fn rows(
        &mut self,
        code: Code,
        file: &str,
        field: Option<&str>,
        rows: &[RowFinding],
        action: impl Fn(Language) -> String,
    ) {
        let own = self.language;
        let place = |row: Option<&RowFinding>| Place {
            line: row.and_then(|row| row.line),
            feature: row.filter(|row| row.line.is_none()).map(|row| row.number),
            field: field.map(str::to_owned),
            ..Place::file(file)
        };
        if rows.len() <= NAMED {
            for row in rows {
                let cause = own.short(&row.cause);
                self.add(Issue::new(code, place(Some(row)), cause, action(own)));
            }
            return;
        }
        let first: Vec<String> = rows[..NAMED].iter().map(RowFinding::label).collect();
        let (count, instance) = (rows.len(), own.short(&rows[0].cause));
        let cause = match own {
            Language::English => {
                format!("{count} rows, the first {}; for instance: {instance}", first.join(", "))
            }
            Language::Chinese => {
                format!("共 {count} 行，前几行为第 {} 行；例如：{instance}", first.join("、"))
            }
        };
        self.add(Issue::new(code, place(None), cause, action(own)));
    }
}

/// The first few of many words, and how many there are.
pub(super) fn few(language: Language, words: &[String]) -> String {
    const SHOWN: usize = 5;
    let shown =
        words.iter().take(SHOWN).cloned().collect::<Vec<_>>().join(language.say(", ", "、"));
    match words.len() {
        all if all > SHOWN => match language {
            Language::English => format!("{shown} and {} more", all - SHOWN),
            Language::Chinese => format!("{shown} 等 {all} 处"),
        },
        _ => shown,
    }
}
