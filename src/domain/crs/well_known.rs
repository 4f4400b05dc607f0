//! Recognises the system that a text means: a code, a name, parameters, well-known text or PROJJSON.

use super::definition::{Definition, code_by_name, kept, published_shift};
use super::project::Projector;
use super::system::{CGCS2000, Crs, CrsError};
use super::tree::Node;
use proj4wkt::wkt_to_projstring;
use serde_json::Value;

/// ESRI's systems for continents and the world by code and name.
const ESRI: [(u32, &str, &str); 9] = [
    (54008, "World_Sinusoidal", "+proj=sinu"),
    (54009, "World_Mollweide", "+proj=moll"),
    (54030, "World_Robinson", "+proj=robin"),
    (54034, "World_Cylindrical_Equal_Area", "+proj=cea"),
    (102012, "Asia_Lambert_Conformal_Conic", "+proj=lcc +lat_1=30 +lat_2=62 +lon_0=105"),
    (
        102025,
        "Asia_North_Albers_Equal_Area_Conic",
        "+proj=aea +lat_1=15 +lat_2=65 +lat_0=30 +lon_0=95",
    ),
    (
        102027,
        "Asia_North_Lambert_Conformal_Conic",
        "+proj=lcc +lat_1=15 +lat_2=65 +lat_0=30 +lon_0=95",
    ),
    (
        102028,
        "Asia_South_Albers_Equal_Area_Conic",
        "+proj=aea +lat_1=7 +lat_2=-32 +lat_0=-15 +lon_0=125",
    ),
    (102100, "WGS_1984_Web_Mercator_Auxiliary_Sphere", "+proj=webmerc"),
];

impl Crs {
    /// The system that `text` names: `EPSG:4547`, `urn:ogc:def:crs:EPSG::4547`, `OGC:CRS84`, `WGS84`, `CGCS2000`,
    /// `GCJ-02`, `BD-09`, `ESRI:54009`, a name of the register or of ESRI, `+proj=tmerc …`, well-known text, PROJJSON.
    pub fn parse(text: &str) -> Result<Self, CrsError> {
        let text = text.trim();
        let unknown = || CrsError::Unknown(shown(text));
        match text.bytes().next() {
            Some(b'+') => {
                return Self::own(Definition::parse(text).ok_or_else(unknown)?, &shown(text));
            }
            Some(b'{') => {
                return Self::from_projjson(&serde_json::from_str(text).map_err(|_| unknown())?);
            }
            _ if text.contains('[') => return Self::from_wkt(text),
            _ => {}
        }
        let plain = text.to_ascii_uppercase();
        let last = plain.rsplit([':', '/', '#']).next().unwrap_or_default();
        let of_epsg = last.len() == plain.len() || plain.contains("EPSG");
        match last {
            "CRS84" | "CRS84H" | "WGS84" | "WGS 84" | "WGS-84" => Ok(Self::Wgs84),
            "CGCS2000" => Ok(Self::Epsg(CGCS2000)),
            "GCJ-02" | "GCJ02" => Ok(Self::Gcj02),
            "BD-09" | "BD09" | "BD09LL" => Ok(Self::Bd09),
            code => match code.parse::<u32>() {
                Ok(code) if of_epsg => Self::from_epsg(code),
                Ok(code) if plain.contains("ESRI") => {
                    Self::of_esri(|own, _| own == code).ok_or_else(unknown)
                }
                Ok(_) => Err(unknown()),
                Err(_) => Self::by_name(text).ok_or_else(unknown)?,
            },
        }
    }

    /// The system of a well-known text (`.prj` files, GeoPackage), by OGC or ESRI: by the code that it names, else by its
    /// datum and parameters, which are those of a system of the register or its own.
    pub fn from_wkt(text: &str) -> Result<Self, CrsError> {
        let root = Node::parse(text).ok_or_else(|| CrsError::Unknown(shown(text)))?;
        Self::of_tree(&root)
    }

    /// The system of a PROJJSON object, as GeoParquet has it.
    pub fn from_projjson(json: &Value) -> Result<Self, CrsError> {
        let named = || match json["name"].as_str() {
            Some(name) => Self::parse(name),
            None => Err(CrsError::Unknown(shown(&json.to_string()))),
        };
        let id = &json["id"];
        let code = id["code"].as_str().map_or_else(|| id["code"].to_string(), str::to_owned);
        let by_code =
            id["authority"].as_str().map(|authority| Self::parse(&format!("{authority}:{code}")));
        match (by_code, Node::of_projjson(json)) {
            (Some(Ok(crs)), _) => Ok(crs),
            (_, Some(tree)) => Self::of_tree(&tree),
            (Some(error), None) => error,
            (None, None) => named(),
        }
    }

    fn of_tree(root: &Node) -> Result<Self, CrsError> {
        let mut own = root;
        // A compound system: its first part is the one over the ground. A bound one has its system and a shift.
        while ["COMPD_CS", "COMPOUNDCRS", "BOUNDCRS", "SOURCECRS"].contains(&own.word.as_str()) {
            let Some(first) = own.nodes.first() else { break };
            own = first;
        }
        let by_code = match own.code() {
            Some((authority, code)) if authority == "EPSG" => Some(Self::from_epsg(code)),
            Some((_, code)) => Self::of_esri(|known, _| known == code).map(Ok),
            None => None,
        };
        match by_code {
            Some(Ok(crs)) => Ok(crs),
            Some(error) => by_parameters(own, root).or(error),
            None => by_parameters(own, root),
        }
    }

