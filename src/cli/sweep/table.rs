//! What a sweep shows when it is over.

use crate::cli::page::{Page, Paper};
use crate::domain::{Frequency, Name, Problem, text};
use crate::run::TextTable;
use crate::run::numbers::count;
use crate::run::words::STATUS;
use crate::write::sweep::Written;
use serde::Serialize;

/// What came of a sweep.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Summary {
    plan: String,
    /// For people, in both languages.
    #[serde(skip)]
    name: Name,
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
            name: problem.name.clone(),
            scenarios,
            plans: written.tally.plans,
            statuses: statuses.collect(),
            sites_core: count(Frequency::Core),
            sites_optional: count(Frequency::Optional),
            sites_never: count(Frequency::Never),
        }
    }

    pub(super) fn text(&self, paper: Paper) -> String {
        let mut page = Page::new(paper);
        let language = page.language;
        let rows = self.statuses.iter().map(|row| {
            let status = STATUS.say(language, row.status);
            [status.to_owned(), count(row.scenarios as usize)]
        });
        page.line(language.short(&self.name));
        let [scenarios, plans] = [self.scenarios, self.plans].map(|own| count(own as usize));
        let text = text!(
            "{scenarios} scenarios, {plans} with a plan",
            "{scenarios} 个情景，其中 {plans} 个有可行方案"
        );
        page.line(text.say(language));
        page.line("");
        let heads = [language.say("Verdict", "结论"), language.say(">Scenarios", ">情景数")];
        page.rows(&TextTable::new(heads).with(rows));
        let [core, optional, never] =
            [self.sites_core, self.sites_optional, self.sites_never].map(count);
        let text = text!(
            "Sites chosen in every plan {core}, in some {optional}, in none {never}",
            "每个方案均选的点位 {core} 个，部分方案选的 {optional} 个，从未选中的 {never} 个"
        );
        page.line(text.say(language));
        page.text
    }
}
