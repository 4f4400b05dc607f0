//! Map tiles from the network: the one thing that a report may ask for, and only when it was told to.

use crate::domain::{Text, text};
use serde_json::{Value, json};

/// Where map tiles come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tiles {
    url: String,
    scheme: String,
    host: String,
    credit: Option<String>,
}

impl Tiles {
    /// Tiles at `url`, an address with `{z}`, `{x}` and `{y}`; `credit` is what their owner asks to be shown.
    ///
    /// # Errors
    ///
    /// What is wrong with the address, in words.
    pub fn new(url: &str, credit: Option<&str>) -> Result<Self, Text> {
        let Some((scheme, rest)) = url.split_once("://") else {
            return Err(text!("an address begins with https://", "地址以 https:// 开头"));
        };
        if !matches!(scheme, "https" | "http") {
            return Err(text!(
                "an address begins with https://, not {scheme}://",
                "地址以 https:// 开头，而不是 {scheme}://"
            ));
        }
        let host = rest.split('/').next().unwrap_or_default();
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':');
        let named = host.strip_prefix("{s}.").unwrap_or(host);
        if named.is_empty() || !named.chars().all(plain) {
            return Err(text!("`{host}` is no name of a host", "`{host}` 不是主机名"));
        }
        if let Some(hole) = ["{z}", "{x}", "{y}"].into_iter().find(|hole| !rest.contains(hole)) {
            return Err(text!("the address lacks {hole}", "地址缺少 {hole}"));
        }
        let holes = rest.split('{').skip(1);
        let known =
            |hole: &&str| ["z}", "x}", "y}", "s}", "r}"].iter().any(|own| hole.starts_with(own));
        if let Some(hole) = holes.into_iter().find(|hole| !known(hole)) {
            let name = hole.split('}').next().unwrap_or_default();
            return Err(text!(
                "nothing is known to write for {{{name}}}; put the value itself there",
                "不知道 {{{name}}} 应写什么；请直接写出其值"
            ));
        }
        Ok(Self {
            url: url.into(),
            scheme: scheme.into(),
            host: host.replace("{s}", "*"),
            credit: credit.map(Into::into),
        })
    }

    /// The host that tiles are asked of; `*.` before it stands for any of its parts.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// What the page's policy allows pictures from.
    pub(super) fn source(&self) -> String {
        format!("{}://{}", self.scheme, self.host)
    }

    pub(super) fn json(&self) -> Value {
        json!({ "url": self.url, "host": self.host, "credit": self.credit })
    }
}
