//! The sites layer.

use super::catalogue::Code;
use super::collection::{Layer, RawFeature};
use super::fields::Fields;
use super::issue::Usual;
use super::places::{as_given, feature_fields, feature_id, provenance};
use super::register::Register;
use super::sink::Sink;
use super::states::{Standard, StatedFigures};
use super::tiers::Tiers;
use super::work_rules::WorkSite;
use super::works::{ReadWork, read_works};
use crate::domain::{
    BedClass, DemandUnit, Residents, Setting, Site, State, StateIdx, Text, Town, Work, phrase, text,
};

const SITE_KEYS: &[&str] = &[
    "id",
    "name",
    "kind",
    "town",
    "unit",
    "standing",
    "tier",
    "size",
    "tiers",
    "beds",
    "nursing_beds",
    "capacity",
    "operator",
    "guarantee_beds",
    "running_cost",
    "residents",
    "guarantee_residents",
    "serves_towns",
    "floor_area",
    "may_stay",
    "required",
    "forbidden",
    "works",
];

/// The registers to which sites refer.
#[derive(Debug, Clone, Copy)]
pub(super) struct SiteContext<'a> {
    pub(super) towns: &'a [Option<Town>],
    pub(super) town_ids: &'a Register,
    pub(super) units: &'a [Option<DemandUnit>],
    pub(super) unit_ids: &'a Register,
    pub(super) tiers: &'a Tiers,
    pub(super) sources: &'a Register,
    pub(super) site_ids: &'a Register,
}

/// Reads the sites; none for one with problems.
pub(super) fn read_sites(sink: &Sink, layer: Layer, context: SiteContext<'_>) -> Vec<Option<Site>> {
    let Layer { file, features, .. } = layer;
    features.into_iter().map(|raw| read_site(sink, &file, raw?, context)).collect()
}

fn read_site(sink: &Sink, file: &str, raw: RawFeature, context: SiteContext<'_>) -> Option<Site> {
    let fields = feature_fields(sink, file, &raw, SITE_KEYS);
    let id = feature_id(&fields, &raw);
    let name = fields.required("name", Fields::text);
    let kind = fields.required("kind", Fields::text);
    let town = fields.required("town", |fields, field| fields.reference(field, context.town_ids));
    let unit = fields.reference("unit", context.unit_ids);
    let standing = fields.required("standing", Fields::flag);
    let today = read_today(&fields, standing, context.tiers);
    let eligible = read_eligible(&fields, standing, today.as_ref(), context.tiers);
    let at = WorkSite {
        id: id.as_deref().unwrap_or_default(),
        today: today.as_ref(),
        standing,
        eligible: eligible.as_deref(),
        tiers: context.tiers,
        sources: context.sources,
        sites: context.site_ids,
    };
    let works = read_works(&fields, at);
    let residents = read_residents(&fields, today.as_ref());
    let serves_towns = fields.references("serves_towns", context.town_ids).unwrap_or_default();
    let may_stay = fields.flag("may_stay").unwrap_or(true);
    let required = fields.flag("required").unwrap_or(false);
    let forbidden = fields.flag("forbidden").unwrap_or(false);
    check_p3012_required_and_forbidden(&fields, required, forbidden);
    let setting = town.and_then(|town| check_p3019_setting(&fields, town, unit, context));
    let provenance = provenance(&fields);
    fields.warn_misspelt();
    let (states, works) = number_states(today?, works?);
    let (feature, at) = as_given(raw)?;
    let site = Site {
        id: id?,
        name: name?,
        kind: kind?,
        town: town?.into(),
        unit: unit.map(Into::into),
        setting: setting?,
        at,
        eligible: eligible?.into_iter().map(Into::into).collect(),
        states,
        today: StateIdx::from(0),
        works,
        residents,
        serves_towns,
        may_stay,
        required,
        forbidden,
        asked_by: None,
        provenance,
        feature,
    };
    if fields.sound() {
        check_p3013_choice(&fields, &site);
    }
    fields.if_sound(site)
}

/// Who lives there today: at most as many as there are beds.
fn read_residents(fields: &Fields<'_>, today: Option<&State>) -> Residents {
    let stated = ["residents", "guarantee_residents"].map(|field| (field, fields.whole(field)));
    if stated.iter().any(|(field, people)| people.is_none() && fields.has(field)) {
        return Residents::default();
    }
    let [all, in_guarantee_beds] = stated.map(|(_, people)| people.unwrap_or(0));
    let residents = Residents { all, in_guarantee_beds };
    if in_guarantee_beds > all {
        let cause = text!(
            "{in_guarantee_beds} residents in guarantee beds are more than the {all} residents",
            "兜底保障床位的入住老人 {in_guarantee_beds} 人，多于全部入住老人 {all} 人"
        );
        let action = text!(
            "correct `residents` or `guarantee_residents`",
            "更正 `residents` 或 `guarantee_residents`"
        );
        fields.push(Code::MORE_RESIDENTS_THAN_BEDS, "guarantee_residents", cause, action);
    } else if let Some(today) = today {
        for (field, class) in
            [("guarantee_residents", BedClass::Guarantee), ("residents", BedClass::Open)]
        {
            let (people, beds) = (residents.of(class), today.beds_of(class));
            if people > beds {
                let word = class.word();
                let cause = text!(
                    "{people} residents are in {beds} beds ({word})",
                    "入住老人 {people} 人，而床位只有 {beds} 张（`{word}`）"
                );
                let action =
                    text!("correct the residents or the beds of today", "更正现有入住老人或床位");
                fields.push(Code::MORE_RESIDENTS_THAN_BEDS, field, cause, action);
            }
        }
    }
    residents
}

