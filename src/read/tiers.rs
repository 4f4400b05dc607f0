//! `[[tier]]` and `[[tier.size]]`.

use super::catalogue::Code;
use super::fields::Fields;
use super::near::nearest;
use super::node::Value;
use super::plan_file::Groups;
use super::register::{Kind, Register, register_ids};
use super::travel::{ReadTravel, read_tier_travel};
use crate::domain::{
    BedClass, Leads, Name, Reach, Setting, Size, TargetKind, Tier, TierIdx, TravelMethod, phrase,
    text,
};
use crate::units::{Metres, Persons, Seconds, SquareMetres, UnitError, Years, Yuan};
use std::collections::VecDeque;
use std::ops::RangeInclusive;

const TIER_KEYS: &[&str] =
    &["id", "name", "reach", "travel", "places", "serves", "leads", "group", "weight", "size"];
const LEADS_KEYS: &[&str] = &["tier", "within", "at_most", "same_town", "kind"];
const SIZE_KEYS: &[&str] = &[
    "id",
    "beds",
    "nursing_beds",
    "guarantee_beds",
    "capacity",
    "operator",
    "build",
    "upgrade",
    "running_cost",
    "floor_area",
    "cost_origin",
    "build_time",
];

/// The tiers that were read.
#[derive(Debug)]
pub(super) struct Tiers {
    /// From id to position.
    pub(super) register: Register,
    /// From id to position of each tier's sizes.
    pub(super) sizes: Vec<Register>,
    /// The tiers; none where one has problems.
    pub(super) list: Vec<Option<Tier>>,
}

impl Tiers {
    /// The tier at `position`, unless it has problems.
    pub(super) fn get(&self, position: usize) -> Option<&Tier> {
        self.list.get(position)?.as_ref()
    }
}

/// Reads all tiers.
pub(super) fn read_tiers(root: &Fields<'_>, groups: &Groups, travel: &ReadTravel<'_>) -> Tiers {
    root.required("tier", |_, _| Some(()));
    let mut tables = root.tables("tier", TIER_KEYS);
    let register = register_ids(Kind::TIER, &mut tables);
    let serves: Vec<Vec<usize>> = tables
        .iter()
        .map(|table| table.references("serves", &register).unwrap_or_default())
        .collect();
    let leads: Vec<Option<Leads>> =
        tables.iter().map(|table| read_leads(table, &register)).collect();
    check_p4004_cycles(&tables, "serves", &serves);
    let led = |lead: &Option<Leads>| lead.iter().map(|lead| lead.tier.into()).collect();
    check_p4004_cycles(&tables, "leads", &leads.iter().map(led).collect::<Vec<_>>());
    let mut sizes = Vec::new();
    let mut list = Vec::new();
    for (position, (table, leads)) in tables.iter().zip(leads).enumerate() {
        let (size_register, own_sizes) = read_sizes(table);
        let tier = read_tier(table, groups, travel).map(|tier| Tier {
            serves: reached(position, &serves).map(TierIdx::from).collect(),
            leads,
            sizes: own_sizes,
            ..tier
        });
        table.refuse_unknown();
        sizes.push(size_register);
        list.push(tier.filter(|_| table.sound()));
    }
    Tiers { register, sizes, list }
}

/// The tier without its links and sizes.
fn read_tier(table: &Fields<'_>, groups: &Groups, plan: &ReadTravel<'_>) -> Option<Tier> {
    let id = table.id("id");
    let name = table.name("name").or_else(|| id.clone().map(Name::plain));
    let group = match table.has("group") {
        true => table.reference("group", &groups.register),
        false => groups.served,
    };
    let travel = read_tier_travel(table, plan);
    let method = travel.as_ref().map(|own| &own.method).or(plan.method.as_ref());
    let (reach_urban, reach_rural) = read_reaches(table, method);
    let named_towns = table.plain("reach").is_some_and(|text| text.trim() == NAMED_TOWNS);
    let places = table.word("places", &BedClass::WORDS);
    let weight = table.weight("weight").unwrap_or(1.0);
    Some(Tier {
        id: id?,
        name: name?,
        reach_urban,
        reach_rural,
        named_towns,
        places,
        travel,
        serves: Vec::new(),
        leads: None,
        group: group?,
        weight,
        sizes: Vec::new(),
    })
}

