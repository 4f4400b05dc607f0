//! A run, or several beside each other, as a map.

use super::key::{self, Seen};
use super::labels;
use super::svg::{Anchor, Svg};
use super::{Drawing, NothingDrawn, plan_name, tier_name};
use crate::domain::{Feature, Language, WorkKind, phrase};
use crate::run::folder::{LayoutRun, PlacedRow, SiteRow};
use crate::run::looks::{self, hex};
use crate::run::numbers::{count, share};
use crate::write::frame::{Frame, corners, middle, point, rings};

/// Room above a map for its title, pixels.
const TOP: f64 = 76.0;
/// Room above a map without one.
const ABOVE: f64 = 15.0;
const NOTHING: NothingDrawn =
    NothingDrawn(phrase("there is nothing on the maps of this run", "该运行的地图上没有内容"));
/// Shares this near to 1 are whole.
const WHOLE: f64 = 0.999_999;

/// A run as it is mapped.
#[derive(Debug, Clone, Copy)]
pub struct MapPanel<'a> {
    /// The run.
    pub run: &'a LayoutRun,
    /// Its towns.
    pub towns: &'a [PlacedRow],
    /// Which of its layouts.
    pub when: When,
}

/// Which layout of a run is mapped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// What stands today.
    Today,
    /// The plan, with what is done.
    Plan,
}