/// The state of the site today.
fn read_today(fields: &Fields<'_>, standing: Option<bool>, tiers: &Tiers) -> Option<State> {
    let standard = Standard::read(fields, tiers, None);
    let stated = StatedFigures::read(fields);
    if !standing? {
        let says = fields.has("tier") || fields.has("size") || stated.says_something();
        if says {
            check_p3008_absent(fields);
        }
        return Some(State::ABSENT);
    }
    let bare = State { tier: standard.tier.map(Into::into), ..State::ABSENT };
    let state = stated.over(fields, standard.state().unwrap_or(bare));
    (!standard.unclear).then_some(state)
}

fn check_p3008_absent(fields: &Fields<'_>) {
    let says = ["tier", "size"].into_iter().chain(super::states::FIGURES);
    let says: Vec<&str> = says.filter(|field| fields.has(field)).collect();
    let says = super::near::list(&says);
    let cause = text!(
        "the site does not stand, but has {says} of today",
        "点位没有现状设施，却写有现状的 {says}";
        says
    );
    let action = text!(
        "write `standing` true, or move them into the site's `works`",
        "将 `standing` 写为 `true`，或移到点位的 `works` 中"
    );
    fields.push(Code::ABSENT_WITH_FIGURES, "standing", cause, action);
}

/// The tiers that the site may serve; by default a standing site may serve today's. None when one of them is unknown,
/// so that works are not checked against the others.
fn read_eligible(
    fields: &Fields<'_>,
    standing: Option<bool>,
    today: Option<&State>,
    tiers: &Tiers,
) -> Option<Vec<usize>> {
    if standing == Some(true) && !fields.has("tiers") {
        return Some(today?.tier.map(usize::from).into_iter().collect());
    }
    fields.required("tiers", |fields, field| {
        let found = fields.references(field, &tiers.register)?;
        let words = fields.words(field)?;
        let all = words.iter().all(|id| tiers.register.find(id).is_some());
        all.then_some(found)
    })
}

/// The setting of the unit, else of the town. The unit must be in the town.
fn check_p3019_setting(
    fields: &Fields<'_>,
    town: usize,
    unit: Option<usize>,
    context: SiteContext<'_>,
) -> Option<Setting> {
    let unit = match unit {
        Some(unit) => Some(context.units.get(unit)?.as_ref()?),
        None if fields.has("unit") => return None,
        None => None,
    };
    let Some(unit) = unit else {
        return Some(context.towns.get(town)?.as_ref()?.setting);
    };
    if usize::from(unit.town) != town {
        let (own, other) = (context.town_ids.id(town), context.town_ids.id(unit.town.into()));
        let unit = &unit.id;
        let cause = text!(
            "the site is in town `{own}`, but its unit `{unit}` is in town `{other}`",
            "点位在镇街 `{own}`，但其村（社区）`{unit}` 在镇街 `{other}`"
        );
        fields.push(Code::UNIT_OF_OTHER_TOWN, "unit", cause, Usual);
    }
    Some(unit.setting)
}

fn check_p3012_required_and_forbidden(fields: &Fields<'_>, required: bool, forbidden: bool) {
    if required && forbidden {
        let cause = text!("the site is required and forbidden", "点位既要求有设施，又不得有设施");
        fields.push(Code::REQUIRED_AND_FORBIDDEN, "forbidden", cause, Usual);
    }
}

fn check_p3013_choice(fields: &Fields<'_>, site: &Site) {
    if site.choices().next().is_some() {
        return;
    }
    let rules: Vec<Text> = [
        (site.required, phrase("it is required to stand", "必须有设施")),
        (site.forbidden, phrase("it is forbidden to stand", "不得有设施")),
        (!site.may_stay, phrase("it may not stay as it is", "不得维持现状")),
        (
            site.works.iter().any(|work| work.required),
            phrase("a work is required", "有必须实施的建设任务"),
        ),
    ]
    .into_iter()
    .filter_map(|(holds, rule)| holds.then_some(rule.into()))
    .collect();
    let rules = Text::join(&rules, (", ", "，"));
    let works = match site.works.len() {
        0 => text!("it has no works", "没有建设任务"),
        count => text!("none of its {count} works fits", "{count} 项建设任务都不适用"),
    };
    let cause = text!(
        "nothing can be done with the site: {rules}, and {works}",
        "点位没有可选的做法：{rules}，且{works}";
        rules, works
    );
    let action = text!("allow a work, or let the site stay", "允许某项建设任务，或允许维持现状");
    fields.push(Code::NO_CHOICE_LEFT, "works", cause, action);
}

/// The distinct states of a site, today's first, and the works between them.
fn number_states(today: State, works: Vec<ReadWork>) -> (Vec<State>, Vec<Work>) {
    let mut states = vec![today];
    let mut numbered = Vec::with_capacity(works.len());
    for ReadWork { work, to } in works {
        let known = states.iter().position(|state| *state == to);
        let to = known.unwrap_or_else(|| {
            states.push(to);
            states.len() - 1
        });
        numbered.push(Work { to: StateIdx::from(to), ..work });
    }
    (states, numbered)
}
