//! A plan's run read back: `plan.json`, and the rows of its layers by Yike's own columns. The caller's properties stand beside
//! them and are not looked into.

use super::held::LayerSource;
use super::reader::{AGAIN, problem};
use super::{RunFolder, RunKind};
use crate::domain::{Feature, LonLat, Properties, text};
use crate::read::{Code, Problems};
use crate::run::outputs::ALLOCATIONS;
use crate::run::plan::PlanJson;
use crate::run::table::PREFIX;
use crate::run::tables::names;
use geo::InteriorPoint;
use serde::Serialize;
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};
use std::path::Path;

const LAYOUT: &str = "layout.geojson";
const COVERAGE: &str = "coverage.geojson";
const LINKS: &str = "links.geojson";
const TOWNS: &str = "towns.geojson";

/// A plan's run with a layout.
#[derive(Debug, Clone)]
pub struct LayoutRun {
    /// The folder, as given.
    pub folder: String,
    /// What `plan.json` says.
    pub plan: PlanJson,
    /// Every site, in the plan's order.
    pub sites: Vec<SiteRow>,
    /// Every demand unit, in the plan's order.
    pub units: Vec<UnitRow>,
    /// Residents who move.
    pub moves: Vec<MoveRow>,
}

/// A site and what is decided about it.
#[derive(Debug, Clone, PartialEq)]
pub struct SiteRow {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its town's id.
    pub town: String,
    /// Its position, or one inside it.
    pub at: LonLat,
    /// The caller's geometry and properties, and ours.
    pub feature: Feature,
    /// The tier of what stands today, by id.
    pub tier_today: Option<String>,
    /// Whether a facility stands in the layout.
    pub standing: bool,
    /// What stands there.
    pub is: FacilityRow,
    /// The work's id; `stay` without one.
    pub work_id: String,
    /// The kind of work; `stay` without one.
    pub work: String,
    /// What the work costs, in yuan.
    pub cost_yuan: i64,
    /// Who pays: yuan by the source's id.
    pub funding: BTreeMap<String, i64>,
    /// Who leads it.
    pub leader: Option<String>,
}

/// What a facility is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FacilityRow {
    /// Its tier's id.
    pub tier: Option<String>,
    /// Its size's id.
    pub size: Option<String>,
    /// Its beds.
    pub beds: u64,
    /// Nursing beds among them.
    pub nursing_beds: u64,
    /// Who runs it.
    pub operator: Option<String>,
}

/// Residents of one institution who get beds of one tier in another.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MoveRow {
    /// Where they live today: the site's id.
    pub from: String,
    /// Where they get a bed: the site's id.
    pub to: String,
    /// The tier's id.
    pub tier: String,
    /// How many they are.
    pub persons: f64,
}

/// A demand unit and who serves it.
#[derive(Debug, Clone, PartialEq)]
pub struct UnitRow {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its town's id.
    pub town: String,
    /// `urban` or `rural`.
    pub setting: String,
    /// Its position, or one inside it.
    pub at: LonLat,
    /// The caller's geometry and properties, and ours.
    pub feature: Feature,
    /// People of the group that the plan serves.
    pub people: f64,
    /// People by group.
    pub people_by_group: BTreeMap<String, f64>,
    /// By tier that is for it: the share covered, and who serves most of it.
    pub served: BTreeMap<String, ServiceRow>,
}

/// How a unit is served at a tier.
#[derive(Debug, Clone, PartialEq)]
pub struct ServiceRow {
    /// The share of its people, 0 to 1.
    pub share: f64,
    /// The share today; none in layers of older versions.
    pub share_today: Option<f64>,
    /// The site that serves most of them.
    pub site: Option<String>,
    /// How far that is, in kilometres.
    pub km: Option<f64>,
}

/// Who is served where, or who leads whom.
#[derive(Debug, Clone, PartialEq)]
pub struct LinkRow {
    /// A site leads another; else a unit is served by a site.
    pub leads: bool,
    /// The tier's id.
    pub tier: Option<String>,
    /// Position among the units; of a site that is led among the sites.
    pub from: usize,
    /// Position among the sites.
    pub to: usize,
    /// The line and its properties.
    pub feature: Feature,
}

/// A feature with its id and a position in it.
#[derive(Debug, Clone, PartialEq)]
pub struct PlacedRow {
    /// Its id.
    pub id: String,
    /// Its name; its id where the layer is not ours.
    pub name: String,
    /// Its position, or one inside it.
    pub at: LonLat,
    /// What the layer says of it.
    pub feature: Feature,
}

