//! What a good plan becomes.

use super::fixture;
use yike::domain::{
    Aim, Choice, FundingIdx, GroupIdx, Measure, Origin, Problem, Reach, Scope, Setting, Site,
    SiteIdx, State, TierIdx, TownIdx, WorkKind,
};
use yike::read::{Role, read_layout, read_plan};
use yike::units::{Persons, Seconds, Yuan};

fn plan() -> Problem {
    read_plan(&fixture("good/plan.toml")).expect("a good plan").problem
}

fn site<'p>(problem: &'p Problem, id: &str) -> &'p Site {
    problem.sites.iter().find(|site| site.id == id).expect("a site")
}

fn after<'s>(site: &'s Site, work: &str) -> &'s State {
    let work = site.works.iter().find(|candidate| candidate.id == work);
    &site.states[usize::from(work.expect("a work").to)]
}

#[test]
fn good_plan_has_no_warnings_and_records_its_files() {
    let files = read_plan(&fixture("good/plan.toml")).expect("a good plan");
    assert_eq!(files.warnings, []);
    let roles: Vec<_> = files.inputs.iter().map(|input| input.role).collect();
    assert_eq!(roles, [Role::Plan, Role::Towns, Role::Demand, Role::Sites, Role::Medical]);
    let sites = &files.inputs[3];
    assert_eq!((sites.path.as_str(), sites.features), ("sites.geojson", 8));
    let bytes = std::fs::read(fixture("good/sites.geojson")).expect("the file");
    assert_eq!(sites.bytes, bytes.len() as u64);
    assert_eq!(sites.sha256.len(), 64);
}

#[test]
fn tier_serves_itself_first_then_all_lower_ones() {
    let problem = plan();
    let serves: Vec<Vec<usize>> = problem
        .tiers
        .iter()
        .map(|tier| tier.serves.iter().map(|&tier| tier.into()).collect())
        .collect();
    assert_eq!(serves, [vec![0, 1, 2], vec![1, 2], vec![2], vec![3]]);
}

#[test]
fn tier_has_reach_by_setting_group_and_name() {
    let problem = plan();
    let point = &problem.tiers[TierIdx::from(2)];
    assert_eq!(point.reach(Setting::Urban), None);
    let quarter_of_an_hour = Seconds::new(900.0).expect("a time");
    assert_eq!(point.reach(Setting::Rural), Some(Reach::Time(quarter_of_an_hour)));
    assert_eq!(point.group, GroupIdx::from(1));
    assert_eq!(point.name.english(), "村级互助点");
    assert_eq!(problem.tiers[TierIdx::from(3)].name.english(), "institution");
    assert!(!problem.tiers[TierIdx::from(3)].has_reach());
}

#[test]
fn groups_keep_the_order_of_the_plan() {
    let problem = plan();
    let groups: Vec<_> = problem.groups.iter().map(|group| group.id.as_str()).collect();
    assert_eq!(groups, ["60+", "80+"]);
    assert_eq!(problem.units.raw[0].people_of(GroupIdx::from(1)), 300.0);
}

#[test]
fn polygon_unit_lives_inside_its_polygon_and_keeps_it() {
    let problem = plan();
    let unit = &problem.units.raw[0];
    assert!((107.02..107.04).contains(&unit.at.lon_deg()));
    assert!((29.82..29.84).contains(&unit.at.lat_deg()));
    assert!(matches!(unit.feature.geometry, geo::Geometry::Polygon(_)));
}

#[test]
fn candidate_without_works_builds_each_size_of_its_tiers() {
    let problem = plan();
    let candidate = site(&problem, "S4");
    let works: Vec<_> = candidate
        .works
        .iter()
        .map(|work| (work.id.as_str(), work.cost.yuan(), work.cost_origin))
        .collect();
    assert_eq!(
        works,
        [
            ("build-station-standard", 200_000, Origin::Modelled),
            ("build-station-small", 120_000, Origin::Given),
            ("build-point-standard", 50_000, Origin::Given),
        ]
    );
    assert_eq!(candidate.state_today(), &State::ABSENT);
}

#[test]
fn works_may_be_json_text_and_tiers_may_be_separated_by_commas() {
    let problem = plan();
    let candidate = site(&problem, "S5");
    assert_eq!(candidate.eligible, [TierIdx::from(0), TierIdx::from(1)]);
    let small = after(candidate, "build-station-small");
    assert_eq!((small.beds, small.capacity), (4, Persons::new(200.0).ok()));
    assert_eq!(candidate.choices().count(), 2, "required: it may not stay away");
}

#[test]
fn standing_site_takes_from_its_size_what_it_does_not_say() {
    let problem = plan();
    let today = site(&problem, "S3").state_today();
    assert_eq!((today.beds, today.capacity), (6, Persons::new(400.0).ok()));
}

#[test]
fn upgrade_without_tier_keeps_tier_and_figures_of_today() {
    let problem = plan();
    let station = site(&problem, "S3");
    let upgraded = after(station, "upgrade");
    assert_eq!(upgraded.tier, Some(TierIdx::from(1)));
    assert_eq!((upgraded.beds, upgraded.capacity), (12, Persons::new(400.0).ok()));
    let centre = after(station, "upgrade-centre-standard");
    assert_eq!((centre.beds, centre.nursing_beds), (20, 20));
    assert_eq!(centre.operator.as_deref(), Some("public"));
    let cost = station.works[0].cost;
    assert_eq!(cost, Yuan::new(300_000), "the size's cost to upgrade");
}

