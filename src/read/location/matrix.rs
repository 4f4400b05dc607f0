//! Travel matrices in CSV. A pair that is absent or blank is out of reach, not very far away.

use super::attributes::{Attributes, of_sites, weights};
use super::axis::Axis;
use super::columns::{Columns, is_long};
use super::csv::Csv;
use super::draft::{Draft, stem};
use super::faults::Faults;
use super::format::Format;
use super::layer::Layer;
use super::numbers::shown;
use super::options::{MatrixFile, MatrixUnit};
use super::placeholder::{Pair, warn_far, warn_zeros};
use super::words::number;
use crate::domain::location::{InstanceParts, Metric, Table};
use crate::domain::{phrase, text};
use crate::read::catalogue::Code;
use crate::read::issue::Place;
use crate::read::layers::cells::comma_for_point;
use crate::read::sink::Sink;
use crate::read::source::Role;
use std::mem::take;

/// The matrix while it is read.
struct Matrix {
    demand: Axis,
    sites: Axis,
    rows: Vec<Vec<Pair>>,
}

/// Reads the matrix and its layers.
pub(super) fn read(sink: &Sink, file: &MatrixFile) -> Option<Draft> {
    let name = file.path.display().to_string();
    sink.name_file(&name);
    let demand_layer = file
        .demand
        .as_ref()
        .map(|file| Layer::read(sink, &file.path, Role::Demand, file.id_named()));
    let site_layer =
        file.sites.as_ref().map(|file| Layer::read(sink, &file.path, Role::Sites, file.id_named()));
    let demand_side = file.demand.as_ref().zip(demand_layer.as_ref().and_then(Option::as_ref));
    let demand_side = demand_side.map(|(file, layer)| weights(sink, layer, file));
    let site_side = file.sites.as_ref().zip(site_layer.as_ref().and_then(Option::as_ref));
    let site_side = site_side.map(|(file, layer)| of_sites(sink, layer, file));
    // Without a layer that should be there, ids cannot be checked.
    let (demand_layer, site_layer) = (transpose(demand_layer)?, transpose(site_layer)?);
    let mut table = Csv::open(sink, &file.path, &name)?;
    let mut matrix = Matrix {
        demand: Axis::new(
            phrase("demand point", "需求点"),
            Code::DEMAND_UNKNOWN,
            demand_layer.as_ref(),
        ),
        sites: Axis::new(phrase("site", "点位"), Code::UNKNOWN_SITE, site_layer.as_ref()),
        rows: Vec::new(),
    };
    let long = is_long(&table, file);
    let unit = match long {
        true => matrix.read_long(&mut table, file),
        false => matrix.read_wide(&mut table, file),
    };
    let pairs = matrix.check_twice(&mut table.faults);
    let (points, sites) = (matrix.demand.len(), matrix.sites.len());
    // What layers list may all be out of reach.
    let listed = demand_layer.is_some() && site_layer.is_some();
    let bare = pairs == 0 && table.faults.is_empty() && !listed;
    if (points == 0 || sites == 0 || bare) && unit.is_some() {
        let cause = text!("the matrix has no pairs", "矩阵中没有点对");
        let action = text!("export it again, with its rows", "请连同数据行重新导出");
        table.faults.push(Code::NOTHING_TO_LOCATE, None, None, cause, action);
    }
    let input = table.finish(Role::Matrix, pairs);
    let unit = unit?;
    matrix.rows.resize(points, Vec::new());
    // Errors of pairs are already reported, and their ends may be reachable.
    if !sink.has_errors() {
        warn_far(sink, &name, unit, &matrix.rows);
        warn_zeros(sink, &name, unit, &matrix.rows);
        matrix.warn_unreachable(sink, &name, demand_layer.as_ref(), site_layer.as_ref());
    }
    let same_points = matrix.unite();
    let Attributes { fixed_costs, capacities, rules } = site_side.unwrap_or_default();
    let (weights, weight_field) = demand_side.unwrap_or_else(|| (vec![1.0; points], None));
    let of_row = |row: Vec<Pair>| row.into_iter().map(|pair| (pair.site, pair.value)).collect();
    let parts = InstanceParts {
        name: stem(&file.path),
        demand_ids: matrix.demand.into_ids(),
        weights,
        site_ids: matrix.sites.into_ids(),
        fixed_costs,
        capacities,
        rules,
        metric: Metric::Table(Table::from_rows(matrix.rows.into_iter().map(of_row))),
        unit: unit.unit(),
        whole_demand: file.whole_demand,
        same_points,
    };
    let layers = [&demand_layer, &site_layer].into_iter().flatten();
    let inputs = std::iter::once(input).chain(layers.map(|layer| layer.record.clone())).collect();
    let format = if long { Format::LongMatrix } else { Format::WideMatrix };
    let features = |layer: Option<Layer>| Some(layer?.take_features()?.0);
    Some(Draft {
        weight_field,
        demand_features: features(demand_layer),
        site_features: features(site_layer),
        ..Draft::new(format, parts, inputs)
    })
}

