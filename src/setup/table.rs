//! A table whose columns are known.

use super::asked::Part;
use super::cells::{self, Figure};
use super::findings::{Findings, RowFinding};
use crate::domain::{Language, Name, Properties};
use crate::read::{Code, Given, GivenRow, HeadingUnit, heading_unit, name_columns};
use serde_json::Value;

/// A table, and which of its columns stands for which property.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) given: Given,
    /// What it is.
    pub(super) part: Part,
    columns: Vec<(String, String)>,
}

impl Table {
    /// Settles the columns: those that are stated, else those whose names are known. Says each.
    pub(super) fn new(
        part: Part,
        given: Given,
        stated: &[(Part, String, String)],
        findings: &mut Findings,
    ) -> Self {
        let mut columns: Vec<(String, String)> = Vec::new();
        for (_, property, column) in stated.iter().filter(|(of, ..)| *of == part) {
            if given.columns.contains(column) {
                columns.push((property.clone(), column.clone()));
            }
        }
        let taken: Vec<&str> = columns.iter().map(|(_, column)| column.as_str()).collect();
        let known = name_columns(part.role(), &given.columns, &taken);
        let stated: Vec<String> = columns.iter().map(|(property, _)| property.clone()).collect();
        for named in known {
            if !stated.iter().any(|property| property == named.property) {
                columns.push((named.property.into(), named.column));
            }
        }
        let told = |(property, column): &(String, String)| {
            let asked = stated.contains(property);
            let (en, zh) = if asked { (" (as asked for)", "（按要求）") } else { ("", "") };
            let name = chinese(property);
            Name::both(format!("{property} is `{column}`{en}"), format!("{name}取“{column}”列{zh}"))
        };
        let other: Vec<Name> = columns
            .iter()
            .filter(|(property, column)| property != column || stated.contains(property))
            .map(told)
            .collect();
        if !other.is_empty() {
            findings.guess(&given.name, |own| {
                let list: Vec<&str> = other.iter().map(|name| own.short(name)).collect();
                match own {
                    Language::English => format!("columns by their headings: {}", list.join(", ")),
                    Language::Chinese => format!("按列名识别：{}", list.join("，")),
                }
            });
        }
        Self { given, part, columns }
    }

    /// What messages call the file.
    pub(super) fn name(&self) -> &str {
        &self.given.name
    }

    /// The column that stands for `property`.
    pub(super) fn column(&self, property: &str) -> Option<&str> {
        let found = self.columns.iter().find(|(own, _)| own == property);
        found.map(|(_, column)| column.as_str())
    }

    /// The text of a row's cell.
    pub(super) fn text(&self, row: &GivenRow, property: &str) -> Option<String> {
        cells::text(row.properties.get(self.column(property)?)?)
    }

    /// Whether a property's column is in percent by its heading, so that it counts nobody.
    pub(super) fn is_percent(&self, property: &str) -> bool {
        self.column(property).and_then(heading_unit) == Some(HeadingUnit::Percent)
    }

    /// A row's quantity with its unit: the cell's own, else `unit`, so many times as the heading says.
    pub(super) fn quantity(&self, row: &GivenRow, property: &str, unit: &str) -> Option<String> {
        let text = self.text(row, property)?;
        let times = match heading_unit(self.column(property)?) {
            Some(HeadingUnit::Times(times)) => times,
            _ => 1.0,
        };
        match text.replace([',', '，'], "").parse::<f64>() {
            Ok(number) => Some(format!("{} {unit}", number * times)),
            Err(_) => Some(text),
        }
    }

