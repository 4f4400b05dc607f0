use crate::domain::numbers;
use crate::domain::{Choice, FundingIdx, Horizon, Language, Name, PeriodIdx, Schedule};
use crate::plan::audit::{Audit, audit};
use crate::plan::rules::{RELATIVE_TOLERANCE, too_much};
use crate::plan::violation::{Violation, ViolationKind};
use crate::travel::Arcs;
use crate::units::Yuan;
use typed_index_collections::TiVec;

/// The money of a source and its use in a period.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct PeriodMoney {
    /// The source.
    pub funding: FundingIdx,
    /// The amount carried over from earlier periods; negative when they overspent.
    pub brought: Yuan,
    /// The income of this period.
    pub income: Yuan,
    /// The amount that commitments take in this period.
    pub committed: Yuan,
    /// The amount that works begun in this period take.
    pub works: Yuan,
}

impl PeriodMoney {
    /// The rest at the period's end; negative when overspent.
    pub fn left(&self) -> Yuan {
        self.brought + self.income - self.committed - self.works
    }
}

/// The audit of a schedule, from the data alone.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ScheduleAudit {
    /// The audit of each period's own layout.
    pub periods: TiVec<PeriodIdx, Audit>,
    /// Every source of money in each period.
    pub money: TiVec<PeriodIdx, Vec<PeriodMoney>>,
    /// Every rule broken: each period's own, in the order of periods, then those that link them.
    pub violations: Vec<Violation>,
}

/// Scores a schedule from the data alone: each period's layout by [`audit`], then the rules that link periods. What
/// was done stays as it is; nothing stands before it was begun and its time was over; each period's works are paid with
/// that period's money and with what was carried over.
///
/// ```
/// use std::path::Path;
/// use yike::plan::schedule::{arrange, audit_schedule};
/// use yike::{read, travel::Arcs};
///
/// let horizon = read::read_plan(Path::new("data/changshou/periods.toml"))?.horizon;
/// let horizon = horizon.ok_or("a plan without periods")?;
/// let arcs = Arcs::build(horizon.plan());
/// let nothing = arrange(&horizon, &arcs, vec![None; horizon.plan().sites.len()].into());
/// let audit = audit_schedule(&horizon, &arcs, &nothing);
/// assert_eq!(audit.periods.len(), horizon.periods().len());
/// assert!(!audit.violations.is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn audit_schedule(horizon: &Horizon, arcs: &Arcs, schedule: &Schedule) -> ScheduleAudit {
    let periods: TiVec<PeriodIdx, Audit> = horizon
        .periods()
        .iter()
        .zip(&schedule.layouts)
        .map(|(period, layout)| audit(&period.problem, arcs, layout))
        .collect();
    let money = money(horizon, schedule);
    let mut violations: Vec<Violation> = Vec::new();
    for (period, audit) in horizon.periods().iter().zip(&periods) {
        violations.extend(
            audit.violations.iter().map(|found| Violation {
                text: in_year(period.year, &found.text),
                ..found.clone()
            }),
        );
    }
    check_undone(horizon, schedule, &mut violations);
    check_dates(horizon, schedule, &mut violations);
    check_money(horizon, &money, &mut violations);
    check_spread(horizon, schedule, &mut violations);
    ScheduleAudit { periods, money, violations }
}

/// What is said of a period.
fn in_year(year: i32, text: &Name) -> Name {
    Name::both(format!("{year}: {}", text.english()), format!("{year} 年：{}", text.chinese()))
}

/// A work once done stays done, and is not replaced by another.
fn check_undone(horizon: &Horizon, schedule: &Schedule, found: &mut Vec<Violation>) {
    for (earlier, later) in schedule.layouts.keys().zip(schedule.layouts.keys().skip(1)) {
        for (index, site) in horizon.plan().sites.iter_enumerated() {
            let choice = |period: PeriodIdx| schedule.layouts[period].choices[index];
            let (before, after) = (choice(earlier), choice(later));
            if before != Choice::Stay && before != after {
                let done = site.decision(before);
                let years = (horizon.periods()[earlier].year, horizon.periods()[later].year);
                found.push(Violation {
                    kind: ViolationKind::WorkUndone,
                    site: Some(index),
                    amount: 1.0,
                    unit: "site",
                    text: in_year(
                        years.1,
                        &Name::both(
                            format!(
                                "{done} of {} ({}), done by {}, is undone",
                                site.id, site.name, years.0
                            ),
                            format!(
                                "{}（{}）的 {done} 已于 {} 年完成，现被撤销",
                                site.id, site.name, years.0
                            ),
                        ),
                    ),
                });
            }
        }
    }
}

