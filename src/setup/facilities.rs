//! Care facilities: what they are, where they stand, what they could become.

use super::asked::{Asked, Part};
use super::categories::{self, Category};
use super::cells;
use super::findings::{Findings, few};
use super::ids::Ids;
use super::people::People;
use super::placing::place;
use super::table::Table;
use super::towns::Towns;
use crate::domain::{Feature, Language, Properties};
use crate::read::{Code, GivenRow};
use geo::{Geometry, InteriorPoint, Point};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// What a facility's column counts.
const COUNTS: [&str; 4] = ["beds", "nursing_beds", "guarantee_beds", "residents"];

/// What a facility's column states with a unit, and the unit of cells that have none.
const QUANTITIES: [(&str, &str); 2] = [("running_cost", "yuan"), ("floor_area", "m2")];

/// A facility, or a place for one.
#[derive(Debug)]
pub(super) struct Site {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) town: usize,
    pub(super) unit: Option<String>,
    pub(super) standing: bool,
    pub(super) tier: Option<String>,
    pub(super) tiers: Vec<String>,
    /// Whether it may be upgraded to one of `tiers`.
    pub(super) is_upgraded: bool,
    pub(super) figures: Properties,
    pub(super) at: Point<f64>,
    /// How it was made up, where no table gives it.
    pub(super) method: Option<String>,
    pub(super) rest: Properties,
}

/// The facilities of all tables.
#[derive(Debug, Default)]
pub(super) struct Facilities {
    pub(super) sites: Vec<Site>,
    /// Which of the columns that targets count are filled.
    pub(super) stated: BTreeSet<&'static str>,
}

