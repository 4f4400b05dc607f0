//! `yike explain`: what the codes in messages mean.

use super::args::ExplainArgs;
use super::exit::Exit;
use super::failure::{Failure, refuse};
use super::issues::severity;
use super::page::{Page, Paper};
use super::terminal::Terminal;
use crate::domain::{Phrase, phrase, text};
use crate::plan::{CONTRADICTIONS, ViolationKind};
use crate::read::Code;
use crate::run::TextTable;
use crate::run::plan::to_bytes;
use serde::Serialize;
use std::fmt::Display;

/// What a code means.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Explained {
    code: String,
    severity: Phrase,
    title: Phrase,
    meaning: Phrase,
    repair: Phrase,
}

/// The same for programs.
#[derive(Debug, Serialize)]
struct ExplainedJson<'a> {
    code: &'a str,
    severity: &'static str,
    title: &'static str,
    meaning: &'static str,
    repair: &'static str,
    title_zh: &'static str,
    meaning_zh: &'static str,
    repair_zh: &'static str,
}

pub(crate) fn run(typed: ExplainArgs, terminal: &mut Terminal<'_>) -> Result<Exit, Failure> {
    let all = all();
    let Some(code) = typed.code else {
        let rows = || all.iter().map(json).collect::<Vec<_>>();
        terminal.answer(|| to_bytes(&rows()), |paper| list(&all, paper))?;
        return Ok(Exit::Done);
    };
    let Some(entry) = all.iter().find(|entry| entry.code.eq_ignore_ascii_case(code.trim())) else {
        return refuse(
            text!("`{code}` is not a code of this version", "本版本没有代码 `{code}`"),
            text!("`yike explain` lists all codes", "`yike explain` 列出全部代码"),
        );
    };
    terminal.answer(|| to_bytes(&json(entry)), |paper| one(entry, paper))?;
    Ok(Exit::Done)
}

/// Whether there is such a code.
pub(crate) fn knows(code: &str) -> bool {
    all().iter().any(|entry| entry.code.eq_ignore_ascii_case(code.trim()))
}

/// An entry for programs.
fn json(entry: &Explained) -> ExplainedJson<'_> {
    let Explained { code, severity, title, meaning, repair } = entry;
    ExplainedJson {
        code,
        severity: severity.english,
        title: title.english,
        meaning: meaning.english,
        repair: repair.english,
        title_zh: title.chinese,
        meaning_zh: meaning.chinese,
        repair_zh: repair.chinese,
    }
}

/// All codes, a line each.
fn list(all: &[Explained], paper: Paper) -> String {
    let language = paper.language;
    let mut page = Page::new(paper);
    let rows = all.iter().map(|Explained { code, severity, title, .. }| {
        [code.clone(), severity.say(language).into(), title.say(language).into()]
    });
    let heads = [language.say("Code", "代码"), "", language.say("~What", "~内容")];
    page.whole_rows(&TextTable::new(heads).with(rows));
    page.text
}

/// One code in full.
fn one(entry: &Explained, paper: Paper) -> String {
    let Explained { code, severity, title, meaning, repair } = entry;
    let head =
        text!("{code} ({severity}): {title}", "{code}（{severity}）：{title}"; severity, title);
    let repair = text!("To do: {repair}", "处理办法：{repair}"; repair);
    let mut page = Page::new(paper);
    page.line(head.say(paper.language));
    page.line("");
    page.line(meaning.say(paper.language));
    page.line("");
    page.line(repair.say(paper.language));
    page.text
}

/// The reader's codes, then what contradicts in a plan, then the rules that a layout can break.
fn all() -> Vec<Explained> {
    let entry = |code: &dyn Display, severity, [title, meaning, repair]: [Phrase; 3]| Explained {
        code: code.to_string(),
        severity,
        title,
        meaning,
        repair,
    };
    let reading = Code::catalogue()
        .map(|own| entry(&own.code, severity(own.severity), [own.title, own.meaning, own.repair]));
    let contradictions = CONTRADICTIONS
        .iter()
        .map(|own| entry(&own.code, CONTRADICTION, [own.title, own.meaning, own.repair]));
    let rules = ViolationKind::ALL.iter().map(|kind| entry(&kind.code(), VIOLATION, rule(*kind)));
    reading.chain(contradictions).chain(rules).collect()
}

const CONTRADICTION: Phrase = phrase("contradiction", "矛盾");
const VIOLATION: Phrase = phrase("violation", "违反规则");

