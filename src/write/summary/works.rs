//! Works and money in all.

use super::Writer;
use super::page::Page;
use crate::domain::Language::{Chinese, English};
use crate::run::figures::facilities;
use crate::run::numbers::{count, money, whole};
use crate::run::report::Decided;
use crate::run::text_table::{money_by_source, works_by_tier};
use crate::units::Yuan;

impl Writer<'_> {
    pub(super) fn works(&self, decided: &Decided<'_>, page: &mut Page) {
        let language = self.language;
        let problem = decided.problem;
        page.heading(language.say("Works", "建设任务"));
        match works_by_tier(decided, language, |name| language.short(name).into()) {
            Some(table) => page.table(&table),
            None => page.paragraph(language.say("None.", "无。")),
        }
        let parts: Vec<String> = facilities(problem, decided.layout)
            .into_iter()
            .map(|row| {
                let name = language.tier(problem, row.tier);
                let mut text = format!("{name} {} → {}", count(row.today), count(row.after));
                let mut more = Vec::new();
                if row.beds_today + row.beds_after > 0 {
                    let beds = [row.beds_today, row.beds_after].map(|beds| whole(beds as f64));
                    more.push(match language {
                        English => format!("{} → {} beds", beds[0], beds[1]),
                        Chinese => format!("床位 {} → {} 张", beds[0], beds[1]),
                    });
                }
                if row.floor_area_today + row.floor_area_after > 0.0 {
                    // No facility has no floor: nothing states it.
                    let floors =
                        [row.floor_area_today, row.floor_area_after].map(|area| match area > 0.0 {
                            true => whole(area),
                            false => language.say("not stated", "未填").into(),
                        });
                    more.push(match language {
                        English => format!("{} → {} m² of floor", floors[0], floors[1]),
                        Chinese => format!("建筑面积 {} → {} 平方米", floors[0], floors[1]),
                    });
                }
                if row.running_cost > Yuan::ZERO {
                    let running = money(row.running_cost);
                    more.push(match language {
                        English => format!("{running} a year to run"),
                        Chinese => format!("年运营费用 {running}"),
                    });
                }
                if !more.is_empty() {
                    let more = more.join(language.say(", ", "，"));
                    text += &match language {
                        English => format!(" ({more})"),
                        Chinese => format!("（{more}）"),
                    };
                }
                text
            })
            .collect();
        if !parts.is_empty() {
            let intro = language.say("Facilities, today → plan: ", "设施数（现状 → 方案）：");
            let end = language.say(".", "。");
            let amount = decided.audit.running_cost;
            let running = match (language, amount == Yuan::ZERO) {
                (_, true) => String::new(),
                (English, false) => {
                    format!(" Running what stands costs {} a year.", money(amount))
                }
                (Chinese, false) => format!("全部设施年运营费用 {}。", money(amount)),
            };
            let text = format!("{intro}{}{end}{running}", parts.join(language.say("; ", "；")));
            page.paragraph(&text);
        }
    }

    pub(super) fn money(&self, decided: &Decided<'_>, page: &mut Page) {
        let language = self.language;
        page.heading(language.say("Money by source", "资金来源"));
        match money_by_source(decided, language, |name| language.name(name)) {
            Some(table) => page.table(&table),
            None => page.paragraph(language.say(
                "The plan names no source of money, so money is not limited.",
                "规划未列资金来源，投入不设上限。",
            )),
        }
    }
}
