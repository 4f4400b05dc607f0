//! SVG to PNG, with the fonts of this machine.

use super::super::failure::{Failure, refuse};
use crate::write::docx::Picture;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{FontResolver, Options, Tree};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

const HELP: &str = "install a font that has them, for instance Noto Sans CJK (Debian: fonts-noto-cjk), or write .svg, which every browser shows with its own fonts";

/// The picture, so many pixels for each of its own, and a warning where no font of this machine has some of its letters. Without Chinese ones there is no
/// picture: it would have boxes for names.
pub(crate) fn png(svg: &str, scale: f32) -> Result<(Picture, Option<String>), Failure> {
    let missing = Arc::new(Mutex::new(BTreeSet::new()));
    let mut options = Options::default();
    options.fontdb_mut().load_system_fonts();
    if options.fontdb.is_empty() {
        return refuse("this machine has no fonts to draw text with", HELP);
    }
    let (select, usual) =
        (FontResolver::default_fallback_selector(), FontResolver::default_font_selector());
    let noted = Arc::clone(&missing);
    options.font_resolver = FontResolver {
        // Where no font is of a name that was asked for, any is better than none.
        select_font: Box::new(move |font, fonts| {
            usual(font, fonts).or_else(|| fonts.faces().next().map(|face| face.id))
        }),
        select_fallback: Box::new(move |letter, tried, fonts| {
            let found = select(letter, tried, fonts);
            if found.is_none()
                && !letter.is_whitespace()
                && let Ok(mut noted) = noted.lock()
            {
                noted.insert(letter);
            }
            found
        }),
    };
    let drawn =
        |why: String| Failure::usage(format!("the picture cannot be drawn: {why}"), "write .svg");
    let tree = Tree::from_str(svg, &options).map_err(|error| drawn(error.to_string()))?;
    let missing = missing.lock().map(|missing| missing.clone()).unwrap_or_default();
    let warning = match missing.is_empty() {
        true => None,
        false => {
            let some: String = missing.iter().take(12).collect();
            let more = if missing.len() > 12 { " …" } else { "" };
            let count = missing.len();
            Some(format!(
                "no font of this machine has {count} of the picture's letters: {some}{more}"
            ))
        }
    };
    let is_chinese = |letter: &char| ('\u{4e00}'..='\u{9fff}').contains(letter);
    if let Some(cause) = &warning
        && missing.iter().any(is_chinese)
    {
        return refuse(cause.as_str(), HELP);
    }
    let size = tree.size().to_int_size();
    let size = size.scale_by(scale).unwrap_or(size);
    let mut pixels =
        Pixmap::new(size.width(), size.height()).ok_or_else(|| drawn("it is too large".into()))?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    let png = pixels.encode_png().map_err(|error| drawn(error.to_string()))?;
    Ok((Picture { png, size_px: (size.width(), size.height()) }, warning))
}
