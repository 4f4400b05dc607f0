//! Changes planted in a run's folder, one at a time, each found and named.

use super::{found, solved, verify};
use crate::common::program::Workplace;

/// A change: what it is | the file | what is replaced, once | by what | what is found.
const CHANGES: &str = r#"
a verdict                   | plan.json | "status": "proved" | "status": "proved-to-gap" | differs plan.json, status
a verdict that has no plan  | plan.json | "status": "proved" | "status": "infeasible" | differs plan.json, status
the name of the plan        | plan.json | "en": "Three tiers | "en": "Four tiers | differs plan.json, name.en
the format                  | plan.json | yike-plan-1 | yike-plan-2 | differs plan.json, format
what a target reaches       | plan.json | "reached": 0.894 | "reached": 0.994 | differs plan.json, targets[0] (indicator-1).reached
a target met                | plan.json | "met": false | "met": true | differs plan.json, targets[0] (indicator-1).met
a target's kind             | plan.json | "kind": "expected" | "kind": "binding" | differs plan.json, targets[0] (indicator-1).kind
the value of an aim         | plan.json | "value": 5600.0 | "value": 5700.0 | differs plan.json, stages[0] (coverage).value
a bound that is refuted     | plan.json | "bound": 5600.0 | "bound": 5500.0 | implausible plan.json, stages[0].bound
a bound beyond everybody    | plan.json | "bound": 5600.0 | "bound": 9999.0 | implausible plan.json, stages[0].bound
a bound that leaves a gap   | plan.json | "bound": 1800000.0 | "bound": 1700000.0 | differs plan.json, stages[1] (money).gap
a proof with a gap          | plan.json | "bound": 1800000.0 | "bound": 1700000.0 | implausible plan.json, stages[1].termination
a bound below all costs     | plan.json | "bound": 1800000.0 | "bound": -1.0 | implausible plan.json, stages[1].bound
a bound below all ways      | plan.json | "bound": 3257.4 | "bound": -3257.4 | implausible plan.json, stages[2].bound
a bound that is text        | plan.json | "bound": 5600.0 | "bound": "5600" | unreadable plan.json, stages[0].bound
no bound of a proof         | plan.json | "bound": 5600.0 | "bound": null | implausible plan.json, stages[0].bound
a gap                       | plan.json | "gap": 0.0 | "gap": 0.1 | differs plan.json, stages[0] (coverage).gap
time that nobody limited    | plan.json | "termination": "optimal" | "termination": "time-limit" | implausible plan.json, stages[0].termination
a termination of no sort    | plan.json | "termination": "optimal" | "termination": "best" | unreadable plan.json, stages[0].termination
the size of a model         | plan.json | "rows": 9 | "rows": 90 | differs plan.json, stages[1] (money).rows
money of a source           | plan.json | "left_yuan": 200000 | "left_yuan": 300000 | differs plan.json, money.sources[0] (district).left_yuan
the cost of all             | plan.json | "cost_yuan": 1800000 | "cost_yuan": 1700000 | differs plan.json, money.cost_yuan
the cost of a work          | plan.json | "cost_yuan": 100000, | "cost_yuan": 90000, | differs plan.json, works[0] (B1-point).cost_yuan
whom a work serves          | plan.json | "point": 300.0 | "point": 301.0 | differs plan.json, works[0] (B1-point).persons_served.point
who leads                   | plan.json | "leader": "D-centre" | "leader": null | differs plan.json, works[3] (D2-station).leader
facilities                  | plan.json | "after": 4 | "after": 5 | differs plan.json, facilities[2] (point).after
people covered              | plan.json | "covered": 2200.0 | "covered": 2300.0 | differs plan.json, coverage[0] (centre).covered
units merged                | plan.json | "units_before": | "units_before": 1, "x": | differs plan.json, reductions.units_before
a site called dropped       | plan.json | "dropped_sites": [] | "dropped_sites": ["X1-point"] | differs plan.json, reductions.dropped_sites[0]
a rule called broken        | plan.json | "violations": [] | "violations": [{"code": "V01"}] | unreadable plan.json, violations[0]
a warning                   | plan.json | "warnings": [] | "warnings": [{"code": "P2001"}] | unreadable plan.json, run.warnings[0]
a clash                     | plan.json | "screening": { | "clashes": {"conflicts": [], "all": true, "repairs": [], "repairs_complete": true}, "screening": { | implausible plan.json, clashes
the hash of an input        | plan.json | "sha256": " | "sha256": "0 | input-changed plan.json, run.inputs[0] (plan).sha256
the size of an input        | plan.json | "bytes": | "bytes": 1, "x": | differs plan.json, run.inputs[0] (plan).bytes
features of an input        | plan.json | "features": 3 | "features": 4 | differs plan.json, run.inputs[1] (towns).features
the name of a layer         | plan.json | "path": "towns.geojson" | "path": "town.geojson" | differs plan.json, run.inputs[1] (towns).path
the command                 | plan.json | "command": "solve" | "command": "sweep" | unreadable plan.json, run.command
what was asked for          | plan.json | "gap": 0.0,⏎      "time | "gap": 0.5,⏎      "time | differs summary.md, line
a key that is no key        | plan.json | "format": | "note": 1, "format": | differs plan.json, note
a key that is gone          | plan.json | "period": 2025, | | differs plan.json, period
a key given twice           | plan.json | "period": 2025, | "period": 2024, "period": 2025, | differs plan.json, character
a comma                     | plan.json | "period": 2025, | "period": 2025 | unreadable plan.json, line
the other version           | plan.json | "version": "THIS" | "version": "0.0.9" | note plan.json, run.version
the version in one file     | layout.geojson | "version":"THIS" | "version":"0.0.9" | differs layout.geojson, yike.version
a choice                    | layout.geojson | "plan_work_id":"stay","plan_work":"stay" | "plan_work_id":"build-centre-standard","plan_work":"build" | differs plan.json, works
a choice that is none       | layout.geojson | "plan_work_id":"build-point-standard" | "plan_work_id":"build-palace" | unreadable layout.geojson, feature 2 (id B1-point), plan_work_id
who pays                    | layout.geojson | "plan_paid_district_yuan":100000 | "plan_paid_district_yuan":90000 | differs plan.json, works[0] (B1-point).funding_yuan.district
who leads in the layout     | layout.geojson | "plan_leader":"D-centre" | "plan_leader":"X-centre" | differs plan.json, violations
a position in the layout    | layout.geojson | [107.4,29.801] | [107.4,29.802] | differs layout.geojson, B-centre, geometry.coordinates[1]
a property of the planner's | layout.geojson | "name":"北乡中心" | "name":"南乡中心" | differs layout.geojson, B-centre, name
whom a site serves          | layout.geojson | "plan_persons_served":300.0 | "plan_persons_served":400.0 | differs layout.geojson, B1-point, plan_persons_served
the system of a map         | layout.geojson | "name":"Three | "crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4547"}},"name":"Three | differs layout.geojson, crs
a system that is none       | layout.geojson | "name":"Three | "crs":{"type":"name","properties":{"name":"Mars"}},"name":"Three | unreadable layout.geojson, crs
a village covered           | coverage.geojson | "plan_centre_covered":false | "plan_centre_covered":true | differs coverage.geojson, B1, plan_centre_covered
who serves a village        | coverage.geojson | "plan_point_site":"B1-point" | "plan_point_site":"B2-point" | differs coverage.geojson, B1, plan_point_site
people of a village         | coverage.geojson | "aged_60":300 | "aged_60":301 | differs coverage.geojson, B1, aged_60
a way's length              | links.geojson | "km":2.711 | "km":2.7 | differs links.geojson, D2 → D-centre (serves centre), km
where a way goes            | links.geojson | "to_id":"D2-station" | "to_id":"D1-station" | differs links.geojson, D2 → D1-station (serves station)
a town's figure             | towns.geojson | "plan_cost_yuan":200000 | "plan_cost_yuan":100000 | differs towns.geojson, B, plan_cost_yuan
why nobody serves           | uncovered.geojson | "plan_why":"not-built" | "plan_why":"out-of-reach" | differs uncovered.geojson, 
how far one serves          | reach.geojson | "radius_m":1428.6 | "radius_m":1428.5 | differs reach.geojson, 
a system that is another    | plan.json | "crs": "EPSG:4326" | "crs": "EPSG:4490" | differs layout.geojson, crs
a system that is no word    | plan.json | "crs": "EPSG:4326" | "crs": "Mars" | unreadable plan.json, run.package
a format that was not asked | plan.json | "gpkg", | "gpkg", "fgb", | missing towns.fgb
a figure of the summary     | summary.md | 180 万元 | 170 万元 | differs summary.md, line
a word of the summary       | summary.zh.md | 证明 | 说明 | differs summary.zh.md, line
more stages than were timed | timing.json | "stages_s": [ | "stages_s": [ 0.1, | implausible timing.json, stages_s
time that runs back         | timing.json | "read_s": 0 | "read_s": -1 | implausible timing.json, read_s
stages longer than all      | timing.json | "stages_s": [⏎    0 | "stages_s": [⏎    60 | implausible timing.json, solve_s
no thread                   | timing.json | "threads": | "threads": 0, "t": | implausible timing.json, threads
"#;

/// Applies a change of the table and returns what is said to be found.
fn plant(place: &Workplace, row: &str) -> String {
    let cells: Vec<&str> = row.split('|').map(str::trim).collect();
    let [_, file, old, new, expected] = cells[..] else {
        panic!("five cells: {row}");
    };
    let path = format!("out/{file}");
    let text = place.read(&path);
    let in_full = |text: &str| text.replace('⏎', "\n").replace("THIS", yike::run::VERSION);
    let [old, new] = [old, new].map(in_full);
    assert!(text.contains(&old), "{row}: {file} has no {old}");
    place.write(&path, &text.replacen(&old, &new, 1));
    expected.into()
}

/// The files of a run as they were.
pub(super) struct Kept(Vec<(String, Vec<u8>)>);

impl Kept {
    /// Of these folders.
    pub(super) fn of(place: &Workplace, folders: &[&str]) -> Self {
        let paths = folders.iter().flat_map(|folder| {
            let names = place.names(folder).into_iter();
            names.map(move |name| format!("{folder}/{name}"))
        });
        let files = paths.filter(|path| place.path(path).is_file());
        Self(
            files
                .map(|path| (path.clone(), std::fs::read(place.path(&path)).expect("a file")))
                .collect(),
        )
    }

    fn put_back(&self, place: &Workplace) {
        for (path, bytes) in &self.0 {
            std::fs::write(place.path(path), bytes).expect("written");
        }
    }
}

/// Plants each change of a table by itself, and asserts that it is found.
pub(super) fn planted(place: &Workplace, kept: &Kept, changes: &str) {
    let mut missed = Vec::new();
    for row in changes.trim().lines() {
        let expected = plant(place, row);
        let ran = verify(place, "out", &[]);
        let found = found(&ran);
        let notes_alone = found.iter().all(|row| row.starts_with("note"));
        let exit = if notes_alone { 0 } else { 6 };
        if ran.exit != exit || !found.iter().any(|row| row.starts_with(&expected)) {
            missed.push(format!("{row}\n  exit {} {found:#?}", ran.exit));
        }
        kept.put_back(place);
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
    assert_eq!(verify(place, "out", &[]).exit, 0);
}

#[test]
fn every_change_is_found_and_named() {
    let place = solved();
    assert!(CHANGES.trim().lines().count() >= 30, "kinds of change");
    let kept = Kept::of(&place, &["out"]);
    planted(&place, &kept, CHANGES);
}

/// As above, in a run that nothing meets: what clashes and what would make it possible.
const CLASHES: &str = r#"
a demand of another name    | plan.json | "called": "indicator-1" | "called": "indicator-9" | implausible plan.json, clashes.conflicts[0].members[
another sort of demand      | plan.json | "kind": "target" | "kind": "reach" | implausible plan.json, clashes.conflicts[0].members[
other words of a demand     | plan.json | target “community home-care coverage”: ≥ 100 % | target “coverage” | implausible plan.json, clashes.conflicts[0].members[0]
a limit that gives up nothing | plan.json | "amount": 0.894 | "amount": 1.894 | implausible plan.json, clashes.repairs[1].concessions[0]
money of nobody             | plan.json | "kind": "money",⏎            "called": "funding.district.amount" | "kind": "money",⏎            "called": "funding.nobody.amount" | implausible plan.json, clashes.
no clash in the summary     | summary.md | ## Conflict 1 | ## Conflict 2 | differs summary.md, line
"#;

#[test]
fn planted_clashes_are_found() {
    let place = Workplace::with("tests/fixtures/tiers_together");
    place.edit("plan.toml", "\"expected\"", "\"binding\"");
    assert_eq!(place.run(&["solve", "plan.toml", "--out", "out"]).exit, 3);
    planted(&place, &Kept::of(&place, &["out"]), CLASHES);
}

/// A file whole: what it is | how | what is found.
#[test]
fn files_that_are_gone_cut_or_strange_are_found() {
    let expect = |change: &dyn Fn(&Workplace), expected: &str| {
        let place = solved();
        change(&place);
        let ran = verify(&place, "out", &[]);
        let found = found(&ran);
        assert_eq!(ran.exit, 6, "{expected}: {found:?}");
        assert!(found.iter().any(|row| row.starts_with(expected)), "{expected}: {found:?}");
    };
    for name in solved().names("out") {
        if name == "record.json" {
            continue;
        }
        let path = format!("out/{name}");
        let gone = |place: &Workplace| std::fs::remove_file(place.path(&path)).expect("removed");
        expect(&gone, &format!("missing {name}"));
        let empty = |place: &Workplace| place.write(&path, "");
        let half = |place: &Workplace| {
            let bytes = std::fs::read(place.path(&path)).expect("a file");
            // Not within a character.
            let mut ends = bytes.len() / 2..;
            let end = ends.find(|&at| bytes[at] < 0x80).expect("an end");
            std::fs::write(place.path(&path), &bytes[..end]).expect("written");
        };
        let latin =
            |place: &Workplace| std::fs::write(place.path(&path), b"\xe9\xff").expect("written");
        let is_text = !name.ends_with("gpkg") && !name.ends_with("xlsx");
        let cut = match name.ends_with("json") {
            true => format!("unreadable {name}"),
            false if is_text => format!("differs {name}, line"),
            false => format!("differs {name}, "),
        };
        expect(&empty, &cut);
        expect(&half, &cut);
        match is_text {
            true => expect(&latin, &format!("unreadable {name}")),
            false => expect(&latin, &cut),
        }
    }
    let stale = |place: &Workplace| place.write("out/network.csv", "id\n");
    expect(&stale, "not-of-this-run network.csv");
    // Features taken away, given twice, and in another order.
    let lines = |change: fn(&mut Vec<&str>)| {
        move |place: &Workplace| {
            let text = place.read("out/coverage.geojson");
            let mut lines: Vec<&str> = text.lines().collect();
            change(&mut lines);
            place.write("out/coverage.geojson", &(lines.join("\n") + "\n"));
        }
    };
    expect(
        &lines(|lines| {
            lines.remove(4);
        }),
        "differs coverage.geojson, B1",
    );
    expect(&lines(|lines| lines.insert(4, lines[4])), "differs coverage.geojson, B1 (number 2)");
    expect(&lines(|lines| lines.swap(4, 5)), "differs coverage.geojson, features[0]");
}

#[test]
fn inputs_that_changed_since_are_named() {
    let place = solved();
    place.edit("villages.geojson", "\"aged_60\":300", "\"aged_60\":299");
    let ran = verify(&place, "out", &[]);
    assert_eq!(ran.exit, 6);
    let all = found(&ran);
    assert_eq!(all[0], "input-changed plan.json, run.inputs[2] (demand).sha256");
    assert!(all.iter().any(|row| row.starts_with("differs coverage.geojson, B1, aged_60")));
    let ran = place.run(&["verify", "out"]);
    assert!(ran.stdout.contains("villages.geojson is not the file"), "{}", ran.stdout);
}

#[test]
fn what_is_beside_the_run_is_a_note() {
    let place = solved();
    place.write("out/notes.txt", "for the meeting");
    let text = place.read("out/plan.json");
    let json: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    place.write("out/plan.json", &json.to_string());
    place.write("out/summary.md", &place.read("out/summary.md").replace('\n', "\r\n"));
    let ran = verify(&place, "out", &[]);
    assert_eq!(ran.exit, 0, "{}", ran.stdout);
    let expected = ["note plan.json, ", "note summary.md, ", "note notes.txt, "];
    assert_eq!(found(&ran), expected);
}
