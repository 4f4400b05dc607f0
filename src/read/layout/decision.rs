//! What a layout decides about a site: the one property that counts, and whether the others agree with it.

use super::ids::Ids;
use crate::domain::{Choice, Language, Problem, Site, Text, TierIdx, Work, WorkKind, text};
use crate::read::catalogue::Code;
use crate::read::fields::Fields;
use crate::read::issue::Usual;
use crate::read::near::{instead, list};
use crate::read::node::Value;

/// The id of the work: what counts where it is there.
const WORK_ID: &str = "plan_work_id";
/// Its kind: what counts without an id, with the tier and the size.
const WORK: &str = "plan_work";
const TIER: &str = "plan_tier";
const SIZE: &str = "plan_size";
/// What ArcGIS's location-allocation says of a facility: what counts without either.
const FACILITY_TYPE: &str = "FacilityType";

/// The properties that say what is decided, and those that follow from it.
pub(super) const KEYS: [&str; 10] = [
    WORK_ID,
    WORK,
    TIER,
    SIZE,
    "plan_standing",
    "plan_beds",
    "plan_nursing_beds",
    "plan_operator",
    "plan_cost_yuan",
    FACILITY_TYPE,
];

/// A decision that was read.
pub(super) struct Decision {
    pub(super) choice: Choice,
    /// Properties that follow from the choice say otherwise: it was changed after they were written.
    pub(super) is_changed: bool,
}

/// The decision about `site`: by the id of its work or its words, else by its kind and the state that the site gets, else by
/// what ArcGIS chose.
pub(super) fn read_decision(
    fields: &Fields<'_>,
    site: &Site,
    problem: &Problem,
    ids: &Ids,
) -> Option<Decision> {
    let (by, choice) = if fields.has(WORK_ID) {
        (WORK_ID, read_by_id(fields, site, problem)?)
    } else if fields.has(FACILITY_TYPE) && !fields.has(WORK) {
        (FACILITY_TYPE, read_facility_type(fields, site)?)
    } else {
        (WORK, read_by_kind(fields, site, problem, ids)?)
    };
    let is_changed = warn_p6011_contradicted(fields, by, site, problem, choice);
    Some(Decision { choice, is_changed })
}

/// The choice with this id, in any case of letters, or with these words, which programs write in its place.
fn read_by_id(fields: &Fields<'_>, site: &Site, problem: &Problem) -> Option<Choice> {
    let id = fields.id(WORK_ID)?;
    let told = || Language::ALL.into_iter().flat_map(|own| problem.decisions(site, own));
    let by_case = |choice: &Choice| site.decision(*choice).eq_ignore_ascii_case(&id);
    let choice = site
        .choice_called(&id)
        .or_else(|| told().map(|(choice, _)| choice).find(by_case))
        .or_else(|| told().find(|(_, words)| *words == id).map(|(choice, _)| choice));
    choice.or_else(|| {
        let works = site.works.iter().map(|work| work.id.as_str());
        let known: Vec<&str> = std::iter::once("stay").chain(works).collect();
        let own = &site.id;
        let cause =
            text!("the site `{own}` has no work `{id}`", "点位 `{own}` 没有建设任务 `{id}`");
        fields.refuse(Code::UNKNOWN_WORK, WORK_ID, cause, instead(&id, &known))
    })
}

fn read_by_kind(fields: &Fields<'_>, site: &Site, problem: &Problem, ids: &Ids) -> Option<Choice> {
    let mut words = vec![("stay", None)];
    words.extend(WorkKind::WORDS.map(|(word, kind)| (word, Some(kind))));
    let kind = fields.required(WORK, |fields, field| fields.word(field, &words))?;
    let tier = fields.reference::<TierIdx>(TIER, &ids.tiers);
    let Some(kind) = kind else {
        return Some(Choice::Stay);
    };
    let size = fields.id(SIZE);
    if fields.has(TIER) && tier.is_none() {
        return None;
    }
    let becomes = |work: &Work| {
        let state = &site.states[usize::from(work.to)];
        let own = state
            .tier
            .zip(state.size)
            .map(|(tier, size)| &problem.tiers[tier].sizes[usize::from(size)].id);
        let goes = !state.standing;
        (goes || tier.is_none() || state.tier == tier)
            && (goes || size.is_none() || own == size.as_ref())
    };
    let stated = text!("is a `{kind}` to what is stated", "能以 `{kind}` 达到所写内容");
    only(fields, WORK, site, &stated, |work| work.kind == kind && becomes(work))
}

