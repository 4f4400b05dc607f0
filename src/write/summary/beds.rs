//! Beds that serve people: who has one, who moves, who finds none.

use super::Writer;
use super::page::Page;
use crate::domain::Language::{Chinese, English};
use crate::domain::numbers::{part, whole};
use crate::domain::{Tier, TierIdx};
use crate::plan::served_at_sites;
use crate::run::TextTable;
use crate::run::report::Decided;

impl Writer<'_> {
    /// A row for each service of beds; nothing in plans without one.
    pub(super) fn beds(&self, decided: &Decided<'_>, page: &mut Page) {
        let problem = decided.problem;
        let services: Vec<(TierIdx, &Tier)> =
            problem.tiers.iter_enumerated().filter(|(_, tier)| tier.places.is_some()).collect();
        if services.is_empty() {
            return;
        }
        let language = self.language;
        page.heading(language.say("Beds that serve people", "床位与入住"));
        let heads = match language {
            English => [
                "Service",
                ">Beds",
                ">Residents who stay",
                ">Residents who move",
                ">New people",
                ">Without a bed",
                ">Use",
            ],
            Chinese => ["服务", ">床位", ">留住", ">转院安置", ">新入住", ">未入住", ">利用率"],
        };
        let rows = services.iter().map(|&(tier, data)| {
            let (mut beds, mut stay, mut taken) = (0.0, 0.0, 0.0);
            let assignment = &decided.audit.assignment;
            let served = served_at_sites(problem, decided.layout, assignment, tier);
            for (index, site) in problem.sites.iter_enumerated() {
                let choice = decided.layout.choices[index];
                if problem.serves(site, choice, tier) {
                    beds += problem.places_at(site, choice, tier).unwrap_or_default();
                    taken += served[index];
                }
                stay += problem.staying(site, choice, tier);
            }
            let moves = decided.layout.moves.iter().filter(|own| own.tier == tier);
            let moved: f64 = moves.map(|own| own.persons).sum();
            let new = taken - stay - moved;
            let people: f64 = problem
                .units
                .iter()
                .filter(|unit| data.reach(unit.setting).is_some())
                .map(|unit| unit.people_of(data.group))
                .sum();
            let figures = [beds, stay, moved, new, (people - new).max(0.0)].map(whole);
            let mut row = vec![language.name(&data.name)];
            row.extend(figures);
            row.push(part(taken, beds));
            row
        });
        page.table(&TextTable::new(heads).with(rows));
    }
}
