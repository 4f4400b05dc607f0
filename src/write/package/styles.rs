//! The styles that QGIS opens a run's layers with, in both languages.

use super::qml::{Category, Scale, SiteMarker, Style, Symbol, field, literal};
use crate::domain::{Language, Problem, TierIdx, WorkKind, field_name};
use crate::run::looks::{self, Colour, Filling, TierLook};
use crate::run::numbers::share;
use crate::run::report::{Decided, reached_tiers};
use crate::run::table::{PREFIX, Table};
use crate::run::tables::names;
use crate::run::words::{COVERED, FATES, LINKS, Vocabulary, WHYS, WORKS};
use crate::write::layers::geopackage::LayerStyle;
use crate::write::layers::{Features, geometry_word};
use std::collections::BTreeSet;

/// The largest marker of a site, millimetres across.
const LARGEST: f64 = 3.6;
/// Millimetres to a pixel of a line.
const LINE: f64 = 0.2;

/// Millimetres across of a place with the most people, and of one with hardly any.
const MOST_PEOPLE: f64 = 7.0;
const LEAST_PEOPLE: f64 = 1.2;
/// The same of people who are not covered, whose marks are all line.
const MOST_UNCOVERED: f64 = 6.0;
const LEAST_UNCOVERED: f64 = 2.0;

/// QGIS's name of a shape.
fn qgis(shape: looks::Shape) -> &'static str {
    match shape {
        looks::Shape::Cross => "cross_fill",
        looks::Shape::Saltire => "cross2",
        other => other.word(),
    }
}

/// Families of geometry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    Points,
    Lines,
    Areas,
}

impl Shape {
    /// Of a layer whose features are all of one family.
    fn of(layer: &Table<'_>) -> Option<Self> {
        let mut shapes = (0..layer.len()).map(|row| match geometry_word(&layer.geometry(row)) {
            "Point" | "MultiPoint" => Some(Shape::Points),
            "LineString" | "MultiLineString" => Some(Shape::Lines),
            "Polygon" | "MultiPolygon" => Some(Shape::Areas),
            _ => None,
        });
        let first = shapes.next().flatten();
        first.filter(|_| shapes.all(|shape| shape == first))
    }
}

