//! The names of the columns that something else asks for: the reader of runs ([`crate::run::folder`]), the page, the styles of
//! the GeoPackage, `yike verify`; headings that several tables share.

use crate::domain::Name;

/// The name of a site, unit or town.
pub(crate) const NAME: &str = "name";
/// The town's id.
pub(crate) const TOWN: &str = "town";

/// The layer of sites.
pub(crate) const SITES: &str = crate::read::SITES_LAYER;

/// Of a site: the tier of what stands today.
pub(crate) const TIER_TODAY: &str = "tier_today";
/// Of a site: whether it stands, and what it then is.
pub(crate) const STANDING: &str = "standing";
pub(crate) const TIER: &str = "tier";
pub(crate) const SIZE: &str = "size";
pub(crate) const BEDS: &str = "beds";
pub(crate) const NURSING_BEDS: &str = "nursing_beds";
pub(crate) const OPERATOR: &str = "operator";
pub(crate) const LEADER: &str = "leader";
/// Of a site: its work.
pub(crate) const WORK_ID: &str = "work_id";
pub(crate) const WORK: &str = "work";
pub(crate) const COST_YUAN: &str = "cost_yuan";

/// Of a unit: urban or rural, and its people of the group that the plan serves.
pub(crate) const SETTING: &str = "setting";
pub(crate) const PEOPLE: &str = "people";
/// Of a unit at a tier, behind the tier's id: the share served, the site that serves most of it, and how far that is.
pub(crate) const SHARE: &str = "share";
pub(crate) const SHARE_TODAY: &str = "share_today";
pub(crate) const SITE: &str = "site";
pub(crate) const KM: &str = "km";
/// Of a unit at a tier, behind the tier's id: whether all of it are served.
pub(crate) const COVERED: &str = "covered";

/// Of a link: whether it is a service or a lead, its tier and its ends.
pub(crate) const KIND: &str = "kind";
pub(crate) const FROM_ID: &str = "from_id";
pub(crate) const TO_ID: &str = "to_id";
/// Of a link: how many people go this way, and how long that takes.
pub(crate) const PERSONS: &str = "persons";
pub(crate) const MINUTES: &str = "minutes";

/// Of people who are not covered: why.
pub(crate) const WHY: &str = "why";

/// Guarantee beds in the layout.
pub(crate) const GUARANTEE_BEDS: &str = "guarantee_beds";

/// Floor area of sites and towns, today and then, and what they cost to run: name, heading in English, in Chinese.
pub(super) const FLOOR_AREA_TODAY: [&str; 3] =
    ["floor_area_today_m2", "Floor area today, m²", "现状建筑面积（平方米）"];
pub(crate) const FLOOR_AREA: [&str; 3] =
    ["floor_area_m2", "Floor area then, m²", "规划建筑面积（平方米）"];
pub(crate) const RUNNING_COST: [&str; 3] =
    ["running_cost_yuan_a_year", "Running cost a year, yuan", "年运营费用（元）"];

/// The people of a group in a unit or town: the column's name and its heading in English and in Chinese.
pub(super) fn people_of(group: &str) -> (String, String, String) {
    (people(group), format!("People, {group}"), format!("人数，{group}"))
}

/// The name of that column.
pub(crate) fn people(group: &str) -> String {
    format!("people_{group}")
}

/// What a source of money pays: the name of the column.
pub(crate) fn paid(source: &str) -> String {
    format!("paid_{source}_yuan")
}

/// What a source of money pays: the heading in English and in Chinese.
pub(crate) fn paid_by(source: &Name) -> (String, String) {
    (format!("{}, yuan", source.english()), format!("{}（元）", source.chinese()))
}

/// A column of a unit at a tier.
pub(crate) fn at_tier(tier: &str, name: &str) -> String {
    format!("{tier}_{name}")
}
