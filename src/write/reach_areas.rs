//! From where the facilities of a layout are reached, as a map layer.

use super::collection::{Collection, rounded};
use crate::domain::{LonLat, Problem, Properties, Reach, Setting, SiteIdx, TierIdx, TravelMethod};
use crate::run::report::{Decided, Report};
use crate::travel::ring_around_deg;
use crate::units::Metres;
use serde_json::json;

/// Corners of the rings that stand for circles: their sides are at most 0.3 % of the radius inside it.
const CORNERS: u16 = 48;
/// A reach as the crow flies of more than this many metres holds any plan's people: it is not drawn.
const MOST_M: f64 = 500_000.0;

/// An area of reach.
struct Area {
    site: SiteIdx,
    tier: TierIdx,
    setting: Setting,
    reach: Reach,
    radius: Metres,
}

/// `reach.geojson` of a run: for each facility that stands in the layout, each tier that it serves and each setting for
/// which that tier has a reach and the plan has people, the circle from which it is reached: the reach (a time at the
/// setting's speed) over the detour, as a ring of 48 corners. Properties: `site`, `name`, `tier`, `tier_name`,
/// `setting`, `reach` (in words), `radius_m` (as the crow flies), `work`. None where the plan travels over roads:
/// `yike reach` makes those areas.
pub fn reach_areas_geojson(report: &Report<'_>, decided: &Decided<'_>) -> Option<Vec<u8>> {
    let problem = decided.problem;
    let TravelMethod::StraightLine { .. } = problem.travel else {
        return None;
    };
    let mut collection = Collection::new();
    let mut left_out = 0;
    for area in areas(decided) {
        if area.radius.metres() > MOST_M {
            left_out += 1;
            continue;
        }
        let (site, tier) = (&problem.sites[area.site], &problem.tiers[area.tier]);
        let work = site.work(decided.layout.choices[area.site]);
        let properties: Properties = [
            ("site", json!(site.id)),
            ("name", json!(site.name)),
            ("tier", json!(tier.id)),
            ("tier_name", json!(tier.name.chinese())),
            ("setting", json!(area.setting.word())),
            ("reach", json!(area.reach.to_string())),
            ("radius_m", rounded(area.radius.metres(), 1)),
            ("work", json!(work.map_or("stay", |work| work.kind.word()))),
        ]
        .map(|(name, value)| (name.into(), value))
        .into_iter()
        .collect();
        let own = format!("{}-{}-{}", site.id, tier.id, area.setting);
        let ring: Vec<[f64; 2]> = ring_around_deg(site.at, area.radius, CORNERS)
            .into_iter()
            .map(|at| at.map(sixth))
            .collect();
        collection.add_ring(&own, &ring, properties);
    }
    let about = match left_out {
        0 => "from where each facility is reached: a circle of the reach over the detour, a model of travel".into(),
        many => format!(
            "from where each facility is reached: a circle of the reach over the detour, a model of travel; {many} of more than {} km are left out",
            MOST_M / 1000.0
        ),
    };
    Some(collection.finish(report, "reach", &about))
}

/// To the sixth decimal, a tenth of a metre.
fn sixth(degrees: f64) -> f64 {
    (degrees * 1e6).round() / 1e6
}

fn areas<'a>(decided: &Decided<'a>) -> impl Iterator<Item = Area> + use<'a> {
    let (problem, layout) = (decided.problem, decided.layout);
    let peopled = peopled(problem);
    let sites = problem.sites.iter_enumerated();
    sites.flat_map(move |(index, site)| {
        let peopled = peopled.clone();
        let own = site.state_after(layout.choices[index]).tier;
        let served = own.map_or(&[][..], |own| &problem.tiers[own].serves);
        served.iter().flat_map(move |&tier| {
            let peopled = peopled.clone();
            peopled.into_iter().filter_map(move |setting| {
                let reach = problem.tiers[tier].reach(setting)?;
                Some(Area {
                    site: index,
                    tier,
                    setting,
                    reach,
                    radius: radius(&problem.travel, setting, reach)?,
                })
            })
        })
    })
}

fn peopled(problem: &Problem) -> Vec<Setting> {
    let lives = |setting: &Setting| problem.units.iter().any(|unit| unit.setting == *setting);
    Setting::ALL.into_iter().filter(lives).collect()
}

/// How far a reach goes as the crow flies; none over roads.
fn radius(travel: &TravelMethod, setting: Setting, reach: Reach) -> Option<Metres> {
    let TravelMethod::StraightLine { detour, .. } = travel else {
        return None;
    };
    let travelled = match reach {
        Reach::Distance(distance) => distance,
        Reach::Time(time) => travel.speed(setting)?.distance_in(time),
    };
    Metres::new(travelled.metres() / detour).ok()
}

/// The positions beyond a plan's own that areas of reach can have: east, north, west and south of each site by the
/// longest reach that is drawn.
pub(super) fn outermost(problem: &Problem) -> impl Iterator<Item = LonLat> {
    let reaches = problem.tiers.iter().flat_map(|tier| {
        let of = |setting| Some((setting, tier.reach(setting)?));
        Setting::ALL.into_iter().filter_map(of)
    });
    let longest = reaches
        .filter_map(|(setting, reach)| radius(&problem.travel, setting, reach))
        .filter(|radius| radius.metres() <= MOST_M)
        .reduce(|a, b| if b > a { b } else { a });
    let corners = |(at, radius)| ring_around_deg(at, radius, 4);
    let sites = problem.sites.iter();
    sites
        .filter_map(move |site| Some((site.at, longest?)))
        .flat_map(corners)
        .filter_map(|[lon, lat]| LonLat::new(lon, lat).ok())
}
