//! Recognises the system that a text means: a code, a name or well-known text.

use super::system::{CGCS2000, Crs, CrsError};

impl Crs {
    /// The system that `text` names: `EPSG:4547`, `urn:ogc:def:crs:EPSG::4547`, `OGC:CRS84`, `WGS84`, `CGCS2000`,
    /// `GCJ-02`, `BD-09`.
    pub fn parse(text: &str) -> Result<Self, CrsError> {
        let plain = text.trim().to_ascii_uppercase();
        let last = plain.rsplit([':', '/', '#']).next().unwrap_or_default();
        let of_epsg = last.len() == plain.len() || plain.contains("EPSG");
        match last {
            "CRS84" | "CRS84H" | "WGS84" | "WGS 84" | "WGS-84" => Ok(Self::Wgs84),
            "CGCS2000" => Ok(Self::Epsg(CGCS2000)),
            "GCJ-02" | "GCJ02" => Ok(Self::Gcj02),
            "BD-09" | "BD09" | "BD09LL" => Ok(Self::Bd09),
            code => match code.parse() {
                Ok(code) if of_epsg => Self::from_epsg(code),
                _ => Err(CrsError::Unknown(text.trim().to_owned())),
            },
        }
    }

    /// The system of a well-known text (`.prj` files, GeoPackage): by the authority that it names, else by its datum and
    /// parameters, among WGS84, CGCS2000, UTM on WGS84, the Gauss-Krüger zones of CGCS2000 and Web Mercator.
    pub fn from_wkt(text: &str) -> Result<Self, CrsError> {
        let mut parser = Parser { rest: text.trim(), depth: 0 };
        let unknown = |name: &str| CrsError::Unknown(name.to_owned());
        let shown: String = text.trim().chars().take(60).collect();
        let root = parser.node().ok_or_else(|| unknown(&shown))?;
        let root = match root.word.as_str() {
            // A compound system: its first part is the one over the ground.
            "COMPD_CS" | "COMPOUNDCRS" | "BOUNDCRS" => {
                root.nodes.first().ok_or_else(|| unknown(&shown))?
            }
            _ => &root,
        };
        if let Some(code) = root.epsg() {
            return Crs::from_epsg(code);
        }
        let name = root.texts.first().map_or(shown.as_str(), String::as_str);
        by_parameters(root).ok_or_else(|| unknown(name))
    }
}

fn by_parameters(root: &Node) -> Option<Crs> {
    let datum = root.find(&["DATUM", "GEODETICDATUM", "ENSEMBLE"])?.name();
    let datum = match datum.as_str() {
        "D_WGS_1984" | "WGS_1984" | "WGS84" | "WORLD_GEODETIC_SYSTEM_1984" => Crs::Wgs84,
        "D_CHINA_2000" | "CHINA_2000" | "CGCS2000" | "D_CGCS2000" => Crs::Epsg(CGCS2000),
        _ => return None,
    };
    if ["GEOGCS", "GEOGCRS", "GEODCRS"].contains(&root.word.as_str()) {
        return Some(datum);
    }
    let name = root.name();
    if name == "WGS_1984_WEB_MERCATOR_AUXILIARY_SPHERE" || name == "WGS_84_/_PSEUDO-MERCATOR" {
        return Some(Crs::Epsg(3857));
    }
    let way = root.find(&["PROJECTION", "METHOD"])?.name();
    if !["TRANSVERSE_MERCATOR", "GAUSS_KRUGER"].contains(&way.as_str()) || !root.in_metres() {
        return None;
    }
    let parameters = Parameters {
        middle: root.parameter(&["CENTRAL_MERIDIAN", "LONGITUDE_OF_NATURAL_ORIGIN"])?,
        scale: root.parameter(&["SCALE_FACTOR", "SCALE_FACTOR_AT_NATURAL_ORIGIN"]).unwrap_or(1.0),
        east: root.parameter(&["FALSE_EASTING"])?,
        north: root.parameter(&["FALSE_NORTHING"]).unwrap_or(0.0),
        origin: root
            .parameter(&["LATITUDE_OF_ORIGIN", "LATITUDE_OF_NATURAL_ORIGIN"])
            .unwrap_or(0.0),
    };
    parameters.zone(datum == Crs::Wgs84)
}

struct Parameters {
    middle: f64,
    scale: f64,
    east: f64,
    north: f64,
    origin: f64,
}

