//! Runs that are not computed again: their files and their inputs are as the run says.

use super::{found, verify};
use crate::common::program::Workplace;

#[test]
#[cfg_attr(not(feature = "highs"), ignore = "needs the speed of HiGHS")]
fn every_kind_of_run_is_held_against_its_record() {
    let place = Workplace::with("tests/fixtures/tiers_together");
    let instance = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/locate/small.pmed");
    std::fs::copy(instance, place.path("small.pmed")).expect("copied");
    let runs: [(&str, &[&str]); 7] = [
        ("frontier", &["frontier", "plan.toml", "--against", "money", "--points", "3"]),
        ("sweep", &["sweep", "plan.toml", "--vary", "travel.detour=1.2,1.4"]),
        ("robust", &["robust", "plan.toml", "--by", "worst", "--vary", "travel.detour=1.2,1.4"]),
        ("alternatives", &["alternatives", "plan.toml", "--count", "1"]),
        ("why", &["why", "plan.toml", "--site", "D-centre"]),
        ("worth", &["worth", "plan.toml", "--steps", "1", "--only", "funding.district.amount"]),
        ("placement", &["locate", "p-median", "--instance", "small.pmed"]),
    ];
    for (kind, words) in runs {
        let ran = place.run(&[words, &["--out", kind]].concat());
        assert_eq!(ran.exit, 0, "{kind}: {}", ran.stderr);
        let ran = verify(&place, kind, &[]);
        assert_eq!(ran.exit, 0, "{kind}: {}{}", ran.stdout, ran.stderr);
        let json = ran.json();
        assert_eq!(json["status"], "as-written", "{kind}");
        assert_eq!(json["kind"], kind);
        assert_eq!(json["not_checked"].as_array().expect("a list").len(), 1);
        let said = place.run(&["verify", kind]).stdout;
        assert!(said.contains("as it was written") && said.contains("not checked"), "{said}");
        // A figure changed, then a file gone.
        let answer = match kind {
            "sweep" => "scenarios.json".to_owned(),
            _ => format!("{kind}.json"),
        };
        let path = format!("{kind}/{answer}");
        let good = place.read(&path);
        place.write(&path, &good.replacen('1', "2", 1));
        let ran = verify(&place, kind, &[]);
        assert_eq!(ran.exit, 6, "{kind}");
        assert_eq!(found(&ran)[0], format!("altered {answer}, "));
        std::fs::remove_file(place.path(&path)).expect("removed");
        assert_eq!(found(&verify(&place, kind, &[]))[0], format!("missing {answer}, "));
        place.write(&path, &good);
    }
    place.edit("villages.geojson", "\"aged_60\":300", "\"aged_60\":299");
    for kind in ["frontier", "sweep", "robust", "alternatives", "why", "worth"] {
        let ran = verify(&place, kind, &[]);
        assert_eq!(ran.exit, 6, "{kind}");
        assert!(found(&ran)[0].starts_with("input-changed"), "{}", ran.stdout);
    }
}
