use crate::domain::{Choice, Problem, SiteIdx, TierIdx, TownIdx};
use crate::plan::fairness::supply;
use crate::run::report::Decided;
use typed_index_collections::TiVec;

/// What there is for 1,000 people of a tier's group, by town, today and by the layout; none where the tier is for nobody.
pub type TownSupply = TiVec<TownIdx, Option<[f64; 2]>>;

/// The supply of a tier for 1,000 people of its group, the farther the less (E2SFCA): the mean of the town's units.
pub fn supply_of_towns(decided: &Decided<'_>, tier: TierIdx) -> TownSupply {
    let problem = decided.problem;
    let today: TiVec<SiteIdx, Choice> = problem.sites.iter().map(|_| Choice::Stay).collect();
    let each =
        [&today, &decided.layout.choices].map(|choices| of_towns(problem, decided, tier, choices));
    let [today, then] = each;
    today.into_iter().zip(then).map(|(today, then)| today.zip(then).map(|(a, b)| [a, b])).collect()
}

fn of_towns(
    problem: &Problem,
    decided: &Decided<'_>,
    tier: TierIdx,
    choices: &TiVec<SiteIdx, Choice>,
) -> TiVec<TownIdx, Option<f64>> {
    let data = &problem.tiers[tier];
    let mut sums: TiVec<TownIdx, (f64, f64)> = vec![(0.0, 0.0); problem.towns.len()].into();
    if let Some(supply) = supply(problem, decided.arcs, tier, choices) {
        for (index, unit) in problem.units.iter_enumerated() {
            if data.reach(unit.setting).is_some() {
                let (supplied, people) = &mut sums[unit.town];
                *supplied += 1000.0 * supply.decayed[index] * unit.people_of(data.group);
                *people += unit.people_of(data.group);
            }
        }
    }
    sums.into_iter().map(|(supplied, people)| (people > 0.0).then(|| supplied / people)).collect()
}
