//! Medical facilities: the hospitals that the plan names, and a clinic in every town.

use crate::Result;
use crate::facts::Facts;
use crate::geometry::{Km, near};
use crate::output::{point, properties};
use crate::towns::Towns;
use serde_json::{Value, json};

/// A hospital or clinic.
#[derive(Debug)]
pub struct Medical {
    pub id: String,
    pub name: String,
    pub kind: &'static str,
    pub town: usize,
    pub at: Km,
    origin: &'static str,
    source: String,
}

/// Makes the medical facilities, by id.
pub fn make(facts: &Facts, towns: &Towns) -> Result<Vec<Medical>> {
    let mut list = Vec::new();
    for (index, town) in towns.list.iter().enumerate() {
        let suffix = if town.is_street() { "社区卫生服务中心" } else { "卫生院" };
        let id = format!("{}-clinic", town.code);
        list.push(Medical {
            at: near(town.seat, &id, 0.2, 0.4, &town.polygon),
            name: format!("{}{suffix}", town.name),
            kind: "clinic",
            town: index,
            origin: "modelled",
            source: "assumption: one clinic in every town".into(),
            id,
        });
    }
    for (number, hospital) in facts.hospitals.iter().enumerate() {
        let index = towns.named(&hospital.town)?;
        let town = &towns.list[index];
        let id = format!("{}-hospital-{}", town.code, number + 1);
        list.push(Medical {
            at: near(town.seat, &id, 0.5, 1.2, &town.polygon),
            name: hospital.name.clone(),
            kind: "hospital",
            town: index,
            origin: "given",
            source: hospital.source.clone(),
            id,
        });
    }
    list.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(list)
}

/// The medical layer.
pub fn features(medical: &[Medical], towns: &Towns) -> Vec<Value> {
    medical
        .iter()
        .map(|facility| {
            let properties = properties([
                ("id", json!(facility.id)),
                ("name", json!(facility.name)),
                ("kind", json!(facility.kind)),
                ("town", json!(towns.list[facility.town].code)),
                ("origin", json!(facility.origin)),
                ("position_origin", json!("modelled")),
                ("method", json!("position: near the town's seat")),
                ("source", json!(facility.source)),
            ]);
            point(towns.map.degrees(facility.at), properties)
        })
        .collect()
}
