//! SVG to PNG, with the fonts of this machine.

use super::super::failure::{Failure, refuse};
use crate::domain::said;
use crate::domain::{Phrase, Text, phrase, text};
use crate::write::docx::Picture;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{FontResolver, Options, Tree};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

const HELP: Phrase = phrase(
    "install a font that has them, for instance Noto Sans CJK (Debian: fonts-noto-cjk), or write .svg, which every browser shows with its own fonts",
    "请安装含有这些字的字体，例如 Noto Sans CJK（Debian：fonts-noto-cjk），或改写 .svg，由浏览器用自带字体显示",
);

/// The picture, so many pixels for each of its own, and a warning where no font of this machine has some of its letters. Without Chinese ones there is no
/// picture: it would have boxes for names.
pub(crate) fn png(svg: &str, scale: f32) -> Result<(Picture, Option<Text>), Failure> {
    let missing = Arc::new(Mutex::new(BTreeSet::new()));
    let mut options = Options::default();
    options.fontdb_mut().load_system_fonts();
    if options.fontdb.is_empty() {
        return refuse(
            phrase("this machine has no fonts to draw text with", "本机没有可用于绘制文字的字体"),
            HELP,
        );
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
    let drawn = |why: Text| {
        let cause = text!("the picture cannot be drawn: {why}", "无法绘制图片：{why}"; why);
        Failure::usage(cause, phrase("write .svg", "请改写 .svg"))
    };
    let says = |error: &dyn std::error::Error| drawn(said(error));
    let tree = Tree::from_str(svg, &options).map_err(|error| says(&error))?;
    let missing = missing.lock().map(|missing| missing.clone()).unwrap_or_default();
    let warning = match missing.is_empty() {
        true => None,
        false => {
            let some: String = missing.iter().take(12).collect();
            let more = if missing.len() > 12 { " …" } else { "" };
            let count = missing.len();
            Some(text!(
                "no font of this machine has {count} of the picture's letters: {some}{more}",
                "图中有 {count} 个字在本机字体中找不到：{some}{more}"
            ))
        }
    };
    let is_chinese = |letter: &char| ('\u{4e00}'..='\u{9fff}').contains(letter);
    if let Some(cause) = &warning
        && missing.iter().any(is_chinese)
    {
        return refuse(cause, HELP);
    }
    let size = tree.size().to_int_size();
    let size = size.scale_by(scale).unwrap_or(size);
    let mut pixels = Pixmap::new(size.width(), size.height())
        .ok_or_else(|| drawn(phrase("it is too large", "尺寸过大").into()))?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    let png = pixels.encode_png().map_err(|error| says(&error))?;
    Ok((Picture { png, size_px: (size.width(), size.height()) }, warning))
}
