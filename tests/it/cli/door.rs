//! The front door of `yike locate`: what people have, as they have it.

use crate::common::program::Workplace;

const ONE_REACHES: &str = "demand,site,minutes\nu,a,5\nv,a,6\nw,b,\nw,c,\n";

#[test]
fn sites_that_would_serve_nobody_stay_closed() {
    let place = Workplace::with("tests/fixtures/locate");
    place.write("matrix.csv", ONE_REACHES);
    let ask = ["locate", "--matrix", "matrix.csv", "--p", "3"];
    for (problem, option, reach) in
        [("mclp", "--reach", "15 min"), ("gradual", "--decay", "linear:4min..15min")]
    {
        for more in [&[][..], &["--compact"]] {
            let words =
                [&ask[..1], &[problem], &ask[1..], &[option, reach, "--json"], more].concat();
            let ran = place.run(&words);
            let json = ran.json();
            assert_eq!(json["open"], serde_json::json!(["a"]), "{problem}: {}", ran.stderr);
            let verdict = json["verdict"].as_str().expect("a verdict");
            assert!(verdict.ends_with("; 1 of the 3 sites that may open would do"), "{verdict}");
        }
    }
    // A site more would cover more: all are opened that may be.
    place.write("matrix.csv", "demand,site,minutes\nu,a,5\nv,b,6\nw,c,7\n");
    let ran = place.run(&[
        "locate",
        "mclp",
        "--matrix",
        "matrix.csv",
        "--p",
        "2",
        "--reach",
        "9 min",
        "--json",
    ]);
    let json = ran.json();
    assert_eq!(json["figures"]["opened"], 2);
    assert!(!json["verdict"].as_str().expect("a verdict").contains("would do"));
}
