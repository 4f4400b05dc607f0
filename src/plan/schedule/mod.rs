//! Schedules: the layouts that follow from the starts of works, payments by period, and the audit. Knows no solver.

mod audit;
mod payment;
mod value;

pub use audit::{PeriodMoney, ScheduleAudit, audit_schedule};
pub use payment::pay_by_period;
pub use value::{schedule_value, summed};

use super::assignment::{Sharing, share};
use super::leading::lead;
use crate::domain::{Choice, Horizon, Layout, PeriodIdx, Schedule, SiteIdx, Starts};
use crate::travel::Arcs;
use crate::units::Yuan;
use typed_index_collections::TiVec;

/// The schedule in which exactly these works begin: leaders, allocations and payments are chosen as well as they allow.
pub fn arrange(horizon: &Horizon, arcs: &Arcs, starts: Starts) -> Schedule {
    let layout = |period: PeriodIdx| {
        let problem = &horizon.periods()[period].problem;
        let choices = horizon.choices_at(&starts, period);
        let Sharing { allocations, moves } = share(problem, arcs, &choices);
        Layout {
            leaders: lead(problem, arcs, &choices),
            payments: TiVec::new(),
            allocations,
            moves,
            is_shared: true,
            choices,
        }
    };
    let layouts = horizon.periods().keys().map(layout).collect();
    paid(horizon, starts, layouts)
}

/// The schedule of `layouts`, whose payments are chosen here.
pub fn paid(horizon: &Horizon, starts: Starts, layouts: TiVec<PeriodIdx, Layout>) -> Schedule {
    let payments = pay_by_period(horizon, &starts);
    paid_so(starts, layouts, payments)
}

/// The schedule of `layouts` with given payments: each layout gets the payments of the works that stand in it.
pub fn paid_so(
    starts: Starts,
    mut layouts: TiVec<PeriodIdx, Layout>,
    payments: TiVec<SiteIdx, Vec<(crate::domain::FundingIdx, Yuan)>>,
) -> Schedule {
    for layout in &mut layouts {
        let stands = |(site, choice): (SiteIdx, &Choice)| match choice {
            Choice::Stay => Vec::new(),
            Choice::Work(_) => payments[site].clone(),
        };
        layout.payments = layout.choices.iter_enumerated().map(stands).collect();
    }
    Schedule { starts, payments, layouts }
}
