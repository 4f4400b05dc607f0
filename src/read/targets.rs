//! `[[target]]`.

use super::areas::Areas;
use super::called::{ids, is_reserved};
use super::catalogue::Code;
use super::fields::Fields;
use super::issue::Usual;
use super::limits::{check_p4006_limit, check_p5007_share};
use super::measures::{Form, Keys, MEASURE_KEYS, MEASURES, MeasureFacts};
use super::node::Value;
use super::plan_file::Groups;
use super::register::Register;
use super::tiers::Tiers;
use crate::domain::{
    Aim, Direction, Measure, MeasureWord, Name, Phrase, Scope, Setting, SitedAim, Target,
    TargetKind, Text, Tier, TierIdx, phrase, text,
};
use std::collections::HashSet;

/// The keys that targets and rules share.
pub(super) const SHARED_KEYS: &[&str] =
    &["id", "name", "source", "because", "kind", "weight", "period", "by"];

const TARGET_KEYS: &[&str] = &[
    "indicator",
    "now",
    "measure",
    "tiers",
    "group",
    "of",
    "operators",
    "within",
    "works",
    "funding",
    "whole",
    "aim",
    "scope",
    "at_least",
    "at_most",
];

/// The registers to which targets refer.
#[derive(Debug, Clone, Copy)]
pub(super) struct TargetContext<'a> {
    pub(super) groups: &'a Groups,
    pub(super) tiers: &'a Tiers,
    pub(super) towns: &'a Register,
    pub(super) areas: &'a Areas,
    pub(super) sources: &'a Register,
    /// Whether the plan names no medical layer.
    pub(super) no_medical: bool,
}

/// A target and its table, for later checks.
#[derive(Debug)]
pub(super) struct ReadTarget<'s> {
    pub(super) target: Option<Target>,
    pub(super) table: Fields<'s>,
    /// Of a rule: its `where`.
    pub(super) filter: Option<Fields<'s>>,
}

/// Reads all targets.
pub(super) fn read_targets<'s>(
    root: &Fields<'s>,
    context: TargetContext<'_>,
) -> Vec<ReadTarget<'s>> {
    let keys: Vec<&str> = SHARED_KEYS.iter().chain(TARGET_KEYS).copied().collect();
    let tables = root.tables("target", &keys);
    tables
        .into_iter()
        .map(|table| ReadTarget { target: read_target(&table, context), table, filter: None })
        .collect()
}

/// What targets and rules both state.
#[derive(Debug)]
pub(super) struct Stated {
    /// None where the file leaves it out.
    id: Option<String>,
    name: Name,
    source: Option<String>,
    because_published: bool,
    kind: TargetKind,
    weight: f64,
}

/// What targets and rules both state.
pub(super) fn read_stated(table: &Fields<'_>) -> Option<Stated> {
    let id = table.id("id");
    let name = table.required("name", Fields::name);
    let source = table.text("source");
    let because = table.word("because", &[("published", true)]);
    let kind = table.required("kind", |table, field| table.word(field, &TargetKind::WORDS));
    let weight = table.weight("weight").unwrap_or(1.0);
    let because_published = because.unwrap_or(false);
    Some(Stated { id, name: name?, source, because_published, kind: kind?, weight })
}

impl Stated {
    /// The target with this aim.
    pub(super) fn with(self, aim: Aim) -> Target {
        let Stated { id, name, source, because_published, kind, weight } = self;
        Target {
            id: id.unwrap_or_default(),
            indicator: None,
            name,
            source,
            because_published,
            now: None,
            aim,
            kind,
            weight,
        }
    }
}

/// Gives targets without an id one.
pub(super) fn name_targets(targets: &mut [Target]) {
    let stated: Vec<_> = targets
        .iter()
        .map(|own| {
            let id = Some(own.id.clone()).filter(|id| !id.is_empty());
            (id, own.indicator.map(|indicator| indicator.to_string()))
        })
        .collect();
    for (target, id) in targets.iter_mut().zip(ids(&stated)) {
        target.id = id;
    }
}

