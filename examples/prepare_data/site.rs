//! A site and its works, as the site layer has them.

use crate::geometry::Km;
use crate::output::{point, properties};
use crate::towns::Towns;
use crate::units::Unit;
use serde_json::{Value, json};

/// A standing facility, or a place for one.
#[derive(Debug, Clone)]
pub struct Site {
    pub id: String,
    pub name: String,
    pub kind: String,
    /// Its town's position.
    pub town: usize,
    /// The position of the village or community that it stands in.
    pub unit: Option<usize>,
    pub at: Km,
    pub standing: bool,
    /// The tier that it serves today.
    pub tier: Option<String>,
    pub size: Option<String>,
    pub tiers: Vec<String>,
    pub beds: u64,
    pub nursing_beds: u64,
    pub guarantee_beds: u64,
    pub residents: u64,
    pub operator: Option<String>,
    pub works: Vec<Work>,
    /// Towns that the plan says it serves.
    pub serves: Vec<String>,
    pub origin: &'static str,
    pub position_origin: &'static str,
    pub method: String,
    pub source: String,
}

/// A work allowed at a site.
#[derive(Debug, Clone)]
pub struct Work {
    pub id: String,
    pub kind: String,
    pub name: String,
    /// The id of the site that takes over.
    pub into: Option<String>,
    /// The work that it must have done.
    pub into_work: Option<String>,
    pub tier: Option<String>,
    pub size: Option<String>,
    /// Beds, nursing beds and guarantee beds afterwards.
    pub beds: Option<(u64, u64, u64)>,
    /// Floor area afterwards, in square metres; 0: not known.
    pub floor_m2: u64,
    pub operator: Option<String>,
    /// Left out: the size's.
    pub cost: Option<Money>,
    pub cost_origin: Option<String>,
    pub funding: Vec<(String, Money)>,
    /// The published plan does it.
    pub published: bool,
}

/// Whole yuan, written `"28_000_000 yuan"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Money(u64);

impl Money {
    /// From 万元 (10,000 yuan), the unit of the plans.
    pub fn from_wan(wan: f64) -> Self {
        Self((wan * 10_000.0).round() as u64)
    }

    /// The text that plan files have.
    pub fn text(self) -> String {
        let digits = self.0.to_string();
        let mut text = String::new();
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                text.push('_');
            }
            text.push(digit);
        }
        text + " yuan"
    }

    /// In yuan.
    pub fn yuan(self) -> u64 {
        self.0
    }
}

impl Site {
    /// The site in the published layout; none where the plan names no work for it. Of works that only differ in who runs the
    /// place afterwards the first counts.
    pub fn published(&self) -> Option<Value> {
        let work = self.works.iter().find(|work| work.published)?;
        let properties = properties([
            ("id", json!(self.id)),
            ("name", json!(self.name)),
            ("plan_work_id", json!(work.id)),
            ("source", json!(self.source)),
        ]);
        Some(json!({ "type": "Feature", "properties": properties, "geometry": null }))
    }

    /// The site as a feature.
    pub fn feature(&self, towns: &Towns, units: &[Unit]) -> Value {
        let works: Vec<Value> = self.works.iter().map(Work::value).collect();
        let has_beds = self.beds > 0;
        let properties = properties([
            ("id", json!(self.id)),
            ("name", json!(self.name)),
            ("kind", json!(self.kind)),
            ("town", json!(towns.list[self.town].code)),
            ("unit", json!(self.unit.map(|unit| &units[unit].code))),
            ("standing", json!(self.standing)),
            ("tier", json!(self.tier)),
            ("size", json!(self.size)),
            ("tiers", json!(self.tiers)),
            ("beds", json!(has_beds.then_some(self.beds))),
            ("nursing_beds", json!(has_beds.then_some(self.nursing_beds))),
            ("guarantee_beds", json!((self.guarantee_beds > 0).then_some(self.guarantee_beds))),
            ("residents", json!((self.residents > 0).then_some(self.residents))),
            (
                "guarantee_residents",
                json!((self.residents > 0 && self.guarantee_beds > 0).then_some(self.residents)),
            ),
            ("operator", json!(self.operator)),
            ("works", json!((!works.is_empty()).then_some(works))),
            ("serves_towns", json!((!self.serves.is_empty()).then_some(&self.serves))),
            ("origin", json!(self.origin)),
            ("position_origin", json!(self.position_origin)),
            ("method", json!(self.method)),
            ("source", json!(self.source)),
        ]);
        point(towns.map.degrees(self.at), properties)
    }
}

impl Work {
    /// The work as an object.
    fn value(&self) -> Value {
        let funding = (!self.funding.is_empty()).then(|| {
            self.funding
                .iter()
                .map(|(source, money)| (source.clone(), json!(money.text())))
                .collect::<serde_json::Map<_, _>>()
        });
        Value::Object(properties([
            ("id", json!(self.id)),
            ("work", json!(self.kind)),
            ("name", json!(self.name)),
            ("into", json!(self.into)),
            ("into_work", json!(self.into_work)),
            ("tier", json!(self.tier)),
            ("size", json!(self.size)),
            ("beds", json!(self.beds.map(|(beds, ..)| beds))),
            ("nursing_beds", json!(self.beds.map(|(_, nursing, _)| nursing))),
            (
                "guarantee_beds",
                json!(self.beds.map(|(.., guarantee)| guarantee).filter(|&beds| beds > 0)),
            ),
            ("floor_area", json!((self.floor_m2 > 0).then(|| format!("{} m²", self.floor_m2)))),
            ("operator", json!(self.operator)),
            ("cost", json!(self.cost.map(Money::text))),
            ("cost_origin", json!(self.cost_origin)),
            ("funding", json!(funding)),
        ]))
    }
}
