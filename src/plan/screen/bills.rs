use super::prospects::Prospects;
use crate::domain::{Choice, FundingIdx, SiteIdx};
use crate::plan::flow::{FlowArc, Transport};
use crate::plan::payment::payers;
use crate::units::Yuan;
use std::collections::{BTreeMap, BTreeSet};
use typed_index_collections::TiVec;

/// Who may pay for an option.
enum Bill {
    /// It costs nothing.
    Nobody,
    /// By a fixed mix.
    Mix,
    /// The class of works that the same sources may pay for.
    Class(usize),
}

/// Who may pay for what.
pub(super) struct Bills {
    of: TiVec<SiteIdx, BTreeMap<Choice, Bill>>,
    classes: Vec<Vec<FundingIdx>>,
}

impl Bills {
    pub(super) fn new(prospects: &Prospects<'_>) -> Self {
        let problem = prospects.problem;
        let mut classes: BTreeMap<Vec<FundingIdx>, usize> = BTreeMap::new();
        let mut of = TiVec::with_capacity(problem.sites.len());
        for (index, site) in problem.sites.iter_enumerated() {
            let mut bills = BTreeMap::new();
            for &choice in &prospects.options[index] {
                let bill = match site.work(choice) {
                    Some(work) if work.funding.is_some() => Bill::Mix,
                    Some(work) if work.cost > Yuan::ZERO => {
                        let next = classes.len();
                        let class = classes.entry(payers(problem, index, choice));
                        Bill::Class(*class.or_insert(next))
                    }
                    _ => Bill::Nobody,
                };
                bills.insert(choice, bill);
            }
            of.push(bills);
        }
        let mut by_position: Vec<(usize, Vec<FundingIdx>)> =
            classes.into_iter().map(|(set, position)| (position, set)).collect();
        by_position.sort_unstable();
        Self { of, classes: by_position.into_iter().map(|(_, set)| set).collect() }
    }

    /// The least that a choice costs the sources of a sorted set, in yuan.
    pub(super) fn cost_to(
        &self,
        sources: &[FundingIdx],
        prospects: &Prospects<'_>,
        site: SiteIdx,
        choice: Choice,
    ) -> i64 {
        let holds = |source: &FundingIdx| sources.binary_search(source).is_ok();
        let data = &prospects.problem.sites[site];
        match self.of[site].get(&choice) {
            Some(Bill::Class(class)) if self.classes[*class].iter().all(holds) => {
                data.cost(choice).yuan()
            }
            Some(Bill::Mix) => {
                let mix = data.work(choice).and_then(|work| work.funding.as_ref());
                let taken = mix.into_iter().flatten().filter(|(source, _)| holds(source));
                taken.map(|(_, amount)| amount.yuan()).sum()
            }
            _ => 0,
        }
    }

    /// The sets of sources to check, sorted; all sources first.
    pub(super) fn sets(
        &self,
        prospects: &Prospects<'_>,
        has: &TiVec<FundingIdx, Yuan>,
    ) -> Vec<Vec<FundingIdx>> {
        let all: Vec<FundingIdx> = has.keys().collect();
        let mut sets: BTreeSet<Vec<FundingIdx>> = self.classes.iter().cloned().collect();
        sets.extend(has.keys().map(|source| vec![source]));
        sets.insert(self.tightest(prospects, has));
        sets.remove(&all);
        std::iter::once(all).chain(sets).collect()
    }

    /// The sources that cannot pay even each site's cheapest choice, where every source may pay that may pay for one of
    /// the site's choices; empty when there are none.
    fn tightest(
        &self,
        prospects: &Prospects<'_>,
        has: &TiVec<FundingIdx, Yuan>,
    ) -> Vec<FundingIdx> {
        let mut needed: BTreeMap<BTreeSet<FundingIdx>, i64> = BTreeMap::new();
        for (site, options) in prospects.options.iter_enumerated() {
            let data = &prospects.problem.sites[site];
            let costs = options.iter().map(|&choice| data.cost(choice).yuan());
            let cheapest = costs.min().unwrap_or(0);
            if cheapest <= 0 {
                continue;
            }
            let mut sources = BTreeSet::new();
            for (&choice, bill) in &self.of[site] {
                match bill {
                    Bill::Class(class) => sources.extend(&self.classes[*class]),
                    Bill::Mix => {
                        let mix = data.work(choice).and_then(|work| work.funding.as_ref());
                        sources.extend(mix.into_iter().flatten().map(|(source, _)| source));
                    }
                    Bill::Nobody => {}
                }
            }
            *needed.entry(sources).or_default() += cheapest;
        }
        let arcs: Vec<Vec<FlowArc>> = needed
            .keys()
            .map(|sources| sources.iter().map(|&f| (usize::from(f), 0)).collect())
            .collect();
        let supply: Vec<i64> = needed.into_values().collect();
        let capacity: Vec<Option<i64>> = has.iter().map(|has| Some(has.yuan().max(0))).collect();
        let transport = Transport { arcs: &arcs, supply: &supply, capacity: &capacity };
        let (_, sources) = transport.solve().bottleneck(&transport);
        sources.into_iter().map(FundingIdx::from).collect()
    }
}
