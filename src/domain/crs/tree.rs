//! Well-known text as a tree, and PROJJSON in its terms.

use proj4wkt::parser::{Attribute, Processor, parse};
use serde_json::Value;
use std::fmt;

/// `WORD["text", LABEL, number, OTHER[…]]`.
#[derive(Debug, Default)]
pub(super) struct Node {
    /// In capitals.
    pub(super) word: String,
    texts: Vec<String>,
    labels: Vec<String>,
    numbers: Vec<String>,
    pub(super) nodes: Vec<Node>,
}

/// Texts nested deeper are refused, since the parser calls itself for each level.
const DEEPEST: usize = 32;

struct Builder;

impl<'a> Processor<'a> for Builder {
    type Err = std::io::Error;
    type Output = Node;

    fn process<I>(&self, key: &'a str, _depth: usize, items: I) -> Result<Node, Self::Err>
    where
        I: Iterator<Item = Attribute<'a, Node>>,
    {
        let mut node = Node::new(&key.to_ascii_uppercase());
        for item in items {
            match item {
                Attribute::Quoted(text) => node.texts.push(text.to_owned()),
                Attribute::Label(word) => node.labels.push(word.to_owned()),
                Attribute::Number(number) => node.numbers.push(number.to_owned()),
                Attribute::Keyword(_, inner) => node.nodes.push(inner),
            }
        }
        Ok(node)
    }
}

/// How deep brackets stand in brackets.
fn depth(text: &str) -> usize {
    let (mut open, mut deepest, mut quoted) = (0_usize, 0, false);
    for letter in text.bytes() {
        match letter {
            b'"' => quoted = !quoted,
            b'[' if !quoted => open += 1,
            b']' if !quoted => open = open.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(open);
    }
    deepest
}

impl Node {
    fn new(word: &str) -> Self {
        Self { word: word.to_owned(), ..Self::default() }
    }

    /// The tree of a well-known text.
    pub(super) fn parse(text: &str) -> Option<Self> {
        // Round brackets are the standard's other way to write it.
        let square = match text.contains('[') {
            true => text.to_owned(),
            false => text.replace('(', "[").replace(')', "]"),
        };
        (depth(&square) <= DEEPEST).then(|| parse(&square, &Builder).ok()).flatten()
    }

    /// The tree that the text of a PROJJSON object would have.
    pub(super) fn of_projjson(json: &Value) -> Option<Self> {
        match json["type"].as_str()? {
            "CompoundCRS" => Self::of_projjson(json["components"].get(0)?),
            "BoundCRS" => {
                let mut source = Self::new("SOURCECRS");
                source.nodes.push(Self::of_projjson(&json["source_crs"])?);
                let mut shift = Self::named("ABRIDGEDTRANSFORMATION", &json["transformation"]);
                shift.nodes = parameters(&json["transformation"]);
                Some(Self { nodes: vec![source, shift], ..Self::new("BOUNDCRS") })
            }
            "ProjectedCRS" => {
                let mut node = Self::named("PROJCRS", json);
                let mut base = Self::geographic("BASEGEOGCRS", &json["base_crs"])?;
                base.nodes.push(unit("ANGLEUNIT", &"degree".into()));
                let conversion = &json["conversion"];
                let mut way = Self::named("CONVERSION", conversion);
                way.nodes.push(Self::named("METHOD", &conversion["method"]));
                way.nodes.extend(parameters(conversion));
                let axes = &json["coordinate_system"]["axis"];
                let length = axes.get(0).map_or(Value::Null, |axis| axis["unit"].clone());
                node.nodes.extend([base, way, unit("LENGTHUNIT", &length)]);
                Some(node)
            }
            "GeographicCRS" | "GeodeticCRS" => {
                let mut node = Self::geographic("GEOGCRS", json)?;
                let axes = &json["coordinate_system"]["axis"];
                let angle = axes.get(0).map_or(Value::Null, |axis| axis["unit"].clone());
                node.nodes.push(unit("ANGLEUNIT", &angle));
                Some(node)
            }
            _ => None,
        }
    }

    fn geographic(word: &str, json: &Value) -> Option<Self> {
        let mut node = Self::named(word, json);
        let (kind, datum) = match json.get("datum_ensemble") {
            Some(ensemble) => ("ENSEMBLE", ensemble),
            None => ("DATUM", json.get("datum")?),
        };
        let mut reference = Self::named(kind, datum);
        let round = &datum["ellipsoid"];
        let mut ellipsoid = Self::named("ELLIPSOID", round);
        let radius = length(&round["semi_major_axis"]).or_else(|| length(&round["radius"]))?;
        let short = || length(&round["semi_minor_axis"]);
        let flat = || short().map(|short| radius / (radius - short)).filter(|by| by.is_finite());
        let by = round["inverse_flattening"].as_f64().or_else(flat).unwrap_or(0.0);
        ellipsoid.numbers = vec![radius.to_string(), by.to_string()];
        reference.nodes.push(ellipsoid);
        node.nodes.push(reference);
        let meridian = datum.get("prime_meridian").or_else(|| json.get("prime_meridian"));
        if let Some(meridian) = meridian {
            let mut prime = Self::named("PRIMEM", meridian);
            let at = &meridian["longitude"];
            let plain = at.as_f64().or_else(|| at["value"].as_f64())?;
            prime.numbers = vec![plain.to_string()];
            prime.nodes.extend(at.get("unit").map(|own| unit("ANGLEUNIT", own)));
            node.nodes.push(prime);
        }
        Some(node)
    }

    /// A node with the name and the code of an object.
    fn named(word: &str, json: &Value) -> Self {
        let name = json["name"].as_str().unwrap_or_default().replace('"', "\"\"");
        let mut node = Self { texts: vec![name], ..Self::new(word) };
        let id = &json["id"];
        if let (Some(authority), code) = (id["authority"].as_str(), &id["code"]) {
            let code = code.as_str().map_or_else(|| code.to_string(), str::to_owned);
            let plain = |text: &str| text.replace('"', "");
            node.nodes
                .push(Self { texts: vec![plain(authority), plain(&code)], ..Self::new("ID") });
        }
        node
    }

    /// Its name, in capitals, with underscores for spaces.
    pub(super) fn name(&self) -> String {
        self.title().to_ascii_uppercase().replace(' ', "_")
    }

    /// Its name as written.
    pub(super) fn title(&self) -> &str {
        self.texts.first().map_or("", String::as_str)
    }

    /// Its first number.
    pub(super) fn number(&self) -> Option<f64> {
        self.numbers.first()?.parse().ok()
    }

    /// The authority and the code that the node itself states.
    pub(super) fn code(&self) -> Option<(String, u32)> {
        let found =
            self.nodes.iter().find(|node| ["AUTHORITY", "ID"].contains(&node.word.as_str()))?;
        let code = found.texts.get(1).or_else(|| found.numbers.first())?;
        Some((found.name(), code.trim().parse().ok()?))
    }

    /// The first node below with one of these words.
    pub(super) fn find(&self, words: &[&str]) -> Option<&Node> {
        self.nodes.iter().find_map(|node| match words.contains(&node.word.as_str()) {
            true => Some(node),
            false => node.find(words),
        })
    }
}

/// The nodes `PARAMETER` of a conversion or transformation.
fn parameters(json: &Value) -> Vec<Node> {
    let list = json["parameters"].as_array().map(Vec::as_slice).unwrap_or_default();
    let node = |parameter: &Value| {
        let mut node = Node::named("PARAMETER", parameter);
        node.numbers = vec![parameter["value"].as_f64()?.to_string()];
        let own = &parameter["unit"];
        let kind = match own["type"].as_str().or(own.as_str()) {
            Some("degree" | "AngularUnit") => "ANGLEUNIT",
            Some("metre" | "LinearUnit") => "LENGTHUNIT",
            _ => "SCALEUNIT",
        };
        node.nodes.push(unit(kind, own));
        Some(node)
    };
    list.iter().filter_map(node).collect()
}

/// A unit of PROJJSON: a word, or an object with its factor.
fn unit(word: &str, json: &Value) -> Node {
    let factor = match word {
        "ANGLEUNIT" => 1_f64.to_radians(),
        _ => 1.0,
    };
    let factor = json["conversion_factor"].as_f64().unwrap_or(factor);
    let name = json.as_str().or(json["name"].as_str()).unwrap_or("unit").replace('"', "");
    Node { texts: vec![name], numbers: vec![factor.to_string()], ..Node::new(word) }
}

/// A length in metres: a number, or an object with value and unit.
fn length(json: &Value) -> Option<f64> {
    let factor = json["unit"]["conversion_factor"].as_f64().unwrap_or(1.0);
    json.as_f64().or_else(|| Some(json["value"].as_f64()? * factor))
}

/// As well-known text.
impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let texts = self.texts.iter().map(|text| format!("\"{text}\""));
        let words = self.labels.iter().chain(&self.numbers).cloned();
        let nodes = self.nodes.iter().map(Node::to_string);
        let items: Vec<String> = texts.chain(words).chain(nodes).collect();
        write!(f, "{}[{}]", self.word, items.join(","))
    }
}
