//! Both runs beside each other in tables of text, for the page and the terminal.

use super::rows::{AimSide, SourceRow, TargetSide};
use super::{CoverageChange, Diff, SiteChangeKind, SiteSide};
use crate::domain::Language::{self, Chinese, English};
use crate::domain::{MeasureUnit, Stage};
use crate::run::TextTable;
use crate::run::numbers::{self, DASH, money, or_dash, part, whole};
use crate::run::words::{MONEY, SETTINGS, SUBJECTS};
use crate::units::Yuan;

/// Money, or a dash.
pub(super) fn yuan(amount: Option<i64>) -> String {
    or_dash(amount, |amount| money(Yuan::new(amount)))
}

/// A tier by its name.
pub fn tier<'a>(diff: &'a Diff, id: &'a str, language: Language) -> &'a str {
    let row = diff.facilities.iter().find(|row| row.tier == id);
    row.map_or(id, |row| language.say(&row.name, &row.name_zh))
}

/// Who leads a site that only another leads, as it stands behind what stands there; nothing of other changes.
pub fn leader(diff: &Diff, change: SiteChangeKind, side: &SiteSide, language: Language) -> String {
    match (language, change, side.leader.as_deref()) {
        (English, SiteChangeKind::Led, Some(id)) => format!(", led by {}", diff.site(id)),
        (Chinese, SiteChangeKind::Led, Some(id)) => format!("，由{}带点", diff.site(id)),
        _ => String::new(),
    }
}

/// Inequality in both runs.
pub fn inequality_table(diff: &Diff, language: Language) -> TextTable {
    let heads = match language {
        English => [
            "~Of what",
            "~Tier",
            ">Mean A",
            ">B",
            ">Worst-off tenth A",
            ">B",
            ">Kolm-Pollak A",
            ">B",
            ">Gini A",
            ">B",
        ],
        Chinese => [
            "~对象",
            "~层级",
            ">均值 A",
            ">B",
            ">最差一成 A",
            ">B",
            ">Kolm-Pollak A",
            ">B",
            ">基尼系数 A",
            ">B",
        ],
    };
    let number = |value| or_dash(value, |value| numbers::decimals(value, 3));
    let rows = diff.inequality.iter().map(|own| {
        let all = || language.say("all tiers", "各层级合计");
        [
            SUBJECTS.say(language, &own.subject).to_owned(),
            own.tier.as_ref().map_or_else(all, |id| tier(diff, id, language)).to_owned(),
            number(own.mean_a),
            number(own.mean_b),
            number(own.worst_a),
            number(own.worst_b),
            number(own.equivalent_a),
            number(own.equivalent_b),
            number(own.gini_a),
            number(own.gini_b),
        ]
    });
    TextTable::new(heads).with(rows)
}

/// The people covered, of these rows of the coverage.
pub fn coverage_table<'a>(
    diff: &Diff,
    rows: impl IntoIterator<Item = &'a CoverageChange>,
    language: Language,
) -> TextTable {
    let heads = match language {
        English => ["~Tier", "Where", "Group", ">A", ">Share", ">B", ">Share", ">Gain", ">Lose"],
        Chinese => ["~层级", "范围", "人群", ">A", ">覆盖率", ">B", ">覆盖率", ">新增", ">失去"],
    };
    let share = |covered: Option<f64>, people: Option<f64>| {
        or_dash(covered.zip(people), |(covered, people)| part(covered, people))
    };
    let rows = rows.into_iter().map(|row| {
        [
            tier(diff, &row.tier, language).into(),
            match row.slice.strip_prefix("town:") {
                Some(town) => diff.town(town),
                None if row.slice == "all" => language.say("all", "合计").into(),
                None => SETTINGS.say(language, &row.slice).into(),
            },
            row.group.clone(),
            or_dash(row.covered_a, whole),
            share(row.covered_a, row.people_a),
            or_dash(row.covered_b, whole),
            share(row.covered_b, row.people_b),
            or_dash(row.gain, whole),
            or_dash(row.lose, whole),
        ]
    });
    TextTable::new(heads).with(rows)
}

