use crate::domain::{Language, Text, phrase};
use serde::{Serialize, Serializer};

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
    #[serde(serialize_with = "english")]
    pub place: Text,
    /// What is there, as the file writes it; none: nothing.
    #[serde(serialize_with = "english_or_null")]
    pub there: Option<Text>,
    /// What was computed; none: nothing.
    #[serde(serialize_with = "english_or_null")]
    pub computed: Option<Text>,
    /// What is wrong, where the two values do not say it.
    #[serde(serialize_with = "english_or_null")]
    pub cause: Option<Text>,
}

/// Records are in English.
fn english<S: Serializer>(text: &Text, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(text.say(Language::English))
}

fn english_or_null<S: Serializer>(text: &Option<Text>, serializer: S) -> Result<S::Ok, S::Error> {
    text.as_ref().map(|text| text.say(Language::English)).serialize(serializer)
}

pub(super) fn all_english<S: Serializer>(texts: &[Text], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(texts.iter().map(|text| text.say(Language::English)))
}

impl Finding {
    /// Of a whole file, in words.
    pub fn of_file(sort: Sort, file: &str, cause: impl Into<Text>) -> Self {
        Self::at(sort, file, Text::default(), cause)
    }

    /// Of a place in a file, in words.
    pub fn at(sort: Sort, file: &str, place: impl Into<Text>, cause: impl Into<Text>) -> Self {
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
        let cause = phrase(
            "this is not the file that the run wrote: the record has another SHA-256",
            "不是运行时写出的文件：与记录的 SHA-256 不符",
        );
        Self::of_file(Sort::Altered, file, cause)
    }

    /// Of a file that is not there.
    pub(super) fn missing(file: &str) -> Self {
        Self::of_file(Sort::Missing, file, phrase("the file is not there", "文件不存在"))
    }

    /// Of a file that no run wrote.
    pub(super) fn stranger(file: &str) -> Self {
        let cause = phrase("not of the run, and not looked at", "不属于本次运行，未作核对");
        Self::of_file(Sort::Note, file, cause)
    }

    /// A place with one value that has another.
    pub(super) fn differs(
        file: &str,
        place: Text,
        there: Option<Text>,
        computed: Option<Text>,
    ) -> Self {
        Self { sort: Sort::Differs, file: file.into(), place, there, computed, cause: None }
    }

    /// Whether the folder says something else than its inputs give.
    pub fn is_mismatch(&self) -> bool {
        self.sort != Sort::Note
    }

    /// Whether it is of a whole file.
    pub(super) fn is_of_file(&self) -> bool {
        self.place == Text::default()
    }

    /// The finding in a line: `plan.json, works[3].cost_yuan: there 5, computed 50`.
    pub fn text(&self) -> Text {
        Text::both(|language| self.line(language))
    }

    fn line(&self, language: Language) -> String {
        let file = &self.file;
        let place = match self.is_of_file() {
            true => file.clone(),
            false => format!("{file}{}{}", language.say(", ", "，"), self.place.say(language)),
        };
        let [there, computed] =
            [&self.there, &self.computed].map(|own| own.as_ref().map(|own| own.say(language)));
        let nothing = || language.say("nothing", "无").to_owned();
        let values = match (there, computed) {
            (None, None) => None,
            (Some(there), None) => Some((cut(there), nothing())),
            (None, Some(computed)) => Some((nothing(), cut(computed))),
            (Some(there), Some(computed)) => Some(apart(there, computed)),
        };
        let values = values.map(|(there, computed)| match language {
            Language::English => format!("there {there}, computed {computed}"),
            Language::Chinese => format!("文件中为 {there}，核算为 {computed}"),
        });
        let cause = self.cause.as_ref().map(|cause| cause.say(language));
        let says: Vec<&str> = cause.into_iter().chain(values.as_deref()).collect();
        let colon = language.colon();
        visible(&format!("{place}{colon}{}", says.join(colon)))
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
