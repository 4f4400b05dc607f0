//! `[demand.years]`: the people of other years, for periods that say none and for `--people`.

use super::people::{People, PeriodContext, read_people};
use crate::domain::{Text, text};
use crate::read::catalogue::Code;
use crate::read::fields::Fields;
use crate::read::issue::Place;
use crate::read::plan_file::year_of;
use crate::read::sink::Sink;
use crate::read::source::InputFile;
use std::collections::{BTreeMap, BTreeSet};

/// The option that asks for the people of a year.
const OPTION: &str = "--people";

/// The people of the years that the plan names.
#[derive(Debug, Default)]
pub(in crate::read) struct PeopleByYear(BTreeMap<i32, People>);

impl PeopleByYear {
    /// Reads `[demand] years`. The files of its layers are added to `records`.
    pub(in crate::read) fn read(
        sink: &Sink,
        demand: &Fields<'_>,
        context: PeriodContext<'_>,
        records: &mut Vec<InputFile>,
    ) -> Self {
        let mut people = BTreeMap::new();
        let Some((years, names)) = demand.table_by("years") else {
            return Self(people);
        };
        for name in &names {
            let year = name.parse().ok().and_then(year_of);
            let table = years.table(name, &["scale", "demand"]);
            let own = table.and_then(|table| {
                if !table.has("scale") && !table.has("demand") {
                    let cause = text!("the year `{name}` says no people", "年份 `{name}` 未说明人口");
                    let action = text!(
                        "write `scale`, factors on the people of the layer, or `demand`, a layer of its own",
                        "写明 `scale`（对图层人口的倍数）或 `demand`（该年的图层）"
                    );
                    return years.refuse(Code::FIELD_MISSING, name, cause, action);
                }
                let own = read_people(sink, &table, context, records);
                table.refuse_unknown();
                own
            });
            match (year, own) {
                (Some(year), Some(own)) => {
                    people.insert(year, own);
                }
                (None, _) => years.push(
                    Code::PERIOD_NOT_A_YEAR,
                    name,
                    text!(
                        "`{name}` is not a year from 1900 to 2200",
                        "`{name}` 不是 1900 至 2200 之间的年份"
                    ),
                    text!("write the year that the people are of", "写明人口所属的年份"),
                ),
                (Some(_), None) => {}
            }
        }
        Self(people)
    }

    /// The people of a year.
    pub(in crate::read) fn of(&self, year: i32) -> Option<People> {
        self.0.get(&year).cloned()
    }

    /// The people of the year that `--people` asks for, of a plan for the year `own` whose people are `usual`; told where the
    /// plan does not say them.
    pub(in crate::read) fn asked(
        &self,
        sink: &Sink,
        year: i32,
        own: Option<i32>,
        usual: Option<People>,
    ) -> Option<People> {
        let stated = self.of(year);
        if stated.is_some() || own == Some(year) {
            return stated.or(usual);
        }
        let cause =
            text!("the plan does not say the people of {year}", "规划未说明 {year} 年的人口");
        let years: BTreeSet<&i32> = self.0.keys().chain(&own).collect();
        let years: Vec<String> = years.into_iter().map(i32::to_string).collect();
        let action = Text::both(|language| {
            let known = language.list(&years);
            match years.is_empty() {
                true => language
                    .say("write them under `[demand.years]`", "在 `[demand.years]` 下写明")
                    .into(),
                false => format!(
                    "{}{known}",
                    language.say(
                        "write them under `[demand.years]`, or ask for one of ",
                        "在 `[demand.years]` 下写明，或改用已有年份："
                    )
                ),
            }
        });
        sink.refuse(Code::UNKNOWN_PERIOD, Place::file(OPTION), cause, action)
    }

    /// Tells that a plan over periods has people of each.
    pub(in crate::read) fn refuse_periods(sink: &Sink) -> Option<People> {
        let cause = text!(
            "the plan has periods, each with people of its own",
            "规划分期，各期有各自的人口"
        );
        let action = text!(
            "ask about one of them with --period, or leave --people out",
            "用 --period 指定其中一期，或去掉 --people"
        );
        sink.refuse(Code::PERIOD_SAID_TWICE, Place::file(OPTION), cause, action)
    }
}
