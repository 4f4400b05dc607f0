//! The readers with small files that they read.

use crate::common::program::Workplace;
use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use yike::domain::crs::Crs;
use yike::domain::forecast::Method;
use yike::read::forecast::{ForecastSource, read_forecast};
use yike::read::location::{
    DemandFile, InstanceFile, InstanceSource, MatrixFile, PointLayers, SiteFile, read_instance,
    read_start,
};
use yike::read::roads::{read_places, read_roads};
use yike::read::sweep::{PlanTemplate, read_sweep};
use yike::read::{
    DemandSource, Issue, Problems, make_demand, read_features, read_layout, read_plan,
};
use yike::run::RunFolder;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// What a reader says of a file.
type Read = Box<dyn Fn(&Path) -> Vec<Issue>>;

/// A reader.
pub(super) struct Reader {
    /// What is read.
    pub(super) word: String,
    /// The files by name; the first so many may be damaged.
    pub(super) files: Vec<(String, Vec<u8>)>,
    pub(super) damaged: usize,
    /// Reads them in a folder, and gives what it found.
    pub(super) read: Read,
}

/// What reading found, well or not.
fn found<T>(read: Result<T, Problems>, warnings: impl FnOnce(T) -> Vec<Issue>) -> Vec<Issue> {
    read.map_or_else(|problems| problems.issues, warnings)
}

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

fn reader(
    word: &str,
    folder: &str,
    names: &[&str],
    damaged: usize,
    read: impl Fn(&Path) -> Vec<Issue> + 'static,
) -> Reader {
    let file = |name: &&str| {
        let bytes = fs::read(fixture(folder).join(name)).expect("a fixture");
        (name.rsplit('/').next().expect("a name").to_owned(), bytes)
    };
    let files = names.iter().map(file).collect();
    Reader { word: word.into(), files, damaged, read: Box::new(read) }
}

const PLAN: [&str; 6] = [
    "plan.toml",
    "layout.geojson",
    "towns.geojson",
    "units.geojson",
    "sites.geojson",
    "medical.geojson",
];

/// All readers.
pub(super) fn readers() -> Vec<Reader> {
    let mut all = vec![plan(), periods(), sweep(), forecast(), run_folder(), workbook()];
    all.extend(layers());
    all.extend(tables());
    all.extend(rasters());
    all.extend(roads());
    all.extend(instances());
    all
}

fn read_all(folder: &Path) -> Vec<Issue> {
    match read_plan(&folder.join("plan.toml")) {
        Err(Problems { issues }) => issues,
        Ok(plan) => {
            let layout = read_layout(&folder.join("layout.geojson"), &plan.problem);
            let mut issues = plan.warnings;
            issues.extend(found(layout, |(_, warnings, _)| warnings));
            issues
        }
    }
}

fn plan() -> Reader {
    reader("a plan", "good", &PLAN, PLAN.len(), read_all)
}

fn periods() -> Reader {
    let names = ["plan.toml", "units_2035.geojson"];
    let mut own = reader("periods", "periods", &names, 2, read_all);
    let text = String::from_utf8(own.files[0].1.clone()).expect("UTF-8").replace("../good/", "");
    own.files[0].1 = text.into_bytes();
    own.files.extend(reader("", "good", &PLAN[1..], 0, read_all).files);
    own
}

fn sweep() -> Reader {
    const SWEEP: &str = "[sweep]\nseed = 7\ndraws = 2\n\n[[vary]]\nparameter = \"travel.detour\"\nrandom = { triangular = [1.1, 1.3, 1.8] }\n\n[[vary]]\nparameter = \"tier.station.reach.urban\"\nvalues = [\"10 min\", \"15 min\"]\n";
    let plan = PlanTemplate::open(&fixture("good/plan.toml")).expect("a plan");
    let read = move |folder: &Path| {
        found(read_sweep(&folder.join("sweep.toml"), &[], &plan), |sweep| sweep.warnings)
    };
    let files = vec![("sweep.toml".to_owned(), SWEEP.into())];
    Reader { word: "a sweep".into(), files, damaged: 1, read: Box::new(read) }
}

fn forecast() -> Reader {
    let names = ["2010.csv", "2020.csv"];
    reader("a forecast", "../../data/census", &names, 2, |folder| {
        let source = ForecastSource {
            censuses: vec![(2010, folder.join("2010.csv")), (2020, folder.join("2020.csv"))],
            years: vec![2030],
            ..ForecastSource::new(Method::CohortChange)
        };
        found(read_forecast(&source), |files| files.warnings)
    })
}

