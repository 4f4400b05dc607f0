//! The figures of a table's columns: counts, shares, sums of money and floors.

use super::cells::{self, Figure, How, Kind};
use super::findings::Findings;
use super::table::Table;
use crate::domain::{Text, phrase, text};
use crate::read::{Code, GivenRow, HeadingUnit, called, heading_unit, is_share, unit_of};
use serde_json::Value;

impl Table {
    /// Whether a property's column holds shares of people, by its heading or its figures, so that it counts nobody.
    pub(super) fn is_share(&self, property: &str) -> bool {
        let Some(column) = self.column(property) else { return false };
        match heading_unit(column) {
            Some(unit) => unit == HeadingUnit::Percent,
            None => is_share(column) || self.holds_shares(column),
        }
    }

    /// Whether all figures of a column are in percent, or up to 100 with fractions where people are whole.
    pub(super) fn holds_shares(&self, column: &str) -> bool {
        let figures = |column: &str| -> Vec<Figure> {
            self.values(column).filter_map(|own| cells::figure(own)?.ok()).collect()
        };
        let is_broken = |own: &Figure| own.how != How::Between && own.number.fract() != 0.0;
        let people = ["persons", "population"].iter().find_map(|own| self.column(own));
        let are_whole = people.is_some_and(|column| {
            heading_unit(column).is_none() && !figures(column).iter().any(is_broken)
        });
        let own = figures(column);
        let small = || own.iter().all(|own| own.number <= 100.0);
        !own.is_empty()
            && (own.iter().all(|own| own.is_percent)
                || are_whole && own.iter().any(is_broken) && small())
    }

    /// The quantities of a column with their unit: the cell's own, else the heading's, else `yuan` or `m2`.
    pub(super) fn quantities(
        &self,
        property: &str,
        kind: Kind,
        findings: &mut Findings,
    ) -> Vec<Option<String>> {
        let Some(column) = self.column(property) else { return vec![None; self.given.rows.len()] };
        let times = unit_of(column).and_then(|unit| cells::unit(unit, kind)).unwrap_or(
            match heading_unit(column) {
                Some(HeadingUnit::Times(times)) => times,
                _ => 1.0,
            },
        );
        let base = if kind == Kind::Money { "yuan" } else { "m2" };
        let all = self.cells(property, |own| cells::quantity(own, kind, times), findings);
        // Floors are in square metres everywhere; money is as often in 万元.
        findings.guess_if(
            kind == Kind::Money
                && unit_of(column).is_none()
                && all.iter().flatten().any(|own| own.unit.is_none()),
            self.name(),
            text!(
                "`{column}` states no unit, and is taken to be in yuan",
                "“{column}”未写明单位，按元计"
            ),
        );
        for own in all.iter().flatten() {
            if let Some((unit, times)) = own.unit
                && times != 1.0
            {
                let what = phrase("units of cells, and what each counts", "单元格中的单位及其折算");
                let times = (times * 100.0).round() / 100.0;
                let base = if kind == Kind::Money {
                    text!("yuan", "元")
                } else {
                    text!("m²", "平方米")
                };
                findings.word(
                    self.name(),
                    what,
                    text!("{unit} → {times} {base}", "{unit} → {times} {base}"; base),
                );
            }
        }
        self.say_how(
            column,
            &all.iter().map(|own| own.as_ref().map(|own| own.how)).collect::<Vec<_>>(),
            findings,
        );
        let whole = |number: f64| if kind == Kind::Money { number.round() } else { number };
        all.into_iter().map(|own| own.map(|own| format!("{} {base}", whole(own.number)))).collect()
    }

    /// Says which figures are not exact, and what is taken for them.
    fn say_how(&self, column: &str, all: &[Option<How>], findings: &mut Findings) {
        let about = all.iter().flatten().filter(|own| **own == How::About).count();
        findings.guess_if(
            about > 0,
            self.name(),
            text!(
                "`{column}`: figures that are called about so many (约) are taken as they are written: {about}",
                "“{column}”中 {about} 个约数按所写数字计"
            ),
        );
        for (row, how) in self.given.rows.iter().zip(all) {
            let cell = row.properties.get(column).and_then(cells::text).unwrap_or_default();
            if *how == Some(How::Between) {
                findings.name(
                    self.name(),
                    phrase("of ranges the middle is taken", "区间取中间值"),
                    text!("`{column}` {cell}", "“{column}”{cell}"),
                );
            }
        }
    }

    /// The counts of a column, a row each, in the unit that its heading has in brackets; rows whose cell is no count are told.
    pub(super) fn figures(&self, property: &str, findings: &mut Findings) -> Vec<Option<Figure>> {
        let mut figures = self.numbers(property, false, findings);
        let Some(column) = self.column(property) else { return figures };
        match heading_unit(column) {
            Some(HeadingUnit::Times(times)) => {
                figures.iter_mut().flatten().for_each(|own| own.number *= times);
                findings.guess(
                    self.name(),
                    text!(
                        "`{column}`: each figure times {times}, by the unit of its heading",
                        "“{column}”按列名中的单位，数值乘以 {times}"
                    ),
                );
            }
            Some(HeadingUnit::Percent) => {
                let name = called(property);
                findings.push(
                    Code::FIELD_WRONG_TYPE,
                    self.name(),
                    Some(column),
                    text!(
                        "`{column}` is in percent, and {name} is a count",
                        "“{column}”为百分数，而{name}应为数量"; name
                    ),
                    text!(
                        "name the column of counts with --column, or write counts",
                        "请用 --column 指明数量所在的列，或改填数量"
                    ),
                );
                figures.fill(None);
            }
            None => {}
        }
        figures
    }

