//! Names of fields that Esri's programs take.

use std::borrow::Cow;

/// `name` as a field of a geodatabase may be called: of letters, digits and underscores, a letter first.
pub(crate) fn field_name(name: &str) -> Cow<'_, str> {
    let is_fit = |letter: char| letter.is_alphanumeric() || letter == '_';
    let begins = name.starts_with(char::is_alphabetic);
    if begins && name.chars().all(is_fit) {
        return name.into();
    }
    let fit: String =
        name.chars().map(|letter| if is_fit(letter) { letter } else { '_' }).collect();
    if begins { fit.into() } else { format!("f_{fit}").into() }
}
