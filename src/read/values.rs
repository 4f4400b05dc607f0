//! Single values: text, figures, flags, words, references, quantities.

use super::catalogue::Code;
use super::fields::Fields;
use super::issue::Usual;
use super::near::{instead, list};
use super::node::{Node, Value};
use super::register::Register;
use super::wanted::Wanted;
use crate::domain::{Name, Phrase, Setting, Text, phrase, text};
use crate::units::UnitError;

/// `centre,station` of GDAL's `(2:centre,station)`; other text as it is.
fn without_count(text: &str) -> &str {
    let inner = text.trim().strip_prefix('(').and_then(|text| text.strip_suffix(')'));
    match inner.and_then(|inner| inner.split_once(':')) {
        Some((count, words)) if count.parse::<usize>().is_ok() => words,
        _ => text,
    }
}

/// The largest weight.
const MOST_WEIGHT: f64 = 1e6;

/// What values must be, for messages.
const TEXTS: Phrase = phrase("a list of texts", "文本的列表");
const WITH_UNIT: Phrase = phrase("text with a number and a unit", "带数字和单位的文本");

impl Fields<'_> {
    /// Text that is not empty.
    pub(super) fn text(&self, field: &str) -> Option<String> {
        let node = self.node(field)?;
        match &node.value {
            Value::Text(text) => Some(text.clone()).filter(|text| !text.trim().is_empty()),
            _ => self.refuse_type(field, node, Wanted::Text),
        }
    }

    /// Text that may be written as a number, like many ids and published values.
    pub(super) fn id(&self, field: &str) -> Option<String> {
        let node = self.node(field)?;
        let text = node.value.as_text().or_else(|| self.refuse_type(field, node, Wanted::Text))?;
        Some(text).filter(|text| !text.is_empty())
    }

    /// Likewise, without issues about other values.
    pub(super) fn plain(&self, field: &str) -> Option<String> {
        self.node(field)?.value.as_text().filter(|text| !text.is_empty())
    }

    /// A finite number, not below 0.
    pub(super) fn figure(&self, field: &str) -> Option<f64> {
        self.figure_of(field, self.node(field)?)
    }

    /// `node` as a finite number, not below 0.
    pub(super) fn figure_of(&self, field: &str, node: &Node) -> Option<f64> {
        match node.value {
            Value::Number(number) if !number.is_finite() => {
                let cause = text!(
                    "`{field}` is {number}, not a finite number",
                    "`{field}` 为 {number}，不是有限的数"
                );
                self.refuse(Code::FIGURE_NOT_FINITE, field, cause, Usual)
            }
            Value::Number(number) if number < 0.0 => {
                let cause = text!(
                    "`{field}` is {number}; it cannot be below 0",
                    "`{field}` 为 {number}；不能小于 0"
                );
                self.refuse(Code::FIGURE_NEGATIVE, field, cause, Usual)
            }
            Value::Number(number) => Some(number),
            Value::Text(ref text) if text.trim().is_empty() => None,
            _ => self.refuse_type(field, node, Wanted::Number),
        }
    }

    /// A weight: a finite number from 0 to 1,000,000.
    pub(super) fn weight(&self, field: &str) -> Option<f64> {
        let weight = self.figure(field)?;
        if weight <= MOST_WEIGHT {
            return Some(weight);
        }
        let cause = text!(
            "the weight is {weight:e}; a weight lies between 0 and 1,000,000",
            "权重为 {weight:e}；权重应在 0 至 1,000,000 之间"
        );
        let action = text!(
            "correct the weight; only its proportion to the other weights counts",
            "更正权重；只有与其他权重之比起作用"
        );
        self.refuse(Code::QUANTITY_OUT_OF_RANGE, field, cause, action)
    }

    /// A whole number, not below 0.
    pub(super) fn whole(&self, field: &str) -> Option<u32> {
        let number = self.figure(field)?;
        if number.fract() == 0.0 && number <= f64::from(u32::MAX) {
            return Some(number as u32);
        }
        let most = u32::MAX;
        let cause = text!(
            "`{field}` is {number}; it must be a whole number, at most {most}",
            "`{field}` 为 {number}；应为整数，不超过 {most}"
        );
        self.refuse(Code::FIGURE_NOT_WHOLE, field, cause, Usual)
    }

    /// True or false.
    pub(super) fn flag(&self, field: &str) -> Option<bool> {
        let node = self.node(field)?;
        match &node.value {
            Value::Flag(flag) => Some(*flag),
            Value::Text(text) if text.trim().is_empty() => None,
            _ => self.refuse_type(field, node, phrase("true or false", "true 或 false")),
        }
    }

    /// The value of the word in `field`, among `known` words with their values.
    pub(super) fn word<T: Clone>(&self, field: &str, known: &[(&str, T)]) -> Option<T> {
        self.known_word(field, self.text(field)?.trim(), known)
    }

    /// The value of `word`, among `known` words with their values.
    pub(super) fn known_word<T: Clone>(
        &self,
        field: &str,
        word: &str,
        known: &[(&str, T)],
    ) -> Option<T> {
        let found = known.iter().find(|(own, _)| *own == word);
        found.map(|(_, value)| value.clone()).or_else(|| {
            let words: Vec<&str> = known.iter().map(|(own, _)| *own).collect();
            let cause = text!(
                "`{word}` is not a word that `{field}` can have",
                "`{word}` 不是 `{field}` 可取的值"
            );
            self.refuse(Code::UNKNOWN_WORD, field, cause, instead(word, &words))
        })
    }

    /// A value for urban and rural places: one for both, or a table with one for each.
    pub(super) fn by_setting<T: Copy>(
        &self,
        field: &str,
        read: impl Fn(&Self, &str) -> Option<T>,
    ) -> Option<[T; 2]> {
        if !matches!(self.node(field)?.value, Value::Table(_)) {
            return read(self, field).map(|both| [both; 2]);
        }
        let settings = Setting::ALL.map(Setting::word);
        let own = self.table(field, &settings)?;
        let [urban, rural] = settings.map(|setting| own.required(setting, &read));
        own.refuse_unknown();
        Some([urban?, rural?])
    }

    /// Likewise, where the table may leave a setting out.
    pub(super) fn partly_by_setting<T: Copy>(
        &self,
        field: &str,
        read: impl Fn(&Self, &str) -> Option<T>,
    ) -> [Option<T>; 2] {
        match self.node(field).map(|node| &node.value) {
            None => [None; 2],
            Some(Value::Table(_)) => {
                let settings = Setting::ALL.map(Setting::word);
                let Some(own) = self.table(field, &settings) else {
                    return [None; 2];
                };
                own.refuse_unknown();
                settings.map(|setting| read(&own, setting))
            }
            Some(_) => [read(self, field); 2],
        }
    }

    /// A list of texts, or one text with commas, as programs without lists write it; also with the count before it, as
    /// GDAL writes lists in a GeoPackage.
    pub(super) fn words(&self, field: &str) -> Option<Vec<String>> {
        let node = self.node(field)?;
        let bracketed = |text: &str| text.trim().starts_with('[');
        let node = match &node.value {
            Value::Text(text) if bracketed(text) => self.json(field, text)?,
            _ => node.clone(),
        };
        match &node.value {
            Value::Text(text) => {
                let words = without_count(text)
                    .split([',', '，', '、', ';'])
                    .map(|word| word.trim().to_owned());
                Some(words.filter(|word| !word.is_empty()).collect())
            }
            // One id that is a number.
            Value::Number(number) => Some(vec![number.to_string()]),
            Value::List(items) => {
                let text = |item: &Node| {
                    let text = item.value.as_text();
                    text.or_else(|| self.refuse_type(field, item, TEXTS))
                };
                items.iter().map(text).collect()
            }
            _ => self.refuse_type(field, &node, TEXTS),
        }
    }

    /// The position of the item that `field` names.
    pub(super) fn reference<Idx: From<usize>>(
        &self,
        field: &str,
        register: &Register,
    ) -> Option<Idx> {
        self.look_up(field, &self.id(field)?, register)
    }

    /// The positions of the items that the list `field` names, each once; none when the list is absent or wrong.
    pub(super) fn references<Idx: From<usize> + PartialEq>(
        &self,
        field: &str,
        register: &Register,
    ) -> Option<Vec<Idx>> {
        let mut found = Vec::new();
        for id in self.words(field)? {
            if let Some(position) = self.look_up(field, &id, register)
                && !found.contains(&position)
            {
                found.push(position);
            }
        }
        Some(found)
    }

    /// The position of `id`, which `field` names: an id, or a name that one item alone has.
    pub(super) fn look_up<Idx: From<usize>>(
        &self,
        field: &str,
        id: &str,
        register: &Register,
    ) -> Option<Idx> {
        match register.meant(id)[..] {
            [found] => Some(Idx::from(found)),
            [] if !register.is_whole() => None,
            [] => {
                let what = &register.what;
                let cause = text!("there is no {what} `{id}`", "没有{what} `{id}`"; what);
                self.refuse(register.unknown, field, cause, register.instead(id))
            }
            ref several => {
                let ids: Vec<&str> = several.iter().map(|&own| register.id(own)).collect();
                let (what, ids) = (&register.what, list(&ids));
                let cause = text!(
                    "`{id}` is the name of more than one {what}: {ids}",
                    "有多个{what}名为 `{id}`：{ids}";
                    what, ids
                );
                let action = text!("write the id of the one that is meant", "写明所指的编号");
                self.refuse(register.unknown, field, cause, action)
            }
        }
    }

    /// A quantity: text with a unit.
    pub(super) fn quantity<T>(
        &self,
        field: &str,
        parse: impl Fn(&str) -> Result<T, UnitError>,
    ) -> Option<T> {
        let node = self.node(field)?;
        let parsed = match &node.value {
            Value::Text(text) if text.trim().is_empty() => return None,
            Value::Text(text) => parse(text),
            Value::Number(number) => parse(&number.to_string()),
            _ => return self.refuse_type(field, node, WITH_UNIT),
        };
        self.parsed(field, parsed)
    }

    /// What was made of `field`, or the issue why not.
    pub(super) fn parsed<T>(&self, field: &str, parsed: Result<T, UnitError>) -> Option<T> {
        let error = match parsed {
            Ok(value) => return Some(value),
            Err(error) => error,
        };
        let (code, cause, action) = match &error {
            UnitError::NoUnit { text, example } => (
                Code::NO_UNIT,
                text!("`{text}` has no unit", "`{text}` 没有单位"),
                text!(
                    "write the unit as well, for instance \"{example}\"",
                    "写明单位，例如 `{example}`"
                ),
            ),
            UnitError::UnknownUnit { text, unit, known } => (
                Code::UNKNOWN_UNIT_OF_MEASURE,
                text!(
                    "`{unit}` in `{text}` is not a unit that is understood here",
                    "`{text}` 中的 `{unit}` 不是此处认识的单位"
                ),
                text!("use one of {known}", "改用以下之一：`{known}`"),
            ),
            UnitError::NoNumber { text, example } => (
                Code::QUANTITY_UNREADABLE,
                text!("`{text}` does not start with a number", "`{text}` 不以数字开头"),
                text!("write for instance \"{example}\"", "例如写 `{example}`"),
            ),
            UnitError::OutOfRange { text, why } => {
                let why = Text::new(why.english, why.chinese);
                (
                    Code::QUANTITY_OUT_OF_RANGE,
                    text!("`{text}` is not possible: {why}", "`{text}` 无效：{why}"; why),
                    text!("correct the figure", "更正数值"),
                )
            }
        };
        self.refuse(code, field, cause, action)
    }

    /// A name: plain text, or an object with `en`, `zh` or both.
    pub(super) fn name(&self, field: &str) -> Option<Name> {
        let node = self.node(field)?;
        if let Value::Text(text) = &node.value {
            return Some(Name::plain(text.clone())).filter(|_| !text.trim().is_empty());
        }
        let names = self.table(field, &["en", "zh"])?;
        names.refuse_unknown();
        match (names.text("en"), names.text("zh")) {
            (Some(english), Some(chinese)) => Some(Name::both(english, chinese)),
            (Some(only), None) | (None, Some(only)) => Some(Name::plain(only)),
            (None, None) => {
                if names.sound() {
                    let cause =
                        text!("the name has neither `en` nor `zh`", "名称既无 `en` 也无 `zh`");
                    let action = text!("add one of them", "补上其中之一");
                    self.push(Code::FIELD_MISSING, field, cause, action);
                }
                None
            }
        }
    }
}