/// The words of reaches that are no distance and no time.
const ANYWHERE: &str = "anywhere";
const NAMED_TOWNS: &str = "named towns";
const REACHES: [(&str, Reach); 2] = [(ANYWHERE, Reach::Anywhere), (NAMED_TOWNS, Reach::Anywhere)];

/// Reach by setting; a single text is for both.
fn read_reaches(
    table: &Fields<'_>,
    travel: Option<&TravelMethod>,
) -> (Option<Reach>, Option<Reach>) {
    match table.node("reach").map(|node| &node.value) {
        None => (None, None),
        Some(Value::Table(_)) => {
            let Some(reaches) = table.table("reach", &["urban", "rural"]) else {
                return (None, None);
            };
            reaches.refuse_unknown();
            let read = |setting: Setting| {
                let reach = reaches.quantity(setting.word(), parse_reach);
                check_p5007_reach(&reaches, setting.word(), reach, &[setting], travel);
                reach
            };
            (read(Setting::Urban), read(Setting::Rural))
        }
        Some(Value::Text(text)) if is_meant_as_word(text.trim()) => {
            let reach = table.word("reach", &REACHES);
            (reach, reach)
        }
        Some(_) => {
            let reach = table.quantity("reach", parse_reach);
            check_p5007_reach(table, "reach", reach, &Setting::ALL, travel);
            (reach, reach)
        }
    }
}

/// Whether a reach is one of the words, or one of them misspelt.
fn is_meant_as_word(text: &str) -> bool {
    let words = REACHES.map(|(word, _)| word);
    words.contains(&text) || nearest(text, words).is_some()
}

/// The range of plausible reaches, as travelled distances in metres.
const LIKELY_REACH_M: RangeInclusive<f64> = 50.0..=200_000.0;

/// The distance of a reach, at the speed of the setting, is plausible.
fn check_p5007_reach(
    fields: &Fields<'_>,
    field: &str,
    reach: Option<Reach>,
    settings: &[Setting],
    travel: Option<&TravelMethod>,
) {
    let goes = |&setting: &Setting| match reach? {
        Reach::Distance(distance) => Some(distance),
        Reach::Time(time) => Some(travel?.speed(setting)?.distance_in(time)),
        Reach::Anywhere => None,
    };
    let unlikely = settings
        .iter()
        .filter_map(goes)
        .find(|distance| !LIKELY_REACH_M.contains(&distance.metres()));
    if let Some(distance) = unlikely {
        let bound = match distance.metres() < *LIKELY_REACH_M.start() {
            true => phrase("less than 50 m", "不足 50 米"),
            false => phrase("more than 200 km", "超过 200 公里"),
        };
        let cause = text!(
            "the reach goes {distance} of travelled distance, {bound}",
            "服务半径折合行程 {distance}，{bound}";
            bound
        );
        let action = text!("check the figure and its unit", "核对数值及其单位");
        fields.push(Code::UNLIKELY_FIGURE, field, cause, action);
    }
}

/// A travel time or a travelled distance.
fn parse_reach(text: &str) -> Result<Reach, UnitError> {
    match Seconds::parse(text).map(Reach::Time) {
        Err(UnitError::UnknownUnit { known: times, .. }) => {
            Metres::parse(text).map(Reach::Distance).map_err(|error| match error {
                UnitError::UnknownUnit { text, unit, known } => {
                    UnitError::UnknownUnit { text, unit, known: format!("{times}, {known}") }
                }
                other => other,
            })
        }
        read => read,
    }
}

