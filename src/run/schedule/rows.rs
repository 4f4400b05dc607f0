//! What a schedule begins and what its periods come to.

use super::report::ScheduleReport;
use crate::domain::{
    Aim, Choice, FundingIdx, Horizon, PeriodIdx, Schedule, SiteIdx, TargetKind, TierIdx, Work,
};
use crate::plan::Slice;
use crate::run::figures::coverage_of;
use crate::run::report::reached_tiers;
use crate::units::Yuan;

/// A work that a schedule begins.
#[derive(Debug, Clone, Copy)]
pub struct BegunWork<'a> {
    /// Where.
    pub site: SiteIdx,
    /// Which.
    pub work: &'a Work,
    /// What the site becomes; for a site that goes: what it was.
    pub tier: Option<TierIdx>,
    /// In which period it begins, and is paid.
    pub begins: PeriodIdx,
    /// At the end of which period it is done; none: after the last.
    pub done: Option<PeriodIdx>,
    /// Who pays.
    pub payments: &'a [(FundingIdx, Yuan)],
}

/// The works of a schedule, by the period in which they begin, then in the order of sites.
pub fn begun_works<'a>(horizon: &'a Horizon, schedule: &'a Schedule) -> Vec<BegunWork<'a>> {
    let mut rows: Vec<BegunWork<'a>> = schedule
        .starts
        .iter_enumerated()
        .filter_map(|(index, start)| {
            let start = (*start)?;
            let site = &horizon.plan().sites[index];
            let after = site.state_after(Choice::Work(start.work));
            let state = if after.standing { after } else { site.state_today() };
            Some(BegunWork {
                site: index,
                work: &site.works[usize::from(start.work)],
                tier: state.tier,
                begins: start.period,
                done: horizon.done_in(index, start),
                payments: &schedule.payments[index],
            })
        })
        .collect();
    rows.sort_by_key(|row| row.begins);
    rows
}

/// What a period comes to.
#[derive(Debug, Clone, PartialEq)]
pub struct PeriodFigures {
    /// Its year.
    pub year: i32,
    /// People of the plan's served group.
    pub people: f64,
    /// Share of each tier's people who are covered; none where it is for nobody.
    pub covered: Vec<(TierIdx, Option<f64>)>,
    /// Works that begin in it.
    pub begun: usize,
    /// What these cost.
    pub spent: Yuan,
    /// Binding targets that siting decides: met, and in all.
    pub binding: (usize, usize),
    /// Expected targets that siting decides: met, and in all.
    pub expected: (usize, usize),
}

/// What each period comes to; empty without a schedule.
pub fn period_figures(report: &ScheduleReport<'_>) -> Vec<PeriodFigures> {
    let (Some(schedule), Some(audit)) = (&report.scheduled.schedule, &report.scheduled.audit)
    else {
        return Vec::new();
    };
    let works = begun_works(report.horizon, schedule);
    let periods = report.horizon.periods().iter_enumerated();
    periods
        .map(|(index, period)| {
            let problem = &period.problem;
            let own = &audit.periods[index];
            let covered = |tier: TierIdx| {
                let row = coverage_of(own, tier, Slice::All, problem.tiers[tier].group)?;
                Some(row.covered.number() / row.people.number())
            };
            let met = |kind: TargetKind| {
                let of_kind = own.targets.iter().filter(|result| {
                    let target = &problem.targets[result.target];
                    target.kind == kind && matches!(target.aim, Aim::Sited(_))
                });
                let met = of_kind.clone().filter(|result| result.met == Some(true));
                (met.count(), of_kind.count())
            };
            let begun = || works.iter().filter(|row| row.begins == index);
            PeriodFigures {
                year: period.year,
                people: problem.units.iter().map(|unit| unit.people_of(problem.served)).sum(),
                covered: reached_tiers(problem).map(|tier| (tier, covered(tier))).collect(),
                begun: begun().count(),
                spent: begun().map(|row| row.work.cost).sum(),
                binding: met(TargetKind::Binding),
                expected: met(TargetKind::Expected),
            }
        })
        .collect()
}
