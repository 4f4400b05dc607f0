//! What steps are worth in the planner's words, for the terminal and the summary, in both languages.

use super::record::{
    LeftOutJson, LeverJson, UnlimitedJson, WorthJson, WorthPlanJson, WorthRowJson,
};
use super::tables::worth_tables;
use crate::domain::Language::{self, Chinese, English};
use crate::domain::{MeasureUnit, Name, Stage};
use crate::run::asked::{Answered, AskedJson};
use crate::run::numbers::{DASH, count, decimals, money};
use crate::run::phrases::signed;
use crate::run::plan::NameJson;
use crate::run::section::Section;
use crate::run::table::Table;
use crate::run::text_table::TextTable;
use crate::run::words::{AIM_VALUES, LEVERS, VERDICTS};
use crate::solve::Status;
use crate::units::Yuan;

/// So many villages are named in a sentence; the record has all.
const NAMED: usize = 6;

impl Answered for WorthJson {
    fn asked(&self) -> &AskedJson {
        &self.asked
    }

    fn lines(&self, language: Language) -> Vec<String> {
        vec![VERDICTS.say(language, &self.status).to_owned()]
    }

    fn sections(&self, language: Language) -> Vec<Section> {
        let steps = Section {
            heading: steps_heading(language).to_owned(),
            table: Some(worth_table(self, language)),
            items: worth_notes(self, language),
            ..Section::default()
        };
        let money = Section::of_items(money_heading(language), unlimited_lines(self, language));
        let money = Some(money).filter(|own| !own.items.is_empty());
        [steps].into_iter().chain(money).collect()
    }

    fn tables(&self) -> Vec<Table<'static>> {
        worth_tables(self).into()
    }
}

/// The heading above what steps change.
pub fn steps_heading(language: Language) -> &'static str {
    language.say("What a step more or less changes", "参数每变动一步的影响")
}

/// The heading above where money stops binding.
pub fn money_heading(language: Language) -> &'static str {
    language.say("Where money stops binding", "资金何时不再起约束作用")
}

/// A row for each step at which something changes: what is changed, by how much, and what changes at each aim and in people.
fn worth_table(worth: &WorthJson, language: Language) -> TextTable {
    let stages: Vec<Stage> =
        worth.base.aims.iter().filter_map(|aim| Stage::from_word(&aim.stage)).collect();
    let mut heads =
        vec![language.say("~What", "~参数").to_owned(), language.say(">Step", ">变动").to_owned()];
    for stage in &stages {
        heads.push(format!(">{}", language.stage_head(*stage)));
        if *stage == Stage::Coverage {
            heads.push(language.say(">People", ">覆盖人次").to_owned());
        }
    }
    let mut table = TextTable::new(heads);
    for row in &worth.levers {
        let mut named = false;
        for cell in row.cells.iter().filter(|cell| changes(&cell.plan)) {
            let what = match named {
                true => String::new(),
                false => called(&row.lever, language),
            };
            named = true;
            let mut step = step(&row.lever, f64::from(cell.step) * row.step, language);
            if !cell.plan.aims.is_empty() {
                step += &unproved(&cell.plan, language);
            }
            let mut cells = vec![what, step];
            if cell.plan.aims.is_empty() {
                cells.push(none(&cell.plan, language).to_owned());
                cells.resize(table.columns.len(), DASH.to_owned());
            } else {
                for stage in &stages {
                    let aim = cell.plan.aims.iter().find(|aim| aim.stage == stage.word());
                    cells.push(moved(aim.and_then(|aim| aim.difference), *stage));
                    if *stage == Stage::Coverage {
                        cells.push(moved(Some(people(&cell.plan)), *stage));
                    }
                }
            }
            table.push(cells);
        }
    }
    table
}

/// What a lever is called, and what each step of it changes where it changes anything, a line a step.
pub fn worth_sections(worth: &WorthJson, language: Language) -> Vec<(String, Vec<String>)> {
    let colon = language.colon();
    let sections = worth.levers.iter().map(|row| {
        let cells = row.cells.iter().filter(|cell| changes(&cell.plan));
        let lines = cells.map(|cell| {
            let step = step(&row.lever, f64::from(cell.step) * row.step, language);
            format!("{step}{colon}{}", told(&cell.plan, language))
        });
        (called(&row.lever, language), lines.collect::<Vec<String>>())
    });
    sections.filter(|(_, lines)| !lines.is_empty()).collect()
}

fn told(plan: &WorthPlanJson, language: Language) -> String {
    if plan.aims.is_empty() {
        return none(plan, language).to_owned();
    }
    let mut parts = Vec::new();
    for aim in &plan.aims {
        let Some(stage) = Stage::from_word(&aim.stage) else { continue };
        let value = AIM_VALUES.say(language, stage.word());
        parts.extend(change(value, aim.difference, stage, language));
        if stage == Stage::Coverage {
            let covered = language.say("people", "覆盖人次");
            parts.extend(change(covered, Some(people(plan)), stage, language));
        }
    }
    parts.join(language.say("; ", "；")) + &unproved(plan, language)
}

