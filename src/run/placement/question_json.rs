//! The question, for programs.

use crate::domain::location::{Capacity, Decay, Goal, Opening, Question, Radius, Sense};
use serde_json::{Map, Value, json};

/// The question with every number that it holds, in the instance's unit.
pub(super) fn question_json(question: &Question) -> Value {
    let mut fields = Map::new();
    let mut put = |name: &str, value: Value| {
        fields.insert(name.into(), value);
    };
    put("problem", json!(question.word()));
    let sense = match question.sense() {
        Sense::Minimise => "minimise",
        Sense::Maximise => "maximise",
    };
    put("sense", json!(sense));
    let capacities = match question.capacity {
        Capacity::Ignored => "ignored",
        Capacity::Split => "split",
        Capacity::SingleSource => "single",
    };
    put("capacities", json!(capacities));
    match &question.goal {
        Goal::SetCover {
            reach,
            times,
            by_cost,
        } => {
            put("reach", reach_json(*reach));
            put("times", json!(times));
            put("by_cost", json!(by_cost));
        }
        Goal::MaximalCover {
            decay,
            times,
            opening,
        } => {
            match decay {
                Decay::Step(reach) => put("reach", reach_json(*reach)),
                decay => put("decay", decay_json(decay)),
            }
            put("times", json!(times));
            match opening {
                Opening::Count(count) => put("at_most", json!(count)),
                Opening::Budget(budget) => put("budget", json!(budget)),
            }
        }
        Goal::PartialCover {
            reach,
            share,
            by_cost,
        } => {
            put("reach", reach_json(*reach));
            put("share", json!(share.fraction()));
            put("by_cost", json!(by_cost));
        }
        Goal::Median { count } | Goal::Dispersion { count } => put("exactly", json!(count)),
        Goal::Center { count } => put("at_most", json!(count)),
        Goal::FixedCharge { count } => put("at_most", json!(count)),
    }
    Value::Object(fields)
}

fn reach_json(reach: Radius) -> Value {
    json!({ "distance": reach.distance.value(), "strict": reach.strict })
}

fn decay_json(decay: &Decay) -> Value {
    match decay {
        Decay::Step(reach) => json!({ "kind": "step", "reach": reach_json(*reach) }),
        Decay::Steps(steps) => {
            let steps: Vec<Value> = steps
                .iter()
                .map(|(reach, share)| json!({ "distance": reach.distance.value(), "cover": share.fraction() }))
                .collect();
            json!({ "kind": "steps", "steps": steps })
        }
        Decay::Linear { full, none } => {
            json!({ "kind": "linear", "full": full.value(), "none": none.value() })
        }
        Decay::Exponential { scale, limit } => {
            json!({ "kind": "exponential", "scale": scale.value(), "limit": limit.value() })
        }
    }
}
