//! `yike diff`: two runs side by side.

use super::args::DiffArgs;
use super::exit::Exit;
use super::failure::Failure;
use super::page::{Page, Paper, without_unit};
use super::terminal::Terminal;
use super::{issues, outputs};
use crate::domain::Language::{self, Chinese, English};
use crate::domain::{Phrase, phrase, text};
use crate::read::{Code, Issue, Place, Problems};
use crate::run::folder::LayoutRun;
use crate::run::numbers::{DASH, count, money};
use crate::run::plan::to_bytes;
use crate::run::words::{SITE_CHANGES, STATUS, WORKS};
use crate::run::{RunFolder, RunKind, TextTable};
use crate::units::{Metres, Yuan};
use crate::write::diff::{
    Diff, RecordDiff, RunSide, SiteChange, SiteChangeKind, SiteSide, aims_table, coverage_table,
    diff, diff_outputs, diff_records, leader, opening, record_diff_outputs, sources_table,
    targets_table, text, tier,
};
use std::collections::BTreeSet;
use std::path::Path;

/// So many sites or changes are listed.
const SHOWN: usize = 30;
/// Where all are.
const MORE: Phrase = phrase("see --out or --json", "见 --out 或 --json");

pub(crate) fn run(typed: DiffArgs, terminal: &mut Terminal<'_>) -> Result<Exit, Failure> {
    let moved_within = Metres::parse(&typed.moved_within)
        .map_err(|error| Failure::option("--moved-within", &error))?;
    let (a, b) = both(RunFolder::open(&typed.a), RunFolder::open(&typed.b))?;
    match (a.kind(), b.kind()) {
        (RunKind::Plan, RunKind::Plan) => {
            layouts((&typed.a, &typed.b), typed.out.as_deref(), moved_within, terminal)
        }
        (kind, other) if kind == other && kind != RunKind::Comparison => {
            records((&a, &b), &typed, terminal)
        }
        (kind, other) => Err(of_two_kinds(&typed, kind, other)),
    }
}

/// Two layouts: those of the runs in `a` and `b`.
pub(crate) fn layouts(
    (a, b): (&Path, &Path),
    out: Option<&Path>,
    moved_within: Metres,
    terminal: &mut Terminal<'_>,
) -> Result<Exit, Failure> {
    let (a, b) = both(LayoutRun::open(a), LayoutRun::open(b))?;
    let diff = diff(&a, &b, moved_within);
    if let Some(out) = out {
        outputs::put(
            out,
            RunKind::Comparison,
            &diff_outputs(&diff, &a, terminal.language())?,
            terminal,
        )?;
    }
    terminal.answer(|| to_bytes(&diff), |width| page(&diff, width))?;
    Ok(Exit::Done)
}

/// Two runs of another kind, by what their records say.
fn records(
    (a, b): (&RunFolder, &RunFolder),
    typed: &DiffArgs,
    terminal: &mut Terminal<'_>,
) -> Result<Exit, Failure> {
    for folder in [a, b] {
        folder.parts().into_iter().try_for_each(|part| folder.part(part).map(drop))?;
    }
    let (of_a, of_b) = both(a.answer(), b.answer())?;
    let [name_a, name_b] = [&typed.a, &typed.b].map(|path| path.display().to_string());
    let diff = diff_records(a.kind(), (&name_a, &of_a), (&name_b, &of_b));
    if let Some(out) = &typed.out {
        let made = record_diff_outputs(&diff);
        outputs::put(out, RunKind::Comparison, &made, terminal)?;
    }
    terminal.answer(|| to_bytes(&diff), |width| records_page(&diff, width))?;
    Ok(Exit::Done)
}

fn records_page(diff: &RecordDiff, paper: Paper) -> String {
    let mut page = Page::new(paper);
    let language = page.language;
    let (kind, colon) = (diff.kind.called().say(language), language.colon());
    page.line(&format!("A  {}{colon}{kind}", diff.a));
    page.line(&format!("B  {}{colon}{kind}", diff.b));
    let changes = language.bracketed(&count(diff.changes.len()));
    page.heading(&(language.say("What differs", "不同之处").to_owned() + &changes));
    let shown = diff.changes.iter().take(SHOWN);
    let rows = shown.map(|own| [own.place.clone(), text(&own.a), text(&own.b)]);
    if !diff.changes.is_empty() {
        page.rows(&TextTable::new([language.say("~Place", "~位置"), "~A", "~B"]).with(rows));
    }
    page.more(diff.changes.len(), SHOWN, MORE.say(language));
    if diff.kind == RunKind::Schedule {
        page.line(language.say(
            "The layouts of a period: name its folders, for instance A/2025 and B/2025.",
            "比较某一期的布局：请给出该期的文件夹，例如 A/2025 和 B/2025。",
        ));
    }
    page.text
}

/// Runs that are not of one kind, or comparisons.
fn of_two_kinds(typed: &DiffArgs, kind: RunKind, other: RunKind) -> Failure {
    let (a, b) = (typed.a.display(), typed.b.display());
    let action = match [kind, other].contains(&RunKind::Schedule) {
        true => phrase(
            "name two runs of one kind; of a plan over several periods, the folder of one of them",
            "请给出两个同类的运行结果；分期方案请给出其中一期的文件夹",
        ),
        false => phrase("name two runs of one kind", "请给出两个同类的运行结果"),
    };
    let (one, other) = (kind.called(), other.called());
    let issue = Issue::new(
        Code::RUN_OF_OTHER_KIND,
        Place { file: format!("{a}, {b}"), ..Place::default() },
        text!(
            "one is a {one}, the other a {other}: there is nothing to compare",
            "一个是{one}，另一个是{other}：无从比较";
            one, other
        ),
        action,
    );
    issue.into()
}

