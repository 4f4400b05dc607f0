//! What is modelled, as summaries list it.

use super::Language;
use super::page::Page;
use crate::domain::Language::{Chinese, English};
use crate::domain::Name;
use crate::run::numbers::{count, money};
use crate::run::plan::{ModelledAmount, ModelledFeatures, ModelledJson, NameJson};
use crate::run::words::SORTS;
use crate::units::Yuan;

/// What is modelled of a plan, in a file about many layouts.
pub(super) fn modelled_of_many(
    modelled: &ModelledJson,
    travel: &NameJson,
    language: Language,
    page: &mut Page,
) {
    page.heading(heading(language));
    let mut items = feature_items(&modelled.features, language);
    let costs = modelled.work_costs.as_ref().and_then(amount);
    items.extend(costs.map(|(modelled, all, sum)| match language {
        English => format!("costs of {modelled} of {all} works that the plan allows, {sum} in all"),
        Chinese => format!("{all} 项可选任务中 {modelled} 项的费用，共 {sum}"),
    }));
    items.extend(source_item(&modelled.sources, language));
    let travel = language.short(&Name::from(travel)).to_owned();
    items.push(format!("{}{travel}", language.say("travel: ", "出行：")));
    page.items("-", &items);
}

/// The heading above what is modelled.
pub(super) fn heading(language: Language) -> &'static str {
    language
        .say("What is modelled, and must not be quoted as measured", "模拟数据（不得作为实测引用）")
}

/// Features with modelled figures or positions, a line a sort.
pub(super) fn feature_items(features: &[ModelledFeatures], language: Language) -> Vec<String> {
    let rows = features.iter().filter(|row| row.figures + row.positions > 0);
    let said = rows.map(|row| {
        let sort = SORTS.say(language, &row.sort);
        let [all, figures, positions] = [row.all, row.figures, row.positions].map(count);
        match language {
            English => {
                format!("{sort}: figures of {figures} and positions of {positions}, of {all}")
            }
            Chinese => format!("{sort} {all} 处：数值模拟 {figures} 处，位置模拟 {positions} 处"),
        }
    });
    said.collect()
}

/// Sources of money whose amounts are modelled.
pub(super) fn source_item(sources: &ModelledAmount, language: Language) -> Option<String> {
    let (modelled, all, sum) = amount(sources)?;
    Some(match language {
        English => format!("amounts of {modelled} of {all} sources of money, {sum} in all"),
        Chinese => format!("{all} 个资金来源中 {modelled} 个的金额，共 {sum}"),
    })
}

fn amount(own: &ModelledAmount) -> Option<(String, String, String)> {
    let sum = money(Yuan::new(own.amount_yuan));
    (own.modelled > 0).then(|| (count(own.modelled), count(own.all), sum))
}