impl Facilities {
    /// Adds the facilities of a table.
    pub(super) fn add(
        &mut self,
        table: &Table,
        towns: &Towns,
        people: &People,
        asked: &Asked,
        findings: &mut Findings,
    ) {
        if table.column("name").is_none() {
            table.lacks(Part::Facilities, "name", findings);
            return;
        }
        let counts = COUNTS.map(|property| table.figures(property, findings));
        let spots = place(table, towns, Part::Facilities, asked.leave_out, findings);
        let mut ids = Ids::after(self.sites.iter().map(|site| site.id.as_str()));
        let mut kinds: BTreeMap<(String, String), usize> = BTreeMap::new();
        let mut unknown: BTreeMap<String, usize> = BTreeMap::new();
        let mut states: BTreeMap<(String, Option<bool>), usize> = BTreeMap::new();
        let (mut at_units, mut without_figures) = (0, 0);
        for (at, (row, spot)) in table.given.rows.iter().zip(spots).enumerate() {
            let (Some(spot), Some(name)) = (spot, table.text(row, "name")) else { continue };
            let town = &towns.list[spot.town];
            let make = || format!("{}-{name}", town.id);
            let Some(id) = ids.take(table, row, make) else { continue };
            let called = table.text(row, "kind");
            let category = sort(called.as_deref(), &name, asked);
            let tier = category.and_then(|own| asked.template.tier(own.tier));
            let state = table.text(row, "standing");
            let stands = state.as_deref().and_then(cells::stands);
            if let Some(state) = state {
                *states.entry((state, stands)).or_default() += 1;
            }
            let standing = stands.unwrap_or(true);
            let word = called.clone().unwrap_or_else(|| name.clone());
            match (category, tier) {
                // A place for whatever is built there.
                (None, _) if !standing => {}
                (Some(own), Some(tier)) => {
                    let means = if own.is_later { format!("{tier}*") } else { tier.into() };
                    let shown = called.clone().unwrap_or_else(|| own.shown(asked.language).into());
                    *kinds.entry((shown, means)).or_default() += 1;
                }
                _ => *unknown.entry(word).or_default() += 1,
            }
            let is_placed = spot.geometry.is_some();
            let unit = people.named_in(&name, spot.town);
            let point = match &spot.geometry {
                Some(geometry) => geometry.interior_point(),
                None => {
                    at_units += usize::from(unit.is_some());
                    unit.map(|own| own.at)
                }
            };
            let point = point.unwrap_or(town.middle);
            // The middle of a town says nothing about the village.
            let around = spot.geometry.as_ref().and_then(|_| people.around(point));
            let unit = around.filter(|own| own.town == spot.town).or(unit);
            let mut figures = Properties::new();
            for (property, column) in COUNTS.iter().zip(&counts) {
                if let (Some(figure), true) = (column[at], standing) {
                    figures.insert((*property).into(), (figure.number.round() as u64).into());
                    self.stated.insert(property);
                }
            }
            if let (Some(operator), true) = (table.text(row, "operator"), standing) {
                figures.insert("operator".into(), cells::operator(&operator).into());
                self.stated.insert("operator");
            }
            for (property, unit) in QUANTITIES {
                if let (Some(text), true) = (table.quantity(row, property, unit), standing) {
                    figures.insert(property.into(), text.into());
                }
            }
            let quantities = QUANTITIES.iter().map(|(property, _)| property);
            let mut stated = COUNTS.iter().chain(quantities).chain(&["operator"]);
            let is_stated = stated.any(|property| table.text(row, property).is_some());
            without_figures += usize::from(!standing && is_stated);
            let tiers: Vec<String> = match tier {
                None if !standing => {
                    let setting = unit.map_or(town.setting, |own| own.setting);
                    asked.template.candidate_tiers(setting).to_vec()
                }
                _ => tier.into_iter().map(str::to_owned).collect(),
            };
            let later = category.is_some_and(|own| own.is_later);
            self.sites.push(Site {
                id,
                name,
                kind: called.unwrap_or_else(|| {
                    let other = asked.language.say("facility", "养老设施");
                    category.map_or(other, |own| own.shown(asked.language)).into()
                }),
                town: spot.town,
                unit: unit.map(|own| own.id.clone()),
                standing,
                tier: tier.filter(|_| standing && !later).map(str::to_owned),
                tiers,
                is_upgraded: standing && later,
                figures,
                at: point,
                method: None,
                rest: rest(table, row, is_placed),
            });
        }
        let file = table.name();
        ids.tell(table, findings);
        tell_kinds(file, &kinds, &unknown, asked, findings);
        tell_states(file, &states, findings);
        if without_figures > 0 {
            findings.guess(file, |own| match own {
                Language::English => format!("beds, costs and operators of facilities that do not stand are left out: what is built there has those of its size: {without_figures}"),
                Language::Chinese => format!("{without_figures} 处非现状设施的床位、费用和运营主体不采用，建成后按所选规模计"),
            });
        }
        if at_units > 0 {
            findings.guess(file, |own| match own {
                Language::English => format!("facilities without a position that have a village or community in their name are placed there: {at_units}"),
                Language::Chinese => format!("{at_units} 处没有坐标的设施放在其名称所含的村（社区）"),
            });
        }
    }

    /// Whether a tier may stand somewhere.
    pub(super) fn may_have(&self, tier: &str) -> bool {
        self.sites.iter().any(|site| site.tiers.iter().any(|own| own == tier))
    }

    /// The layer.
    pub(super) fn features(&self, towns: &Towns) -> Vec<(Option<String>, Feature)> {
        let feature = |site: &Site| {
            let mut own = Properties::new();
            own.insert("id".into(), site.id.as_str().into());
            own.insert("name".into(), site.name.as_str().into());
            own.insert("kind".into(), site.kind.as_str().into());
            own.insert("town".into(), towns.list[site.town].id.as_str().into());
            if let Some(unit) = &site.unit {
                own.insert("unit".into(), unit.as_str().into());
            }
            own.insert("standing".into(), site.standing.into());
            if let Some(tier) = &site.tier {
                own.insert("tier".into(), tier.as_str().into());
            }
            own.insert("tiers".into(), json!(site.tiers));
            own.extend(site.figures.clone());
            if site.is_upgraded {
                let works = site
                    .tiers
                    .iter()
                    .map(|tier| json!({"work": "upgrade", "tier": tier, "size": "standard"}));
                own.insert("works".into(), Value::Array(works.collect()));
            }
            if let Some(method) = &site.method {
                own.insert("origin".into(), "modelled".into());
                own.insert("method".into(), method.as_str().into());
            }
            own.extend(site.rest.clone());
            (None, Feature { geometry: Geometry::Point(site.at), properties: own })
        };
        self.sites.iter().map(feature).collect()
    }
}

