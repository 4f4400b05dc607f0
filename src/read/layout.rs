//! Reads layouts.

use super::catalogue::Code;
use super::collection::{Layer, RawFeature, read_layer};
use super::fields::Fields;
use super::geometry::Shape;
use super::issue::{Issue, Place, Problems, Usual};
use super::near::{first_of, instead, list};
use super::node::Value;
use super::places::{feature_fields, feature_id};
use super::register::{Kind, Register};
use super::sink::{Sink, settle};
use super::source::{InputFile, Role};
use crate::domain::{
    Allocation, Choice, FundingIdx, Move, Problem, Site, SiteIdx, StatedLayout, TierIdx, Work,
    WorkKind,
};
use crate::units::Yuan;
use std::path::Path;

const LAYOUT_KEYS: &[&str] = &[
    "id",
    "plan_work_id",
    "plan_work",
    "plan_tier",
    "plan_size",
    "plan_leader",
    "plan_funding",
    "plan_rations",
    "plan_moves",
];

/// Reads a layout of `problem`'s sites. Returns it with warnings and the file's record.
///
/// ```
/// use std::path::Path;
/// use yike::{plan, read, travel::Arcs};
///
/// let problem = read::read_plan(Path::new("data/qianjiang/plan.toml"))?.problem;
/// let drawn = r#"{ "type": "FeatureCollection", "features": [{
///     "type": "Feature",
///     "geometry": null,
///     "properties": { "id": "500114005-new-centre-2", "plan_work": "build" }
/// }] }"#;
/// let folder = tempfile::tempdir()?;
/// let path = folder.path().join("layout.geojson");
/// std::fs::write(&path, drawn)?;
/// // Sites that the file leaves out stay as they are.
/// let (stated, _warnings, _file) = read::read_layout(&path, &problem)?;
/// let arcs = Arcs::build(&problem);
/// let layout = plan::complete(&problem, &arcs, stated);
/// assert_eq!(plan::audit(&problem, &arcs, &layout).cost.yuan(), 1_000_000);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// All problems found in the file; see [`Code`].
pub fn read_layout(
    path: &Path,
    problem: &Problem,
) -> Result<(StatedLayout, Vec<Issue>, InputFile), Problems> {
    let sink = Sink::default();
    let name = path.display().to_string();
    let layer = read_layer(&sink, path, &name, Role::Layout, Shape::Ignored);
    let read = layer.map(|layer| {
        let record = layer.record.clone();
        (read_features(&sink, layer, problem), record)
    });
    let ((layout, record), warnings) = settle(read, sink)?;
    Ok((layout, warnings, record))
}

/// The ids of the plan.
struct Ids {
    sites: Register,
    tiers: Register,
    units: Register,
    sources: Register,
}

impl Ids {
    fn new(problem: &Problem) -> Self {
        Self {
            sites: Register::of(Kind::SITE, &problem.sites, |site| &site.id),
            tiers: Register::of(Kind::TIER, &problem.tiers, |tier| &tier.id),
            units: Register::of(Kind::UNIT, &problem.units, |unit| &unit.id),
            sources: Register::of(Kind::SOURCE, &problem.funding, |source| &source.id),
        }
    }
}

fn read_features(sink: &Sink, layer: Layer, problem: &Problem) -> StatedLayout {
    let sites = problem.sites.len();
    let ids = Ids::new(problem);
    let mut layout = StatedLayout {
        choices: vec![Choice::Stay; sites].into(),
        leaders: None,
        payments: None,
        allocations: None,
        moves: None,
    };
    if check_p6006_of_plan(sink, &layer, &ids.sites).is_none() {
        return layout;
    }
    for raw in layer.features.into_iter().flatten() {
        read_feature(sink, &layer.file, &raw, problem, &ids, &mut layout);
    }
    layout
}

