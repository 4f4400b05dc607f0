//! The styles that QGIS opens a run's layers with, in both languages.

use super::qml::{Category, SiteMarker, Style, Symbol, field, literal};
use crate::domain::Language;
use crate::domain::{Problem, TierIdx, WorkKind};
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

/// QGIS's name of a shape.
fn qgis(shape: looks::Shape) -> &'static str {
    match shape {
        looks::Shape::Cross => "cross_fill",
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

/// Both languages' styles of a layer, that of `language` the default; none for a layer that has none.
pub(super) fn layer_styles(
    decided: &Decided<'_>,
    layer: &Table<'_>,
    language: Language,
) -> Vec<LayerStyle> {
    let Some(shape) = Shape::of(layer) else {
        return Vec::new();
    };
    let kind = layer.kind;
    let named = layer.heads.iter().any(|head| head.name == "name");
    let both = [(Language::English, "English"), (Language::Chinese, "中文")];
    both.into_iter()
        .filter_map(|(own, name)| {
            let style = match kind.name {
                "sites" => sites(decided, shape, own),
                "demand" => demand(decided.problem, shape, own),
                "towns" => towns(shape, own),
                "uncovered" => uncovered(decided.problem, shape, own),
                "reach" => reach(decided.problem, own),
                "links" => links(own),
                "network" => network(shape, own),
                _ => return None,
            };
            let label = style.label.filter(|_| named);
            let label = label.map(|(_, points)| (field(&format!("{}name", kind.prefix)), points));
            Some(LayerStyle {
                layer: kind.name,
                name: format!("Yike {name}"),
                description: own
                    .say(
                        "Yike's style, colours that everybody can tell apart",
                        "一刻默认样式，色觉障碍者也可分辨",
                    )
                    .into(),
                qml: Style { label, ..style }.qml(),
                default: own == language,
            })
        })
        .collect()
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
    let kinds = || std::iter::once(None).chain(WorkKind::ALL.map(Some));
    let mut found: BTreeSet<(Option<TierIdx>, bool, usize)> = BTreeSet::new();
    for (index, site) in problem.sites.iter_enumerated() {
        let choice = decided.layout.choices[index];
        let after = site.state_after(choice);
        let work = site.work(choice).map(|work| work.kind);
        let kind = kinds().position(|kind| kind == work).unwrap_or_default();
        // What goes has no tier any more: it is drawn as what it was.
        let tier = after.tier.or(match work {
            Some(WorkKind::Merge | WorkKind::Close) => site.state_today().tier,
            _ => None,
        });
        found.insert((tier, after.standing, kind));
    }
    let categories = found.into_iter().filter_map(|(tier, standing, at)| {
        let kind = kinds().nth(at)?;
        let work = kind.map_or("stay", WorkKind::word);
        let id = tier.map_or("", |tier| &problem.tiers[tier].id);
        let code = kind.map_or(if standing { "stay" } else { "unused" }, WorkKind::word);
        let said = WORKS.say(language, code);
        let label = match standing || kind.is_some() {
            true => format!("{}, {said}", language.tier(problem, tier)),
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
        "if({standing}, '1', '0') || '|' || coalesce({tier}, if({work} IN ('merge', 'close'), {before}, NULL), '') || '|' || {work}"
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
    field(&format!("{PREFIX}{name}"))
}

/// Features by the value of an expression.
fn by(expression: impl Into<String>, categories: impl IntoIterator<Item = Category>) -> Style {
    let categories = categories.into_iter().collect();
    Style { expression: expression.into(), categories, label: None }
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
    let rows = cut_off.then_some(("no-way", looks::INK)).into_iter().chain([
        ("out-of-reach", looks::VERMILION),
        ("not-built", looks::ORANGE),
        ("full", looks::PURPLE),
    ]);
    let style = words(&own(names::WHY), &WHYS, rows, language, |_, colour| {
        drawn(shape, ("cross2", 3.0), colour, 120)
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
    let rows =
        [("joined", looks::GREY), ("stranded", looks::PURPLE), ("off-road", looks::VERMILION)];
    words(&field("fate"), &FATES, rows, language, |code, colour| {
        let marker = match code {
            "joined" => ("circle", 0.8),
            _ => ("cross2", 2.4),
        };
        drawn(shape, marker, colour, 120)
    })
}

fn links(language: Language) -> Style {
    let rows = [("serves", looks::GREY), ("leads", looks::INK)];
    let expression = format!("coalesce({}, {})", field(names::KIND), literal("serves"));
    words(&expression, &LINKS, rows, language, |code, colour| {
        let leads = code == "leads";
        Symbol::Line(if leads { 0.4 } else { 0.2 }, colour, leads)
    })
}
