//! Fields as QGIS's forms and tables of attributes show them: what they are called, words for codes, what may be edited.

use super::qml::{field, literal};
use crate::domain::{Language, field_name};
use crate::run::table::{Head, Table};
use crate::run::tables::names;
use crate::run::tables::permitted;
use crate::write::markup::xml;

/// The name of a column of ours in a layer or table of a GeoPackage.
pub(super) fn column(table: &Table<'_>, head: &Head) -> String {
    match table.is_layer() {
        true => field_name(&format!("{}{}", table.kind.prefix, head.name)).into_owned(),
        false => field_name(&head.name).into_owned(),
    }
}

/// A field of a layer or a table.
struct Field<'a> {
    name: &'a str,
    /// Ours: what it says.
    head: Option<&'a Head>,
    /// It is the one decision about a site.
    is_decision: bool,
}

/// The fields of `table`, whose columns in the file are `columns`. Where `choices` is the id of the layer of permitted works,
/// the decision about a site is chosen from those of the site, and nothing else may be edited.
pub(super) fn fields(
    table: &Table<'_>,
    columns: &[String],
    language: Language,
    choices: Option<&str>,
) -> String {
    let decision = field_name(&format!("{}{}", table.kind.prefix, names::WORK_ID)).into_owned();
    let own = |name: &str| table.heads.iter().find(|head| column(table, head) == name);
    let fields = columns.iter().map(|name| Field {
        name,
        head: own(name),
        is_decision: choices.is_some() && *name == decision,
    });
    let (mut widgets, mut aliases, mut editable) = (String::new(), String::new(), String::new());
    for (position, own) in fields.enumerate() {
        let name = xml(own.name);
        let words = own.head.and_then(|head| head.words).filter(|_| table.is_layer());
        let widget = match (choices.filter(|_| own.is_decision), words) {
            (Some(choices), _) => chosen_from(choices),
            (None, Some(words)) => {
                let rows = words.words.iter().map(|word| {
                    let said = xml(words.say(language, word.code));
                    format!(
                        "<Option type=\"Map\"><Option type=\"QString\" name=\"{said}\" value=\"{}\"/></Option>",
                        word.code
                    )
                });
                let rows: String = rows.collect();
                format!(
                    "<editWidget type=\"ValueMap\"><config><Option type=\"Map\"><Option type=\"List\" name=\"map\">{rows}</Option></Option></config></editWidget>"
                )
            }
            (None, None) => String::new(),
        };
        if !widget.is_empty() {
            widgets +=
                &format!("<field name=\"{name}\" configurationFlags=\"None\">{widget}</field>\n");
        }
        if let Some(head) = own.head {
            let alias = xml(language.short(&head.heading));
            aliases +=
                &format!("<alias index=\"{position}\" field=\"{name}\" name=\"{alias}\"/>\n");
        }
        if choices.is_some() {
            let may = u8::from(own.is_decision);
            editable += &format!("<field name=\"{name}\" editable=\"{may}\"/>\n");
        }
    }
    format!(
        "<fieldConfiguration>\n{widgets}</fieldConfiguration>\n<aliases>\n{aliases}</aliases>\n<editable>\n{editable}</editable>\n"
    )
}

/// The list of what is permitted at the site that the form shows.
fn chosen_from(layer: &str) -> String {
    let (site, id) = (field(names::SITE), literal("id"));
    let options = [
        ("FilterExpression", format!("{site} = current_value({id})"), "QString"),
        ("Key", names::WORK_ID.into(), "QString"),
        ("Value", permitted::WORDS.into(), "QString"),
        ("Layer", layer.into(), "QString"),
        ("LayerName", permitted::KIND.name.into(), "QString"),
        ("LayerProviderName", "ogr".into(), "QString"),
        ("AllowMulti", "false".into(), "bool"),
        ("AllowNull", "false".into(), "bool"),
        ("OrderByValue", "false".into(), "bool"),
        ("UseCompleter", "false".into(), "bool"),
    ];
    let options: String = options
        .iter()
        .map(|(name, value, kind)| {
            format!("<Option type=\"{kind}\" name=\"{name}\" value=\"{}\"/>", xml(value))
        })
        .collect();
    format!(
        "<editWidget type=\"ValueRelation\"><config><Option type=\"Map\">{options}</Option></config></editWidget>"
    )
}