    /// The counts of a column, a row each, in the unit that its heading has in brackets; rows whose cell is no count are told.
    pub(super) fn figures(&self, property: &str, findings: &mut Findings) -> Vec<Option<Figure>> {
        let mut figures = self.cells(property, false, findings);
        let Some(column) = self.column(property) else { return figures };
        match heading_unit(column) {
            Some(HeadingUnit::Times(times)) => {
                figures.iter_mut().flatten().for_each(|own| own.number *= times);
                findings.guess(self.name(), |own| match own {
                    Language::English => {
                        format!("`{column}`: each figure times {times}, by the unit of its heading")
                    }
                    Language::Chinese => format!("“{column}”按列名中的单位，数值乘以 {times}"),
                });
            }
            Some(HeadingUnit::Percent) => {
                findings.push(Code::FIELD_WRONG_TYPE, self.name(), Some(column), |own| match own {
                    Language::English => (
                        format!("`{column}` is in percent, and {property} is a count"),
                        "name the column of counts with --column, or write counts".into(),
                    ),
                    Language::Chinese => (
                        format!("“{column}”为百分数，而{}应为数量", chinese(property)),
                        "请用 --column 指明数量所在的列，或改填数量".into(),
                    ),
                });
                figures.fill(None);
            }
            None => {}
        }
        figures
    }

    fn cells(
        &self,
        property: &str,
        takes_percent: bool,
        findings: &mut Findings,
    ) -> Vec<Option<Figure>> {
        let Some(column) = self.column(property) else {
            return vec![None; self.given.rows.len()];
        };
        let mut wrong = Vec::new();
        let figures = self.given.rows.iter().map(|row| {
            match row.properties.get(column).and_then(cells::figure)? {
                Ok(figure) if takes_percent || !figure.is_percent => Some(figure),
                Ok(figure) => {
                    let cause = Name::both(
                        format!("`{}%` is a share, where a count is wanted", figure.number),
                        format!("“{}%”是比例，此处应为数量", figure.number),
                    );
                    wrong.push(RowFinding::new(row, cause));
                    None
                }
                Err(text) => {
                    let cause = Name::both(
                        format!("`{text}` is no figure of at least 0"),
                        format!("“{text}”不是不小于 0 的数字"),
                    );
                    wrong.push(RowFinding::new(row, cause));
                    None
                }
            }
        });
        let figures = figures.collect();
        findings.rows(Code::FIELD_WRONG_TYPE, self.name(), Some(column), &wrong, |own| {
            own.say("write digits alone, or leave the cell empty", "请只填写数字，或将单元格留空")
                .into()
        });
        figures
    }

    /// A column of shares, from 0 to 1, whether it is written in percent or not, which is told by its largest figure.
    pub(super) fn shares(&self, property: &str, findings: &mut Findings) -> Vec<Option<f64>> {
        let figures = self.cells(property, true, findings);
        let Some(column) = self.column(property).map(str::to_owned) else {
            return vec![None; figures.len()];
        };
        let by_heading = self.is_percent(property);
        let plain = || figures.iter().flatten().filter(|own| !own.is_percent).map(|own| own.number);
        let most = plain().fold(0.0, f64::max);
        let in_percent = most > 1.0;
        let rows = || self.given.rows.iter().zip(&figures);
        let finding = |row: &GivenRow, text: f64| {
            let cause = Name::both(
                format!(
                    "{text} beside {most}, the largest of the column: shares and percent are mixed, or it is no share"
                ),
                format!("数值 {text} 与该列最大值 {most} 不一致：比例与百分数混用，或不是比例"),
            );
            RowFinding::new(row, cause)
        };
        let odd = |own: &Figure| {
            let mixed = in_percent && !by_heading && own.number > 0.0 && own.number < 1.0;
            let beyond = own.number > 100.0;
            beyond || mixed && !own.is_percent
        };
        let odd: Vec<RowFinding> = rows()
            .filter_map(|(row, figure)| {
                figure.filter(odd).map(|figure| finding(row, figure.number))
            })
            .collect();
        findings.rows(Code::RATE_NOT_A_SHARE, self.name(), Some(&column), &odd, |own| {
            own.say(
                "write all of the column as shares (0.236) or all as percent (23.6)",
                "请将整列统一写成比例（0.236）或百分数（23.6）",
            )
            .into()
        });
        if in_percent {
            findings.guess(self.name(), |own| match own {
                Language::English => {
                    format!("`{column}` is in percent: its figures go up to {most}")
                }
                Language::Chinese => format!("“{column}”按百分数计：其数值最大为 {most}"),
            });
        }
        let share = |own: Figure| match own.is_percent || in_percent {
            true => own.number / 100.0,
            false => own.number,
        };
        figures.into_iter().map(|figure| figure.map(share)).collect()
    }

