//! The columns of a sweep's rows, the same in every format.

use crate::domain::{Name, ParameterValue, Problem, Stage, Sweep, Variation};
use crate::run::table::{Cell, Column, Kind, Source, Unit, heading};
use crate::run::tables::Dimensions;
use crate::scenario::{AimFigures, LayoutFigures, Row, Scenario, TierFigures};

pub(super) const KIND: Kind = Kind {
    name: "scenarios",
    file: "scenarios",
    en: "Scenarios",
    zh: "情景",
    about: "every scenario and what its best layout comes to, in the order of scenarios",
    prefix: "",
};

/// A scenario and what became of it.
#[derive(Debug, Clone, PartialEq)]
pub struct SweepRow {
    /// What it changes.
    pub scenario: Scenario,
    /// Its figures.
    pub row: Row,
}

type SweepColumn = Column<'static, SweepRow>;

/// The columns of a sweep of `problem`.
pub fn sweep_columns(problem: &Problem, sweep: &Sweep) -> Vec<SweepColumn> {
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
pub(super) fn columns(dimensions: &Dimensions, parameters: &[(String, Unit)]) -> Vec<SweepColumn> {
    let mut columns = vec![column("scenario", "No.", "序号", Unit::Count, |own| {
        Cell::count(own.scenario.number + 1)
    })];
    for (position, (path, unit)) in parameters.iter().enumerate() {
        let unit = *unit;
        let get = move |own: &SweepRow| {
            let change = own.scenario.changes.get(position);
            Cell::maybe(change, |(_, value)| parameter(value, unit))
        };
        columns.push(
            Column::new(path, Name::plain(path), unit, get)
                .exact()
                .from(Source::Input)
                .about("a column for each parameter that varies"),
        );
    }
    columns.push(
        column("status", "Status", "状态", Unit::Text, |own| Cell::text(own.row.status.word()))
            .from(Source::Claimed),
    );
    columns.push(
        column("reason", "Reason", "原因", Unit::Text, |own| {
            Cell::maybe(own.row.reason.as_deref(), Cell::text)
        })
        .from(Source::Prose)
        .about("why there is no plan, or none that is proved"),
    );
    for (position, stage) in Stage::ALL.into_iter().enumerate() {
        columns.extend(aim_columns(position, stage));
    }
    for (position, tier) in dimensions.tiers.iter().enumerate() {
        columns.extend(tier_columns(position, &tier.id, &tier.name, tier.reached));
    }
    columns.push(column("works_cost_yuan", "Cost, yuan", "投入（元）", Unit::Yuan, |own| {
        Cell::maybe(own.row.layout.as_ref(), |layout| Cell::Whole(layout.cost_yuan))
    }));
    columns.push(column(
        "running_cost_yuan_a_year",
        "Running cost, yuan a year",
        "运营成本（元/年）",
        Unit::Yuan,
        |own| {
            let layout = own.row.layout.as_ref();
            Cell::maybe(layout, |layout| Cell::Whole(layout.running_cost_yuan))
        },
    ));
    for (position, (id, name)) in dimensions.sources.iter().enumerate() {
        columns.push(column(
            format!("spent_yuan_{id}"),
            format!("Spent, {}, yuan", name.english()),
            format!("支出，{}（元）", name.chinese()),
            Unit::Yuan,
            move |own| {
                let spent = own.row.layout.as_ref();
                let spent = spent.and_then(|layout| layout.sources_yuan.get(position));
                Cell::maybe(spent.copied(), Cell::Whole)
            },
        ));
    }
    columns
}

fn column(
    name: impl Into<String>,
    en: impl Into<String>,
    zh: impl Into<String>,
    unit: Unit,
    get: impl Fn(&SweepRow) -> Cell + 'static,
) -> SweepColumn {
    Column::new(name, heading(en, zh), unit, get).exact()
}

fn parameter(value: &ParameterValue, unit: Unit) -> Cell {
    match (value, unit) {
        (ParameterValue::Number(number), Unit::Number) => Cell::Number(*number),
        (other, _) => Cell::text(other.to_string()),
    }
}

/// Value, bound and gap of an aim.
fn aim_columns(position: usize, stage: Stage) -> [SweepColumn; 3] {
    let (name, en, zh) = match stage {
        Stage::Shortfall => ("shortfall", "Shortfall", "未达标程度"),
        Stage::Coverage => ("coverage_weighted_people", "Covered, weighted people", "加权覆盖人数"),
        Stage::Money => ("money_yuan", "Money, yuan", "资金（元）"),
        Stage::Travel => ("travel_person_km", "Travel, person-km", "出行（人公里）"),
    };
    let unit = match stage {
        Stage::Coverage => Unit::People,
        _ => Unit::Number,
    };
    let of = move |part: fn(&AimFigures) -> Option<f64>| {
        move |own: &SweepRow| {
            let aim = own.row.aims[position].as_ref();
            Cell::number(aim.and_then(part))
        }
    };
    [
        column(name, en, zh, unit, of(|aim| aim.value)),
        column(
            format!("{name}_bound"),
            format!("{en}: bound"),
            format!("{zh}：界"),
            unit,
            of(|aim| aim.bound),
        )
        .from(Source::Claimed)
        .about("no layout that keeps the earlier aims is better"),
        column(
            format!("{name}_gap"),
            format!("{en}: gap"),
            format!("{zh}：差距"),
            Unit::Number,
            of(|aim| aim.gap),
        )
        .from(Source::Claimed)
        .about("|value − bound| / max(|value|, 1)"),
    ]
}

/// Of a tier that people travel to: who is covered; of each: what stands.
fn tier_columns(position: usize, id: &str, name: &Name, reached: bool) -> Vec<SweepColumn> {
    let (en, zh) = (name.english(), name.chinese());
    let of = move |get: fn(&TierFigures) -> Cell| {
        move |own: &SweepRow| {
            let layout: Option<&LayoutFigures> = own.row.layout.as_ref();
            Cell::maybe(layout.and_then(|layout| layout.tiers.get(position)), get)
        }
    };
    let mut columns = Vec::new();
    if reached {
        columns.push(column(
            format!("covered_people_{id}"),
            format!("Covered, {en}"),
            format!("覆盖人数，{zh}"),
            Unit::People,
            of(|tier| Cell::Number(tier.covered)),
        ));
        columns.push(column(
            format!("covered_share_{id}"),
            format!("Share covered, {en}"),
            format!("覆盖率，{zh}"),
            Unit::Share,
            of(|tier| Cell::number((tier.people > 0.0).then(|| tier.covered / tier.people))),
        ));
    }
    columns.push(column(
        format!("facilities_{id}"),
        format!("Facilities, {en}"),
        format!("设施数，{zh}"),
        Unit::Count,
        of(|tier| Cell::count(tier.standing)),
    ));
    columns.push(column(
        format!("new_facilities_{id}"),
        format!("New facilities, {en}"),
        format!("新增设施数，{zh}"),
        Unit::Count,
        of(|tier| Cell::count(tier.new)),
    ));
    columns
}
