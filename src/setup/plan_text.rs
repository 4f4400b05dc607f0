//! The plan file: the template, with what the tables say and without what they do not.

use super::asked::Asked;
use super::facilities::Facilities;
use super::findings::{Findings, Guess, PLAN, few_names};
use super::groups::GROUPS;
use super::people::People;
use crate::domain::{Stage, Text, text};
use std::path::{Component, Path, PathBuf};
use toml_edit::{Array, ArrayOfTables, DocumentMut, Item, Table, Value};

/// What is read of the tables.
pub(super) struct Facts<'a> {
    pub(super) people: &'a People,
    pub(super) facilities: &'a Facilities,
    pub(super) has_medical: bool,
    pub(super) network: Option<&'a Path>,
}

/// The groups of people with their names, by their properties.
const NAMES: [(&str, &str); 3] = [("60+", GROUPS[0]), ("65+", GROUPS[1]), ("80+", GROUPS[2])];

/// The text of the plan. None where the template is not what it must be.
pub(super) fn text(asked: &Asked, facts: &Facts<'_>, findings: &mut Findings) -> Option<String> {
    let mut plan: DocumentMut = asked.template.text(asked.language).parse().ok()?;
    let setup = plan.remove("setup")?.into_table().ok()?;
    let top = setup.decor().prefix().and_then(|own| own.as_str()).unwrap_or_default().to_owned();
    let name = asked.name.clone().unwrap_or_else(|| folder_name(&asked.out));
    let heading = plan.get_mut("plan")?;
    set(heading, "name", name.as_str().into());
    if let Some(period) = asked.period {
        set(heading, "period", i64::from(period).into());
    }
    if asked.name.is_none() || asked.period.is_none() {
        let year = heading.get("period")?.as_integer()?;
        findings.guess(
            PLAN,
            text!(
                "the plan is called `{name}` and is for {year}: change it there, or use --name and --period",
                "规划名称为“{name}”，目标年为 {year}：可在文件中修改，或用 --name、--period 指定"
            ),
        );
    }
    if facts.has_medical {
        set(plan.get_mut("data")?, "medical", "medical.geojson".into());
    }
    groups(&mut plan, facts, findings)?;
    if let Some(network) = facts.network {
        roads(&mut plan, &setup, &relative(&asked.out, network))?;
    }
    drop_tiers(&mut plan, asked, facts, findings)?;
    drop_targets(&mut plan, asked, facts, findings)?;
    let comment = heading_comment(&top, &findings.told(), asked);
    plan.get_mut("plan")?.as_table_mut()?.decor_mut().set_prefix(comment);
    Some(plan.to_string())
}

/// Sets a value, keeping what stands around it.
fn set(table: &mut Item, key: &str, value: Value) {
    match table.get_mut(key).and_then(Item::as_value_mut) {
        Some(own) => {
            let decor = own.decor().clone();
            *own = value;
            *own.decor_mut() = decor;
        }
        None => table[key] = Item::Value(value),
    }
}

/// Leaves the groups that are counted everywhere.
fn groups(plan: &mut DocumentMut, facts: &Facts<'_>, findings: &mut Findings) -> Option<()> {
    for (at, (name, _)) in NAMES.iter().enumerate().skip(1) {
        if !facts.people.counts(at) {
            let units = &facts.people.units;
            let blank = units.iter().filter(|unit| unit.groups[at].is_none());
            let blank: Vec<&String> = blank.map(|unit| &unit.name).collect();
            let (count, all) = (blank.len(), units.len());
            let blank = few_names(blank);
            findings.guess_if(
                count < all,
                PLAN,
                text!(
                    "the group {name} is left out, because it is blank in {count} of {all} rows: {blank}",
                    "{name} 人群略去：{all} 行中有 {count} 行未填：{blank}"; blank
                ),
            );
            plan.get_mut("demand")?.get_mut("groups")?.as_inline_table_mut()?.remove(name);
            plan.get_mut("objective")?.get_mut("groups")?.as_inline_table_mut()?.remove(name);
        }
    }
    Some(())
}