/// No two targets or rules have one id (P1026), and none that `--lift` takes for something else (P4052).
pub(super) fn check_ids(targets: &[ReadTarget<'_>], rules: &[ReadTarget<'_>]) {
    let indicator = |table: &Fields<'_>| table.node("indicator")?.value.as_text();
    let of_targets = targets.iter().map(|read| &read.table);
    let stated: Vec<_> = of_targets.map(|table| (table.id("id"), indicator(table))).collect();
    let called = ids(&stated).into_iter().zip(stated);
    let mut seen: HashSet<String> =
        called.filter(|(_, (own, _))| own.is_none()).map(|(id, _)| id).collect();
    for table in targets.iter().chain(rules).map(|read| &read.table) {
        let Some(id) = table.id("id") else {
            continue;
        };
        if is_reserved(&id) {
            let cause = text!(
                "`--lift {id}` means something else than this target or rule",
                "`--lift {id}` 另有含义，不指此指标或规则"
            );
            table.push(Code::RESERVED_ID, "id", cause, text!("give it another id", "换用其他编号"));
        }
        if !seen.insert(id.clone()) {
            let cause = text!(
                "an earlier target or rule has the id `{id}` already",
                "前面已有指标或规则使用编号 `{id}`"
            );
            let action =
                text!("give each target and rule its own id", "为每项指标和规则设置不同的编号");
            table.push(Code::DUPLICATE_ID, "id", cause, action);
        }
    }
}

fn read_target(table: &Fields<'_>, context: TargetContext<'_>) -> Option<Target> {
    let indicator = table.whole("indicator");
    let now = table.id("now");
    let stated = read_stated(table);
    let facts = table.required("measure", |table, field| {
        let words: Vec<_> = MEASURES.iter().map(|facts| (facts.word(), facts)).collect();
        table.word(field, &words)
    });
    let aim = facts.and_then(|facts| read_aim(table, facts, context));
    let kind = stated.as_ref().map(|stated| stated.kind);
    if let (Some(Aim::Sited(aim)), Some(TargetKind::Binding)) = (&aim, kind) {
        check_p5007_share(table, aim);
    }
    table.refuse_unknown();
    let target = Target { indicator, now, ..stated?.with(aim?) };
    table.if_sound(target)
}

fn read_aim(
    table: &Fields<'_>,
    facts: &'static MeasureFacts,
    context: TargetContext<'_>,
) -> Option<Aim> {
    check_p4009_p4010_keys(table, facts);
    let limit = check_p4006_limit(table, facts);
    if facts.form == Form::NotSited {
        return table.text("aim").map(|aim| Aim::NotSited { aim });
    }
    if facts.word() == MeasureWord::NearMedical.word() && context.no_medical {
        let cause = text!(
            "the measure `near_medical` needs the medical facilities, and the plan names no such layer",
            "度量 `near_medical` 需要医疗机构，而规划没有写明该图层"
        );
        let action =
            text!("name the layer in `[data] medical`", "在 `[data]` 的 `medical` 中写明该图层");
        table.push(Code::MEASURE_NEEDS, "measure", cause, action);
    }
    let scope = read_scope(table, context);
    let measure = read_measure(table, facts, context);
    let (measure, scope, (direction, limit)) = (measure?, scope?, limit?);
    check_p4009_tiers(table, &measure, context.tiers);
    if matches!(measure, Measure::Led { .. }) && scope != Scope::All {
        let cause = text!(
            "who leads whom is decided for the whole plan, so that `led` is taken over all of it",
            "中心带动关系按整个规划确定，`led` 只能按全域计"
        );
        let action = text!("leave `scope` out", "不写 `scope`");
        return table.refuse(Code::SCOPE_DOES_NOT_FIT, "scope", cause, action);
    }
    if matches!(measure, Measure::Led { .. }) && direction == Direction::AtMost {
        let cause =
            text!("how many facilities are led has no upper limit", "被带动设施的占比没有上限");
        let action = text!("write `at_least`", "改写 `at_least`");
        return table.refuse(Code::TARGET_LIMIT, "at_most", cause, action);
    }
    check_p4005_reach(table, &measure, scope, context.tiers);
    Some(Aim::Sited(SitedAim { measure, scope, direction, limit }))
}

/// Every key that the measure needs is present (P4009), and none that it does not take (P4010).
fn check_p4009_p4010_keys(table: &Fields<'_>, facts: &MeasureFacts) {
    for &key in facts.needs {
        let empty = matches!(table.node(key).map(|node| &node.value), Some(Value::List(items)) if items.is_empty());
        if !table.has(key) || empty {
            let word = facts.word();
            let cause = text!("the measure `{word}` needs `{key}`", "度量 `{word}` 需要 `{key}`");
            table.push(Code::MEASURE_NEEDS, key, cause, text!("add `{key}`", "补上 `{key}`"));
        }
    }
    for &key in MEASURE_KEYS {
        if table.has(key) && !facts.needs.contains(&key) && !facts.takes.contains(&key) {
            let word = facts.word();
            let cause =
                text!("the measure `{word}` does not take `{key}`", "度量 `{word}` 不用 `{key}`");
            table.push(Code::MEASURE_DOES_NOT_TAKE, key, cause, Usual);
        }
    }
}

