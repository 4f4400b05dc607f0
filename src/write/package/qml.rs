//! QGIS's style files (QML), as far as the styles of a run need them: categories of one expression, labels.

use crate::run::looks::{Colour, INK, Inside, PAPER};
use crate::write::markup::xml;
use std::fmt::Write as _;

/// How a category is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Symbol {
    /// A marker: QGIS's name of its shape, millimetres across, colour.
    Marker(&'static str, f64, Colour),
    /// A site.
    Site(SiteMarker),
    /// A line: millimetres wide, colour, dashed or not.
    Line(f64, Colour, bool),
    /// An area: its colour, how much of it is seen (0–255), and of its border.
    Area(Colour, u8, Colour),
}

/// The marker of a site: its tier by shape and colour, what is done there by filling.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct SiteMarker {
    /// QGIS's name of its shape.
    pub(super) shape: &'static str,
    pub(super) millimetres: f64,
    pub(super) fill: Colour,
    pub(super) line: Colour,
    /// Of the line, in millimetres.
    pub(super) width: f64,
    pub(super) inside: Inside,
}

/// A value of the expression and how its features are drawn.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Category {
    pub(super) value: String,
    pub(super) label: String,
    pub(super) symbol: Symbol,
}

/// A style: features by the value of an expression, perhaps with labels.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Style {
    /// QGIS's expression language.
    pub(super) expression: String,
    pub(super) categories: Vec<Category>,
    /// The expression of the label, and its size in points.
    pub(super) label: Option<(String, f64)>,
}

/// A name of a field as an expression.
pub(super) fn field(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// A text as an expression.
pub(super) fn literal(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace('\'', "''");
    format!("'{text}'")
}

impl Style {
    /// The file.
    pub(super) fn qml(&self) -> String {
        let mut categories = String::new();
        let mut symbols = String::new();
        for (number, category) in self.categories.iter().enumerate() {
            let (value, label) = (xml(&category.value), xml(&category.label));
            let _ = writeln!(
                categories,
                "<category value=\"{value}\" symbol=\"{number}\" label=\"{label}\" render=\"true\" type=\"string\"/>"
            );
            symbols += &symbol(number, category.symbol);
        }
        let attr = xml(&self.expression);
        let labels = self.label.as_ref().map(|(label, points)| labels(label, *points));
        let enabled = u8::from(labels.is_some());
        format!(
            "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n\
             <qgis version=\"3.22.0\" styleCategories=\"Symbology|Labeling\" labelsEnabled=\"{enabled}\">\n\
             <renderer-v2 type=\"categorizedSymbol\" attr=\"{attr}\" symbollevels=\"0\" enableorderby=\"0\" forceraster=\"0\">\n\
             <categories>\n{categories}</categories>\n<symbols>\n{symbols}</symbols>\n</renderer-v2>\n{}</qgis>\n",
            labels.unwrap_or_default()
        )
    }
}

fn rgba([red, green, blue]: Colour, seen: u8) -> String {
    format!("{red},{green},{blue},{seen}")
}

fn symbol(number: usize, symbol: Symbol) -> String {
    let (kind, layers) = match symbol {
        Symbol::Marker(shape, size, colour) => {
            // A cross is all outline.
            let (line, width) = match shape {
                "cross2" => (colour, 0.6),
                _ => (PAPER, 0.2),
            };
            ("marker", vec![marker(shape, size, colour, line, width)])
        }
        Symbol::Site(site) => {
            let size = site.millimetres;
            let mut layers = vec![marker(site.shape, size, site.fill, site.line, site.width)];
            match site.inside {
                Inside::Nothing => {}
                Inside::Dot => layers.push(marker("circle", size * 0.4, PAPER, PAPER, 0.0)),
                Inside::Cross => layers.push(marker("cross2", size * 0.6, INK, INK, 0.4)),
            }
            ("marker", layers)
        }
        Symbol::Line(width, colour, dashed) => (
            "line",
            vec![layer(
                "SimpleLine",
                &[
                    ("line_color", rgba(colour, 255)),
                    ("line_width", width.to_string()),
                    ("line_width_unit", "MM".into()),
                    ("line_style", if dashed { "dash" } else { "solid" }.into()),
                ],
            )],
        ),
        Symbol::Area(colour, seen, border) => (
            "fill",
            vec![layer(
                "SimpleFill",
                &[
                    ("color", rgba(colour, seen)),
                    ("style", if seen == 0 { "no" } else { "solid" }.into()),
                    ("outline_color", rgba(border, 200)),
                    ("outline_style", "solid".into()),
                    ("outline_width", "0.2".into()),
                    ("outline_width_unit", "MM".into()),
                ],
            )],
        ),
    };
    format!(
        "<symbol type=\"{kind}\" name=\"{number}\" alpha=\"1\" clip_to_extent=\"1\" force_rhr=\"0\">{}</symbol>\n",
        layers.concat()
    )
}

/// A layer of a marker, so many millimetres across, its line as wide as said.
fn marker(shape: &str, size: f64, fill: Colour, line: Colour, width: f64) -> String {
    layer(
        "SimpleMarker",
        &[
            ("name", shape.to_owned()),
            ("color", rgba(fill, 255)),
            ("outline_color", rgba(line, 255)),
            ("outline_width", decimal(width)),
            ("size", decimal(size)),
            ("size_unit", "MM".into()),
        ],
    )
}

/// To a hundredth of a millimetre.
fn decimal(millimetres: f64) -> String {
    ((millimetres * 100.0).round() / 100.0).to_string()
}

fn layer(class: &str, options: &[(&str, String)]) -> String {
    let options: String = options
        .iter()
        .map(|(name, value)| {
            format!("<Option type=\"QString\" name=\"{name}\" value=\"{value}\"/>")
        })
        .collect();
    format!(
        "<layer class=\"{class}\" enabled=\"1\" pass=\"0\" locked=\"0\"><Option type=\"Map\">{options}</Option></layer>"
    )
}

fn labels(expression: &str, points: f64) -> String {
    let name = xml(expression);
    format!(
        "<labeling type=\"simple\"><settings calloutType=\"simple\">\
         <text-style fieldName=\"{name}\" isExpression=\"1\" fontSize=\"{points}\" fontSizeUnit=\"Point\" \
         fontFamily=\"Noto Sans CJK SC\" namedStyle=\"Regular\" textColor=\"40,40,40,255\" textOpacity=\"1\">\
         <text-buffer bufferDraw=\"1\" bufferSize=\"0.8\" bufferSizeUnits=\"MM\" bufferColor=\"255,255,255,255\" \
         bufferOpacity=\"0.85\" bufferNoFill=\"1\"/></text-style>\
         <placement placement=\"0\" dist=\"1\" distUnits=\"MM\" priority=\"5\"/>\
         <rendering drawLabels=\"1\" obstacle=\"0\" fontMinPixelSize=\"3\" fontMaxPixelSize=\"10000\"/>\
         </settings></labeling>\n"
    )
}