/// What changes by how much, with its unit; none where it is rounding.
fn change(what: &str, difference: Option<f64>, stage: Stage, language: Language) -> Option<String> {
    let difference = difference.filter(|own| moved(Some(*own), stage) != DASH)?;
    Some(format!("{what} {}", language.stage_change(stage, difference)))
}

/// How far it is proved that a plan is the best, in brackets; nothing where it is.
fn unproved(plan: &WorthPlanJson, language: Language) -> String {
    match is_proved(plan) {
        true => String::new(),
        false => language.bracketed(language.certainty(&plan.status)),
    }
}

fn is_proved(plan: &WorthPlanJson) -> bool {
    plan.status == Status::Proved.word()
}

/// How many people more are covered, each once at each tier.
fn people(plan: &WorthPlanJson) -> f64 {
    plan.covered.iter().filter_map(|own| own.difference).sum()
}

fn none(plan: &WorthPlanJson, language: Language) -> &'static str {
    match plan.status.as_str() {
        "infeasible" => language.say("no plan", "无可行方案"),
        _ => language.say("not solved", "未求解"),
    }
}

/// A difference with its sign; a dash where it is rounding.
fn moved(difference: Option<f64>, stage: Stage) -> String {
    let Some(difference) = difference else { return DASH.into() };
    let (least, places, scale) = match stage {
        Stage::Shortfall => (5e-5, 4, 1.0),
        Stage::Coverage | Stage::Travel => (0.05, 1, 1.0),
        Stage::Money => (0.5, 4, 1e-4),
        Stage::WorstTown => (5e-5, 2, 100.0),
        Stage::WorstDecile | Stage::KolmPollak => (5e-4, 3, 1.0),
    };
    match difference.abs() < least {
        true => DASH.into(),
        false if difference > 0.0 => format!("+{}", decimals(difference * scale, places)),
        false => decimals(difference * scale, places),
    }
}

/// Whether a step changes anything that is told.
fn changes(plan: &WorthPlanJson) -> bool {
    let aims = plan.aims.iter().any(|aim| {
        let stage = Stage::from_word(&aim.stage);
        stage.is_some_and(|stage| moved(aim.difference, stage) != DASH)
    });
    let people = plan.covered.iter().any(|own| moved(own.difference, Stage::Coverage) != DASH);
    plan.aims.is_empty() || aims || people
}

fn name(name: &NameJson, language: Language) -> String {
    language.short(&Name::from(name)).to_owned()
}

fn called(lever: &LeverJson, language: Language) -> String {
    let kind = LEVERS.say(language, &lever.kind);
    let (name, path) = (name(&lever.name, language), language.bracketed(&lever.path));
    match language {
        English => format!("{kind}: {name}{path}"),
        Chinese => format!("{kind}：{name}{path}"),
    }
}

/// A step in its unit, with its sign and all its digits.
fn step(lever: &LeverJson, amount: f64, language: Language) -> String {
    // What is smaller than this is the machine's rounding.
    const PLACES: usize = 9;
    let size = amount.abs();
    let exact = |value: f64| decimals(value, PLACES);
    let text = match lever.unit.as_str() {
        "yuan" => money(Yuan::new(size.round() as i64)),
        "s" => format!("{} {}", exact(size / 60.0), language.say("min", "分钟")),
        "m" => format!("{} {}", exact(size / 1000.0), language.say("km", "公里")),
        word => match MeasureUnit::from_word(word) {
            Some(MeasureUnit::Share) => format!("{} {}", exact(size * 100.0), language.points()),
            Some(MeasureUnit::Yuan | MeasureUnit::YuanYear) => {
                money(Yuan::new(size.round() as i64))
            }
            Some(MeasureUnit::SquareMetres | MeasureUnit::SquareMetresPer1000) => {
                format!("{} m²", exact(size))
            }
            _ => exact(size),
        },
    };
    signed(amount, &text)
}