/// QGIS's word for the geometry of a layer.
pub(super) fn geometry(layer: &Table<'_>) -> &'static str {
    match Shape::of(layer) {
        Some(Shape::Lines) => "Line",
        Some(Shape::Areas) => "Polygon",
        Some(Shape::Points) | None => "Point",
    }
}

/// A style in a language.
pub(super) struct LanguageStyle {
    pub(super) language: Language,
    /// QGIS opens the layer with it.
    is_default: bool,
    style: Style,
}

impl LanguageStyle {
    /// Its renderer and its labels.
    pub(super) fn drawn(&self) -> String {
        self.style.drawn()
    }

    pub(super) fn has_labels(&self) -> bool {
        self.style.label.is_some()
    }

    /// As the file keeps it for `layer`, with what is said of the fields.
    pub(super) fn stored(&self, layer: &'static str, fields: &str) -> LayerStyle {
        let about = self.language.say(
            "Yike's style, colours that everybody can tell apart",
            "一刻默认样式，色觉障碍者也可分辨",
        );
        LayerStyle {
            layer,
            name: format!("Yike {}", self.language.say("English", "中文")),
            description: about.into(),
            qml: self.style.qml(fields),
            default: self.is_default,
        }
    }
}

/// Both languages' styles of a layer, that of `language` the default; none for a layer that has none.
pub(super) fn layer_styles(
    decided: &Decided<'_>,
    layer: &Table<'_>,
    language: Language,
) -> Vec<LanguageStyle> {
    let Some(shape) = Shape::of(layer) else {
        return Vec::new();
    };
    let kind = layer.kind;
    let named = layer.heads.iter().any(|head| head.name == "name");
    Language::ALL
        .into_iter()
        .filter_map(|own| {
            let style = match kind.name {
                "sites" => sites(decided, shape, own),
                "demand" => {
                    let style = demand(decided.problem, shape, own);
                    scaled(style, layer, own, [LEAST_PEOPLE, MOST_PEOPLE])
                }
                "towns" => towns(shape, own),
                "uncovered" => {
                    let style = uncovered(decided.problem, shape, own);
                    scaled(style, layer, own, [LEAST_UNCOVERED, MOST_UNCOVERED])
                }
                "reach" => reach(decided.problem, own),
                "links" => lines(own, &["serves", "leads"]),
                "allocations" => lines(own, &["moves", "places"]),
                "network" => network(shape, own),
                _ => return None,
            };
            let label = style.label.filter(|_| named);
            let label = label.map(|(_, points)| (field(&format!("{}name", kind.prefix)), points));
            let style = Style { label, ..style };
            Some(LanguageStyle { language: own, is_default: own == language, style })
        })
        .collect()
}

/// The style with markers as large as there are people.
fn scaled(style: Style, layer: &Table<'_>, language: Language, millimetres: [f64; 2]) -> Style {
    let at = layer.heads.iter().position(|head| head.name == names::PEOPLE);
    let people = (0..layer.len()).filter_map(|row| layer.cells(row)[at?].number());
    let scale = Scale {
        field: format!("{PREFIX}{}", names::PEOPLE),
        title: language.say("people", "人数").into(),
        most: people.fold(0.0, f64::max),
        millimetres,
    };
    Style { scale: Some(scale), ..style }
}

/// One colour in the shape that the layer has.
fn drawn(shape: Shape, marker: (&'static str, f64), colour: Colour, seen: u8) -> Symbol {
    match shape {
        Shape::Points => Symbol::Marker(marker.0, marker.1, colour),
        Shape::Lines => Symbol::Line(0.4, colour, false),
        Shape::Areas => Symbol::Area(colour, seen, looks::GREY),
    }
}

/// The symbol of a site with the look of its tier and the filling of what is done there.
fn site(shape: Shape, tier: TierLook, filling: Filling) -> Symbol {
    let [fill, line] = [filling.fill, filling.line].map(|paint| paint.colour(tier.colour));
    match shape {
        Shape::Points => Symbol::Site(SiteMarker {
            shape: qgis(tier.shape),
            millimetres: LARGEST * tier.size,
            fill,
            line,
            width: LINE * filling.width,
            inside: filling.inside,
        }),
        Shape::Lines => Symbol::Line(0.4, line, false),
        Shape::Areas => Symbol::Area(fill, 160, line),
    }
}

fn sites(decided: &Decided<'_>, shape: Shape, language: Language) -> Style {
    let problem = decided.problem;
    // Of what goes it makes no difference on the map how.
    let kinds = [None, Some(WorkKind::Build), Some(WorkKind::Upgrade), Some(WorkKind::Close)];
    let drawn_as = |kind| if kind == Some(WorkKind::Merge) { Some(WorkKind::Close) } else { kind };
    let mut found: BTreeSet<(Option<TierIdx>, bool, usize)> = BTreeSet::new();
    for (index, site) in problem.sites.iter_enumerated() {
        let choice = decided.layout.choices[index];
        let after = site.state_after(choice);
        let work = site.work(choice).map(|work| work.kind);
        let kind = kinds.iter().position(|&kind| kind == drawn_as(work)).unwrap_or_default();
        // What goes has no tier any more: it is drawn as what it was.
        let tier = after.tier.or(match work {
            Some(WorkKind::Merge | WorkKind::Close) => site.state_today().tier,
            _ => None,
        });
        found.insert((tier, after.standing, kind));
    }
    let categories = found.into_iter().filter_map(|(tier, standing, at)| {
        let kind = kinds.get(at).copied()?;
        let work = kind.map_or("stay", WorkKind::word);
        let id = tier.map_or("", |tier| &problem.tiers[tier].id);
        let code = kind.map_or(if standing { "stay" } else { "unused" }, WorkKind::word);
        let said = match kind {
            Some(WorkKind::Close) => language.say("merged or closed", "撤并或撤销"),
            _ => WORKS.say(language, code),
        };
        let label = match standing || kind.is_some() {
            true => {
                let comma = language.say(", ", "，");
                format!("{}{comma}{said}", language.tier(problem, tier))
            }
            false => said.into(),
        };
        Some(Category {
            value: format!("{}|{id}|{work}", u8::from(standing)),
            label,
            symbol: site(shape, looks::of_tier(tier), looks::work(kind, standing)),
        })
    });
    let [standing, tier, work, before] =
        [names::STANDING, names::TIER, names::WORK, names::TIER_TODAY].map(own);
    let expression = format!(
        "if({standing}, '1', '0') || '|' || coalesce({tier}, if({work} IN ('merge', 'close'), {before}, NULL), '') || '|' || if({work} = 'merge', 'close', {work})"
    );
    by(expression, categories)
}

fn demand(problem: &Problem, shape: Shape, language: Language) -> Style {
    let covered = |tier: TierIdx| own(&names::at_tier(&problem.tiers[tier].id, names::COVERED));
    let sum = |of: &dyn Fn(String) -> String| {
        let parts: Vec<String> = reached_tiers(problem).map(|tier| of(covered(tier))).collect();
        if parts.is_empty() { "0".into() } else { parts.join(" + ") }
    };
    let reached = sum(&|flag| format!("if({flag}, 1, 0)"));
    let meant = sum(&|flag| format!("if({flag} IS NULL, 0, 1)"));
    let expression = format!(
        "CASE WHEN ({meant}) = 0 THEN 'nobody' WHEN ({reached}) = ({meant}) THEN 'all' WHEN ({reached}) = 0 THEN 'none' ELSE 'some' END"
    );
    let [all, some, none] = looks::COVERED;
    let rows = [("all", all), ("some", some), ("none", none), ("nobody", looks::GREY)];
    words(&expression, &COVERED, rows, language, |_, colour| {
        drawn(shape, ("circle", 2.0), colour, 130)
    })
}

/// A column of ours beside the caller's properties.
fn own(name: &str) -> String {
    field(&field_name(&format!("{PREFIX}{name}")))
}

/// Features by the value of an expression.
fn by(expression: impl Into<String>, categories: impl IntoIterator<Item = Category>) -> Style {
    let categories = categories.into_iter().collect();
    Style { expression: expression.into(), categories, label: None, scale: None }
}

fn towns(shape: Shape, language: Language) -> Style {
    let [low, middle, high] = looks::STEPS;
    let covered = own(names::SHARE);
    let expression = format!(
        "CASE WHEN {covered} IS NULL THEN 'none' WHEN {covered} < {low} THEN '0' WHEN {covered} < {middle} THEN '1' WHEN {covered} < {high} THEN '2' ELSE '3' END"
    );
    let [low, middle, high] = looks::STEPS.map(share);
    let labels = match language {
        Language::English => [
            format!("covered, below {low}"),
            format!("{low} to below {middle}"),
            format!("{middle} to below {high}"),
            format!("{high} and more"),
            "no figure".into(),
        ],
        Language::Chinese => [
            format!("覆盖率低于 {low}"),
            format!("{low}–{middle}"),
            format!("{middle}–{high}"),
            format!("{high} 及以上"),
            "无数据".into(),
        ],
    };
    let colours = looks::SHARES.into_iter().chain([looks::GREY]);
    let values = ["0", "1", "2", "3", "none"].into_iter();
    let categories = values.zip(labels).zip(colours).map(|((value, label), colour)| Category {
        value: value.into(),
        label,
        symbol: drawn(shape, ("circle", 5.0), colour, 110),
    });
    Style { label: Some((String::new(), 9.0)), ..by(expression, categories) }
}

/// A category for each word of a vocabulary, with its colour.
fn words(
    expression: &str,
    vocabulary: &Vocabulary,
    rows: impl IntoIterator<Item = (&'static str, Colour)>,
    language: Language,
    symbol: impl Fn(&str, Colour) -> Symbol,
) -> Style {
    let category = |(code, colour): (&'static str, Colour)| Category {
        value: code.into(),
        label: vocabulary.say(language, code).into(),
        symbol: symbol(code, colour),
    };
    by(expression, rows.into_iter().map(category))
}

fn uncovered(problem: &Problem, shape: Shape, language: Language) -> Style {
    let cut_off = problem.units.keys().any(|unit| problem.has_no_way(unit));
    let rows = looks::UNCOVERED.into_iter().filter(|(why, _)| cut_off || *why != "no-way");
    let style = words(&own(names::WHY), &WHYS, rows, language, |_, colour| match shape {
        Shape::Areas => Symbol::Hatched(colour),
        _ => drawn(shape, (qgis(looks::UNCOVERED_SHAPE), 3.0), colour, 120),
    });
    Style { label: Some((String::new(), 7.0)), ..style }
}

fn reach(problem: &Problem, language: Language) -> Style {
    let category = |tier: TierIdx| {
        let colour = looks::of_tier(Some(tier)).colour;
        Category {
            value: problem.tiers[tier].id.clone(),
            label: language.tier(problem, Some(tier)).into(),
            symbol: Symbol::Area(colour, 12, colour),
        }
    };
    by(field(names::TIER), reached_tiers(problem).map(category))
}

fn network(shape: Shape, language: Language) -> Style {
    words(&field("fate"), &FATES, looks::ON_ROADS, language, |code, colour| {
        let millimetres = if code == "joined" { 0.8 } else { 2.4 };
        drawn(shape, (qgis(looks::ON_ROADS_SHAPE), millimetres), colour, 120)
    })
}

/// Lines of these kinds.
fn lines(language: Language, kinds: &[&str]) -> Style {
    let rows = looks::LINES.into_iter().filter(|(kind, ..)| kinds.contains(kind));
    let categories = rows.map(|(kind, colour, is_dashed)| Category {
        value: kind.into(),
        label: LINKS.say(language, kind).into(),
        symbol: Symbol::Line(if is_dashed { 0.4 } else { 0.2 }, colour, is_dashed),
    });
    let expression = format!("coalesce({}, {})", field(names::KIND), literal(kinds[0]));
    by(expression, categories)
}
