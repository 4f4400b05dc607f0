//! Works, money and each site that changes, so that each can be defended.

use super::Writer;
use super::page::Page;
use super::words::Language::{Chinese, English};
use crate::domain::{FundingIdx, SiteIdx, TierIdx, TownIdx, WorkKind};
use crate::units::Yuan;
use crate::write::figures::{Served, WorkRow, facilities, led_by, work_totals, works};
use crate::write::people::{self, count, money, whole};
use crate::write::report::Decided;

/// With more works than this they are listed by town, kind and tier, a line each.
const SINGLY: usize = 30;

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
            let running = money(decided.audit.running_cost);
            let running = match language {
                English => format!(" Running what stands costs {running} a year."),
                Chinese => format!("全部设施年运营费用 {running}。"),
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

    pub(super) fn sites(&self, decided: &Decided<'_>, page: &mut Page) {
        let language = self.language;
        let mut rows = works(decided.problem, decided.layout);
        if rows.is_empty() {
            return;
        }
        // By town, in the plan's order; within a town in the order of the sites.
        rows.sort_by_key(|row| decided.problem.sites[row.site].town);
        let served = Served::count(decided);
        page.heading(language.say("Sites that change, by town", "各镇街变动点位"));
        if rows.len() <= SINGLY {
            self.sites_singly(decided, &rows, &served, page);
        } else {
            self.sites_by_town(decided, &rows, &served, page);
        }
        page.paragraph(language.say(
            "“Serves” counts the people whose nearest facility of the site's own tier it is; “new” those of them who have none within reach today.",
            "“服务”指以该点位为本层级就近设施的人数；“新增”指其中现状无同级设施可达的人数。",
        ));
    }

    fn sites_singly(
        &self,
        decided: &Decided<'_>,
        rows: &[WorkRow<'_>],
        served: &Served,
        page: &mut Page,
    ) {
        let problem = decided.problem;
        let language = self.language;
        let leads = led_by(decided.layout);
        let heads = match language {
            English => [
                "Town", "Site", "Work", ">Serves", ">New", "Gives", ">Cost", "Who pays",
            ],
            Chinese => [
                "镇街", "点位", "任务", ">服务", ">新增", "功能", ">投入", "出资",
            ],
        };
        let lines: Vec<Vec<String>> = rows
            .iter()
            .map(|row| {
                let site = &problem.sites[row.site];
                let (serves, new) = self.served_cells(decided, row.site, served);
                vec![
                    problem.towns[site.town].name.clone(),
                    format!("{} ({})", site.name, site.id),
                    self.work_text(decided, row),
                    serves,
                    new,
                    self.gives(decided, row.site, leads[row.site]),
                    money(row.work.cost),
                    self.payers(row.payments.iter().copied()),
                ]
            })
            .collect();
        page.table(&heads, &lines);
    }

    fn sites_by_town(
        &self,
        decided: &Decided<'_>,
        rows: &[WorkRow<'_>],
        served: &Served,
        page: &mut Page,
    ) {
        let problem = decided.problem;
        let language = self.language;
        let heads = match language {
            English => [
                "Town",
                "Work",
                ">Sites",
                "Which (serves / new)",
                ">Cost",
                "Who pays",
            ],
            Chinese => [
                "镇街",
                "任务",
                ">处数",
                "点位（服务 / 新增）",
                ">投入",
                "出资",
            ],
        };
        let key = |row: &WorkRow<'_>| -> (TownIdx, WorkKind, Option<TierIdx>) {
            (problem.sites[row.site].town, row.work.kind, row.tier)
        };
        let mut sorted = rows.to_vec();
        sorted.sort_by_key(|row| key(row));
        let lines: Vec<Vec<String>> = sorted
            .chunk_by(|a, b| key(a) == key(b))
            .map(|together| {
                let first = &together[0];
                let names: Vec<String> = together
                    .iter()
                    .map(|row| {
                        let site = &problem.sites[row.site];
                        match self.served_cells(decided, row.site, served) {
                            (serves, new) if !serves.is_empty() => {
                                format!("{} ({serves} / {new})", site.name)
                            }
                            _ => site.name.clone(),
                        }
                    })
                    .collect();
                let payments = together.iter().flat_map(|row| row.payments.iter().copied());
                vec![
                    problem.towns[problem.sites[first.site].town].name.clone(),
                    self.kind_and_tier(decided, first),
                    count(together.len()),
                    language.list(&names),
                    money(together.iter().map(|row| row.work.cost).sum()),
                    self.payers(payments),
                ]
            })
            .collect();
        page.table(&heads, &lines);
    }

    fn kind_and_tier(&self, decided: &Decided<'_>, row: &WorkRow<'_>) -> String {
        let tier = self.language.tier(decided.problem, row.tier);
        let kind = self.language.work(row.work.kind);
        let before = decided.problem.sites[row.site].state_today().tier;
        match (self.language, row.work.kind) {
            (English, WorkKind::Upgrade) if before != row.tier => format!("{kind} to {tier}"),
            (English, _) => format!("{kind} {tier}"),
            (Chinese, WorkKind::Upgrade) if before != row.tier => format!("{kind}为{tier}"),
            (Chinese, _) => format!("{kind}{tier}"),
        }
    }

    fn work_text(&self, decided: &Decided<'_>, row: &WorkRow<'_>) -> String {
        let text = self.kind_and_tier(decided, row);
        match row.work.into {
            Some(into) => {
                let into = &decided.problem.sites[into].name;
                text + &match self.language {
                    English => format!(" into {into}"),
                    Chinese => format!("，并入{into}"),
                }
            }
            None => text,
        }
    }

    /// People served at the site's own tier, and those new to it; empty when it serves none.
    fn served_cells(
        &self,
        decided: &Decided<'_>,
        site: SiteIdx,
        served: &Served,
    ) -> (String, String) {
        let after = decided.problem.sites[site].state_after(decided.layout.choices[site]);
        match after.tier {
            Some(tier) if decided.problem.tiers[tier].has_reach() => (
                whole(served.persons(site, tier)),
                whole(served.newly(site, tier)),
            ),
            _ => Default::default(),
        }
    }

    /// Beds, places, whom it leads and who leads it.
    fn gives(&self, decided: &Decided<'_>, site: SiteIdx, leads: usize) -> String {
        let after = decided.problem.sites[site].state_after(decided.layout.choices[site]);
        let mut parts = Vec::new();
        if after.beds > 0 {
            parts.push(match (self.language, after.nursing_beds) {
                (English, 0) => format!("{} beds", after.beds),
                (Chinese, 0) => format!("床位 {} 张", after.beds),
                (English, nursing) => format!("{} beds, {nursing} of them nursing", after.beds),
                (Chinese, nursing) => format!("床位 {} 张（护理型 {nursing}）", after.beds),
            });
        }
        if leads > 0 {
            parts.push(match self.language {
                English => format!("leads {leads}"),
                Chinese => format!("带 {leads} 个站点"),
            });
        }
        if let Some(leader) = decided.layout.leaders[site] {
            let leader = &decided.problem.sites[leader].name;
            parts.push(match self.language {
                English => format!("led by {leader}"),
                Chinese => format!("由{leader}带领"),
            });
        }
        parts.join(self.language.say("; ", "；"))
    }

    /// Who pays what, sources in the plan's order; the amount is left out when one pays all.
    fn payers(&self, payments: impl Iterator<Item = (FundingIdx, Yuan)>) -> String {
        let sources = &self.report.problem.funding;
        let mut sums: Vec<Yuan> = vec![Yuan::ZERO; sources.len()];
        for (source, amount) in payments {
            sums[usize::from(source)] += amount;
        }
        let paying: Vec<_> = sources
            .iter()
            .zip(sums)
            .filter(|(_, amount)| *amount != Yuan::ZERO)
            .collect();
        match paying[..] {
            [(source, _)] => self.language.short(&source.name).into(),
            _ => {
                let parts: Vec<String> = paying
                    .iter()
                    .map(|(source, amount)| {
                        let name = self.language.short(&source.name);
                        format!("{name} {}", people::decimals(amount.wan(), 2))
                    })
                    .collect();
                self.language.list(&parts)
            }
        }
    }
}
