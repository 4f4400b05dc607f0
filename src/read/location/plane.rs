//! Demand and sites in a plane without a coordinate system: tables with `x` and `y`.

use super::attributes::{of_sites, weights};
use super::draft::{Draft, stem};
use super::format::Format;
use super::layer::{Item, Layer, Named, is_table};
use super::layers::same_file;
use super::options::{PointLayers, SiteFile};
use super::words::number;
use crate::domain::location::{Ids, InstanceParts, Metric, Rounding};
use crate::domain::{PropertyValue, text};
use crate::read::catalogue::Code;
use crate::read::issue::Place;
use crate::read::layers::{Columns, is_lent_table};
use crate::read::sink::Sink;
use crate::read::source::Role;
use std::collections::BTreeSet;
use std::path::Path;

/// Reads both tables. Where the sites are left out, or are the same file, every demand point is a site.
pub(super) fn read(sink: &Sink, layers: &PointLayers) -> Option<Draft> {
    let file = &layers.demand;
    let demand = table(sink, &file.path, Role::Demand, file.id_named());
    let own = layers.sites.clone().unwrap_or_else(|| SiteFile {
        id: file.id.clone(),
        id_option: file.id_option,
        ..SiteFile::new(&file.path)
    });
    let same_points = same_file(&file.path, &own.path);
    let sites = match same_points && own.id == file.id {
        true => demand.clone(),
        false => table(sink, &own.path, Role::Sites, own.id_named()),
    };
    let (demand, sites) = (demand?, sites?);
    let (weights, weight_field) = weights(sink, &demand, file);
    let attributes = of_sites(sink, &sites, &own);
    let (demand_at, sites_at) = (points(sink, &demand), points(sink, &sites));
    let metric = Metric::Plane { demand: demand_at?, sites: sites_at?, rounding: Rounding::Exact };
    let ids = |layer: &Layer| Ids::Given(layer.ids().map(str::to_owned).collect());
    let parts = InstanceParts {
        demand_ids: ids(&demand),
        weights,
        site_ids: ids(&sites),
        fixed_costs: attributes.fixed_costs,
        capacities: attributes.capacities,
        rules: attributes.rules,
        same_points,
        ..InstanceParts::new(stem(&file.path), metric)
    };
    let mut inputs = vec![demand.record];
    inputs.extend(layers.sites.is_some().then_some(sites.record));
    if let [_, sites] = &mut inputs[..] {
        sites.role = Role::Sites;
    }
    Some(Draft { weight_field, ..Draft::new(Format::Plane, parts, inputs) })
}

fn table(sink: &Sink, path: &Path, role: Role, id: Named<'_>) -> Option<Layer> {
    if is_table(path) || is_lent_table(path) {
        return Layer::read(sink, path, role, id);
    }
    let cause = text!(
        "positions of a plane without a coordinate system are read from tables, and this is none",
        "无坐标系的平面坐标只从表格读取，而此文件不是表格"
    );
    let action = text!(
        "export it as CSV with the columns `x` and `y`, or name its coordinate system",
        "请导出为带 `x` 和 `y` 列的 CSV，或写明其坐标系"
    );
    sink.push(Code::COLUMN_MISSING, Place::file(&path.display().to_string()), cause, action);
    None
}

/// Where the items are; an issue where a table has no `x` and `y`, or a row has no numbers there.
fn points(sink: &Sink, layer: &Layer) -> Option<Vec<[f64; 2]>> {
    let keys: BTreeSet<&str> = layer.items.iter().flat_map(|item| item.properties.keys()).collect();
    let keys: Vec<String> = keys.into_iter().map(str::to_owned).collect();
    let Some((x, y)) = Columns::plane(&keys) else {
        let cause = text!("the table has no columns `x` and `y`", "表格没有列 `x` 和 `y`");
        let action = text!(
            "add them, or leave the coordinate system `none` out",
            "请补上这两列，或不要把坐标系写作 `none`"
        );
        sink.push(Code::COLUMN_MISSING, Place::file(&layer.file), cause, action);
        return None;
    };
    let read = |item: &Item, field: &String| {
        let value = item.properties.get(field);
        let figure = value.and_then(|value| match value {
            PropertyValue::Text(text) => number(text.as_bytes()),
            value => value.as_f64(),
        });
        let figure = figure.filter(|figure| figure.is_finite());
        if figure.is_none() {
            let shown = value.map(|value| value.to_string()).unwrap_or_default();
            let cause =
                text!("`{field}` is {shown}, not a number", "`{field}` 为 {shown}，不是数字");
            let action = text!("write the coordinate", "请填写坐标");
            sink.push(Code::NUMBER_UNREADABLE, layer.place(item).at(field), cause, action);
        }
        figure
    };
    // Every row is looked at, so that all that is wrong is said.
    let points: Vec<Option<[f64; 2]>> = layer
        .items
        .iter()
        .map(|item| read(item, &keys[x]).zip(read(item, &keys[y])).map(|(x, y)| [x, y]))
        .collect();
    points.into_iter().collect()
}