/// The category of a facility: as asked for, else by the column that says it, else by its name.
fn sort(called: Option<&str>, name: &str, asked: &Asked) -> Option<&'static Category> {
    let stated = asked
        .categories
        .iter()
        .find(|(word, _)| called == Some(word) || name.contains(word.as_str()));
    match stated {
        Some((_, meant)) => categories::named(meant),
        None => called.and_then(categories::category).or_else(|| categories::category(name)),
    }
}

fn rest(table: &Table, row: &GivenRow, is_placed: bool) -> Properties {
    let mut rest = table.rest(row, is_placed);
    for property in ["guarantee_residents", "capacity"] {
        rest.shift_remove(property);
    }
    rest
}

/// Says which words for a facility's state mean that it stands today.
fn tell_states(
    file: &str,
    states: &BTreeMap<(String, Option<bool>), usize>,
    findings: &mut Findings,
) {
    if states.is_empty() {
        return;
    }
    findings.guess(file, |own| {
        let lines = states.iter().map(|((word, stands), count)| {
            let means = match stands {
                Some(true) => own.say("stands", "现状设施"),
                Some(false) => own.say("does not stand", "不作为现状设施"),
                None => own.say("not known, taken to stand", "未能识别，暂作现状设施"),
            };
            format!("{word} → {means}{}", own.bracketed(&count.to_string()))
        });
        let list = lines.collect::<Vec<_>>().join(own.say(", ", "，"));
        match own {
            Language::English => format!("what stands today, by its state: {list}"),
            Language::Chinese => format!("按状态判断是否为现状设施：{list}"),
        }
    });
}

fn tell_kinds(
    file: &str,
    kinds: &BTreeMap<(String, String), usize>,
    unknown: &BTreeMap<String, usize>,
    asked: &Asked,
    findings: &mut Findings,
) {
    if !kinds.is_empty() {
        findings.guess(file, |own| {
            let lines = kinds.iter().map(|((word, tier), count)| {
                let name = asked.template.tier_name(tier.trim_end_matches('*'), own);
                match (tier.ends_with('*'), own) {
                    (false, Language::English) => format!("{word} → {name} ({count})"),
                    (false, Language::Chinese) => format!("{word} → {name}（{count}）"),
                    (true, Language::English) => {
                        format!("{word} → may be upgraded to {name} ({count})")
                    }
                    (true, Language::Chinese) => format!("{word} → 可改造为{name}（{count}）"),
                }
            });
            let lines: Vec<String> = lines.collect();
            let list = lines.join(own.say(", ", "，"));
            match own {
                Language::English => {
                    format!("what facilities are, by their category or name: {list}")
                }
                Language::Chinese => format!("按类别或名称归类：{list}"),
            }
        });
    }
    if !unknown.is_empty() {
        let words: Vec<String> = unknown
            .iter()
            .map(|(word, count)| {
                format!("{word}{}", findings.language.bracketed(&count.to_string()))
            })
            .collect();
        let first = unknown.keys().next().cloned().unwrap_or_default();
        let tiers = asked.template.tier_words().join(", ");
        findings.push(Code::CATEGORY_UNKNOWN, file, Some("kind"), |own| {
            let list = few(own, &words);
            match own {
                Language::English => (
                    format!("it is not known what these are: {list}; they stand in the plan, and serve no tier"),
                    format!("say what they are, for instance --category {first}=station ({tiers}), or leave them"),
                ),
                Language::Chinese => (
                    format!("未能识别这些设施属于哪一类：{list}；保留在方案中，但不承担任何层级的服务"),
                    format!("请指明，例如 --category {first}=station（可用 {tiers}），或保持不变"),
                ),
            }
        });
    }
}
