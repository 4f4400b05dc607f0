//! `yike matrix`: travel times or lengths between two layers over roads.

use super::super::engine::{bad_input, issue};
use super::super::exit::Exit;
use super::super::failure::Failure;
use super::super::locate::crs;
use super::super::outputs::spare_input;
use super::super::settings::folder;
use super::super::terminal::Terminal;
use super::args::MatrixArgs;
use super::points::{Asked, Roads, places};
use yike::read::location::{DemandFile, InstanceSource, PointLayers, SiteFile, read_instance};
use yike::travel::roads::Limit;
use yike::write::people::count;
use yike::write::{IssueRecord, MatrixValue, long_matrix, wide_matrix, write_one};

pub(crate) fn run(typed: MatrixArgs, terminal: &mut Terminal<'_>) -> Result<Exit, Failure> {
    let asked = Asked::required(&typed.network)?;
    let inputs = [
        typed.origins.clone(),
        typed.sites.clone(),
        asked.network.clone(),
    ];
    spare_input("--out", &typed.out, &inputs, "give the matrix another name")?;
    if let Some(report) = &typed.report {
        folder(report)?;
    }
    let source = InstanceSource::Layers(PointLayers {
        demand: DemandFile {
            path: typed.origins.clone(),
            id: typed.origin_id_field,
            weight: None,
            crs: crs("--origins-crs", typed.origins_crs.as_deref())?,
        },
        sites: Some(SiteFile {
            path: typed.sites,
            id: typed.site_id_field,
            crs: crs("--sites-crs", typed.sites_crs.as_deref())?,
            ..SiteFile::default()
        }),
        detour: 1.0,
    });
    let files = read_instance(&source).map_err(bad_input)?;
    let mut warnings: Vec<IssueRecord> = files.warnings.iter().map(issue).collect();
    let instance = &files.instance;
    let origins = typed.origins.display().to_string();
    let roads = Roads::read(asked, places(instance).0, &origins)?;
    warnings.extend(roads.warnings.iter().cloned());
    terminal.issues(&warnings)?;
    let joined = roads.join(instance, terminal)?;
    let limit = roads.asked.limit;
    let ways = roads.graph.ways(&joined.demand, &joined.sites, limit);
    let value = match typed.metres || matches!(limit, Limit::Distance(_)) {
        true => MatrixValue::Metres,
        false => MatrixValue::Minutes,
    };
    let (demand, sites) = (instance.demand_ids(), instance.site_ids());
    let bytes = match typed.wide {
        true => wide_matrix(&ways, demand, sites, value),
        false => long_matrix(&ways, demand, sites, value),
    };
    write_one(&typed.out, &bytes)?;
    terminal.note(&format!(
        "wrote {} pairs of {} origins and {} sites in {} to {}, {}",
        count(ways.pairs()),
        count(instance.points()),
        count(instance.sites()),
        value.word(),
        typed.out.display(),
        roads.asked.text(),
    ))?;
    if let Some(report) = &typed.report {
        joined.write(report, terminal)?;
    }
    Ok(Exit::Done)
}
