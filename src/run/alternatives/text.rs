//! What was found, in sentences and tables of text, for the terminal and the summary, in both languages.

use super::record::{AlternativeJson, AlternativesJson, CommonJson, DifferenceJson};
use super::tables::{alternatives_table, changes_table, common_table};
use crate::domain::Language::{self, Chinese, English};
use crate::domain::Stage;
use crate::run::asked::{Answered, AskedJson};
use crate::run::brief::ties_text;
use crate::run::numbers::{count, money, or_dash, share};
use crate::run::section::Section;
use crate::run::table::Table;
use crate::run::text_table::TextTable;
use crate::run::words::{AIM_VALUES, OFTEN, VERDICTS, WORKS};
use crate::solve::Status;
use crate::units::Yuan;

/// So many differences of a plan are listed; the table has all.
const LISTED: usize = 12;
/// So many aims have a column each; more have a row each.
const COLUMNS: usize = 4;

impl Answered for AlternativesJson {
    fn asked(&self) -> &AskedJson {
        &self.asked
    }

    /// The verdict, and whether the plan is the only one.
    fn lines(&self, language: Language) -> Vec<String> {
        let mut lines = vec![VERDICTS.say(language, &self.status).to_owned()];
        if !self.plans.is_empty() {
            let others = self.sites.iter().filter(|own| own.as_good.len() > 1);
            let names = others.map(|own| own.name.clone()).collect();
            lines.push(ties_text(names, self.unique.is_some(), language));
        }
        lines
    }

    /// The plans, where each differs from the best one, and what all have in common; nothing without a plan.
    fn sections(&self, language: Language) -> Vec<Section> {
        if self.plans.is_empty() {
            return Vec::new();
        }
        let mut sections = vec![plans(self, language)];
        sections.extend(self.plans.iter().skip(1).map(|own| differences(own, language)));
        sections.push(common(self, language));
        sections
    }

    fn tables(&self) -> Vec<Table<'static>> {
        vec![alternatives_table(self), common_table(self), changes_table(self)]
    }
}

fn plans(found: &AlternativesJson, language: Language) -> Section {
    let stages = found.plans.iter().map(|own| &own.stages).max_by_key(|own| own.len());
    let aims = stages.into_iter().flatten().filter_map(|own| Stage::from_word(&own.stage));
    let aims: Vec<Stage> = aims.collect();
    let is_wide = aims.len() > COLUMNS;
    let mut notes = Vec::new();
    if aims.contains(&Stage::Coverage) && !is_wide {
        let text = match language {
            English => "Weighted: people covered, counted by the weights of tiers and groups.",
            Chinese => "加权覆盖：覆盖人数，按各层级和人群的权重计。",
        };
        notes.push(text.to_owned());
    }
    let open = found.plans.iter().filter(|own| own.status != Status::Proved.word());
    let open: Vec<String> = open.map(|own| own.plan.to_string()).collect();
    notes.push(match (open.is_empty(), language) {
        (true, English) => "Each is proved to be the best of those that are left.".into(),
        (true, Chinese) => "每个方案均已证明：排除此前各方案后为最优。".into(),
        (false, English) => {
            format!("Not proved to be the best of those that are left: {}.", open.join(", "))
        }
        (false, Chinese) => format!("尚未证明排除此前各方案后为最优的方案：{}。", open.join("、")),
    });
    notes.extend(ended(found, language));
    Section {
        heading: language.say("Plans, the best first", "各方案（最优者在前）").into(),
        table: Some(match is_wide {
            true => aims_in_rows(found, &aims, language),
            false => aims_in_columns(found, &aims, language),
        }),
        notes,
        ..Section::default()
    }
}

fn own_figures(own: &AlternativeJson) -> [String; 2] {
    [own.differing_sites, own.differing_works].map(count)
}

fn aims_in_columns(found: &AlternativesJson, aims: &[Stage], language: Language) -> TextTable {
    // Money is a column of its own where it is an aim.
    let has_cost = aims.contains(&Stage::Money);
    let head = |english: &str, chinese: &str| format!(">{}", language.say(english, chinese));
    let mut heads = vec![head("No.", "序号")];
    heads.extend(aims.iter().map(|&stage| format!(">{}", language.stage_head(stage))));
    heads.extend((!has_cost).then(|| head("Cost", "投入")));
    heads.extend([head("Other sites", "设施不同"), head("Other works", "任务不同")]);
    let rows = found.plans.iter().map(|own| {
        let mut cells = vec![own.plan.to_string()];
        cells.extend(aims.iter().map(|&stage| {
            let value = own.figures(stage).and_then(|figures| figures.value);
            or_dash(value, |value| language.stage_figure(stage, value))
        }));
        cells.extend((!has_cost).then(|| money(Yuan::new(own.cost_yuan))));
        cells.extend(own_figures(own));
        cells
    });
    TextTable::new(heads).with(rows)
}