#[test]
fn merge_names_the_site_that_takes_over() {
    let problem = plan();
    let merge = &site(&problem, "S2").works[0];
    assert_eq!(merge.kind, WorkKind::Merge);
    assert_eq!(merge.into.map(|into| problem.sites[into].id.as_str()), Some("S3"));
    assert_eq!(merge.name.as_deref(), Some("撤并至渡舟养老服务站"));
}

#[test]
fn setting_is_that_of_the_unit_else_of_the_town() {
    let problem = plan();
    assert_eq!(site(&problem, "S2").setting, Setting::Urban);
    assert_eq!(site(&problem, "S6").setting, Setting::Rural);
}

#[test]
fn targets_have_limits_in_the_measures_unit() {
    let problem = plan();
    let limits: Vec<_> = problem
        .targets
        .iter()
        .map(|target| match &target.aim {
            Aim::Sited(aim) => aim.limit.number(),
            Aim::NotSited { .. } => -1.0,
        })
        .collect();
    assert_eq!(limits, [0.6, 0.3, 10.0, 0.5, 0.5, 3_000_000.0, -1.0]);
    let Aim::Sited(share) = &problem.targets[1].aim else { panic!("siting decides it") };
    assert_eq!(share.measure, Measure::NursingBedShare { tiers: Vec::new() });
    let Aim::Sited(beds) = &problem.targets[2].aim else { panic!("siting decides it") };
    assert_eq!(beds.scope, Scope::Town(TownIdx::from(2)));
    assert_eq!(problem.targets[6].now.as_deref(), Some("400"));
}

#[test]
fn layout_states_choices_by_id_and_by_kind() {
    let problem = plan();
    let (layout, warnings, record) =
        read_layout(&fixture("good/layout.geojson"), &problem).expect("a good layout");
    assert_eq!(warnings, []);
    assert_eq!(record.role, Role::Layout);
    assert_eq!(record.features, 4);
    assert_eq!(layout.choices.raw[2], Choice::Work(0));
    assert_eq!(layout.choices.raw[3], Choice::Work(0));
    assert_eq!(layout.choices.raw[0], Choice::Stay);
    let leaders = layout.leaders.expect("one leader is stated");
    assert_eq!(leaders.raw[3], Some(SiteIdx::from(2)));
    let payments = layout.payments.expect("payments are stated");
    assert_eq!(payments.raw[7], [(FundingIdx::from(1), Yuan::new(10_000))]);
    let allocations = layout.allocations.expect("an allocation is stated");
    assert_eq!((allocations.len(), allocations[0].share), (1, 0.5));
}

#[test]
fn bom_altitude_and_number_ids_are_accepted() {
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["plan.toml", "units.geojson", "sites.geojson", "medical.geojson"] {
        let text = std::fs::read_to_string(fixture("good").join(name)).expect("a file");
        let text = text.replace("\"T01\"", "101").replace("29.86]", "29.86, 312.5]");
        std::fs::write(folder.path().join(name), format!("\u{feff}{text}")).expect("written");
    }
    let towns = std::fs::read_to_string(fixture("good/towns.geojson")).expect("a file");
    let towns = towns.replace("\"id\": \"T01\", ", "").replacen(
        "\"type\": \"Feature\"",
        "\"type\": \"Feature\", \"id\": 101",
        1,
    );
    std::fs::write(folder.path().join("towns.geojson"), towns).expect("written");
    let files = read_plan(&folder.path().join("plan.toml")).expect("a good plan");
    assert_eq!(files.problem.towns.raw[0].id, "101");
}

#[test]
fn lists_as_gdal_writes_them_are_read() {
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["plan.toml", "towns.geojson", "units.geojson", "sites.geojson", "medical.geojson"]
    {
        let text = std::fs::read_to_string(fixture("good").join(name)).expect("a file");
        let text = text
            .replace("\"tiers\": [\"institution\"]", "\"tiers\": \"(1:institution)\"")
            .replace("\"tiers\": \"centre, station\"", "\"tiers\": \"(2:centre,station)\"")
            .replace("\"tiers\": [\"point\"], \"operator\"", "\"tiers\": \"(0:)\", \"operator\"");
        std::fs::write(folder.path().join(name), text).expect("written");
    }
    let files = read_plan(&folder.path().join("plan.toml")).expect("a good plan");
    assert_eq!(files.warnings, []);
    let eligible = |id: &str| site(&files.problem, id).eligible.clone();
    assert_eq!(eligible("S1"), [TierIdx::from(3)]);
    assert_eq!(eligible("S5"), [TierIdx::from(0), TierIdx::from(1)]);
    assert_eq!(eligible("S8"), []);
}

#[test]
fn layout_may_state_beside_the_id_what_agrees_with_it() {
    let problem = plan();
    let text = std::fs::read_to_string(fixture("good/layout.geojson")).expect("a file");
    let text = text
        .replace(
            "\"upgrade-centre-standard\"",
            "\"upgrade-centre-standard\", \"plan_work\": \"upgrade\", \"plan_tier\": \"centre\", \"plan_size\": \"standard\"",
        )
        .replace(
            "\"plan_work_id\": \"stay\"",
            "\"plan_work_id\": \"stay\", \"plan_work\": \"stay\", \"plan_tier\": null, \"plan_size\": \"\"",
        );
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("layout.geojson");
    std::fs::write(&path, text).expect("written");
    let (_, warnings, _) = read_layout(&path, &problem).expect("a good layout");
    assert_eq!(warnings, []);
}
