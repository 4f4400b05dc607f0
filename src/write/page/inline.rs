//! Putting data into HTML so that they stay data.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// The template with each `{{hole}}` filled; what is filled in is not looked at again.
pub(super) fn fill(template: &str, of: impl Fn(&str) -> String) -> String {
    let mut parts = template.split("{{");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (hole, rest) = part.split_once("}}").unwrap_or((part, ""));
        text += &of(hole);
        text += rest;
    }
    text
}

/// JSON that no HTML parser takes for anything else: equal after parsing.
pub(super) fn json(json: &str) -> String {
    let mut text = String::new();
    // These characters are in strings alone, where JSON may write them so.
    for character in json.chars() {
        match character {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                text += &format!("\\u{:04x}", u32::from(character));
            }
            other => text.push(other),
        }
    }
    text
}

/// A script or style in a Content-Security-Policy.
pub(super) fn hash(content: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(content)))
}
