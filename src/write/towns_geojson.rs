//! Towns with their figures as a map layer.

use super::collection::{Collection, rounded};
use crate::domain::{Problem, Properties, TierIdx, WorkKind};
use crate::run::figures::{TownFigures, town_figures};
use crate::run::report::{Decided, Report, reached_tiers};
use serde_json::{Value, json};

/// `towns.geojson`: every town with the caller's border and properties, and behind them what the layout does there,
/// `G` standing for a group, `T` for a tier, `F` for a source of money, by id:
///
/// | property | what |
/// |---|---|
/// | `plan_name` | its name, whatever the caller's property is called |
/// | `plan_residents`, `plan_people_G` | residents and people of its villages and communities |
/// | `plan_share_today`, `plan_share` | covered over people, all tiers together; null where no tier is for anybody |
/// | `plan_T_people` | for how many the tier is; null for nobody |
/// | `plan_T_share_today`, `plan_T_share`, `plan_T_uncovered` | the share covered today, by the layout, and how many are not |
/// | `plan_T_facilities_today`, `plan_T_facilities` | facilities of the tier |
/// | `plan_beds_today`, `plan_beds` | beds of all facilities |
/// | `plan_works_build`, `…_upgrade`, `…_merge`, `…_close` | works |
/// | `plan_cost_yuan`, `plan_paid_F_yuan` | what they cost, and what each source pays |
pub fn towns_geojson(report: &Report<'_>, decided: &Decided<'_>) -> Vec<u8> {
    let mut collection = Collection::new();
    for figures in town_figures(decided) {
        let town = &decided.problem.towns[figures.town];
        let ours = properties(decided.problem, &figures);
        collection.add(&town.id, &town.feature, ours);
    }
    collection.finish(
        report,
        "towns",
        "every town: how its people are covered today and by the plan, its works and their money",
    )
}

fn properties(problem: &Problem, figures: &TownFigures<'_>) -> Properties {
    let mut ours = Properties::new();
    let mut put = |name: String, value: Value| ours.insert(name, value);
    let name = &problem.towns[figures.town].name;
    put("plan_name".into(), json!(name));
    put("plan_residents".into(), rounded(figures.residents, 1));
    for (group, &people) in figures.people.iter_enumerated() {
        let id = &problem.groups[group].id;
        put(format!("plan_people_{id}"), rounded(people, 1));
    }
    let pooled = figures.pooled();
    for (at, name) in ["plan_share_today", "plan_share"].into_iter().enumerate() {
        let share = pooled.map_or(Value::Null, |shares| rounded(shares[at], 6));
        put(name.into(), share);
    }
    let reached: Vec<TierIdx> = reached_tiers(problem).collect();
    for (tier, own) in problem.tiers.iter_enumerated() {
        let mut put = |name: &str, value| put(format!("plan_{}_{name}", own.id), value);
        if reached.contains(&tier) {
            let row = figures.coverage[tier];
            let people = row.map_or(0.0, |row| row.people.number());
            let of = |value: &dyn Fn(f64) -> f64, places| match row {
                Some(_) if people > 0.0 => rounded(value(people), places),
                _ => Value::Null,
            };
            let today = row.map_or(0.0, |row| row.covered_today.number());
            let covered = row.map_or(0.0, |row| row.covered.number());
            put("people", of(&|people| people, 1));
            put("share_today", of(&|people| today / people, 6));
            put("share", of(&|people| covered / people, 6));
            put("uncovered", of(&|people| (people - covered).max(0.0), 1));
        }
        let [today, after] = figures.facilities[tier];
        put("facilities_today", json!(today));
        put("facilities", json!(after));
    }
    let [today, after] = figures.beds;
    put("plan_beds_today".into(), json!(today));
    put("plan_beds".into(), json!(after));
    for (kind, count) in WorkKind::ALL.into_iter().zip(figures.works) {
        put(format!("plan_works_{}", kind.word()), json!(count));
    }
    put("plan_cost_yuan".into(), json!(figures.cost.yuan()));
    for (source, paid) in problem.funding.iter().zip(&figures.paid) {
        put(format!("plan_paid_{}_yuan", source.id), json!(paid.yuan()));
    }
    ours
}
