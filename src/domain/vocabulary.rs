//! What a vocabulary is: codes of files and what people read for them.

use super::language::Language;
use super::place::Setting;

/// A code of files and what people read for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// As files have it.
    pub code: &'static str,
    /// In English.
    pub en: &'static str,
    /// In Chinese.
    pub zh: &'static str,
}

/// The words of one sort.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Vocabulary {
    /// Its name in the page's script.
    pub name: &'static str,
    /// Its words.
    pub words: &'static [Word],
}

impl Vocabulary {
    /// What people read for `code`; a code that is not of this vocabulary as it is.
    pub fn say<'a>(&self, language: Language, code: &'a str) -> &'a str {
        let known = self.words.iter().find(|word| word.code == code);
        known.map_or(code, |word| language.say(word.en, word.zh))
    }
}

/// Among streets and town seats.
pub(crate) const URBAN: Word = word("urban", "urban", "城镇");
/// Among villages.
pub(crate) const RURAL: Word = word("rural", "rural", "农村");

impl Language {
    /// Urban or rural.
    pub fn setting(self, setting: Setting) -> &'static str {
        let word = match setting {
            Setting::Urban => URBAN,
            Setting::Rural => RURAL,
        };
        self.say(word.en, word.zh)
    }
}

pub(crate) const fn word(code: &'static str, en: &'static str, zh: &'static str) -> Word {
    Word { code, en, zh }
}

/// Vocabularies: each with its name in the page's script, then a word a row, its code, English and Chinese; or the name of a
/// word that stands elsewhere. `OWN` lists them.
macro_rules! vocabularies {
    ($($(#[$about:meta])* $own:ident $name:literal {
        $($word:tt $(: $en:literal, $zh:literal)?;)*
    })*) => {
        $($(#[$about])*
        pub const $own: $crate::domain::vocabulary::Vocabulary =
            $crate::domain::vocabulary::Vocabulary {
                name: $name,
                words: &[$($crate::domain::vocabulary::vocabularies!(@ $word $($en $zh)?)),*],
            };)*

        pub(crate) const OWN: &[&$crate::domain::vocabulary::Vocabulary] = &[$(&$own),*];
    };
    (@ $code:literal $en:literal $zh:literal) => {
        $crate::domain::vocabulary::word($code, $en, $zh)
    };
    (@ $word:ident) => {
        $word
    };
}

pub(crate) use vocabularies;

vocabularies! {
    /// What is done at a site.
    WORKS "works" {
        "build": "build", "新建";
        "upgrade": "upgrade", "改造";
        "merge": "merge", "撤并";
        "close": "close", "撤销";
        "stay": "stays as it is", "维持现状";
        "unused": "possible, not used", "备选，未启用";
    }

    /// What a rule asks of sites.
    DECIDED "decided" {
        "stand": "stand", "存在";
        "go": "are gone", "撤除";
        "stay": "stay as they are", "维持现状";
        "build": "built", "新建";
        "upgrade": "upgraded", "改造";
        "merge": "merged", "撤并";
        "close": "closed", "撤销";
    }
}