impl LayoutRun {
    /// Reads the run in the folder at `path`.
    ///
    /// # Errors
    ///
    /// When it is no plan's run, has no layout, or a file cannot be read; see [`Code`].
    pub fn open(path: &Path) -> Result<Self, Problems> {
        let folder = RunFolder::open_of(path, &[RunKind::Plan])?;
        let plan: PlanJson = folder.record()?;
        if !plan.has_layout() {
            let status = &plan.status;
            let cause = text!(
                "the run ended with `{status}`, without a layout",
                "运行以 `{status}` 结束，没有布局"
            );
            let shown = path.join(RunKind::Plan.answer()).display().to_string();
            let action = text!("take a run that has one", "改用有布局的运行结果");
            return Err(problem(Code::RUN_WITHOUT_LAYOUT, &shown, cause, action));
        }
        Self::of(&folder, plan)
    }

    /// Reads the layers of a plan that has a layout.
    ///
    /// # Errors
    ///
    /// When one cannot be read.
    pub fn of(folder: &impl LayerSource, plan: PlanJson) -> Result<Self, Problems> {
        let (sites, units) = match (rows(folder, LAYOUT), rows(folder, COVERAGE)) {
            (Ok(sites), Ok(units)) => (sites, units),
            (sites, units) => {
                let issues = [sites.err(), units.err()].into_iter().flatten();
                return Err(Problems { issues: issues.flat_map(|own| own.issues).collect() });
            }
        };
        has_columns(folder, LAYOUT, &sites, &OF_SITES)?;
        has_columns(folder, COVERAGE, &units, &OF_UNITS)?;
        let groups = plan.groups();
        let tiers: Vec<&str> = plan.tiers.iter().map(|tier| &*tier.id).collect();
        Ok(Self {
            folder: folder.shown(),
            sites: sites.into_iter().map(|row| site(row, &plan)).collect(),
            units: units.into_iter().map(|row| unit(row, &groups, &tiers)).collect(),
            moves: moves(folder)?,
            plan,
        })
    }

    /// Reads who is served where.
    ///
    /// # Errors
    ///
    /// When the layer cannot be read, or joins places that the other layers do not have.
    pub fn links(&self, folder: &impl LayerSource) -> Result<Vec<LinkRow>, Problems> {
        let positions = |ids: &mut dyn Iterator<Item = &'_ str>| -> HashMap<String, usize> {
            ids.enumerate().map(|(at, id)| (id.to_owned(), at)).collect()
        };
        let sites = positions(&mut self.sites.iter().map(|row| &*row.id));
        let units = positions(&mut self.units.iter().map(|row| &*row.id));
        let link = |(_, feature): (Option<String>, Feature)| {
            let text = |name: &str| feature.properties.get(name).and_then(Value::as_str);
            let leads = text(names::KIND) == Some("leads");
            let from = if leads { &sites } else { &units };
            Some(LinkRow {
                leads,
                tier: text(names::TIER).map(String::from),
                from: *from.get(text(names::FROM_ID)?)?,
                to: *sites.get(text(names::TO_ID)?)?,
                feature,
            })
        };
        let links = folder.layer(LINKS)?.into_iter().map(link);
        links.collect::<Option<Vec<_>>>().ok_or_else(|| {
            let shown = file_in(folder, LINKS);
            let cause = text!(
                "a line joins places that the other layers do not have",
                "有连线所连的地点不在其他图层中"
            );
            problem(Code::RUN_FILES_DIFFER, &shown, cause, AGAIN)
        })
    }
}

/// The columns without which a site or a unit would be read as one of no beds, no money or no people.
const OF_SITES: [&str; 8] = [
    names::TOWN,
    names::TIER_TODAY,
    names::STANDING,
    names::BEDS,
    names::NURSING_BEDS,
    names::WORK_ID,
    names::WORK,
    names::COST_YUAN,
];
const OF_UNITS: [&str; 3] = [names::TOWN, names::SETTING, names::PEOPLE];

/// Errors where a feature lacks one of our columns; a column without a value is there, and null.
fn has_columns(
    folder: &impl LayerSource,
    layer: &str,
    rows: &[PlacedRow],
    columns: &[&str],
) -> Result<(), Problems> {
    for row in rows {
        let absent =
            |name: &&&str| !row.feature.properties.contains_key(&format!("{PREFIX}{name}"));
        if let Some(name) = columns.iter().find(absent) {
            let shown = file_in(folder, layer);
            let id = &row.id;
            let cause =
                text!("`{id}` has no column `{PREFIX}{name}`", "`{id}` 没有字段 `{PREFIX}{name}`");
            return Err(problem(Code::RUN_UNREADABLE, &shown, cause, AGAIN));
        }
    }
    Ok(())
}

impl RunFolder {
    /// The features of a layer of the run, each with its id and a position.
    ///
    /// # Errors
    ///
    /// When it cannot be read, or a feature has no id or no position.
    pub fn rows(&self, name: &str) -> Result<Vec<PlacedRow>, Problems> {
        rows(self, name)
    }
}

fn rows(folder: &impl LayerSource, name: &str) -> Result<Vec<PlacedRow>, Problems> {
    placed(folder.layer(name)?).ok_or_else(|| {
        let cause = text!("a feature has no id or no position", "有要素没有编号或位置");
        problem(Code::RUN_UNREADABLE, &file_in(folder, name), cause, AGAIN)
    })
}