/// None where a layer is asked for and could not be read.
fn transpose(layer: Option<Option<Layer>>) -> Option<Option<Layer>> {
    match layer {
        Some(None) => None,
        Some(layer) => Some(layer),
        None => Some(None),
    }
}

impl Matrix {
    /// Reads a matrix with a row for each pair: `demand,site,value`.
    fn read_long(&mut self, table: &mut Csv<'_>, file: &MatrixFile) -> Option<MatrixUnit> {
        let columns = Columns::find(table, file)?;
        while table.next_row() {
            let line = table.line();
            let (Some(demand), Some(site)) = (table.text(columns.demand), table.text(columns.site))
            else {
                continue;
            };
            let demand = self.demand.position(&mut table.faults, line, &demand);
            let site = self.sites.position(&mut table.faults, line, &site);
            let value = value(table, columns.value, line, None, columns.unit);
            if let (Some(demand), Some(site), Some(value)) = (demand, site, value) {
                self.push(demand, site, line, value);
            }
        }
        Some(columns.unit)
    }

    /// Reads a matrix with a row for each demand point and a column for each site.
    fn read_wide(&mut self, table: &mut Csv<'_>, file: &MatrixFile) -> Option<MatrixUnit> {
        if let Some(name) = &file.value {
            let cause = text!(
                "the value column `{name}` is named, but the matrix is wide, with a column for each site",
                "指定了数值列 `{name}`，但这是宽矩阵，每个点位一列"
            );
            let action = text!(
                "leave the name out; if it has a row for each pair, name its other columns with --matrix-demand-field and --matrix-site-field",
                "请不指定数值列；如每个点对一行，请用 --matrix-demand-field 和 --matrix-site-field 写明另外两列"
            );
            table.faults.push(Code::OPTION_WITHOUT_USE, Some(1), None, cause, action);
        }
        let Some(unit) = file.unit else {
            let cause = text!(
                "the matrix is wide (a column for each site), so no column name states the unit",
                "这是宽矩阵（每个点位一列），列名无法表明单位"
            );
            let action = text!(
                "give the unit with --matrix-unit m, km, s, min, h or none",
                "请用 --matrix-unit m、km、s、min、h 或 none 写明单位"
            );
            table.faults.push(Code::UNIT_UNCLEAR, Some(1), None, cause, action);
            return None;
        };
        let header = table.header.clone();
        let mut columns: Vec<Option<u32>> = Vec::new();
        for id in &header[1..] {
            let site = self.sites.position(&mut table.faults, 1, id);
            if site.is_some() && columns.contains(&site) {
                let cause = text!("two columns are of the site `{id}`", "有两列都是点位 `{id}`");
                let action = text!("leave one of them", "请只保留其中一列");
                table.faults.push(
                    Code::PAIR_TWICE,
                    Some(1),
                    Some(self.sites.what.into()),
                    cause,
                    action,
                );
            }
            columns.push(site);
        }
        let mut lines = vec![0; self.demand.len()];
        while table.next_row() {
            let line = table.line();
            let demand = table.text(0);
            let demand = demand.and_then(|id| self.demand.position(&mut table.faults, line, &id));
            if let Some(demand) = demand.map(|demand| demand as usize) {
                lines.resize(self.demand.len(), 0);
                if lines[demand] > 0 {
                    let (id, earlier) = (self.demand.id(demand), lines[demand]);
                    let cause = text!(
                        "line {earlier} is of the demand point `{id}` already",
                        "第 {earlier} 行已是需求点 `{id}`"
                    );
                    let action = text!("leave one of them", "请只保留其中一行");
                    let faults = &mut table.faults;
                    faults.push(
                        Code::PAIR_TWICE,
                        Some(line),
                        Some(self.demand.what.into()),
                        cause,
                        action,
                    );
                    continue;
                }
                lines[demand] = line;
            }
            for (column, site) in (1..).zip(&columns) {
                let value = value(table, column, line, Some(&header[column]), unit);
                if let (Some(demand), &Some(site), Some(value)) = (demand, site, value) {
                    self.push(demand, site, line, value);
                }
            }
        }
        Some(unit)
    }

    fn push(&mut self, demand: u32, site: u32, line: usize, value: f64) {
        let demand = demand as usize;
        if self.rows.len() <= demand {
            self.rows.resize(demand + 1, Vec::new());
        }
        let line = u32::try_from(line).unwrap_or(u32::MAX);
        self.rows[demand].push(Pair { site, line, value });
    }