    /// Says that a property is needed and that no column stands for it.
    pub(super) fn lacks(&self, part: Part, property: &str, findings: &mut Findings) {
        // As people call it, who have no two words for it.
        let property = if property == "persons" { "population" } else { property };
        let free = self
            .given
            .columns
            .iter()
            .filter(|column| self.columns.iter().all(|(_, taken)| taken != *column));
        let of_figures = |column: &&String| {
            let mut cells = self.given.rows.iter().filter_map(|row| row.properties.get(*column));
            cells.any(Value::is_number) == (property != "name")
        };
        let likely = free.clone().find(of_figures).or(free.clone().next());
        let likely = likely.map_or("…", String::as_str);
        let columns = self.given.columns.join(", ");
        findings.push(Code::FIELD_MISSING, self.name(), Some(property), |own| match own {
            Language::English => (
                format!("no column is known to be `{property}`; the columns are {columns}"),
                format!("say which one it is, for instance --column {part}.{property}={likely}, or add it"),
            ),
            Language::Chinese => (
                format!("未能识别哪一列是{}（{property}）；各列为：{columns}", chinese(property)),
                format!("请指明，例如 --column {part}.{property}={likely}，或补充该列"),
            ),
        });
    }

    /// What the row says beside what is known of it: the planner's own columns, and how its position came about.
    /// Properties of the format that init makes itself are none.
    pub(super) fn rest(&self, row: &GivenRow, is_placed: bool) -> Properties {
        const MADE: &[&str] = &[
            "id",
            "name",
            "town",
            "unit",
            "setting",
            "kind",
            "standing",
            "tier",
            "tiers",
            "size",
            "works",
            "serves_towns",
            "required",
            "forbidden",
            "may_stay",
            "persons",
            "population",
            "ageing_rate",
            "aged_60",
            "aged_65",
            "aged_80",
            "method",
            "source",
            "origin",
            "position_origin",
        ];
        let is_own = |key: &&String| {
            !self.columns.iter().any(|(_, column)| column == *key) && !MADE.contains(&key.as_str())
        };
        let own = row.properties.iter().filter(|(key, value)| is_own(key) && !value.is_null());
        let mut rest: Properties = own.map(|(key, value)| (key.clone(), value.clone())).collect();
        let stated = self.column("position_origin").and_then(|own| row.properties.get(own));
        let origin = if is_placed { stated.cloned() } else { Some("modelled".into()) };
        if let Some(origin) = origin.filter(|own| !own.is_null()) {
            rest.insert("position_origin".into(), origin);
        }
        rest
    }

    /// Whether a property's column holds anything.
    pub(super) fn has(&self, property: &str) -> bool {
        let filled = |column: &str| {
            let cell =
                |row: &GivenRow| row.properties.get(column).is_some_and(|own| *own != Value::Null);
            self.given.rows.iter().any(cell)
        };
        self.column(property).is_some_and(filled)
    }
}

/// What a property is called in Chinese.
fn chinese(property: &str) -> &str {
    match property {
        "id" => "编码",
        "name" => "名称",
        "town" => "所属镇街",
        "setting" => "城乡类型",
        "population" | "persons" => "人口",
        "ageing_rate" => "老龄化率",
        "urban_share" => "城镇化率",
        "aged_60" => "60岁及以上人口",
        "aged_65" => "65岁及以上人口",
        "aged_80" => "80岁及以上人口",
        "kind" => "类别",
        "standing" => "是否建成",
        "operator" => "运营主体",
        "beds" => "床位数",
        "nursing_beds" => "护理型床位数",
        "guarantee_beds" => "兜底保障床位数",
        "residents" => "入住人数",
        other => other,
    }
}
