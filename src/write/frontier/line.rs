//! A line of the journal of a frontier: the answer of a solve. Sites, works and sources are told by their positions, which the
//! journal's fingerprint ties to the files of the plan.

use crate::domain::{Allocation, Choice, Layout, Move, SiteIdx};
use crate::scenario::FrontierAnswer;
use crate::solve::{Compromise, ProvedValue};
use crate::units::Yuan;
use crate::write::journal::JournalLine;
use serde::{Deserialize, Serialize};
use typed_index_collections::TiVec;

/// The answer of a solve as the journal holds it.
#[derive(Debug, Clone, PartialEq)]
pub struct KeptAnswer {
    /// The number of the solve.
    pub number: u64,
    /// The answer.
    pub answer: FrontierAnswer,
}

#[derive(Serialize, Deserialize)]
struct Line {
    number: u64,
    found: Option<FoundLine>,
}

#[derive(Serialize, Deserialize)]
struct FoundLine {
    first: ValueLine,
    second: ValueLine,
    beyond: f64,
    sites: usize,
    works: Vec<(usize, u16)>,
    leaders: Vec<(usize, usize)>,
    payments: Vec<(usize, usize, i64)>,
    allocations: Vec<(usize, usize, usize, f64)>,
    moves: Vec<(usize, usize, usize, f64)>,
    shared: bool,
}

#[derive(Serialize, Deserialize)]
struct ValueLine(f64, Option<f64>, Option<f64>);

impl From<&ProvedValue> for ValueLine {
    fn from(own: &ProvedValue) -> Self {
        Self(own.value, own.bound, own.gap)
    }
}

impl From<ValueLine> for ProvedValue {
    fn from(ValueLine(value, bound, gap): ValueLine) -> Self {
        Self { value, bound, gap }
    }
}

impl JournalLine for KeptAnswer {
    fn number(&self) -> u64 {
        self.number
    }

    fn to_text(&self) -> String {
        let line = Line { number: self.number, found: self.answer.as_ref().map(found_line) };
        serde_json::to_string(&line).expect("plain figures")
    }

    fn from_text(text: &[u8]) -> Option<Self> {
        let line: Line = serde_json::from_slice(text).ok()?;
        let answer = match line.found {
            Some(found) => Some(Compromise {
                layout: layout(&found)?,
                first: found.first.into(),
                second: found.second.into(),
                beyond: found.beyond,
            }),
            None => None,
        };
        Some(Self { number: line.number, answer })
    }
}

fn found_line(own: &Compromise) -> FoundLine {
    let layout = &own.layout;
    let works = layout.choices.iter_enumerated().filter_map(|(site, &choice)| match choice {
        Choice::Stay => None,
        Choice::Work(work) => Some((site.into(), work)),
    });
    let leaders = layout.leaders.iter_enumerated();
    let payments = layout.payments.iter_enumerated().flat_map(|(site, paid)| {
        paid.iter().map(move |&(source, yuan)| (site.into(), source.into(), yuan.yuan()))
    });
    let allocations = layout.allocations.iter();
    let moves = layout.moves.iter();
    FoundLine {
        first: (&own.first).into(),
        second: (&own.second).into(),
        beyond: own.beyond,
        sites: layout.choices.len(),
        works: works.collect(),
        leaders: leaders.filter_map(|(site, by)| Some((site.into(), (*by)?.into()))).collect(),
        payments: payments.collect(),
        allocations: allocations
            .map(|own| (own.tier.into(), own.unit.into(), own.site.into(), own.share))
            .collect(),
        moves: moves
            .map(|own| (own.tier.into(), own.from.into(), own.to.into(), own.persons))
            .collect(),
        shared: layout.is_shared,
    }
}

/// None where a site is named that there is not.
fn layout(line: &FoundLine) -> Option<Layout> {
    let mut choices: TiVec<SiteIdx, _> = vec![Choice::Stay; line.sites].into();
    for &(site, work) in &line.works {
        *choices.get_mut(SiteIdx::from(site))? = Choice::Work(work);
    }
    let mut layout = Layout::of(choices);
    for &(site, by) in &line.leaders {
        *layout.leaders.get_mut(SiteIdx::from(site))? = Some(by.into());
    }
    for &(site, source, yuan) in &line.payments {
        layout.payments.get_mut(SiteIdx::from(site))?.push((source.into(), Yuan::new(yuan)));
    }
    layout.allocations = line
        .allocations
        .iter()
        .map(|&(tier, unit, site, share)| Allocation {
            tier: tier.into(),
            unit: unit.into(),
            site: site.into(),
            share,
        })
        .collect();
    layout.moves = line
        .moves
        .iter()
        .map(|&(tier, from, to, persons)| Move {
            tier: tier.into(),
            from: from.into(),
            to: to.into(),
            persons,
        })
        .collect();
    layout.is_shared = line.shared;
    Some(layout)
}
