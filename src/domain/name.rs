use std::fmt;

/// A name in English, in Chinese or in both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    english: Option<String>,
    chinese: Option<String>,
}

impl Name {
    /// A name in both languages.
    pub fn both(english: impl Into<String>, chinese: impl Into<String>) -> Self {
        Self { english: Some(english.into()), chinese: Some(chinese.into()) }
    }

    /// A name in one form, whatever its language.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { english: Some(text.into()), chinese: None }
    }

    /// The Chinese form, or the English one where there is none.
    pub fn chinese(&self) -> &str {
        self.chinese.as_deref().or(self.english.as_deref()).unwrap_or_default()
    }

    /// The English form, or the Chinese one where there is none.
    pub fn english(&self) -> &str {
        self.english.as_deref().or(self.chinese.as_deref()).unwrap_or_default()
    }

    /// The Chinese form where it differs from the English one.
    pub fn chinese_beside(&self) -> Option<&str> {
        self.chinese.as_deref().filter(|&chinese| Some(chinese) != self.english.as_deref())
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.english())
    }
}
