//! What the page's script is told instead of having it itself: coded words, the columns of the run's tables, colours and
//! shapes.

use crate::run::looks::{self, TierLook, hex};
use crate::run::plan::{ColumnJson, PlanJson};
use crate::run::table::{Head, PREFIX, Within};
use crate::run::tables::{Dimensions, specs, tally_heads};
use crate::run::words::{self, Vocabulary};
use serde_json::{Map, Value, json};

/// The constants of a page about `plan`, or about none.
pub(super) fn constants(plan: Option<&PlanJson>) -> Value {
    let [all, some, none] = looks::COVERED.map(hex);
    json!({
        "words": named(words::all(), |vocabulary| (vocabulary.name, words_of(vocabulary))),
        "heads": heads(plan),
        "colours": named(looks::NAMED, |(name, colour)| (name, json!(hex(colour)))),
        "covered": { "all": all, "some": some, "none": none },
        "shapes": named(looks::Shape::ALL, |shape| (shape.word(), json!(shape.corners()))),
        "tiers": looks::TIERS.map(tier),
        "tierless": tier(looks::TIERLESS),
        "works": named(looks::WORKS, |(code, filling)| {
            let filling = json!({
                "fill": filling.fill.word(),
                "line": filling.line.word(),
                "width": filling.width,
                "inside": filling.inside.word(),
            });
            (code, filling)
        }),
    })
}

/// An object of what `member` makes of each item.
fn named<T>(
    items: impl IntoIterator<Item = T>,
    member: impl Fn(T) -> (&'static str, Value),
) -> Value {
    let members = items.into_iter().map(member);
    let members = members.map(|(name, value)| (name.to_owned(), value));
    Value::Object(members.collect::<Map<_, _>>())
}

fn words_of(vocabulary: &Vocabulary) -> Value {
    named(vocabulary.words, |word| (word.code, json!({ "en": word.en, "zh": word.zh })))
}

fn tier(look: TierLook) -> Value {
    json!({ "shape": look.shape.word(), "colour": hex(look.colour), "size": look.size })
}

/// The columns of every table and layer, by the names under which rows have them.
fn heads(plan: Option<&PlanJson>) -> Value {
    let dimensions = plan.map_or_else(Dimensions::none, Dimensions::of_plan);
    let mut tables = Map::new();
    for spec in specs(&dimensions) {
        let prefix = if spec.is_layer { spec.kind.prefix } else { "" };
        // What is not covered stands in `plan.json`, without the layer's prefix.
        let prefix = match spec.kind.name {
            "uncovered" => "",
            _ => prefix,
        };
        let heads = spec.heads.iter();
        let heads = heads.filter(|head| !spec.is_layer || head.within != Within::Tables);
        let heads = heads.map(|head| column(prefix, head)).collect();
        tables.insert(spec.kind.name.into(), heads);
    }
    let tally = tally_heads();
    let tally = tally.iter().map(|head| column(PREFIX, head)).collect();
    tables.insert("tally".into(), tally);
    Value::Object(tables)
}

fn column(prefix: &str, head: &Head) -> Value {
    let column = ColumnJson::from(head);
    json!(ColumnJson { name: format!("{prefix}{}", column.name), ..column })
}
