//! Names in both languages.

use crate::domain::Name;
use serde::{Deserialize, Serialize};

/// A name in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NameJson {
    /// English, or what there is.
    pub en: String,
    /// Chinese, where it differs.
    pub zh: Option<String>,
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
