//! What is built at a place, and what a facility is upgraded to.

use super::asked::Asked;
use crate::domain::Members;
use crate::units::Yuan;
use serde_json::{Value, json};

/// To build the tier's first size with these figures, the cost in proportion to the beds.
pub(super) fn built(asked: &Asked, tier: &str, mut figures: Members) -> Option<Value> {
    let size = asked.template.size(tier)?;
    // Who lives there is a figure of today.
    figures.shift_remove("residents");
    let usual = |key: &str| Some(size.get(key)?.as_integer()? as f64);
    let beds = figures.get("beds").and_then(Value::as_f64).filter(|own| *own > 0.0);
    if beds.is_none() {
        figures.shift_remove("beds");
    }
    let mut work = json!({"work": "build", "tier": tier, "size": size.get("id")?.as_str()?});
    if let (Some(beds), Some(of)) = (beds, usual("beds")) {
        let cost = Yuan::parse(size.get("build")?.as_str()?).ok()?.yuan() as f64;
        work["cost"] = format!("{} yuan", (cost * beds / of / 1e4).round() * 1e4).into();
        work["cost_origin"] = "modelled".into();
        if let (None, Some(nursing)) = (figures.get("nursing_beds"), usual("nursing_beds")) {
            work["nursing_beds"] = ((beds * nursing / of).floor() as u64).into();
        }
    }
    let work = work.as_object_mut()?;
    work.extend(figures);
    Some(Value::Object(std::mem::take(work)))
}

/// To upgrade to the tier's first size, which keeps of today what that size does not state.
pub(super) fn upgraded(asked: &Asked, tier: &str, figures: &Members) -> Option<Value> {
    let size = asked.template.size(tier)?;
    let mut work = json!({"work": "upgrade", "tier": tier, "size": size.get("id")?.as_str()?});
    let has_beds = size.get("beds").is_some();
    let kept = figures.iter().filter(|(key, _)| match key.as_str() {
        "beds" | "nursing_beds" | "guarantee_beds" => !has_beds,
        "floor_area" | "running_cost" => size.get(key).is_none(),
        _ => false,
    });
    work.as_object_mut()?.extend(kept.map(|(key, value)| (key.clone(), value.clone())));
    Some(work)
}