    /// Checks that each pair is given once. Returns the number of pairs.
    fn check_twice(&mut self, faults: &mut Faults<'_>) -> usize {
        for (demand, row) in self.rows.iter_mut().enumerate() {
            row.sort_by_key(|pair| (pair.site, pair.line));
            for pair in row
                .windows(2)
                .filter(|pair| pair[0].site == pair[1].site && pair[0].line != pair[1].line)
            {
                let (id, site) = (self.demand.id(demand), self.sites.id(pair[0].site as usize));
                let earlier = pair[0].line;
                let cause = text!(
                    "line {earlier} gives the pair `{id}`, `{site}` already",
                    "第 {earlier} 行已给出点对 `{id}`、`{site}`"
                );
                let line = Some(pair[1].line as usize);
                let action = text!("leave one of the two", "请只保留其中一行");
                faults.push(Code::PAIR_TWICE, line, None, cause, action);
            }
        }
        self.rows.iter().map(Vec::len).sum()
    }

    /// Warns of demand points and sites without pairs.
    fn warn_unreachable(
        &self,
        sink: &Sink,
        name: &str,
        demand: Option<&Layer>,
        sites: Option<&Layer>,
    ) {
        let reached = |pair: &&Pair| pair.value.is_finite();
        let mut joined = vec![false; self.sites.len()];
        for pair in self.rows.iter().flatten().filter(reached) {
            joined[pair.site as usize] = true;
        }
        let has_pair: Vec<bool> =
            self.rows.iter().map(|row| row.iter().any(|pair| reached(&pair))).collect();
        for (axis, joined, layer) in
            [(&self.demand, has_pair, demand), (&self.sites, joined, sites)]
        {
            for position in (0..axis.len()).filter(|&position| !joined[position]) {
                let place = match layer {
                    Some(layer) => layer.place(&layer.items[position]).at(layer.id_field()),
                    None => Place::feature(name, position + 1, Some(axis.id(position))),
                };
                let what = axis.what;
                let cause = text!(
                    "no pair of the matrix joins this {what} to any other place",
                    "矩阵中没有该{what}与其他地点的点对";
                    what
                );
                let action = text!(
                    "add its pairs, if it can be reached; otherwise nothing needs doing",
                    "如可到达，请补上点对；否则无需处理"
                );
                sink.push(Code::POINT_UNREACHABLE, place, cause, action);
            }
        }
    }

    /// Whether demand and sites are the same points: the same ids, each at distance 0 from itself. If so, puts the ids of
    /// the matrix in the order of the layer, or the sites in that of the demand. Two layers in different orders stay as they
    /// are, and are not the same.
    fn unite(&mut self) -> bool {
        let Some(order) = self.demand.order_of(&self.sites) else {
            return false;
        };
        let at_itself = |(row, &site): (&Vec<Pair>, &u32)| {
            row.iter().any(|pair| pair.site == site && pair.value == 0.0)
        };
        if self.rows.len() != order.len() || !self.rows.iter().zip(&order).all(at_itself) {
            return false;
        }
        let mut back = vec![0; order.len()];
        for (demand, &site) in (0..).zip(&order) {
            back[site as usize] = demand;
        }
        if order.is_sorted() {
            return true;
        }
        if !self.sites.is_of_layer() {
            for pair in self.rows.iter_mut().flatten() {
                pair.site = back[pair.site as usize];
            }
            self.sites.reorder(&order);
            return true;
        }
        if self.demand.is_of_layer() {
            return false;
        }
        self.rows = back.iter().map(|&demand| take(&mut self.rows[demand as usize])).collect();
        self.demand.reorder(&back);
        true
    }
}

/// The value of a cell: infinite where it is blank, none where it is wrong.
fn value(
    table: &mut Csv<'_>,
    column: usize,
    line: usize,
    site: Option<&str>,
    unit: MatrixUnit,
) -> Option<f64> {
    let cell = table.cell(column);
    if cell.is_empty() {
        return Some(f64::INFINITY);
    }
    let read = number(cell);
    let good = read.filter(|value| value.is_finite() && *value >= 0.0);
    if let Some(value) = good {
        return Some((value + 0.0) * unit.factor());
    }
    let of_site = |site| text!("the value in column `{site}`", "列 `{site}` 的数值");
    let what = site.map_or_else(|| text!("the value", "数值"), of_site);
    let shown = shown(cell);
    let comma = comma_for_point(&shown);
    let (code, why, action) = match read {
        None => (
            Code::NUMBER_UNREADABLE,
            text!("is not a number{comma}", "不是数字{comma}"; comma),
            text!(
                "write the number, with a point and without a unit",
                "请填写数字，用小数点，不带单位"
            ),
        ),
        Some(value) if !value.is_finite() => (
            Code::FIGURE_NOT_FINITE,
            text!("is not a finite number", "不是有限数"),
            text!(
                "leave the cell empty where a place is out of reach",
                "不可到达之处请将单元格留空"
            ),
        ),
        Some(_) => (
            Code::FIGURE_NEGATIVE,
            text!("is below 0", "小于 0"),
            text!(
                "correct the value; leave it empty where a place is out of reach",
                "请更正数值；不可到达之处请留空"
            ),
        ),
    };
    let cause = text!("{what}, `{shown}`, {why}", "{what} `{shown}` {why}"; what, why);
    table.faults.push(code, Some(line), Some(phrase("value", "数值").into()), cause, action);
    None
}