fn file_in(folder: &impl LayerSource, name: &str) -> String {
    Path::new(&folder.shown()).join(name).display().to_string()
}

/// Features with their ids and positions; none where one has not both.
pub(super) fn placed(features: Vec<(Option<String>, Feature)>) -> Option<Vec<PlacedRow>> {
    let row = |(id, feature): (Option<String>, Feature)| {
        let id = id?;
        let at = feature.geometry.interior_point()?;
        Some(PlacedRow {
            at: LonLat::new(at.x(), at.y()).ok()?,
            name: text(&feature.properties, names::NAME).unwrap_or_else(|| id.clone()),
            id,
            feature,
        })
    };
    features.into_iter().map(row).collect()
}

/// The towns of a run with a layout.
///
/// # Errors
///
/// When the layer cannot be read.
pub fn read_towns(folder: &RunFolder) -> Result<Vec<PlacedRow>, Problems> {
    folder.rows(TOWNS)
}

/// Residents who move, in a run that says so.
fn moves(folder: &impl LayerSource) -> Result<Vec<MoveRow>, Problems> {
    if !folder.holds(ALLOCATIONS) {
        return Ok(Vec::new());
    }
    let row = |(_, feature): (Option<String>, Feature)| {
        let of = |name: &str| feature.properties.get(name);
        let text = |name: &str| Some(of(name)?.as_str()?.to_owned());
        (text(names::KIND)? == "moves").then_some(())?;
        Some(MoveRow {
            from: text(names::FROM_ID)?,
            to: text(names::TO_ID)?,
            tier: text(names::TIER)?,
            persons: of(names::PERSONS)?.as_f64()?,
        })
    };
    Ok(folder.layer(ALLOCATIONS)?.into_iter().filter_map(row).collect())
}

/// The value of one of our columns; none where it is null.
pub fn own_value<'a>(properties: &'a Properties, name: &str) -> Option<&'a Value> {
    let value = properties.get(&format!("{}{name}", PREFIX))?;
    (!value.is_null()).then_some(value)
}

fn text(properties: &Properties, name: &str) -> Option<String> {
    Some(own_value(properties, name)?.as_str()?.to_owned())
}

fn whole(properties: &Properties, name: &str) -> u64 {
    let value = own_value(properties, name).and_then(Value::as_u64);
    value.unwrap_or_default()
}

fn number(properties: &Properties, name: &str) -> Option<f64> {
    own_value(properties, name)?.as_f64()
}

fn site(row: PlacedRow, plan: &PlanJson) -> SiteRow {
    let PlacedRow { id, name, at, feature } = row;
    let own_columns = &feature.properties;
    let paid = plan.works.iter().find(|work| work.site == id).map(|work| &work.funding_yuan);
    let of = |name: &str| text(own_columns, name);
    SiteRow {
        town: of(names::TOWN).unwrap_or_default(),
        tier_today: of(names::TIER_TODAY),
        standing: own_value(own_columns, names::STANDING) == Some(&Value::Bool(true)),
        is: FacilityRow {
            tier: of(names::TIER),
            size: of(names::SIZE),
            beds: whole(own_columns, names::BEDS),
            nursing_beds: whole(own_columns, names::NURSING_BEDS),
            operator: of(names::OPERATOR),
        },
        work_id: of(names::WORK_ID).unwrap_or_default(),
        work: of(names::WORK).unwrap_or_default(),
        cost_yuan: own_value(own_columns, names::COST_YUAN)
            .and_then(Value::as_i64)
            .unwrap_or_default(),
        funding: paid.into_iter().flatten().map(|(id, yuan)| (id.clone(), *yuan)).collect(),
        leader: of(names::LEADER),
        id,
        name,
        at,
        feature,
    }
}

fn unit(row: PlacedRow, groups: &[String], tiers: &[&str]) -> UnitRow {
    let PlacedRow { id, name, at, feature } = row;
    let own = &feature.properties;
    let people = groups.iter().filter_map(|group| {
        let people = number(own, &names::people(group))?;
        Some((group.clone(), people))
    });
    let served = tiers.iter().filter_map(|&tier| {
        let of = |name: &str| names::at_tier(tier, name);
        let service = ServiceRow {
            share: number(own, &of(names::SHARE))?,
            share_today: number(own, &of(names::SHARE_TODAY)),
            site: text(own, &of(names::SITE)),
            km: number(own, &of(names::KM)),
        };
        Some((tier.to_owned(), service))
    });
    UnitRow {
        town: text(own, names::TOWN).unwrap_or_default(),
        setting: text(own, names::SETTING).unwrap_or_default(),
        people: number(own, names::PEOPLE).unwrap_or_default(),
        people_by_group: people.collect(),
        served: served.collect(),
        id,
        name,
        at,
        feature,
    }
}
