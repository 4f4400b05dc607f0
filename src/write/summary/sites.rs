//! Each site that changes, with what it is for, so that it can be defended.

use super::Writer;
use super::page::Page;
use crate::domain::Language::{Chinese, English};
use crate::domain::{FundingIdx, SiteIdx, TierIdx, TownIdx, WorkKind};
use crate::run::figures::{Served, WorkRow, led_by, sole_of_its_place, works};
use crate::run::numbers::{self, count, money, whole};
use crate::run::report::Decided;
use crate::run::text_table::TextTable;
use crate::units::Yuan;

/// With more works than this they are listed by town, kind and tier, a line each.
const SINGLY: usize = 30;

impl Writer<'_> {
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
            "“Serves” counts the people whom the site serves at its own tier; “new” those of them who have no facility of the tier within reach today; “only here” those who would have none without this site; † marks a site that nobody depends on but that is the only one of its tier in its village or community (or in its town, where the data name no village).",
            "“服务”指该点位在本层级服务的人数；“新增”指其中现状无同级设施可达的人数；“唯一”指若无该点位则无同级设施可达的人数；† 表示无人唯一依赖，但属本村（社区）（未注明者为本镇街）唯一的同级设施。",
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
                "Town",
                "Site",
                "Work",
                ">Serves",
                ">New",
                ">Only here",
                "Gives",
                ">Cost",
                "Who pays",
            ],
            Chinese => ["镇街", "点位", "任务", ">服务", ">新增", ">唯一", "功能", ">投入", "出资"],
        };
        let lines: Vec<Vec<String>> = rows
            .iter()
            .map(|row| {
                let site = &problem.sites[row.site];
                let [serves, new, only] = self.served_cells(decided, row.site, served);
                vec![
                    problem.towns[site.town].name.clone(),
                    format!("{} ({})", site.name, site.id),
                    self.work_text(decided, row),
                    serves,
                    new,
                    only,
                    self.gives(decided, row, leads[row.site]),
                    money(row.work.cost),
                    self.payers(row.payments.iter().copied()),
                ]
            })
            .collect();
        page.table(&TextTable::new(heads).with(lines));
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
            English => {
                ["Town", "Work", ">Sites", "Which (serves / new / only here)", ">Cost", "Who pays"]
            }
            Chinese => ["镇街", "任务", ">处数", "点位（服务 / 新增 / 唯一）", ">投入", "出资"],
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
                        if let Some(into) = self.merged_into(decided, row) {
                            return site.name.clone() + language.say(" ", "") + &into;
                        }
                        let beds = site.state_after(decided.layout.choices[row.site]).beds;
                        match self.served_cells(decided, row.site, served) {
                            [serves, new, only] if !serves.is_empty() => {
                                format!("{} ({serves} / {new} / {only})", site.name)
                            }
                            _ if beds > 0 => match language {
                                English => format!("{} ({beds} beds)", site.name),
                                Chinese => format!("{}（床位 {beds} 张）", site.name),
                            },
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
        page.table(&TextTable::new(heads).with(lines));
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
        match self.merged_into(decided, row) {
            Some(into) => text + self.language.say(", ", "，") + &into,
            None => text,
        }
    }

    /// Into what a site is merged: `merged into NAME (ID)`.
    fn merged_into(&self, decided: &Decided<'_>, row: &WorkRow<'_>) -> Option<String> {
        let into = &decided.problem.sites[row.work.into?];
        Some(match self.language {
            English => format!("merged into {} ({})", into.name, into.id),
            Chinese => format!("并入{}（{}）", into.name, into.id),
        })
    }

    /// People served at the site's own tier, of them the new ones and those with no other; empty when it
    /// serves none.
    fn served_cells(&self, decided: &Decided<'_>, site: SiteIdx, served: &Served) -> [String; 3] {
        let after = decided.problem.sites[site].state_after(decided.layout.choices[site]);
        match after.tier {
            Some(tier) if decided.problem.tiers[tier].has_reach() => {
                let only = served.only(site, tier);
                let sole = only < 0.5 && sole_of_its_place(decided.problem, decided.layout, site);
                [
                    whole(served.persons(site, tier)),
                    whole(served.newly(site, tier)),
                    whole(only) + if sole { "†" } else { "" },
                ]
            }
            _ => Default::default(),
        }
    }

    /// What else the work is for: that it is required, beds, whom the site leads and who leads it.
    fn gives(&self, decided: &Decided<'_>, row: &WorkRow<'_>, leads: usize) -> String {
        let site = row.site;
        let after = decided.problem.sites[site].state_after(decided.layout.choices[site]);
        let mut parts = Vec::new();
        if row.work.required || decided.problem.sites[site].required {
            parts.push(self.language.say("required by the plan", "规划必做").into());
        }
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
        let paying: Vec<_> =
            sources.iter().zip(sums).filter(|(_, amount)| *amount != Yuan::ZERO).collect();
        match paying[..] {
            [(source, _)] => self.language.short(&source.name).into(),
            _ => {
                let parts: Vec<String> = paying
                    .iter()
                    .map(|(source, amount)| {
                        let name = self.language.short(&source.name);
                        format!("{name} {}", numbers::decimals(amount.wan(), 4))
                    })
                    .collect();
                self.language.list(&parts)
            }
        }
    }
}
