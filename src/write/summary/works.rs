//! Works and money in all.

use super::Writer;
use super::page::Page;
use crate::run::figures::{facilities, work_totals, works};
use crate::run::language::Language::{Chinese, English};
use crate::run::numbers::{count, money, whole};
use crate::run::report::Decided;
use crate::units::Yuan;

impl Writer<'_> {
    pub(super) fn works(&self, decided: &Decided<'_>, page: &mut Page) {
        let language = self.language;
        let problem = decided.problem;
        let rows = works(problem, decided.layout);
        page.heading(language.say("Works", "建设任务"));
        if rows.is_empty() {
            page.paragraph(language.say("None.", "无。"));
        } else {
            let heads = match language {
                English => ["Work", "Tier", ">Sites", ">Money"],
                Chinese => ["任务", "层级", ">处数", ">投入"],
            };
            let mut lines: Vec<Vec<String>> = work_totals(problem, &rows)
                .into_iter()
                .map(|total| {
                    vec![
                        language.work(total.kind).into(),
                        language.tier(problem, total.tier).into(),
                        count(total.count),
                        money(total.cost),
                    ]
                })
                .collect();
            lines.push(vec![
                language.say("all", "合计").into(),
                String::new(),
                count(rows.len()),
                money(decided.audit.cost),
            ]);
            page.table(&heads, &lines);
        }
        let parts: Vec<String> = facilities(problem, decided.layout)
            .into_iter()
            .map(|row| {
                let name = language.tier(problem, row.tier);
                let mut text = format!("{name} {} → {}", count(row.today), count(row.after));
                if row.beds_today + row.beds_after > 0 {
                    let beds = [row.beds_today, row.beds_after].map(|beds| whole(beds as f64));
                    text += &match language {
                        English => format!(" ({} → {} beds)", beds[0], beds[1]),
                        Chinese => format!("（床位 {} → {} 张）", beds[0], beds[1]),
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
            let text = format!(
                "{intro}{}{end}{running}",
                parts.join(language.say("; ", "；"))
            );
            page.paragraph(&text);
        }
    }

    pub(super) fn money(&self, decided: &Decided<'_>, page: &mut Page) {
        let language = self.language;
        page.heading(language.say("Money by source", "资金来源"));
        if decided.audit.money.is_empty() {
            page.paragraph(language.say(
                "The plan names no source of money, so money is not limited.",
                "规划未列资金来源，投入不设上限。",
            ));
            return;
        }
        let heads = match language {
            English => ["Source", ">Has", ">Committed elsewhere", ">Works", ">Left"],
            Chinese => ["来源", ">总额", ">已定支出", ">建设任务", ">结余"],
        };
        let mut rows: Vec<Vec<String>> = Vec::new();
        let mut sums = [Yuan::ZERO; 4];
        for row in &decided.audit.money {
            let source = &decided.problem.funding[row.funding];
            let amounts = [row.has, row.committed, row.works, row.left()];
            let mut cells = vec![language.name(&source.name)];
            for (sum, amount) in sums.iter_mut().zip(amounts) {
                *sum += amount;
                cells.push(money(amount));
            }
            rows.push(cells);
        }
        if rows.len() > 1 {
            let mut cells = vec![language.say("all", "合计").to_owned()];
            cells.extend(sums.map(money));
            rows.push(cells);
        }
        page.table(&heads, &rows);
    }
}
