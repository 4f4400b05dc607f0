//! QGIS's style files (QML), as far as the styles of a run need them: categories of one expression, labels.

use crate::run::looks::Colour;
use std::fmt::Write as _;

/// How a category is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Symbol {
    /// A marker: QGIS's name of its shape, millimetres across, colour.
    Marker(&'static str, f64, Colour),
    /// A line: millimetres wide, colour, dashed or not.
    Line(f64, Colour, bool),
    /// An area: its colour, how much of it is seen (0–255), and of its border.
    Area(Colour, u8, Colour),
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

/// Text in an attribute of XML; characters that XML has no place for are left out.
fn escaped(text: &str) -> String {
    let mut made = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => made.push_str("&amp;"),
            '<' => made.push_str("&lt;"),
            '>' => made.push_str("&gt;"),
            '"' => made.push_str("&quot;"),
            '\n' | '\r' | '\t' => made.push(' '),
            letter if letter.is_control() || matches!(letter, '\u{fffe}' | '\u{ffff}') => {}
            letter => made.push(letter),
        }
    }
    made
}

impl Style {
    /// The file.
    pub(super) fn qml(&self) -> String {
        let mut categories = String::new();
        let mut symbols = String::new();
        for (number, category) in self.categories.iter().enumerate() {
            let (value, label) = (escaped(&category.value), escaped(&category.label));
            let _ = writeln!(
                categories,
                "<category value=\"{value}\" symbol=\"{number}\" label=\"{label}\" render=\"true\" type=\"string\"/>"
            );
            symbols += &symbol(number, category.symbol);
        }
        let attr = escaped(&self.expression);
        let labels = self
            .label
            .as_ref()
            .map(|(label, points)| labels(label, *points));
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
    let (kind, class, options) = match symbol {
        Symbol::Marker(shape, size, colour) => (
            "marker",
            "SimpleMarker",
            vec![
                ("name", shape.to_owned()),
                ("color", rgba(colour, 255)),
                // A cross is all outline.
                (
                    "outline_color",
                    match shape {
                        "cross2" => rgba(colour, 255),
                        _ => "255,255,255,255".into(),
                    },
                ),
                (
                    "outline_width",
                    if shape == "cross2" { "0.6" } else { "0.2" }.into(),
                ),
                ("size", size.to_string()),
                ("size_unit", "MM".into()),
            ],
        ),
        Symbol::Line(width, colour, dashed) => (
            "line",
            "SimpleLine",
            vec![
                ("line_color", rgba(colour, 255)),
                ("line_width", width.to_string()),
                ("line_width_unit", "MM".into()),
                ("line_style", if dashed { "dash" } else { "solid" }.into()),
            ],
        ),
        Symbol::Area(colour, seen, border) => (
            "fill",
            "SimpleFill",
            vec![
                ("color", rgba(colour, seen)),
                ("style", if seen == 0 { "no" } else { "solid" }.into()),
                ("outline_color", rgba(border, 200)),
                ("outline_style", "solid".into()),
                ("outline_width", "0.2".into()),
                ("outline_width_unit", "MM".into()),
            ],
        ),
    };
    let options: String = options
        .into_iter()
        .map(|(name, value)| {
            format!("<Option type=\"QString\" name=\"{name}\" value=\"{value}\"/>")
        })
        .collect();
    format!(
        "<symbol type=\"{kind}\" name=\"{number}\" alpha=\"1\" clip_to_extent=\"1\" force_rhr=\"0\">\
         <layer class=\"{class}\" enabled=\"1\" pass=\"0\" locked=\"0\"><Option type=\"Map\">{options}</Option></layer></symbol>\n"
    )
}

fn labels(expression: &str, points: f64) -> String {
    let name = escaped(expression);
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
