use super::works::works;
use crate::domain::{GroupIdx, Layout, Problem, SiteIdx, TierIdx, TownIdx, WorkKind};
use crate::plan::{CoverageRow, Slice};
use crate::run::report::{Decided, reached_tiers};
use crate::units::Yuan;
use typed_index_collections::TiVec;

/// What a layout does in a town.
#[derive(Debug, Clone, PartialEq)]
pub struct TownFigures<'a> {
    /// The town.
    pub town: TownIdx,
    /// Residents of its villages and communities.
    pub residents: f64,
    /// People of its villages and communities, by group.
    pub people: TiVec<GroupIdx, f64>,
    /// Coverage of each tier's own group, by tier; none for tiers that nobody travels to or that are for nobody here.
    pub coverage: TiVec<TierIdx, Option<&'a CoverageRow>>,
    /// Facilities standing today and in the layout, by tier.
    pub facilities: TiVec<TierIdx, [usize; 2]>,
    /// Beds today and in the layout, those of facilities without a tier included.
    pub beds: [u64; 2],
    /// Square metres of floor today and in the layout, likewise.
    pub floor_area: [f64; 2],
    /// Running cost a year of what stands in the layout.
    pub running_cost: Yuan,
    /// Works of each kind, in the order of [`WorkKind::ALL`].
    pub works: [usize; WorkKind::ALL.len()],
    /// What they cost.
    pub cost: Yuan,
    /// What each source pays for them, by place of the source in the plan.
    pub paid: Vec<Yuan>,
}

impl TownFigures<'_> {
    /// Covered over people, all tiers together, today and by the layout: 0–1; none where no tier is for anybody.
    pub fn pooled(&self) -> Option<[f64; 2]> {
        let rows = || self.coverage.iter().flatten();
        let people: f64 = rows().map(|row| row.people.number()).sum();
        let today: f64 = rows().map(|row| row.covered_today.number()).sum();
        let covered: f64 = rows().map(|row| row.covered.number()).sum();
        (people > 0.0).then_some([today / people, covered / people])
    }
}

/// The figures of every town, in the plan's order. Linear in units, sites and rows of coverage.
pub fn town_figures<'a>(decided: &Decided<'a>) -> TiVec<TownIdx, TownFigures<'a>> {
    let problem = decided.problem;
    let mut towns: TiVec<TownIdx, TownFigures<'a>> =
        problem.towns.keys().map(|town| empty(problem, town)).collect();
    for unit in &problem.units {
        let town = &mut towns[unit.town];
        town.residents += unit.residents.number();
        for (group, people) in town.people.iter_mut_enumerated() {
            *people += unit.people_of(group);
        }
    }
    let reached: Vec<TierIdx> = reached_tiers(problem).collect();
    for row in &decided.audit.coverage {
        if let Slice::Town(town) = row.slice
            && row.group == problem.tiers[row.tier].group
            && reached.contains(&row.tier)
        {
            towns[town].coverage[row.tier] = Some(row);
        }
    }
    sites(problem, decided.layout, &mut towns);
    for row in works(problem, decided.layout) {
        let town = &mut towns[problem.sites[row.site].town];
        if let Some(at) = WorkKind::ALL.iter().position(|&kind| kind == row.work.kind) {
            town.works[at] += 1;
        }
        town.cost += row.work.cost;
        for &(source, amount) in row.payments {
            town.paid[usize::from(source)] += amount;
        }
    }
    towns
}

fn empty<'a>(problem: &Problem, town: TownIdx) -> TownFigures<'a> {
    TownFigures {
        town,
        residents: 0.0,
        people: vec![0.0; problem.groups.len()].into(),
        coverage: vec![None; problem.tiers.len()].into(),
        facilities: vec![[0; 2]; problem.tiers.len()].into(),
        beds: [0; 2],
        floor_area: [0.0; 2],
        running_cost: Yuan::ZERO,
        works: [0; WorkKind::ALL.len()],
        cost: Yuan::ZERO,
        paid: vec![Yuan::ZERO; problem.funding.len()],
    }
}

fn sites(problem: &Problem, layout: &Layout, towns: &mut TiVec<TownIdx, TownFigures<'_>>) {
    for (index, site) in problem.sites.iter_enumerated() {
        let index: SiteIdx = index;
        let states = [site.state_today(), site.state_after(layout.choices[index])];
        towns[site.town].running_cost += states[1].running_cost;
        for (when, state) in states.into_iter().enumerate() {
            if !state.standing {
                continue;
            }
            let town = &mut towns[site.town];
            town.beds[when] += u64::from(state.beds);
            town.floor_area[when] += state.floor_area.square_metres();
            if let Some(tier) = state.tier {
                town.facilities[tier][when] += 1;
            }
        }
    }
}
