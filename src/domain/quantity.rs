//! What is wrong with a quantity, in both languages.

use super::text::Text;
use crate::units::UnitError;

impl From<&UnitError> for Text {
    fn from(error: &UnitError) -> Self {
        let chinese = match error {
            UnitError::NoUnit { text, example } => {
                format!("`{text}` 没有单位；例如写 `{example}`")
            }
            UnitError::UnknownUnit { text, unit, known } => {
                format!("`{text}`：单位 `{unit}` 不在以下之列：`{known}`")
            }
            UnitError::NoNumber { text, example } => {
                format!("`{text}` 不以数字开头；例如写 `{example}`")
            }
            UnitError::OutOfRange { text, why } => format!("`{text}` 无效：{}", why.chinese),
        };
        Self::new(error.to_string(), chinese)
    }
}