/// The money that works take, by source and in all, with what each source has where that is asked for.
pub fn sources_table(diff: &Diff, with_what_they_have: bool, language: Language) -> TextTable {
    let [has, works] = ["has", "works"].map(|word| {
        let word = MONEY.say(language, word);
        ["A", "B"].map(|run| match language {
            English => format!(">{word} in {run}"),
            Chinese => format!(">{run} {word}"),
        })
    });
    let heads = [has, works].concat();
    let [source, change] = [language.say("~Source", "~资金来源"), language.say(">Change", ">增减")];
    let row = |name: &str, has: [Option<i64>; 2], works: [Option<i64>; 2]| {
        let [a, b] = works.map(Option::unwrap_or_default);
        let ([has_a, has_b], [works_a, works_b]) = (has.map(yuan), works.map(yuan));
        [name.into(), has_a, has_b, works_a, works_b, yuan(Some(b - a))]
    };
    let of_source = |own: &SourceRow| {
        let works = [own.works_a_yuan, own.works_b_yuan];
        row(language.say(&own.name, &own.name_zh), [own.has_a_yuan, own.has_b_yuan], works)
    };
    let all = [diff.a.cost_yuan, diff.b.cost_yuan].map(Some);
    let all = row(language.say("all works", "全部建设任务"), [None, None], all);
    let rows = diff.sources.iter().map(of_source).chain([all]);
    let heads = std::iter::once(source.to_owned()).chain(heads).chain([change.to_owned()]);
    let mut table = TextTable::new(heads).with(rows);
    if !with_what_they_have {
        table.columns.drain(1..3);
        table.rows.iter_mut().for_each(|row| drop(row.drain(1..3)));
    }
    table
}

/// The facilities and beds, by tier.
pub(super) fn facilities_table(diff: &Diff, language: Language) -> TextTable {
    let heads = match language {
        English => ["Tier", ">Facilities in A", ">In B", ">Beds in A", ">In B"],
        Chinese => ["层级", ">A 设施", ">B 设施", ">A 床位", ">B 床位"],
    };
    let rows = diff.facilities.iter().map(|row| {
        [
            tier(diff, &row.tier, language).into(),
            row.a.to_string(),
            row.b.to_string(),
            row.beds_a.to_string(),
            row.beds_b.to_string(),
        ]
    });
    TextTable::new(heads).with(rows)
}

/// The targets: what is asked, and what both reach.
pub fn targets_table(diff: &Diff, language: Language) -> TextTable {
    let heads = match language {
        English => [">No.", "~Indicator", ">Target", ">A", ">B"],
        Chinese => [">序号", "~指标", ">目标", ">A 达到", ">B 达到"],
    };
    let rows = diff.targets.iter().map(|own| {
        let unit = own.unit.as_deref();
        let value = |value: Option<f64>| {
            let known = MeasureUnit::ALL.into_iter().find(|known| Some(known.word()) == unit);
            or_dash(known.zip(value), |(unit, value)| numbers::value(unit, value))
        };
        let limit = |side: &Option<TargetSide>| side.as_ref().and_then(|side| side.limit);
        let sign = match own.direction.as_deref() {
            Some("at_most") => "≤",
            _ => "≥",
        };
        let limits = match (limit(&own.a), limit(&own.b)) {
            (None, None) => DASH.into(),
            (a, b) if a == b => format!("{sign} {}", value(a)),
            (a, b) => format!("{sign} {} | {}", value(a), value(b)),
        };
        let reached = |side: &Option<TargetSide>| {
            let word = match side.as_ref().and_then(|side| side.met) {
                Some(true) => language.say(" met", " 达标"),
                Some(false) => language.say(" missed", " 未达标"),
                None => "",
            };
            format!("{}{word}", value(side.as_ref().and_then(|side| side.reached)))
        };
        [
            or_dash(own.indicator, |number| number.to_string()),
            language.say(&own.name, &own.name_zh).into(),
            limits,
            reached(&own.a),
            reached(&own.b),
        ]
    });
    TextTable::new(heads).with(rows)
}

/// The aims: values, bounds and gaps.
pub fn aims_table(diff: &Diff, language: Language) -> TextTable {
    let heads = match language {
        English => ["~Aim", ">A", ">Bound", ">Gap", ">B", ">Bound", ">Gap"],
        Chinese => ["~目标", ">A 方案值", ">理论界限", ">差距", ">B 方案值", ">理论界限", ">差距"],
    };
    let rows = diff.aims.iter().map(|own| {
        let stage = Stage::from_word(&own.aim);
        let side = |side: &Option<AimSide>| {
            let value = |value: Option<f64>| {
                or_dash(stage.zip(value), |(stage, value)| language.stage_value(stage, value))
            };
            let side = side.as_ref();
            [
                value(side.and_then(|side| side.value)),
                value(side.and_then(|side| side.bound)),
                or_dash(side.and_then(|side| side.gap), numbers::gap),
            ]
        };
        let name = stage.map_or(&*own.aim, |stage| language.stage(stage));
        [vec![name.to_owned()], side(&own.a).to_vec(), side(&own.b).to_vec()].concat()
    });
    TextTable::new(heads).with(rows)
}
