//! What failed, as the page is told it: in both languages, with what to do.

use crate::cli::failure::Failure;
use crate::domain::{Language, Text, phrase};
use crate::serve::Answer;
use serde_json::{Value, json};

/// A failure: the words are at fault, or something else is.
pub(super) fn failed(failure: Failure) -> Answer {
    match failure {
        Failure::Usage { cause, help } => Answer::Refused(json!([told(&cause, &help)])),
        Failure::Option(cause) => Answer::Refused(json!([told(&cause, &Text::default())])),
        Failure::Input(issues) => {
            let errors = issues.iter().filter(|own| own.severity == "error");
            let told = errors.map(|own| {
                json!({
                    "cause": { "en": own.cause, "zh": own.cause_zh },
                    "help": { "en": own.action, "zh": own.action_zh },
                })
            });
            Answer::Refused(told.collect())
        }
        Failure::Solve(error) => Answer::Failed(json!([told(&error.text(), &Text::default())])),
        Failure::Write(error) => {
            Answer::Failed(json!([told(&Text::from(&error), &Text::default())]))
        }
        Failure::Journal { cause, help } => Answer::Failed(json!([told(&cause, &help)])),
        Failure::Output(_) => {
            let cause = phrase("the answer could not be made", "无法生成答复");
            Answer::Failed(json!([told(&cause.into(), &Text::default())]))
        }
    }
}

fn told(cause: &Text, help: &Text) -> Value {
    json!({ "cause": both(cause), "help": both(help) })
}

fn both(text: &Text) -> Value {
    let [en, zh] = [Language::English, Language::Chinese].map(|language| text.say(language));
    json!({ "en": en, "zh": zh })
}
