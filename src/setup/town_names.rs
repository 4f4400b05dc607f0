//! Which town a word names.

use super::towns::{Town, Towns};
use crate::domain::{Text, text};
use crate::read::{closest, nearest};

impl Towns {
    /// The town of this id or name, whose last letters (街道, 镇, 乡) may be left out; else the name that is likely meant.
    pub(super) fn named(&self, word: &str) -> Result<usize, Unnamed<'_>> {
        let squeezed: String = word.split_whitespace().collect();
        // 500115001 and 500115001000 are one code.
        let is_code = |own: &str| own.len() >= 9 && own.bytes().all(|byte| byte.is_ascii_digit());
        let digits = |own: &'_ str| own.trim_end_matches('0').to_owned();
        let is_it = |town: &Town| {
            town.id == word
                || is_code(&town.id) && is_code(word) && digits(&town.id) == digits(word)
        };
        if let Some(at) = self.list.iter().position(is_it) {
            return Ok(at);
        }
        let mut exact = self.list.iter().enumerate().filter(|(_, town)| town.name == squeezed);
        match (exact.next(), exact.next()) {
            (Some((at, _)), None) => return Ok(at),
            (Some(_), Some(_)) => return Err(Unnamed::Several),
            (None, _) => {}
        }
        let own = stem(&squeezed);
        let mut alike = self.list.iter().enumerate().filter(|(_, town)| stem(&town.name) == own);
        match (alike.next(), alike.next()) {
            (Some((at, _)), None) => Ok(at),
            _ => {
                let names = || self.list.iter().map(|town| town.name.as_str());
                let most = closest(&squeezed, names(), 1).first().copied();
                let shares = |name: &&str| name.chars().next() == squeezed.chars().next();
                Err(Unnamed::Unknown(nearest(&squeezed, names()).or(most.filter(shares))))
            }
        }
    }
}

/// Why a word names no town.
#[derive(Debug, Clone, Copy)]
pub(super) enum Unnamed<'a> {
    /// There is none, with the name that is likely meant.
    Unknown(Option<&'a str>),
    /// There are several of this name.
    Several,
}

/// There is no such town, or there are several.
pub(super) fn unknown(said: &str, why: Unnamed<'_>) -> Text {
    match why {
        Unnamed::Several => text!(
            "several towns are called `{said}`: name it by its code",
            "有多个名为“{said}”的镇街：请改填编码"
        ),
        Unnamed::Unknown(Some(near)) => text!(
            "there is no town `{said}`; did you mean `{near}`?",
            "没有名为“{said}”的镇街；是否为“{near}”？"
        ),
        Unnamed::Unknown(None) => text!("there is no town `{said}`", "没有名为“{said}”的镇街"),
    }
}

/// A town's name without what it ends in.
fn stem(name: &str) -> &str {
    let name = name.trim_end_matches("人民政府").trim_end_matches("办事处");
    let short = ["街道", "镇", "乡"].iter().find_map(|end| name.strip_suffix(end));
    short.filter(|short| short.chars().count() > 1).unwrap_or(name)
}
