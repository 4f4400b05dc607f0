//! Schedules: what follows from what begins when, who pays in which period, and their audit. Knows no solver.

mod audit;
mod payment;
mod value;

pub use audit::{PeriodMoney, ScheduleAudit, audit_schedule};
pub use payment::pay_by_period;
pub use value::{schedule_value, summed};

use super::assignment::allocate;
use super::leading::lead;
use crate::domain::{Choice, Horizon, Layout, PeriodIdx, Schedule, SiteIdx, Starts};
use crate::travel::Arcs;
use crate::units::Yuan;
use typed_index_collections::TiVec;

/// The schedule in which just these works begin: who leads, who has places and who pays is worked out as well as
/// they allow.
pub fn arrange(horizon: &Horizon, arcs: &Arcs, starts: Starts) -> Schedule {
    let layout = |period: PeriodIdx| {
        let problem = &horizon.periods()[period].problem;
        let choices = horizon.choices_at(&starts, period);
        Layout {
            leaders: lead(problem, arcs, &choices),
            payments: TiVec::new(),
            allocations: allocate(problem, arcs, &choices),
            choices,
        }
    };
    let layouts = horizon.periods().keys().map(layout).collect();
    paid(horizon, starts, layouts)
}

/// A schedule of layouts of which all but who pays is settled.
pub fn paid(horizon: &Horizon, starts: Starts, layouts: TiVec<PeriodIdx, Layout>) -> Schedule {
    let payments = pay_by_period(horizon, &starts);
    paid_so(starts, layouts, payments)
}

/// The same where who pays is settled too: a layout has the payments of the works that stand in it.
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
    Schedule {
        starts,
        payments,
        layouts,
    }
}
