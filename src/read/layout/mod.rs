//! Reads layouts: as Yike writes them, as planners draw them, and as other programs hand them back.
//!
//! The work of a site decides: what a layer says beside it was true when it was written. Where that contradicts the work of
//! any site, leaders, payments, allocations and moves are left to the audit.

mod decision;
mod ids;
mod moved;
mod names;

use super::catalogue::Code;
use super::collection::{Layer, RawFeature, id_text, read_layer};
use super::fields::Fields;
use super::geometry::Shape;
use super::issue::{Issue, Place, Problems, Usual};
use super::near::first_of;
use super::node::Value;
use super::places::{feature_fields, feature_id};
use super::register::Register;
use super::sink::{Sink, settle};
use super::source::{InputFile, Role};
use super::wanted::Wanted;
use crate::domain::{
    Allocation, Choice, FundingIdx, Move, Problem, SiteIdx, StatedLayout, UnitIdx, text,
};
use crate::units::Yuan;
use decision::{Decision, read_decision};
use ids::Ids;
use std::path::Path;

const ID: &str = "id";
const NAME: &str = "Name";
/// Esri's own number of a feature.
const NUMBER: &str = "OBJECTID";
const LEADER: &str = "plan_leader";
const FUNDING: &str = "plan_funding";
const RATIONS: &str = "plan_rations";
const MOVES: &str = "plan_moves";
const KEYS: [&str; 7] = [ID, NAME, NUMBER, LEADER, FUNDING, RATIONS, MOVES];

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
    read(path, problem, |stated| match stated.is_changed {
        true => StatedLayout::new(stated.layout.choices),
        false => stated.layout,
    })
}

/// Reads a layout as a run wrote it, with the allocations and moves that the layer at `allocations` says, if there is one: all
/// that it states is kept, even where it contradicts itself.
///
/// # Errors
///
/// All problems found in the files; see [`Code`].
pub fn read_written_layout(
    path: &Path,
    allocations: Option<&Path>,
    problem: &Problem,
) -> Result<(StatedLayout, Vec<Issue>, InputFile), Problems> {
    let mut read = read(path, problem, |stated| stated.layout)?;
    if let Some(path) = allocations {
        let (allocations, moves) = read_allocations(path, problem)?;
        read.0.allocations = Some(allocations);
        read.0.moves = Some(moves);
    }
    Ok(read)
}

fn read(
    path: &Path,
    problem: &Problem,
    kept: fn(Stated) -> StatedLayout,
) -> Result<(StatedLayout, Vec<Issue>, InputFile), Problems> {
    let sink = Sink::default();
    let name = path.display().to_string();
    let layer = read_layer(&sink, path, &name, Role::Layout, Shape::Ignored);
    let read = layer.map(|layer| {
        let record = layer.record.clone();
        (kept(read_features(&sink, layer, problem)), record)
    });
    let ((layout, record), warnings) = settle(read, sink)?;
    Ok((layout, warnings, record))
}

/// What a layer states.
struct Stated {
    layout: StatedLayout,
    /// What it says beside some site's work contradicts the work.
    is_changed: bool,
}

/// Reads the allocations and moves in a layer of a run.
fn read_allocations(
    path: &Path,
    problem: &Problem,
) -> Result<(Vec<Allocation>, Vec<Move>), Problems> {
    let sink = Sink::default();
    let name = path.display().to_string();
    let layer = read_layer(&sink, path, &name, Role::Layout, Shape::Ignored);
    let ids = Ids::new(problem);
    let read = layer.map(|layer| {
        let (mut allocations, mut moves) = (Vec::new(), Vec::new());
        for raw in layer.features.iter().flatten() {
            let keys = ["kind", "tier", "from_id", "to_id", "persons", "share"];
            let fields = feature_fields(&sink, &layer.file, raw, &keys);
            if fields.plain("kind").as_deref() == Some("moves") {
                let from = fields.reference::<SiteIdx>("from_id", &ids.sites);
                moves.extend(from.and_then(|from| read_move(&fields, from, "to_id", &ids)));
            } else {
                let site = fields.reference::<SiteIdx>("to_id", &ids.sites);
                let read = site.and_then(|site| read_allocation(&fields, site, "from_id", &ids));
                allocations.extend(read);
            }
        }
        (allocations, moves)
    });
    settle(read, sink).map(|(read, _)| read)
}