/// A run's folder, whose record says that its files are those that the run wrote, so that they are looked into.
fn run_folder() -> Reader {
    let place = Workplace::with("tests/fixtures/good");
    let ran = place.run(&["audit", "plan.toml", "--layout", "layout.geojson", "--out", "out"]);
    assert!(place.path("out/record.json").exists(), "{}", ran.stderr);
    let names = place.names("out");
    let file = |name: &String| {
        (name.clone(), fs::read(place.path(&format!("out/{name}"))).expect("a file"))
    };
    let files: Vec<(String, Vec<u8>)> = names.iter().map(file).collect();
    let read = |folder: &Path| {
        seal(folder);
        let run = match RunFolder::open(folder) {
            Ok(run) => run,
            Err(Problems { issues }) => return issues,
        };
        run.altered();
        let mut issues = found(run.answer(), |_| Vec::new());
        issues.extend(found(run.inputs(), |_| Vec::new()));
        let names: Vec<String> = run.names().map(str::to_owned).collect();
        for name in names.iter().filter(|name| name.ends_with(".geojson")) {
            issues.extend(found(run.features(name), |_| Vec::new()));
        }
        issues
    };
    let damaged = files.len();
    Reader { word: "a run".into(), files, damaged, read: Box::new(read) }
}

fn seal(folder: &Path) {
    let path = folder.join("record.json");
    let record = fs::read_to_string(&path).unwrap_or_default();
    let Ok(mut record) = serde_json::from_str::<serde_json::Value>(&record) else { return };
    let files = record.get_mut("files").and_then(|files| files.as_array_mut());
    for file in files.into_iter().flatten() {
        let name = file.get("name").and_then(|name| name.as_str()).unwrap_or_default().to_owned();
        // A damaged name may be that of a folder.
        let bytes = fs::read(folder.join(&name));
        if let (Some(hash), Ok(bytes)) = (file.get_mut("sha256"), bytes) {
            *hash = yike::run::folder::sha256(&bytes).into();
        }
    }
    fs::write(path, record.to_string()).expect("written");
}

fn workbook() -> Reader {
    let mut own = reader("a workbook", "layers/gdal", &["people.xlsx"], 1, read_all);
    own.files.extend(reader("", "good", &PLAN, 0, read_all).files);
    let plan = own.files.iter_mut().find(|(name, _)| name == "plan.toml").expect("the plan");
    let towns = "towns = { file = \"towns.geojson\", join = { file = \"people.xlsx\", sheet = \"人口\", key = \"名称\", to = \"name\" } }";
    let text = String::from_utf8(plan.1.clone()).expect("UTF-8");
    plan.1 = text.replace("towns = \"towns.geojson\"", towns).into_bytes();
    own
}

fn layers() -> Vec<Reader> {
    const LAYERS: [(&[&str], Option<Crs>); 12] = [
        (&["gbk.dbf", "gbk.shp", "gbk.shx", "gbk.prj", "gbk.cpg"], None),
        (&["gauss.prj", "gauss.shp", "gauss.dbf", "gauss.shx"], None),
        (&["one.gpkg"], None),
        (&["towns.fgb"], None),
        (&["utm.fgb"], None),
        (&["villages.parquet"], None),
        (&["wkt.csv"], Some(Crs::Wgs84)),
        (&["xy.csv"], Some(Crs::Epsg(4545))),
        (&["../source.geojson"], None),
        (&["../../field/gpkg_curves/curves.gpkg"], None),
        (&["../../field/kml/places.kml"], None),
        (&["../../field/zip/big.zip"], None),
    ];
    let layer = |(names, crs): (&'static [&'static str], Option<Crs>)| {
        let main = names.iter().find(|name| name.ends_with(".shp")).unwrap_or(&names[0]);
        let main = main.rsplit('/').next().expect("a name");
        reader(main, "layers/gdal", names, names.len(), move |folder| {
            found(read_features(&folder.join(main), None, crs), |file| file.warnings)
        })
    };
    let mut all: Vec<Reader> = LAYERS.into_iter().map(layer).collect();
    all.push(kmz());
    all
}

