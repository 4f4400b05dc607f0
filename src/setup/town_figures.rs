//! The figures of towns that other tables give.

use super::cells;
use super::findings::Findings;
use super::table::Table;
use super::town_names::unknown;
use super::towns::Towns;
use crate::domain::{Language, Text, text};
use crate::read::{Code, GivenRow};

impl Towns {
    /// Whether the rows of a table are towns: they have no places, and most names are those of towns.
    pub(super) fn are_rows_of(&self, table: &Table) -> bool {
        let rows = &table.given.rows;
        let is_town = |name: String| self.named(&name).is_ok();
        let named = rows
            .iter()
            .filter_map(|row| table.text(row, "name").or_else(|| table.text(row, "town")));
        let count = named.filter(|name| is_town(name.clone())).count();
        rows.iter().all(|row| row.geometry.is_none())
            && count * 10 >= rows.len() * 8
            && (table.column("name").is_none() || table.column("town").is_none())
    }

    /// Takes the towns' figures of a table of their own, where their layer has none.
    pub(super) fn take_figures(&mut self, table: &Table, findings: &mut Findings) {
        let persons = table.figures("persons", findings);
        let (rates, aged) = table.rates_and_aged(findings);
        for (at, row) in table.given.rows.iter().enumerate() {
            let name = table.text(row, "name").or_else(|| table.text(row, "town"));
            let Some(name) = name.filter(|name| !cells::is_total(name) && !cells::is_note(name))
            else {
                continue;
            };
            let town = match self.named(&name) {
                Ok(town) => town,
                Err(near) => {
                    let action = text!(
                        "write the name as the towns have it, if it is one",
                        "如为镇街，请按镇街图层的名称填写"
                    );
                    let (at, cause) = ((table.name(), None), unknown(&name, near));
                    findings.row(Code::ROW_LEFT_OUT, at, row, cause, action);
                    continue;
                }
            };
            let town = &mut self.list[town];
            let before = town.figures_of.replace(table.name().into());
            if let Some(other) = before.filter(|other| other != table.name()) {
                let cause = text!(
                    "`{name}` has its figures from {other} already",
                    "“{name}”已取 {other} 中的数字"
                );
                tell_again(table, &other, row, cause, findings);
            }
            town.population = town.population.or(persons[at].map(|own| own.number));
            let rate = match (aged[at], persons[at]) {
                (Some(aged), Some(all)) if all.number > 0.0 => {
                    table.check_old(row, (&name, aged.number, all.number), findings);
                    Some(aged.number / all.number)
                }
                _ => None,
            };
            town.ageing_rate = town.ageing_rate.or(rates[at]).or(rate.map(|rate| rate.min(1.0)));
        }
        findings.guess(
            table.name(),
            text!(
                "its rows are whole towns, and another table has their villages: it gives the towns' figures",
                "各行为整个镇街，另有村（社区）表：仅用作镇街的数字"
            ),
        );
    }

    /// Takes what people's table adds up to where the towns' own does not say it.
    pub(super) fn add_up(
        &mut self,
        people: &[(f64, f64)],
        (file, language): (&str, Language),
        findings: &mut Findings,
    ) {
        let (mut counted, mut rated) = (0, 0);
        let method = language.say("the sum of its villages and communities", "所辖村（社区）汇总");
        for (town, (persons, aged)) in self.list.iter_mut().zip(people) {
            if town.population.is_none() {
                town.population = Some(*persons);
                town.method = Some(method.into());
                counted += 1;
            }
            if town.ageing_rate.is_none() {
                let rate = if *persons > 0.0 { aged / persons } else { 0.0 };
                town.ageing_rate = Some(rate);
                town.method = Some(method.into());
                rated += 1;
            }
        }
        let what = [
            (counted, text!("people ({counted} towns)", "人口（{counted} 个镇街）")),
            (rated, text!("the ageing rate ({rated} towns)", "老龄化率（{rated} 个镇街）")),
        ];
        let what = what.into_iter().filter(|(count, _)| *count > 0).map(|(_, what)| what);
        let what = Text::list(&what.collect::<Vec<_>>());
        findings.guess_if(
            counted + rated > 0,
            file,
            text!(
                "no figure: added up of villages and communities: {what}",
                "无现成数字，由所辖村（社区）汇总得出：{what}"; what
            ),
        );
    }
}

/// Tells a row that another table counts already. Of two years the later one counts.
pub(super) fn tell_again(
    table: &Table,
    other: &str,
    row: &GivenRow,
    cause: Text,
    findings: &mut Findings,
) {
    let year = |name: &&str| -> Option<u32> {
        let sheet = name.rsplit('#').next()?;
        let years = sheet.split(|own: char| !own.is_ascii_digit());
        years.filter(|own| own.len() == 4).filter_map(|own| own.parse().ok()).max()
    };
    let file = table.name();
    let latest = [other, file].into_iter().max_by_key(year).unwrap_or(file);
    findings.row_of_all(
        Code::DUPLICATE_ID,
        (file, table.column("name")),
        row,
        cause,
        text!(
            "leave one of the tables, or name the one that counts, for instance --people {latest}; a layer without its column of people only says where villages are",
            "请只保留一张表，或指明以哪张为准，例如 --people {latest}；图层去掉人口列后仅提供村（社区）位置"
        ),
    );
}