/// Of several features at least one is of a site of the plan.
fn check_p6006_of_plan(sink: &Sink, layer: &Layer, sites: &Register) -> Option<()> {
    let ids: Vec<String> =
        layer.features.iter().flatten().filter_map(|raw| raw.id.clone()).collect();
    if ids.len() < 2 || ids.iter().any(|id| sites.find(id).is_some()) {
        return Some(());
    }
    let known: Vec<String> = sites.ids().map(String::from).collect();
    let cause = format!(
        "none of the {} ids is a site of this plan: {}; its sites are {}",
        ids.len(),
        first_of(&ids, 3),
        first_of(&known, 3)
    );
    sink.refuse(Code::LAYOUT_OF_OTHER_PLAN, Place::file(&layer.file).at("id"), cause, Usual)
}

fn read_feature(
    sink: &Sink,
    file: &str,
    raw: &RawFeature,
    problem: &Problem,
    ids: &Ids,
    layout: &mut StatedLayout,
) {
    let fields = feature_fields(sink, file, raw, LAYOUT_KEYS);
    let site = feature_id(&fields, raw).and_then(|id| fields.look_up("id", &id, &ids.sites));
    let leader = fields.reference("plan_leader", &ids.sites);
    let payments = fields.mix("plan_funding", &ids.sources);
    let allocations = fields
        .has("plan_rations")
        .then(|| fields.tables("plan_rations", &["tier", "unit", "share"]));
    let moves =
        fields.has("plan_moves").then(|| fields.tables("plan_moves", &["tier", "to", "persons"]));
    fields.warn_misspelt();
    let Some(site) = site else {
        return;
    };
    if let Some(choice) = read_choice(&fields, &problem.sites[site], problem, ids) {
        layout.choices[site] = choice;
    }
    let sites = problem.sites.len();
    if let Some(leader) = leader {
        layout.leaders.get_or_insert_with(|| vec![None; sites].into())[site] = Some(leader);
    }
    if let Some(payments) = payments {
        let all = layout
            .payments
            .get_or_insert_with(|| vec![Vec::<(FundingIdx, Yuan)>::new(); sites].into());
        all[site] = payments;
    }
    for own in moves.iter().flatten() {
        layout.moves.get_or_insert_default().extend(read_move(own, site, ids));
    }
    for allocation in allocations.iter().flatten() {
        let read = read_allocation(allocation, site, ids);
        layout.allocations.get_or_insert_default().extend(read);
    }
}

fn read_move(fields: &Fields<'_>, from: SiteIdx, ids: &Ids) -> Option<Move> {
    let tier = fields.required("tier", |fields, field| fields.reference(field, &ids.tiers));
    let to = fields.required("to", |fields, field| fields.reference(field, &ids.sites));
    let persons = fields.required("persons", Fields::figure);
    Some(Move { tier: tier?, from, to: to?, persons: persons? })
}

fn read_allocation(fields: &Fields<'_>, site: SiteIdx, ids: &Ids) -> Option<Allocation> {
    let tier = fields.required("tier", |fields, field| fields.reference(field, &ids.tiers));
    let unit = fields.required("unit", |fields, field| fields.reference(field, &ids.units));
    let share = fields.required("share", check_p6004_share);
    Some(Allocation { tier: tier?, unit: unit?, site, share: share? })
}

fn check_p6004_share(fields: &Fields<'_>, field: &str) -> Option<f64> {
    let node = fields.node(field)?;
    match node.value {
        Value::Number(share) if share > 0.0 && share <= 1.0 => Some(share),
        Value::Number(share) => {
            let cause = format!("the share is {share}; it is a number above 0 and at most 1");
            fields.refuse(Code::ALLOCATION_SHARE, field, cause, Usual)
        }
        _ => fields.refuse_type(field, node, "a number"),
    }
}