    /// The system of ESRI's with this code and name.
    fn of_esri(is_it: impl Fn(u32, &str) -> bool) -> Option<Self> {
        let (code, _, text) = ESRI.iter().find(|(code, name, _)| is_it(*code, name))?;
        match code {
            102100 => Some(Self::Epsg(3857)),
            _ => Self::own(Definition::parse(&format!("{text} +datum=WGS84"))?, "").ok(),
        }
    }

    /// The system with a name of the register or of ESRI.
    fn by_name(name: &str) -> Option<Result<Self, CrsError>> {
        let esri = Self::of_esri(|_, own| own.eq_ignore_ascii_case(name)).map(Ok);
        esri.or_else(|| code_by_name(name).map(|code| Self::from_epsg(code.into())))
    }

    /// The system that is defined so, called `name` in messages.
    fn own(definition: Definition, name: &str) -> Result<Self, CrsError> {
        let crs = Self::Own(kept(definition.to_string()));
        Projector::new(crs).map(|_| crs).map_err(|error| match error {
            CrsError::NoWay(_, why) => CrsError::NoWay(name.to_owned(), why),
            other => other,
        })
    }
}

/// Enough of a text to know it by.
fn shown(text: &str) -> String {
    text.trim().chars().take(60).collect()
}

/// The system with the parameters of `own`, which may stand in a `root` with a shift.
fn by_parameters(own: &Node, root: &Node) -> Result<Crs, CrsError> {
    let name = match own.title() {
        "" => &shown(&own.to_string()),
        title => title,
    };
    let unknown = || CrsError::Unknown(name.to_owned());
    let datum = own.find(&["DATUM", "GEODETICDATUM", "TRF", "ENSEMBLE"]).ok_or_else(unknown)?;
    let datum = datum_name(&datum.name());
    let in_degrees = ["GEOGCS", "GEOGCRS", "GEODCRS", "GEOGRAPHICCRS", "GEODETICCRS"];
    if in_degrees.contains(&own.word.as_str()) && !has_degrees(own) {
        return Err(unknown());
    }
    let text = wkt_to_projstring(&own.to_string()).map_err(|_| unknown())?;
    let mut definition = Definition::parse(&text).ok_or_else(unknown)?;
    let known = definition.code(&datum).map(|code| Crs::from_epsg(code.into()));
    if let Some(Ok(crs)) = known {
        return Ok(crs);
    }
    let stated = root.find(&["ABRIDGEDTRANSFORMATION"]).and_then(stated_shift);
    let published = || published_shift(&datum).filter(|_| own.find(&["TOWGS84"]).is_none());
    if let Some(shift) = stated.or_else(published) {
        definition = definition.shifted(&shift);
    }
    Crs::own(definition, name)
}

/// The register's name of a datum that ESRI and others call otherwise.
fn datum_name(name: &str) -> String {
    let plain = name.strip_prefix("D_").unwrap_or(name);
    match plain {
        "WGS84" | "WORLD_GEODETIC_SYSTEM_1984" | "WORLD_GEODETIC_SYSTEM_1984_ENSEMBLE" => {
            "WGS_1984"
        }
        "CGCS2000" | "CHINA_GEODETIC_COORDINATE_SYSTEM_2000" => "CHINA_2000",
        other => other,
    }
    .to_owned()
}

/// Whether a system of longitude and latitude has degrees.
fn has_degrees(node: &Node) -> bool {
    let unit = node.nodes.iter().find(|node| ["UNIT", "ANGLEUNIT"].contains(&node.word.as_str()));
    let factor = unit.and_then(Node::number);
    factor.is_none_or(|factor| (factor - 1_f64.to_radians()).abs() < 1e-9)
}

/// The three or seven parameters of a shift to WGS84, for the words `+towgs84=`.
fn stated_shift(node: &Node) -> Option<String> {
    let figure = |name: &str| {
        let found = node.nodes.iter().find(|node| node.name() == name)?;
        let unit = found.find(&["SCALEUNIT"]).and_then(Node::number);
        match (name, unit) {
            // A factor, unless it is in parts per million already.
            ("SCALE_DIFFERENCE", None | Some(1.0)) => Some((found.number()? - 1.0) * 1e6),
            _ => found.number(),
        }
    };
    let moves = ["X-AXIS_TRANSLATION", "Y-AXIS_TRANSLATION", "Z-AXIS_TRANSLATION"].map(figure);
    let turns =
        ["X-AXIS_ROTATION", "Y-AXIS_ROTATION", "Z-AXIS_ROTATION", "SCALE_DIFFERENCE"].map(figure);
    let [Some(_), Some(_), Some(_)] = moves else { return None };
    let figures = moves.iter().chain(&turns).map(|figure| figure.unwrap_or(0.0).to_string());
    Some(figures.collect::<Vec<_>>().join(","))
}