/// The title, the meaning and the repair of a rule.
fn rule(kind: ViolationKind) -> [Phrase; 3] {
    match kind {
        ViolationKind::ChoiceNotAllowed => [
            phrase("choice not allowed", "做法不被允许"),
            phrase(
                "What the layout does at the site is ruled out by the site itself: it may not stay, must stand, must not stand, or another work is required.",
                "布局在该点位的做法为点位自身的规定所排除：不得维持现状、必须有设施、不得有设施，或另有必须实施的任务。",
            ),
            phrase(
                "Choose a work that the site allows, or change the site's rules in the sites layer.",
                "请选用该点位允许的建设任务，或在点位图层中修改其规定。",
            ),
        ],
        ViolationKind::MergedIntoNothing => [
            phrase("merged into nothing", "并入的点位不存在"),
            phrase(
                "The site is merged into another one that does not stand at the end.",
                "该点位并入的另一点位最终没有设施。",
            ),
            phrase("Let the other site stand, or do not merge.", "请保留另一点位，或不撤并。"),
        ],
        ViolationKind::NotLed => [
            phrase("no leader", "无带动中心"),
            phrase(
                "The facility is of a tier that a centre leads, and none leads it.",
                "设施所属层级应由中心带动，而没有中心带动它。",
            ),
            phrase(
                "Name a leader within the limits, put a centre near it, or relax `leads` of the tier.",
                "请在限制之内指定带动的中心，或在其附近设中心，或放宽该层级的 `leads`。",
            ),
        ],
        ViolationKind::WrongLeader => [
            phrase("leader not allowed", "带动的中心不符"),
            phrase(
                "The leader does not stand, is of the wrong tier, is too far, or stands in another town.",
                "带动的设施最终不存在，或层级不对、距离过远，或在其他镇街。",
            ),
            phrase("Name another leader.", "请指定其他带动的中心。"),
        ],
        ViolationKind::LeadsTooMany => [
            phrase("leads too many", "带动过多"),
            phrase(
                "The facility leads more than `leads.at_most` allows.",
                "该设施带动的数量超过 `leads.at_most`。",
            ),
            phrase("Spread them over other leaders.", "请分给其他中心带动。"),
        ],
        ViolationKind::NotPaid => [
            phrase("not paid", "出资不足额"),
            phrase(
                "What the sources pay does not add up to the work's cost.",
                "各资金来源的出资合计不等于建设任务的造价。",
            ),
            phrase(
                "Correct the payments, or leave them all out: the audit then works them out.",
                "请更正出资，或全部略去：审核时会自行计算。",
            ),
        ],
        ViolationKind::WrongPayer => [
            phrase("payer not allowed", "出资方不符"),
            phrase(
                "A source pays for what `pays_for` rules out, or the work's own fixed mix is not kept.",
                "资金来源支出了 `pays_for` 所不允许的项目，或没有按任务自身规定的比例出资。",
            ),
            phrase("Let another source pay.", "请由其他资金来源出资。"),
        ],
        ViolationKind::Overspent => [
            phrase("overspent", "超出资金"),
            phrase(
                "Commitments and works take more from the source than it has.",
                "已定支出和建设任务所用超过该资金来源的金额。",
            ),
            phrase("Do less, or let another source pay.", "请减少任务，或由其他资金来源出资。"),
        ],
        ViolationKind::OverCapacity => [
            phrase("over capacity", "超出容量"),
            phrase(
                "More people are given places at the site than it has.",
                "该点位安排的人数超过其名额。",
            ),
            phrase(
                "Give places elsewhere, or choose a larger size.",
                "请在其他点位安排，或选用更大的规模。",
            ),
        ],
        ViolationKind::WrongService => [
            phrase("wrong service", "服务安排不符"),
            phrase(
                "People are given places at a site that does not serve their tier or is out of reach, or more than there are.",
                "安排到某点位的人，该点位不服务其层级或不在其服务半径内，或人数超过实际人数。",
            ),
            phrase(
                "Correct `plan_rations`, or leave them all out: the audit then works them out.",
                "请更正 `plan_rations`，或全部略去：审核时会自行计算。",
            ),
        ],
        ViolationKind::BindingTargetMissed => [
            phrase("binding target missed", "约束性指标未达标"),
            phrase(
                "A target that the plan binds itself to is not met.",
                "规划的约束性指标没有达到。",
            ),
            phrase(
                "Change the layout; if none can meet it, `yike solve` says so and what would mend it.",
                "请修改布局；如没有布局能达标，`yike solve` 会指出，并说明如何补救。",
            ),
        ],
        ViolationKind::WorkUndone => [
            phrase("work undone", "任务被撤回"),
            phrase(
                "A work that was done in one period of a schedule is done no more, or done otherwise, in the next.",
                "分期安排中一期已实施的任务，下一期不再实施或另行实施。",
            ),
            phrase("Keep what was done in all later periods.", "请在以后各期保持已实施的任务。"),
        ],
        ViolationKind::NotAsBegun => [
            phrase("not as begun", "与开工情况不符"),
            phrase(
                "A site of a schedule is not in the state that follows from what was begun there, when, and how long it takes.",
                "分期安排中点位的状态与开工内容、开工时间和工期不符。",
            ),
            phrase(
                "Begin the work early enough, or let it stand later.",
                "请提前开工，或推后投用。",
            ),
        ],
        ViolationKind::OverspentInPeriod => [
            phrase("overspent in a period", "规划期内超出资金"),
            phrase(
                "A source pays more in a period of a schedule than it has by then.",
                "某资金来源在分期安排的一期支出超过其到该期为止的资金。",
            ),
            phrase(
                "Begin works later, let other sources pay, or raise the source's money of that period.",
                "请推后开工，或由其他资金来源出资，或增加该来源在该期的资金。",
            ),
        ],
        ViolationKind::SpentUnevenly => [
            phrase("spent unevenly", "各期投入不均"),
            phrase(
                "Works of a period of a schedule cost a greater or a lesser share of all that is spent than `[spending]` allows.",
                "分期安排中一期的投入占全部投入的份额高于或低于 `[spending]` 所允许的范围。",
            ),
            phrase(
                "Begin works in other periods, or change `[spending]`.",
                "请将任务改在其他规划期开工，或修改 `[spending]`。",
            ),
        ],
        ViolationKind::WithoutBed => [
            phrase("residents without a bed", "入住老人没有床位"),
            phrase(
                "Residents of an institution must move, and no other institution that may take them has a bed left.",
                "某养老机构的入住老人必须转移，而可接收的其他机构没有空余床位。",
            ),
            phrase(
                "Let the institution stay, or add beds where its residents may move.",
                "请维持该机构，或在可接收其入住老人之处增加床位。",
            ),
        ],
    }
}