/// `all`, `urban`, `rural`, `each town`, `each area`, `town:ID` or `area:ID`.
fn read_scope(table: &Fields<'_>, context: TargetContext<'_>) -> Option<Scope> {
    let text = table.text("scope").unwrap_or_else(|| "all".into());
    let areas = &context.areas.register;
    match text.trim().split_once([':', '：']) {
        Some(("town", id)) => table.look_up("scope", id.trim(), context.towns).map(Scope::Town),
        Some(("area", id)) => table.look_up("scope", id.trim(), areas).map(Scope::Area),
        _ => {
            let scope = table.known_word("scope", text.trim(), &SCOPES)?;
            if scope == Scope::EachArea && areas.ids().next().is_none() {
                let cause = text!(
                    "the scope is each area, but the plan has no `[[area]]`",
                    "范围为各片区，但规划没有 `[[area]]`"
                );
                return table.refuse(Code::SCOPE_DOES_NOT_FIT, "scope", cause, Usual);
            }
            Some(scope)
        }
    }
}

/// The words of scopes; those with an id are for the list of words alone.
const SCOPES: [(&str, Scope); 7] = [
    ("all", Scope::All),
    ("urban", Scope::Setting(Setting::Urban)),
    ("rural", Scope::Setting(Setting::Rural)),
    ("each town", Scope::EachTown),
    ("each area", Scope::EachArea),
    ("town:ID", Scope::All),
    ("area:ID", Scope::All),
];

fn read_measure(
    table: &Fields<'_>,
    facts: &MeasureFacts,
    context: TargetContext<'_>,
) -> Option<Measure> {
    let (tiers, groups) = (&context.tiers.register, &context.groups.register);
    let (served, sources) = (context.groups.served, context.sources);
    facts.measure(&Keys { table, tiers, groups, served, sources })
}

/// `bed_use` is of tiers whose places are limited, `led` of tiers that another one leads.
fn check_p4009_tiers(table: &Fields<'_>, measure: &Measure, all: &Tiers) {
    let of = |tiers: &[TierIdx], fits: &dyn Fn(TierIdx, &Tier) -> bool, lack: Phrase| {
        let known = tiers.iter().filter_map(|&tier| Some((tier, all.get(tier.into())?)));
        for (_, tier) in known.filter(|(tier, own)| !fits(*tier, own)) {
            let id = &tier.id;
            let cause = text!(
                "the measure is taken of tier `{id}`, {lack}",
                "度量针对层级 `{id}`，而{lack}";
                lack
            );
            let action = text!("name other tiers", "改写其他层级");
            table.push(Code::MEASURE_NEEDS, "tiers", cause, action);
        }
    };
    match measure {
        Measure::BedUse { tiers } => {
            let lack = phrase("which has no `places` of beds", "该层级没有床位的 `places`");
            of(tiers, &|_, own| own.places.is_some(), lack);
        }
        Measure::Led { tiers } => {
            let mut leading = all.list.iter().flatten().filter_map(|own| own.leads.as_ref());
            let led: Vec<TierIdx> = leading.by_ref().map(|leads| leads.tier).collect();
            let lack = phrase("which no tier leads", "没有层级带动它");
            of(tiers, &|tier, _| led.contains(&tier), lack);
        }
        _ => {}
    }
}

/// Coverage targets are of tiers that have a reach in the scope.
fn check_p4005_reach(table: &Fields<'_>, measure: &Measure, scope: Scope, all: &Tiers) {
    let Measure::Coverage { tiers, .. } = measure else {
        return;
    };
    for tier in tiers.iter().filter_map(|&tier| all.get(tier.into())) {
        let (lacks, place) = match scope {
            Scope::Setting(setting) => (
                tier.reach(setting).is_none(),
                match setting {
                    Setting::Urban => text!(" for urban units", "对城镇村（社区）"),
                    Setting::Rural => text!(" for rural units", "对农村村（社区）"),
                },
            ),
            _ => (!tier.has_reach(), Text::default()),
        };
        if lacks {
            let id = &tier.id;
            let cause = text!(
                "coverage is asked of tier `{id}`, which has no reach{place}",
                "要求层级 `{id}` 的覆盖，而该层级{place}没有服务半径";
                place
            );
            table.push(Code::COVERAGE_WITHOUT_REACH, "tiers", cause, Usual);
        }
    }
}
