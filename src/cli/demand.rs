//! `yike demand`: a demand layer from a raster of people, or from town polygons alone.

use super::args::DemandArgs;
use super::convert::{format_of, write_layer};
use super::crs::crs;
use super::exit::Exit;
use super::failure::{Failure, refuse};
use super::issues::issues;
use super::outputs::say_written;
use super::paths::refuse_to_overwrite_with;
use super::terminal::Terminal;
use crate::domain::{Text, phrase, text};
use crate::read::{DemandSource, make_demand};
use crate::run::numbers::count;
use crate::units::{Metres, Share};

pub(crate) fn run(typed: DemandArgs, terminal: &mut Terminal<'_>) -> Result<Exit, Failure> {
    let format = format_of("--out", &typed.out)?;
    let written = crs("--crs", typed.crs.as_deref())?.unwrap_or_default();
    let cell = typed.cell.as_deref().map(cell).transpose()?;
    let groups = typed.groups.iter().map(|text| group(text)).collect::<Result<Vec<_>, _>>()?;
    let mut inputs = vec![typed.towns.clone()];
    inputs.extend(typed.raster.clone());
    refuse_to_overwrite_with(
        "--out",
        &typed.out,
        &inputs,
        phrase("name another file, so that the input stays", "请另取文件名，以免覆盖输入"),
    )?;
    let made = make_demand(&DemandSource {
        towns: typed.towns,
        layer: typed.layer,
        towns_crs: crs("--towns-crs", typed.towns_crs.as_deref())?,
        raster: typed.raster,
        raster_crs: crs("--raster-crs", typed.raster_crs.as_deref())?,
        cell,
        fit: typed.fit,
        groups,
    })?;
    let warnings = issues(&made.warnings);
    terminal.issues(&warnings)?;
    write_layer(Some(&typed.out), format, &made.features, written, typed.csv, terminal)?;
    let counts = [("units", made.features.len()), ("people", made.people.round() as usize)];
    let [units, people] = counts.map(|(_, own)| count(own));
    let out = typed.out.display();
    terminal.note(text!(
        "wrote {units} units with {people} people to {out}; they are modelled, and say so",
        "已向 {out} 写入 {units} 个需求单元，共 {people} 人；均为模拟数据并已注明"
    ))?;
    say_written("demand", &typed.out, counts, warnings, terminal)?;
    Ok(Exit::Done)
}

fn cell(text: &str) -> Result<Metres, Failure> {
    let length = Metres::parse(text).map_err(|error| Failure::option("--cell", &error))?;
    if (10.0..=100_000.0).contains(&length.metres()) {
        return Ok(length);
    }
    let help = phrase(
        "choose a side from 10 m to 100 km, usually 200 m to 1 km",
        "请取 10 m 至 100 km 的边长，通常为 200 m 至 1 km",
    );
    refuse(text!("--cell: {text} is no side of a unit", "--cell：{text} 不能作为单元边长"), help)
}

fn group(text: &str) -> Result<(String, Share), Failure> {
    let help = phrase(
        "write for instance --group \"aged_60=25.4 %\"",
        "例如写 --group \"aged_60=25.4 %\"",
    );
    let Some((name, share)) = text.split_once('=') else {
        return refuse(text!("--group: `{text}` has no `=`", "--group：`{text}` 中没有 `=`"), help);
    };
    let share = Share::parse(share.trim()).map_err(|error| {
        let error = Text::from(&error);
        Failure::usage(text!("--group: {error}", "--group：{error}"; error), help)
    })?;
    Ok((name.trim().to_owned(), share))
}