/// Tables of people's own, whose rows may have no place, of which a plan is made.
fn tables() -> Vec<Reader> {
    let table = |name: &'static str| {
        reader(name, "../../data/own-tables", &[name, "镇街边界.geojson"], 1, move |folder| {
            let asked = yike::setup::Asked {
                sources: vec![folder.join(name), folder.join("镇街边界.geojson")],
                ..yike::setup::Asked::new(folder.join("plan"))
            };
            match yike::setup::make(&asked) {
                Ok(made) => made.warnings,
                Err(refused) => refused.problems.issues,
            }
        })
    };
    vec![table("人口统计.xlsx"), table("养老设施.csv")]
}

/// Places of Google Earth in their archive.
fn kmz() -> Reader {
    let places = fs::read(fixture("field/kml/places.kml")).expect("a fixture");
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file("doc.kml", SimpleFileOptions::default()).expect("started");
    archive.write_all(&places).expect("written");
    let bytes = archive.finish().expect("finished").into_inner();
    let read = |folder: &Path| {
        found(read_features(&folder.join("places.kmz"), None, None), |file| file.warnings)
    };
    let files = vec![("places.kmz".to_owned(), bytes)];
    Reader { word: "places.kmz".into(), files, damaged: 1, read: Box::new(read) }
}

fn rasters() -> Vec<Reader> {
    let raster = |name: &'static str| {
        reader(name, "layers/gdal", &[name, "../towns.geojson"], 1, move |folder| {
            let source = DemandSource {
                towns: folder.join("towns.geojson"),
                layer: None,
                towns_crs: None,
                raster: Some(folder.join(name)),
                raster_crs: None,
                cell: None,
                fit: false,
                groups: Vec::new(),
            };
            found(make_demand(&source), |made| made.warnings)
        })
    };
    ["people.tif", "tiles.tif", "gauss.tif"].into_iter().map(raster).collect()
}

fn roads() -> Vec<Reader> {
    let road = |name: &'static str| {
        reader(name, "roads", &[name], 1, move |folder| {
            found(read_roads(&folder.join(name)), |file| file.warnings)
        })
    };
    let places = reader("places", "roads", &["plain.osm.pbf"], 1, |folder| {
        let tags: [(&str, &[&str]); 2] = [("highway", &["primary"]), ("ele", &["200"])];
        found(read_places(&folder.join("plain.osm.pbf"), &tags), |_| Vec::new())
    });
    ["plain.osm.pbf", "small_roads.geojson"].into_iter().map(road).chain([places]).collect()
}

fn instances() -> Vec<Reader> {
    const FILES: [&str; 9] = [
        "small_cities.txt",
        "small_grid.dat",
        "small_sjc.txt",
        "square.tsp",
        "triangle_pmed.txt",
        "two_cap.txt",
        "two_holmberg.txt",
        "waterloo.tsp",
        "word_cap.txt",
    ];
    let instance = |name: &'static str| {
        reader(name, "location", &[name], 1, move |folder| {
            let mut file = InstanceFile::new(folder.join(name));
            file.capacity = (name == "word_cap.txt").then_some(100.0);
            found(read_instance(&InstanceSource::File(file)), |files| files.warnings)
        })
    };
    let matrix = |name: &'static str| {
        reader(name, "location", &[name], 1, move |folder| {
            let file = MatrixFile::new(folder.join(name));
            found(read_instance(&InstanceSource::Matrix(file)), |files| files.warnings)
        })
    };
    let points = |names: &'static [&'static str]| {
        reader(names[0], "location", names, 2, move |folder| {
            let mut layers = PointLayers::new(DemandFile::new(folder.join(names[0])));
            layers.sites = Some(SiteFile::new(folder.join(names[1])));
            found(read_instance(&InstanceSource::Layers(layers)), |files| files.warnings)
        })
    };
    let start = reader("a placement", "locate", &["start.txt", "small.pmed"], 1, |folder| {
        let file = InstanceFile::new(folder.join("small.pmed"));
        let files = read_instance(&InstanceSource::File(file)).expect("an instance");
        found(read_start(&folder.join("start.txt"), &files.instance), |start| start.warnings)
    });
    let mut all: Vec<Reader> = FILES.into_iter().map(instance).collect();
    all.extend(["long.csv", "wide.csv"].map(matrix));
    all.push(points(&["demand.csv", "sites.csv"]));
    all.push(points(&["demand.geojson", "sites.geojson"]));
    all.push(start);
    all
}
