//! The tables of answers: plans on other terms, their aims, sites and people; sites near villages.

use super::record::{
    AimChangeJson, AnswerJson, NearJson, ObstacleJson, OtherPlanJson, PeopleChangeJson,
    SiteChangeJson, TierAnswerJson, WhyJson,
};
use crate::domain::{Language, Name};
use crate::run::numbers::GAP_ABOUT;
use crate::run::plan::NameJson;
use crate::run::table::Unit::{
    Count, Flag, Kilometres, Minutes, Number, People, Share, Text, Yuan,
};
use crate::run::table::{Cell, Columns, Kind, Table};
use crate::run::tables::TableSpec;
use crate::run::words::{STAGES, TERMS, TURNS, VERDICTS, WORKS};

const PLANS: Kind = Kind::new(
    "why_plans",
    "Other plans",
    "其他方案",
    "the best plan on each other terms, or that there is none and why; then, with each obstacle lifted alone, the best plan without it",
);
const AIMS: Kind =
    Kind::new("why_aims", "Aims", "目标变化", "each aim in the best plan and in the other plans");
const SITES: Kind = Kind::new(
    "why_sites",
    "Sites",
    "点位变化",
    "the sites about which the other plans decide otherwise",
);
const PEOPLE: Kind = Kind::new(
    "why_people",
    "People",
    "受影响人群",
    "the villages and communities whose people gain or lose cover, or go another way, in the other plans",
);
const NEAR: Kind = Kind::new(
    "why_near",
    "Nearest sites",
    "最近点位",
    "the nearest sites of the villages asked about, within reach or not, at each tier",
);

/// A plan with the question that it answers.
#[derive(Debug, Clone)]
struct Asked<T> {
    number: usize,
    about: String,
    id: String,
    terms: String,
    tier: Option<String>,
    tier_name: Option<NameJson>,
    lifted: Option<ObstacleJson>,
    of: T,
}

impl<T> Asked<T> {
    fn new((position, answer): (usize, &AnswerJson), plan: &OtherPlanJson, of: T) -> Self {
        Self {
            number: position + 1,
            about: answer.about.clone(),
            id: answer.id.clone(),
            terms: plan.terms.clone(),
            tier: plan.tier.clone(),
            tier_name: plan.tier_name.clone(),
            lifted: plan.lifted.clone(),
            of,
        }
    }
}

/// What it is called, or its kind.
fn said(obstacle: &ObstacleJson) -> String {
    obstacle.called.clone().unwrap_or_else(|| obstacle.kind.clone())
}

fn name(name: &NameJson) -> Cell {
    Cell::Name(Name::from(name))
}

fn asked<'a, T: 'a>() -> Columns<'a, Asked<T>> {
    Columns::<Asked<T>>::new()
        .computed("question", "Question", "问题序号", Count, |row| row.number)
        .input("about", "About", "对象", Text, |row| row.about.clone())
        .about("`site`, `village`, `target` or `rule`")
        .input("id", "Id", "编号", Text, |row| row.id.clone())
        .computed("terms", "Terms", "条件", &TERMS, |row| row.terms.clone())
        .computed("tier", "Tier id", "层级编号", Text, |row| row.tier.clone())
        .about("of a village")
        .computed("tier_name", "Tier", "层级", Text, |row| row.tier_name.as_ref().map(name))
        .computed("lifted", "Lifted", "取消的限制代码", Text, |row| row.lifted.as_ref().map(said))
        .about("what of the plan does not count, as `--lift` or `--set` calls it, or `all-money`, `all-sites`; empty where all of it does")
        .prose("lifted_name", "What is lifted", "取消的限制", Text, |row| {
            Some(name(&row.lifted.as_ref()?.name))
        })
}

