//! A run, or several beside each other, as a map.

use super::key::{self, Seen};
use super::svg::{Anchor, Svg};
use super::{Drawing, MapRun, NothingDrawn, plan_name, tier_name};
use crate::domain::{Feature, Language, WorkKind, phrase};
use crate::run::folder::SiteRow;
use crate::run::looks::{self, hex};
use crate::run::numbers::{count, share};
use crate::write::frame::{Frame, corners, middle, point, rings};

/// Room above a map for its title, pixels.
const TOP: f64 = 76.0;
/// Shares this near to 1 are whole.
const WHOLE: f64 = 0.999_999;

/// The maps of `runs` beside each other at one scale, each with its title (the plan's name where none is given): towns,
/// demand units by how many of the tiers meant for them serve all of their people, facilities by tier and work. Below
/// them the key, a scale, what in the data is modelled, and whom to name. Equal runs give equal bytes.
///
/// # Errors
///
/// When there is nothing on the maps.
pub fn map_svg(
    runs: &[MapRun],
    titles: &[Option<String>],
    drawing: &Drawing,
) -> Result<String, NothingDrawn> {
    let width = f64::from(drawing.width_px);
    let panel = width / runs.len().max(1) as f64;
    let nothing = phrase("there is nothing on the maps of this run", "该运行的地图上没有内容");
    let features = runs.iter().flat_map(|run| {
        let layout = &run.run;
        let (towns, units) = (run.towns.iter(), layout.units.iter());
        let places = towns.map(|row| &row.feature).chain(units.map(|row| &row.feature));
        places.chain(layout.sites.iter().map(|row| &row.feature))
    });
    let frame =
        Frame::around(features.flat_map(corners), panel, TOP).ok_or(NothingDrawn(nothing))?;
    let mut svg = Svg::default();
    let mut seen = Seen::default();
    for (position, run) in runs.iter().enumerate() {
        let title = titles.get(position).cloned().flatten();
        let mut others = runs.iter().enumerate().filter(|(other, _)| *other != position);
        let title = title.or_else(|| {
            let plan = &run.run.plan;
            // Periods of one plan are told apart by their years.
            others.find(|(_, other)| other.run.plan.name == plan.name)?;
            let year = plan.period?;
            Some(format!("{} · {year}", plan_name(plan, drawing.language)))
        });
        svg.put(&format!("<g transform=\"translate({:.1} 0)\">", panel * position as f64));
        draw(&mut svg, &mut seen, &frame, run, title, drawing.language);
        svg.put("</g>");
    }
    let below = TOP + frame.height + 34.0;
    let height = key::draw(&mut svg, &seen, &frame, below, runs, drawing);
    Ok(svg.finish(width, height))
}

fn draw(
    svg: &mut Svg,
    seen: &mut Seen,
    frame: &Frame,
    run: &MapRun,
    title: Option<String>,
    language: Language,
) {
    let [land, border, paper] = [looks::LAND, looks::GREY, looks::PAPER].map(hex);
    svg.put(&format!("<g fill=\"{land}\" stroke=\"{border}\" stroke-width=\".8\">"));
    for town in &run.towns {
        if let Some(path) = path(frame, &town.feature) {
            svg.put(&format!("<path d=\"{path}\"/>"));
        }
    }
    svg.put("</g>");
    let plan = &run.run.plan;
    let (people, served) = demand(svg, seen, frame, run);
    let facilities = sites(svg, seen, frame, run, language);
    svg.put(&format!(
        "<g paint-order=\"stroke\" stroke=\"{paper}\" stroke-width=\"3\" stroke-linejoin=\"round\">"
    ));
    for town in &run.towns {
        if let Some(middle) = middle(&town.feature) {
            let (x, y) = frame.place(middle);
            svg.text(x, y - 9.0, 13.0, Anchor::Middle, &town.name);
        }
    }
    svg.put("</g>");
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
fn demand(svg: &mut Svg, seen: &mut Seen, frame: &Frame, run: &MapRun) -> (f64, f64) {
    let (mut people, mut served) = (0.0, 0.0);
    let units = &run.run.units;
    let all: f64 = units.iter().map(|unit| unit.people).sum();
    let mean = all / units.len().max(1) as f64;
    for unit in units {
        let own = unit.people;
        let tiers = run.run.plan.tiers.iter();
        let shares = tiers
            .filter(|tier| tier.is_travelled_to())
            .filter_map(|tier| Some(unit.served.get(&tier.id)?.share));
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
fn sites(svg: &mut Svg, seen: &mut Seen, frame: &Frame, run: &MapRun, language: Language) -> usize {
    let tiers = &run.run.plan.tiers;
    let mut facilities = 0;
    let all = &run.run.sites;
    let place = |site: &SiteRow| {
        point(&site.feature).or_else(|| middle(&site.feature)).map(|at| frame.place(at))
    };
    for site in all.iter().filter(|site| goes(site)) {
        if let Some((x, y)) = place(site) {
            let work = WorkKind::from_word(&site.work);
            let had = site.tier_today.as_ref();
            let rank = tiers.iter().position(|tier| Some(&tier.id) == had);
            seen.works.insert(work);
            svg.put(&key::symbol(rank, x, y, looks::work(work, false)));
        }
    }
    // The plan's first tier is the highest: it is drawn last.
    let ranks = || std::iter::once(None).chain((0..tiers.len()).rev().map(Some));
    for rank in ranks() {
        let own = rank.map(|rank| &tiers[rank].id);
        for site in all.iter().filter(|site| site.standing) {
            if site.is.tier.as_ref() != own {
                continue;
            }
            facilities += 1;
            let Some((x, y)) = place(site) else { continue };
            let work = WorkKind::from_word(&site.work);
            seen.works.insert(work);
            if let Some(rank) = rank {
                seen.tiers.insert((rank, tier_name(&tiers[rank], language)));
            }
            svg.put(&key::symbol(rank, x, y, looks::work(work, true)));
        }
    }
    facilities
}

fn goes(site: &SiteRow) -> bool {
    matches!(WorkKind::from_word(&site.work), Some(WorkKind::Merge | WorkKind::Close))
}