/// Lets people travel over roads, as the template says.
fn roads(plan: &mut DocumentMut, setup: &Table, network: &str) -> Option<()> {
    let roads = setup.get("roads")?;
    let travel = plan.get_mut("travel")?.as_table_mut()?;
    for key in ["detour", "speed"] {
        travel.remove(key);
    }
    travel.insert("method", toml_edit::value("roads"));
    travel.insert("network", toml_edit::value(network));
    for (key, value) in roads.get("travel")?.as_inline_table()? {
        travel.insert(key, Item::Value(value.clone().decorated(" ", "")));
    }
    for (id, travel) in roads.get("tiers")?.as_inline_table()? {
        let tiers = plan.get_mut("tier")?.as_array_of_tables_mut()?;
        let is_it = |tier: &&mut Table| tier.get("id").and_then(Item::as_str) == Some(id);
        if let Some(tier) = tiers.iter_mut().find(is_it) {
            tier.insert("travel", Item::Value(travel.clone().decorated(" ", "")));
        }
    }
    Some(())
}

fn tables<'a>(plan: &'a mut DocumentMut, key: &str) -> Option<&'a mut ArrayOfTables> {
    plan.get_mut(key)?.as_array_of_tables_mut()
}

/// The text of a key.
fn word(table: &Table, key: &str) -> Option<String> {
    Some(table.get(key)?.as_str()?.to_owned())
}

/// What each tier says, where it does.
fn of_tiers(plan: &mut DocumentMut, own: impl Fn(&Table) -> Option<String>) -> Vec<String> {
    tables(plan, "tier").into_iter().flat_map(|tiers| tiers.iter()).filter_map(own).collect()
}

/// Leaves the words of a list that are wanted, and says whether any are left; true where there is no list.
fn retain_words(table: &mut Table, key: &str, is_wanted: impl Fn(&str) -> bool) -> bool {
    let Some(list) = table.get_mut(key).and_then(Item::as_array_mut) else {
        return true;
    };
    list.retain(|own| own.as_str().is_some_and(&is_wanted));
    !Array::is_empty(list)
}

/// Leaves out tiers of which nothing stands and nothing can be built.
fn drop_tiers(
    plan: &mut DocumentMut,
    asked: &Asked,
    facts: &Facts<'_>,
    findings: &mut Findings,
) -> Option<()> {
    let (mut kept, mut dropped) = (Vec::new(), Vec::new());
    let tiers = tables(plan, "tier")?;
    tiers.retain(|tier| {
        let id = tier.get("id").and_then(Item::as_str).unwrap_or_default().to_owned();
        let is_had = facts.facilities.may_have(&id);
        if is_had {
            kept.push(id)
        } else {
            dropped.push(id)
        }
        is_had
    });
    for tier in tiers.iter_mut() {
        if !retain_words(tier, "serves", |own| kept.iter().any(|id| id == own)) {
            tier.remove("serves");
        }
        let leads = tier.get("leads").and_then(|own| own.get("tier")?.as_str().map(str::to_owned));
        if leads.is_some_and(|own| !kept.contains(&own)) {
            tier.remove("leads");
        }
    }
    let name = |id: &String| Text::both(|own| asked.template.tier_name(id, own).to_owned());
    let names = Text::list(&dropped.iter().map(name).collect::<Vec<_>>());
    findings.guess_if(
        !dropped.is_empty(),
        PLAN,
        text!(
            "tiers of the template that nothing is or could be are left out: {names}",
            "模板中既无现状设施、也无备选点的层级略去：{names}"; names
        ),
    );
    Some(())
}

