use super::contradiction::Contradiction;
use super::prospects::Prospects;
use crate::domain::Language::{self, Chinese, English};

/// `C05`: sites whose own rules leave no choice.
pub(super) fn check(prospects: &Prospects<'_>) -> Vec<Contradiction> {
    let sites = &prospects.problem.sites;
    let ruled_out = prospects.ruled_out.iter().map(|&site| &sites[site]);
    ruled_out
        .map(|site| {
            let mut ids = vec![site.id.clone()];
            let has_choice = site.choices().next().is_some();
            if has_choice {
                let partners = site.works.iter().filter_map(|work| work.into);
                ids.extend(partners.map(|partner| sites[partner].id.clone()));
            }
            let why = |language: Language| match (has_choice, site.required, site.forbidden) {
                (true, ..) => {
                    let partners = ids[1..].join(language.say(" or ", "或"));
                    match language {
                        English => format!("may only be merged into {partners}, which cannot stand at the end"),
                        Chinese => format!("只能并入 {partners}，而后者期末不能存在"),
                    }
                }
                (_, true, true) => {
                    language.say("is both required and forbidden", "既须保留又被禁止").into()
                }
                (_, true, false) => language.say(
                    "must stand at the end, but may neither stay as it is nor become anything that stands",
                    "期末须存在，但既不得维持现状，也不能成为任何设施",
                ).into(),
                (_, false, true) => language.say(
                    "must not stand at the end, but may be neither closed nor merged",
                    "期末不得存在，但既不得撤销，也不得撤并",
                ).into(),
                _ => language.say("may not stay as it is, and no work is allowed", "不得维持现状，又无允许的建设任务").into(),
            };
            let text = Language::both(|language| {
                let asked = site.asked_by.as_ref().map_or_else(String::new, |own| {
                    language.say(", by ", "，由 ").to_owned() + &format!("`{own}`")
                });
                let named = site.name.clone() + &language.bracketed(&(site.id.clone() + &asked));
                let why = why(language);
                match language {
                    English => format!("{named} {why}. Allow it to stay, allow a work, or drop the rule."),
                    Chinese => format!("{named}{why}。请允许其维持现状，或允许某项建设任务，或取消该规则。"),
                }
            });
            Contradiction {
                code: "C05",
                target: None,
                text,
                ids,
            }
        })
        .collect()
}
