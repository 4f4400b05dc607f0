//! Templates: tiers, reaches, sizes, costs and targets, each with its source, as a plan file with comments in both
//! languages. What its table `setup` says is for init alone: which tier a category of facilities is of, which tiers may be
//! built where, and how people travel over roads.

use crate::domain::{Language, Setting};
use toml::{Table, Value};

const TEXTS: [(&str, &str); 2] = [
    ("chongqing", include_str!("templates/chongqing.toml")),
    ("plain", include_str!("templates/plain.toml")),
];

/// A template.
#[derive(Debug, Clone)]
pub struct Template {
    word: &'static str,
    text: &'static str,
    table: Table,
    urban: Vec<String>,
    rural: Vec<String>,
}

impl Default for Template {
    /// The usual one; an empty one were it not a template, which a test holds.
    fn default() -> Self {
        let empty =
            Self { word: "", text: "", table: Table::new(), urban: Vec::new(), rural: Vec::new() };
        Self::named(Self::WORDS[0]).unwrap_or(empty)
    }
}

impl Template {
    /// The words of all of them, the usual one first.
    pub const WORDS: [&'static str; 2] = [TEXTS[0].0, TEXTS[1].0];

    /// The template of this name.
    pub fn named(word: &str) -> Option<Self> {
        let (word, text) = TEXTS.into_iter().find(|(own, _)| *own == word)?;
        let table: Table = text.parse().ok()?;
        let listed = |setting: &str| -> Option<Vec<String>> {
            let tiers = table.get("setup")?.get("candidates")?.get(setting)?.as_array()?;
            Some(tiers.iter().filter_map(Value::as_str).map(str::to_owned).collect())
        };
        let (urban, rural) = (listed("urban")?, listed("rural")?);
        Some(Self { word, text, table, urban, rural })
    }

    /// Its name.
    pub fn word(&self) -> &'static str {
        self.word
    }

    /// The tier of a category's word.
    pub(super) fn tier(&self, word: &str) -> Option<&str> {
        self.table.get("setup")?.get("tiers")?.get(word)?.as_str()
    }

    /// The words of categories.
    pub(super) fn tier_words(&self) -> Vec<String> {
        let tiers = self.table.get("setup").and_then(|own| own.get("tiers")?.as_table());
        tiers.into_iter().flat_map(Table::keys).cloned().collect()
    }

    fn tier_of(&self, id: &str) -> Option<&Value> {
        let mut tiers = self.table.get("tier")?.as_array()?.iter();
        tiers.find(|tier| tier.get("id").and_then(Value::as_str) == Some(id))
    }

    /// What people call a tier.
    pub(super) fn tier_name<'a>(&'a self, id: &'a str, language: Language) -> &'a str {
        let name =
            self.tier_of(id).and_then(|tier| tier.get("name")?.get(language.word())?.as_str());
        name.unwrap_or(id)
    }

    /// The first size of a tier.
    pub(super) fn size(&self, tier: &str) -> Option<&Value> {
        self.tier_of(tier)?.get("size")?.as_array()?.first()
    }

    /// The tiers that may be built in a village or community.
    pub(super) fn candidate_tiers(&self, setting: Setting) -> &[String] {
        match setting {
            Setting::Urban => &self.urban,
            Setting::Rural => &self.rural,
        }
    }

    /// Its text with the comments of one language.
    pub(super) fn text(&self, language: Language) -> String {
        let mut text = String::new();
        for line in self.text.lines() {
            let comment = |word: &str| line.strip_prefix(&format!("# {word}: "));
            let own = Language::ALL.into_iter().find_map(|own| Some((own, comment(own.word())?)));
            match own {
                Some((other, _)) if other != language => continue,
                Some((_, comment)) => text += &format!("# {comment}\n"),
                None => text += &format!("{line}\n"),
            }
        }
        text
    }
}