fn read_leads(table: &Fields<'_>, tiers: &Register) -> Option<Leads> {
    let leads = table.table("leads", LEADS_KEYS)?;
    leads.refuse_unknown();
    let tier = leads.required("tier", |leads, field| leads.reference(field, tiers));
    let within = leads.quantity("within", parse_reach);
    let at_most = leads.whole("at_most");
    let same_town = leads.flag("same_town").unwrap_or(false);
    let kind = leads.word("kind", &TargetKind::WORDS).unwrap_or(TargetKind::Binding);
    Some(Leads { tier: tier?, within, at_most, same_town, kind })
}

/// `start`, then all that it reaches over `links`, nearest first.
fn reached(start: usize, links: &[Vec<usize>]) -> impl Iterator<Item = usize> {
    let mut seen = vec![start];
    let mut waiting = VecDeque::from([start]);
    while let Some(next) = waiting.pop_front() {
        for &link in &links[next] {
            if !seen.contains(&link) {
                seen.push(link);
                waiting.push_back(link);
            }
        }
    }
    seen.into_iter()
}

fn check_p4004_cycles(tables: &[Fields<'_>], field: &str, links: &[Vec<usize>]) {
    for (position, table) in tables.iter().enumerate() {
        let back = reached(position, links).find(|&tier| links[tier].contains(&position));
        let Some(back) = back else { continue };
        let id = |at: usize| tables[at].id("id").unwrap_or_default();
        let (own, other) = (id(position), id(back));
        let cause = match back == position {
            true => text!("tier `{own}` {field} itself", "层级 `{own}` 的 `{field}` 指向自身"),
            false => text!(
                "tier `{own}` {field} `{other}`, directly or through others, and is served or led by it",
                "层级 `{own}` 的 `{field}` 直接或间接指向 `{other}`，又由其服务或带动"
            ),
        };
        let action = text!(
            "remove one of the links; only lower tiers are served and led",
            "去掉其中一个关系；只能服务和带动较低的层级"
        );
        table.push(Code::TIER_CYCLE, field, cause, action);
    }
}

fn read_sizes(table: &Fields<'_>) -> (Register, Vec<Size>) {
    let mut tables = table.tables("size", SIZE_KEYS);
    let register = register_ids(Kind::SIZE, &mut tables);
    let sizes = tables.iter().filter_map(read_size).collect();
    (register, sizes)
}

fn read_size(table: &Fields<'_>) -> Option<Size> {
    let beds = table.whole("beds");
    let nursing_beds = table.whole("nursing_beds");
    let guarantee_beds = table.whole("guarantee_beds");
    let size = Size {
        id: table.id("id")?,
        capacity: table.quantity("capacity", Persons::parse),
        beds: beds.unwrap_or(0),
        nursing_beds: nursing_beds.unwrap_or(0),
        guarantee_beds: guarantee_beds.unwrap_or(0),
        operator: table.text("operator"),
        build: table.quantity("build", Yuan::parse),
        upgrade: table.quantity("upgrade", Yuan::parse),
        running_cost: table.quantity("running_cost", Yuan::parse).unwrap_or(Yuan::ZERO),
        floor_area: table.quantity("floor_area", SquareMetres::parse).unwrap_or(SquareMetres::ZERO),
        cost_origin: table.origin("cost_origin"),
        build_time: table.quantity("build_time", Years::parse).unwrap_or(Years::ZERO),
    };
    table.refuse_unknown();
    if table.has("beds") == beds.is_some() {
        let parts = [("nursing_beds", size.nursing_beds), ("guarantee_beds", size.guarantee_beds)];
        check_p3007_beds(table, size.beds, parts);
    }
    table.if_sound(size)
}

/// Nursing beds and guarantee beds are among the beds.
pub(super) fn check_p3007_beds(fields: &Fields<'_>, beds: u32, parts: [(&str, u32); 2]) {
    for (field, some) in parts.into_iter().filter(|&(_, some)| some > beds) {
        let what = field.replace('_', " ");
        let cause = text!(
            "{some} {what} are more than the {beds} beds that they are among",
            "`{field}` {some} 张，多于包含其在内的床位 {beds} 张"
        );
        let action = text!("correct `beds` or `{field}`", "更正 `beds` 或 `{field}`");
        fields.push(Code::MORE_NURSING_BEDS, field, cause, action);
    }
}
