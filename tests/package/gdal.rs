//! GDAL lists and reads every layer, where it is installed.

use super::{LAYERS, json_of, solve, workplace};
use std::io::Write;
use std::path::Path;
use std::process::Command;

/// What GDAL says of a layer: features, the code of its system, and the named fields' values of one feature.
fn ogrinfo(file: &Path, layer: &str) -> String {
    let ran = Command::new("ogrinfo")
        .args(["-al", "-nomd"])
        .arg(file)
        .arg(layer)
        .output()
        .expect("ogrinfo");
    let said = String::from_utf8_lossy(&ran.stdout).into_owned();
    let errors = String::from_utf8_lossy(&ran.stderr);
    assert!(
        ran.status.success() && !errors.contains("ERROR"),
        "{errors}{said}"
    );
    assert!(!errors.contains("Warning"), "{errors}");
    said
}

#[test]
fn gdal_reads_every_layer_with_its_system_counts_and_letters() {
    if Command::new("ogrinfo").arg("--version").output().is_err() {
        writeln!(
            std::io::stderr(),
            "skipped: ogrinfo is not installed (Debian: gdal-bin)"
        )
        .expect("a terminal");
        return;
    }
    for crs in ["EPSG:4326", "EPSG:4490", "EPSG:4547"] {
        let place = workplace();
        solve(&place, &["--crs", crs, "--formats", "gpkg,fgb,shp"]);
        let code = crs.trim_start_matches("EPSG:");
        for (layer, file) in LAYERS {
            let json = json_of(&place, &format!("out/{file}.geojson"));
            let count = json["features"].as_array().expect("a list").len();
            let said = ogrinfo(&place.path("out/plan.gpkg"), layer);
            assert!(
                said.contains(&format!("Feature Count: {count}\n")),
                "{layer}: {said}"
            );
            assert!(
                said.contains(&format!("ID[\"EPSG\",{code}]]")),
                "{layer}, {crs}: {said}"
            );
            let flat = ogrinfo(&place.path(&format!("out/{file}.fgb")), file);
            assert!(
                flat.contains(&format!("Feature Count: {count}\n")),
                "{file}.fgb: {flat}"
            );
        }
        let towns = ogrinfo(&place.path("out/plan.gpkg"), "towns");
        assert!(towns.contains("name (String) = 凤城街道"), "{towns}");
        let shape = ogrinfo(&place.path("out/towns.shp"), "towns");
        assert!(
            shape.contains("= 凤城街道") && shape.contains("Feature Count: 3\n"),
            "{shape}"
        );
        for table in ["targets", "works", "money", "coverage_by_place", "run"] {
            let said = ogrinfo(&place.path("out/plan.gpkg"), table);
            assert!(
                said.contains("Geometry: None") && !said.contains("Feature Count: 0\n"),
                "{table}"
            );
        }
    }
}