impl Parameters {
    /// The UTM zone (WGS84) or Gauss-Krüger zone (CGCS2000) with these parameters.
    fn zone(&self, utm: bool) -> Option<Crs> {
        let is = |a: f64, b: f64| (a - b).abs() < 1e-9 * b.abs().max(1.0);
        if !is(self.origin, 0.0) {
            return None;
        }
        if utm {
            let zone = ((self.middle + 183.0) / 6.0).round();
            let south = is(self.north, 10_000_000.0);
            let sound = is(self.middle, zone * 6.0 - 183.0)
                && is(self.scale, 0.9996)
                && is(self.east, 500_000.0);
            let sound = sound && (south || is(self.north, 0.0)) && (1.0..=60.0).contains(&zone);
            return sound.then(|| Crs::Epsg(if south { 32700 } else { 32600 } + zone as u16));
        }
        if !is(self.scale, 1.0) || !is(self.north, 0.0) {
            return None;
        }
        let (three, six) = (self.middle / 3.0, (self.middle + 3.0) / 6.0);
        let plain = is(self.east, 500_000.0);
        let row = |zone: f64, low: f64, high: f64, of_zone: u16, of_middle: u16| {
            let zone = zone.round();
            let numbered = is(self.east, zone * 1_000_000.0 + 500_000.0);
            let known = (low..=high).contains(&zone) && (plain || numbered);
            known.then(|| Crs::Epsg(if plain { of_middle } else { of_zone } + (zone - low) as u16))
        };
        // Where central meridians of 3-degree and 6-degree zones coincide, a false easting without a zone number fits
        // both: the plane is the same.
        let of_three = is(self.middle, three.round() * 3.0)
            .then(|| row(three, 25.0, 45.0, 4513, 4534))
            .flatten();
        of_three.or_else(|| {
            is(self.middle, six.round() * 6.0 - 3.0)
                .then(|| row(six, 13.0, 23.0, 4491, 4502))
                .flatten()
        })
    }
}

/// `WORD["text", number, OTHER[…]]`.
#[derive(Debug, Default)]
struct Node {
    word: String,
    texts: Vec<String>,
    numbers: Vec<f64>,
    nodes: Vec<Node>,
}

impl Node {
    /// Its name, in capitals, with underscores for spaces.
    fn name(&self) -> String {
        let name = self.texts.first().map_or("", String::as_str);
        name.to_ascii_uppercase().replace(' ', "_")
    }

    /// The EPSG code that the node itself states.
    fn epsg(&self) -> Option<u32> {
        let named = |node: &&Node| {
            ["AUTHORITY", "ID"].contains(&node.word.as_str()) && node.name() == "EPSG"
        };
        let found = self.nodes.iter().find(named)?;
        let text = || found.texts.get(1).and_then(|text| text.trim().parse().ok());
        found.numbers.first().map(|&code| code as u32).or_else(text)
    }

    /// The first node below with one of these words.
    fn find(&self, words: &[&str]) -> Option<&Node> {
        self.nodes.iter().find_map(|node| match words.contains(&node.word.as_str()) {
            true => Some(node),
            false => node.find(words),
        })
    }

    fn parameter(&self, names: &[&str]) -> Option<f64> {
        self.nodes.iter().find_map(|node| {
            match node.word == "PARAMETER" && names.contains(&node.name().as_str()) {
                true => node.numbers.first().copied(),
                false => node.parameter(names),
            }
        })
    }

    /// Whether lengths are metres.
    fn in_metres(&self) -> bool {
        let own =
            self.nodes.iter().find(|node| ["UNIT", "LENGTHUNIT"].contains(&node.word.as_str()));
        own.is_none_or(|unit| unit.numbers.first() == Some(&1.0))
    }
}

struct Parser<'a> {
    rest: &'a str,
    depth: usize,
}

/// Texts nested deeper are refused.
const DEEPEST: usize = 32;

impl Parser<'_> {
    fn skip(&mut self) {
        self.rest =
            self.rest.trim_start_matches(|letter: char| letter.is_whitespace() || letter == ',');
    }

    fn word(&mut self) -> String {
        let end = self.rest.find(['[', ']', '(', ')', ',', '"']).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        word.trim().to_owned()
    }

    fn node(&mut self) -> Option<Node> {
        let word = self.word();
        self.inside(word)
    }

    fn inside(&mut self, word: String) -> Option<Node> {
        self.rest = self.rest.strip_prefix(['[', '('])?;
        self.depth += 1;
        if self.depth > DEEPEST {
            return None;
        }
        let mut node = Node { word: word.to_ascii_uppercase(), ..Node::default() };
        loop {
            self.skip();
            if let Some(rest) = self.rest.strip_prefix([']', ')']) {
                self.rest = rest;
                self.depth -= 1;
                return Some(node);
            }
            if let Some(rest) = self.rest.strip_prefix('"') {
                let (text, rest) = rest.split_once('"')?;
                node.texts.push(text.to_owned());
                self.rest = rest;
                continue;
            }
            let word = self.word();
            if self.rest.starts_with(['[', '(']) {
                node.nodes.push(self.inside(word)?);
            } else if let Ok(number) = word.parse() {
                node.numbers.push(number);
            } else if word.is_empty() || self.rest.is_empty() {
                return None;
            }
        }
    }
}