/// Which levers change nothing, and what the figures count.
pub fn worth_notes(worth: &WorthJson, language: Language) -> Vec<String> {
    let mut notes = Vec::new();
    let idle = worth.levers.iter().filter(|row| !row.cells.iter().any(|cell| changes(&cell.plan)));
    let (without_steps, idle): (Vec<&WorthRowJson>, Vec<&WorthRowJson>) =
        idle.partition(|row| row.cells.is_empty());
    let kinds = [
        (idle, language.say("changes nothing: ", "变动不产生影响：")),
        (without_steps, language.say("no step makes sense: ", "无可行的变动：")),
    ];
    for (rows, said) in kinds.into_iter().filter(|(rows, _)| !rows.is_empty()) {
        let called = rows.into_iter().map(|row| called(&row.lever, language));
        notes.push(format!("{said}{}", language.list(&called.collect::<Vec<_>>())));
    }
    let weighted = AIM_VALUES.say(language, Stage::Coverage.word());
    notes.push(match language {
        English => format!("Weighted: {weighted}, as the plan weighs tiers and groups. People: people covered, each person once at each tier."),
        Chinese => format!("{weighted}：按规划对层级和人群的权重计。覆盖人次：每一层级每人计一次。"),
    });
    if !worth.base.aims.is_empty() && !is_proved(&worth.base) {
        let certainty = language.certainty(&worth.base.status);
        notes.push(match language {
            English => format!("The plan as it is, from which differences are taken: {certainty}."),
            Chinese => format!("各项变化以原方案为基准，原方案{certainty}。"),
        });
    }
    notes
}

/// Where money stops binding, and what binds then.
pub fn unlimited_lines(worth: &WorthJson, language: Language) -> Vec<String> {
    worth.unlimited.iter().map(|own| unlimited(own, &worth.base, language)).collect()
}

fn unlimited(own: &UnlimitedJson, base: &WorthPlanJson, language: Language) -> String {
    let is_proved = is_proved(base) && is_proved(&own.plan);
    let what = name(&own.lever.name, language);
    let taken = money(Yuan::new(own.taken_yuan));
    let first = match (own.binds, is_proved, language) {
        (true, true, English) => {
            format!(
                "{what}: money binds; with as much as works can take, the best plan takes {taken} of it"
            )
        }
        (true, true, Chinese) => {
            format!("{what}：资金起约束作用；不设上限时最优方案使用 {taken}")
        }
        (false, true, English) => {
            format!("{what}: money does not bind: more of it makes no plan better")
        }
        (false, true, Chinese) => format!("{what}：资金不起约束作用，再增加也没有更好的方案"),
        (true, false, English) => {
            format!("{what}: with more money a better plan was found so far, which takes {taken}")
        }
        (true, false, Chinese) => {
            format!("{what}：增加资金后，迄今找到的更好方案需 {taken}")
        }
        (false, false, English) => {
            format!("{what}: no better plan with more money was found so far")
        }
        (false, false, Chinese) => format!("{what}：增加资金后，迄今未找到更好方案"),
    };
    let unproved = match is_proved {
        true => String::new(),
        false => language.bracketed(language.say("not proved", "未证明")),
    };
    let gains = own.plan.aims.iter().filter_map(|aim| {
        let stage = Stage::from_word(&aim.stage)?;
        let value = AIM_VALUES.say(language, stage.word());
        change(value, aim.difference, stage, language).filter(|_| own.binds)
    });
    let gains: Vec<String> = gains.collect();
    let gains =
        if gains.is_empty() { String::new() } else { language.bracketed(&language.list(&gains)) };
    let left = own.left_out.iter().flat_map(|own| left_out(own, is_proved, language));
    let left: Vec<String> = left.collect();
    let left = match (left.is_empty(), language) {
        (true, _) => language.say("; then everybody is covered", "；届时全部覆盖").to_owned(),
        (false, English) => format!("; what binds then: {}", left.join("; ")),
        (false, Chinese) => format!("；届时的约束：{}", left.join("；")),
    };
    format!("{first}{unproved}{gains}{left}")
}

fn left_out(own: &LeftOutJson, is_proved: bool, language: Language) -> Vec<String> {
    let tier = name(&own.name, language);
    let mut lines = Vec::new();
    if !own.out_of_reach.is_empty() {
        let (many, names) =
            (count(own.out_of_reach.len()), some(&own.out_of_reach_names, language));
        lines.push(match language {
            English => {
                format!("no site of {tier} in reach of {many} villages or communities ({names})")
            }
            Chinese => format!("{many} 个村（社区）服务半径内无{tier}点位（{names}）"),
        });
    }
    if !own.others.is_empty() {
        let (many, names) = (count(own.others.len()), some(&own.other_names, language));
        lines.push(match (language, is_proved) {
            (English, true) => {
                format!("places, rules or targets keep {tier} from {many} more ({names})")
            }
            (Chinese, true) => {
                format!("另有 {many} 个受容量、规则或指标所限而无{tier}（{names}）")
            }
            (English, false) => format!("no {tier} so far for {many} more ({names})"),
            (Chinese, false) => format!("另有 {many} 个迄今无{tier}（{names}）"),
        });
    }
    lines
}

fn some(names: &[String], language: Language) -> String {
    language.first_of(names, NAMED)
}
