//! Care facilities: what they are, where they stand, what they could become.

use super::asked::{Asked, Part};
use super::categories;
use super::cells::{self, Kind};
use super::findings::{Findings, counted, few};
use super::ids::Ids;
use super::people::People;
use super::placing::{place, say_middle};
use super::table::Table;
use super::towns::Towns;
use super::works::{built, upgraded};
use crate::domain::{Feature, Members, Text, phrase, text};
use crate::read::Code;
use geo::{Geometry, InteriorPoint, Point};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// What a facility's column counts.
const COUNTS: [&str; 4] = ["beds", "nursing_beds", "guarantee_beds", "residents"];

/// What a facility's column states with a unit.
const QUANTITIES: [(&str, Kind); 2] = [("running_cost", Kind::Money), ("floor_area", Kind::Area)];

/// Which figures targets need.
const STATED: [&str; 3] = ["beds", "nursing_beds", "operator"];

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
    /// The works allowed, where they are others than to build what `tiers` says.
    pub(super) works: Vec<Value>,
    pub(super) figures: Members,
    pub(super) at: Point<f64>,
    /// How it was made up, where no table gives it.
    pub(super) method: Option<String>,
    pub(super) rest: Members,
}

/// The facilities of all tables.
#[derive(Debug, Default)]
pub(super) struct Facilities {
    pub(super) sites: Vec<Site>,
    /// Which of the columns that targets count are filled.
    pub(super) stated: BTreeSet<&'static str>,
    /// How many places the tables offer to build at: what is closed or planned already is none.
    pub(super) offered: usize,
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
            table.lacks("name", findings);
            return;
        }
        let counts = COUNTS.map(|property| table.figures(property, findings));
        let quantities = QUANTITIES.map(|(own, kind)| table.quantities(own, kind, findings));
        let spots = place(table, towns, Part::Facilities, asked.leave_out, findings);
        let mut ids = Ids::after(self.sites.iter().map(|site| site.id.as_str()));
        let (file, mut unknown) = (table.name(), BTreeMap::new());
        for (at, (row, spot)) in table.given.rows.iter().zip(spots).enumerate() {
            let (Some(spot), Some(name)) = (spot, table.text(row, "name")) else { continue };
            let town = &towns.list[spot.town];
            let make = || format!("{}-{name}", town.id);
            let Some(id) = ids.take(table, row, make, findings) else { continue };
            let called = table.text(row, "kind");
            let category = categories::of_facility(called.as_deref(), &name, &asked.categories);
            let tier = category.and_then(|own| asked.template.tier(own.tier));
            let state = table.text(row, "standing");
            let stands = state.as_deref().and_then(|own| cells::stands(own, asked.today));
            if let Some(word) = &state {
                let means = match stands {
                    Some(true) => phrase("stands", "现状设施"),
                    Some(false) => phrase("does not stand", "不作为现状设施"),
                    None => phrase("not known, taken to stand", "未能识别，暂作现状设施"),
                };
                findings.word(
                    file,
                    phrase("what stands today, by its state", "按状态判断是否为现状设施"),
                    text!("{word} → {means}", "{word} → {means}"; means),
                );
            }
            let standing = stands.unwrap_or(true);
            let is_offered = |word: &String| cells::is_offered(word);
            self.offered +=
                usize::from(!standing && [&state, &called].into_iter().flatten().any(is_offered));
            let later = category.is_some_and(|own| own.is_later);
            match (category, tier) {
                // A place for whatever is built there.
                (None, _) if !standing => {}
                (Some(own), Some(tier)) => {
                    let word = called.as_deref().unwrap_or(own.shown(asked.language));
                    let tier = Text::both(|own| asked.template.tier_name(tier, own).to_owned());
                    findings.word(
                        file,
                        phrase(
                            "what facilities are, by their category or name",
                            "按类别或名称归类",
                        ),
                        match later {
                            false => text!("{word} → {tier}", "{word} → {tier}"; tier),
                            true => text!(
                                "{word} → may be upgraded to {tier}",
                                "{word} → 可改造为{tier}"; tier
                            ),
                        },
                    );
                }
                _ => {
                    let word = called.as_ref().unwrap_or(&name);
                    *unknown.entry(Text::same(word)).or_default() += 1;
                }
            }
            let is_placed = spot.geometry.is_some();
            let village = table.text(row, "village");
            let stated = village.and_then(|own| people.named_in(&own, spot.town));
            let unit = stated.or_else(|| people.named_in(&name, spot.town));
            let point = match &spot.geometry {
                Some(geometry) => geometry.interior_point(),
                None => {
                    if unit.is_some() {
                        findings.count(
                            file,
                            phrase(
                                "facilities without a position that name a village or community, in a column or in their name, are placed there; called modelled",
                                "没有坐标的设施放在其所填或名称所含的村（社区），标为模拟",
                            ),
                        );
                    }
                    unit.map(|own| own.at)
                }
            };
            let point = point.unwrap_or_else(|| {
                say_middle(file, findings);
                town.middle
            });
            // The middle of a town says nothing about the village.
            let around = spot.geometry.as_ref().and_then(|_| people.around(point));
            let unit = stated.or_else(|| around.filter(|own| own.town == spot.town)).or(unit);
            let mut figures = Members::new();
            for (property, column) in COUNTS.iter().zip(&counts) {
                if let Some(figure) = column[at] {
                    figures.insert((*property).into(), (figure.number.round() as u64).into());
                }
            }
            if let Some(word) = table.text(row, "operator") {
                let operator = cells::operator(&word);
                let means = match operator {
                    Some("operator") => phrase("operator", "社会化运营"),
                    Some("private") => phrase("private", "民办"),
                    Some(_) => phrase("public", "公办"),
                    None => phrase("as it is written", "按原文"),
                };
                findings.word(
                    file,
                    phrase("who runs them, by their words", "按所填文字判断运营方"),
                    text!("{word} → {means}", "{word} → {means}"; means),
                );
                figures.insert("operator".into(), operator.map_or(word, str::to_owned).into());
            }
            for ((property, _), column) in QUANTITIES.iter().zip(&quantities) {
                if let Some(text) = &column[at] {
                    figures.insert((*property).into(), text.as_str().into());
                }
            }
            let mut works = Vec::new();
            if standing {
                self.stated.extend(STATED.iter().filter(|own| figures.contains_key(**own)));
                if later {
                    works.extend(tier.and_then(|tier| upgraded(asked, tier, &figures)));
                }
            } else if !figures.is_empty() {
                let own = std::mem::take(&mut figures);
                works.extend(tier.and_then(|tier| built(asked, tier, own)));
                findings.count(
                    file,
                    match works.is_empty() {
                        false => phrase(
                            "figures of facilities that do not stand are those of what is built there; it costs what the size of the template does, more or less in proportion to the beds (modelled)",
                            "非现状设施所填的数字用作建成后的数字；造价按模板规模计，有床位的按床位数折算（模拟）",
                        ),
                        true => phrase(
                            "figures of places for which no category says what is built there are left out",
                            "未说明建成何种设施的备选点，所填数字不采用",
                        ),
                    },
                );
            }
            let tiers: Vec<String> = match tier {
                None if !standing => {
                    let setting = unit.map_or(town.setting, |own| own.setting);
                    asked.template.candidate_tiers(setting).to_vec()
                }
                _ => tier.into_iter().map(str::to_owned).collect(),
            };
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
                works,
                figures,
                at: point,
                method: None,
                rest: table.rest(row, is_placed),
            });
        }
        if let Some(first) = unknown.keys().next() {
            let (first, list) = (first.clone(), few(&counted(&unknown)));
            let tiers = asked.template.tier_words();
            let tiers = Text::names(&tiers);
            findings.push(
                Code::CATEGORY_UNKNOWN,
                file,
                Some(table.column("kind").unwrap_or("kind")),
                text!(
                    "it is not known what these are: {list}; they stand in the plan, and serve no tier",
                    "未能识别这些设施属于哪一类：{list}；保留在规划中，但不承担任何层级的服务"; list
                ),
                text!(
                    "say what they are, for instance --category {first}=station ({tiers}), or leave them",
                    "请指明，例如 --category {first}=station（可用 {tiers}），或保持不变"; tiers
                ),
            );
        }
    }

    /// Whether facilities of a tier stand and no table says who runs any of them.
    pub(super) fn lacks_operators(&self, tier: &str) -> bool {
        let mut of_tier =
            self.sites.iter().filter(|site| site.tier.as_deref() == Some(tier)).peekable();
        of_tier.peek().is_some() && of_tier.all(|site| !site.figures.contains_key("operator"))
    }

    /// Who runs them today or will.
    pub(super) fn operators(&self) -> impl Iterator<Item = String> {
        let works = self.sites.iter().flat_map(|site| &site.works);
        let of_works = works.filter_map(|work| work.get("operator"));
        let all = self.sites.iter().filter_map(|site| site.figures.get("operator")).chain(of_works);
        all.filter_map(|own| own.as_str().map(str::to_owned))
    }

    /// Whether a tier may stand somewhere.
    pub(super) fn may_have(&self, tier: &str) -> bool {
        self.sites.iter().any(|site| site.tiers.iter().any(|own| own == tier))
    }

    /// The layer.
    pub(super) fn features(&self, towns: &Towns) -> Vec<(Option<String>, Feature)> {
        let feature = |site: &Site| {
            let mut own = Members::new();
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
            if !site.works.is_empty() {
                own.insert("works".into(), Value::Array(site.works.clone()));
            }
            if let Some(method) = &site.method {
                own.insert("origin".into(), "modelled".into());
                own.insert("method".into(), method.as_str().into());
            }
            own.extend(site.rest.clone());
            (None, Feature::new(Geometry::Point(site.at), own))
        };
        self.sites.iter().map(feature).collect()
    }
}