/// The one work of the site that fits; an issue where there is none, or more than one.
fn only(
    fields: &Fields<'_>,
    field: &str,
    site: &Site,
    stated: &Text,
    fits: impl Fn(&Work) -> bool,
) -> Option<Choice> {
    let fitting: Vec<usize> = (0..site.works.len()).filter(|&at| fits(&site.works[at])).collect();
    let known: Vec<&str> = site.works.iter().map(|work| work.id.as_str()).collect();
    let id = &site.id;
    match fitting[..] {
        [at] => u16::try_from(at).ok().map(Choice::Work),
        [] => {
            let cause = text!(
                "no work of the site `{id}` {stated}",
                "点位 `{id}` 没有建设任务{stated}";
                stated
            );
            let action = match known.is_empty() {
                true => text!(
                    "the site has no works: it can only `stay`",
                    "该点位没有建设任务，只能为 `stay`"
                ),
                false => {
                    let known = list(&known);
                    text!("its works are {known}", "其建设任务有 {known}"; known)
                }
            };
            fields.refuse(Code::NO_SUCH_WORK, field, cause, action)
        }
        _ => {
            let fitting: Vec<&str> = fitting.iter().map(|&at| known[at]).collect();
            let (count, fitting) = (fitting.len(), list(&fitting));
            let cause = text!(
                "{count} works of the site `{id}` fit",
                "点位 `{id}` 有 {count} 项建设任务符合"
            );
            let action = text!(
                "write `{WORK_ID}`, one of {fitting}",
                "写明 `{WORK_ID}`，为以下之一：{fitting}";
                fitting
            );
            fields.refuse(Code::WORK_AMBIGUOUS, field, cause, action)
        }
    }
}

/// Facilities that ArcGIS has chosen, or was told to choose, stand; about the others nothing is decided.
fn read_facility_type(fields: &Fields<'_>, site: &Site) -> Option<Choice> {
    let number = match fields.node(FACILITY_TYPE).map(|node| &node.value) {
        Some(Value::Number(number)) => Some(*number),
        _ => None,
    };
    let chosen = match (number, fields.plain(FACILITY_TYPE)) {
        (Some(1.0 | 3.0), _) => true,
        (Some(0.0 | 2.0), _) => false,
        (_, text) => {
            let text = text.map(|text| text.trim().to_ascii_lowercase());
            let known = [
                ("candidate", false),
                ("required", true),
                ("competitor", false),
                ("chosen", true),
                ("0", false),
                ("1", true),
                ("2", false),
                ("3", true),
            ];
            fields.known_word(FACILITY_TYPE, text.as_deref().unwrap_or_default(), &known)?
        }
    };
    match chosen && !site.state_today().standing {
        true => {
            let stated = text!("makes something stand there", "能使此处有设施");
            only(fields, FACILITY_TYPE, site, &stated, |work| {
                site.states[usize::from(work.to)].standing
            })
        }
        false => Some(Choice::Stay),
    }
}

/// What a property that follows from the choice has to say.
enum Meant<'a> {
    Word(Option<&'a str>),
    Number(f64),
    Flag(bool),
}

/// Warns where properties that follow from the choice say otherwise; returns whether they do. Those that are absent or empty
/// say nothing.
fn warn_p6011_contradicted(
    fields: &Fields<'_>,
    by: &str,
    site: &Site,
    problem: &Problem,
    choice: Choice,
) -> bool {
    let after = site.state_after(choice);
    let tier = after.tier.map(|tier| &problem.tiers[tier]);
    let size = tier.and_then(|tier| tier.sizes.get(usize::from(after.size?)));
    let kind = site.work(choice).map_or("stay", |work| work.kind.word());
    let cost = site.cost(choice).yuan() as f64;
    let meant = [
        (WORK, Meant::Word(Some(kind))),
        (TIER, Meant::Word(tier.map(|tier| tier.id.as_str()))),
        (SIZE, Meant::Word(size.map(|size| size.id.as_str()))),
        ("plan_standing", Meant::Flag(after.standing)),
        ("plan_beds", Meant::Number(after.beds.into())),
        ("plan_nursing_beds", Meant::Number(after.nursing_beds.into())),
        ("plan_operator", Meant::Word(after.operator.as_deref())),
        ("plan_cost_yuan", Meant::Number(cost)),
    ];
    // By its kind a work is found with the tier and the size; of a site that goes both are what it was.
    let is_used = |field: &str| by == WORK && [WORK, TIER, SIZE].contains(&field);
    let others =
        meant.iter().filter(|(field, meant)| !is_used(field) && differs(fields, field, meant));
    let said = others.map(|(field, _)| {
        let says = fields.node(field).map(|node| node.value.says()).unwrap_or_default();
        text!("`{field}` {says}", "`{field}` {says}"; says)
    });
    let said: Vec<Text> = said.collect();
    if said.is_empty() {
        return false;
    }
    let (decided, said) = (site.decision(choice), Text::join(&said, (", ", "，")));
    let cause = text!(
        "`{by}` decides `{decided}`, which counts, though {said}",
        "以 `{by}` 所定的 `{decided}` 为准，尽管 {said}";
        said
    );
    fields.push(Code::WORK_CONTRADICTED, by, cause, Usual);
    true
}

/// Whether `field` states something else than is meant.
fn differs(fields: &Fields<'_>, field: &str, meant: &Meant<'_>) -> bool {
    let Some(node) = fields.node(field).filter(|_| fields.has(field)) else {
        return false;
    };
    let text = fields.plain(field).map(|text| text.trim().to_owned()).unwrap_or_default();
    match *meant {
        Meant::Word(word) => Some(text.as_str()) != word,
        Meant::Number(number) => {
            text.parse().map_or(true, |stated: f64| (stated - number).abs() >= 0.5)
        }
        Meant::Flag(flag) => match &node.value {
            Value::Flag(stated) => *stated != flag,
            Value::Number(number) => (*number != 0.0) != flag,
            _ => match text.to_ascii_lowercase().as_str() {
                "true" | "t" | "yes" | "y" | "1" => !flag,
                "false" | "f" | "no" | "n" | "0" => flag,
                _ => true,
            },
        },
    }
}
