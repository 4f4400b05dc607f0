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
    /// An area with lines across.
    Hatched(Colour),
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

/// Markers as large as a number is: their area says it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Scale {
    /// The field that has the number.
    pub(super) field: String,
    /// What the number counts, for the legend.
    pub(super) title: String,
    /// The largest number.
    pub(super) most: f64,
    /// Millimetres across of the smallest and the largest marker.
    pub(super) millimetres: [f64; 2],
}

/// A style: features by the value of an expression, perhaps with labels.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Style {
    /// QGIS's expression language.
    pub(super) expression: String,
    pub(super) categories: Vec<Category>,
    /// The expression of the label, and its size in points.
    pub(super) label: Option<(String, f64)>,
    /// How large its markers are, where they are not all alike.
    pub(super) scale: Option<Scale>,
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
    /// The file, with what is said of the fields.
    pub(super) fn qml(&self, fields: &str) -> String {
        let enabled = u8::from(self.label.is_some());
        format!(
            "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n\
             <qgis version=\"3.22.0\" styleCategories=\"Symbology|Labeling|Fields|Forms\" labelsEnabled=\"{enabled}\">\n\
             {}{fields}</qgis>\n",
            self.drawn()
        )
    }

    /// The renderer and the labels.
    pub(super) fn drawn(&self) -> String {
        let mut categories = String::new();
        let mut symbols = String::new();
        for (number, category) in self.categories.iter().enumerate() {
            let (value, label) = (xml(&category.value), xml(&category.label));
            let _ = writeln!(
                categories,
                "<category value=\"{value}\" symbol=\"{number}\" label=\"{label}\" render=\"true\" type=\"string\"/>"
            );
            symbols += &symbol(number, category.symbol, self.scale.as_ref());
        }
        let attr = xml(&self.expression);
        let labels = self.label.as_ref().map(|(label, points)| labels(label, *points));
        let sizes = self.scale.as_ref().map(|scale| {
            let title = xml(&scale.title);
            let first = self.categories.first().map(|own| symbol(0, own.symbol, Some(scale)));
            format!(
                "<source-symbol>{}</source-symbol>\n<data-defined-size-legend title=\"{title}\" valign=\"bottom\" type=\"collapsed\"/>\n",
                first.unwrap_or_default()
            )
        });
        format!(
            "<renderer-v2 type=\"categorizedSymbol\" attr=\"{attr}\" symbollevels=\"0\" enableorderby=\"0\" forceraster=\"0\">\n\
             <categories>\n{categories}</categories>\n<symbols>\n{symbols}</symbols>\n{}</renderer-v2>\n{}",
            sizes.unwrap_or_default(),
            labels.unwrap_or_default()
        )
    }
}

fn rgba([red, green, blue]: Colour, seen: u8) -> String {
    format!("{red},{green},{blue},{seen}")
}

fn symbol(number: usize, symbol: Symbol, scale: Option<&Scale>) -> String {
    let (kind, layers) = match symbol {
        Symbol::Marker(shape, size, colour) => {
            // A cross is all outline.
            let (line, width) = match shape {
                "cross2" => (colour, 0.6),
                _ => (PAPER, 0.2),
            };
            let mut made = marker(shape, size, colour, line, width);
            if let Some(scale) = scale {
                made = made.replace(END, &(sized(scale) + END));
            }
            ("marker", vec![made])
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
        Symbol::Hatched(colour) => (
            "fill",
            vec![layer(
                "SimpleFill",
                &[
                    ("color", rgba(colour, 255)),
                    ("style", "b_diagonal".into()),
                    ("outline_color", rgba(colour, 255)),
                    ("outline_style", "solid".into()),
                    ("outline_width", "0.3".into()),
                    ("outline_width_unit", "MM".into()),
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

/// Says that a marker is as large as a number is.
fn sized(scale: &Scale) -> String {
    let Scale { field, most, millimetres: [least_mm, most_mm], .. } = scale;
    let field = xml(field);
    let number = |name: &str, value: f64| {
        format!("<Option type=\"double\" name=\"{name}\" value=\"{value}\"/>")
    };
    let numbers = [
        number("exponent", 0.5),
        number("minValue", 0.0),
        number("maxValue", most.max(1.0)),
        number("minSize", *least_mm),
        number("maxSize", *most_mm),
        // In the legend there is no number.
        number("nullSize", *least_mm * 2.0),
    ]
    .concat();
    format!(
        "<data_defined_properties><Option type=\"Map\"><Option type=\"QString\" name=\"name\" value=\"\"/>\
         <Option type=\"Map\" name=\"properties\"><Option type=\"Map\" name=\"size\"><Option type=\"bool\" name=\"active\" value=\"true\"/>\
         <Option type=\"QString\" name=\"field\" value=\"{field}\"/><Option type=\"Map\" name=\"transformer\"><Option type=\"Map\" name=\"d\">{numbers}\
         <Option type=\"int\" name=\"scaleType\" value=\"3\"/></Option><Option type=\"int\" name=\"t\" value=\"1\"/></Option>\
         <Option type=\"int\" name=\"type\" value=\"2\"/></Option></Option><Option type=\"QString\" name=\"type\" value=\"collection\"/></Option></data_defined_properties>"
    )
}

/// The end of a layer of a symbol.
const END: &str = "</layer>";

fn layer(class: &str, options: &[(&str, String)]) -> String {
    let options: String = options
        .iter()
        .map(|(name, value)| {
            format!("<Option type=\"QString\" name=\"{name}\" value=\"{value}\"/>")
        })
        .collect();
    format!(
        "<layer class=\"{class}\" enabled=\"1\" pass=\"0\" locked=\"0\"><Option type=\"Map\">{options}</Option>{END}"
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