fn plans<'a>() -> Columns<'a, Asked<OtherPlanJson>> {
    asked::<OtherPlanJson>()
        .claimed("status", "Verdict", "结论", &VERDICTS, |row| row.of.status.clone())
        .claimed("blocked_by", "Blocked by", "受阻于（代码）", Text, |row| {
            let by: Vec<String> = row.of.blocked_by.iter().map(said).collect();
            by.join(" ")
        })
        .about("each, lifted alone, makes the terms possible; empty where only several together do")
        .prose("blocked_by_names", "What blocks", "受阻于", Text, |row| {
            let named = |language: Language, between: &str| {
                let names = row.of.blocked_by.iter().map(|own| Name::from(&own.name));
                names.map(|own| language.short(&own).to_owned()).collect::<Vec<_>>().join(between)
            };
            let is_blocked = !row.of.blocked_by.is_empty();
            is_blocked.then(|| {
                let (english, chinese) = (Language::English, Language::Chinese);
                Cell::Name(Name::both(named(english, "; "), named(chinese, "；")))
            })
        })
        .computed("all_tried", "All tried", "已全部试算", Flag, |row| row.of.all_tried)
        .about("false where the search for what blocks ended before")
        .computed("reach_min", "Reach, min", "服务半径（分钟）", Minutes, |row| {
            Some(row.of.reach.as_ref()?.time_s? / 60.0)
        })
        .about("the longer reach of the tier")
        .computed("reach_km", "Reach, km", "服务半径（公里）", Kilometres, |row| {
            Some(row.of.reach.as_ref()?.distance_m? / 1000.0)
        })
        .about("the longer reach of the tier")
        .computed("site_yuan", "New site, yuan", "新点位投入（元）", Yuan, |row| {
            row.of.site_yuan
        })
        .computed("cost_yuan", "Cost, yuan", "投入（元）", Yuan, |row| row.of.cost_yuan)
        .computed("price_yuan", "Costs more, yuan", "增加投入（元）", Yuan, |row| {
            row.of.price_yuan
        })
        .about("than the best plan; below 0: less")
}

fn aims<'a>() -> Columns<'a, Asked<AimChangeJson>> {
    asked::<AimChangeJson>()
        .computed("aim", "Aim", "目标", &STAGES, |row| row.of.stage.clone())
        .computed("before", "Best plan", "最优方案", Number, |row| row.of.before)
        .about("measured as in the other plan")
        .computed("value", "Other plan", "其他方案值", Number, |row| row.of.value)
        .computed("difference", "Difference", "变化", Number, |row| {
            Some(row.of.value? - row.of.before?)
        })
        .claimed("bound", "Bound", "理论界限", Number, |row| row.of.bound)
        .about("no plan on these terms is better")
        .claimed("gap", "Gap", "差距", Number, |row| row.of.gap)
        .about(GAP_ABOUT)
        .all_exact()
}

fn sites<'a>() -> Columns<'a, Asked<SiteChangeJson>> {
    asked::<SiteChangeJson>()
        .computed("site", "Site id", "点位编号", Text, |row| row.of.site.clone())
        .computed("site_name", "Site", "点位", Text, |row| row.of.name.clone())
        .computed("before", "Best plan", "最优方案", &WORKS, |row| row.of.before.done.clone())
        .computed("before_work", "Its work", "最优方案任务编号", Text, |row| {
            row.of.before.work.clone()
        })
        .computed("after", "Other plan", "其他方案", &WORKS, |row| row.of.after.done.clone())
        .computed("after_work", "Its work there", "其他方案任务编号", Text, |row| {
            row.of.after.work.clone()
        })
}

fn people<'a>() -> Columns<'a, Asked<PeopleChangeJson>> {
    let km = |way: Option<f64>| way.map(|way| way / 1000.0);
    asked::<PeopleChangeJson>()
        .computed("served_tier", "Service id", "服务层级编号", Text, |row| {
            row.of.tier.clone()
        })
        .computed("served_tier_name", "Service", "服务层级", Text, |row| {
            name(&row.of.tier_name)
        })
        .computed("unit", "Village id", "村（社区）编号", Text, |row| row.of.unit.clone())
        .computed("unit_name", "Village or community", "村（社区）", Text, |row| {
            row.of.name.clone()
        })
        .computed("turn", "Change", "变化", &TURNS, |row| row.of.turn.clone())
        .computed("people", "People", "人数", People, |row| row.of.people)
        .computed("before_km", "Way before, km", "原距离（公里）", Kilometres, move |row| {
            km(row.of.before_m)
        })
        .computed(
            "after_km",
            "Way then, km",
            "变化后距离（公里）",
            Kilometres,
            move |row| km(row.of.after_m),
        )
        .computed("before_site", "Served at, id", "原服务点位编号", Text, |row| {
            row.of.before_site.clone()
        })
        .computed("before_site_name", "Served at", "原服务点位", Text, |row| {
            row.of.before_site_name.clone()
        })
        .computed("after_site", "Served then at, id", "变化后服务点位编号", Text, |row| {
            row.of.after_site.clone()
        })
        .computed("after_site_name", "Served then at", "变化后服务点位", Text, |row| {
            row.of.after_site_name.clone()
        })
}

