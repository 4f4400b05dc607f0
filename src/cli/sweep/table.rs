//! What a sweep shows when it is over.

use crate::cli::page::{LANGUAGE, Page, Paper};
use crate::domain::{Frequency, Problem};
use crate::run::TextTable;
use crate::run::numbers::count;
use crate::run::words::STATUS;
use crate::write::sweep::Written;
use serde::Serialize;

/// What came of a sweep.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Summary {
    plan: String,
    scenarios: u64,
    plans: u64,
    statuses: Vec<Count>,
    sites_core: usize,
    sites_optional: usize,
    sites_never: usize,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Count {
    status: &'static str,
    scenarios: u64,
}

impl Summary {
    pub(super) fn new(problem: &Problem, written: &Written, scenarios: u64) -> Self {
        let count = |often| {
            let sites = 0..written.tally.sites.len();
            sites.filter(|&site| written.tally.often(site) == often).count()
        };
        let statuses = written
            .statuses
            .iter()
            .map(|&(status, scenarios)| Count { status: status.word(), scenarios });
        Self {
            plan: problem.name.english().to_owned(),
            scenarios,
            plans: written.tally.plans,
            statuses: statuses.collect(),
            sites_core: count(Frequency::Core),
            sites_optional: count(Frequency::Optional),
            sites_never: count(Frequency::Never),
        }
    }

    pub(super) fn text(&self, paper: Paper) -> String {
        let rows = self.statuses.iter().map(|row| {
            let status = STATUS.say(LANGUAGE, row.status);
            [status.to_owned(), count(row.scenarios as usize)]
        });
        let mut page = Page::new(paper.width);
        page.line(&self.plan);
        page.line(&format!(
            "{} scenarios, {} with a plan",
            count(self.scenarios as usize),
            count(self.plans as usize)
        ));
        page.line("");
        page.rows(&TextTable::new(["Verdict", ">Scenarios"]).with(rows));
        page.line(&format!(
            "Sites chosen in every plan {}, in some {}, in none {}",
            count(self.sites_core),
            count(self.sites_optional),
            count(self.sites_never)
        ));
        page.text
    }
}
