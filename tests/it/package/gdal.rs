//! GDAL lists and reads every layer, where it is installed.

use super::{LAYERS, json_of, solve, workplace};
use std::io::Write;
use std::path::Path;
use std::process::Command;

/// What GDAL says of a file, layer by layer.
fn ogrinfo(file: &Path) -> Vec<(String, String)> {
    let ran = Command::new("ogrinfo").args(["-al", "-nomd"]).arg(file).output().expect("ogrinfo");
    let said = String::from_utf8_lossy(&ran.stdout).into_owned();
    let errors = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success() && errors.is_empty(), "{errors}{said}");
    let layers = said.split("\nLayer name: ").skip(1);
    layers
        .map(|layer| {
            let (name, rest) = layer.split_once('\n').expect("lines");
            (name.to_owned(), rest.to_owned())
        })
        .collect()
}

fn of<'a>(layers: &'a [(String, String)], name: &str) -> &'a str {
    let found = layers.iter().find(|(own, _)| own == name);
    &found.unwrap_or_else(|| panic!("{name} is not listed")).1
}

#[test]
fn gdal_reads_every_layer_with_its_system_counts_and_letters() {
    if Command::new("ogrinfo").arg("--version").output().is_err() {
        let line = "skipped: ogrinfo is not installed (Debian: gdal-bin)";
        writeln!(std::io::stderr(), "{line}").expect("a terminal");
        return;
    }
    for crs in ["EPSG:4326", "EPSG:4490", "EPSG:4547"] {
        let place = workplace();
        solve(&place, &["--crs", crs, "--formats", "gpkg,shp"]);
        let code = crs.trim_start_matches("EPSG:");
        let package = ogrinfo(&place.path("out/plan.gpkg"));
        for (layer, file) in LAYERS {
            let json = json_of(&place, &format!("out/{file}.geojson"));
            let count = json["features"].as_array().expect("a list").len();
            let said = of(&package, layer);
            assert!(said.contains(&format!("Feature Count: {count}\n")), "{layer}: {said}");
            assert!(said.contains(&format!("ID[\"EPSG\",{code}]]")), "{layer}, {crs}: {said}");
        }
        assert!(of(&package, "towns").contains("name (String) = 凤城街道"));
        for table in
            ["targets", "works", "money", "coverage_by_place", "access_by_place", "fairness", "run"]
        {
            let said = of(&package, table);
            let empty = said.contains("Feature Count: 0\n");
            assert!(said.contains("Geometry: None") && !empty, "{table}");
        }
        let shape = ogrinfo(&place.path("out/towns.shp"));
        let shape = of(&shape, "towns");
        assert!(shape.contains("= 凤城街道") && shape.contains("Feature Count: 3\n"));
    }
}