/// A row for each plan and aim; what is said of the plan itself stands in its first.
fn aims_in_rows(found: &AlternativesJson, aims: &[Stage], language: Language) -> TextTable {
    let heads = match language {
        English => [">No.", "~Aim", ">Value", ">Cost", ">Other sites", ">Other works"],
        Chinese => [">序号", "~目标", ">方案值", ">投入", ">设施不同", ">任务不同"],
    };
    let mut table = TextTable::new(heads);
    for own in &found.plans {
        for (at, &stage) in aims.iter().enumerate() {
            let value = own.figures(stage).and_then(|figures| figures.value);
            let value = or_dash(value, |value| language.stage_value(stage, value));
            let [sites, works] = own_figures(own);
            let of_plan = [own.plan.to_string(), money(Yuan::new(own.cost_yuan)), sites, works];
            let [plan, cost, sites, works] = if at == 0 { of_plan } else { Default::default() };
            table.push([plan, language.stage_counting(stage).into(), value, cost, sites, works]);
        }
    }
    table
}

fn differences(own: &AlternativeJson, language: Language) -> Section {
    let item = |row: &DifferenceJson| {
        // Of two works of one kind only the ids say which is which.
        let said = |word: &str, id: &str| match row.here_work == row.best_work {
            true => WORKS.say(language, word).to_owned() + &language.bracketed(id),
            false => WORKS.say(language, word).to_owned(),
        };
        let (here, best) = (said(&row.here_work, &row.here), said(&row.best_work, &row.best));
        let site = format!("{}{}", row.name, language.bracketed(&row.town_name));
        match language {
            English => format!("{site}: {here}; in the best plan: {best}"),
            Chinese => format!("{site}：{here}；最优方案：{best}"),
        }
    };
    let more = own.differences.len().saturating_sub(LISTED);
    let place = language.say("alternatives_changes.csv lists them", "见 alternatives_changes.csv");
    Section {
        heading: match language {
            English => format!("Plan {}: where it differs from the best one", own.plan),
            Chinese => format!("方案 {}：与最优方案的差异", own.plan),
        },
        items: own.differences.iter().take(LISTED).map(item).collect(),
        notes: (more > 0).then(|| language.rest(more, place)).into_iter().collect(),
        ..Section::default()
    }
}

fn common(found: &AlternativesJson, language: Language) -> Section {
    let heads = match language {
        English => ["~How often", ">Works there", ">Facility there"],
        Chinese => ["~入选情况", ">实施任务的点位", ">设有设施的点位"],
    };
    let mut table = TextTable::new(heads);
    for word in OFTEN.words {
        let number = |of: fn(&CommonJson) -> &str| {
            count(found.sites.iter().filter(|own| of(own) == word.code).count())
        };
        table.push([
            OFTEN.say(language, word.code).to_owned(),
            number(|own| &own.chosen),
            number(|own| &own.stands),
        ]);
    }
    let is_open = found.sites.iter().any(|own| !own.chosen_proved || !own.stands_proved);
    let open = language.say(
        "Not all of it is proved: the search ended before.",
        "搜索提前结束，以上并非全部得到证明。",
    );
    let losing = losing(found, language);
    Section {
        heading: match language {
            English => format!("Sites in all plans that {losing}"),
            Chinese => format!("点位在“{losing}”的全部方案中的情况"),
        },
        table: Some(table),
        notes: is_open.then(|| open.to_owned()).into_iter().collect(),
        ..Section::default()
    }
}

/// What plans may lose.
fn losing(found: &AlternativesJson, language: Language) -> String {
    let losses = || found.lose.values().copied();
    let (least, most) = (losses().fold(1.0, f64::min), losses().fold(0.0, f64::max));
    if most <= 0.0 {
        return language.say("lose nothing", "各目标均无损失").to_owned();
    }
    if least >= most {
        let most = share(most);
        return match language {
            English => format!("lose at most {most} of each aim"),
            Chinese => format!("各目标损失不超过 {most}"),
        };
    }
    let each = found.lose.iter().filter(|(_, own)| **own > 0.0).map(|(aim, &own)| {
        let (aim, own) = (AIM_VALUES.say(language, aim), share(own));
        match language {
            English => format!("{own} of “{aim}”"),
            Chinese => format!("“{aim}”损失不超过 {own}"),
        }
    });
    let each = language.list(&each.collect::<Vec<_>>());
    match (language, least > 0.0) {
        (English, true) => format!("lose at most {each}"),
        (English, false) => format!("lose at most {each}, and nothing else"),
        (Chinese, true) => each,
        (Chinese, false) => format!("{each}，其他目标无损失"),
    }
}

/// Why there are no more plans.
fn ended(found: &AlternativesJson, language: Language) -> Option<String> {
    let losing = losing(found, language);
    Some(match (language, found.ended.as_deref()?) {
        (English, "no-more") => {
            format!("There are no other plans that differ so much and {losing}; this is proved.")
        }
        (Chinese, "no-more") => format!("没有其他符合差异要求、且{losing}的方案（已证明）。"),
        (English, "enough") => "There may be more plans.".into(),
        (Chinese, "enough") => "可能还有其他方案。".into(),
        (English, _) => "The search ended before all plans were found.".into(),
        (Chinese, _) => "搜索提前结束，可能还有其他方案。".into(),
    })
}