    /// What `read` makes of a column, a row each; rows of whose cell it makes nothing are told.
    fn cells<T>(
        &self,
        property: &str,
        read: impl Fn(&Value) -> Option<Result<T, Text>>,
        findings: &mut Findings,
    ) -> Vec<Option<T>> {
        let Some(column) = self.column(property) else {
            return self.given.rows.iter().map(|_| None).collect();
        };
        let mut one = |row: &GivenRow| match row.properties.get(column).and_then(&read)? {
            Ok(own) => Some(own),
            Err(cause) => {
                let action = text!(
                    "write digits alone, or leave the cell empty",
                    "请只填写数字，或将单元格留空"
                );
                let at = (self.name(), Some(column));
                findings.row(Code::FIELD_WRONG_TYPE, at, row, cause, action);
                None
            }
        };
        self.given.rows.iter().map(&mut one).collect()
    }

    fn numbers(
        &self,
        property: &str,
        takes_percent: bool,
        findings: &mut Findings,
    ) -> Vec<Option<Figure>> {
        let read = |own: &Value| {
            Some(cells::figure(own)?.and_then(|figure| match takes_percent || !figure.is_percent {
                true => Ok(figure),
                false => {
                    let number = figure.number;
                    Err(text!(
                        "`{number}%` is a share, where a count is wanted",
                        "“{number}%”是比例，此处应为数量"
                    ))
                }
            }))
        };
        let figures = self.cells(property, read, findings);
        let how: Vec<Option<How>> = figures.iter().map(|own| own.map(|own| own.how)).collect();
        self.say_how(self.column(property).unwrap_or_default(), &how, findings);
        figures
    }

    /// A column of shares, from 0 to 1, whether it is written in percent or not, which is told by its heading and its largest
    /// figure.
    pub(super) fn shares(&self, property: &str, findings: &mut Findings) -> Vec<Option<f64>> {
        let figures = self.numbers(property, true, findings);
        let Some(column) = self.column(property) else { return vec![None; figures.len()] };
        let by_heading = heading_unit(column) == Some(HeadingUnit::Percent);
        let plain = figures.iter().flatten().filter(|own| !own.is_percent);
        let most = plain.map(|own| own.number).fold(0.0, f64::max);
        // Cells with the format of percent are shares under a heading that says percent; of these none is below one in a hundred.
        let are_shares = by_heading && most <= 1.0 && NEVER_SO_FEW.contains(&property);
        let in_percent = most > 1.0 || by_heading && !are_shares;
        let is_odd = |own: &&Figure| {
            let too_few = own.number > 0.0 && own.number < 1.0;
            let mixed = in_percent && too_few && (!by_heading || NEVER_SO_FEW.contains(&property));
            own.number > 100.0 || mixed && !own.is_percent
        };
        for (row, figure) in self.given.rows.iter().zip(&figures) {
            let Some(Figure { number, .. }) = figure.as_ref().filter(is_odd) else { continue };
            findings.row(
                Code::RATE_NOT_A_SHARE,
                (self.name(), Some(column)),
                row,
                text!(
                    "{number} beside {most}, the largest of the column: shares and percent are mixed, or it is no share",
                    "数值 {number} 与该列最大值 {most} 不一致：比例与百分数混用，或不是比例"
                ),
                text!(
                    "write all of the column as shares (0.236) or all as percent (23.6)",
                    "请将整列统一写成比例（0.236）或百分数（23.6）"
                ),
            );
        }
        findings.guess_if(
            in_percent,
            self.name(),
            text!(
                "`{column}` is in percent: its figures go up to {most}",
                "“{column}”按百分数计：其数值最大为 {most}"
            ),
        );
        findings.guess_if(
            are_shares && most > 0.0,
            self.name(),
            text!(
                "`{column}` is read as shares, not as percent, though its heading says percent: its figures go up to {most} only",
                "“{column}”标为百分数，但数值最大仅 {most}，按比例（0—1）计"
            ),
        );
        let share = |own: Figure| match own.is_percent || in_percent {
            true => own.number / 100.0,
            false => own.number,
        };
        figures.into_iter().map(|figure| figure.map(share)).collect()
    }

    /// The ageing rate and the people of 60 and over of each row; where those are shares they are rates too.
    pub(super) fn rates_and_aged(
        &self,
        findings: &mut Findings,
    ) -> (Vec<Option<f64>>, Vec<Option<Figure>>) {
        let mut rates = self.shares("ageing_rate", findings);
        if !self.is_share("aged_60") {
            return (rates, self.figures("aged_60", findings));
        }
        let shares = self.shares("aged_60", findings);
        rates.iter_mut().zip(shares).for_each(|(rate, share)| *rate = rate.or(share));
        let none = vec![None; rates.len()];
        (rates, none)
    }

    /// There are at most as many older people as people.
    pub(super) fn check_old(
        &self,
        row: &GivenRow,
        (name, aged, people): (&str, f64, f64),
        findings: &mut Findings,
    ) {
        if aged > people {
            findings.row(
                Code::GROUP_EXCEEDS_RESIDENTS,
                (self.name(), self.column("aged_60")),
                row,
                text!(
                    "`{name}` has {aged} older people among {people}",
                    "“{name}”老年人口 {aged} 多于总人口 {people}"
                ),
                text!(
                    "correct the figures, or the columns with --column",
                    "请更正数字，或用 --column 指明正确的列"
                ),
            );
        }
    }
}

/// Shares that are one in a hundred and more everywhere.
const NEVER_SO_FEW: [&str; 4] = ["ageing_rate", "aged_60", "aged_65", "urban_share"];