/// A village at a tier, with a site near it.
#[derive(Debug, Clone)]
struct Near {
    number: usize,
    id: String,
    tier: TierAnswerJson,
    stands: bool,
    near: Option<NearJson>,
}

fn near<'a>() -> Columns<'a, Near> {
    Columns::<Near>::new()
        .computed("question", "Question", "问题序号", Count, |row: &Near| row.number)
        .input("id", "Id", "编号", Text, |row| row.id.clone())
        .input("tier", "Tier id", "层级编号", Text, |row| row.tier.tier.clone())
        .input("tier_name", "Tier", "层级", Text, |row| Cell::Name(Name::from(&row.tier.name)))
        .input("people", "People", "人数", People, |row| row.tier.people)
        .about("of the tier's group")
        .computed("covered_share", "Covered", "覆盖率", Share, |row| row.tier.covered_share)
        .computed("stands", "Stands", "已有服务", Flag, |row| row.stands)
        .about("true: the nearest site that serves the tier in the best plan; false: the nearest that could")
        .computed("site", "Site id", "点位编号", Text, |row| Some(row.near.as_ref()?.site.clone()))
        .computed("site_name", "Site", "点位", Text, |row| Some(row.near.as_ref()?.name.clone()))
        .computed("km", "Distance, km", "距离（公里）", Kilometres, |row| {
            Some(row.near.as_ref()?.distance_m / 1000.0)
        })
        .computed("min", "Time, min", "时间（分钟）", Minutes, |row| Some(row.near.as_ref()?.time_s / 60.0))
        .computed("beyond_min", "Too far by, min", "超出（分钟）", Minutes, |row| {
            Some(row.near.as_ref()?.beyond_s? / 60.0)
        })
        .about("where the reach is a distance, at the mean speed of the way")
        .computed("beyond_km", "Too far by, km", "超出（公里）", Kilometres, |row| {
            Some(row.near.as_ref()?.beyond_m? / 1000.0)
        })
        .about("where the reach is a time, at the mean speed of the way")
}

/// All tables.
pub(super) fn why_tables(why: &WhyJson) -> [Table<'static>; 5] {
    fn each<T>(why: &WhyJson, of: impl Fn(&OtherPlanJson) -> Vec<T>) -> Vec<Asked<T>> {
        let answers = why.answers.iter().enumerate();
        let rows = answers.flat_map(|answer| {
            let plans = answer.1.plans.iter();
            plans
                .flat_map(|plan| {
                    of(plan)
                        .into_iter()
                        .map(|own| Asked::new(answer, plan, own))
                        .collect::<Vec<_>>()
                })
                .collect::<Vec<_>>()
        });
        rows.collect()
    }
    let nears = why.answers.iter().enumerate().flat_map(|(position, answer)| {
        answer.tiers.iter().flat_map(move |tier| {
            [(true, &tier.standing), (false, &tier.possible)].map(|(stands, near)| Near {
                number: position + 1,
                id: answer.id.clone(),
                tier: tier.clone(),
                stands,
                near: near.clone(),
            })
        })
    });
    [
        Table::new(PLANS, plans(), each(why, |plan| vec![plan.clone()])),
        Table::new(AIMS, aims(), each(why, |plan| plan.aims.clone())),
        Table::new(SITES, sites(), each(why, |plan| plan.sites.clone())),
        Table::new(PEOPLE, people(), each(why, |plan| plan.people.clone())),
        Table::new(NEAR, near(), nears),
    ]
}

/// Every table of such a run.
pub(crate) fn specs() -> Vec<TableSpec> {
    vec![
        TableSpec::table(PLANS, plans()),
        TableSpec::table(AIMS, aims()),
        TableSpec::table(SITES, sites()),
        TableSpec::table(PEOPLE, people()),
        TableSpec::table(NEAR, near()),
    ]
}
