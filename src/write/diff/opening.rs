//! What a comparison comes to, in sentences: its page and the terminal begin with them.

use super::text_tables::{tier, yuan};
use super::{Diff, SiteChangeKind, UnitChange};
use crate::domain::Language::{self, Chinese, English};
use crate::domain::TargetKind;
use crate::domain::numbers::{count, part, whole};
use crate::run::brief::certainty::modelled_sentence;
use crate::run::words::STATUS;
use std::collections::BTreeSet;

/// So many places are named.
const NAMED: usize = 5;

/// Money, who gains, what moves and who loses; how sure both are.
pub fn opening(diff: &Diff, language: Language) -> Vec<String> {
    let mut said = vec![money(diff, language)];
    said.extend(people(diff, language));
    said.extend(sites(diff, language));
    said.extend(operators(diff, language));
    said.extend(losers(diff, language));
    let [a, b] = [&diff.a, &diff.b].map(|side| STATUS.say(language, &side.status));
    said.push(match language {
        English => format!("Verdict on A: {a}; on B: {b}."),
        Chinese => format!("方案 A：{a}；方案 B：{b}。"),
    });
    said.extend(left_out(diff, language));
    said.extend(modelled_sentence(&diff.b.modelled, language));
    said
}

/// The binding demands of A that B need not meet.
fn left_out(diff: &Diff, language: Language) -> Option<String> {
    let left = diff.targets.iter().filter(|row| {
        row.b.is_none() && row.a.as_ref().is_some_and(|own| own.kind == TargetKind::Binding.word())
    });
    let names: Vec<&str> = left.map(|row| language.say(&row.name, &row.name_zh)).collect();
    let number = count(names.len());
    (!names.is_empty()).then(|| {
        let names = language.first_of(&names, NAMED);
        match language {
            English => format!("Demanded of A and not of B ({number}): {names}."),
            Chinese => format!("方案 A 须满足、方案 B 不要求的 {number} 项：{names}。"),
        }
    })
}

fn money(diff: &Diff, language: Language) -> String {
    let (a, b) = (diff.a.cost_yuan, diff.b.cost_yuan);
    let [of_a, of_b, apart] = [a, b, (b - a).abs()].map(|amount| yuan(Some(amount)));
    match (language, a == b) {
        (English, true) => format!("The works of A and of B cost the same: {of_a}."),
        (Chinese, true) => format!("两方案建设投入相同，均为 {of_a}。"),
        (English, false) => {
            let more = if b > a { "more" } else { "less" };
            format!("The works of A cost {of_a}, those of B {of_b}: {apart} {more}.")
        }
        (Chinese, false) => {
            let more = if b > a { "增加" } else { "减少" };
            format!("建设投入：方案 A {of_a}，方案 B {of_b}，{more} {apart}。")
        }
    }
}

/// For each tier that changes, the people of its first group over the whole plan.
fn people(diff: &Diff, language: Language) -> Vec<String> {
    let mut told = BTreeSet::new();
    let all = diff.coverage.iter().filter(|row| row.slice == "all");
    let first = all.filter(|row| told.insert(&row.tier));
    let changed = first.filter_map(|row| {
        let (a, b) = (row.covered_a.zip(row.people_a)?, row.covered_b.zip(row.people_b)?);
        let moved = row.gain.unwrap_or_default() + row.lose.unwrap_or_default();
        (a != b || moved > 0.0).then_some((row, a, b))
    });
    changed
        .map(|(row, (of_a, all_a), (of_b, all_b))| {
            let name = tier(diff, &row.tier, language);
            let [share_a, share_b] = [part(of_a, all_a), part(of_b, all_b)];
            let [in_a, in_b] = [of_a, of_b].map(whole);
            let group = &row.group;
            let moved = match (language, row.gain, row.lose) {
                (English, Some(gain), Some(lose)) => {
                    format!(": {} gain, {} lose", whole(gain), whole(lose))
                }
                (Chinese, Some(gain), Some(lose)) => {
                    format!("，新增 {} 人，失去 {} 人", whole(gain), whole(lose))
                }
                _ => String::new(),
            };
            match language {
                English => format!(
                    "`{name}` reaches {share_a} of the people of {group} in A and {share_b} in B ({in_a} and {in_b}){moved}."
                ),
                Chinese => format!(
                    "{name}覆盖 {group} 人口：方案 A {share_a}（{in_a} 人），方案 B {share_b}（{in_b} 人）{moved}。"
                ),
            }
        })
        .collect()
}

/// The facilities that open, close and move, by name.
fn sites(diff: &Diff, language: Language) -> Vec<String> {
    let kinds = [SiteChangeKind::Opened, SiteChangeKind::Closed, SiteChangeKind::Moved];
    let told = kinds.into_iter().filter(|&kind| diff.changed(kind) > 0).map(|kind| {
        let rows = diff.sites.iter().filter(|row| row.change == kind);
        let rows = rows.filter(|row| row.to.as_ref().is_none_or(|to| *to == row.site));
        let names: Vec<&str> = rows.map(|row| row.name.as_str()).collect();
        let number = count(names.len());
        let names = language.first_of(&names, NAMED);
        match (language, kind) {
            (English, SiteChangeKind::Opened) => format!("Stand in B alone ({number}): {names}."),
            (Chinese, SiteChangeKind::Opened) => {
                format!("方案 B 有、方案 A 无 {number} 处：{names}。")
            }
            (English, SiteChangeKind::Closed) => format!("Stand in A alone ({number}): {names}."),
            (Chinese, SiteChangeKind::Closed) => {
                format!("方案 A 有、方案 B 无 {number} 处：{names}。")
            }
            (English, _) => format!("Move ({number}): {names}."),
            (Chinese, _) => format!("迁移 {number} 处：{names}。"),
        }
    });
    told.collect()
}

/// How many sites differ in who runs them and in nothing else.
fn operators(diff: &Diff, language: Language) -> Option<String> {
    let number = diff.changed(SiteChangeKind::Operator);
    let counted = count(number);
    (number > 0).then(|| match language {
        English => format!(
            "At {counted} sites only who runs it differs: as many beds, the same cost to the same sources. Neither the money nor the cover tells these choices apart."
        ),
        Chinese => format!(
            "{counted} 处仅运营方不同，床位、投入及资金来源均相同，不影响投入和覆盖。"
        ),
    })
}

/// The places whose people lose cover, most first.
fn losers(diff: &Diff, language: Language) -> Option<String> {
    let lost = |row: &UnitChange| row.people.values().fold(0.0_f64, |least, &own| least.min(own));
    let mut rows: Vec<&UnitChange> = diff.units.iter().filter(|row| lost(row) < 0.0).collect();
    rows.sort_by(|a, b| lost(a).total_cmp(&lost(b)));
    let mut seen = BTreeSet::new();
    rows.retain(|row| seen.insert(&row.unit));
    let names: Vec<&str> = rows.iter().map(|row| row.name.as_str()).collect();
    let (number, shown) = (count(names.len()), language.first_of(&names, NAMED));
    (!names.is_empty()).then(|| match language {
        English => format!("Places where people lose cover ({number}): {shown}."),
        Chinese => format!("失去覆盖的村（社区）{number} 个：{shown}。"),
    })
}
