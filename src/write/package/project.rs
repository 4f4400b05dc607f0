//! The project that QGIS finds in the GeoPackage: the layers in groups, sites above people above towns, and the tables.

use crate::domain::Language;
use crate::domain::crs::Crs;
use crate::write::layers::LayerError;
use crate::write::markup::xml;
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// The project's name among those of the file.
pub(super) const NAME: &str = "Yike";

/// The layers of a group from the top, and whether they are shown at first.
type Layers = &'static [(&'static str, bool)];

/// Groups from the top: the name in English and in Chinese, its layers.
const GROUPS: [(&str, &str, Layers); 4] = [
    ("Sites", "点位", &[("sites", true)]),
    ("People", "人口", &[("uncovered", true), ("demand", true)]),
    (
        "Ways",
        "服务关系与可及范围",
        &[("links", false), ("allocations", false), ("network", false), ("reach", false)],
    ),
    ("Towns", "镇街", &[("towns", true)]),
];

/// A layer or a table of the project.
pub(super) struct ProjectLayer {
    pub(super) name: &'static str,
    pub(super) title: String,
    /// QGIS's word for its geometry.
    pub(super) geometry: &'static str,
    /// Its renderer and its labels.
    pub(super) drawn: String,
    pub(super) has_labels: bool,
    pub(super) fields: String,
    /// The decision about sites may be edited in it.
    pub(super) is_editable: bool,
}

/// What the project says beside its layers.
pub(super) struct Project<'a> {
    pub(super) title: String,
    /// The file that it stands in.
    pub(super) file: &'a str,
    pub(super) crs: Crs,
    pub(super) language: Language,
    /// West, south, east, north.
    pub(super) extent: [f64; 4],
}

/// The id of a layer in the project. QGIS makes up others for those of no more than ten letters.
pub(super) fn id(layer: &str) -> String {
    format!("yike_layer_{layer}")
}

/// The project, packed as QGIS keeps it.
pub(super) fn project(
    project: &Project<'_>,
    layers: &[ProjectLayer],
) -> Result<Vec<u8>, LayerError> {
    let refused = |error: &dyn std::fmt::Display| LayerError::refused("QGIS project", error);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    zip.start_file(format!("{NAME}.qgs"), options).map_err(|error| refused(&error))?;
    zip.write_all(text(project, layers).as_bytes()).map_err(|error| refused(&error))?;
    let bytes = zip.finish().map_err(|error| refused(&error))?;
    Ok(bytes.into_inner())
}

fn text(project: &Project<'_>, layers: &[ProjectLayer]) -> String {
    let Project { file, language, .. } = *project;
    let crs = system(project.crs);
    let title = xml(&project.title);
    let of = |name: &str| layers.iter().find(|layer| layer.name == name);
    let (mut tree, mut order, mut all) = (String::new(), String::new(), String::new());
    let mut placed: Vec<&str> = Vec::new();
    let mut group = |name: &str, inside: &[(&ProjectLayer, bool)]| {
        if inside.is_empty() {
            return;
        }
        let _ = writeln!(
            tree,
            "<layer-tree-group name=\"{}\" checked=\"Qt::Checked\" expanded=\"1\">",
            xml(name)
        );
        for (layer, shown) in inside {
            let (id, title, source) = (id(layer.name), xml(&layer.title), source(file, layer.name));
            let checked = if *shown { "Qt::Checked" } else { "Qt::Unchecked" };
            let expanded = u8::from(*shown);
            let _ = writeln!(
                tree,
                "<layer-tree-layer id=\"{id}\" name=\"{title}\" providerKey=\"ogr\" source=\"{source}\" checked=\"{checked}\" expanded=\"{expanded}\"/>"
            );
            let _ = writeln!(order, "<layer id=\"{id}\"/>");
            all += &map_layer(layer, &crs, &source);
        }
        tree += "</layer-tree-group>\n";
    };
    for (en, zh, names) in GROUPS {
        let inside: Vec<(&ProjectLayer, bool)> =
            names.iter().filter_map(|&(name, shown)| Some((of(name)?, shown))).collect();
        placed.extend(inside.iter().map(|(layer, _)| layer.name));
        group(language.say(en, zh), &inside);
    }
    let tables = layers.iter().filter(|layer| !placed.contains(&layer.name));
    let tables: Vec<(&ProjectLayer, bool)> = tables.map(|layer| (layer, true)).collect();
    group(language.say("Tables", "表格"), &tables);
    let [west, south, east, north] = project.extent;
    let extent =
        format!("<xmin>{west}</xmin><ymin>{south}</ymin><xmax>{east}</xmax><ymax>{north}</ymax>");
    format!(
        "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n\
         <qgis version=\"3.22.0\" projectname=\"{title}\">\n<homePath path=\"\"/>\n<title>{title}</title>\n\
         <projectCrs>{crs}</projectCrs>\n<layer-tree-group>\n{tree}</layer-tree-group>\n\
         <mapcanvas name=\"theMapCanvas\" annotationsVisible=\"1\"><units>{}</units><extent>{extent}</extent><rotation>0</rotation>\
         <destinationsrs>{crs}</destinationsrs></mapcanvas>\n\
         <projectlayers>\n{all}</projectlayers>\n<layerorder>\n{order}</layerorder>\n\
         <properties><Paths><Absolute type=\"bool\">false</Absolute></Paths>\
         <SpatialRefSys><ProjectionsEnabled type=\"int\">1</ProjectionsEnabled></SpatialRefSys></properties>\n\
         <ProjectViewSettings UseProjectScales=\"0\"><DefaultViewExtent xmin=\"{west}\" ymin=\"{south}\" xmax=\"{east}\" ymax=\"{north}\">{crs}</DefaultViewExtent></ProjectViewSettings>\n\
         </qgis>\n",
        if project.crs == Crs::Wgs84 { "degrees" } else { "unknown" },
    )
}

/// QGIS heeds the code where there is a number of its own as well, whichever that is.
fn system(crs: Crs) -> String {
    let code = crs.epsg().map_or_else(String::new, |code| format!("EPSG:{code}"));
    format!("<spatialrefsys><srsid>1</srsid><authid>{code}</authid></spatialrefsys>")
}

/// Where a layer is, from where the project is.
fn source(file: &str, layer: &str) -> String {
    xml(&format!("./{file}|layername={layer}"))
}

fn map_layer(layer: &ProjectLayer, crs: &str, source: &str) -> String {
    let ProjectLayer { name, geometry, drawn, fields, .. } = layer;
    let [labels, fixed] = [layer.has_labels, !layer.is_editable].map(u8::from);
    format!(
        "<maplayer type=\"vector\" geometry=\"{geometry}\" labelsEnabled=\"{labels}\" readOnly=\"{fixed}\" styleCategories=\"AllStyleCategories\">\n\
         <id>{}</id>\n<datasource>{source}</datasource>\n<layername>{}</layername>\n<srs>{crs}</srs>\n\
         <provider encoding=\"UTF-8\">ogr</provider>\n<flags><Identifiable>1</Identifiable><Removable>1</Removable><Searchable>1</Searchable></flags>\n\
         {fields}{drawn}<previewExpression></previewExpression>\n</maplayer>\n",
        id(name),
        xml(&layer.title),
    )
}
