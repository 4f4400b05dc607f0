//! Names in both languages.

use crate::domain::Name;
use crate::run::table::Head;
use serde::{Deserialize, Serialize};

/// A name in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct NameJson {
    /// English, or what there is.
    pub en: String,
    /// Chinese, where it differs.
    pub zh: Option<String>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ColumnJson {
    /// Its name, by which rows have its values.
    pub name: String,
    /// Its heading, without the unit.
    pub heading: NameJson,
    /// What its values are: `text`, `count`, `yuan`, …
    pub unit: String,
    /// The vocabulary of its codes, where its values are codes.
    pub words: Option<String>,
}

impl From<&Head> for ColumnJson {
    fn from(head: &Head) -> Self {
        let [en, zh] = head.words_of_heading();
        Self {
            name: head.name.clone(),
            heading: (&Name::both(en, zh)).into(),
            unit: head.unit.word().into(),
            words: head.words.map(|words| words.name.into()),
        }
    }
}

impl From<&Name> for NameJson {
    fn from(name: &Name) -> Self {
        Self { en: name.english().into(), zh: name.chinese_beside().map(Into::into) }
    }
}

impl From<&NameJson> for Name {
    fn from(name: &NameJson) -> Self {
        match &name.zh {
            Some(zh) => Name::both(&name.en, zh),
            None => Name::plain(&name.en),
        }
    }
}