/// The choices of each period are exactly the works that were begun early enough.
fn check_dates(horizon: &Horizon, schedule: &Schedule, found: &mut Vec<Violation>) {
    for (period, layout) in schedule.layouts.iter_enumerated() {
        let expected = horizon.choices_at(&schedule.starts, period);
        let year = horizon.periods()[period].year;
        for (index, site) in horizon.plan().sites.iter_enumerated() {
            if layout.choices[index] != expected[index] {
                let says = |choice, language: Language| {
                    site.work(choice)
                        .map_or(language.say("as today", "维持现状"), |work| &work.id)
                };
                let text = Language::both(|language| {
                    let [stated, begun] = [layout.choices[index], expected[index]]
                        .map(|choice| says(choice, language));
                    let (id, name) = (&site.id, &site.name);
                    match language {
                        Language::English => format!(
                            "{id} ({name}) is stated as {stated}, but the works begun make it {begun}"
                        ),
                        Language::Chinese => {
                            format!("{id}（{name}）写明“{stated}”，而按已开工任务应为“{begun}”")
                        }
                    }
                });
                found.push(Violation {
                    kind: ViolationKind::NotAsBegun,
                    site: Some(index),
                    amount: 1.0,
                    unit: "site",
                    text: in_year(year, &text),
                });
            }
        }
    }
}

fn money(horizon: &Horizon, schedule: &Schedule) -> TiVec<PeriodIdx, Vec<PeriodMoney>> {
    let mut left: TiVec<FundingIdx, Yuan> = vec![Yuan::ZERO; horizon.plan().funding.len()].into();
    let of_period = |period: PeriodIdx| {
        let row = |source: FundingIdx| {
            let income = horizon.income(source);
            let begun = schedule.starts.iter().zip(&schedule.payments);
            let paid: Yuan = begun
                .filter(|(start, _)| start.is_some_and(|start| start.period == period))
                .flat_map(|(_, paid)| paid)
                .filter(|(payer, _)| *payer == source)
                .map(|&(_, amount)| amount)
                .sum();
            let money = PeriodMoney {
                funding: source,
                brought: left[source],
                income: income.by_period[period],
                committed: horizon.committed(source, period),
                works: paid,
            };
            // Money that was overspent is missing later too.
            left[source] = match income.carries_over {
                true => money.left(),
                false => money.left().min(Yuan::ZERO),
            };
            money
        };
        horizon.plan().funding.keys().map(row).collect()
    };
    horizon.periods().keys().map(of_period).collect()
}

/// What the works begun in each period cost is within its limits, as a share of what all works cost.
fn check_spread(horizon: &Horizon, schedule: &Schedule, found: &mut Vec<Violation>) {
    let spending = horizon.spending();
    let works = || {
        let starts = schedule.starts.iter_enumerated();
        starts.filter_map(|(site, start)| {
            let start = (*start)?;
            let cost = horizon.plan().sites[site].cost(Choice::Work(start.work));
            Some((start.period, cost))
        })
    };
    let all: Yuan = works().map(|(_, cost)| cost).sum();
    for (period, data) in horizon.periods().iter_enumerated() {
        let cost: Yuan = works().filter(|(begun, _)| *begun == period).map(|(_, cost)| cost).sum();
        let limits = [
            (spending.most_in_period, ("at most", "不高于"), 1.0),
            (spending.least_in_period, ("at least", "不低于"), -1.0),
        ];
        for (limit, asked, sign) in limits {
            let Some(limit) = limit else { continue };
            let over = sign * (cost.yuan() as f64 - limit.fraction() * all.yuan() as f64);
            if over > RELATIVE_TOLERANCE * (all.yuan() as f64).max(1.0) {
                found.push(Violation {
                    kind: ViolationKind::SpentUnevenly,
                    site: None,
                    amount: over,
                    unit: "yuan",
                    text: Language::both(|language| {
                        let [cost, all] = [cost, all].map(numbers::money);
                        let (year, asked) = (data.year, language.say(asked.0, asked.1));
                        match language {
                            Language::English => format!(
                                "{year}: works cost {cost} of {all} in all, but those of a period are to cost {asked} {limit}"
                            ),
                            Language::Chinese => format!(
                                "{year} 年投入 {cost}，占全部 {all} 的份额应{asked} {limit}"
                            ),
                        }
                    }),
                });
            }
        }
    }
}

fn check_money(
    horizon: &Horizon,
    money: &TiVec<PeriodIdx, Vec<PeriodMoney>>,
    found: &mut Vec<Violation>,
) {
    for (period, sources) in money.iter_enumerated() {
        for source in sources {
            let over = Yuan::ZERO - source.left() + source.brought.min(Yuan::ZERO);
            if over > Yuan::ZERO {
                let has = source.brought.max(Yuan::ZERO) + source.income;
                found.push(Violation {
                    kind: ViolationKind::OverspentInPeriod,
                    site: None,
                    amount: over.yuan() as f64,
                    unit: "yuan",
                    text: in_year(
                        horizon.periods()[period].year,
                        &too_much(
                            &horizon.plan().funding[source.funding],
                            [has, source.committed + source.works, over],
                        ),
                    ),
                });
            }
        }
    }
}
