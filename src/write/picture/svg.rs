//! SVG as text.

use crate::domain::columns;
use crate::run::looks::{self, Colour, hex};
use crate::write::markup::shown;
use std::fmt::Write as _;

/// Fonts by name, the first that a machine has.
pub(super) const FONTS: &str = "'Noto Sans CJK SC','Noto Sans SC','Source Han Sans SC','PingFang SC','Microsoft YaHei','WenQuanYi Micro Hei','Noto Sans','Helvetica Neue',Arial,sans-serif";
/// No more letters of a text are shown.
const MOST: usize = 80;

/// A picture being drawn.
#[derive(Debug, Clone, Default)]
pub(super) struct Svg {
    body: String,
}

/// Where a text begins, ends or has its middle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

impl Svg {
    /// The file, so many pixels wide and high.
    pub(super) fn finish(self, width: f64, height: f64) -> String {
        let [ink, paper] = [looks::INK, looks::PAPER].map(hex);
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.0}\" height=\"{height:.0}\" viewBox=\"0 0 {width:.0} {height:.0}\" font-family=\"{FONTS}\" fill=\"{ink}\">\n<rect width=\"100%\" height=\"100%\" fill=\"{paper}\"/>\n{}</svg>\n",
            self.body
        )
    }

    /// Something in SVG's own words.
    pub(super) fn put(&mut self, element: &str) {
        self.body.push_str(element);
        self.body.push('\n');
    }

    /// Text at a place, in pixels.
    pub(super) fn text(&mut self, x: f64, y: f64, size: f64, anchor: Anchor, text: &str) {
        self.styled(x, y, size, anchor, "", text);
    }

    /// The same with further attributes.
    pub(super) fn styled(
        &mut self,
        x: f64,
        y: f64,
        size: f64,
        anchor: Anchor,
        more: &str,
        text: &str,
    ) {
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let text = shown(text, MOST);
        let _ = writeln!(
            self.body,
            "<text x=\"{x:.1}\" y=\"{y:.1}\" font-size=\"{size}\"{anchor}{more}>{text}</text>"
        );
    }

    /// A rectangle.
    pub(super) fn bar(&mut self, x: f64, y: f64, width: f64, height: f64, colour: Colour) {
        let _ = writeln!(
            self.body,
            "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" fill=\"{}\"/>",
            hex(colour)
        );
    }
}

/// About how wide a text is, in pixels.
pub(super) fn breadth(text: &str, size: f64) -> f64 {
    let text: String = text.chars().take(MOST).collect();
    let letters = text.chars().count();
    let wide = columns(&text).saturating_sub(letters);
    (0.54 * (letters - wide.min(letters)) as f64 + wide as f64) * size
}
