//! A site and its works as they are written.

use crate::map::Km;
use serde_json::{Map, Value, json};

/// A facility that stands, or a place where one could be.
#[derive(Debug, Clone)]
pub struct Site {
    pub id: String,
    pub name: String,
    pub kind: &'static str,
    pub town: usize,
    /// The unit that it stands in.
    pub unit: Option<usize>,
    pub at: Km,
    pub tier: &'static str,
    pub standing: bool,
    pub may_stay: bool,
    pub operator: &'static str,
    /// Beds and nursing beds, of institutions.
    pub beds: Option<(u32, u32)>,
    pub works: Vec<Work>,
    /// How it was modelled.
    pub method: &'static str,
}

/// A work at a site.
#[derive(Debug, Clone)]
pub struct Work {
    pub work: &'static str,
    /// Merge: the site that takes over.
    pub into: Option<String>,
    pub operator: &'static str,
    pub beds: Option<(u32, u32)>,
    pub cost: Yuan,
    pub required: bool,
}

impl Work {
    /// To build a facility for `cost`.
    pub fn build(operator: &'static str, beds: Option<(u32, u32)>, cost: Yuan) -> Self {
        Self { work: "build", into: None, operator, beds, cost, required: false }
    }
}

/// An amount of money.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Yuan(pub u64);

impl Yuan {
    /// `yuan`, rounded to thousands.
    pub fn about(yuan: f64) -> Self {
        Self((yuan / 1e3).round() as u64 * 1000)
    }

    pub fn text(self) -> String {
        format!("{} yuan", self.0)
    }
}

impl Site {
    /// Its properties, but for the names of its town and unit.
    pub fn properties(&self, town: &str, unit: Option<&str>) -> Map<String, Value> {
        let mut map = Map::new();
        let mut put = |key: &str, value: Value| map.insert(key.into(), value);
        put("id", json!(self.id));
        put("name", json!(self.name));
        put("kind", json!(self.kind));
        put("town", json!(town));
        if let Some(unit) = unit {
            put("unit", json!(unit));
        }
        put("standing", json!(self.standing));
        if self.standing {
            put("tier", json!(self.tier));
            put("operator", json!(self.operator));
            if let Some((beds, nursing)) = self.beds {
                put("beds", json!(beds));
                put("nursing_beds", json!(nursing));
            }
        }
        put("tiers", json!([self.tier]));
        if !self.may_stay {
            put("may_stay", json!(false));
        }
        let works: Vec<Value> = self.works.iter().map(|work| self.work(work)).collect();
        if !works.is_empty() {
            put("works", json!(works));
        }
        put("origin", json!("modelled"));
        put("position_origin", json!("modelled"));
        put("method", json!(self.method));
        map
    }

    fn work(&self, work: &Work) -> Value {
        let mut map = Map::new();
        let mut put = |key: &str, value: Value| map.insert(key.into(), value);
        put("work", json!(work.work));
        if let Some(into) = &work.into {
            put("into", json!(into));
        } else {
            put("tier", json!(self.tier));
            put("operator", json!(work.operator));
        }
        if let Some((beds, nursing)) = work.beds {
            put("beds", json!(beds));
            put("nursing_beds", json!(nursing));
        }
        put("cost", json!(work.cost.text()));
        put("cost_origin", json!("modelled"));
        if work.required {
            put("required", json!(true));
        }
        Value::Object(map)
    }
}