fn read_features(sink: &Sink, mut layer: Layer, problem: &Problem) -> Stated {
    let sites = problem.sites.len();
    let ids = Ids::new(problem);
    let own = KEYS.into_iter().chain(decision::KEYS).map(String::from);
    let known: Vec<String> = own.chain(ids.paid.iter().cloned()).collect();
    let names = names::aliases(&layer, &known);
    layer.features.iter_mut().flatten().for_each(|raw| raw.names = names.clone());
    let mut layout = StatedLayout::new(vec![Choice::Stay; sites].into());
    let mut is_changed = false;
    if check_p6006_of_plan(sink, &layer, &ids.sites).is_none() {
        return Stated { layout, is_changed };
    }
    let says = |field: &String| {
        let features = layer.features.iter().flatten();
        features.clone().any(|raw| raw.given(field).is_some())
    };
    if ids.paid.iter().any(says) {
        layout.payments = Some(vec![Vec::new(); sites].into());
    }
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    let mut decided = vec![None; sites];
    let mut moved = Vec::new();
    for raw in layer.features.iter().flatten() {
        let fields = feature_fields(sink, &layer.file, raw, &known);
        let site = read_site(&fields, raw, &ids);
        let decision = read_feature(&fields, site, problem, &ids, &mut layout);
        moved.extend(site.and_then(|site| moved::far(raw, problem, site)));
        is_changed |= decision.is_some_and(|own| own.is_changed);
        let Some(earlier) = site.map(|site| &mut decided[usize::from(site)]) else { continue };
        if let Some(number) = earlier.replace(raw.number).filter(|_| raw.given(ID).is_none()) {
            let cause = text!(
                "feature {number} is of the same site already",
                "第 {number} 个要素已属同一点位"
            );
            let action = text!("leave one of the two out", "去掉其中之一");
            sink.push(Code::DUPLICATE_ID, raw.place(&layer.file), cause, action);
        }
    }
    moved::check_p6012_moved(sink, &layer.file, problem, moved);
    Stated { layout, is_changed }
}

/// Of several features at least one is of a site of the plan.
fn check_p6006_of_plan(sink: &Sink, layer: &Layer, sites: &Register) -> Option<()> {
    let called = |raw: &RawFeature| {
        let given = [ID, NAME, NUMBER].map(|field| raw.given(field).and_then(id_text));
        given.into_iter().flatten().chain(raw.id.clone()).collect::<Vec<_>>()
    };
    let ids: Vec<Vec<String>> = layer.features.iter().flatten().map(called).collect();
    if ids.len() < 2 || ids.iter().flatten().any(|id| !sites.meant(id).is_empty()) {
        return Some(());
    }
    let known: Vec<String> = sites.ids().map(String::from).collect();
    let ids: Vec<String> = ids.into_iter().filter_map(|own| own.into_iter().next()).collect();
    let (count, ids, known) = (ids.len(), first_of(&ids, 3), first_of(&known, 3));
    let cause = text!(
        "none of the {count} ids is a site of this plan: {ids}; its sites are {known}",
        "{count} 个编号都不是本规划的点位：{ids}；本规划的点位为 {known}";
        ids, known
    );
    sink.refuse(Code::LAYOUT_OF_OTHER_PLAN, Place::file(&layer.file).at(ID), cause, Usual)
}

/// The site of a feature: by the property `id`, else by what programs have in its place, of which the member `id` of GeoJSON
/// and Esri's number may be no more than a count.
fn read_site(fields: &Fields<'_>, raw: &RawFeature, ids: &Ids) -> Option<SiteIdx> {
    if let Some(id) = fields.plain(ID) {
        return fields.look_up(ID, &id, &ids.sites);
    }
    let found = |id: &String| ids.sites.find(id).map(SiteIdx::from);
    // The member `id` may be a count of another program's, where a name says which site is meant.
    if let Some(named) = fields.plain(NAME).as_ref().and_then(found) {
        return Some(named);
    }
    raw.id
        .as_ref()
        .and_then(found)
        .or_else(|| fields.look_up(NAME, &fields.plain(NAME)?, &ids.sites))
        .or_else(|| found(&fields.plain(NUMBER)?))
        .or_else(|| {
            // An unknown name has been told.
            let id = (!fields.has(NAME)).then(|| feature_id(fields, raw)).flatten()?;
            fields.look_up(ID, &id, &ids.sites)
        })
}

