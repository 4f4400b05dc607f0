use super::horizon::Horizon;
use super::ids::{FundingIdx, PeriodIdx, SiteIdx};
use super::layout::Layout;
use super::site::Choice;
use crate::units::Yuan;
use typed_index_collections::TiVec;

/// A work that is begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Start {
    /// Its position in [`super::Site::works`].
    pub work: u16,
    /// The period in which it begins.
    pub period: PeriodIdx,
}

/// The work that begins at each site, if any, and when.
pub type Starts = TiVec<SiteIdx, Option<Start>>;

/// A schedule: what begins when, who pays, and the layout that stands at the end of each period.
#[derive(Debug, Clone, PartialEq)]
pub struct Schedule {
    /// What begins when.
    pub starts: Starts,
    /// Who pays for each site's work, in the period in which it begins.
    pub payments: TiVec<SiteIdx, Vec<(FundingIdx, Yuan)>>,
    /// The layout of each period.
    pub layouts: TiVec<PeriodIdx, Layout>,
}

impl Horizon {
    /// The choices at the end of `period`: works that are done by then; other sites stay as today.
    pub fn choices_at(&self, starts: &Starts, period: PeriodIdx) -> TiVec<SiteIdx, Choice> {
        let at = |site: SiteIdx, start: &Option<Start>| {
            let Some(start) = start else {
                return Choice::Stay;
            };
            let work = &self.plan().sites[site].works[usize::from(start.work)];
            match self.latest_start(work, period) {
                Some(latest) if start.period <= latest => Choice::Work(start.work),
                _ => Choice::Stay,
            }
        };
        starts.iter_enumerated().map(|(site, start)| at(site, start)).collect()
    }

    /// The period by whose end a work begun as `start` says is done; none if that is after the horizon.
    pub fn done_in(&self, site: SiteIdx, start: Start) -> Option<PeriodIdx> {
        let work = &self.plan().sites[site].works[usize::from(start.work)];
        self.periods().keys().find(|&period| {
            self.latest_start(work, period).is_some_and(|latest| start.period <= latest)
        })
    }
}
