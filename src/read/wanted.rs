//! What the value of a key must be, and what is to be written in place of another.

use super::layers::cells::comma_for_point;
use super::node::Value;
use crate::domain::{Phrase, Text, phrase, text};

/// What a value must be.
#[derive(Debug, Clone)]
pub(super) enum Wanted {
    Text,
    Number,
    /// A number, or text with a number and a unit.
    Figure,
    Other(Text),
}

impl Wanted {
    pub(super) fn text(&self) -> Text {
        let phrase = match self {
            Self::Text => phrase("text", "文本"),
            Self::Number => phrase("a number", "数字"),
            Self::Figure => {
                phrase("a number, or text with a number and a unit", "数字，或带数字和单位的文本")
            }
            Self::Other(text) => return text.clone(),
        };
        phrase.into()
    }

    /// What is to be done about a value that is not what is wanted.
    pub(super) fn instead_of(&self, value: &Value) -> Text {
        match (self, value) {
            (Self::Number | Self::Figure, Value::Text(text)) => {
                let number = text.trim();
                match number.parse::<f64>() {
                    Ok(_) => {
                        text!("write {number} without quotation marks", "写 {number}，不加引号")
                    }
                    Err(_) => self.plainly(comma_for_point(number)),
                }
            }
            (Self::Text, Value::Number(number)) => {
                text!("write \"{number}\", in quotation marks", "写 \"{number}\"，加引号")
            }
            _ => self.plainly(Text::default()),
        }
    }

    fn plainly(&self, comma: Text) -> Text {
        let wanted = self.text();
        text!("write {wanted}{comma}", "写成{wanted}{comma}"; wanted, comma)
    }
}

impl From<Phrase> for Wanted {
    fn from(phrase: Phrase) -> Self {
        Self::Other(phrase.into())
    }
}

impl From<Text> for Wanted {
    fn from(text: Text) -> Self {
        Self::Other(text)
    }
}