/// Leaves out targets of which the tables say nothing, and the aims of tiers where none is left that people travel to.
fn drop_targets(
    plan: &mut DocumentMut,
    asked: &Asked,
    facts: &Facts<'_>,
    findings: &mut Findings,
) -> Option<()> {
    let kept = of_tiers(plan, |tier| word(tier, "id"));
    let with_reach = of_tiers(plan, |tier| word(tier, "id").filter(|_| tier.contains_key("reach")));
    let led = of_tiers(plan, |tier| Some(tier.get("leads")?.get("tier")?.as_str()?.to_owned()));
    let mut operators: Vec<String> = tables(plan, "tier")?
        .iter()
        .filter_map(|tier| tier.get("size")?.as_array_of_tables())
        .flat_map(|sizes| sizes.iter().filter_map(|size| word(size, "operator")))
        .collect();
    operators.extend(facts.facilities.operators());
    let is_known = |tier: &&String| !facts.facilities.lacks_operators(tier);
    let known_operators: Vec<String> = kept.iter().filter(is_known).cloned().collect();
    let stated = &facts.facilities.stated;
    let (mut kept_targets, mut dropped) = (Vec::new(), Vec::new());
    let targets = tables(plan, "target")?;
    for target in targets.iter_mut() {
        let (needs, tiers): (&[&str], _) = match &*word(target, "measure").unwrap_or_default() {
            "nursing_bed_share" => (&["beds", "nursing_beds"], &kept),
            // Who runs those of a tier is not known: they would count as run by others.
            "operator_share" => (&["operator"], &known_operators),
            "coverage" => (&[], &with_reach),
            "led" => (&[], &led),
            _ => (&[], &kept),
        };
        let is_had = needs.iter().all(|need| stated.contains(need))
            && retain_words(target, "tiers", |own| tiers.iter().any(|id| id == own))
            && retain_words(target, "operators", |own| operators.iter().any(|id| id == own));
        if !is_had {
            let name = target.get("name");
            let name = Text::both(|own| {
                let name = name.and_then(|name| name.get(own.word())?.as_str());
                name.unwrap_or_default().to_owned()
            });
            dropped.push(name);
        }
        kept_targets.push(is_had);
    }
    let mut kept_targets = kept_targets.into_iter();
    targets.retain(|_| kept_targets.next().unwrap_or(true));
    if targets.is_empty() {
        plan.remove("target");
    }
    if with_reach.is_empty() {
        let objective = plan.get_mut("objective")?.as_table_mut()?;
        let is_of_reach = |own: &str| Stage::from_word(own).is_some_and(Stage::needs_reach);
        retain_words(objective, "order", |own| !is_of_reach(own));
        findings.guess(
            PLAN,
            text!(
                "no tier has a reach, so that the aims of coverage and travel are left out of the objective",
                "没有设服务半径的层级，目标次序中略去覆盖人数和出行"
            ),
        );
    }
    let (names, template) = (Text::list(&dropped), asked.template.word());
    findings.guess_if(
        !dropped.is_empty(),
        PLAN,
        text!(
            "targets of the template `{template}` of which no table says anything are left out: {names}",
            "模板 {template} 中无数据可依的指标略去：{names}"; names
        ),
    );
    Some(())
}

/// What stands above the plan: the template's own words, and what was guessed.
fn heading_comment(top: &str, guesses: &[Guess], asked: &Asked) -> String {
    let own = asked.language;
    let mut text = top.trim_end().to_owned();
    text += own.say(
        "\n# Made by `yike init`. What was taken for what; each can be overruled (`yike init --help`):\n",
        "\n# 由 yike init 生成。以下为识别与假定，均可用选项更改（yike init --help）：\n",
    );
    let mut about = "";
    for guess in guesses {
        if guess.about != about {
            about = &guess.about;
            text += &format!("# {about}\n");
        }
        let told = guess.text.say(own).replace(['\n', '\r'], " ");
        text += &format!("#   - {told}\n");
    }
    text + "\n"
}

fn folder_name(out: &Path) -> String {
    let whole = whole(out);
    whole.file_name().map_or("plan".into(), |name| name.to_string_lossy().into_owned())
}

/// The path from the root, without links and `..` as far as it exists.
fn whole(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.into());
    let found = absolute.ancestors().find_map(|own| {
        let rest = absolute.strip_prefix(own).ok()?;
        Some(own.canonicalize().ok()?.join(rest))
    });
    found.unwrap_or(absolute)
}

/// The path of `file` from the folder `from`.
fn relative(from: &Path, file: &Path) -> String {
    let (from, file) = (whole(from), whole(file));
    let shared = from.components().zip(file.components()).take_while(|(a, b)| a == b).count();
    if shared == 0 {
        return file.display().to_string();
    }
    let ups = from.components().skip(shared).map(|_| Component::ParentDir);
    let path: PathBuf = ups.chain(file.components().skip(shared)).collect();
    path.to_string_lossy().replace('\\', "/")
}
