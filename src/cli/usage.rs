//! Arguments that clap refuses, in Chinese: by the kind of its error and what it names.

use super::help;
use crate::domain::{Language, said};
use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::error::Error as _;
use std::ffi::OsString;

/// The language that is asked for by words that could not be read as a whole.
pub(super) fn language_of(words: &[OsString]) -> Option<Language> {
    let words: Vec<&str> = words.iter().filter_map(|word| word.to_str()).collect();
    let behind = words.windows(2).filter(|pair| pair[0] == "--lang").map(|pair| pair[1]);
    let within = words.iter().filter_map(|word| word.strip_prefix("--lang="));
    behind.chain(within).find_map(Language::from_word)
}

/// What clap says, in Chinese; none of errors that are not told in it.
pub(super) fn chinese(error: &Error) -> Option<String> {
    let all = |kind| match error.get(kind) {
        Some(ContextValue::String(one)) => vec![one.clone()],
        Some(ContextValue::Strings(several)) => several.clone(),
        Some(ContextValue::Number(number)) => vec![number.to_string()],
        Some(ContextValue::StyledStr(text)) => vec![text.to_string()],
        Some(ContextValue::StyledStrs(texts)) => texts.iter().map(ToString::to_string).collect(),
        _ => Vec::new(),
    };
    let one = |kind| all(kind).into_iter().next().unwrap_or_default();
    let argument = one(ContextKind::InvalidArg);
    let value = one(ContextKind::InvalidValue);
    let cause = match error.kind() {
        ErrorKind::UnknownArgument => format!("没有 `{argument}` 这一选项或参数"),
        ErrorKind::InvalidSubcommand => {
            format!("没有 `{}` 这一命令", one(ContextKind::InvalidSubcommand))
        }
        ErrorKind::InvalidValue if value.is_empty() => format!("`{argument}` 缺少值"),
        ErrorKind::InvalidValue => format!("`{value}` 不能作为 `{argument}` 的值"),
        ErrorKind::ValueValidation => match error.source() {
            Some(why) => {
                let why = said(why);
                format!("`{value}` 不能作为 `{argument}` 的值：{}", why.say(Language::Chinese))
            }
            None => format!("`{value}` 不能作为 `{argument}` 的值"),
        },
        ErrorKind::MissingRequiredArgument => {
            let missing = all(ContextKind::InvalidArg);
            format!("缺少必需的参数：\n  {}", missing.join("\n  "))
        }
        ErrorKind::ArgumentConflict => match all(ContextKind::PriorArg).join("、") {
            prior if prior.is_empty() || prior == argument => {
                format!("`{argument}` 只能给出一次")
            }
            prior => format!("`{argument}` 不能与 `{prior}` 同用"),
        },
        ErrorKind::NoEquals => format!("`{argument}` 与其值之间须用等号"),
        ErrorKind::TooManyValues => format!("`{argument}` 不能再有值 `{value}`"),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("`{argument}` 的值个数不对")
        }
        ErrorKind::InvalidUtf8 => "参数不是 UTF-8 编码".to_owned(),
        _ => return None,
    };
    let mut text = format!("错误：{cause}\n");
    let possible = all(ContextKind::ValidValue);
    if !possible.is_empty() {
        text += &format!("  可选：{}\n", possible.join("、"));
    }
    let suggested =
        [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    let suggested: Vec<String> = suggested.into_iter().flat_map(all).collect();
    if !suggested.is_empty() {
        text += &format!("\n  是否指 `{}`？\n", suggested.join("`、`"));
    }
    let usage = one(ContextKind::Usage);
    if let Some(usage) = usage.strip_prefix("Usage: ") {
        text += &format!("\n{}\n", help::usage(usage.trim_end()));
    }
    Some(text + "\n更多说明见 `--help`\n")
}
