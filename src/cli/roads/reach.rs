//! `yike reach`: from where sites are reached over roads.

use super::super::crs::{crs, of_maps};
use super::super::exit::Exit;
use super::super::failure::{Failure, refuse};
use super::super::issues::issues;
use super::super::outputs::say_written;
use super::super::paths::refuse_to_overwrite_with;
use super::super::terminal::Terminal;
use super::args::ReachArgs;
use super::matrix::weightless;
use super::points::{NetworkOptions, Roads, places};
use crate::domain::{Language, phrase, text};
use crate::read::location::{DemandFile, InstanceSource, PointLayers, read_instance};
use crate::run::numbers::{count, decimals};
use crate::run::write_one;
use crate::travel::roads::{Limit, ReachableArea, SnappedPoint};
use crate::units::Metres;
use crate::write::layers::check_places;
use crate::write::reach_geojson;

/// How far beside the roads the areas go.
const BESIDE: &str = "100 m";

pub(crate) fn run(typed: ReachArgs, terminal: &mut Terminal<'_>) -> Result<Exit, Failure> {
    let asked = NetworkOptions::required(&typed.network)?;
    if asked.limit == Limit::None {
        return refuse(
            phrase("--within is missing", "缺少 --within"),
            phrase(
                "say how far, for instance --within \"15 min\" or --within \"2 km\"",
                "请说明范围，例如 --within \"15 min\" 或 --within \"2 km\"",
            ),
        );
    }
    let text = typed.beside.as_deref().unwrap_or(BESIDE);
    let beside = Metres::parse(text).map_err(|error| Failure::option("--beside", &error))?;
    if !(1.0..=5_000.0).contains(&beside.metres()) {
        return refuse(
            text!("--beside: {text} is not possible", "--beside：{text} 不合理"),
            phrase("give a length from 1 m to 5 km", "请给出 1 m 至 5 km 的长度"),
        );
    }
    let ending = typed.out.extension().unwrap_or_default();
    if !["geojson", "json"].iter().any(|own| ending.eq_ignore_ascii_case(own)) {
        let out = typed.out.display();
        return refuse(
            text!("--out: {out} is no map file", "--out：{out} 不是地图文件"),
            phrase(
                "end the file's name in .geojson; `yike convert` makes other formats of it",
                "文件扩展名请用 .geojson；可用 `yike convert` 转为其他格式",
            ),
        );
    }
    let maps = of_maps(typed.crs.as_deref())?;
    let mut inputs = asked.files();
    inputs.push(typed.sites.clone());
    let help = phrase("give the map another name", "请给地图文件另取名称");
    refuse_to_overwrite_with("--out", &typed.out, &inputs, help)?;
    let source = InstanceSource::Layers(PointLayers::new(DemandFile {
        id: typed.site_id_field,
        id_option: Some("--site-id-field"),
        crs: crs("--sites-crs", typed.sites_crs.as_deref())?,
        crs_option: Some("--sites-crs"),
        ..DemandFile::new(&typed.sites)
    }));
    let files = read_instance(&source)?;
    let instance = &files.instance;
    let file = typed.sites.display().to_string();
    let roads = Roads::read(asked, places(instance).0, &file)?;
    let mut warnings = issues(weightless(&files.warnings));
    warnings.extend(roads.warnings.iter().cloned());
    check_places(places(instance).1.iter().copied(), maps)?;
    terminal.issues(&warnings)?;
    let sites = roads.snap(places(instance).1);
    let limit = roads.asked.limit;
    let ids = (0..sites.len()).map(|position| instance.site_ids().label(position).into_owned());
    let each = roads.graph.reached_each(&sites, limit, beside);
    let reached: Vec<(String, ReachableArea)> = ids.zip(each).collect();
    let off: Vec<&str> = reached
        .iter()
        .zip(&sites)
        .filter(|(_, site)| site.entries().is_empty())
        .map(|((id, _), _)| id.as_str())
        .collect();
    roads.refuse_off_road(&off, terminal)?;
    let all: Vec<&SnappedPoint> = sites.iter().collect();
    let all = roads.graph.reached(&all, limit, beside);
    let over = roads.asked.text();
    let map = reach_geojson(&reached, &all, over.say(Language::English), maps)?;
    write_one(&typed.out, &map)?;
    let (number, out) = (count(sites.len()), typed.out.display());
    let km = decimals(all.length.metres() / 1000.0, 1);
    terminal.note(text!(
        "wrote areas and roads of {number} sites to {out}: {km} km of road, {over}",
        "已向 {out} 写入 {number} 个点位的可达范围和道路：道路 {km} 公里，{over}";
        over
    ))?;
    let counts = [("sites", sites.len()), ("sites_off_road", off.len())];
    say_written("reach", &typed.out, counts, warnings, terminal)?;
    Ok(Exit::Done)
}