/// Both, or everything that is wrong with either.
fn both<T>(a: Result<T, Problems>, b: Result<T, Problems>) -> Result<(T, T), Failure> {
    match (a, b) {
        (Ok(a), Ok(b)) => Ok((a, b)),
        (a, b) => {
            let found = [a.err(), b.err()].into_iter().flatten();
            let issues: Vec<Issue> = found.flat_map(|problems| problems.issues).collect();
            Err(Failure::Input(issues::issues(&issues)))
        }
    }
}

fn page(diff: &Diff, paper: Paper) -> String {
    let mut page = Page::new(paper);
    let language = page.language;
    page.line(&side("A", &diff.a, language));
    page.line(&side("B", &diff.b, language));
    for sentence in opening(diff, language) {
        page.item(&sentence);
    }
    sites(diff, &mut page);
    page.heading(language.say("People covered", "覆盖人数"));
    page.rows(&coverage_table(diff, diff.coverage_of_towns(false), language));
    let changed: BTreeSet<&String> = diff.units.iter().map(|row| &row.unit).collect();
    let changed = count(changed.len());
    let text = text!(
        "{changed} villages and communities gain or lose cover at some tier; by town see --out or --json.",
        "{changed} 个村（社区）在某一层级新增或失去覆盖；分镇街情况见 --out 或 --json。"
    );
    page.line(text.say(language));
    page.heading(language.say("Money that works take, by source", "建设投入（按资金来源）"));
    page.rows(&sources_table(diff, false, language));
    page.heading(language.say("Targets", "指标"));
    page.rows(&targets_table(diff, language));
    if !diff.aims.is_empty() {
        page.heading(language.say("How sure", "把握程度"));
        page.rows(&without_unit(aims_table(diff, language)));
        page.line(language.say("Money in 万元 (10,000 yuan).", "投入单位：万元。"));
    }
    not_compared(diff, &mut page);
    page.text
}

fn side(letter: &str, side: &RunSide, language: Language) -> String {
    let RunSide { folder, name, name_zh, status, cost_yuan, .. } = side;
    let cost = money(Yuan::new(*cost_yuan));
    match language {
        English => format!("{letter}  {folder}: {name}, {status}, {cost}"),
        Chinese => {
            format!("{letter}  {folder}：{name_zh}，{}，{cost}", STATUS.say(Chinese, status))
        }
    }
}

fn said(change: SiteChangeKind, language: Language) -> &'static str {
    SITE_CHANGES.say(language, change.word())
}

fn sites(diff: &Diff, page: &mut Page) {
    let language = page.language;
    let number = language.bracketed(&count(diff.sites.len()));
    page.heading(&(language.say("Sites that change", "有变化的点位").to_owned() + &number));
    let counted = SiteChangeKind::ALL.map(|kind| (kind, diff.changed(kind)));
    let counted = counted.into_iter().filter(|(_, number)| *number > 0);
    let counted =
        counted.map(|(kind, number)| format!("{} {}", said(kind, language), count(number)));
    let counted: Vec<String> = counted.collect();
    if counted.is_empty() {
        page.line(language.say("none", "无"));
        return;
    }
    page.line(&language.list(&counted));
    page.line(language.say(
        "Opened: stands in B and not in A; closed: in A and not in B, built there or standing today.",
        "新开：方案 B 有设施而方案 A 没有；关闭：方案 A 有（新建或现有）而方案 B 没有。",
    ));
    let stands = |change: SiteChangeKind, side: &SiteSide| {
        let work = language.bracketed(WORKS.say(language, &side.work));
        match (side.standing, &side.tier) {
            (true, Some(own)) => {
                tier(diff, own, language).to_owned() + &leader(diff, change, side, language) + &work
            }
            (true, None) => language.say("stands", "有设施").to_owned() + &work,
            (false, _) => DASH.into(),
        }
    };
    // Choices that differ in the operator alone are counted above, and told in the opening.
    let listed: Vec<&SiteChange> =
        diff.sites.iter().filter(|row| row.change != SiteChangeKind::Operator).collect();
    let rows = listed.iter().take(SHOWN).map(|SiteChange { change, name, a, b, .. }| {
        let [cost_a, cost_b] = [a, b].map(|side| money(Yuan::new(side.cost_yuan)));
        let change_said = said(*change, language).into();
        [change_said, name.clone(), stands(*change, a), stands(*change, b), cost_a, cost_b]
    });
    let heads = match language {
        English => ["Change", "~Site", "~In A", "~In B", ">A", ">B"],
        Chinese => ["变化", "~点位", "~方案 A", "~方案 B", ">A 投入", ">B 投入"],
    };
    page.rows(&TextTable::new(heads).with(rows));
    page.more(listed.len(), SHOWN, MORE.say(language));
}

fn not_compared(diff: &Diff, page: &mut Page) {
    let language = page.language;
    let rows = diff.not_compared.rows(language);
    if rows.is_empty() {
        return;
    }
    page.heading(language.say("Not compared: in one plan alone", "未作比较：仅一个方案有"));
    for (what, ids) in rows {
        let shown = &ids[..ids.len().min(5)];
        let (number, named) = (count(ids.len()), language.list(shown));
        let more = match ids.len() > shown.len() {
            true => language.say(", …", "等"),
            false => "",
        };
        page.item(&match language {
            English => format!("{number} {what}: {named}{more}"),
            Chinese => format!("{what} {number} 个：{named}{more}"),
        });
    }
}
