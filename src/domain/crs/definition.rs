//! Definitions by parameters, in the words of PROJ (`+proj=tmerc +lon_0=106.5 …`), and the register searched by them.

use super::project::has_shift;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::{Mutex, PoisonError};

/// The parameters of a system; equal systems have equal texts.
#[derive(Debug, Clone)]
pub(super) struct Definition(BTreeMap<String, String>);

/// Words that say nothing, or what is taken for granted.
const SILENT: [&str; 5] = ["no_defs", "wktext", "type", "units", "nadgrids"];
/// Words for the datum: the register is searched by its name instead.
const DATUM: [&str; 7] = ["a", "b", "rf", "R", "ellps", "datum", "towgs84"];
/// Longer texts are no definitions.
const LONGEST: usize = 600;

impl Definition {
    /// Reads a text such as `+proj=utm +zone=48 +datum=WGS84`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut words = BTreeMap::new();
        for word in text.split_whitespace() {
            let word = word.trim_start_matches('+');
            let (key, value) = word.split_once('=').unwrap_or((word, ""));
            let value = value.parse::<f64>().map_or(value.to_owned(), |number| number.to_string());
            words.insert(if key == "k_0" { "k" } else { key }.to_owned(), value);
        }
        let metres = words.get("units").is_none_or(|unit| unit == "m");
        // The grid @null says that Web Mercator takes degrees of the ellipsoid as degrees of a sphere.
        let plain = words.get("nadgrids").is_none_or(|grid| grid == "@null");
        if words.contains_key("nadgrids") && words.get("proj").is_some_and(|way| way == "merc") {
            words.insert("proj".into(), "webmerc".into());
        }
        let zone: Option<f64> = words.get("zone").and_then(|zone| zone.parse().ok());
        if let (Some("utm"), Some(zone)) = (words.get("proj").map(String::as_str), zone) {
            let north = if words.contains_key("south") { 10_000_000.0 } else { 0.0 };
            let utm =
                [("lon_0", zone * 6.0 - 183.0), ("k", 0.9996), ("x_0", 500_000.0), ("y_0", north)];
            words.extend(utm.map(|(key, number)| (key.to_owned(), number.to_string())));
            words.insert("proj".into(), "tmerc".into());
            words.retain(|key, _| key != "zone" && key != "south");
        }
        words.retain(|key, _| !SILENT.contains(&key.as_str()));
        let sound = words.contains_key("proj") && metres && plain && text.len() <= LONGEST;
        sound.then_some(Self(words))
    }

    pub(super) fn word(&self, key: &str) -> Option<&str> {
        self.0.get(key).map(String::as_str)
    }

    /// The same system on a datum with this shift.
    pub(super) fn shifted(mut self, shift: &str) -> Self {
        self.0.insert("towgs84".into(), shift.into());
        self
    }

    /// Whether positions on the plane are the same, whatever the datum.
    fn is_plane_of(&self, other: &Self) -> bool {
        let keys = self.0.keys().chain(other.0.keys()).filter(|key| !DATUM.contains(&key.as_str()));
        keys.collect::<BTreeSet<_>>().into_iter().all(|key| {
            let usual = if key == "k" { "1" } else { "0" };
            let [one, two] = [self, other].map(|own| own.word(key).unwrap_or(usual));
            match (one.parse::<f64>(), two.parse::<f64>()) {
                (Ok(one), Ok(two)) => (one - two).abs() < 1e-9 * two.abs().max(1.0),
                _ => one == two,
            }
        })
    }

    /// The code of the register's system with the same plane on the datum with this name. Where several have it (zones of
    /// 3 and of 6 degrees with the same central meridian) it is the last: that of 3 degrees.
    pub(super) fn code(&self, datum: &str) -> Option<u16> {
        let codes = (0..=u16::MAX).rev();
        codes
            .filter(|&code| has_datum(code, datum))
            .find(|&code| of_register(code).is_some_and(|known| self.is_plane_of(&known)))
    }
}

impl fmt::Display for Definition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "+proj={}", self.word("proj").unwrap_or_default())?;
        let others = self.0.iter().filter(|(key, _)| *key != "proj");
        others.into_iter().try_for_each(|(key, value)| match value.as_str() {
            "" => write!(f, " +{key}"),
            value => write!(f, " +{key}={value}"),
        })
    }
}

/// The definition of a code of the register.
fn of_register(code: u16) -> Option<Definition> {
    Definition::parse(crs_definitions::from_code(code)?.proj4)
}

/// Whether the register's system is on the datum with this name.
fn has_datum(code: u16, datum: &str) -> bool {
    let text = crs_definitions::from_code(code).map_or("", |known| known.wkt);
    let name = text.split("DATUM[\"").nth(1).and_then(|rest| rest.split('"').next());
    name.is_some_and(|name| name.eq_ignore_ascii_case(datum))
}

/// The shift of a datum to WGS84 as the register has it, for the words `+towgs84=`; none where it publishes none.
pub(super) fn published_shift(datum: &str) -> Option<String> {
    let texts = (0..=u16::MAX).filter(|&code| has_datum(code, datum));
    let mut texts = texts.filter_map(|code| Some(crs_definitions::from_code(code)?.proj4));
    let text = texts.find(|text| text.starts_with("+proj=longlat"))?;
    let shift = Definition::parse(text)?.word("towgs84").unwrap_or("0,0,0").to_owned();
    has_shift(text).then_some(shift)
}

/// The code of the system that the register, or ESRI, calls by this name: `CGCS2000 / 3-degree Gauss-Kruger CM 108E` is
/// `CGCS2000_3_Degree_GK_CM_108E` too.
pub(super) fn code_by_name(name: &str) -> Option<u16> {
    let plain = |name: &str| {
        let name =
            name.to_ascii_uppercase().replace("GAUSS-KRUGER", "GK").replace("WGS_1984", "WGS84");
        name.chars().filter(|letter| letter.is_ascii_alphanumeric()).collect::<String>()
    };
    let wanted = plain(name);
    let has_name = |code: &u16| {
        let text = crs_definitions::from_code(*code).map_or("", |known| known.wkt);
        text.split('"').nth(1).is_some_and(|name| plain(name) == wanted)
    };
    (0..=u16::MAX).find(has_name)
}

/// One copy of a text for the rest of the program. Systems are small values that are copied everywhere, and a program meets
/// few definitions, none longer than a line.
pub(super) fn kept(text: String) -> &'static str {
    static TEXTS: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
    let mut texts = TEXTS.lock().unwrap_or_else(PoisonError::into_inner);
    match texts.get(text.as_str()) {
        Some(known) => known,
        None => {
            let text: &'static str = Box::leak(text.into_boxed_str());
            texts.insert(text);
            text
        }
    }
}
