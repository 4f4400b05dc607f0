//! What a sweep shows when it is over.

use serde::Serialize;
use yike::domain::Problem;
use yike::scenario::Often;
use yike::write::sweep::Written;

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
            sites
                .filter(|&site| written.tally.often(site) == often)
                .count()
        };
        let statuses = written.statuses.iter().map(|&(status, scenarios)| Count {
            status: status.word(),
            scenarios,
        });
        Self {
            plan: problem.name.english().to_owned(),
            scenarios,
            plans: written.tally.plans,
            statuses: statuses.collect(),
            sites_core: count(Often::Core),
            sites_optional: count(Often::Optional),
            sites_never: count(Often::Never),
        }
    }

    pub(super) fn text(&self) -> String {
        let mut text = format!(
            "{}\n{} scenarios, {} with a plan\n",
            self.plan, self.scenarios, self.plans
        );
        for count in &self.statuses {
            text += &format!("  {:<22} {:>8}\n", count.status, count.scenarios);
        }
        text + &format!(
            "Sites chosen in every plan {}, in some {}, in none {}\n",
            self.sites_core, self.sites_optional, self.sites_never
        )
    }
}
