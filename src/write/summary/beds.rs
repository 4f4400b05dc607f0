//! Beds that serve people: who has one, who moves, who finds none.

use super::Writer;
use super::page::Page;
use crate::domain::Language::{Chinese, English};
use crate::domain::numbers::{km, or_dash, part, visible, whole};
use crate::domain::{Tier, TierIdx};
use crate::plan::{served_at_sites, way_to_bed, without_bed};
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
        let stated = problem.states_residents();
        let lost = without_bed(problem, decided.arcs, decided.layout);
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
            let lost = lost.iter().filter(|own| own.0 == tier).map(|own| own.2);
            let without = (people - new).max(0.0) + lost.sum::<f64>();
            let mut row = vec![language.name(&data.name), whole(beds)];
            row.extend([stay, moved].map(|own| or_dash(stated.then_some(own), whole)));
            row.extend([new, without].map(whole));
            row.push(part(taken, beds));
            row
        });
        page.table(&TextTable::new(heads).with(rows));
        if !stated {
            page.paragraph(language.say(
                "No site states its `residents`: who lives in these homes today is not known, and all beds count as free.",
                "各点位均未填写现有入住人数（`residents`）：现状入住情况不明，全部床位按空床计。",
            ));
        }
        self.moves(decided, page);
    }

    /// Which residents move where; nothing where nobody does.
    fn moves(&self, decided: &Decided<'_>, page: &mut Page) {
        let (problem, language) = (decided.problem, self.language);
        if decided.layout.moves.is_empty() {
            return;
        }
        page.paragraph(language.say(
            "Residents who move, with the way in a straight line where the plan has no other:",
            "转院安置去向（规划未给出路程的按直线距离）：",
        ));
        let heads = match language {
            English => ["Service", "From", "To", ">Residents", ">Distance"],
            Chinese => ["服务", "原机构", "转往机构", ">人数", ">距离"],
        };
        let rows = decided.layout.moves.iter().map(|own| {
            let way = way_to_bed(problem, decided.arcs, (own.from, own.to), own.tier);
            vec![
                language.tier(problem, Some(own.tier)).to_owned(),
                problem.sites[own.from].name.clone(),
                problem.sites[own.to].name.clone(),
                visible(own.persons, 0),
                km(way),
            ]
        });
        page.table(&TextTable::new(heads).with(rows));
    }
}
