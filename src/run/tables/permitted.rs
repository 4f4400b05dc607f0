//! What may be decided about each site: the list from which planners choose.

use super::names;
use crate::domain::{Choice, Language, Name, Site, State};
use crate::run::report::Decided;
use crate::run::table::Unit::{Count, Flag, Text, Yuan};
use crate::run::table::{Columns, Kind, Table};
use crate::run::words::WORKS;

pub(crate) const KIND: Kind = Kind::new(
    "permitted_works",
    "Permitted works",
    "可选任务",
    "what may be decided about each site; in GeoPackages and CSV",
);

/// The column of what people choose from.
pub(crate) const WORDS: &str = "words";

pub(super) struct Row<'a> {
    decided: Decided<'a>,
    site: &'a Site,
    choice: Choice,
    words: Name,
    is_decided: bool,
}

impl<'a> Row<'a> {
    fn after(&self) -> &'a State {
        self.site.state_after(self.choice)
    }
}

/// The columns.
pub(super) fn columns<'a>() -> Columns<'a, Row<'a>> {
    Columns::<Row<'a>>::new()
        .input(names::SITE, "Site id", "点位编号", Text, |row| &row.site.id)
        .input("site_name", "Site", "点位", Text, |row| &row.site.name)
        .input(names::WORK_ID, "Work id", "任务编号", Text, |row| row.site.decision(row.choice))
        .about("what `plan_work_id` of the site may be")
        .prose(WORDS, "Decision", "决定", Text, |row| row.words.clone())
        .about("of no other permitted work of the site")
        .input(names::WORK, "Work", "任务", &WORKS, |row| {
            row.site.work(row.choice).map_or("stay", |work| work.kind.word())
        })
        .input(names::STANDING, "Stands then", "规划是否存在", Flag, |row| {
            row.after().standing
        })
        .input(names::TIER, "Tier then, id", "规划层级编号", Text, |row| {
            row.after().tier.map(|tier| &row.decided.problem.tiers[tier].id)
        })
        .input(names::BEDS, "Beds then", "规划床位", Count, |row| row.after().beds)
        .input(names::OPERATOR, "Operator then", "规划运营方", Text, |row| {
            row.after().operator.as_ref()
        })
        .input(names::COST_YUAN, "Cost, yuan", "投入（元）", Yuan, |row| {
            row.site.cost(row.choice)
        })
        .computed("decided", "Decided", "本方案选定", Flag, |row| row.is_decided)
}

/// The table: the sites in the plan's order, of each what is permitted; of a layout that is not, what it decides as well.
pub fn permitted_table(decided: Decided<'_>) -> Table<'_> {
    let problem = decided.problem;
    let rows = problem.sites.iter_enumerated().flat_map(|(index, site)| {
        let own = decided.layout.choices[index];
        let permitted: Vec<Choice> = site.choices().collect();
        let told = Language::ALL.map(|language| problem.decisions(site, language));
        let [english, chinese] = told;
        let rows = english.into_iter().zip(chinese).filter_map(move |((choice, en), (_, zh))| {
            let is_decided = choice == own;
            (is_decided || permitted.contains(&choice)).then(|| Row {
                decided,
                site,
                choice,
                words: Name::both(en, zh),
                is_decided,
            })
        });
        rows.collect::<Vec<_>>()
    });
    let rows: Vec<Row<'_>> = rows.collect();
    Table::new(KIND, columns(), rows)
}
