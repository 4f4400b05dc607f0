//! How far the figures can be trusted and how they came to be.

use super::Writer;
use super::modelled::{feature_items, heading, source_item};
use super::page::Page;
use crate::domain::Language::{Chinese, English};
use crate::domain::Setting;
use crate::run::figures::{disagreements, modelled_works, works};
use crate::run::numbers::{self, count, money, or_dash};
use crate::run::plan::ModelledJson;
use crate::run::report::{Decided, reached_tiers};
use crate::run::tables::{network_of, network_text};
use crate::run::text_table::{TextTable, certainty_table, stage_row};
use crate::run::words::ROLES;
use crate::solve::StageReport;

/// So many of the reader's warnings are repeated.
const WARNINGS: usize = 10;

impl Writer<'_> {
    pub(super) fn disagreements(&self, decided: &Decided<'_>, page: &mut Page) {
        let language = self.language;
        let problem = decided.problem;
        let rows = disagreements(problem, decided.audit);
        if rows.is_empty() {
            return;
        }
        page.heading(
            language.say("Where published figures and the data differ", "公布数与数据不一致之处"),
        );
        let heads = match language {
            English => ["No.", "Indicator", ">Published", ">From the data"],
            Chinese => ["序号", "指标", ">公布", ">数据"],
        };
        let lines: Vec<Vec<String>> = rows
            .into_iter()
            .map(|row| {
                let target = &problem.targets[row.target];
                vec![
                    or_dash(target.indicator, |number| number.to_string()),
                    language.name(&target.name),
                    numbers::value(row.unit, row.published),
                    numbers::value(row.unit, row.own),
                ]
            })
            .collect();
        page.table(&TextTable::new(heads).with(lines));
        page.paragraph(
            language
                .say("The plan is judged by the figures from the data.", "方案按数据口径评判。"),
        );
    }

    pub(super) fn modelled(&self, page: &mut Page) {
        let language = self.language;
        let problem = self.report.problem;
        page.heading(heading(language));
        let modelled = ModelledJson::of_many_layouts(problem);
        let mut items = feature_items(&modelled.features, language);
        if let Some(decided) = self.report.decided() {
            let costs = modelled_works(&works(problem, decided.layout));
            if costs.modelled > 0 {
                let [modelled, all] = [costs.modelled, costs.all].map(count);
                let amount = money(costs.amount);
                items.push(match language {
                    English => format!("costs of {modelled} of {all} works, {amount} in all"),
                    Chinese => format!("{all} 项任务中 {modelled} 项的费用，共 {amount}"),
                });
            }
        }
        for group in &problem.groups {
            let Some(rate) = group.rate else { continue };
            let (id, share) = (&group.id, rate.share);
            let of = rate.of.map_or(language.say("residents", "常住人口"), |of| {
                problem.groups[of].id.as_str()
            });
            items.push(match language {
                English => {
                    format!("people of {id}: {share} of {of}, in every village and community")
                }
                Chinese => format!("{id}人数：各村（社区）{of}的 {share}"),
            });
        }
        if problem.people_today.is_some() {
            items.push(
                language
                    .say(
                        "people of the plan's year: those of the demand layer times a factor",
                        "规划年人口：由人口图层按系数推算",
                    )
                    .into(),
            );
        }
        items.extend(source_item(&modelled.sources, language));
        if items.is_empty() {
            page.paragraph(language.say(
                "Nothing is marked as modelled in the data given. Travel is modelled, see below.",
                "所给数据均未标为模拟值；出行距离为模拟值，见下文。",
            ));
        } else {
            page.items("-", &items);
        }
    }

    pub(super) fn certainty(&self, page: &mut Page) {
        let Some(outcome) = self.report.outcome() else {
            return;
        };
        if outcome.stages.is_empty() {
            return;
        }
        let language = self.language;
        page.heading(language.say("How sure the plan is", "方案的可靠程度"));
        let rows = outcome.stages.iter().map(|stage| {
            let mut row = stage_row(stage, language);
            row[4] = self.stage_verdict(stage);
            row
        });
        page.table(&certainty_table(rows, language));
        if let Some(reproved) = language.reproved(&outcome.stages) {
            page.paragraph(&reproved);
        }
        let size = outcome
            .stages
            .iter()
            .map(|stage| stage.size)
            .max_by_key(|size| size.nonzeros)
            .unwrap_or_default();
        let [columns, integers, rows] = [size.columns, size.integers, size.rows].map(count);
        let mut solver = outcome.solver.name.to_owned();
        if let Some(way) = language.way_of_solving(&outcome.stages) {
            solver += language.say(", ", "，");
            solver += &way;
        }
        let kept = self.what_is_kept();
        page.paragraph(&match language {
            English => format!(
                "{kept}; no layout that does so is better than the bound. The largest model has {columns} columns ({integers} integer) and {rows} rows; solver {solver}."
            ),
            Chinese => format!(
                "{kept}；在此前提下，任何布局都不会优于理论界限。最大模型 {columns} 列（整数 {integers} 列）、{rows} 行；求解器 {solver}。"
            ),
        });
    }

    /// The verdict on a stage; where it is proved to a gap, how near that is.
    fn stage_verdict(&self, stage: &StageReport) -> String {
        let verdict = self.language.stage_verdict(stage);
        // Below 1 the gap is not relative to the value.
        let relative = stage.value.is_some_and(|value| value.abs() >= 1.0);
        match (stage.gap.filter(|&gap| gap > 0.0 && relative), self.language) {
            (Some(gap), English) if stage.termination.is_proved() => {
                format!("{verdict}: at most {} better is possible", numbers::gap(gap))
            }
            (Some(gap), Chinese) if stage.termination.is_proved() => {
                format!("{verdict}：可改进幅度不超过 {}", numbers::gap(gap))
            }
            _ => verdict.into(),
        }
    }

    /// What later aims leave of what earlier ones reached: all of it, but for `keep` and the gap asked for.
    fn what_is_kept(&self) -> String {
        let keep = self.report.problem.objective.keep;
        let settings = self.report.run.settings.as_ref();
        let gap = settings.map(|settings| settings.gap).filter(|&gap| gap > 0.0);
        let (keep, gap) =
            ((keep.fraction() > 0.0).then(|| keep.to_string()), gap.map(numbers::gap));
        match (self.language, keep, gap) {
            (English, None, None) => "Each aim keeps what the aims before it reached".into(),
            (Chinese, None, None) => "每个目标均保持此前各目标的结果".into(),
            (English, Some(keep), None) => format!(
                "Each aim keeps what the aims before it reached, but for the {keep} that the plan lets later aims give up"
            ),
            (Chinese, Some(keep), None) => {
                format!("每个目标均保持此前各目标的结果（规划允许后续目标让出 {keep}）")
            }
            (English, None, Some(gap)) => format!(
                "Each aim keeps what the aims before it reached, to within the gap of {gap} asked for"
            ),
            (Chinese, None, Some(gap)) => {
                format!("每个目标均在所允许的差距 {gap} 内保持此前各目标的结果")
            }
            (English, Some(keep), Some(gap)) => format!(
                "Each aim keeps what the aims before it reached, to within the gap of {gap} asked for and but for the {keep} that the plan lets later aims give up"
            ),
            (Chinese, Some(keep), Some(gap)) => format!(
                "每个目标均在所允许的差距 {gap} 内保持此前各目标的结果（规划另允许后续目标让出 {keep}）"
            ),
        }
    }

    pub(super) fn making(&self, page: &mut Page) {
        let language = self.language;
        let problem = self.report.problem;
        let run = self.report.run;
        page.heading(language.say("How it was made", "编制说明"));
        let mut items = vec![match language {
            English => format!("Yike {}, `yike {}`", run.version, run.command),
            Chinese => format!("一刻 {}，`yike {}`", run.version, run.command),
        }];
        let travel = language.travel(problem);
        items.push(match language {
            English => format!("Travel is modelled: {travel}"),
            Chinese => format!("出行为模拟值：{travel}"),
        });
        if let Some((network, points)) = network_of(problem, self.report.arcs) {
            items.extend(network_text(network, &points, language));
        }
        let reaches: Vec<String> = reached_tiers(problem)
            .map(|index| {
                let tier = &problem.tiers[index];
                let of = |setting: Setting| {
                    let reach = language.reach_of(tier, setting)?;
                    Some(format!("{} {reach}", language.setting(setting)))
                };
                let parts: Vec<String> = Setting::ALL.into_iter().filter_map(of).collect();
                format!("{} {}", language.short(&tier.name), parts.join(" / "))
            })
            .collect();
        items.push(match language {
            English => format!("Within reach means: {}", reaches.join("; ")),
            Chinese => format!("可达标准：{}", reaches.join("；")),
        });
        if let Some(edits) = &run.edits {
            items.push(edits.told(language));
        }
        if let Some(settings) = run.settings.as_ref() {
            let gap = numbers::gap(settings.gap);
            let limit = settings.time_limit_s;
            items.push(match (language, limit) {
                (English, None) => format!("Gap allowed {gap}, no limit of time"),
                (Chinese, None) => format!("允许差距 {gap}，不限时"),
                (English, Some(s)) => format!(
                    "Gap allowed {gap}, at most {} s: another machine may give another layout",
                    numbers::decimals(s, 0)
                ),
                (Chinese, Some(s)) => format!(
                    "允许差距 {gap}，限时 {} 秒：换一台机器结果可能不同",
                    numbers::decimals(s, 0)
                ),
            });
        }
        for input in &run.inputs {
            let features = match (language, input.features) {
                (_, None) => String::new(),
                (English, Some(features)) => format!(", {} features", count(features)),
                (Chinese, Some(features)) => format!("，{} 个要素", count(features)),
            };
            let digest = input.sha256.get(..12).unwrap_or(&input.sha256);
            let role = ROLES.say(language, &input.role);
            let path = &input.path;
            items.push(match language {
                English => format!("{role}: `{path}`{features}, SHA-256 `{digest}…`"),
                Chinese => format!("{role}：`{path}`{features}，SHA-256 `{digest}…`"),
            });
        }
        page.items("-", &items);
        self.warnings(page);
    }

    fn warnings(&self, page: &mut Page) {
        let warnings = &self.report.run.warnings;
        if warnings.is_empty() {
            return;
        }
        let language = self.language;
        page.paragraph(language.say("Reading warned:", "读取时的提示："));
        let mut items: Vec<String> = warnings
            .iter()
            .take(WARNINGS)
            .map(|row| format!("`{}` {}: {}", row.code, row.place(language), row.cause(language)))
            .collect();
        let more = warnings.len().saturating_sub(WARNINGS);
        if more > 0 {
            items.push(language.rest(more, language.say("see plan.json", "见 plan.json")));
        }
        page.items("-", &items);
    }
}
