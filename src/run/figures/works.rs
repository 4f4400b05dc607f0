use crate::domain::{FundingIdx, Layout, Problem, Site, SiteIdx, TierIdx, Work, WorkKind};
use crate::units::Yuan;
use typed_index_collections::TiVec;

/// A work that a layout does.
#[derive(Debug, Clone, Copy)]
pub struct WorkRow<'a> {
    /// Where.
    pub site: SiteIdx,
    /// Which.
    pub work: &'a Work,
    /// What the site becomes; for a site that goes: what it was.
    pub tier: Option<TierIdx>,
    /// Who pays.
    pub payments: &'a [(FundingIdx, Yuan)],
}

/// The works of a layout, in the order of the sites.
pub fn works<'a>(problem: &'a Problem, layout: &'a Layout) -> Vec<WorkRow<'a>> {
    let row = |(index, site): (SiteIdx, &'a Site)| {
        let choice = layout.choices[index];
        let work = site.work(choice)?;
        let after = site.state_after(choice);
        let state = if after.standing { after } else { site.state_today() };
        Some(WorkRow { site: index, work, tier: state.tier, payments: &layout.payments[index] })
    };
    problem.sites.iter_enumerated().filter_map(row).collect()
}

/// How many facilities that stand today stay as they are, and how many possible sites are not used.
pub fn untouched(problem: &Problem, layout: &Layout) -> (usize, usize) {
    let (mut standing, mut possible) = (0, 0);
    for (index, site) in problem.sites.iter_enumerated() {
        match (site.work(layout.choices[index]), site.state_today().standing) {
            (Some(_), _) => {}
            (None, true) => standing += 1,
            (None, false) => possible += 1,
        }
    }
    (standing, possible)
}

/// Works of one kind and tier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WorkTotal {
    /// Kind.
    pub kind: WorkKind,
    /// What the sites become, or were.
    pub tier: Option<TierIdx>,
    /// How many.
    pub count: usize,
    /// What they cost.
    pub cost: Yuan,
}

/// Works by kind, then tier (none last); only those that there are.
pub fn work_totals(problem: &Problem, rows: &[WorkRow<'_>]) -> Vec<WorkTotal> {
    let tiers = || problem.tiers.keys().map(Some).chain([None]);
    WorkKind::ALL
        .into_iter()
        .flat_map(|kind| tiers().map(move |tier| (kind, tier)))
        .filter_map(|(kind, tier)| {
            let mut total = WorkTotal { kind, tier, count: 0, cost: Yuan::ZERO };
            for row in rows.iter().filter(|row| row.work.kind == kind && row.tier == tier) {
                total.count += 1;
                total.cost += row.work.cost;
            }
            (total.count > 0).then_some(total)
        })
        .collect()
}

/// Facilities of one tier, today and in a layout.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Facilities {
    /// Tier; none: standing without a tier of the plan.
    pub tier: Option<TierIdx>,
    /// How many stand today.
    pub today: usize,
    /// How many the layout has.
    pub after: usize,
    /// Beds today.
    pub beds_today: u64,
    /// Beds in the layout.
    pub beds_after: u64,
    /// Square metres of floor today.
    pub floor_area_today: f64,
    /// Square metres of floor in the layout.
    pub floor_area_after: f64,
    /// Running cost a year in the layout.
    pub running_cost: Yuan,
}

/// Facilities by tier (none last); only tiers that have any, today or after.
pub fn facilities(problem: &Problem, layout: &Layout) -> Vec<Facilities> {
    problem
        .tiers
        .keys()
        .map(Some)
        .chain([None])
        .map(|tier| {
            let mut row = Facilities {
                tier,
                today: 0,
                after: 0,
                beds_today: 0,
                beds_after: 0,
                floor_area_today: 0.0,
                floor_area_after: 0.0,
                running_cost: Yuan::ZERO,
            };
            for (index, site) in problem.sites.iter_enumerated() {
                let today = site.state_today();
                if today.standing && today.tier == tier {
                    row.today += 1;
                    row.beds_today += u64::from(today.beds);
                    row.floor_area_today += today.floor_area.square_metres();
                }
                let after = site.state_after(layout.choices[index]);
                if after.standing && after.tier == tier {
                    row.after += 1;
                    row.beds_after += u64::from(after.beds);
                    row.floor_area_after += after.floor_area.square_metres();
                    row.running_cost += after.running_cost;
                }
            }
            row
        })
        .filter(|row| row.today + row.after > 0)
        .collect()
}

/// Whether `site` is, in the layout, the only facility of its own tier in its village or community (in its town
/// where none is given).
pub fn sole_of_its_place(problem: &Problem, layout: &Layout, site: SiteIdx) -> bool {
    let tier_of = |index: SiteIdx| problem.sites[index].state_after(layout.choices[index]).tier;
    let here = &problem.sites[site];
    let same_place = |other: &Site| match here.unit {
        Some(unit) => other.unit == Some(unit),
        None => other.town == here.town,
    };
    let mut others = problem.sites.iter_enumerated().filter(|&(index, other)| {
        index != site && same_place(other) && tier_of(index) == tier_of(site)
    });
    tier_of(site).is_some() && others.next().is_none()
}

/// How many sites each site leads.
pub fn led_by(layout: &Layout) -> TiVec<SiteIdx, usize> {
    let mut led: TiVec<SiteIdx, usize> = vec![0; layout.leaders.len()].into();
    for leader in layout.leaders.iter().flatten() {
        led[*leader] += 1;
    }
    led
}
