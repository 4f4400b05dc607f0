//! Conflicts and repairs in sentences, for the terminal and the summary, in both languages.

use super::clashes::{ClashesJson, ConflictJson, RepairJson};
use super::record::ConflictsJson;
use super::tables::{conflicts_table, repairs_table};
use crate::domain::Language::{self, Chinese, English};
use crate::domain::Name;
use crate::run::asked::{Answered, AskedJson};
use crate::run::numbers::count;
use crate::run::plan::NameJson;
use crate::run::section::Section;
use crate::run::table::Table;

/// So many demands of one sort are shown.
const MEMBERS: usize = 6;

fn short(name: &NameJson, language: Language) -> String {
    language.short(&Name::from(name)).to_owned()
}

impl Answered for ConflictsJson {
    fn asked(&self) -> &AskedJson {
        &self.asked
    }

    fn lines(&self, language: Language) -> Vec<String> {
        let text = match (self.status.as_str(), language) {
            ("possible", English) => "The plan can be met: nothing in it clashes.",
            ("possible", Chinese) => "规划可行，各项要求互不冲突。",
            ("infeasible", English) => "No layout meets all that the plan demands.",
            ("infeasible", Chinese) => "没有布局能满足规划的全部要求。",
            (_, English) => "Whether the plan can be met is not known: the search ended before.",
            (_, Chinese) => "搜索提前结束，尚不知规划是否可行。",
        };
        vec![text.to_owned()]
    }

    fn sections(&self, language: Language) -> Vec<Section> {
        match self.status.as_str() {
            "infeasible" => clash_sections(&self.clashes, language),
            _ => Vec::new(),
        }
    }

    fn tables(&self) -> Vec<Table<'static>> {
        vec![conflicts_table(self), repairs_table(self)]
    }
}

/// What a conflict is and whether all are known, the conflicts one by one, and the repairs.
pub(crate) fn clash_sections(made: &ClashesJson, language: Language) -> Vec<Section> {
    let mut sections = vec![about(made, language)];
    let section = |(at, own): (usize, &ConflictJson)| Section {
        heading: format!("{} {}", language.say("Conflict", "冲突"), count(at + 1)),
        items: demands(own, language),
        notes: notes(own, language),
        ..Section::default()
    };
    sections.extend(made.conflicts.iter().enumerate().map(section));
    sections.push(repairs(made, language));
    sections
}

fn about(made: &ClashesJson, language: Language) -> Section {
    let what = language.say(
        "Each conflict is a set of demands: no layout meets all of them, but without any one of them a layout meets the others of that set. A plan has to give way in every set.",
        "每组要求不能同时满足；去掉其中任何一项，该组其余要求即可同时满足。要得到方案，每一组都须让步。",
    );
    let all = count(made.conflicts.len());
    let others = match (language, made.all, made.stopped.is_some()) {
        (English, true, _) if made.conflicts.len() == 1 => {
            "There is one conflict, and no other: this is proved.".into()
        }
        (English, true, _) => format!("There are {all} conflicts, and no others: this is proved."),
        (Chinese, true, _) => format!("共有 {all} 组冲突，没有其他冲突（已证明）。"),
        (English, false, true) => {
            format!("Conflicts found: {all}. There may be others: the search was stopped.")
        }
        (Chinese, false, true) => {
            format!("已找到 {all} 组冲突，可能还有其他冲突：搜索提前结束。")
        }
        (English, false, false) => {
            format!(
                "Conflicts listed: {all}. There are others: `yike conflicts --count` lists more."
            )
        }
        (Chinese, false, false) => {
            format!("列出 {all} 组冲突，还有其他冲突：用 yike conflicts --count 可列出更多。")
        }
    };
    Section {
        heading: language.say("What clashes", "哪些要求相互冲突").into(),
        notes: vec![what.to_owned(), others],
        ..Section::default()
    }
}

/// The demands of a conflict; of one sort that has too many, how many more.
fn demands(conflict: &ConflictJson, language: Language) -> Vec<String> {
    if conflict.members.is_empty() {
        let text = language.say(
            "the works that the sites have leave no layout, whatever is demanded",
            "无论有何要求，各点位可选的任务都不能构成布局",
        );
        return vec![text.to_owned()];
    }
    let mut lines = Vec::new();
    let mut of_kind: (&str, usize) = ("", 0);
    for member in &conflict.members {
        let before = if of_kind.0 == member.kind { of_kind.1 } else { 0 };
        of_kind = (&member.kind, before + 1);
        if of_kind.1 <= MEMBERS {
            lines.push(short(&member.text, language));
        }
        let all = conflict.members.iter().filter(|other| other.kind == member.kind).count();
        if of_kind.1 == all && all > MEMBERS {
            let more = count(all - MEMBERS);
            lines.push(match language {
                English => format!("and {more} more such demands (conflicts.csv lists them)"),
                Chinese => format!("另有同类要求 {more} 项（见 conflicts.csv）"),
            });
        }
    }
    lines
}

/// Where a conflict is, and what is not proved of it.
fn notes(conflict: &ConflictJson, language: Language) -> Vec<String> {
    let mut lines: Vec<String> =
        conflict.sentences.iter().map(|own| short(own, language)).collect();
    if !conflict.minimal {
        let text = language.say(
            "It is not proved that each of them is needed.",
            "尚未证明其中每一项都是冲突所必需的。",
        );
        lines.push(text.to_owned());
    }
    lines
}

/// The repairs, what gives up least first.
fn repairs(made: &ClashesJson, language: Language) -> Section {
    let line = |own: &RepairJson| {
        let parts = own.concessions.iter().map(|part| short(&part.text, language));
        let parts: Vec<String> = parts.collect();
        let less = language.bracketed(language.say("less may do", "或可更少"));
        let sure = if own.proved { "" } else { &less };
        format!("{}{sure}", parts.join(language.say("; and ", "；并且")))
    };
    let none = language.say("No repair was found.", "未找到放宽办法。");
    let cut = language.say(
        "Not everything was tried; there may be other ways.",
        "尚未逐项试完，可能还有其他办法。",
    );
    let notes = [(made.repairs.is_empty(), none), (!made.repairs_complete, cut)];
    let heading = language.say(
        "What would make it possible, least given up first",
        "怎样放宽才可行（让步最小者在前）",
    );
    Section {
        heading: heading.to_owned(),
        is_ranked: true,
        items: made.repairs.iter().map(line).collect(),
        notes: notes.iter().filter(|(is, _)| *is).map(|(_, text)| (*text).to_owned()).collect(),
        ..Section::default()
    }
}
