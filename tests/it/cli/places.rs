//! Outputs are tried before any work begins: what cannot be written is said at once.

use super::workplace;

#[test]
fn what_cannot_be_written_is_said_before_anything_is_read() {
    let place = workplace();
    place.write("file", "");
    // Not one of the inputs is there: whoever read them first would say that.
    let commands = [
        "solve no.toml --out file/out",
        "solve no.toml --out out --lp-file file/model.lp",
        "audit no.toml --layout no.geojson --out file/out",
        "sweep no.toml --vary travel.detour=1,2 --out file/out",
        "robust no.toml --by worst --vary travel.detour=1,2 --out file/out",
        "frontier no.toml --against money --points 3 --out file/out",
        "locate p-median --demand no.csv --p 1 --out file/out",
        "locate p-median --demand no.csv --p 1 --mps-file file/model.mps",
        "matrix no.csv no.csv -o file/matrix.csv --within 1km",
        "reach no.csv --network no.pbf --profile walk --within 10min -o file/reach.geojson",
        "diff no no --out file/out",
        "report no --out file/report.html",
        "draw no --out file/map.svg",
        "convert no.csv file/layer.geojson",
        "demand no.geojson --raster no.tif -o file/demand.geojson",
        "forecast --census 2010=no.csv --census 2020=no.csv --years 2025 --out file/people",
    ];
    for words in commands {
        let ran = place.run(&words.split(' ').collect::<Vec<_>>());
        assert_eq!(ran.exit, 1, "{words}: {}", ran.stderr);
        assert!(ran.stderr.contains("cannot make the folder file"), "{words}: {}", ran.stderr);
    }
    assert!(!place.path("out").exists(), "a trial leaves nothing");
}

#[test]
fn a_folder_in_the_place_of_a_file_is_said_before_anything_is_read() {
    let place = workplace();
    let folder = place.path("map.svg");
    std::fs::create_dir(&folder).expect("made");
    let ran = place.run(&["draw", "no", "--out", "map.svg"]);
    assert_eq!(ran.exit, 2, "{}", ran.stderr);
    assert!(ran.stderr.contains("--out: map.svg is a folder"), "{}", ran.stderr);
}