/// Reads what is said of a site; returns what is decided about it.
fn read_feature(
    fields: &Fields<'_>,
    site: Option<SiteIdx>,
    problem: &Problem,
    ids: &Ids,
    layout: &mut StatedLayout,
) -> Option<Decision> {
    let leader = fields.reference(LEADER, &ids.sites);
    let payments = fields.mix(FUNDING, &ids.sources).or_else(|| read_paid(fields, ids));
    let allocations =
        fields.has(RATIONS).then(|| fields.tables(RATIONS, &["tier", "unit", "share"]));
    let moves = fields.has(MOVES).then(|| fields.tables(MOVES, &["tier", "to", "persons"]));
    fields.warn_misspelt();
    let site = site?;
    let sites = problem.sites.len();
    if let Some(leader) = leader {
        layout.leaders.get_or_insert_with(|| vec![None; sites].into())[site] = Some(leader);
    }
    if let Some(payments) = payments {
        let all = layout.payments.get_or_insert_with(|| vec![Vec::new(); sites].into());
        all[site] = payments;
    }
    for own in moves.iter().flatten() {
        layout.moves.get_or_insert_default().extend(read_move(own, site, "to", ids));
    }
    for allocation in allocations.iter().flatten() {
        let read = read_allocation(allocation, site, "unit", ids);
        layout.allocations.get_or_insert_default().extend(read);
    }
    let decision = read_decision(fields, &problem.sites[site], problem, ids)?;
    layout.choices[site] = decision.choice;
    Some(decision)
}

/// Who pays, a property a source; none where the feature says nothing of it.
fn read_paid(fields: &Fields<'_>, ids: &Ids) -> Option<Vec<(FundingIdx, Yuan)>> {
    let paid = ids.paid.iter().enumerate().filter_map(|(source, field)| {
        let yuan = fields.figure(field).filter(|&yuan| yuan > 0.0)?;
        Some((FundingIdx::from(source), Yuan::new(yuan.round() as i64)))
    });
    Some(paid.collect()).filter(|paid: &Vec<_>| !paid.is_empty())
}

fn read_move(fields: &Fields<'_>, from: SiteIdx, to: &str, ids: &Ids) -> Option<Move> {
    let tier = fields.required("tier", |fields, field| fields.reference(field, &ids.tiers));
    let to = fields.required(to, |fields, field| fields.reference(field, &ids.sites));
    let persons = fields.required("persons", Fields::figure);
    Some(Move { tier: tier?, from, to: to?, persons: persons? })
}

fn read_allocation(
    fields: &Fields<'_>,
    site: SiteIdx,
    unit: &str,
    ids: &Ids,
) -> Option<Allocation> {
    let tier = fields.required("tier", |fields, field| fields.reference(field, &ids.tiers));
    let unit =
        fields.required(unit, |fields, field| fields.reference::<UnitIdx>(field, &ids.units));
    let share = fields.required("share", check_p6004_share);
    Some(Allocation { tier: tier?, unit: unit?, site, share: share? })
}

fn check_p6004_share(fields: &Fields<'_>, field: &str) -> Option<f64> {
    let node = fields.node(field)?;
    match node.value {
        Value::Number(share) if share > 0.0 && share <= 1.0 => Some(share),
        Value::Number(share) => {
            let cause = text!(
                "the share is {share}; it is a number above 0 and at most 1",
                "份额为 {share}；应为大于 0、不超过 1 的数"
            );
            fields.refuse(Code::ALLOCATION_SHARE, field, cause, Usual)
        }
        _ => fields.refuse_type(field, node, Wanted::Number),
    }
}
