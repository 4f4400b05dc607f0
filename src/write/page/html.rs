//! What all pages are: the template, the library, the style and the scripts, under a policy that allows nothing else.

use super::inline;
use crate::run::looks;
use crate::run::record::VERSION;
use crate::write::markup;

const TEMPLATE: &str = include_str!("page.html");
const LIBRARY: &str = include_str!("vendor/leaflet.js");
const STYLES: [&str; 2] = [include_str!("vendor/leaflet.css"), include_str!("style.css")];
/// The scripts of all pages, in the order in which their parts need each other.
pub(super) const PARTS: [&str; 17] = [
    include_str!("data.js"),
    include_str!("words.js"),
    include_str!("figures.js"),
    include_str!("elements.js"),
    include_str!("table.js"),
    include_str!("marks.js"),
    include_str!("map.js"),
    include_str!("card.js"),
    include_str!("scene.js"),
    include_str!("charts.js"),
    include_str!("brief.js"),
    include_str!("sections.js"),
    include_str!("trust.js"),
    include_str!("schedule.js"),
    include_str!("sweep.js"),
    include_str!("frontier.js"),
    include_str!("answer.js"),
];

/// What pages differ in.
pub(super) struct Frame<'a> {
    pub(super) language: Option<&'static str>,
    pub(super) title: &'a str,
    /// Style beside that of all pages.
    pub(super) style: &'a str,
    /// Scripts behind those of all pages.
    pub(super) scripts: &'a [&'a str],
    pub(super) data: &'a str,
    /// Where images may be loaded from.
    pub(super) images: Option<String>,
    /// Where the page's script may ask.
    pub(super) connects: Option<&'a str>,
}

impl Frame<'_> {
    /// The page and its Content-Security-Policy.
    pub(super) fn html(&self) -> (Vec<u8>, String) {
        let style = format!("{}\n{}\n{}", looks::variables(), STYLES.join("\n"), self.style);
        let style = style.trim_end_matches('\n').to_owned();
        let parts = [&PARTS[..], self.scripts].concat();
        let script = format!("(() => {{\n\"use strict\";\n{}}})();\n", parts.join("\n"));
        let policy = self.policy(&style, &script);
        let html = inline::fill(TEMPLATE, |hole| match hole {
            "lang" => match self.language {
                Some("zh") => "zh-CN".into(),
                other => other.unwrap_or("en").into(),
            },
            "policy" => policy.clone(),
            "version" => VERSION.into(),
            "title" => markup::escaped(self.title),
            "style" => style.clone(),
            "data" => self.data.into(),
            "library" => LIBRARY.into(),
            "script" => script.clone(),
            _ => String::new(),
        });
        (html.into_bytes(), policy)
    }

    /// Nothing is allowed but the page's own scripts and style, and what the page is allowed beside.
    fn policy(&self, style: &str, script: &str) -> String {
        let [library, script, style] = [LIBRARY, script, style].map(inline::hash);
        let images = self.images.as_ref().map_or(String::new(), |own| format!(" {own}"));
        let connects = self.connects.map_or(String::new(), |own| format!(" connect-src {own};"));
        format!(
            "default-src 'none'; script-src '{library}' '{script}'; style-src '{style}'; img-src data:{images};{connects} base-uri 'none'; form-action 'none'"
        )
    }
}