/// The choice by the id of its work, else by its kind and the state that the site gets.
fn read_choice(fields: &Fields<'_>, site: &Site, problem: &Problem, ids: &Ids) -> Option<Choice> {
    if !fields.has("plan_work_id") {
        return read_by_kind(fields, site, problem, ids);
    }
    let id = fields.id("plan_work_id")?;
    let work = || site.works.iter().position(|work| work.id == id);
    let choice = match id.as_str() {
        "stay" => Some(Choice::Stay),
        _ => work().and_then(|at| u16::try_from(at).ok()).map(Choice::Work),
    };
    if let Some(choice) = choice {
        check_p6005_agrees(fields, site, problem, &id, choice);
        return Some(choice);
    }
    let works = site.works.iter().map(|work| work.id.as_str());
    let known: Vec<&str> = std::iter::once("stay").chain(works).collect();
    let cause = format!("the site `{}` has no work `{id}`", site.id);
    fields.refuse(Code::UNKNOWN_WORK, "plan_work_id", cause, instead(&id, &known))
}

/// Checks that the other properties agree with the id of the work: a planner may have edited only one of the columns.
fn check_p6005_agrees(
    fields: &Fields<'_>,
    site: &Site,
    problem: &Problem,
    id: &str,
    choice: Choice,
) {
    let after = site.state_after(choice);
    let tier = after.tier.map(|tier| &problem.tiers[tier]);
    let size = tier.and_then(|tier| tier.sizes.get(usize::from(after.size?)));
    let kind = site.work(choice).map_or("stay", |work| work.kind.word());
    let meant = [
        ("plan_work", Some(kind)),
        ("plan_tier", tier.map(|tier| tier.id.as_str())),
        ("plan_size", size.map(|size| size.id.as_str())),
    ];
    for (field, meant) in meant {
        let Some(stated) = fields.plain(field).filter(|stated| Some(stated.as_str()) != meant)
        else {
            continue;
        };
        let means = match meant {
            Some(meant) => format!("for which `{field}` is `{meant}`"),
            None => format!("which has no `{field}`"),
        };
        let cause = format!("`{field}` is `{stated}`, but `plan_work_id` is `{id}`, {means}");
        let action =
            format!("correct `{field}` or `plan_work_id`, or empty the one that is not meant");
        fields.push(Code::WORK_CONTRADICTED, field, cause, action);
        return;
    }
}

fn read_by_kind(fields: &Fields<'_>, site: &Site, problem: &Problem, ids: &Ids) -> Option<Choice> {
    let mut words = vec![("stay", None)];
    words.extend(WorkKind::WORDS.map(|(word, kind)| (word, Some(kind))));
    let kind = fields.required("plan_work", |fields, field| fields.word(field, &words))?;
    let tier = fields.reference::<TierIdx>("plan_tier", &ids.tiers);
    let Some(kind) = kind else {
        return Some(Choice::Stay);
    };
    let size = fields.id("plan_size");
    if fields.has("plan_tier") && tier.is_none() {
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
    let fitting: Vec<usize> = (0..site.works.len())
        .filter(|&at| site.works[at].kind == kind && becomes(&site.works[at]))
        .collect();
    let known: Vec<&str> = site.works.iter().map(|work| work.id.as_str()).collect();
    match fitting[..] {
        [at] => u16::try_from(at).ok().map(Choice::Work),
        [] => {
            let cause =
                format!("no work of the site `{}` is a `{kind}` to what is stated", site.id);
            let action = match known.is_empty() {
                true => "the site has no works: it can only `stay`".into(),
                false => format!("its works are {}", list(&known)),
            };
            fields.refuse(Code::NO_SUCH_WORK, "plan_work", cause, action)
        }
        _ => {
            let fitting: Vec<&str> = fitting.iter().map(|&at| known[at]).collect();
            let cause = format!("{} works of the site `{}` fit", fitting.len(), site.id);
            let action = format!("write `plan_work_id`, one of {}", list(&fitting));
            fields.refuse(Code::WORK_AMBIGUOUS, "plan_work", cause, action)
        }
    }
}
