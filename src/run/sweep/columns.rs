//! The columns of a sweep's rows, the same in every format.

use crate::domain::{ParameterValue, Problem, Sweep, Variation};
use crate::run::stage_columns::stage_columns;
use crate::run::table::Unit::{self, Count, People, Share, Text, Yuan};
use crate::run::table::{Cell, Columns, Kind, Table};
use crate::run::tables::Dimensions;
use crate::run::words::STATUS;
use crate::scenario::{LayoutFigures, Row, Scenario, TierFigures};

pub(super) const KIND: Kind = Kind::new(
    "scenarios",
    "Scenarios",
    "情景",
    "every scenario and what its best layout comes to, in the order of scenarios",
);

/// A scenario and what became of it.
#[derive(Debug, Clone, PartialEq)]
pub struct SweepRow {
    /// What it changes.
    pub scenario: Scenario,
    /// Its figures.
    pub row: Row,
}

type SweepColumns = Columns<'static, SweepRow>;

impl SweepRow {
    /// What `figure` makes of the layout, where there is one.
    fn of_layout<T>(&self, figure: impl Fn(&LayoutFigures) -> T) -> Option<T> {
        self.row.layout.as_ref().map(figure)
    }

    /// What `figure` makes of the layout's figures at the tier in this position.
    fn at_tier<T>(&self, position: usize, figure: impl Fn(&TierFigures) -> T) -> Option<T> {
        self.row.layout.as_ref()?.tiers.get(position).map(figure)
    }
}

/// The table of these rows of a sweep of `problem`: of all scenarios, or of those that are over.
pub fn scenarios_table(
    problem: &Problem,
    sweep: &Sweep,
    rows: impl IntoIterator<Item = SweepRow>,
) -> Table<'static> {
    Table::new(KIND, sweep_columns(problem, sweep), rows)
}

/// The columns of a sweep of `problem`.
pub(crate) fn sweep_columns(problem: &Problem, sweep: &Sweep) -> SweepColumns {
    let varied = sweep.varied.iter();
    let parameters = varied.flat_map(|varied| {
        let unit = unit(&varied.variation);
        varied.paths.iter().map(move |path| (path.clone(), unit))
    });
    columns(&Dimensions::of(problem), &parameters.collect::<Vec<_>>())
}

/// Numbers where no value has a unit.
fn unit(variation: &Variation) -> Unit {
    let bare = match variation {
        Variation::Values(values) => {
            values.iter().all(|value| matches!(value, ParameterValue::Number(_)))
        }
        Variation::Drawn { unit, .. } => unit.is_empty(),
    };
    if bare { Unit::Number } else { Unit::Text }
}

/// The columns, with one for each of the parameters that vary.
pub(super) fn columns(dimensions: &Dimensions, parameters: &[(String, Unit)]) -> SweepColumns {
    Columns::<SweepRow>::new()
        .computed("scenario", "No.", "序号", Count, |own| own.scenario.number + 1)
        .for_each(parameters.iter().enumerate(), |columns, (position, (path, unit))| {
            let unit = *unit;
            columns.varied(path, unit, move |own| {
                let change = own.scenario.changes.get(position);
                change.map(|(_, value)| parameter(value, unit))
            })
        })
        .claimed("status", "Verdict", "结论", &STATUS, |own| own.row.status.word())
        .prose("reason", "Reason", "原因", Text, |own| {
            own.row.reason.as_ref().map(|reason| reason.english().to_owned())
        })
        .about("why there is no plan, or none that is proved")
        .prose("reason_zh", "Reason, in Chinese", "原因（中文）", Text, |own| {
            own.row.reason.as_ref().map(|reason| reason.chinese().to_owned())
        })
        .for_each(dimensions.stages(), |columns, (position, stage)| {
            stage_columns(columns, stage, move |own: &SweepRow| own.row.aims[position])
        })
        .for_each(dimensions.tiers.iter().enumerate(), |columns, (position, tier)| {
            let own = tier_columns(position, tier.reached);
            columns.and(own.renamed(|head| tier.behind(head)))
        })
        .computed("works_cost_yuan", "Cost, yuan", "投入（元）", Yuan, |own| {
            own.of_layout(|layout| layout.cost_yuan)
        })
        .computed(
            "running_cost_yuan_a_year",
            "Running cost, yuan a year",
            "运营成本（元/年）",
            Yuan,
            |own| own.of_layout(|layout| layout.running_cost_yuan),
        )
        .for_each(dimensions.sources.iter().enumerate(), |columns, (position, (id, name))| {
            let en = format!("Spent, {}, yuan", name.english());
            let zh = format!("支出，{}（元）", name.chinese());
            columns.computed(format!("spent_yuan_{id}"), en, zh, Yuan, move |own| {
                own.of_layout(|layout| layout.sources_yuan.get(position).copied())
            })
        })
        .all_exact()
}

fn parameter(value: &ParameterValue, unit: Unit) -> Cell {
    match (value, unit) {
        (ParameterValue::Number(number), Unit::Number) => Cell::Number(*number),
        (other, _) => other.to_string().into(),
    }
}

/// Of a tier that people travel to: who is covered; of each: what stands.
fn tier_columns(position: usize, is_reached: bool) -> SweepColumns {
    let mut columns = Columns::<SweepRow>::new();
    if is_reached {
        columns = columns
            .computed("covered_people", "Covered", "覆盖人数", People, move |own| {
                own.at_tier(position, |tier| tier.covered)
            })
            .computed("covered_share", "Share covered", "覆盖率", Share, move |own| {
                own.at_tier(position, |tier| {
                    (tier.people > 0.0).then(|| tier.covered / tier.people)
                })
            });
    }
    columns
        .computed("facilities", "Facilities", "设施数", Count, move |own| {
            own.at_tier(position, |tier| tier.standing)
        })
        .computed("new_facilities", "New facilities", "新增设施数", Count, move |own| {
            own.at_tier(position, |tier| tier.new)
        })
}
