//! A plan file that was made before and edited since: what was edited stays, all else is made anew.
//!
//! Three texts: what was written last, what stands there now, and what would be written now. Where the first two agree the
//! third counts; where they differ somebody has edited, and that stays. Lists of tables go by the id of each.

use toml_edit::{ArrayOfTables, DocumentMut, Item, Table, TableLike, Value};

/// A plan file with its edits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    /// The text.
    pub text: String,
    /// The keys whose values are new, with these.
    pub updated: Vec<String>,
    /// The keys that were edited and stay as they are, with their values.
    pub kept: Vec<String>,
}

/// Puts the edits of `mine` into `fresh`, where `base` is what was written last. None where a text is not TOML.
pub fn merge(base: &str, mine: &str, fresh: &str) -> Option<Merged> {
    let base: DocumentMut = base.parse().ok()?;
    let mut made: DocumentMut = mine.parse().ok()?;
    let fresh: DocumentMut = fresh.parse().ok()?;
    let mut told = Told::default();
    tables(made.as_table_mut(), base.as_table(), fresh.as_table(), "", &mut told);
    told.head(&mut made, &base, &fresh);
    let Told { updated, kept } = told;
    Some(Merged { text: made.to_string(), updated, kept })
}

#[derive(Default)]
struct Told {
    updated: Vec<String>,
    kept: Vec<String>,
}

impl Told {
    /// The comment above the plan is new, unless it was edited.
    fn head(&mut self, made: &mut DocumentMut, base: &DocumentMut, fresh: &DocumentMut) {
        let comment = |plan: &DocumentMut| {
            let prefix = plan.get("plan")?.as_table()?.decor().prefix()?.as_str()?;
            Some(prefix.to_owned())
        };
        if let (Some(old), Some(new)) = (comment(base), comment(fresh))
            && comment(made) == Some(old)
            && let Some(plan) = made.get_mut("plan").and_then(Item::as_table_mut)
        {
            plan.decor_mut().set_prefix(new);
        }
    }
}

fn tables(
    mine: &mut dyn TableLike,
    base: &dyn TableLike,
    fresh: &dyn TableLike,
    path: &str,
    told: &mut Told,
) {
    let own = mine.iter().map(|(key, _)| key.to_owned());
    let keys: Vec<String> = fresh.iter().map(|(key, _)| key.to_owned()).chain(own).collect();
    let left = base.iter().map(|(key, _)| key.to_owned());
    let mut seen = Vec::new();
    for key in keys.into_iter().chain(left) {
        if seen.contains(&key) {
            continue;
        }
        let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
        one(mine, base.get(&key), fresh.get(&key), &key, &path, told);
        seen.push(key);
    }
}

fn one(
    mine: &mut dyn TableLike,
    base: Option<&Item>,
    fresh: Option<&Item>,
    key: &str,
    path: &str,
    told: &mut Told,
) {
    if let (Some(base), Some(fresh)) = (base, fresh)
        && let Some(own) = mine.get_mut(key)
    {
        if let (Some(base), Some(fresh)) = (base.as_table_like(), fresh.as_table_like())
            && let Some(own) = own.as_table_like_mut()
        {
            return tables(own, base, fresh, path, told);
        }
        if let (Some(base), Some(fresh)) = (base.as_array_of_tables(), fresh.as_array_of_tables())
            && let Some(own) = own.as_array_of_tables_mut()
        {
            return lists(own, base, fresh, path, told);
        }
    }
    let own = mine.get(key);
    if is_same(own, fresh) {
        return;
    }
    if !is_same(own, base) {
        told.kept.push(shown(path, own));
        return;
    }
    told.updated.push(shown(path, fresh));
    match fresh {
        Some(fresh) => match (mine.get_mut(key).and_then(Item::as_value_mut), fresh.as_value()) {
            (Some(own), Some(value)) => replace(own, value),
            _ => drop(mine.insert(key, unplaced(fresh.clone()))),
        },
        None => drop(mine.remove(key)),
    }
}

/// Tables that stand where they are put, and no longer where they stood in their own text.
fn unplaced(mut item: Item) -> Item {
    fn of_table(table: &mut Table) {
        table.set_position(None);
        table.iter_mut().for_each(|(_, own)| of_item(own));
    }
    fn of_item(item: &mut Item) {
        match item {
            Item::Table(table) => of_table(table),
            Item::ArrayOfTables(list) => list.iter_mut().for_each(of_table),
            _ => {}
        }
    }
    of_item(&mut item);
    item
}

/// A key and its value, where that is short; `-` where there is none.
fn shown(path: &str, item: Option<&Item>) -> String {
    const MOST: usize = 60;
    let text = item.map_or("-".into(), |own| own.to_string().trim().to_owned());
    match text.contains('\n') || text.chars().count() > MOST {
        true => path.into(),
        false => format!("{path} = {text}"),
    }
}

/// Replaces a value, keeping what stands around it.
fn replace(own: &mut Value, value: &Value) {
    let decor = own.decor().clone();
    *own = value.clone();
    *own.decor_mut() = decor;
}

fn lists(
    mine: &mut ArrayOfTables,
    base: &ArrayOfTables,
    fresh: &ArrayOfTables,
    path: &str,
    told: &mut Told,
) {
    let find = |list: &ArrayOfTables, id: &str| list.iter().find(|own| id_of(own) == id).cloned();
    for table in fresh.iter() {
        let id = id_of(table);
        let path = format!("{path}.{id}");
        let at = mine.iter().position(|own| id_of(own) == id);
        match (at.and_then(|at| mine.get_mut(at)), find(base, &id)) {
            (Some(own), Some(base)) => tables(own, &base, table, &path, told),
            (Some(own), None) => {
                if said(&Item::Table(own.clone())) != said(&Item::Table(table.clone())) {
                    told.kept.push(path);
                }
            }
            // It was there and was taken out.
            (None, Some(_)) => told.kept.push(shown(&path, None)),
            (None, None) => {
                if let Item::Table(table) = unplaced(Item::Table(table.clone())) {
                    mine.push(table);
                }
                told.updated.push(path);
            }
        }
    }
    let is_fresh = |id: &str| fresh.iter().any(|own| id_of(own) == id);
    mine.retain(|own| {
        let id = id_of(own);
        let path = format!("{path}.{id}");
        if is_fresh(&id) {
            return true;
        }
        match find(base, &id) {
            Some(base) if said(&Item::Table(own.clone())) == said(&Item::Table(base.clone())) => {
                told.updated.push(path);
                false
            }
            _ => {
                told.kept.push(path);
                true
            }
        }
    });
}

fn id_of(table: &Table) -> String {
    let word = |key: &str| Some(table.get(key)?.as_str()?.to_owned());
    let name = || Some(table.get("name")?.to_string().trim().to_owned());
    word("id").or_else(name).unwrap_or_default()
}

/// Whether two items say the same, however they are written.
fn is_same(a: Option<&Item>, b: Option<&Item>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => said(a) == said(b),
        (None, None) => true,
        _ => false,
    }
}

fn said(item: &Item) -> Option<toml::Table> {
    let mut document = DocumentMut::new();
    document.insert("it", item.clone());
    document.to_string().parse().ok()
}