/// The maps of `panels` beside each other at one scale, each with its title (the plan's name where none is given): towns,
/// demand units by how many of the tiers meant for them serve all of their people, facilities by tier and work. Below
/// them the key, a scale, what in the data is modelled, and whom to name. Equal runs give equal bytes.
///
/// # Errors
///
/// When there is nothing on the maps.
pub fn map_svg(
    panels: &[MapPanel<'_>],
    titles: &[Option<String>],
    drawing: &Drawing,
) -> Result<String, NothingDrawn> {
    let width = f64::from(drawing.width_px);
    let panel = width / panels.len().max(1) as f64;
    let frame = frame(panels, panel, TOP).ok_or(NOTHING)?;
    let mut svg = Svg::default();
    let mut seen = Seen::default();
    for (position, own) in panels.iter().enumerate() {
        let title = titles.get(position).cloned().flatten();
        let mut others = panels.iter().enumerate().filter(|(other, _)| *other != position);
        let title = title.or_else(|| {
            let plan = &own.run.plan;
            // Periods of one plan are told apart by their years.
            others.find(|(_, other)| other.run.plan.name == plan.name)?;
            let year = plan.period?;
            Some(format!("{} · {year}", plan_name(plan, drawing.language)))
        });
        svg.put(&format!("<g transform=\"translate({:.1} 0)\">", panel * position as f64));
        let size = (panel, TOP + frame.height + 20.0);
        let counted = draw(&mut svg, &mut seen, &frame, own, size, drawing.language);
        headed(&mut svg, own, title, counted, drawing.language);
        svg.put("</g>");
    }
    let below = TOP + frame.height + 34.0;
    let plan = panels.first().map(|own| &own.run.plan);
    let height = key::draw(&mut svg, &seen, &frame, below, plan, drawing);
    Ok(svg.finish(width, height))
}

/// Today's map and the plan's at one scale, without words but for the names of towns: the same in every language.
///
/// # Errors
///
/// When there is nothing on the maps.
pub fn pair_of_maps(
    run: &LayoutRun,
    towns: &[PlacedRow],
    width_px: u32,
) -> Result<[String; 2], NothingDrawn> {
    let width = f64::from(width_px);
    let panels = [When::Today, When::Plan].map(|when| MapPanel { run, towns, when });
    let frame = frame(&panels, width, ABOVE).ok_or(NOTHING)?;
    Ok(panels.map(|own| {
        let mut svg = Svg::default();
        let height = frame.height + 2.0 * ABOVE + 16.0;
        draw(&mut svg, &mut Seen::default(), &frame, &own, (width, height), Language::English);
        key::scale(&mut svg, &frame, width, height - 28.0);
        svg.finish(width, height)
    }))
}

/// A frame about everything that is mapped.
fn frame(panels: &[MapPanel<'_>], width: f64, top: f64) -> Option<Frame> {
    let features = panels.iter().flat_map(|own| {
        let layout = own.run;
        let (towns, units) = (own.towns.iter(), layout.units.iter());
        let places = towns.map(|row| &row.feature).chain(units.map(|row| &row.feature));
        places.chain(layout.sites.iter().map(|row| &row.feature))
    });
    Frame::around(features.flat_map(corners), width, top)
}

/// What a map counts: people and those of them covered at every tier meant for them, facilities.
struct Counted {
    people: f64,
    served: f64,
    facilities: usize,
}

fn draw(
    svg: &mut Svg,
    seen: &mut Seen,
    frame: &Frame,
    panel: &MapPanel<'_>,
    size: (f64, f64),
    language: Language,
) -> Counted {
    let [land, border, paper, ink] = [looks::LAND, looks::GREY, looks::PAPER, looks::INK].map(hex);
    svg.put(&format!("<g fill=\"{land}\" stroke=\"{border}\" stroke-width=\".8\">"));
    for town in panel.towns {
        if let Some(path) = path(frame, &town.feature) {
            svg.put(&format!("<path d=\"{path}\"/>"));
        }
    }
    svg.put("</g>");
    let (people, served) = demand(svg, seen, frame, panel);
    let facilities = sites(svg, seen, frame, panel, language);
    let names = panel.towns.iter().filter_map(|town| {
        let at = frame.place(middle(&town.feature)?);
        Some(labels::Name { at, text: &town.name })
    });
    let stands = labels::stands(&names.collect::<Vec<_>>(), size);
    for stand in stands.iter().filter(|own| own.is_joined) {
        let ((x, y), (to_x, to_y)) = (stand.name.at, stand.foot);
        svg.put(&format!(
            "<path d=\"M{x:.1} {y:.1}L{to_x:.1} {to_y:.1}\" stroke=\"{ink}\" stroke-width=\".6\"/>"
        ));
    }
    svg.put(&format!(
        "<g class=\"names\" paint-order=\"stroke\" stroke=\"{paper}\" stroke-width=\"3\" stroke-linejoin=\"round\">"
    ));
    for stand in &stands {
        svg.text(stand.foot.0, stand.foot.1, labels::SIZE, Anchor::Middle, stand.name.text);
    }
    svg.put("</g>");
    Counted { people, served, facilities }
}

/// The title above a map, and what is counted on it.
fn headed(
    svg: &mut Svg,
    panel: &MapPanel<'_>,
    title: Option<String>,
    Counted { people, served, facilities }: Counted,
    language: Language,
) {
    let plan = &panel.run.plan;
    let title = title.unwrap_or_else(|| plan_name(plan, language));
    svg.styled(15.0, 32.0, 22.0, Anchor::Start, " font-weight=\"600\"", &title);
    let group = &plan.served;
    let part = if people > 0.0 { share(served / people) } else { "–".into() };
    let said = match language {
        Language::English => format!(
            "{} facilities; {part} of people ({group}) are covered at all tiers meant for them",
            count(facilities)
        ),
        Language::Chinese => {
            format!("设施 {} 处；{part} 的服务对象（{group}）各适用层级均已覆盖", count(facilities))
        }
    };
    svg.text(15.0, 56.0, 14.0, Anchor::Start, &said);
}

/// Rings as a path; corners that the eye cannot tell apart are one.
fn path(frame: &Frame, feature: &Feature) -> Option<String> {
    let mut path = String::new();
    for ring in rings(feature) {
        let mut corners: Vec<(f64, f64)> = Vec::new();
        for (x, y) in ring.iter().map(|&at| frame.place(at)) {
            let last = corners.last().copied().unwrap_or((f64::MAX, 0.0));
            if (x - last.0).hypot(y - last.1) > 0.8 {
                corners.push((x, y));
            }
        }
        let spots: Vec<String> = corners.iter().map(|(x, y)| format!("{x:.1} {y:.1}")).collect();
        path += &format!("M{}Z", spots.join("L"));
    }
    (!path.is_empty()).then_some(path)
}

/// Draws the demand; returns all people and those covered at every tier meant for them.
fn demand(svg: &mut Svg, seen: &mut Seen, frame: &Frame, panel: &MapPanel<'_>) -> (f64, f64) {
    let (mut people, mut served) = (0.0, 0.0);
    let units = &panel.run.units;
    let all: f64 = units.iter().map(|unit| unit.people).sum();
    let mean = all / units.len().max(1) as f64;
    // Discs are of the people whom the plan serves: tiers for other people say nothing of them.
    let plan = &panel.run.plan;
    let tiers = || plan.tiers.iter().filter(|tier| tier.is_travelled_to());
    let has_own = tiers().any(|tier| tier.group == plan.served);
    for unit in units {
        let own = unit.people;
        let tiers = tiers().filter(|tier| !has_own || tier.group == plan.served);
        let shares = tiers.filter_map(|tier| {
            let own = unit.served.get(&tier.id)?;
            match panel.when {
                When::Today => own.share_today,
                When::Plan => Some(own.share),
            }
        });
        let shares: Vec<f64> = shares.collect();
        let reached = shares.iter().filter(|&&share| share >= WHOLE).count();
        let class = match (shares.is_empty(), reached) {
            (true, _) => continue,
            (_, reached) if reached == shares.len() => 0,
            (_, 0) => 2,
            _ => 1,
        };
        seen.covered[class] = true;
        people += own;
        served += if class == 0 { own } else { 0.0 };
        let colour = hex(looks::COVERED[class]);
        if let Some(path) = path(frame, &unit.feature) {
            svg.put(&format!("<path d=\"{path}\" fill=\"{colour}\" fill-opacity=\".55\"/>"));
        } else if let Some(at) = point(&unit.feature) {
            seen.discs = true;
            let (x, y) = frame.place(at);
            let line = hex(looks::GREY);
            // A disc of average people is 7 pixels wide in half.
            let radius = (own / mean.max(1e-9)).sqrt() * 7.0;
            svg.put(&format!(
                "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{:.1}\" fill=\"{colour}\" fill-opacity=\".85\" stroke=\"{line}\" stroke-width=\".4\"/>",
                radius.clamp(1.5, 40.0)
            ));
        }
    }
    (people, served)
}

/// Draws what stands in the layout, and what goes; returns how many facilities stand.
fn sites(
    svg: &mut Svg,
    seen: &mut Seen,
    frame: &Frame,
    panel: &MapPanel<'_>,
    language: Language,
) -> usize {
    let tiers = &panel.run.plan.tiers;
    let mut facilities = 0;
    let all = &panel.run.sites;
    let place = |site: &SiteRow| {
        point(&site.feature).or_else(|| middle(&site.feature)).map(|at| frame.place(at))
    };
    let is_plan = panel.when == When::Plan;
    for site in all.iter().filter(|site| is_plan && goes(site)) {
        if let Some((x, y)) = place(site) {
            let work = WorkKind::from_word(&site.work);
            let had = site.tier_today.as_ref();
            let rank = tiers.iter().position(|tier| Some(&tier.id) == had);
            seen.works.insert(work);
            svg.put(&key::symbol(rank, x, y, looks::work(work, false)));
        }
    }
    let tier = |site: &'_ SiteRow| match is_plan {
        true => site.is.tier.clone(),
        false => site.tier_today.clone(),
    };
    let stands = |site: &SiteRow| if is_plan { site.standing } else { stands_today(site) };
    // The plan's first tier is the highest: it is drawn last.
    let ranks = || std::iter::once(None).chain((0..tiers.len()).rev().map(Some));
    for rank in ranks() {
        let own = rank.map(|rank| &tiers[rank].id);
        for site in all.iter().filter(|site| stands(site) && tier(site).as_ref() == own) {
            facilities += 1;
            let Some((x, y)) = place(site) else { continue };
            let work = WorkKind::from_word(&site.work).filter(|_| is_plan);
            seen.works.insert(work);
            if let Some(rank) = rank {
                seen.tiers.insert((rank, tier_name(&tiers[rank], language)));
            }
            svg.put(&key::symbol(rank, x, y, looks::work(work, true)));
        }
    }
    facilities
}

/// Whether a facility stands there before the plan.
fn stands_today(site: &SiteRow) -> bool {
    goes(site) || (site.standing && WorkKind::from_word(&site.work) != Some(WorkKind::Build))
}

fn goes(site: &SiteRow) -> bool {
    matches!(WorkKind::from_word(&site.work), Some(WorkKind::Merge | WorkKind::Close))
}
