//! Towns and medical facilities, and the properties that all features share.

use super::catalogue::Code;
use super::collection::{Layer, RawFeature};
use super::fields::Fields;
use super::node::Table;
use super::register::Register;
use super::sink::Sink;
use crate::domain::{Feature, LonLat, Medical, Origin, Provenance, Setting, Town, text};
use crate::units::{Persons, Share};
use geo::{Geometry, InteriorPoint};
use std::rc::Rc;

/// The properties in which a feature states its origin.
const ORIGIN_KEYS: [&str; 4] = ["origin", "position_origin", "method", "source"];
const TOWN_KEYS: &[&str] = &["id", "name", "population", "ageing_rate", "urban_share", "setting"];
const MEDICAL_KEYS: &[&str] = &["id", "name", "kind", "town"];

/// The properties of a feature, which may have the keys `known` and those of its origin.
pub(super) fn feature_fields<'s>(
    sink: &'s Sink,
    file: &str,
    raw: &RawFeature,
    known: &[&str],
) -> Fields<'s> {
    let table = Rc::new(Table::of(&raw.properties).renamed(&raw.names));
    Fields::new(sink, raw.place(file), table, known).also_known(ORIGIN_KEYS.map(str::to_owned))
}

/// The feature's id; an issue when it has none.
pub(super) fn feature_id(fields: &Fields<'_>, raw: &RawFeature) -> Option<String> {
    raw.id.clone().or_else(|| fields.required("id", Fields::id))
}

/// The origin of a feature's figures and position.
pub(super) fn provenance(fields: &Fields<'_>) -> Provenance {
    Provenance { figures: fields.origin("origin"), position: fields.origin("position_origin") }
}

/// The feature as given, and its point: for polygons one inside them.
pub(super) fn as_given(raw: RawFeature) -> Option<(Feature, LonLat)> {
    let geometry = raw.geometry?;
    let at = match &geometry {
        Geometry::Point(point) => *point,
        other => other.interior_point()?,
    };
    let at = LonLat::new(at.x(), at.y()).ok()?;
    let feature = Feature { geometry, properties: raw.properties };
    Some((feature, at))
}

/// `urban` or `rural`, or their Chinese words.
pub(super) fn setting(fields: &Fields<'_>, field: &str) -> Option<Setting> {
    match fields.text(field)?.trim() {
        "城镇" | "城市" | "城区" => Some(Setting::Urban),
        "农村" | "乡村" => Some(Setting::Rural),
        word => fields.known_word(field, word, &Setting::WORDS),
    }
}

/// Reads the towns; none for one with problems.
pub(super) fn read_towns(sink: &Sink, layer: Layer) -> Vec<Option<Town>> {
    let Layer { file, features, .. } = layer;
    features.into_iter().map(|raw| read_town(sink, &file, raw?)).collect()
}

fn read_town(sink: &Sink, file: &str, raw: RawFeature) -> Option<Town> {
    let fields = feature_fields(sink, file, &raw, TOWN_KEYS);
    let id = feature_id(&fields, &raw);
    let name = fields.required("name", Fields::text);
    let population = fields.required("population", persons);
    let ageing_rate = fields.required("ageing_rate", check_p2002_rate);
    let urban_share =
        fields.node("urban_share").and_then(|_| check_p2002_rate(&fields, "urban_share"));
    let setting = fields.required("setting", setting);
    let provenance = provenance(&fields);
    fields.warn_misspelt();
    let (feature, _) = as_given(raw)?;
    let town = Town {
        id: id?,
        name: name?,
        population: population?,
        ageing_rate: ageing_rate?,
        urban_share,
        setting: setting?,
        provenance,
        feature,
    };
    fields.if_sound(town)
}

/// A number of people.
pub(super) fn persons(fields: &Fields<'_>, field: &str) -> Option<Persons> {
    let number = fields.figure(field)?;
    fields.parsed(field, Persons::new(number))
}

/// A rate is a number from 0 to 1.
fn check_p2002_rate(fields: &Fields<'_>, field: &str) -> Option<Share> {
    let rate = fields.figure(field)?;
    if let Ok(share) = Share::new(rate) {
        return Some(share);
    }
    let cause = text!(
        "`{field}` is {rate}; it is a number from 0 to 1",
        "`{field}` 为 {rate}；应为 0 至 1 之间的数"
    );
    let action = match rate {
        percent if percent <= 100.0 => {
            let fraction = format!("{:.6}", percent / 100.0);
            let fraction = fraction.trim_end_matches('0');
            text!("if {rate} % is meant, write {fraction}", "若指 {rate} %，写 {fraction}")
        }
        _ => text!("correct the figure", "更正数值"),
    };
    fields.refuse(Code::RATE_NOT_A_SHARE, field, cause, action)
}

/// Reads the medical facilities; none for one with problems.
pub(super) fn read_medical(sink: &Sink, layer: Layer, towns: &Register) -> Vec<Option<Medical>> {
    let Layer { file, features, .. } = layer;
    features.into_iter().map(|raw| read_facility(sink, &file, raw?, towns)).collect()
}

fn read_facility(sink: &Sink, file: &str, raw: RawFeature, towns: &Register) -> Option<Medical> {
    let fields = feature_fields(sink, file, &raw, MEDICAL_KEYS);
    let id = feature_id(&fields, &raw);
    let name = fields.required("name", Fields::text);
    fields.text("kind");
    let town = fields.reference("town", towns);
    let provenance = provenance(&fields);
    fields.warn_misspelt();
    let (_, at) = as_given(raw)?;
    let medical = Medical { id: id?, name: name?, town, at, provenance };
    fields.if_sound(medical)
}

impl Fields<'_> {
    /// The origin in `field`; the default is given.
    pub(super) fn origin(&self, field: &str) -> Origin {
        self.word(field, &Origin::WORDS).unwrap_or_default()
    }
}
